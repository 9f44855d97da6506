/**
 * Prices of contacts from the linear relaxation of capped coverage, max Σ w min(k, A x) with c·x ≤ budget, 0 ≤ x ≤ 1: the primal–
 * dual hybrid gradient with averages, restarts and a primal weight that is kept in balance (PDLP, Applegate et al. 2021,
 * arXiv:2106.04756), diagonal steps (Pock & Chambolle 2011, doi:10.1109/ICCV.2011.6126441), and the exact projection onto
 * the budgeted box. It closes the relaxation to 10⁻⁴ where subgradients stall, at one pass over the pairs a step.
 */
import { PENNY } from './cover.ts';
import type { CoverModel, Fixing } from './dual-bound.ts';

export interface LpPrices {
  /** Price of one contact with each group, 0–1. */
  dual: Float64Array;
  /** Shares of the candidates in the relaxation, 0–1. */
  fraction: Float64Array;
  /** No choice is worth more (families left aside), and what the fractional choice is worth. */
  bound: number;
  worth: number;
  /** Balance of the steps of both sides at the end. */
  weight: number;
}

const CHECK_EVERY = 20;

/**
 * @param effort `tolerance`: share of the bound that may stay open; `target`: worth already found
 * @returns null where the ladder is not min(contacts, k) with whole steps. Families are left aside: their
 *   prices are 0.
 */
