/**
 * Which creators engage with each other's posts in a circle, more than who is popular explains?
 * Method: a → b holds when a acted on at least `minObjects` posts of b; a pair is reciprocal when both hold. Rings are
 *   Louvain communities of reciprocal pairs, cut back to members with two partners or more. p = (1 + k) / (1 + R): in
 *   R random graphs with the same numbers of regulars in and out, k had a connected group of at least as many
 *   reciprocal pairs. Graphs come from swaps of targets (edges of creators with any edge of the same group).
 * Source: Weerasinghe et al. 2020 (Pod People, WWW); Garlaschelli & Loffredo 2004 (PRL 93) for reciprocity against
 *   degrees; Rao, Jana & Bandyopadhyay 1996 (Sankhyā A 58) for edge swaps.
 * Differs: the audience takes part in the swaps, so a closed circle is compared with all whom its members might have
 *   engaged. Two audience edges may come to coincide; edges of creators may not.
 * Limits: friends, a shared agency and one topic make circles as well. Without audience rows the null has little room
 *   and p stays large.
 * Verified: planted circles and popular creators without one (reciprocal-rings.test.ts), the demo's ring of 14.
 */
import { rng } from '#basis/rng.ts';
import { communitiesOf } from '#numerics/graph/communities.ts';
import { componentsOf } from '#numerics/graph/components.ts';

/** Who regularly engages with whom: one entry an ordered pair. Ids below `accountCount` are creators. */
export interface DirectedEdges {
  from: Int32Array;
  /** Always a creator. */
  to: Int32Array;
  /** Distinct posts of `to` that `from` acted on. */
  objects: Int32Array;
  accountCount: number;
  /** Per creator: swaps stay within a group (a platform). One group when absent. */
  groupOf?: Int32Array;
}

export interface ReciprocalOptions {
  minObjects?: number;
  minMembers?: number;
  /** Random graphs behind the p values. */
  nullCount?: number;
  seed?: string;
}

export interface ReciprocalPair {
  a: number;
  b: number;
  /** Posts of b that a acted on, and the other way round. */
  forth: number;
  back: number;
}

export interface ReciprocalRing {
  members: number[];
  pairs: ReciprocalPair[];
  /** Reciprocal pairs over all pairs of members, 0–1. */
  density: number;
  p: number;
}

export interface ReciprocalRings {
  rings: ReciprocalRing[];
  /** All reciprocal pairs. */
  pairs: ReciprocalPair[];
  /** Regular edges between creators, and of anybody to a creator. */
  creatorEdgeCount: number;
  edgeCount: number;
  nullCount: number;
}

export function reciprocalRings(edges: DirectedEdges, options: ReciprocalOptions = {}): ReciprocalRings {
  const { minObjects = 2, minMembers = 3, nullCount = 999, seed = 'reciprocal' } = options;
  const regular = regularEdges(edges, minObjects);
  const pairs = reciprocalPairs(regular.from, regular.to, regular.creators, edges.accountCount).map(
    ([forth, back]): ReciprocalPair => ({
      a: regular.from[forth] as number,
      b: regular.to[forth] as number,
      forth: regular.objects[forth] as number,
      back: regular.objects[back] as number,
    }),
  );
  const communities = communitiesOf(
    {
      a: pairs.map((p) => p.a),
      b: pairs.map((p) => p.b),
      weight: pairs.map((p) => Math.min(p.forth, p.back)),
    },
    seed,
  );
  const rings = communities
    .map((group) => circleWithin(group, pairs))
    .filter((ring) => ring.members.length >= minMembers);
  const rounds = rings.length === 0 ? 0 : nullCount;
  const largest = swappedGroups(regular, edges, rounds, seed);
  return {
    rings: rings
      .map((ring) => ({
        ...ring,
        density: ring.pairs.length / ((ring.members.length * (ring.members.length - 1)) / 2),
        p: (1 + largest.filter((size) => size >= ring.pairs.length).length) / (1 + rounds),
      }))
      .sort((x, y) => x.p - y.p || y.pairs.length - x.pairs.length),
    pairs,
    creatorEdgeCount: regular.creators,
    edgeCount: regular.to.length,
    nullCount: rounds,
  };
}

interface Regular {
  from: Int32Array;
  to: Int32Array;
  objects: Int32Array;
  /** The first so many edges start at a creator. */
  creators: number;
}

