/** Orders of a campaign by the way each is joined to it, as a range; and the single orders of a way. */
import { word } from '#basis/reading.ts';
import { postsOf } from '#domain/facts/commerce/campaign-frame.ts';
import type { Store } from '#store/open-store.ts';
import { counted, NOT_AUDITED, ranged, thin } from './estimate.ts';
import { type OutcomeFrame, outcomeFrame } from './frame.ts';
import { orderRange } from './measures/order-range.ts';
import * as q from './queries.ts';
import type { Effect, Estimate, OrderRows, OrderWay } from './schema.ts';

/** Days after a post within which an unnamed order of its product may belong to it, and after taking part. */
const WINDOW_DAYS = 7;
const TOUCH_DAYS = 30;
/** Sales for one follower: about 22 for a million, told by practitioners; a prior to be surprised by, not a forecast. */
const SALES_PER_FOLLOWER = 22 / 1_000_000;

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

const askedOf = (frame: OutcomeFrame): q.OrdersAsked => ({
  posts: postsOf(frame),
  campaign: frame.campaign,
  codes: frame.codes,
  links: frame.links,
  windowDays: WINDOW_DAYS,
  touchDays: TOUCH_DAYS,
});

/** The single orders behind one way, newest first. */
export async function orderRowsOf(
  store: Store,
  campaign: string,
  of: { way: OrderWay; offset: number; limit: number },
): Promise<OrderRows> {
  const frame = await outcomeFrame(store, campaign);
  const rows = await store.facts.all(q.campaignOrderRows, {
    ...askedOf(frame),
    way: of.way,
    offset: of.offset,
    most: of.limit + 1,
  });
  return {
    items: rows.slice(0, of.limit).map((r) => ({
      orderKey: r.order_key,
      platform: r.platform,
      orderedAt: r.ordered_at,
      sku: r.sku,
      code: r.code,
      amountMinor: r.amount,
      currency: r.currency,
      from: { sourceId: r.source_id, row: r.source_row },
    })),
    nextOffset: rows.length > of.limit ? of.offset + of.limit : null,
  };
}

export async function ordersOf(
  store: Store,
  frame: OutcomeFrame,
  followers: number,
): Promise<Effect['orders']> {
  const days = frame.placements.flatMap((p) => (p.publishedAt ? [p.publishedAt.slice(0, 10)] : []));
  const rows = await store.facts.all(q.campaignOrders, askedOf(frame));
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
