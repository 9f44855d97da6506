/** What an outcome asks of the facts. */
import { z } from 'zod';
import { ringPeople } from '#domain/readings/audience/people.ts';
import { FEELINGS } from '#domain/readings/voice/schema.ts';
import { defineQuery } from '#store/facts/query.ts';
import { list, type Sql, sql } from '#store/facts/sql.ts';
import type { OrderWay } from './schema.ts';

const moment = (column: string): Sql => ({
  strings: [`strftime(${column}, '%Y-%m-%dT%H:%M:%S.%gZ')`],
  values: [],
});
/** Acts that show somebody was there, not that he took part. */
const PASSIVE = ['view', 'enter', 'listen'] as const;

export interface TookPart {
  posts: readonly string[];
}
const some: TookPart = { posts: ['weibo:1'] };
/** Distinct `person` of the posts. */
export const took = (p: TookPart): Sql =>
  sql`SELECT DISTINCT e.actor_key AS person FROM engagement e WHERE e.post_id IN ${list(p.posts)} AND e.act NOT IN ${list(PASSIVE)}`;

export const participantCounts = defineQuery({
  name: 'outcome.participants',
  row: z.object({
    people: z.number(),
    acts: z.number(),
    in_rings: z.number(),
    before: z.number(),
    bought: z.number(),
    shop: z.number(),
    seen_at: z.string().nullable(),
  }),
  sample: { ...some, brand: 'x', from: '2026-01-01T00:00:00Z' },
  build: (p: TookPart & { brand: string; from: string }) => sql`
    WITH took AS (${took(p)}),
      earlier AS (
        SELECT DISTINCT e.actor_key AS person FROM engagement e JOIN post_card c ON c.post_id = e.post_id
        WHERE e.acted_at < CAST(${p.from} AS TIMESTAMP) AND e.post_id NOT IN ${list(p.posts)} AND ${p.brand} <> '' AND position(${p.brand.toLowerCase()} IN c.search_text) > 0
        UNION SELECT buyer_key FROM shop_order WHERE buyer_key IS NOT NULL AND ordered_at < CAST(${p.from} AS TIMESTAMP))
    SELECT (SELECT count(*) FROM took) AS people,
      (SELECT count(*) FROM engagement e WHERE e.post_id IN ${list(p.posts)} AND e.act NOT IN ${list(PASSIVE)}) AS acts,
      (SELECT count(*) FROM took WHERE person IN (${ringPeople()})) AS in_rings,
      (SELECT count(*) FROM took SEMI JOIN earlier ON earlier.person = took.person) AS before,
      (SELECT count(DISTINCT o.buyer_key) FROM shop_order o SEMI JOIN took ON took.person = o.buyer_key
        WHERE o.ordered_at >= CAST(${p.from} AS TIMESTAMP) AND o.returned IS DISTINCT FROM TRUE) AS bought,
      (SELECT count(*) FROM shop_order WHERE buyer_key IS NOT NULL) AS shop,
      (SELECT ${moment('max(e.acted_at)')} FROM engagement e WHERE e.post_id IN ${list(p.posts)}) AS seen_at`,
});

/** Profile values of the participants and of everybody who engages, the newest word of each person. */
export const profileValues = defineQuery({
  name: 'outcome.profiles',
  row: z.object({
    field: z.string(),
    value: z.string(),
    n: z.number(),
    base: z.number(),
    seen_at: z.string().nullable(),
  }),
  sample: some,
  build: (p: TookPart) => sql`
    WITH took AS (${took(p)}),
      profile AS (
        SELECT a.actor_key, max_by(a.gender, (a.observed_at, a.source_id, a.source_row)) FILTER (WHERE a.gender IS NOT NULL) AS gender,
          max_by(a.age_band, (a.observed_at, a.source_id, a.source_row)) FILTER (WHERE a.age_band IS NOT NULL) AS age_band,
          max_by(a.region, (a.observed_at, a.source_id, a.source_row)) FILTER (WHERE a.region IS NOT NULL) AS region, max(a.observed_at) AS seen
        FROM actor a GROUP BY a.actor_key),
      place AS (
        SELECT e.actor_key, max_by(e.region, (coalesce(e.acted_at, TIMESTAMP '1970-01-01'), e.source_id, e.source_row)) AS region, max(e.acted_at) AS seen
        FROM engagement e WHERE e.region IS NOT NULL GROUP BY e.actor_key),
      said AS (
        SELECT 'gender' AS field, actor_key, gender AS value, seen FROM profile UNION ALL SELECT 'age', actor_key, age_band, seen FROM profile
        UNION ALL SELECT 'region', coalesce(profile.actor_key, place.actor_key), coalesce(profile.region, place.region), coalesce(profile.seen, place.seen)
          FROM profile FULL JOIN place ON place.actor_key = profile.actor_key)
    SELECT field, value, count(*) FILTER (WHERE took.person IS NOT NULL) AS n, count(*) AS base,
      ${moment('max(seen) FILTER (WHERE took.person IS NOT NULL)')} AS seen_at
    FROM said LEFT JOIN took ON took.person = said.actor_key WHERE value IS NOT NULL GROUP BY field, value ORDER BY field, base DESC, value`,
});

