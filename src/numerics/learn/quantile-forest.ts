/**
 * A forest that answers with a distribution: the training values that share leaves with a row, weighted as the trees weigh
 * them (Meinshausen 2006, JMLR 7, Quantile Regression Forests). Trees are grown on the least squares of the values.
 */
import type { Rng } from '#basis/rng.ts';
import { binned, type Columns } from './bins.ts';
import { growTree, MISSING, type Tree } from './tree.ts';

export interface QuantileForest {
  trees: Tree[];
  /** For each tree, training rows by node: rows of node k are `rows` from `first[k]` to `first[k + 1]`. */
  leaves: { first: Int32Array; rows: Int32Array; inBag: Uint8Array }[];
  values: Float64Array;
}

/** Where a row ends; rows without a field that no training row lacked go with the larger side. */
function leafOf(tree: Tree, columns: Columns, row: number): number {
  let node = 0;
  for (;;) {
    const feature = tree.feature[node] as number;
    if (feature < 0) return node;
    const value = (columns[feature] as Float64Array)[row] as number;
    const [left, right] = [tree.left[node] as number, tree.right[node] as number];
    const goesLeft = Number.isNaN(value)
      ? tree.missing[node] === MISSING.left ||
        (tree.missing[node] === MISSING.both && (tree.cover[left] as number) >= (tree.cover[right] as number))
      : value <= (tree.threshold[node] as number);
    node = goesLeft ? left : right;
  }
}

export function growQuantileForest(
  columns: Columns,
  values: Float64Array,
  options: { trees: number; leastLeaf: number; featuresPerSplit: number },
  random: Rng,
): QuantileForest {
  const n = values.length;
  const bins = binned(columns);
  const mean = values.reduce((sum, v) => sum + v, 0) / Math.max(1, n);
  const gradient = values.map((v) => mean - v);
  const curvature = new Float64Array(n).fill(1);
  const forest: QuantileForest = {
    trees: [],
    leaves: [],
    values,
  };
  for (let t = 0; t < options.trees; t++) {
    const weight = new Uint8Array(n);
    for (let i = 0; i < n; i++) {
      const drawn = random.int(0, n - 1);
      weight[drawn] = Math.min(255, (weight[drawn] as number) + 1);
    }
    const drawn = Int32Array.from({ length: n }, (_, i) => i).filter((i) => (weight[i] as number) > 0);
    const tree = growTree(
      bins,
      gradient,
      curvature,
      weight,
      drawn,
      { ...options, depth: 30, shrink: 0 },
      random,
    );
    const leaf = Int32Array.from({ length: n }, (_, i) => leafOf(tree, columns, i));
    const first = new Int32Array(tree.feature.length + 1);
    for (let i = 0; i < n; i++)
      if (weight[i]) first[(leaf[i] as number) + 1] = (first[(leaf[i] as number) + 1] as number) + 1;
    for (let k = 0; k < tree.feature.length; k++)
      first[k + 1] = (first[k + 1] as number) + (first[k] as number);
    const rows = new Int32Array(first[tree.feature.length] as number);
    const next = first.slice();
    for (let i = 0; i < n; i++) {
      if (!weight[i]) continue;
      const k = leaf[i] as number;
      rows[next[k] as number] = i;
      next[k] = (next[k] as number) + 1;
    }
    forest.trees.push(tree);
    forest.leaves.push({ first, rows, inBag: weight });
  }
  return forest;
}

/**
 * Quantiles of one row, `shares` rising. With `held`, the row is that training row and only trees that did not draw it
 * answer. NaN when no tree does.
 */
export function forestQuantiles(
  forest: QuantileForest,
  columns: Columns,
  row: number,
  shares: readonly number[],
  held: number | null = null,
): number[] {
  const weight = new Map<number, number>();
  let total = 0;
  for (const [t, tree] of forest.trees.entries()) {
    const { first, rows, inBag } = forest.leaves[t] as QuantileForest['leaves'][number];
    if (held !== null && (inBag[held] as number) > 0) continue;
    const leaf = leafOf(tree, columns, row);
    const [from, to] = [first[leaf] as number, first[leaf + 1] as number];
    for (let k = from; k < to; k++) {
      const i = rows[k] as number;
      weight.set(i, (weight.get(i) ?? 0) + 1 / (to - from));
    }
    if (to > from) total++;
  }
  if (total === 0) return shares.map(() => Number.NaN);
  const { values } = forest;
  const near = [...weight.keys()].sort((a, b) => (values[a] as number) - (values[b] as number));
  const found: number[] = [];
  let sum = 0;
  let k = -1;
  for (const share of shares) {
    while (k < near.length - 1 && (k < 0 || sum < share * total - 1e-9)) {
      k++;
      sum += weight.get(near[k] as number) as number;
    }
    found.push(values[near[Math.max(0, k)] as number] as number);
  }
  return found;
}
