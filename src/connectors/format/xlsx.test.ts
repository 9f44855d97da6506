import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { sheetXml, workbook, workbookParts, type XlsxCell, zip } from '../../../scripts/sound-files.ts';
import { LIMITS } from './limits.ts';
import { readBytesAs, refusalOf } from './read-whole.ts';

const cell = (inner: string, attributes = ''): XlsxCell => ({ inner, attributes });
const one = (rows: XlsxCell[][], shared?: string) => workbook([{ name: '表', xml: sheetXml(rows) }], shared);
const read = async (rows: XlsxCell[][], shared?: string) => (await readBytesAs(one(rows, shared))).cells;

describe('cells of a workbook', () => {
  it('are read as a spreadsheet program writes them', async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('达人');
    sheet.addRow(['昵称', '日期', '时间', '占比', '主页', '和', '富文本', '是']);
    sheet.addRow([
      '小满',
      new Date(Date.UTC(2024, 5, 30)),
      new Date(Date.UTC(2024, 5, 30, 8, 5, 6)),
      0.123,
      { text: '主页', hyperlink: 'https://example.com/u/1' },
      { formula: 'SUM(1,2)', result: 3 },
      { richText: [{ text: '富' }, { text: '文本', font: { bold: true } }] },
      true,
    ]);
    sheet.getCell('B2').numFmt = 'yyyy-mm-dd';
    sheet.getCell('C2').numFmt = 'yyyy-mm-dd hh:mm:ss';
    sheet.getCell('D2').numFmt = '0.0%';
    const { file, cells } = await readBytesAs(Buffer.from(await book.xlsx.writeBuffer()));
    expect(cells).toEqual([
      {
        昵称: '小满',
        日期: '2024-06-30',
        时间: '2024-06-30 08:05:06',
        占比: '12.3%',
        主页: '主页',
        和: '3',
        富文本: '富文本',
        是: 'TRUE',
      },
    ]);
    expect(file.tables).toMatchObject([{ sheet: '达人', headerRow: 1 }]);
    expect(file.warnings).toEqual(['达人: cells with formulas are read by their last computed value']);
  });

  it('show dates, times and shares by their format', async () => {
    const cells = await read([
      ['n', 'a', 'b', 'c', 'd'],
      [
        'x',
        cell('<v>45473</v>', 's="1"'),
        cell('<v>0.5</v>', 's="2"'),
        cell('<v>1.5</v>', 's="3"'),
        cell('<v>-5</v>', 's="1"'),
      ],
    ]);
    expect(cells).toEqual([{ n: 'x', a: '2024-06-30', b: '50%', c: '36:00:00', d: '-5' }]);
  });

  it('of a formula have the kind of their value', async () => {
    const cells = await read([
      ['n', 'a', 'b', 'c', 'd'],
      [
        'x',
        cell('<f>TODAY()</f><v>45473</v>', 's="1"'),
        cell('<f>1/0</f><v>#DIV/0!</v>', 't="e"'),
        cell('<f>"a"&amp;"b"</f><v>ab</v>', 't="str"'),
        cell('<f>NOW()</f>'),
      ],
    ]);
    expect(cells).toEqual([{ n: 'x', a: '2024-06-30', b: '#DIV/0!', c: 'ab', d: '' }]);
  });

  it('keep whole texts made of runs, shared or inline, without their phonetic guide', async () => {
    const runs = '<r><t>小</t></r><r><t xml:space="preserve"> 满</t></r><rPh sb="0" eb="1"><t>xiao</t></rPh>';
    const cells = await read(
      [
        ['n', 'a'],
        [cell('<v>0</v>', 't="s"'), cell(`<is>${runs}</is>`, 't="inlineStr"')],
      ],
      `<si>${runs}</si>`,
    );
    expect(cells).toEqual([{ n: '小 满', a: '小 满' }]);
  });

  it('keep 15 digits; more are told, and 400 are no crash', async () => {
    const { cells, file } = await readBytesAs(
      one([
        ['id', 'n'],
        [cell('<v>123456789012345</v>'), 'a'],
        [cell('<v>7.1234567890123405E+18</v>'), 'b'],
        [cell('<v>1E+400</v>'), 'c'],
      ]),
    );
    expect(cells.map((c) => c['id'])).toEqual(['123456789012345', '7123456789012340736', '1E+400']);
    expect(file.warnings.join()).toContain('16 and more digits were rounded');
  });

  it('stand where they say, or one after another when they do not', async () => {
    const cells = await read([
      ['a', 'b', 'c'],
      [cell('<v>1</v>', 'r="A2"'), cell('<v>3</v>', 'r="C2"')],
      [null, cell('<v>2</v>')],
    ]);
    expect(cells).toEqual([
      { a: '1', b: '', c: '3' },
      { a: '', b: '2', c: '' },
    ]);
  });

  it('keep every Chinese character of a long sheet', async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => [`${'满'.repeat(1 + (i % 5))}${i}`, i]);
    const cells = await read([['昵称', '粉丝数'], ...rows]);
    expect(cells).toHaveLength(20_000);
    expect(cells.every((c, i) => c['昵称'] === rows[i]?.[0])).toBe(true);
  });
});

