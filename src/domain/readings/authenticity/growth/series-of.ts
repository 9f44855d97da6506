/** Rows of readings as the columns that measures take. */
import type { CounterSeries } from '#numerics/series/increments.ts';

interface ReadingRow {
  at_ms: number;
  value: number;
  low: number | null;
  high: number | null;
}

/** Counter series of rows in time order. */
export const seriesOf = (
  rows: readonly ReadingRow[],
): CounterSeries & { low: Float64Array; high: Float64Array } => ({
  atMs: Float64Array.from(rows, (r) => r.at_ms),
  count: Float64Array.from(rows, (r) => r.value),
  low: Float64Array.from(rows, (r) => r.low ?? r.value),
  high: Float64Array.from(rows, (r) => r.high ?? r.value),
});
