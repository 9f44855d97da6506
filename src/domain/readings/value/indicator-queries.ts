/**
 * What value asks of the facts. An account's figures describe the window that ends on the day it was last observed, so
 * that an import changes the figures of the accounts it touched and of no others.
 */
import { z } from 'zod';
import { PLATFORM_IDS, PLATFORMS } from '#basis/platform.ts';
import { TIERS } from '#domain/facts/library/schema.ts';
import { defineQuery } from '#store/facts/query.ts';
import { ident, join, list, type Sql, sql } from '#store/facts/sql.ts';
import { COUNTERS, type Indicator } from './schema.ts';

/** Where the vendor's own figure stands in for posts in hand; first first. */
const INSTEAD: Partial<Record<Indicator, readonly string[]>> = {
  exposure_count: ['exposure_median'],
  read_count: ['read_median'],
  view_count: ['view_median', 'view_mean'],
  like_count: ['like_median', 'like_mean'],
  save_count: ['save_median', 'save_mean'],
  comment_count: ['comment_median', 'comment_mean'],
  share_count: ['share_median'],
  follow_count: ['follow_median'],
};
const STATED = [
  'active_follower_share',
  'engaged_follower_share',
  'video_sale_mean',
  'live_sale_mean',
  'gmv',
] as const;
const ENGAGEMENTS = ['like_count', 'comment_count', 'share_count', 'repost_count', 'save_count'];
const VENDOR_METRICS = [...new Set([...Object.values(INSTEAD).flat(), ...STATED, 'follower_growth_share'])];

export interface Loaded {
  windowDays: number;
  leastPosts: number;
  /** Stored measures, without version, that become columns `r0`, `r1` … */
  readings: readonly string[];
  /** Only accounts that sources after this one, or readings computed after that moment, speak of. Null for all. */
  after: { sourceId: number; computedAt: string } | null;
}
const some: Loaded = { windowDays: 180, leastPosts: 3, readings: ['true-fan-share'], after: null };

const canonical = (table: Sql, where: Sql): Sql => sql`
  SELECT coalesce(x.canonical_id, f.account_id) AS account_id FROM ${table} f LEFT JOIN account_alias x ON x.account_id = f.account_id WHERE ${where}`;

/** Accounts that are touched by what came after. */
const touched = (
  { sourceId, computedAt }: NonNullable<Loaded['after']>,
  readings: readonly string[],
): Sql => {
  const later = sql`f.source_id > ${sourceId}`;
  return sql`SELECT account_id FROM (
    ${canonical(sql`account_snapshot`, later)} UNION ALL ${canonical(sql`account_attribute`, later)} UNION ALL ${canonical(sql`quote`, later)}
    UNION ALL ${canonical(sql`cooperation`, later)} UNION ALL ${canonical(sql`account`, later)}
    UNION ALL SELECT p.account_id FROM post_card p WHERE p.account_id IS NOT NULL AND p.post_id IN
      (SELECT post_id FROM post f WHERE ${later} UNION ALL SELECT post_id FROM post_snapshot f WHERE ${later})
    UNION ALL SELECT subject_id FROM reading WHERE subject_kind = 'account' AND computed_at >= CAST(${computedAt} AS TIMESTAMP) AND (${
      readings.length === 0
        ? sql`FALSE`
        : join(
            readings.map((measure) => sql`measure LIKE ${`${measure}@%`}`),
            ' OR ',
          )
    })
  ) t`;
};

/** The value of a figure, or the middle of its bounds; `of` names the table. */
export const midpoint = (of: string): Sql => {
  const name = ident(of);
  return sql`coalesce(${name}.value, (${name}.low + ${name}.high) / 2)`;
};

/** The price counts where it is in the platform's own currency: others cannot be compared. */
const price = sql`CASE WHEN ${join(
  PLATFORM_IDS.map((p) => sql`(c.platform = ${p} AND c.price_currency = ${PLATFORMS[p].currency})`),
  ' OR ',
)} THEN coalesce(c.price_value, (c.price_low + c.price_high) / 2) END`;

