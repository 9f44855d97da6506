/** Orders by their newest word, and the steps of people before they bought. */
import { z } from 'zod';
import { ringPeople } from '#domain/readings/audience/people.ts';
import { defineQuery } from '#store/facts/query.ts';
import { all, join, list, type Sql, sql } from '#store/facts/sql.ts';

const moment = (column: string): Sql => ({
  strings: [`strftime(${column}, '%Y-%m-%dT%H:%M:%S.%gZ')`],
  values: [],
});
const PASSIVE = ['view', 'enter', 'listen'] as const;

/** The newest row of each line of each order: an order that was refunded later stands once. */
const newest = (): Sql => sql`
  SELECT * FROM shop_order
  QUALIFY row_number() OVER (PARTITION BY platform, order_key, coalesce(sku, '') ORDER BY observed_at DESC, source_id DESC, source_row DESC) = 1`;

/** One row an order. */
const sold = (): Sql => sql`
  SELECT platform, order_key, any_value(buyer_key) AS buyer_key, min(ordered_at) AS ordered_at, min(sku) AS sku, sum(amount_minor) AS amount,
    min(currency) AS currency, min(code) AS code, min(link) AS link, min(post_id) AS post_id, min(account_id) AS seller, min(campaign) AS campaign, min(region) AS region,
    CASE WHEN count(DISTINCT coalesce(status, '')) = 1 THEN min(status) WHEN bool_or(returned IS DISTINCT FROM TRUE) THEN 'partly_refunded' ELSE min(status) END AS status,
    bool_or(returned IS DISTINCT FROM TRUE) AS sold_still, min(source_id) AS source_id, min(source_row) AS source_row
  FROM (${newest()}) GROUP BY platform, order_key`;

export interface OrdersAsked {
  /** Null: all orders. */
  campaign: string | null;
  codes: readonly string[];
  posts: readonly string[];
}
const some: OrdersAsked = { campaign: 'c', codes: ['X'], posts: ['weibo:1'] };

const ofCampaign = (p: OrdersAsked): Sql =>
  p.campaign === null
    ? sql`TRUE`
    : sql`(o.campaign = ${p.campaign} OR o.code IN ${list(p.codes)} OR o.post_id IN ${list(p.posts)})`;

/** Orders of each buyer by product and day, for the test of repeats. */
export const buyerDays = defineQuery({
  name: 'orders.buyer-days',
  row: z.object({ buyer: z.string(), sku: z.string(), orders: z.number() }),
  sample: some,
  build: (p: OrdersAsked) => sql`
    SELECT CAST(o.buyer_key AS VARCHAR) AS buyer, coalesce(o.sku, '') AS sku, count(*) AS orders FROM (${sold()}) o
    WHERE o.buyer_key IS NOT NULL AND ${ofCampaign(p)} GROUP BY 1, 2 ORDER BY 1, 2`,
});

export interface Marked extends OrdersAsked {
  /** Buyers that repeat beyond chance. */
  repeaters: readonly string[];
}

const marked = (p: Marked): Sql => sql`
  SELECT o.*, coalesce(o.buyer_key IN (${ringPeople()}), FALSE) AS in_ring,
    coalesce(CAST(o.buyer_key AS VARCHAR) IN ${list(p.repeaters)}, FALSE) AS repeats
  FROM (${sold()}) o WHERE ${ofCampaign(p)}`;

export const orderSums = defineQuery({
  name: 'orders.sums',
  row: z.object({
    part: z.string(),
    orders: z.number(),
    amount: z.number().nullable(),
    currency: z.string().nullable(),
    currencies: z.number(),
    buyers: z.number(),
  }),
  sample: { ...some, repeaters: ['1'] },
  build: (p: Marked) => sql`
    WITH m AS (${marked(p)}), parts AS (
      SELECT 'raw' AS part, * FROM m UNION ALL SELECT 'not_sold', * FROM m WHERE NOT sold_still
      UNION ALL SELECT 'ring', * FROM m WHERE sold_still AND in_ring UNION ALL SELECT 'repeat', * FROM m WHERE sold_still AND repeats
      UNION ALL SELECT 'marked', * FROM m WHERE sold_still AND (in_ring OR repeats)
      UNION ALL SELECT 'net', * FROM m WHERE sold_still AND NOT in_ring AND NOT repeats
      UNION ALL SELECT 'state:' || coalesce(status, 'unknown'), * FROM m)
    SELECT part, count(*) AS orders, sum(amount) AS amount, min(currency) AS currency, count(DISTINCT currency) AS currencies, count(DISTINCT buyer_key) AS buyers
    FROM parts GROUP BY part ORDER BY part`,
});

