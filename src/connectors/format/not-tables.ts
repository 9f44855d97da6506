/** Files that are not tables, told by their first bytes, whatever their name ends in. */

import { refused } from '#basis/error.ts';
import { type Told, told } from '#basis/told.ts';

const PICTURE = told`Pictures are not tables; ask for the data as CSV or XLSX.`;
const UNPACK = told`Unpack it and import the files in it.`;

const SIGNATURES: [name: Told, signature: number[], fix: Told][] = [
  [
    told`an old Excel or password-protected file`,
    [0xd0, 0xcf, 0x11, 0xe0],
    told`Open it in a spreadsheet program and save it as .xlsx without a password.`,
  ],
  [told`a PDF`, [0x25, 0x50, 0x44, 0x46], told`Ask for the table as CSV or XLSX.`],
  [told`a PNG picture`, [0x89, 0x50, 0x4e, 0x47], PICTURE],
  [told`a JPEG picture`, [0xff, 0xd8, 0xff], PICTURE],
  [told`a GIF picture`, [0x47, 0x49, 0x46, 0x38], PICTURE],
  [told`a RAR archive`, [0x52, 0x61, 0x72, 0x21], UNPACK],
  [told`a 7-Zip archive`, [0x37, 0x7a, 0xbc, 0xaf], UNPACK],
  [told`a bzip2 archive`, [0x42, 0x5a, 0x68], UNPACK],
  [told`an xz archive`, [0xfd, 0x37, 0x7a, 0x58, 0x5a], UNPACK],
  [told`a zstd archive`, [0x28, 0xb5, 0x2f, 0xfd], UNPACK],
  [told`gzip inside gzip`, [0x1f, 0x8b], told`Unpack it once and import the result.`],
  [
    told`a SQLite database`,
    [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65],
    told`Export its tables as CSV and import those.`,
  ],
];

const MARKUP = /^\uFEFF?\s*<(?:!doctype|!--|\?xml|html|head|body|table|script|workbook)\b/i;

/** @throws TouchstoneError `not-a-table` */
export function refuseForeign(bytes: Buffer, fileName: string): void {
  for (const [name, signature, fix] of SIGNATURES)
    if (signature.every((b, i) => bytes[i] === b))
      throw refused('not-a-table', `${fileName} cannot be read: it is ${name}.`, { file: fileName }, fix);
  if (MARKUP.test(bytes.toString('utf8', 0, 512)))
    throw refused(
      'not-a-table',
      `${fileName} is a web page or XML, not a table.`,
      { file: fileName },
      'Some sites save a web page under the name .xls: open it in a spreadsheet program and save it as .xlsx.',
    );
}
