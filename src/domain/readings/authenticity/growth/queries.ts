/** What growth and curve detectors ask of the facts. Moments come as milliseconds since 1970. */
import { z } from 'zod';
import { defineQuery } from '#store/facts/query.ts';
import { list, type Sql, sql } from '#store/facts/sql.ts';

const ms = (column: Sql): Sql =>
  sql`CAST(date_diff('second', TIMESTAMP '1970-01-01', ${column}) AS DOUBLE) * 1000`;
const accounts = { ids: ['weibo:1'] as readonly string[], asOf: '2026-01-01T00:00:00Z' };
type Accounts = typeof accounts;

/** The shown account of facts that came under another id of the same person. */
const shown = (alias: Sql): Sql => sql`LEFT JOIN account_alias x ON x.account_id = ${alias}.account_id`;

const followerReadings = (of: Sql, asOf: string): Sql => sql`
    WITH reading AS (
      SELECT coalesce(x.canonical_id, s.account_id) AS account_id, s.observed_at, s.vendor, s.value, s.low, s.high, s.source_id, s.source_row
      FROM account_snapshot s ${shown(sql`s`)}
      WHERE s.metric = 'follower_count' AND s.window_days = 0 AND s.content = 'all' AND s.format = 'all'
        AND s.value IS NOT NULL AND s.observed_at <= CAST(${asOf} AS TIMESTAMP)
    ), weighed AS (
      SELECT *, count(*) OVER (PARTITION BY account_id, vendor) AS held FROM reading WHERE ${of}
    ), chosen AS (
      SELECT *, first_value(vendor) OVER (PARTITION BY account_id ORDER BY held DESC, vendor) AS best FROM weighed
    )
    SELECT account_id, ${ms(sql`observed_at`)} AS at_ms, value, low, high, source_id, source_row FROM chosen
    WHERE vendor = best
    QUALIFY row_number() OVER (PARTITION BY account_id, observed_at ORDER BY source_id DESC, source_row DESC) = 1
    ORDER BY account_id, observed_at`;

const readingRow = z.object({
  account_id: z.string(),
  at_ms: z.number(),
  value: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  source_id: z.number(),
  source_row: z.number(),
});

/** Follower counts over time by the one vendor that has most readings: two vendors' counts do not make one series. */
export const followerSeries = defineQuery({
  name: 'authenticity.growth.follower-series',
  row: readingRow,
  sample: accounts,
  build: (p: Accounts) => followerReadings(sql`account_id IN ${list(p.ids)}`, p.asOf),
});

/** The same of up to `most` accounts by a fixed shuffle, as peers. */
export const peerSeries = defineQuery({
  name: 'authenticity.growth.peer-series',
  row: readingRow,
  sample: { asOf: accounts.asOf, most: 300 },
  build: (p: { asOf: string; most: number }) =>
    followerReadings(
      sql`account_id IN (
        SELECT account_id FROM account_snapshot WHERE metric = 'follower_count' GROUP BY account_id HAVING count(*) > 20
        ORDER BY md5(account_id), account_id LIMIT ${p.most})`,
      p.asOf,
    ),
});

const CURVES = sql`('view_count', 'read_count', 'like_count', 'comment_count', 'share_count', 'repost_count', 'save_count')`;

/** Readings of a post's counters in its first four days, where there are at least 30; up to `most` other posts as peers. */
export const postCurves = defineQuery({
  name: 'authenticity.growth.post-curves',
  row: z.object({
    post_id: z.string(),
    account_id: z.string(),
    metric: z.string(),
    published_ms: z.number().nullable(),
    at_ms: z.number(),
    value: z.number(),
    low: z.number().nullable(),
    high: z.number().nullable(),
    source_id: z.number(),
    source_row: z.number(),
  }),
  sample: { ...accounts, most: 500 },
  build: (p: Accounts & { most: number }) => sql`
    WITH counted AS (
      SELECT s.post_id, s.metric, s.vendor, c.account_id, c.published_at, count(*) AS held
      FROM post_snapshot s JOIN post_card c ON c.post_id = s.post_id
      WHERE s.metric IN ${CURVES} AND s.value IS NOT NULL AND c.account_id IS NOT NULL AND s.observed_at <= CAST(${p.asOf} AS TIMESTAMP)
        AND (c.published_at IS NULL OR s.observed_at <= c.published_at + INTERVAL 4 DAY)
      GROUP BY ALL HAVING count(*) >= 30
    ), watched AS (
      SELECT * FROM counted QUALIFY row_number() OVER (PARTITION BY post_id, metric ORDER BY held DESC, vendor) = 1
    ), chosen AS (
      SELECT *, row_number() OVER (PARTITION BY metric, account_id IN ${list(p.ids)} ORDER BY md5(post_id), post_id) AS place FROM watched
    )
    SELECT w.post_id, w.account_id, w.metric, ${ms(sql`w.published_at`)} AS published_ms, ${ms(sql`s.observed_at`)} AS at_ms,
      s.value, s.low, s.high, s.source_id, s.source_row
    FROM chosen w JOIN post_snapshot s ON s.post_id = w.post_id AND s.metric = w.metric AND s.vendor = w.vendor
    WHERE s.value IS NOT NULL AND s.observed_at <= CAST(${p.asOf} AS TIMESTAMP)
      AND (w.published_at IS NULL OR s.observed_at <= w.published_at + INTERVAL 4 DAY)
      AND (w.account_id IN ${list(p.ids)} OR w.place <= ${p.most})
    QUALIFY row_number() OVER (PARTITION BY w.post_id, w.metric, s.observed_at ORDER BY s.source_id DESC, s.source_row DESC) = 1
    ORDER BY w.post_id, w.metric, s.observed_at`,
});

