/**
 * Streams pushed over HTTP. A batch is acknowledged when its bytes are on disk and its row is in the state store;
 * the same idempotency key is accepted once. When too much waits, pushers are told to come back later.
 */
import { createHash } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { refused, TouchstoneError } from '#basis/error.ts';
import { newId } from '#basis/id.ts';
import { connectorById } from '#connectors/registry.ts';
import type { Store } from '#store/open-store.ts';
import { failure, importFile } from './import-file.ts';

/** Batches that may wait before pushers are asked to slow down. */
export const PUSH_LIMIT = 500;

export interface PushReceipt {
  batchId: string;
  state: 'accepted' | 'already-accepted';
  recordCount: number;
  waiting: number;
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

export async function acceptPush(
  store: Store,
  connector: string,
  idempotencyKey: string,
  records: readonly unknown[],
  limit: number = PUSH_LIMIT,
): Promise<PushReceipt> {
  if (!connectorById(connector))
    throw refused(
      'unknown-connector',
      `There is no connector “${connector}”.`,
      undefined,
      'See `GET /api/v1/connectors`.',
    );
  const { db } = store.state;
  const text = records.map((r) => JSON.stringify(r)).join('\n') + '\n';
  const digest = createHash('sha256').update(text).digest('hex');
  const waiting = async () => {
    const counted = db.selectFrom('push_batch').select((e) => e.fn.countAll<number>().as('n'));
    return (await counted.where('state', '=', 'waiting').executeTakeFirst())?.n ?? 0;
  };
  const earlier = async (): Promise<PushReceipt | null> => {
    const before = await db
      .selectFrom('push_batch')
      .selectAll()
      .where('idempotency_key', '=', idempotencyKey)
      .executeTakeFirst();
    if (!before) return null;
    if (before.digest !== digest || before.connector !== connector)
      throw new TouchstoneError(
        'conflict',
        'key-reused',
        `The idempotency key “${idempotencyKey}” was used for other records.`,
        { fix: 'Use a new key for new records.' },
      );
    return {
      batchId: before.batch_id,
      state: 'already-accepted',
      recordCount: before.record_count,
      waiting: await waiting(),
    };
  };
  const before = await earlier();
  if (before) return before;
  const queued = await waiting();
  if (queued >= limit)
    throw Object.assign(
      new TouchstoneError('busy', 'push-full', `${queued} batches wait to be stored.`, {
        fix: 'Send the same batch again after the time in Retry-After.',
      }),
      { retryAfter: 5 },
    );
  const batchId = newId();
  const path = join(await store.folder('spool'), `${batchId}.ndjson`);
  await writeDurably(path, text);
  const added = await db
    .insertInto('push_batch')
    .values({
      batch_id: batchId,
      idempotency_key: idempotencyKey,
      connector,
      digest,
      record_count: records.length,
      path,
      state: 'waiting',
      received_at: new Date().toISOString(),
      run_id: null,
      error: null,
    })
    .onConflict((c) => c.column('idempotency_key').doNothing())
    .executeTakeFirst();
  if (added.numInsertedOrUpdatedRows === 0n) {
    // The same key came in twice at once; the other one is stored.
    await rm(path, { force: true });
    const other = await earlier();
    if (other) return other;
  }
  return { batchId, state: 'accepted', recordCount: records.length, waiting: queued + 1 };
}

/** Stores waiting batches, oldest first. A batch stored twice after a crash adds nothing the second time. */
export async function drainPushes(store: Store, signal: AbortSignal): Promise<number> {
  const { db } = store.state;
  let done = 0;
  while (!signal.aborted) {
    const batch = await db
      .selectFrom('push_batch')
      .selectAll()
      .where('state', '=', 'waiting')
      .orderBy('received_at')
      .orderBy('batch_id')
      .limit(1)
      .executeTakeFirst();
    if (!batch) return done;
    try {
      const report = await importFile(
        store,
        {
          path: batch.path,
          fileName: `push ${batch.idempotency_key}.ndjson`,
          connector: batch.connector,
          mapping: null,
        },
        { asOf: batch.received_at },
        batch.batch_id,
        () => {},
        signal,
      );
      await settle(
        store,
        batch.batch_id,
        report.state === 'refused' ? 'refused' : 'stored',
        report.runId,
        report.error,
      );
      if (report.state !== 'refused') await rm(batch.path, { force: true });
    } catch (error) {
      if (signal.aborted) throw error;
      // The batch keeps its bytes and is tried again at the next start; those behind it do not wait for it.
      await settle(store, batch.batch_id, 'failed', null, failure(error));
    }
    done++;
  }
  return done;
}

const settle = (
  store: Store,
  batchId: string,
  state: 'stored' | 'refused' | 'failed',
  runId: string | null,
  error: unknown,
) =>
  store.state.db
    .updateTable('push_batch')
    .set({ state, run_id: runId, error: error ? JSON.stringify(error) : null })
    .where('batch_id', '=', batchId)
    .execute();

/** At start: batches that failed for a reason inside the program wait again. */
export const retryFailedPushes = async ({ state }: Store): Promise<void> => {
  await state.db.updateTable('push_batch').set({ state: 'waiting' }).where('state', '=', 'failed').execute();
};
