/**
 * One regression tree on gradients and curvatures, the part that boosting and forests share.
 *
 * A split gains ½(G_l²/(H_l+λ) + G_r²/(H_r+λ) − G²/(H+λ)) and a leaf says −G/(H+λ) (Chen & Guestrin, XGBoost, KDD 2016,
 * eq. 6–7). With G = −Σ y, H = n and λ = 0 the gain is the fall in squared error, which for 0/1 labels is half the fall
 * in Gini impurity, and the leaf says the share of ones: so the same grower makes the trees of a random forest.
 *
 * Missing values: where rows of the node lack the field, both sides are tried for them and the better one is learned
 * (XGBoost, algorithm 3). Where no row lacked it, a later row without it goes down both sides, each weighted by the rows
 * that went there (Quinlan 1993, C4.5, §3.2): the field is averaged out, never set to zero.
 */
import type { Rng } from '#basis/rng.ts';
import type { Bins, Columns } from './bins.ts';

/** Where a row without the field goes. */
export const MISSING = { left: 0, right: 1, both: 2 } as const;

/** Nodes in preorder; a leaf has feature −1. */
export interface Tree {
  feature: Int16Array;
  /** Values ≤ threshold go left. */
  threshold: Float64Array;
  missing: Uint8Array;
  left: Int32Array;
  right: Int32Array;
  /** What a leaf says; for an inner node, the mean of its leaves weighted by cover. */
  value: Float64Array;
  /** Training weight that reached the node. */
  cover: Float64Array;
}

export interface TreeOptions {
  depth: number;
  /** Least weight of rows in a leaf. */
  leastLeaf: number;
  /** λ: shrinks leaf values. */
  shrink: number;
  /** Features tried at each split, drawn anew; all of them when absent. */
  featuresPerSplit?: number;
  /** Splits that gain less are not made. */
  leastGain?: number;
}

interface Split {
  feature: number;
  /** Codes ≤ this go left. */
  code: number;
  missing: number;
  gain: number;
}

interface Growing {
  feature: number[];
  threshold: number[];
  missing: number[];
  left: number[];
  right: number[];
  value: number[];
  cover: number[];
}

/**
 * Grows a tree on `rows` (indexes, changed in place). `weight` counts how often a row was drawn.
 */
