/**
 * Steps of a counter that is read now and then. Readings may be rounded (`low`, `high`): a step is taken only where
 * its size is at least `RESOLVED` roundings, else it runs on to the next reading. Rates are per day.
 */
export interface CounterSeries {
  /** Milliseconds, rising. */
  atMs: Float64Array;
  count: Float64Array;
  low?: Float64Array;
  high?: Float64Array;
}

export interface Increments {
  /** Reading before and after each step. */
  from: Int32Array;
  to: Int32Array;
  days: Float64Array;
  gain: Float64Array;
  perDay: Float64Array;
  /** Readings that were too coarse to end a step. */
  coarse: number;
}

const DAY_MS = 86_400_000;
const RESOLVED = 4;

export function incrementsOf({ atMs, count, low, high }: CounterSeries): Increments {
  const steps: [from: number, to: number][] = [];
  const width = (i: number) => (low && high ? (high[i] as number) - (low[i] as number) : 0);
  let anchor = 0;
  let coarse = 0;
  for (let i = 1; i < count.length; i++) {
    if ((atMs[i] as number) <= (atMs[anchor] as number)) continue;
    const rounding = Math.max(width(anchor), width(i));
    if (rounding > 0 && Math.abs((count[i] as number) - (count[anchor] as number)) < RESOLVED * rounding) {
      coarse++;
      continue;
    }
    steps.push([anchor, i]);
    anchor = i;
  }
  const from = Int32Array.from(steps, (s) => s[0]);
  const to = Int32Array.from(steps, (s) => s[1]);
  const days = Float64Array.from(steps, ([a, b]) => ((atMs[b] as number) - (atMs[a] as number)) / DAY_MS);
  const gain = Float64Array.from(steps, ([a, b]) => (count[b] as number) - (count[a] as number));
  return { from, to, days, gain, perDay: gain.map((g, i) => g / (days[i] as number)), coarse };
}
