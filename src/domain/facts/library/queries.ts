import { z } from 'zod';
import { METRIC_IDS } from '#basis/metric.ts';
import { PLATFORM_IDS } from '#basis/platform.ts';
import { defineQuery } from '#store/facts/query.ts';
import { ident, list, type Sql, sql } from '#store/facts/sql.ts';
import type { FacetName } from './filter.ts';
import { type SORTS, TIERS } from './schema.ts';

/** ISO 8601 UTC text of a moment column. */
export const iso = (column: string): Sql => ({
  strings: [`strftime(${column}, '%Y-%m-%dT%H:%M:%S.%gZ')`],
  values: [],
});
const text = z.string().nullable();
const number = z.number().nullable();

const cardRow = z.object({
  account_id: z.string(),
  platform: z.enum(PLATFORM_IDS),
  name: text,
  handle: text,
  region: text,
  category: z.array(z.string()),
  tag: z.array(z.string()),
  brand: z.array(z.string()),
  vendor: z.array(z.string()),
  agency: text,
  verified: text,
  url: text,
  tier: z.enum(TIERS).nullable(),
  follower_value: number,
  follower_low: number,
  follower_high: number,
  follower_at: text,
  follower_vendor: text,
  follower_source_id: number,
  follower_source_row: number,
  engagement_value: number,
  engagement_low: number,
  engagement_high: number,
  engagement_metric: z.enum(METRIC_IDS).nullable(),
  engagement_window_days: number,
  engagement_at: text,
  engagement_vendor: text,
  engagement_source_id: number,
  engagement_source_row: number,
  price_value: number,
  price_low: number,
  price_high: number,
  price_currency: text,
  price_format: text,
  price_at: text,
  price_vendor: text,
  price_source_id: number,
  price_source_row: number,
  post_count: z.number(),
  last_observed_at: text,
});
export type CardRow = z.infer<typeof cardRow>;

const CARD = sql`c.account_id, c.platform, c.name, c.handle, c.region, c.category, c.tag, c.brand, c.vendor, c.agency, c.verified, c.url, c.tier,
  c.follower_value, c.follower_low, c.follower_high, ${iso('c.follower_at')} AS follower_at, c.follower_vendor, c.follower_source_id, c.follower_source_row,
  c.engagement_value, c.engagement_low, c.engagement_high, c.engagement_metric, c.engagement_window_days, ${iso('c.engagement_at')} AS engagement_at,
  c.engagement_vendor, c.engagement_source_id, c.engagement_source_row,
  c.price_value, c.price_low, c.price_high, c.price_currency, c.price_format, ${iso('c.price_at')} AS price_at, c.price_vendor, c.price_source_id, c.price_source_row,
  c.post_count, ${iso('c.last_observed_at')} AS last_observed_at`;

/** What the list can be sorted by, with the type its values are compared in; a missing value sorts last either way. */
const SORT = {
  followers: { key: sql`coalesce(c.follower_value, c.follower_low, c.follower_high)`, type: sql`DOUBLE` },
  engagement: {
    key: sql`coalesce(c.engagement_value, c.engagement_low, c.engagement_high)`,
    type: sql`DOUBLE`,
  },
  price: { key: sql`coalesce(c.price_value, c.price_low, c.price_high)`, type: sql`DOUBLE` },
  freshness: { key: sql`c.last_observed_at`, type: sql`TIMESTAMP` },
  name: { key: sql`c.name`, type: sql`VARCHAR` },
  posts: { key: sql`c.post_count`, type: sql`BIGINT` },
} as const satisfies Record<(typeof SORTS)[number], { key: Sql; type: Sql }>;

/** The last row of a page: its sort value as text, null where it had none, and its id. */
export interface PageEnd {
  value: string | null;
  id: string;
}

/** Rows that come after the end of the page before, under `key` with missing values last, then id. */
export function after(end: PageEnd | null, key: Sql, type: Sql, descending: boolean, id: Sql): Sql {
  if (!end) return sql`TRUE`;
  if (end.value === null) return sql`${key} IS NULL AND ${id} > ${end.id}`;
  const value = sql`CAST(${end.value} AS ${type})`;
  return sql`${key} ${descending ? sql`<` : sql`>`} ${value} OR (${key} = ${value} AND ${id} > ${end.id}) OR ${key} IS NULL`;
}

interface CardPage {
  where: Sql;
  sort: (typeof SORTS)[number];
  descending: boolean;
  limit: number;
  after: PageEnd | null;
}
const firstCards: CardPage = {
  where: sql`c.platform = ${'weibo'}`,
  sort: 'followers',
  descending: true,
  limit: 50,
  after: { value: '10', id: 'weibo:1' },
};

