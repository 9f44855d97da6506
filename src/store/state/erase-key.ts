/** Takes one person's key out of a state store, whatever its schema: every column of every table is looked through. */
import { type Kysely, sql } from 'kysely';
import type { StateTables } from './state-tables.ts';

export interface StateCount {
  table: string;
  rows: number;
}
type Db = Kysely<StateTables>;

/** Put where a text of another record named the key: a note, a job, the audit log. */
export const ERASED = '(erased)';

async function tables(db: Db): Promise<{ name: string; columns: string[] }[]> {
  const found = await db.introspection.getTables();
  return found
    .filter((t) => !t.isView)
    .map((t) => ({ name: t.name, columns: t.columns.map((c) => c.name) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

const anywhere = (columns: readonly string[], key: string) =>
  sql.join(
    columns.map((c) => sql`CAST(${sql.ref(c)} AS TEXT) LIKE ${`%${key}%`}`),
    sql` OR `,
  );

/** Rows that hold the key in any column; tables without are told with 0. */
export async function stateKeyRows(db: Db, key: string): Promise<StateCount[]> {
  const counts: StateCount[] = [];
  for (const { name, columns } of await tables(db)) {
    const { rows } = await sql<{
      n: number;
    }>`SELECT count(*) AS n FROM ${sql.table(name)} WHERE ${anywhere(columns, key)}`.execute(db);
    counts.push({ table: name, rows: rows[0]?.n ?? 0 });
  }
  return counts;
}

/** Deletes the person's rows and blots the key out of every other. Rows by table. */
export async function eraseStateKey(db: Db, key: string): Promise<StateCount[]> {
  const all = await tables(db);
  const removed = new Map<string, number>();
  const add = (table: string, n: bigint | undefined) =>
    removed.set(table, (removed.get(table) ?? 0) + Number(n ?? 0n));
  await db.transaction().execute(async (tx) => {
    const has = (name: string) => all.some((t) => t.name === name);
    if (has('survey_answer'))
      add(
        'survey_answer',
        (
          await tx
            .deleteFrom('survey_answer')
            .where('response_id', 'in', (e) =>
              e.selectFrom('survey_response').select('response_id').where('actor_key', '=', key),
            )
            .executeTakeFirst()
        ).numDeletedRows,
      );
    for (const { name } of all.filter((t) => t.columns.includes('actor_key'))) {
      const done = await sql`DELETE FROM ${sql.table(name)} WHERE actor_key = ${key}`.execute(tx);
      add(name, done.numAffectedRows);
    }
    for (const { name, columns } of all)
      for (const column of columns) {
        const done =
          await sql`UPDATE ${sql.table(name)} SET ${sql.ref(column)} = replace(${sql.ref(column)}, ${key}, ${ERASED}) WHERE CAST(${sql.ref(column)} AS TEXT) LIKE ${`%${key}%`}`.execute(
            tx,
          );
        add(name, done.numAffectedRows);
      }
  });
  return [...removed].filter(([, rows]) => rows > 0).map(([table, rows]) => ({ table, rows }));
}
