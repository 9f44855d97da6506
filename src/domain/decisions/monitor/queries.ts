/** What the watch asks of the facts. Moments are milliseconds since 1970. */
import { z } from 'zod';
import { defineQuery } from '#store/facts/query.ts';
import { list, type Sql, sql } from '#store/facts/sql.ts';

const ms = (column: Sql): Sql =>
  sql`CAST(date_diff('second', TIMESTAMP '1970-01-01', ${column}) AS DOUBLE) * 1000`;

/** Counters that are watched. */
export const WATCHED = [
  'view_count',
  'read_count',
  'like_count',
  'comment_count',
  'share_count',
  'repost_count',
  'save_count',
] as const;

const posts = { ids: ['weibo:1'] as readonly string[] };
/** Readings below which a post is not read all the time, and so not watched. */
const LEAST_READINGS = 30;
const of = (ids: readonly string[]): Sql => sql`
  FROM post_snapshot WHERE metric IN ${list(WATCHED)} AND value IS NOT NULL AND post_id IN (
    SELECT post_id FROM post_snapshot WHERE post_id IN ${list(ids)} AND metric IN ${list(WATCHED)} AND value IS NOT NULL
    GROUP BY post_id, metric HAVING count(*) >= ${LEAST_READINGS})`;

/** How many readings of watched counters there are, and up to when: whether anything is new. */
export const readingsHeld = defineQuery({
  name: 'monitor.readings-held',
  row: z.object({ readings: z.number(), until_ms: z.number().nullable() }),
  sample: { ...posts, untilMs: 0 },
  build: (q: typeof posts & { untilMs: number | null }) => sql`
    SELECT count(*) AS readings, max(${ms(sql`observed_at`)}) AS until_ms ${of(q.ids)}
      AND ${q.untilMs === null ? sql`TRUE` : sql`${ms(sql`observed_at`)} <= ${q.untilMs}`}`,
});

/** Readings in the order in which a watch takes them: by moment, then post and counter; the file's order last. */
export const minuteReadings = defineQuery({
  name: 'monitor.minute-readings',
  row: z.object({ post_id: z.string(), metric: z.string(), at_ms: z.number(), value: z.number() }),
  sample: { ...posts, afterMs: 0 },
  build: (q: typeof posts & { afterMs: number | null }) => sql`
    SELECT post_id, metric, ${ms(sql`observed_at`)} AS at_ms, value ${of(q.ids)}
      AND ${q.afterMs === null ? sql`TRUE` : sql`${ms(sql`observed_at`)} > ${q.afterMs}`}
    ORDER BY observed_at, post_id, metric, source_id, source_row`,
});

/** Acts in live rooms by minute since 1970. */
export const liveMinutes = defineQuery({
  name: 'monitor.live-minutes',
  row: z.object({ post_id: z.string(), act: z.string(), minute: z.number(), acts: z.number() }),
  sample: { ids: ['live:1'] as readonly string[], acts: ['comment'] as readonly string[] },
  build: (q: { ids: readonly string[]; acts: readonly string[] }) => sql`
    SELECT post_id, act, floor(${ms(sql`acted_at`)} / 60000) AS minute, count(*) AS acts FROM engagement
    WHERE post_id IN ${list(q.ids)} AND act IN ${list(q.acts)} AND acted_at IS NOT NULL GROUP BY post_id, act, minute ORDER BY post_id, act, minute`,
});

/** Counters of posts that a source reads itself. */
export const snapshotCounters = defineQuery({
  name: 'monitor.snapshot-counters',
  row: z.object({ post_id: z.string(), metric: z.string() }),
  sample: posts,
  build: (q: typeof posts) => sql`
    SELECT post_id, metric FROM post_snapshot WHERE post_id IN ${list(q.ids)} AND value IS NOT NULL GROUP BY post_id, metric HAVING count(*) >= ${LEAST_READINGS}`,
});

/** The acts behind an alarm about a tally. */
export const tallyRows = defineQuery({
  name: 'monitor.tally-rows',
  row: z.object({ at_ms: z.number(), value: z.number(), source_id: z.number(), source_row: z.number() }),
  sample: { postId: 'live:1', act: 'comment', fromMs: 0, untilMs: 1 },
  build: (q: { postId: string; act: string; fromMs: number; untilMs: number }) => sql`
    SELECT ${ms(sql`acted_at`)} AS at_ms, 1 AS value, source_id, source_row FROM engagement
    WHERE post_id = ${q.postId} AND act = ${q.act} AND ${ms(sql`acted_at`)} BETWEEN ${q.fromMs} AND ${q.untilMs}
    ORDER BY acted_at, source_id, source_row LIMIT 200`,
});

