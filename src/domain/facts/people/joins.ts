/**
 * Two ids, one account: a person declares that two accounts of one platform are the same. Facts keep the id they came
 * under; the decision stands in the state store, and `account_alias` carries it to where cards are made. Undoing it gives
 * both accounts back as they were.
 */
import { missing, usage } from '#basis/error.ts';
import { newId } from '#basis/id.ts';
import { rebuildCards } from '#domain/facts/library/cards.ts';
import type { DuplicateEvidence, Join } from '#domain/facts/library/schema.ts';
import { join as joinSql, sql } from '#store/facts/sql.ts';
import type { Store } from '#store/open-store.ts';
import { audit } from '#store/state/audit.ts';
import type { StateTables } from '#store/state/state-tables.ts';
import { accountAliases } from './queries.ts';

const joinOf = (r: StateTables['account_join']): Join => ({
  joinId: r.join_id,
  accountId: r.account_id,
  canonicalId: r.canonical_id,
  evidence: JSON.parse(r.evidence) as DuplicateEvidence[],
  joinedBy: r.joined_by,
  joinedAt: r.joined_at,
  undoneAt: r.undone_at,
  undoneReason: r.undone_reason,
});

/** Every joined id with the id its account is shown as. A join is made between shown ids, so the links form a forest. */
export async function shownAs({ state }: Store): Promise<Map<string, string>> {
  const rows = await state.db
    .selectFrom('account_join')
    .select(['account_id', 'canonical_id'])
    .where('undone_at', 'is', null)
    .execute();
  const next = new Map(rows.map((r) => [r.account_id, r.canonical_id]));
  const root = (id: string): string => {
    const above = next.get(id);
    return above === undefined ? id : root(above);
  };
  return new Map([...next.keys()].map((id) => [id, root(id)]));
}

/** The id an account is shown as; its own unless it was joined to another. */
export const canonicalOf = async (store: Store, accountId: string): Promise<string> =>
  (await shownAs(store)).get(accountId) ?? accountId;

/** All ids under which facts speak of an account, the shown one first. */
export async function idsOf(store: Store, accountId: string): Promise<string[]> {
  const shown = await shownAs(store);
  const canonical = shown.get(accountId) ?? accountId;
  return [canonical, ...[...shown].filter(([, to]) => to === canonical).map(([id]) => id)];
}

/** The joins that any of these ids takes part in, newest first, undone ones too. */
export async function joinsOf({ state }: Store, ids: readonly string[]): Promise<Join[]> {
  const rows = await state.db
    .selectFrom('account_join')
    .selectAll()
    .where((e) => e.or([e('account_id', 'in', ids), e('canonical_id', 'in', ids)]))
    .orderBy('joined_at', 'desc')
    .orderBy('join_id', 'desc')
    .execute();
  return rows.map(joinOf);
}

/** Brings `account_alias` and the cards it concerns in line with the decisions; does nothing when they agree. */
export async function applyJoins(store: Store): Promise<void> {
  const changes = async (): Promise<[Map<string, string>, string[]]> => {
    const wanted = await shownAs(store);
    const present = new Map(
      (await store.facts.all(accountAliases, {})).map((r) => [r.account_id, r.canonical_id]),
    );
    const moved = [...new Set([...wanted.keys(), ...present.keys()])].filter(
      (id) => wanted.get(id) !== present.get(id),
    );
    return [wanted, moved.flatMap((id) => [id, wanted.get(id) ?? id, present.get(id) ?? id])];
  };
  if ((await changes())[1].length === 0) return;
  await store.facts.transaction(async (w) => {
    const [wanted, touched] = await changes();
    if (touched.length === 0) return;
    const values = (rows: readonly string[][]) =>
      joinSql(
        rows.map(
          (row) =>
            sql`(${joinSql(
              row.map((v) => sql`${v}`),
              ', ',
            )})`,
        ),
        ', ',
      );
    await w.run(sql`DELETE FROM account_alias`);
    if (wanted.size > 0) await w.run(sql`INSERT INTO account_alias VALUES ${values([...wanted])}`);
    await w.run(
      sql`CREATE OR REPLACE TEMP TABLE touched_accounts AS SELECT DISTINCT account_id FROM (VALUES ${values(touched.map((id) => [id]))}) t (account_id)`,
    );
    await w.run(
      sql`CREATE OR REPLACE TEMP TABLE touched_posts AS SELECT DISTINCT post_id FROM post WHERE account_id IN (SELECT account_id FROM touched_accounts)`,
    );
    await rebuildCards(w);
  });
}

/** Keeps the decision, then shows both as one. `accountId` and `canonicalId` must be shown ids. */
export async function recordJoin(
  store: Store,
  accountId: string,
  canonicalId: string,
  evidence: readonly DuplicateEvidence[],
  who: string,
): Promise<Join> {
  const row = {
    join_id: newId(),
    account_id: accountId,
    canonical_id: canonicalId,
    evidence: JSON.stringify(evidence),
    joined_by: who,
    joined_at: new Date().toISOString(),
    undone_by: null,
    undone_at: null,
    undone_reason: null,
  };
  await store.state.db.insertInto('account_join').values(row).execute();
  await audit(store.state, {
    who,
    act: 'accounts-joined',
    subjectKind: 'account',
    subjectId: canonicalId,
    detail: { joinId: row.join_id, accountId, evidence },
  });
  await applyJoins(store);
  return joinOf(row);
}

/** Undoes a join named by its id, or by the account id that is shown as another since. The record stays. */
export async function unjoin(store: Store, id: string, reason: string, who: string): Promise<Join> {
  const row = await store.state.db
    .selectFrom('account_join')
    .selectAll()
    .where((e) =>
      e.or([e('join_id', '=', id), e.and([e('account_id', '=', id), e('undone_at', 'is', null)])]),
    )
    .executeTakeFirst();
  if (!row)
    throw missing(
      'no-join',
      `There is no join ${id}.`,
      'Name the join, or the account that is shown as another.',
    );
  if (row.undone_at) return joinOf(row);
  if (reason.trim() === '')
    throw usage('no-reason', 'Undoing a join needs a reason.', 'Say why they are two accounts.');
  const undone = { undone_by: who, undone_at: new Date().toISOString(), undone_reason: reason };
  await store.state.db.updateTable('account_join').set(undone).where('join_id', '=', row.join_id).execute();
  await audit(store.state, {
    who,
    act: 'join-undone',
    subjectKind: 'account',
    subjectId: row.canonical_id,
    detail: { joinId: row.join_id, accountId: row.account_id, reason },
  });
  await applyJoins(store);
  return joinOf({ ...row, ...undone });
}
