/**
 * Do the posts of an account get as many of one act as posts with the same number of another act usually get?
 * Method: within groups (platform, tier, format, age of post), log(1 + acts) given log(1 + base) by robust running medians
 *   (conditional-norm.ts); per post the rank of its distance among posts of other accounts. Per account two readings of its posts, shift of the
 *   median (random effects, robust variances) and higher criticism over the post ranks; the stronger, on each side, is
 *   ranked among the other accounts. p ≥ 1 / (m + 1), doubled for two sides.
 * Source: Koenker & Bassett 1978 (conditional quantiles); Donoho & Jin 2004; Vovk et al. 2005 (ranks).
 * Differs: no table of "normal" rates: the norm is the user's own library, and its size bounds the claim.
 * Limits: a library of cheats makes cheating normal; a group with few posts is joined with the next wider one.
 * Verified: ratio-measures.test.ts; `touchstone eval curves` (comments against likes on 57,816 ordinary posts).
 */

import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import type { Level } from '#basis/reading.ts';
import { awayFromNorm, conditionalNorm, usualAt } from '#numerics/series/conditional-norm.ts';
import { rankTail, type ScorePool, scorePool } from '#numerics/series/rank-tail.ts';
import { madOf, medianOf } from '#numerics/series/robust.ts';
import { binomialAtLeast } from '#numerics/stats/tails.ts';
import { levelOf } from '../../measures/combined-evidence.ts';

export const LEAST_POSTS = 5;
/** Posts a group needs for a norm of its own, and accounts a library needs to rank among. */
export const LEAST_IN_GROUP = 60;
export const LEAST_ACCOUNTS = 20;

/** Spreads from the norm. */
const LARGE_SHIFT = 2;

/** One row a post. Accounts are numbered from 0. `groups`: finest first; a post uses the first that is full enough. */
export interface RatioPosts {
  account: Int32Array;
  base: Float64Array;
  acts: Float64Array;
  groups: readonly (readonly string[])[];
}

export interface RatioScores {
  /** Distance from the norm in spreads; NaN where no group was full enough. */
  away: Float64Array;
  /** Acts that are usual at the post's base. */
  usual: Float64Array;
  /** P(a post of another account is at least so far up, or down). */
  pHigh: Float64Array;
  pLow: Float64Array;
  /** Posts of other accounts that each was ranked among. */
  compared: Int32Array;
}

export interface AccountRatio {
  account: number;
  posts: number;
  /** Median distance of its posts, in spreads. */
  shift: number;
  /** Shift of two spreads or more on that side, or three posts that one in a thousand exceeds: without either, `weak` is the most. */
  large: boolean;
  side: 'high' | 'low';
  p: number;
  accountsCompared: number;
}

/** Many comments or saves out of likes are a talkative audience, a strength: `weak` at most, as is a small shift. */
export function ratioLevel({ large, side, p }: AccountRatio, base: string): Level {
  const ranked = levelOf(p);
  const capped = !large || (side === 'high' && base === 'likes');
  return capped && ranked !== 'none' ? 'weak' : ranked;
}

const up = (n: number) => Math.log1p(n);

export function ratioScores(posts: RatioPosts): RatioScores {
  const n = posts.account.length;
  const counts = new Map<string, number>();
  for (const groups of posts.groups) for (const g of groups) counts.set(g, (counts.get(g) ?? 0) + 1);
  const members = new Map<string, number[]>();
  const chosen = posts.groups.map((groups) => groups.find((g) => (counts.get(g) ?? 0) >= LEAST_IN_GROUP));
  for (let i = 0; i < n; i++)
    for (const g of posts.groups[i] ?? []) {
      if ((counts.get(g) ?? 0) < LEAST_IN_GROUP) continue;
      const at = members.get(g);
      if (at) at.push(i);
      else members.set(g, [i]);
    }
  return scoresWithin(posts, chosen, members);
}

function scoresWithin(
  posts: RatioPosts,
  chosen: readonly (string | undefined)[],
  members: ReadonlyMap<string, number[]>,
): RatioScores {
  const n = posts.account.length;
  const away = new Float64Array(n).fill(Number.NaN);
  const usual = new Float64Array(n).fill(Number.NaN);
  const norms = new Map(
    [...members].map(([group, at]) => [
      group,
      conditionalNorm(
        Float64Array.from(at, (i) => up(posts.base[i] as number)),
        Float64Array.from(at, (i) => up(posts.acts[i] as number)),
      ),
    ]),
  );
  for (let i = 0; i < n; i++) {
    const norm = norms.get(chosen[i] ?? '');
    if (!norm) continue;
    away[i] = awayFromNorm(norm, up(posts.base[i] as number), up(posts.acts[i] as number));
    usual[i] = Math.expm1(usualAt(norm, up(posts.base[i] as number)));
  }
  return { away, usual, ...ranksAmongOthers(away, posts.account) };
}

