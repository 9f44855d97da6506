/** Visits and orders of short links. */
import { z } from 'zod';
import { defineQuery } from '#store/facts/query.ts';
import { list, sql } from '#store/facts/sql.ts';

export const visitCounts = defineQuery({
  name: 'redirects.visits',
  row: z.object({ code: z.string(), agent: z.string(), visits: z.number() }),
  sample: { codes: ['abc'] as readonly string[] },
  build: (p: { codes: readonly string[] }) =>
    sql`SELECT code, agent, count(*) AS visits FROM touch WHERE code IN ${list(p.codes)} GROUP BY code, agent ORDER BY code, agent`,
});

/** Orders whose landing address carries a visit's id. */
export const visitOrders = defineQuery({
  name: 'redirects.orders',
  row: z.object({ code: z.string(), orders: z.number() }),
  sample: { codes: ['abc'] as readonly string[] },
  build: (p: { codes: readonly string[] }) => sql`
    SELECT t.code, count(DISTINCT o.order_key) AS orders FROM touch t JOIN shop_order o ON regexp_extract(o.link, 'ts_touch=([0-9a-f]+)', 1) = t.touch_key
    WHERE o.link IS NOT NULL AND o.returned IS DISTINCT FROM TRUE AND t.code IN ${list(p.codes)} GROUP BY t.code ORDER BY t.code`,
});
