import { readdirSync } from 'node:fs';
import { copyFile, cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFacts } from './facts/open-facts.ts';
import { sql } from './facts/sql.ts';
import { pending, readMigrations, statementsOf } from './migrate.ts';
import { openState } from './state/open-state.ts';
import { removeFolder, tempFolder } from './temp-home.ts';

const shipped = {
  facts: fileURLToPath(new URL('./facts/migrations/', import.meta.url)),
  state: fileURLToPath(new URL('./state/migrations/', import.meta.url)),
};
/** The name of a migration that comes after the shipped ones. */
const added = (store: keyof typeof shipped): string =>
  `${String(readdirSync(shipped[store]).length + 1).padStart(4, '0')}-added.sql`;
let home: string;
let files: string;
beforeEach(async () => {
  home = await tempFolder();
  files = await tempFolder();
});
afterEach(() => Promise.all([removeFolder(home), removeFolder(files)]));

const options = () => ({ home, memoryMb: 256, threads: 1 });
const engines = {
  facts: {
    open: async () => (await openFacts(options(), files)).close(),
    first: '0001-facts.sql',
    second: 'CREATE TABLE added (x INTEGER NOT NULL);\n',
    backup: /^facts-before-\d{4}-added\.sql-\d+\.duckdb$/,
  },
  state: {
    open: async () => (await openState(home, files)).close(),
    first: '0001-state.sql',
    second: 'CREATE TABLE added (x INTEGER NOT NULL);\n',
    backup: /^state-before-\d{4}-added\.sql-\d+\.sqlite$/,
  },
} as const;

describe.each(Object.entries(engines))('migrations of the %s store', (name, engine) => {
  beforeEach(() => cp(shipped[name as keyof typeof shipped], files, { recursive: true }));
  const addedFile = () => join(files, added(name as keyof typeof shipped));
  const addSecond = () => writeFile(addedFile(), engine.second);

  it('run once, and opening again changes nothing', async () => {
    await engine.open();
    await engine.open();
    expect(await readdir(home)).not.toContain('backups');
  });

  it('that changed after they ran are refused, with what to do', async () => {
    await engine.open();
    await writeFile(
      join(files, engine.first),
      `${await readFile(join(files, engine.first), 'utf8')}\n-- later`,
    );
    await expect(engine.open()).rejects.toMatchObject({
      kind: 'refused',
      code: 'migration-changed',
      fix: expect.stringContaining('new migration') as string,
    });
    // Nothing stays locked: with the file put right the store opens.
    await copyFile(join(shipped[name as keyof typeof shipped], engine.first), join(files, engine.first));
    await engine.open();
  });

  it('of a newer program are refused', async () => {
    await addSecond();
    await engine.open();
    await removeFolder(addedFile());
    await expect(engine.open()).rejects.toMatchObject({
      kind: 'refused',
      code: 'store-newer',
      fix: expect.stringContaining('backup') as string,
    });
  });

  it('make a backup before they touch a store', async () => {
    await engine.open();
    await addSecond();
    await engine.open();
    const backups = await readdir(join(home, 'backups'));
    expect(backups).toHaveLength(1);
    expect(backups[0]).toMatch(engine.backup);
  });

  it('that fail leave the store as it was', async () => {
    await engine.open();
    await writeFile(addedFile(), `${engine.second}\nCREATE TABLE broken (;\n`);
    await expect(engine.open()).rejects.toThrow();
    await addSecond();
    await engine.open();
  });

  it('must be numbered without a gap', async () => {
    await writeFile(join(files, '9999-late.sql'), 'SELECT 1;');
    await expect(engine.open()).rejects.toMatchObject({ code: 'migration-order' });
  });
});

describe('the backup of the state store', () => {
  it('holds rows that are only in the write-ahead log yet', async () => {
    await cp(shipped.state, files, { recursive: true });
    await (await openState(home, files)).close();
    // A process that died: its row is in the log, the file was not checkpointed.
    const dead = new DatabaseSync(join(home, 'state.sqlite'));
    dead.exec("PRAGMA wal_autocheckpoint = 0; INSERT INTO setting VALUES ('kept', 'yes')");
    await writeFile(join(files, added('state')), 'CREATE TABLE added (x INTEGER NOT NULL);\n');
    await (await openState(home, files)).close();
    dead.close();
    const [name] = await readdir(join(home, 'backups'));
    const copy = new DatabaseSync(join(home, 'backups', String(name)));
    expect(copy.prepare("SELECT value FROM setting WHERE name = 'kept'").get()).toMatchObject({
      value: 'yes',
    });
    expect(copy.prepare("SELECT count(*) AS n FROM sqlite_master WHERE name = 'added'").get()).toMatchObject({
      n: 0,
    });
    copy.close();
  });
});

describe('the backup of the fact store', () => {
  it('opens as a store with the facts of that moment', async () => {
    const store = await openFacts(options());
    await store.transaction((w) => w.run(sql`INSERT INTO account VALUES ('weibo:1', 'weibo', 1, 1)`));
    const copy = await store.backup(join(home, 'backups'));
    await store.transaction((w) => w.run(sql`DELETE FROM account`));
    await store.close();
    const other = join(home, 'restored');
    await mkdir(other);
    await copyFile(copy, join(other, 'facts.duckdb'));
    const restored = await openFacts({ ...options(), home: other });
    expect(await restored.rows(sql`SELECT account_id FROM account`)).toEqual([{ account_id: 'weibo:1' }]);
    await restored.close();
  });
});

describe('a migration file', () => {
  it('is split at ends of lines only, and comments are no statements', () => {
    expect(
      statementsOf("CREATE TABLE a (x VARCHAR);\n-- a; b\nINSERT INTO a VALUES ('x; y');\n-- end\n"),
    ).toEqual(['CREATE TABLE a (x VARCHAR)', "-- a; b\nINSERT INTO a VALUES ('x; y')"]);
  });

  it('is pending until it was applied', async () => {
    const all = await readMigrations(shipped.facts);
    expect(pending(all, [])).toEqual(all);
    expect(pending(all, all)).toEqual([]);
  });
});