describe('sheets', () => {
  it('are tables of their own; a hidden one is read and told, an empty one is none', async () => {
    const { file, records } = await readBytesAs(
      workbook([
        { name: '一', xml: sheetXml([['标题'], [null], ['a', 'b'], [1, 2]]) },
        { name: '空', xml: sheetXml([]) },
        { name: '二', xml: sheetXml([['c'], ['x']]), state: 'hidden' },
      ]),
    );
    expect(file.tables.map((t) => [t.sheet, t.headerRow])).toEqual([
      ['一', 3],
      ['二', 1],
    ]);
    expect(records.map((r) => [r.sheet, r.row])).toEqual([
      ['一', 4],
      ['二', 2],
    ]);
    expect(file.warnings.join()).toContain('二: the sheet is hidden; it was read');
    await expect(file.sample('三')).rejects.toMatchObject({ code: 'no-sheet' });
  });
});

describe('damaged and hostile workbooks', () => {
  const good = one([['a', 'b'], ...Array.from({ length: 500 }, (_, i) => [`小满${i}`, i])]);

  it('cut off anywhere are refused', async () => {
    for (const share of [0.01, 0.3, 0.6, 0.9, 0.999]) {
      const error = await refusalOf(good.subarray(0, Math.floor(good.length * share)));
      expect(error.code, String(share)).toBe('bad-xlsx');
    }
  });

  it('with wrong bytes inside are refused', async () => {
    const bytes = Buffer.from(good);
    const sheet = bytes.lastIndexOf('xl/worksheets/sheet1.xml', bytes.length - 400);
    bytes.fill(0x55, sheet + 200, sheet + 400);
    expect((await refusalOf(bytes)).code).toBe('bad-xlsx');
  });

  it('that unpack to far more than they are, are refused before they are unpacked', async () => {
    const bomb = workbook([{ name: 'a', xml: sheetXml([['a']], ' '.repeat(2_000_000)) }]);
    const limits = { ...LIMITS, ratioFrom: 1_000_000, maxRatio: 100 };
    expect((await refusalOf(bomb, limits)).code).toBe('too-large');
  });

  it('that unpack to more than they declare are refused', async () => {
    const parts = workbookParts([
      { name: 'a', xml: sheetXml([['a'], ...Array.from({ length: 9000 }, () => ['b'])]) },
    ]);
    const last = parts.at(-1);
    if (last) last.claims = 100;
    expect((await refusalOf(zip(parts))).message).toContain('more than the 100 bytes');
  });

  it('with one endless cell are refused', async () => {
    const error = await refusalOf(one([['a'], ['x'.repeat(5 * 2 ** 20)]]));
    expect(error.message).toContain('a cell of more than 4 MiB');
  });

  it('with too much shared text are refused', async () => {
    const limits = { ...LIMITS, maxSharedText: 1000 };
    expect((await refusalOf(one([['a']], `<si><t>${'x'.repeat(2000)}</t></si>`), limits)).code).toBe(
      'file-too-dense',
    );
  });

  it('with entities or a document type are refused', async () => {
    const parts = workbookParts([{ name: 'a', xml: '<!DOCTYPE w [<!ENTITY x "y">]><worksheet/>' }]);
    expect((await refusalOf(zip(parts))).message).toContain('document type');
  });

  it('with a missing sheet, or none at all, are refused', async () => {
    const parts = workbookParts([{ name: '表', xml: sheetXml([['a']]) }]);
    expect((await refusalOf(zip(parts.slice(0, -1)))).message).toContain('its sheet “表” is missing');
    expect((await refusalOf(workbook([]))).code).toBe('no-rows');
    expect((await refusalOf(zip([{ name: 'a.txt', bytes: Buffer.from('x') }]))).code).toBe('not-a-workbook');
  });

  it('with a cell beyond the last column are refused', async () => {
    expect((await refusalOf(one([['a'], [cell('<v>1</v>', 'r="ZZZZ2"')]]))).message).toContain('ZZZZ2');
  });
});
