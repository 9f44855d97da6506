import type { Limits } from './limits.ts';

/** One row of a table before it has headers. `row` counts from 1 and counts blank rows, as a spreadsheet shows it. */
export interface RawRow {
  row: number;
  cells: string[];
  /** Set when the row cannot be used; `column` counts from 0. */
  problem?: { column: number; value: string; reason: string; fix: string };
  /** The last row, without a line end after it. */
  openEnd?: boolean;
}

const QUOTE = 34;
const LF = 10;
const CR = 13;
const SPACE = 32;
const BREAK = /[\r\n]/;

/**
 * Splits delimited text that arrives in chunks into rows (RFC 4180 quoting; \n, \r\n and \r all end a row).
 *
 * Written here and not taken from csv-parse because that one holds a whole cell whatever its length, and lets
 * one lone quote swallow the rest of the file. Here a cell past the limit is skipped without being held, and a
 * quote that is opened and not properly closed costs its own line only. On well-formed text both agree (tested).
 *
 * A quote that is not followed by a delimiter is an ordinary character while the cell has no line break
 * ("5" pipe"); after a line break it shows that the opening quote was a stray one.
 */
export class RowSplitter {
  /** Kinds of line end seen outside quotes. */
  readonly lineEnds = new Set<'\\n' | '\\r\\n' | '\\r'>();
  strayQuoteCount = 0;
  readonly #delimiter: number;
  readonly #limits: Limits;
  #pending = '';
  #needed = 0;
  #row = 0;
  #skip: { quoted: boolean; afterQuote: boolean; cellStart: boolean } | null = null;
  #dropLf = false;

