/** Seeded audiences in communities: each name has a home, most of its people come from there, the rest from anywhere. */
import { rng } from '#basis/rng.ts';
import { type MixAudience, mixAudience } from '#domain/decisions/mix/measures/mix-audience.ts';

export interface MixPanel {
  audience: MixAudience;
  budget: number;
}

/** @param meanShare mean share of all people that a name reaches */
export function mixPanel(
  kolCount: number,
  personCount: number,
  seed: string,
  { budgetShare = 0.2, meanShare = 0.03, names = kolCount } = {},
): MixPanel {
  const random = rng(seed);
  const communities = Math.max(3, Math.round(Math.sqrt(kolCount)));
  const homes = Array.from({ length: kolCount }, () => random.int(0, communities - 1));
  const sizes = Array.from({ length: kolCount }, () =>
    Math.min(0.3, random.logNormal(meanShare * 0.75, 0.75)),
  );
  const people = random.fork('people');
  const perHome = Math.ceil(personCount / communities);
  const capacity = Math.ceil(kolCount * personCount * meanShare * 2);
  let kolOf = new Int32Array(capacity);
  let personOf = new Int32Array(capacity);
  let rows = 0;
  const put = (kol: number, person: number) => {
    if (rows === kolOf.length) {
      const [moreKols, morePeople] = [new Int32Array(2 * rows), new Int32Array(2 * rows)];
      moreKols.set(kolOf);
      morePeople.set(personOf);
      [kolOf, personOf] = [moreKols, morePeople];
    }
    kolOf[rows] = kol;
    personOf[rows++] = person;
  };
  for (let kol = 0; kol < kolCount; kol++) {
    const count = Math.max(1, Math.round((sizes[kol] as number) * personCount));
    for (let i = 0; i < count; i++) {
      const home = people.next() < 0.7;
      const person = home
        ? (homes[kol] as number) * perHome + Math.floor(people.next() ** 1.6 * perHome)
        : Math.floor(people.next() ** 1.6 * personCount);
      put(kol, Math.min(personCount - 1, person));
    }
  }
  const prices = new Map<string, number>();
  let total = 0;
  for (let kol = 0; kol < names; kol++) {
    const price = Math.round(100 * ((sizes[kol] as number) * 1000) ** 0.85 * random.logNormal(1, 0.3)) / 100;
    prices.set(`k${kol}`, price);
    total += price;
  }
  const column = (ids: Int32Array, size: number, mark: string) => ({
    ids,
    size,
    nameOf: (id: number) => `${mark}${id}`,
  });
  return {
    audience: mixAudience(
      {
        kol: column(kolOf.subarray(0, rows), kolCount, 'k'),
        person: column(personOf.subarray(0, rows), personCount, 'u'),
      },
      prices,
    ),
    budget: budgetShare * total,
  };
}
