/** What the live-room detectors ask of the facts. */
import { z } from 'zod';
import { defineQuery } from '#store/facts/query.ts';
import { list, sql } from '#store/facts/sql.ts';

const accounts = { ids: ['live:1'] as readonly string[], asOf: '2026-01-01T00:00:00Z' };
type Accounts = typeof accounts;

/**
 * Live rooms of some accounts, with events and counters, and up to `most` rooms of other hosts of the same platforms.
 * Counters are the largest seen; event counts are of the imported stream.
 */
export const liveRooms = defineQuery({
  name: 'authenticity.live.rooms',
  row: z.object({
    post_id: z.string(),
    account_id: z.string(),
    platform: z.string(),
    event_count: z.number(),
    timed_count: z.number(),
    enter_count: z.number(),
    comment_count: z.number(),
    order_count: z.number(),
    view_counter: z.number().nullable(),
    comment_counter: z.number().nullable(),
    order_counter: z.number().nullable(),
    source_id: z.number(),
    source_row: z.number(),
  }),
  sample: { ...accounts, most: 400 },
  build: (p: Accounts & { most: number }) => sql`
    WITH platforms AS (SELECT DISTINCT platform FROM account_card WHERE account_id IN ${list(p.ids)}),
      rooms AS (
        SELECT post_id, account_id, platform, source_id, source_row FROM post_card
        WHERE format = 'live' AND account_id IS NOT NULL AND platform IN (SELECT platform FROM platforms)
          AND (published_at IS NULL OR published_at <= CAST(${p.asOf} AS TIMESTAMP))
        QUALIFY account_id IN ${list(p.ids)} OR row_number() OVER (PARTITION BY platform ORDER BY md5(post_id), post_id) <= ${p.most}),
      events AS (
        SELECT post_id, count(*) AS event_count, count(acted_at) AS timed_count, count(*) FILTER (WHERE act = 'enter') AS enter_count,
          count(*) FILTER (WHERE act IN ('comment', 'danmaku')) AS comment_count,
          count(*) FILTER (WHERE act = 'order') AS order_count
        FROM engagement WHERE post_id IN (SELECT post_id FROM rooms)
          AND (acted_at IS NULL OR acted_at <= CAST(${p.asOf} AS TIMESTAMP)) GROUP BY post_id),
      counters AS (
        SELECT post_id, max(CASE WHEN metric = 'view_count' THEN value END) AS view_counter,
          max(CASE WHEN metric = 'comment_count' THEN value END) AS comment_counter,
          max(CASE WHEN metric = 'order_count' THEN value END) AS order_counter
        FROM post_snapshot WHERE post_id IN (SELECT post_id FROM rooms) AND observed_at <= CAST(${p.asOf} AS TIMESTAMP)
        GROUP BY post_id)
    SELECT r.post_id, r.account_id, r.platform, coalesce(e.event_count, 0) AS event_count, coalesce(e.timed_count, 0) AS timed_count,
      coalesce(e.enter_count, 0) AS enter_count, coalesce(e.comment_count, 0) AS comment_count,
      coalesce(e.order_count, 0) AS order_count, c.view_counter, c.comment_counter, c.order_counter, r.source_id, r.source_row
    FROM rooms r LEFT JOIN events e ON e.post_id = r.post_id LEFT JOIN counters c ON c.post_id = r.post_id
    ORDER BY r.account_id, r.post_id`,
});

/** Events of some rooms in order of time, at most `most` a room. */
export const roomEvents = defineQuery({
  name: 'authenticity.live.events',
  row: z.object({
    post_id: z.string(),
    act: z.string(),
    actor: z.string(),
    text: z.string().nullable(),
    acted_ms: z.number(),
    source_id: z.number(),
    source_row: z.number(),
  }),
  sample: { ids: ['live:room'] as readonly string[], asOf: accounts.asOf, most: 20_000 },
  build: (p: { ids: readonly string[]; asOf: string; most: number }) => sql`
    SELECT post_id, act, CAST(actor_key AS VARCHAR) AS actor, CASE WHEN act IN ('comment', 'danmaku') THEN text END AS text,
      CAST(date_diff('millisecond', TIMESTAMP '1970-01-01', acted_at) AS DOUBLE) AS acted_ms, source_id, source_row
    FROM engagement
    WHERE post_id IN ${list(p.ids)} AND acted_at IS NOT NULL AND acted_at <= CAST(${p.asOf} AS TIMESTAMP)
    QUALIFY row_number() OVER (PARTITION BY post_id ORDER BY acted_at, source_id, source_row) <= ${p.most}
    ORDER BY post_id, acted_at, source_id, source_row`,
});
