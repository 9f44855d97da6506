/**
 * What does a thousand people seen cost in the quotes at hand, and how do fees move?
 * Method: each account's newest price over followers × feed share × true share, times a thousand; median of the accounts, its 90 % interval
 *   from order statistics. Fees: the yearly log change of the first and last price of the same account, format, kind and source, at least
 *   LEAST_DAYS apart; mean with Student's 90 % interval.
 * Source: Conover 1999, ch. 3 (interval of a median); Student 1908.
 * Differs: –
 * Limits: asked prices, not paid ones; nothing below LEAST_ACCOUNTS prices or LEAST_PAIRS pairs.
 * Verified: inhouse.test.ts (interval of the median covers 88–95 % at 90 %).
 */
import betaQuantile from '@stdlib/stats-base-dists-beta-quantile';
import { quantileOfSorted } from '#numerics/series/robust.ts';

export const LEAST_ACCOUNTS = 8;
export const LEAST_PAIRS = 8;
export const LEAST_DAYS = 60;
const LEVEL = 0.9;
const YEAR_DAYS = 365.25;

export interface Told {
  value: number;
  low: number;
  high: number;
  n: number;
}

/** Median with the interval of the two order statistics that hold it; null below LEAST_ACCOUNTS. */
export function medianPrice(values: readonly number[]): Told | null {
  const n = values.length;
  if (n < LEAST_ACCOUNTS) return null;
  const sorted = Float64Array.from(values).sort();
  // Normal approximation of the binomial ranks, rounded outwards.
  const half = (1.645 * Math.sqrt(n)) / 2;
  const low = Math.max(0, Math.floor(n / 2 - half) - 1);
  const high = Math.min(n - 1, Math.ceil(n / 2 + half));
  return {
    value: quantileOfSorted(sorted, 0.5),
    low: sorted[low] as number,
    high: sorted[high] as number,
    n,
  };
}

export interface PricePair {
  first: number;
  last: number;
  days: number;
}

/** Change of fees a year as a share; null below LEAST_PAIRS. */
export function feeGrowth(pairs: readonly PricePair[]): Told | null {
  const logs = pairs
    .filter((p) => p.days >= LEAST_DAYS && p.first > 0 && p.last > 0)
    .map((p) => (Math.log(p.last / p.first) * YEAR_DAYS) / p.days);
  const n = logs.length;
  if (n < LEAST_PAIRS) return null;
  const mean = logs.reduce((s, x) => s + x, 0) / n;
  const sd = Math.sqrt(logs.reduce((s, x) => s + (x - mean) ** 2, 0) / (n - 1));
  const x = betaQuantile(1 - LEVEL, (n - 1) / 2, 0.5);
  const half = (Math.sqrt(((n - 1) * (1 - x)) / x) * sd) / Math.sqrt(n);
  return { value: Math.expm1(mean), low: Math.expm1(mean - half), high: Math.expm1(mean + half), n };
}
