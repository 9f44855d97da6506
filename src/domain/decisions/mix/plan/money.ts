/**
 * What may be expected of the chosen names in the world outside the panel: people, cost of one, engagements, sales.
 * Pure; every figure is interval arithmetic over the bounds of its inputs, or says what it lacks.
 */
import { type Words, word } from '#basis/reading.ts';
import { wilson } from '#numerics/stats/intervals.ts';
import type { TaughtAssumptions } from './assumptions.ts';
import type { Brief, Candidate, Decision, Interval, PlanFigure } from './schema.ts';

interface MoneyInput {
  brief: Brief;
  chosen: readonly Candidate[];
  cost: number;
  feedShare: number;
  taught: TaughtAssumptions;
  /** Expected people of the panel, and the sum over the names: their quotient takes out those met twice. */
  seen: { union: number; sum: number };
  /** Engagements of a usual post, where a source says. */
  engagements: ReadonlyMap<string, number>;
}

const ok = (value: Interval, n: number, unit: string): PlanFigure => ({ state: 'ok', ...value, n, unit });
const lacks = (need: Words, have: Words, why: Words): PlanFigure => ({
  state: 'insufficient',
  need,
  have,
  why,
});
const sumOf = (parts: readonly Interval[]): Interval => ({
  value: parts.reduce((s, p) => s + p.value, 0),
  low: parts.reduce((s, p) => s + p.low, 0),
  high: parts.reduce((s, p) => s + p.high, 0),
});

export function moneyOf(input: MoneyInput): Decision['money'] {
  const { brief, chosen, cost, feedShare } = input;
  const sized = chosen.filter((c) => c.followers !== null);
  const noFollowers = lacks(
    word('a follower count of every chosen name', '每个入选账号的粉丝数'),
    word(`${sized.length} of ${chosen.length}`, `${chosen.length} 个中的 ${sized.length} 个`),
    word('A missing count is not guessed.', '缺少的粉丝数不作猜测。'),
  );
  const whole = sized.length === chosen.length && chosen.length > 0;
  const once = input.seen.sum > 0 ? input.seen.union / input.seen.sum : 0;
  const people = sumOf(
    sized.map((c): Interval => {
      const target = wilson(c.targetPeople, Math.max(1, c.audiencePeople));
      const unread = brief.assumptions.unreadTrueShare;
      const fans = c.trueShare ?? { value: unread, low: unread, high: unread };
      const f = c.followers as Interval;
      const k = feedShare * once;
      return {
        value: f.value * (c.targetPeople / Math.max(1, c.audiencePeople)) * fans.value * k,
        low: f.low * target.low * fans.low * k,
        high: f.high * target.high * fans.high * k,
      };
    }),
  );
  const n = chosen.reduce((sum, c) => sum + c.targetPeople, 0);
  const expectedPeople = whole ? ok(people, n, 'people') : noFollowers;
  const { taught } = input;
  // An accepted value brings where a further campaign will lie; a shipped one has no interval of its own.
  const rate = taught.held.get('sales_per_million');
  const sales = sumOf(
    sized.map(({ followers: f }): Interval => {
      const k = taught.salesPerMillion / 1e6;
      const { value, low, high } = f as Interval;
      return {
        value: value * k,
        low: low * (rate?.low ?? taught.salesPerMillion) * 1e-6,
        high: high * (rate?.high ?? taught.salesPerMillion) * 1e-6,
      };
    }),
  );
  const { orderValue } = brief.assumptions;
  const acts = chosen
    .map((c) => input.engagements.get(c.accountId))
    .filter((x): x is number => x !== undefined);
  const usual = acts.reduce((a, b) => a + b, 0);
  const ratio = taught.held.get('engagement_ratio');
  const revenue: PlanFigure =
    orderValue === null
      ? lacks(
          word('what one sale brings', '单笔成交金额'),
          word('not in the brief', '简报未给出'),
          word('It is not guessed.', '不作猜测。'),
        )
      : whole
        ? ok(
            { value: sales.value * orderValue, low: sales.low * orderValue, high: sales.high * orderValue },
            chosen.length,
            brief.currency,
          )
        : noFollowers;
  return {
    expectedPeople,
    costPerPerson:
      whole && people.low > 0
        ? ok(
            { value: cost / people.value, low: cost / people.high, high: cost / people.low },
            n,
            `${brief.currency} per person`,
          )
        : whole
          ? lacks(
              word('a reach whose lower bound is above zero', '下限大于零的触达'),
              word('a lower bound of zero', '下限为零'),
              word('The cost of a person has no upper bound.', '人均成本没有上限。'),
            )
          : noFollowers,
    engagements:
      acts.length * 2 >= chosen.length && acts.length > 0
        ? ok(
            {
              value: usual * taught.engagementRatio,
              low: usual * (ratio?.low ?? taught.engagementRatio),
              high: usual * (ratio?.high ?? taught.engagementRatio),
            },
            acts.length,
            'engagements',
          )
        : lacks(
            word('engagements of a usual post for half of the names', '至少半数账号的常规互动量'),
            word(`${acts.length} of ${chosen.length}`, `${chosen.length} 个中的 ${acts.length} 个`),
            word('The rest is not guessed.', '其余不作猜测。'),
          ),
    sales: whole ? ok(sales, chosen.length, 'sales') : noFollowers,
    revenue,
    warning: warningOf(brief, whole ? sales : null, revenue, cost),
  };
}

/** Direct sales of creators are low: a plan that stands on them alone is said to do so. */
function warningOf(brief: Brief, sales: Interval | null, revenue: PlanFigure, cost: number): Words | null {
  const alone = brief.goal === 'sales' && brief.secondary.length === 0;
  const among = brief.goal === 'sales' || brief.secondary.some((s) => s.goal === 'sales');
  const short = revenue.state === 'ok' && revenue.high < cost;
  if (!alone && !(among && short)) return null;
  const each = sales && sales.value > 0 ? (cost / sales.value).toFixed(0) : null;
  return word(
    `${alone ? 'This plan stands on direct sales alone. ' : ''}${sales ? `About ${sales.value.toFixed(0)} direct sales would be usual` : 'Usual sales cannot be told'}${each ? `, at ${each} ${brief.currency} each` : ''}. Creators rarely pay by direct sales; name what else the plan is for.`,
    `${alone ? '本方案仅以直接销售为依据。' : ''}${sales ? `通常约 ${sales.value.toFixed(0)} 单直接成交` : '无法估计常规成交'}${each ? `，每单成本约 ${each} ${brief.currency}` : ''}。达人投放很少靠直接成交回本，请写明其他目的。`,
  );
}
