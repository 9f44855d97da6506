/**
 * Where in a sequence do many values fall within a short span? Windows of consecutive places slide over the
 * sequence; values are counted in overlapping cells of each span; the score of a window and a cell is the Poisson
 * log-likelihood ratio of its count against the cell's share of the whole sequence (Kulldorff 1997, Commun. Stat. 26).
 * One pass costs (values × windows × spans) cell updates; `NaN` values keep their place and count nowhere.
 */
export interface BandScan {
  /** For every window size and span: cell of each value, or −1. Two half-overlapping grids a span. */
  grids: { span: number; cells: Int32Array; origin: number; share: Float64Array }[];
  windows: readonly number[];
}

export interface Band {
  score: number;
  /** First and last place of the window. */
  from: number;
  to: number;
  low: number;
  high: number;
  count: number;
  expected: number;
}

/** Counts below this are never a band. */
const LEAST_COUNT = 8;

export function bandScan(
  values: Float64Array,
  spans: readonly number[],
  windows: readonly number[],
): BandScan {
  let least = Number.POSITIVE_INFINITY;
  let known = 0;
  for (const v of values)
    if (!Number.isNaN(v)) {
      known++;
      if (v < least) least = v;
    }
  const grids = spans.flatMap((span) =>
    [0, 0.5].map((shift) => {
      const origin = least - shift * span;
      const cells = Int32Array.from(values, (v) => (Number.isNaN(v) ? -1 : Math.floor((v - origin) / span)));
      let last = 0;
      for (const c of cells) if (c > last) last = c;
      const share = new Float64Array(last + 1);
      for (const c of cells) if (c >= 0) share[c] = (share[c] as number) + 1 / known;
      return { span, cells, origin, share };
    }),
  );
  return { grids, windows: windows.filter((w) => 2 * w <= values.length) };
}

type Visit = (score: number, end: number, cell: number, count: number) => void;

/** Slides one window over one grid in the order given (`order[i]`: which value stands at place i). */
function slide(
  grid: BandScan['grids'][number],
  window: number,
  order: Int32Array | null,
  counts: Int32Array,
  visit: Visit,
): void {
  const { cells, share } = grid;
  counts.fill(0, 0, share.length);
  for (let i = 0; i < cells.length; i++) {
    if (i >= window) {
      const leaving = cells[order ? (order[i - window] as number) : i - window] as number;
      if (leaving >= 0) counts[leaving] = (counts[leaving] as number) - 1;
    }
    const cell = cells[order ? (order[i] as number) : i] as number;
    if (cell < 0) continue;
    const count = (counts[cell] as number) + 1;
    counts[cell] = count;
    if (count < LEAST_COUNT) continue;
    const expected = window * (share[cell] as number);
    if (count > expected) visit(count * Math.log(count / expected) - count + expected, i, cell, count);
  }
}

const countsFor = (scan: BandScan): Int32Array =>
  new Int32Array(Math.max(1, ...scan.grids.map((g) => g.share.length)));

/** The largest score over all windows, spans and cells, with the values in `order`. */
export function largestScore(scan: BandScan, order: Int32Array | null = null): number {
  let best = 0;
  const counts = countsFor(scan);
  for (const grid of scan.grids)
    for (const window of scan.windows)
      slide(grid, window, order, counts, (score) => {
        if (score > best) best = score;
      });
  return best;
}

/** Windows whose score is above `threshold` and that are `enough`; best first, not overlapping, `most` at most. */
export function bandsAbove(
  scan: BandScan,
  threshold: number,
  enough: (band: Band) => boolean,
  most: number,
): Band[] {
  const found: Band[] = [];
  const counts = countsFor(scan);
  for (const grid of scan.grids)
    for (const window of scan.windows)
      slide(grid, window, null, counts, (score, end, cell, count) => {
        if (score <= threshold) return;
        const low = grid.origin + cell * grid.span;
        const last = found.at(-1);
        const band = {
          score,
          from: Math.max(0, end - window + 1),
          to: end,
          low,
          high: low + grid.span,
          count,
          expected: window * (grid.share[cell] as number),
        };
        if (!enough(band)) return;
        // Within one slide, only the best of overlapping windows is kept.
        if (last && last.to - last.from === band.to - band.from && last.low === low && band.from <= last.to) {
          if (score > last.score) found[found.length - 1] = band;
        } else found.push(band);
      });
  const kept: Band[] = [];
  for (const band of found.toSorted((a, b) => b.score - a.score || a.from - b.from)) {
    if (kept.length >= most) break;
    if (kept.every((k) => band.from > k.to || band.to < k.from)) kept.push(band);
  }
  return kept;
}
