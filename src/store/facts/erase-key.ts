/**
 * Takes one person's key out of a fact store, whatever its schema: every column of keys is found in the catalogue, so that
 * a table added later is not forgotten.
 */
import type { FactReader, FactStore, FactWriter, Row } from './fact-store.ts';
import { ident, join, type Sql, sql } from './sql.ts';

export interface KeyCount {
  table: string;
  rows: number;
}
interface CatalogueColumn {
  table: string;
  column: string;
  kind: 'key' | 'keys' | 'text' | 'texts';
}

/** Tables whose rows are of accounts, not of the person: the link to the key is cut, the row stays. */
const UNLINK = new Set(['account_identifier']);
/** Words of other people's rows, where the key cannot stand. */
const textOf = (row: Row | undefined, name: string): string => {
  const cell = row?.[name];
  return typeof cell === 'string' ? cell : '';
};

async function catalogue(reader: FactReader): Promise<CatalogueColumn[]> {
  const rows = await reader.rows(
    sql`SELECT table_name AS tab, column_name AS col, data_type AS type FROM information_schema.columns WHERE table_schema = 'main' ORDER BY table_name, column_name`,
  );
  const kinds: Record<string, CatalogueColumn['kind']> = {
    UBIGINT: 'key',
    'UBIGINT[]': 'keys',
    VARCHAR: 'text',
    'VARCHAR[]': 'texts',
  };
  return rows.flatMap((row) => {
    const kind = kinds[textOf(row, 'type')];
    const [table, column] = [textOf(row, 'tab'), textOf(row, 'col')];
    return kind === undefined || !/^[a-z_][a-z0-9_]*$/.test(table) ? [] : [{ table, column, kind }];
  });
}

const keyOf = (key: string): Sql => sql`CAST(${key} AS UBIGINT)`;
const holds = ({ column, kind }: CatalogueColumn, key: string): Sql => {
  switch (kind) {
    case 'key':
      return sql`${ident(column)} = ${keyOf(key)}`;
    case 'keys':
      return sql`list_contains(${ident(column)}, ${keyOf(key)})`;
    case 'text':
      return sql`contains(${ident(column)}, ${key})`;
    case 'texts':
      return sql`contains(array_to_string(${ident(column)}, chr(31)), ${key})`;
  }
};
const anyOf = (columns: readonly CatalogueColumn[], key: string): Sql =>
  join(
    columns.map((c) => sql`(${holds(c, key)})`),
    ' OR ',
  );
const byTable = (columns: readonly CatalogueColumn[]): [string, CatalogueColumn[]][] => [
  ...Map.groupBy(columns, (c) => c.table),
];

/** Rows that hold the key, in any column of any table; tables without are told with 0. */
export async function keyRows(facts: FactReader, key: string): Promise<KeyCount[]> {
  const counts: KeyCount[] = [];
  for (const [table, columns] of byTable(await catalogue(facts))) {
    const [row] = await facts.rows(
      sql`SELECT count(*) AS n FROM ${ident(table)} WHERE ${anyOf(columns, key)}`,
    );
    counts.push({ table, rows: Number(row?.['n'] ?? 0) });
  }
  return counts;
}

/** Deletes the person's rows, and what else was kept of the same rows of files. Rows by table. */
export async function eraseKey(
  facts: FactStore,
  key: string,
  rawId: string | null,
): Promise<{ removed: KeyCount[]; unlinked: number }> {
  return facts.transaction(async (writer) => {
    const columns = await catalogue(writer);
    const named = new Set(columns.map((c) => c.table));
    const has = (table: string, column: string) =>
      columns.some((c) => c.table === table && c.column === column);
    const removed = new Map<string, number>();
    const add = (table: string, rows: number) => removed.set(table, (removed.get(table) ?? 0) + rows);
    let unlinked = 0;
    const keyed = byTable(columns.filter((c) => c.kind === 'key' || c.kind === 'keys'));
    await gatherRows(writer, keyed, key);
    // What hangs on the person's texts.
    if (has('voice_text', 'actor_key'))
      for (const table of ['voice_aspect', 'voice_mention'].filter((t) => named.has(t)))
        add(
          table,
          await writer.run(
            sql`DELETE FROM ${ident(table)} WHERE text_id IN (SELECT text_id FROM voice_text WHERE actor_key = ${keyOf(key)})`,
          ),
        );
    for (const [table, of] of keyed) {
      if (UNLINK.has(table)) {
        for (const c of of)
          unlinked += await writer.run(
            sql`UPDATE ${ident(table)} SET ${ident(c.column)} = NULL WHERE ${holds(c, key)}`,
          );
        continue;
      }
      add(table, await writer.run(sql`DELETE FROM ${ident(table)} WHERE ${anyOf(of, key)}`));
    }
    for (const table of ['source_row', 'rejected_row', 'unknown_column', 'reading_row'].filter((t) =>
      named.has(t),
    ))
      add(
        table,
        await writer.run(
          sql`DELETE FROM ${ident(table)} WHERE (source_id, source_row) IN (SELECT source_id, source_row FROM erased_rows)`,
        ),
      );
    await writer.run(sql`DROP TABLE erased_rows`);
    // Readings and evidence that spell the key out are read again from what is left.
    for (const [table, of] of byTable(columns.filter((c) => c.kind === 'text' || c.kind === 'texts'))) {
      if (table === 'reading' && named.has('reading_row'))
        add(
          'reading_row',
          await writer.run(
            sql`DELETE FROM reading_row WHERE reading_id IN (SELECT reading_id FROM reading WHERE ${anyOf(of, key)})`,
          ),
        );
      add(table, await writer.run(sql`DELETE FROM ${ident(table)} WHERE ${anyOf(of, key)}`));
    }
    if (rawId !== null) await eraseCells(writer, named, rawId, add);
    return { removed: [...removed].map(([table, rows]) => ({ table, rows })), unlinked };
  });
}

/** `erased_rows`: the rows of files that spoke of the person. */
async function gatherRows(
  writer: FactWriter,
  keyed: readonly [string, CatalogueColumn[]][],
  key: string,
): Promise<void> {
  const sourced = await writer.rows(
    sql`SELECT table_name AS tab FROM information_schema.columns WHERE table_schema = 'main' AND column_name = 'source_row'`,
  );
  const names = new Set(sourced.map((r) => textOf(r, 'tab')));
  const parts = keyed
    .filter(([table]) => names.has(table) && !UNLINK.has(table))
    .map(([table, of]) => sql`SELECT source_id, source_row FROM ${ident(table)} WHERE ${anyOf(of, key)}`);
  await writer.run(
    parts.length === 0
      ? sql`CREATE OR REPLACE TEMP TABLE erased_rows (source_id INTEGER, source_row INTEGER)`
      : sql`CREATE OR REPLACE TEMP TABLE erased_rows AS SELECT DISTINCT source_id, source_row FROM (${join(parts, ' UNION ALL ')}) r`,
  );
}

/** Cells of rejected rows and of columns without a place that are the id itself. */
async function eraseCells(
  writer: FactWriter,
  named: ReadonlySet<string>,
  rawId: string,
  add: (table: string, rows: number) => void,
): Promise<void> {
  for (const table of ['rejected_row', 'unknown_column'].filter((t) => named.has(t)))
    add(table, await writer.run(sql`DELETE FROM ${ident(table)} WHERE trim(value) = ${rawId}`));
  if (named.has('source_row'))
    add(
      'source_row',
      await writer.run(sql`DELETE FROM source_row WHERE contains(cells, ${JSON.stringify(rawId)})`),
    );
}
