/**
 * How much of what an account publishes is advertising of the cheap kind?
 * Method: five signs a post: a private contact (phone, WeChat, QQ, group), a link or code out of the platform, price and
 *   urgency words, hashtags beyond ten or most of the text, one text published again. Score = weights below, capped at
 *   1; a post of .5 and more is junk advertising. Share of such posts with a Wilson interval; mean score beside it.
 * Source: signs named in platform rules on traffic diversion (Xiaohongshu and Douyin community rules) and in Chen et al.
 *   2015 on Weibo spam; weights of this repository.
 * Differs: no training and no verdict: every sign is shown with the words that made it.
 * Limits: characters written as pictures or by sound pass; a legitimate shop has contacts and prices too.
 * Verified: posts.test.ts (positive and negative wordings).
 */
import { type Interval, wilson } from '#numerics/stats/intervals.ts';
import { normalise } from '#numerics/text/normalise.ts';

export const LEAST_AD_POSTS = 10;

export const AD_SIGNS = {
  contact: {
    weight: 0.6,
    pattern:
      /(?:加|\+|➕|私|联系|扫)\s*(?:我)?\s*(?:微信|薇信|威信|徽信|v信|wx|vx|v❤|企鹅|qq)|(?:微信|薇信|徽信|v信|wx|vx|wechat|whatsapp|telegram|qq)\s*(?:号|群|id)?\s*[:：是]?\s*[a-z0-9_-]{5,}|(?:进|加)群|代理(?:招募|加盟)|(?<!\d)1[3-9]\d{9}(?!\d)|dm (?:me )?(?:for|to) (?:order|buy|collab|promo)/iu,
  },
  link: {
    weight: 0.4,
    pattern:
      /https?:\/\/(?!(?:[\w-]+\.)*(?:weibo|xiaohongshu|douyin|bilibili|zhihu|instagram|youtube|tiktok)\.)\S+|(?:淘口令|复制(?:这段|此)\S{0,4}打开|link in bio|点击(?:链接|主页)|购买链接|戳(?:链接|左下角))|[￥¥₤€]\w{9,}[￥¥₤€]/iu,
  },
  price: {
    weight: 0.3,
    pattern:
      /(?:仅|只要|现价|券后|到手价|秒杀|特价|优惠券|领券|满减|包邮|限时|清仓|半价|促销|买一送一|折扣码)|\d+(?:\.\d+)?\s*(?:元|块|rmb)(?:起|包邮|抢)|\b(?:promo|discount|coupon)\s*code\b|\d+\s*% off|\bbuy now\b|\bfree shipping\b/iu,
  },
} as const;
const STUFFED_TAGS = 10;
const WEIGHTS = { stuffing: 0.3, repeated: 0.3 } as const;
const JUNK = 0.5;

export type AdSign = keyof typeof AD_SIGNS | keyof typeof WEIGHTS;
export interface AdPost {
  text: string;
  tags: readonly string[];
}
export interface ScoredPost {
  score: number;
  signs: AdSign[];
  /** The words that made the first sign. */
  words: string | null;
}
export interface JunkAdLoad {
  share: Interval;
  meanScore: number;
  posts: ScoredPost[];
  signCounts: Partial<Record<AdSign, number>>;
}

/** Score of one post, 0–1. `repeated`: another post of the account has the same words. */
export function adScore({ text, tags }: AdPost, repeated = false): ScoredPost {
  const signs: AdSign[] = [];
  let [score, words]: [number, string | null] = [0, null];
  for (const [sign, { weight, pattern }] of Object.entries(AD_SIGNS)) {
    const match = pattern.exec(text.normalize('NFKC'));
    if (!match) continue;
    signs.push(sign as AdSign);
    score += weight;
    words ??= match[0];
  }
  const inText = text.match(/[#＃][^\s#＃]+/gu) ?? [];
  const tagCount = Math.max(tags.length, inText.length);
  const tagLength = inText.reduce((sum, tag) => sum + tag.length, 0);
  if (tagCount > STUFFED_TAGS || (tagCount >= 5 && tagLength > 0.6 * text.length)) {
    signs.push('stuffing');
    score += WEIGHTS.stuffing;
  }
  if (repeated) {
    signs.push('repeated');
    score += WEIGHTS.repeated;
  }
  return { score: Math.min(1, score), signs, words };
}

/** Null for fewer than ten posts with words. */
export function junkAdLoad(posts: readonly AdPost[]): JunkAdLoad | null {
  if (posts.length < LEAST_AD_POSTS) return null;
  const uses = new Map<string, number>();
  const normal = posts.map((post) => normalise(post.text));
  for (const text of normal) uses.set(text, (uses.get(text) ?? 0) + 1);
  const scored = posts.map((post, i) =>
    adScore(post, (normal[i] as string).length >= 10 && (uses.get(normal[i] as string) ?? 0) > 1),
  );
  const signCounts: Partial<Record<AdSign, number>> = {};
  for (const { signs } of scored) for (const sign of signs) signCounts[sign] = (signCounts[sign] ?? 0) + 1;
  return {
    share: wilson(scored.filter((p) => p.score >= JUNK).length, scored.length),
    meanScore: scored.reduce((sum, p) => sum + p.score, 0) / scored.length,
    posts: scored,
    signCounts,
  };
}
