/**
 * What does a true person reached cost, what does the audience do for the money, what sales would be usual?
 * Method: price ÷ (followers × feed share × true-fan share); engagements × true-fan share ÷ price; followers × 22 per
 *   million. Interval arithmetic over the bounds of every input.
 * Source: Moore 1966, Interval Analysis. Feed share 10 % and 22 sales per million are anecdotal and editable.
 * Differs: no point where an input has only bounds.
 * Limits: followers who see a post in their feed are not those who look; people reached elsewhere are left out.
 * Verified: reckoned.test.ts by hand.
 */
import { insufficient, type Result, type Words } from '#basis/reading.ts';
import type { Assumption } from '../schema.ts';

export interface Bounds {
  value: number;
  low: number;
  high: number;
}

const SETTING = 'weights';
export const feedAssumption = (share: number): Assumption => ({
  name: 'feed_share',
  value: share,
  unit: 'share of followers',
  words: {
    en: `Assumed: ${100 * share} % of followers see a post in their feed.`,
    zh: `假设：${100 * share}% 的粉丝会在信息流中看到作品。`,
  },
  setting: `${SETTING}.feedShare`,
  editable: true,
});
export const salesAssumption = (perMillion: number): Assumption => ({
  name: 'sales_per_million',
  value: perMillion,
  unit: 'sales per million followers',
  words: {
    en: `Assumed: ${perMillion} direct sales per million followers; anecdotal, a check on promises and no forecast.`,
    zh: `假设：每百万粉丝约 ${perMillion} 单直接销售；来自经验之谈，仅用于核对承诺，不是预测。`,
  },
  setting: `${SETTING}.salesPerMillion`,
  editable: true,
});

const ok = (value: Bounds, n: number, unit: string, caveats: Words[]): Result => ({
  state: 'ok',
  ...value,
  n,
  unit,
  detail: {},
  caveats,
});
const lacks = (missing: Words[]): Result =>
  insufficient(
    { en: missing.map((m) => m.en).join(', '), zh: missing.map((m) => m.zh).join('、') },
    { en: 'not in the library', zh: '库中没有' },
    { en: 'An input is missing; it is not guessed.', zh: '缺少输入，不作猜测。' },
  );
const PRICE: Words = { en: 'a price', zh: '报价' };
const FOLLOWERS: Words = { en: 'a follower count', zh: '粉丝数' };
const FANS: Words = { en: 'a true-fan reading (audit the account)', zh: '真粉率读数（先审计该账号）' };
const TARGET: Words = {
  en: 'the share of the target in its audience (save the target again)',
  zh: '目标人群在其受众中的占比（请重新保存该目标）',
};
const ACTS: Words = { en: 'engagements of posts', zh: '作品互动数' };
const names = (pairs: [unknown, Words][]): Words[] => pairs.filter(([x]) => x === null).map(([, w]) => w);

/** Minor units of currency for one true follower who sees the post. Shares are 0–1; n is the people behind the true-fan share. */
export function costPerTruePerson(p: {
  price: Bounds | null;
  currency: string | null;
  followers: Bounds | null;
  feedShare: number;
  trueShare: Bounds | null;
  n: number;
}): Result {
  const missing = names([
    [p.price, PRICE],
    [p.followers, FOLLOWERS],
    [p.trueShare, FANS],
  ]);
  if (!p.price || !p.followers || !p.trueShare) return lacks(missing);
  const reach = (f: number, s: number) => f * p.feedShare * s;
  const most = reach(p.followers.low, p.trueShare.low);
  const low = p.price.low / reach(p.followers.high, p.trueShare.high);
  if (most <= 0) {
    const least = Number.isFinite(low) ? Math.round(low) : null;
    return insufficient(
      { en: 'a reach whose lower bound is above zero', zh: '下限大于零的触达' },
      {
        en: `a true-fan share that may be zero${least === null ? '' : `; at least ${least} ${p.currency ?? ''} minor per person`}`,
        zh: `真粉率可能为零${least === null ? '' : `；每人至少 ${least} ${p.currency ?? ''} 最小单位`}`,
      },
      { en: 'The cost has no upper bound.', zh: '成本没有上限。' },
    );
  }
  return ok(
    {
      value: p.price.value / reach(p.followers.value, p.trueShare.value),
      low,
      high: p.price.high / most,
    },
    p.n,
    `${p.currency ?? ''} minor per person`.trim(),
    [feedAssumption(p.feedShare).words],
  );
}

/**
 * Minor units of currency for one true follower of the target who sees the post: the cost of a true person ÷ the target's
 * share of the audience, each with its bounds.
 */
export function costPerTargetPerson(
  p: Parameters<typeof costPerTruePerson>[0] & { share: Result | null },
): Result {
  const cost = costPerTruePerson(p);
  if (cost.state === 'insufficient') return cost;
  if (!p.share) return lacks([TARGET]);
  if (p.share.state === 'insufficient') return p.share;
  const { value, low, high, n } = p.share;
  const [least, most] = [low ?? value, high ?? value];
  if (least <= 0)
    return insufficient(
      { en: 'people of the target in this audience', zh: '该受众中有目标人群' },
      {
        en: `a share of the target that may be zero (at most ${(100 * most).toFixed(1)} % of ${n} people)`,
        zh: `目标占比可能为零（${n} 人中至多 ${(100 * most).toFixed(1)}%）`,
      },
      { en: 'The cost has no upper bound.', zh: '成本没有上限。' },
    );
  return ok(
    {
      value: cost.value / value,
      low: (cost.low ?? cost.value) / most,
      high: (cost.high ?? cost.value) / least,
    },
    n,
    cost.unit,
    [
      feedAssumption(p.feedShare).words,
      {
        en: 'The share of the target is taken to be the same among true fans, and among followers as among those counted.',
        zh: '假定目标占比在真粉中、在全部粉丝中与所统计的人群相同。',
      },
    ],
  );
}

/** Engagements of true fans per whole unit of currency: the fan effect. */
export function fanEffect(p: {
  price: Bounds | null;
  currency: string | null;
  engagements: number | null;
  trueShare: Bounds | null;
  n: number;
}): Result {
  const missing = names([
    [p.price, PRICE],
    [p.engagements, ACTS],
    [p.trueShare, FANS],
  ]);
  if (!p.price || p.engagements === null || !p.trueShare || p.price.low <= 0) return lacks(missing);
  const acts = p.engagements;
  return ok(
    {
      value: (100 * acts * p.trueShare.value) / p.price.value,
      low: (100 * acts * p.trueShare.low) / p.price.high,
      high: (100 * acts * p.trueShare.high) / p.price.low,
    },
    p.n,
    `engagements per ${p.currency ?? 'unit'}`,
    [
      {
        en: 'True fans are taken to engage as much as other followers.',
        zh: '假定真粉与其他粉丝互动程度相同。',
      },
    ],
  );
}

/** Direct sales that would be usual for so many followers. */
export const expectedSales = (followers: Bounds | null, perMillion: number): Result =>
  followers === null
    ? lacks([FOLLOWERS])
    : ok(
        {
          value: (followers.value * perMillion) / 1e6,
          low: (followers.low * perMillion) / 1e6,
          high: (followers.high * perMillion) / 1e6,
        },
        1,
        'sales',
        [salesAssumption(perMillion).words],
      );
