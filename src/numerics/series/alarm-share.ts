/**
 * How often do ordinary things pass a test that ranks them among others at a declared share? Scores of one group
 * (an account's posts) depend on each other, so groups are left out, split and resampled whole.
 */
import { rng } from '#basis/rng.ts';
import { rankTail, type ScorePool, scorePool } from './rank-tail.ts';
import { quantileOfSorted } from './robust.ts';

export interface AlarmShare {
  judged: number;
  groups: number;
  /** Each score ranked among those of all other groups, as a library does; interval by resampling groups. */
  measured: { value: number; low: number; high: number };
  /** Ranked among one half of the groups, counted in the other half; mean and 5–95 % of seeded splits, both ways. */
  heldOut: { value: number; low: number; high: number };
}

const SPLITS = 10;
const RESAMPLES = 200;

const isAlarm = (pool: ScorePool, score: number, declared: number, own?: ScorePool): boolean =>
  rankTail(pool, score, own) <= declared;

/** Larger scores are stranger; NaN is not judged. `group[i]` is the group of score i. */
export function alarmShare(
  scores: Float64Array,
  group: Int32Array,
  declared: number,
  seed: string | number,
): AlarmShare {
  const byGroup = new Map<number, number[]>();
  scores.forEach((score, i) => {
    if (Number.isNaN(score)) return;
    const own = byGroup.get(group[i] as number);
    if (own) own.push(score);
    else byGroup.set(group[i] as number, [score]);
  });
  const groups = [...byGroup.values()];
  const pool = scorePool(groups.flat());
  const counts = groups.map((own) => {
    const ownPool = scorePool(own);
    return { n: own.length, alarms: own.filter((s) => isAlarm(pool, s, declared, ownPool)).length };
  });
  const random = rng(`alarm-share/${seed}`);
  const resampled = Float64Array.from({ length: RESAMPLES }, () =>
    shareOf(counts.map(() => random.pick(counts))),
  ).sort();
  const held: number[] = [];
  for (let split = 0; split < SPLITS; split++) {
    const order = random.shuffle([...groups]);
    const half = order.length >> 1;
    for (const [learn, judge] of [
      [order.slice(0, half), order.slice(half)],
      [order.slice(half), order.slice(0, half)],
    ] as const) {
      const learned = scorePool(learn.flat());
      held.push(
        shareOf(
          judge.map((own) => ({
            n: own.length,
            alarms: own.filter((s) => isAlarm(learned, s, declared)).length,
          })),
        ),
      );
    }
  }
  const sortedHeld = Float64Array.from(held).sort();
  return {
    judged: pool.sorted.length,
    groups: groups.length,
    measured: {
      value: shareOf(counts),
      low: quantileOfSorted(resampled, 0.025),
      high: quantileOfSorted(resampled, 0.975),
    },
    heldOut: {
      value: held.reduce((sum, v) => sum + v, 0) / held.length,
      low: quantileOfSorted(sortedHeld, 0.05),
      high: quantileOfSorted(sortedHeld, 0.95),
    },
  };
}

function shareOf(counts: readonly { n: number; alarms: number }[]): number {
  const judged = counts.reduce((sum, c) => sum + c.n, 0);
  return judged === 0 ? 0 : counts.reduce((sum, c) => sum + c.alarms, 0) / judged;
}
