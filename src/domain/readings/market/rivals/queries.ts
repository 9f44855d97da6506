/** What the competitor board asks of the facts. A post names a brand when its search text holds one of the brand's words. */
import { z } from 'zod';
import { PLATFORM_IDS } from '#basis/platform.ts';
import { defineQuery } from '#store/facts/query.ts';
import { join, list, type Sql, sql } from '#store/facts/sql.ts';
import { ENGAGEMENTS } from '../queries.ts';
import type { NamedBrand } from './schema.ts';

const platform = z.enum(PLATFORM_IDS);

interface Asked {
  brands: readonly NamedBrand[];
  category: string | null;
  windowDays: number;
}
const some: Asked = {
  brands: [{ brand: 'x', words: ['x', 'y'] }],
  category: '护肤',
  windowDays: 180,
};
const followers = sql`coalesce(c.follower_value, (c.follower_low + c.follower_high) / 2)`;

const asked = ({ brands, category, windowDays }: Asked): Sql => sql`
  brand AS (${join(
    brands.flatMap(({ brand, words }) =>
      words.map(
        (word) => sql`SELECT CAST(${brand} AS VARCHAR) AS brand, lower(CAST(${word} AS VARCHAR)) AS word`,
      ),
    ),
    ' UNION ALL ',
  )}),
  recent AS (
    SELECT p.post_id, p.platform, p.account_id, p.published_at, p.format, p.title, p.tag, p.sponsored, p.search_text, p.source_id, p.source_row,
      c.tier, c.name, coalesce(c.price_low, c.price_value) AS price_low, coalesce(c.price_high, c.price_value) AS price_high, c.price_currency
    FROM post_card p JOIN account_card c ON c.account_id = p.account_id
    WHERE p.published_at > (SELECT max(last_observed_at) FROM account_card) - to_days(CAST(${windowDays} AS INTEGER))
      AND ${category === null ? sql`TRUE` : sql`list_contains(c.category, ${category})`}
  ), worked AS (SELECT DISTINCT post_id, brand FROM cooperation WHERE post_id IS NOT NULL AND brand IS NOT NULL),
  named AS (
    SELECT b.brand, r.post_id FROM recent r JOIN brand b ON position(b.word IN r.search_text) > 0
    UNION SELECT w.brand, w.post_id FROM worked w SEMI JOIN brand b ON b.brand = w.brand SEMI JOIN recent r ON r.post_id = w.post_id
  ), naming AS (
    SELECT n.brand, r.*, coalesce(r.sponsored, FALSE) OR w.post_id IS NOT NULL AS declared
    FROM named n JOIN recent r ON r.post_id = n.post_id LEFT JOIN worked w ON w.post_id = n.post_id AND w.brand = n.brand
  )`;
const engaged = (of: Sql): Sql => sql`
  newest AS (
    SELECT s.post_id, s.metric, max_by(coalesce(s.value, (s.low + s.high) / 2), (s.observed_at, s.source_id, s.source_row)) AS v
    FROM post_snapshot s SEMI JOIN ${of} AS wanted ON wanted.post_id = s.post_id WHERE s.metric IN ${list(ENGAGEMENTS)} GROUP BY s.post_id, s.metric
  ), engaged AS (SELECT post_id, sum(v) AS v FROM newest GROUP BY post_id)`;
const QUARTILES = sql`count(e.v) AS n, quantile_cont(e.v, 0.25) AS low_quarter, median(e.v) AS median, quantile_cont(e.v, 0.75) AS high_quarter`;
const quartileRow = {
  n: z.number(),
  low_quarter: z.number().nullable(),
  median: z.number().nullable(),
  high_quarter: z.number().nullable(),
};

/** Naming posts and their accounts by brand × platform × house band. */
export const rivalMix = defineQuery({
  name: 'market.rivals.mix',
  row: z.object({
    brand: z.string(),
    platform,
    tier: z.string().nullable(),
    accounts: z.number(),
    posts: z.number(),
    declared: z.number(),
    priced: z.number(),
    newest_at: z.string().nullable(),
  }),
  sample: some,
  build: (q: Asked) => sql`
    WITH ${asked(q)}
    SELECT brand, platform, tier, count(DISTINCT account_id) AS accounts, count(*) AS posts, count(*) FILTER (WHERE declared) AS declared,
      count(price_high) AS priced, max(published_at) AS newest_at
    FROM naming GROUP BY brand, platform, tier ORDER BY brand, posts DESC, platform, tier`,
});

