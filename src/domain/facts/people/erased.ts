/** People who asked to be erased, as digests of their keys: nothing of theirs may come in again. */
import type { Store } from '#store/open-store.ts';
import { tombstoneOf } from './tombstone.ts';

/** All tombstones, for readers of files. */
export async function tombstones({ state }: Store): Promise<string[]> {
  const rows = await state.db.selectFrom('erased_person').select('tombstone').execute();
  return rows.map((r) => r.tombstone);
}

/** The keys among these whose people were not erased. */
export async function notErased(store: Store, keys: readonly string[]): Promise<string[]> {
  const gone = new Set(await tombstones(store));
  return gone.size === 0 ? [...keys] : keys.filter((key) => !gone.has(tombstoneOf(store.actorKey, key)));
}
