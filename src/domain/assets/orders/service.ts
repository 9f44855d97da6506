/** Orders raw beside net, ways to them, and whose work they were. */
import { campaignLine, linksOf, placementsOf } from '#domain/decisions/campaigns/service.ts';
import { redirects } from '#domain/decisions/redirects/service.ts';
import { cardsById } from '#domain/facts/library/queries.ts';
import type { Store } from '#store/open-store.ts';
import { attributionRange, LEAST_ORDERS, LEAST_OWN } from './measures/attribution-range.ts';
import { brushedOrders, REPEAT_FALSE_ALARMS } from './measures/brushed-orders.ts';
import {
  buyerDays,
  type Marked,
  orderPage,
  orderSums,
  pathCounts,
  type StepsAsked,
  stepCounts,
} from './queries.ts';
import type { Attribution, Order, OrderSum, Orders, Paths } from './schema.ts';

const TOUCH_DAYS = 30;

/** What a campaign's orders are known by. Rejects with `no-campaign`. */
async function asked(store: Store, campaign: string): Promise<StepsAsked> {
  await campaignLine(store, campaign);
  const [placements, links, short] = await Promise.all([
    placementsOf(store, campaign),
    linksOf(store, campaign),
    redirects(store, { campaign }),
  ]);
  const codeAccounts = [
    ...links.flatMap((l) =>
      l.kind === 'code' && l.accountId ? [{ code: l.value, accountId: l.accountId }] : [],
    ),
    ...short.flatMap((r) => (r.accountId ? [{ code: r.code, accountId: r.accountId }] : [])),
  ];
  const posts = [...new Set(placements.flatMap((p) => (p.postId === null ? [] : [p.postId])))];
  const codes = links.filter((l) => l.kind === 'code').map((l) => l.value);
  const scope = { campaign, codes, posts };
  return { ...scope, ...(await withRepeaters(store, scope)), campaign, codeAccounts, touchDays: TOUCH_DAYS };
}

const withRepeaters = async (store: Store, scope: Omit<Marked, 'repeaters'>): Promise<Marked> => ({
  ...scope,
  repeaters: brushedOrders(await store.facts.all(buyerDays, { ...scope, campaign: null })),
});

/** `campaign` null: every order of the library. */
export async function orders(store: Store, campaign: string | null, limit: number): Promise<Orders> {
  const scope =
    campaign === null
      ? await withRepeaters(store, { campaign: null, codes: [], posts: [] })
      : await asked(store, campaign);
  const [sums, page] = await Promise.all([
    store.facts.all(orderSums, scope),
    store.facts.all(orderPage, { ...scope, limit: limit + 1 }),
  ]);
  const sum = (part: string): OrderSum => {
    const row = sums.find((s) => s.part === part);
    return {
      orders: row?.orders ?? 0,
      salesMinor: row ? (row.currencies > 1 ? null : row.amount) : 0,
    };
  };
  const raw = sums.find((s) => s.part === 'raw');
  return {
    campaign,
    currency: raw && raw.currencies === 1 ? raw.currency : null,
    raw: sum('raw'),
    notSold: sum('not_sold'),
    marked: {
      ring: sum('ring'),
      repeat: sum('repeat'),
      buyers: sums.find((s) => s.part === 'marked')?.buyers ?? 0,
      falseAlarmShare: REPEAT_FALSE_ALARMS,
    },
    net: sum('net'),
    byState: sums
      .filter((s) => s.part.startsWith('state:'))
      .map((s) => ({ status: s.part.slice(6), orders: s.orders })),
    items: page.slice(0, limit).map(
      (o): Order => ({
        platform: o.platform,
        orderKey: o.order_key,
        at: o.at,
        sku: o.sku,
        amountMinor: o.amount,
        currency: o.currency,
        status: o.status as Order['status'],
        soldStill: o.sold_still,
        code: o.code,
        campaign: o.campaign,
        postId: o.post_id,
        region: o.region,
        marks: [...(o.in_ring ? (['ring'] as const) : []), ...(o.repeats ? (['repeat'] as const) : [])],
        sourceId: o.source_id,
        sourceRow: o.source_row,
      }),
    ),
    more: page.length > limit,
  };
}

async function countedPaths(store: Store, campaign: string) {
  const scope = await asked(store, campaign);
  const rows = await store.facts.all(pathCounts, scope);
  const byPath = new Map<
    string,
    { accounts: string[]; orders: number; idle: number; salesMinor: number | null }
  >();
  for (const row of rows) {
    const held = byPath.get(row.path) ?? {
      accounts: row.path.split(' > '),
      orders: 0,
      idle: 0,
      salesMinor: null,
    };
    if (row.bought) {
      held.orders = row.n;
      held.salesMinor = row.currencies > 1 ? null : row.amount;
    } else held.idle = row.n;
    byPath.set(row.path, held);
  }
  const paths = [...byPath.values()].sort((a, b) => b.orders - a.orders || b.idle - a.idle);
  const ids = [...new Set(paths.flatMap((p) => p.accounts))];
  const cards = ids.length === 0 ? [] : await store.facts.all(cardsById, { ids });
  const names = new Map(cards.map((c) => [c.account_id, c.name]));
  return { scope, paths, ids, names };
}

export async function orderPaths(store: Store, campaign: string, limit: number): Promise<Paths> {
  const { scope, paths, ids, names } = await countedPaths(store, campaign);
  const steps = await store.facts.all(stepCounts, scope);
  const idle = paths.reduce((a, p) => a + p.idle, 0);
  const bought = paths.reduce((a, p) => a + p.orders, 0);
  return {
    campaign,
    touchDays: scope.touchDays,
    people: idle + bought,
    buyers: bought,
    orders: bought,
    accounts: ids.map((accountId) => ({ accountId, name: names.get(accountId) ?? null })),
    paths: paths.slice(0, limit).map((p) => ({
      accounts: p.accounts,
      orders: p.orders,
      salesMinor: p.salesMinor,
      withoutOrder: p.idle,
    })),
    steps,
  };
}

export async function attribution(store: Store, campaign: string): Promise<Attribution> {
  const { scope, paths, ids, names } = await countedPaths(store, campaign);
  const total = paths.reduce((a, p) => a + p.orders, 0);
  const shared = attributionRange(paths);
  const head = {
    campaign,
    touchDays: scope.touchDays,
    orders: total,
    people: total + paths.reduce((a, p) => a + p.idle, 0),
  };
  if (!shared)
    return {
      ...head,
      result: {
        state: 'insufficient',
        need: {
          en: `${LEAST_ORDERS} orders with a step, at 2 accounts`,
          zh: `${LEAST_ORDERS} 个有触点的订单，涉及 2 个账号`,
        },
        have: { en: `${total} orders, ${ids.length} accounts`, zh: `${total} 个订单，${ids.length} 个账号` },
        why: {
          en: 'Shares of few orders say more of chance than of accounts.',
          zh: '订单太少时，份额反映的多是偶然。',
        },
      },
    };
  return {
    ...head,
    result: {
      state: 'ok',
      rows: shared.map((s) => {
        const ways = [s.lastTouch, s.shapley, s.removal];
        return {
          ...s,
          name: names.get(s.accountId) ?? null,
          low: Math.min(...ways.map((w) => w.low)),
          high: Math.max(...ways.map((w) => w.high)),
          thin: s.touched < LEAST_OWN,
        };
      }),
    },
  };
}
