/** Workbooks of the demo, made by ExcelJS. The same cells give the same bytes: every date in them is the demo's. */
import ExcelJS from 'exceljs';
import { DEMO_AS_OF } from './frame.ts';

export type SheetCell = string | number | null;
interface Sheet {
  name: string;
  rows: readonly (readonly SheetCell[])[];
}

/** The bytes of a workbook with the given sheets, in order. */
export async function workbook(sheets: readonly Sheet[]): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  book.created = new Date(DEMO_AS_OF);
  book.modified = new Date(DEMO_AS_OF);
  for (const { name, rows } of sheets)
    book.addWorksheet(name).addRows(rows.map((row) => row.map((cell) => (cell === '' ? null : cell))));
  return undated(Buffer.from(await book.xlsx.writeBuffer()));
}

/**
 * ExcelJS stamps the entries of the archive with the present time and has no option for it. This puts 1 January 1980,
 * the first day of the format, into every entry of the directory (time and day at byte 12) and its local header (at 10).
 */
function undated(zip: Buffer): Buffer {
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    zip.writeUInt32LE(0x0021_0000, at + 12);
    zip.writeUInt32LE(0x0021_0000, zip.readUInt32LE(at + 42) + 10);
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return zip;
}
