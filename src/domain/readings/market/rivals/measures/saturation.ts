/**
 * Is a platform full of competitors?
 * Method: two shares with Wilson 95 % intervals: posts of the window that name a competitor ÷ posts; accounts of the shortlist
 *   that a competitor has used ÷ accounts. Avoid when the low end of either reaches its upper bound; enter when the high end of
 *   both lies below its lower bound; contested between; insufficient below the least counts.
 * Source: Wilson 1927; the bounds are conventions of this repository and are set by the user.
 * Differs: published saturation indices divide by all posts of a platform, which nobody holds; this divides by the posts imported.
 * Limits: describes the library, not the market. A library collected around a competitor looks full.
 * Verified: rivals.test.ts: level at, above and below each bound; at the declared 95 % a platform exactly on a bound is told
 *   to be avoided in at most 2.5 % + 2.5 % of simulated libraries.
 */
import type { Words } from '#basis/reading.ts';
import { wilson } from '#numerics/stats/intervals.ts';
import type { Saturation } from '../schema.ts';

export interface Filling {
  posts: number;
  rivalPosts: number;
  accounts: number;
  usedAccounts: number;
}
export interface SaturationBounds {
  avoidUsedShare: number;
  enterUsedShare: number;
  avoidPostShare: number;
  enterPostShare: number;
}
export const LEAST_POSTS = 30;
export const LEAST_CANDIDATES = 10;

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

export function saturation(
  f: Filling,
  bounds: SaturationBounds,
): Pick<Saturation, 'level' | 'why' | 'postShare' | 'usedShare'> {
  const postShare = f.posts === 0 ? null : { ...wilson(f.rivalPosts, f.posts), n: f.posts };
  const usedShare = f.accounts === 0 ? null : { ...wilson(f.usedAccounts, f.accounts), n: f.accounts };
  const said = (level: Saturation['level'], en: string, zh: string) => ({
    level,
    why: { en, zh } satisfies Words,
    postShare,
    usedShare,
  });
  if (postShare === null || usedShare === null || f.posts < LEAST_POSTS || f.accounts < LEAST_CANDIDATES)
    return said(
      'insufficient',
      `Needs ${LEAST_POSTS} posts and ${LEAST_CANDIDATES} accounts; has ${f.posts} and ${f.accounts}.`,
      `需要 ${LEAST_POSTS} 条作品与 ${LEAST_CANDIDATES} 个账号，现有 ${f.posts} 条与 ${f.accounts} 个。`,
    );
  if (usedShare.low >= bounds.avoidUsedShare)
    return said(
      'avoid',
      `At least ${percent(usedShare.low)} of the accounts have worked for or named a competitor (bound ${percent(bounds.avoidUsedShare)}).`,
      `至少 ${percent(usedShare.low)} 的账号已与竞品合作或提及竞品（界限 ${percent(bounds.avoidUsedShare)}）。`,
    );
  if (postShare.low >= bounds.avoidPostShare)
    return said(
      'avoid',
      `At least ${percent(postShare.low)} of the posts name a competitor (bound ${percent(bounds.avoidPostShare)}).`,
      `至少 ${percent(postShare.low)} 的作品提及竞品（界限 ${percent(bounds.avoidPostShare)}）。`,
    );
  if (usedShare.high <= bounds.enterUsedShare && postShare.high <= bounds.enterPostShare)
    return said(
      'enter',
      `At most ${percent(usedShare.high)} of the accounts and ${percent(postShare.high)} of the posts are a competitor’s.`,
      `至多 ${percent(usedShare.high)} 的账号与 ${percent(postShare.high)} 的作品属于竞品。`,
    );
  return said(
    'contested',
    `Neither bound is passed with certainty: accounts ${percent(usedShare.low)}–${percent(usedShare.high)}, posts ${percent(postShare.low)}–${percent(postShare.high)}.`,
    `两项界限均未确定越过：账号 ${percent(usedShare.low)}–${percent(usedShare.high)}，作品 ${percent(postShare.low)}–${percent(postShare.high)}。`,
  );
}
