/** Workbooks and compressed files that are broken or built to harm. */
import { gzipSync } from 'node:zlib';
import type { Rng } from '#basis/rng.ts';
import { workbookParts, zipOf } from './workbook-bytes.ts';
import { inlineCell, sheetOf } from './bases.ts';
import { all, type Made } from './texts.ts';

const ROWS = sheetOf([
  ['昵称', '粉丝数'],
  ['小红薯', '12'],
  ['阿宝', '7'],
]);
const HEADER = sheetOf([['昵称', '粉丝数']]);
const sound = () => workbookParts(ROWS);
const changed = (part: string, content: string) => zipOf({ ...sound(), [part]: content });
const without = (part: string) =>
  zipOf(Object.fromEntries(Object.entries(sound()).filter(([name]) => name !== part)));
const number = (value: string, style = 0) => `<c s="${style}"><v>${value}</v></c>`;

const workbooks = () =>
  all('workbook', 'xlsx', [
    [
      'formula-cells',
      () =>
        zipOf(
          workbookParts(
            `${HEADER}<row><c t="str"><f>1+1</f><v>2</v></c><c><f>NOW()</f></c></row><row>${inlineCell('=cmd|x')}<c t="e"><v>#REF!</v></c></row>`,
          ),
        ),
    ],
    [
      'merged-headers',
      () =>
        zipOf(
          workbookParts(
            sheetOf([
              ['昵称', '画像', '', '报价'],
              ['', '性别', '年龄', ''],
              ['甲', '女', '18', '5'],
            ]),
            { after: '<mergeCells><mergeCell ref="B1:C1"/><mergeCell ref="A1:A2"/></mergeCells>' },
          ),
        ),
    ],
    ['no-sheet', () => without('xl/worksheets/sheet1.xml')],
    ['no-workbook', () => without('xl/workbook.xml')],
    ['no-relations', () => without('xl/_rels/workbook.xml.rels')],
    ['broken-xml', () => changed('xl/worksheets/sheet1.xml', '<worksheet><sheetData><row><c></row>')],
    ['not-xml', () => changed('xl/workbook.xml', 'hello')],
    [
      'entities',
      () =>
        changed(
          'xl/worksheets/sheet1.xml',
          `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>`,
        ),
    ],
    [
      'external-entity',
      () =>
        changed(
          'xl/worksheets/sheet1.xml',
          `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet><sheetData><row><c t="str"><v>&a;</v></c></row></sheetData></worksheet>`,
        ),
    ],
    [
      '1000-columns',
      () =>
        zipOf(
          workbookParts(
            sheetOf([Array.from({ length: 1000 }, (_, n) => `列${n}`), Array.from({ length: 1000 }, String)]),
          ),
        ),
    ],
    [
      'missing-texts',
      () =>
        zipOf(
          workbookParts(
            '<row><c t="s"><v>0</v></c><c t="s"><v>-1</v></c></row><row><c t="s"><v>x</v></c></row>',
            { strings: '' },
          ),
        ),
    ],
    [
      'impossible-dates',
      () =>
        zipOf(
          workbookParts(
            `${HEADER}<row>${number('-5', 1)}${number('99999999', 1)}</row><row>${number('1e308', 1)}${number('NaN', 1)}</row>`,
            { formats: '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>' },
          ),
        ),
    ],
    [
      'impossible-places',
      () =>
        zipOf(
          workbookParts(
            `${HEADER}<row r="99999999999"><c r="ZZZZZZZ1"><v>1</v></c></row><row r="-1"><c r="1"><v>2</v></c></row><row r="x"><c r=""><v>3</v></c></row>`,
          ),
        ),
    ],
    [
      'rounded-ids',
      () => zipOf(workbookParts(`${HEADER}<row>${number('6.89E+18')}${number('6891234567890120000')}</row>`)),
    ],
    ['deep-xml', () => changed('xl/worksheets/sheet1.xml', '<a>'.repeat(100_000))],
    ['path-like-parts', () => zipOf({ ...sound(), '../../etc/passwd': 'x', '/etc/shadow': 'y' })],
    ['only-header', () => zipOf(workbookParts(HEADER))],
    ['no-cells', () => zipOf(workbookParts(''))],
    [
      'wrong-offsets',
      () => {
        const bytes = zipOf(sound());
        return Buffer.concat([bytes.subarray(0, 100), Buffer.from('shifted'), bytes.subarray(100)]);
      },
    ],
    [
      'long-cell',
      () => zipOf(workbookParts(`${HEADER}<row>${inlineCell('x'.repeat(4_000_000))}${number('1')}</row>`)),
    ],
  ]);

const MB = 1024 * 1024;
const bombs = (random: Rng) => {
  const line = `${random.int(1, 9)},x\n`;
  return [
    ...all('bomb', 'gz', [
      ['lines', () => gzipSync(Buffer.alloc(90 * MB, line))],
      ['zeros', () => gzipSync(Buffer.alloc(90 * MB))],
      ['members', () => Buffer.concat(Array<Buffer>(90).fill(gzipSync(Buffer.alloc(MB, line))))],
      ['packed-twice', () => gzipSync(gzipSync(Buffer.alloc(90 * MB, line)))],
      ['json', () => gzipSync(Buffer.alloc(90 * MB, '{"a":1}\n'))],
      ['one-cell', () => gzipSync(Buffer.concat([Buffer.from('a,b\n1,'), Buffer.alloc(90 * MB, 'x')]))],
    ]),
    ...all('bomb', 'xlsx', [
      ['sheet', () => changed('xl/worksheets/sheet1.xml', `<worksheet><sheetData>${' '.repeat(90 * MB)}`)],
      ['texts', () => changed('xl/sharedStrings.xml', `<sst>${'<si><t>a</t></si>'.repeat(5 * MB)}</sst>`)],
      ['zip-of-zips', () => zipOf({ 'a.zip': zipOf({ 'b.zip': zipOf({ c: Buffer.alloc(MB) }) }) })],
    ]),
  ];
};

export const archives = (random: Rng): Made[] => [...workbooks(), ...bombs(random.fork('bombs'))];
