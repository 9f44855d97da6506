/**
 * Greedy of the budgeted coverage literature: by gain per cost, by gain, and the best single one; the best of the three
 * is at least (1 − 1/√e) of the optimum where the ladder is concave and only the budget binds (Khuller, Moss & Naor 1999,
 * doi:10.1016/S0020-0190(99)00031-9).
 */
import type { Basket } from './basket.ts';
import { PENNY } from './cover.ts';

/** Adds the best-scored candidate until none is let in or none gains. Quotas that are short are filled first. */
export function fill(
  basket: Basket,
  score: (candidate: number) => number,
  banned: ReadonlySet<number> = NONE,
): number[] {
  const added: number[] = [];
  for (;;) {
    const short = basket.terms.families.length > 0 ? basket.shortFamilies() : [];
    const pool =
      short.length > 0 ? [...new Set(short.flatMap((f) => basket.terms.families[f]?.members ?? []))] : null;
    let best = -1;
    let most = pool ? Number.NEGATIVE_INFINITY : 1e-12;
    const { costs, budget } = basket.terms;
    const room = budget * (1 + PENNY) + PENNY - basket.cost;
    for (const j of pool ? pool.filter((j) => basket.allowed.includes(j)) : basket.allowed) {
      if ((costs[j] as number) > room || basket.has(j) || banned.has(j)) continue;
      const s = score(j);
      if (s > most && basket.canAdd(j)) {
        most = s;
        best = j;
      }
    }
    if (best < 0) return added;
    basket.put(best);
    added.push(best);
  }
}
const NONE: ReadonlySet<number> = new Set();

/** Free candidates count as costing next to nothing, not nothing. */
export function gainPerCost(basket: Basket, power = 1): (j: number) => number {
  const { tally } = basket;
  const weights = weighed(basket.terms.costs, power);
  return (j) => tally.gain(j) / (weights[j] as number);
}

/** Costs to a power, kept: a search asks for the same few again at every step. */
function weighed(costs: Float64Array, power: number): Float64Array {
  let known = kept.get(costs);
  if (!known) kept.set(costs, (known = new Map()));
  let weights = known.get(power);
  if (!weights) known.set(power, (weights = costs.map((cost) => Math.max(1e-9, cost) ** power)));
  return weights;
}
const kept = new WeakMap<Float64Array, Map<number, Float64Array>>();

/** The three greedy choices, as lists, those that break the terms left out; the first alone when `goOn` says that time is up. */
export function greedyChoices(fresh: () => Basket, goOn: () => boolean): number[][] {
  const choices: number[][] = [];
  const keep = (basket: Basket) => {
    if (basket.feasible()) choices.push([...basket.list]);
  };
  for (const power of [1, 0]) {
    const basket = fresh();
    fill(basket, gainPerCost(basket, power));
    keep(basket);
    if (choices.length > 0 && !goOn()) return choices;
  }
  const single = fresh();
  let best = -1;
  for (const j of single.allowed)
    if (single.canAdd(j) && (best < 0 || single.tally.gain(j) > single.tally.gain(best))) best = j;
  if (best >= 0) single.put(best);
  keep(single);
  return choices;
}

/** Gain per cost, of equals the cheaper: many small names where one large one would overlap with all that follow. */
export function cheapFirst(basket: Basket): number[] {
  fill(basket, gainPerCost(basket, 1.02));
  return basket.feasible() ? [...basket.list] : [];
}
