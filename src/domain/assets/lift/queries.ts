/** Places and products of orders. */
import { z } from 'zod';
import { defineQuery } from '#store/facts/query.ts';
import { sql } from '#store/facts/sql.ts';

export const orderPlaces = defineQuery({
  name: 'lift.places',
  row: z.object({ kind: z.string(), name: z.string().nullable(), orders: z.number() }),
  sample: {},
  build: () => sql`
    WITH o AS (
      SELECT s.order_key, s.sku, coalesce(s.region, a.region) AS unit FROM shop_order s
        LEFT JOIN (SELECT actor_key, max(region) AS region FROM actor WHERE region IS NOT NULL GROUP BY actor_key) a ON a.actor_key = s.buyer_key
      WHERE s.returned IS DISTINCT FROM TRUE)
    SELECT 'unit' AS kind, unit AS name, count(DISTINCT order_key) AS orders FROM o GROUP BY unit
    UNION ALL SELECT 'sku', sku, count(DISTINCT order_key) FROM o WHERE sku IS NOT NULL GROUP BY sku ORDER BY kind, orders DESC, name`,
});
