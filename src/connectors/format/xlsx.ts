/** Sheets of a workbook as tables of text, read row by row. Metadata is read once, a sheet's rows when asked for. */

import { type Told, told } from '#basis/told.ts';
import { type Archive, damagedXlsx, openArchive } from './archive.ts';
import { findHeader, HEADER_LINES } from './header.ts';
import type { Limits } from './limits.ts';
import { type FileContext, recordOf, type Table } from './table.ts';
import { readWorkbook, type Sheet, type Workbook } from './workbook.ts';
import { type FormatKind, isRounded, numberText, unescapeText } from './xlsx-values.ts';
import { BadXml, parseXml } from './xml-events.ts';

interface SheetLine {
  row: number;
  cells: string[];
  /** A number with more digits than a spreadsheet keeps. */
  rounded: boolean;
  formula: boolean;
}

/** Rows looked at for what is said about the whole sheet. */
const LOOK_AT = 1000;
const MAX_ROW = 10_000_000;

/** `BC12` → 54, the column's index from 0; -1 when it is no reference. */
function columnOf(reference: string): number {
  let n = 0;
  for (let i = 0; i < reference.length; i++) {
    const c = reference.charCodeAt(i) & ~32;
    if (c < 65 || c > 90) break;
    n = n * 26 + (c - 64);
  }
  return n - 1;
}

interface OpenCell {
  column: number;
  type: string;
  kind: FormatKind;
  text: string;
  formula: boolean;
}

function cellText(cell: OpenCell, workbook: Workbook): string {
  switch (cell.type) {
    case 's':
      return workbook.shared[Number(cell.text)] ?? '';
    case 'b':
      return cell.text.trim() === '' ? '' : cell.text.trim() === '0' ? 'FALSE' : 'TRUE';
    case 'str':
    case 'inlineStr':
      return unescapeText(cell.text);
    case 'd':
      return cell.text.replace(/T00:00:00(?:\.0+)?Z?$/, '').replace('T', ' ');
    case 'e':
      return cell.text;
    default:
      return numberText(cell.text, cell.kind, workbook.is1904);
  }
}

/** All rows of a sheet that hold something. */
async function* readSheet(
  archive: Archive,
  workbook: Workbook,
  sheet: Sheet,
  limits: Limits,
  onRead?: (bytes: number) => void,
): AsyncGenerator<SheetLine[]> {
  let lines: SheetLine[] = [];
  let line: SheetLine | null = null;
  let cell: OpenCell | null = null;
  let taking = false;
  let inPhonetic = false;
  let row = 0;
  const startRow = (r: string | undefined) => {
    row = r === undefined ? row + 1 : Number(r);
    if (!(Number.isInteger(row) && row > 0 && row <= MAX_ROW))
      throw new BadXml(`it has a row numbered “${r}”`);
    line = { row, cells: [], rounded: false, formula: false };
  };
  const startCell = (a: Record<string, string>, into: SheetLine) => {
    const column = a['r'] === undefined ? into.cells.length : columnOf(a['r']);
    if (column < 0 || column >= limits.maxColumns)
      throw new BadXml(`row ${row} has a cell at “${a['r']?.slice(0, 20)}”`);
    const kind = workbook.kinds[Number(a['s'] ?? 0)] ?? 'number';
    cell = { column, type: a['t'] ?? 'n', kind, text: '', formula: false };
  };
  const endCell = (ended: OpenCell, into: SheetLine) => {
    const text = cellText(ended, workbook);
    while (into.cells.length < ended.column) into.cells.push('');
    into.cells[ended.column] = text;
    into.formula ||= ended.formula;
    into.rounded ||= ended.type === 'n' && isRounded(text);
  };
  const pieces = parseXml(archive.read(sheet.part, onRead), {
    open(name, a) {
      if (name === 'row') startRow(a['r']);
      else if (name === 'c' && line) startCell(a, line);
      else if (name === 'rPh') inPhonetic = true;
      else if (name === 'f' && cell) cell.formula = true;
      else if (cell && (name === 'v' || (name === 't' && !inPhonetic))) taking = true;
    },
    text(text) {
      if (taking && cell) cell.text += text;
    },
    close(name) {
      if (name === 'v' || name === 't') taking = false;
      else if (name === 'rPh') inPhonetic = false;
      else if (name === 'c' && cell && line) {
        endCell(cell, line);
        cell = null;
      } else if (name === 'row' && line) {
        if (line.cells.some((c) => c !== '')) lines.push(line);
        line = null;
      }
    },
  });
  for await (const _ of pieces) {
    if (lines.length === 0) continue;
    yield lines;
    lines = [];
  }
}

/** Says of damaged XML which file and sheet it is in. */
async function* blamed<T>(fileName: string, sheet: string, source: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    yield* source;
  } catch (error) {
    throw error instanceof BadXml ? damagedXlsx(fileName, told`sheet “${sheet}”: ${error.message}`) : error;
  }
}

/**
 * The sheets that hold something, as tables.
 * @throws TouchstoneError `bad-xlsx`, `not-a-workbook`, `encrypted`, `too-large`, `file-too-dense`
 */
export async function xlsxTables({ path, fileName, limits, head }: FileContext): Promise<Table[]> {
  const archive = await openArchive(path, fileName, head.byteCount, limits);
  const workbook = await readWorkbook(archive, fileName, limits).catch((error: unknown) => {
    throw error instanceof BadXml ? damagedXlsx(fileName, error.message) : error;
  });
  const tables: Table[] = [];
  for (const sheet of workbook.sheets) {
    const rows = (onRead?: (bytes: number) => void) =>
      blamed(fileName, sheet.name, readSheet(archive, workbook, sheet, limits, onRead));
    const lines: SheetLine[] = [];
    for await (const batch of rows()) {
      for (const line of batch) if (lines.length < LOOK_AT) lines.push(line);
      if (lines.length >= LOOK_AT) break;
    }
    const header = findHeader(lines.slice(0, HEADER_LINES).map((l) => l.cells));
    if (!header) continue;
    const headerRow = lines[header.at]?.row ?? 1;
    tables.push({
      sheet: sheet.name,
      shape: 'table',
      headers: header.names,
      headerRow,
      warnings: [...header.warnings, ...warningsOf(sheet, lines)],
      async *read(onProgress) {
        for await (const batch of rows(onProgress)) {
          const records = batch
            .filter((l) => l.row > headerRow)
            .map((l) => recordOf(header.names, sheet.name, l.row, l.cells, limits));
          if (records.length > 0) yield records;
        }
      },
    });
  }
  return tables;
}

const warningsOf = (sheet: Sheet, lines: readonly SheetLine[]): Told[] => [
  ...(sheet.hidden ? [told`the sheet is hidden; it was read`] : []),
  ...(lines.some((l) => l.rounded)
    ? [
        told`numbers of 16 and more digits were rounded by the spreadsheet; ids among them may be wrong. Export ids as text`,
      ]
    : []),
  ...(lines.some((l) => l.formula) ? [told`cells with formulas are read by their last computed value`] : []),
];
