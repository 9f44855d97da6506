/** Plain writers of zip archives and workbooks that can also write wrong ones. The same parts give the same bytes. */
import { crc32, deflateRawSync } from 'node:zlib';

/** A zip archive of the given parts, deflated. */
export function zipOf(parts: Readonly<Record<string, string | Uint8Array>>): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(parts)) {
    const bytes = Buffer.from(content as string);
    const packed = deflateRawSync(bytes);
    const title = Buffer.from(name);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(bytes), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(bytes.length, 18);
    fields.writeUInt16LE(title.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, title, packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00'), fields, place, title);
    locals.push(local);
    offset += local.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  const count = Object.keys(parts).length;
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, list, end]);
}

/** The parts of a workbook whose only sheet has this XML between <sheetData> and </sheetData>, and this after it. */
export function workbookParts(
  rows: string,
  more: { after?: string; strings?: string; formats?: string; date1904?: boolean } = {},
): Record<string, string> {
  const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const parts: Record<string, string> = {
    'xl/workbook.xml': `<workbook xmlns:r="${relation}"><workbookPr${more.date1904 ? ' date1904="1"' : ''}/><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="r1" Type="${relation}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rows}</sheetData>${more.after ?? ''}</worksheet>`,
  };
  if (more.strings !== undefined) parts['xl/sharedStrings.xml'] = `<sst>${more.strings}</sst>`;
  if (more.formats !== undefined) parts['xl/styles.xml'] = `<styleSheet>${more.formats}</styleSheet>`;
  return parts;
}
