/** Intervals of a binomial proportion. Shares 0–1. */
import betaQuantile from '@stdlib/stats-base-dists-beta-quantile';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';

export interface Interval {
  value: number;
  low: number;
  high: number;
}

/** Wilson score interval (Wilson 1927). `trials` > 0. */
export function wilson(successes: number, trials: number, confidence = 0.95): Interval {
  const z = normalQuantile(0.5 + confidence / 2, 0, 1);
  const p = successes / trials;
  const middle = (p + (z * z) / (2 * trials)) / (1 + (z * z) / trials);
  const half = (z / (1 + (z * z) / trials)) * Math.sqrt((p * (1 - p)) / trials + (z * z) / (4 * trials ** 2));
  return { value: p, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/** Exact interval (Clopper & Pearson 1934): covers at least `confidence`. */
export function clopperPearson(successes: number, trials: number, confidence = 0.95): Interval {
  const tail = (1 - confidence) / 2;
  return {
    value: successes / trials,
    low: successes === 0 ? 0 : betaQuantile(tail, successes, trials - successes + 1),
    high: successes === trials ? 1 : betaQuantile(1 - tail, successes + 1, trials - successes),
  };
}