export const orderPage = defineQuery({
  name: 'orders.page',
  row: z.object({
    platform: z.string(),
    order_key: z.string(),
    at: z.string(),
    sku: z.string().nullable(),
    amount: z.number().nullable(),
    currency: z.string().nullable(),
    status: z.string().nullable(),
    sold_still: z.boolean(),
    code: z.string().nullable(),
    campaign: z.string().nullable(),
    post_id: z.string().nullable(),
    region: z.string().nullable(),
    in_ring: z.boolean(),
    repeats: z.boolean(),
    source_id: z.number(),
    source_row: z.number(),
  }),
  sample: { ...some, repeaters: ['1'], limit: 10 },
  build: (p: Marked & { limit: number }) => sql`
    SELECT platform, order_key, ${moment('ordered_at')} AS at, sku, amount, currency, status, sold_still, code, campaign, post_id, region, in_ring, repeats, source_id, source_row
    FROM (${marked(p)}) ORDER BY ordered_at DESC, platform, order_key LIMIT ${p.limit}`,
});

export interface StepsAsked extends Marked {
  campaign: string;
  touchDays: number;
  /** What a code or post stands for. */
  codeAccounts: readonly { code: string; accountId: string }[];
}
const steps: StepsAsked = {
  ...some,
  campaign: 'c',
  repeaters: ['1'],
  touchDays: 30,
  codeAccounts: [{ code: 'X', accountId: 'weibo:1' }],
};

/** Rows (person, account_id, step_at, kind): what people did before; passive acts are left out. */
const stepsOfPeople = (p: StepsAsked): Sql => sql`
  SELECT e.actor_key AS person, c.account_id, e.acted_at AS step_at, 'engagement' AS kind FROM engagement e JOIN post_card c ON c.post_id = e.post_id
  WHERE e.post_id IN ${list(p.posts)} AND e.act NOT IN ${list(PASSIVE)} AND e.acted_at IS NOT NULL AND c.account_id IS NOT NULL
  UNION ALL
  SELECT t.visitor_key, t.account_id, t.touched_at, 'visit' FROM touch t
  WHERE t.campaign = ${p.campaign} AND t.agent = 'person' AND t.visitor_key IS NOT NULL AND t.account_id IS NOT NULL`;

/** Net orders with each account's last step within some days before, by whatever joins them. */
const stepsOfOrders = (p: StepsAsked): Sql => sql`
  SELECT o.platform || ':' || o.order_key AS order_id, o.amount, o.currency, s.account_id, s.step_at, s.kind
  FROM bought o JOIN people s ON s.person = o.buyer_key AND s.step_at <= o.ordered_at AND s.step_at > o.ordered_at - to_days(${p.touchDays})
  UNION ALL
  SELECT o.platform || ':' || o.order_key, o.amount, o.currency, n.account_id, o.ordered_at, 'code' FROM bought o JOIN codes n ON n.code = o.code
  UNION ALL
  SELECT o.platform || ':' || o.order_key, o.amount, o.currency, c.account_id, o.ordered_at, 'post' FROM bought o JOIN post_card c ON c.post_id = o.post_id
  WHERE o.post_id IN ${list(p.posts)} AND c.account_id IS NOT NULL
  UNION ALL
  SELECT o.platform || ':' || o.order_key, o.amount, o.currency, coalesce(x.canonical_id, o.seller), o.ordered_at, 'seller' FROM bought o LEFT JOIN account_alias x ON x.account_id = o.seller
  WHERE o.seller IS NOT NULL AND o.campaign = ${p.campaign}
  UNION ALL
  SELECT o.platform || ':' || o.order_key, o.amount, o.currency, t.account_id, t.touched_at, 'visit' FROM bought o JOIN touch t ON t.touch_key = regexp_extract(o.link, 'ts_touch=([0-9a-f]+)', 1)
  WHERE o.link IS NOT NULL AND t.campaign = ${p.campaign} AND t.account_id IS NOT NULL`;

