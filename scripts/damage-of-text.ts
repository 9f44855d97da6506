/** Damage to encodings, lines, cells and values: one function a kind. */
import { type Bytes, type Make, nested, spoilt, utf16, withCell } from './damage-tools.ts';
import { bloggerCsv, bloggerRows, csvText, HEADERS, sheetXml, statuses, workbook } from './sound-files.ts';

/** GB18030 of some names and ASCII: Node decodes it but does not encode it. */
const GB = {
  昵称: [0xea, 0xc7, 0xb3, 0xc6],
  粉丝数: [0xb7, 0xdb, 0xcb, 0xbf, 0xca, 0xfd],
  小满: [0xd0, 0xa1, 0xc2, 0xfa],
};

const gbTable = (count: number) =>
  Buffer.concat([
    Buffer.from([...GB.昵称, 0x2c, ...GB.粉丝数, 0x2c]),
    Buffer.from('xiaohongshu_id\n'),
    ...Array.from({ length: count }, (_, i) =>
      Buffer.concat([Buffer.from(GB.小满), Buffer.from(`,${100 + i},x${i}\n`)]),
    ),
  ]);

export const wrongEncoding: Make = (r, i) => {
  const text = bloggerCsv(r, 60);
  const utf8 = Buffer.from(text);
  switch (i % 11) {
    case 0:
      return ['csv', utf16(text, 'le', true)];
    case 1:
      return ['csv', utf16(text, 'be', true)];
    case 2:
      return ['csv', utf16(text, 'le', false)];
    case 3:
      return ['csv', utf16(text, 'be', false)];
    case 4:
      return ['csv', gbTable(50)];
    case 5:
      return ['csv', Buffer.concat([gbTable(50), Buffer.from([0xff, 0xff, 0x2c, 0x31, 0x0a])])];
    case 6:
      return ['csv', spoilt(utf8, r, 1).fill(0xff, 900, 901)];
    case 7: // Wrong only after the first 700 kB.
      return ['csv', Buffer.concat([Buffer.from(bloggerCsv(r, 9000)), Buffer.from([0xe4, 0xb8, 0x0a])])];
    case 8:
      return ['csv', Buffer.from('name,followers\ncaf\u00e9,12\nna\u00efve,13\n', 'latin1')];
    case 9:
      return ['csv', utf16(text, 'le', true).subarray(0, -1)];
    default: // Half of a surrogate pair.
      return ['csv', utf16(`${text}小满\uD83D,1,2\n`, 'le', true)];
  }
};

export const lineEnds: Make = (r, i) => {
  const rows = [HEADERS, ...bloggerRows(r, 40)].map((x) => csvText([x], ''));
  const ends = [['\n', '\r\n'], ['\r'], ['\r', '\n', '\r\n'], ['\n\n', '\n'], ['\r\r\n'], ['\u2028', '\n']][
    i % 6
  ] ?? ['\n'];
  return ['csv', rows.map((row) => row + r.pick(ends)).join('')];
};

export const columns: Make = (r, i) => {
  const count = [1000, 1000, 1000, 5000, 20_000, 1000][i % 6] ?? 1000;
  const headers = Array.from({ length: count }, (_, c) => HEADERS[c] ?? (i % 2 ? `列${c}` : ''));
  const rows = bloggerRows(r, 5).map((row) => [
    ...row,
    ...Array.from({ length: count - row.length }, (_, c) => String(c)),
  ]);
  if (i % 6 === 2) rows[2]?.push('one', 'more');
  return i % 6 === 5
    ? ['xlsx', workbook([{ name: '宽', xml: sheetXml([headers, ...rows]) }])]
    : ['csv', csvText([headers, ...rows])];
};

export const deepJson: Make = (r, i) => {
  const good = statuses(r, 5);
  const text = good.map((x) => JSON.stringify(x));
  switch (i % 5) {
    case 0:
      return ['ndjson', `${text.join('\n')}\n${nested(100, '1')}\n${text[0]}\n`];
    case 1:
      return ['json', `[${text.join(',')},${nested(10_000, '1')},${text[1]}]`];
    case 2:
      return ['json', '['.repeat(1_000_000)];
    case 3:
      return ['json', nested(100, JSON.stringify(good))];
    default:
      return ['json', `${'[{"a":'.repeat(50_000)}1${'}]'.repeat(50_000)}`];
  }
};

export const injection: Make = (r, i) => {
  const values = [
    '=1+1',
    '+cmd|x',
    '-2+3+cmd|x',
    '@SUM(1)',
    '\t=1',
    '\r=1',
    '=HYPERLINK("http://127.0.0.1/?"&A1,"click")',
    '＝1+1',
    '%0A=1',
    "'=1",
  ];
  return ['csv', withCell(r, values[i % values.length] ?? '=1')];
};

export const openQuotes: Make = (r, i) => {
  const rows = bloggerCsv(r, 30).split('\n');
  const at = [0, 1, 5, 29][i % 4] ?? 5;
  rows[at] = i % 3 === 2 ? `${rows[at]},"` : `"${rows[at]}`;
  const text = rows.join('\n');
  return ['csv', i % 5 === 4 ? text + bloggerCsv(r, 30_000) : text];
};

export const oddNumbers: Make = (r, i) => {
  const digits = '9'.repeat(400);
  const record = JSON.stringify(statuses(r, 1)[0]);
  const all: [string, Bytes][] = [
    ['csv', withCell(r, digits, 2)],
    ['json', `[${record},{"id":${digits},"user":{"id":1e400},"text":"x"}]`],
    [
      'xlsx',
      workbook([
        {
          name: 'a',
          xml: sheetXml([
            HEADERS,
            ['a', 'b', { attributes: '', inner: '<v>1E+400</v>' }],
            ['c', 'd', { attributes: 's="1"', inner: '<v>-5</v>' }],
            ['e', 'f', { attributes: 's="1"', inner: '<v>99999999999</v>' }],
          ]),
        },
      ]),
    ],
    ['csv', withCell(r, '１２３４５', 2)],
    ['csv', withCell(r, 'NaN', 2)],
    ['csv', withCell(r, '1e309', 2)],
    ['csv', withCell(r, '0x1F', 3)],
    ['csv', withCell(r, '-0', 3)],
  ];
  return all[i % all.length] ?? ['csv', ''];
};

export const oddCharacters: Make = (r, i) => {
  const status = statuses(r, 1)[0];
  const all: [string, Bytes][] = [
    ['csv', withCell(r, `a\u0000b`, 0)],
    [
      'csv',
      Buffer.concat([Buffer.from(bloggerCsv(r, 300)), Buffer.alloc(6000), Buffer.from(bloggerCsv(r, 3))]),
    ],
    ['ndjson', `${JSON.stringify({ ...status, text_raw: '@@' }).replace('@@', '\\ud83d')}\n`],
    ['ndjson', `${JSON.stringify({ ...status, text_raw: '@@' }).replace('@@', 'a\\u0000b')}\n`],
    ['csv', withCell(r, '\u202Egnp.exe\u2066\uFEFF', 0)],
    [
      'csv',
      csvText([['__proto__', 'constructor', ...HEADERS], ...bloggerRows(r, 5).map((x) => ['a', 'b', ...x])]),
    ],
    ['json', `[{"__proto__":{"x":1},"constructor":1,${JSON.stringify(status).slice(1)}]`],
    ['csv', withCell(r, '👩‍👩‍👧‍👦'.repeat(500), 0)],
  ];
  return all[i % all.length] ?? ['csv', ''];
};
