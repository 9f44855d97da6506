/** How well said classes fit true ones, each figure with its interval. */
import betaQuantile from '@stdlib/stats-base-dists-beta-quantile';
import { rng } from '#basis/rng.ts';
import { type Interval, wilson } from '../stats/intervals.ts';

export interface ClassScores {
  n: number;
  /** Wilson interval. */
  accuracy: Interval;
  /** Mean of the classes' F1; percentile interval of 200 seeded bootstrap draws of rows. */
  macroF1: Interval;
  perClass: { rows: number; precision: number; recall: number; f1: number }[];
}

/** Mean of repeated runs with Student's 95 % interval; without width for a single run. */
export function meanInterval(values: readonly number[]): Interval {
  const n = values.length;
  const value = values.reduce((a, b) => a + b, 0) / n;
  if (n < 2) return { value, low: value, high: value };
  const variance = values.reduce((a, x) => a + (x - value) ** 2, 0) / (n - 1);
  // P(|t| > q) is the beta tail at df / (df + q²).
  const x = betaQuantile(0.05, (n - 1) / 2, 0.5);
  const half = Math.sqrt(((n - 1) * (1 - x)) / x) * Math.sqrt(variance / n);
  return { value, low: value - half, high: value + half };
}

const DRAWS = 200;

function counts(said: ArrayLike<number>, truth: ArrayLike<number>, rows: ArrayLike<number>, classes: number) {
  const table = { hit: new Int32Array(classes), of: new Int32Array(classes), as: new Int32Array(classes) };
  for (let k = 0; k < rows.length; k++) {
    const [s, t] = [said[rows[k] as number] as number, truth[rows[k] as number] as number];
    table.as[s] = (table.as[s] as number) + 1;
    table.of[t] = (table.of[t] as number) + 1;
    if (s === t) table.hit[t] = (table.hit[t] as number) + 1;
  }
  return table;
}

/** Classes that no row has, said or true, are left out of the mean. */
function macroOf({ hit, of, as }: ReturnType<typeof counts>): number {
  let [sum, seen] = [0, 0];
  for (let c = 0; c < hit.length; c++) {
    const both = (of[c] as number) + (as[c] as number);
    if (both === 0) continue;
    sum += (2 * (hit[c] as number)) / both;
    seen++;
  }
  return seen === 0 ? 0 : sum / seen;
}

/** `said` and `truth` are class numbers below `classes`, one a row; at least one row. */
export function classScoresOf(
  said: ArrayLike<number>,
  truth: ArrayLike<number>,
  classes: number,
  seed = 'class scores',
): ClassScores {
  const n = truth.length;
  const table = counts(
    said,
    truth,
    Int32Array.from({ length: n }, (_, i) => i),
    classes,
  );
  const hits = table.hit.reduce((a, b) => a + b, 0);
  const random = rng(seed);
  const drawn = Float64Array.from({ length: DRAWS }, () =>
    macroOf(
      counts(
        said,
        truth,
        Int32Array.from({ length: n }, () => random.int(0, n - 1)),
        classes,
      ),
    ),
  ).sort();
  const value = macroOf(table);
  const at = (q: number) => drawn[Math.round(q * (DRAWS - 1))] as number;
  return {
    n,
    accuracy: wilson(hits, n),
    macroF1: { value, low: Math.min(value, at(0.025)), high: Math.max(value, at(0.975)) },
    perClass: Array.from({ length: classes }, (_, c) => {
      const [hit, of, as] = [table.hit[c] as number, table.of[c] as number, table.as[c] as number];
      return {
        rows: of,
        precision: as === 0 ? 0 : hit / as,
        recall: of === 0 ? 0 : hit / of,
        f1: of + as === 0 ? 0 : (2 * hit) / (of + as),
      };
    }),
  };
}
