/** What the voice room asks of read texts: counts over columns, and rows. */
import { z } from 'zod';
import { PLATFORM_IDS } from '#basis/platform.ts';
import { defineQuery } from '#store/facts/query.ts';
import { list, type Sql, sql } from '#store/facts/sql.ts';
import { FEELINGS, INTENTS, type RowFilter, type Scope, TEXT_KINDS } from './schema.ts';
import { filtered, inScope, SAID } from './scope.ts';

const some: Scope = { brand: '澄屿', from: '2026-01-01', until: '2026-02-01' };
const kind = z.enum(TEXT_KINDS);
const feeling = z.enum(FEELINGS);
const iso = (column: Sql): Sql => sql`strftime(${column}, '%Y-%m-%dT%H:%M:%S.%gZ')`;
/** China's week: Monday to Sunday there. */
const week = sql`strftime(date_trunc('week', t.said_at + to_hours(8)), '%Y-%m-%d')`;

const counts = {
  texts: z.number(),
  positive: z.number(),
  neutral: z.number(),
  negative: z.number(),
};
const countColumns = sql`count(*) AS texts, count(*) FILTER (WHERE t.feeling = 'positive') AS positive, count(*) FILTER (WHERE t.feeling = 'neutral') AS neutral, count(*) FILTER (WHERE t.feeling = 'negative') AS negative`;

export const feelingCounts = defineQuery({
  name: 'voice.feeling-counts',
  row: z.object({
    kind,
    ...counts,
    plain_positive: z.number(),
    plain_neutral: z.number(),
    plain_negative: z.number(),
  }),
  sample: some,
  build: (s: Scope) => sql`
    SELECT t.kind, ${countColumns}, count(*) FILTER (WHERE t.plain_feeling = 'positive') AS plain_positive,
      count(*) FILTER (WHERE t.plain_feeling = 'neutral') AS plain_neutral, count(*) FILTER (WHERE t.plain_feeling = 'negative') AS plain_negative
    FROM voice_text t WHERE ${inScope(s)} AND ${SAID} GROUP BY t.kind`,
});

/** Texts of a list that are in the scope, with what the model said. */
export const amongTexts = defineQuery({
  name: 'voice.among-texts',
  row: z.object({ text_id: z.string(), kind, feeling }),
  sample: { scope: some, ids: ['p:1'] as readonly string[] },
  build: (q: { scope: Scope; ids: readonly string[] }) =>
    sql`SELECT t.text_id, t.kind, t.feeling FROM voice_text t WHERE t.text_id IN ${list(q.ids)} AND ${inScope(q.scope)} AND ${SAID}`,
});

export const intentCounts = defineQuery({
  name: 'voice.intent-counts',
  row: z.object({ intent: z.enum(INTENTS).nullable(), texts: z.number() }),
  sample: some,
  build: (s: Scope) =>
    sql`SELECT t.intent, count(*) AS texts FROM voice_text t WHERE ${inScope(s)} AND t.kind = 'comment' AND ${SAID} GROUP BY t.intent`,
});

export const aspectCounts = defineQuery({
  name: 'voice.aspect-counts',
  row: z.object({ aspect: z.string(), texts: z.number(), plus: z.number(), minus: z.number() }),
  sample: some,
  build: (s: Scope) => sql`
    SELECT a.aspect, count(DISTINCT a.text_id) AS texts, count(*) FILTER (WHERE a.polarity > 0) AS plus, count(*) FILTER (WHERE a.polarity < 0) AS minus
    FROM voice_aspect a JOIN voice_text t ON t.text_id = a.text_id WHERE ${inScope(s)} AND ${SAID} GROUP BY a.aspect ORDER BY texts DESC, a.aspect`,
});

export const opinionCounts = defineQuery({
  name: 'voice.opinion-counts',
  row: z.object({ aspect: z.string(), opinion: z.string(), polarity: z.number(), texts: z.number() }),
  sample: { scope: some, each: 6 },
  build: (q: { scope: Scope; each: number }) => sql`
    SELECT a.aspect, lower(a.opinion) AS opinion, a.polarity, count(DISTINCT a.text_id) AS texts
    FROM voice_aspect a JOIN voice_text t ON t.text_id = a.text_id WHERE ${inScope(q.scope)} AND ${SAID} GROUP BY a.aspect, lower(a.opinion), a.polarity
    QUALIFY row_number() OVER (PARTITION BY a.aspect ORDER BY count(DISTINCT a.text_id) DESC, lower(a.opinion), a.polarity) <= ${q.each} ORDER BY a.aspect, texts DESC, opinion`,
});

export const weekCounts = defineQuery({
  name: 'voice.week-counts',
  row: z.object({ week: z.string(), ...counts }),
  sample: some,
  build: (s: Scope) => sql`
    SELECT ${week} AS week, ${countColumns} FROM voice_text t WHERE ${inScope(s)} AND ${SAID} AND t.said_at IS NOT NULL GROUP BY 1 ORDER BY 1 DESC LIMIT 60`,
});

