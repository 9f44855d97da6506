/** Both stores of a home folder, opened by one process, with the workspace's key. */
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '#config/config.ts';
import type { FactStore } from './facts/fact-store.ts';
import { openFacts } from './facts/open-facts.ts';
import { type JobQueue, jobQueue } from './state/jobs.ts';
import { openState, type StateStore } from './state/open-state.ts';

export interface Store {
  config: Config;
  facts: FactStore;
  state: StateStore;
  jobs: JobQueue;
  /** Key of the hashes of people; made once, kept in the state store of this home. */
  actorKey: string;
  /** A folder under the home, created when first asked for. */
  folder(name: 'uploads' | 'spool' | 'staging' | 'backups' | 'exports' | 'documents'): Promise<string>;
  close(): Promise<void>;
}

async function workspaceKey(state: StateStore): Promise<string> {
  const row = await state.db
    .selectFrom('setting')
    .select('value')
    .where('name', '=', 'actor_key')
    .executeTakeFirst();
  if (row) return row.value;
  const value = randomBytes(32).toString('hex');
  await state.db.insertInto('setting').values({ name: 'actor_key', value }).execute();
  return value;
}

/** Removes what a killed process left half done. Call it with the stores open: no other process has this home then. */
async function clearLeftovers(home: string): Promise<void> {
  const inside = async (folder: string) => {
    const names = await readdir(join(home, folder)).catch((): string[] => []);
    return names.map((name) => join(home, folder, name));
  };
  const partial = (await inside('uploads')).filter((path) => path.endsWith('.part'));
  for (const path of [...(await inside('staging')), ...(await inside('temp')), ...partial])
    await rm(path, { recursive: true, force: true });
}

export async function openStore(config: Config): Promise<Store> {
  const facts = await openFacts(config);
  const state = await openState(config.home).catch(async (error: unknown) => {
    await facts.close();
    throw error;
  });
  await clearLeftovers(config.home);
  return {
    config,
    facts,
    state,
    jobs: jobQueue(state),
    actorKey: await workspaceKey(state),
    async folder(name) {
      const path = join(config.home, name);
      await mkdir(path, { recursive: true });
      return path;
    },
    async close() {
      await facts.close();
      await state.close();
    },
  };
}
