import { stat } from 'node:fs/promises';
import { z } from 'zod';
import { tableCounts } from '#domain/facts/library/overview.ts';
import { libraryAge } from '#domain/facts/library/service.ts';
import { appliedMigrations, factFile } from '#store/facts/open-facts.ts';
import type { Store } from '#store/open-store.ts';

export const statusSchema = z.object({
  version: z.string(),
  home: z.string(),
  /** The home holds the demo library. */
  demo: z.boolean(),
  asOf: z.string().nullable(),
  ageDays: z.number().nullable(),
  staleDays: z.number(),
  counts: z.object({
    accounts: z.number(),
    posts: z.number(),
    engagements: z.number(),
    follows: z.number(),
    people: z.number(),
    imports: z.number(),
  }),
  jobs: z.object({ waiting: z.number(), running: z.number(), failed: z.number() }),
  stores: z.array(
    z.object({
      name: z.string(),
      engine: z.string(),
      file: z.string(),
      byteCount: z.number(),
      migrations: z.array(z.string()),
    }),
  ),
});
export type Status = z.infer<typeof statusSchema>;

export async function status(store: Store, version: string): Promise<Status> {
  const [age, counts, jobs, demo, applied] = await Promise.all([
    libraryAge(store),
    store.facts.first(tableCounts, {}),
    store.jobs.recent(200),
    store.state.db.selectFrom('setting').select('value').where('name', '=', 'demo').executeTakeFirst(),
    appliedMigrations(store.facts),
  ]);
  const count = (state: string) => jobs.filter((j) => j.state === state).length;
  const size = async (file: string) => (await stat(file)).size;
  const file = factFile(store.config.home);
  return {
    version,
    home: store.config.home,
    demo: demo !== undefined,
    ...age,
    staleDays: store.config.staleDays,
    counts: counts ?? { accounts: 0, posts: 0, engagements: 0, follows: 0, people: 0, imports: 0 },
    jobs: { waiting: count('waiting'), running: count('running'), failed: count('failed') },
    stores: [
      {
        name: 'facts',
        engine: 'DuckDB',
        file,
        byteCount: await size(file),
        migrations: applied.map((m) => m.name),
      },
      {
        name: 'state',
        engine: 'SQLite',
        file: store.state.file,
        byteCount: await size(store.state.file),
        migrations: store.state.applied().map((m) => m.name),
      },
    ],
  };
}