export const hourGrid = defineQuery({
  name: 'outcome.hours',
  row: z.object({ day: z.number(), hour: z.number(), acts: z.number() }),
  sample: { ...some, offsetMinutes: 480 },
  build: (p: TookPart & { offsetMinutes: number }) => sql`
    SELECT extract('isodow' FROM e.acted_at + to_minutes(${p.offsetMinutes})) - 1 AS day, extract('hour' FROM e.acted_at + to_minutes(${p.offsetMinutes})) AS hour, count(*) AS acts
    FROM engagement e WHERE e.post_id IN ${list(p.posts)} AND e.act NOT IN ${list(PASSIVE)} AND e.acted_at IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2`,
});

/** The newest value of each counter of each post. */
export const newestCounters = defineQuery({
  name: 'outcome.counters',
  row: z.object({
    post_id: z.string(),
    metric: z.string(),
    value: z.number(),
    seen_at: z.string(),
    source_id: z.number(),
    source_row: z.number(),
  }),
  sample: some,
  build: (p: TookPart) => sql`
    SELECT post_id, metric, value, ${moment('observed_at')} AS seen_at, source_id, source_row FROM post_snapshot
    WHERE post_id IN ${list(p.posts)} AND value IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY post_id, metric ORDER BY observed_at DESC, source_id DESC, source_row DESC) = 1 ORDER BY post_id, metric`,
});

/** Counters of posts over time, one line a moment. */
export const counterHistory = defineQuery({
  name: 'outcome.counter-history',
  row: z.object({
    post_id: z.string(),
    seen_at: z.string(),
    metric: z.string(),
    value: z.number(),
    source_id: z.number(),
    source_row: z.number(),
  }),
  sample: some,
  build: (p: TookPart) => sql`
    SELECT post_id, ${moment('observed_at')} AS seen_at, metric, value, source_id, source_row FROM post_snapshot WHERE post_id IN ${list(p.posts)} AND value IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY post_id, metric, observed_at ORDER BY source_id DESC, source_row DESC) = 1 ORDER BY post_id, observed_at, metric`,
});

export interface OrdersAsked extends TookPart {
  campaign: string;
  codes: readonly string[];
  links: readonly string[];
  /** After a post, within which an unnamed order may belong to it; and after taking part. */
  windowDays: number;
  touchDays: number;
}

