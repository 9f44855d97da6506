/** Who of the library can be chosen under a brief, and the first gate at which each of the others falls. Pure. */
import type { z } from 'zod';
import { type Reading, type Words, word } from '#basis/reading.ts';
import type { Panel } from '#domain/readings/audience/panel/service.ts';
import { costOf, promotionOf } from './costs.ts';
import { STRATEGY_TEMPLATES } from './presets.ts';
import { type PlanQuote, quoteOf } from './prices.ts';
import type { planCards } from './queries.ts';
import type { Brief, Candidate, Decision, Interval, PlanGate } from './schema.ts';

export type Card = z.infer<(typeof planCards)['row']>;

export interface Pool {
  candidates: Candidate[];
  dropped: Decision['dropped'];
  funnel: Decision['funnel'];
}

export interface PoolInput {
  brief: Brief;
  cards: readonly Card[];
  quotes: ReadonlyMap<string, readonly PlanQuote[]>;
  panel: Pick<Panel, 'accounts'>;
  /** People of the target in each audience, by account. */
  targetPeople: ReadonlyMap<string, number>;
  readings: ReadonlyMap<string, readonly Reading[]>;
  /** Shown ids of the brief's list, must and never. */
  listed: ReadonlySet<string> | null;
  must: ReadonlySet<string>;
  never: ReadonlySet<string>;
  /** Reasons of the accounts on the workspace's black list. */
  blackList: ReadonlyMap<string, string>;
  /** Monthly sales in the rule's own currency; null where the rule is silent. */
  monthlySales: number | null;
}

export const GATE_LABELS: Readonly<Record<PlanGate | 'library', Words>> = {
  library: word('Accounts of the brief’s platforms', '简报所选平台的账号'),
  list: word('On the list', '在名单中'),
  never: word('Not excluded by the brief', '未被简报排除'),
  black_list: word('Not on the black list', '不在黑名单'),
  price: word('A price is known', '报价已知'),
  currency: word('Price in the brief’s currency', '报价币种一致'),
  audience: word('A whole audience is in hand', '持有完整受众'),
  thin: word('Enough people of the target', '目标人数足够'),
  seller_size: word('Fits the seller’s size', '符合卖家规模'),
  tier: word('Tier of the strategy', '符合策略层级'),
  rival: word('No work for rivals', '未与竞品合作'),
  ring: word('No evidence of rings', '无互赞团伙证据'),
  evidence: word('No evidence of data trouble', '无数据异常证据'),
  true_share: word('True share high enough', '真实占比达标'),
  dear: word('Within the budget alone', '单价不超预算'),
};
const ORDER = Object.keys(GATE_LABELS).filter((g): g is PlanGate => g !== 'library');

const measureOf = (r: Reading): string => r.measure.split('@')[0] as string;

/** Engagers: the share of commenters who look like people, else of followers. Followers: the true-fan share. */
function trueShareOf(readings: readonly Reading[], basis: Brief['basis']): Candidate['trueShare'] {
  const order = basis === 'engagers' ? ['commenter-reality', 'true-fan-share'] : ['true-fan-share'];
  for (const measure of order) {
    const found = readings.find((r) => measureOf(r) === measure && r.result.state === 'ok');
    if (found?.result.state !== 'ok') continue;
    const { value, low, high, n } = found.result;
    return {
      value,
      low: low ?? value,
      high: high ?? value,
      n,
      measure: found.measure,
      readingId: found.readingId,
    };
  }
  return null;
}

const followersOf = (c: Card): Interval | null => {
  const value = c.follower_value ?? c.follower_low;
  return value === null ? null : { value, low: c.follower_low ?? value, high: c.follower_high ?? value };
};

