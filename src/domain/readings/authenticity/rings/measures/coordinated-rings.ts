/**
 * Which groups of accounts act together more than their activity explains?
 * Method: pairs of co-engagement.ts whose tail under degree-null.ts is at most `pairCut`; a ring is a Louvain community
 *   of those pairs. Its p is (1 + k) / (1 + R): in R shuffles of accounts over the acts of each
 *   stratum, k had a connected group with at least as many such pairs. A shuffle is the limit of many swaps of two
 *   acts, so every account keeps its number of acts and every object its acts and moments.
 * Source: Tumminello et al. 2011; Blondel et al. 2008; Davison & Hinkley 1997, ch. 4 (Monte Carlo p).
 * Differs: p is of the largest group of a whole shuffled library, so it needs no correction for the number of rings.
 * Limits: people who are told of a post at the same moment (a notification, a live call) act together too.
 * Verified: planted pods and shuffled sets (coordinated-rings.test.ts), bench/coordination.ts.
 */
import { rng } from '#basis/rng.ts';
import { communitiesOf } from '#numerics/graph/communities.ts';
import { componentsOf } from '#numerics/graph/components.ts';
import { PairTable } from '#numerics/graph/pair-table.ts';
import {
  type ActOrder,
  type Acts,
  type CoEngagement,
  type CoEngagementOptions,
  closePairCount,
  coEngagementOf,
  eachClosePair,
  orderActs,
} from './co-engagement.ts';
import { DegreeNull, type TestedPairs } from './degree-null.ts';

export interface CoordinationOptions extends CoEngagementOptions {
  /** Pairs may be part of a ring up to this tail probability; the ring's own p accounts for their number. */
  pairCut?: number;
  /** False-discovery share at which a single pair is marked as validated. */
  falseShare?: number;
  minMembers?: number;
  /** Elementary steps to spend on shuffles; decides how many there are, between 19 and 999. */
  nullSteps?: number;
  seed?: string;
}

export interface CoordinatedRing {
  members: number[];
  /** Places in `pairs`. */
  edges: number[];
  p: number;
}

export interface Coordination extends Omit<CoEngagement, 'pairs'> {
  /** All pairs with at least `minObjects`. */
  found: CoEngagement['pairs'];
  /** Those with a tail of at most `pairCut`. */
  pairs: TestedPairs;
  /** Communities of `pairs` of at least `minMembers`, likely or not. */
  rings: CoordinatedRing[];
  /** Shuffles behind the p values. */
  nullCount: number;
}

const PAIR_CUT = 0.01;
const FALSE_SHARE = 0.01;
const NULL_STEPS = 5_000_000;

export function coordination(acts: Acts, options: CoordinationOptions): Coordination {
  const {
    pairCut = PAIR_CUT,
    falseShare = FALSE_SHARE,
    minMembers = 3,
    nullSteps = NULL_STEPS,
    seed = 'coordination',
  } = options;
  const ordered = orderActs(acts);
  const { pairs: found, ...counted } = coEngagementOf(acts, ordered, options);
  const places = meetingPlaces(
    acts,
    ordered,
    options.windowSeconds,
    new Set(counted.leftOut.map((o) => o.object)),
  );
  const degrees = new DegreeNull(places.actor, places.stratum, ordered.actorCount, places.meetings);
  const pairs = degrees.test(found, pairCut, falseShare);
  const communities = communitiesOf({ a: pairs.a, b: pairs.b, weight: pairs.count }, seed);
  const of = new Map(communities.flatMap((members, c) => members.map((m) => [m, c] as const)));
  const edges = communities.map((): number[] => []);
  for (let i = 0; i < pairs.a.length; i++) {
    const c = of.get(pairs.a[i] as number) as number;
    if (of.get(pairs.b[i] as number) === c) edges[c]?.push(i);
  }
  const rings = communities
    .map((members, c) => ({ members, edges: edges[c] as number[] }))
    .filter((ring) => ring.members.length >= minMembers);
  const steps = places.slotAct.length + places.close.length;
  const nullCount =
    rings.length === 0 ? 0 : Math.max(19, Math.min(999, Math.floor(nullSteps / Math.max(1, steps))));
  const largest = shuffledGroups(places, degrees, pairCut, options.minObjects, nullCount, seed);
  return {
    ...counted,
    found,
    pairs,
    nullCount,
    rings: rings.map((ring) => ({
      ...ring,
      p: (1 + largest.filter((size) => size >= ring.edges.length).length) / (1 + nullCount),
    })),
  };
}

/** The acts of objects that were not left out, and which of them lie within the window of another. */
interface Places {
  actor: Int32Array;
  stratum: Int32Array;
  /** Close pairs of every stratum. */
  meetings: Float64Array;
  /** Acts that are close to another: places in `actor`, one after another by stratum. */
  slotAct: Int32Array;
  /** Close pairs as places in `slotAct`, two by two, by object. */
  close: Int32Array;
  objectOfClose: Int32Array;
}

