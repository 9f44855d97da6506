/**
 * How near is an account to a brand or category, by what it posts?
 * Method: posts of the window that name the word in a tag, a mention or the text. Share = naming ÷ posts; recency =
 *   0.5^(days since the last ÷ half-life); spread = 30-day spells with a naming post ÷ spells with any post. Proximity =
 *   100 × their weighted mean; interval from the Wilson bounds of the share.
 * Source: a score of this repository.
 * Differs: matches words; nearness of style is another part, `reading:tonality`, absent until a room stores it.
 * Limits: a word that means something else counts too; praise and blame count alike; paid posts count and are told apart.
 * Verified: reckoned.test.ts by hand.
 */
import { insufficient, type Result } from '#basis/reading.ts';
import { wilson } from '#numerics/stats/intervals.ts';
import type { Weights } from '../schema.ts';

export interface Mentions {
  posts: number;
  naming: number;
  sponsoredNaming: number;
  /** Days from the last naming post to the account's newest observation; null when none names it. */
  daysSince: number | null;
  spells: number;
  namingSpells: number;
}
export const LEAST_POSTS_FOR_PROXIMITY = 5;

/** The score alone, 0–100; NaN below the least number of posts. */
export function proximityScore(m: Mentions, weights: Weights['proximity'], share?: number): number {
  if (m.posts < LEAST_POSTS_FOR_PROXIMITY) return Number.NaN;
  const { share: a, recency: b, spread: c, halfLifeDays } = weights;
  const recency = m.daysSince === null ? 0 : 0.5 ** (Math.max(0, m.daysSince) / halfLifeDays);
  const spread = m.spells === 0 ? 0 : m.namingSpells / m.spells;
  return (100 * (a * (share ?? m.naming / m.posts) + b * recency + c * spread)) / (a + b + c || 1);
}

export function brandProximity(m: Mentions, weights: Weights['proximity']): Result {
  if (m.posts < LEAST_POSTS_FOR_PROXIMITY)
    return insufficient(
      { en: `${LEAST_POSTS_FOR_PROXIMITY} posts`, zh: `${LEAST_POSTS_FOR_PROXIMITY} 条作品` },
      { en: `${m.posts} posts in the window`, zh: `时间窗内 ${m.posts} 条作品` },
      { en: 'The share of posts that name the brand is unknown.', zh: '提及品牌的作品占比无从得知。' },
    );
  const { low, high } = wilson(m.naming, m.posts);
  return {
    state: 'ok',
    value: proximityScore(m, weights),
    low: proximityScore(m, weights, low),
    high: proximityScore(m, weights, high),
    n: m.posts,
    unit: 'score',
    detail: {
      share: m.naming / m.posts,
      recency: m.daysSince === null ? 0 : 0.5 ** (Math.max(0, m.daysSince) / weights.halfLifeDays),
      spread: m.spells === 0 ? 0 : m.namingSpells / m.spells,
      naming: m.naming,
      sponsoredNaming: m.sponsoredNaming,
      weights,
    },
    caveats: [{ en: 'Praise and blame count alike.', zh: '褒贬同样计入。' }],
  };
}
