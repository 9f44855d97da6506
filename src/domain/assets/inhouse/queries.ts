/** What building an own KOL asks of the facts: prices in hand, own accounts, engagers of the brand. */
import { z } from 'zod';
import { PLATFORM_IDS } from '#basis/platform.ts';
import { POST_PRICES } from '#domain/facts/accounts/schema.ts';
import { defineQuery } from '#store/facts/query.ts';
import { list, sql } from '#store/facts/sql.ts';

/** First and last price of each account, format, kind and source on a platform, with followers. */
export const pricesOverTime = defineQuery({
  name: 'inhouse.prices-over-time',
  row: z.object({
    account_id: z.string(),
    format: z.string(),
    followers: z.number().nullable(),
    first_minor: z.number(),
    last_minor: z.number(),
    days: z.number(),
  }),
  sample: { platform: 'xiaohongshu', currency: 'CNY' },
  build: (q: { platform: string; currency: string }) => sql`
    WITH said AS (
      SELECT coalesce(x.canonical_id, t.account_id) AS account_id, t.format, t.kind, t.vendor, coalesce(t.amount_minor, t.high_minor) AS minor, t.observed_at
      FROM quote t LEFT JOIN account_alias x ON x.account_id = t.account_id
      WHERE t.kind IN ${list(POST_PRICES)} AND t.currency = ${q.currency} AND coalesce(t.amount_minor, t.high_minor) > 0)
    SELECT s.account_id, s.format, max(c.follower_value) AS followers, min_by(s.minor, s.observed_at) AS first_minor, max_by(s.minor, s.observed_at) AS last_minor,
      date_diff('day', min(s.observed_at), max(s.observed_at)) AS days
    FROM said s JOIN account_card c ON c.account_id = s.account_id WHERE c.platform = ${q.platform}
    GROUP BY s.account_id, s.format, s.kind, s.vendor ORDER BY s.account_id, s.format, days DESC`,
});

export const ownFigures = defineQuery({
  name: 'inhouse.own-figures',
  row: z.object({
    account_id: z.string(),
    name: z.string().nullable(),
    platform: z.enum(PLATFORM_IDS),
    followers: z.number().nullable(),
    posts: z.number(),
  }),
  sample: { ids: ['weibo:1'] as readonly string[] },
  build: (q: { ids: readonly string[] }) => sql`
    SELECT c.account_id, c.name, c.platform, c.follower_value AS followers, (SELECT count(*) FROM post_card p WHERE p.account_id = c.account_id) AS posts
    FROM account_card c WHERE c.account_id IN ${list(q.ids)} ORDER BY c.account_id`,
});

/** Followers by day, the last count of each. */
export const ownSeries = defineQuery({
  name: 'inhouse.own-series',
  row: z.object({ account_id: z.string(), day: z.string(), value: z.number() }),
  sample: { ids: ['weibo:1'] as readonly string[] },
  build: (q: { ids: readonly string[] }) => sql`
    SELECT coalesce(x.canonical_id, s.account_id) AS account_id, strftime(s.observed_at, '%Y-%m-%d') AS day, max_by(s.value, s.observed_at) AS value
    FROM account_snapshot s LEFT JOIN account_alias x ON x.account_id = s.account_id
    WHERE s.metric = 'follower_count' AND s.value IS NOT NULL AND coalesce(x.canonical_id, s.account_id) IN ${list(q.ids)}
    GROUP BY coalesce(x.canonical_id, s.account_id), strftime(s.observed_at, '%Y-%m-%d') ORDER BY account_id, day`,
});

/** Engagers of the brand's cooperations who are answered and liked elsewhere, and library accounts among them. */
export const brandEngagers = defineQuery({
  name: 'inhouse.brand-engagers',
  row: z.object({
    actor: z.string(),
    platform: z.string(),
    acts: z.number(),
    posts: z.number(),
    comments: z.number(),
    accounts: z.number(),
    replies: z.number(),
    likes: z.number(),
    bought: z.number(),
    account_id: z.string().nullable(),
    name: z.string().nullable(),
    followers: z.number().nullable(),
  }),
  sample: { brand: 'x', limit: 20, leastComments: 3 },
  build: (q: { brand: string; limit: number; leastComments: number }) => sql`
    WITH own AS (SELECT DISTINCT post_id FROM cooperation WHERE post_id IS NOT NULL AND (${q.brand} = '' OR brand = ${q.brand})),
      near AS (
        SELECT e.platform, e.actor_key, count(*) AS acts, count(DISTINCT e.post_id) AS posts FROM engagement e SEMI JOIN own ON own.post_id = e.post_id
        WHERE e.act IN ('comment', 'reply', 'repost', 'share', 'save', 'like') GROUP BY e.platform, e.actor_key),
      said AS (
        SELECT e.platform, e.actor_key, e.engagement_key, e.weight, p.account_id FROM engagement e JOIN post_card p ON p.post_id = e.post_id
        SEMI JOIN near ON near.actor_key = e.actor_key WHERE e.act IN ('comment', 'reply')),
      active AS (
        SELECT actor_key, count(*) AS comments, count(DISTINCT account_id) AS accounts, coalesce(sum(weight), 0) AS likes FROM said GROUP BY actor_key),
      answered AS (
        SELECT said.actor_key, count(*) AS replies FROM engagement r JOIN said ON said.engagement_key = r.parent_key AND said.platform = r.platform
        WHERE r.actor_key <> said.actor_key GROUP BY said.actor_key),
      buyers AS (SELECT buyer_key, count(*) AS n FROM shop_order WHERE buyer_key IS NOT NULL GROUP BY buyer_key),
      known AS (SELECT actor_key, max(account_id) AS account_id FROM account_identifier WHERE actor_key IS NOT NULL GROUP BY actor_key)
    SELECT CAST(n.actor_key AS VARCHAR) AS actor, n.platform, n.acts, n.posts, coalesce(a.comments, 0) AS comments, coalesce(a.accounts, 0) AS accounts,
      coalesce(w.replies, 0) AS replies, coalesce(a.likes, 0) AS likes, coalesce(b.n, 0) AS bought, k.account_id, c.name, c.follower_value AS followers
    FROM near n LEFT JOIN active a ON a.actor_key = n.actor_key LEFT JOIN answered w ON w.actor_key = n.actor_key
      LEFT JOIN buyers b ON b.buyer_key = n.actor_key LEFT JOIN known k ON k.actor_key = n.actor_key LEFT JOIN account_card c ON c.account_id = k.account_id
    WHERE coalesce(a.comments, 0) >= ${q.leastComments} OR k.account_id IS NOT NULL
    ORDER BY CASE WHEN coalesce(b.n, 0) > 0 THEN 1 ELSE 0 END + CASE WHEN k.account_id IS NOT NULL THEN 1 ELSE 0 END DESC, coalesce(w.replies, 0) + coalesce(a.likes, 0) DESC, n.acts DESC, actor LIMIT ${q.limit}`,
});
