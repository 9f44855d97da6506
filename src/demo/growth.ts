/** Follower counts over the year: honest growth, jagged purchases, smoothed purchases. */
import type { Rng } from '#basis/rng.ts';
import type { Creator } from './creators.ts';
import { DAY_MS, START_MS } from './frame.ts';

export interface Growth {
  creator: Creator;
  /** One count a day at midnight, days 0…365; the last is the account's present count. */
  daily: Int32Array;
  /** Days on which followers were bought, with how many; empty for honest accounts. */
  purchases: { day: number; count: number }[];
}

const DAYS = 366;

export function makeGrowth(random: Rng, creators: readonly Creator[]): Growth[] {
  return creators.map((creator) => {
    const purchases: Growth['purchases'] = [];
    const steps = new Float64Array(DAYS);
    const now = creator.followers;
    if (creator.role === 'bought-smoothed') {
      // A drip of the same size every day: its spread is far below that of any counting process.
      const drip = now * 0.0019;
      for (let d = 1; d < DAYS; d++) {
        const count = Math.round(drip * (1 + 0.012 * random.normal()));
        steps[d] = count;
        purchases.push({ day: d, count });
      }
    } else {
      const yearly = Math.min(1.2, random.logNormal(0.22, 0.6));
      const daily = (now * yearly) / (1 + yearly) / 365;
      for (let d = 1; d < DAYS; d++) {
        const week = d % 7 < 2 ? 1.35 : 0.86;
        steps[d] = random.poisson(daily * week * random.logNormal(0.85, 0.55)) - random.poisson(daily * 0.12);
      }
      // Honest accounts have good days too: a post that travels, followed by a tail.
      for (let i = random.poisson(2.2); i > 0; i--) {
        const at = random.int(5, 350);
        for (let d = 0; d < 10; d++)
          steps[at + d] = (steps[at + d] ?? 0) + Math.round(daily * 6 * random.next() * Math.exp(-d / 2.5));
      }
      if (creator.role === 'bought-jagged')
        for (let i = 0; i < 7; i++) {
          const day = 20 + i * 47 + random.int(0, 20);
          const count = Math.round(now * (0.05 + 0.05 * random.next()));
          steps[day] = (steps[day] ?? 0) + count;
          purchases.push({ day, count });
          // The supplier's accounts are swept up bit by bit.
          for (let d = day + 3; d < Math.min(DAYS, day + 30); d++)
            steps[d] = (steps[d] ?? 0) - Math.round(count * 0.006);
        }
    }
    const counts = new Int32Array(DAYS);
    counts[DAYS - 1] = now;
    for (let d = DAYS - 1; d > 0; d--)
      counts[d - 1] = Math.max(10, (counts[d] as number) - Math.round(steps[d] as number));
    return { creator, daily: counts, purchases };
  });
}

export const growthDayMs = (day: number): number => START_MS + day * DAY_MS;
