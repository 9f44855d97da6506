/** The register of short links. */
import { randomBytes } from 'node:crypto';
import { missing, TouchstoneError } from '#basis/error.ts';
import { newId } from '#basis/id.ts';
import { campaignLine } from '#domain/decisions/campaigns/service.ts';
import type { Store } from '#store/open-store.ts';
import { audit } from '#store/state/audit.ts';
import type { StateTables } from '#store/state/state-tables.ts';
import { visitCounts, visitOrders } from './queries.ts';
import type { NewRedirect, Redirect } from './schema.ts';

export type RedirectRow = StateTables['redirect'];
type Row = RedirectRow;
const MADE = 8;
const LETTERS = '23456789abcdefghjkmnpqrstuvwxyz';

const madeCode = () => Array.from(randomBytes(MADE), (b) => LETTERS[b % LETTERS.length]).join('');

/** What a look-up costs when every visit asks the state store; so it is kept, and forgotten when the register changes. */
const known = new WeakMap<Store, Map<string, Row | null>>();
const MOST_KNOWN = 50_000;
/** Grows with every change of the register, so that what was asked before a change is not kept after it. */
let changes = 0;

function forget(store: Store, code: string): void {
  changes++;
  known.get(store)?.delete(code);
}

/** The row of a code that was asked for before, null where there is none; undefined when the store must be asked. */
export const knownRedirect = (store: Store, code: string): Row | null | undefined =>
  known.get(store)?.get(code);

/** The row of a code, or null. */
export async function redirectOf(store: Store, code: string): Promise<Row | null> {
  let rows = known.get(store);
  if (!rows) known.set(store, (rows = new Map()));
  const before = changes;
  const row = await store.state.db
    .selectFrom('redirect')
    .selectAll()
    .where('code', '=', code)
    .executeTakeFirst();
  if (rows.size >= MOST_KNOWN) rows.clear();
  if (changes === before) rows.set(code, row ?? null);
  return row ?? null;
}

const stateOf = (row: Row): Redirect['state'] =>
  row.withdrawn_at !== null
    ? 'withdrawn'
    : row.expires_at !== null && row.expires_at <= new Date().toISOString()
      ? 'expired'
      : 'open';

export const isOpen = (row: Row): boolean => stateOf(row) === 'open';

/** Rejects with `no-campaign`, and with `code-taken`. The path is registered as the campaign's link too. */
export async function addRedirect(store: Store, given: NewRedirect, who: string): Promise<Redirect> {
  await campaignLine(store, given.campaign);
  const row: Row = {
    code: given.code ?? madeCode(),
    target: given.target,
    campaign: given.campaign,
    account_id: given.accountId,
    post_id: given.postId,
    remembers: given.remembers ? 1 : 0,
    expires_at: given.expiresAt === null ? null : new Date(given.expiresAt).toISOString(),
    created_by: who,
    created_at: new Date().toISOString(),
    withdrawn_at: null,
  };
  const added = await store.state.db
    .insertInto('redirect')
    .values(row)
    .onConflict((c) => c.column('code').doNothing())
    .executeTakeFirst();
  if (added.numInsertedOrUpdatedRows === 0n)
    throw new TouchstoneError('conflict', 'code-taken', `The code “${row.code}” is taken.`, {
      fix: 'Choose another, or leave it out.',
    });
  await store.state.db
    .insertInto('tracked_link')
    .values({
      link_id: newId(),
      campaign: row.campaign,
      account_id: row.account_id,
      post_id: row.post_id,
      kind: 'link',
      value: `/r/${row.code}`,
      sku: null,
      created_by: who,
      created_at: row.created_at,
      withdrawn_at: null,
    })
    .onConflict((c) => c.columns(['kind', 'value']).doNothing())
    .execute();
  forget(store, row.code);
  await audit(store.state, {
    who,
    act: 'redirect-added',
    subjectKind: 'redirect',
    subjectId: row.code,
    detail: { target: row.target, campaign: row.campaign },
  });
  return (await redirects(store, { code: row.code }))[0] as Redirect;
}

/** Rejects with `no-redirect`. */
export async function withdrawRedirect(store: Store, code: string, who: string): Promise<void> {
  const done = await store.state.db
    .updateTable('redirect')
    .set({ withdrawn_at: new Date().toISOString() })
    .where('code', '=', code)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  if (done.numUpdatedRows === 0n)
    throw missing('no-redirect', `There is no open link “${code}”.`, 'See `touchstone links list`.');
  forget(store, code);
  await audit(store.state, { who, act: 'redirect-withdrawn', subjectKind: 'redirect', subjectId: code });
}

/** Newest first, with visits by who asked. */
export async function redirects(
  store: Store,
  which: { campaign?: string | undefined; code?: string } = {},
): Promise<Redirect[]> {
  let asked = store.state.db.selectFrom('redirect').selectAll();
  if (which.campaign !== undefined) asked = asked.where('campaign', '=', which.campaign);
  if (which.code !== undefined) asked = asked.where('code', '=', which.code);
  const rows = await asked.orderBy('created_at', 'desc').orderBy('code').limit(5000).execute();
  if (rows.length === 0) return [];
  const codes = rows.map((r) => r.code);
  const [visits, orders] = await Promise.all([
    store.facts.all(visitCounts, { codes }),
    store.facts.all(visitOrders, { codes }),
  ]);
  const count = (code: string, agent: string) =>
    visits.find((v) => v.code === code && v.agent === agent)?.visits ?? 0;
  return rows.map((r) => ({
    code: r.code,
    path: `/r/${r.code}`,
    target: r.target,
    campaign: r.campaign,
    accountId: r.account_id,
    postId: r.post_id,
    remembers: r.remembers === 1,
    expiresAt: r.expires_at,
    createdAt: r.created_at,
    state: stateOf(r),
    people: count(r.code, 'person'),
    bots: count(r.code, 'bot'),
    prefetches: count(r.code, 'prefetch'),
    orders: orders.find((o) => o.code === r.code)?.orders ?? 0,
  }));
}
