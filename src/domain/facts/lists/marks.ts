/** White, grey and black list. Marks are added, never changed; the newest mark of a person's accounts counts. */
import { newId } from '#basis/id.ts';
import { shownAs } from '#domain/facts/people/joins.ts';
import type { Store } from '#store/open-store.ts';
import { audit } from '#store/state/audit.ts';
import type { StateTables } from '#store/state/state-tables.ts';
import type { Colour, Mark } from './schema.ts';

const markOf = (r: StateTables['kol_mark']): Mark => ({
  markId: r.mark_id,
  accountId: r.account_id,
  colour: r.colour as Colour,
  reason: r.reason,
  markedBy: r.marked_by,
  markedAt: r.marked_at,
});

export async function addMark(
  store: Store,
  accountId: string,
  given: { colour: Colour; reason: string },
  who: string,
  at = new Date(),
): Promise<Mark> {
  const row = {
    mark_id: newId(),
    account_id: accountId,
    colour: given.colour,
    reason: given.reason,
    marked_by: who,
    marked_at: at.toISOString(),
  };
  await store.state.db.insertInto('kol_mark').values(row).execute();
  await audit(store.state, {
    who,
    act: 'kol-marked',
    subjectKind: 'account',
    subjectId: accountId,
    detail: given,
  });
  return markOf(row);
}

/** Every mark, newest first: of the named accounts, or all. */
export async function marksOf({ state }: Store, ids?: readonly string[]): Promise<Mark[]> {
  let query = state.db
    .selectFrom('kol_mark')
    .selectAll()
    .orderBy('marked_at', 'desc')
    .orderBy('mark_id', 'desc');
  if (ids) query = query.where('account_id', 'in', ids);
  return (await query.execute()).map(markOf);
}

/** The mark that counts today, by shown account: the newest of the account and of those linked to the same person. */
export async function currentMarks(store: Store): Promise<Map<string, Mark>> {
  const all = await marksOf(store);
  if (all.length === 0) return new Map();
  const shown = await shownAs(store);
  const shownId = (id: string) => shown.get(id) ?? id;
  const links = await store.state.db
    .selectFrom('person_link')
    .select(['person_id', 'account_id'])
    .where('undone_at', 'is', null)
    .execute();
  const personOf = new Map(links.map((l) => [shownId(l.account_id), l.person_id]));
  const together = new Map<string, string[]>();
  for (const [account, person] of personOf) together.set(person, [...(together.get(person) ?? []), account]);
  const current = new Map<string, Mark>();
  for (const mark of all) {
    const own = shownId(mark.accountId);
    const person = personOf.get(own);
    for (const id of person === undefined ? [own] : (together.get(person) ?? [own]))
      if (!current.has(id)) current.set(id, mark);
  }
  for (const [id, mark] of current) if (mark.colour === 'none') current.delete(id);
  return current;
}

/** Reasons of the accounts on the black list. */
export const blackList = async (store: Store): Promise<Map<string, string>> =>
  new Map(
    [...(await currentMarks(store))].flatMap(([id, mark]) =>
      mark.colour === 'black' ? [[id, mark.reason] as const] : [],
    ),
  );
