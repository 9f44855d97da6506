/** Opens the fact store of a home folder and brings its schema up to date. */

import { existsSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type Applied, pending, readMigrations, statementsOf } from '../migrate.ts';
import { openDuckdb } from './duckdb.ts';
import type { FactStore } from './fact-store.ts';
import { type Sql, sql } from './sql.ts';

const MIGRATIONS = fileURLToPath(new URL('./migrations/', import.meta.url));
const appliedRow = z.object({ id: z.number(), name: z.string(), checksum: z.string() });
const asSql = (text: string): Sql => ({ strings: [text], values: [] });

export interface FactOptions {
  home: string;
  memoryMb: number;
  threads: number;
}

export const factFile = (home: string): string => join(home, 'facts.duckdb');

/** Applied migrations of an open store, oldest first. */
export async function appliedMigrations(store: FactStore): Promise<Applied[]> {
  const rows = await store.rows(sql`SELECT id, name, checksum FROM schema_migration ORDER BY id`);
  return rows.map((row) => appliedRow.parse(row));
}

/**
 * Before a migration of a store that holds data, the file is copied into `backups/`. `migrations` is the folder of
 * the SQL files.
 */
export async function openFacts(options: FactOptions, migrations: string = MIGRATIONS): Promise<FactStore> {
  await mkdir(options.home, { recursive: true });
  const file = factFile(options.home);
  const existed = existsSync(file);
  const open = () =>
    openDuckdb({
      file,
      memoryMb: options.memoryMb,
      threads: options.threads,
      tempFolder: join(options.home, 'temp'),
    });
  let store = await open();
  try {
    await store.transaction((w) =>
      w.run(
        sql`CREATE TABLE IF NOT EXISTS schema_migration (id INTEGER NOT NULL, name VARCHAR NOT NULL, checksum VARCHAR NOT NULL, applied_at TIMESTAMP NOT NULL)`,
      ),
    );
    const todo = pending(await readMigrations(migrations), await appliedMigrations(store));
    if (todo.length === 0) return store;
    if (existed) {
      await store.close();
      const folder = join(options.home, 'backups');
      await mkdir(folder, { recursive: true });
      await copyFile(file, join(folder, `facts-before-${todo[0]?.name ?? 'migration'}-${Date.now()}.duckdb`));
      store = await open();
    }
    for (const migration of todo)
      await store.transaction(async (w) => {
        for (const text of statementsOf(migration.text)) await w.run(asSql(text));
        await w.run(
          sql`INSERT INTO schema_migration VALUES (${migration.id}, ${migration.name}, ${migration.checksum}, ${new Date().toISOString()}::TIMESTAMP)`,
        );
      });
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}
