/**
 * Compressed sparse rows: the columns of row r are `columns[start[r]] … columns[start[r + 1] − 1]`, ascending
 * where the input was given in ascending order of columns.
 */
export interface Compressed {
  rowCount: number;
  columnCount: number;
  start: Int32Array;
  columns: Int32Array;
}

/** Rows of pairs by counting sort, in the order given. Ids are 0 … count − 1. */
export function compress(
  rows: Int32Array,
  columns: Int32Array,
  rowCount: number,
  columnCount: number,
): Compressed {
  const start = new Int32Array(rowCount + 1);
  for (let i = 0; i < rows.length; i++) start[(rows[i] as number) + 1]!++;
  for (let r = 0; r < rowCount; r++) start[r + 1]! += start[r] as number;
  const next = start.slice(0, rowCount);
  const sorted = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) sorted[next[rows[i] as number]!++] = columns[i] as number;
  return { rowCount, columnCount, start, columns: sorted };
}

/** The same pairs by column; its rows list the old rows in ascending order. */
export function transpose(graph: Compressed): Compressed {
  return compress(graph.columns, rowOfEach(graph), graph.columnCount, graph.rowCount);
}

/** The row of every stored column. */
export function rowOfEach(graph: Compressed): Int32Array {
  const rows = new Int32Array(graph.columns.length);
  for (let r = 0; r < graph.rowCount; r++) rows.fill(r, graph.start[r], graph.start[r + 1]);
  return rows;
}

/** Both directions of a set of distinct pairs, each once, with ascending columns in every row. */
export function compressBoth(
  rows: Int32Array,
  columns: Int32Array,
  rowCount: number,
  columnCount: number,
): { byRow: Compressed; byColumn: Compressed } {
  const once = distinct(transpose(compress(rows, columns, rowCount, columnCount)));
  return { byRow: transpose(once), byColumn: once };
}

/** Without repeats; needs ascending columns. */
function distinct(graph: Compressed): Compressed {
  const start = new Int32Array(graph.rowCount + 1);
  const columns = new Int32Array(graph.columns.length);
  let kept = 0;
  for (let r = 0; r < graph.rowCount; r++) {
    let last = -1;
    for (let i = graph.start[r] as number; i < (graph.start[r + 1] as number); i++) {
      const column = graph.columns[i] as number;
      if (column !== last) columns[kept++] = column;
      last = column;
    }
    start[r + 1] = kept;
  }
  return { ...graph, start, columns: columns.slice(0, kept) };
}

export const degreeOf = (graph: Compressed, row: number): number =>
  (graph.start[row + 1] as number) - (graph.start[row] as number);