/** The rows behind an alarm. */
export const alarmRows = defineQuery({
  name: 'monitor.alarm-rows',
  row: z.object({ at_ms: z.number(), value: z.number(), source_id: z.number(), source_row: z.number() }),
  sample: { postId: 'weibo:1', metric: 'like_count', fromMs: 0, untilMs: 1 },
  build: (q: { postId: string; metric: string; fromMs: number; untilMs: number }) => sql`
    SELECT ${ms(sql`observed_at`)} AS at_ms, value, source_id, source_row FROM post_snapshot
    WHERE post_id = ${q.postId} AND metric = ${q.metric} AND value IS NOT NULL
      AND ${ms(sql`observed_at`)} BETWEEN ${q.fromMs} AND ${q.untilMs}
    ORDER BY observed_at, source_id, source_row LIMIT 200`,
});

/** Acts by views at one day old, of clean posts of the accounts: log share, its spread and n. */
export const ownRatios = defineQuery({
  name: 'monitor.own-ratios',
  row: z.object({
    account_id: z.string(),
    metric: z.string(),
    mean: z.number(),
    sd: z.number().nullable(),
    n: z.number(),
  }),
  sample: { accountIds: ['weibo:1'] as readonly string[], except: ['weibo:2'] as readonly string[] },
  build: (q: { accountIds: readonly string[]; except: readonly string[] }) => sql`
    WITH own AS (
      SELECT p.post_id, coalesce(x.canonical_id, p.account_id) AS account_id, p.published_at FROM post_card p
      LEFT JOIN account_alias x ON x.account_id = p.account_id
      WHERE coalesce(x.canonical_id, p.account_id) IN ${list(q.accountIds)} AND p.post_id NOT IN ${list(q.except)}
        AND p.post_id NOT IN (SELECT subject_id FROM reading WHERE subject_kind = 'post' AND level IN ('moderate', 'strong'))
    ), late AS (
      SELECT o.account_id, s.post_id, s.metric, max_by(s.value, s.observed_at) AS value FROM post_snapshot s JOIN own o ON o.post_id = s.post_id
      WHERE s.value IS NOT NULL AND s.metric IN ${list(WATCHED)} AND s.observed_at >= o.published_at + INTERVAL 20 HOUR
      GROUP BY o.account_id, s.post_id, s.metric
    ), viewed AS (
      SELECT account_id, post_id, max(value) AS views FROM late WHERE metric IN ('view_count', 'read_count') GROUP BY account_id, post_id
    ), share AS (
      SELECT l.account_id, l.metric, ln((l.value + 0.5) / v.views) AS s FROM late l JOIN viewed v ON v.post_id = l.post_id
      WHERE v.views >= 50 AND l.metric NOT IN ('view_count', 'read_count')
    )
    SELECT account_id, metric, avg(s) AS mean, stddev_samp(s) AS sd, count(*) AS n FROM share GROUP BY account_id, metric ORDER BY account_id, metric`,
});

/** Counts of finished posts at landmark ages, for forecasts of the final size; by a fixed shuffle. */
export const finishedPosts = defineQuery({
  name: 'monitor.finished-posts',
  row: z.object({
    post_id: z.string(),
    account_id: z.string(),
    followers: z.number().nullable(),
    metric: z.string(),
    hours: z.number(),
    value: z.number(),
  }),
  sample: {
    metric: 'like_count',
    hours: [1, 6] as readonly number[],
    lastHours: 168,
    most: 10,
    except: ['weibo:1'] as readonly string[],
  },
  build: (q: {
    metric: string;
    hours: readonly number[];
    lastHours: number;
    most: number;
    except: readonly string[];
  }) => sql`
    WITH aged AS (
      SELECT s.post_id, p.account_id, round(date_diff('minute', p.published_at, s.observed_at) / 60.0, 1) AS hours, s.value
      FROM post_snapshot s JOIN post_card p ON p.post_id = s.post_id
      WHERE s.metric = ${q.metric} AND s.value IS NOT NULL AND p.account_id IS NOT NULL AND s.post_id NOT IN ${list(q.except)}
    ), landmark AS (
      SELECT post_id, account_id, hours, max(value) AS value FROM aged WHERE hours IN ${list([...q.hours, q.lastHours])} GROUP BY post_id, account_id, hours
    ), whole AS (
      SELECT post_id FROM landmark GROUP BY post_id HAVING count(*) = ${q.hours.length + 1} ORDER BY md5(post_id), post_id LIMIT ${q.most}
    )
    SELECT l.post_id, l.account_id, k.follower_value AS followers, ${q.metric} AS metric, CAST(l.hours AS DOUBLE) AS hours, l.value
    FROM landmark l SEMI JOIN whole w ON w.post_id = l.post_id LEFT JOIN account_card k ON k.account_id = l.account_id ORDER BY l.post_id, l.hours`,
});

/** Acts on the posts by the region that the platform shows; null where it shows none. */
export const actsByRegion = defineQuery({
  name: 'monitor.acts-by-region',
  row: z.object({ region: z.string().nullable(), acts: z.number() }),
  sample: posts,
  build: (q: typeof posts) => sql`
    SELECT nullif(region, '') AS region, count(*) AS acts FROM engagement WHERE post_id IN ${list(q.ids)} GROUP BY 1 ORDER BY acts DESC, 1`,
});
