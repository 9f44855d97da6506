/** Sealed journals become facts. The importer knows a file by its bytes: one that a crash left behind is not counted twice. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '#basis/id.ts';
import { failure, importFile } from '#domain/facts/imports/import-file.ts';
import type { Store } from '#store/open-store.ts';
import { SEALED } from './journal.ts';

export async function drainTouches(store: Store, signal: AbortSignal): Promise<number> {
  const folder = await store.folder('spool');
  let stored = 0;
  for (const name of (await readdir(folder)).filter((n) => n.endsWith(SEALED)).sort()) {
    if (signal.aborted) return stored;
    const path = join(folder, name);
    const report = await importFile(
      store,
      { path, fileName: name, connector: 'touch-log', mapping: null },
      { asOf: new Date().toISOString() },
      newId(),
      () => {},
      signal,
    );
    if (report.state === 'refused') throw new Error(`${name}: ${JSON.stringify(failure(report.error))}`);
    stored += report.rowsNew;
    await rm(path, { force: true });
  }
  return stored;
}
