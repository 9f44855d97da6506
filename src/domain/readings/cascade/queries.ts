/** What spreads ask of the facts: who passed a post on, from whom, when, and who follows the author. */
import { z } from 'zod';
import { PLATFORM_IDS } from '#basis/platform.ts';
import { FOLLOW_DESIGNS } from '#domain/facts/engagements/schema.ts';
import { defineQuery } from '#store/facts/query.ts';
import { list, type Sql, sql } from '#store/facts/sql.ts';

const moment = (column: string): Sql => ({
  strings: [`strftime(${column}, '%Y-%m-%dT%H:%M:%S.%gZ')`],
  values: [],
});
/** Acts that pass a post on. */
const PASSING = ['repost', 'share'] as const;
/** Acts that show somebody was there, not that he took part. */
const PASSIVE = ['view', 'enter', 'listen'] as const;
const key = z.union([z.string(), z.number()]).transform(String);
const post = { postId: 'weibo:1' };
const posts = { ids: ['weibo:1'] as readonly string[] };

export const postHead = defineQuery({
  name: 'cascade.post',
  row: z.object({
    post_id: z.string(),
    platform: z.enum(PLATFORM_IDS),
    post_key: z.string(),
    title: z.string().nullable(),
    account_id: z.string().nullable(),
    account_name: z.string().nullable(),
    published_at: z.string().nullable(),
    stated: z.number().nullable(),
    seen_at: z.string().nullable(),
  }),
  sample: posts,
  build: (p: { ids: readonly string[] }) => sql`
    SELECT p.post_id, p.platform, p.post_key, p.title, p.account_id, k.name AS account_name, ${moment('p.published_at')} AS published_at,
      (SELECT max_by(s.value, s.observed_at) FROM post_snapshot s WHERE s.post_id = p.post_id AND s.metric IN ('repost_count', 'share_count')) AS stated,
      (SELECT ${moment('max(e.acted_at)')} FROM engagement e WHERE e.post_id = p.post_id) AS seen_at
    FROM post_card p LEFT JOIN account_card k ON k.account_id = p.account_id WHERE p.post_id IN ${list(p.ids)} ORDER BY p.post_id`,
});

export const passingActs = defineQuery({
  name: 'cascade.acts',
  row: z.object({
    actor: key,
    act_key: z.string().nullable(),
    parent_key: z.string().nullable(),
    at: z.string().nullable(),
    text: z.string().nullable(),
    source_id: z.number(),
    source_row: z.number(),
  }),
  sample: post,
  build: (p: { postId: string }) => sql`
    SELECT e.actor_key AS actor, e.engagement_key AS act_key, e.parent_key, ${moment('e.acted_at')} AS at, e.text, e.source_id, e.source_row
    FROM engagement e WHERE e.post_id = ${p.postId} AND e.act IN ${list(PASSING)} ORDER BY e.acted_at, e.source_id, e.source_row`,
});

/** Accounts of the library on a platform by the key they act under. */
export const accountKeys = defineQuery({
  name: 'cascade.account-keys',
  row: z.object({
    account_id: z.string(),
    name: z.string().nullable(),
    handle: z.string().nullable(),
    actor: key,
  }),
  sample: { platform: 'weibo' },
  build: (p: { platform: string }) => sql`
    SELECT k.account_id, k.name, k.handle, i.actor_key AS actor FROM account_identifier i LEFT JOIN account_alias x ON x.account_id = i.account_id
      JOIN account_card k ON k.account_id = coalesce(x.canonical_id, i.account_id)
    WHERE i.platform = ${p.platform} AND i.actor_key IS NOT NULL ORDER BY k.account_id, i.actor_key`,
});

/** Who of a post's participants follows whom, where lists are in hand. */
export const followsAmong = defineQuery({
  name: 'cascade.follows',
  row: z.object({ account_id: z.string(), actor: key }),
  sample: { postId: 'weibo:1', platform: 'weibo' },
  build: (p: { postId: string; platform: string }) => sql`
    WITH took AS (SELECT DISTINCT actor_key FROM engagement WHERE post_id = ${p.postId} AND act IN ${list(PASSING)}),
      passed AS (
        SELECT account_id FROM account_identifier i SEMI JOIN took ON took.actor_key = i.actor_key WHERE i.platform = ${p.platform}
        UNION SELECT account_id FROM post_card WHERE post_id = ${p.postId} AND account_id IS NOT NULL)
    SELECT DISTINCT f.account_id, f.follower_key AS actor FROM follow f SEMI JOIN passed ON passed.account_id = f.account_id
      SEMI JOIN took ON took.actor_key = f.follower_key ORDER BY f.account_id, actor`,
});