/** `waked`: orders with the way each is joined; `quiet`: unnamed orders of quiet days; and what they rest on. */
const joinedOrders = (p: OrdersAsked): Sql => sql`kept AS (
      SELECT order_key, platform, any_value(buyer_key) AS buyer_key, min(ordered_at) AS ordered_at, min(sku) AS sku, sum(amount_minor) AS amount, min(currency) AS currency,
        min(code) AS code, min(link) AS link, min(post_id) AS post_id, min(campaign) AS campaign, min(source_id) AS source_id, min_by(source_row, (source_id, source_row)) AS source_row
      FROM shop_order WHERE returned IS DISTINCT FROM TRUE GROUP BY order_key, platform),
      published AS (SELECT post_id, platform, published_at FROM post_card WHERE post_id IN ${list(p.posts)} AND published_at IS NOT NULL),
      named AS (
        SELECT *, CASE WHEN link IS NOT NULL AND (link IN ${list(p.links)} OR campaign = ${p.campaign}) THEN 'link'
          WHEN code IS NOT NULL AND (code IN ${list(p.codes)} OR campaign = ${p.campaign}) THEN 'code'
          WHEN post_id IN ${list(p.posts)} OR campaign = ${p.campaign} THEN 'post' END AS way FROM kept),
      products AS (SELECT DISTINCT sku FROM named WHERE way IS NOT NULL AND sku IS NOT NULL),
      touches AS (
        SELECT e.actor_key, e.acted_at FROM engagement e WHERE e.post_id IN ${list(p.posts)} AND e.act NOT IN ${list(PASSIVE)} AND e.acted_at IS NOT NULL),
      touched AS (
        SELECT DISTINCT n.order_key FROM named n JOIN touches t ON t.actor_key = n.buyer_key
        WHERE n.way IS NULL AND n.campaign IS NULL AND n.ordered_at >= t.acted_at AND n.ordered_at < t.acted_at + to_days(${p.touchDays})),
      timed AS (
        SELECT DISTINCT n.order_key FROM named n JOIN published p ON p.platform = n.platform
        WHERE n.way IS NULL AND n.campaign IS NULL AND n.code IS NULL AND n.sku IN (SELECT sku FROM products)
          AND n.ordered_at >= p.published_at AND n.ordered_at < p.published_at + to_days(${p.windowDays})),
      platforms AS (SELECT DISTINCT platform FROM published),
      busy AS (
        SELECT DISTINCT CAST(c.published_at AS DATE) + CAST(g AS INTEGER) AS on_day FROM cooperation k JOIN post_card c ON c.post_id = k.post_id, unnest(range(0, ${p.windowDays} + 1)) r(g) WHERE c.published_at IS NOT NULL),
      bounds AS (SELECT min(CAST(ordered_at AS DATE)) AS first_day, max(CAST(ordered_at AS DATE)) AS last_day FROM kept),
      quiet AS (
        SELECT n.* FROM named n WHERE n.way IS NULL AND n.campaign IS NULL AND n.code IS NULL AND n.sku IN (SELECT sku FROM products)
          AND n.platform IN (SELECT platform FROM platforms) AND CAST(n.ordered_at AS DATE) NOT IN (SELECT on_day FROM busy)
          AND n.order_key NOT IN (SELECT order_key FROM touched)),
      waked AS (
        SELECT coalesce(n.way, CASE WHEN touched.order_key IS NOT NULL THEN 'touch' WHEN timed.order_key IS NOT NULL THEN 'time_sku' END) AS joined_by, n.*
        FROM named n LEFT JOIN touched ON touched.order_key = n.order_key LEFT JOIN timed ON timed.order_key = n.order_key)`;

const ordersSample = {
  ...some,
  campaign: 'c',
  codes: ['X'] as readonly string[],
  links: ['https://x'] as readonly string[],
  windowDays: 7,
  touchDays: 30,
};

/**
 * Orders of the campaign by the strongest way each is joined: a tracked link, a code, the post it names; else a buyer who
 * took part within some days before; else the same product on the platform of a post within some days after it. Beside
 * them, unnamed orders of the same products on days far from every campaign, as the everyday rate.
 */
export const campaignOrders = defineQuery({
  name: 'outcome.orders',
  row: z.object({
    way: z.enum(['link', 'code', 'post', 'touch', 'time_sku', 'everyday']),
    orders: z.number(),
    sales: z.number().nullable(),
    currency: z.string().nullable(),
    currencies: z.number(),
    days: z.number().nullable(),
  }),
  sample: ordersSample,
  build: (p: OrdersAsked) => sql`
    WITH ${joinedOrders(p)}
    SELECT joined_by AS way, count(*) AS orders, sum(amount) AS sales, min(currency) AS currency, count(DISTINCT currency) AS currencies, CAST(NULL AS BIGINT) AS days
    FROM waked WHERE joined_by IS NOT NULL GROUP BY joined_by
    UNION ALL
    SELECT 'everyday', count(*), sum(amount), min(currency), count(DISTINCT currency),
      (SELECT greatest(0, date_diff('day', first_day, last_day) + 1 - (SELECT count(*) FROM busy WHERE on_day BETWEEN first_day AND last_day)) FROM bounds) FROM quiet
    ORDER BY way`,
});

/** Single orders of one way, newest first. */
export const campaignOrderRows = defineQuery({
  name: 'outcome.order-rows',
  row: z.object({
    order_key: z.string(),
    platform: z.string(),
    ordered_at: z.string().nullable(),
    sku: z.string().nullable(),
    code: z.string().nullable(),
    amount: z.number().nullable(),
    currency: z.string().nullable(),
    source_id: z.number(),
    source_row: z.number(),
  }),
  sample: {
    ...ordersSample,
    way: 'link',
    offset: 0,
    most: 10,
  },
  build: (p: OrdersAsked & { way: OrderWay; offset: number; most: number }) => sql`
    WITH ${joinedOrders(p)}
    SELECT order_key, platform, ${moment('ordered_at')} AS ordered_at, sku, code, amount, currency, source_id, source_row
    FROM ${p.way === 'everyday' ? sql`quiet` : sql`waked WHERE joined_by = ${p.way}`}
    ORDER BY ordered_at DESC NULLS LAST, order_key LIMIT ${p.most} OFFSET ${p.offset}`,
});

