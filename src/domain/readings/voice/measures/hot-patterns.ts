/**
 * What do posts that took off share, that others like them do not?
 * Method: a post is hot when its engagements over its account's own median are in the top tenth of its platform and above 1.5.
 *   Each hot post is matched with up to three others of the same platform and follower tier, nearest in time, from the lower
 *   seven tenths. A trait is tried within matched sets (Mantel–Haenszel, score test of the conditional likelihood). Accounts are
 *   split in two by a hash: one half finds (Benjamini–Hochberg at 10 %, both ways), the other must confirm in the same direction
 *   at 5 %, one-sided. Lift is the ratio of shares in the confirming half, so choosing has not flattered it.
 * Source: Breslow & Day 1980, ch. 7; Benjamini & Hochberg 1995; Katz et al. 1978.
 * Limits: what goes with taking off need not cause it; a trait rarer than 12 posts of the half is not tried.
 * Verified: voice-calibration.test.ts: of 200 libraries without any pattern, under 5 % confirm one; a planted opening is confirmed with
 *   its lift inside the interval.
 */
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import { discoveries } from '#numerics/stats/discoveries.ts';
import { hash32 } from '#numerics/text/shingles.ts';
import { ratioOf } from './hot-topics.ts';
import { type Trait, type TriedPost, traitsOf } from './post-traits.ts';

export interface HotPattern extends Trait {
  /** Among hot posts and controls of the confirming half. */
  hot: number;
  hotOf: number;
  control: number;
  controlOf: number;
  lift: { value: number; low: number; high: number };
  /** Of the score test, in the finding and in the confirming half. */
  foundZ: number;
  confirmedZ: number;
  /** Ids of hot posts that have it, hottest first; of both halves. */
  postIds: string[];
}
export interface HotStudy {
  posts: number;
  hot: number;
  controls: number;
  tried: number;
  found: number;
  patterns: HotPattern[];
  /** Hot posts, hottest first, with how many times their account's median. */
  hottest: { postId: string; times: number }[];
}

const CONTROLS = 3;
const LEAST_POSTS = 5;
const LEAST_TIMES = 1.5;
const LEAST_WITH_TRAIT = 12;
const FALSE_SHARE = 0.1;
const CONFIRM_Z = 1.645;

interface MatchedSet {
  hot: number;
  controls: number[];
  finds: boolean;
}

/** Engagements of each post over the median of its account; null where the account has too few posts. */
function timesOwnMedian(posts: readonly TriedPost[]): (number | null)[] {
  const medians = new Map(
    [...Map.groupBy(posts, (p) => p.accountId)].flatMap(([id, list]) => {
      if (list.length < LEAST_POSTS) return [];
      const sorted = list.map((p) => p.engaged).sort((a, b) => a - b);
      const middle = sorted[Math.floor(sorted.length / 2)] as number;
      return middle > 0 ? [[id, middle] as const] : [];
    }),
  );
  return posts.map((p) => {
    const median = medians.get(p.accountId);
    return median === undefined ? null : p.engaged / median;
  });
}

function matched(posts: readonly TriedPost[], times: readonly (number | null)[]): MatchedSet[] {
  const sets: MatchedSet[] = [];
  const byPlatform = Map.groupBy(
    posts.flatMap((_, i) => (times[i] === null ? [] : [i])),
    (i) => (posts[i] as TriedPost).platform,
  );
  for (const places of byPlatform.values()) {
    const sorted = places.map((i) => times[i] as number).sort((a, b) => a - b);
    const top = Math.max(LEAST_TIMES, sorted[Math.floor(0.9 * sorted.length)] as number);
    const low = sorted[Math.floor(0.7 * sorted.length)] as number;
    const pools = Map.groupBy(
      places.filter((i) => (times[i] as number) <= low),
      (i) => (posts[i] as TriedPost).tier ?? '',
    );
    for (const hot of places.filter((i) => (times[i] as number) >= top)) {
      const post = posts[hot] as TriedPost;
      const finds = hash32(post.accountId) % 2 === 0;
      const pool = (pools.get(post.tier ?? '') ?? []).filter(
        // A control of the other half would let one half speak in the other.
        (i) => (hash32((posts[i] as TriedPost).accountId) % 2 === 0) === finds,
      );
      const distance = (i: number) => Math.abs((posts[i] as TriedPost).publishedDay - post.publishedDay);
      const controls = pool.sort((a, b) => distance(a) - distance(b) || a - b).slice(0, CONTROLS);
      if (controls.length > 0) sets.push({ hot, controls, finds });
    }
  }
  return sets;
}

