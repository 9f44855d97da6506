/** How well probabilities fit labels, each figure with its interval. */
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { rng } from '#basis/rng.ts';
import { type Interval, wilson } from '../stats/intervals.ts';

export interface Scores {
  n: number;
  /** Rows labelled 1. */
  ones: number;
  accuracy: Interval;
  f1: Interval;
  auc: Interval;
  brier: Interval;
  /** Mean distance of said and found share over ten bins of equal width, weighted by rows. */
  calibrationError: Interval;
  sensitivity: Interval;
  specificity: Interval;
}

/**
 * Area under the ROC curve: the chance that a one scores above a zero, ties half. Interval by DeLong, DeLong &
 * Clarke-Pearson 1988, with mid-ranks (Sun & Xu 2014), on the logit scale so that it stays within 0–1.
 */
export function areaUnderRoc(p: ArrayLike<number>, y: ArrayLike<number>, confidence = 0.95): Interval {
  const midRanks = (rows: number[]): Float64Array => {
    const order = rows.map((_, i) => i).sort((a, b) => valueAt(rows, a) - valueAt(rows, b));
    const rank = new Float64Array(rows.length);
    for (let i = 0; i < order.length; ) {
      let j = i;
      while (j < order.length && valueAt(rows, order[j] as number) === valueAt(rows, order[i] as number)) j++;
      for (let k = i; k < j; k++) rank[order[k] as number] = (i + j + 1) / 2;
      i = j;
    }
    return rank;
  };
  const valueAt = (rows: number[], i: number) => p[rows[i] as number] as number;
  const ones: number[] = [];
  const zeros: number[] = [];
  for (let i = 0; i < y.length; i++) (y[i] === 1 ? ones : zeros).push(i);
  const [m, n] = [ones.length, zeros.length];
  if (m === 0 || n === 0) return { value: Number.NaN, low: 0, high: 1 };
  const all = midRanks([...ones, ...zeros]);
  const own = midRanks(ones);
  const other = midRanks(zeros);
  const aboveZeros = ones.map((_, i) => ((all[i] as number) - (own[i] as number)) / n);
  const belowOnes = zeros.map((_, j) => 1 - ((all[m + j] as number) - (other[j] as number)) / m);
  const value = aboveZeros.reduce((a, b) => a + b, 0) / m;
  const spread = (xs: number[]) =>
    xs.length < 2 ? 0.25 : xs.reduce((a, x) => a + (x - value) ** 2, 0) / (xs.length - 1);
  const error = Math.sqrt(spread(aboveZeros) / m + spread(belowOnes) / n);
  const z = normalQuantile(0.5 + confidence / 2, 0, 1);
  // Half a pair stands in for the perfect ranking, whose logit is infinite.
  const v = Math.min(1 - 0.5 / (m * n), Math.max(0.5 / (m * n), value));
  const half = (z * error) / (v * (1 - v));
  const odds = Math.log(v / (1 - v));
  const back = (t: number) => 1 / (1 + Math.exp(-t));
  return { value, low: back(odds - half), high: value === 1 ? 1 : back(odds + half) };
}

const BINS = 10;
const DRAWS = 200;

export function calibrationErrorOf(
  p: ArrayLike<number>,
  y: ArrayLike<number>,
  rows: ArrayLike<number>,
): number {
  const said = new Float64Array(BINS);
  const found = new Float64Array(BINS);
  for (let k = 0; k < rows.length; k++) {
    const i = rows[k] as number;
    const bin = Math.min(BINS - 1, Math.floor((p[i] as number) * BINS));
    said[bin] = (said[bin] as number) + (p[i] as number);
    found[bin] = (found[bin] as number) + (y[i] as number);
  }
  let sum = 0;
  for (let b = 0; b < BINS; b++) sum += Math.abs((said[b] as number) - (found[b] as number));
  return sum / rows.length;
}

const f1Of = (hit: number, missed: number, wrong: number): number =>
  hit === 0 ? 0 : (2 * hit) / (2 * hit + missed + wrong);

/**
 * Figures of probabilities `p` against 0/1 labels `y`; a row is called a one from ½. Shares have Wilson intervals, the
 * area DeLong's; F1, Brier and calibration error percentile intervals of 200 seeded bootstrap draws of rows.
 */
export function scoresOf(p: ArrayLike<number>, y: ArrayLike<number>, seed = 'scores'): Scores {
  const n = y.length;
  const count = (rows: ArrayLike<number>) => {
    let [hit, missed, wrong, squared] = [0, 0, 0, 0];
    for (let k = 0; k < rows.length; k++) {
      const i = rows[k] as number;
      const said = (p[i] as number) >= 0.5;
      if (y[i] !== 1) wrong += said ? 1 : 0;
      else if (said) hit++;
      else missed++;
      squared += ((p[i] as number) - (y[i] as number)) ** 2;
    }
    return { hit, missed, wrong, f1: f1Of(hit, missed, wrong), brier: squared / rows.length };
  };
  const everyone = Int32Array.from({ length: n }, (_, i) => i);
  const { hit, missed, wrong, f1, brier } = count(everyone);
  const ones = hit + missed;
  const random = rng(seed);
  const drawn = Array.from({ length: DRAWS }, () => {
    const rows = Int32Array.from({ length: n }, () => random.int(0, n - 1));
    return { ...count(rows), error: calibrationErrorOf(p, y, rows) };
  });
  const bootstrap = (value: number, of: (d: (typeof drawn)[number]) => number): Interval => {
    const sorted = Float64Array.from(drawn, of).sort();
    const at = (q: number) => sorted[Math.round(q * (DRAWS - 1))] as number;
    return { value, low: Math.min(value, at(0.025)), high: Math.max(value, at(0.975)) };
  };
  const nothing: Interval = { value: Number.NaN, low: 0, high: 1 };
  return {
    n,
    ones,
    accuracy: wilson(n - missed - wrong, n),
    f1: bootstrap(f1, (d) => d.f1),
    auc: areaUnderRoc(p, y),
    brier: bootstrap(brier, (d) => d.brier),
    calibrationError: bootstrap(calibrationErrorOf(p, y, everyone), (d) => d.error),
    sensitivity: ones === 0 ? nothing : wilson(hit, ones),
    specificity: ones === n ? nothing : wilson(n - ones - wrong, n - ones),
  };
}
