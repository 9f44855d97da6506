/** What is in hand, by platform, tier, brand, campaign and price: the first page of each door. */
import { z } from 'zod';
import { PLATFORM_IDS } from '#basis/platform.ts';
import { defineQuery } from '#store/facts/query.ts';
import { sql } from '#store/facts/sql.ts';
import type { Store } from '#store/open-store.ts';
import { campaigns } from './campaigns.ts';
import { libraryAsOf } from './queries.ts';
import { type Overview, TIERS } from './schema.ts';

/** Below this many accounts a median is not shown. */
const ENOUGH = 5;
const tier = z.enum(TIERS).nullable();
const platform = z.enum(PLATFORM_IDS);
const none = {};

export const tableCounts = defineQuery({
  name: 'overview.counts',
  row: z.object({
    accounts: z.number(),
    posts: z.number(),
    engagements: z.number(),
    follows: z.number(),
    people: z.number(),
    imports: z.number(),
  }),
  sample: none,
  build: (_: object) => sql`
    SELECT (SELECT count(*) FROM account_card) AS accounts, (SELECT count(*) FROM post_card) AS posts, (SELECT count(*) FROM engagement) AS engagements,
      (SELECT count(*) FROM follow) AS follows, (SELECT count(*) FROM (SELECT actor_key FROM engagement UNION SELECT follower_key FROM follow)) AS people,
      (SELECT count(*) FROM import_run) AS imports`,
});

export const platformTiers = defineQuery({
  name: 'overview.platform-tiers',
  row: z.object({
    platform,
    tier,
    n: z.number(),
    follower_median: z.number().nullable(),
    engagement_n: z.number(),
    engagement_median: z.number().nullable(),
    posts: z.number(),
  }),
  sample: none,
  build: (_: object) => sql`
    SELECT platform, tier, count(*) AS n, median(follower_value) AS follower_median,
      count(engagement_value) FILTER (WHERE engagement_metric = 'engagement_median') AS engagement_n,
      median(engagement_value) FILTER (WHERE engagement_metric = 'engagement_median') AS engagement_median, sum(post_count)::BIGINT AS posts
    FROM account_card GROUP BY platform, tier ORDER BY platform, tier`,
});

export const brandPlatforms = defineQuery({
  name: 'overview.brand-platforms',
  row: z.object({ brand: z.string(), platform, n: z.number(), cooperations: z.number() }),
  sample: none,
  build: (_: object) => sql`
    WITH named AS (SELECT account_id, platform, unnest(brand) AS brand FROM account_card),
      worked AS (SELECT brand, a.platform, count(*) AS n FROM cooperation c JOIN account a ON a.account_id = c.account_id WHERE brand IS NOT NULL GROUP BY brand, a.platform)
    SELECT named.brand, named.platform, count(DISTINCT named.account_id) AS n, coalesce(max(worked.n), 0) AS cooperations
    FROM named LEFT JOIN worked ON worked.brand = named.brand AND worked.platform = named.platform
    GROUP BY named.brand, named.platform ORDER BY n DESC, named.brand LIMIT 300`,
});

export const priceCells = defineQuery({
  name: 'overview.prices',
  row: z.object({
    platform,
    tier,
    format: z.string(),
    kind: z.string(),
    currency: z.string(),
    n: z.number(),
    low: z.number().nullable(),
    median: z.number().nullable(),
    high: z.number().nullable(),
  }),
  sample: none,
  build: (_: object) => sql`
    WITH latest AS (
      SELECT coalesce(x.canonical_id, q.account_id) AS account_id, format, kind, currency, amount_minor
      FROM quote q LEFT JOIN account_alias x ON x.account_id = q.account_id WHERE amount_minor IS NOT NULL
      QUALIFY row_number() OVER (PARTITION BY coalesce(x.canonical_id, q.account_id), format, kind, currency ORDER BY observed_at DESC, source_id DESC, source_row DESC) = 1
    )
    SELECT c.platform, c.tier, q.format, q.kind, q.currency, count(*) AS n, quantile_cont(q.amount_minor, 0.25) AS low, median(q.amount_minor) AS median, quantile_cont(q.amount_minor, 0.75) AS high
    FROM latest q JOIN account_card c ON c.account_id = q.account_id GROUP BY ALL ORDER BY c.platform, c.tier, q.format, q.kind LIMIT 2000`,
});

export async function overview(store: Store): Promise<Overview> {
  const { facts } = store;
  const [counts, newest, platforms, brands, worked, prices] = await Promise.all([
    facts.first(tableCounts, none),
    facts.first(libraryAsOf, none),
    facts.all(platformTiers, none),
    facts.all(brandPlatforms, none),
    campaigns(store),
    facts.all(priceCells, none),
  ]);
  return {
    ...(counts ?? { accounts: 0, posts: 0, engagements: 0, follows: 0, people: 0, imports: 0 }),
    asOf: newest?.seen_at ?? null,
    platforms: platforms.map((p) => ({
      platform: p.platform,
      tier: p.tier,
      accounts: p.n,
      followerMedian: p.n >= ENOUGH ? p.follower_median : null,
      engagementMedian: p.engagement_n >= ENOUGH ? p.engagement_median : null,
      posts: p.posts,
    })),
    brands: brands.map((b) => ({
      brand: b.brand,
      platform: b.platform,
      accounts: b.n,
      cooperations: b.cooperations,
    })),
    campaigns: worked,
    prices: prices.map((p) => ({
      platform: p.platform,
      tier: p.tier,
      format: p.format,
      kind: p.kind,
      currency: p.currency,
      n: p.n,
      low: p.n >= ENOUGH ? p.low : null,
      median: p.n >= ENOUGH ? p.median : null,
      high: p.n >= ENOUGH ? p.high : null,
    })),
  };
}
