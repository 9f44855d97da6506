/** What campaigns ask of the facts. */
import { z } from 'zod';
import { PLATFORM_IDS } from '#basis/platform.ts';
import { PROMOTION_MODES } from '#domain/facts/commerce/schema.ts';
import { defineQuery } from '#store/facts/query.ts';
import { list, sql } from '#store/facts/sql.ts';

const text = z.string().nullable();

/** Placements as cooperation sheets tell of them: the newest row of each account and post. */
export const cooperationPlacements = defineQuery({
  name: 'campaigns.cooperation-placements',
  row: z.object({
    account_id: z.string(),
    account_name: text,
    followers: z.number().nullable(),
    platform: z.enum(PLATFORM_IDS),
    post_id: text,
    post_title: text,
    post_url: text,
    published_at: text,
    format: text,
    product: text,
    mode: z.enum(PROMOTION_MODES),
    amount_minor: z.number().nullable(),
    currency: text,
    starts_on: text,
    state: text,
    source_id: z.number(),
    source_row: z.number(),
  }),
  sample: { campaign: 'autumn' },
  build: (q: { campaign: string }) => sql`
    WITH coop AS (
      SELECT c.*, coalesce(x.canonical_id, c.account_id) AS shown_id FROM cooperation c
      LEFT JOIN account_alias x ON x.account_id = c.account_id WHERE c.campaign = ${q.campaign}
    ), newest AS (
      SELECT * FROM coop QUALIFY row_number() OVER (PARTITION BY shown_id, post_id ORDER BY observed_at DESC, source_id DESC, source_row DESC) = 1
    )
    SELECT n.shown_id AS account_id, k.name AS account_name, k.follower_value AS followers, k.platform, n.post_id, p.title AS post_title, p.url AS post_url,
      strftime(p.published_at, '%Y-%m-%dT%H:%M:%SZ') AS published_at, p.format, n.product, n.mode, n.amount_minor, n.currency,
      strftime(n.starts_on, '%Y-%m-%d') AS starts_on, n.state, n.source_id, n.source_row
    FROM newest n JOIN account_card k ON k.account_id = n.shown_id LEFT JOIN post_card p ON p.post_id = n.post_id
    ORDER BY p.published_at DESC NULLS LAST, n.shown_id`,
});

/** Names, platforms and posts of placements that people wrote down. */
export const placedAccounts = defineQuery({
  name: 'campaigns.placed-accounts',
  row: z.object({
    account_id: z.string(),
    name: text,
    platform: z.enum(PLATFORM_IDS),
    followers: z.number().nullable(),
    price_minor: z.number().nullable(),
    price_currency: text,
  }),
  sample: { ids: ['weibo:1'] },
  build: (q: { ids: readonly string[] }) => sql`
    SELECT account_id, name, platform, follower_value AS followers, price_value AS price_minor, price_currency FROM account_card WHERE account_id IN ${list(q.ids)}`,
});

export const placedPosts = defineQuery({
  name: 'campaigns.placed-posts',
  row: z.object({
    post_id: z.string(),
    title: text,
    url: text,
    format: text,
    published_at: text,
    account_id: text,
  }),
  sample: { ids: ['weibo:1'] },
  build: (q: { ids: readonly string[] }) => sql`
    SELECT post_id, title, url, format, strftime(published_at, '%Y-%m-%dT%H:%M:%SZ') AS published_at, account_id
    FROM post_card WHERE post_id IN ${list(q.ids)}`,
});
