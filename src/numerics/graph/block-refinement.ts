/**
 * From a rough set of rows to the block it belongs to: columns that meet the rows more than their degree explains,
 * then rows that meet those columns, until nothing changes. x ~ Poisson(d · background share), where the background
 * leaves out the edges inside the block; Benjamini–Hochberg over all columns or rows.
 */
import { discoveries } from '../stats/discoveries.ts';
import { poissonAtLeast } from '../stats/tails.ts';
import { type Compressed, degreeOf } from './compressed.ts';
import { mostExpected } from './shared-neighbours.ts';

export interface Block {
  rows: number[];
  columns: number[];
  /** Edges between them. */
  edges: number;
  /** Edges the null expects between them. */
  expected: number;
}

const ROUNDS = 12;

export function refineBlock(
  byRow: Compressed,
  byColumn: Compressed,
  seedRows: readonly number[],
  falseShare: number,
): Block {
  const edgeCount = byRow.columns.length;
  let rows = [...seedRows];
  let columns: number[] = [];
  let inside = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const [foundColumns] = attached(byRow, byColumn, rows, inside, edgeCount, falseShare);
    const columnInside = edgesBetween(byRow, rows, foundColumns);
    const [foundRows, edges] = attached(byColumn, byRow, foundColumns, columnInside, edgeCount, falseShare);
    const same = foundRows.length === rows.length && foundRows.every((r, i) => r === rows[i]);
    rows = foundRows;
    columns = foundColumns;
    inside = edges;
    if (same || rows.length === 0) break;
  }
  const volume = (graph: Compressed, nodes: number[]) => nodes.reduce((n, at) => n + degreeOf(graph, at), 0);
  const background = (volume(byRow, rows) - inside) * (volume(byColumn, columns) - inside);
  return { rows, columns, edges: inside, expected: edgeCount === 0 ? 0 : background / edgeCount };
}

/** Columns that meet `rows` more than their degree explains, and how many edges they have with them. */
function attached(
  byRow: Compressed,
  byColumn: Compressed,
  rows: readonly number[],
  inside: number,
  edgeCount: number,
  falseShare: number,
): [number[], number] {
  const met = new Int32Array(byColumn.rowCount);
  let volume = 0;
  let candidates = 0;
  for (const r of rows) {
    volume += degreeOf(byRow, r);
    for (let i = byRow.start[r] as number; i < (byRow.start[r + 1] as number); i++)
      if (met[byRow.columns[i] as number]!++ === 1) candidates++;
  }
  const share = Math.max(0, volume - inside) / Math.max(1, edgeCount - inside);
  const most = mostExpected((falseShare * candidates) / Math.max(1, byColumn.rowCount));
  const places: number[] = [];
  const p: number[] = [];
  for (let c = 0; c < byColumn.rowCount; c++) {
    const times = met[c] as number;
    const mean = degreeOf(byColumn, c) * share;
    if (times < 2 || mean > most(times)) continue;
    places.push(c);
    p.push(poissonAtLeast(times, mean));
  }
  const { kept } = discoveries(p, (falseShare * p.length) / Math.max(1, byColumn.rowCount));
  const columns = places.filter((_, i) => kept[i]);
  return [columns, columns.reduce((n, c) => n + (met[c] as number), 0)];
}

export function edgesBetween(byRow: Compressed, rows: readonly number[], columns: readonly number[]): number {
  const marked = new Uint8Array(byRow.columnCount);
  for (const c of columns) marked[c] = 1;
  let edges = 0;
  for (const r of rows)
    for (let i = byRow.start[r] as number; i < (byRow.start[r + 1] as number); i++)
      edges += marked[byRow.columns[i] as number] as number;
  return edges;
}
