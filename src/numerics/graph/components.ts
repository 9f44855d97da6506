/** Connected components by union–find with path halving (Tarjan & van Leeuwen 1984). */
export function componentsOf(
  nodeCount: number,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
): { of: Int32Array; count: number } {
  const parent = Int32Array.from({ length: nodeCount }, (_, i) => i);
  const root = (node: number): number => {
    let at = node;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at] as number] as number;
      at = parent[at] as number;
    }
    return at;
  };
  for (let i = 0; i < a.length; i++) {
    const x = root(a[i] as number);
    const y = root(b[i] as number);
    if (x !== y) parent[Math.max(x, y)] = Math.min(x, y);
  }
  const of = new Int32Array(nodeCount);
  let count = 0;
  for (let node = 0; node < nodeCount; node++) {
    const top = root(node);
    of[node] = top === node ? count++ : (of[top] as number);
  }
  return { of, count };
}
