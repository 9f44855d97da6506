/**
 * Columns cut into at most 255 ordered bins, so that a split is found by adding up bins instead of sorting rows
 * (histogram trees: Ke et al., LightGBM, NeurIPS 2017).
 */

/** One array a feature, one entry a row; NaN where the field is missing. */
export type Columns = readonly Float64Array[];

export interface Bins {
  rowCount: number;
  /** Per feature, the values that separate its bins, ascending: bin k holds values ≤ edges[k]. */
  edges: readonly Float64Array[];
  /** Per feature and row: 0 for a missing value, else 1 + its bin. */
  codes: readonly Uint8Array[];
  /** Per feature: whether any row lacks it. */
  hasMissing: readonly boolean[];
}

const MOST = 254;

/** Middles between neighbouring distinct values; quantiles of them when there are too many. */
function edgesOf(column: Float64Array): Float64Array {
  const sorted = column.filter((v) => !Number.isNaN(v)).sort();
  const middles: number[] = [];
  for (let i = 1; i < sorted.length; i++) {
    const [a, b] = [sorted[i - 1] as number, sorted[i] as number];
    if (a !== b) middles.push(a + (b - a) / 2);
  }
  if (middles.length <= MOST) return Float64Array.from(middles);
  // Cut where equal shares of rows end, not where equal shares of distinct values do.
  const edges = new Set<number>();
  for (let k = 1; k <= MOST; k++) {
    const at = Math.floor((k * sorted.length) / (MOST + 1));
    const [a, b] = [sorted[at - 1] as number, sorted[at] as number];
    edges.add(a === b ? a : a + (b - a) / 2);
  }
  return Float64Array.from(edges).sort();
}

/** The first edge that is not below the value. */
function binOf(edges: Float64Array, value: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((edges[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function binned(columns: Columns): Bins {
  const edges = columns.map(edgesOf);
  return {
    rowCount: columns[0]?.length ?? 0,
    edges,
    codes: columns.map((column, f) =>
      Uint8Array.from(column, (v) => (Number.isNaN(v) ? 0 : 1 + binOf(edges[f] as Float64Array, v))),
    ),
    hasMissing: columns.map((column) => column.some(Number.isNaN)),
  };
}
