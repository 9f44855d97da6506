/** What every reader of a format yields: tables whose rows stream as records or as listed problems. */
import { type Told, told } from '#basis/told.ts';
import type { SourceRecord } from '../contract.ts';
import type { Head } from './bytes.ts';
import type { Limits } from './limits.ts';

/** A row that cannot become a record; it is listed, not dropped. */
export interface RowProblem {
  problem: true;
  sheet: string | null;
  row: number;
  column: string;
  value: string;
  reason: Told;
  fix?: Told;
}

export interface FileTable {
  sheet: string | null;
  shape: 'table' | 'json';
  headers: string[];
  /** The header's row as the user's program counts; 0 where there is none. */
  headerRow: number;
}

export interface Table extends FileTable {
  warnings: Told[];
  read(onProgress: (bytes: number) => void): AsyncGenerator<(SourceRecord | RowProblem)[]>;
}

export interface FileContext {
  path: string;
  fileName: string;
  limits: Limits;
  head: Head;
}

const SHOWN = 200;
const clip = (text: string) =>
  (text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text).replaceAll('\u0000', '␀');

/**
 * A row under its header. Missing cells at the end are empty; extra cells that hold something, a cell past the
 * limit and a cell with zero bytes make the row a problem.
 */
export function recordOf(
  headers: readonly string[],
  sheet: string | null,
  row: number,
  line: readonly string[],
  limits: Limits,
): SourceRecord | RowProblem {
  const problem = (column: string, value: string, reason: Told, fix: Told): RowProblem => ({
    problem: true,
    sheet,
    row,
    column,
    value: clip(value),
    reason,
    fix,
  });
  for (let i = headers.length; i < line.length; i++)
    if ((line[i] ?? '').trim() !== '')
      return problem(
        `column ${i + 1}`,
        line[i] ?? '',
        told`the row has ${line.length} cells under ${headers.length} headers`,
        told`A separator inside a cell needs quotes; correct the row.`,
      );
  const cells: Record<string, string> = {};
  for (let i = 0; i < headers.length; i++) {
    const cell = line[i] ?? '';
    if (cell.length > limits.maxCell)
      return problem(
        headers[i] ?? '',
        cell,
        told`the cell holds ${cell.length} characters; ${limits.maxCell} is the limit`,
        told`Shorten the cell.`,
      );
    if (cell.includes('\u0000'))
      return problem(
        headers[i] ?? '',
        cell,
        told`the cell holds zero bytes: this part of the file is damaged`,
        told`Fetch or export the file again.`,
      );
    cells[headers[i] as string] = cell;
  }
  return { shape: 'table', sheet, row, cells };
}
