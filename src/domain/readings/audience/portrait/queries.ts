/** What portraits ask of the facts: distinct people, each with the newest word of a field. */
import { z } from 'zod';
import { defineQuery } from '#store/facts/query.ts';
import { list, type Sql, sql } from '#store/facts/sql.ts';
import { type PeopleOf, peopleOf, ringPeople } from '../people.ts';

export interface Asked extends PeopleOf {
  ids: readonly string[];
  /** Instead of accounts: people who engaged with posts that name it. */
  brand: string | null;
}
const sample: Asked = { basis: 'engagers', ids: ['weibo:1'], ringFree: true, brand: 'x' };

/** Engagement rows of the audience; `e` is the engagement, `p` the post. */
const brandActs = (q: Asked): Sql => sql`
  SELECT p.account_id, e.actor_key AS person, 'full' AS design FROM engagement e JOIN post_card p ON p.post_id = e.post_id
  WHERE position(${(q.brand ?? '').toLowerCase()} IN p.search_text) > 0 ${q.ringFree ? sql`AND e.actor_key NOT IN (${ringPeople()})` : sql``}`;
/** Distinct `person`. */
const audience = (q: Asked): Sql =>
  sql`SELECT DISTINCT person FROM (${q.brand === null ? peopleOf(q) : brandActs(q)}) r`;

export const audienceSize = defineQuery({
  name: 'audience.portrait-size',
  row: z.object({ people: z.number() }),
  sample,
  build: (q: Asked) => sql`SELECT count(*) AS people FROM (${audience(q)}) a`,
});

export const designsInHand = defineQuery({
  name: 'audience.portrait-designs',
  row: z.object({ design: z.string(), n: z.number() }),
  sample,
  build: (q: Asked) =>
    sql`SELECT design, count(*) AS n FROM (${q.brand === null ? peopleOf(q) : brandActs(q)}) r GROUP BY design ORDER BY design`,
});

/** Values of profile fields over the audience. Regions come from profiles, else from where somebody last acted. */
export const profileCounts = defineQuery({
  name: 'audience.portrait-profiles',
  row: z.object({ field: z.string(), value: z.string(), n: z.number(), seen_at: z.string().nullable() }),
  sample,
  build: (q: Asked) => sql`
    WITH audience AS (${audience(q)}),
      profile AS (
        SELECT a.actor_key, max_by(a.gender, (a.observed_at, a.source_id, a.source_row)) FILTER (WHERE a.gender IS NOT NULL) AS gender,
          max_by(a.age_band, (a.observed_at, a.source_id, a.source_row)) FILTER (WHERE a.age_band IS NOT NULL) AS age_band,
          max_by(a.region, (a.observed_at, a.source_id, a.source_row)) FILTER (WHERE a.region IS NOT NULL) AS region, max(a.observed_at) AS seen
        FROM actor a SEMI JOIN audience ON audience.person = a.actor_key GROUP BY a.actor_key),
      place AS (
        SELECT e.actor_key, max_by(e.region, (coalesce(e.acted_at, TIMESTAMP '1970-01-01'), e.source_id, e.source_row)) AS region, max(e.acted_at) AS seen
        FROM engagement e SEMI JOIN audience ON audience.person = e.actor_key WHERE e.region IS NOT NULL GROUP BY e.actor_key),
      said AS (
        SELECT 'gender' AS field, gender AS value, seen FROM profile UNION ALL SELECT 'age', age_band, seen FROM profile
        UNION ALL SELECT 'region', coalesce(profile.region, place.region), coalesce(profile.seen, place.seen)
          FROM profile FULL JOIN place ON place.actor_key = profile.actor_key)
    SELECT field, value, count(*) AS n, strftime(max(seen), '%Y-%m-%dT%H:%M:%S.%gZ') AS seen_at FROM said WHERE value IS NOT NULL GROUP BY field, value ORDER BY field, n DESC, value`,
});

/** Acts of the audience by hour of the day, and how many acts have a moment. */
export const hourCounts = defineQuery({
  name: 'audience.portrait-hours',
  row: z.object({ hour: z.number(), acts: z.number(), people: z.number(), seen_at: z.string().nullable() }),
  sample: { ...sample, offsetMinutes: 480 },
  build: (q: Asked & { offsetMinutes: number }) => sql`
    WITH audience AS (${audience(q)})
    SELECT extract('hour' FROM e.acted_at + to_minutes(${q.offsetMinutes})) AS hour, count(*) AS acts, count(DISTINCT e.actor_key) AS people,
      strftime(max(e.acted_at), '%Y-%m-%dT%H:%M:%S.%gZ') AS seen_at
    FROM engagement e SEMI JOIN audience ON audience.person = e.actor_key WHERE e.acted_at IS NOT NULL GROUP BY hour ORDER BY hour`,
});

