/**
 * Person and account are different things. Linking is a human act with its evidence listed; undoing keeps the
 * record. A machine never links, and an equal nickname alone is refused as evidence.
 */
import { missing, usage } from '#basis/error.ts';
import { newId } from '#basis/id.ts';
import type { Store } from '#store/open-store.ts';
import { audit } from '#store/state/audit.ts';
import type { StateTables } from '#store/state/state-tables.ts';
import { canonicalOf, idsOf } from './joins.ts';

export interface EvidenceItem {
  kind: string;
  text: string;
}
export interface Link {
  linkId: string;
  personId: string;
  accountId: string;
  evidence: EvidenceItem[];
  linkedBy: string;
  linkedAt: string;
  undoneAt: string | null;
  undoneReason: string | null;
}

const linkOf = (r: StateTables['person_link']): Link => ({
  linkId: r.link_id,
  personId: r.person_id,
  accountId: r.account_id,
  evidence: JSON.parse(r.evidence) as EvidenceItem[],
  linkedBy: r.linked_by,
  linkedAt: r.linked_at,
  undoneAt: r.undone_at,
  undoneReason: r.undone_reason,
});

/** Kinds of evidence that do not identify anybody by themselves. */
const WEAK = new Set(['same_name', 'nickname', 'same-name']);

const activePerson = async (store: Store, accountId: string): Promise<string | null> =>
  (
    await store.state.db
      .selectFrom('person_link')
      .select('person_id')
      .where('account_id', 'in', await idsOf(store, accountId))
      .where('undone_at', 'is', null)
      .executeTakeFirst()
  )?.person_id ?? null;

export async function linkAccounts(
  store: Store,
  accountIds: readonly string[],
  evidence: readonly EvidenceItem[],
  who: string,
): Promise<Link[]> {
  const distinct = [...new Set(await Promise.all(accountIds.map((id) => canonicalOf(store, id))))];
  if (distinct.length < 2)
    throw usage('link-two', 'A link needs two different accounts.', 'Name both accounts.');
  if (!evidence.some((e) => e.text.trim() !== '' && !WEAK.has(e.kind)))
    throw usage(
      'weak-evidence',
      'An equal nickname alone does not show that two accounts are one person.',
      'Add evidence of another kind: a cross-link in a profile, a contract, the creator’s own word.',
    );
  const persons = [
    ...new Set((await Promise.all(distinct.map((id) => activePerson(store, id)))).filter((p) => p !== null)),
  ];
  if (persons.length > 1)
    throw usage(
      'two-people',
      'These accounts are linked to two different people already.',
      'Undo one of the links first.',
    );
  const personId = persons[0] ?? `person-${newId()}`;
  const made: Link[] = [];
  for (const accountId of distinct) {
    if ((await activePerson(store, accountId)) === personId) continue;
    const row = {
      link_id: newId(),
      person_id: personId,
      account_id: accountId,
      evidence: JSON.stringify(evidence),
      linked_by: who,
      linked_at: new Date().toISOString(),
      undone_by: null,
      undone_at: null,
      undone_reason: null,
    };
    await store.state.db.insertInto('person_link').values(row).execute();
    await audit(store.state, {
      who,
      act: 'accounts-linked',
      subjectKind: 'account',
      subjectId: accountId,
      detail: { personId, evidence },
    });
    made.push(linkOf(row));
  }
  return made;
}

export async function undoLink(store: Store, linkId: string, reason: string, who: string): Promise<Link> {
  const row = await store.state.db
    .selectFrom('person_link')
    .selectAll()
    .where('link_id', '=', linkId)
    .executeTakeFirst();
  if (!row) throw missing('no-link', `There is no link ${linkId}.`);
  if (row.undone_at) return linkOf(row);
  const undone = { undone_by: who, undone_at: new Date().toISOString(), undone_reason: reason };
  await store.state.db.updateTable('person_link').set(undone).where('link_id', '=', linkId).execute();
  await audit(store.state, {
    who,
    act: 'link-undone',
    subjectKind: 'account',
    subjectId: row.account_id,
    detail: { linkId, reason },
  });
  return linkOf({ ...row, ...undone });
}

/** All links of an account known by these ids, undone ones too, and the accounts of the same person today. */
export async function linksOf(
  store: Store,
  ids: readonly string[],
): Promise<{ links: Link[]; together: string[] }> {
  const rows = await store.state.db
    .selectFrom('person_link')
    .selectAll()
    .where('account_id', 'in', ids)
    .orderBy('linked_at', 'desc')
    .execute();
  const personId = rows.find((r) => r.undone_at === null)?.person_id;
  const others = personId
    ? await store.state.db
        .selectFrom('person_link')
        .select('account_id')
        .where('person_id', '=', personId)
        .where('undone_at', 'is', null)
        .where('account_id', 'not in', ids)
        .execute()
    : [];
  return { links: rows.map(linkOf), together: others.map((o) => o.account_id) };
}
