/** The workspace's map and weights: two JSON values in the state store, over what is shipped. */
import { refused, usage } from '#basis/error.ts';
import type { Store } from '#store/open-store.ts';
import { DEFAULT_MAP, DEFAULT_WEIGHTS, PATH_MAPS } from './presets.ts';
import {
  type Goal,
  type PathMap,
  type PeerTiers,
  pathMapSchema,
  peerTiersSchema,
  type ValueSettings,
  type Weights,
  weighed,
  weightsSchema,
} from './schema.ts';

const NAMES = { map: 'value_map', weights: 'value_weights', tiers: 'value_tiers' } as const;
type Kind = keyof typeof NAMES;

const stored = async (store: Store, kind: Kind): Promise<unknown> => {
  const row = await store.state.db
    .selectFrom('setting')
    .select('value')
    .where('name', '=', NAMES[kind])
    .executeTakeFirst();
  return row ? (JSON.parse(row.value) as unknown) : null;
};

/** What is used now. Throws `refused` when a stored file does not fit this version. */
export async function valueSettings(store: Store): Promise<ValueSettings> {
  const [map, weights, tiers] = [
    await stored(store, 'map'),
    await stored(store, 'weights'),
    await stored(store, 'tiers'),
  ];
  const read = <T>(
    kind: Kind,
    text: unknown,
    schema: { safeParse(x: unknown): { data?: T } },
    shipped: T,
  ): T => {
    if (text === null) return shipped;
    const { data } = schema.safeParse(text);
    if (data === undefined)
      throw refused(
        'bad-value-file',
        `The stored ${kind} does not fit this version.`,
        {},
        `Send null to go back to what is shipped.`,
      );
    return data;
  };
  const used = read<PathMap>('map', map, pathMapSchema, DEFAULT_MAP);
  return {
    map: used,
    weights: read<Weights>('weights', weights, weightsSchema, DEFAULT_WEIGHTS),
    tiers: read<PeerTiers | null>('tiers', tiers, peerTiersSchema, null),
    maps: [...PATH_MAPS.filter((m) => m.map !== used.map), used],
    edited: { map: map !== null, weights: weights !== null },
  };
}

/** Stores a file over what is shipped; null goes back to it. */
export async function saveSetting(
  store: Store,
  kind: Kind,
  value: PathMap | Weights | PeerTiers | null,
): Promise<void> {
  await store.state.db.transaction().execute(async (change) => {
    await change.deleteFrom('setting').where('name', '=', NAMES[kind]).execute();
    if (value !== null)
      await change
        .insertInto('setting')
        .values({ name: NAMES[kind], value: JSON.stringify(value) })
        .execute();
  });
}

export function mapNamed(settings: ValueSettings, name: string | undefined): PathMap {
  if (name === undefined) return settings.map;
  const found = settings.maps.find((m) => m.map === name);
  if (!found)
    throw usage(
      'no-map',
      `There is no map ${name}.`,
      `There are ${settings.maps.map((m) => m.map).join(', ')}.`,
    );
  return found;
}

/** `known-brand` when nothing is said; `weigh` replaces its weights, and then it is the goal of nobody but the asker. */
export function goalNamed({ weights }: ValueSettings, name: string | undefined, weigh?: string): Goal {
  const own = weigh === undefined ? null : weighed(weigh);
  if (own)
    return {
      goal: 'custom',
      name: { en: 'Custom', zh: '自定义' },
      why: {
        en: `Weights of your own: path ${own.path.join(' : ')}; communication, fans, conversion ${Object.values(own.values).join(' : ')}.`,
        zh: `自定义权重：路径 ${own.path.join(' : ')}；传播、粉丝、转化 ${Object.values(own.values).join(' : ')}。`,
      },
      ...own,
    };
  const found =
    weights.goals.find((g) => g.goal === (name ?? 'known-brand')) ?? (name ? undefined : weights.goals[0]);
  if (!found)
    throw usage(
      'no-goal',
      `There is no goal ${name}.`,
      `There are ${weights.goals.map((g) => g.goal).join(', ')}.`,
    );
  return found;
}
