/** What a campaign brought for what it cost, raw and de-watered, and against what was forecast. */

import { compareMeasured, type Measured, type MetricId } from '#basis/metric.ts';
import { word } from '#basis/reading.ts';
import { postsOf } from '#domain/facts/commerce/campaign-frame.ts';
import type { Placement } from '#domain/facts/commerce/schema.ts';
import { ENGAGED, SEEN } from '#domain/facts/posts/schema.ts';
import type { Store } from '#store/open-store.ts';
import type { ReadingRow } from '#store/readings/queries.ts';
import { readingsAbout } from '#store/readings/queries.ts';
import { counted, ranged, thin } from './estimate.ts';
import { forecastsAgainst, type OutcomeFrame, outcomeFrame } from './frame.ts';
import { cleanCount, cleanSum } from './measures/clean-count.ts';
import { mediaValue } from './measures/media-value.ts';
import { orderRange } from './measures/order-range.ts';
import { unitCost } from './measures/unit-cost.ts';
import * as q from './queries.ts';
import { type Counter, type Effect, type Estimate, type PlacementLine, type Tariff } from './schema.ts';

/** Days after a post within which an unnamed order of its product may belong to it, and after taking part. */
const WINDOW_DAYS = 7;
const TOUCH_DAYS = 30;
/** Sales for one follower: about 22 for a million, told by practitioners; a prior to be surprised by, not a forecast. */
const SALES_PER_FOLLOWER = 22 / 1_000_000;

const NOT_AUDITED = thin(
  word('an audit of the account', '对该账号的审查'),
  word('none that could measure it', '尚无可量化的判读'),
  word('True share comes from authenticity readings.', '真实占比来自真实性判读。'),
);

type Levels = Map<string, Map<string, ReadingRow>>;
async function readings(store: Store, accounts: readonly string[]): Promise<Levels> {
  const found: Levels = new Map();
  for (const row of await store.facts.all(readingsAbout, { kind: 'account', ids: accounts })) {
    const of = found.get(row.subject_id) ?? new Map<string, ReadingRow>();
    of.set(row.measure.split('@')[0] as string, row);
    found.set(row.subject_id, of);
  }
  return found;
}
const estimateOf = (row: ReadingRow | undefined): Estimate =>
  row?.state === 'ok' && row.value !== null && row.low !== null && row.high !== null
    ? ranged(row.value, row.low, row.high, row.n ?? 0)
    : NOT_AUDITED;

const valueOf = (counters: readonly Counter[], metric: string): number | null =>
  counters.find((c) => c.metric === metric)?.value ?? null;
const sumOf = (counters: readonly Counter[], metrics: readonly string[]): number | null => {
  const found = counters.filter((c) => metrics.includes(c.metric));
  return found.length === 0 ? null : found.reduce((a, c) => a + c.value, 0);
};

function lineOf(
  p: Placement,
  counters: readonly Counter[],
  of: Map<string, ReadingRow> | undefined,
): PlacementLine {
  const seenBy = SEEN.find((metric) => valueOf(counters, metric) !== null) ?? null;
  const seen = seenBy === null ? null : valueOf(counters, seenBy);
  const trueShare = estimateOf(of?.get('true-fan-share'));
  const emptyShare = estimateOf(of?.get('empty-comments'));
  return {
    accountId: p.accountId,
    accountName: p.accountName,
    platform: p.platform,
    tier: p.tier,
    followers: p.followers,
    postId: p.postId,
    title: p.postTitle,
    publishedAt: p.publishedAt,
    state: p.state,
    costMinor: p.amountMinor,
    currency: p.currency,
    counters: [...counters],
    seenBy,
    seen,
    engagements: sumOf(counters, ENGAGED),
    evidence: of?.get('combined-evidence')?.level ?? null,
    trueShare,
    emptyShare,
    seenClean: cleanCount(seen, trueShare),
    commentsClean: cleanCount(valueOf(counters, 'comment_count'), emptyShare, true),
    from: { sourceId: p.sourceId, row: p.sourceRow },
  };
}

const WAYS: Record<
  Effect['orders']['ways'][number]['way'],
  { end: 'named' | 'possible' | 'base'; en: string; zh: string }
