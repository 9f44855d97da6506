/**
 * FRAUDAR (Hooi et al., KDD 2016): the bipartite block of the largest weight per node, by greedy peeling within half
 * of the optimum. An edge to a column of degree d weighs 1 / ln(d + 5), so popular columns lend little and
 * camouflage does not help. O(E log N) with a tournament tree.
 */
import { type Compressed, degreeOf } from './compressed.ts';

export interface PeeledBlock {
  rows: number[];
  columns: number[];
  /** Weight of the block's edges per node. */
  score: number;
}

export function peel(byRow: Compressed, byColumn: Compressed): PeeledBlock {
  const rows = byRow.rowCount;
  const nodes = rows + byColumn.rowCount;
  const weightOf = Float64Array.from(
    { length: byColumn.rowCount },
    (_, c) => 1 / Math.log(degreeOf(byColumn, c) + 5),
  );
  const weight = new Float64Array(nodes);
  let total = 0;
  for (let r = 0; r < rows; r++)
    for (let i = byRow.start[r] as number; i < (byRow.start[r + 1] as number); i++)
      weight[r]! += weightOf[byRow.columns[i] as number] as number;
  for (let c = 0; c < byColumn.rowCount; c++) {
    weight[rows + c] = degreeOf(byColumn, c) * (weightOf[c] as number);
    total += weight[rows + c] as number;
  }
  const tree = new Tournament(weight);
  const removedAt = new Int32Array(nodes).fill(nodes);
  let best = total / nodes;
  let bestAt = 0;
  for (let step = 0; step < nodes - 1; step++) {
    const node = tree.least();
    total -= tree.value(node);
    tree.set(node, Number.POSITIVE_INFINITY);
    removedAt[node] = step;
    const graph = node < rows ? byRow : byColumn;
    const at = node < rows ? node : node - rows;
    for (let i = graph.start[at] as number; i < (graph.start[at + 1] as number); i++) {
      const c = node < rows ? (graph.columns[i] as number) : at;
      const other = node < rows ? rows + c : (graph.columns[i] as number);
      if ((removedAt[other] as number) < nodes) continue;
      tree.set(other, tree.value(other) - (weightOf[c] as number));
    }
    const score = total / (nodes - step - 1);
    if (score > best) {
      best = score;
      bestAt = step + 1;
    }
  }
  const block: PeeledBlock = { rows: [], columns: [], score: best };
  for (let node = 0; node < nodes; node++)
    if ((removedAt[node] as number) >= bestAt)
      if (node < rows) block.rows.push(node);
      else block.columns.push(node - rows);
  return block;
}

/** The least of many changing values: a complete binary tree of the winner's place. */
class Tournament {
  private readonly leaves: number;
  private readonly values: Float64Array;
  private readonly winner: Int32Array;

  constructor(values: Float64Array) {
    let leaves = 1;
    while (leaves < values.length) leaves *= 2;
    this.leaves = leaves;
    this.values = new Float64Array(leaves).fill(Number.POSITIVE_INFINITY);
    this.values.set(values);
    this.winner = new Int32Array(2 * leaves);
    for (let i = 0; i < leaves; i++) this.winner[leaves + i] = i;
    for (let i = leaves - 1; i > 0; i--) this.play(i);
  }

  least(): number {
    return this.winner[1] as number;
  }

  value(place: number): number {
    return this.values[place] as number;
  }

  set(place: number, value: number): void {
    this.values[place] = value;
    for (let i = (this.leaves + place) >> 1; i > 0; i >>= 1) {
      const before = this.winner[i];
      this.play(i);
      if (this.winner[i] === before && before !== place) return;
    }
  }

  private play(i: number): void {
    const left = this.winner[2 * i] as number;
    const right = this.winner[2 * i + 1] as number;
    this.winner[i] = (this.values[left] as number) <= (this.values[right] as number) ? left : right;
  }
}
