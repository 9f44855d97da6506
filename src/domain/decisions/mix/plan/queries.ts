/** What planning asks of the facts: candidates, their quotes, and what a pitch sheet shows of the chosen. */
import { z } from 'zod';
import { PLATFORM_IDS } from '#basis/platform.ts';
import { POST_PRICES } from '#domain/facts/accounts/schema.ts';
import { iso } from '#domain/facts/library/queries.ts';
import { defineQuery } from '#store/facts/query.ts';
import { list, sql } from '#store/facts/sql.ts';

const platforms = { platforms: ['weibo'] as readonly string[] };
const ids = { ids: ['weibo:1'] as readonly string[] };

export const planCards = defineQuery({
  name: 'plan.cards',
  row: z.object({
    account_id: z.string(),
    platform: z.enum(PLATFORM_IDS),
    name: z.string().nullable(),
    tier: z.string().nullable(),
    category: z.array(z.string()),
    brand: z.array(z.string()),
    url: z.string().nullable(),
    follower_value: z.number().nullable(),
    follower_low: z.number().nullable(),
    follower_high: z.number().nullable(),
  }),
  sample: platforms,
  build: (q: typeof platforms) => sql`
    SELECT account_id, platform, name, tier, category, brand, url, follower_value, follower_low, follower_high
    FROM account_card WHERE platform IN ${list(q.platforms)} ORDER BY account_id`,
});

/** The newest quote of every kind and form of an account. */
export const planQuotes = defineQuery({
  name: 'plan.quotes',
  row: z.object({
    account_id: z.string(),
    kind: z.string(),
    format: z.string(),
    amount_minor: z.number().nullable(),
    high_minor: z.number().nullable(),
    currency: z.string(),
    tax_basis: z.string(),
    rebate_share: z.number().nullable(),
    schedule: z.string().nullable(),
    observed_at: z.string(),
    source_id: z.number(),
    source_row: z.number(),
  }),
  sample: platforms,
  build: (q: typeof platforms) => sql`
    WITH said AS (
      SELECT coalesce(x.canonical_id, t.account_id) AS account_id, t.kind, t.format, t.amount_minor, t.high_minor, t.currency, t.tax_basis, t.rebate_share,
        t.schedule, t.source_id, t.source_row, t.observed_at
      FROM quote t LEFT JOIN account_alias x ON x.account_id = t.account_id WHERE t.kind IN ${list(POST_PRICES)})
    SELECT s.account_id, s.kind, s.format, s.amount_minor, s.high_minor, s.currency, s.tax_basis, s.rebate_share, s.schedule, ${iso('s.observed_at')} AS observed_at,
      s.source_id, s.source_row
    FROM said s JOIN account_card c ON c.account_id = s.account_id WHERE c.platform IN ${list(q.platforms)}
    QUALIFY row_number() OVER (PARTITION BY s.account_id, s.kind, s.format ORDER BY s.observed_at DESC, s.source_id DESC, s.source_row DESC) = 1
    ORDER BY s.account_id, s.kind, s.format`,
});

/** Newest figures of accounts that a pitch sheet shows; content of both kinds before organic. */
export const sheetFigures = defineQuery({
  name: 'plan.sheet-figures',
  row: z.object({ account_id: z.string(), metric: z.string(), value: z.number() }),
  sample: { ...ids, metrics: ['read_median'] as readonly string[] },
  build: (q: typeof ids & { metrics: readonly string[] }) => sql`
    WITH said AS (
      SELECT coalesce(x.canonical_id, s.account_id) AS account_id, s.metric, s.value, s.content, s.format, s.observed_at, s.source_id, s.source_row
      FROM account_snapshot s LEFT JOIN account_alias x ON x.account_id = s.account_id
      WHERE s.metric IN ${list(q.metrics)} AND s.value IS NOT NULL)
    SELECT account_id, metric, value FROM said WHERE account_id IN ${list(q.ids)}
    QUALIFY row_number() OVER (PARTITION BY account_id, metric ORDER BY CASE content WHEN 'all' THEN 0 WHEN 'organic' THEN 1 ELSE 2 END,
      CASE format WHEN 'all' THEN 0 ELSE 1 END, observed_at DESC, source_id DESC, source_row DESC) = 1
    ORDER BY account_id, metric`,
});

/** Region, agency and form of working as the newest source writes them. */
export const sheetWords = defineQuery({
  name: 'plan.sheet-words',
  row: z.object({ account_id: z.string(), attribute: z.string(), value: z.string() }),
  sample: ids,
  build: (q: typeof ids) => sql`
    WITH said AS (
      SELECT coalesce(x.canonical_id, a.account_id) AS account_id, a.attribute, a.value, a.observed_at, a.source_id, a.source_row
      FROM account_attribute a LEFT JOIN account_alias x ON x.account_id = a.account_id WHERE a.attribute IN ('region', 'agency'))
    SELECT account_id, attribute, value FROM said WHERE account_id IN ${list(q.ids)}
    QUALIFY row_number() OVER (PARTITION BY account_id, attribute ORDER BY observed_at DESC, source_id DESC, source_row DESC) = 1
    ORDER BY account_id, attribute`,
});
