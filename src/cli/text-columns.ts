/** Columns of text files named on the command line: by header, or by position in a table without one. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { messageOf, refused, usage } from '#basis/error.ts';
import { openFile } from '#connectors/format/open.ts';

export interface TextColumns {
  /** One list a wanted column, all of the same length. */
  columns: string[][];
  /** Rows left out because a wanted cell is empty. */
  emptyRows: number;
}

const isPosition = (name: string): boolean => /^\d{1,3}$/u.test(name);
const isNumber = (cell: string | undefined): boolean => cell !== undefined && Number.isFinite(Number(cell));

const cellText = (value: unknown): string =>
  typeof value === 'string'
    ? value.trim()
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : '';

/** Bytes of a small file, unpacked, as UTF-8 text. Throws `usage` where it cannot be read. */
export function readUnpacked(path: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw usage('no-file', `${path} cannot be read: ${messageOf(error)}`, 'Check the path.');
  }
  const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
  return new TextDecoder().decode(plain);
}

/** Cells of a table without header: tabs part them as they stand, else commas with quotes. */
function cellsOf(path: string): string[][] {
  const text = readUnpacked(path);
  const first = text.slice(0, 2000).split('\n')[0] ?? '';
  return first.includes('\t')
    ? text
        .split(/\r?\n/u)
        .filter((line) => line !== '')
        .map((line) => line.split('\t'))
    : parse(text, { relax_quotes: true, relax_column_count: true, skip_empty_lines: true });
}

/** Positions count from 1; from 0 when one of them is 0, or when counting from 1 would take numbers for texts. */
function offsetOf(positions: readonly number[], rows: readonly string[][]): 0 | 1 {
  if (positions.includes(0)) return 0;
  const width = rows[0]?.length ?? 0;
  if (positions.some((p) => p > width)) return 1;
  const text = positions[0] as number;
  const some = rows.slice(0, 50);
  return some.every((r) => isNumber(r[text - 1])) && !some.every((r) => isNumber(r[text])) ? 0 : 1;
}

function byPosition(path: string, names: readonly string[]): TextColumns {
  const rows = cellsOf(path);
  const offset = offsetOf(names.map(Number), rows);
  const found: TextColumns = { columns: names.map(() => []), emptyRows: 0 };
  rows.forEach((row, i) => {
    const cells = names.map((name) => row[Number(name) - offset]?.trim() ?? '');
    if (i === 0 && names.some((name) => Number(name) - offset >= row.length))
      throw refused(
        'no-column',
        `${path} has ${row.length} columns, none at position ${names.join(' or ')}.`,
        { file: path },
        'Positions count from 1.',
      );
    if (cells.includes('')) found.emptyRows++;
    else
      cells.forEach((cell, c) => {
        found.columns[c]?.push(cell);
      });
  });
  return found;
}

/** `names`: the text column first. Rows where one of them is empty are counted and left out. */
export async function readTextColumns(path: string, names: readonly string[]): Promise<TextColumns> {
  if (names.every(isPosition)) return byPosition(path, names);
  const file = await openFile(path);
  const found: TextColumns = { columns: names.map(() => []), emptyRows: 0 };
  for await (const batch of file.records(file.tables[0]?.sheet ?? null))
    for (const record of batch) {
      if (!('cells' in record)) continue;
      const given = record.cells as Record<string, unknown>;
      const missing = names.find((name) => !(name in given));
      if (missing !== undefined)
        throw refused(
          'no-column',
          `${file.fileName} has no column ${missing}.`,
          { file: file.fileName, row: record.row, column: missing },
          `Name one of: ${Object.keys(given).join(', ')}; or positions, where the file has no header.`,
        );
      const cells = names.map((name) => cellText(given[name]));
      if (cells.includes('')) found.emptyRows++;
      else
        cells.forEach((cell, c) => {
          found.columns[c]?.push(cell);
        });
    }
  return found;
}