/** Participants of posts, and how many of them stand on the author's follower list, by the best list in hand. */
export const circles = defineQuery({
  name: 'cascade.circles',
  row: z.object({
    post_id: z.string(),
    design: z.enum(FOLLOW_DESIGNS).nullable(),
    listed: z.number(),
    stated: z.number().nullable(),
    people: z.number(),
    followers: z.number(),
  }),
  sample: posts,
  build: (p: { ids: readonly string[] }) => sql`
    WITH wanted AS (SELECT post_id, account_id FROM post_card WHERE post_id IN ${list(p.ids)}),
      best AS (
        SELECT coalesce(x.canonical_id, f.account_id) AS account_id, f.design, count(DISTINCT f.follower_key) AS listed FROM follow f
          LEFT JOIN account_alias x ON x.account_id = f.account_id
        WHERE coalesce(x.canonical_id, f.account_id) IN (SELECT account_id FROM wanted) GROUP BY 1, 2
        QUALIFY row_number() OVER (PARTITION BY coalesce(x.canonical_id, f.account_id) ORDER BY CASE f.design WHEN 'full' THEN 0 WHEN 'random' THEN 1 ELSE 2 END, f.design) = 1),
      took AS (SELECT DISTINCT e.post_id, e.actor_key FROM engagement e SEMI JOIN wanted ON wanted.post_id = e.post_id WHERE e.act NOT IN ${list(PASSIVE)}),
      known AS (
        SELECT coalesce(x.canonical_id, f.account_id) AS account_id, f.design, f.follower_key FROM follow f LEFT JOIN account_alias x ON x.account_id = f.account_id)
    SELECT w.post_id, b.design, coalesce(b.listed, 0) AS listed, k.follower_value AS stated, count(DISTINCT t.actor_key) AS people,
      count(DISTINCT t.actor_key) FILTER (WHERE known.follower_key IS NOT NULL) AS followers
    FROM wanted w LEFT JOIN took t ON t.post_id = w.post_id LEFT JOIN best b ON b.account_id = w.account_id LEFT JOIN account_card k ON k.account_id = w.account_id
      LEFT JOIN known ON known.account_id = w.account_id AND known.design = b.design AND known.follower_key = t.actor_key
    GROUP BY w.post_id, b.design, b.listed, k.follower_value ORDER BY w.post_id`,
});

/** Distinct people over some posts: all, and of each post those who took part in no other, and in none of another account. */
export const peopleAlone = defineQuery({
  name: 'cascade.people-alone',
  row: z.object({
    kind: z.enum(['all', 'post', 'account']),
    id: z.string().nullable(),
    acts: z.number(),
    reposts: z.number(),
    people: z.number(),
    alone: z.number(),
  }),
  sample: posts,
  build: (p: { ids: readonly string[] }) => sql`
    WITH took AS (
      SELECT e.actor_key, e.post_id, coalesce(c.account_id, '') AS account_id, count(*) AS acts, count(*) FILTER (WHERE e.act IN ${list(PASSING)}) AS reposts
      FROM engagement e JOIN post_card c ON c.post_id = e.post_id WHERE e.post_id IN ${list(p.ids)} AND e.act NOT IN ${list(PASSIVE)} GROUP BY ALL),
      spanned AS (
        SELECT actor_key, count(DISTINCT post_id) AS posts, count(DISTINCT account_id) AS accounts FROM took GROUP BY actor_key)
    SELECT 'all' AS kind, NULL AS id, coalesce(sum(acts), 0)::BIGINT AS acts, coalesce(sum(reposts), 0)::BIGINT AS reposts, count(DISTINCT actor_key) AS people, 0 AS alone FROM took
    UNION ALL
    SELECT 'post', t.post_id, sum(t.acts)::BIGINT, sum(t.reposts)::BIGINT, count(DISTINCT t.actor_key), count(DISTINCT t.actor_key) FILTER (WHERE s.posts = 1)
    FROM took t JOIN spanned s ON s.actor_key = t.actor_key GROUP BY t.post_id
    UNION ALL
    SELECT 'account', t.account_id, sum(t.acts)::BIGINT, sum(t.reposts)::BIGINT, count(DISTINCT t.actor_key), count(DISTINCT t.actor_key) FILTER (WHERE s.accounts = 1)
    FROM took t JOIN spanned s ON s.actor_key = t.actor_key GROUP BY t.account_id
    ORDER BY kind, people DESC, id`,
});
