/** Damage to files as a whole, and what workbooks and archives may hold: one function a kind. */
import { gzipSync } from 'node:zlib';
import { type Bytes, cut, gzipTimes, type Make, MB, spoilt, utf16, withCell } from './damage-tools.ts';
import {
  bloggerCsv,
  bloggerParquet,
  bloggerRows,
  bloggerXlsx,
  csvText,
  HEADERS,
  ndjson,
  sheetXml,
  statuses,
  workbook,
  workbookParts,
  type XlsxCell,
  zip,
} from './sound-files.ts';

export const truncated: Make = (r, i) => {
  const csv = Buffer.from(bloggerCsv(r, 80));
  const lines = Buffer.from(ndjson(statuses(r, 40)));
  switch (i % 6) {
    case 0:
      return ['csv', cut(csv, r)];
    case 1:
      return ['csv.gz', cut(gzipSync(csv), r)];
    case 2:
      return ['xlsx', cut(bloggerXlsx(r, 60), r)];
    case 3:
      return ['json', cut(Buffer.from(JSON.stringify(statuses(r, 20))), r)];
    case 4:
      return ['ndjson', cut(lines, r)];
    default:
      return ['parquet', bloggerParquet(r, 30).then((b) => cut(b, r))];
  }
};

export const formulas: Make = (r, i) => {
  const f = (inner: string, attributes = '') => ({ attributes, inner });
  const odd: XlsxCell[] = [
    f('<f>SUM(1,2)</f><v>3</v>'),
    f('<f>"a"&amp;"b"</f><v>ab</v>', 't="str"'),
    f('<f>1/0</f><v>#DIV/0!</v>', 't="e"'),
    f('<f>NOW()</f>'),
    f('<f t="shared" si="0"/><v>7</v>'),
    f('<f>WEBSERVICE("http://127.0.0.1:9/")</f><v></v>'),
  ];
  const rows = bloggerRows(r, 12).map((row): XlsxCell[] => [
    row[0] ?? '',
    row[1] ?? '',
    r.pick(odd),
    ...row.slice(3),
  ]);
  return i % 3 === 2
    ? [
        'csv',
        withCell(
          r,
          `=${r.pick(['SUM(A1:A9)', "cmd|' /C calc'!A0", 'IMPORTXML("http://127.0.0.1","//a")'])}`,
          2,
        ),
      ]
    : ['xlsx', workbook([{ name: '公式', xml: sheetXml([HEADERS, ...rows]) }])];
};

export const mergedHeaders: Make = (r, i) => {
  const rows = bloggerRows(r, 12).map((row) => row.slice(0, 6));
  const top = ['达人昵称', '达人ID', '粉丝数', '日常', '', ''];
  const low = ['', '', '', '阅读中位数', '互动中位数', '点赞中位数'];
  const title = ['2024年6月达人提报（内部）', '', '', '', '', ''];
  const table =
    [
      [title, top, low],
      [top, low],
      [title, ['', '', '', '', '', ''], top, low],
      [title, title, HEADERS.slice(0, 6)],
      [top],
    ][i % 5] ?? [];
  return i % 2
    ? ['csv', csvText([...table, ...rows])]
    : [
        'xlsx',
        workbook([
          {
            name: '合并',
            xml: sheetXml([...table, ...rows], '<mergeCells count="1"><mergeCell ref="D1:F1"/></mergeCells>'),
          },
        ]),
      ];
};

export const bombs: Make = (r, i) => {
  switch (i % 7) {
    case 0:
      return ['csv.gz', gzipTimes(Buffer.alloc(16 * MB, 0x61), 64, 'name,followers\n')];
    case 1:
      return ['ndjson.gz', gzipTimes(Buffer.alloc(16 * MB, 0x20), 128)];
    case 2:
      return ['csv.gz', gzipTimes(Buffer.from('小满,1\n'.repeat(2 * MB)), 40, '昵称,粉丝数\n')];
    case 3:
      return ['csv.gz', gzipSync(gzipTimes(Buffer.alloc(16 * MB), 8))];
    case 4: {
      const row = '<row><c><v>1</v></c></row>'.repeat(4 * MB);
      return ['xlsx', workbook([{ name: 'a', xml: `<worksheet><sheetData>${row}</sheetData></worksheet>` }])];
    }
    case 5: {
      const parts = workbookParts([{ name: 'a', xml: sheetXml([HEADERS, ...bloggerRows(r, 3)]) }]);
      const last = parts.at(-1);
      if (last)
        Object.assign(last, {
          bytes: Buffer.from(`${last.bytes.toString()}${' '.repeat(90 * MB)}`),
          claims: 5000,
        });
      return ['xlsx', zip(parts)];
    }
    default:
      return ['xlsx', workbook([{ name: 'a', xml: '<x/>' }], `<si><t>${'a'.repeat(150 * MB)}</t></si>`)];
  }
};

