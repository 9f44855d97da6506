/** What facts say of people who answered and agreed to be joined. */
import { z } from 'zod';
import { defineQuery } from '#store/facts/query.ts';
import { join, sql } from '#store/facts/sql.ts';

export const behaviour = defineQuery({
  name: 'surveys.behaviour',
  row: z.object({ key: z.string(), acts: z.number(), orders: z.number() }),
  sample: { keys: ['8321670559247855338'] },
  build: ({ keys }: { keys: readonly string[] }) => {
    const these = join(
      keys.map((key) => sql`CAST(${key} AS UBIGINT)`),
      ', ',
    );
    return sql`
      SELECT CAST(person AS VARCHAR) AS key, CAST(sum(acts) AS BIGINT) AS acts, CAST(sum(orders) AS BIGINT) AS orders FROM (
        SELECT actor_key AS person, count(*) AS acts, 0 AS orders FROM engagement WHERE actor_key IN (${these}) GROUP BY actor_key
        UNION ALL
        SELECT buyer_key, 0, count(*) FROM shop_order WHERE buyer_key IN (${these}) AND NOT coalesce(returned, FALSE) GROUP BY buyer_key) r
      GROUP BY person`;
  },
});
