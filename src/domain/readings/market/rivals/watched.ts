/** Which brands the workspace watches: one JSON value in the state store. */
import type { Store } from '#store/open-store.ts';
import { audit } from '#store/state/audit.ts';
import { type WatchedBrands, watchedBrandsSchema } from './schema.ts';

const NAME = 'watched_brands';

export async function watchedBrands(store: Store): Promise<WatchedBrands> {
  const row = await store.state.db
    .selectFrom('setting')
    .select('value')
    .where('name', '=', NAME)
    .executeTakeFirst();
  return row ? watchedBrandsSchema.parse(JSON.parse(row.value)) : { own: null, rivals: [] };
}

export async function watchBrands(store: Store, brands: WatchedBrands, who: string): Promise<WatchedBrands> {
  const value = JSON.stringify(brands);
  await store.state.db
    .insertInto('setting')
    .values({ name: NAME, value })
    .onConflict((c) => c.column('name').doUpdateSet({ value }))
    .execute();
  await audit(store.state, {
    who,
    act: 'brands-watched',
    subjectKind: 'setting',
    subjectId: NAME,
    detail: { ...brands },
  });
  return brands;
}
