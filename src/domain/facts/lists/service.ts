/** Lists and saved filters: what a person keeps of the library. */
import { missing, usage } from '#basis/error.ts';
import { newId } from '#basis/id.ts';
import { idsOf, shownAs } from '#domain/facts/people/joins.ts';
import type { Store } from '#store/open-store.ts';
import { audit } from '#store/state/audit.ts';

export interface ListRow {
  listId: string;
  name: string;
  note: string;
  size: number;
  createdAt: string;
}

export async function lists({ state }: Store): Promise<ListRow[]> {
  const rows = await state.db
    .selectFrom('list')
    .leftJoin('list_member', 'list_member.list_id', 'list.list_id')
    .select([
      'list.list_id as listId',
      'list.name as name',
      'list.note as note',
      'list.created_at as createdAt',
    ])
    .select((e) => e.fn.count<number>('list_member.account_id').as('size'))
    .groupBy(['list.list_id', 'list.name', 'list.note', 'list.created_at'])
    .orderBy('list.name')
    .execute();
  return rows;
}

export async function createList(store: Store, name: string, note: string): Promise<ListRow> {
  const taken = await store.state.db
    .selectFrom('list')
    .select('list_id')
    .where('name', '=', name)
    .executeTakeFirst();
  if (taken) throw usage('list-exists', `There is a list named “${name}” already.`, 'Choose another name.');
  const row = { list_id: newId(), name, note, created_at: new Date().toISOString() };
  await store.state.db.insertInto('list').values(row).execute();
  await audit(store.state, {
    who: 'user',
    act: 'list-created',
    subjectKind: 'list',
    subjectId: row.list_id,
    detail: { name },
  });
  return { listId: row.list_id, name, note, size: 0, createdAt: row.created_at };
}

async function existing(store: Store, listId: string): Promise<{ list_id: string; name: string }> {
  const row = await store.state.db
    .selectFrom('list')
    .select(['list_id', 'name'])
    .where((e) => e.or([e('list_id', '=', listId), e('name', '=', listId)]))
    .executeTakeFirst();
  if (!row) throw missing('no-list', `There is no list “${listId}”.`, 'See `touchstone library lists`.');
  return row;
}

export async function changeMembers(
  store: Store,
  listId: string,
  add: readonly string[],
  remove: readonly string[],
): Promise<number> {
  const { list_id } = await existing(store, listId);
  const added_at = new Date().toISOString();
  for (const account_id of add)
    await store.state.db
      .insertInto('list_member')
      .values({ list_id, account_id, added_at })
      .onConflict((c) => c.doNothing())
      .execute();
  if (remove.length > 0)
    await store.state.db
      .deleteFrom('list_member')
      .where('list_id', '=', list_id)
      .where('account_id', 'in', (await Promise.all(remove.map((id) => idsOf(store, id)))).flat())
      .execute();
  await audit(store.state, {
    who: 'user',
    act: 'list-changed',
    subjectKind: 'list',
    subjectId: list_id,
    detail: { add, remove },
  });
  return (await membersOf(store, list_id)).length;
}

/** Members of a list named by id or name, each under the id it is shown as. */
export async function membersOf(store: Store, listId: string): Promise<string[]> {
  const { list_id } = await existing(store, listId);
  const rows = await store.state.db
    .selectFrom('list_member')
    .select('account_id')
    .where('list_id', '=', list_id)
    .execute();
  const shown = await shownAs(store);
  return [...new Set(rows.map((r) => shown.get(r.account_id) ?? r.account_id))];
}

export async function listsHolding(
  store: Store,
  /** All ids of the account. */
  ids: readonly string[],
): Promise<{ listId: string; name: string }[]> {
  return store.state.db
    .selectFrom('list_member')
    .innerJoin('list', 'list.list_id', 'list_member.list_id')
    .select(['list.list_id as listId', 'list.name as name'])
    .where('account_id', 'in', ids)
    .distinct()
    .orderBy('list.name')
    .execute();
}

export async function deleteList(store: Store, listId: string): Promise<void> {
  const { list_id, name } = await existing(store, listId);
  await store.state.db.deleteFrom('list_member').where('list_id', '=', list_id).execute();
  await store.state.db.deleteFrom('list').where('list_id', '=', list_id).execute();
  await audit(store.state, {
    who: 'user',
    act: 'list-deleted',
    subjectKind: 'list',
    subjectId: list_id,
    detail: { name },
  });
}

export interface FilterRow {
  filterId: string;
  name: string;
  filter: unknown;
  createdAt: string;
}

export async function savedFilters({ state }: Store): Promise<FilterRow[]> {
  const rows = await state.db.selectFrom('saved_filter').selectAll().orderBy('name').execute();
  return rows.map((r) => ({
    filterId: r.filter_id,
    name: r.name,
    filter: JSON.parse(r.filter) as unknown,
    createdAt: r.created_at,
  }));
}

/** Saves a filter; the same name replaces the earlier one. */
export async function saveFilter({ state }: Store, name: string, filter: unknown): Promise<FilterRow> {
  const row = {
    filter_id: newId(),
    name,
    filter: JSON.stringify(filter),
    created_at: new Date().toISOString(),
  };
  await state.db
    .insertInto('saved_filter')
    .values(row)
    .onConflict((c) => c.column('name').doUpdateSet({ ...row }))
    .execute();
  return { filterId: row.filter_id, name, filter, createdAt: row.created_at };
}

export const deleteFilter = async ({ state }: Store, filterId: string): Promise<void> => {
  await state.db.deleteFrom('saved_filter').where('filter_id', '=', filterId).execute();
};
