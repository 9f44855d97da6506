/** What the budget split asks of the facts: the priced accounts of a platform as columns. */
import { z } from 'zod';
import { TIERS } from '#domain/facts/library/schema.ts';
import { defineQuery } from '#store/facts/query.ts';
import { join, list, type Sql, sql } from '#store/facts/sql.ts';

export interface Priced {
  platform: string;
  currency: string;
  category: string | null;
  /** Null for every account. */
  ids: readonly string[] | null;
}
const within = (q: Omit<Priced, 'currency' | 'platform'>): Sql => sql`
  ${q.category === null ? sql`TRUE` : sql`list_contains(c.category, ${q.category})`} AND ${q.ids === null ? sql`TRUE` : sql`c.account_id IN ${list(q.ids)}`}`;
const price = sql`coalesce((c.price_low + c.price_high) / 2, c.price_value)`;
const followers = sql`coalesce(c.follower_value, (c.follower_low + c.follower_high) / 2)`;
const engagement = sql`coalesce(c.engagement_value, (c.engagement_low + c.engagement_high) / 2)`;
const tierPlace = sql`CASE c.tier ${join(
  TIERS.map((t, i) => sql`WHEN ${t} THEN ${i}`),
  ' ',
)} END`;

/** Place of the tier, asking price in minor units, followers and engagements of a usual post (0 where unknown). */
export const pricedAccounts = defineQuery({
  name: 'allocation.priced-accounts',
  row: z.object({ tier: z.number(), price: z.number(), followers: z.number(), engagement: z.number() }),
  sample: { platform: 'weibo', currency: 'CNY', category: '护肤', ids: ['weibo:1'] },
  build: (q: Priced) => sql`
    SELECT CAST(${tierPlace} AS INTEGER) AS tier, CAST(${price} AS DOUBLE) AS price, CAST(coalesce(${followers}, 0) AS DOUBLE) AS followers,
      CAST(coalesce(${engagement}, 0) AS DOUBLE) AS engagement
    FROM account_card c WHERE c.platform = ${q.platform} AND c.tier IS NOT NULL AND ${price} > 0 AND c.price_currency = ${q.currency} AND ${within(q)}
    ORDER BY c.account_id`,
});

export const leftOutAccounts = defineQuery({
  name: 'allocation.left-out-accounts',
  row: z.object({ unpriced: z.number(), other_currency: z.number() }),
  sample: { currency: 'CNY', category: null, ids: null },
  build: (q: Omit<Priced, 'platform'>) => sql`
    SELECT count(*) FILTER (WHERE ${price} IS NULL OR ${price} <= 0) AS unpriced,
      count(*) FILTER (WHERE ${price} > 0 AND c.price_currency <> ${q.currency}) AS other_currency
    FROM account_card c WHERE ${within(q)}`,
});