const figures = (q: Loaded): Sql => sql`
  WITH who AS (
    SELECT c.*, coalesce(c.follower_value, (c.follower_low + c.follower_high) / 2) AS followers, ${price} AS price
    FROM account_card c ${q.after === null ? sql`` : sql`SEMI JOIN (${touched(q.after, q.readings)}) t ON t.account_id = c.account_id`}
  ), recent AS (
    SELECT p.post_id, p.account_id, p.published_at FROM post_card p JOIN who ON who.account_id = p.account_id
    WHERE p.published_at <= who.last_observed_at AND p.published_at > who.last_observed_at - to_days(CAST(${q.windowDays} AS INTEGER))
  ), newest AS (
    SELECT recent.account_id, s.post_id, recent.published_at, s.metric, max_by(${midpoint('s')}, (s.observed_at, s.source_id, s.source_row)) AS v
    FROM post_snapshot s JOIN recent ON recent.post_id = s.post_id
    WHERE s.metric IN ${list(COUNTERS)} AND ${midpoint('s')} IS NOT NULL GROUP BY ALL
  ), counter AS (
    SELECT account_id, metric, median(v) AS v FROM newest GROUP BY account_id, metric HAVING count(*) >= ${q.leastPosts}
  ), engaged AS (
    SELECT account_id, median(v) AS v FROM (SELECT account_id, post_id, sum(v) AS v FROM newest WHERE metric IN ${list(ENGAGEMENTS)} GROUP BY account_id, post_id) n
    GROUP BY account_id HAVING count(*) >= ${q.leastPosts}
  ), fresh AS (
    SELECT n.account_id, sum(n.v) FILTER (WHERE n.published_at > who.last_observed_at - to_days(CAST(${Math.round(q.windowDays / 3)} AS INTEGER))) / nullif(sum(n.v), 0) AS v
    FROM newest n JOIN who ON who.account_id = n.account_id WHERE n.metric IN ${list(ENGAGEMENTS)} GROUP BY n.account_id
    HAVING count(DISTINCT n.post_id) >= ${q.leastPosts} AND min(n.published_at) <= min(who.last_observed_at) - to_days(CAST(${Math.round(q.windowDays / 3)} AS INTEGER))
  ), pace AS (
    SELECT r.account_id, 30.0 * count(*) / greatest(30, date_diff('day', min(r.published_at), min(who.last_observed_at))) AS v
    FROM recent r JOIN who ON who.account_id = r.account_id GROUP BY r.account_id HAVING count(*) >= ${q.leastPosts}
  ), said AS (
    SELECT who.account_id, s.metric, s.value, s.low, s.high, s.observed_at, s.source_id, s.source_row, s.content, s.format, who.last_observed_at
    FROM account_snapshot s LEFT JOIN account_alias x ON x.account_id = s.account_id JOIN who ON who.account_id = coalesce(x.canonical_id, s.account_id)
    WHERE s.metric = 'follower_count' OR s.metric IN ${list(VENDOR_METRICS)}
  ), stated AS (
    SELECT account_id, metric, max_by(${midpoint('said')}, (content = 'all', format = 'all', observed_at, source_id, source_row)) AS v
    FROM said WHERE metric <> 'follower_count' AND ${midpoint('said')} IS NOT NULL GROUP BY account_id, metric
  ), growth AS (
    SELECT account_id, max_by(${midpoint('said')}, observed_at) AS late, max_by(${midpoint('said')}, observed_at) FILTER (WHERE observed_at <= last_observed_at - to_days(90)) AS early,
      date_diff('day', max(observed_at) FILTER (WHERE observed_at <= last_observed_at - to_days(90)), max(observed_at)) AS days
    FROM said WHERE metric = 'follower_count' AND observed_at > last_observed_at - to_days(150) GROUP BY account_id
  ), coop AS (
    SELECT coalesce(x.canonical_id, f.account_id) AS account_id, count(*) AS v FROM cooperation f LEFT JOIN account_alias x ON x.account_id = f.account_id
    WHERE f.brand IS NOT NULL AND coalesce(f.state, '') NOT IN ('已取消', 'cancelled') GROUP BY ALL
  ), vendor AS (
    SELECT account_id, ${join(
      VENDOR_METRICS.map((m) => sql`max(v) FILTER (WHERE metric = ${m}) AS ${ident(m)}`),
      ', ',
    )} FROM stated GROUP BY account_id
  ), posted AS (
    SELECT account_id, ${join(
      COUNTERS.map((m) => sql`max(v) FILTER (WHERE metric = ${m}) AS ${ident(m)}`),
      ', ',
    )} FROM counter GROUP BY account_id
  ), read AS (
    SELECT subject_id, ${
      q.readings.length === 0
        ? sql`0 AS none`
        : join(
            q.readings.map(
              (measure, i) =>
                sql`max_by(CASE WHEN state = 'ok' THEN CASE unit WHEN 'share' THEN 100 * value ELSE value END END, (as_of, computed_at)) FILTER (WHERE measure LIKE ${`${measure}@%`}) AS ${ident(`r${i}`)}`,
            ),
            ', ',
          )
    } FROM reading WHERE subject_kind = 'account' GROUP BY subject_id
  ), joined AS (
    SELECT who.account_id, who.platform, who.tier, who.followers, who.price,
      ${join(
        COUNTERS.map((m) => {
          const stand = (INSTEAD[m] ?? []).map((v) => sql`vendor.${ident(v)}`);
          return sql`coalesce(${join([sql`posted.${ident(m)}`, ...stand], ', ')}) AS ${ident(m)}`;
        }),
        ', ',
      )},
      coalesce(engaged.v, CASE WHEN who.engagement_metric IN ('engagement_median', 'engagement_mean') THEN coalesce(who.engagement_value, (who.engagement_low + who.engagement_high) / 2) END) AS engagement,
      pace.v AS posts_per_month,
      coalesce(CASE WHEN growth.early > 0 AND growth.days > 0 THEN power(growth.late / growth.early, 90.0 / growth.days) - 1 END, vendor.follower_growth_share) AS follower_growth_share,
      coalesce(fresh.v, CASE WHEN engaged.v IS NOT NULL AND fresh.account_id IS NOT NULL THEN 0 END) AS recent_engagement_share,
      ${join(
        STATED.map((m) => sql`vendor.${ident(m)} AS ${ident(m)}`),
        ', ',
      )},
      coop.v AS cooperation_count${
        q.readings.length === 0
          ? sql``
          : sql`, ${join(
              q.readings.map((_, i) => sql`read.${ident(`r${i}`)} AS ${ident(`r${i}`)}`),
              ', ',
            )}`
      }
    FROM who LEFT JOIN posted ON posted.account_id = who.account_id LEFT JOIN vendor ON vendor.account_id = who.account_id
      LEFT JOIN engaged ON engaged.account_id = who.account_id LEFT JOIN pace ON pace.account_id = who.account_id LEFT JOIN fresh ON fresh.account_id = who.account_id
      LEFT JOIN growth ON growth.account_id = who.account_id LEFT JOIN coop ON coop.account_id = who.account_id
      LEFT JOIN read ON read.subject_id = who.account_id
  )`;