export function growTree(
  bins: Bins,
  gradient: Float64Array,
  curvature: Float64Array,
  weight: Float64Array | Uint8Array,
  rows: Int32Array,
  options: TreeOptions,
  random: Rng,
): Tree {
  const { depth, leastLeaf, shrink, leastGain = 1e-12 } = options;
  const featureCount = bins.codes.length;
  const tried = Math.min(featureCount, options.featuresPerSplit ?? featureCount);
  const order = Int32Array.from({ length: featureCount }, (_, f) => f);
  const g = new Float64Array(256);
  const h = new Float64Array(256);
  const n = new Float64Array(256);
  const spare = new Int32Array(rows.length);
  const grown: Growing = {
    feature: [],
    threshold: [],
    missing: [],
    left: [],
    right: [],
    value: [],
    cover: [],
  };
  const worth = (G: number, H: number) => (G * G) / (H + shrink);

  function bestOf(f: number, from: number, to: number, G: number, H: number, N: number, best: Split): void {
    const codes = bins.codes[f] as Uint8Array;
    const last = (bins.edges[f] as Float64Array).length + 1;
    g.fill(0, 0, last + 1);
    h.fill(0, 0, last + 1);
    n.fill(0, 0, last + 1);
    for (let i = from; i < to; i++) {
      const row = rows[i] as number;
      const code = codes[row] as number;
      const w = weight[row] as number;
      g[code] = (g[code] as number) + w * (gradient[row] as number);
      h[code] = (h[code] as number) + w * (curvature[row] as number);
      n[code] = (n[code] as number) + w;
    }
    const none = n[0] as number;
    const all = worth(G, H);
    let gl = 0;
    let hl = 0;
    let nl = 0;
    const consider = (code: number, a: number, b: number, c: number, missing: number) => {
      if (c < leastLeaf || N - c < leastLeaf) return;
      const gain = worth(a, b) + worth(G - a, H - b) - all;
      if (gain > best.gain) Object.assign(best, { feature: f, code, missing, gain });
    };
    // Up to `last`: the last step separates what is missing from what is there.
    for (let code = 1; code <= last; code++) {
      if (n[code] === 0) continue;
      gl += g[code] as number;
      hl += h[code] as number;
      nl += n[code] as number;
      if (none === 0) consider(code, gl, hl, nl, MISSING.both);
      else {
        consider(code, gl, hl, nl, MISSING.right);
        consider(code, gl + (g[0] as number), hl + (h[0] as number), nl + none, MISSING.left);
      }
    }
  }

  function grow(from: number, to: number, level: number): number {
    const node = grown.feature.length;
    let G = 0;
    let H = 0;
    let N = 0;
    for (let i = from; i < to; i++) {
      const row = rows[i] as number;
      const w = weight[row] as number;
      G += w * (gradient[row] as number);
      H += w * (curvature[row] as number);
      N += w;
    }
    const best: Split = { feature: -1, code: 0, missing: MISSING.both, gain: leastGain };
    if (level < depth && N >= 2 * leastLeaf)
      for (let k = 0; k < tried; k++) {
        // The first `tried` places of a partial shuffle.
        if (tried < featureCount) {
          const other = random.int(k, featureCount - 1);
          const kept = order[k] as number;
          order[k] = order[other] as number;
          order[other] = kept;
        }
        bestOf(order[k] as number, from, to, G, H, N, best);
      }
    grown.feature.push(best.feature);
    grown.threshold.push(0);
    grown.missing.push(best.missing);
    grown.left.push(-1);
    grown.right.push(-1);
    grown.value.push(-G / (H + shrink));
    grown.cover.push(N);
    if (best.feature < 0) return node;
    const edges = bins.edges[best.feature] as Float64Array;
    grown.threshold[node] = best.code > edges.length ? Number.MAX_VALUE : (edges[best.code - 1] as number);
    const codes = bins.codes[best.feature] as Uint8Array;
    let middle = from;
    let rest = 0;
    for (let i = from; i < to; i++) {
      const row = rows[i] as number;
      const code = codes[row] as number;
      if (code === 0 ? best.missing !== MISSING.right : code <= best.code) rows[middle++] = row;
      else spare[rest++] = row;
    }
    rows.set(spare.subarray(0, rest), middle);
    const left = grow(from, middle, level + 1);
    const right = grow(middle, to, level + 1);
    grown.left[node] = left;
    grown.right[node] = right;
    const [cl, cr] = [grown.cover[left] as number, grown.cover[right] as number];
    grown.value[node] =
      ((grown.value[left] as number) * cl + (grown.value[right] as number) * cr) / (cl + cr);
    return node;
  }

  grow(0, rows.length, 0);
  return {
    feature: Int16Array.from(grown.feature),
    threshold: Float64Array.from(grown.threshold),
    missing: Uint8Array.from(grown.missing),
    left: Int32Array.from(grown.left),
    right: Int32Array.from(grown.right),
    value: Float64Array.from(grown.value),
    cover: Float64Array.from(grown.cover),
  };
}

/** What the tree says of one row; see above for rows that lack a field. */
export function treeValue(tree: Tree, columns: Columns, row: number, from = 0): number {
  let node = from;
  for (;;) {
    const f = tree.feature[node] as number;
    if (f < 0) return tree.value[node] as number;
    const v = (columns[f] as Float64Array)[row] as number;
    const [left, right] = [tree.left[node] as number, tree.right[node] as number];
    if (Number.isNaN(v)) {
      const missing = tree.missing[node];
      if (missing === MISSING.both) {
        const [cl, cr] = [tree.cover[left] as number, tree.cover[right] as number];
        return (
          (cl * treeValue(tree, columns, row, left) + cr * treeValue(tree, columns, row, right)) / (cl + cr)
        );
      }
      node = missing === MISSING.left ? left : right;
    } else node = v <= (tree.threshold[node] as number) ? left : right;
  }
}
