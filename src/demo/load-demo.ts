/** Puts the demo into a home folder through the front door: files are written, then imported like anybody's. */
import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { importFile } from '#domain/facts/imports/import-file.ts';
import { newId } from '#basis/id.ts';
import type { Store } from '#store/open-store.ts';
import { DEMO_AS_OF } from './frame.ts';
import { writeDemo } from './write-demo.ts';

export interface DemoLoaded {
  already: boolean;
  files: number;
  rows: number;
  seconds: number;
}

export async function loadDemo(
  store: Store,
  progress: (share: number, message: string) => void = () => {},
): Promise<DemoLoaded> {
  const started = performance.now();
  const done = await store.state.db
    .selectFrom('setting')
    .select('value')
    .where('name', '=', 'demo')
    .executeTakeFirst();
  if (done) return { ...(JSON.parse(done.value) as DemoLoaded), already: true };
  const folder = join(store.config.home, 'demo-files');
  const { files } = await writeDemo(folder);
  const batchId = newId();
  let rows = 0;
  for (const [i, file] of files.entries()) {
    const report = await importFile(
      store,
      { path: join(folder, file.path), fileName: basename(file.path), connector: null, mapping: null },
      { asOf: DEMO_AS_OF, ...file.options },
      batchId,
      (share, message) => progress((i + share) / files.length, message),
      new AbortController().signal,
    );
    if (report.state === 'refused')
      throw new Error(`The demo file ${report.file} was refused: ${report.error?.message}`);
    rows += report.rowsRead;
  }
  const loaded: DemoLoaded = {
    already: false,
    files: files.length,
    rows,
    seconds: (performance.now() - started) / 1000,
  };
  await store.state.db
    .insertInto('setting')
    .values({ name: 'demo', value: JSON.stringify(loaded) })
    .execute();
  return loaded;
}

export const removeDemo = (home: string): Promise<void> => rm(home, { recursive: true, force: true });
