/** Upper tails of counts, exact far into the tail (no `1 − cdf`). */
import betainc from '@stdlib/math-base-special-betainc';
import gammainc from '@stdlib/math-base-special-gammainc';
import gammaln from '@stdlib/math-base-special-gammaln';

/** P(X ≥ count) of a Poisson variable. */
export const poissonAtLeast = (count: number, mean: number): number =>
  count <= 0 ? 1 : mean <= 0 ? 0 : gammainc(mean, count, true, false);

/** P(X ≥ count) in `trials` draws of probability `share`. */
export const binomialAtLeast = (count: number, trials: number, share: number): number =>
  count <= 0
    ? 1
    : count > trials || share <= 0
      ? 0
      : share >= 1
        ? 1
        : betainc(share, count, trials - count + 1, true, false);

/** ln of the number of ways to choose k of n. */
export const logChoose = (n: number, k: number): number =>
  gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1);

/** P(X ≥ count) of marked things in `draws` from `total` without replacement, `marked` of which are marked. */
export function hypergeometricAtLeast(count: number, total: number, marked: number, draws: number): number {
  const least = Math.max(count, draws + marked - total, 0);
  const most = Math.min(marked, draws);
  if (count <= Math.max(0, draws + marked - total)) return 1;
  const all = logChoose(total, draws);
  let sum = 0;
  for (let k = most; k >= least; k--)
    sum += Math.exp(logChoose(marked, k) + logChoose(total - marked, draws - k) - all);
  return Math.min(1, sum);
}

/** P(T ≥ t) of Student's t with `freedom` degrees, t ≥ 0. */
export const studentAbove = (t: number, freedom: number): number =>
  0.5 * betainc(freedom / (freedom + t * t), freedom / 2, 0.5, true, false);

/** The t that |T| stays below with probability `confidence`, by bisection. */
export function studentWithin(confidence: number, freedom: number): number {
  let [low, high] = [0, 2];
  while (2 * studentAbove(high, freedom) > 1 - confidence) high *= 2;
  for (let i = 0; i < 60; i++) {
    const mid = (low + high) / 2;
    if (2 * studentAbove(mid, freedom) > 1 - confidence) low = mid;
    else high = mid;
  }
  return (low + high) / 2;
}
