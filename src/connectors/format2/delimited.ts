import type { Encoding } from './encoding.ts';
import { HEADER_SEARCH_ROWS, type Layout } from './headers.ts';
import type { Limits } from './limits.ts';
import { type Read, SUSPECT, type Warnings } from './problem.ts';
import { type RawRow, RowSplitter } from './row-splitter.ts';
import type { Source, StreamOptions } from './source.ts';
import { TableRows } from './table-rows.ts';
import { readText, StrictDecoder } from './text.ts';

/**
 * The delimiter under which most sample rows have as many cells as the first wide one; `,` when none splits.
 * `text` is the beginning of the file; its last line may be cut.
 */
export function guessDelimiter(text: string, limits: Limits): string {
  let best = { delimiter: ',', score: 0 };
  for (const delimiter of [',', '\t', ';', '|']) {
    const rows = new RowSplitter(delimiter, limits)
      .push(text, true)
      .filter((row) => row.cells.length > 1 || row.cells[0] !== '');
    if (rows.length > 1) rows.pop();
    const counts = new Map<number, number>();
    for (const row of rows)
      if (!row.problem && row.cells.length > 1)
        counts.set(row.cells.length, (counts.get(row.cells.length) ?? 0) + 1);
    for (const [width, count] of counts) {
      // Agreement counts first; among equals, the delimiter that splits more finely.
      const score = count / rows.length + Math.min(width, 1000) / 10_000;
      if (score > best.score) best = { delimiter, score };
    }
  }
  return best.delimiter;
}

export interface Delimited {
  source: Source;
  encoding: Encoding;
  bomBytes: number;
  delimiter: string;
}

/** The first rows of the file, enough to find the header. */
export async function firstRows(file: Delimited): Promise<RawRow[]> {
  const decoder = new StrictDecoder(file.encoding, file.source.fileName, file.bomBytes);
  const splitter = new RowSplitter(file.delimiter, file.source.limits);
  const rows: RawRow[] = [];
  for await (const { text, final } of readText(file.source, file.bomBytes, decoder)) {
    for (const row of splitter.push(text, final)) rows.push(row);
    if (rows.length > HEADER_SEARCH_ROWS) break;
  }
  return rows.slice(0, HEADER_SEARCH_ROWS);
}

/** All rows after the header, in batches of one chunk's worth. */
export async function* readDelimited(
  file: Delimited,
  layout: Layout,
  warnings: Warnings,
  options: StreamOptions,
): AsyncGenerator<Read[], void> {
  const decoder = new StrictDecoder(file.encoding, file.source.fileName, file.bomBytes);
  const splitter = new RowSplitter(file.delimiter, file.source.limits);
  const table = new TableRows({
    sheet: null,
    layout,
    warnings,
    badOffsets: decoder.badOffsets,
    encoding: file.encoding,
    shortRowsAreFine: false,
  });
  // A suspect character stays pending with its row, so the next batch is checked too.
  let suspectBefore = false;
  for await (const { text, final } of readText(file.source, file.bomBytes, decoder, options)) {
    const suspectNow = SUSPECT.test(text);
    const rows = splitter.push(text, final);
    suspectBefore ||= suspectNow;
    if (rows.length === 0) continue;
    const batch = table.convert(rows, suspectBefore);
    suspectBefore = suspectNow;
    if (batch.length > 0) yield batch;
  }
  if (splitter.lineEnds.size > 1)
    warnings.add(
      `The file mixes line ends (${[...splitter.lineEnds].join(', ')}); each was read as the end of a row.`,
    );
  if (splitter.strayQuoteCount > 0)
    warnings.add(
      `${splitter.strayQuoteCount} quotation marks inside cells were not doubled; they were read as they stand.`,
    );
}
