/** The numbers a plan takes on trust, with the place in the brief where each can be changed. */
import { word } from '#domain/readings/audience/say.ts';
import type { Brief, Candidate, Decision } from './schema.ts';
import type { PlanTerms } from './terms.ts';

export function assumptionsOf(
  brief: Brief,
  plan: PlanTerms,
  salesPerMillion: number,
  candidates: readonly Candidate[],
): Decision['assumptions'] {
  const feed = plan.feedShare;
  const unread = candidates.filter((c) => c.trueShare === null).length;
  const { orderValue, unreadTrueShare, serviceFeeShare } = brief.assumptions;
  return [
    {
      name: 'feed_share',
      value: feed,
      unit: 'share',
      words: plan.feedInGoal
        ? word(
            `Assumed: ${100 * feed} % of an audience sees a post in its feed. The goal counts expected people.`,
            `假设：${100 * feed}% 的受众会在信息流中看到作品；目标按预期人数计。`,
          )
        : word(
            `Assumed: ${100 * feed} % of an audience sees a post in its feed. The goal counts memberships; the share enters expected people and their cost only.`,
            `假设：${100 * feed}% 的受众会在信息流中看到作品；目标按受众归属计，该比例只进入预期人数与人均成本。`,
          ),
      setting: 'assumptions.feedShare',
    },
    {
      name: 'sales_per_million',
      value: salesPerMillion,
      unit: 'sales per million followers',
      words: word(
        `Assumed: ${salesPerMillion} direct sales per million followers; anecdotal, a check on promises and no forecast.`,
        `假设：每百万粉丝约 ${salesPerMillion} 单直接销售；来自经验之谈，仅用于核对承诺，不是预测。`,
      ),
      setting: 'assumptions.salesPerMillion',
    },
    {
      name: 'unread_true_share',
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
