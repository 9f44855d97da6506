/**
 * Places where the mean of a series changes: PELT (Killick, Fearnhead & Eckley 2012, JASA 107) with squared error as
 * cost. Exact minimum of cost + `penalty` per change, segments of at least `shortest`. Linear time while changes keep
 * coming, quadratic in the length of a stretch without one. The list of candidates is pruned in place; a candidate that
 * lost goes `shortest` places later, when the one it lost to may begin a segment itself.
 */
export function meanChanges(values: Float64Array, penalty: number, shortest = 2): number[] {
  const n = values.length;
  const sum = new Float64Array(n + 1);
  const squares = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) {
    const v = values[i] as number;
    sum[i + 1] = (sum[i] as number) + v;
    squares[i + 1] = (squares[i] as number) + v * v;
  }
  const best = new Float64Array(n + 1);
  const last = new Int32Array(n + 1);
  // Before `shortest` values there is no segment to end.
  best.fill(Number.POSITIVE_INFINITY, 1);
  best[0] = -penalty;
  const candidates = new Int32Array(n + 1);
  const costs = new Float64Array(n + 1);
  const lostAt = new Int32Array(n + 1).fill(n + 1);
  let held = 0;
  for (let end = shortest; end <= n; end++) {
    const start = end - shortest;
    if ((best[start] as number) < Number.POSITIVE_INFINITY) candidates[held++] = start;
    const [sumEnd, squaresEnd] = [sum[end] as number, squares[end] as number];
    let least = Number.POSITIVE_INFINITY;
    let from = 0;
    for (let c = 0; c < held; c++) {
      const s = candidates[c] as number;
      const total = sumEnd - (sum[s] as number);
      const cost = (best[s] as number) + squaresEnd - (squares[s] as number) - (total * total) / (end - s);
      costs[c] = cost;
      if (cost < least) {
        least = cost;
        from = s;
      }
    }
    best[end] = least + penalty;
    last[end] = from;
    let kept = 0;
    for (let c = 0; c < held; c++) {
      const s = candidates[c] as number;
      if ((costs[c] as number) > (best[end] as number) && (lostAt[s] as number) > end) lostAt[s] = end;
      if (end < (lostAt[s] as number) + shortest) candidates[kept++] = s;
    }
    held = kept;
  }
  const changes: number[] = [];
  for (let at = last[n] as number; at > 0; at = last[at] as number) changes.push(at);
  return changes.reverse();
}
