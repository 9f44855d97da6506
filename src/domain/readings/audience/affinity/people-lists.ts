/** Lists of people as keyed hashes, kept in the state store: survey members, buyers, club members. */
import { missing, usage } from '#basis/error.ts';
import { actorKey, newId } from '#basis/id.ts';
import { notErased } from '#domain/facts/people/erased.ts';
import type { Store } from '#store/open-store.ts';
import { audit } from '#store/state/audit.ts';
import type { PeopleList, PeopleListRequest } from '../schema.ts';

const CHUNK = 500;

export async function peopleLists({ state }: Store): Promise<PeopleList[]> {
  return state.db
    .selectFrom('people_list')
    .leftJoin('people_list_member', 'people_list_member.list_id', 'people_list.list_id')
    .select([
      'people_list.list_id as listId',
      'people_list.name as name',
      'people_list.created_at as createdAt',
    ])
    .select((e) => e.fn.count<number>('people_list_member.actor_key').as('people'))
    .groupBy(['people_list.list_id', 'people_list.name', 'people_list.created_at'])
    .orderBy('people_list.name')
    .execute();
}

/** Hashes the ids and keeps the hashes; a list of that name gets the people added. */
export async function addPeople(store: Store, request: PeopleListRequest): Promise<PeopleList> {
  const given =
    'keys' in request
      ? request.keys
      : request.ids.map((id) => actorKey(store.actorKey, request.platform, id));
  const keys = await notErased(store, [...new Set(given)]);
  const { db } = store.state;
  const known = await db
    .selectFrom('people_list')
    .select('list_id')
    .where('name', '=', request.name)
    .executeTakeFirst();
  const listId = known?.list_id ?? newId();
  await db.transaction().execute(async (change) => {
    if (!known)
      await change
        .insertInto('people_list')
        .values({ list_id: listId, name: request.name, created_at: new Date().toISOString() })
        .execute();
    for (let from = 0; from < keys.length; from += CHUNK)
      await change
        .insertInto('people_list_member')
        .values(keys.slice(from, from + CHUNK).map((key) => ({ list_id: listId, actor_key: key })))
        .onConflict((c) => c.columns(['list_id', 'actor_key']).doNothing())
        .execute();
  });
  await audit(store.state, {
    who: 'user',
    act: 'people-list-added',
    subjectKind: 'people-list',
    subjectId: listId,
    detail: { name: request.name, people: keys.length },
  });
  const made = (await peopleLists(store)).find((l) => l.listId === listId);
  if (!made) throw missing('no-people-list', `There is no list of people ${request.name}.`);
  return made;
}

export async function removePeopleList(store: Store, listId: string): Promise<void> {
  await store.state.db.transaction().execute(async (change) => {
    await change.deleteFrom('people_list_member').where('list_id', '=', listId).execute();
    await change.deleteFrom('people_list').where('list_id', '=', listId).execute();
  });
  await audit(store.state, {
    who: 'user',
    act: 'people-list-removed',
    subjectKind: 'people-list',
    subjectId: listId,
    detail: {},
  });
}

/** The hashes of a list, by id or name. */
export async function keysOfList({ state }: Store, named: string): Promise<string[]> {
  const list = await state.db
    .selectFrom('people_list')
    .select('list_id')
    .where((e) => e.or([e('list_id', '=', named), e('name', '=', named)]))
    .executeTakeFirst();
  if (!list)
    throw usage(
      'no-people-list',
      `There is no list of people ${named}.`,
      'See the lists with `touchstone members`.',
    );
  const rows = await state.db
    .selectFrom('people_list_member')
    .select('actor_key')
    .where('list_id', '=', list.list_id)
    .orderBy('actor_key')
    .execute();
  return rows.map((r) => r.actor_key);
}
