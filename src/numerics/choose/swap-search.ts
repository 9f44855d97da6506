/**
 * Local search by removing a few names and filling up again (ruin and recreate, Schrimpf et al. 2000,
 * doi:10.1006/jcph.1999.6413; threshold accepting, Dueck & Scheuer 1990, doi:10.1016/0021-9991(90)90201-B). With one name
 * removed it is the swap search of the coverage literature. Seeded; never returns less than it was given.
 */
import type { Rng } from '#basis/rng.ts';
import type { Basket } from './basket.ts';
import { fill, gainPerCost } from './greedy.ts';

export interface SwapSearch {
  basket: Basket;
  /** Worth that counts; the basket's own tally may follow a smoother guide. */
  goal: () => number;
  rng: Rng;
  /** Called before each step with the steps done. */
  goOn: (steps: number) => boolean;
  /** Chosen candidates that share most people with this one: half of the ruins take such neighbours out together. */
  near?: (candidate: number, count: number) => number[];
}

/** @returns the best choice seen and its worth */
export function swapSearch({ basket, goal, rng, goOn, near }: SwapSearch): {
  choice: number[];
  value: number;
} {
  const worth = () => goal() + 1e-6 * basket.tally.value();
  let best = basket.feasible() ? [...basket.list] : [];
  let bestWorth = basket.feasible() ? worth() : Number.NEGATIVE_INFINITY;
  let bestGoal = basket.feasible() ? goal() : Number.NEGATIVE_INFINITY;
  let current = basket.tally.value();
  let since = 0;
  for (let step = 0; goOn(step); step++) {
    const free = basket.list.filter((j) => !basket.isFixed(j));
    if (free.length === 0 && step > 0) break;
    const most = Math.min(free.length, 1 + (since > 40 ? 5 : 3));
    const count = Math.min(free.length, rng.int(1, Math.max(1, most)));
    const before = [...basket.list];
    const around = near && free.length > AROUND_FROM && rng.chance(0.5) ? near(rng.pick(free), count) : null;
    const removed = new Set(around?.filter((j) => !basket.isFixed(j)) ?? ruin(basket, free, count, rng));
    for (const j of removed) basket.drop(j);
    const power = rng.pick([0, 0.5, 0.8, 1, 1.2]);
    const noise = rng.pick([0, 0.02, 0.1]);
    const score = gainPerCost(basket, power);
    // Half of the time what went out stays out, so that the fill cannot undo the removal.
    fill(
      basket,
      noise === 0 ? score : (j) => score(j) * (1 + noise * rng.next()),
      rng.chance(0.5) ? removed : undefined,
    );
    fill(basket, gainPerCost(basket));
    const now = basket.tally.value();
    const feasible = basket.feasible();
    if (feasible && worth() > bestWorth + 1e-9) {
      bestWorth = worth();
      bestGoal = goal();
      best = [...basket.list];
      since = 0;
    } else since++;
    const slack = 0.001 * Math.abs(current) * rng.next() ** 3;
    if (!feasible || now < current - slack) basket.become(before);
    else current = now;
    if (since > 0 && since % 400 === 0 && best.length > 0) {
      basket.become(best);
      current = basket.tally.value();
    }
  }
  return { choice: best, value: bestGoal };
}

/** In small choices everybody is a neighbour. */
const AROUND_FROM = 12;

/** Those that add least for their cost go first, with chance; sometimes any. */
function ruin(basket: Basket, free: number[], count: number, rng: Rng): number[] {
  const left = [...free];
  const out: number[] = [];
  const weighed = rng.chance(0.5);
  while (out.length < count && left.length > 0) {
    let at = rng.int(0, left.length - 1);
    if (weighed) {
      const other = rng.int(0, left.length - 1);
      const thin = (i: number) =>
        basket.tally.loss(left[i] as number) /
        Math.max(1e-9, basket.terms.costs[left[i] as number] as number);
      if (thin(other) < thin(at)) at = other;
    }
    out.push(left[at] as number);
    left.splice(at, 1);
  }
  return out;
}
