import type { z } from 'zod';
import type { Sql } from './sql.ts';

/**
 * A named statement with the shape of its rows. `sample` gives parameters with which a test explains the
 * statement against the migrated schema.
 */
export interface Query<P, R> {
  name: string;
  row: z.ZodType<R>;
  sample: P;
  build(parameters: P): Sql;
}

export const defineQuery = <P, R>(query: Query<P, R>): Query<P, R> => query;
