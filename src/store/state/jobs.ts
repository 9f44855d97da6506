/**
 * The durable job queue. A job is claimed by one UPDATE, holds a lease while it runs, and is claimed again
 * when its process dies. Work must therefore be safe to start over.
 */
import { sql } from 'kysely';
import { newId } from '#basis/id.ts';
import type { StateStore } from './open-state.ts';
import type { StateTables } from './state-tables.ts';

export type JobRow = StateTables['job'];
const LEASE_MS = 30_000;
const lease = () => new Date(Date.now() + LEASE_MS).toISOString();
const now = () => new Date().toISOString();

export interface JobFailure {
  code: string;
  message: string;
  fix: string | null;
}

export function jobQueue(state: StateStore) {
  const { db } = state;
  const set = (jobId: string, values: Partial<JobRow>) =>
    db.updateTable('job').set(values).where('job_id', '=', jobId).execute();
  return {
    /**
     * Adds a job; with a dedupe key that is already waiting, returns that job. A running job may have looked past
     * the new work already, so it does not count.
     */
    async add(kind: string, payload: unknown, dedupeKey?: string): Promise<string> {
      const jobId = newId();
      const added = await db
        .insertInto('job')
        .values({
          job_id: jobId,
          kind,
          dedupe_key: dedupeKey ?? null,
          state: 'waiting',
          payload: JSON.stringify(payload),
          progress: 0,
          message: '',
          result: null,
          error: null,
          attempts: 0,
          cancel_asked: 0,
          lease_until: null,
          created_at: now(),
          started_at: null,
          finished_at: null,
        })
        .onConflict((c) => c.column('dedupe_key').doNothing())
        .executeTakeFirst();
      if (added.numInsertedOrUpdatedRows !== 0n || !dedupeKey) return jobId;
      const waiting = await db
        .selectFrom('job')
        .select('job_id')
        .where('dedupe_key', '=', dedupeKey)
        .executeTakeFirst();
      // Claimed in between: it no longer holds the key.
      return waiting?.job_id ?? this.add(kind, payload, dedupeKey);
    },
    /** Claims the oldest job that waits or whose lease ran out. */
    async claim(kinds: readonly string[]): Promise<JobRow | null> {
      const row = await db
        .updateTable('job')
        .set({
          state: 'running',
          dedupe_key: null,
          lease_until: lease(),
          started_at: now(),
          attempts: sql<number>`attempts + 1`,
        })
        .where('job_id', '=', (q) =>
          q
            .selectFrom('job')
            .select('job_id')
            .where('kind', 'in', [...kinds])
            .where((w) =>
              w.or([
                w('state', '=', 'waiting'),
                w.and([w('state', '=', 'running'), w('lease_until', '<', now())]),
              ]),
            )
            .orderBy('created_at')
            .orderBy('job_id')
            .limit(1),
        )
        .returningAll()
        .executeTakeFirst();
      return row ?? null;
    },
    /** At start no other process can hold a job of this home folder: what was running starts over. */
    recover: () =>
      db
        .updateTable('job')
        .set({ state: 'waiting', lease_until: null })
        .where('state', '=', 'running')
        .execute(),
    renew: (jobId: string) => set(jobId, { lease_until: lease() }),
    progress: (jobId: string, progress: number, message: string) =>
      set(jobId, { progress, message, lease_until: lease() }),
    finish: (jobId: string, result: unknown) =>
      set(jobId, {
        state: 'done',
        progress: 1,
        result: JSON.stringify(result),
        finished_at: now(),
        lease_until: null,
      }),
    fail: (jobId: string, error: JobFailure) =>
      set(jobId, { state: 'failed', error: JSON.stringify(error), finished_at: now(), lease_until: null }),
    cancelled: (jobId: string) => set(jobId, { state: 'cancelled', finished_at: now(), lease_until: null }),
    /** Cancels a waiting job at once; a running one is asked to stop. */
    async askCancel(jobId: string): Promise<void> {
      const done = await db
        .updateTable('job')
        .set({ state: 'cancelled', dedupe_key: null, finished_at: now() })
        .where('job_id', '=', jobId)
        .where('state', '=', 'waiting')
        .executeTakeFirst();
      if (Number(done.numUpdatedRows) === 0) await set(jobId, { cancel_asked: 1 });
    },
    get: async (jobId: string): Promise<JobRow | null> =>
      (await db.selectFrom('job').selectAll().where('job_id', '=', jobId).executeTakeFirst()) ?? null,
    recent: (limit: number): Promise<JobRow[]> =>
      db
        .selectFrom('job')
        .selectAll()
        .orderBy('created_at', 'desc')
        .orderBy('job_id', 'desc')
        .limit(limit)
        .execute(),
  };
}
export type JobQueue = ReturnType<typeof jobQueue>;
