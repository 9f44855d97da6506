/** Runs durable jobs one at a time, with progress, cancel and restart. */
import { failure } from '#domain/facts/imports/import-file.ts';
import type { Job } from '#domain/facts/imports/schema.ts';
import type { Store } from '#store/open-store.ts';
import type { JobRow } from '#store/state/jobs.ts';
import type { LiveUpdates } from './live.ts';

export interface JobWork {
  (
    payload: unknown,
    job: { jobId: string; progress: (share: number, message: string) => void; signal: AbortSignal },
  ): Promise<unknown>;
}

export const jobOf = (row: JobRow): Job => ({
  jobId: row.job_id,
  kind: row.kind,
  state: row.state as Job['state'],
  progress: row.progress,
  message: row.message,
  result: row.result === null ? null : (JSON.parse(row.result) as unknown),
  error: row.error === null ? null : (JSON.parse(row.error) as Job['error']),
  createdAt: row.created_at,
  finishedAt: row.finished_at,
});

const IDLE_MS = 250;
const TELL_MS = 200;

export function jobRunner(store: Store, live: LiveUpdates, kinds: Record<string, JobWork>) {
  const { jobs } = store;
  /** An object, so that the loop sees what `stop` changes. */
  const life = { stopped: false };
  let current: { jobId: string; stop: AbortController } | null = null;
  let wake: (() => void) | null = null;

  const tell = async (jobId: string) => {
    const row = await jobs.get(jobId);
    if (row) live.send({ event: 'job', data: jobOf(row) });
  };

  async function runOne(row: JobRow): Promise<void> {
    const jobId = row.job_id;
    const stop = new AbortController();
    current = { jobId, stop };
    let told = 0;
    const renew = setInterval(async () => {
      await jobs.renew(jobId);
      if ((await jobs.get(jobId))?.cancel_asked) stop.abort();
    }, 1000);
    try {
      const work = kinds[row.kind];
      if (!work) throw new Error(`No worker for jobs of kind ${row.kind}`);
      const result = await work(JSON.parse(row.payload), {
        jobId,
        signal: stop.signal,
        progress(share, message) {
          if (Date.now() - told < TELL_MS && share < 1) return;
          told = Date.now();
          void jobs.progress(jobId, share, message).then(() => tell(jobId));
        },
      });
      await jobs.finish(jobId, result);
      live.send({ event: 'library', data: { revision: store.facts.revision() } });
    } catch (error) {
      if (stop.signal.aborted) {
        if (!life.stopped) await jobs.cancelled(jobId);
      } else await jobs.fail(jobId, failure(error));
    } finally {
      clearInterval(renew);
      current = null;
      await tell(jobId);
    }
  }

  const loop = async () => {
    await jobs.recover();
    while (!life.stopped) {
      const row = await jobs.claim(Object.keys(kinds));
      if (row) await runOne(row);
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
          setTimeout(resolve, IDLE_MS).unref();
        });
    }
  };
  const running = loop();

  return {
    /** Adds a job and starts it as soon as the runner is free. */
    async add(kind: string, payload: unknown, dedupeKey?: string): Promise<string> {
      const jobId = await jobs.add(kind, payload, dedupeKey);
      await tell(jobId);
      wake?.();
      return jobId;
    },
    async cancel(jobId: string): Promise<void> {
      await jobs.askCancel(jobId);
      if (current?.jobId === jobId) current.stop.abort();
      await tell(jobId);
    },
    /** Stops after the running job was told to stop; it starts over at the next start. */
    async stop(): Promise<void> {
      life.stopped = true;
      current?.stop.abort();
      wake?.();
      await running;
    },
  };
}
export type JobRunner = ReturnType<typeof jobRunner>;
