/** Places for the nodes of a tree: rings by generation, an angle for every leaf, parents in the middle of theirs. */

export interface TreePlaces {
  /** −1 to 1 from the post in the middle. */
  x: Float32Array;
  y: Float32Array;
  generation: Int32Array;
  depth: number;
}

/** `parent[0]` is −1; every other row reaches row 0. Linear time, no recursion. */
export function treePlaces(parent: readonly number[]): TreePlaces {
  const n = parent.length;
  const children = new Int32Array(n + 1);
  for (let i = 0; i < n; i++) if ((parent[i] as number) >= 0) children[(parent[i] as number) + 1]! += 1;
  for (let i = 0; i < n; i++) children[i + 1]! += children[i] as number;
  const child = new Int32Array(Math.max(0, n - 1));
  const next = children.slice(0, n);
  for (let i = 0; i < n; i++) {
    const p = parent[i] as number;
    if (p < 0) continue;
    child[next[p] as number] = i;
    next[p]! += 1;
  }
  const generation = new Int32Array(n);
  const order: number[] = [];
  const stack = n > 0 ? [0] : [];
  while (stack.length > 0) {
    const row = stack.pop() as number;
    order.push(row);
    for (let k = (children[row + 1] as number) - 1; k >= (children[row] as number); k--) {
      const below = child[k] as number;
      generation[below] = (generation[row] as number) + 1;
      stack.push(below);
    }
  }
  const leaves = order.filter((row) => children[row] === children[row + 1]).length;
  const angle = new Float64Array(n);
  let leaf = 0;
  // In depth order leaves come as they stand around the circle; parents are set on the way back.
  for (const row of order)
    if (children[row] === children[row + 1]) angle[row] = (2 * Math.PI * leaf++) / Math.max(1, leaves);
  for (let k = order.length - 1; k >= 0; k--) {
    const row = order[k] as number;
    const [from, to] = [children[row] as number, children[row + 1] as number];
    if (to > from)
      angle[row] =
        ((angle[child[from] as number] as number) + (angle[child[to - 1] as number] as number)) / 2;
  }
  const depth = order.reduce((most, row) => Math.max(most, generation[row] as number), 0);
  const x = new Float32Array(n);
  const y = new Float32Array(n);
  for (let row = 0; row < n; row++) {
    const radius = depth === 0 ? 0 : (generation[row] as number) / depth;
    x[row] = radius * Math.cos((angle[row] as number) - Math.PI / 2);
    y[row] = radius * Math.sin((angle[row] as number) - Math.PI / 2);
  }
  return { x, y, generation, depth };
}
