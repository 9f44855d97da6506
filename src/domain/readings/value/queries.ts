/** What pages, shortlists and the back-test ask of the facts; the figures of all accounts are in indicator-queries.ts. */
import { z } from 'zod';
import { PLATFORM_IDS } from '#basis/platform.ts';
import { defineQuery } from '#store/facts/query.ts';
import { list, sql } from '#store/facts/sql.ts';
import { midpoint } from './indicator-queries.ts';

/** What pages and shortlists show of some accounts. */
export const accountFacts = defineQuery({
  name: 'value.account-facts',
  row: z.object({
    account_id: z.string(),
    platform: z.enum(PLATFORM_IDS),
    name: z.string().nullable(),
    tier: z.string().nullable(),
    follower_value: z.number().nullable(),
    follower_low: z.number().nullable(),
    follower_high: z.number().nullable(),
    price_value: z.number().nullable(),
    price_low: z.number().nullable(),
    price_high: z.number().nullable(),
    price_currency: z.string().nullable(),
    traded: z.boolean(),
    days_since_post: z.number().nullable(),
    posts: z.number(),
    category: z.array(z.string()),
  }),
  sample: { ids: ['weibo:1'] as readonly string[] },
  build: ({ ids }: { ids: readonly string[] }) => sql`
    WITH posts AS (
      SELECT account_id, max(published_at) AS last_at, count(*) FILTER (WHERE sponsored) AS sponsored FROM post_card WHERE account_id IN ${list(ids)} GROUP BY account_id
    )
    SELECT c.account_id, c.platform, c.name, c.tier, c.follower_value, c.follower_low, c.follower_high, c.price_value, c.price_low, c.price_high, c.price_currency,
      c.price_value IS NOT NULL OR c.price_low IS NOT NULL OR c.agency IS NOT NULL OR len(c.brand) > 0 OR coalesce(posts.sponsored, 0) > 0 AS traded,
      date_diff('day', posts.last_at, (SELECT max(last_observed_at) FROM account_card)) AS days_since_post, c.post_count AS posts, c.category
    FROM account_card c LEFT JOIN posts ON posts.account_id = c.account_id WHERE c.account_id IN ${list(ids)} ORDER BY c.account_id`,
});

/** Follower counts over time, one a day, oldest first. */
export const followerSeries = defineQuery({
  name: 'value.follower-series',
  row: z.object({ account_id: z.string(), at: z.string(), followers: z.number() }),
  sample: { ids: ['weibo:1'] as readonly string[] },
  build: ({ ids }: { ids: readonly string[] }) => sql`
    SELECT account_id, strftime(day, '%Y-%m-%d') AS at, followers FROM (
      SELECT coalesce(x.canonical_id, s.account_id) AS account_id, date_trunc('day', s.observed_at) AS day, max_by(${midpoint('s')}, (s.observed_at, s.source_id, s.source_row)) AS followers
      FROM account_snapshot s LEFT JOIN account_alias x ON x.account_id = s.account_id
      WHERE s.metric = 'follower_count' AND coalesce(x.canonical_id, s.account_id) IN ${list(ids)} AND ${midpoint('s')} IS NOT NULL GROUP BY 1, 2) f
    ORDER BY account_id, day`,
});

/** Accounts that a sheet may mean by an id, handle, platform id or name. */
export const accountsNamed = defineQuery({
  name: 'value.accounts-named',
  row: z.object({ account_id: z.string(), given: z.string() }),
  sample: { given: ['weibo:1', '某人'] as readonly string[] },
  build: ({ given }: { given: readonly string[] }) => sql`
    SELECT DISTINCT account_id, given FROM (
      SELECT account_id, account_id AS given FROM account_card UNION ALL SELECT account_id, handle FROM account_card
      UNION ALL SELECT account_id, platform_key FROM account_card UNION ALL SELECT account_id, name FROM account_card
      UNION ALL SELECT canonical_id, account_id FROM account_alias
    ) a WHERE given IN ${list(given)} ORDER BY given, account_id`,
});

