/**
 * Streams pushed over HTTP. A batch is acknowledged when its bytes are on disk and its row is in the state store;
 * the same idempotency key is accepted once. When too much waits, pushers are told to come back later.
 */
import { createHash } from 'node:crypto';
import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { refused, TouchstoneError } from '#basis/error.ts';
import { newId } from '#basis/id.ts';
import { connectorById } from '#connectors/registry.ts';
import type { Store } from '#store/open-store.ts';
import type { StateTables } from '#store/state/state-tables.ts';
import { failure, importFile } from './import-file.ts';

/** Batches that may wait before pushers are asked to slow down: they are on disk, so this bounds disk and not memory. */
export const PUSH_LIMIT = 20_000;
/** Records of waiting batches that are stored as one file: an import costs the same for one batch as for many. */
const TOGETHER = 50_000;

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

/**
 * Stores waiting batches, oldest first, as many of one connector and second together as TOGETHER allows; counters of posts go before
 * acts of people, because a watch waits for them. A batch stored twice after a crash adds nothing the second time.
 */
export async function drainPushes(
  store: Store,
  signal: AbortSignal,
  /** Told after every import, while others may still wait. */
  stored: (connector: string) => Promise<unknown> = async () => {},
): Promise<number> {
  let done = 0;
  while (!signal.aborted) {
    const batches = await nextBatches(store);
    if (batches.length === 0) return done;
    await storeTogether(store, batches, signal);
    await stored(batches[0]?.connector ?? '');
    done += batches.length;
  }
  return done;
}

type Batch = StateTables['push_batch'];

async function nextBatches({ state }: Store): Promise<Batch[]> {
  const waiting = state.db.selectFrom('push_batch').selectAll().where('state', '=', 'waiting');
  const first =
    (await waiting
      .where('connector', '=', 'post-counters')
      .orderBy('received_at')
      .limit(1)
      .executeTakeFirst()) ??
    (await waiting.orderBy('received_at').orderBy('batch_id').limit(1).executeTakeFirst());
  if (!first) return [];
  const rows = await waiting
    .where('connector', '=', first.connector)
    .orderBy('received_at')
    .orderBy('batch_id')
    .limit(500)
    .execute();
  // Records without a moment of their own are dated by the first batch: those behind it came within the same second.
  const until = Date.parse(first.received_at) + 1000;
  let records = 0;
  return rows.filter(
    (row, i) => i === 0 || (Date.parse(row.received_at) < until && (records += row.record_count) <= TOGETHER),
  );
}

/** One import of them all; each alone when together they are refused or fail, so that one does not keep the others back. */
async function storeTogether(store: Store, batches: readonly Batch[], signal: AbortSignal): Promise<void> {
  const [first] = batches;
  if (!first) return;
  const together = batches.length > 1;
  const path = together ? `${first.path}.together` : first.path;
  try {
    if (together) await concatenate(batches, path);
    const report = await importFile(
      store,
      {
        path,
        fileName: `push ${first.idempotency_key}${together ? ` and ${batches.length - 1} more` : ''}.ndjson`,
        connector: first.connector,
        mapping: null,
      },
      { asOf: first.received_at },
      first.batch_id,
      () => {},
      signal,
    );
    if (together && report.state === 'refused') return await storeEach(store, batches, signal);
    await settle(
      store,
      batches,
      report.state === 'refused' ? 'refused' : 'stored',
      report.runId,
      report.error,
    );
    if (report.state !== 'refused') for (const batch of batches) await rm(batch.path, { force: true });
  } catch (error) {
    if (signal.aborted) throw error;
    if (together) return await storeEach(store, batches, signal);
    // The batch keeps its bytes and is tried again at the next start; those behind it do not wait for it.
    await settle(store, batches, 'failed', null, failure(error));
  } finally {
    if (together) await rm(path, { force: true });
  }
}

async function storeEach(store: Store, batches: readonly Batch[], signal: AbortSignal): Promise<void> {
  for (const batch of batches) await storeTogether(store, [batch], signal);
}

/** Every batch ends with a line end. */
async function concatenate(batches: readonly Batch[], path: string): Promise<void> {
  const file = await open(path, 'w');
  try {
    for (const batch of batches) await file.writeFile(await readFile(batch.path));
  } finally {
    await file.close();
  }
}

const settle = (
  store: Store,
  batches: readonly Batch[],
  state: 'stored' | 'refused' | 'failed',
  runId: string | null,
  error: unknown,
) =>
  store.state.db
    .updateTable('push_batch')
    .set({ state, run_id: runId, error: error ? JSON.stringify(error) : null })
    .where(
      'batch_id',
      'in',
      batches.map((b) => b.batch_id),
    )
    .execute();

/** At start: batches that failed for a reason inside the program wait again. */
export const retryFailedPushes = async ({ state }: Store): Promise<void> => {
  await state.db.updateTable('push_batch').set({ state: 'waiting' }).where('state', '=', 'failed').execute();
};
