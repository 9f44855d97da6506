/** Tier schemes of the user: tables of a vendor or an agency, kept by name beside those that are shipped. */
import { usage } from '#basis/error.ts';
import type { Store } from '#store/open-store.ts';
import { type TierScheme, tierSchemeSchema } from './schema.ts';
import { TIER_SCHEMES } from './schemes.ts';

const NAME = 'tier_schemes';
const MOST = 50;

export async function ownSchemes({ state }: Store): Promise<TierScheme[]> {
  const row = await state.db
    .selectFrom('setting')
    .select('value')
    .where('name', '=', NAME)
    .executeTakeFirst();
  return row ? (tierSchemeSchema.array().safeParse(JSON.parse(row.value)).data ?? []) : [];
}

async function write(store: Store, schemes: readonly TierScheme[]): Promise<void> {
  await store.state.db.transaction().execute(async (change) => {
    await change.deleteFrom('setting').where('name', '=', NAME).execute();
    await change
      .insertInto('setting')
      .values({ name: NAME, value: JSON.stringify(schemes) })
      .execute();
  });
}

/** Keeps a scheme under its name, over an earlier one of that name. */
export async function keepScheme(store: Store, scheme: TierScheme): Promise<void> {
  if (TIER_SCHEMES.some((s) => s.scheme === scheme.scheme))
    throw usage(
      'shipped-scheme',
      `${scheme.scheme} is the name of a shipped scheme.`,
      'Choose another name.',
    );
  const others = (await ownSchemes(store)).filter((s) => s.scheme !== scheme.scheme);
  await write(store, [scheme, ...others].slice(0, MOST));
}

export async function dropScheme(store: Store, name: string): Promise<void> {
  await write(
    store,
    (await ownSchemes(store)).filter((s) => s.scheme !== name),
  );
}

/** A scheme by name, shipped or own. */
export async function schemeNamed(store: Store, name: string): Promise<TierScheme> {
  const all = [...TIER_SCHEMES, ...(await ownSchemes(store))];
  const found = all.find((s) => s.scheme === name);
  if (!found)
    throw usage(
      'no-scheme',
      `There is no tier scheme ${name}.`,
      `There are ${all.map((s) => s.scheme).join(', ')}; or give a file.`,
    );
  return found;
}