/** Posts that name a word, by account; over the window that ends on the account's newest observation. */
export const mentionCounts = defineQuery({
  name: 'value.mention-counts',
  row: z.object({
    account_id: z.string(),
    posts: z.number(),
    naming: z.number(),
    sponsored_naming: z.number(),
    days_since: z.number().nullable(),
    spells: z.number(),
    naming_spells: z.number(),
  }),
  sample: { word: 'x', windowDays: 180 },
  build: ({ word, windowDays }: { word: string; windowDays: number }) => sql`
    WITH p AS (
      SELECT p.account_id, p.published_at, p.sponsored, c.last_observed_at, CAST(floor(date_diff('day', p.published_at, c.last_observed_at) / 30) AS INTEGER) AS spell,
        position(lower(${word}) IN p.search_text) > 0 AS naming
      FROM post_card p JOIN account_card c ON c.account_id = p.account_id
      WHERE p.published_at <= c.last_observed_at AND p.published_at > c.last_observed_at - to_days(CAST(${windowDays} AS INTEGER))
    )
    SELECT account_id, count(*) AS posts, count(*) FILTER (WHERE naming) AS naming, count(*) FILTER (WHERE naming AND sponsored) AS sponsored_naming,
      date_diff('day', max(published_at) FILTER (WHERE naming), max(last_observed_at)) AS days_since, count(DISTINCT spell) AS spells,
      count(DISTINCT spell) FILTER (WHERE naming) AS naming_spells
    FROM p GROUP BY account_id ORDER BY account_id`,
});

/** How long an account has posted on its own categories, and how early it used tags that at least `leastAdopters` accounts use. */
export const traitFacts = defineQuery({
  name: 'value.trait-facts',
  row: z.object({
    account_id: z.string(),
    category_posts: z.number(),
    category_days: z.number().nullable(),
    tags: z.number(),
    earliness: z.number().nullable(),
  }),
  sample: { ids: ['weibo:1'] as readonly string[], leastAdopters: 5 },
  build: ({ ids, leastAdopters }: { ids: readonly string[]; leastAdopters: number }) => sql`
    WITH card AS (SELECT account_id, platform, category FROM account_card WHERE account_id IN ${list(ids)}),
    tagged AS (SELECT account_id, platform, published_at, unnest(tag) AS tag FROM post_card WHERE account_id IS NOT NULL AND published_at IS NOT NULL),
    own AS (SELECT t.account_id, t.tag FROM tagged t SEMI JOIN card ON card.account_id = t.account_id GROUP BY ALL),
    tenure AS (
      SELECT p.account_id, count(*) AS n, date_diff('day', min(p.published_at), max(p.published_at)) AS days
      FROM post_card p JOIN card ON card.account_id = p.account_id
      WHERE list_has_any(p.tag, card.category) GROUP BY p.account_id
    ), first AS (
      SELECT t.account_id, t.platform, t.tag, min(t.published_at) AS at_first FROM tagged t SEMI JOIN own ON own.tag = t.tag GROUP BY ALL
    ), ranked AS (
      SELECT account_id, percent_rank() OVER (PARTITION BY platform, tag ORDER BY at_first) AS late, count(*) OVER (PARTITION BY platform, tag) AS adopters FROM first
    ), early AS (
      SELECT account_id, count(*) AS tags, avg(1 - late) AS earliness FROM ranked WHERE adopters >= ${leastAdopters} GROUP BY account_id
    )
    SELECT card.account_id, coalesce(tenure.n, 0) AS category_posts, tenure.days AS category_days, coalesce(early.tags, 0) AS tags, early.earliness
    FROM card LEFT JOIN tenure ON tenure.account_id = card.account_id LEFT JOIN early ON early.account_id = card.account_id ORDER BY card.account_id`,
});

