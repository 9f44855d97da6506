/**
 * Seeded audiences as in the published mix inputs: people differ in how much they follow, half of a name's audience comes
 * from its community, audiences are log-normal (or heavy-tailed), prices rise a little less than audiences.
 */
import { rng } from '#basis/rng.ts';
import { mixAudience } from '#domain/decisions/mix/measures/mix-audience.ts';
import type { MixPanel } from './mix-panel.ts';

export function activityPanel(
  kolCount: number,
  personCount: number,
  seed: string,
  { medianShare = 0.0186, sizeSd = 0.85, homeShare = 0.35, communities = 6, budgetShare = 0.15 } = {},
): MixPanel {
  const random = rng(seed);
  const homes = Array.from({ length: kolCount }, () => random.int(0, communities - 1));
  const sizes = Array.from({ length: kolCount }, () =>
    Math.max(5, Math.round(personCount * Math.min(0.3, random.logNormal(medianShare, sizeSd)))),
  );
  const prices = new Map(
    sizes.map((size, kol) => [
      `k${kol}`,
      Math.round(100 * 0.0857 * size ** 0.88 * random.logNormal(1, 0.35)) / 100,
    ]),
  );
  // Person p lives in community p mod communities; sums of weights, over all and within each community.
  const sums = Array.from({ length: communities + 1 }, () => new Float64Array(personCount));
  const totals = new Float64Array(communities + 1);
  const members = Array.from({ length: communities + 1 }, () => 0);
  for (let person = 0; person < personCount; person++) {
    const weight = random.logNormal(1, 0.65);
    for (const at of [person % communities, communities]) {
      totals[at]! += weight;
      (sums[at] as Float64Array)[members[at]!++] = totals[at] as number;
    }
  }
  const draw = (at: number): number => {
    const sum = sums[at] as Float64Array;
    const wanted = random.next() * (totals[at] as number);
    let [low, high] = [0, (members[at] as number) - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sum[middle] as number) < wanted) low = middle + 1;
      else high = middle;
    }
    return at === communities ? low : low * communities + at;
  };
  const rowCount = sizes.reduce((a, b) => a + b, 0);
  const [kolOf, personOf] = [new Int32Array(rowCount), new Int32Array(rowCount)];
  const seen = new Int32Array(personCount).fill(-1);
  let row = 0;
  for (const [kol, size] of sizes.entries())
    for (let i = 0; i < size; i++) {
      let person = 0;
      for (let tries = 0; tries < 50; tries++) {
        person = draw(random.next() < homeShare ? (homes[kol] as number) : communities);
        if (seen[person] !== kol) break;
      }
      seen[person] = kol;
      kolOf[row] = kol;
      personOf[row++] = person;
    }
  const column = (ids: Int32Array, size: number, mark: string) => ({
    ids,
    size,
    nameOf: (id: number) => `${mark}${id}`,
  });
  const audience = mixAudience(
    { kol: column(kolOf, kolCount, 'k'), person: column(personOf, personCount, 'u') },
    prices,
  );
  return { audience, budget: budgetShare * audience.prices.reduce((a, b) => a + b, 0) };
}
