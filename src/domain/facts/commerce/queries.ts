/** Who was booked for a campaign, and which posts belong to it. */
import { z } from 'zod';
import { PLATFORM_IDS } from '#basis/platform.ts';
import { defineQuery } from '#store/facts/query.ts';
import { type Sql, sql } from '#store/facts/sql.ts';

const day = (column: string): Sql => ({ strings: [`strftime(${column}, '%Y-%m-%d')`], values: [] });
const moment = (column: string): Sql => ({
  strings: [`strftime(${column}, '%Y-%m-%dT%H:%M:%S.%gZ')`],
  values: [],
});

/**
 * Bookings of a campaign, the newest word on each account and post, and posts that name the campaign without one. An
 * account goes by the id it is shown as.
 */
export const campaignPlacements = defineQuery({
  name: 'commerce.placements',
  row: z.object({
    account_id: z.string(),
    account_name: z.string().nullable(),
    platform: z.enum(PLATFORM_IDS),
    tier: z.string().nullable(),
    followers: z.number().nullable(),
    brand: z.string().nullable(),
    product: z.string().nullable(),
    mode: z.string(),
    state: z.string().nullable(),
    post_id: z.string().nullable(),
    title: z.string().nullable(),
    format: z.string().nullable(),
    published_at: z.string().nullable(),
    starts_on: z.string().nullable(),
    ends_on: z.string().nullable(),
    amount_minor: z.number().nullable(),
    currency: z.string().nullable(),
    source_id: z.number(),
    source_row: z.number(),
  }),
  sample: { campaign: 'c' },
  build: (p: { campaign: string }) => sql`
    WITH coop AS (
      SELECT coalesce(x.canonical_id, c.account_id) AS account_id, c.brand, c.product, c.mode, c.state, c.post_id, c.starts_on, c.ends_on,
        c.amount_minor, c.currency, c.source_id, c.source_row
      FROM cooperation c LEFT JOIN account_alias x ON x.account_id = c.account_id WHERE c.campaign = ${p.campaign}
      QUALIFY row_number() OVER (PARTITION BY coalesce(x.canonical_id, c.account_id), coalesce(c.post_id, c.product, '') ORDER BY c.observed_at DESC, c.source_id DESC, c.source_row DESC) = 1
    ), named AS (
      SELECT p.account_id, NULL AS brand, NULL AS product, 'unknown' AS mode, NULL AS state, p.post_id, CAST(NULL AS DATE) AS starts_on, CAST(NULL AS DATE) AS ends_on,
        CAST(NULL AS DOUBLE) AS amount_minor, NULL AS currency, p.source_id, p.source_row
      FROM post_card p WHERE p.campaign = ${p.campaign} AND p.account_id IS NOT NULL AND p.post_id NOT IN (SELECT post_id FROM coop WHERE post_id IS NOT NULL)
    ), both_kinds AS (SELECT * FROM coop UNION ALL SELECT * FROM named)
    SELECT b.account_id, k.name AS account_name, k.platform, k.tier, k.follower_value AS followers, b.brand, b.product, b.mode, b.state, b.post_id, p.title, p.format,
      ${moment('p.published_at')} AS published_at, ${day('b.starts_on')} AS starts_on, ${day('b.ends_on')} AS ends_on, b.amount_minor, b.currency, b.source_id, b.source_row
    FROM both_kinds b JOIN account_card k ON k.account_id = b.account_id LEFT JOIN post_card p ON p.post_id = b.post_id
    ORDER BY b.account_id, b.post_id, b.source_id, b.source_row`,
});
