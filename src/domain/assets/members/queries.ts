/** What facts say of one person. */
import { z } from 'zod';
import { defineQuery } from '#store/facts/query.ts';
import { sql } from '#store/facts/sql.ts';

const keyed = { key: '8321670559247855338' };
const count = z.number();

/** Acts, follows and orders of one person. */
export const memberFacts = defineQuery({
  name: 'members.facts',
  row: z.object({
    kind: z.enum(['engagement', 'follow', 'order']),
    at: z.string().nullable(),
    what: z.string(),
    subject: z.string().nullable(),
    text: z.string().nullable(),
    platform: z.string(),
    post_id: z.string().nullable(),
    source_id: count,
    source_row: count,
  }),
  sample: keyed,
  build: ({ key }: { key: string }) => sql`
    SELECT 'engagement' AS kind, e.acted_at AS at, e.act AS what, coalesce(p.title, substr(p.text, 1, 80), e.post_id) AS subject, e.text AS text, e.platform, e.post_id, e.source_id, e.source_row
    FROM engagement e LEFT JOIN post_card p ON p.post_id = e.post_id WHERE e.actor_key = CAST(${key} AS UBIGINT)
    UNION ALL
    SELECT 'follow', f.observed_at, 'follow', coalesce(c.name, f.account_id), NULL, coalesce(c.platform, split_part(f.account_id, ':', 1)), NULL, f.source_id, f.source_row
    FROM follow f LEFT JOIN account_card c ON c.account_id = f.account_id WHERE f.follower_key = CAST(${key} AS UBIGINT)
    UNION ALL
    SELECT 'order', o.ordered_at, CASE WHEN o.returned THEN 'returned' ELSE 'bought' END, coalesce(o.sku, o.order_key),
      CASE WHEN o.amount_minor IS NULL THEN NULL ELSE concat(CAST(o.amount_minor / 100 AS VARCHAR), ' ', coalesce(o.currency, '')) END, o.platform, o.post_id, o.source_id, o.source_row
    FROM shop_order o WHERE o.buyer_key = CAST(${key} AS UBIGINT)`,
});

export const memberProfile = defineQuery({
  name: 'members.profile',
  row: z.object({ gender: z.string().nullable(), age: z.string().nullable(), region: z.string().nullable() }),
  sample: keyed,
  build: ({ key }: { key: string }) => sql`
    SELECT max_by(gender, observed_at) FILTER (WHERE gender IS NOT NULL) AS gender, max_by(age_band, observed_at) FILTER (WHERE age_band IS NOT NULL) AS age,
      max_by(region, observed_at) FILTER (WHERE region IS NOT NULL) AS region
    FROM actor WHERE actor_key = CAST(${key} AS UBIGINT) HAVING count(*) > 0`,
});
