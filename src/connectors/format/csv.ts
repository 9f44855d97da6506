/** Delimited text as rows of cells, read piece by piece with csv-parse. */
import { parse } from 'csv-parse';
import { Readable } from 'node:stream';
import { refused } from '#basis/error.ts';
import type { Limits } from './limits.ts';

const DELIMITERS = [',', '\t', ';', '|'] as const;

/** The delimiter that splits most lines of the head alike. */
export function guessDelimiter(head: string): string {
  const lines = head
    .split(/\r\n|\n|\r/)
    .filter((l) => l.trim() !== '')
    .slice(0, 30);
  let best = ',';
  let score = 0;
  for (const delimiter of DELIMITERS) {
    const counts = lines.map((l) => l.replaceAll(/"(?:[^"]|"")*"/g, '').split(delimiter).length - 1);
    const first = counts[0] ?? 0;
    const alike = counts.filter((c) => c === first).length / Math.max(1, counts.length);
    const value = first > 0 ? alike * Math.min(first, 40) : 0;
    if (value > score) [best, score] = [delimiter, value];
  }
  return best;
}

export interface Line {
  cells: string[];
  /** Record number, the header being 1 when it is the first line. */
  row: number;
}

/**
 * Rows of a delimited stream in arrays. Quotes inside unquoted cells are text; \n, \r\n and \r end a row, also mixed.
 * A quote that never closes, or a cell past the limit, is refused with the row where it began.
 */
export async function* readCsv(
  text: AsyncIterable<string>,
  delimiter: string,
  fileName: string,
  limits: Limits,
): AsyncGenerator<Line[]> {
  const parser = parse({
    delimiter,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    max_record_size: limits.maxRecord,
    info: false,
  });
  const source = Readable.from(text, { objectMode: false });
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  let row = 0;
  let batch: Line[] = [];
  try {
    for await (const cells of parser) {
      row++;
      batch.push({ cells: cells as string[], row });
      if (batch.length === 1000) {
        yield batch;
        batch = [];
      }
    }
    if (batch.length > 0) yield batch;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (batch.length > 0) yield batch;
    if (code === 'CSV_QUOTE_NOT_CLOSED')
      throw refused(
        'open-quote',
        `${fileName} ends inside a quoted cell that began at or after row ${row + 1}.`,
        { file: fileName, row: row + 1 },
        'The file is cut off, or a quote is missing; export it again.',
      );
    if (code === 'CSV_MAX_RECORD_SIZE')
      throw refused(
        'row-too-long',
        `${fileName}: row ${row + 1} is longer than ${limits.maxRecord} characters.`,
        { file: fileName, row: row + 1 },
        'A quote may be missing, or the file is not a table.',
      );
    if (code.startsWith('CSV_'))
      throw refused(
        'bad-csv',
        `${fileName}, row ${row + 1}: ${(error as Error).message}`,
        { file: fileName, row: row + 1 },
        'Export the file again as CSV.',
      );
    throw error;
  } finally {
    source.destroy();
    parser.destroy();
  }
}
