import { describe, expect, it } from 'vitest';
import { parseSearch, stringifySearch } from '#web/frame/search-text.ts';
import { readEvidence, writeEvidence } from '#web/parts/evidence-link.ts';
import { readNumber } from '#web/rooms/library/RangeFilter.tsx';
import { filterOf, readLibrarySearch } from '#web/rooms/library/search.ts';

describe('addresses', () => {
  it('come back as they were written', () => {
    const search = {
      q: '护肤 & 美妆',
      platform: ['weibo', 'douyin'],
      followersMin: 10_000,
      empty: '',
      none: undefined,
    };
    const text = stringifySearch(search);
    expect(text).not.toContain('empty');
    expect(parseSearch(text)).toEqual({
      q: '护肤 & 美妆',
      platform: ['weibo', 'douyin'],
      followersMin: '10000',
    });
    expect(stringifySearch({})).toBe('');
  });

  it('keep a word with a comma whole and drop only what does not read', () => {
    const search = readLibrarySearch(
      parseSearch('?tag=a,b&platform=weibo&tier=huge&followersMin=x&sort=price'),
    );
    expect(search).toEqual({ tag: ['a,b'], platform: ['weibo'], sort: 'price' });
    expect(filterOf(search)).toEqual({ tag: ['a,b'], platform: ['weibo'] });
  });

  it('hold the open evidence row', () => {
    const place = { sourceId: 12, row: 345, column: '粉丝数:万' };
    expect(readEvidence(writeEvidence(place))).toEqual(place);
    expect(readEvidence('12:345')).toEqual({ sourceId: 12, row: 345, column: null });
    expect(readEvidence('x:1')).toBeNull();
  });
});

describe('typed numbers', () => {
  it('take 万, w, k and spaces', () => {
    expect(readNumber('5万')).toBe(50_000);
    expect(readNumber('1.2w')).toBe(12_000);
    expect(readNumber('2 000')).toBe(2000);
    expect(readNumber('')).toBeUndefined();
    expect(readNumber('many')).toBeUndefined();
  });
});