/** What was read of comments on the posts, by feeling, without the creators' own. */
export const commentFeelings = defineQuery({
  name: 'outcome.comment-feelings',
  row: z.object({ positive: z.number(), neutral: z.number(), negative: z.number() }),
  sample: some,
  build: (p: TookPart) => sql`
    SELECT count(*) FILTER (WHERE feeling = 'positive') AS positive, count(*) FILTER (WHERE feeling = 'neutral') AS neutral, count(*) FILTER (WHERE feeling = 'negative') AS negative
    FROM voice_text WHERE post_id IN ${list(p.posts)} AND kind = 'comment' AND NOT by_creator`,
});

/** Comments of a list that are on the posts, with what the model said. */
export const commentsLabelled = defineQuery({
  name: 'outcome.comments-labelled',
  row: z.object({ text_id: z.string(), feeling: z.enum(FEELINGS) }),
  sample: { ...some, ids: ['c:1'] as readonly string[] },
  build: (p: TookPart & { ids: readonly string[] }) =>
    sql`SELECT text_id, feeling FROM voice_text WHERE text_id IN ${list(p.ids)} AND post_id IN ${list(p.posts)} AND kind = 'comment' AND NOT by_creator`,
});

/** Brands of the library that stand in the text of each post. */
export const brandsNamed = defineQuery({
  name: 'outcome.brands-named',
  row: z.object({ post_id: z.string(), brand: z.string() }),
  sample: some,
  build: (p: TookPart) => sql`
    WITH brands AS (SELECT DISTINCT unnest(brand) AS brand FROM account_card)
    SELECT c.post_id, b.brand FROM post_card c JOIN brands b ON b.brand <> '' AND position(lower(b.brand) IN c.search_text) > 0
    WHERE c.post_id IN ${list(p.posts)} ORDER BY c.post_id, b.brand`,
});

/** Posts after the campaign began that name the brand and are no placement: content used again. */
export const reuse = defineQuery({
  name: 'outcome.reuse',
  row: z.object({ posts: z.number(), accounts: z.number() }),
  sample: { ...some, accounts: ['weibo:1'] as readonly string[], brand: 'x', from: '2026-01-01T00:00:00Z' },
  build: (p: TookPart & { accounts: readonly string[]; brand: string; from: string }) => sql`
    SELECT count(*) AS posts, count(DISTINCT account_id) AS accounts FROM post_card
    WHERE ${p.brand} <> '' AND position(${p.brand.toLowerCase()} IN search_text) > 0 AND published_at >= CAST(${p.from} AS TIMESTAMP)
      AND account_id IN ${list(p.accounts)} AND post_id NOT IN ${list(p.posts)} AND coalesce(sponsored, FALSE) = FALSE
      AND post_id NOT IN (SELECT post_id FROM cooperation WHERE post_id IS NOT NULL)`,
});

/** Rows of each source that stand behind some posts and bookings. */
export const sourcesBehind = defineQuery({
  name: 'outcome.sources',
  row: z.object({
    source_id: z.number(),
    file_name: z.string(),
    sheet: z.string().nullable(),
    vendor: z.string(),
    digest: z.string(),
    as_of: z.string(),
    rows_used: z.number(),
    rows_read: z.number(),
    rows_rejected: z.number(),
  }),
  sample: { ...some, campaign: 'c' },
  build: (p: TookPart & { campaign: string }) => sql`
    WITH used AS (
      SELECT source_id, source_row FROM post_snapshot WHERE post_id IN ${list(p.posts)}
      UNION ALL SELECT source_id, source_row FROM post WHERE post_id IN ${list(p.posts)}
      UNION ALL SELECT source_id, source_row FROM engagement WHERE post_id IN ${list(p.posts)}
      UNION ALL SELECT source_id, source_row FROM cooperation WHERE campaign = ${p.campaign}
      UNION ALL SELECT source_id, source_row FROM shop_order)
    SELECT u.source_id, i.file_name, s.sheet, i.vendor, i.digest, ${moment('i.as_of')} AS as_of, count(*) AS rows_used, any_value(s.rows_read) AS rows_read, any_value(s.rows_rejected) AS rows_rejected
    FROM used u JOIN source s ON s.source_id = u.source_id JOIN import_run i ON i.run_id = s.run_id GROUP BY u.source_id, i.file_name, s.sheet, i.vendor, i.digest, i.as_of ORDER BY u.source_id`,
});

/** Participants in a target, of all participants. */
export const inTarget = defineQuery({
  name: 'outcome.in-target',
  row: z.object({ inside: z.number() }),
  sample: { ...some, target: sql`SELECT actor_key FROM actor` },
  build: (p: TookPart & { target: Sql }) =>
    sql`SELECT count(*) AS inside FROM (${took(p)}) t WHERE t.person IN (${p.target})`,
});
