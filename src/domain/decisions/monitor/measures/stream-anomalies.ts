/**
 * How strange is each value of a stream, given only what came before it?
 * Method: the value, its mean over the last 12 and over the last 48 rows are each set against the last ten days of their
 *   own kind: distance from the median in units of the range between the 1 % and 99 % quantiles, so that daily peaks are
 *   ordinary. Their geometric mean is the distance: an event that lasts counts more than a lone peak. Only a new record
 *   counts; records are forgotten by half every week. For some hours after a row that counted, the next must beat it by
 *   half, so that one event alarms once and again only while it grows. Score = d / (d + 1.25).
 * Source: scored as Lavin & Ahmad 2015 (arXiv 1510.03336), the Numenta Anomaly Benchmark.
 * Differs: no likelihood is fitted; ranges of the window carry the daily season, which must fit into it.
 * Limits: slow drifts and a stream that falls still are not seen; the first rows score 0, the first day keeps no record.
 * Verified: monitor.test.ts (only the past is seen, one event is one alarm), bench/monitor.ts (score, left-out series, a grid around the constants).
 */
import { medianOf, quantileOfSorted } from '#numerics/series/robust.ts';

const TAIL = 0.01;
/** A range of the window is this many units; with it, a lone peak in a calm stream stands some units away. */
const RANGE_UNITS = 2.5;
/** Least unit as a share of the mean size of the window's values. */
const LEAST_UNIT = 0.05;
/** How fast the margin over the last row that counted fades. */
const MARGIN_DAYS = 0.5;
/** Records of the first day say little: the day's course is not known yet. */
const WARM_DAYS = 1;
const HALF_SCORE = 1.25;
const LEAST_ROWS = 20;
const LEAST_WINDOW = 50;
const DAY_MS = 86_400_000;

export interface StreamConstants {
  windowDays: number;
  memoryHalfDays: number;
  /** How much a row that counted must be beaten right after it. */
  margin: number;
  /** Rows over which means are taken. */
  scales: readonly number[];
}
export const streamConstants: StreamConstants = {
  windowDays: 10,
  memoryHalfDays: 7,
  margin: 0.5,
  scales: [1, 12, 48],
};

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

/** Means over `rowCount` rows; log1p of their distance from the window's median, 0 in the first rows. */
function distances(values: Float64Array, rowCount: number, windowRows: number): Float64Array {
  const out = new Float64Array(values.length);
  const means = new Float64Array(values.length);
  const sorted: number[] = [];
  let [sum, size] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    sum += (values[i] as number) - (i >= rowCount ? (values[i - rowCount] as number) : 0);
    const mean = sum / Math.min(rowCount, i + 1);
    if (sorted.length >= LEAST_ROWS) {
      const range = quantileOfSorted(sorted, 1 - TAIL) - quantileOfSorted(sorted, TAIL);
      const unit = Math.max(range / RANGE_UNITS, (LEAST_UNIT * size) / sorted.length, 1e-9);
      out[i] = Math.log1p(Math.abs(mean - quantileOfSorted(sorted, 0.5)) / unit);
    }
    means[i] = mean;
    size += Math.abs(mean);
    sorted.splice(placeOf(sorted, mean), 0, mean);
    if (sorted.length <= windowRows) continue;
    const oldest = means[i + 1 - sorted.length] as number;
    sorted.splice(placeOf(sorted, oldest), 1);
    size -= Math.abs(oldest);
  }
  return out;
}

/** Scores 0–1, one a row; row i depends on rows 0…i only. Values that are not numbers score 0 and are passed over. */
export function streamAnomalies(
  atMs: Float64Array,
  given: Float64Array,
  of: StreamConstants = streamConstants,
): Float64Array {
  const scores = new Float64Array(given.length);
  const rows = Array.from(given.keys()).filter((i) => Number.isFinite(given[i]));
  if (rows.length <= LEAST_ROWS) return scores;
  const values = Float64Array.from(rows, (i) => given[i] as number);
  // The usual step, from the first rows alone.
  const steps = Array.from(
    { length: LEAST_ROWS },
    (_, k) => (atMs[rows[k + 1] as number] as number) - (atMs[rows[k] as number] as number),
  );
  const rowsPerDay = DAY_MS / Math.max(1000, medianOf(steps));
  const windowRows = Math.max(LEAST_WINDOW, Math.floor(of.windowDays * rowsPerDay));
  const byScale = of.scales.map((rowCount) => distances(values, rowCount, windowRows));
  const forgotten = 0.5 ** (1 / (of.memoryHalfDays * rowsPerDay));
  let [record, counted, sinceCounted] = [0, 0, Number.POSITIVE_INFINITY];
  for (let i = LEAST_ROWS; i < values.length; i++) {
    const distance = byScale.reduce((sum, of) => sum + (of[i] as number), 0) / byScale.length;
    const margin = of.margin * Math.exp(-sinceCounted / (MARGIN_DAYS * rowsPerDay));
    const counts = distance >= Math.max(record, counted * (1 + margin));
    if (counts) scores[rows[i] as number] = distance / (distance + HALF_SCORE);
    if (i < WARM_DAYS * rowsPerDay) continue;
    record = Math.max(distance, record * forgotten);
    counted = counts ? distance : counted * forgotten;
    sinceCounted = counts ? 0 : sinceCounted + 1;
  }
  return scores;
}
