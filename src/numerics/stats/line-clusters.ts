/**
 * Exact k-means on a line: the partition of sorted values into k runs with the least sum of squared distances to their
 * means.
 *
 * Source: Wang & Song 2011 (The R Journal 3/2, Ckmeans.1d.dp); the divide-and-conquer fill of the table, O(k n log n),
 * rests on the monotonicity of the optimal first element (Grønlund et al. 2017, arXiv 1701.07204).
 */
export interface LineClusters {
  /** Index in `values` of the first element of each cluster; the first is 0. */
  starts: Int32Array;
  /** Weighted mean of each cluster. */
  means: Float64Array;
  /** Weighted sum of squared distances within. */
  within: number;
}

/** `values` sorted ascending, `weights` positive. Throws RangeError unless 1 ≤ k ≤ number of values. */
export function lineClusters(values: Float64Array, weights: Float64Array, k: number): LineClusters {
  const n = values.length;
  if (k < 1 || k > n) throw new RangeError(`k = ${k} with ${n} distinct values`);
  // Sums from a middle value keep squares small.
  const shift = values[n >> 1] as number;
  const mass = new Float64Array(n + 1);
  const sum = new Float64Array(n + 1);
  const square = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) {
    const x = (values[i] as number) - shift;
    const w = weights[i] as number;
    mass[i + 1] = (mass[i] as number) + w;
    sum[i + 1] = (sum[i] as number) + w * x;
    square[i + 1] = (square[i] as number) + w * x * x;
  }
  const cost = (from: number, to: number): number => {
    const w = (mass[to + 1] as number) - (mass[from] as number);
    const s = (sum[to + 1] as number) - (sum[from] as number);
    const q = (square[to + 1] as number) - (square[from] as number);
    const within = q - (s * s) / w;
    return within > 0 ? within : 0;
  };
  let previous = new Float64Array(n);
  let current = new Float64Array(n);
  for (let i = 0; i < n; i++) previous[i] = cost(0, i);
  const firsts: Int32Array[] = [new Int32Array(n)];

  function fill(low: number, high: number, least: number, most: number, first: Int32Array): void {
    if (low > high) return;
    const middle = (low + high) >> 1;
    let best = Number.POSITIVE_INFINITY;
    let at = least;
    for (let j = least, end = Math.min(most, middle); j <= end; j++) {
      const total = (previous[j - 1] as number) + cost(j, middle);
      if (total < best) {
        best = total;
        at = j;
      }
    }
    current[middle] = best;
    first[middle] = at;
    fill(low, middle - 1, least, at, first);
    fill(middle + 1, high, at, most, first);
  }

  for (let q = 1; q < k; q++) {
    const first = new Int32Array(n);
    current = new Float64Array(n);
    fill(q, n - 1, q, n - 1, first);
    firsts.push(first);
    previous = current;
  }
  const starts = new Int32Array(k);
  let end = n - 1;
  for (let q = k - 1; q > 0; q--) {
    starts[q] = (firsts[q] as Int32Array)[end] as number;
    end = (starts[q] as number) - 1;
  }
  const means = new Float64Array(k);
  for (let q = 0; q < k; q++) {
    const from = starts[q] as number;
    const to = q + 1 < k ? (starts[q + 1] as number) : n;
    means[q] =
      shift + ((sum[to] as number) - (sum[from] as number)) / ((mass[to] as number) - (mass[from] as number));
  }
  return { starts, means, within: previous[n - 1] as number };
}