export const cardPage = defineQuery({
  name: 'library.card-page',
  row: cardRow.extend({ page_value: text }),
  sample: firstCards,
  build: (p: CardPage) => {
    const { key, type } = SORT[p.sort];
    const order = sql`ORDER BY ${key} ${p.descending ? sql`DESC` : sql`ASC`} NULLS LAST, c.account_id`;
    return sql`
    SELECT ${CARD}, CAST(${key} AS VARCHAR) AS page_value FROM account_card c SEMI JOIN (
      SELECT c.account_id FROM account_card c WHERE (${p.where}) AND (${after(p.after, key, type, p.descending, sql`c.account_id`)})
      ${order} LIMIT ${p.limit}
    ) page ON page.account_id = c.account_id
    ${order}`;
  },
});

export const cardsById = defineQuery({
  name: 'library.cards-by-id',
  row: cardRow,
  sample: { ids: ['weibo:1'] },
  build: ({ ids }: { ids: readonly string[] }) =>
    sql`SELECT ${CARD} FROM account_card c WHERE c.account_id IN ${list(ids)}`,
});

export const cardCount = defineQuery({
  name: 'library.card-count',
  row: z.object({ n: z.number() }),
  sample: { where: sql`c.platform = ${'weibo'}` },
  build: ({ where }: { where: Sql }) => sql`SELECT count(*) AS n FROM account_card c WHERE ${where}`,
});

export const libraryAsOf = defineQuery({
  name: 'library.as-of',
  row: z.object({ seen_at: text }),
  sample: {},
  build: (_: object) => sql`SELECT ${iso('max(last_observed_at)')} AS seen_at FROM account_card`,
});

const LISTED: ReadonlySet<FacetName> = new Set(['category', 'tag', 'brand', 'vendor']);

export const facetCounts = defineQuery({
  name: 'library.facet-counts',
  row: z.object({ value: z.string(), n: z.number() }),
  sample: { facet: 'category', where: sql`c.platform = ${'weibo'}` },
  build: (p: { facet: FacetName; where: Sql }) =>
    LISTED.has(p.facet)
      ? sql`SELECT value, count(*) AS n FROM (SELECT unnest(c.${ident(p.facet)}) AS value FROM account_card c WHERE ${p.where}) u WHERE value <> '' GROUP BY value ORDER BY n DESC, value LIMIT 60`
      : sql`SELECT c.${ident(p.facet)} AS value, count(*) AS n FROM account_card c WHERE ${p.where} AND c.${ident(p.facet)} IS NOT NULL GROUP BY value ORDER BY n DESC, value LIMIT 60`,
});

export const figureRow = z.object({
  metric: z.enum(METRIC_IDS),
  window_days: z.number(),
  content: z.string(),
  format: z.string(),
  value: number,
  low: number,
  high: number,
  currency: z.string(),
  observed_at: z.string(),
  vendor: z.string(),
  column_name: z.string(),
  source_id: z.number(),
  source_row: z.number(),
});
export type FigureRow = z.infer<typeof figureRow>;
const FIGURE = sql`metric, window_days, content, format, value, low, high, currency, ${iso('observed_at')} AS observed_at, vendor, column_name, source_id, source_row`;

/** The newest figure of each definition and vendor. */
export const accountFigures = defineQuery({
  name: 'library.account-figures',
  row: figureRow,
  sample: { ids: ['weibo:1'] },
  build: ({ ids }: { ids: readonly string[] }) => sql`
    SELECT ${FIGURE} FROM account_snapshot WHERE account_id IN ${list(ids)}
    QUALIFY row_number() OVER (PARTITION BY metric, window_days, content, format, vendor, column_name ORDER BY observed_at DESC, source_id DESC, source_row DESC) = 1
    ORDER BY metric, window_days, content, format, vendor`,
});

export const accountSeries = defineQuery({
  name: 'library.account-series',
  row: figureRow,
  sample: { ids: ['weibo:1'], metric: 'follower_count' },
  build: (p: { ids: readonly string[]; metric: string }) => sql`
    SELECT ${FIGURE} FROM account_snapshot WHERE account_id IN ${list(p.ids)} AND metric = ${p.metric} ORDER BY observed_at, source_id, source_row LIMIT 20000`,
});

export const accountAttributes = defineQuery({
  name: 'library.account-attributes',
  row: z.object({
    attribute: z.string(),
    value: z.string(),
    observed_at: z.string(),
    vendor: z.string(),
    column_name: z.string(),
    source_id: z.number(),
    source_row: z.number(),
  }),
  sample: { ids: ['weibo:1'] },
  build: ({ ids }: { ids: readonly string[] }) => sql`
    SELECT attribute, value, ${iso('max(a.observed_at)')} AS observed_at, vendor, min(column_name) AS column_name, max(source_id) AS source_id, max_by(source_row, source_id) AS source_row
    FROM account_attribute a WHERE account_id IN ${list(ids)} GROUP BY attribute, value, vendor ORDER BY attribute, observed_at DESC, value`,
});

