import { quantileOfSorted } from './robust.ts';

/**
 * Upper tail of values beyond what was seen: exponential above the 90 % quantile, its scale from the distance between
 * the median and that quantile (ln 5 scales apart in an exponential). The top tenth may be anything without moving it.
 * Heavier than a normal tail; on logarithms of a quantity it is a power law.
 */
export interface ExponentialTail {
  threshold: number;
  scale: number;
  sorted: Float64Array;
}

export function exponentialTail(values: Float64Array): ExponentialTail {
  const sorted = values.slice().sort();
  const threshold = quantileOfSorted(sorted, 0.9);
  return { threshold, scale: (threshold - quantileOfSorted(sorted, 0.5)) / Math.log(5), sorted };
}

/** P(value ≥ `x`); 1 below the 90 % quantile, where nothing is unusual. */
export const tailOf = ({ threshold, scale }: ExponentialTail, x: number): number =>
  x <= threshold ? 1 : scale > 0 ? 0.1 * Math.exp(-(x - threshold) / scale) : 0.1;