function meetingPlaces(acts: Acts, ordered: ActOrder, windowSeconds: number, without: Set<number>): Places {
  let strata = 1;
  for (const s of acts.stratumOf ?? []) strata = Math.max(strata, s + 1);
  const meetings = new Float64Array(strata);
  const stratumOf = (object: number): number => acts.stratumOf?.[object] ?? 0;
  let total = 0;
  let kept = 0;
  for (let o = 0; o < ordered.objectCount; o++) {
    if (without.has(o)) continue;
    const count = closePairCount(acts, ordered, o, windowSeconds);
    meetings[stratumOf(o)]! += count;
    total += count;
    kept += (ordered.start[o + 1] as number) - (ordered.start[o] as number);
  }
  const actor = new Int32Array(kept);
  const stratum = new Int32Array(kept);
  const close = new Int32Array(total * 2);
  const objectOfClose = new Int32Array(total);
  const slotOf = new Int32Array(acts.actor.length).fill(-1);
  const slotAct: number[] = [];
  const actOf = new Int32Array(acts.actor.length);
  let at = 0;
  let pair = 0;
  const slot = (act: number): number => {
    if (slotOf[act] === -1) slotOf[act] = slotAct.push(actOf[act] as number) - 1;
    return slotOf[act] as number;
  };
  for (let o = 0; o < ordered.objectCount; o++) {
    if (without.has(o)) continue;
    for (let i = ordered.start[o] as number; i < (ordered.start[o + 1] as number); i++) {
      const act = ordered.order[i] as number;
      actOf[act] = at;
      actor[at] = acts.actor[act] as number;
      stratum[at++] = stratumOf(o);
    }
    eachClosePair(acts, ordered, o, windowSeconds, (i, j) => {
      objectOfClose[pair] = o;
      close[pair * 2] = slot(i);
      close[pair++ * 2 + 1] = slot(j);
    });
  }
  return { actor, stratum, meetings, slotAct: Int32Array.from(slotAct), close, objectOfClose };
}

/** Pairs in the largest connected group of pairs beyond the cut, for each shuffle. */
function shuffledGroups(
  { actor, stratum, meetings, slotAct, close, objectOfClose }: Places,
  degrees: DegreeNull,
  cut: number,
  minObjects: number,
  rounds: number,
  seed: string,
): number[] {
  if (rounds === 0) return [];
  const random = rng(`${seed}/null`);
  // Accounts of the acts by stratum: a draw without replacement is a partial Fisher–Yates shuffle of its part.
  const from = new Int32Array(meetings.length + 1);
  for (const s of stratum) from[s + 1]!++;
  for (let s = 0; s < meetings.length; s++) from[s + 1]! += from[s] as number;
  const next = from.slice();
  const urn = new Int32Array(actor.length);
  for (let i = 0; i < actor.length; i++) urn[next[stratum[i] as number]!++] = actor[i] as number;
  const drawn = new Int32Array(slotAct.length);
  const table = new PairTable(1024);
  const actsOf = new Int32Array(actor.reduce((most, a) => Math.max(most, a + 1), 0));
  const largest: number[] = [];
  for (let round = 0; round < rounds; round++) {
    next.set(from);
    actsOf.fill(0);
    for (let i = 0; i < slotAct.length; i++) {
      const s = stratum[slotAct[i] as number] as number;
      const place = next[s]!++;
      const other = place + Math.floor(random.next() * ((from[s + 1] as number) - place));
      const account = urn[other] as number;
      urn[other] = urn[place] as number;
      urn[place] = account;
      drawn[i] = account;
      actsOf[account]!++;
    }
    table.clear();
    for (let i = 0; i < objectOfClose.length; i++) {
      const a = drawn[close[i * 2] as number] as number;
      const b = drawn[close[i * 2 + 1] as number] as number;
      // Who was dealt fewer places than objects are asked can be in no pair.
      if (a === b || (actsOf[a] as number) < minObjects || (actsOf[b] as number) < minObjects) continue;
      table.add(a, b, objectOfClose[i] as number);
    }
    largest.push(largestGroup(table, degrees, cut, minObjects));
  }
  return largest;
}

function largestGroup(table: PairTable, degrees: DegreeNull, cut: number, minObjects: number): number {
  const { a, b, count } = table.pairs(minObjects);
  const kept: number[] = [];
  for (let i = 0; i < a.length; i++)
    if (degrees.tail(a[i] as number, b[i] as number, count[i] as number) <= cut) kept.push(i);
  if (kept.length === 0) return 0;
  const ids = new Map<number, number>();
  const idOf = (account: number): number => {
    const known = ids.get(account);
    if (known !== undefined) return known;
    ids.set(account, ids.size);
    return ids.size - 1;
  };
  const ends = kept.map((i) => [idOf(a[i] as number), idOf(b[i] as number)] as const);
  const { of, count: groups } = componentsOf(
    ids.size,
    ends.map(([x]) => x),
    ends.map(([, y]) => y),
  );
  const edges = new Int32Array(groups);
  for (const [x] of ends) edges[of[x] as number]!++;
  return edges.reduce((most, n) => Math.max(most, n), 0);
}