/** The whole tally: every account passes the gates in order, or falls at the first it fails. */
export function poolOf(input: PoolInput): Pool {
  const { brief } = input;
  const people = new Map(input.panel.accounts.map((a) => [a.accountId, a]));
  const candidates: Candidate[] = [];
  const dropped: Decision['dropped'] = [];
  for (const card of input.cards) {
    const id = card.account_id;
    const quote = quoteOf(input.quotes.get(id) ?? [], brief.format);
    const promotion = promotionOf(brief, id);
    const price = quote ? (quote.amount_minor ?? quote.high_minor ?? 0) / 100 : null;
    const candidate: Candidate | null =
      quote === null || price === null
        ? null
        : {
            accountId: id,
            name: card.name,
            platform: card.platform,
            tier: card.tier,
            followers: followersOf(card),
            categories: card.category,
            url: card.url,
            price,
            priceIs: quote.amount_minor === null ? 'upper_end' : 'stated',
            priceKind: quote.kind,
            priceFormat: quote.format,
            schedule: quote.schedule,
            rebateShare: quote.rebate_share,
            taxBasis: quote.tax_basis,
            from: 'sourceId' in quote.from ? quote.from : null,
            quoteId: 'quoteId' in quote.from ? quote.from.quoteId : null,
            priceOn: quote.said_on,
            priceUntil: quote.validUntil,
            promotion,
            cost: costOf(brief, promotion, price),
            audiencePeople: people.get(id)?.people ?? 0,
            targetPeople: input.targetPeople.get(id) ?? 0,
            trueShare: trueShareOf(input.readings.get(id) ?? [], brief.basis),
          };
    const fault = failed(card, candidate, quote, people.get(id)?.design ?? null, input);
    if (fault) dropped.push({ accountId: id, name: card.name, platform: card.platform, ...fault });
    else if (candidate) candidates.push(candidate);
  }
  let left = input.cards.length;
  const funnel: Decision['funnel'] = [{ gate: 'library', label: GATE_LABELS.library, left, dropped: 0 }];
  for (const gate of ORDER) {
    const gone = dropped.filter((d) => d.gate === gate).length;
    left -= gone;
    funnel.push({ gate, label: GATE_LABELS[gate], left, dropped: gone });
  }
  return { candidates, dropped, funnel };
}

type Fault = { gate: PlanGate; reason: Words } | null;
const fault = (gate: PlanGate, en: string, zh: string): Fault => ({ gate, reason: word(en, zh) });

function failed(
  card: Card,
  c: Candidate | null,
  quote: PlanQuote | null,
  design: string | null,
  input: PoolInput,
): Fault {
  const { brief } = input;
  const must = input.must.has(card.account_id);
  if (input.listed && !must && !input.listed.has(card.account_id))
    return fault('list', 'Not on the list.', '不在名单中。');
  if (input.never.has(card.account_id)) return fault('never', 'The brief excludes it.', '简报已排除。');
  const black = input.blackList.get(card.account_id);
  if (black !== undefined) return fault('black_list', `On the black list: ${black}`, `黑名单：${black}`);
  if (!c || !quote)
    return fault(
      'price',
      brief.format === 'any' ? 'No price is known.' : `No price for ${brief.format} is known.`,
      brief.format === 'any' ? '没有已知报价。' : `没有该形式的报价（${brief.format}）。`,
    );
  if (quote.currency !== brief.currency)
    return fault(
      'currency',
      `Priced in ${quote.currency}; no exchange rate is assumed.`,
      `报价币种为 ${quote.currency}，不假设汇率。`,
    );
  if (c.audiencePeople === 0)
    return design !== null && design !== 'full'
      ? fault(
          'audience',
          `Its follower list is a sample (${design}); what two samples share is not known.`,
          `粉丝名单为抽样（${design}），两份抽样的重合无从得知。`,
        )
      : fault('audience', 'Nobody of its audience is in hand.', '没有其受众数据。');
  if (c.targetPeople < brief.risk.leastPeople)
    return fault(
      'thin',
      `${c.targetPeople} people of the target; needs ${brief.risk.leastPeople}.`,
      `目标人群 ${c.targetPeople} 人；至少需要 ${brief.risk.leastPeople} 人。`,
    );
  return must ? null : (sizeFault(c, input) ?? tierFault(c, brief) ?? riskFault(card, c, input));
}