/** Asking prices of the accounts behind naming posts, summed by currency. */
export const rivalSpend = defineQuery({
  name: 'market.rivals.spend',
  row: z.object({
    brand: z.string(),
    currency: z.string(),
    low: z.number(),
    high: z.number(),
    posts: z.number(),
  }),
  sample: some,
  build: (q: Asked) => sql`
    WITH ${asked(q)}
    SELECT brand, price_currency AS currency, coalesce(sum(price_low) FILTER (WHERE declared), 0) AS low, sum(price_high) AS high, count(*) AS posts
    FROM naming WHERE price_high IS NOT NULL AND price_low IS NOT NULL AND price_currency IS NOT NULL GROUP BY brand, price_currency ORDER BY brand, posts DESC, currency`,
});

export const rivalFormats = defineQuery({
  name: 'market.rivals.formats',
  row: z.object({ brand: z.string(), format: z.string(), posts: z.number(), ...quartileRow }),
  sample: some,
  build: (q: Asked) => sql`
    WITH ${asked(q)}, ${engaged(sql`naming`)}
    SELECT n.brand, coalesce(n.format, 'unknown') AS format, count(*) AS posts, ${QUARTILES}
    FROM naming n LEFT JOIN engaged e ON e.post_id = n.post_id GROUP BY n.brand, coalesce(n.format, 'unknown') ORDER BY n.brand, posts DESC, format`,
});

/** Engagements of naming posts by platform; the brand '' stands for all posts of the window. */
export const rivalInteractions = defineQuery({
  name: 'market.rivals.interactions',
  row: z.object({ brand: z.string(), platform, ...quartileRow }),
  sample: some,
  build: (q: Asked) => sql`
    WITH ${asked(q)}, ${engaged(sql`recent`)}, every AS (
      SELECT brand, platform, post_id FROM naming UNION ALL SELECT '' AS brand, platform, post_id FROM recent
    )
    SELECT n.brand, n.platform, ${QUARTILES} FROM every n JOIN engaged e ON e.post_id = n.post_id GROUP BY n.brand, n.platform ORDER BY n.brand, n.platform`,
});

export const rivalTags = defineQuery({
  name: 'market.rivals.tags',
  row: z.object({ brand: z.string(), tag: z.string(), posts: z.number() }),
  sample: some,
  build: (q: Asked) => sql`
    WITH ${asked(q)}, tagged AS (SELECT brand, post_id, unnest(tag) AS tag FROM naming)
    SELECT t.brand, t.tag, count(*) AS posts FROM tagged t ANTI JOIN brand b ON b.word = lower(t.tag)
    GROUP BY t.brand, t.tag QUALIFY row_number() OVER (PARTITION BY t.brand ORDER BY count(*) DESC, t.tag) <= 12 ORDER BY t.brand, posts DESC, t.tag`,
});

interface Filling extends Asked {
  own: string | null;
  /** Null for every account of the category. */
  shortlist: readonly string[] | null;
}

/** Posts of the window and the shortlist's accounts, by platform, and how many of each name a competitor. */
export const platformFilling = defineQuery({
  name: 'market.rivals.platform-filling',
  row: z.object({
    platform,
    posts: z.number(),
    rival_posts: z.number(),
    own_posts: z.number(),
    accounts: z.number(),
    used: z.number(),
  }),
  sample: { ...some, own: 'x', shortlist: ['weibo:1'] },
  build: (q: Filling) => sql`
    WITH ${asked(q)}, marked AS (
      SELECT post_id, bool_or(brand <> ${q.own ?? ''}) AS rival, bool_or(brand = ${q.own ?? ''}) AS own FROM naming GROUP BY post_id
    ), posts AS (
      SELECT r.platform, count(*) AS posts, count(*) FILTER (WHERE m.rival) AS rival_posts, count(*) FILTER (WHERE m.own) AS own_posts
      FROM recent r LEFT JOIN marked m ON m.post_id = r.post_id GROUP BY r.platform
    ), busy AS (
      SELECT DISTINCT r.account_id FROM recent r JOIN marked m ON m.post_id = r.post_id WHERE m.rival
      UNION SELECT c.account_id FROM cooperation c SEMI JOIN brand b ON b.brand = c.brand WHERE c.brand <> ${q.own ?? ''}
    ), candidates AS (
      SELECT c.platform, count(*) AS accounts, count(b.account_id) AS used FROM account_card c LEFT JOIN busy b ON b.account_id = c.account_id
      WHERE ${q.shortlist === null ? (q.category === null ? sql`TRUE` : sql`list_contains(c.category, ${q.category})`) : sql`c.account_id IN ${list(q.shortlist)}`}
      GROUP BY c.platform
    )
    SELECT coalesce(p.platform, c.platform) AS platform, coalesce(p.posts, 0) AS posts, coalesce(p.rival_posts, 0) AS rival_posts, coalesce(p.own_posts, 0) AS own_posts,
      coalesce(c.accounts, 0) AS accounts, coalesce(c.used, 0) AS used
    FROM posts p FULL JOIN candidates c ON c.platform = p.platform ORDER BY posts DESC, platform`,
});

