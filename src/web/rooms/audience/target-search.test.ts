import { describe, expect, it } from 'vitest';
import { readTargetSearch } from '#web/rooms/audience/search.ts';
import { discoveryOf, gatesOf, targetOf } from '#web/rooms/audience/target-search.ts';

describe('a target in the address', () => {
  it('is nobody without a condition, even when a platform is named', () => {
    expect(targetOf(readTargetSearch({ platform: 'weibo', not: 'a' }))).toBeNull();
    expect(discoveryOf({})).toBeNull();
  });

  it('puts the fields of a profile into one condition and every other way into its own', () => {
    const target = targetOf(
      readTargetSearch({
        gender: 'female',
        age: ['18-24', '25-34'],
        said: '跑鞋',
        platform: ['weibo', 'x?'],
      }),
    );
    expect(target).toMatchObject({
      platform: ['weibo'],
      all: [
        { kind: 'profile', gender: ['female'], ageBand: ['18-24', '25-34'] },
        { kind: 'said', words: ['跑鞋'] },
      ],
      any: [],
      not: [],
    });
  });

  it('joins by any and leaves people out when asked', () => {
    const target = targetOf({ join: 'any', brand: ['A', 'B'], follows: ['1'], not: ['2'] });
    expect(target?.all).toEqual([]);
    expect(target?.any).toHaveLength(3);
    expect(target?.not).toEqual([{ kind: 'engaged', accountIds: ['2'] }]);
  });

  it('switches gates off and ignores unreadable numbers', () => {
    expect(gatesOf({ false: 'off', commercial: 'off', trouble: 'off' })).toMatchObject({
      falseShare: null,
      commercial: false,
      trouble: null,
    });
    expect(gatesOf({ least: 'many' })).toEqual(gatesOf({}));
  });
});
