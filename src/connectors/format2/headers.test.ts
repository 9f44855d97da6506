import { expect, test } from 'vitest';
import { columnLetter, findLayout } from './headers.ts';

const layout = (lines: string[][], spread = false) =>
  findLayout(
    lines.map((cells, at) => ({ row: at + 1, cells })),
    'f.csv',
    null,
    16_384,
    spread,
  );

test('letters of columns', () => {
  expect([0, 25, 26, 701, 702].map(columnLetter)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA']);
});

test('title lines above the header are passed over', () => {
  const found = layout([
    ['达人数据导出', '', ''],
    ['导出时间', '2025-01-01', ''],
    ['昵称', '粉丝数', '报价'],
    ['甲', '1', '2'],
  ]);
  expect(found).toMatchObject({ headers: ['昵称', '粉丝数', '报价'], headerRow: 3 });
  expect(found.warnings.join()).toContain('row 3');
});

test('two header lines are joined, with vertically merged columns', () => {
  const found = layout([
    ['昵称', '粉丝画像', '', '报价'],
    ['', '性别', '年龄', ''],
    ['甲', '女', '18-24', '100'],
    ['乙', '男', '25-30', '200'],
  ]);
  expect(found).toMatchObject({ headers: ['昵称', '粉丝画像-性别', '粉丝画像-年龄', '报价'], headerRow: 2 });
  expect(found.warnings.join()).toContain('two lines');
});

test('two header lines are joined where every column has a group', () => {
  const found = layout([
    ['基础', '', '画像', ''],
    ['昵称', '粉丝数', '性别', '年龄'],
    ['甲', '100', '女', '18'],
  ]);
  expect(found.headers).toEqual(['基础-昵称', '基础-粉丝数', '画像-性别', '画像-年龄']);
  const sparse = layout([
    ['基础', '', '', '', '', '画像', '', '', ''],
    ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'],
    ['1', '2', '3', '4', '5', '6', '7', '8', '9'],
  ]);
  expect(sparse.headers.slice(4, 6)).toEqual(['基础-e', '画像-f']);
});

test('an empty header is its letter, also when the first row is all text', () => {
  const found = layout([
    ['昵称', '', '城市'],
    ['甲', 'x', '上海'],
    ['乙', 'y', '北京'],
  ]);
  expect(found).toMatchObject({ headers: ['昵称', 'B', '城市'], headerRow: 1 });
});

test('repeated headers are numbered and told of', () => {
  const found = layout([
    ['a', 'a', 'a (2)', '__proto__'],
    ['1', '2', '3', '4'],
  ]);
  expect(found.headers).toEqual(['a', 'a (2)', 'a (2) (2)', '_proto_']);
  expect(found.warnings.length).toBe(2);
});

test('a first row of values is data', () => {
  expect(
    layout([
      ['1001', '23', '5%'],
      ['1002', '24', '6%'],
    ]),
  ).toMatchObject({ headers: ['A', 'B', 'C'], headerRow: 0 });
});

test('years can be headers', () => {
  expect(
    layout([
      ['城市', '2021', '2022', '2023'],
      ['上海', '1', '2', '3'],
    ]),
  ).toMatchObject({ headerRow: 1 });
});

test('one column', () => {
  expect(layout([['链接'], ['https://x'], ['https://y']])).toMatchObject({ headers: ['链接'], headerRow: 1 });
});

test('line breaks in a header go', () => {
  expect(
    layout([
      ['粉丝数\n（万）', 'Influencer\nname'],
      ['1', 'x'],
    ]).headers,
  ).toEqual(['粉丝数（万）', 'Influencer name']);
});
