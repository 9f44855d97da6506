import exceljs from 'exceljs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { workbookParts, zipOf } from '../../../scripts/workbook-bytes.ts';
import { readAll, scratch } from './files-for-tests.ts';
import { openFile } from './open.ts';

let files: Awaited<ReturnType<typeof scratch>>;
beforeAll(async () => void (files = await scratch()));
afterAll(() => files.remove());

const raw = async (rows: string, more = {}) => readAll(await files.write(zipOf(workbookParts(rows, more))));
const inline = (ref: string, text: string) => `<c r="${ref}" t="inlineStr"><is><t>${text}</t></is></c>`;
const header = `<row r="1">${inline('A1', '昵称')}${inline('B1', '粉丝数')}</row>`;

test('a workbook written by exceljs: texts, numbers, dates, percent, formulas, rich text, links, errors', async () => {
  const book = new exceljs.Workbook();
  const sheet = book.addWorksheet('达人');
  sheet.addRow(['昵称', '粉丝数', '互动率', '更新时间', '日期', '合计', '主页', '备注', '错误', '真']);
  const row = sheet.addRow([
    '小红薯🍠',
    123456,
    0.123,
    new Date(Date.UTC(2025, 2, 1, 8, 30, 5)),
    new Date(Date.UTC(2025, 2, 1)),
    { formula: 'B2*2', result: 246912 },
    { text: '主页', hyperlink: 'https://x.example' },
    { richText: [{ text: '红' }, { text: '书', font: { bold: true } }] },
    { error: '#N/A' },
    true,
  ]);
  row.getCell(3).numFmt = '0.0%';
  row.getCell(4).numFmt = 'yyyy-mm-dd hh:mm:ss';
  row.getCell(5).numFmt = 'yyyy"年"m"月"d"日"';
  const path = await files.write(Buffer.from(await book.xlsx.writeBuffer()));
  const { file, cells } = await readAll(path);
  expect(file).toMatchObject({
    format: 'xlsx',
    encoding: null,
    tables: [{ sheet: '达人', shape: 'table', headerRow: 1 }],
  });
  expect(cells).toEqual([
    [
      '小红薯🍠',
      '123456',
      '12.3%',
      '2025-03-01 08:30:05',
      '2025-03-01',
      '246912',
      '主页',
      '红书',
      '#N/A',
      'TRUE',
    ],
  ]);
  expect(file.warnings.join()).toContain('1 formula cells');
});

test('all sheets with rows are tables; hidden ones are told of, empty ones left out', async () => {
  const book = new exceljs.Workbook();
  for (const name of ['一', '空', '藏', '只有表头']) {
    const sheet = book.addWorksheet(name, name === '藏' ? { state: 'hidden' } : {});
    if (name !== '空') sheet.addRow(['a', 'b']);
    if (name === '一' || name === '藏') sheet.addRow([1, name]);
  }
  const file = await openFile(await files.write(Buffer.from(await book.xlsx.writeBuffer())));
  expect(file.tables.map((table) => table.sheet)).toEqual(['一', '藏']);
  expect(file.warnings.join()).toContain('“藏” is hidden');
  expect(file.warnings.join()).toContain('“只有表头” has a header and no rows');
  expect((await file.sample('藏')).records).toEqual([
    { shape: 'table', sheet: '藏', row: 2, cells: { a: '1', b: '藏' } },
  ]);
  await expect(async () => file.records('无')).rejects.toMatchObject({ kind: 'usage' });
});

test('merged headers of two lines are joined, merged data is told of', async () => {
  const book = new exceljs.Workbook();
  const sheet = book.addWorksheet('S');
  sheet.addRows([
    ['昵称', '粉丝画像', null, '报价'],
    [null, '性别', '年龄', null],
    ['甲', '女', '18-24', 100],
    ['乙', '男', '25-30', 200],
  ]);
  for (const range of ['A1:A2', 'B1:C1', 'D1:D2', 'D3:D4']) sheet.mergeCells(range);
  const { file, reads } = await readAll(await files.write(Buffer.from(await book.xlsx.writeBuffer())));
  expect(file.tables[0]).toMatchObject({
    headers: ['昵称', '粉丝画像-性别', '粉丝画像-年龄', '报价'],
    headerRow: 2,
  });
  expect(reads[0]).toMatchObject({ row: 3, cells: { 昵称: '甲', '粉丝画像-性别': '女' } });
  expect(file.warnings.join()).toContain('1 merged ranges');
});

