/**
 * Is a platform one of heads, for breadth, or of tails, for seeding?
 * Method: the share of followers that accounts of the head bands hold. Accounts weigh by their followers, so the interval is
 *   Wilson's with the effective number of accounts (Σx)² ÷ Σx². Breadth when the low end is above one half, seeding when the
 *   high end is below, mixed when the interval holds one half and the effective number is large enough to matter.
 * Source: Kish 1965 (effective sample size); Wilson 1927. The field's own rule of thumb is the shipped default.
 * Differs: the rule of thumb names platforms; this reads the user's library, so another library may give another role.
 * Limits: a library of chosen accounts is no sample of a platform. One giant account alone makes the effective number small,
 *   and the answer is then "cannot tell".
 * Verified: rivals.test.ts: by hand, and against a bootstrap of the accounts.
 */
import type { Words } from '#basis/reading.ts';
import { wilson } from '#numerics/stats/intervals.ts';
import type { PlatformRole } from '../schema.ts';

export const HEAD_TIERS = ['macro', 'mega'] as const;
export const LEAST_ACCOUNTS_FOR_ROLE = 10;
const LEAST_EFFECTIVE = 8;

/** What practitioners use each platform for, from the field's rule of thumb: heads for breadth, tails for seeding. */
export const USUAL_ROLES: Readonly<Record<string, PlatformRole>> = {
  weibo: 'breadth',
  douyin: 'breadth',
  xiaohongshu: 'seeding',
  zhihu: 'seeding',
};

/** Share of a weight held by a part, with the effective number of its carriers; null without weight. */
export function weightedShare(part: number, whole: number, squares: number) {
  if (!(whole > 0) || !(squares > 0)) return null;
  const n = (whole * whole) / squares;
  const { value, low, high } = wilson((part / whole) * n, n);
  return { value, low, high, n: Math.round(n) };
}

export function platformRole(
  accounts: number,
  share: { value: number; low: number; high: number; n: number } | null,
): { found: PlatformRole | null; why: Words } {
  if (accounts < LEAST_ACCOUNTS_FOR_ROLE || share === null || share.n < LEAST_EFFECTIVE)
    return {
      found: null,
      why: {
        en: `Too few to tell: ${accounts} accounts, worth ${share?.n ?? 0} of equal size (needs ${LEAST_ACCOUNTS_FOR_ROLE} and ${LEAST_EFFECTIVE}).`,
        zh: `数据不足：${accounts} 个账号，折合 ${share?.n ?? 0} 个等量账号（需要 ${LEAST_ACCOUNTS_FOR_ROLE} 与 ${LEAST_EFFECTIVE}）。`,
      },
    };
  if (share.low > 0.5)
    return {
      found: 'breadth',
      why: { en: 'Heads hold more than half of the followers.', zh: '头部账号持有过半粉丝。' },
    };
  if (share.high < 0.5)
    return {
      found: 'seeding',
      why: { en: 'Heads hold less than half of the followers.', zh: '头部账号持有的粉丝不到一半。' },
    };
  return {
    found: 'mixed',
    why: { en: 'Heads and the rest hold about as many followers.', zh: '头部与其余账号持有的粉丝相近。' },
  };
}