> = {
  link: { end: 'named', en: 'came through a tracked link', zh: '经跟踪链接' },
  code: { end: 'named', en: 'used a code of the campaign', zh: '使用活动优惠码' },
  post: { end: 'named', en: 'name the post or the campaign', zh: '订单写明作品或活动' },
  touch: { end: 'possible', en: 'unnamed, the buyer had taken part', zh: '未注明，买家此前参与过' },
  time_sku: {
    end: 'possible',
    en: 'unnamed, same product and platform, soon after a post',
    zh: '未注明，同品同平台，发布后不久',
  },
  everyday: {
    end: 'base',
    en: 'unnamed on quiet days: the everyday rate',
    zh: '平日未注明的订单（日常水平）',
  },
};

async function orders(store: Store, frame: OutcomeFrame, followers: number): Promise<Effect['orders']> {
  const posts = postsOf(frame);
  const days = frame.placements.flatMap((p) => (p.publishedAt ? [p.publishedAt.slice(0, 10)] : []));
  const rows = await store.facts.all(q.campaignOrders, {
    posts,
    campaign: frame.campaign,
    codes: frame.codes,
    links: frame.links,
    windowDays: WINDOW_DAYS,
    touchDays: TOUCH_DAYS,
  });
  const everyday = rows.find((r) => r.way === 'everyday');
  const currencies = new Set(rows.flatMap((r) => (r.currency === null ? [] : [r.currency])));
  const oneCurrency = currencies.size === 1 && rows.every((r) => r.currencies <= 1);
  const windowDays = coveredDays(days, WINDOW_DAYS);
  const range = orderRange(
    rows.map((r) => ({ way: r.way, orders: r.orders, sales: r.sales ?? 0 })),
    windowDays,
    everyday?.days ?? 0,
  );
  const n = rows.filter((r) => r.way !== 'everyday').reduce((a, r) => a + r.orders, 0);
  const estimate = (r: { value: number; low: number; high: number }): Estimate =>
    n === 0
      ? thin(
          word('imported orders', '已导入的订单'),
          word('none that fit', '没有相符的'),
          word('Sales are read from orders only.', '销售只来自订单。'),
        )
      : ranged(r.value, r.low, r.high, n);
  return {
    ways: rows.map((r) => ({
      way: r.way,
      label: { en: WAYS[r.way].en, zh: WAYS[r.way].zh },
      orders: r.orders,
      salesMinor: oneCurrency ? r.sales : null,
      end: WAYS[r.way].end,
    })),
    range: estimate(range.orders),
    sales: oneCurrency
      ? estimate(range.sales)
      : thin(
          word('orders of one currency', '同一币种的订单'),
          word(`${currencies.size}`, `${currencies.size}`),
          word('Sums of several currencies mean nothing.', '多币种不能相加。'),
        ),
    currency: oneCurrency ? ([...currencies][0] ?? null) : null,
    windowDays,
    prior: followers > 0 ? counted(followers * SALES_PER_FOLLOWER, 0) : NOT_AUDITED,
  };
}

/** Days that stand within some days after a post, each once. */
function coveredDays(days: readonly string[], windowDays: number): number {
  const covered = new Set<number>();
  for (const day of days)
    for (let d = 0; d < windowDays; d++) covered.add(Date.parse(`${day}T00:00:00Z`) / 86_400_000 + d);
  return covered.size;
}

function unitCosts(lines: readonly PlacementLine[], currency: string | null, named: number): Effect['costs'] {
  const published = lines.filter((l) => l.postId !== null);
  const of = (metric: MetricId, count: (l: PlacementLine) => number | null, per = 1) =>
    unitCost(
      metric,
      published.map((l) => ({ costMinor: l.costMinor, count: count(l) })),
      per,
      currency,
      published.length,
    );
  const costs = [
    of('cpm_per_exposure', (l) => valueOf(l.counters, 'exposure_count'), 1000),
    of('cpm_per_read', (l) => valueOf(l.counters, 'read_count'), 1000),
    of('cpm_per_view', (l) => valueOf(l.counters, 'view_count'), 1000),
    of('cost_per_read', (l) => valueOf(l.counters, 'read_count')),
    of('cost_per_view', (l) => valueOf(l.counters, 'view_count')),
    of('cost_per_engagement', (l) => l.engagements),
    of('cost_per_click', (l) => valueOf(l.counters, 'link_click_count')),
  ];
  // Orders are named for the campaign, not for a post: all prices over all named orders.
  const priced = published.filter((l) => l.costMinor !== null);
  const cost = priced.reduce((a, l) => a + (l.costMinor ?? 0), 0);
  const whole = unitCost('cost_per_order', [], 1, currency, published.length);
  costs.push({
    ...whole,
    costMinor: cost,
    count: named,
    placements: priced.length,
    result:
      named > 0 && priced.length === published.length && cost > 0
        ? counted(cost / named, named)
        : thin(
            word('a price of every placement and named orders', '每个投放的价格与注明的订单'),
            word(
              `${priced.length} of ${published.length} prices, ${named} orders`,
              `${published.length} 个投放中 ${priced.length} 个有价格，${named} 个订单`,
            ),
            word(
              'A part of the cost over all orders would look cheap.',
              '用部分成本除以全部订单会显得便宜。',
            ),
          ),
  });
  return costs;
}