export function lpPrices(
  { cover, terms, ladder, chances }: CoverModel,
  fixing: Fixing,
  effort: { tolerance: number; target: number; iterations: number; goOn: () => boolean },
): LpPrices | null {
  const cap = ladder.flatFrom;
  if (chances || !ladder.whole || !ladder.concave || ladder.worths[1] !== 1) return null;
  const { candidateCount: n, groupCount: m, weights, starts, groups, memberStarts, members } = cover;
  const { costs } = terms;
  let budget = terms.budget * (1 + PENNY) + PENNY;
  const open: number[] = [];
  for (let j = 0; j < n; j++) if (fixing[j] === 1) budget -= costs[j] as number;
  if (budget < 0) return null;
  for (let j = 0; j < n; j++) if (fixing[j] === 0 && (costs[j] as number) <= budget) open.push(j);
  const sizes = new Float64Array(n).fill(1e-9);
  for (let j = 0; j < n; j++)
    for (let i = starts[j] as number; i < (starts[j + 1] as number); i++)
      sizes[j]! += weights[groups[i] as number] as number;

  const values = (u: Float64Array, into: Float64Array) => {
    for (const j of open) {
      let sum = 0;
      for (let i = starts[j] as number, end = starts[j + 1] as number; i < end; i++) {
        const g = groups[i] as number;
        sum += (weights[g] as number) * (u[g] as number);
      }
      into[j] = sum;
    }
  };
  const contacts = (x: Float64Array, into: Float64Array) => {
    for (let g = 0; g < m; g++) {
      let sum = 0;
      for (let i = memberStarts[g] as number, end = memberStarts[g + 1] as number; i < end; i++)
        sum += x[members[i] as number] as number;
      into[g] = sum;
    }
  };
  const settled = new Float64Array(n);
  for (let j = 0; j < n; j++) if (fixing[j] === 1) settled[j] = 1;
  const base = new Float64Array(m);
  contacts(settled, base);
  const order = [...open];
  const scratch = new Float64Array(n);
  const boundAt = (u: Float64Array): number => {
    values(u, scratch);
    order.sort(
      (a, b) => (scratch[b] as number) * (costs[a] as number) - (scratch[a] as number) * (costs[b] as number),
    );
    let [left, sum] = [budget, 0];
    for (const j of order) {
      const value = scratch[j] as number;
      const cost = costs[j] as number;
      if (value <= 0) break;
      const share = cost <= left ? 1 : left / cost;
      sum += share * value;
      left -= share * cost;
      if (share < 1) break;
    }
    for (let g = 0; g < m; g++)
      sum += (weights[g] as number) * (cap + (u[g] as number) * (Math.min(cap, base[g] as number) - cap));
    return sum;
  };
  const reach = new Float64Array(m);
  const worthAt = (x: Float64Array): number => {
    contacts(x, reach);
    let sum = 0;
    for (let g = 0; g < m; g++) sum += (weights[g] as number) * Math.min(cap, reach[g] as number);
    return sum;
  };
  const project = (from: Float64Array, into: Float64Array, step: number) => {
    const spentAt = (price: number): number => {
      let spent = 0;
      for (const j of open) {
        const cost = costs[j] as number;
        const moved = (from[j] as number) - (price * step * cost) / (sizes[j] as number);
        const x = moved < 0 ? 0 : moved > 1 ? 1 : moved;
        into[j] = x;
        spent += x * cost;
      }
      return spent;
    };
    if (spentAt(0) <= budget) return;
    let [low, high] = [0, 1e-9];
    while (spentAt(high) > budget) high *= 8;
    for (let k = 0; k < 40; k++) {
      const middle = (low + high) / 2;
      if (spentAt(middle) > budget) low = middle;
      else high = middle;
    }
    spentAt(high);
  };

  let weight = 1;
  const x = settled.slice();
  const next = settled.slice();
  const ahead = settled.slice();
  const u = new Float64Array(m).fill(0.5);
  const pull = new Float64Array(n);
  const met = new Float64Array(m);
  const [xSum, uSum, xMean, uMean] = [new Float64Array(n), new Float64Array(m), settled.slice(), u.slice()];
  const [xFrom, uFrom] = [x.slice(), u.slice()];
  let taken = 0;
  let gapFrom = Number.POSITIVE_INFINITY;
  const best = { bound: boundAt(u), worth: 0, dual: u.slice(), fraction: x.slice() };
  const offer = (dual: Float64Array, fraction: Float64Array): number => {
    const bound = boundAt(dual);
    const worth = worthAt(fraction);
    if (bound < best.bound) {
      best.bound = bound;
      best.dual.set(dual);
    }
    if (worth > best.worth) {
      best.worth = worth;
      best.fraction.set(fraction);
    }
    return bound - worth;
  };
  // All contacts at full price: no more than the money buys. All for nothing: no more than there are people.
  for (const price of [0, 1]) offer(new Float64Array(m).fill(price), x);
  for (let k = 1; k <= effort.iterations; k++) {
    values(u, pull);
    for (const j of open)
      scratch[j] = (x[j] as number) + (pull[j] as number) / (weight * (sizes[j] as number));
    project(scratch, next, 1 / weight);
    for (const j of open) ahead[j] = 2 * (next[j] as number) - (x[j] as number);
    contacts(ahead, met);
    for (let g = 0; g < m; g++) {
      const degree = (memberStarts[g + 1] as number) - (memberStarts[g] as number);
      const moved = (u[g] as number) - (weight * ((met[g] as number) - cap)) / degree;
      const price = moved < 0 ? 0 : moved > 1 ? 1 : moved;
      u[g] = price;
      uSum[g]! += price;
    }
    for (const j of open) {
      x[j] = next[j] as number;
      xSum[j]! += next[j] as number;
    }
    taken++;
    const late = !effort.goOn();
    if (k % CHECK_EVERY !== 0 && !late) continue;
    for (const j of open) xMean[j] = (xSum[j] as number) / taken;
    for (let g = 0; g < m; g++) uMean[g] = (uSum[g] as number) / taken;
    const meanGap = offer(uMean, xMean);
    const lastGap = offer(u, x);
    const above = best.bound - Math.max(best.worth, effort.target);
    // What the relaxation itself leaves open no price can close.
    const enough = Math.max(effort.tolerance * best.bound, 0.03 * (best.bound - effort.target));
    if (above <= 0 || best.bound - best.worth <= enough || late) break;
    const gap = Math.min(meanGap, lastGap);
    if (gap > 0.4 * gapFrom && taken < 600) continue;
    if (meanGap < lastGap) {
      x.set(xMean);
      u.set(uMean);
    }
    gapFrom = gap;
    let [xMove, uMove] = [0, 0];
    for (const j of open) xMove += (sizes[j] as number) * ((x[j] as number) - (xFrom[j] as number)) ** 2;
    for (let g = 0; g < m; g++) {
      const degree = (memberStarts[g + 1] as number) - (memberStarts[g] as number);
      uMove += degree * (weights[g] as number) * ((u[g] as number) - (uFrom[g] as number)) ** 2;
    }
    if (xMove > 0 && uMove > 0) weight = Math.exp(0.5 * Math.log(weight) + 0.25 * Math.log(uMove / xMove));
    xFrom.set(x);
    uFrom.set(u);
    xSum.fill(0);
    uSum.fill(0);
    taken = 0;
  }
  return { ...best, weight };
}
