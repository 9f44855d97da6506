/** The numbers a plan takes on trust, with the place in the brief where each can be changed. */
import { word } from '#basis/reading.ts';
import type { Brief, Candidate, Decision, HeldAssumption, LearnedName } from './schema.ts';
import type { PlanTerms } from './terms.ts';

/** What one plan takes for the assumptions that results can teach. */
export interface TaughtAssumptions {
  salesPerMillion: number;
  engagementRatio: number;
  /** Accepted values that this plan uses: those that the brief does not name itself. */
  held: ReadonlyMap<LearnedName, HeldAssumption>;
  /** The workspace's values, which hold without an accepted one. */
  shipped: Readonly<Record<LearnedName, number>>;
}

const UNTAUGHT = { shipped: null, held: null };
const per = (name: LearnedName, value: number): string =>
  name === 'feed_share' ? `${Number((100 * value).toPrecision(3))} %` : String(Number(value.toPrecision(3)));

/** Where an accepted value comes from, and what stood there before. */
function heldWords(h: HeldAssumption, shipped: number): { en: string; zh: string } {
  const [value, before, day] = [per(h.name, h.value), per(h.name, shipped), h.acceptedAt.slice(0, 10)];
  const range =
    h.low !== null && h.high !== null ? ` (90 %: ${per(h.name, h.low)}–${per(h.name, h.high)})` : '';
  return h.source === 'learned'
    ? word(
        `Learned from ${h.campaigns} campaigns, ${h.n} placements: ${value}${range}. Accepted on ${day} by ${h.acceptedBy}; shipped: ${before}.`,
        `由 ${h.campaigns} 个活动、${h.n} 个投放学得：${value}${range}。${h.acceptedBy} 于 ${day} 采纳；出厂值 ${before}。`,
      )
    : word(
        `Stated by ${h.acceptedBy} on ${day}: ${value}; shipped: ${before}.`,
        `${h.acceptedBy} 于 ${day} 设定：${value}；出厂值 ${before}。`,
      );
}

export function assumptionsOf(
  brief: Brief,
  plan: PlanTerms,
  taught: TaughtAssumptions,
  candidates: readonly Candidate[],
): Decision['assumptions'] {
  const feed = plan.feedShare;
  const { salesPerMillion, engagementRatio, shipped } = taught;
  const source = (name: LearnedName) => ({
    shipped: shipped[name],
    held: taught.held.get(name) ?? null,
  });
  const told = (name: LearnedName, words: { en: string; zh: string }) => {
    const held = taught.held.get(name);
    if (!held) return words;
    const from = heldWords(held, shipped[name]);
    return word(`${words.en} ${from.en}`, `${words.zh}${from.zh}`);
  };
  const unread = candidates.filter((c) => c.trueShare === null).length;
  const { orderValue, unreadTrueShare, serviceFeeShare } = brief.assumptions;
  return [
    {
      name: 'feed_share',
      value: feed,
      unit: 'share',
      ...source('feed_share'),
      words: told(
        'feed_share',
        plan.feedInGoal
          ? word(
              `Assumed: ${per('feed_share', feed)} of an audience sees a post in its feed. The goal counts expected people.`,
              `假设：${per('feed_share', feed).replace(' ', '')} 的受众会在信息流中看到作品；目标按预期人数计。`,
            )
          : word(
              `Assumed: ${per('feed_share', feed)} of an audience sees a post in its feed. The goal counts memberships; the share enters expected people and their cost only.`,
              `假设：${per('feed_share', feed).replace(' ', '')} 的受众会在信息流中看到作品；目标按受众归属计，该比例只进入预期人数与人均成本。`,
            ),
      ),
      setting: 'assumptions.feedShare',
    },
    {
      name: 'sales_per_million',
      value: salesPerMillion,
      unit: 'sales per million followers',
      ...source('sales_per_million'),
      words: told(
        'sales_per_million',
        taught.held.has('sales_per_million')
          ? word('Direct sales per million followers.', '每百万粉丝的直接销售。')
          : word(
              `Assumed: ${salesPerMillion} direct sales per million followers; anecdotal, a check on promises and no forecast.`,
              `假设：每百万粉丝约 ${salesPerMillion} 单直接销售；来自经验之谈，仅用于核对承诺，不是预测。`,
            ),
      ),
      setting: 'assumptions.salesPerMillion',
    },
    {
      name: 'engagement_ratio',
      value: engagementRatio,
      unit: 'ratio',
      ...source('engagement_ratio'),
      words: told(
        'engagement_ratio',
        word(
          `Assumed: a sponsored post brings ${Number(engagementRatio.toPrecision(3))} times the engagements of a usual one.`,
          `假设：合作作品的互动为该账号常规作品的 ${Number(engagementRatio.toPrecision(3))} 倍。`,
        ),
      ),
      setting: 'assumptions.engagementRatio',
    },
    {
      name: 'unread_true_share',
      ...UNTAUGHT,
      value: unreadTrueShare,
      unit: 'share',
      words: word(
        `Assumed: a true share of ${unreadTrueShare} for the ${unread} candidates that no reading speaks of.`,
        `假设：${unread} 个没有读数的候选，真实占比取 ${unreadTrueShare}。`,
      ),
      setting: 'assumptions.unreadTrueShare',
    },
    {
      name: 'order_value',
      ...UNTAUGHT,
      value: orderValue,
      unit: brief.currency,
      words:
        orderValue === null
          ? word(
              'Not given: what one sale brings. Revenue is not told.',
              '未给出单笔成交金额，不计算销售额。',
            )
          : word(
              `Assumed: one sale brings ${orderValue} ${brief.currency}.`,
              `假设：单笔成交 ${orderValue} ${brief.currency}。`,
            ),
      setting: 'assumptions.orderValue',
    },
    {
      name: 'service_fee_share',
      ...UNTAUGHT,
      value: brief.rules.promotion.on ? null : serviceFeeShare,
      unit: 'share',
      words: brief.rules.promotion.on
        ? word(
            'The fee of the platform comes from the cost model of the promotion mode.',
            '平台服务费来自推广模式的成本模型。',
          )
        : word(
            `Assumed: a platform fee of ${100 * serviceFeeShare} % in the sheet.`,
            `假设：报价单中平台服务费为 ${100 * serviceFeeShare}%。`,
          ),
      setting: 'assumptions.serviceFeeShare',
    },
  ];
}
