/**
 * Did reviews come in bursts, and kinder ones than before?
 * Method: reviews per day against the median of the days around (numerics/series/step-surprise.ts), higher criticism over burst days; the share of
 *   reviews with the best rating on those days against the other days (binomial tail) decides whether more than `weak` may be said.
 * Source: Xie et al. 2012 (KDD, review spam by temporal pattern); Donoho & Jin 2004.
 * Differs: a burst alone is not enough for more than `weak` where ratings are known and unchanged.
 * Limits: deletions leave no row in an export, so only two exports of the same reviews could show them; sales days bring reviews too.
 * Verified: ratio-measures.test.ts.
 */
import type { Level } from '#basis/reading.ts';
import { standingOut, stepSurprise } from '#numerics/series/step-surprise.ts';
import { type TooThin, tooThin } from '#numerics/series/too-thin.ts';
import { wilson } from '#numerics/stats/intervals.ts';
import { binomialAtLeast } from '#numerics/stats/tails.ts';
import { levelOf } from '../../measures/combined-evidence.ts';

export const LEAST_REVIEWS = 50;
export const LEAST_DAYS = 30;
const DAY_MS = 86_400_000;
/** A burst day has at least this many reviews and this share of all. */
const LEAST_ON_DAY = 8;
const LEAST_SHARE = 0.03;

export interface ReviewBursts {
  state: 'ok';
  p: number;
  level: Level;
  /** First moment of each burst day, with its reviews. */
  days: { atMs: number; count: number }[];
  /** Null where ratings are unknown. */
  pBest: number | null;
  perDay: { atMs: number; count: number }[];
  reviews: number;
}

/** `rating` is NaN where unknown; reviews in any order. */
export function reviewBursts(atMs: Float64Array, rating: Float64Array): ReviewBursts | TooThin {
  if (atMs.length < LEAST_REVIEWS) return tooThin(LEAST_REVIEWS, atMs.length);
  const dayOf = (ms: number) => Math.floor(ms / DAY_MS);
  const first = atMs.reduce((a, b) => Math.min(a, dayOf(b)), Number.POSITIVE_INFINITY);
  const last = atMs.reduce((a, b) => Math.max(a, dayOf(b)), 0);
  const days = last - first + 1;
  if (days < LEAST_DAYS) return tooThin(LEAST_DAYS, days);
  const perDay = new Float64Array(days);
  for (const ms of atMs) perDay[dayOf(ms) - first] = (perDay[dayOf(ms) - first] as number) + 1;
  const counter = new Float64Array(days + 1);
  for (let d = 0; d < days; d++) counter[d + 1] = (counter[d] as number) + (perDay[d] as number);
  const { p } = stepSurprise({ atMs: counter.map((_, i) => i * DAY_MS), count: counter }, 1);
  const found = standingOut(
    p,
    (d) => (perDay[d] as number) >= LEAST_ON_DAY && (perDay[d] as number) >= LEAST_SHARE * atMs.length,
  );
  const burst = new Set(Array.from(found.found, (d) => d + first));
  const pBest = burst.size === 0 ? null : kinder(atMs, rating, (ms) => burst.has(dayOf(ms)));
  const unchanged = pBest !== null && pBest > 0.05;
  const level = levelOf(found.p);
  return {
    state: 'ok',
    p: found.p,
    level: unchanged && level !== 'none' ? 'weak' : level,
    days: Array.from(found.found, (d) => ({ atMs: (d + first) * DAY_MS, count: perDay[d] as number })),
    pBest,
    perDay: Array.from(perDay, (count, d) => ({ atMs: (d + first) * DAY_MS, count })),
    reviews: atMs.length,
  };
}

/** Tail of the share with the best rating inside against outside; null where too few ratings are known. */
function kinder(atMs: Float64Array, rating: Float64Array, inside: (ms: number) => boolean): number | null {
  const best = rating.reduce((a, b) => (b > a ? b : a), Number.NEGATIVE_INFINITY);
  const counts = { in: 0, inBest: 0, out: 0, outBest: 0 };
  atMs.forEach((ms, i) => {
    if (Number.isNaN(rating[i])) return;
    const top = rating[i] === best ? 1 : 0;
    if (inside(ms)) {
      counts.in++;
      counts.inBest += top;
    } else {
      counts.out++;
      counts.outBest += top;
    }
  });
  return counts.in < 8 || counts.out < 20
    ? null
    : binomialAtLeast(counts.inBest, counts.in, wilson(counts.outBest, counts.out).high);
}