export const provinceCounts = defineQuery({
  name: 'voice.province-counts',
  row: z.object({ province: z.string().nullable(), ...counts }),
  sample: some,
  build: (s: Scope) => sql`
    SELECT t.province, ${countColumns} FROM voice_text t WHERE ${inScope(s)} AND ${SAID} GROUP BY t.province ORDER BY texts DESC, t.province`,
});

export const languageCounts = defineQuery({
  name: 'voice.language-counts',
  row: z.object({ language: z.string(), texts: z.number() }),
  sample: some,
  build: (s: Scope) =>
    sql`SELECT t.language, count(*) AS texts FROM voice_text t WHERE ${inScope(s)} AND ${SAID} GROUP BY t.language ORDER BY texts DESC, t.language`,
});

/** Counts of each brand by week: texts that name it, and comments under posts that do. */
export const brandWeeks = defineQuery({
  name: 'voice.brand-weeks',
  row: z.object({ brand: z.string(), week: z.string().nullable(), posts: z.number(), ...counts }),
  sample: { brands: ['澄屿'] as readonly string[], from: '2026-01-01' },
  build: (q: { brands: readonly string[]; from: string }) => sql`
    WITH named AS (SELECT DISTINCT entity AS brand, text_id FROM voice_mention WHERE entity_kind = 'brand' AND entity IN ${list(q.brands)}),
      about AS (
        SELECT brand, text_id FROM named
        UNION SELECT n.brand, c.text_id FROM named n JOIN voice_text c ON c.kind = 'comment' AND concat('p:', c.post_id) = n.text_id)
    SELECT a.brand, ${week} AS week, count(*) FILTER (WHERE t.kind = 'post') AS posts, ${countColumns}
    FROM about a JOIN voice_text t ON t.text_id = a.text_id WHERE ${SAID} AND t.said_at >= CAST(${q.from} AS TIMESTAMP) GROUP BY a.brand, 2 ORDER BY a.brand, 2`,
});

export const amongBrandTexts = defineQuery({
  name: 'voice.among-brand-texts',
  row: z.object({ brand: z.string(), text_id: z.string(), feeling }),
  sample: { brands: ['澄屿'] as readonly string[], ids: ['p:1'] as readonly string[], from: '2026-01-01' },
  build: (q: { brands: readonly string[]; ids: readonly string[]; from: string }) => sql`
    SELECT DISTINCT m.entity AS brand, t.text_id, t.feeling FROM voice_text t
      JOIN voice_mention m ON m.entity_kind = 'brand' AND (m.text_id = t.text_id OR (t.kind = 'comment' AND m.text_id = concat('p:', t.post_id)))
    WHERE t.text_id IN ${list(q.ids)} AND m.entity IN ${list(q.brands)} AND ${SAID} AND t.said_at >= CAST(${q.from} AS TIMESTAMP)`,
});

export const brandsNamed = defineQuery({
  name: 'voice.brands-named',
  row: z.object({ brand: z.string(), texts: z.number() }),
  sample: {},
  build: (_: object) =>
    sql`SELECT entity AS brand, count(*) AS texts FROM voice_mention WHERE entity_kind = 'brand' GROUP BY entity ORDER BY texts DESC, entity LIMIT 30`,
});

export const campaignsNamed = defineQuery({
  name: 'voice.campaigns',
  row: z.object({ campaign: z.string() }),
  sample: {},
  build: (_: object) =>
    sql`SELECT DISTINCT campaign FROM cooperation WHERE campaign IS NOT NULL ORDER BY campaign LIMIT 200`,
});

export const voiceTotals = defineQuery({
  name: 'voice.totals',
  row: z.object({
    texts: z.number(),
    posts: z.number(),
    as_of: z.string().nullable(),
    said_until: z.string().nullable(),
  }),
  sample: {},
  build: (_: object) => sql`
    SELECT count(*) AS texts, count(*) FILTER (WHERE t.kind = 'post') AS posts, ${iso(sql`max(t.said_at)`)} AS as_of, strftime(max(t.said_at), '%Y-%m-%d') AS said_until FROM voice_text t`,
});

export const waitingTexts = defineQuery({
  name: 'voice.waiting-texts',
  row: z.object({ texts: z.number() }),
  sample: {},
  build: (_: object) => sql`
    SELECT (SELECT count(*) FROM engagement e LEFT JOIN voice_source s ON s.source_id = e.source_id WHERE e.text IS NOT NULL AND e.text <> '' AND e.source_row > coalesce(s.until_row, -1))
      + (SELECT count(*) FROM post_card p ANTI JOIN voice_text v ON v.kind = 'post' AND v.post_id = p.post_id WHERE trim(concat_ws(chr(10), p.title, p.text)) <> '') AS texts`,
});

