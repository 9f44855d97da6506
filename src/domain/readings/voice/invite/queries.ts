/** Consumers who spoke of keywords, one row a person, with what profiles say of them. */
import { z } from 'zod';
import { defineQuery } from '#store/facts/query.ts';
import { join, sql } from '#store/facts/sql.ts';
import type { InvitationRequest } from './schema.ts';

export const speakers = defineQuery({
  name: 'voice.speakers',
  row: z.object({
    actor_key: z.string(),
    platform: z.string(),
    province: z.string().nullable(),
    gender: z.string().nullable(),
    age: z.string().nullable(),
    texts: z.number(),
  }),
  sample: { words: ['面霜'], platform: 'weibo', from: '2026-01-01', seed: 's' },
  build: (q: Pick<InvitationRequest, 'words' | 'platform' | 'from' | 'seed'>) => sql`
    WITH creator AS (SELECT DISTINCT actor_key FROM account_identifier WHERE actor_key IS NOT NULL),
      said AS (
        SELECT t.actor_key, min(t.platform) AS platform, max_by(t.province, (t.said_at, t.text_id)) FILTER (WHERE t.province IS NOT NULL) AS province, count(*) AS texts
        FROM voice_text t WHERE t.kind = 'comment' AND t.actor_key IS NOT NULL AND NOT t.by_creator
          AND (${join(
            q.words.map((w) => sql`contains(lower(t.text), ${w.toLowerCase()})`),
            ' OR ',
          )})
          AND ${q.platform === undefined ? sql`TRUE` : sql`t.platform = ${q.platform}`} AND ${q.from === undefined ? sql`TRUE` : sql`t.said_at >= CAST(${q.from} AS TIMESTAMP)`}
        GROUP BY t.actor_key),
      profile AS (
        SELECT a.actor_key, max_by(a.gender, a.observed_at) FILTER (WHERE a.gender IS NOT NULL) AS gender, max_by(a.age_band, a.observed_at) FILTER (WHERE a.age_band IS NOT NULL) AS age
        FROM actor a SEMI JOIN said ON said.actor_key = a.actor_key GROUP BY a.actor_key)
    SELECT CAST(said.actor_key AS VARCHAR) AS actor_key, said.platform, said.province, profile.gender, profile.age, said.texts
    FROM said ANTI JOIN creator ON creator.actor_key = said.actor_key LEFT JOIN profile ON profile.actor_key = said.actor_key
    ORDER BY md5(concat(CAST(said.actor_key AS VARCHAR), ${q.seed})), said.actor_key`,
});
