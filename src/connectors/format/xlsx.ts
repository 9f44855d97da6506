/** Workbooks as rows of text, sheet after sheet, through exceljs's streaming reader. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import ExcelJS from 'exceljs';
import { messageOf, refused } from '#basis/error.ts';
import type { Limits } from './limits.ts';

export interface SheetLine {
  sheet: string;
  hidden: boolean;
  row: number;
  cells: string[];
  /** Cells whose number has more digits than a spreadsheet keeps. */
  rounded: boolean;
  formula: boolean;
}

/** Sizes of the parts, from the archive's directory, before anything is unpacked. */
export async function checkArchive(
  path: string,
  fileName: string,
  byteCount: number,
  limits: Limits,
): Promise<void> {
  const file = await open(path, 'r');
  const damaged = (why: string) =>
    refused(
      'bad-xlsx',
      `${fileName} is a damaged or incomplete workbook: ${why}.`,
      { file: fileName },
      'Open it in a spreadsheet program and save it again.',
    );
  try {
    const tailSize = Math.min(byteCount, 66_000);
    const tail = Buffer.alloc(tailSize);
    await file.read(tail, 0, tailSize, byteCount - tailSize);
    const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
    if (end < 0 || end + 20 > tail.length) throw damaged('its archive directory is missing');
    const size = tail.readUInt32LE(end + 12);
    const at = tail.readUInt32LE(end + 16);
    if (at + size > byteCount) throw damaged('its archive directory points outside the file');
    const directory = Buffer.alloc(size);
    await file.read(directory, 0, size, at);
    let unpacked = 0;
    const names: string[] = [];
    for (let i = 0; i + 46 <= directory.length && directory.readUInt32LE(i) === 0x02014b50; ) {
      unpacked += directory.readUInt32LE(i + 24);
      const nameLength = directory.readUInt16LE(i + 28);
      names.push(directory.toString('utf8', i + 46, i + 46 + nameLength));
      i += 46 + nameLength + directory.readUInt16LE(i + 30) + directory.readUInt16LE(i + 32);
    }
    if (!names.includes('xl/workbook.xml'))
      throw refused(
        'not-a-workbook',
        `${fileName} is a ZIP archive without a workbook.`,
        { file: fileName },
        'Unpack it and import the files in it.',
      );
    if (unpacked > limits.maxBytes || (unpacked > limits.ratioFrom && unpacked / byteCount > limits.maxRatio))
      throw refused(
        'too-large',
        `${fileName} unpacks to ${Math.round(unpacked / 2 ** 20)} MiB from ${Math.round(byteCount / 1024)} KiB; it is taken for a zip bomb.`,
        { file: fileName },
        'If the file is genuine, save it as CSV and import that.',
      );
  } finally {
    await file.close();
  }
}

const two = (n: number) => String(n).padStart(2, '0');
function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return '';
  const day = `${date.getUTCFullYear()}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
  const time = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
  return time === '00:00:00' ? day : `${day} ${time}`;
}

/** A number as its cell shows its kind: shares under a % format get the sign; ids keep their digits. */
function numberText(value: number, format: string | undefined): string {
  if (format && /%/.test(format)) return `${Number((value * 100).toPrecision(12))}%`;
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return BigInt(value).toString();
  return String(value);
}

function cellText(value: ExcelJS.CellValue, format: string | undefined): { text: string; formula?: boolean } {
  if (value === null || value === undefined) return { text: '' };
  if (typeof value === 'number') return { text: numberText(value, format) };
  if (typeof value === 'string') return { text: value };
  if (typeof value === 'boolean') return { text: value ? 'TRUE' : 'FALSE' };
  if (value instanceof Date) return { text: dateText(value) };
  if ('richText' in value) return { text: value.richText.map((r) => r.text).join('') };
  if ('hyperlink' in value)
    return { text: typeof value.text === 'string' && value.text !== '' ? value.text : value.hyperlink };
  if ('error' in value) return { text: value.error };
  if ('result' in value)
    return { text: cellText(value.result as ExcelJS.CellValue, format).text, formula: true };
  if ('formula' in value || 'sharedFormula' in value) return { text: '', formula: true };
  return { text: JSON.stringify(value) };
}

/** All non-empty rows of all sheets. A workbook is read once, in file order. */
export async function* readXlsx(
  path: string,
  fileName: string,
  limits: Limits,
  onRead: (bytes: number) => void = () => {},
): AsyncGenerator<SheetLine[]> {
  const disk = createReadStream(path);
  let taken = 0;
  disk.on('data', (chunk) => {
    taken += chunk.length;
    onRead(taken);
  });
  const reader = new ExcelJS.stream.xlsx.WorkbookReader(disk, {
    worksheets: 'emit',
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
    entries: 'ignore',
  });
  let batch: SheetLine[] = [];
  try {
    for await (const sheet of reader) {
      // The streaming reader's types leave out name and state, which it sets.
      const named = sheet as unknown as { name?: string; state?: string; id: number };
      const name = named.name ?? `Sheet${named.id}`;
      for await (const row of sheet) {
        const cells: string[] = [];
        let rounded = false;
        let formula = false;
        row.eachCell({ includeEmpty: false }, (cell, column) => {
          if (column > limits.maxColumns) return;
          while (cells.length < column - 1) cells.push('');
          const read = cellText(cell.value, cell.numFmt);
          formula ||= read.formula === true;
          rounded ||= typeof cell.value === 'number' && Math.abs(cell.value) >= 1e15;
          cells.push(read.text.length > limits.maxCell ? read.text.slice(0, limits.maxCell) : read.text);
        });
        if (cells.some((c) => c !== ''))
          batch.push({
            sheet: name,
            hidden: named.state === 'hidden' || named.state === 'veryHidden',
            row: row.number,
            cells,
            rounded,
            formula,
          });
        if (batch.length === 500) {
          yield batch;
          batch = [];
        }
      }
    }
  } catch (error) {
    throw refused(
      'bad-xlsx',
      `${fileName} cannot be read as a workbook: ${messageOf(error)}`,
      { file: fileName },
      'Open it in a spreadsheet program and save it again.',
    );
  } finally {
    disk.destroy();
  }
  if (batch.length > 0) yield batch;
}
