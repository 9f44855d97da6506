/** What the dashboards ask beside the questions of the other pages. */
import { z } from 'zod';
import { defineQuery } from '#store/facts/query.ts';
import { type Sql, sql } from '#store/facts/sql.ts';
import type { Scope } from '../schema.ts';
import { inScope, SAID } from '../scope.ts';

const some: Scope = { brand: '澄屿', from: '2026-01-01' };
const week = sql`strftime(date_trunc('week', t.said_at + to_hours(8)), '%Y-%m-%d')`;

export const voiceByPlatform = defineQuery({
  name: 'voice.by-platform',
  row: z.object({ platform: z.string(), texts: z.number() }),
  sample: some,
  build: (s: Scope) =>
    sql`SELECT t.platform, count(*) AS texts FROM voice_text t WHERE ${inScope(s)} AND ${SAID} GROUP BY t.platform ORDER BY texts DESC, t.platform`,
});

/** Accounts under whose posts, or in whose posts, the scope was spoken of. */
export const voiceByAccount = defineQuery({
  name: 'voice.by-account',
  row: z.object({
    account_id: z.string(),
    name: z.string().nullable(),
    texts: z.number(),
    felt: z.number(),
    positive: z.number(),
  }),
  sample: { scope: some, by: 'texts', most: 10 },
  build: (q: { scope: Scope; by: 'texts' | 'blame'; most: number }) => sql`
    SELECT t.account_id, min(c.name) AS name, count(*) AS texts, count(*) FILTER (WHERE t.feeling <> 'neutral') AS felt, count(*) FILTER (WHERE t.feeling = 'positive') AS positive
    FROM voice_text t LEFT JOIN account_card c ON c.account_id = t.account_id WHERE ${inScope(q.scope)} AND ${SAID} AND t.kind = 'comment' AND t.account_id IS NOT NULL
    GROUP BY t.account_id HAVING count(*) FILTER (WHERE t.feeling <> 'neutral') >= 20
    ORDER BY ${(q.by === 'texts' ? sql`texts DESC` : sql`count(*) FILTER (WHERE t.feeling = 'positive') * 1.0 / count(*) FILTER (WHERE t.feeling <> 'neutral')`) satisfies Sql}, t.account_id LIMIT ${q.most}`,
});

export const entitiesNamed = defineQuery({
  name: 'voice.entities-named',
  row: z.object({ entity: z.string(), texts: z.number() }),
  sample: { scope: some, kind: 'product', most: 10 },
  build: (q: { scope: Scope; kind: string; most: number }) => sql`
    SELECT m.entity, count(DISTINCT m.text_id) AS texts FROM voice_mention m JOIN voice_text t ON t.text_id = m.text_id
    WHERE m.entity_kind = ${q.kind} AND ${inScope(q.scope)} AND ${SAID} GROUP BY m.entity ORDER BY texts DESC, m.entity LIMIT ${q.most}`,
});

export const intentWeeks = defineQuery({
  name: 'voice.intent-weeks',
  row: z.object({ week: z.string(), comments: z.number(), intent: z.number() }),
  sample: some,
  build: (s: Scope) => sql`
    SELECT ${week} AS week, count(*) AS comments, count(t.intent) AS intent FROM voice_text t
    WHERE ${inScope(s)} AND ${SAID} AND t.kind = 'comment' AND t.said_at IS NOT NULL GROUP BY 1 ORDER BY 1`,
});
