/**
 * Upper bound on what any choice within the terms can be worth, by Lagrangian relaxation of “a group counts only the
 * contacts that are chosen”: price u_g of a contact with group g, price λ of money, price μ_f of a place in family f.
 *
 *   L(u, λ, μ) = Σ_g w_g max_y [F(y) − u_g (y − base_g)] + λ (budget left) + Σ_f (best use of μ_f) + Σ_j max(0, r_j)
 *   r_j = a_j Σ_{g ∋ j} w_g u_g − λ cost_j − Σ_{f ∋ j} μ_f
 *
 * Any u, λ ≥ 0, μ give a bound; the volume algorithm (Barahona & Anbil 2000, doi:10.1007/s101070050002) looks for a low
 * one and leaves a fractional choice that says where to branch. y runs over whole contacts between those already fixed
 * and all that are left, so the bound is exact once everything is fixed, on any ladder.
 */
import { type Cover, PENNY, type Terms } from './cover.ts';
import type { Ladder } from './ladder.ts';

/** −1 fixed out, 0 free, 1 fixed in. */
export type Fixing = Int8Array;

export interface CoverModel {
  cover: Cover;
  terms: Terms;
  ladder: Ladder;
  /** Chances that differ between candidates (reach once); then contacts are measured by −ln(1 − p). */
  chances: Float64Array | null;
}

/** Contact prices are kept as whole 240ths: exact for 0, 1, ½, ⅓, ¼, ⅕, ⅙ and one byte each. */
export const PRICE_STEPS = 240;

export interface NodeBound {
  bound: number;
  /** 240ths, one a group. */
  dual: Uint8Array;
  budgetPrice: number;
  familyPrices: Float64Array;
  /** Candidates that are free and that the money left pays for. */
  free: number[];
  /** r_j at these prices; 0 for fixed candidates. */
  reduced: Float64Array;
  /** Averaged choice of the relaxation, 0–1. */
  fraction: Float64Array;
}

export interface BoundEffort {
  iterations: number;
  /** Worth already found: steps are sized by the distance to it. */
  target: number;
  /** Stop as soon as the bound is below this. */
  enough: number;
  goOn?: () => boolean;
}

/** Null when the fixings break the terms. @param warm 240ths to start from */
export function boundNode(
  model: CoverModel,
  fixing: Fixing,
  warm: Uint8Array | null,
  warmFamilies: Float64Array | null,
  effort: BoundEffort,
): NodeBound | null {
  const part = openPart(model, fixing);
  if (!part) return null;
  const count = part.weights.length;
  const families = model.terms.families.length;
  const center = new Float64Array(count);
  for (let i = 0; i < count; i++)
    center[i] = warm
      ? Math.min(part.steepest[i] as number, (warm[part.group[i] as number] as number) / PRICE_STEPS)
      : (part.steepest[i] as number) / 2;
  const centerFamilies = warmFamilies?.slice() ?? new Float64Array(families);
  const trial = center.slice();
  const trialFamilies = centerFamilies.slice();
  let at = part.price(trial, trialFamilies);
  let best = at.bound;
  let bestPrice = at.budgetPrice;
  const share = at.choice.slice();
  const pull = at.pull.slice();
  const familyPull = at.familyPull.slice();
  let size = warm ? 0.3 : 1;
  let fails = 0;
  for (let k = 0; k < effort.iterations && best >= effort.enough; k++) {
    if (effort.goOn && k % 2 === 1 && !effort.goOn()) break;
    let norm = 0;
    for (let i = 0; i < count; i++) norm += (part.weights[i] as number) * (pull[i] as number) ** 2;
    for (let f = 0; f < families; f++) norm += (familyPull[f] as number) ** 2;
    if (norm < 1e-9) break;
    const step = (size * Math.max(1e-6 * (1 + best), best - effort.target)) / norm;
    for (let i = 0; i < count; i++) {
      const moved = (center[i] as number) + step * (pull[i] as number);
      const top = part.steepest[i] as number;
      trial[i] = moved < 0 ? 0 : moved > top ? top : moved;
    }
    for (let f = 0; f < families; f++)
      trialFamilies[f] = (centerFamilies[f] as number) + step * (familyPull[f] as number);
    at = part.price(trial, trialFamilies);
    let along = 0;
    for (let i = 0; i < count; i++)
      along += (part.weights[i] as number) * (pull[i] as number) * (at.pull[i] as number);
    const mixing = k < 10 ? 0.3 : 0.1;
    blend(share, at.choice, mixing);
    blend(pull, at.pull, mixing);
    blend(familyPull, at.familyPull, mixing);
    if (at.bound < best) {
      best = at.bound;
      bestPrice = at.budgetPrice;
      center.set(trial);
      centerFamilies.set(trialFamilies);
      fails = 0;
      if (along > 0) size = Math.min(2, size * 1.15);
    } else if (++fails >= 6) {
      size *= 0.66;
      fails = 0;
    }
    if (size < 0.002) break;
  }
  const dual = new Uint8Array(model.cover.groupCount);
  for (let i = 0; i < count; i++) {
    const steps = Math.round((center[i] as number) * PRICE_STEPS);
    dual[part.group[i] as number] = steps;
    trial[i] = steps / PRICE_STEPS;
  }
  for (let f = 0; f < families; f++) centerFamilies[f] = Number((centerFamilies[f] as number).toFixed(6));
  at = part.price(trial, centerFamilies, bestPrice);
  const fraction = new Float64Array(model.cover.candidateCount);
  const reduced = new Float64Array(model.cover.candidateCount);
  for (const [c, j] of part.free.entries()) {
    fraction[j] = share[c] as number;
    reduced[j] = at.reduced[c] as number;
  }
  for (let j = 0; j < fixing.length; j++) if (fixing[j] === 1) fraction[j] = 1;
  return {
    bound: at.bound,
    dual,
    budgetPrice: at.budgetPrice,
    familyPrices: centerFamilies,
    free: part.free,
    reduced,
    fraction,
  };
}

