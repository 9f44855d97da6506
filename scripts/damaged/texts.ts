/** Encodings, line ends, quotation marks, names and mislabelled files. */
import { gzipSync } from 'node:zlib';
import type { Rng } from '#basis/rng.ts';
import { csvOf, rowsOf, sheetOf } from './bases.ts';
import { workbookParts, zipOf } from './workbook-bytes.ts';

/** A damaged file before it is written. */
export interface Made {
  name: string;
  kind: string;
  fileName: string;
  bytes(): Promise<Buffer>;
}

/** Turns `[name, content]` pairs into inputs of one kind. */
export const all = (
  kind: string,
  extension: string,
  list: readonly (readonly [string, () => Buffer | string])[],
): Made[] =>
  list.map(([name, make]) => ({
    name: `${kind}-${name}`,
    kind,
    fileName: `${name}.${extension}`,
    bytes: () => Promise.resolve(Buffer.from(make() as Buffer)),
  }));

const hex = (digits: string) => Buffer.from(digits, 'hex');
/** 昵称,粉丝数\n小红薯,12\n in GB 18030. */
const GB = hex('eac7b3c62cb7dbcbbfcafd0ad0a1baecca ed2c31320a'.replaceAll(' ', ''));
const CSV = '昵称,粉丝数\n小红薯,12\n阿宝,7\n';
const wide = (text: string) => Buffer.from(text, 'utf16le');

const encodings = () =>
  all('encoding', 'csv', [
    [
      'utf8-then-gb18030',
      () => Buffer.concat([Buffer.from(CSV.repeat(300)), ...Array<Buffer>(300).fill(GB)]),
    ],
    [
      'gb18030-then-utf8',
      () => Buffer.concat([...Array<Buffer>(300).fill(GB), Buffer.from(CSV.repeat(300))]),
    ],
    ['one-bad-byte', () => Buffer.concat([Buffer.from(CSV.repeat(50)), hex('ff'), Buffer.from(CSV)])],
    ['overlong', () => Buffer.concat([Buffer.from(CSV), hex('c0af2c310a'), Buffer.from(CSV)])],
    ['utf8-cut-character', () => Buffer.from(CSV.repeat(3)).subarray(0, -4)],
    ['utf16-odd-byte', () => wide(`\uFEFF${CSV}`).subarray(0, -1)],
    ['utf16-lone-surrogate', () => Buffer.concat([wide(`\uFEFF${CSV}`), hex('00d8'), wide(',5\n')])],
    ['utf16-mark-utf8-body', () => Buffer.concat([hex('fffe'), Buffer.from(CSV)])],
    ['utf16be-no-mark', () => wide(CSV).swap16()],
    ['utf8-mark-gb18030-body', () => Buffer.concat([hex('efbbbf'), GB])],
    ['latin1', () => Buffer.from('nom,ville\nRené,Orléans\n', 'latin1')],
    ['gb18030-cut', () => GB.subarray(0, -5)],
    ['surrogates-in-utf8', () => Buffer.concat([Buffer.from(CSV), hex('eda08d2c310a')])],
    ['mark-in-the-middle', () => `${CSV}\uFEFF${CSV}`],
  ]);

const lineEnds = () =>
  all('line-ends', 'csv', [
    ['mixed', () => 'a,b\r\n1,2\n3,4\r5,6\n\r7,8'],
    ['only-cr', () => 'a,b\r1,2\r3,4\r'],
    ['unicode-separators', () => 'a,b\u20281,2\u20283,4\n5,6\n'],
    ['vertical-tab', () => 'a,b\u000b1,2\n3,4\n'],
    ['blank-lines', () => `a,b${'\n'.repeat(5000)}1,2${'\r\n'.repeat(5000)}`],
  ]);

const quotes = () =>
  all('quotes', 'csv', [
    ['lone-in-header', () => 'a,"b\n1,2\n3,4\n'],
    ['lone-in-row', () => 'a,b\n1,"2\n3,4\n5,6\n'],
    ['lone-at-end', () => 'a,b\n1,2\n3,"'],
    ['never-closed-long', () => `a,b\n1,"${'x,y\n'.repeat(600_000)}`],
    ['a-thousand-lone', () => `a,b\n${'1,"2\n'.repeat(1000)}`],
    ['only-quotes', () => '"'.repeat(100_001)],
    ['after-the-cell', () => 'a,b\n"1"x,2\n"3" ,4\n'],
    ['smart', () => 'a,b\n“1,2”,3\n'],
  ]);

const names = () => {
  const list = [
    '../../etc/passwd.csv',
    'C:\\x.csv',
    '..\\..\\windows\\win.ini',
    'a\nb.csv',
    'nul\0.csv',
    '/dev/null',
    '‮vsc.exe',
    'n'.repeat(5000),
    '..',
    '=cmd|x.csv',
  ];
  return list.map(
    (fileName, n): Made => ({
      name: `name-${n}`,
      kind: 'path-like-name',
      fileName,
      bytes: () => Promise.resolve(Buffer.from(CSV)),
    }),
  );
};

const mislabelled = (random: Rng) => {
  const rows = rowsOf(random.fork('mislabelled'), 5);
  const workbook = () =>
    zipOf(
      workbookParts(
        sheetOf([
          ['a', 'b'],
          ['1', '2'],
        ]),
      ),
    );
  return [
    ...all('mislabelled', 'xlsx', [
      ['csv', () => csvOf(rows)],
      ['json', () => JSON.stringify(rows)],
      ['web-page', () => '<html><body><table><tr><td>昵称</td></tr></table></body></html>'],
      ['old-excel', () => Buffer.concat([hex('d0cf11e0a1b11ae1'), Buffer.alloc(4096)])],
      [
        'encrypted',
        () => Buffer.concat([hex('d0cf11e0a1b11ae1'), Buffer.alloc(4096), wide('EncryptedPackage')]),
      ],
    ]),
    ...all('mislabelled', 'csv', [
      ['workbook', workbook],
      ['gzip', () => gzipSync(csvOf(rows))],
      ['pdf', () => '%PDF-1.7\n1 0 obj\n'],
      ['png', () => Buffer.concat([hex('89504e470d0a1a0a'), Buffer.alloc(100)])],
      ['tar', () => Buffer.concat([Buffer.alloc(257), Buffer.from('ustar'), Buffer.alloc(250)])],
      ['executable', () => Buffer.concat([hex('7f454c460201'), Buffer.alloc(500)])],
      ['parquet-mark-only', () => 'PAR1'],
      ['zip-mark-only', () => hex('504b0304')],
      ['gzip-mark-only', () => hex('1f8b')],
    ]),
  ];
};

const noise = (random: Rng) =>
  all(
    'random-bytes',
    'csv',
    [1, 7, 100, 4096, 70_000, 600_000].map(
      (size) =>
        [
          `of-${size}`,
          () => {
            const stream = random.fork(`noise/${size}`);
            return Buffer.from(Array.from({ length: size }, () => stream.int(0, 255)));
          },
        ] as const,
    ),
  );

export const texts = (random: Rng): Made[] => [
  ...encodings(),
  ...lineEnds(),
  ...quotes(),
  ...names(),
  ...mislabelled(random),
  ...noise(random),
];
