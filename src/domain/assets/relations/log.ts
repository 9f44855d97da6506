/**
 * What was said, when, by whom. Lines are appended and never changed or removed: a mistake is corrected by another line.
 * Every line carries a digest over itself and the digest before it, so that a line changed in the file is noticed.
 */
import type { z } from 'zod';
import { missing } from '#basis/error.ts';
import { digestOf, newId } from '#basis/id.ts';
import type { Store } from '#store/open-store.ts';
import type { StateTables } from '#store/state/state-tables.ts';
import { knownAccount } from './circle.ts';
import type { LogEntry, newLogSchema } from './schema.ts';

type Row = StateTables['kol_log'];

const entryOf = (r: Row): LogEntry => ({
  entryId: r.entry_id,
  accountId: r.account_id,
  kind: r.kind as LogEntry['kind'],
  direction: r.direction as LogEntry['direction'],
  text: r.text,
  saidBy: r.said_by,
  saidAt: r.said_at,
  campaign: r.campaign,
  corrects: r.corrects,
  recordedBy: r.recorded_by,
  recordedAt: r.recorded_at,
});

const linked = (before: string, { digest: _, ...line }: Row): string => digestOf({ before, ...line });

export async function appendLog(
  store: Store,
  accountId: string,
  given: z.output<typeof newLogSchema>,
  who: string,
): Promise<LogEntry> {
  const { account_id } = await knownAccount(store, accountId);
  return store.state.db.transaction().execute(async (db) => {
    const before = await db
      .selectFrom('kol_log')
      .select(['entry_id', 'digest'])
      .where('account_id', '=', account_id)
      .orderBy('entry_id', 'desc')
      .executeTakeFirst();
    if (given.corrects !== null) {
      const corrected = await db
        .selectFrom('kol_log')
        .select('entry_id')
        .where('entry_id', '=', given.corrects)
        .executeTakeFirst();
      if (!corrected)
        throw missing('no-entry', `There is no line ${given.corrects} in the log.`, 'Read the log again.');
    }
    const recorded_at = new Date().toISOString();
    const line = {
      entry_id: newId(),
      account_id,
      said_at: given.saidAt === null ? recorded_at : new Date(given.saidAt).toISOString(),
      kind: given.kind,
      direction: given.direction,
      text: given.text,
      said_by: given.saidBy,
      campaign: given.campaign,
      corrects: given.corrects,
      recorded_by: who,
      recorded_at,
      digest: '',
    };
    const row: Row = { ...line, digest: linked(before?.digest ?? '', line) };
    await db.insertInto('kol_log').values(row).execute();
    return entryOf(row);
  });
}

/** The log of some accounts, newest first, and whether every line still fits its digest. */
export async function logOf(
  { state }: Store,
  ids: readonly string[],
): Promise<{ entries: LogEntry[]; logIs: 'intact' | 'altered' }> {
  const rows = await state.db
    .selectFrom('kol_log')
    .selectAll()
    .where('account_id', 'in', ids)
    .orderBy('entry_id')
    .execute();
  const last = new Map<string, string>();
  let logIs: 'intact' | 'altered' = 'intact';
  for (const row of rows) {
    if (linked(last.get(row.account_id) ?? '', row) !== row.digest) logIs = 'altered';
    last.set(row.account_id, row.digest);
  }
  const entries = rows
    .map(entryOf)
    .sort((a, b) => b.saidAt.localeCompare(a.saidAt) || b.entryId.localeCompare(a.entryId));
  return { entries, logIs };
}