/** Growth before and after a cut; nothing dated after the cut counts as known before it. */
export const growthAround = defineQuery({
  name: 'value.growth-around',
  row: z.object({
    platform: z.string(),
    momentum: z.number().nullable(),
    freshness: z.number().nullable(),
    posts: z.number().nullable(),
    later: z.number(),
  }),
  sample: { cutAt: '2026-01-01T00:00:00Z', days: 90 },
  build: ({ cutAt, days }: { cutAt: string; days: number }) => {
    const cut = sql`CAST(${cutAt} AS TIMESTAMP)`;
    const span = sql`to_days(CAST(${days} AS INTEGER))`;
    const third = sql`to_days(CAST(${Math.round(days / 3)} AS INTEGER))`;
    const acting = sql`e.acted_at <= ${cut} AND e.acted_at > ${cut} - ${span}`;
    return sql`
    WITH f AS (
      SELECT coalesce(x.canonical_id, s.account_id) AS account_id, s.observed_at, ln(${midpoint('s')}) AS v FROM account_snapshot s
      LEFT JOIN account_alias x ON x.account_id = s.account_id WHERE s.metric = 'follower_count' AND ${midpoint('s')} > 0
    ), around AS (
      SELECT account_id, max_by(v, observed_at) FILTER (WHERE observed_at <= ${cut}) AS now, max(observed_at) FILTER (WHERE observed_at <= ${cut}) AS now_at,
        min_by(v, observed_at) FILTER (WHERE observed_at <= ${cut} AND observed_at > ${cut} - ${span}) AS early, min(observed_at) FILTER (WHERE observed_at <= ${cut} AND observed_at > ${cut} - ${span}) AS early_at,
        max_by(v, observed_at) FILTER (WHERE observed_at > ${cut}) AS late, max(observed_at) FILTER (WHERE observed_at > ${cut}) AS late_at
      FROM f GROUP BY account_id
    ), acts AS (
      SELECT p.account_id, CAST(count(*) FILTER (WHERE e.acted_at > ${cut} - ${third}) AS DOUBLE) / count(*) AS fresh FROM engagement e JOIN post_card p ON p.post_id = e.post_id WHERE p.account_id IS NOT NULL AND ${acting} GROUP BY p.account_id
    ), posts AS (
      SELECT account_id, count(*) AS n FROM post_card p WHERE account_id IS NOT NULL AND p.published_at <= ${cut} AND p.published_at > ${cut} - ${span} GROUP BY account_id
    )
    SELECT c.platform, CASE WHEN date_diff('day', early_at, now_at) >= 14 THEN (now - early) / date_diff('day', early_at, now_at) END AS momentum,
      acts.fresh AS freshness, posts.n AS posts, (late - now) / date_diff('day', now_at, late_at) AS later
    FROM around a JOIN account_card c ON c.account_id = a.account_id LEFT JOIN acts ON acts.account_id = a.account_id LEFT JOIN posts ON posts.account_id = a.account_id
    WHERE now IS NOT NULL AND late IS NOT NULL AND date_diff('day', now_at, late_at) >= 14 ORDER BY a.account_id`;
  },
});

/** People who are no account of the library and whom others answer: commenters on several accounts, by answers and likes received. */
export const consumersLikeKols = defineQuery({
  name: 'value.consumers-like-kols',
  row: z.object({
    actor: z.string(),
    platform: z.string(),
    comments: z.number(),
    accounts: z.number(),
    replies: z.number(),
    likes: z.number(),
  }),
  sample: { limit: 50, leastComments: 5, leastAccounts: 2 },
  build: (q: { limit: number; leastComments: number; leastAccounts: number }) => sql`
    WITH said AS (
      SELECT e.platform, e.actor_key, e.engagement_key, e.weight, p.account_id FROM engagement e JOIN post_card p ON p.post_id = e.post_id
      ANTI JOIN account_identifier i ON i.actor_key = e.actor_key WHERE e.act IN ('comment', 'reply')
    ), active AS (
      SELECT platform, actor_key, count(*) AS comments, count(DISTINCT account_id) AS accounts, coalesce(sum(weight), 0) AS likes FROM said
      GROUP BY platform, actor_key HAVING count(*) >= ${q.leastComments} AND count(DISTINCT account_id) >= ${q.leastAccounts}
    ), answered AS (
      SELECT said.platform, said.actor_key, count(*) AS replies FROM engagement r JOIN said ON said.engagement_key = r.parent_key AND said.platform = r.platform
      WHERE r.actor_key <> said.actor_key GROUP BY ALL
    )
    SELECT CAST(a.actor_key AS VARCHAR) AS actor, a.platform, a.comments, a.accounts, coalesce(b.replies, 0) AS replies, a.likes
    FROM active a LEFT JOIN answered b ON b.platform = a.platform AND b.actor_key = a.actor_key
    ORDER BY coalesce(b.replies, 0) + a.likes DESC, a.comments DESC, actor LIMIT ${q.limit}`,
});
