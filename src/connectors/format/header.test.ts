import { describe, expect, it } from 'vitest';
import { columnLetter, findHeader } from './header.ts';

const names = (...lines: string[][]) => findHeader(lines)?.names;

describe('the header', () => {
  it('is the first line of a plain table', () => {
    expect(
      findHeader([
        ['a', 'b'],
        ['1', '2'],
      ]),
    ).toEqual({ names: ['a', 'b'], at: 0, warnings: [] });
  });

  it('stands below titles and empty lines', () => {
    const found = findHeader([['达人提报', '', ''], [''], ['昵称', '粉丝数', '报价'], ['小满', '12', '300']]);
    expect(found).toMatchObject({ names: ['昵称', '粉丝数', '报价'], at: 2 });
    expect(found?.warnings).toEqual(['1 line above the header was taken for a title']);
  });

  it('of two levels joins what stands under a merged cell', () => {
    const found = findHeader([
      ['昵称', '粉丝数', '日常', '', '合作', ''],
      ['', '', '阅读', '互动', '阅读', '互动'],
      ['小满', '12', '3', '4', '5', '6'],
    ]);
    expect(found?.names).toEqual(['昵称', '粉丝数', '日常-阅读', '日常-互动', '合作-阅读', '合作-互动']);
    expect(found?.at).toBe(1);
  });

  it('names empty columns by letter, numbers repeats, and keeps no name JavaScript would swallow', () => {
    expect(names(['a', '', 'a', '__proto__'], ['1', '2', '3', '4'])).toEqual([
      'a',
      'B',
      'a (2)',
      'column __proto__',
    ]);
  });

  it('is cut where a cell is no name', () => {
    expect(names(['x'.repeat(5000), 'b'])?.[0]).toHaveLength(301);
  });

  it('is missing where nothing is written', () => {
    expect(findHeader([])).toBeNull();
    expect(findHeader([['', ''], ['']])).toBeNull();
  });

  it('counts columns as a spreadsheet does', () => {
    expect([0, 25, 26, 701, 702].map(columnLetter)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA']);
  });
});
