/**
 * Did the counter jump, once or repeatedly, without the tail that attention leaves?
 * Method: steps per unit of time against the median of their neighbours, power-law tail from the series' own middle
 *   (step-surprise.ts); a step counts when it brings at least 1 % of the followers, the next days fall back to the usual rate
 *   (below a tenth of it) and it does not end a rise of days; higher criticism over counted steps. Steps in the first three
 *   days of a post that travelled make the reading `weak` at most. PELT gives the levels of growth for the drawing.
 * Source: Killick, Fearnhead & Eckley 2012 (JASA 107); Donoho & Jin 2004 (Ann. Stat. 32, higher criticism).
 * Differs: no threshold in followers; rounded readings are joined until the difference exceeds its rounding, never differenced.
 * Limits: with readings a week apart a viral post looks the same; purchases before the first reading are unseen; so
 *   are purchases in the days of a post that travelled, and deliveries spread over neighbouring days.
 * Verified: growth.test.ts, bench/curves.ts (share of ordinary simulated series that reach each level).
 */
import type { Level } from '#basis/reading.ts';
import type { CounterSeries } from '#numerics/series/increments.ts';
import { meanChanges } from '#numerics/series/pelt.ts';
import { madOf } from '#numerics/series/robust.ts';
import { standingOut, stepSurprise } from '#numerics/series/step-surprise.ts';
import { type TooThin, tooThin } from '#numerics/series/too-thin.ts';
import { cappedLevel } from '../../measures/combined-evidence.ts';

/** Steps below which nothing is said. */
export const LEAST_STEPS = 20;
const LEAST_SHARE = 0.01;
/** A jump whose next two days bring more than this part of it left a tail; so does the last day of a longer rise. */
const TAIL_SHARE = 0.1;
const RISE_SHARE = 0.5;
const NEAR_DAYS = 2.5;

export interface Burst {
  /** Reading that ends the step. */
  at: number;
  atMs: number;
  gain: number;
  /** Gain beyond the usual rate around it. */
  excess: number;
  days: number;
  p: number;
  /** In the first days of a post that travelled. */
  withPost: boolean;
}

/** A stretch of time in which a post of the account travelled. */
export interface Surge {
  fromMs: number;
  toMs: number;
}

export interface FollowerBursts {
  state: 'ok';
  p: number;
  level: Level;
  bursts: Burst[];
  /** Jumps of the same size that were followed by a tail, as attention is; not counted. */
  withTail: number;
  steps: number;
  /** Readings too coarse to difference. */
  coarse: number;
  /** Readings at which the rate of growth changed for good. */
  changes: number[];
}

/** `surges`: when posts of the account travelled, where that is known. */
export function followerBursts(
  series: CounterSeries,
  surges: readonly Surge[] = [],
): FollowerBursts | TooThin {
  if (series.count.length <= LEAST_STEPS) return tooThin(LEAST_STEPS + 1, series.count.length);
  const { steps, usualPerDay, p } = stepSurprise(series, 1);
  const n = steps.gain.length;
  if (n < LEAST_STEPS) return tooThin(LEAST_STEPS + 1, n + 1);
  const excess = steps.gain.map((gain, i) => gain - (usualPerDay[i] as number) * (steps.days[i] as number));
  const followers = (i: number) => Math.max(1, series.count[steps.from[i] as number] as number);
  const large = (i: number) => (excess[i] as number) >= LEAST_SHARE * followers(i);
  const near = (i: number, way: 1 | -1) => {
    let sum = 0;
    for (
      let j = i + way, passed = 0;
      j >= 0 && j < n && passed + (steps.days[j] as number) <= NEAR_DAYS;
      j += way
    ) {
      sum += excess[j] as number;
      passed += steps.days[j] as number;
    }
    return sum / (excess[i] as number);
  };
  const hasTail = (i: number) => near(i, 1) > TAIL_SHARE || near(i, -1) > RISE_SHARE;
  const startMs = (i: number) => series.atMs[steps.from[i] as number] as number;
  const endMs = (i: number) => series.atMs[steps.to[i] as number] as number;
  const withPost = (i: number) => surges.some((s) => endMs(i) >= s.fromMs && startMs(i) <= s.toMs);
  const counted = standingOut(p, (i) => large(i) && !hasTail(i));
  const unexplained =
    surges.length === 0 ? counted : standingOut(p, (i) => large(i) && !hasTail(i) && !withPost(i));
  const tailed = standingOut(p, (i) => large(i) && hasTail(i));
  const bursts = Array.from(counted.found, (i) => ({
    at: steps.to[i] as number,
    atMs: endMs(i),
    gain: steps.gain[i] as number,
    excess: excess[i] as number,
    days: steps.days[i] as number,
    p: p[i] as number,
    withPost: withPost(i),
  }));
  const scale = madOf(steps.perDay) || 1;
  const calm = steps.perDay.map((rate) => Math.max(-4, Math.min(4, rate / scale)));
  return {
    state: 'ok',
    p: counted.p,
    level: cappedLevel(counted.p, unexplained.p),
    bursts,
    withTail: tailed.found.length,
    steps: n,
    coarse: steps.coarse,
    changes: meanChanges(calm, 8 * Math.log(n), 7).map((i) => steps.from[i] as number),
  };
}
