/**
 * The dual bound of reach once at many nodes of one search: warm-started primal–dual hybrid gradient on the relaxation of a node
 * (see lp-prices), over the groups whose price the root leaves in doubt. Groups that the root's fractional choice covers far too
 * much or far too little keep the root's price: any price gives a bound, and most steps would not move theirs. One pass
 * touches a part of the pairs, and nothing is built anew for a node.
 */
import { PENNY } from './cover.ts';
import { type CoverModel, type Fixing, type NodeBound, PRICE_STEPS } from './dual-bound.ts';
import type { LpPrices } from './lp-prices.ts';

/** Root contacts between these leave a price in doubt. */
const DOUBT = [0.45, 2] as const;

export class ReachBounds {
  private readonly model: CoverModel;
  private readonly root: Uint8Array;
  private readonly weight: number;
  /** Groups in doubt, and both directions of their pairs. */
  private readonly live: Int32Array;
  private readonly starts: Int32Array;
  private readonly cells: Int32Array;
  private readonly memberStarts: Int32Array;
  private readonly members: Int32Array;
  private readonly sizes: Float64Array;
  /** Worth of each candidate at the root's prices, from the groups not in doubt. */
  private readonly frozen: Float64Array;
  /** What the groups not in doubt leave beside their prices. */
  private readonly open: number;
  private readonly isLive: Uint8Array;
  private readonly settled: Uint8Array;
  private readonly scratch: Scratch;

  constructor(model: CoverModel, prices: LpPrices) {
    const { cover } = model;
    this.model = model;
    this.weight = prices.weight;
    this.root = Uint8Array.from(prices.dual, (u) => Math.round(u * PRICE_STEPS));
    const n = cover.candidateCount;
    const place = new Int32Array(cover.groupCount).fill(-1);
    const live: number[] = [];
    for (let g = 0; g < cover.groupCount; g++) {
      let met = 0;
      const [from, to] = [cover.memberStarts[g] as number, cover.memberStarts[g + 1] as number];
      for (let i = from; i < to; i++) met += prices.fraction[cover.members[i] as number] as number;
      const u = this.root[g] as number;
      if (to - from < 2 || ((met < DOUBT[0] || met > DOUBT[1]) && (u === 0 || u === PRICE_STEPS))) continue;
      place[g] = live.length;
      live.push(g);
    }
    this.live = Int32Array.from(live);
    this.starts = new Int32Array(n + 1);
    const cells: number[] = [];
    this.frozen = new Float64Array(n);
    this.sizes = new Float64Array(n);
    for (let j = 0; j < n; j++) {
      let size = 1e-9;
      for (let i = cover.starts[j] as number; i < (cover.starts[j + 1] as number); i++) {
        const g = cover.groups[i] as number;
        const w = cover.weights[g] as number;
        size += w;
        if ((place[g] as number) >= 0) cells.push(place[g] as number);
        else this.frozen[j]! += (w * (this.root[g] as number)) / PRICE_STEPS;
      }
      this.sizes[j] = size;
      this.starts[j + 1] = cells.length;
    }
    this.cells = Int32Array.from(cells);
    this.memberStarts = new Int32Array(live.length + 1);
    const members: number[] = [];
    for (const [i, g] of live.entries()) {
      for (let k = cover.memberStarts[g] as number; k < (cover.memberStarts[g + 1] as number); k++)
        members.push(cover.members[k] as number);
      this.memberStarts[i + 1] = members.length;
    }
    this.members = Int32Array.from(members);
    this.settled = new Uint8Array(cover.groupCount);
    this.isLive = new Uint8Array(cover.groupCount);
    for (const g of live) this.isLive[g] = 1;
    this.open = 0;
    for (let g = 0; g < cover.groupCount; g++)
      if (!this.isLive[g])
        this.open += (cover.weights[g] as number) * (1 - (this.root[g] as number) / PRICE_STEPS);
    this.scratch = scratchOf(n, live.length);
  }

