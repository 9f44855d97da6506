/**
 * Which people act together on chosen posts of creators, beyond being their fans?
 * Method: pairs of people that share more posts than degree-null.ts allows (p ≤ `pairCut`) when acts are dealt out anew
 *   among the posts of each creator; Louvain communities; the posts on which such a group meets more than its acts on the creator and
 *   the post's popularity explain. Kept when the Chernoff bound of P(Poisson(expected) ≥ edges), times the number of
 *   groups of people and posts of that size, is at most `falseShare`.
 * Source: Tumminello et al. 2011; Arias-Castro & Verzelen 2014 (Ann. Stat. 42) for the scan over blocks.
 * Differs: dense-blocks.ts holds people's activity only; here activity per creator is held, so a creator's regulars are
 *   no block.
 * Limits: the bound over all groups is wide, so small groups go unseen. A group that acts on every post of its creators looks like fans; co-engagement.ts sees it by its moments.
 *   Posts with more pairs of people than a cap are left out and listed.
 * Verified: planted blocks within fan bases (blocks-beyond-fans.test.ts).
 */
import { communitiesOf } from '#numerics/graph/communities.ts';
import { logChoose, poissonAtLeast } from '#numerics/stats/tails.ts';
import { type Acts, coEngagementOf, type LeftOut, orderActs } from './co-engagement.ts';
import { DegreeNull } from './degree-null.ts';
import type { DenseBlock } from './dense-blocks.ts';

export interface BeyondFansOptions {
  /** Least number of posts of a pair. */
  minPosts?: number;
  minPeople?: number;
  pairCut?: number;
  falseShare?: number;
  /** Posts with more pairs of people are left out. */
  maxPairsPerPost?: number;
  seed?: string;
}

export interface BlocksBeyondFans {
  blocks: Omit<DenseBlock, 'foundBy'>[];
  leftOut: LeftOut[];
}

export function blocksBeyondFans(given: Acts, options: BeyondFansOptions = {}): BlocksBeyondFans {
  const { minPosts = 2, minPeople = 3, pairCut = 0.001, falseShare = 0.01, seed = 'fans' } = options;
  const { maxPairsPerPost = 8_000 } = options;
  const acts = oncePerPost(given);
  const ordered = orderActs(acts);
  const { pairs, leftOut } = coEngagementOf(acts, ordered, {
    windowSeconds: Number.POSITIVE_INFINITY,
    minObjects: minPosts,
    maxCoActsPerObject: maxPairsPerPost,
  });
  const without = new Set(leftOut.map((o) => o.object));
  const stratumOf = (post: number): number => acts.stratumOf?.[post] ?? 0;
  const strata = acts.stratumOf?.reduce((most, s) => Math.max(most, s + 1), 1) ?? 1;
  const meetings = new Float64Array(strata);
  const actsIn = new Float64Array(strata);
  const degree = new Int32Array(ordered.objectCount);
  for (let o = 0; o < ordered.objectCount; o++) {
    if (without.has(o)) continue;
    degree[o] = (ordered.start[o + 1] as number) - (ordered.start[o] as number);
    actsIn[stratumOf(o)]! += degree[o] as number;
    meetings[stratumOf(o)]! += ((degree[o] as number) * ((degree[o] as number) - 1)) / 2;
  }
  const places = Int32Array.from(acts.object.keys()).filter((i) => !without.has(acts.object[i] as number));
  const degrees = new DegreeNull(
    places.map((i) => acts.actor[i] as number),
    places.map((i) => stratumOf(acts.object[i] as number)),
    ordered.actorCount,
    meetings,
  );
  const tested = degrees.test(pairs, pairCut, falseShare);
  const groups = communitiesOf({ a: tested.a, b: tested.b, weight: tested.count }, seed);
  const postsOf = new Map<number, number[]>();
  const wanted = new Set(groups.flat());
  for (const i of places) {
    const person = acts.actor[i] as number;
    if (!wanted.has(person)) continue;
    const posts = postsOf.get(person);
    if (posts) posts.push(acts.object[i] as number);
    else postsOf.set(person, [acts.object[i] as number]);
  }
  const blocks: BlocksBeyondFans['blocks'] = [];
  for (const users of groups) {
    if (users.length < minPeople) continue;
    const met = new Map<number, number>();
    const actsOn = new Map<number, number>();
    for (const user of users)
      for (const post of postsOf.get(user) ?? []) {
        met.set(post, (met.get(post) ?? 0) + 1);
        actsOn.set(stratumOf(post), (actsOn.get(stratumOf(post)) ?? 0) + 1);
      }
    const meanOn = (post: number): number => {
      const s = stratumOf(post);
      const own = actsOn.get(s) as number;
      // Popularity of the post without the group, so that the group does not explain itself.
      const others = Math.max(1, (degree[post] as number) - (met.get(post) ?? 0));
      return (own * others) / Math.max(1, (actsIn[s] as number) - own);
    };
    const items = [...met]
      .filter(([post, n]) => n >= minPeople && poissonAtLeast(n, meanOn(post)) <= falseShare)
      .map(([post]) => post)
      .sort((x, y) => x - y);
    if (items.length < minPosts) continue;
    const edges = items.reduce((n, post) => n + (met.get(post) as number), 0);
    const expected = items.reduce((n, post) => n + meanOn(post), 0);
    const logP =
      (-(edges * Math.log(edges / expected) - edges + expected) +
        logChoose(ordered.actorCount, users.length) +
        logChoose(ordered.objectCount, items.length)) /
      Math.LN10;
    if (edges > expected && logP <= Math.log10(falseShare))
      blocks.push({ users, items, edges, density: edges / (users.length * items.length), expected, logP });
  }
  return { blocks: blocks.sort((x, y) => x.logP - y.logP), leftOut };
}

/** One act of a person on a post. */
function oncePerPost(acts: Acts): Acts {
  const { order, start, objectCount } = orderActs(acts);
  const lastOn = new Map<number, number>();
  const kept: number[] = [];
  for (let o = 0; o < objectCount; o++)
    for (let i = start[o] as number; i < (start[o + 1] as number); i++) {
      const act = order[i] as number;
      const actor = acts.actor[act] as number;
      if (lastOn.get(actor) !== o) kept.push(act);
      lastOn.set(actor, o);
    }
  return {
    ...acts,
    object: Int32Array.from(kept, (i) => acts.object[i] as number),
    actor: Int32Array.from(kept, (i) => acts.actor[i] as number),
    atSeconds: Float64Array.from(kept, (i) => acts.atSeconds[i] as number),
  };
}
