/**
 * How many of those who took part do not follow the author?
 * Method: participants on the author's follower list, Wilson interval. A random sample of the list that holds the share c
 *   of all followers sees c of the followers among participants, so their count is divided by c; the interval is divided
 *   likewise and clipped. Any other list only bounds the share from above: said in words, no point.
 * Source: Wilson 1927.
 * Differs: –
 * Limits: a list read after the campaign counts people as followers who began to follow because of it.
 * Verified: cascade.test.ts
 */
import type { FollowDesign } from '#domain/facts/engagements/schema.ts';
import { wilson } from '#numerics/stats/intervals.ts';
import type { Circle } from '../schema.ts';

export interface Listed {
  design: FollowDesign | null;
  /** Followers on the list, and followers the account states. */
  listed: number;
  stated: number | null;
  people: number;
  /** Participants on the list. */
  followers: number;
}

/** Participants below which nothing is said. */
const LEAST = 10;
const NEED = {
  en: `a full follower list of the author and ${LEAST} participants`,
  zh: `作者的完整粉丝名单，以及至少 ${LEAST} 名参与者`,
};

export function circleShare(found: Listed | undefined): Circle {
  const { design = null, people = 0, followers = 0, listed = 0, stated = null } = found ?? {};
  if (design === null)
    return {
      state: 'insufficient',
      need: NEED,
      have: { en: 'no follower list', zh: '没有粉丝名单' },
      why: {
        en: 'Who follows the author is known from follower lists only.',
        zh: '是否关注作者，只能从粉丝名单得知。',
      },
    };
  if (people < LEAST)
    return {
      state: 'insufficient',
      need: NEED,
      have: { en: `${people} participants`, zh: `${people} 名参与者` },
      why: { en: 'A share of so few says little.', zh: '人数过少，占比没有意义。' },
    };
  const coverage = design === 'full' ? 1 : design === 'random' && stated ? Math.min(1, listed / stated) : 0;
  if (coverage < 0.05)
    return {
      state: 'insufficient',
      need: NEED,
      have: {
        en: `a list drawn otherwise; ${followers} of ${people} participants stand on it, so at most ${people - followers} do not follow`,
        zh: `名单并非完整或随机；${people} 名参与者中 ${followers} 人在名单上，故未关注者至多 ${people - followers} 人`,
      },
      why: {
        en: 'People missing from a partial list may follow all the same.',
        zh: '不在部分名单上的人仍可能已关注。',
      },
    };
  const seen = wilson(followers, people);
  const share = (s: number) => Math.min(1, Math.max(0, 1 - s / coverage));
  return { state: 'ok', value: share(seen.value), low: share(seen.high), high: share(seen.low), n: people };
}
