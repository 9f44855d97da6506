/** Uploads go when they are old and nothing unfinished needs them. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, expect, it } from 'vitest';
import { readConfig } from '#config/config.ts';
import { openStore, type Store } from '#store/open-store.ts';
import { clearOldUploads, locate, receiveUpload } from './service.ts';

let home = '';
let store: Store | null = null;
afterEach(async () => {
  await store?.close();
  await rm(home, { recursive: true, force: true });
});

it('removes old uploads, keeps new ones and those of a waiting job', async () => {
  home = await mkdtemp(join(tmpdir(), 'touchstone-uploads-'));
  store = await openStore(readConfig({ home }));
  const send = (name: string) => receiveUpload(store as Store, name, Readable.from(['a,b\n1,2\n']));
  const [old, needed, fresh] = [await send('old.csv'), await send('needed.csv'), await send('fresh.csv')];
  const paths = await locate(
    store,
    [old, needed, fresh].map(({ uploadId }) => ({ uploadId })),
    false,
  );
  await store.jobs.add('import', { files: [paths[1]], options: {} });
  await store.state.db
    .updateTable('upload')
    .set({ received_at: '2020-01-01T00:00:00.000Z' })
    .where('upload_id', 'in', [old.uploadId, needed.uploadId])
    .execute();
  expect(await clearOldUploads(store)).toBe(1);
  expect(paths.map(({ path }) => existsSync(path))).toEqual([false, true, true]);
});
