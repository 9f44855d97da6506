/** Posts of a window with what they earned, for the study of what takes off. */
import { z } from 'zod';
import { PLATFORM_IDS } from '#basis/platform.ts';
import { defineQuery } from '#store/facts/query.ts';
import { list, sql } from '#store/facts/sql.ts';
import type { HotQuery } from './schema.ts';

const ENGAGEMENTS = ['like_count', 'comment_count', 'share_count', 'repost_count', 'save_count'];
const china = sql`(p.published_at + to_hours(8))`;

/** Days that a post must have had before the newest observation. */
const RIPE_DAYS = 3;

export const studiedPosts = defineQuery({
  name: 'voice.studied-posts',
  row: z.object({
    post_id: z.string(),
    account_id: z.string(),
    account_name: z.string().nullable(),
    platform: z.enum(PLATFORM_IDS),
    tier: z.string().nullable(),
    format: z.string().nullable(),
    title: z.string(),
    body: z.string(),
    tag: z.array(z.string()),
    sponsored: z.boolean().nullable(),
    duration_seconds: z.number().nullable(),
    hour: z.number(),
    weekday: z.number(),
    published_day: z.number(),
    published_on: z.string(),
    engaged: z.number(),
    source_id: z.number(),
    source_row: z.number(),
  }),
  sample: { windowDays: 180, platform: 'weibo', category: '护肤', most: 10 },
  build: (q: HotQuery & { most: number }) => sql`
    WITH ended AS (SELECT max(published_at) AS at FROM post_card),
      recent AS (
        SELECT p.* FROM post_card p, ended WHERE p.account_id IS NOT NULL AND p.published_at > ended.at - to_days(CAST(${q.windowDays} AS INTEGER))
          AND p.published_at <= ended.at - to_days(${RIPE_DAYS}) AND ${q.platform === undefined ? sql`TRUE` : sql`p.platform = ${q.platform}`}),
      newest AS (
        SELECT s.post_id, s.metric, max_by(coalesce(s.value, (s.low + s.high) / 2), (s.observed_at, s.source_id, s.source_row)) AS v
        FROM post_snapshot s SEMI JOIN recent ON recent.post_id = s.post_id WHERE s.metric IN ${list(ENGAGEMENTS)} GROUP BY s.post_id, s.metric),
      engaged AS (SELECT post_id, sum(v) AS v FROM newest GROUP BY post_id)
    SELECT p.post_id, p.account_id, c.name AS account_name, p.platform, c.tier, p.format, coalesce(p.title, '') AS title, coalesce(p.text, '') AS body, p.tag, p.sponsored, p.duration_seconds,
      CAST(date_part('hour', ${china}) AS INTEGER) AS hour, CAST(date_part('isodow', ${china}) AS INTEGER) AS weekday,
      CAST(date_diff('day', TIMESTAMP '1970-01-01', p.published_at) AS INTEGER) AS published_day, strftime(p.published_at, '%Y-%m-%d') AS published_on, e.v AS engaged, p.source_id, p.source_row
    FROM recent p JOIN engaged e ON e.post_id = p.post_id LEFT JOIN account_card c ON c.account_id = p.account_id
    WHERE e.v IS NOT NULL AND ${q.category === undefined ? sql`TRUE` : sql`list_contains(c.category, ${q.category})`}
    ORDER BY p.published_at DESC, p.post_id LIMIT ${q.most}`,
});