  constructor(delimiter: string, limits: Limits) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#limits = limits;
  }

  push(chunk: string, final: boolean): RawRow[] {
    const rows: RawRow[] = [];
    let fresh = chunk;
    if (this.#skip) fresh = this.#skipTo(fresh);
    if (this.#dropLf && fresh.length > 0) {
      if (fresh.charCodeAt(0) === LF) fresh = fresh.slice(1);
      this.#dropLf = false;
    }
    this.#pending += fresh;
    if (!final && this.#pending.length < this.#needed) return rows;
    this.#needed = 0;
    const text = this.#pending;
    let at = 0;
    while (at < text.length) {
      const end = this.#record(text, at, final, rows);
      if (end < 0) break;
      at = end;
    }
    this.#pending = this.#skip ? '' : text.slice(at);
    return rows;
  }

  /** Reads one row from `start`; returns where the next begins, or -1 when the text ends first. */
  #record(text: string, start: number, final: boolean, rows: RawRow[]): number {
    const { maxCellChars, maxColumns } = this.#limits;
    const size = text.length;
    const row: RawRow = { row: this.#row + 1, cells: [] };
    const cells = row.cells;
    let at = start;
    for (;;) {
      let end: number;
      let value: string;
      if (text.charCodeAt(at) === QUOTE) {
        const close = this.#closingQuote(text, at, final);
        if (close === -1) return this.#wait(text, start, at, true, row, rows);
        if (close === -2) return this.#loneQuote(text, at, row, rows);
        value = text.slice(at + 1, close);
        if (value.includes('"')) value = value.replaceAll('""', '"');
        end = close + 1;
        while (end < size && text.charCodeAt(end) === SPACE) end++;
      } else {
        end = at;
        for (; end < size; end++) {
          const code = text.charCodeAt(end);
          if (code === this.#delimiter || code === LF || code === CR) break;
        }
        if (end === size && !final) return this.#wait(text, start, at, false, row, rows);
        value = text.slice(at, end);
      }
      if (value.length > maxCellChars) {
        row.problem ??= this.#tooLong(cells.length, value);
        value = '';
      }
      if (cells.length < maxColumns) cells.push(value);
      else row.problem ??= tooManyColumns(maxColumns);
      if (end >= size) {
        if (!final) return this.#wait(text, start, at, false, row, rows);
        row.openEnd = true;
        return this.#done(row, rows, size);
      }
      const code = text.charCodeAt(end);
      if (code === LF) {
        this.lineEnds.add('\\n');
        return this.#done(row, rows, end + 1);
      }
      if (code === CR) {
        if (end + 1 === size && !final) return this.#wait(text, start, end, false, row, rows);
        const pair = text.charCodeAt(end + 1) === LF;
        this.lineEnds.add(pair ? '\\r\\n' : '\\r');
        return this.#done(row, rows, end + (pair ? 2 : 1));
      }
      at = end + 1;
      if (at === size && !final) return this.#wait(text, start, at, false, row, rows);
    }
  }

  /** Index of the quote that closes the cell opened at `at`; -1 when more text is needed, -2 for a lone quote. */
  #closingQuote(text: string, at: number, final: boolean): number {
    let from = at + 1;
    let stray = 0;
    for (;;) {
      const quote = text.indexOf('"', from);
      if (quote < 0) return final ? -2 : -1;
      let next = quote + 1;
      if (text.charCodeAt(next) === QUOTE) {
        from = next + 1;
        continue;
      }
      while (text.charCodeAt(next) === SPACE) next++;
      if (next >= text.length && !final) return -1;
      const code = text.charCodeAt(next);
      if (next >= text.length || code === this.#delimiter || code === LF || code === CR) {
        this.strayQuoteCount += stray;
        return quote;
      }
      if (BREAK.test(text.slice(at + 1, quote))) return -2;
      stray++;
      from = quote + 1;
    }
  }

  #done(row: RawRow, rows: RawRow[], end: number): number {
    this.#row++;
    rows.push(row);
    return end;
  }

  #loneQuote(text: string, at: number, row: RawRow, rows: RawRow[]): number {
    const found = text.slice(at).search(BREAK);
    const end = found < 0 ? text.length : at + found;
    row.problem = {
      column: row.cells.length,
      value: text.slice(at, Math.min(end, at + 200)),
      reason:
        'A quotation mark is opened and never properly closed, so the cells of this line cannot be told apart',
      fix: 'Double the quotation marks inside cells (""), or remove the stray one.',
    };
    const pair = text.charCodeAt(end) === CR && text.charCodeAt(end + 1) === LF;
    return this.#done(row, rows, Math.min(text.length, end + (pair ? 2 : 1)));
  }

  /** The row is not complete yet: keep the text, unless a limit says that it must not be kept. */
  #wait(text: string, start: number, cellAt: number, quoted: boolean, row: RawRow, rows: RawRow[]): number {
    const held = text.length - start;
    const cell = text.length - cellAt;
    if (cell > this.#limits.maxCellChars || held > this.#limits.maxRowChars) {
      if (quoted && BREAK.test(text.slice(cellAt))) return this.#loneQuote(text, cellAt, row, rows);
      const value = Buffer.from(text.slice(cellAt, cellAt + 200)).toString();
      row.problem ??=
        cell > this.#limits.maxCellChars
          ? this.#tooLong(row.cells.length, value)
          : {
              column: row.cells.length,
              value,
              reason: `The row has more than ${this.#limits.maxRowChars} characters`,
              fix: 'Check the quotation marks and line ends of the file.',
            };
      row.cells = [];
      this.#done(row, rows, 0);
      this.#skip = {
        quoted,
        afterQuote: quoted && endsInOddQuotes(text, cellAt + 1),
        cellStart: !quoted && cellAt === text.length,
      };
      return -1;
    }
    this.#needed = held * 2;
    return -1;
  }

  /** Passes over the rest of a row that is too long; returns the text after its line end. */
  #skipTo(chunk: string): string {
    const state = this.#skip;
    if (!state) return chunk;
    for (let at = 0; at < chunk.length; at++) {
      if (state.quoted && !state.afterQuote) {
        const quote = chunk.indexOf('"', at);
        if (quote < 0) return '';
        state.afterQuote = true;
        at = quote;
        continue;
      }
      const code = chunk.charCodeAt(at);
      if (state.afterQuote) {
        state.afterQuote = false;
        if (code === QUOTE) continue;
        state.quoted = false;
      }
      if (code === QUOTE && state.cellStart) state.quoted = true;
      state.cellStart = code === this.#delimiter;
      if (code === LF || code === CR) {
        this.#skip = null;
        this.#dropLf = code === CR;
        return chunk.slice(at + 1);
      }
    }
    return '';
  }

  #tooLong(column: number, value: string) {
    return {
      column,
      value: value.slice(0, 200),
      reason: `The cell has more than ${this.#limits.maxCellChars} characters`,
      fix: 'Shorten the cell or leave the column out of the export.',
    };
  }
}

/** An odd run of quotes at the end of a quoted cell's text: the last one may close the cell. */
function endsInOddQuotes(text: string, from: number): boolean {
  let at = text.length;
  while (at > from && text.charCodeAt(at - 1) === QUOTE) at--;
  return (text.length - at) % 2 === 1;
}

/** What is said of a row with more cells than a table may have. */
export const tooManyColumns = (maxColumns: number) => ({
  column: maxColumns,
  value: '',
  reason: `The row has more than ${maxColumns} cells`,
  fix: 'Check the delimiter and the line ends of the file.',
});
