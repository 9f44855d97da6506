/**
 * The figures of all accounts in memory, kept with the store they were read from. After an import only the accounts it
 * touched are read again; an undone import, a join or another question reads everything.
 */
import { digestOf } from '#basis/id.ts';
import { PLATFORM_IDS } from '#basis/platform.ts';
import type { FactStore } from '#store/facts/fact-store.ts';
import {
  accountIdsInOrder,
  indicatorColumns,
  indicatorRows,
  type Loaded,
  libraryState,
  valueColumns,
} from './indicator-queries.ts';
import type { Accounts, PeerTable } from './measures/peer-percentile.ts';
import { peerTable } from './measures/peer-percentile.ts';
import type { LibraryScores } from './measures/value-score.ts';
import type { PeerTiers } from './schema.ts';

/** Columns of which less is better. */
const LESS_IS_BETTER: ReadonlySet<string> = new Set(['cost_per_engagement']);

export interface ValueBase {
  accounts: Accounts;
  ids: string[];
  placeOf: Map<string, number>;
  peers: PeerTable;
  /** Scores by question, until the facts change. */
  scores: Map<string, LibraryScores>;
  /** How the base came to be: everything was read, or so many accounts again. */
  loaded: 'all' | number;
}
interface Held extends ValueBase {
  revision: number;
  question: string;
  lastSource: number;
  /** Sources up to the last one and when the newest of them came: both change when an import is undone. */
  sources: string;
  joins: string | null;
  readings: number;
  computedAt: string | null;
}
type Question = Pick<Loaded, 'windowDays' | 'leastPosts' | 'readings'> & {
  leastPeers: number;
  /** Cut-offs over the library's own bands, which stay in `accounts.tier` where there are none. */
  tiers: PeerTiers | null;
};

const held = new WeakMap<FactStore, { base: Held | null; turn: Promise<unknown> }>();
const ALWAYS = '1970-01-01T00:00:00Z';
const NEVER = '9999-01-01T00:00:00Z';

/** The base of the library as it is now. */
export function valueBase(facts: FactStore, question: Question): Promise<ValueBase> {
  const slot = held.get(facts) ?? { base: null, turn: Promise.resolve() };
  held.set(facts, slot);
  const turn = slot.turn.then(async () => (slot.base = await current(facts, question, slot.base)));
  slot.turn = turn.catch(() => {});
  return turn;
}

const heldSources = (row: { sources: number; imported_at: string | null }): string =>
  `${row.sources} ${row.imported_at}`;

async function current(facts: FactStore, q: Question, before: Held | null): Promise<Held> {
  const question = digestOf([q.windowDays, q.leastPosts, q.leastPeers, q.readings, q.tiers]);
  for (let tries = 0; ; tries++) {
    const revision = facts.revision();
    if (before && before.revision === revision && before.question === question) return before;
    const now = await facts.first(libraryState, { upTo: before?.lastSource ?? 0 });
    const state = {
      revision,
      question,
      lastSource: now?.last_source ?? 0,
      joins: now?.joins ?? null,
      readings: now?.readings ?? 0,
      computedAt: now?.computed_at ?? null,
    };
    const grown =
      before !== null &&
      before.question === question &&
      now !== null &&
      before.sources === heldSources(now) &&
      before.joins === state.joins &&
      before.readings <= state.readings;
    const made =
      grown && before ? await again(facts, q, before, state.readings > before.readings) : await all(facts, q);
    const whole = made.ids.length === (now?.accounts ?? 0);
    if ((facts.revision() === revision && whole) || tries > 3) {
      const first = await facts.first(libraryState, { upTo: state.lastSource });
      return { ...made, ...state, sources: first ? heldSources(first) : '' };
    }
    before = null;
  }
}

/** Tiers by the cut-offs given; a platform without any keeps its bands. */
function tiersBy(accounts: Accounts, tiers: PeerTiers): Int32Array {
  const floors = PLATFORM_IDS.map((p) => tiers.platforms[p]?.map((band) => band.from) ?? null);
  const followers = accounts.columns['followers'];
  return accounts.tier.map((band, i) => {
    const own = floors[accounts.platform[i] as number];
    const count = followers?.[i] ?? Number.NaN;
    return own ? (Number.isNaN(count) ? -1 : own.findLastIndex((from) => count >= from)) : band;
  });
}

const finish = (
  accounts: Accounts,
  ids: string[],
  placeOf: Map<string, number>,
  q: Question,
  loaded: 'all' | number,
): ValueBase => ({
  accounts,
  ids,
  placeOf,
  peers: peerTable(
    q.tiers ? { ...accounts, tier: tiersBy(accounts, q.tiers) } : accounts,
    q.leastPeers,
    LESS_IS_BETTER,
  ),
  scores: new Map(),
  loaded,
});

async function all(facts: FactStore, q: Question): Promise<ValueBase> {
  const ids = (await facts.rows(accountIdsInOrder.build({}))).map((row) => row['account_id'] as string);
  const names = valueColumns(q.readings);
  const columns = Object.fromEntries(
    names.map((name) => [name, new Float64Array(ids.length).fill(Number.NaN)]),
  );
  const platform = new Int32Array(ids.length);
  const tier = new Int32Array(ids.length).fill(-1);
  let at = 0;
  for await (const piece of facts.columns(indicatorColumns, { ...q, after: null })) {
    const count = piece['tier_place']?.length ?? 0;
    if (at + count > ids.length) break;
    platform.set(piece['platform_place'] as Int32Array, at);
    tier.set(piece['tier_place'] as Int32Array, at);
    for (const name of names) columns[name]?.set(piece[name] as Float64Array, at);
    at += count;
  }
  return finish(
    { count: ids.length, platform, tier, columns },
    ids,
    new Map(ids.map((id, i) => [id, i])),
    q,
    'all',
  );
}

/** Reads the touched accounts again and puts them in their places; new ones come at the end. */
async function again(facts: FactStore, q: Question, before: Held, newReadings: boolean): Promise<ValueBase> {
  const after = {
    sourceId: before.lastSource,
    computedAt: newReadings ? (before.computedAt ?? ALWAYS) : NEVER,
  };
  const rows = await facts.rows(indicatorRows.build({ ...q, after }));
  const more = rows.some((row) => !before.placeOf.has(row['account_id'] as string));
  const ids = more ? [...before.ids] : before.ids;
  const placeOf = more ? new Map(before.placeOf) : before.placeOf;
  for (const row of rows) {
    const id = row['account_id'] as string;
    if (!placeOf.has(id)) placeOf.set(id, ids.push(id) - 1);
  }
  const longer = <T extends Int32Array | Float64Array>(list: T, made: T): T => {
    made.set(list);
    return made;
  };
  const platform = longer(before.accounts.platform, new Int32Array(ids.length));
  const tier = longer(before.accounts.tier, new Int32Array(ids.length));
  const columns = Object.fromEntries(
    Object.entries(before.accounts.columns).map(([name, list]) => [
      name,
      longer(list, new Float64Array(ids.length)),
    ]),
  );
  for (const row of rows) {
    const place = placeOf.get(row['account_id'] as string) as number;
    platform[place] = row['platform_place'] as number;
    tier[place] = row['tier_place'] as number;
    for (const [name, list] of Object.entries(columns)) {
      const cell = row[name];
      list[place] = typeof cell === 'number' ? cell : Number.NaN;
    }
  }
  return finish({ count: ids.length, platform, tier, columns }, ids, placeOf, q, rows.length);
}
