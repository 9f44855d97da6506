/** What overlaps ask of the facts. Keys of people come as columns, in order, with the place of the account. */
import { z } from 'zod';
import { FOLLOW_DESIGNS } from '#domain/facts/engagements/schema.ts';
import { defineQuery } from '#store/facts/query.ts';
import { list, type Sql, sql } from '#store/facts/sql.ts';
import { type PeopleOf, peopleOf } from '../people.ts';
import type { Basis } from '../schema.ts';

interface Asked extends PeopleOf {
  ids: readonly string[];
}
const some: Asked = { basis: 'followers', ids: ['weibo:1', 'weibo:2'], ringFree: true };
const key = z.union([z.string(), z.number()]);

/** Places count from 0 in the order of ids. */
const placed = (ids: readonly string[]): Sql => sql`
  SELECT account_id, CAST(row_number() OVER (ORDER BY account_id) - 1 AS INTEGER) AS place FROM account_card WHERE account_id IN ${list(ids)}`;

/** The accounts in order of place, with the rows in hand. */
export const audiencesInHand = defineQuery({
  name: 'audience.in-hand',
  row: z.object({
    account_id: z.string(),
    name: z.string().nullable(),
    platform: z.string(),
    follower_value: z.number().nullable(),
    rows: z.number(),
    design: z.enum(FOLLOW_DESIGNS).nullable(),
  }),
  sample: some,
  build: (q: Asked) => sql`
    WITH held AS (SELECT account_id, count(*) AS n, min(design) AS design FROM (${peopleOf(q)}) r GROUP BY account_id)
    SELECT c.account_id, c.name, c.platform, c.follower_value, coalesce(held.n, 0) AS rows, held.design
    FROM account_card c LEFT JOIN held ON held.account_id = c.account_id WHERE c.account_id IN ${list(q.ids)} ORDER BY c.account_id`,
});

/** (person, place) in order of person; rows may repeat. */
export const peopleInOrder = defineQuery({
  name: 'audience.people-in-order',
  row: z.object({ person: key, place: z.number() }),
  sample: some,
  build: (q: Asked) => sql`
    WITH placed AS (${placed(q.ids)})
    SELECT r.person, placed.place FROM (${peopleOf(q)}) r JOIN placed ON placed.account_id = r.account_id ORDER BY r.person`,
});

interface SketchesAsked {
  basis: Basis;
  ids: readonly string[];
  entries: number;
}
const sketches: SketchesAsked = { basis: 'engagers', ids: ['weibo:1'], entries: 64 };

/** Sketches in order of place; an account without one is missing. */
export const sketchesInHand = defineQuery({
  name: 'audience.sketches-in-hand',
  row: z.object({ account_id: z.string(), people: z.number(), theta: key.nullable() }),
  sample: sketches,
  build: (q: SketchesAsked) => sql`
    SELECT account_id, people, theta FROM audience_sketch
    WHERE basis = ${q.basis} AND entries = ${q.entries} AND account_id IN ${list(q.ids)} ORDER BY account_id`,
});

/** (hash, place) of all entries of the sketches, in order of hash. */
export const hashesInOrder = defineQuery({
  name: 'audience.hashes-in-order',
  row: z.object({ hash: key, place: z.number() }),
  sample: sketches,
  build: (q: SketchesAsked) => sql`
    WITH placed AS (${placed(q.ids)})
    SELECT h.hash, h.place FROM (
      SELECT unnest(s.hashes) AS hash, placed.place FROM audience_sketch s JOIN placed ON placed.account_id = s.account_id
      WHERE s.basis = ${q.basis} AND s.entries = ${q.entries}) h ORDER BY h.hash`,
});

/** Newest vendor shares of dimensions whose segments exclude each other; the vendor with the newest word speaks. */
export const followerSplits = defineQuery({
  name: 'audience.follower-splits',
  row: z.object({
    account_id: z.string(),
    dimension: z.string(),
    segment: z.string(),
    share: z.number().nullable(),
    high: z.number().nullable(),
  }),
  sample: { ids: ['weibo:1'] as readonly string[] },
  build: (q: { ids: readonly string[] }) => sql`
    WITH said AS (
      SELECT coalesce(x.canonical_id, a.account_id) AS account_id, a.dimension, a.segment, a.share, a.high, a.observed_at, a.vendor, a.source_id
      FROM account_audience a LEFT JOIN account_alias x ON x.account_id = a.account_id
      WHERE a.base = 'followers' AND a.dimension IN ('gender', 'age', 'province', 'city_tier', 'country'))
    SELECT account_id, dimension, segment, max(share) AS share, max(high) AS high FROM (
      SELECT * FROM said WHERE account_id IN ${list(q.ids)}
      QUALIFY dense_rank() OVER (PARTITION BY account_id, dimension ORDER BY observed_at DESC, source_id DESC, vendor) = 1) newest
    GROUP BY account_id, dimension, segment ORDER BY account_id, dimension, segment`,
});
