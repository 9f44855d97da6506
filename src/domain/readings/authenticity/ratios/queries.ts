/** What ratio detectors ask of the facts. Moments come as milliseconds since 1970. */
import { z } from 'zod';
import { defineQuery } from '#store/facts/query.ts';
import { list, type Sql, sql } from '#store/facts/sql.ts';

const ms = (column: Sql): Sql =>
  sql`CAST(date_diff('second', TIMESTAMP '1970-01-01', ${column}) AS DOUBLE) * 1000`;
const accounts = { ids: ['weibo:1'] as readonly string[], asOf: '2026-01-01T00:00:00Z' };
type Accounts = typeof accounts;
const number = z.number().nullable();

/** The newest value of a metric. */
const newest = (...metrics: string[]): Sql =>
  sql`max_by(s.value, (s.observed_at, s.source_id, s.source_row)) FILTER (WHERE s.metric IN ${list(metrics)})`;

/** Newest counters of every post of the accounts and of up to `most` of the library, by a fixed shuffle: the norm does not depend on whom one asks about. */
export const postRatios = defineQuery({
  name: 'authenticity.ratios.post-ratios',
  row: z.object({
    account_id: z.string(),
    platform: z.string(),
    tier: z.string().nullable(),
    format: z.string().nullable(),
    post_id: z.string(),
    published_ms: number,
    age_days: number,
    views: number,
    likes: number,
    comments: number,
    saves: number,
    shares: number,
    source_id: z.number(),
    source_row: z.number(),
  }),
  sample: { ...accounts, most: 2000 },
  build: (p: Accounts & { most: number }) => sql`
    WITH near AS (
        SELECT account_id FROM account_card WHERE post_count > 0
        ORDER BY md5(account_id), account_id LIMIT ${p.most})
    SELECT c.account_id, c.platform, a.tier, c.format, c.post_id, ${ms(sql`c.published_at`)} AS published_ms,
      CAST(date_diff('hour', c.published_at, max(s.observed_at)) AS DOUBLE) / 24 AS age_days,
      ${newest('view_count', 'read_count')} AS views, ${newest('like_count')} AS likes, ${newest('comment_count')} AS comments,
      ${newest('save_count')} AS saves, ${newest('share_count', 'repost_count')} AS shares,
      max_by(s.source_id, (s.observed_at, s.source_id, s.source_row)) AS source_id,
      max_by(s.source_row, (s.observed_at, s.source_id, s.source_row)) AS source_row
    FROM post_card c JOIN account_card a ON a.account_id = c.account_id JOIN post_snapshot s ON s.post_id = c.post_id
    WHERE (c.account_id IN ${list(p.ids)} OR c.account_id IN (SELECT account_id FROM near))
      AND s.value IS NOT NULL AND s.observed_at <= CAST(${p.asOf} AS TIMESTAMP)
    GROUP BY c.account_id, c.platform, a.tier, c.format, c.post_id, c.published_at
    ORDER BY c.account_id, c.published_at, c.post_id`,
});

/** Followers now and a quarter ago, and orders tied to the account's posts. */
export const accountOutcomes = defineQuery({
  name: 'authenticity.ratios.account-outcomes',
  row: z.object({ account_id: z.string(), followers: number, followers_before: number, orders: number }),
  sample: { ...accounts, most: 2000 },
  build: (p: Accounts & { most: number }) => sql`
    WITH near AS (
        SELECT account_id FROM account_card WHERE post_count > 0
        ORDER BY md5(account_id), account_id LIMIT ${p.most}),
      read AS (
        SELECT account_id FROM near UNION SELECT account_id FROM account_card WHERE account_id IN ${list(p.ids)}),
      counted AS (
        SELECT coalesce(x.canonical_id, s.account_id) AS account_id,
          max_by(s.value, s.observed_at) AS followers,
          max_by(s.value, s.observed_at) FILTER (WHERE s.observed_at <= CAST(${p.asOf} AS TIMESTAMP) - INTERVAL 90 DAY) AS followers_before
        FROM account_snapshot s LEFT JOIN account_alias x ON x.account_id = s.account_id
        WHERE s.metric = 'follower_count' AND s.window_days = 0 AND s.value IS NOT NULL AND s.observed_at <= CAST(${p.asOf} AS TIMESTAMP)
        GROUP BY 1),
      ordered AS (
        SELECT c.account_id, CAST(count(*) AS DOUBLE) AS orders FROM shop_order o JOIN post_card c ON c.post_id = o.post_id
        WHERE o.ordered_at <= CAST(${p.asOf} AS TIMESTAMP) GROUP BY c.account_id)
    SELECT r.account_id, counted.followers, counted.followers_before, ordered.orders
    FROM read r LEFT JOIN counted ON counted.account_id = r.account_id LEFT JOIN ordered ON ordered.account_id = r.account_id
    ORDER BY r.account_id`,
});

const orderRow = z.object({
  account_id: z.string().nullable(),
  ordered_ms: z.number(),
  sku: z.string().nullable(),
  amount_minor: number,
  buyer: z.string().nullable(),
  returned: z.boolean().nullable(),
  source_id: z.number(),
  source_row: z.number(),
});

/** Orders tied to posts of the accounts, and up to `most` of all other orders, newest kept. */
export const salesOrders = defineQuery({
  name: 'authenticity.ratios.sales-orders',
  row: orderRow,
  sample: { ...accounts, most: 50_000 },
  build: (p: Accounts & { most: number }) => sql`
    WITH tied AS (
      SELECT c.account_id, o.* FROM shop_order o LEFT JOIN post_card c ON c.post_id = o.post_id
      WHERE o.ordered_at <= CAST(${p.asOf} AS TIMESTAMP)
    ), placed AS (
      SELECT *, row_number() OVER (PARTITION BY coalesce(account_id IN ${list(p.ids)}, FALSE) ORDER BY ordered_at DESC, order_key) AS place FROM tied
    )
    SELECT account_id, ${ms(sql`ordered_at`)} AS ordered_ms, sku, amount_minor, CAST(buyer_key AS VARCHAR) AS buyer, returned, source_id, source_row
    FROM placed WHERE account_id IN ${list(p.ids)} OR place <= ${p.most}
    ORDER BY ordered_at, order_key`,
});

/** Reviews under posts of the accounts, with their rating where it is known. */
export const reviewsOf = defineQuery({
  name: 'authenticity.ratios.reviews',
  row: z.object({
    account_id: z.string(),
    acted_ms: z.number(),
    rating: number,
    source_id: z.number(),
    source_row: z.number(),
  }),
  sample: accounts,
  build: (p: Accounts) => sql`
    SELECT c.account_id, ${ms(sql`e.acted_at`)} AS acted_ms, e.weight AS rating, e.source_id, e.source_row
    FROM engagement e JOIN post_card c ON c.post_id = e.post_id
    WHERE e.act = 'review' AND e.acted_at IS NOT NULL AND e.acted_at <= CAST(${p.asOf} AS TIMESTAMP) AND c.account_id IN ${list(p.ids)}
    ORDER BY c.account_id, e.acted_at, e.source_id, e.source_row`,
});