/** Columns of numbers, in this order; missing is NaN. */
export const valueColumns = (readings: readonly string[]): string[] => [
  'followers',
  'price',
  'engagement',
  ...COUNTERS,
  'engagement_per_follower',
  'posts_per_month',
  'follower_growth_share',
  'recent_engagement_share',
  ...STATED,
  'cooperation_count',
  'cost_per_engagement',
  ...readings.map((_, i) => `r${i}`),
];

const column = (name: string): Sql => {
  if (name === 'engagement_per_follower') return sql`CASE WHEN followers > 0 THEN engagement / followers END`;
  if (name === 'cost_per_engagement') return sql`CASE WHEN engagement > 0 THEN price / engagement END`;
  return ident(name);
};
const numbers = (q: Loaded): Sql =>
  join(
    valueColumns(q.readings).map(
      (name) => sql`coalesce(CAST(${column(name)} AS DOUBLE), CAST('nan' AS DOUBLE)) AS ${ident(name)}`,
    ),
    ', ',
  );
const placeIn = (names: readonly string[], of: Sql): Sql =>
  sql`CAST(CASE ${of} ${join(
    names.map((name, i) => sql`WHEN ${name} THEN ${i}`),
    ' ',
  )} ELSE -1 END AS INTEGER)`;
const groups = sql`${placeIn(PLATFORM_IDS, sql`platform`)} AS platform_place, ${placeIn(TIERS, sql`tier`)} AS tier_place`;

/** Figures of all accounts in order of id, as columns. */
export const indicatorColumns = defineQuery({
  name: 'value.indicator-columns',
  row: z.record(z.string(), z.number().nullable()),
  sample: some,
  build: (q: Loaded) => sql`${figures(q)} SELECT ${groups}, ${numbers(q)} FROM joined ORDER BY account_id`,
});

/** The same of the accounts that were touched, with their ids; missing is null. */
export const indicatorRows = defineQuery({
  name: 'value.indicator-rows',
  row: z.looseObject({ account_id: z.string(), platform_place: z.number(), tier_place: z.number() }),
  sample: { ...some, after: { sourceId: 1, computedAt: '2026-01-01T00:00:00Z' } },
  build: (q: Loaded) =>
    sql`${figures(q)} SELECT account_id, ${groups}, ${numbers(q)} FROM joined ORDER BY account_id`,
});

export const accountIdsInOrder = defineQuery({
  name: 'value.account-ids',
  row: z.object({ account_id: z.string() }),
  sample: {},
  build: (_: object) => sql`SELECT account_id FROM account_card ORDER BY account_id`,
});

/** What an earlier load is compared with: sources, joins, the newest reading. */
export const libraryState = defineQuery({
  name: 'value.library-state',
  row: z.object({
    last_source: z.number().nullable(),
    sources: z.number(),
    imported_at: z.string().nullable(),
    joins: z.string().nullable(),
    readings: z.number(),
    computed_at: z.string().nullable(),
    accounts: z.number(),
  }),
  sample: { upTo: 5 },
  build: ({ upTo }: { upTo: number }) => sql`
    SELECT (SELECT max(source_id) FROM source) AS last_source, (SELECT count(*) FROM source WHERE source_id <= ${upTo}) AS sources,
      (SELECT CAST(max(i.imported_at) AS VARCHAR) FROM source s JOIN import_run i ON i.run_id = s.run_id WHERE s.source_id <= ${upTo}) AS imported_at,
      (SELECT string_agg(concat(account_id, '>', canonical_id), ',' ORDER BY account_id, canonical_id) FROM account_alias) AS joins,
      (SELECT count(*) FROM reading WHERE subject_kind = 'account') AS readings,
      (SELECT CAST(max(computed_at) AS VARCHAR) FROM reading WHERE subject_kind = 'account') AS computed_at,
      (SELECT count(*) FROM account_card) AS accounts`,
});