function regularEdges({ from, to, objects, accountCount }: DirectedEdges, minObjects: number): Regular {
  const creators: number[] = [];
  const audience: number[] = [];
  for (let i = 0; i < from.length; i++) {
    if ((objects[i] as number) < minObjects || from[i] === to[i]) continue;
    if ((from[i] as number) < accountCount) creators.push(i);
    else audience.push(i);
  }
  const places = [...creators, ...audience];
  const take = (of: Int32Array) => Int32Array.from(places, (i) => of[i] as number);
  return { from: take(from), to: take(to), objects: take(objects), creators: creators.length };
}

/** Places of both directions of each reciprocal pair among the first `count` edges, a < b. */
function reciprocalPairs(
  from: Int32Array,
  to: Int32Array,
  count: number,
  accountCount: number,
): (readonly [number, number])[] {
  const at = new Map<number, number>();
  for (let i = 0; i < count; i++) at.set((from[i] as number) * accountCount + (to[i] as number), i);
  const found: (readonly [number, number])[] = [];
  for (let i = 0; i < count; i++) {
    const [a, b] = [from[i] as number, to[i] as number];
    const back = a < b ? at.get(b * accountCount + a) : undefined;
    if (back !== undefined) found.push([i, back]);
  }
  return found;
}

/** Members of the group with at least two partners within it, again and again (the 2-core), and their pairs. */
function circleWithin(
  group: readonly number[],
  pairs: readonly ReciprocalPair[],
): { members: number[]; pairs: ReciprocalPair[] } {
  let members = new Set(group);
  for (;;) {
    const inside = pairs.filter((p) => members.has(p.a) && members.has(p.b));
    const partners = new Map<number, number>();
    for (const { a, b } of inside) {
      partners.set(a, (partners.get(a) ?? 0) + 1);
      partners.set(b, (partners.get(b) ?? 0) + 1);
    }
    const kept = [...members].filter((m) => (partners.get(m) ?? 0) >= 2);
    if (kept.length === members.size) return { members: kept.sort((x, y) => x - y), pairs: inside };
    members = new Set(kept);
  }
}

/** Attempted swaps of each creator's edge between two graphs. */
const SWAPS_PER_EDGE = 10;

/** Reciprocal pairs in the largest connected group of each random graph. */
function swappedGroups(regular: Regular, edges: DirectedEdges, rounds: number, seed: string): number[] {
  if (rounds === 0) return [];
  const { from, creators } = regular;
  const { accountCount } = edges;
  const to = regular.to.slice();
  const random = rng(`${seed}/null`);
  const placesOf = new Map<number, number[]>();
  const groupOf = (place: number): number => edges.groupOf?.[to[place] as number] ?? 0;
  for (let i = 0; i < to.length; i++) {
    const places = placesOf.get(groupOf(i));
    if (places) places.push(i);
    else placesOf.set(groupOf(i), [i]);
  }
  const taken = new Set<number>();
  const key = (a: number, b: number) => a * accountCount + b;
  for (let i = 0; i < creators; i++) taken.add(key(from[i] as number, to[i] as number));
  const allowed = (place: number, target: number): boolean =>
    place >= creators || (from[place] !== target && !taken.has(key(from[place] as number, target)));
  const move = (place: number, target: number): void => {
    if (place < creators) {
      taken.delete(key(from[place] as number, to[place] as number));
      taken.add(key(from[place] as number, target));
    }
    to[place] = target;
  };
  const swaps = (count: number): void => {
    for (let i = 0; i < count; i++) {
      const e = Math.floor(random.next() * creators);
      const f = random.pick(placesOf.get(groupOf(e)) as number[]);
      const [x, y] = [to[e] as number, to[f] as number];
      if (x === y || !allowed(e, y) || !allowed(f, x)) continue;
      move(e, y);
      move(f, x);
    }
  };
  swaps(5 * SWAPS_PER_EDGE * creators);
  return Array.from({ length: rounds }, () => {
    swaps(SWAPS_PER_EDGE * creators);
    const pairs = reciprocalPairs(from, to, creators, accountCount);
    const a = pairs.map(([forth]) => from[forth] as number);
    const { of, count } = componentsOf(
      accountCount,
      a,
      pairs.map(([forth]) => to[forth] as number),
    );
    const sizes = new Int32Array(count);
    for (const node of a) sizes[of[node] as number]!++;
    return sizes.reduce((most, n) => Math.max(most, n), 0);
  });
}