function blend(into: Float64Array, from: Float64Array, share: number): void {
  for (let i = 0; i < into.length; i++) into[i]! += share * ((from[i] as number) - (into[i] as number));
}

interface Priced {
  bound: number;
  budgetPrice: number;
  choice: Float64Array;
  pull: Float64Array;
  familyPull: Float64Array;
  reduced: Float64Array;
}

/** The part of the problem that the fixings leave open: free candidates, and groups that can still grow. */
function openPart(model: CoverModel, fixing: Fixing) {
  const { cover, terms, ladder, chances } = model;
  const strength = (j: number) => (chances ? -Math.log1p(-Math.min(chances[j] as number, MOST_CHANCE)) : 1);
  let left = terms.budget;
  const free: number[] = [];
  for (let j = 0; j < fixing.length; j++) if (fixing[j] === 1) left -= terms.costs[j] as number;
  const slack = PENNY * (1 + terms.budget);
  if (left < -slack) return null;
  left = Math.max(0, left);
  for (let j = 0; j < fixing.length; j++)
    if (fixing[j] === 0 && (terms.costs[j] as number) <= left + slack) free.push(j);
  const isFree = new Uint8Array(fixing.length);
  for (const j of free) isFree[j] = 1;
  const rooms = terms.families.map(({ members, least, most }) => {
    const inside = new Set(members);
    let [taken, open] = [0, 0];
    for (const j of inside) {
      if (fixing[j] === 1) taken++;
      else if (isFree[j]) open++;
    }
    return { inside, least: least - taken, most: Math.min(most - taken, open), open };
  });
  if (rooms.some((room) => room.most < 0 || room.least > room.open)) return null;
  const familiesOf = free.map((j) => rooms.flatMap((room, f) => (room.inside.has(j) ? [f] : [])));
  const base = new Float64Array(cover.groupCount);
  const top = new Float64Array(cover.groupCount);
  const spent = chances ? null : new Float64Array(cover.groupCount);
  const add = (j: number, into: Float64Array) => {
    const a = strength(j);
    for (let i = cover.starts[j] as number; i < (cover.starts[j + 1] as number); i++)
      into[cover.groups[i] as number]! += a;
  };
  for (let j = 0; j < fixing.length; j++) if (fixing[j] === 1) add(j, base);
  // A group can get no more contacts than the money left buys of its cheapest candidates.
  for (const j of spent
    ? [...free].sort((a, b) => (terms.costs[a] as number) - (terms.costs[b] as number))
    : free) {
    if (!spent) {
      add(j, top);
      continue;
    }
    const cost = terms.costs[j] as number;
    for (let i = cover.starts[j] as number; i < (cover.starts[j + 1] as number); i++) {
      const g = cover.groups[i] as number;
      if ((spent[g] as number) + cost > left + slack) continue;
      spent[g]! += cost;
      top[g]!++;
    }
  }
  const worth = chances ? (s: number) => -Math.expm1(-s) : (s: number) => ladder.worths[s] as number;
  let settled = 0;
  const local = new Int32Array(cover.groupCount).fill(-1);
  const group: number[] = [];
  for (let g = 0; g < cover.groupCount; g++) {
    const b = base[g] as number;
    const here = worth(b);
    settled += (cover.weights[g] as number) * here;
    if (worth(b + (top[g] as number)) > here && (cover.weights[g] as number) > 0) {
      local[g] = group.length;
      group.push(g);
    }
  }
  const count = group.length;
  const weights = Float64Array.from(group, (g) => cover.weights[g] as number);
  const bases = Float64Array.from(group, (g) => base[g] as number);
  const tops = Float64Array.from(group, (g) => (base[g] as number) + (top[g] as number));
  const heres = Float64Array.from(bases, worth);
  const steepest = Float64Array.from(bases, (b, i) => {
    if (chances) return Math.exp(-b);
    let steep = 0;
    for (let y = b + 1; y <= Math.min(tops[i] as number, ladder.flatFrom); y++)
      steep = Math.max(steep, (worth(y) - worth(b)) / (y - b));
    return steep;
  });
  const begin = new Int32Array(free.length + 1);
  const into: number[] = [];
  for (const [c, j] of free.entries()) {
    for (let i = cover.starts[j] as number; i < (cover.starts[j + 1] as number); i++) {
      const at = local[cover.groups[i] as number] as number;
      if (at >= 0) into.push(at);
    }
    begin[c + 1] = into.length;
  }
  const cells = Int32Array.from(into);
  const strengths = Float64Array.from(free, strength);
  const costs = Float64Array.from(free, (j) => terms.costs[j] as number);
  const order = free.map((_, c) => c);

  /** @param budgetPrice given to keep it; else the best one for these prices */
  const price = (u: Float64Array, mu: Float64Array, given?: number): Priced => {
    const priced = {
      bound: settled,
      budgetPrice: 0,
      choice: new Float64Array(free.length),
      pull: new Float64Array(count),
      familyPull: new Float64Array(rooms.length),
      reduced: new Float64Array(free.length),
    };
    const { choice, pull, familyPull, reduced } = priced;
    for (let c = 0; c < free.length; c++) {
      let value = 0;
      for (let i = begin[c] as number; i < (begin[c + 1] as number); i++) {
        const g = cells[i] as number;
        value += (weights[g] as number) * (u[g] as number);
      }
      value *= strengths[c] as number;
      for (const f of familiesOf[c] as number[]) value -= mu[f] as number;
      reduced[c] = value;
    }
    const lambda = given ?? knapsack(order, reduced, costs, left, choice);
    if (given !== undefined) knapsack(order, reduced, costs, left, choice);
    priced.budgetPrice = lambda;
    priced.bound += lambda * left;
    for (let c = 0; c < free.length; c++) {
      const r = (reduced[c] as number) - lambda * (costs[c] as number);
      reduced[c] = r;
      if (r > 0) priced.bound += r;
      const x = choice[c] as number;
      if (x === 0) continue;
      const weight = x * (strengths[c] as number);
      for (let i = begin[c] as number; i < (begin[c + 1] as number); i++) pull[cells[i] as number]! -= weight;
      for (const f of familiesOf[c] as number[]) familyPull[f]! += x;
    }
    for (let g = 0; g < count; g++) {
      const b = bases[g] as number;
      const top = tops[g] as number;
      const ug = u[g] as number;
      const here = heres[g] as number;
      let most = here;
      let y = b;
      if (chances) {
        y = ug <= 0 ? top : Math.min(top, Math.max(b, -Math.log(ug)));
        most = -Math.expm1(-y) - ug * (y - b);
      } else {
        const end = top < ladder.flatFrom ? top : ladder.flatFrom;
        for (let z = b + 1 > ladder.firstAbove ? b + 1 : ladder.firstAbove; z <= end; z++) {
          const w = (ladder.worths[z] as number) - ug * (z - b);
          if (w > most) {
            most = w;
            y = z;
          }
        }
      }
      priced.bound += (weights[g] as number) * (most - here);
      pull[g]! += y - b;
    }
    for (const [f, room] of rooms.entries()) {
      const m = mu[f] as number;
      const use = m > 0 ? room.most : Math.max(0, room.least);
      priced.bound += m * use;
      familyPull[f]! -= use;
    }
    return priced;
  };
  return { free, group, weights, steepest, price };
}

/** A chance of 1 would need an infinite contact; the rest is below a millionth. */
export const MOST_CHANCE = 1 - 1e-6;

/** Fractional knapsack: best price of money for these values; fills `choice` with the 0–1 shares bought. */
function knapsack(
  order: number[],
  values: Float64Array,
  costs: Float64Array,
  left: number,
  choice: Float64Array,
): number {
  order.sort(
    (a, b) => (values[b] as number) * (costs[a] as number) - (values[a] as number) * (costs[b] as number),
  );
  let money = left;
  for (const c of order) {
    const value = values[c] as number;
    if (value <= 0) continue;
    const cost = costs[c] as number;
    if (cost <= money) {
      choice[c] = 1;
      money -= cost;
    } else {
      choice[c] = money / cost;
      return value / cost;
    }
  }
  return 0;
}
