/** Delimited text as rows of cells, read piece by piece with csv-parse. */

import { parse } from 'csv-parse';
import { refused } from '#basis/error.ts';
import { type Told, told } from '#basis/told.ts';
import type { Limits } from './limits.ts';

const DELIMITERS = [',', '\t', ';', '|'] as const;
/** Text without what stands in quotes; a doubled quote is two neighbouring pairs. */
const unquoted = (text: string): string => text.replaceAll(/"[^"]*"/g, '""');

/** The delimiter that splits most lines of the head alike; a comma when none does. */
export function guessDelimiter(head: string): string {
  const lines = unquoted(head)
    .split(/\r\n|\n|\r/)
    .filter((l) => l.trim() !== '')
    .slice(0, 30);
  let best = ',';
  let score = 0;
  for (const delimiter of DELIMITERS) {
    const alike = new Map<number, number>();
    for (const line of lines) {
      const count = line.split(delimiter).length - 1;
      if (count > 0) alike.set(count, (alike.get(count) ?? 0) + 1);
    }
    for (const [count, times] of alike) {
      const value = (times / lines.length) * Math.min(count, 40);
      if (value > score) [best, score] = [delimiter, value];
    }
  }
  return best;
}

/** Rows end in \r\n here and in \n there; line ends inside quoted cells are text and do not count. */
export function hasMixedLineEnds(head: string): boolean {
  const text = unquoted(head);
  return /\r\n/.test(text) && /(?:^|[^\r])\n/.test(text);
}

export interface Line {
  cells: string[];
  /** Record number from 1, empty lines counted, as a spreadsheet program shows it. */
  row: number;
  /** The last row, with no line end after it. */
  openEnd?: true;
}

/** Where reading had to stop: what follows cannot be told apart any more. */
export interface Stop {
  stop: true;
  row: number;
  reason: Told;
  fix: Told;
}

/**
 * Rows of a delimited stream in arrays; empty lines are counted and left out. Quotes inside unquoted cells are
 * text; \n, \r\n and \r end a row, also mixed. A quote that never closes, or a row past the limit, ends the
 * reading with a `Stop` that names the row where it began.
 * @throws TouchstoneError `bad-csv`
 */
export async function* readCsv(
  text: AsyncIterable<string>,
  delimiter: string,
  fileName: string,
  limits: Limits,
): AsyncGenerator<Line[] | Stop> {
  let row = 0;
  let lines: Line[] = [];
  let last = '\n';
  // Rows are taken as they are found: an error later in the same piece of text must not lose them.
  const parser = parse({
    delimiter,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    max_record_size: limits.maxRow,
    on_record(cells: string[]) {
      row++;
      if (cells.length > 1 || cells[0] !== '') lines.push({ cells, row });
      return null;
    },
  });
  let failure: (Error & { code?: string }) | null = null;
  parser.on('error', (error) => {
    failure = error;
  });
  const ended = new Promise<void>((resolve) => parser.once('close', resolve));
  parser.resume();
  const taken = (): Line[] => {
    const batch = lines;
    lines = [];
    return batch;
  };
  try {
    for await (const piece of text) {
      last = piece.at(-1) ?? last;
      const error = await new Promise<unknown>((resolve) => parser.write(piece, resolve));
      if (lines.length > 0) yield taken();
      if (error) break;
    }
    if (!failure) parser.end();
    await ended;
    const end = lines.at(-1);
    if (end && !failure && last !== '\n' && last !== '\r') end.openEnd = true;
    if (lines.length > 0) yield taken();
    if (failure) yield stopOf(failure, row + 1, fileName, limits);
  } finally {
    parser.destroy();
  }
}

function stopOf(error: Error & { code?: string }, row: number, fileName: string, limits: Limits): Stop {
  if (error.code === 'CSV_QUOTE_NOT_CLOSED')
    return {
      stop: true,
      row,
      reason: told`a quote opens in this row and never closes; nothing after it was read`,
      fix: told`The file is cut off, or a quote is missing: correct the row or export the file again.`,
    };
  if (error.code === 'CSV_MAX_RECORD_SIZE')
    return {
      stop: true,
      row,
      reason: told`the row is longer than ${Math.round(limits.maxRow / 1024)} KiB, as when a quote opens in it and does not close; nothing after it was read`,
      fix: told`Close the quote or shorten the row, and import the file again.`,
    };
  throw refused(
    'bad-csv',
    `${fileName}, row ${row}: ${error.message}`,
    { file: fileName, row },
    'Export the file again as CSV.',
  );
}
