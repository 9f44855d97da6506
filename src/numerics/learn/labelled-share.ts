/**
 * The share of ones when some rows of the sample carry a label by hand and the others only a score: prediction-powered
 * inference (Angelopoulos et al., Science 382, 2023), power-tuned (PPI++, arXiv 2311.01453).
 */
import betaCdf from '@stdlib/stats-base-dists-beta-cdf';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { type Interval, wilson } from '../stats/intervals.ts';

interface Moments {
  n: number;
  mean: number;
  variance: number;
}
function moments(values: ArrayLike<number>): Moments {
  const n = values.length;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += (values[i] as number) / n;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += ((values[i] as number) - mean) ** 2;
  return { n, mean, variance: n > 1 ? squares / (n - 1) : 0 };
}

/**
 * PPI++ mean: λ·mean(scores of unlabelled rows) + mean(label − λ·score over labelled rows), with λ in 0–1 chosen for
 * the least variance. Normal interval, cut to 0–1.
 */
export function predictionPoweredShare(
  labels: ArrayLike<number>,
  labelledScores: ArrayLike<number>,
  otherScores: ArrayLike<number>,
  confidence = 0.95,
): Interval & { lambda: number; variance: number } {
  const y = moments(labels);
  const own = moments(labelledScores);
  const other = moments(otherScores);
  const pooled = moments([...Array.from(labelledScores), ...Array.from(otherScores)]);
  let covariance = 0;
  for (let i = 0; i < y.n; i++)
    covariance += (((labels[i] as number) - y.mean) * ((labelledScores[i] as number) - own.mean)) / (y.n - 1);
  const lambda =
    pooled.variance === 0 || other.n === 0
      ? 0
      : Math.min(1, Math.max(0, covariance / ((1 + y.n / other.n) * pooled.variance)));
  const value = lambda * (other.n === 0 ? 0 : other.mean) + y.mean - lambda * own.mean;
  const rest = Array.from(labels, (label, i) => label - lambda * (labelledScores[i] as number));
  const variance =
    (other.n === 0 ? 0 : (lambda * lambda * other.variance) / other.n) + moments(rest).variance / y.n;
  const half = normalQuantile(0.5 + confidence / 2, 0, 1) * Math.sqrt(variance);
  const clip = (p: number) => Math.min(1, Math.max(0, p));
  return { value: clip(value), low: clip(value - half), high: clip(value + half), lambda, variance };
}

/**
 * Exact interval of a proportion with half of the observed count's probability on each side (mid-P, Lancaster 1961):
 * Clopper–Pearson without its excess width.
 */
export function midPInterval(successes: number, trials: number, confidence = 0.95): Interval {
  const tail = (1 - confidence) / 2;
  /** P(X > k) + ½ P(X = k) at share p. */
  const above = (p: number): number => {
    const atLeast = successes === 0 ? 1 : betaCdf(p, successes, trials - successes + 1);
    const more = successes === trials ? 0 : betaCdf(p, successes + 1, trials - successes);
    return (atLeast + more) / 2;
  };
  const solve = (wanted: number): number => {
    let [low, high] = [0, 1];
    for (let k = 0; k < 50; k++) {
      const middle = (low + high) / 2;
      if (above(middle) < wanted) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  };
  return {
    value: successes / trials,
    low: successes === 0 ? 0 : solve(tail),
    high: successes === trials ? 1 : solve(1 - tail),
  };
}

/** Labelled ones (and zeros) below which normal intervals under-cover. */
const FEW = 10;

/**
 * PPI++ point and variance where at least ten labelled rows of each kind carry them, below that the labels alone with an
 * exact interval, because PPI++ covers only .88 at 2 % prevalence. The variance is turned into the number of plain labels
 * that would be worth as much, v(1 − v)/variance, and that into Wilson's interval: the normal interval around a small
 * share misses above more often than below.
 */
export function labelledShare(
  labels: ArrayLike<number>,
  labelledScores: ArrayLike<number>,
  otherScores: ArrayLike<number>,
  confidence = 0.95,
): Interval & { method: 'prediction-powered' | 'exact' } {
  let ones = 0;
  for (let i = 0; i < labels.length; i++) ones += labels[i] as number;
  if (ones < FEW || labels.length - ones < FEW)
    return { ...midPInterval(ones, labels.length, confidence), method: 'exact' };
  const { value, variance } = predictionPoweredShare(labels, labelledScores, otherScores, confidence);
  const worth = (value * (1 - value)) / variance;
  return { ...wilson(value * worth, worth, confidence), method: 'prediction-powered' };
}