/** Naming posts, newest first. */
export const rivalPosts = defineQuery({
  name: 'market.rivals.posts',
  row: z.object({
    post_id: z.string(),
    platform,
    account_id: z.string(),
    name: z.string().nullable(),
    tier: z.string().nullable(),
    published_at: z.string().nullable(),
    format: z.string().nullable(),
    title: z.string().nullable(),
    declared: z.boolean(),
    interactions: z.number().nullable(),
    source_id: z.number(),
    source_row: z.number(),
  }),
  sample: { ...some, platform: 'weibo', limit: 100 },
  build: (q: Asked & { platform: string | null; limit: number }) => sql`
    WITH ${asked(q)}, ${engaged(sql`naming`)}
    SELECT n.post_id, n.platform, n.account_id, n.name, n.tier, n.published_at, n.format, n.title, n.declared, e.v AS interactions, n.source_id, n.source_row
    FROM naming n LEFT JOIN engaged e ON e.post_id = n.post_id WHERE ${q.platform === null ? sql`TRUE` : sql`n.platform = ${q.platform}`}
    ORDER BY n.published_at DESC, n.post_id LIMIT ${q.limit}`,
});

/** Sums by platform from which the share held by some bands and its effective sample follow. */
export const headWeights = defineQuery({
  name: 'market.rivals.head-weights',
  row: z.object({
    platform,
    accounts: z.number(),
    followers: z.number(),
    head: z.number(),
    squares: z.number(),
    engaged_accounts: z.number(),
    engagements: z.number(),
    head_engagements: z.number(),
    engagement_squares: z.number(),
  }),
  sample: { heads: ['macro', 'mega'], category: null, windowDays: 180 },
  build: (q: { heads: readonly string[]; category: string | null; windowDays: number }) => sql`
    WITH card AS (
      SELECT c.account_id, c.platform, CAST(${followers} AS DOUBLE) AS f, c.tier IN ${list(q.heads)} AS head FROM account_card c
      WHERE ${q.category === null ? sql`TRUE` : sql`list_contains(c.category, ${q.category})`} AND ${followers} > 0
    ), recent AS (
      SELECT p.post_id, p.account_id FROM post_card p SEMI JOIN card ON card.account_id = p.account_id
      WHERE p.published_at > (SELECT max(last_observed_at) FROM account_card) - to_days(CAST(${q.windowDays} AS INTEGER))
    ), ${engaged(sql`recent`)}, own AS (
      SELECT r.account_id, sum(e.v) AS v FROM recent r JOIN engaged e ON e.post_id = r.post_id GROUP BY r.account_id
    )
    SELECT card.platform, count(*) AS accounts, sum(card.f) AS followers, coalesce(sum(card.f) FILTER (WHERE head), 0) AS head, sum(card.f * card.f) AS squares,
      count(own.v) AS engaged_accounts, coalesce(sum(own.v), 0) AS engagements, coalesce(sum(own.v) FILTER (WHERE head), 0) AS head_engagements, coalesce(sum(own.v * own.v), 0) AS engagement_squares
    FROM card LEFT JOIN own ON own.account_id = card.account_id GROUP BY card.platform ORDER BY followers DESC, card.platform`,
});
