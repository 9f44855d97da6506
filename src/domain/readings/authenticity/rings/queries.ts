/** What the ring detectors ask of the facts. Acts in live rooms are not asked for: they have their own chamber. */
import { z } from 'zod';
import { defineQuery } from '#store/facts/query.ts';
import { all, list, type Sql, sql } from '#store/facts/sql.ts';

const ACTS = ['like', 'comment', 'reply', 'share', 'repost', 'save', 'danmaku', 'coin'] as const;
const day = { asOf: '2026-01-01T00:00:00Z' };

/** Acts on posts of known creators up to a day; `e` is the engagement and `p` the post. */
const acts = (asOf: string, more: readonly Sql[] = []): Sql => sql`
  engagement e JOIN post_card p ON p.post_id = e.post_id
  WHERE ${all([
    sql`p.account_id IS NOT NULL`,
    sql`e.act IN ${list(ACTS)}`,
    sql`e.acted_at IS NULL OR e.acted_at <= CAST(${asOf} AS TIMESTAMP)`,
    ...more,
  ])}`;

const creators = sql`
  SELECT DISTINCT i.actor_key, i.platform, coalesce(x.canonical_id, i.account_id) AS account_id
  FROM account_identifier i LEFT JOIN account_alias x ON x.account_id = i.account_id WHERE i.actor_key IS NOT NULL`;

const seconds = (at: Sql): Sql => sql`date_diff('second', TIMESTAMP '1970-01-01', ${at})`;

/** Creators who acted on at least `minPosts` posts of another creator. */
export const creatorsOnCreators = defineQuery({
  name: 'authenticity.rings.creators-on-creators',
  row: z.object({
    from_account: z.string(),
    to_account: z.string(),
    posts: z.number(),
    acts: z.number(),
    first_at: z.string().nullable(),
    last_at: z.string().nullable(),
    median_delay_seconds: z.number().nullable(),
  }),
  sample: { ...day, minPosts: 2 },
  build: (q: { asOf: string; minPosts: number }) => sql`
    WITH creator AS (${creators}),
      act AS (SELECT e.actor_key, e.platform, e.post_id, e.acted_at, p.account_id, p.published_at FROM ${acts(q.asOf)})
    SELECT c.account_id AS from_account, act.account_id AS to_account, count(DISTINCT post_id) AS posts, count(*) AS acts,
      CAST(min(acted_at) AS VARCHAR) AS first_at, CAST(max(acted_at) AS VARCHAR) AS last_at,
      median(date_diff('second', published_at, acted_at)) AS median_delay_seconds
    FROM act JOIN creator c ON c.actor_key = act.actor_key AND c.platform = act.platform
    WHERE c.account_id <> act.account_id
    GROUP BY c.account_id, act.account_id HAVING count(DISTINCT post_id) >= ${q.minPosts}
    ORDER BY from_account, to_account`,
});

/** For each creator with observed acts: its platform, rows, and how many of the audience act on `minPosts` posts or more. */
export const audienceRegulars = defineQuery({
  name: 'authenticity.rings.audience-regulars',
  row: z.object({ account_id: z.string(), rows: z.number(), regulars: z.number() }),
  sample: { ...day, minPosts: 2 },
  build: (q: { asOf: string; minPosts: number }) => sql`
    WITH creator AS (${creators}),
      act AS (SELECT e.actor_key, e.platform, e.post_id, p.account_id FROM ${acts(q.asOf)}),
      person AS (SELECT account_id, platform, actor_key, count(*) AS acts, count(DISTINCT post_id) AS posts FROM act GROUP BY ALL)
    SELECT person.account_id, CAST(sum(acts) AS BIGINT) AS rows,
      count(*) FILTER (WHERE posts >= ${q.minPosts} AND creator.actor_key IS NULL) AS regulars
    FROM person LEFT JOIN creator ON creator.actor_key = person.actor_key AND creator.platform = person.platform
    GROUP BY person.account_id ORDER BY person.account_id`,
});

