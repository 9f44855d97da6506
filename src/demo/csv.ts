/** CSV text with CRLF-free lines and quotes only where they are needed. */

type Cell = string | number | null | undefined;
const NEEDS_QUOTES = /[",\n\r]/;

export const csvCell = (cell: Cell): string => {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number') return String(cell);
  return NEEDS_QUOTES.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
};

/** A whole table; `bom` is how Chinese tools mark UTF-8 for Excel. */
export function csvTable(
  headers: readonly string[],
  rows: Iterable<readonly Cell[]>,
  options: { bom?: boolean } = {},
): string {
  const lines = [headers.map(csvCell).join(',')];
  for (const row of rows) lines.push(row.map(csvCell).join(','));
  return `${options.bom ? '\ufeff' : ''}${lines.join('\n')}\n`;
}

export const ndjson = (values: readonly unknown[]): string =>
  `${values.map((v) => JSON.stringify(v)).join('\n')}\n`;
