/** Puts the demo into a home folder through the front door: files are written, then imported like anybody's. */
import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { newId } from '#basis/id.ts';
import type { ReadOptions } from '#connectors/contract.ts';
import { importInOrder } from '#domain/facts/imports/import-file.ts';
import type { ImportOptions } from '#domain/facts/imports/schema.ts';
import type { Store } from '#store/open-store.ts';
import { DEMO_AS_OF } from './frame.ts';

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
  const { writeDemo } = await import('./write-demo.ts');
  const { files } = await writeDemo(folder);
  const steps = files.map((file) => ({
    file: { path: join(folder, file.path), fileName: basename(file.path), connector: null, mapping: null },
    options: { asOf: DEMO_AS_OF, ...chosen(file.options) },
  }));
  const reports = await importInOrder(store, steps, newId(), progress, new AbortController().signal);
  const refused = reports.find((r) => r.state === 'refused');
  if (refused) throw new Error(`The demo file ${refused.file} was refused: ${refused.error?.message}`);
  const rows = reports.reduce((sum, r) => sum + r.rowsRead, 0);
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

/** What a demo file says about itself, without what it leaves open. */
const chosen = (options: Partial<ReadOptions> = {}): ImportOptions =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== null));

export const removeDemo = (home: string): Promise<void> => rm(home, { recursive: true, force: true });
