/** Names, one a line, or the best column of a small table pasted or read as CSV. Pure. */

/** Cells of a line: tabs part a pasted sheet, commas a CSV; quotes hold either. */
function cellsOf(line: string): string[] {
  const by = line.includes('\t') ? '\t' : ',';
  const cells: string[] = [];
  let [cell, quoted] = ['', false];
  for (const c of line) {
    if (c === '"') quoted = !quoted;
    else if (c === by && !quoted) {
      cells.push(cell);
      cell = '';
    } else cell += c;
  }
  return [...cells, cell].map((x) => x.trim());
}

/**
 * Distinct names in order. A first line with a known header names the column; without one a single column is taken as it
 * is. Null when there are several columns and none is known.
 */
export function namesInText(text: string, headers: readonly RegExp[]): string[] | null {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map(cellsOf);
  const [first] = lines;
  if (!first) return [];
  const column = headers.map((h) => first.findIndex((cell) => h.test(cell))).find((i) => i >= 0);
  if (column === undefined && lines.some((cells) => cells.length > 1)) return null;
  const body = column === undefined ? lines : lines.slice(1);
  return [...new Set(body.map((cells) => cells[column ?? 0] ?? '').filter((name) => name !== ''))];
}
