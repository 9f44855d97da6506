/**
 * Gradient boosting of shallow trees on the logistic loss (Friedman 2001, Ann. Stat. 29; second-order form of Chen &
 * Guestrin 2016), with seeded draws of rows and features (Friedman 2002).
 */
import type { Rng } from '#basis/rng.ts';
import { type Bins, binned, type Columns } from './bins.ts';
import { growTree, type Tree, treeValue } from './tree.ts';

export interface BoostingOptions {
  rounds: number;
  /** Learning rate: each tree's say. */
  step: number;
  depth: number;
  /** Share of rows drawn for a tree, without replacement. */
  rowShare: number;
  featuresPerSplit?: number;
  leastLeaf: number;
  shrink: number;
}

/** log-odds = bias + Σ trees; the step is already in the leaves. */
export interface Boosted {
  bias: number;
  trees: Tree[];
}

export const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));
export const logit = (p: number): number => Math.log(p / (1 - p));

/** `labels` are 0 or 1, one a row. */
export function boost(
  columns: Columns,
  labels: ArrayLike<number>,
  options: BoostingOptions,
  random: Rng,
  bins: Bins = binned(columns),
): Boosted {
  const n = labels.length;
  let ones = 0;
  for (let i = 0; i < n; i++) ones += labels[i] as number;
  const bias = logit((ones + 0.5) / (n + 1));
  const margin = new Float64Array(n).fill(bias);
  const gradient = new Float64Array(n);
  const curvature = new Float64Array(n);
  const weight = new Uint8Array(n).fill(1);
  const everyone = Int32Array.from({ length: n }, (_, i) => i);
  const drawn = Math.max(1, Math.round(n * options.rowShare));
  const trees: Tree[] = [];
  for (let round = 0; round < options.rounds; round++) {
    for (let i = 0; i < n; i++) {
      const p = sigmoid(margin[i] as number);
      gradient[i] = p - (labels[i] as number);
      curvature[i] = Math.max(p * (1 - p), 1e-6);
    }
    if (drawn < n)
      for (let k = 0; k < drawn; k++) {
        const other = random.int(k, n - 1);
        const kept = everyone[k] as number;
        everyone[k] = everyone[other] as number;
        everyone[other] = kept;
      }
    const tree = growTree(bins, gradient, curvature, weight, everyone.slice(0, drawn), options, random);
    for (let k = 0; k < tree.value.length; k++) tree.value[k] = (tree.value[k] as number) * options.step;
    for (let i = 0; i < n; i++) margin[i] = (margin[i] as number) + treeValue(tree, columns, i);
    trees.push(tree);
  }
  return { bias, trees };
}

/** Log-odds of one row. */
export function boostedMargin(model: Boosted, columns: Columns, row: number): number {
  let sum = model.bias;
  for (const tree of model.trees) sum += treeValue(tree, columns, row);
  return sum;
}