/** Ranks of each score among those of other accounts, on both sides. */
export function ranksAmongOthers(
  scores: Float64Array,
  account: Int32Array,
): { pHigh: Float64Array; pLow: Float64Array; compared: Int32Array } {
  const pools = (sign: 1 | -1): { all: ScorePool; own: Map<number, ScorePool> } => {
    const byAccount = new Map<number, number[]>();
    scores.forEach((s, i) => {
      const own = byAccount.get(account[i] as number);
      if (own) own.push(sign * s);
      else byAccount.set(account[i] as number, [sign * s]);
    });
    return {
      all: scorePool(scores.map((s) => sign * s)),
      own: new Map([...byAccount].map(([a, own]) => [a, scorePool(own)])),
    };
  };
  const [high, low] = [pools(1), pools(-1)];
  const tail = (side: typeof high, score: number, of: number) =>
    Number.isNaN(score) ? Number.NaN : rankTail(side.all, score, side.own.get(of));
  return {
    pHigh: scores.map((s, i) => tail(high, s, account[i] as number)),
    pLow: scores.map((s, i) => tail(low, -s, account[i] as number)),
    compared: Int32Array.from(account, (a) => high.all.sorted.length - (high.own.get(a)?.sorted.length ?? 0)),
  };
}

/** Accounts with at least five scored posts, each ranked among the others; empty below 20 such accounts. */
export function accountRatios(scores: RatioScores, account: Int32Array): AccountRatio[] {
  const postsOf = new Map<number, number[]>();
  scores.away.forEach((score, i) => {
    if (Number.isNaN(score)) return;
    const own = postsOf.get(account[i] as number);
    if (own) own.push(i);
    else postsOf.set(account[i] as number, [i]);
  });
  const read = [...postsOf].filter(([, at]) => at.length >= LEAST_POSTS);
  if (read.length < LEAST_ACCOUNTS) return [];
  const middles = Float64Array.from(read, ([, at]) => medianOf(at.map((i) => scores.away[i] as number)));
  const within = madOf(
    Float64Array.from(
      read.flatMap(([, at], a) => at.map((i) => (scores.away[i] as number) - (middles[a] as number))),
    ),
    0,
  );
  const centre = medianOf(middles);
  const between = Math.max(0.05, madOf(middles, centre));
  const strength = (p: Float64Array, sign: 1 | -1) =>
    Float64Array.from(read, ([, at], a) => {
      const z =
        ((middles[a] as number) - centre) / Math.sqrt(between ** 2 + (1.57 * within ** 2) / at.length);
      const shift = normalCdf(-sign * z, 0, 1);
      return -Math.log10(Math.max(1e-300, Math.min(shift, higherCriticism(at.map((i) => p[i] as number)))));
    });
  const [high, low] = [strength(scores.pHigh, 1), strength(scores.pLow, -1)];
  const [highPool, lowPool] = [scorePool(high), scorePool(low)];
  return read.map(([id, at], a) => {
    const one = (pool: ScorePool, s: number) => rankTail(pool, s, { sorted: Float64Array.of(s) });
    const [h, l] = [one(highPool, high[a] as number), one(lowPool, low[a] as number)];
    const [sign, p] = h <= l ? [1, scores.pHigh] : [-1, scores.pLow];
    return {
      account: id,
      posts: at.length,
      shift: middles[a] as number,
      large:
        sign * (middles[a] as number) >= LARGE_SHIFT ||
        at.filter((i) => (p[i] as number) <= 0.001).length >= 3,
      side: h <= l ? 'high' : 'low',
      p: Math.min(1, 2 * Math.min(h, l)),
      accountsCompared: read.length - 1,
    };
  });
}

/** Smallest binomial tail of "the k smallest of n ranks are this small", k up to half of n. */
function higherCriticism(p: readonly number[]): number {
  const sorted = Float64Array.from(p).sort();
  let least = 1;
  for (let k = 1; k <= Math.max(1, sorted.length / 2); k *= 2)
    least = Math.min(least, binomialAtLeast(k, sorted.length, sorted[k - 1] as number));
  return least;
}
