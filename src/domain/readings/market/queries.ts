/** What the market asks of the facts. */
import { z } from 'zod';
import { PLATFORM_IDS } from '#basis/platform.ts';
import { defineQuery } from '#store/facts/query.ts';
import { join, list, type Sql, sql } from '#store/facts/sql.ts';

const platform = z.enum(PLATFORM_IDS);
/** Accounts of a category, or all. */
const within = (category: string | null): Sql =>
  category === null ? sql`TRUE` : sql`list_contains(c.category, ${category})`;
interface Within {
  category: string | null;
}
const some: Within & { windowDays: number } = { category: '护肤', windowDays: 180 };
const followers = sql`coalesce(c.follower_value, (c.follower_low + c.follower_high) / 2)`;

/** Followers of one platform's accounts, as a column; unknown is 0. */
export const followerColumn = defineQuery({
  name: 'market.follower-column',
  row: z.object({ followers: z.number() }),
  sample: { platform: 'weibo', category: null },
  build: (q: Within & { platform: string }) => sql`
    SELECT CAST(coalesce(${followers}, 0) AS DOUBLE) AS followers FROM account_card c WHERE c.platform = ${q.platform} AND ${within(q.category)}`,
});

export const platformsHeld = defineQuery({
  name: 'market.platforms',
  row: z.object({ platform, accounts: z.number(), posts: z.number(), followers: z.number().nullable() }),
  sample: { category: null },
  build: (q: Within) => sql`
    SELECT c.platform, count(*) AS accounts, CAST(sum(c.post_count) AS BIGINT) AS posts, CAST(sum(${followers}) AS DOUBLE) AS followers
    FROM account_card c WHERE ${within(q.category)} GROUP BY c.platform ORDER BY accounts DESC, c.platform`,
});

export const ENGAGEMENTS = ['like_count', 'comment_count', 'share_count', 'repost_count', 'save_count'];
/** Posts of the window that ends on the library's newest observation, with their newest engagements summed. */
const recent = (q: typeof some): Sql => sql`
  card AS (SELECT c.*, ${followers} AS followers FROM account_card c WHERE ${within(q.category)}),
  recent AS (
    SELECT p.post_id, p.account_id, p.platform, p.format, p.tag, p.sponsored, p.duration_seconds, p.published_at FROM post_card p SEMI JOIN card ON card.account_id = p.account_id
    WHERE p.published_at > (SELECT max(last_observed_at) FROM account_card) - to_days(CAST(${q.windowDays} AS INTEGER))
  ), newest AS (
    SELECT s.post_id, s.metric, max_by(coalesce(s.value, (s.low + s.high) / 2), (s.observed_at, s.source_id, s.source_row)) AS v
    FROM post_snapshot s SEMI JOIN recent ON recent.post_id = s.post_id WHERE s.metric IN ${list(ENGAGEMENTS)} GROUP BY s.post_id, s.metric
  ), engaged AS (SELECT post_id, sum(v) AS v FROM newest GROUP BY post_id)`;

/** Categories by activity, with the quartiles of engagements of a post ÷ followers. */
export const activeCategories = defineQuery({
  name: 'market.active-categories',
  row: z.object({
    category: z.string(),
    accounts: z.number(),
    posts: z.number(),
    active: z.number(),
    effects: z.number(),
    low_quarter: z.number().nullable(),
    median: z.number().nullable(),
    high_quarter: z.number().nullable(),
  }),
  sample: some,
  build: (q: typeof some) => sql`
    WITH ${recent(q)}, own AS (
      SELECT card.account_id, count(r.post_id) AS posts, median(e.v) / nullif(any_value(card.followers), 0) AS effect
      FROM card LEFT JOIN recent r ON r.account_id = card.account_id LEFT JOIN engaged e ON e.post_id = r.post_id GROUP BY card.account_id
    ), labelled AS (SELECT account_id, unnest(category) AS category FROM card)
    SELECT l.category, count(*) AS accounts, CAST(sum(own.posts) AS BIGINT) AS posts, count(*) FILTER (WHERE own.posts > 0) AS active, count(own.effect) AS effects,
      quantile_cont(own.effect, 0.25) AS low_quarter, median(own.effect) AS median, quantile_cont(own.effect, 0.75) AS high_quarter
    FROM labelled l JOIN own ON own.account_id = l.account_id GROUP BY l.category ORDER BY posts DESC, l.category LIMIT 30`,
});

export const formatCounts = defineQuery({
  name: 'market.format-counts',
  row: z.object({ format: z.string(), posts: z.number() }),
  sample: some,
  build: (q: typeof some) => sql`
    WITH ${recent(q)} SELECT coalesce(format, 'unknown') AS format, count(*) AS posts FROM recent GROUP BY 1 ORDER BY posts DESC, 1`,
});

export const tagCounts = defineQuery({
  name: 'market.tag-counts',
  row: z.object({ tag: z.string(), posts: z.number(), accounts: z.number() }),
  sample: some,
  build: (q: typeof some) => sql`
    WITH ${recent(q)} SELECT tag, count(*) AS posts, count(DISTINCT account_id) AS accounts
    FROM (SELECT account_id, unnest(tag) AS tag FROM recent) t GROUP BY tag ORDER BY posts DESC, tag LIMIT 40`,
});

