/** Overlaps of accounts: exact while the people in hand can be sorted, from stored sketches above that. */
import { missing, refused } from '#basis/error.ts';
import { libraryAsOf } from '#domain/facts/library/queries.ts';
import { membersOf } from '#domain/facts/lists/service.ts';
import { shownAs } from '#domain/facts/people/joins.ts';
import type { Store } from '#store/open-store.ts';
import { frechetOverlap, type Split } from '../measures/frechet-overlap.ts';
import { type ListInHand, listOverlap, type PairEstimate } from '../measures/list-overlap.ts';
import { type Keys, type PersonTally, personTally } from '../measures/person-tally.ts';
import { overlapInTally } from '../measures/sketch-overlap.ts';
import type { OverlapReport, OverlapRequest, PairOverlap } from '../schema.ts';
import { audiencesInHand, followerSplits, hashesInOrder, peopleInOrder, sketchesInHand } from './queries.ts';
import { refreshSketches, SKETCH_ENTRIES } from './sketches.ts';
import { together } from './together.ts';
import { CAVEATS, DENOMINATORS, refusal } from './words.ts';

/** Rows of people up to which `auto` counts exactly: about half a minute of sorting. */
const MOST_EXACT_ROWS = 50_000_000;
/** Pairs whose figures travel; a longer list is refused rather than cut. */
const MOST_PAIRS = 500_000;

interface InHand extends ListInHand {
  accountId: string;
  name: string | null;
  platform: string;
  theta: bigint | null;
}

/** Shown ids of the accounts and the list's, each once, in order of id. */
export async function accountsAsked(
  store: Store,
  request: { accountIds: readonly string[]; list?: string | undefined },
): Promise<string[]> {
  const shown = await shownAs(store);
  const listed = request.list === undefined ? [] : await membersOf(store, request.list);
  const ids = [...request.accountIds.map((id) => shown.get(id) ?? id), ...listed];
  return [...new Set(ids)].sort();
}

/** Tallies a query's (key, place) columns. */
async function tallyOf(
  pieces: AsyncGenerator<Record<string, unknown>>,
  key: 'person' | 'hash',
  audienceCount: number,
  thetas: readonly (bigint | null)[] | null,
): Promise<PersonTally> {
  const tally = personTally(audienceCount, thetas);
  for await (const piece of pieces) tally.add(piece[key] as Keys, piece['place'] as Int32Array);
  return tally.done();
}

/** Counts of the people of some accounts, in order of id. */
export const tallyPeople = (
  store: Pick<Store, 'facts'>,
  asked: Parameters<typeof peopleInOrder.build>[0],
  count: number,
) => tallyOf(store.facts.columns(peopleInOrder, asked), 'person', count, null);

function pairEstimate(tally: PersonTally, accounts: readonly InHand[], i: number, j: number): PairEstimate {
  const [a, b] = [accounts[i] as InHand, accounts[j] as InHand];
  const n = accounts.length;
  const common = tally.both[i * n + j] as number;
  if (!tally.below) return listOverlap(a, b, common);
  return overlapInTally(
    tally,
    accounts.map((x) => x.people),
    accounts.map((x) => x.theta),
    i,
    j,
  );
}

type Splits = ReadonlyMap<string, readonly Split[]>;

async function splitsOf(store: Store, ids: readonly string[]): Promise<Splits> {
  const splits = new Map<string, Map<string, { shares: Map<string, number>; named: number }>>();
  for (const row of await store.facts.all(followerSplits, { ids })) {
    const share = row.high ?? row.share;
    if (share === null) continue;
    const ofAccount =
      splits.get(row.account_id) ?? new Map<string, { shares: Map<string, number>; named: number }>();
    const split = ofAccount.get(row.dimension) ?? { shares: new Map(), named: 0 };
    split.shares.set(row.segment, share);
    split.named += row.share ?? 0;
    splits.set(row.account_id, ofAccount.set(row.dimension, split));
  }
  return new Map(
    [...splits].map(([id, dimensions]) => [
      id,
      [...dimensions].map(([dimension, { shares, named }]) => ({
        dimension,
        shares,
        unnamed: Math.max(0, 1 - named),
      })),
    ]),
  );
}