export const commentFeelingsByAccount = defineQuery({
  name: 'voice.comment-feelings-by-account',
  row: z.object({
    account_id: z.string(),
    ...counts,
    source_id: z.number().nullable(),
    source_row: z.number().nullable(),
  }),
  sample: {},
  build: (_: object) => sql`
    SELECT t.account_id, ${countColumns}, min_by(t.source_id, t.text_id) AS source_id, min_by(t.source_row, t.text_id) AS source_row
    FROM voice_text t WHERE t.kind = 'comment' AND t.account_id IS NOT NULL AND NOT t.by_creator GROUP BY t.account_id ORDER BY t.account_id`,
});

const rowColumns = sql`
  t.text_id, t.kind, t.platform, t.post_id, t.account_id, c.name AS account_name, ${iso(sql`t.said_at`)} AS said_at, t.province, t.language, t.text, t.feeling, t.positive, t.negative,
  t.plain_feeling, t.model, t.intent, t.intent_from, t.intent_to, t.source_id, t.source_row`;
const row = z.object({
  text_id: z.string(),
  kind,
  platform: z.enum(PLATFORM_IDS),
  post_id: z.string(),
  account_id: z.string().nullable(),
  account_name: z.string().nullable(),
  said_at: z.string().nullable(),
  province: z.string().nullable(),
  language: z.string(),
  text: z.string(),
  feeling,
  positive: z.number(),
  negative: z.number(),
  plain_feeling: feeling,
  model: z.string(),
  intent: z.enum(INTENTS).nullable(),
  intent_from: z.number().nullable(),
  intent_to: z.number().nullable(),
  source_id: z.number(),
  source_row: z.number(),
});
export type StoredRow = z.infer<typeof row>;

export const voiceRows = defineQuery({
  name: 'voice.rows',
  row: row.extend({ total: z.number() }),
  sample: {
    filter: { ...some, q: '面霜' },
    corrected: ['p:1'] as readonly string[],
    limit: 10,
    offset: 0,
  },
  build: (q: { filter: RowFilter; corrected: readonly string[]; limit: number; offset: number }) => sql`
    SELECT ${rowColumns}, count(*) OVER () AS total FROM voice_text t LEFT JOIN account_card c ON c.account_id = t.account_id
    WHERE ${filtered(q.filter, q.corrected)} ORDER BY t.said_at DESC NULLS LAST, t.text_id LIMIT ${q.limit} OFFSET ${q.offset}`,
});

/** Rows in an order that no property of them decides. */
export const drawnRows = defineQuery({
  name: 'voice.drawn-rows',
  row: row.extend({ total: z.number() }),
  sample: { filter: some, checked: ['p:1'] as readonly string[], seed: 's', limit: 10 },
  build: (q: { filter: RowFilter; checked: readonly string[]; seed: string; limit: number }) => sql`
    SELECT ${rowColumns}, count(*) OVER () AS total FROM voice_text t LEFT JOIN account_card c ON c.account_id = t.account_id
    WHERE ${filtered({ ...q.filter, corrected: 'no' }, q.checked)} ORDER BY md5(concat(t.text_id, ${q.seed})) LIMIT ${q.limit}`,
});

export const rowById = defineQuery({
  name: 'voice.row',
  row,
  sample: { ids: ['p:1'] as readonly string[] },
  build: (q: { ids: readonly string[] }) =>
    sql`SELECT ${rowColumns} FROM voice_text t LEFT JOIN account_card c ON c.account_id = t.account_id WHERE t.text_id IN ${list(q.ids)} ORDER BY t.text_id`,
});

export const aspectsOfTexts = defineQuery({
  name: 'voice.aspects-of-texts',
  row: z.object({
    text_id: z.string(),
    aspect: z.string(),
    aspect_word: z.string(),
    opinion: z.string(),
    polarity: z.number(),
    aspect_from: z.number(),
    aspect_to: z.number(),
    opinion_from: z.number(),
    opinion_to: z.number(),
  }),
  sample: { ids: ['p:1'] as readonly string[] },
  build: (q: { ids: readonly string[] }) =>
    sql`SELECT text_id, aspect, aspect_word, opinion, polarity, aspect_from, aspect_to, opinion_from, opinion_to FROM voice_aspect WHERE text_id IN ${list(q.ids)} ORDER BY text_id, aspect_from`,
});

export const mentionsOfTexts = defineQuery({
  name: 'voice.mentions-of-texts',
  row: z.object({
    text_id: z.string(),
    entity_kind: z.string(),
    entity: z.string(),
    mention_from: z.number(),
    mention_to: z.number(),
  }),
  sample: { ids: ['p:1'] as readonly string[] },
  build: (q: { ids: readonly string[] }) =>
    sql`SELECT text_id, entity_kind, entity, mention_from, mention_to FROM voice_mention WHERE text_id IN ${list(q.ids)} ORDER BY text_id, mention_from`,
});
