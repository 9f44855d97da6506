/** Statements about audits. Chambers have their own. */
import { z } from 'zod';
import { defineQuery } from '#store/facts/query.ts';
import { sql } from '#store/facts/sql.ts';
import { readingColumns, readingRow } from '#store/readings/queries.ts';

/** Newest readings that argue at least moderately: what an analyst should look at, strongest first. */
export const readingsToReview = defineQuery({
  name: 'authenticity.readings-to-review',
  row: readingRow.extend({ name: z.string().nullable(), platform: z.string().nullable() }),
  sample: { limit: 10 },
  build: (p: { limit: number }) => sql`
    WITH newest AS (
      SELECT * FROM reading WHERE subject_kind = 'account'
      QUALIFY row_number() OVER (PARTITION BY subject_id, measure ORDER BY as_of DESC, computed_at DESC, reading_id) = 1)
    SELECT ${readingColumns}, c.name, c.platform FROM newest LEFT JOIN account_card c ON c.account_id = newest.subject_id
    WHERE level IN ('moderate', 'strong') ORDER BY level DESC, measure, subject_id LIMIT ${p.limit}`,
});

/** How many subjects each measure put at each level, newest readings; accounts where it reads accounts. */
export const levelCounts = defineQuery({
  name: 'authenticity.level-counts',
  row: z.object({ measure: z.string(), level: z.string(), n: z.number() }),
  sample: {},
  build: (_: object) => sql`
    WITH newest AS (
      SELECT measure, level, subject_kind FROM reading
      QUALIFY row_number() OVER (PARTITION BY subject_kind, subject_id, measure ORDER BY as_of DESC, computed_at DESC, reading_id) = 1),
      kinds AS (SELECT measure, min(subject_kind) AS subject_kind FROM newest GROUP BY measure)
    SELECT n.measure, n.level, count(*) AS n FROM newest n JOIN kinds k ON k.measure = n.measure AND k.subject_kind = n.subject_kind
    GROUP BY n.measure, n.level ORDER BY n.measure, n.level`,
});

export const accountsToAudit = defineQuery({
  name: 'authenticity.accounts',
  row: z.object({ account_id: z.string() }),
  sample: {},
  build: (_: object) => sql`SELECT account_id FROM account_card ORDER BY account_id`,
});

export const accountPlatform = defineQuery({
  name: 'authenticity.account-platform',
  row: z.object({ platform: z.string() }),
  sample: { id: 'weibo:1' },
  build: (p: { id: string }) => sql`SELECT platform FROM account_card WHERE account_id = ${p.id} LIMIT 1`,
});

/** Newest readings about an account's posts and live rooms that argue. */
export const readingsBelow = defineQuery({
  name: 'authenticity.readings-below',
  row: readingRow,
  sample: { id: 'weibo:1', limit: 10 },
  build: (p: { id: string; limit: number }) => sql`
    WITH newest AS (
      SELECT * FROM reading WHERE subject_kind IN ('post', 'live_room') AND subject_id IN (SELECT post_id FROM post_card WHERE account_id = ${p.id})
      QUALIFY row_number() OVER (PARTITION BY subject_id, measure ORDER BY as_of DESC, computed_at DESC, reading_id) = 1)
    SELECT ${readingColumns} FROM newest WHERE level IN ('moderate', 'strong') ORDER BY level DESC, subject_id, measure LIMIT ${p.limit}`,
});
