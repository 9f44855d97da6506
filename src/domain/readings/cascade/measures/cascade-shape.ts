/**
 * What form did a cascade take: one broadcast, or passed on from person to person?
 * Method: one pass down the tree in breadth order gives generations, one pass up gives subtree sizes s. Structural virality
 *   is the mean distance of two acts: each edge lies on s (n − s) of the n (n − 1) / 2 paths, so it is the sum of
 *   2 s (n − s) / (n (n − 1)), linear in n. The loss of an act is the size of its subtree.
 * Source: Goel, Anderson, Hofman & Watts 2016 (Management Science 62), “The structural virality of online diffusion”.
 * Differs: –
 * Limits: what the platform records as direct may have come through people it does not show.
 * Verified: cascade.test.ts (all pairs by breadth-first search on 100 random trees), bench/monitor.ts (a million acts).
 */
import type { CascadeShape, KeyAct } from '../schema.ts';

export interface TreeSizes {
  /** Rows from the post downwards, parents before children. */
  order: Int32Array;
  generation: Int32Array;
  /** Acts of the subtree, itself included. */
  subtree: Int32Array;
  children: Int32Array;
}

/** `parent`: row of each parent, −1 for the post in row 0; every row reaches row 0. */
export function treeSizes(parent: Int32Array): TreeSizes {
  const n = parent.length;
  const children = new Int32Array(n);
  for (let i = 1; i < n; i++) children[parent[i] as number] = (children[parent[i] as number] as number) + 1;
  const first = new Int32Array(n + 1);
  for (let i = 0; i < n; i++) first[i + 1] = (first[i] as number) + (children[i] as number);
  const child = new Int32Array(Math.max(0, n - 1));
  const next = first.slice(0, n);
  for (let i = 1; i < n; i++) {
    const p = parent[i] as number;
    child[next[p] as number] = i;
    next[p] = (next[p] as number) + 1;
  }
  const order = new Int32Array(n);
  const generation = new Int32Array(n);
  let filled = n > 0 ? 1 : 0;
  for (let k = 0; k < filled; k++) {
    const row = order[k] as number;
    for (let c = first[row] as number; c < (first[row + 1] as number); c++) {
      const below = child[c] as number;
      generation[below] = (generation[row] as number) + 1;
      order[filled++] = below;
    }
  }
  const subtree = new Int32Array(n).fill(1);
  for (let k = n - 1; k > 0; k--) {
    const row = order[k] as number;
    const p = parent[row] as number;
    subtree[p] = (subtree[p] as number) + (subtree[row] as number);
  }
  return { order, generation, subtree, children };
}

export function cascadeShape({ generation, subtree }: TreeSizes): CascadeShape {
  const n = generation.length;
  const generations: number[] = [];
  let paths = 0;
  for (let i = 0; i < n; i++) {
    const g = generation[i] as number;
    while (generations.length <= g) generations.push(0);
    generations[g] = (generations[g] as number) + 1;
    if (i > 0) paths += (subtree[i] as number) * (n - (subtree[i] as number));
  }
  return {
    size: n,
    depth: Math.max(0, generations.length - 1),
    breadth: generations.reduce((m, v) => Math.max(m, v), 0),
    structuralVirality: n < 2 ? null : (2 * paths) / (n * (n - 1)),
    generations,
    reproduction: generations.slice(1).map((count, g) => count / (generations[g] as number)),
  };
}

/** The acts without which most would be missing, the post itself left out. */
export function keyActs({ generation, subtree, children }: TreeSizes, most: number): KeyAct[] {
  const top: number[] = [];
  for (let row = 1; row < subtree.length; row++) {
    if ((children[row] as number) === 0) continue;
    const size = subtree[row] as number;
    if (top.length === most && size <= (subtree[top.at(-1) as number] as number)) continue;
    const place = top.findIndex((t) => (subtree[t] as number) < size);
    top.splice(place < 0 ? top.length : place, 0, row);
    if (top.length > most) top.pop();
  }
  return top.map((row) => ({
    row,
    lossCount: subtree[row] as number,
    lossShare: (subtree[row] as number) / subtree.length,
    directCount: children[row] as number,
    generation: generation[row] as number,
  }));
}
