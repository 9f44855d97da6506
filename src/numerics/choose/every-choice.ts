/**
 * The best of all choices, by walking through every one (Gray code: one candidate in or out at a time). What tests and benches
 * hold the search against; two to the number of candidates is its length, so 20 are a second and 24 a quarter of a minute.
 */
import { affordable } from './cover.ts';
import type { CoverModel } from './dual-bound.ts';

/** Worth of the best choice within the budget; musts, nevers and families are not asked. Counts only, no chances. */
export function bestOfEvery({ cover, terms, ladder }: CoverModel): number {
  const { starts, groups, weights } = cover;
  const contacts = new Int32Array(cover.groupCount);
  const inside = new Uint8Array(cover.candidateCount);
  let [value, cost, best] = [0, 0, 0];
  for (let step = 1; step < 2 ** cover.candidateCount; step++) {
    const j = 31 - Math.clz32(step & -step);
    const by = inside[j] ? -1 : 1;
    inside[j] = inside[j] ? 0 : 1;
    cost += by * (terms.costs[j] as number);
    for (let i = starts[j] as number, end = starts[j + 1] as number; i < end; i++) {
      const g = groups[i] as number;
      const before = contacts[g] as number;
      contacts[g] = before + by;
      value +=
        (weights[g] as number) * ((ladder.worths[before + by] as number) - (ladder.worths[before] as number));
    }
    if (value > best && affordable(cost, terms.budget)) best = value;
  }
  return best;
}