/** Two unit costs as figures of the dictionary: those with different denominators refuse to be compared. */
export function compareUnitCosts(a: Effect['costs'][number], b: Effect['costs'][number], currency: string) {
  const measured = (c: Effect['costs'][number]): Measured => ({
    metric: c.metric,
    quantity:
      c.result.state === 'ok'
        ? { value: c.result.value, low: c.result.low, high: c.result.high }
        : { value: null, low: null, high: null },
    windowDays: null,
    content: 'sponsored',
    format: 'all',
    currency,
    definition: 'touchstone',
    asOf: '',
  });
  return compareMeasured(measured(a), measured(b));
}

function funnel(lines: readonly PlacementLine[], range: Estimate): Effect['funnel'] {
  const published = lines.filter((l) => l.postId !== null);
  const step = (metrics: readonly string[]): Estimate => {
    const values = published.map((l) => sumOf(l.counters, metrics)).filter((v) => v !== null);
    return values.length === 0
      ? thin(
          word('this counter of a post', '作品的该计数'),
          word('none', '无'),
          word('No source gives it.', '没有来源提供。'),
        )
      : counted(
          values.reduce((a, v) => a + v, 0),
          values.length,
        );
  };
  const seen = published.map((l) => l.seen).filter((v) => v !== null);
  const kinds = [...new Set(published.flatMap((l) => l.seenBy ?? []))].sort().join(' + ');
  return [
    {
      step: 'attention',
      label: word('Attention', '认知'),
      counted: word(kinds || 'exposures', kinds || '曝光'),
      result:
        seen.length === 0
          ? step(SEEN)
          : counted(
              seen.reduce((a, v) => a + v, 0),
              seen.length,
            ),
    },
    {
      step: 'appeal',
      label: word('Appeal', '吸引'),
      counted: word('likes and saves', '点赞与收藏'),
      result: step(['like_count', 'save_count', 'wow_count', 'coin_count']),
    },
    {
      step: 'action',
      label: word('Action', '行动'),
      counted: word('reposts and shares', '转发与分享'),
      result: step(['repost_count', 'share_count']),
    },
    {
      step: 'advocacy',
      label: word('Advocacy', '拥护'),
      counted: word('comments', '评论'),
      result: step(['comment_count', 'danmaku_count']),
    },
    {
      step: 'activation',
      label: word('Activation', '转化'),
      counted: word('orders, from named to possible', '订单，从注明到可能'),
      result: range,
    },
  ];
}

