/** Reads a quote book: one row a price asked, or a question for one where the price is blank. */
import { refused } from '#basis/error.ts';
import { platformNamed } from '#basis/platform.ts';
import { flattenRecord } from '#connectors/flatten-json.ts';
import { openFile } from '#connectors/format/open.ts';
import { headerFactor, isNothing, parseQuantity } from '#connectors/values.ts';
import type { Quote } from '#domain/assets/rates/measures/quote-design.ts';
import { formatWord, headersOf, type QuoteColumn, quoteColumn, tierWord } from './quote-columns.ts';

export interface QuoteRow extends Quote {
  /** As the user's program counts it. */
  row: number;
  /** The name in the file; null where it has none. */
  name: string | null;
}
export interface QuoteFile {
  fileName: string;
  digest: string;
  rows: QuoteRow[];
  columns: Partial<Record<QuoteColumn, string>>;
  /** Columns nothing was made of. */
  unused: string[];
  currency: string | null;
}

type Cells = Readonly<Record<string, string>>;

/** @throws refused with file, row, column and value for a cell that cannot be what its column says */
export async function readQuotes(path: string): Promise<QuoteFile> {
  const file = await openFile(path);
  const { fileName } = file;
  const read: { row: number; cells: Cells }[] = [];
  for await (const batch of file.records(file.tables[0]?.sheet ?? null))
    for (const record of batch) {
      if ('problem' in record)
        throw refused(
          'bad-row',
          `${fileName}, row ${record.row}: ${record.reason}`,
          { file: fileName, row: record.row, column: record.column, value: record.value },
          'Correct the row or take it out.',
        );
      read.push({ row: record.row, cells: flattenRecord(record) });
    }
  const headers = [...new Set(read.flatMap((r) => Object.keys(r.cells)))];
  const columns: QuoteFile['columns'] = {};
  for (const header of headers) {
    const column = quoteColumn(header);
    if (column && columns[column] === undefined) columns[column] = header;
  }
  const absent = (column: QuoteColumn, words: string) =>
    refused(
      'no-column',
      `${fileName} has no column of ${words}.`,
      { file: fileName, column: headers.join(', ') },
      `Name it one of: ${headersOf(column)}.`,
    );
  if (columns.price === undefined) throw absent('price', 'prices');
  if (columns.followers === undefined && columns.tier === undefined)
    throw absent('followers', 'followers, nor of tiers');
  const used = new Set(Object.values(columns));
  let currency: string | null = null;
  const rows = read.map(({ row, cells }): QuoteRow => {
    const bad = (column: QuoteColumn, value: string, why: string) =>
      refused(
        'bad-cell',
        `${fileName}, row ${row}, column ${columns[column]}: “${value}” ${why}.`,
        { file: fileName, row, column: columns[column] ?? column, value },
        'Correct the cell, or empty it.',
      );
    const text = (column: QuoteColumn): string | null => {
      const cell = columns[column] === undefined ? undefined : cells[columns[column]];
      return cell === undefined || isNothing(cell) ? null : cell.trim();
    };
    const number = (column: QuoteColumn, least: number): number | null => {
      const cell = text(column);
      if (cell === null) return null;
      const parsed = parseQuantity(cell, headerFactor(columns[column] ?? ''));
      if ('nothing' in parsed) return null;
      if ('unreadable' in parsed) throw bad(column, cell, parsed.unreadable);
      const { value } = parsed.ok.quantity;
      if (value === null) throw bad(column, cell, 'is a range or a bound, not one number');
      if (value < least || (column === 'price' && value === 0)) throw bad(column, cell, 'is too small');
      if (column === 'price') sameCurrency(parsed.ok.currency ?? null, cell);
      return value;
    };
    const sameCurrency = (code: string | null, cell: string) => {
      if (code !== null && currency !== null && code !== currency)
        throw bad('price', cell, `is in ${code}, other rows are in ${currency}`);
      currency = code ?? currency;
    };
    const stated = text('currency');
    if (stated !== null) sameCurrency(stated.toUpperCase(), stated);
    const platform = text('platform');
    const name = text('kol');
    return {
      row,
      name,
      kol: name === null ? `row ${row}` : `${platform ?? ''} ${name}`,
      platform: platform === null ? 'unstated' : (platformNamed(platform) ?? platform.toLowerCase()),
      format: formatWord(text('format') ?? 'unstated'),
      category: text('category')?.toLowerCase() ?? null,
      tier: text('tier') === null ? null : tierWord(text('tier') ?? ''),
      followers: number('followers', 0),
      engagement: number('engagement', 0),
      price: number('price', 0),
    };
  });
  return {
    fileName,
    digest: file.digest,
    rows,
    columns,
    unused: headers.filter((h) => !used.has(h)),
    currency,
  };
}
