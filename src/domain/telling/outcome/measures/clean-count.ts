/**
 * What is left of a counter without what the evidence says is water?
 * Method: the counter times a share of the account's readings (true followers for what was seen; comments that say
 *   something for comments), the interval times the interval. Over placements: sum over those measured; their intervals
 *   are added end to end, since errors of one detector may all lie on one side.
 * Source: –
 * Differs: –
 * Limits: followers are not the only viewers; a share of followers stands for the share of views. Placements whose
 *   account has no such reading are left out, never guessed: the raw sum of the measured ones stands beside.
 * Verified: outcome.test.ts
 */
import { word } from '#basis/reading.ts';
import { ranged, thin } from '../estimate.ts';
import type { Estimate } from '../schema.ts';

const none = (have: string): Estimate =>
  thin(
    word('a counter and a reading of the account with an interval', '计数，以及该账号带区间的判读'),
    word(have, have === 'no counter' ? '无计数' : '无判读'),
    word('Water is never guessed.', '水分不作猜测。'),
  );

/** `share`: what is clean, or with `rest` what is not. */
export function cleanCount(count: number | null, share: Estimate, rest = false): Estimate {
  if (count === null) return none('no counter');
  if (share.state !== 'ok' || share.low === null || share.high === null) return none('no reading');
  const of = (s: number) => count * (rest ? 1 - s : s);
  const [a, b] = [of(share.low), of(share.high)];
  return ranged(of(share.value), Math.min(a, b), Math.max(a, b), share.n);
}

/** The sum of the measured ones. */
export function cleanSum(parts: readonly Estimate[]): Estimate {
  const known = parts.filter((p) => p.state === 'ok');
  if (known.length === 0) return none('no reading');
  const sum = (of: (p: (typeof known)[number]) => number) => known.reduce((a, p) => a + of(p), 0);
  return ranged(
    sum((p) => p.value),
    sum((p) => p.low ?? p.value),
    sum((p) => p.high ?? p.value),
    known.length,
  );
}