test('large ids keep their digits; ids that Excel rounded are told of', async () => {
  const exact = await raw(
    `${header}<row r="2">${inline('A2', 'x')}<c r="B2"><v>6891234567890123456</v></c></row>`,
  );
  expect(exact.cells).toEqual([['x', '6891234567890123456']]);
  expect(exact.file.warnings).toEqual([]);
  const rounded = await raw(
    `${header}<row r="2">${inline('A2', 'x')}<c r="B2"><v>6.8912345678901197E+18</v></c></row><row r="3"><c r="A3"><v>6.89E+18</v></c><c r="B3"><v>0.30000000000000004</v></c></row>`,
  );
  expect(rounded.cells).toEqual([
    ['x', '6891234567890119700'],
    ['6890000000000000000', '0.3'],
  ]);
  expect(rounded.file.warnings.join()).toContain('B2');
});

test('the 1904 calendar', async () => {
  const formats = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/></cellXfs>';
  const rows = `${header}<row r="2">${inline('A2', 'x')}<c r="B2" s="1"><v>44256</v></c></row>`;
  expect((await raw(rows, { formats })).cells).toEqual([['x', '2021-03-01']]);
  expect((await raw(rows, { formats, date1904: true })).cells).toEqual([['x', '2025-03-02']]);
});

test('shared texts: phonetic guides are left out, escapes decoded, a missing one named', async () => {
  const strings =
    '<si><t>昵称</t></si><si><r><t>红</t></r><r><t xml:space="preserve"> 书</t></r><rPh sb="0" eb="1"><t>ホン</t></rPh></si><si><t>a_x000D_b</t></si>';
  const { cells } = await raw(
    '<row r="1"><c t="s"><v>0</v></c><c t="str"><v>b</v></c></row><row><c t="s"><v>1</v></c><c t="s"><v>2</v></c></row><row><c t="s"><v>9</v></c></row>',
    { strings },
  );
  expect(cells).toEqual([
    ['红 书', 'a\rb'],
    ['#text 9 is missing in the file', ''],
  ]);
});

test('gaps between cells and rows keep columns and row numbers', async () => {
  const { reads } = await raw(
    `<row r="3">${inline('A3', 'a')}${inline('B3', 'b')}${inline('C3', 'c')}</row><row r="9">${inline('C9', 'z')}</row>`,
  );
  expect(reads).toEqual([{ shape: 'table', sheet: 'S', row: 9, cells: { a: '', b: '', c: 'z' } }]);
});

test('prefixed elements and a formula without a stored value', async () => {
  const { file, cells } = await raw(
    `<x:row xmlns:x="u" r="1">${inline('A1', 'a')}${inline('B1', 'b')}</x:row><row r="2"><c r="A2"><f>SUM(1,2)</f></c><c r="B2"><v>1</v></c></row>`,
  );
  expect(cells).toEqual([['=SUM(1,2)', '1']]);
  expect(file.warnings.join()).toContain('no stored value');
});

test('a cell past the limit is a problem; its text is not held', async () => {
  const { problems, cells } = await raw(
    `${header}<row r="2">${inline('A2', 'x'.repeat(3_000_000))}<c r="B2"><v>1</v></c></row><row r="3">${inline('A3', 'ok')}</row>`,
  );
  expect(problems).toMatchObject([{ row: 2, column: '昵称', reason: 'The cell is longer than the limit' }]);
  expect(cells[1]).toEqual(['ok', '']);
});

test.each<[string, (parts: Record<string, string>) => Buffer, string]>([
  ['a zip of something else', () => zipOf({ 'a.csv': 'a,b\n1,2' }), 'not-a-workbook'],
  ['a Word document', () => zipOf({ 'word/document.xml': '<x/>' }), 'not-a-workbook'],
  ['a cut archive', (parts) => zipOf(parts).subarray(0, 300), 'damaged-zip'],
  [
    'broken XML',
    (parts) => zipOf({ ...parts, 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row></sheetData>' }),
    'damaged-workbook',
  ],
  ['a missing sheet', ({ 'xl/worksheets/sheet1.xml': _, ...parts }) => zipOf(parts), 'damaged-workbook'],
  ['no rows', () => zipOf(workbookParts('')), 'no-rows'],
  [
    'a sheet that is a bomb',
    (parts) => zipOf({ ...parts, 'xl/worksheets/sheet1.xml': `<worksheet>${' '.repeat(70_000_000)}` }),
    'decompression-bomb',
  ],
])('%s is refused', async (_, make, code) => {
  await expect(readAll(await files.write(make(workbookParts(header))))).rejects.toMatchObject({
    kind: 'refused',
    code,
  });
});
