/** Random forest (Breiman 2001): trees on bootstrap draws, a few features tried at each split, shares averaged. */
import type { Rng } from '#basis/rng.ts';
import { type Bins, binned, type Columns } from './bins.ts';
import { growTree, type Tree, treeValue } from './tree.ts';

export interface ForestOptions {
  trees: number;
  depth: number;
  featuresPerSplit: number;
  leastLeaf: number;
}

/** `labels` are 0 or 1. The trees' leaves say the share of ones. */
export function growForest(
  columns: Columns,
  labels: ArrayLike<number>,
  options: ForestOptions,
  random: Rng,
  bins: Bins = binned(columns),
): Tree[] {
  const n = labels.length;
  const gradient = Float64Array.from({ length: n }, (_, i) => -(labels[i] as number));
  const curvature = new Float64Array(n).fill(1);
  return Array.from({ length: options.trees }, () => {
    const weight = new Float64Array(n);
    for (let k = 0; k < n; k++) {
      const row = random.int(0, n - 1);
      weight[row] = (weight[row] as number) + 1;
    }
    const rows = Int32Array.from({ length: n }, (_, i) => i).filter((i) => weight[i] !== 0);
    return growTree(bins, gradient, curvature, weight, rows, { ...options, shrink: 0 }, random);
  });
}

/** Share of ones that the forest expects of one row. */
export function forestShare(trees: readonly Tree[], columns: Columns, row: number): number {
  let sum = 0;
  for (const tree of trees) sum += treeValue(tree, columns, row);
  return sum / trees.length;
}
