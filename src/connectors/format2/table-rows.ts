import type { SourceRecord } from '#connectors/contract.ts';
import type { Layout } from './headers.ts';
import { CUT, excerpt, type Read, type RowProblem, SUSPECT, UNDECODED, type Warnings } from './problem.ts';
import type { RawRow } from './row-splitter.ts';

export interface TableContext {
  sheet: string | null;
  layout: Layout;
  warnings: Warnings;
  /** Offsets of undecodable bytes still to be reported, oldest first; shared with the decoder. */
  badOffsets: number[];
  encoding: string;
  /** Rows of a sheet carry their column, so a short one is not a broken one. */
  shortRowsAreFine: boolean;
}

/**
 * Puts headers on rows. Blank rows are left out. Short rows of delimited text are read with their missing cells
 * empty (Excel leaves trailing delimiters out), but are a problem when under half of the cells are there or when
 * the file ends in them without a line end: those are cut off. Extra cells are a problem unless they are empty.
 */
export class TableRows {
  readonly #context: TableContext;
  #shortCount = 0;

  constructor(context: TableContext) {
    this.#context = context;
  }

  convert(rows: readonly RawRow[], suspect: boolean): Read[] {
    const { layout } = this.#context;
    const out: Read[] = [];
    for (const row of rows) {
      if (row.row <= layout.headerRow) continue;
      if (row.problem) {
        const { column, value, reason, fix } = row.problem;
        out.push(this.#problem(row.row, layout.headers[column] ?? '', value, reason, fix));
        continue;
      }
      if (isBlank(row.cells)) continue;
      out.push((suspect ? this.#damage(row) : null) ?? this.#ragged(row) ?? this.#record(row));
    }
    return out;
  }

  #record(row: RawRow): SourceRecord {
    const { headers } = this.#context.layout;
    const cells: Record<string, string> = {};
    for (let column = 0; column < headers.length; column++)
      cells[headers[column] as string] = row.cells[column] ?? '';
    return { shape: 'table', sheet: this.#context.sheet, row: row.row, cells };
  }

  #ragged(row: RawRow): RowProblem | null {
    const expected = this.#context.layout.headers.length;
    const found = row.cells.length;
    if (found === expected) return null;
    if (found > expected) {
      const extra = row.cells.findIndex((cell, column) => column >= expected && cell.trim() !== '');
      if (extra < 0) return null;
      const reason = `The row has ${found} cells and the header ${expected}`;
      return this.#problem(
        row.row,
        '',
        row.cells[extra] as string,
        reason,
        'Put cells that contain the delimiter in quotation marks.',
      );
    }
    if (this.#context.shortRowsAreFine) return null;
    if (row.openEnd || found < expected / 2) {
      const reason = `The row has ${found} of ${expected} cells${row.openEnd ? ' and the file ends in it' : ''}`;
      return this.#problem(
        row.row,
        '',
        row.cells.join(' | '),
        reason,
        'The file may have been cut off: export it again.',
      );
    }
    this.#shortCount++;
    if (this.#shortCount === 1) {
      this.#context.warnings.add(
        `Some rows have fewer cells than the header (the first is row ${row.row}); the missing ones are read as empty.`,
      );
    }
    return null;
  }

  #damage(row: RawRow): RowProblem | null {
    let problem: RowProblem | null = null;
    for (let column = 0; column < row.cells.length; column++) {
      const cell = row.cells[column] as string;
      if (!SUSPECT.test(cell)) continue;
      problem ??= this.#problem(
        row.row,
        this.#context.layout.headers[column] ?? '',
        cell,
        this.#reason(cell),
        'Correct the cell in the file, or export it again.',
      );
      for (const char of cell) if (char === UNDECODED) this.#context.badOffsets.shift();
    }
    return problem;
  }

  #reason(cell: string): string {
    if (cell.includes(CUT)) return 'The cell is longer than the limit';
    if (!cell.includes(UNDECODED)) return 'The cell holds a NUL character';
    const offset = this.#context.badOffsets[0];
    return `The cell holds bytes that are not ${this.#context.encoding}${offset === undefined ? '' : ` (at byte ${offset} of the content)`}`;
  }

  #problem(row: number, column: string, value: string, reason: string, fix: string): RowProblem {
    return { problem: true, sheet: this.#context.sheet, row, column, value: excerpt(value), reason, fix };
  }
}

function isBlank(cells: readonly string[]): boolean {
  for (const cell of cells) if (cell !== '' && cell.trim() !== '') return false;
  return true;
}
