import { refused } from '#basis/error.ts';
import { type Delimited, firstRows, guessDelimiter, readDelimited } from './delimited.ts';
import { findLayout } from './headers.ts';
import { jsonLayout, readJson } from './json.ts';
import type { FileTable, OpenedContent } from './open.ts';
import type { Warnings } from './problem.ts';
import { sniffText, textKind } from './sniff.ts';
import type { Source } from './source.ts';

/** Opens CSV, TSV, JSON or NDJSON. */
export async function openText(source: Source, warnings: Warnings): Promise<OpenedContent> {
  const { fileName, limits } = source;
  const place = { file: fileName };
  const { text, whole, encoding, bomBytes, warning } = await sniffText(source);
  if (warning) warnings.add(warning);
  if (text.trim() === '')
    throw refused('empty', `${fileName} holds no text`, place, 'Export the file again.');
  if (textKind(text, fileName) === 'json') {
    const layout = jsonLayout(text, whole);
    if (/^\s*\[\s*\]\s*$/.test(text))
      throw refused('no-rows', `${fileName} is an empty list`, place, 'Export the file again.');
    const table: FileTable = { sheet: null, shape: 'json', headers: [], headerRow: 0 };
    return {
      format: layout,
      delimiter: null,
      encoding,
      tables: [table],
      read: (_, options) => readJson({ source, encoding, bomBytes, layout }, warnings, options),
    };
  }
  const file: Delimited = { source, encoding, bomBytes, delimiter: guessDelimiter(text, limits) };
  const rows = await firstRows(file);
  const layout = findLayout(rows, fileName, null, limits.maxColumns, false);
  for (const line of layout.warnings) warnings.add(line);
  if (
    !rows.some(
      (row) => row.row > layout.headerRow && (row.problem || row.cells.some((cell) => cell.trim() !== '')),
    )
  ) {
    throw refused(
      'no-rows',
      `${fileName} has a header and no rows`,
      { ...place, row: layout.headerRow },
      'Export the file again with its rows.',
    );
  }
  const table: FileTable = {
    sheet: null,
    shape: 'table',
    headers: layout.headers,
    headerRow: layout.headerRow,
  };
  return {
    format: file.delimiter === '\t' ? 'tsv' : 'csv',
    delimiter: file.delimiter,
    encoding,
    tables: [table],
    read: (_, options) => readDelimited(file, layout, warnings, options),
  };
}