/** Rows of acts between given creators, at most `most` from one to another, in order of time. */
export const actsBetween = defineQuery({
  name: 'authenticity.rings.acts-between',
  row: z.object({
    from_account: z.string(),
    to_account: z.string(),
    act: z.string(),
    acted_at: z.string().nullable(),
    source_id: z.number(),
    source_row: z.number(),
  }),
  sample: { ...day, ids: ['weibo:1', 'weibo:2'] as readonly string[], most: 5 },
  build: (q: { asOf: string; ids: readonly string[]; most: number }) => sql`
    WITH creator AS (SELECT * FROM (${creators}) c WHERE c.account_id IN ${list(q.ids)}),
      act AS (SELECT e.*, p.account_id FROM ${acts(q.asOf, [sql`p.account_id IN ${list(q.ids)}`])})
    SELECT c.account_id AS from_account, act.account_id AS to_account, act.act, CAST(act.acted_at AS VARCHAR) AS acted_at,
      act.source_id, act.source_row
    FROM act JOIN creator c ON c.actor_key = act.actor_key AND c.platform = act.platform
    WHERE c.account_id <> act.account_id
    QUALIFY row_number() OVER (PARTITION BY c.account_id, act.account_id ORDER BY act.acted_at, act.source_id, act.source_row) <= ${q.most}
    ORDER BY act.acted_at, act.source_id, act.source_row`,
});

/** How many acts have a moment. */
export const timedActCount = defineQuery({
  name: 'authenticity.rings.timed-act-count',
  row: z.object({ acts: z.number() }),
  sample: day,
  build: (q: { asOf: string }) =>
    sql`SELECT count(*) AS acts FROM ${acts(q.asOf, [sql`e.acted_at IS NOT NULL`])}`,
});

/** Acts of each post in order of time, people numbered from 0 by their keys. */
export const actsByPost = defineQuery({
  name: 'authenticity.rings.acts-by-post',
  row: z.object({
    post_id: z.string(),
    account_id: z.string(),
    actors: z.array(z.number()),
    seconds: z.array(z.number()),
  }),
  sample: { ...day, since: '2025-01-01T00:00:00Z' },
  build: (q: { asOf: string; since: string }) => sql`
    WITH act AS (
        SELECT e.post_id, p.account_id, e.actor_key, ${seconds(sql`e.acted_at`)} AS second
        FROM ${acts(q.asOf, [sql`e.acted_at > CAST(${q.since} AS TIMESTAMP)`])}),
      person AS (SELECT actor_key, row_number() OVER (ORDER BY actor_key) - 1 AS actor FROM (SELECT DISTINCT actor_key FROM act) k)
    SELECT post_id, account_id, array_agg(actor ORDER BY second, actor) AS actors, array_agg(second ORDER BY second, actor) AS seconds
    FROM act JOIN person ON person.actor_key = act.actor_key GROUP BY post_id, account_id ORDER BY post_id`,
});

/** The keys of people by the numbers that `actsByPost` gives them. */
export const actorsOfNumbers = defineQuery({
  name: 'authenticity.rings.actors-of-numbers',
  row: z.object({
    actor: z.number(),
    actor_key: z.string(),
    account_id: z.string().nullable(),
    name: z.string().nullable(),
  }),
  sample: { ...day, since: '2025-01-01T00:00:00Z', actors: [0, 1] as readonly number[] },
  build: (q: { asOf: string; since: string; actors: readonly number[] }) => sql`
    WITH act AS (SELECT e.actor_key FROM ${acts(q.asOf, [sql`e.acted_at > CAST(${q.since} AS TIMESTAMP)`])}),
      person AS (SELECT actor_key, row_number() OVER (ORDER BY actor_key) - 1 AS actor FROM (SELECT DISTINCT actor_key FROM act) k)
    SELECT person.actor, CAST(person.actor_key AS VARCHAR) AS actor_key, min(c.account_id) AS account_id, min(card.name) AS name
    FROM person LEFT JOIN (${creators}) c ON c.actor_key = person.actor_key LEFT JOIN account_card card ON card.account_id = c.account_id
    WHERE person.actor IN ${list(q.actors)} GROUP BY person.actor, person.actor_key ORDER BY person.actor`,
});

