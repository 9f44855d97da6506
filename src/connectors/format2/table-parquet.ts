import { refused } from '#basis/error.ts';
import type { Layout } from './headers.ts';
import type { OpenedContent } from './open.ts';
import { parquetHeaders, readParquetRows } from './parquet.ts';
import type { Read, Warnings } from './problem.ts';
import type { Source, StreamOptions } from './source.ts';
import { TableRows } from './table-rows.ts';

async function* readTable(
  source: Source,
  layout: Layout,
  warnings: Warnings,
  options: StreamOptions,
): AsyncGenerator<Read[], void> {
  const table = new TableRows({
    sheet: null,
    layout,
    warnings,
    badOffsets: [],
    encoding: 'UTF-8',
    shortRowsAreFine: true,
  });
  const { maxCellChars } = source.limits;
  for await (const rows of readParquetRows(source, options)) {
    for (const row of rows) {
      const column = row.cells.findIndex((cell) => cell.length > maxCellChars);
      if (column >= 0) {
        row.problem = {
          column,
          value: row.cells[column] as string,
          reason: `The cell has more than ${maxCellChars} characters`,
          fix: 'Leave the column out of the export.',
        };
      }
    }
    const out = table.convert(rows, true);
    if (out.length > 0) yield out;
  }
}

/** Opens a Parquet file as one table of text; rows count from 1, since there is no header row. */
export async function openParquet(source: Source, warnings: Warnings): Promise<OpenedContent> {
  const headers = await parquetHeaders(source);
  if (headers.length > source.limits.maxColumns) {
    throw refused(
      'too-many-columns',
      `${source.fileName} has ${headers.length} columns`,
      { file: source.fileName },
      'Leave columns out of the export.',
    );
  }
  const layout: Layout = { headers, headerRow: 0, warnings: [] };
  return {
    format: 'parquet',
    encoding: null,
    delimiter: null,
    tables: [{ sheet: null, shape: 'table', headers, headerRow: 0 }],
    read: (_, options) => readTable(source, layout, warnings, options),
  };
}
