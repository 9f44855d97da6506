/** Both stores of a home folder, opened by one process, with the workspace's key. */
import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
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
  folder(name: 'uploads' | 'spool' | 'staging' | 'backups' | 'exports'): Promise<string>;
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

export async function openStore(config: Config): Promise<Store> {
  const facts = await openFacts(config);
  const state = await openState(config.home).catch(async (error: unknown) => {
    await facts.close();
    throw error;
  });
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
