/**
 * What can be said of an overlap when only sizes and percentages are known?
 * Method: Fréchet bounds: max(0, a + b − whole) ≤ |A∩B| ≤ min(a, b). Percentages of a dimension whose segments exclude
 *   each other tighten the upper bound: a person of both is in the same segment, so |A∩B| ≤ Σ min(a·p, b·q) over segments;
 *   what a source left unnamed (100 % less the sum) is one segment that may meet any.
 * Source: Fréchet 1935 (Fundamenta Mathematicae 25); Hoeffding 1940; the sum over segments by the law of total probability.
 * Differs: nothing.
 * Limits: bounds, not an estimate; without the size of the whole the lower bound is 0. Percentages are taken at the upper
 *   end of their rounding.
 * Verified: overlap.test.ts (the true overlap of random populations lies inside).
 */
export interface Split {
  dimension: string;
  /** Upper end of the share of each segment, 0–1. */
  shares: ReadonlyMap<string, number>;
  /** Upper end of the share that no segment names. */
  unnamed: number;
}

export interface Bounds {
  low: number;
  high: number;
  /** What set the upper bound: `size`, or a dimension. */
  by: string[];
}

/** Most people two audiences can share under one dimension. */
function segmentBound(a: number, b: number, x: Split, y: Split): number {
  let bound = 0;
  for (const [segment, share] of x.shares) bound += Math.min(a * share, b * (y.shares.get(segment) ?? 0));
  // Unnamed people of one side may be any of the other.
  return Math.min(a, b, bound + Math.min(a * x.unnamed, b) + Math.min(b * y.unnamed, a));
}

export function frechetOverlap(
  a: number,
  b: number,
  whole: number | null,
  splitsA: readonly Split[] = [],
  splitsB: readonly Split[] = [],
): Bounds {
  const low = whole === null ? 0 : Math.max(0, a + b - whole);
  let [high, by] = [Math.min(a, b), ['size']];
  for (const x of splitsA) {
    const y = splitsB.find((s) => s.dimension === x.dimension);
    const bound = y ? segmentBound(a, b, x, y) : Infinity;
    if (bound < high) [high, by] = [bound, [x.dimension]];
  }
  return { low, high: Math.max(low, high), by };
}