export const actCounts = defineQuery({
  name: 'audience.portrait-acts',
  row: z.object({ acts: z.number(), timed: z.number(), people: z.number() }),
  sample,
  build: (q: Asked) => sql`
    WITH audience AS (${audience(q)})
    SELECT count(*) AS acts, count(e.acted_at) AS timed, count(DISTINCT e.actor_key) FILTER (WHERE e.acted_at IS NOT NULL) AS people
    FROM engagement e SEMI JOIN audience ON audience.person = e.actor_key`,
});

/** Categories of other accounts that the audience engages with; `people` of all who engage with any of them. */
export const interestCounts = defineQuery({
  name: 'audience.portrait-interests',
  row: z.object({ value: z.string().nullable(), n: z.number() }),
  sample,
  build: (q: Asked) => sql`
    WITH audience AS (${audience(q)}),
      act AS (
        SELECT e.actor_key, c.category FROM engagement e SEMI JOIN audience ON audience.person = e.actor_key
        JOIN post_card p ON p.post_id = e.post_id JOIN account_card c ON c.account_id = p.account_id
        WHERE len(c.category) > 0 AND c.account_id NOT IN ${list(q.ids)})
    SELECT value, count(DISTINCT actor_key) AS n FROM (SELECT actor_key, unnest(category) AS value FROM act) v GROUP BY value
    UNION ALL SELECT NULL, count(DISTINCT actor_key) FROM act ORDER BY n DESC, value`,
});

/** Buyers among the audience: once, and more than once. Orders without a buyer are not counted. */
export const buyerCounts = defineQuery({
  name: 'audience.portrait-buyers',
  row: z.object({
    orders: z.number(),
    buyers: z.number(),
    again: z.number(),
    seen_at: z.string().nullable(),
  }),
  sample,
  build: (q: Asked) => sql`
    WITH audience AS (${audience(q)}),
      bought AS (
        SELECT o.buyer_key, count(DISTINCT o.order_key) AS n, max(o.ordered_at) AS seen FROM shop_order o
        SEMI JOIN audience ON audience.person = o.buyer_key WHERE o.returned IS DISTINCT FROM TRUE GROUP BY o.buyer_key)
    SELECT (SELECT count(*) FROM shop_order WHERE buyer_key IS NOT NULL) AS orders, count(*) AS buyers, count(*) FILTER (WHERE n > 1) AS again,
      strftime(max(seen), '%Y-%m-%dT%H:%M:%S.%gZ') AS seen_at FROM bought`,
});

/** Newest percentages that a source states of the audience of some accounts, by dimension. */
export const vendorShares = defineQuery({
  name: 'audience.portrait-vendor-shares',
  row: z.object({
    account_id: z.string(),
    dimension: z.string(),
    base: z.string(),
    segment: z.string(),
    share: z.number().nullable(),
    low: z.number().nullable(),
    high: z.number().nullable(),
    n: z.number().nullable(),
    vendor: z.string(),
    seen_at: z.string(),
  }),
  sample: { ids: ['weibo:1'] as readonly string[] },
  build: (q: { ids: readonly string[] }) => sql`
    WITH said AS (
      SELECT coalesce(x.canonical_id, a.account_id) AS account_id, a.dimension, a.base, a.segment, a.share, a.low, a.high, a.n, a.vendor, a.observed_at, a.source_id
      FROM account_audience a LEFT JOIN account_alias x ON x.account_id = a.account_id
      WHERE a.dimension IN ('gender', 'age', 'province', 'city', 'city_tier', 'device', 'interest', 'activity_hour', 'price_band')
        AND a.base IN ('followers', 'viewers', 'engagers'))
    SELECT account_id, dimension, base, segment, max(share) AS share, max(low) AS low, max(high) AS high, max(n) AS n, vendor,
      strftime(max(observed_at), '%Y-%m-%dT%H:%M:%S.%gZ') AS seen_at FROM (
        SELECT * FROM said WHERE account_id IN ${list(q.ids)}
        QUALIFY dense_rank() OVER (PARTITION BY account_id, dimension ORDER BY CASE base WHEN 'followers' THEN 0 WHEN 'viewers' THEN 1 ELSE 2 END, observed_at DESC, source_id DESC, vendor) = 1) newest
    GROUP BY account_id, dimension, base, segment, vendor ORDER BY account_id, dimension, share DESC NULLS LAST, segment`,
});

export const accountsNamed = defineQuery({
  name: 'audience.account-names',
  row: z.object({
    account_id: z.string(),
    name: z.string().nullable(),
    platform: z.string(),
    followers: z.number().nullable(),
  }),
  sample: { ids: ['weibo:1'] as readonly string[] },
  build: (q: { ids: readonly string[] }) =>
    sql`SELECT account_id, name, platform, follower_value AS followers FROM account_card WHERE account_id IN ${list(q.ids)} ORDER BY account_id`,
});

export const ringSize = defineQuery({
  name: 'audience.portrait-ring-people',
  row: z.object({ people: z.number() }),
  sample,
  build: (q: Asked) =>
    sql`SELECT count(*) AS people FROM (${audience({ ...q, ringFree: false })}) a WHERE a.person IN (${ringPeople()})`,
});
