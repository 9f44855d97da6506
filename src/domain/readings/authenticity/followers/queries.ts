/** What follower reality asks of the facts. Long lists are thinned evenly, so a large account costs no more. */
import { z } from 'zod';
import { defineQuery } from '#store/facts/query.ts';
import { list, type Sql, sql } from '#store/facts/sql.ts';

const accounts = { ids: ['weibo:1'] as readonly string[], asOf: '2026-01-01T00:00:00Z', most: 2000 };
type Accounts = typeof accounts;

const profileRow = z.object({
  account_id: z.string(),
  actor: z.string(),
  position: z.number().nullable(),
  design: z.string(),
  listed: z.number(),
  profiled: z.number(),
  followers: z.number().nullable(),
  following: z.number().nullable(),
  posts: z.number().nullable(),
  age_days: z.number().nullable(),
  bio_length: z.number().nullable(),
  has_picture: z.boolean().nullable(),
  is_private: z.boolean().nullable(),
  verified: z.boolean().nullable(),
  digits_in_name: z.number().nullable(),
  name_length: z.number().nullable(),
  source_id: z.number(),
  source_row: z.number(),
});
export type ProfileRow = z.infer<typeof profileRow>;

const PROFILE_COLUMNS = sql`follower_count AS followers, following_count AS following, post_count AS posts,
      CAST(date_diff('second', joined_at, observed_at) AS DOUBLE) / 86400 AS age_days,
      bio_length, has_picture, is_private, verified, digits_in_name, name_length, source_id, source_row`;

/** Adds to people (account_id, actor_key, position, design, listed) the newest profile seen of each, thinned. */
const profiled = (people: Sql, p: Accounts): Sql => sql`
    WITH listed AS (${people}),
    seen AS (
      SELECT * FROM actor
      WHERE observed_at <= CAST(${p.asOf} AS TIMESTAMP) AND actor_key IN (SELECT actor_key FROM listed)
      QUALIFY row_number() OVER (PARTITION BY actor_key ORDER BY observed_at DESC, source_id DESC, source_row DESC) = 1
    ), joined AS (
      SELECT l.account_id, l.position, l.design, l.listed, s.*,
        count(*) OVER (PARTITION BY l.account_id) AS profiled,
        row_number() OVER (PARTITION BY l.account_id ORDER BY l.position, l.actor_key) AS place
      FROM listed l JOIN seen s ON s.actor_key = l.actor_key
    )
    SELECT account_id, CAST(actor_key AS VARCHAR) AS actor, position, design, listed, profiled,
      ${PROFILE_COLUMNS}
    FROM joined
    WHERE profiled <= ${p.most} OR floor(place * ${p.most} / profiled) > floor((place - 1) * ${p.most} / profiled)
    ORDER BY account_id, place`;

/** Followers of each account's newest list, with their profiles; at most `most` an account. */
export const followerProfiles = defineQuery({
  name: 'authenticity.followers.profiles',
  row: profileRow,
  sample: accounts,
  build: (p: Accounts) =>
    profiled(
      sql`
      SELECT account_id, actor_key, min(position) AS position, min(design) AS design,
        count(*) OVER (PARTITION BY account_id) AS listed
      FROM (
        SELECT coalesce(x.canonical_id, f.account_id) AS account_id, f.follower_key AS actor_key, f.position, f.design,
          f.observed_at
        FROM follow f LEFT JOIN account_alias x ON x.account_id = f.account_id
        WHERE f.observed_at <= CAST(${p.asOf} AS TIMESTAMP) AND coalesce(x.canonical_id, f.account_id) IN ${list(p.ids)}
        QUALIFY dense_rank() OVER (PARTITION BY coalesce(x.canonical_id, f.account_id) ORDER BY f.observed_at DESC) = 1
      ) newest
      GROUP BY account_id, actor_key`,
      p,
    ),
});

/** People who commented on, liked or shared each account's posts, with their profiles; at most `most` an account. */
export const engagerProfiles = defineQuery({
  name: 'authenticity.followers.engagers',
  row: profileRow,
  sample: accounts,
  build: (p: Accounts) =>
    profiled(
      sql`
      SELECT account_id, actor_key, CAST(NULL AS INTEGER) AS position, 'commenters' AS design,
        count(*) OVER (PARTITION BY account_id) AS listed
      FROM (
        SELECT DISTINCT post_card.account_id, engagement.actor_key
        FROM engagement JOIN post_card ON post_card.post_id = engagement.post_id
        WHERE post_card.account_id IN ${list(p.ids)}
          AND (engagement.acted_at IS NULL OR engagement.acted_at <= CAST(${p.asOf} AS TIMESTAMP))
      ) people`,
      p,
    ),
});

/** The newest profile of some people, by keyed hash. */
export const profilesOfActors = defineQuery({
  name: 'authenticity.followers.profiles-of-actors',
  row: profileRow,
  sample: { actors: ['1'] as readonly string[] },
  build: (p: { actors: readonly string[] }) => sql`
    SELECT '' AS account_id, CAST(actor_key AS VARCHAR) AS actor, NULL AS position, 'unknown' AS design, 1 AS listed, 1 AS profiled,
      ${PROFILE_COLUMNS}
    FROM actor WHERE CAST(actor_key AS VARCHAR) IN ${list(p.actors)}
    QUALIFY row_number() OVER (PARTITION BY actor_key ORDER BY observed_at DESC, source_id DESC, source_row DESC) = 1
    ORDER BY actor`,
});