export const hugeCells: Make = (r, i) => {
  const rows = bloggerCsv(r, 5);
  const long = (mb: number) => 'x'.repeat(mb * MB);
  switch (i % 8) {
    case 0:
      return ['csv', `${rows}${long(3)},1,2\n${bloggerCsv(r, 2)}`];
    case 1:
      return ['csv', utf16(`${rows}"${long(3)}",1,2\n`, 'le', true)];
    case 2:
      return [
        'ndjson',
        `${ndjson(statuses(r, 3))}{"id":"1","text":"${long(40)}"}\n${ndjson(statuses(r, 2))}`,
      ];
    case 3:
      return [
        'json',
        `[${JSON.stringify(statuses(r, 1)[0])},{"text":"${long(40)}"},${JSON.stringify(statuses(r, 1)[0])}]`,
      ];
    case 4:
      return ['xlsx', workbook([{ name: 'a', xml: sheetXml([HEADERS, ['a', 'b', long(8)]]) }])];
    case 5:
      return ['csv', `${long(2)},b\n1,2\n`];
    case 6:
      return ['csv', `${rows}"${long(1)}`];
    default:
      return [
        'csv',
        `昵称,粉丝数,小红书id\n${Array.from({ length: 30 }, (_, k) => `${'长'.repeat(30_000)},${k},u${k}\n`).join('')}`,
      ];
  }
};

export const empty: Make = (_, i) => {
  const all: [string, Bytes][] = [
    ['csv', ''],
    ['csv', '\uFEFF'],
    ['csv', ' \n\t\n\r\n '],
    ['csv', `${HEADERS.join(',')}\n`],
    ['csv', HEADERS.join(',')],
    ['csv', ',,,,\n,,,,\n'],
    ['json', '[]'],
    ['json', '{}'],
    ['ndjson', '\n\n\n'],
    ['csv.gz', gzipSync('')],
    ['xlsx', workbook([{ name: '空', xml: sheetXml([]) }])],
    ['csv', Buffer.from([0xff, 0xfe])],
    ['xlsx', workbook([])],
    ['json', 'null'],
  ];
  return all[i % all.length] ?? ['csv', ''];
};

export const mislabelled: Make = (r, i) => {
  const parts = workbookParts([{ name: 'a', xml: sheetXml([HEADERS]) }]);
  const all: [string, Bytes][] = [
    ['csv', bloggerXlsx(r, 10)],
    ['xlsx', bloggerCsv(r, 10)],
    ['xls', '<html><body><table><tr><td>昵称</td></tr></table></body></html>'],
    ['xlsx', zip([{ name: 'readme.txt', bytes: Buffer.from('hello') }])],
    ['xlsx', zip(parts.filter((p) => !p.name.includes('sheet1')))],
    [
      'csv',
      Buffer.concat([
        Buffer.from([0x89, 0x50, 0x4e, 0x47]),
        r.fork('png').int(0, 9) ? Buffer.alloc(99, 7) : Buffer.alloc(9),
      ]),
    ],
    ['xlsx', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])],
    ['parquet', 'PAR1 and nothing else PAR1'],
    ['json', bloggerCsv(r, 10)],
    ['csv', ndjson(statuses(r, 10))],
    ['csv', Buffer.from(Array.from({ length: 4000 }, () => r.int(0, 255)))],
    ['csv.gz', bloggerCsv(r, 10)],
    ['csv', gzipSync(bloggerCsv(r, 10))],
    [
      'xlsx',
      zip([
        ...parts.slice(0, -1),
        {
          name: 'xl/worksheets/sheet1.xml',
          bytes: Buffer.from('<!DOCTYPE x [<!ENTITY a "b">]><worksheet>&a;</worksheet>'),
        },
      ]),
    ],
  ];
  return all[i % all.length] ?? ['csv', ''];
};

export const byteErrors: Make = (r, i) => {
  const times = r.int(1, 40);
  switch (i % 5) {
    case 0:
      return ['xlsx', spoilt(bloggerXlsx(r, 60), r, times)];
    case 1:
      return ['csv', spoilt(Buffer.from(bloggerCsv(r, 60)), r, times)];
    case 2:
      return ['json', spoilt(Buffer.from(JSON.stringify(statuses(r, 30))), r, times)];
    case 3:
      return ['parquet', bloggerParquet(r, 40).then((b) => spoilt(b, r, times))];
    default:
      return ['csv.gz', spoilt(gzipSync(bloggerCsv(r, 60)), r, times)];
  }
};
