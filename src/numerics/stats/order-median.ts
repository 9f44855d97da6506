/** The median of a sample with the interval between two of its order statistics. */
import betaCdf from '@stdlib/stats-base-dists-beta-cdf';

export interface OrderMedian {
  value: number;
  low: number;
  high: number;
  /** Quarter points: how far single values lie apart. */
  lowerQuarter: number;
  upperQuarter: number;
}

/** P(Bin(n, ½) ≤ k), by the incomplete beta function. */
const halves = (k: number, n: number): number => betaCdf(0.5, n - k, k + 1);

const at = (sorted: Float64Array, share: number): number => {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const [a, b] = [sorted[below] as number, sorted[Math.min(below + 1, sorted.length - 1)] as number];
  return a === b || place === below ? a : a + (place - below) * (b - a);
};

/**
 * The r-th smallest and r-th largest value hold the median with probability 1 − 2·P(Bin(n, ½) < r), whatever the
 * distribution (Thompson 1936). Null when even the extremes do not reach `confidence`: below six values at 95 %.
 * Values may be +∞ (a cost of something that never came); an end may then be +∞ too.
 */
export function orderMedian(values: Float64Array, confidence = 0.95): OrderMedian | null {
  const n = values.length;
  const miss = (1 - confidence) / 2;
  if (n === 0 || halves(0, n) > miss) return null;
  let r = 1;
  while (r < n / 2 && halves(r, n) <= miss) r++;
  const sorted = values.toSorted();
  return {
    value: at(sorted, 0.5),
    low: sorted[r - 1] as number,
    high: sorted[n - r] as number,
    lowerQuarter: at(sorted, 0.25),
    upperQuarter: at(sorted, 0.75),
  };
}
