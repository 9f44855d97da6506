/** Which texts wait to be read. Posts by what they say, engagements by how far their source was read. */
import { z } from 'zod';
import { defineQuery } from '#store/facts/query.ts';
import { type Sql, sql } from '#store/facts/sql.ts';

const textRow = z.object({
  post_id: z.string(),
  platform: z.string(),
  account_id: z.string().nullable(),
  act: z.string(),
  actor: z.string().nullable(),
  engagement_key: z.string().nullable(),
  by_creator: z.boolean(),
  said_at: z.string().nullable(),
  region: z.string().nullable(),
  text: z.string(),
  source_id: z.number(),
  source_row: z.number(),
});
export type TextRow = z.infer<typeof textRow>;

const iso = (column: Sql): Sql => sql`strftime(${column}, '%Y-%m-%dT%H:%M:%S.%gZ')`;
/** What a post says: its title above its text. */
const postWords = sql`trim(concat_ws(chr(10), p.title, p.text))`;

/** Posts whose words were not read, or were others when they were. */
export const postsToRead = defineQuery({
  name: 'voice.posts-to-read',
  row: textRow,
  sample: { most: 10 },
  build: (q: { most: number }) => sql`
    SELECT p.post_id, p.platform, p.account_id, 'post' AS act, NULL AS actor, NULL AS engagement_key, TRUE AS by_creator, ${iso(sql`p.published_at`)} AS said_at,
      coalesce(p.region, c.region) AS region, ${postWords} AS text, p.source_id, p.source_row
    FROM post_card p LEFT JOIN account_card c ON c.account_id = p.account_id LEFT JOIN voice_text v ON v.kind = 'post' AND v.post_id = p.post_id
    WHERE ${postWords} <> '' AND (v.post_id IS NULL OR v.text <> ${postWords}) ORDER BY p.post_id LIMIT ${q.most}`,
});

/** Parts of sources with words that were not read by this reader, about `size` engagements each. */
export const partsToRead = defineQuery({
  name: 'voice.parts-to-read',
  row: z.object({ source_id: z.number(), from_row: z.number(), until_row: z.number(), texts: z.number() }),
  sample: { reader: 'r', size: 1000 },
  build: (q: { reader: string; size: number }) => sql`
    WITH own AS (
      SELECT e.source_id, e.source_row, count(*) AS n FROM engagement e LEFT JOIN voice_source s ON s.source_id = e.source_id AND s.reader = ${q.reader}
      WHERE e.text IS NOT NULL AND e.text <> '' AND e.source_row > coalesce(s.until_row, -1) GROUP BY e.source_id, e.source_row
    ), numbered AS (
      SELECT source_id, source_row, n, floor((sum(n) OVER (PARTITION BY source_id ORDER BY source_row) - n) / ${q.size}) AS part FROM own)
    SELECT source_id, min(source_row) - 1 AS from_row, max(source_row) AS until_row, CAST(sum(n) AS BIGINT) AS texts
    FROM numbered GROUP BY source_id, part ORDER BY source_id, from_row`,
});

export const engagementsToRead = defineQuery({
  name: 'voice.engagements-to-read',
  row: textRow,
  sample: { sourceId: 1, from: 0, until: 10 },
  build: (q: { sourceId: number; from: number; until: number }) => sql`
    WITH own AS (SELECT DISTINCT account_id, actor_key FROM account_identifier WHERE actor_key IS NOT NULL),
      part AS (SELECT * FROM engagement e WHERE e.source_id = ${q.sourceId} AND e.source_row > ${q.from} AND e.source_row <= ${q.until} AND e.text IS NOT NULL AND e.text <> ''),
      place AS (
        SELECT a.actor_key, max_by(a.region, (a.observed_at, a.source_id, a.source_row)) AS region
        FROM actor a SEMI JOIN part ON part.actor_key = a.actor_key WHERE a.region IS NOT NULL GROUP BY a.actor_key)
    SELECT part.post_id, part.platform, p.account_id, part.act, CAST(part.actor_key AS VARCHAR) AS actor, part.engagement_key, own.actor_key IS NOT NULL AS by_creator,
      ${iso(sql`part.acted_at`)} AS said_at, coalesce(part.region, place.region) AS region, part.text, part.source_id, part.source_row
    FROM part LEFT JOIN post_card p ON p.post_id = part.post_id LEFT JOIN own ON own.account_id = p.account_id AND own.actor_key = part.actor_key
      LEFT JOIN place ON place.actor_key = part.actor_key
    ORDER BY part.source_row, part.post_id, part.actor_key, part.acted_at, part.text`,
});