  /** Null when the fixings break the budget. @param warm 240ths of all groups, @param fraction the choice to begin from */
  at(
    fixing: Fixing,
    warm: Uint8Array,
    fraction: Float64Array,
    effort: { iterations: number; enough: number; goOn: () => boolean },
  ): NodeBound | null {
    const { cover, terms } = this.model;
    const { weights, groups, memberStarts: all, members: names } = cover;
    const { costs } = terms;
    const { settled, isLive, live, starts, cells, memberStarts, members, sizes, weight } = this;
    const { x, next, ahead, value, best, u, uSum, mean, w, weighed, bestU, base } = this.scratch;
    const n = cover.candidateCount;
    const slack = PENNY * (1 + terms.budget);
    let left = terms.budget;
    for (let j = 0; j < n; j++) if (fixing[j] === 1) left -= costs[j] as number;
    if (left < -slack) return null;
    left = Math.max(0, left);
    const free: number[] = [];
    for (let j = 0; j < n; j++) if (fixing[j] === 0 && (costs[j] as number) <= left + slack) free.push(j);
    // What is covered already counts in full and has no price.
    settled.fill(0);
    base.set(this.frozen);
    let fixedPart = this.open;
    for (let j = 0; j < n; j++) {
      if (fixing[j] !== 1) continue;
      for (let i = cover.starts[j] as number; i < (cover.starts[j + 1] as number); i++) {
        const g = groups[i] as number;
        if (settled[g]) continue;
        settled[g] = 1;
        const weight = weights[g] as number;
        const price = (this.root[g] as number) / PRICE_STEPS;
        fixedPart += isLive[g] ? weight : weight * price;
        if (isLive[g] || price === 0) continue;
        for (let k = all[g] as number; k < (all[g + 1] as number); k++)
          base[names[k] as number]! -= weight * price;
      }
    }
    for (let i = 0; i < live.length; i++) {
      const g = live[i] as number;
      w[i] = settled[g] ? 0 : (weights[g] as number);
    }
    ahead.fill(0);
    const values = () => {
      for (const j of free) {
        let sum = base[j] as number;
        for (let i = starts[j] as number, end = starts[j + 1] as number; i < end; i++)
          sum += weighed[cells[i] as number] as number;
        value[j] = sum;
      }
    };
    const order = [...free];
    const boundAt = (of: Float64Array): { bound: number; price: number } => {
      for (let i = 0; i < live.length; i++) weighed[i] = (w[i] as number) * (of[i] as number);
      values();
      for (const j of order) best[j] = (value[j] as number) / Math.max(1e-12, costs[j] as number);
      order.sort((a, b) => (best[b] as number) - (best[a] as number));
      let money = left;
      let sum = fixedPart;
      let price = 0;
      for (const j of order) {
        const v = value[j] as number;
        if (v <= 0) break;
        const cost = costs[j] as number;
        if (cost > money) {
          price = v / cost;
          sum += price * money;
          break;
        }
        money -= cost;
        sum += v;
      }
      for (let i = 0; i < live.length; i++) sum += (w[i] as number) - (weighed[i] as number);
      return { bound: sum, price };
    };
    const project = () => {
      const spentAt = (price: number): number => {
        let spent = 0;
        for (const j of free) {
          const cost = costs[j] as number;
          const size = weight * (sizes[j] as number);
          const moved = (x[j] as number) + ((value[j] as number) - price * cost) / size;
          const share = moved < 0 ? 0 : moved > 1 ? 1 : moved;
          next[j] = share;
          spent += share * cost;
        }
        return spent;
      };
      if (spentAt(0) <= left) return;
      let [low, high] = [0, Math.max(1e-9, this.scratch.price)];
      while (spentAt(high) > left) [low, high] = [high, high * 2];
      for (let k = 0; k < 18; k++) {
        const middle = (low + high) / 2;
        if (spentAt(middle) > left) low = middle;
        else high = middle;
      }
      this.scratch.price = high;
      spentAt(high);
    };

    for (let i = 0; i < live.length; i++) u[i] = (warm[live[i] as number] as number) / PRICE_STEPS;
    let least = boundAt(u);
    bestU.set(u);
    x.fill(0);
    for (const j of free) x[j] = fraction[j] as number;
    uSum.fill(0);
    let taken = 0;
    const offer = (of: Float64Array) => {
      const found = boundAt(of);
      if (found.bound >= least.bound) return;
      least = found;
      bestU.set(of);
    };
    for (let k = 1; k <= effort.iterations && least.bound >= effort.enough; k++) {
      if (k % 4 === 0 && !effort.goOn()) break;
      values();
      project();
      for (const j of free) {
        ahead[j] = 2 * (next[j] as number) - (x[j] as number);
        x[j] = next[j] as number;
      }
      const late = 3 * k > effort.iterations;
      if (late) taken++;
      for (let g = 0; g < live.length; g++) {
        if (w[g] === 0) continue;
        let met = 0;
        const [from, to] = [memberStarts[g] as number, memberStarts[g + 1] as number];
        for (let i = from; i < to; i++) {
          met += ahead[members[i] as number] as number;
        }
        const moved = (u[g] as number) - (weight * (met - 1)) / (to - from);
        const price = moved < 0 ? 0 : moved > 1 ? 1 : moved;
        u[g] = price;
        weighed[g] = (w[g] as number) * price;
        if (late) uSum[g]! += price;
      }
      if (k % 12 === 0 || k === effort.iterations) {
        offer(u);
        if (taken > 0) {
          for (let g = 0; g < live.length; g++) mean[g] = (uSum[g] as number) / taken;
          offer(mean);
        }
        if (k < effort.iterations)
          for (let i = 0; i < live.length; i++) weighed[i] = (w[i] as number) * (u[i] as number);
      }
    }
    // The very prices that the proof holds: whole 240ths.
    const dual = this.root.slice();
    for (let i = 0; i < live.length; i++) {
      const steps = Math.round((bestU[i] as number) * PRICE_STEPS);
      dual[live[i] as number] = steps;
      bestU[i] = steps / PRICE_STEPS;
    }
    const { price } = boundAt(bestU);
    let bound = fixedPart + price * left;
    for (let i = 0; i < live.length; i++) bound += (w[i] as number) * (1 - (bestU[i] as number));
    const reduced = new Float64Array(n);
    for (const j of free) {
      const r = (value[j] as number) - price * (costs[j] as number);
      reduced[j] = r;
      if (r > 0) bound += r;
    }
    const shares = new Float64Array(n);
    for (const j of free) shares[j] = x[j] as number;
    for (let j = 0; j < n; j++) if (fixing[j] === 1) shares[j] = 1;
    for (let g = 0; g < settled.length; g++) if (settled[g]) dual[g] = 0;
    return {
      bound,
      dual,
      budgetPrice: price,
      familyPrices: NONE,
      free,
      reduced,
      fraction: shares,
    };
  }
}
const NONE = new Float64Array(0);

interface Scratch {
  x: Float64Array;
  next: Float64Array;
  ahead: Float64Array;
  value: Float64Array;
  best: Float64Array;
  base: Float64Array;
  u: Float64Array;
  uSum: Float64Array;
  mean: Float64Array;
  bestU: Float64Array;
  /** Weight of every live group, 0 where it is settled; and times its price. */
  w: Float64Array;
  weighed: Float64Array;
  /** Price of money the last projection met: where the next begins. */
  price: number;
}
const scratchOf = (n: number, live: number): Scratch => ({
  x: new Float64Array(n),
  next: new Float64Array(n),
  ahead: new Float64Array(n),
  value: new Float64Array(n),
  best: new Float64Array(n),
  base: new Float64Array(n),
  u: new Float64Array(live),
  uSum: new Float64Array(live),
  mean: new Float64Array(live),
  bestU: new Float64Array(live),
  w: new Float64Array(live),
  weighed: new Float64Array(live),
  price: 0,
});