interface Tried {
  z: number;
  hot: number;
  control: number;
  all: number;
}

function tryTrait(sets: readonly MatchedSet[], has: ReadonlySet<number>): Tried {
  let [score, variance, hot, control] = [0, 0, 0, 0];
  for (const s of sets) {
    const own = has.has(s.hot) ? 1 : 0;
    const others = s.controls.reduce((n, i) => n + (has.has(i) ? 1 : 0), 0);
    const p = (own + others) / (1 + s.controls.length);
    score += own - p;
    variance += p * (1 - p);
    hot += own;
    control += others;
  }
  return { z: variance > 0 ? score / Math.sqrt(variance) : 0, hot, control, all: hot + control };
}

export function hotStudy(posts: readonly TriedPost[]): HotStudy {
  const times = timesOwnMedian(posts);
  const sets = matched(posts, times);
  const finding = sets.filter((s) => s.finds);
  const confirming = sets.filter((s) => !s.finds);
  const members = new Map<string, { trait: Trait; has: Set<number> }>();
  for (const i of new Set(sets.flatMap((s) => [s.hot, ...s.controls])))
    for (const trait of traitsOf(posts[i] as TriedPost)) {
      const key = `${trait.kind} ${trait.value}`;
      const known = members.get(key) ?? { trait, has: new Set() };
      known.has.add(i);
      members.set(key, known);
    }
  const tried = [...members.values()]
    .map((m) => ({ ...m, found: tryTrait(finding, m.has) }))
    .filter((m) => m.found.all >= LEAST_WITH_TRAIT);
  const { kept } = discoveries(
    tried.map((m) => 2 * (1 - normalCdf(Math.abs(m.found.z), 0, 1))),
    FALSE_SHARE,
  );
  const found = tried.filter((_, i) => kept[i]);
  const hotOf = confirming.length;
  const controlOf = confirming.reduce((n, s) => n + s.controls.length, 0);
  const hotness = (i: number): number => times[i] ?? 0;
  const hots = sets.map((s) => s.hot).sort((a, b) => hotness(b) - hotness(a) || a - b);
  const patterns = found.flatMap(({ trait, has, found: f }) => {
    const again = tryTrait(confirming, has);
    if (Math.sign(again.z) !== Math.sign(f.z) || Math.abs(again.z) < CONFIRM_Z) return [];
    return [
      {
        ...trait,
        hot: again.hot,
        hotOf,
        control: again.control,
        controlOf,
        lift: ratioOf(again.hot, hotOf, again.control, controlOf),
        foundZ: f.z,
        confirmedZ: again.z,
        postIds: hots.filter((i) => has.has(i)).map((i) => (posts[i] as TriedPost).postId),
      },
    ];
  });
  return {
    posts: posts.length,
    hot: sets.length,
    controls: sets.reduce((n, s) => n + s.controls.length, 0),
    tried: tried.length,
    found: found.length,
    patterns: patterns.sort((a, b) => Math.abs(b.confirmedZ) - Math.abs(a.confirmedZ)),
    hottest: hots.slice(0, 50).map((i) => ({ postId: (posts[i] as TriedPost).postId, times: hotness(i) })),
  };
}
