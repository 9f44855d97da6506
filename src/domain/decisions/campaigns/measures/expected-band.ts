/**
 * What will a post of this account show after so many hours, judged before it is published?
 * Method: log counts of the account's own clean posts at that age. The value is exp of the mean of the newest NEAR posts. How far
 *   the next post may lie from it is read from the account itself: each of its last posts is predicted from those before it
 *   in the same way, and the band is t times the root mean square of those errors, with as many degrees of freedom as errors.
 *   An account that drifts gets a wider band than its spread alone would give. With fewer than LEAST_ERRORS errors: the
 *   predictive Student t interval of independent posts, mean ± t · s · sqrt(1 + 1/n).
 * Source: Geisser 1993, Predictive Inference, ch. 2; Dawid 1984 (JRSS A 147) for prediction judged forward; Aitchison & Brown
 *   1957 for log-normal counts.
 * Differs: errors are pooled as a normal scale, not as ranks: thirty posts are too few for a 95 % rank.
 * Limits: needs LEAST_POSTS clean posts; no trend and no season: the last MOST_POSTS posts only; a new format, a paid push or a
 *   better hour is not known.
 * Verified: measures.test.ts, bench/campaign-watch.ts (coverage on 57,816 published posts of 700 accounts).
 */
import betaQuantile from '@stdlib/stats-base-dists-beta-quantile';
import { type TooThin, tooThin } from '#numerics/series/too-thin.ts';

const NAME = 'expected-band';
export const EXPECTED_BAND = `${NAME}@2`;
/** Any version: a band that was stored is never made again. */
export const isExpectedBand = (method: string): boolean => method.startsWith(`${NAME}@`);
export const BAND_LEVEL = 0.9;
export const LEAST_POSTS = 5;
const MOST_POSTS = 30;
/** Posts whose mean is the forecast. */
const NEAR = 10;
/** Posts from which an earlier forecast is made at least. */
const LEAST_BEFORE = 4;
const LEAST_ERRORS = 6;

export interface ExpectedBand {
  value: number;
  low: number;
  high: number;
  n: number;
}

/** `counts`: of the account's clean posts at the age asked, newest first. */
export function expectedBand(counts: readonly number[]): ExpectedBand | TooThin {
  const used = counts.slice(0, MOST_POSTS);
  const n = used.length;
  if (n < LEAST_POSTS) return tooThin(LEAST_POSTS, n);
  const logs = used.map((c) => Math.log1p(c));
  const errors = logs
    .slice(0, Math.max(0, n - LEAST_BEFORE))
    .map((y, i) => y - meanOf(logs.slice(i + 1, i + 1 + NEAR)));
  const forward = errors.length >= LEAST_ERRORS;
  const mean = meanOf(forward ? logs.slice(0, NEAR) : logs);
  const half = forward
    ? studentWithin(BAND_LEVEL, errors.length) * Math.sqrt(meanOf(errors.map((e) => e * e)))
    : studentWithin(BAND_LEVEL, n - 1) *
      Math.sqrt((logs.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (n - 1)) * (1 + 1 / n));
  const back = (x: number) => Math.max(0, Math.expm1(x));
  return { value: back(mean), low: back(mean - half), high: back(mean + half), n };
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;

/** t with P(|T| ≤ t) = `share`, through the beta distribution of ν / (ν + t²). */
function studentWithin(share: number, freedom: number): number {
  const x = betaQuantile(1 - share, freedom / 2, 0.5);
  return Math.sqrt((freedom * (1 - x)) / x);
}
