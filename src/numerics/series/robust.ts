/** Medians and spreads that a few wild values cannot move. */

/** The quantile of sorted values, linear between neighbours; NaN when there are none. */
export function quantileOfSorted(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) return Number.NaN;
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below] as number;
  return low + (place - below) * ((sorted[Math.min(below + 1, sorted.length - 1)] as number) - low);
}

export const medianOf = (values: ArrayLike<number>): number =>
  quantileOfSorted(Float64Array.from(values).sort(), 0.5);

/** Median absolute deviation, scaled to the standard deviation of a normal. */
export function madOf(values: ArrayLike<number>, middle = medianOf(values)): number {
  return 1.4826 * medianOf(Float64Array.from(values, (v) => Math.abs(v - middle)));
}

/** Median of the up to `half` values before and after each place, that place left out. */
export function surroundingMedian(values: Float64Array, half: number): Float64Array {
  return values.map((_, i) => {
    const from = Math.max(0, i - half);
    const around = new Float64Array(Math.min(values.length, i + half + 1) - from - 1);
    around.set(values.subarray(from, i));
    around.set(values.subarray(i + 1, i + half + 1), i - from);
    return medianOf(around);
  });
}
