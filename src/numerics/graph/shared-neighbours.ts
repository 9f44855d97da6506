/**
 * Which rows of a bipartite graph share more columns than their degrees explain?
 * Columns shared by two rows are counted with a sparse accumulator, row by row (Gustavson 1978, ACM TOMS 4). Under
 * the null that keeps degrees, λ_ab = d_a·d_b·Σ_c d_c(d_c − 1) / E², with a Poisson upper tail and
 * Benjamini–Hochberg over all pairs of rows.
 */
import { discoveries } from '../stats/discoveries.ts';
import { poissonAtLeast } from '../stats/tails.ts';
import { type Compressed, degreeOf } from './compressed.ts';
import { type Pairs, selectPairs } from './pair-table.ts';

export interface SharedNeighbours extends Pairs {
  p: Float64Array;
  /** Columns above it were left out. */
  degreeCap: number;
  leftOut: number[];
}

/**
 * The largest degree at which counting takes at most `steps` steps (Σ d² / 2). Infinity when all columns fit.
 */
export function degreeCapFor(byColumn: Compressed, steps: number): number {
  const degrees = Int32Array.from({ length: byColumn.rowCount }, (_, c) => degreeOf(byColumn, c)).sort();
  let used = 0;
  for (const d of degrees) {
    used += (d * d) / 2;
    if (used > steps) return d - 1;
  }
  return Number.POSITIVE_INFINITY;
}

/** Pairs of rows that share at least two columns and hold at `falseShare`. Columns of rows must ascend. */
export function sharedNeighbours(
  byRow: Compressed,
  byColumn: Compressed,
  falseShare: number,
  steps: number,
): SharedNeighbours {
  const degreeCap = degreeCapFor(byColumn, steps);
  const leftOut: number[] = [];
  const degree = new Float64Array(byRow.rowCount);
  let edges = 0;
  let meetings = 0;
  for (let c = 0; c < byColumn.rowCount; c++) {
    const d = degreeOf(byColumn, c);
    if (d > degreeCap) {
      leftOut.push(c);
      continue;
    }
    edges += d;
    meetings += d * (d - 1);
    for (let i = byColumn.start[c] as number; i < (byColumn.start[c + 1] as number); i++)
      degree[byColumn.columns[i] as number]!++;
  }
  const present = degree.reduce((n, d) => n + (d > 0 ? 1 : 0), 0);
  const tests = Math.max(1, (present * (present - 1)) / 2);
  const weight = edges === 0 ? 0 : meetings / edges ** 2;
  // No more pairs than meetings can be kept, so no p above this can be.
  const largestP = Math.min(1, (falseShare * Math.min(tests, meetings / 4)) / tests);
  const most = mostExpected(largestP);

  const next = byColumn.start.slice(0, byColumn.rowCount);
  const shared = new Int32Array(byRow.rowCount);
  const touched = new Int32Array(byRow.rowCount);
  const [a, b, count]: [number[], number[], number[]] = [[], [], []];
  for (let row = 0; row < byRow.rowCount; row++) {
    let n = 0;
    for (let i = byRow.start[row] as number; i < (byRow.start[row + 1] as number); i++) {
      const c = byRow.columns[i] as number;
      // Rows of a column ascend: what stands before `next` has met this row already.
      const from = ++next[c]!;
      const to = byColumn.start[c + 1] as number;
      if (to - (byColumn.start[c] as number) > degreeCap) continue;
      for (let j = from; j < to; j++) {
        const other = byColumn.columns[j] as number;
        if (shared[other]!++ === 0) touched[n++] = other;
      }
    }
    const rowWeight = (degree[row] as number) * weight;
    for (let k = 0; k < n; k++) {
      const other = touched[k] as number;
      const times = shared[other] as number;
      shared[other] = 0;
      if (times < 2 || rowWeight * (degree[other] as number) > most(times)) continue;
      a.push(row);
      b.push(other);
      count.push(times);
    }
  }
  const p = Float64Array.from(a, (x, i) =>
    poissonAtLeast(count[i] as number, (degree[x] as number) * (degree[b[i] as number] as number) * weight),
  );
  const { cut } = discoveries(p, (falseShare * p.length) / tests);
  const kept = (i: number) => cut > 0 && (p[i] as number) <= cut;
  const pairs = selectPairs(
    { a: Int32Array.from(a), b: Int32Array.from(b), count: Int32Array.from(count) },
    kept,
  );
  return { ...pairs, p: p.filter((_, i) => kept(i)), degreeCap, leftOut };
}

/** For a count, the largest mean at which its Poisson tail is at most `p`; by bisection, remembered. */
export function mostExpected(p: number): (count: number) => number {
  const known: number[] = [];
  return (count) => {
    const before = known[count];
    if (before !== undefined) return before;
    let [low, high] = [0, count];
    for (let i = 0; i < 50; i++) {
      const middle = (low + high) / 2;
      if (poissonAtLeast(count, middle) <= p) low = middle;
      else high = middle;
    }
    known[count] = low;
    return low;
  };
}
