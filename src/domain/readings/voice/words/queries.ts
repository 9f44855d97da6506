/** Words of read texts: by day, by group, by tag. */
import { z } from 'zod';
import { PLATFORM_IDS } from '#basis/platform.ts';
import { defineQuery } from '#store/facts/query.ts';
import { sql } from '#store/facts/sql.ts';
import type { RowFilter, Scope } from '../schema.ts';
import { filtered, inScope, SAID } from '../scope.ts';

const day = (column: 'first_seen_on' | 'last_seen_on' | 'window_from' | 'window_until') => ({
  strings: [`strftime(${column}, '%Y-%m-%d')`],
  values: [],
});

export const storedNewWords = defineQuery({
  name: 'voice.new-words',
  row: z.object({
    word: z.string(),
    first_seen_on: z.string(),
    last_seen_on: z.string(),
    texts: z.number(),
    background_texts: z.number(),
    cohesion: z.number(),
    freedom: z.number(),
    burst: z.number(),
    window_from: z.string(),
    window_until: z.string(),
    model: z.string(),
  }),
  sample: {},
  build: (_: object) => sql`
    SELECT word, ${day('first_seen_on')} AS first_seen_on, ${day('last_seen_on')} AS last_seen_on, texts, background_texts, cohesion, freedom, burst,
      ${day('window_from')} AS window_from, ${day('window_until')} AS window_until, model FROM voice_new_word ORDER BY score DESC, word`,
});

export const newWordWeeks = defineQuery({
  name: 'voice.new-word-weeks',
  row: z.object({ word: z.string(), week: z.string(), texts: z.number() }),
  sample: {},
  build: (_: object) => sql`
    SELECT word, strftime(date_trunc('week', said_on), '%Y-%m-%d') AS week, CAST(sum(texts) AS BIGINT) AS texts FROM voice_new_word_day GROUP BY word, 2 ORDER BY word, 2`,
});

const periods = { recentDays: 14, beforeDays: 56 };
/** Words of the newest days and of those before, over all sources. */
export const recentWords = defineQuery({
  name: 'voice.recent-words',
  row: z.object({ word: z.string(), recent: z.number(), before: z.number() }),
  sample: periods,
  build: (q: typeof periods) => sql`
    WITH newest AS (SELECT max(said_on) AS on_day FROM voice_word_day)
    SELECT word, CAST(sum(texts) FILTER (WHERE said_on > on_day - CAST(${q.recentDays} AS INTEGER)) AS BIGINT) AS recent,
      CAST(coalesce(sum(texts) FILTER (WHERE said_on <= on_day - CAST(${q.recentDays} AS INTEGER)), 0) AS BIGINT) AS before
    FROM voice_word_day, newest WHERE said_on > on_day - CAST(${q.recentDays + q.beforeDays} AS INTEGER) GROUP BY word
    HAVING sum(texts) FILTER (WHERE said_on > on_day - CAST(${q.recentDays} AS INTEGER)) >= 5 ORDER BY recent DESC, word LIMIT 5000`,
});

export const recentTexts = defineQuery({
  name: 'voice.recent-texts',
  row: z.object({ recent: z.number(), before: z.number() }),
  sample: periods,
  build: (q: typeof periods) => sql`
    WITH newest AS (SELECT max(said_on) AS on_day FROM voice_word_day)
    SELECT count(*) FILTER (WHERE CAST(t.said_at AS DATE) > on_day - CAST(${q.recentDays} AS INTEGER)) AS recent,
      count(*) FILTER (WHERE CAST(t.said_at AS DATE) <= on_day - CAST(${q.recentDays} AS INTEGER)) AS before
    FROM voice_text t, newest WHERE CAST(t.said_at AS DATE) > on_day - CAST(${q.recentDays + q.beforeDays} AS INTEGER)`,
});

export const groupWords = defineQuery({
  name: 'voice.group-words',
  row: z.object({ word: z.string(), in_group: z.number(), in_rest: z.number() }),
  sample: { filter: { brand: '澄屿' }, corrected: [] },
  build: (q: { filter: RowFilter; corrected: readonly string[] }) => sql`
    WITH said AS (SELECT t.word AS words, (${filtered(q.filter, q.corrected)}) AS own FROM voice_text t WHERE ${SAID} AND ${q.filter.kind === undefined ? sql`TRUE` : sql`t.kind = ${q.filter.kind}`})
    SELECT word, count(*) FILTER (WHERE own) AS in_group, count(*) FILTER (WHERE NOT own) AS in_rest
    FROM (SELECT own, unnest(words) AS word FROM said) w GROUP BY word HAVING count(*) >= 5 ORDER BY count(*) DESC, word LIMIT 20000`,
});