/** Traits of posts, counted among the tenth of each platform with most engagements and among the rest. */
export const interactionTraits = defineQuery({
  name: 'market.interaction-traits',
  row: z.object({
    trait: z.string(),
    value: z.string(),
    top: z.number(),
    other: z.number(),
    tops: z.number(),
    others: z.number(),
  }),
  sample: some,
  build: (q: typeof some) => sql`
    WITH ${recent(q)}, ranked AS (
      SELECT r.*, percent_rank() OVER (PARTITION BY r.platform ORDER BY e.v DESC) < 0.1 AS best FROM recent r JOIN engaged e ON e.post_id = r.post_id
    ), trait AS (
      SELECT 'format' AS trait, format AS value, best FROM ranked WHERE format IS NOT NULL
      UNION ALL SELECT 'sponsored', CASE WHEN sponsored THEN 'yes' ELSE 'no' END, best FROM ranked WHERE sponsored IS NOT NULL
      UNION ALL SELECT 'length', CASE WHEN duration_seconds < 30 THEN '< 30 s' WHEN duration_seconds < 120 THEN '30-120 s' ELSE '> 120 s' END, best FROM ranked WHERE duration_seconds IS NOT NULL
      UNION ALL SELECT 'tags', CASE WHEN len(tag) = 0 THEN '0' WHEN len(tag) <= 3 THEN '1-3' ELSE '4+' END, best FROM ranked
      UNION ALL SELECT 'hour', CASE WHEN (date_part('hour', published_at) + 8) % 24 < 8 THEN '0-8' WHEN (date_part('hour', published_at) + 8) % 24 < 18 THEN '8-18' ELSE '18-24' END, best FROM ranked
    )
    SELECT trait, value, count(*) FILTER (WHERE best) AS top, count(*) FILTER (WHERE NOT best) AS other,
      CAST(sum(count(*) FILTER (WHERE best)) OVER (PARTITION BY trait) AS BIGINT) AS tops, CAST(sum(count(*) FILTER (WHERE NOT best)) OVER (PARTITION BY trait) AS BIGINT) AS others
    FROM trait GROUP BY trait, value ORDER BY trait, value`,
});

interface TagsAsked {
  tags: readonly string[];
  platform: string | null;
  windowDays: number;
}
const someTags: TagsAsked = { tags: ['护肤', '面霜'], platform: null, windowDays: 180 };
const seedOf = (tags: readonly string[]): Sql =>
  tags.length === 0
    ? sql`TRUE`
    : join(
        tags.map((t) => sql`list_contains(p.tag, ${t})`),
        ' OR ',
      );
/** Tagged posts of the window; `seed` says which carry a chosen tag. */
const tagged = (q: TagsAsked): Sql => sql`
  recent AS (
    SELECT p.post_id, p.account_id, p.platform, p.tag, p.published_at, ${seedOf(q.tags)} AS seed
    FROM post_card p WHERE len(p.tag) > 0 AND p.account_id IS NOT NULL AND ${q.platform === null ? sql`TRUE` : sql`p.platform = ${q.platform}`}
      AND p.published_at > (SELECT max(last_observed_at) FROM account_card) - to_days(CAST(${q.windowDays} AS INTEGER)))`;

/** Tags with the posts that carry them, alone and beside a chosen tag. */
export const companionTags = defineQuery({
  name: 'market.companion-tags',
  row: z.object({
    tag: z.string(),
    posts: z.number(),
    beside: z.number(),
    accounts: z.number(),
    all_posts: z.number(),
    seeded: z.number(),
  }),
  sample: someTags,
  build: (q: TagsAsked) => sql`
    WITH ${tagged(q)}, total AS (SELECT count(*) AS all_posts, count(*) FILTER (WHERE seed) AS seeded FROM recent),
      word AS (SELECT DISTINCT post_id, account_id, seed, unnest(tag) AS tag FROM recent)
    SELECT w.tag, count(*) AS posts, count(*) FILTER (WHERE w.seed) AS beside, count(DISTINCT w.account_id) FILTER (WHERE w.seed) AS accounts,
      max(total.all_posts) AS all_posts, max(total.seeded) AS seeded
    FROM word w CROSS JOIN total GROUP BY w.tag HAVING count(*) FILTER (WHERE w.seed) > 0 ORDER BY beside DESC, w.tag LIMIT 400`,
});

/** Accounts whose posts carry a chosen tag. */
export const accountsOfTags = defineQuery({
  name: 'market.accounts-of-tags',
  row: z.object({
    account_id: z.string(),
    name: z.string().nullable(),
    platform,
    tier: z.string().nullable(),
    followers: z.number().nullable(),
    posts: z.number(),
    of: z.number(),
    tags: z.number(),
    last_on: z.string(),
  }),
  sample: someTags,
  build: (q: TagsAsked) => sql`
    WITH ${tagged(q)}, own AS (
      SELECT account_id, count(*) FILTER (WHERE seed) AS posts, count(*) AS n, max(published_at) FILTER (WHERE seed) AS last_at FROM recent GROUP BY account_id
    ), used AS (
      SELECT account_id, count(DISTINCT t) AS tags FROM (SELECT account_id, unnest(tag) AS t FROM recent WHERE seed) w WHERE t IN ${list(q.tags.length === 0 ? [''] : q.tags)} GROUP BY account_id
    )
    SELECT c.account_id, c.name, c.platform, c.tier, ${followers} AS followers, own.posts, own.n AS of, coalesce(used.tags, 0) AS tags, strftime(own.last_at, '%Y-%m-%d') AS last_on
    FROM own JOIN account_card c ON c.account_id = own.account_id LEFT JOIN used ON used.account_id = own.account_id
    WHERE own.posts > 0 ORDER BY coalesce(used.tags, 0) DESC, own.posts DESC, c.account_id LIMIT 200`,
});
