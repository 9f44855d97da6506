/** The state store: SQLite in WAL mode with full synchronisation, through Kysely. */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { Kysely, SqliteDialect } from 'kysely';
import { type Applied, type Migration, pending, readMigrations } from '../migrate.ts';
import type { StateTables } from './state-tables.ts';

const MIGRATIONS = fileURLToPath(new URL('./migrations/', import.meta.url));

export interface StateStore {
  db: Kysely<StateTables>;
  file: string;
  applied(): Applied[];
  backup(folder: string): string;
  /** Writes the file anew and empties its log, so that nothing deleted stays in free pages. */
  rewrite(): void;
  close(): Promise<void>;
}

/** Kysely's SQLite dialect asks for this much of a database. */
const adapter = (database: DatabaseSync) => ({
  prepare(text: string) {
    const statement = database.prepare(text);
    const reader = statement.columns().length > 0;
    return {
      reader,
      all: (values: readonly unknown[]) => statement.all(...(values as SQLInputValue[])),
      run(values: readonly unknown[]) {
        const { changes, lastInsertRowid } = statement.run(...(values as SQLInputValue[]));
        return { changes: Number(changes), lastInsertRowid: Number(lastInsertRowid) };
      },
      iterate: (values: readonly unknown[]) => statement.iterate(...(values as SQLInputValue[])),
    };
  },
  close: () => database.close(),
});

function apply(database: DatabaseSync, migration: Migration): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    database.exec(migration.text);
    database
      .prepare('INSERT INTO schema_migration VALUES (?, ?, ?, ?)')
      .run(migration.id, migration.name, migration.checksum, new Date().toISOString());
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

/** A state file as it is, without bringing its schema up to date: a backup. */
export function openStateFile(file: string): Pick<StateStore, 'db' | 'rewrite' | 'close'> {
  const database = new DatabaseSync(file);
  const db = new Kysely<StateTables>({ dialect: new SqliteDialect({ database: adapter(database) }) });
  return { db, rewrite: () => database.exec('VACUUM'), close: () => db.destroy() };
}

/** `migrations` is the folder of the SQL files. */
export async function openState(home: string, migrations: string = MIGRATIONS): Promise<StateStore> {
  mkdirSync(home, { recursive: true });
  const file = join(home, 'state.sqlite');
  const existed = existsSync(file);
  const database = new DatabaseSync(file);
  database.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000',
  );
  database.exec(
    'CREATE TABLE IF NOT EXISTS schema_migration (id INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at TEXT NOT NULL)',
  );
  const applied = () =>
    database
      .prepare('SELECT id, name, checksum FROM schema_migration ORDER BY id')
      .all() as unknown as Applied[];
  const backup = (folder: string): string => {
    mkdirSync(folder, { recursive: true });
    const copy = join(folder, `state-${new Date().toISOString().replaceAll(/[:.]/g, '-')}.sqlite`);
    database.prepare('VACUUM INTO ?').run(copy);
    return copy;
  };
  try {
    const todo = pending(await readMigrations(migrations), applied());
    if (todo.length > 0 && existed && applied().length > 0) {
      mkdirSync(join(home, 'backups'), { recursive: true });
      // Not a file copy: after a crash the newest rows are still in the write-ahead log.
      database
        .prepare('VACUUM INTO ?')
        .run(join(home, 'backups', `state-before-${todo[0]?.name}-${Date.now()}.sqlite`));
    }
    for (const migration of todo) apply(database, migration);
  } catch (error) {
    database.close();
    throw error;
  }
  const db = new Kysely<StateTables>({
    dialect: new SqliteDialect({ database: adapter(database) }),
  });
  const rewrite = (): void => {
    database.exec('VACUUM');
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  };
  return { db, file, applied, backup, rewrite, close: () => db.destroy() };
}
