import { refused } from '#basis/error.ts';
import { findLayout, HEADER_SEARCH_ROWS, type Layout } from './headers.ts';
import type { FileTable, OpenedContent } from './open.ts';
import type { Read, Warnings } from './problem.ts';
import { Warnings as QuietWarnings } from './problem.ts';
import type { RawRow } from './row-splitter.ts';
import type { Source, StreamOptions } from './source.ts';
import { TableRows } from './table-rows.ts';
import { readSheetRows } from './xlsx-sheet.ts';
import { readWorkbook, type SheetPart, type Workbook } from './xlsx-workbook.ts';
import { listZip, type ZipEntry } from './zip.ts';

/** Refuses zip archives that are no workbook, saying what they are. */
function checkArchive(entries: Map<string, ZipEntry>, fileName: string): void {
  if (entries.has('xl/workbook.xml')) return;
  const is = (what: string, fix: string) =>
    refused('not-a-workbook', `${fileName} is ${what}`, { file: fileName }, fix);
  const names = [...entries.keys()];
  if (entries.has('xl/workbook.bin'))
    throw is('a binary workbook (.xlsb)', 'Open it in Excel and save it as .xlsx.');
  if (entries.has('word/document.xml')) throw is('a Word document', 'Export the table as XLSX or CSV.');
  if (entries.has('ppt/presentation.xml')) throw is('a presentation', 'Export the table as XLSX or CSV.');
  if (entries.has('content.xml') && entries.has('mimetype'))
    throw is('an OpenDocument file (.ods)', 'Save it as .xlsx.');
  if (names.some((name) => name.startsWith('Index/') && name.endsWith('.iwa')))
    throw is('a Numbers file', 'Export it as .xlsx.');
  throw is(
    `a zip archive of ${entries.size} files, not a workbook`,
    'Unpack it and import the files inside.',
  );
}

async function firstSheetRows(book: Workbook, part: SheetPart): Promise<RawRow[]> {
  const rows: RawRow[] = [];
  for await (const batch of readSheetRows(book, part, new QuietWarnings(), {})) {
    for (const row of batch) if (rows.length <= HEADER_SEARCH_ROWS) rows.push(row);
    if (rows.length > HEADER_SEARCH_ROWS) break;
  }
  return rows;
}

async function* readSheet(
  book: Workbook,
  part: SheetPart,
  layout: Layout,
  warnings: Warnings,
  options: StreamOptions,
): AsyncGenerator<Read[], void> {
  const rows = new TableRows({
    sheet: part.name,
    layout,
    warnings,
    badOffsets: [],
    encoding: 'UTF-8',
    shortRowsAreFine: true,
  });
  for await (const batch of readSheetRows(book, part, warnings, options, layout.headerRow)) {
    const out = rows.convert(batch, true);
    if (out.length > 0) yield out;
  }
}

/** Opens an XLSX workbook: every sheet with rows is a table, hidden ones too. */
export async function openWorkbook(source: Source, warnings: Warnings): Promise<OpenedContent> {
  const { path, fileName, limits } = source;
  const entries = await listZip(path, fileName);
  checkArchive(entries, fileName);
  const book = await readWorkbook(path, fileName, entries, limits);
  const sheets = new Map<string, { part: SheetPart; layout: Layout }>();
  const tables: FileTable[] = [];
  let firstHeaderOnly: string | null = null;
  for (const part of book.sheets) {
    const rows = await firstSheetRows(book, part);
    if (!rows.some((row) => row.cells.length > 0)) continue;
    const layout = findLayout(rows, fileName, part.name, limits.maxColumns, true);
    if (!rows.some((row) => row.row > layout.headerRow && row.cells.length > 0)) {
      warnings.add(`Sheet “${part.name}” has a header and no rows; it is left out.`);
      firstHeaderOnly ??= part.name;
      continue;
    }
    if (part.hidden) warnings.add(`Sheet “${part.name}” is hidden in the workbook; it is read too.`);
    for (const line of layout.warnings) warnings.add(`Sheet “${part.name}”: ${line}`);
    sheets.set(part.name, { part, layout });
    tables.push({ sheet: part.name, shape: 'table', headers: layout.headers, headerRow: layout.headerRow });
  }
  if (tables.length === 0) {
    const place = firstHeaderOnly === null ? { file: fileName } : { file: fileName, sheet: firstHeaderOnly };
    throw refused(
      'no-rows',
      `${fileName} has no sheet with rows`,
      place,
      'Export the file again with its rows.',
    );
  }
  return {
    format: 'xlsx',
    encoding: null,
    delimiter: null,
    tables,
    read(table, options) {
      const sheet = sheets.get(table.sheet ?? '') as { part: SheetPart; layout: Layout };
      return readSheet(book, sheet.part, sheet.layout, warnings, options);
    },
  };
}
