/**
 * What is the mean, or the share, among the people that the weighted answers stand for?
 * Method: ratio mean Σwy/Σw; variance by linearisation, n/(n−1)·Σ(w(y−ȳ)/Σw)², rows of other groups counting as zero; means
 *   with Student's t, shares with the Korn–Graubard interval: Clopper–Pearson at the effective size p(1−p)/variance.
 * Source: Korn & Graubard 1998, Survey Methodology 24; Lumley 2010, Complex Surveys, ch. 2.
 * Differs: the effective size is never larger than the number of answers, and where all or nobody answered so, it is Kish's.
 * Limits: weights are taken as given: where raking explains the answers, intervals are wider than they need be.
 * Verified: raking.test.ts against svyciprop(method = "beta") of r-cran-survey 4.1; coverage on simulation.
 */
import betaQuantile from '@stdlib/stats-base-dists-beta-quantile';
import { studentAbove } from '#numerics/stats/tails.ts';
import { kish } from './raking-weights.ts';

export interface WeightedFigure {
  value: number;
  low: number;
  high: number;
  /** Answers. */
  n: number;
  /** Answers of equal weight that would tell as much. */
  effectiveN: number;
}

/** Two-sided Student quantile by halving: t with P(|T| ≥ t) = 1 − confidence. */
export function studentBound(freedom: number, confidence = 0.95): number {
  let [low, high] = [0, 1e6];
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2;
    if (2 * studentAbove(middle, freedom) > 1 - confidence) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** @param of rows of the group: indices into `values` and `weights`; `all` is the number of rows of the sample. */
function ratio(
  values: ArrayLike<number>,
  weights: ArrayLike<number>,
  of: readonly number[],
  all: number,
): { mean: number; variance: number } {
  let [sum, total] = [0, 0];
  for (const i of of) {
    sum += (weights[i] as number) * (values[i] as number);
    total += weights[i] as number;
  }
  const mean = sum / total;
  let square = 0;
  for (const i of of) square += (((weights[i] as number) * ((values[i] as number) - mean)) / total) ** 2;
  return { mean, variance: all > 1 ? (square * all) / (all - 1) : Number.POSITIVE_INFINITY };
}

/** Null below two answers. */
export function weightedMean(
  values: ArrayLike<number>,
  weights: ArrayLike<number>,
  of: readonly number[],
  all = of.length,
): WeightedFigure | null {
  if (of.length < 2) return null;
  const { mean, variance } = ratio(values, weights, of, all);
  const half = studentBound(of.length - 1) * Math.sqrt(variance);
  const { effectiveN } = kish(of.map((i) => weights[i] as number));
  return { value: mean, low: mean - half, high: mean + half, n: of.length, effectiveN };
}

/** Share 0–1 of rows whose value is 1; null without rows. */
export function weightedShare(
  values: ArrayLike<number>,
  weights: ArrayLike<number>,
  of: readonly number[],
  all = of.length,
  confidence = 0.95,
): WeightedFigure | null {
  if (of.length === 0) return null;
  const { mean, variance } = ratio(values, weights, of, all);
  const p = Math.min(1, Math.max(0, mean));
  const equal = kish(of.map((i) => weights[i] as number)).effectiveN;
  const effectiveN =
    p * (1 - p) < 1e-12 || !(variance > 0) ? equal : Math.min(of.length, (p * (1 - p)) / variance);
  const [yes, no] = [p * effectiveN, (1 - p) * effectiveN];
  const tail = (1 - confidence) / 2;
  return {
    value: p,
    low: p < 1e-12 ? 0 : betaQuantile(tail, yes, no + 1),
    high: p > 1 - 1e-12 ? 1 : betaQuantile(1 - tail, yes + 1, no),
    n: of.length,
    effectiveN,
  };
}
