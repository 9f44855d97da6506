/** A home folder for tests, deleted when they end. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config, readConfig } from '#config/config.ts';
import { openStore, type Store } from './open-store.ts';

export const tempFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'touchstone-test-'));
export const removeFolder = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });

/** Settings of a test home; nothing of the environment counts. */
export const testConfig = (home: string, more: Partial<Config> = {}): Config =>
  readConfig({ home, port: 0, memoryMb: 700, threads: 2, ...more }, {});

export interface TempStore {
  store: Store;
  home: string;
  remove(): Promise<void>;
}

export async function tempStore(more: Partial<Config> = {}): Promise<TempStore> {
  const home = await tempFolder();
  const store = await openStore(testConfig(home, more));
  return {
    store,
    home,
    async remove() {
      await store.close();
      await removeFolder(home);
    },
  };
}