const withSteps = (p: StepsAsked): Sql => {
  const codes =
    p.codeAccounts.length === 0
      ? sql`SELECT CAST(NULL AS VARCHAR) AS code, CAST(NULL AS VARCHAR) AS account_id`
      : join(
          p.codeAccounts.map((c) => sql`SELECT ${c.code} AS code, ${c.accountId} AS account_id`),
          ' UNION ALL ',
        );
  return sql`
    people AS (${stepsOfPeople(p)}), codes AS (${codes}),
    bought AS (SELECT * FROM (${marked({ ...p, campaign: null })}) WHERE sold_still AND NOT in_ring AND NOT repeats),
    taken AS (${stepsOfOrders(p)})`;
};

/** Ways to a net order, and ways of people who did not buy: accounts in the order of their last step, parted by “ > ”. */
export const pathCounts = defineQuery({
  name: 'orders.paths',
  row: z.object({
    path: z.string(),
    bought: z.boolean(),
    n: z.number(),
    amount: z.number().nullable(),
    currencies: z.number(),
  }),
  sample: steps,
  build: (p: StepsAsked) => sql`
    WITH ${withSteps(p)},
      last_steps AS (SELECT order_id, any_value(amount) AS amount, any_value(currency) AS currency, account_id, max(step_at) AS step_at FROM taken GROUP BY order_id, account_id),
      ways AS (SELECT order_id, any_value(amount) AS amount, any_value(currency) AS currency, string_agg(account_id, ' > ' ORDER BY step_at, account_id) AS path FROM last_steps GROUP BY order_id),
      others AS (
        SELECT person, account_id, max(step_at) AS step_at FROM people WHERE person NOT IN (SELECT buyer_key FROM bought WHERE buyer_key IS NOT NULL) GROUP BY person, account_id),
      idle AS (SELECT person, string_agg(account_id, ' > ' ORDER BY step_at, account_id) AS path FROM others GROUP BY person)
    SELECT path, TRUE AS bought, count(*) AS n, sum(amount) AS amount, count(DISTINCT currency) AS currencies FROM ways GROUP BY path
    UNION ALL SELECT path, FALSE, count(*), CAST(NULL AS DOUBLE), 0 FROM idle GROUP BY path ORDER BY bought DESC, n DESC, path`,
});

export const stepCounts = defineQuery({
  name: 'orders.steps',
  row: z.object({ kind: z.string(), steps: z.number(), people: z.number() }),
  sample: steps,
  build: (p: StepsAsked) => sql`
    WITH ${withSteps(p)}
    SELECT 'before:' || kind AS kind, count(*) AS steps, count(DISTINCT person) AS people FROM people GROUP BY kind
    UNION ALL SELECT 'order:' || kind, count(*), count(DISTINCT order_id) FROM taken GROUP BY kind ORDER BY kind`,
});

/** Sold orders by place and day, for lift. */
export const ordersByPlace = defineQuery({
  name: 'orders.by-place',
  row: z.object({ unit: z.string(), day: z.string(), orders: z.number(), amount: z.number().nullable() }),
  sample: { skus: ['oil'] as readonly string[], offsetMinutes: 480 },
  build: (p: { skus: readonly string[]; offsetMinutes: number }) => sql`
    SELECT coalesce(o.region, a.region) AS unit, strftime(o.ordered_at + to_minutes(${p.offsetMinutes}), '%Y-%m-%d') AS day, count(*) AS orders, sum(o.amount) AS amount
    FROM (${sold()}) o LEFT JOIN (SELECT actor_key, max(region) AS region FROM actor WHERE region IS NOT NULL GROUP BY actor_key) a ON a.actor_key = o.buyer_key
    WHERE ${all([sql`o.sold_still`, sql`coalesce(o.region, a.region) IS NOT NULL`, ...(p.skus.length > 0 ? [sql`o.sku IN ${list(p.skus)}`] : [])])}
    GROUP BY 1, 2 ORDER BY 1, 2`,
});
