/** What forecasts ask of the facts: counters over time, orders that name a campaign, what was known before a day. */
import { z } from 'zod';
import { defineQuery } from '#store/facts/query.ts';
import { join, list, type Sql, sql } from '#store/facts/sql.ts';

const moment = (column: string): Sql => ({
  strings: [`strftime(${column}, '%Y-%m-%dT%H:%M:%S.%gZ')`],
  values: [],
});

export interface CountersAsked {
  posts: readonly string[];
  /** Hours after publication, each with how far a reading may be from it. */
  around: readonly { hours: number; reach: number }[];
}
/** Counters of posts near the hours asked, one line a moment: minute readings in between stay where they are. */
export const countersNear = defineQuery({
  name: 'forecasts.counters',
  row: z.object({
    post_id: z.string(),
    seen_at: z.string(),
    metric: z.string(),
    value: z.number(),
    source_id: z.number(),
    source_row: z.number(),
  }),
  sample: { posts: ['weibo:1'], around: [{ hours: 24, reach: 2.4 }] },
  build: (q: CountersAsked) => sql`
    SELECT s.post_id, ${moment('s.observed_at')} AS seen_at, s.metric, s.value, s.source_id, s.source_row
    FROM post_snapshot s JOIN post_card p ON p.post_id = s.post_id
    WHERE s.post_id IN ${list(q.posts)} AND s.value IS NOT NULL AND (${join(
      q.around.map(
        (a) =>
          sql`date_diff('minute', p.published_at, s.observed_at) BETWEEN ${Math.floor(60 * (a.hours - a.reach))} AND ${Math.ceil(60 * (a.hours + a.reach))}`,
      ),
      ' OR ',
    )})
    QUALIFY row_number() OVER (PARTITION BY s.post_id, s.metric, s.observed_at ORDER BY s.source_id DESC, s.source_row DESC) = 1
    ORDER BY s.post_id, seen_at, s.metric`,
});

export interface OrdersAsked {
  campaigns: readonly string[];
  codes: readonly string[];
  links: readonly string[];
  posts: readonly string[];
}
/** Orders that name the campaign, one of its codes or links, or one of its posts; returned ones left out. */
export const namedOrders = defineQuery({
  name: 'forecasts.orders',
  row: z.object({
    campaign: z.string().nullable(),
    code: z.string().nullable(),
    link: z.string().nullable(),
    post_id: z.string().nullable(),
    ordered_at: z.string(),
    source_id: z.number(),
    source_row: z.number(),
  }),
  sample: { campaigns: ['a'], codes: ['C'], links: ['l'], posts: ['weibo:1'] },
  build: (q: OrdersAsked) => sql`
    SELECT campaign, code, link, post_id, ${moment('ordered_at')} AS ordered_at, source_id, source_row FROM shop_order
    WHERE (campaign IN ${list(q.campaigns)} OR code IN ${list(q.codes)} OR link IN ${list(q.links)} OR post_id IN ${list(q.posts)})
      AND returned IS DISTINCT FROM TRUE
    ORDER BY ordered_at, source_id, source_row`,
});

/** The newest figure of accounts at a moment. */
export const figuresBefore = defineQuery({
  name: 'forecasts.figures-before',
  row: z.object({
    account_id: z.string(),
    metric: z.string(),
    value: z.number(),
    source_id: z.number(),
    source_row: z.number(),
  }),
  sample: {
    ids: ['weibo:1'] as readonly string[],
    metrics: ['follower_count'] as readonly string[],
    at: '2026-01-01T00:00:00Z',
  },
  build: (q: { ids: readonly string[]; metrics: readonly string[]; at: string }) => sql`
    WITH said AS (
      SELECT coalesce(x.canonical_id, s.account_id) AS account_id, s.metric, s.value, s.content, s.observed_at, s.source_id, s.source_row
      FROM account_snapshot s LEFT JOIN account_alias x ON x.account_id = s.account_id
      WHERE s.metric IN ${list(q.metrics)} AND s.value IS NOT NULL AND s.observed_at <= CAST(${q.at} AS TIMESTAMP))
    SELECT account_id, metric, value, source_id, source_row FROM said WHERE account_id IN ${list(q.ids)}
    QUALIFY row_number() OVER (PARTITION BY account_id, metric ORDER BY observed_at DESC, CASE content WHEN 'all' THEN 0 ELSE 1 END, source_id DESC, source_row DESC) = 1
    ORDER BY account_id, metric`,
});
