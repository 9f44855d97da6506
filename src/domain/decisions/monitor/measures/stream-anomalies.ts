/**
 * How strange is each value of a stream, given only what came before it?
 * Method: distance from the median of the last ten days in units of their spread (half the ranges of the middle 98 % and
 *   96 %: daily peaks are ordinary, a burst above them is not), on log1p. A value counts in full only when it beats the largest
 *   distance so far, which is forgotten by half every week; for some hours after such a record the next must beat it by
 *   a margin, so that one event alarms once. Score = a / (a + 1.85), so .5 is the threshold that did best.
 * Source: scored as Lavin & Ahmad 2015 (arXiv 1510.03336), the Numenta Anomaly Benchmark.
 * Differs: no likelihood is fitted; ranges of the window carry the daily season, which must fit into it.
 * Limits: constants were chosen on eight public series (left-out series score 58, 70 in sample); slow drifts are not seen; the first rows score 0.
 * Verified: monitor.test.ts (only the past is seen), bench/monitor.ts (score, threshold, a grid around the constants).
 */
import { medianOf, quantileOfSorted } from '#numerics/series/robust.ts';

const RANGES = [0.01, 0.02];
/** Standard deviations of a normal between its 1 % and 99 % quantiles are 4.7; 2.5 only sets the scale of the score. */
const RANGE_UNIT = 2.5;
/** Least spread as a share of the median. */
const LEAST_SPREAD = 0.05;
/** A fall counts half. */
const FALL = 0.5;
/** How fast the margin by which a record must be beaten fades. */
const MARGIN_DAYS = 0.3;

export interface StreamConstants {
  windowDays: number;
  memoryHalfDays: number;
  /** How much a record must be beaten right after it. */
  margin: number;
  /** How sharply values below the record are discounted. */
  discount: number;
}
export const streamConstants: StreamConstants = {
  windowDays: 10,
  memoryHalfDays: 7,
  margin: 0.2,
  discount: 15,
};
const HALF_SCORE = 1.85;
const LEAST_ROWS = 20;
const DAY_MS = 86_400_000;

/** Where `value` belongs among sorted values. */
function placeOf(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Scores 0–1, one a row; row i depends on rows 0…i only. Values that are not numbers score 0 and are passed over. */
export function streamAnomalies(
  atMs: Float64Array,
  values: Float64Array,
  of: StreamConstants = streamConstants,
): Float64Array {
  const scores = new Float64Array(values.length);
  const sorted: number[] = [];
  const queue: number[] = [];
  let [oldest, record, sinceRecord, rowsPerDay] = [0, 0, Number.POSITIVE_INFINITY, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!Number.isFinite(value)) continue;
    if (rowsPerDay === 0 && sorted.length === LEAST_ROWS) {
      const steps = Array.from({ length: i }, (_, k) => (atMs[k + 1] as number) - (atMs[k] as number));
      rowsPerDay = DAY_MS / Math.max(1000, medianOf(steps));
    }
    if (rowsPerDay > 0) {
      const middle = quantileOfSorted(sorted, 0.5);
      const range = RANGES.reduce(
        (sum, r) => sum + quantileOfSorted(sorted, 1 - r) - quantileOfSorted(sorted, r),
        0,
      );
      const spread = Math.max(range / RANGES.length / RANGE_UNIT, LEAST_SPREAD * Math.abs(middle), 1e-9);
      const away = (value - middle) / spread;
      const distance = Math.log1p(away >= 0 ? away : -away * FALL);
      const toBeat = record * (1 + of.margin * Math.exp(-sinceRecord / (MARGIN_DAYS * rowsPerDay)));
      const counted = toBeat > 0 ? distance * Math.min(1, distance / toBeat) ** of.discount : distance;
      scores[i] = counted / (counted + HALF_SCORE);
      sinceRecord = distance >= record ? 0 : sinceRecord + 1;
      record = Math.max(distance, record * 0.5 ** (1 / (of.memoryHalfDays * rowsPerDay)));
    }
    queue.push(value);
    sorted.splice(placeOf(sorted, value), 0, value);
    if (rowsPerDay > 0 && queue.length - oldest > Math.max(50, of.windowDays * rowsPerDay)) {
      sorted.splice(placeOf(sorted, queue[oldest] as number), 1);
      oldest++;
    }
  }
  return scores;
}