function sizeFault(c: Candidate, { brief, monthlySales }: PoolInput): Fault {
  const { sellerSize } = brief.rules;
  if (!sellerSize.on || monthlySales === null) return null;
  const large = monthlySales > sellerSize.line;
  const band = large ? sellerSize.large : sellerSize.small;
  const followers = c.followers?.value ?? null;
  if (followers === null || followers < band.low || followers > band.high)
    return fault(
      'seller_size',
      `${followers ?? 'Unknown'} followers; the rule for a ${large ? 'large' : 'small'} seller takes ${band.low} to ${band.high}.`,
      `粉丝数 ${followers ?? '未知'}；${large ? '大' : '小'}卖家规则取 ${band.low} 至 ${band.high}。`,
    );
  const least = sellerSize.large.leastTrueShare;
  if (large && (c.trueShare?.low ?? 0) < least)
    return fault(
      'seller_size',
      `A large seller needs a true audience: low end ${c.trueShare?.low.toFixed(2) ?? 'not known'}, needs ${least}.`,
      `大卖家规则要求真实受众：占比下限 ${c.trueShare?.low.toFixed(2) ?? '未知'}，需 ${least}。`,
    );
  return null;
}

function tierFault(c: Candidate, brief: Brief): Fault {
  const { template } = brief.rules;
  const tiers = template.on ? STRATEGY_TEMPLATES[template.name].tiers : null;
  return tiers && !tiers.includes(c.tier ?? '')
    ? fault(
        'tier',
        `Tier ${c.tier ?? 'unknown'} is outside the strategy.`,
        `层级 ${c.tier ?? '未知'} 不在策略范围内。`,
      )
    : null;
}

function riskFault(card: Card, c: Candidate, { brief, readings }: PoolInput): Fault {
  const rival = brief.rivals.find((r) => card.brand.includes(r));
  if (rival !== undefined)
    return fault('rival', `Worked with or named ${rival}.`, `曾与竞品合作或提及：${rival}。`);
  const { risk } = brief;
  const said = readings.get(card.account_id) ?? [];
  const ring = said.find((r) => RINGS.includes(measureOf(r)) && ['moderate', 'strong'].includes(r.level));
  if (risk.rings && ring)
    return fault(
      'ring',
      `${ring.level} evidence of a ring (${ring.measure}): ${ring.summary.en}`,
      `互赞团伙证据（${ring.measure}）：${ring.summary.zh}`,
    );
  const levels = risk.evidence === 'strong' ? ['strong'] : ['moderate', 'strong'];
  const combined = said.find((r) => measureOf(r) === 'combined-evidence' && levels.includes(r.level));
  if (risk.evidence && combined)
    return fault(
      'evidence',
      `${combined.level} evidence: ${combined.summary.en}`,
      `数据异常证据：${combined.summary.zh}`,
    );
  const least = risk.leastTrueShareLow;
  if (least !== null && (c.trueShare === null || c.trueShare.low < least))
    return fault(
      'true_share',
      c.trueShare
        ? `Low end of the true share ${c.trueShare.low.toFixed(2)}; needs ${least}.`
        : 'No reading of its true share.',
      c.trueShare ? `真实占比下限 ${c.trueShare.low.toFixed(2)}；需 ${least}。` : '没有真实占比读数。',
    );
  return c.cost > brief.budget
    ? fault('dear', `Costs ${c.cost.toFixed(0)} alone.`, `单独成本即 ${c.cost.toFixed(0)}。`)
    : null;
}

const RINGS = ['co-engagement', 'dense-block', 'reciprocal-ring'];
/** Measures a plan consults about an account. */
export const CONSULTED: readonly string[] = [
  'combined-evidence',
  'commenter-reality',
  'true-fan-share',
  ...RINGS,
];
