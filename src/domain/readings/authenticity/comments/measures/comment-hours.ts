/**
 * Do comments come at the hours, and at the pace after publication, that the platform's other accounts show?
 * Method: three tests, joined by Bonferroni. Shape: chi-square of the 24 hours against the peers' pooled hours, divided
 *   by the overdispersion 1 + (n − 1) ρ, ρ the peers' ninth decile. Too even: the noncentral chi-square probability
 *   that an account whose hours are as uneven as the peers' 5th percentile looks this flat. First seconds: comments
 *   within 10 s of publication against the peers' beta-binomial spread. Mean hour and concentration are circular.
 * Source: Rao & Scott 1981 (overdispersed chi-square); Mardia & Jupp, Directional Statistics, ch. 2.
 * Differs: ρ is a decile of the peers and not a mean, since accounts differ for honest reasons.
 * Limits: hours are UTC; an account with fans abroad has another shape; a script that copies the platform's hours passes.
 * Verified: comment-hours.test.ts (false alarms on overdispersed accounts, even hours and bursts by dose).
 */
import gammainc from '@stdlib/math-base-special-gammainc';
import { quantileSorted } from 'simple-statistics';
import { type CleanShares, cleanAtLeast, fitCleanShares } from '#numerics/stats/clean-shares.ts';
import { LEAST_PEERS } from './duplicate-comments.ts';

const HOURS = 24;
const DF = HOURS - 1;
/** Fewer comments do not fill 24 hours. */
export const LEAST_TIMED = 60;
const FIRST_SECONDS = 10;

export interface TimedComments {
  /** Moments, ms since 1970 UTC. */
  atMs: ArrayLike<number>;
  /** Publication of the post of each comment, ms, or NaN. */
  publishedMs: ArrayLike<number>;
}

export interface HourNorm {
  /** Share of comments by UTC hour over all peers; sums to 1. */
  hourShare: Float64Array;
  spread: number;
  /** Unevenness Σ 24 (p − 1/24)² that 95 % of peers exceed. */
  leastUneven: number;
  early: CleanShares | null;
  peers: number;
}

export interface CommentHours {
  commentCount: number;
  hourCounts: number[];
  /** Circular mean hour, UTC, and concentration R 0–1. */
  meanHour: number;
  concentration: number;
  earlyCount: number;
  publishedCount: number;
  pShape: number | null;
  pEven: number | null;
  pEarly: number | null;
  pValue: number | null;
}

const hoursOf = (atMs: ArrayLike<number>): Float64Array => {
  const counts = new Float64Array(HOURS);
  for (let i = 0; i < atMs.length; i++) {
    const hour = Math.floor((atMs[i] as number) / 3_600_000) % HOURS;
    counts[hour] = (counts[hour] as number) + 1;
  }
  return counts;
};

function earlyOf({ atMs, publishedMs }: TimedComments): [early: number, known: number] {
  let [early, known] = [0, 0];
  for (let i = 0; i < atMs.length; i++) {
    const after = (atMs[i] as number) - (publishedMs[i] as number);
    if (!(after >= 0)) continue;
    known++;
    if (after <= FIRST_SECONDS * 1000) early++;
  }
  return [early, known];
}

function chiSquare(counts: Float64Array, n: number, share: (hour: number) => number): number {
  let sum = 0;
  for (let h = 0; h < HOURS; h++) sum += ((counts[h] as number) - n * share(h)) ** 2 / (n * share(h));
  return sum;
}

const even = () => 1 / HOURS;
/** Unbiased Σ 24 (p − 1/24)². */
const uneven = (counts: Float64Array, n: number): number => (chiSquare(counts, n, even) - DF) / (n - 1);

/** P(X ≤ x) of a noncentral chi-square of 23 degrees. */
function noncentralAtMost(x: number, shift: number): number {
  let sum = 0;
  const half = shift / 2;
  // Poisson weights around their mean; the rest is below 1e-12.
  const width = 8 * Math.sqrt(half) + 40;
  let log = -half;
  for (let j = 0; j <= half + width; j++) {
    if (j > 0) log += Math.log(half / j);
    if (j >= half - width) sum += Math.exp(log) * gammainc(x / 2, DF / 2 + j, true, false);
    if (half === 0) break;
  }
  return Math.min(1, sum);
}

/** Null with fewer than 20 peers of at least 60 timed comments. */
export function hourNorm(accounts: readonly TimedComments[]): HourNorm | null {
  const peers = accounts.filter((a) => a.atMs.length >= LEAST_TIMED);
  if (peers.length < LEAST_PEERS) return null;
  const counts = peers.map((p) => hoursOf(p.atMs));
  // Each peer weighs the same; half a comment an hour keeps every hour possible.
  const hourShare = new Float64Array(HOURS);
  counts.forEach((c, i) => {
    for (let h = 0; h < HOURS; h++)
      hourShare[h] =
        (hourShare[h] as number) +
        ((c[h] as number) + 0.5) / ((peers[i]?.atMs.length as number) + HOURS / 2) / peers.length;
  });
  const sorted = (values: number[]) => values.sort((a, b) => a - b);
  const spreads = counts.map((c, i) => {
    const n = peers[i]?.atMs.length as number;
    return (chiSquare(c, n, (h) => hourShare[h] as number) / DF - 1) / (n - 1);
  });
  const early = peers.map(earlyOf).filter(([, known]) => known > 0);
  return {
    hourShare,
    spread: Math.max(0, quantileSorted(sorted(spreads), 0.9)),
    leastUneven: Math.max(
      0,
      quantileSorted(sorted(counts.map((c, i) => uneven(c, peers[i]?.atMs.length as number))), 0.05),
    ),
    early: fitCleanShares(
      early.map(([k]) => k),
      early.map(([, n]) => n),
      LEAST_PEERS,
    ),
    peers: peers.length,
  };
}

export function commentHours(comments: TimedComments, norm: HourNorm | null): CommentHours {
  const n = comments.atMs.length;
  const counts = hoursOf(comments.atMs);
  const [earlyCount, publishedCount] = earlyOf(comments);
  let [x, y] = [0, 0];
  for (let h = 0; h < HOURS; h++) {
    x += (counts[h] as number) * Math.cos(((h + 0.5) / HOURS) * 2 * Math.PI);
    y += (counts[h] as number) * Math.sin(((h + 0.5) / HOURS) * 2 * Math.PI);
  }
  const enough = n >= LEAST_TIMED && norm !== null;
  const pShape = enough
    ? gammainc(
        chiSquare(counts, n, (h) => norm.hourShare[h] as number) / (1 + (n - 1) * norm.spread) / 2,
        DF / 2,
        true,
        true,
      )
    : null;
  const pEven = enough ? noncentralAtMost(chiSquare(counts, n, even), n * norm.leastUneven) : null;
  const pEarly =
    enough && norm.early && publishedCount > 0 ? cleanAtLeast(norm.early, earlyCount, publishedCount) : null;
  const tests = [pShape, pEven, pEarly].filter((p) => p !== null);
  return {
    commentCount: n,
    hourCounts: Array.from(counts),
    meanHour: ((Math.atan2(y, x) / (2 * Math.PI)) * HOURS + HOURS) % HOURS,
    concentration: n === 0 ? 0 : Math.hypot(x, y) / n,
    earlyCount,
    publishedCount,
    pShape,
    pEven,
    pEarly,
    pValue: tests.length === 0 ? null : Math.min(1, tests.length * Math.min(...tests)),
  };
}