export async function effect(store: Store, campaign: string, tariff: Tariff | null = null): Promise<Effect> {
  const frame = await outcomeFrame(store, campaign);
  const posts = postsOf(frame);
  const accounts = [...new Set(frame.placements.map((p) => p.accountId))];
  const [counters, levels, brands, reused] = await Promise.all([
    store.facts.all(q.newestCounters, { posts }),
    readings(store, accounts),
    tariff ? store.facts.all(q.brandsNamed, { posts }) : Promise.resolve([]),
    store.facts.first(q.reuse, {
      posts,
      accounts,
      brand: frame.brand ?? '',
      from: `${frame.startsOn ?? '1970-01-01'}T00:00:00Z`,
    }),
  ]);
  const countersOf = new Map<string, Counter[]>();
  for (const c of counters)
    countersOf.set(c.post_id, [
      ...(countersOf.get(c.post_id) ?? []),
      {
        metric: c.metric,
        value: c.value,
        asOf: c.seen_at,
        from: { sourceId: c.source_id, row: c.source_row },
      },
    ]);
  const lines = frame.placements.map((p) =>
    lineOf(p, countersOf.get(p.postId ?? '') ?? [], levels.get(p.accountId)),
  );
  const published = lines.filter((l) => l.postId !== null);
  const currencies = new Set(lines.flatMap((l) => (l.costMinor === null ? [] : [l.currency])));
  const currency = currencies.size === 1 ? ([...currencies][0] ?? null) : null;
  const reach = accounts.reduce(
    (a, id) => a + (frame.placements.find((p) => p.accountId === id && p.postId !== null)?.followers ?? 0),
    0,
  );
  const sold = await orders(store, frame, reach);
  const named = sold.ways.filter((w) => w.end === 'named').reduce((a, w) => a + w.orders, 0);
  const paid = published.filter((l) => l.costMinor !== null);
  const cost =
    paid.length > 0 && currency !== null
      ? counted(
          paid.reduce((a, l) => a + (l.costMinor ?? 0), 0),
          paid.length,
        )
      : thin(
          word('a price in one currency', '同一币种的价格'),
          word('none', '无'),
          word('No sheet says what was paid yet.', '尚无表格写明成交价。'),
        );
  const steps = funnel(lines, sold.range);
  const strong = published.filter((l) => l.evidence === 'strong');
  const seenOf = (some: readonly PlacementLine[]) => some.reduce((a, l) => a + (l.seen ?? 0), 0);
  const measured = published.filter((l) => l.seenClean.state === 'ok');
  const commented = published.filter((l) => l.commentsClean.state === 'ok');
  const commentsOf = (some: readonly PlacementLine[]) =>
    some.reduce((a, l) => a + (valueOf(l.counters, 'comment_count') ?? 0), 0);
  const step = (id: string) => steps.find((s) => s.step === id)?.result ?? NOT_AUDITED;
  const saves = published.map((l) => valueOf(l.counters, 'save_count')).filter((v) => v !== null);
  return {
    campaign,
    brand: frame.brand,
    startsOn: frame.startsOn,
    endsOn: frame.endsOn,
    currency,
    placements: lines,
    published: published.length,
    cancelled: lines.filter((l) => l.state === 'cancelled').length,
    costMinor: cost,
    budgetMinor: frame.budgetMinor,
    funnel: steps,
    costs: unitCosts(lines, currency, named),
    orders: sold,
    water: {
      strongSeenShare:
        seenOf(published) === 0 ? NOT_AUDITED : counted(seenOf(strong) / seenOf(published), published.length),
      audited: published.filter((l) => l.evidence !== null).length,
      strong: strong.length,
      seenRaw: seenOf(published),
      seenMeasured: seenOf(measured),
      seenClean: cleanSum(published.map((l) => l.seenClean)),
      commentsRaw: commentsOf(published),
      commentsMeasured: commentsOf(commented),
      commentsClean: cleanSum(published.map((l) => l.commentsClean)),
    },
    content: [
      {
        id: 'kept',
        label: word('Saves: kept to look at again', '收藏：留待再看'),
        result:
          saves.length === 0
            ? step('')
            : counted(
                saves.reduce((a, v) => a + v, 0),
                saves.length,
              ),
      },
      {
        id: 'passed_on',
        label: word('Reposts and shares: passed on', '转发与分享：继续传播'),
        result: step('action'),
      },
      {
        id: 'talked',
        label: word('Comments that say something', '言之有物的评论'),
        result: cleanSum(published.map((l) => l.commentsClean)),
      },
      {
        id: 'reused',
        label: word(
          'Unpaid posts of the booked accounts that name the brand since',
          '合作账号此后自发提及品牌的作品',
        ),
        result: counted(reused?.posts ?? 0, reused?.accounts ?? 0),
      },
    ],
    emv: tariff
      ? {
          tariff,
          currency: tariff.currency,
          formula: word(
            'Σ counter × tariff; a post that names several brands is shared among them',
            'Σ 计数 × 单价；同时提及多个品牌的作品平均分摊',
          ),
          ...mediaValue(
            tariff,
            published.map((l) => ({
              counters: l.counters,
              brands: brands.filter((b) => b.post_id === l.postId).map((b) => b.brand),
            })),
          ),
        }
      : null,
    forecasts: await forecastsAgainst(store, frame),
    asOf: frame.asOf,
    caveats: [
      word(
        'Counters are the newest in hand of each post; platforms count differently, so what stands for “seen” is named.',
        '计数取各作品的最新值；各平台口径不同，“看到”所用的计数均已注明。',
      ),
      word(
        'A price per thousand reads and one per thousand views are two metrics and do not compare.',
        '按阅读与按播放的千次成本是两个指标，不可比较。',
      ),
      word(
        'Direct sales are the smaller part of what such work brings; read them beside content value.',
        '直接销售只是此类合作收益的一小部分，应与内容价值一并看。',
      ),
    ],
  };
}
