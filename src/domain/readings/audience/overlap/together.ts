/** All accounts of an overlap taken together: sum, union, exclusive, mean frequency, how often each person is reached. */

import { countAbout } from '#numerics/sketch/bottom-k.ts';
import type { ListInHand } from '../measures/list-overlap.ts';
import type { PersonTally } from '../measures/person-tally.ts';
import { setOverlap } from '../measures/set-overlap.ts';
import type { Estimate, OverlapReport } from '../schema.ts';
import { refusal } from './words.ts';

const exact = (value: number): Estimate => ({ value, low: value, high: value, exact: true });
const ALL = 2 ** 64;

/** Counts below the least theta are a sample of the union; without a theta they are the union. */
export function together(
  tally: PersonTally,
  accounts: readonly (ListInHand & { theta: bigint | null })[],
): OverlapReport['together'] {
  const samples = accounts.filter((a) => a.design !== 'full' && a.people > 0);
  const first = samples[0];
  if (first)
    return refusal('independent_samples', first, samples[1] ?? accounts.find((a) => a !== first) ?? first);
  const none = accounts.find((a) => a.people === 0);
  if (none) return refusal('nobody', none, accounts.find((a) => a !== none) ?? none);
  const sum = accounts.reduce((n, a) => n + a.people, 0);
  const thetas = accounts.flatMap((a) => (a.theta === null ? [] : [Number(a.theta) / ALL]));
  const share = Math.min(1, ...thetas);
  const about = (count: number) => countAbout(count, share);
  const found = setOverlap(tally);
  const union = about(found.union);
  return {
    state: 'ok',
    sum: exact(sum),
    union,
    exclusive: about(found.exclusive),
    meanFrequency: {
      value: sum / union.value,
      low: sum / union.high,
      high: sum / union.low,
      exact: union.exact,
    },
    histogram: found.histogram.map(about),
    exclusiveOf: found.exclusiveOf.map(about),
  };
}
