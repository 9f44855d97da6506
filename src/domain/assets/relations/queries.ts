/** What working relations ask of the facts. */
import { z } from 'zod';
import { PLATFORM_IDS } from '#basis/platform.ts';
import { defineQuery } from '#store/facts/query.ts';
import { list, sql } from '#store/facts/sql.ts';

const text = z.string().nullable();

/** Accounts that answer to an id, a handle, a profile link or a name. */
export const accountsNamed = defineQuery({
  name: 'relations.accounts-named',
  row: z.object({
    account_id: z.string(),
    platform: z.enum(PLATFORM_IDS),
    how: z.enum(['id', 'link', 'name']),
  }),
  sample: { keys: ['1'], names: ['a'], links: ['https://weibo.com/u/1'] },
  build: (q: { keys: readonly string[]; names: readonly string[]; links: readonly string[] }) => sql`
    SELECT DISTINCT i.account_id, i.platform, 'id' AS how FROM account_identifier i WHERE i.value IN ${list(q.keys)} AND i.namespace <> 'row'
    UNION SELECT c.account_id, c.platform, 'link' AS how FROM account_card c WHERE c.url IN ${list(q.links)}
    UNION SELECT c.account_id, c.platform, 'name' AS how FROM account_card c WHERE c.name IN ${list(q.names)}
    ORDER BY account_id, how`,
});

/** Work with each account as cooperation sheets tell of it: one row a campaign and currency, the newest word on each post. */
export const workedTogether = defineQuery({
  name: 'relations.worked-together',
  row: z.object({
    account_id: z.string(),
    campaign: text,
    currency: text,
    paid_minor: z.number().nullable(),
    bookings: z.number(),
    last_on: text,
  }),
  sample: {},
  build: (_: object) => sql`
    WITH coop AS (
      SELECT c.*, coalesce(x.canonical_id, c.account_id) AS shown_id FROM cooperation c LEFT JOIN account_alias x ON x.account_id = c.account_id
      QUALIFY row_number() OVER (PARTITION BY coalesce(x.canonical_id, c.account_id), c.campaign, coalesce(c.post_id, c.product, '') ORDER BY c.observed_at DESC, c.source_id DESC, c.source_row DESC) = 1
    )
    SELECT shown_id AS account_id, campaign, currency, sum(amount_minor) AS paid_minor, count(*) AS bookings, strftime(max(coalesce(starts_on, ends_on)), '%Y-%m-%d') AS last_on
    FROM coop GROUP BY shown_id, campaign, currency ORDER BY shown_id, campaign, currency`,
});