/** Settled counters of posts, the newest reading at least three days after publication, oldest post first; peers by a fixed shuffle. */
export const settledPosts = defineQuery({
  name: 'authenticity.growth.settled-posts',
  row: z.object({
    account_id: z.string(),
    platform: z.string(),
    post_id: z.string(),
    published_ms: z.number(),
    paid: z.boolean(),
    metric: z.string(),
    value: z.number(),
    source_id: z.number(),
    source_row: z.number(),
  }),
  sample: { ...accounts, most: 500 },
  build: (p: Accounts & { most: number }) => sql`
    WITH wanted AS (SELECT DISTINCT platform FROM account_card WHERE account_id IN ${list(p.ids)}),
      near AS (
        SELECT account_id FROM account_card WHERE platform IN (SELECT platform FROM wanted) AND post_count >= 10
        ORDER BY md5(account_id), account_id LIMIT ${p.most}),
      paid AS (SELECT DISTINCT post_id FROM cooperation WHERE post_id IS NOT NULL)
    SELECT c.account_id, c.platform, c.post_id, ${ms(sql`c.published_at`)} AS published_ms,
      (coalesce(c.sponsored, FALSE) OR c.campaign IS NOT NULL OR paid.post_id IS NOT NULL) AS paid,
      s.metric, s.value, s.source_id, s.source_row
    FROM post_card c JOIN post_snapshot s ON s.post_id = c.post_id LEFT JOIN paid ON paid.post_id = c.post_id
    WHERE (c.account_id IN ${list(p.ids)} OR c.account_id IN (SELECT account_id FROM near))
      AND s.metric IN ${CURVES} AND s.value IS NOT NULL
      AND s.observed_at >= c.published_at + INTERVAL 3 DAY AND s.observed_at <= CAST(${p.asOf} AS TIMESTAMP)
    QUALIFY row_number() OVER (PARTITION BY c.post_id, s.metric ORDER BY s.observed_at DESC, s.source_id DESC, s.source_row DESC) = 1
    ORDER BY c.account_id, c.published_at, c.post_id, s.metric`,
});

/** Followers in follow order of each account's newest list that has places, with their join dates. */
export const followersInOrder = defineQuery({
  name: 'authenticity.growth.followers-in-order',
  row: z.object({
    account_id: z.string(),
    place: z.number(),
    design: z.string(),
    joined_ms: z.number().nullable(),
    source_id: z.number(),
    source_row: z.number(),
  }),
  sample: accounts,
  build: (p: Accounts) => sql`
    WITH listed AS (
      SELECT coalesce(x.canonical_id, f.account_id) AS account_id, f.follower_key, f.position AS place, f.design, f.observed_at, f.source_id, f.source_row
      FROM follow f ${shown(sql`f`)}
      WHERE f.position IS NOT NULL AND f.design IN ('full', 'newest_first') AND f.observed_at <= CAST(${p.asOf} AS TIMESTAMP)
        AND coalesce(x.canonical_id, f.account_id) IN ${list(p.ids)}
    ), newest AS (
      SELECT * FROM listed
      QUALIFY dense_rank() OVER (PARTITION BY account_id ORDER BY observed_at DESC, source_id DESC) = 1
    ), person AS (
      SELECT actor_key, max_by(joined_at, observed_at) AS joined_at FROM actor
      WHERE joined_at IS NOT NULL AND actor_key IN (SELECT follower_key FROM newest) GROUP BY actor_key
    )
    SELECT n.account_id, n.place, n.design, ${ms(sql`p.joined_at`)} AS joined_ms, n.source_id, n.source_row
    FROM newest n LEFT JOIN person p ON p.actor_key = n.follower_key
    ORDER BY n.account_id, n.place, n.source_row`,
});
