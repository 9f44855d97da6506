/** A delimited file as a table: its header is looked for in the first lines. */

import { refused } from '#basis/error.ts';
import { told } from '#basis/told.ts';
import { readBytes } from './bytes.ts';
import { type Line, readCsv } from './csv.ts';
import { decode, type Encoding } from './encoding.ts';
import { findHeader, HEADER_LINES } from './header.ts';
import { type FileContext, type RowProblem, recordOf, type Table } from './table.ts';

/** The last row is shorter than all others and nothing ends it: its last cell may be half a number. */
const cutOff = ({ row, cells }: Line, headers: readonly string[]): RowProblem => ({
  problem: true,
  sheet: null,
  row,
  column: headers[cells.length - 1] ?? '',
  value: (cells.at(-1) ?? '').slice(0, 200),
  reason: told`the file ends inside this row, after ${cells.length} of ${headers.length} cells: it is cut off`,
  fix: told`Export the file again.`,
});

/** @throws TouchstoneError `no-header`, `unreadable-rows`, `too-many-columns`, and those of the readers below */
export async function csvTable(
  { path, fileName, limits, head }: FileContext,
  encoding: Encoding,
  delimiter: string,
): Promise<Table> {
  const rows = (onRead?: (bytes: number) => void) =>
    readCsv(
      decode(readBytes(path, head, fileName, limits, onRead), encoding, fileName),
      delimiter,
      fileName,
      limits,
    );
  const lines: { row: number; cells: string[] }[] = [];
  for await (const batch of rows()) {
    if (!Array.isArray(batch)) {
      if (lines.length > 0) break;
      throw refused(
        'unreadable-rows',
        `${fileName}, row ${batch.row}: ${batch.reason}.`,
        { file: fileName, row: batch.row },
        batch.fix,
      );
    }
    lines.push(...batch.slice(0, HEADER_LINES));
    if (lines.length >= HEADER_LINES) break;
  }
  const header = findHeader(lines.map((l) => l.cells));
  if (!header)
    throw refused(
      'no-header',
      `${fileName} has no header row.`,
      { file: fileName },
      'The first row must name the columns.',
    );
  if (header.names.length > limits.maxColumns)
    throw refused(
      'too-many-columns',
      `${fileName} has ${header.names.length} columns; ${limits.maxColumns} is the limit.`,
      { file: fileName },
      'Export fewer columns, or one record a row.',
    );
  const headerRow = lines[header.at]?.row ?? 1;
  return {
    sheet: null,
    shape: 'table',
    headers: header.names,
    headerRow,
    warnings: header.warnings,
    async *read(onProgress) {
      let whole = true;
      for await (const batch of rows(onProgress)) {
        if (!Array.isArray(batch)) {
          const { row, reason, fix } = batch;
          yield [{ problem: true, sheet: null, row, column: '', value: '', reason, fix }];
          return;
        }
        const records = batch
          .filter((l) => l.row > headerRow && l.cells.some((c) => c !== ''))
          .map((l) => {
            const short = l.cells.length < header.names.length;
            if (short && whole && l.openEnd) return cutOff(l, header.names);
            whole &&= !short;
            return recordOf(header.names, null, l.row, l.cells, limits);
          });
        if (records.length > 0) yield records;
      }
    },
  };
}