/** Overlaps of some accounts, pair by pair and together. */
export async function overlapReport(store: Store, request: OverlapRequest): Promise<OverlapReport> {
  const started = performance.now();
  const ids = await accountsAsked(store, request);
  const { basis, ringFree } = request;
  const rows = await store.facts.all(audiencesInHand, { basis, ids, ringFree });
  const unknown = ids.find((id) => !rows.some((r) => r.account_id === id));
  if (unknown !== undefined)
    throw missing(
      'no-account',
      `There is no account ${unknown} in the library.`,
      'Search the library for its id.',
    );
  if ((rows.length * (rows.length - 1)) / 2 > MOST_PAIRS)
    throw refused(
      'too-many-pairs',
      `${rows.length} accounts make ${(rows.length * (rows.length - 1)) / 2} pairs; at most ${MOST_PAIRS} are shown.`,
      {},
      'Ask for fewer accounts.',
    );
  const whole = rows.every((r) => r.design === 'full');
  const rowCount = rows.reduce((n, r) => n + r.rows, 0);
  const wantsSketch =
    request.method === 'sketch' || (request.method === 'auto' && rowCount > MOST_EXACT_ROWS);
  if (request.method === 'sketch' && (ringFree || !whole))
    throw refused(
      'no-sketch',
      ringFree
        ? 'Sketches are of whole audiences; they cannot leave out ring members.'
        : 'Only whole audiences have sketches; one of the accounts has a sample or nobody.',
      {},
      'Ask for the exact method.',
    );
  const bySketch = wantsSketch && whole && !ringFree;
  const accounts: InHand[] = rows.map((r) => ({
    accountId: r.account_id,
    name: r.name,
    platform: r.platform,
    people: 0,
    design: r.design ?? 'unknown',
    size: basis === 'followers' ? r.follower_value : null,
    theta: null,
  }));
  const asked = { basis, ids, ringFree };
  let tally: PersonTally;
  if (bySketch) {
    await refreshSketches(store);
    const wanted = { basis, ids, entries: SKETCH_ENTRIES };
    const held = new Map((await store.facts.all(sketchesInHand, wanted)).map((s) => [s.account_id, s]));
    for (const account of accounts) {
      const sketch = held.get(account.accountId);
      account.people = sketch?.people ?? 0;
      account.theta = sketch?.theta == null ? null : BigInt(sketch.theta);
    }
    const thetas = accounts.map((a) => a.theta);
    tally = await tallyOf(store.facts.columns(hashesInOrder, wanted), 'hash', accounts.length, thetas);
  } else {
    tally = await tallyPeople(store, asked, accounts.length);
    for (const [i, account] of accounts.entries()) account.people = tally.sizes[i] as number;
  }
  const splits = whole ? new Map<string, Split[]>() : await splitsOf(store, ids);
  const pairs: PairOverlap[] = [];
  for (let i = 0; i < accounts.length; i++)
    for (let j = i + 1; j < accounts.length; j++) pairs.push(pairOf(tally, accounts, i, j, splits));
  const platforms = new Set(accounts.map((a) => a.platform));
  const asOf = (await store.facts.first(libraryAsOf, {}))?.seen_at ?? null;
  return {
    basis,
    method: bySketch ? 'sketch' : 'exact',
    sketchEntries: SKETCH_ENTRIES,
    ringFree,
    accounts: accounts.map(({ theta: _, size, ...a }) => ({
      ...a,
      stated: size,
      coverage: size ? a.people / size : null,
    })),
    pairs,
    together: together(tally, accounts),
    denominators: DENOMINATORS,
    caveats: [
      CAVEATS[basis],
      ...(bySketch ? [CAVEATS.sketch] : []),
      ...(platforms.size > 1 ? [CAVEATS.platforms] : []),
      ...(ringFree ? [CAVEATS.ringFree] : []),
    ],
    asOf,
    ms: performance.now() - started,
  };
}

function pairOf(
  tally: PersonTally,
  accounts: readonly InHand[],
  i: number,
  j: number,
  splits: Splits,
): PairOverlap {
  const [a, b] = [accounts[i] as InHand, accounts[j] as InHand];
  const names = { a: a.accountId, b: b.accountId };
  if (a.platform !== b.platform) return { ...names, ...refusal('different_platforms', a, b), bounds: null };
  const found = pairEstimate(tally, accounts, i, j);
  if (found.state === 'ok') return { ...names, ...found };
  return {
    ...names,
    ...refusal(found.why, a, b),
    bounds:
      a.size === null || b.size === null
        ? null
        : {
            ...frechetOverlap(a.size, b.size, null, splits.get(a.accountId), splits.get(b.accountId)),
            unit: 'people',
          },
  };
}
