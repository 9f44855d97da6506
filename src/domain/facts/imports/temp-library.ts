/** A library in a temporary home, for tests: files go in as a user's would, and every stored row can be read back. */
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newId } from '#basis/id.ts';
import type { Config } from '#config/config.ts';
import type { Cell, Row } from '#store/facts/fact-store.ts';
import { ident, sql } from '#store/facts/sql.ts';
import { type TempStore, tempStore } from '#store/temp-home.ts';
import type { FileReport, ImportOptions, ImportReport } from './schema.ts';
import { runImport } from './service.ts';

export const FIXTURE_FOLDER = fileURLToPath(new URL('../../../../fixtures/', import.meta.url));
export const fixture = (path: string): string => join(FIXTURE_FOLDER, path);

export interface TempLibrary extends TempStore {
  /** Writes a file under the home and gives its path. */
  file(name: string, content: string | Uint8Array): Promise<string>;
  bring(paths: readonly string[], options?: BringOptions): Promise<ImportReport>;
  bringOne(path: string, options?: BringOptions): Promise<FileReport>;
  rows(table: string): Promise<Row[]>;
  /** Rows of every table of the fact store. */
  counts(): Promise<Record<string, number>>;
  /** Every row of the named tables, in an order of its own, without the numbers of sources. */
  dump(tables: readonly string[]): Promise<Record<string, string[]>>;
}

export interface BringOptions extends ImportOptions {
  connector?: string;
  mapping?: unknown;
  signal?: AbortSignal;
  batchId?: string;
}

/** A cell as text; a test that asks for one knows it to be text or a number. */
export const textOf = (cell: Cell | undefined): string =>
  typeof cell === 'string' ? cell : JSON.stringify(cell ?? null);

export const AS_OF = '2024-06-30T00:00:00Z';

export async function tempLibrary(more: Partial<Config> = {}): Promise<TempLibrary> {
  const temp = await tempStore(more);
  const { store, home } = temp;
  let made = 0;
  const tables = async () =>
    (
      await store.facts.rows(
        sql`SELECT table_name FROM information_schema.tables WHERE table_schema = 'main' ORDER BY table_name`,
      )
    ).map((r) => textOf(r['table_name']));
  const bring: TempLibrary['bring'] = (paths, given = {}) => {
    const { connector, mapping, signal, batchId, ...options } = given;
    return runImport(
      store,
      { asOf: AS_OF, ...options },
      paths.map((path) => ({
        path,
        fileName: basename(path),
        connector: connector ?? null,
        mapping: mapping ?? null,
      })),
      batchId ?? newId(),
      () => {},
      signal ?? new AbortController().signal,
    );
  };
  return {
    ...temp,
    async file(name, content) {
      const folder = join(home, 'given', String(made++));
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, name), content);
      return join(folder, name);
    },
    bring,
    async bringOne(path, options) {
      const { files } = await bring([path], options);
      return files[0] as FileReport;
    },
    rows: (table) => store.facts.rows(sql`SELECT * FROM ${ident(table)}`),
    async counts() {
      const found: Record<string, number> = {};
      for (const table of await tables())
        found[table] = Number(
          (await store.facts.rows(sql`SELECT count(*) AS n FROM ${ident(table)}`))[0]?.['n'],
        );
      return found;
    },
    async dump(names) {
      const found: Record<string, string[]> = {};
      for (const table of names)
        found[table] = (await store.facts.rows(sql`SELECT * FROM ${ident(table)}`))
          .map((row) => JSON.stringify(row))
          .sort();
      return found;
    },
  };
}

/** Every text in some rows as it stands; JSON inside a cell is looked into where it is an object. */
export function textsIn(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value === 'string') {
    found.add(value);
    if (value.startsWith('{')) {
      try {
        textsIn(JSON.parse(value), found);
      } catch {
        // not JSON after all
      }
    }
  } else if (typeof value === 'object' && value !== null)
    for (const [k, v] of Object.entries(value)) {
      found.add(k);
      textsIn(v, found);
    }
  return found;
}