export const groupTexts = defineQuery({
  name: 'voice.group-texts',
  row: z.object({ own: z.number(), rest: z.number() }),
  sample: { filter: { brand: '澄屿' }, corrected: [] },
  build: (q: { filter: RowFilter; corrected: readonly string[] }) => sql`
    SELECT count(*) FILTER (WHERE own) AS own, count(*) FILTER (WHERE NOT own) AS rest FROM (
      SELECT (${filtered(q.filter, q.corrected)}) AS own FROM voice_text t WHERE ${SAID} AND ${q.filter.kind === undefined ? sql`TRUE` : sql`t.kind = ${q.filter.kind}`}) s`,
});

/** Texts with their words, thinned evenly by their ids. */
export const wordedTexts = defineQuery({
  name: 'voice.worded-texts',
  row: z.object({
    text_id: z.string(),
    text: z.string(),
    word: z.array(z.string()),
    feeling: z.enum(['positive', 'neutral', 'negative']),
    total: z.number(),
  }),
  sample: { filter: { brand: '澄屿' }, corrected: [], most: 10 },
  build: (q: { filter: RowFilter; corrected: readonly string[]; most: number }) => sql`
    SELECT t.text_id, t.text, t.word, t.feeling, count(*) OVER () AS total FROM voice_text t WHERE ${filtered(q.filter, q.corrected)} AND len(t.word) >= 2
    ORDER BY md5(t.text_id) LIMIT ${q.most}`,
});

export const brandGraph = defineQuery({
  name: 'voice.brand-graph',
  row: z.object({
    brand: z.string(),
    product: z.string().nullable(),
    aspect: z.string(),
    texts: z.number(),
    plus: z.number(),
    minus: z.number(),
  }),
  sample: { brand: '澄屿' },
  build: (s: Scope) => sql`
    WITH named AS (
      SELECT DISTINCT m.entity AS brand, t.text_id FROM voice_mention m JOIN voice_text t ON m.text_id = t.text_id OR (t.kind = 'comment' AND m.text_id = concat('p:', t.post_id))
      WHERE m.entity_kind = 'brand' AND ${inScope(s)} AND ${SAID})
    SELECT n.brand, a.product, a.aspect, count(DISTINCT a.text_id) AS texts, count(*) FILTER (WHERE a.polarity > 0) AS plus, count(*) FILTER (WHERE a.polarity < 0) AS minus
    FROM named n JOIN voice_aspect a ON a.text_id = n.text_id WHERE a.brand IS NULL OR a.brand = n.brand GROUP BY n.brand, a.product, a.aspect ORDER BY texts DESC, n.brand, a.product, a.aspect LIMIT 300`,
});

const tagged = { tag: '护肤', most: 40 };
export const tagsTogether = defineQuery({
  name: 'voice.tags-together',
  row: z.object({
    tag: z.string(),
    posts: z.number(),
    accounts: z.number(),
    everywhere: z.number(),
    own: z.number(),
    all_posts: z.number(),
  }),
  sample: tagged,
  build: (q: typeof tagged) => sql`
    WITH own AS (SELECT post_id, account_id, tag AS tags FROM post_card WHERE list_contains(tag, ${q.tag})),
      everywhere AS (SELECT tag, count(*) AS n FROM (SELECT unnest(tag) AS tag FROM post_card) t GROUP BY tag),
      together AS (SELECT tag, count(*) AS posts, count(DISTINCT account_id) AS accounts FROM (SELECT account_id, unnest(tags) AS tag FROM own) o WHERE tag <> ${q.tag} GROUP BY tag)
    SELECT together.tag, posts, accounts, everywhere.n AS everywhere, (SELECT count(*) FROM own) AS own, (SELECT count(*) FROM post_card) AS all_posts
    FROM together JOIN everywhere ON everywhere.tag = together.tag ORDER BY posts DESC, together.tag LIMIT ${q.most}`,
});

export const accountsOfTag = defineQuery({
  name: 'voice.accounts-of-tag',
  row: z.object({
    account_id: z.string(),
    name: z.string().nullable(),
    platform: z.enum(PLATFORM_IDS),
    posts: z.number(),
  }),
  sample: tagged,
  build: (q: typeof tagged) => sql`
    SELECT p.account_id, c.name, p.platform, count(*) AS posts FROM post_card p LEFT JOIN account_card c ON c.account_id = p.account_id
    WHERE list_contains(p.tag, ${q.tag}) AND p.account_id IS NOT NULL GROUP BY p.account_id, c.name, p.platform ORDER BY posts DESC, p.account_id LIMIT ${q.most}`,
});

export const commonTags = defineQuery({
  name: 'voice.common-tags',
  row: z.object({ tag: z.string(), posts: z.number(), accounts: z.number() }),
  sample: { most: 40 },
  build: (q: { most: number }) => sql`
    SELECT tag, count(*) AS posts, count(DISTINCT account_id) AS accounts FROM (SELECT account_id, unnest(tag) AS tag FROM post_card) t GROUP BY tag ORDER BY posts DESC, tag LIMIT ${q.most}`,
});
