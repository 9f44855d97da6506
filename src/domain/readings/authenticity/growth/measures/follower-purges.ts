/**
 * Did followers vanish in batches, as swept-up accounts do?
 * Method: steps down against the median of their neighbours (step-surprise.ts); a step counts when it takes at least
 *   0.5 % of the followers; higher criticism over counted steps.
 * Source: Donoho & Jin 2004 (Ann. Stat. 32); Killick et al. 2012 for the reading of steps.
 * Differs: losses are read from rates, so a gap in the readings does not make a purge.
 * Limits: a platform-wide clean-up hits everybody and says nothing of one account; a scandal also loses followers.
 * Verified: growth.test.ts, bench/curves.ts.
 */
import type { Level } from '#basis/reading.ts';
import type { CounterSeries } from '#numerics/series/increments.ts';
import { standingOut, stepSurprise } from '#numerics/series/step-surprise.ts';
import { type TooThin, tooThin } from '#numerics/series/too-thin.ts';
import { levelOf } from '../../measures/combined-evidence.ts';
import { LEAST_STEPS } from './follower-bursts.ts';

const LEAST_SHARE = 0.005;

export interface FollowerPurges {
  state: 'ok';
  p: number;
  level: Level;
  purges: { at: number; atMs: number; loss: number; days: number; p: number }[];
  steps: number;
  coarse: number;
}

export function followerPurges(series: CounterSeries): FollowerPurges | TooThin {
  if (series.count.length <= LEAST_STEPS) return tooThin(LEAST_STEPS + 1, series.count.length);
  const { steps, p } = stepSurprise(series, -1);
  if (steps.gain.length < LEAST_STEPS) return tooThin(LEAST_STEPS + 1, steps.gain.length + 1);
  const counted = standingOut(
    p,
    (i) =>
      -(steps.gain[i] as number) >=
      LEAST_SHARE * Math.max(1, series.count[steps.from[i] as number] as number),
  );
  return {
    state: 'ok',
    p: counted.p,
    level: levelOf(counted.p),
    purges: Array.from(counted.found, (i) => ({
      at: steps.to[i] as number,
      atMs: series.atMs[steps.to[i] as number] as number,
      loss: -(steps.gain[i] as number),
      days: steps.days[i] as number,
      p: p[i] as number,
    })),
    steps: steps.gain.length,
    coarse: steps.coarse,
  };
}