export const accountQuotes = defineQuery({
  name: 'library.account-quotes',
  row: z.object({
    format: z.string(),
    kind: z.string(),
    amount_minor: number,
    low_minor: number,
    high_minor: number,
    currency: z.string(),
    tax_basis: z.string(),
    rebate_share: number,
    fee_share: number,
    schedule: text,
    observed_at: z.string(),
    vendor: z.string(),
    column_name: z.string(),
    source_id: z.number(),
    source_row: z.number(),
  }),
  sample: { ids: ['weibo:1'] },
  build: ({ ids }: { ids: readonly string[] }) => sql`
    SELECT format, kind, amount_minor, low_minor, high_minor, currency, tax_basis, rebate_share, fee_share, schedule, ${iso('observed_at')} AS observed_at, vendor,
      column_name, source_id, source_row FROM quote WHERE account_id IN ${list(ids)} ORDER BY observed_at DESC, format LIMIT 500`,
});

export const accountAudience = defineQuery({
  name: 'library.account-audience',
  row: z.object({
    dimension: z.string(),
    base: z.string(),
    segment: z.string(),
    window_days: z.number(),
    content: z.string(),
    format: z.string(),
    share: number,
    low: number,
    high: number,
    n: number,
    observed_at: z.string(),
    vendor: z.string(),
    column_name: z.string(),
    source_id: z.number(),
    source_row: z.number(),
  }),
  sample: { ids: ['weibo:1'] },
  build: ({ ids }: { ids: readonly string[] }) => sql`
    SELECT dimension, base, segment, window_days, content, format, share, low, high, n, ${iso('observed_at')} AS observed_at, vendor, column_name, source_id, source_row
    FROM account_audience WHERE account_id IN ${list(ids)}
    QUALIFY row_number() OVER (PARTITION BY dimension, base, segment, window_days, content, format, vendor ORDER BY observed_at DESC, source_id DESC) = 1
    ORDER BY dimension, base, window_days, content, format, share DESC NULLS LAST, segment`,
});

export const accountIdentifiers = defineQuery({
  name: 'library.account-identifiers',
  row: z.object({ namespace: z.string(), value: z.string(), source_id: z.number(), source_row: z.number() }),
  sample: { ids: ['weibo:1'] },
  build: ({ ids }: { ids: readonly string[] }) =>
    sql`SELECT namespace, value, source_id, source_row FROM account_identifier WHERE account_id IN ${list(ids)} ORDER BY namespace, value`,
});

export const accountConflicts = defineQuery({
  name: 'library.account-conflicts',
  row: z.object({
    other_account_id: z.string(),
    namespace: z.string(),
    value: z.string(),
    source_id: z.number(),
    source_row: z.number(),
  }),
  sample: { ids: ['weibo:1'] },
  build: ({ ids }: { ids: readonly string[] }) => sql`
    SELECT other_account_id, namespace, value, source_id, source_row FROM identity_conflict WHERE account_id IN ${list(ids)}
    UNION ALL SELECT account_id, namespace, value, source_id, source_row FROM identity_conflict WHERE other_account_id IN ${list(ids)}
    ORDER BY other_account_id LIMIT 200`,
});

export const sameName = defineQuery({
  name: 'library.same-name',
  row: z.object({ account_id: z.string(), platform: z.enum(PLATFORM_IDS), name: text }),
  sample: { accountId: 'weibo:1', name: 'x' },
  build: (p: { accountId: string; name: string }) =>
    sql`SELECT account_id, platform, name FROM account_card WHERE name = ${p.name} AND account_id <> ${p.accountId} ORDER BY account_id LIMIT 20`,
});

export const accountSources = defineQuery({
  name: 'library.account-sources',
  row: z.object({
    source_id: z.number(),
    run_id: z.string(),
    file_name: z.string(),
    sheet: text,
    vendor: z.string(),
    connector: z.string(),
    source_class: z.string(),
    as_of: z.string(),
    imported_at: z.string(),
    n: z.number(),
  }),
  sample: { ids: ['weibo:1'] },
  build: ({ ids }: { ids: readonly string[] }) => sql`
    WITH seen AS (
      SELECT source_id, source_row FROM account_attribute WHERE account_id IN ${list(ids)}
      UNION SELECT source_id, source_row FROM account_snapshot WHERE account_id IN ${list(ids)}
      UNION SELECT source_id, source_row FROM quote WHERE account_id IN ${list(ids)}
      UNION SELECT source_id, source_row FROM account_audience WHERE account_id IN ${list(ids)}
      UNION SELECT source_id, source_row FROM post WHERE account_id IN ${list(ids)}
      UNION SELECT source_id, source_row FROM account_identifier WHERE account_id IN ${list(ids)}
      UNION SELECT source_id, source_row FROM cooperation WHERE account_id IN ${list(ids)}
    )
    SELECT s.source_id, s.run_id, i.file_name, s.sheet, i.vendor, i.connector, i.source_class, ${iso('i.as_of')} AS as_of, ${iso('i.imported_at')} AS imported_at, count(*) AS n
    FROM seen JOIN source s ON s.source_id = seen.source_id JOIN import_run i ON i.run_id = s.run_id
    GROUP BY ALL ORDER BY imported_at DESC, s.source_id`,
});
