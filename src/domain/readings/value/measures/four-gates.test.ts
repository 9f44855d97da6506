import { expect, it } from 'vitest';
import { checklistSchema } from '../schema.ts';
import { fourGates } from './four-gates.ts';

const asked = checklistSchema.parse({});
const exact = (x: number) => ({ value: x, low: x, high: x });

it('passes, stops or does not know, by where the interval lies', () => {
  const states = (share: { value: number; low: number; high: number } | null) =>
    fourGates(
      {
        followers: exact(4999),
        trueShare: share,
        postsPerMonth: 2,
        daysSincePost: 3,
        interaction: { value: 60, low: 40, high: 78 },
      },
      asked,
    ).map((c) => c.state);
  expect(states({ value: 0.8, low: 0.7, high: 0.9 })).toEqual(['stop', 'pass', 'pass', 'pass']);
  expect(states({ value: 0.6, low: 0.5, high: 0.7 })).toEqual(['stop', 'unknown', 'pass', 'pass']);
  expect(states(null)[1]).toBe('unknown');
});

it('asks nothing where the bound is null, and says what it asked', () => {
  const none = {
    followers: null,
    trueShare: null,
    postsPerMonth: null,
    daysSincePost: null,
    interaction: null,
  };
  const [scale, fans] = fourGates(none, { ...asked, leastFollowers: null, mostFollowers: 500_000 });
  expect(scale?.state).toBe('unknown');
  expect(scale?.words.en).toBe('Followers unknown; asked: at most 500000.');
  expect(fans?.words.zh).toContain('至少 60 %');
  expect(fourGates(none, { ...asked, leastInteraction: null })[3]?.state).toBe('pass');
});
