/** Every ring of the library as one graph: creators who engage with each other, and people who act together. */
import type { FactReader } from '#store/facts/fact-store.ts';
import { loadActs, loadCreators } from './load-acts.ts';
import { type Coordination, coordination } from './measures/coordinated-rings.ts';
import { reciprocalRings } from './measures/reciprocal-rings.ts';
import { actorsOfNumbers } from './queries.ts';
import type { RingGraph } from './schema.ts';

export interface RingGraphOptions {
  asOf: string;
  windowSeconds?: number;
  minPosts?: number;
  /** Rings with a larger p are left out; pairs outside rings stay. */
  largestP?: number;
  nullSteps?: number;
}

export const WINDOW_SECONDS = 60;
export const MIN_POSTS = 3;
export const NULL_STEPS = 60_000_000;
const MIN_RECIPROCAL_POSTS = 2;
/** An explorer draws some thousands; the strongest pairs stay. */
const MOST_EDGES = 20_000;

export async function ringGraph(facts: FactReader, options: RingGraphOptions): Promise<RingGraph> {
  const { asOf, windowSeconds = WINDOW_SECONDS, minPosts = MIN_POSTS, largestP = 0.05 } = options;
  const creators = await loadCreators(facts, asOf, MIN_RECIPROCAL_POSTS);
  const mutual = reciprocalRings(creators.edges, { minObjects: MIN_RECIPROCAL_POSTS });
  const loaded = await loadActs(facts, asOf);
  const together = coordination(loaded.acts, {
    windowSeconds,
    minObjects: minPosts,
    nullSteps: options.nullSteps ?? NULL_STEPS,
  });
  const shown = strongest(together, MOST_EDGES);
  const people = await facts.all(actorsOfNumbers, {
    asOf,
    since: loaded.since,
    actors: [
      ...new Set(shown.flatMap((i) => [together.pairs.a[i] as number, together.pairs.b[i] as number])),
    ],
  });
  const person = new Map(people.map((p) => [p.actor, p]));
  const idOf = (actor: number): string => {
    const known = person.get(actor);
    return known?.account_id ?? `actor:${known?.actor_key ?? actor}`;
  };
  const creator = (i: number): string => creators.ids[i] as string;
  const edges: RingGraph['edges'] = [
    ...mutual.pairs.map((pair) => ({
      a: creator(pair.a),
      b: creator(pair.b),
      kind: 'reciprocal' as const,
      weight: pair.forth + pair.back,
      objects: Math.min(pair.forth, pair.back),
      p: null,
    })),
    ...shown.map((i) => ({
      a: idOf(together.pairs.a[i] as number),
      b: idOf(together.pairs.b[i] as number),
      kind: 'co-engagement' as const,
      weight: together.pairs.count[i] as number,
      objects: together.pairs.count[i] as number,
      p: together.pairs.p[i] as number,
    })),
  ];
  const rings: RingGraph['rings'] = [
    ...mutual.rings.map((ring, i) => ({
      id: `reciprocal-${i + 1}`,
      kind: 'reciprocal' as const,
      members: ring.members.map(creator),
      edges: ring.pairs.length,
      p: ring.p,
      nullGraphs: mutual.nullCount,
      window: null,
    })),
    ...together.rings.map((ring, i) => ({
      id: `co-engagement-${i + 1}`,
      kind: 'co-engagement' as const,
      members: ring.members.map(idOf),
      edges: ring.edges.length,
      p: ring.p,
      nullGraphs: together.nullCount,
      window: windowSeconds,
    })),
  ]
    .filter((ring) => ring.p <= largestP)
    .sort((x, y) => x.p - y.p || y.members.length - x.members.length);
  return {
    nodes: nodesOf(edges, rings, (id) => creators.nameOf.get(id)),
    edges,
    rings,
    leftOut: together.leftOut.map((o) => ({
      postId: loaded.posts[o.object] as string,
      acts: o.acts,
      coActs: o.coActs,
    })),
    asOf,
    windowSeconds,
    minPosts,
    acts: { known: loaded.actCount, read: loaded.acts.object.length, since: loaded.since },
  };
}

/** Places of the pairs to draw: those least likely by chance. */
function strongest({ pairs }: Coordination, most: number): number[] {
  const places = Array.from(pairs.a.keys());
  if (places.length <= most) return places;
  return places.sort((x, y) => (pairs.p[x] as number) - (pairs.p[y] as number)).slice(0, most);
}

function nodesOf(
  edges: RingGraph['edges'],
  rings: RingGraph['rings'],
  nameOf: (id: string) => string | null | undefined,
): RingGraph['nodes'] {
  const ringOf = new Map<string, string>();
  for (const ring of rings)
    for (const member of ring.members) if (!ringOf.has(member)) ringOf.set(member, ring.id);
  const degree = new Map<string, number>();
  for (const { a, b } of edges) for (const id of [a, b]) degree.set(id, (degree.get(id) ?? 0) + 1);
  return [...degree].map(([id, n]) => {
    const name = nameOf(id);
    return {
      id,
      kind: id.startsWith('actor:') ? ('person' as const) : ('creator' as const),
      name: name ?? null,
      ring: ringOf.get(id) ?? null,
      degree: n,
    };
  });
}