/** Rows of what given people did on given posts, in order of time. */
export const actsOfPeople = defineQuery({
  name: 'authenticity.rings.acts-of-people',
  row: z.object({
    account_id: z.string(),
    post_id: z.string(),
    act: z.string(),
    acted_at: z.string().nullable(),
    source_id: z.number(),
    source_row: z.number(),
    /** Of the account, with those beyond `most`. */
    row_count: z.number(),
  }),
  sample: { ...day, keys: ['1'] as readonly string[], ids: ['weibo:1'] as readonly string[], most: 10 },
  build: (q: { asOf: string; keys: readonly string[]; ids: readonly string[]; most: number }) => sql`
    SELECT p.account_id, e.post_id, e.act, CAST(e.acted_at AS VARCHAR) AS acted_at, e.source_id, e.source_row,
      count(*) OVER (PARTITION BY p.account_id) AS row_count
    FROM ${acts(q.asOf, [
      sql`p.account_id IN ${list(q.ids)}`,
      sql`CAST(e.actor_key AS VARCHAR) IN ${list(q.keys)}`,
    ])}
    QUALIFY row_number() OVER (PARTITION BY p.account_id ORDER BY e.post_id, e.acted_at, e.source_id, e.source_row) <= ${q.most}
    ORDER BY p.account_id, e.post_id, e.acted_at, e.source_id, e.source_row`,
});

export const creatorNames = defineQuery({
  name: 'authenticity.rings.creator-names',
  row: z.object({ account_id: z.string(), platform: z.string(), name: z.string().nullable() }),
  sample: {},
  build: (_: object) => sql`SELECT account_id, platform, name FROM account_card ORDER BY account_id`,
});

/**
 * Pairs of people who acted within the window of each other on at least `minPosts` posts, exactly: two moments at most
 * `windowSeconds` apart lie in one bucket of that width or in two neighbours, so every act meets those of its own
 * bucket and of the next. People as keys; a before b.
 */
export const pairsTogether = defineQuery({
  name: 'authenticity.rings.pairs-together',
  row: z.object({ a: z.string(), b: z.string(), posts: z.number() }),
  sample: { windowSeconds: 60, minPosts: 3 },
  build: (q: { windowSeconds: number; minPosts: number }) => sql`
    WITH act AS (
        SELECT post_id, actor_key, ${seconds(sql`acted_at`)} AS s FROM engagement
        WHERE acted_at IS NOT NULL AND act IN ${list(ACTS)}),
      early AS (SELECT post_id, actor_key, s, CAST(floor(s / ${q.windowSeconds + 1}) AS BIGINT) AS bucket FROM act),
      late AS (
        SELECT post_id, actor_key, s, bucket FROM early UNION ALL
        SELECT post_id, actor_key, s, bucket - 1 FROM early)
    SELECT CAST(least(early.actor_key, late.actor_key) AS VARCHAR) AS a, CAST(greatest(early.actor_key, late.actor_key) AS VARCHAR) AS b,
      count(DISTINCT early.post_id) AS posts
    FROM early JOIN late ON late.post_id = early.post_id AND late.bucket = early.bucket
    WHERE early.actor_key <> late.actor_key AND late.s - early.s BETWEEN 0 AND ${q.windowSeconds}
    GROUP BY least(early.actor_key, late.actor_key), greatest(early.actor_key, late.actor_key)
    HAVING count(DISTINCT early.post_id) >= ${q.minPosts} ORDER BY a, b`,
});
