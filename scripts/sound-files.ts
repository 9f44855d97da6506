/** Sound little files to be damaged: the same table of bloggers as CSV, XLSX and Parquet, and statuses as JSON. */

import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Rng } from '#basis/rng.ts';

export const HEADERS = [
  '达人昵称',
  '达人ID',
  '粉丝数',
  '阅读中位数',
  '互动中位数',
  '点赞中位数',
  '爆文率',
  '预估报价',
  'CPE',
  '健康等级',
];
const FIRST = ['青禾', '山茶', '云朵', '小满', '橘子', '听雨', '麦田', '北岛'];
const LAST = ['的小厨房', '记事', '爱生活', '周末', '带你看', '的书桌'];

export function bloggerRows(r: Rng, count: number): string[][] {
  return Array.from({ length: count }, (_, i) => [
    `${r.pick(FIRST)}${r.pick(LAST)}${i}`,
    `dm${r.int(10_000, 99_999)}${String(i).padStart(4, '0')}`,
    r.chance(0.3) ? `${r.int(1, 300)}.${r.int(0, 9)}万` : String(r.int(800, 900_000)),
    String(r.int(100, 90_000)),
    String(r.int(10, 9000)),
    String(r.int(5, 8000)),
    `${r.int(0, 40)}.${r.int(0, 9)}%`,
    r.chance(0.2) ? '-' : String(r.int(200, 60_000)),
    `${r.int(1, 20)}.${r.int(0, 9)}`,
    r.pick(['优秀', '良好', '一般']),
  ]);
}

const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
export const csvText = (rows: readonly (readonly string[])[], end = '\n'): string =>
  rows.map((r) => r.map(cell).join(',') + end).join('');
export const bloggerCsv = (r: Rng, count: number): string => csvText([HEADERS, ...bloggerRows(r, count)]);

export const statuses = (r: Rng, count: number): Record<string, unknown>[] =>
  Array.from({ length: count }, (_, i) => {
    const user = r.int(1_000_000_000, 1_999_999_999);
    const id = `49${r.int(10_000_000, 99_999_999)}${String(i).padStart(6, '0')}`;
    return {
      created_at: 'Wed Aug 09 15:00:00 +0800 2023',
      id: Number(id),
      idstr: id,
      mid: id,
      mblogid: `N${id.slice(-8)}`,
      user: {
        id: user,
        idstr: String(user),
        screen_name: `${r.pick(FIRST)}${i}`,
        followers_count: r.int(100, 90_000),
      },
      text_raw: `今天试了新配方 ${i}`,
      source: '微博网页版',
      reposts_count: r.int(0, 500),
      comments_count: r.int(0, 500),
      attitudes_count: r.int(0, 9000),
    };
  });
export const ndjson = (records: readonly unknown[]): string =>
  records.map((x) => `${JSON.stringify(x)}\n`).join('');

export interface ZipPart {
  name: string;
  bytes: Buffer;
  /** Sizes that the directory claims, where they are not true. */
  claims?: number;
}

/** A ZIP archive of the parts, written plainly so that it can be wrong on purpose. */
export function zip(parts: readonly ZipPart[]): Buffer {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, bytes, claims } of parts) {
    const packed = deflateRawSync(bytes, { level: 6 });
    const nameBytes = Buffer.from(name);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x0800, 2);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt16LE(33, 8);
    fields.writeUInt32LE(crc32(bytes), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(claims ?? bytes.length, 18);
    fields.writeUInt16LE(nameBytes.length, 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), fields, nameBytes, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    directory.push(Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), fields, tail, nameBytes);
    pieces.push(local);
    at += local.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(listing.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...pieces, listing, Buffer.from('PK\u0005\u0006'), end]);
}

const xml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** One cell: text, a number, or raw XML of what stands inside `<c>` with its attributes. */
export type XlsxCell = string | number | { attributes: string; inner: string } | null;

export const sheetXml = (rows: readonly (readonly XlsxCell[])[], after = ''): string =>
  `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows
    .map(
      (cells, i) =>
        `<row r="${i + 1}">${cells
          .map((c) =>
            c === null
              ? '<c/>'
              : typeof c === 'number'
                ? `<c><v>${c}</v></c>`
                : typeof c === 'string'
                  ? `<c t="inlineStr"><is><t xml:space="preserve">${xml(c)}</t></is></c>`
                  : `<c ${c.attributes}>${c.inner}</c>`,
          )
          .join('')}</row>`,
    )
    .join('')}</sheetData>${after}</worksheet>`;

export interface SheetPart {
  name: string;
  xml: string;
  state?: 'hidden';
}

/** The parts of a workbook with number formats 0 general, 1 date, 2 percent, 3 duration. */
export function workbookParts(sheets: readonly SheetPart[], shared?: string): ZipPart[] {
  const head = '<?xml version="1.0" encoding="UTF-8"?>';
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const rel = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const relation = (id: string, kind: string, target: string) =>
    `<Relationship Id="${id}" Type="${rel}/${kind}" Target="${target}"/>`;
  const rels = (inner: string) =>
    `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inner}</Relationships>`;
  const part = (name: string, text: string): ZipPart => ({ name, bytes: Buffer.from(text) });
  return [
    part('_rels/.rels', rels(relation('r1', 'officeDocument', 'xl/workbook.xml'))),
    part(
      'xl/workbook.xml',
      `${head}<workbook xmlns="${main}" xmlns:r="${rel}"><sheets>${sheets
        .map(
          (s, i) =>
            `<sheet name="${xml(s.name)}" sheetId="${i + 1}" r:id="s${i}"${s.state ? ` state="${s.state}"` : ''}/>`,
        )
        .join('')}</sheets></workbook>`,
    ),
    part(
      'xl/_rels/workbook.xml.rels',
      rels(
        sheets.map((_, i) => relation(`s${i}`, 'worksheet', `worksheets/sheet${i + 1}.xml`)).join('') +
          relation('st', 'styles', 'styles.xml') +
          (shared === undefined ? '' : relation('ss', 'sharedStrings', 'sharedStrings.xml')),
      ),
    ),
    part(
      'xl/styles.xml',
      `${head}<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="165" formatCode="[h]:mm:ss"/></numFmts><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="10"/><xf numFmtId="165"/></cellXfs></styleSheet>`,
    ),
    ...(shared === undefined
      ? []
      : [part('xl/sharedStrings.xml', `${head}<sst xmlns="${main}">${shared}</sst>`)]),
    ...sheets.map((s, i) => part(`xl/worksheets/sheet${i + 1}.xml`, s.xml)),
  ];
}

export const workbook = (sheets: readonly SheetPart[], shared?: string): Buffer =>
  zip(workbookParts(sheets, shared));
export const bloggerXlsx = (r: Rng, count: number): Buffer =>
  workbook([{ name: '达人', xml: sheetXml([HEADERS, ...bloggerRows(r, count)]) }]);

/** The bloggers as Parquet, through the engine. */
export async function bloggerParquet(r: Rng, count: number): Promise<Buffer> {
  const path = join(tmpdir(), `sound-${process.pid}-${Date.now()}.parquet`);
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
  try {
    const values = bloggerRows(r, count).map((row) => `(${row.map(quoted).join(', ')})`);
    const names = HEADERS.map((h) => `"${h}"`).join(', ');
    await connection.run(
      `COPY (SELECT * FROM (VALUES ${values.join(', ')}) AS t(${names})) TO ${quoted(path)} (FORMAT parquet)`,
    );
    return await readFile(path);
  } finally {
    connection.closeSync();
    instance.closeSync();
    await rm(path, { force: true });
  }
}
