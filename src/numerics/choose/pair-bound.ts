/**
 * A bound on reach once that counts the people whom two chosen names share, where the linear relaxation lets halves of many names
 * cover everybody. A person with d free names over them counts at most
 *
 *   1[c ≥ 1] ≤ 1 − u + u c − (2 u / d) · c (c − 1) / 2     for c = 0 … d and any u in [0, 1],
 *
 * because the right side is convex in c and meets 1 at both ends. Summed over people the last term is ½ xᵀQ x with whole shares of
 * pairs in Q. For any D with Q + diag(D) ⪰ 0 and any point y, x being 0 or 1,
 *
 *   xᵀQ x = xᵀ(Q + D) x − D·x ≥ 2 yᵀ(Q + D) x − yᵀ(Q + D) y − D·x,
 *
 * so a choice is worth at most a sum over its names, with a knapsack left to solve. This is the semidefinite relaxation of 0–1
 * quadratics (Poljak, Rendl & Wolkowicz 1995, doi:10.1007/BF01100205; Billionnet, Elloumi & Plateau 2009,
 * doi:10.1016/j.dam.2007.12.007) with people's prices inside. u and y: primal–dual gradient steps; D: the low-rank coordinate
 * method (Wang, Chang & Kolter 2017, arXiv:1706.00476), scaled until Cholesky's factors exist.
 */
import { rng } from '#basis/rng.ts';
import { knapsack, projectInto } from './affordable-shares.ts';
import { PENNY } from './cover.ts';
import { type CoverModel, type Fixing, type NodeBound, PRICE_STEPS } from './dual-bound.ts';

/** What the proof of such a node holds beside its prices, in order of the free candidates. */
export interface PairPoint {
  at: number[];
  spread: number[];
}
export interface PairNode extends NodeBound {
  pairs: PairPoint;
  /** D ÷ worth of each candidate at the prices: where the next node begins. */
  curve: Float64Array;
}
interface PairWarm {
  dual: Uint8Array;
  fraction: Float64Array;
  curve: Float64Array | null;
}
interface PairEffort {
  /** Gradient steps of a round, and rounds; each round finds D anew. */
  steps: number;
  rounds: number;
  sweeps: number;
  enough: number;
  goOn: () => boolean;
}

/** Beyond so many free candidates, or pairs over one person, the matrix costs more than it tells. */
const MOST_FREE = 1100;
const MOST_PAIRS = 60_000_000;
const RANK = 24;
const FIRST_CURVE = 0.15;
const ROOM = 1.0004;
/** So many contacts at no price stay at no price. */
const AMPLE = 1.8;

export class PairBounds {
  private readonly model: CoverModel;
  /** Rows of the low-rank matrix behind D, by candidate: kept from node to node. */
  private readonly rows: Float64Array;
  private readonly scratch: {
    members: Int32Array;
    cells: Int32Array;
    groupOf: Int32Array;
    memberStarts: Int32Array;
  };

  constructor(model: CoverModel) {
    this.model = model;
    const random = rng('pair-bound');
    this.rows = Float64Array.from({ length: RANK * model.cover.candidateCount }, () => random.next() - 0.5);
    const { groupCount, members } = model.cover;
    this.scratch = {
      members: new Int32Array(members.length),
      cells: new Int32Array(members.length),
      groupOf: new Int32Array(groupCount),
      memberStarts: new Int32Array(groupCount + 1),
    };
  }

  /** Reach once, everybody seen, no quotas, and not too many free names. */
  static fits({ cover, ladder, chances, terms }: CoverModel, freeCount: number): boolean {
    if (chances || ladder.flatFrom !== 1 || !ladder.whole || terms.families.length > 0) return false;
    let pairs = 0;
    for (let g = 0; g < cover.groupCount; g++)
      pairs += ((cover.memberStarts[g + 1] as number) - (cover.memberStarts[g] as number)) ** 2;
    return freeCount <= MOST_FREE && freeCount > 1 && pairs <= MOST_PAIRS;
  }

  /** Null when the fixings break the budget. */
  at(fixing: Fixing, warm: PairWarm, effort: PairEffort): PairNode | null {
    const part = this.openPart(fixing, warm);
    if (!part) return null;
    const { free, count, starts, cells, memberStarts, members, w, groupOf, left, costs, settled, sizes } =
      part;
    const size = free.length;
    const x = Float64Array.from(free, (j) => warm.fraction[j] as number);
    const curve = Float64Array.from(free, (j) => warm.curve?.[j] ?? FIRST_CURVE);
    const u = Float64Array.from(groupOf, (g) => (warm.dual[g] as number) / PRICE_STEPS);
    const [next, pull, bend] = [new Float64Array(size), new Float64Array(size), new Float64Array(2 * size)];
    const [met, contacts, metBefore] = [
      new Float64Array(count),
      new Float64Array(count),
      new Float64Array(count),
    ];
    const [uSum, xSum] = [new Float64Array(count), new Float64Array(size)];
    /** Of each group: weight × u, that × 2 ÷ names over it, that × contacts. */
    const pulls = new Float64Array(3 * count);
    /** The right side of the inequality at shares, divided by u: contacts less shared pairs, plus what D gives back. */
    const meet = (of: Float64Array) => {
      for (let c = 0; c < size; c++) {
        const share = of[c] as number;
        bend[2 * c] = share * share;
        bend[2 * c + 1] = ((curve[c] as number) / 2) * share * (1 - share);
      }
      for (let g = 0; g < count; g++) {
        let [sum, squares, back] = [0, 0, 0];
        const [from, to] = [memberStarts[g] as number, memberStarts[g + 1] as number];
        for (let i = from; i < to; i++) {
          const c = members[i] as number;
          sum += of[c] as number;
          squares += bend[2 * c] as number;
          back += bend[2 * c + 1] as number;
        }
        contacts[g] = sum;
        met[g] = sum - (sum * sum - squares) / (to - from) + back;
      }
    };
    const project = (from: Float64Array, scale: Float64Array) => {
      const spentAt = (price: number): number => {
        let spent = 0;
        for (let c = 0; c < size; c++) {
          const cost = costs[c] as number;
          const moved = (from[c] as number) - (price * cost) / (scale[c] as number);
          const share = moved < 0 ? 0 : moved > 1 ? 1 : moved;
          next[c] = share;
          spent += share * cost;
        }
        return spent;
      };
      if (spentAt(0) <= left) return;
      let [low, high] = [0, 1];
      while (spentAt(high) > left) [low, high] = [high, high * 4];
      for (let k = 0; k < 36; k++) {
        const middle = (low + high) / 2;
        if (spentAt(middle) > left) low = middle;
        else high = middle;
      }
      spentAt(high);
    };
    const step = () => {
      for (let g = 0; g < count; g++) {
        const degree = (memberStarts[g + 1] as number) - (memberStarts[g] as number);
        const value = (w[g] as number) * (u[g] as number);
        const shared = (2 / degree) * value;
        pulls[3 * g] = value;
        pulls[3 * g + 1] = shared;
        pulls[3 * g + 2] = shared * (contacts[g] as number);
      }
      for (let c = 0; c < size; c++) {
        const share = x[c] as number;
        const bent = (curve[c] as number) / 2;
        const own = 1 + bent - 2 * bent * share;
        let sum = 0;
        for (let i = starts[c] as number, end = starts[c + 1] as number; i < end; i++) {
          const at = 3 * (cells[i] as number);
          sum += own * (pulls[at] as number) + share * (pulls[at + 1] as number) - (pulls[at + 2] as number);
        }
        pull[c] = share + sum / (sizes[c] as number);
      }
      project(pull, sizes);
      metBefore.set(met);
      meet(next);
      x.set(next);
      for (let g = 0; g < count; g++) {
        const degree = (memberStarts[g + 1] as number) - (memberStarts[g] as number);
        const moved = (u[g] as number) - (2 * (met[g] as number) - (metBefore[g] as number) - 1) / degree;
        u[g] = moved < 0 ? 0 : moved > 1 ? 1 : moved;
      }
    };
    let best: PairNode | null = null;
    for (let round = 0; round < effort.rounds; round++) {
      meet(x);
      uSum.fill(0);
      xSum.fill(0);
      let taken = 0;
      for (let k = 0; k < effort.steps; k++) {
        step();
        if (3 * k < effort.steps) continue;
        taken++;
        for (let g = 0; g < count; g++) uSum[g]! += u[g] as number;
        for (let c = 0; c < size; c++) xSum[c]! += x[c] as number;
      }
      if (taken > 0) {
        for (let g = 0; g < count; g++) u[g] = (uSum[g] as number) / taken;
        for (let c = 0; c < size; c++) x[c] = (xSum[c] as number) / taken;
      }
      const here = this.priced(part, u, x, effort.sweeps * (best || warm.curve ? 1 : 4));
      for (let c = 0; c < size; c++) {
        const found = here.curve[free[c] as number] as number;
        curve[c] = best || warm.curve ? (found + (curve[c] as number)) / 2 : found;
      }
      const gain = best ? best.bound - here.bound : Number.POSITIVE_INFINITY;
      if (!best || gain > 0) best = here;
      if (best.bound < effort.enough || !effort.goOn()) break;
      if (round > 1 && gain < 0.01 * (best.bound - effort.enough)) break;
    }
    if (best) for (let g = 0; g < settled.length; g++) if (settled[g]) best.dual[g] = 0;
    return best;
  }

  /** The whole bound at prices u (rounded as the proof holds them) near the shares x. */
  private priced(part: Part, u: Float64Array, near: Float64Array, sweeps: number): PairNode {
    const { free, count, memberStarts, members, w, groupOf, left, costs } = part;
    const { cover } = this.model;
    const size = free.length;
    const dual = new Uint8Array(cover.groupCount);
    const worth = new Float64Array(size);
    const shared = new Float64Array(size * size);
    let { constant } = part;
    for (let g = 0; g < count; g++) {
      const steps = Math.round((u[g] as number) * PRICE_STEPS);
      dual[groupOf[g] as number] = steps;
      const weight = w[g] as number;
      const value = (weight * steps) / PRICE_STEPS;
      constant += weight - value;
      const [from, to] = [memberStarts[g] as number, memberStarts[g + 1] as number];
      const each = (2 * value) / (to - from);
      for (let i = from; i < to; i++) {
        const a = members[i] as number;
        worth[a]! += value;
        for (let k = i + 1; k < to; k++) shared[a * size + (members[k] as number)]! += each;
      }
    }
    for (let a = 0; a < size; a++)
      for (let b = a + 1; b < size; b++) shared[b * size + a] = shared[a * size + b] as number;
    const spread = this.spreadOf(part, shared, worth, near, sweeps);
    const y = near.slice();
    const bent = new Float64Array(size);
    const linear = new Float64Array(size);
    const order = Array.from({ length: size }, (_, c) => c);
    const best = { bound: Number.POSITIVE_INFINITY, price: 0, at: y.slice(), linear: linear.slice() };
    for (let k = 0; k < 24; k++) {
      if (k % 3 === 0) for (let c = 0; c < size; c++) y[c] = Math.round((y[c] as number) * 1e4) / 1e4;
      let square = 0;
      for (let a = 0; a < size; a++) {
        let sum = (spread[a] as number) * (y[a] as number);
        for (let b = 0, row = a * size; b < size; b++) sum += (shared[row + b] as number) * (y[b] as number);
        bent[a] = sum;
        square += sum * (y[a] as number);
        linear[a] = (worth[a] as number) + (spread[a] as number) / 2 - sum;
      }
      if (k % 3 === 0) {
        const found = knapsack(order, linear, costs, left);
        const bound = constant + square / 2 + found.sum;
        if (bound < best.bound) {
          best.bound = bound;
          best.price = found.price;
          best.at.set(y);
          best.linear.set(linear);
        }
      }
      for (let c = 0; c < size; c++) {
        const scale = Math.max(1e-9, 0.6 * (worth[c] as number) + 0.5 * (spread[c] as number));
        bent[c] = scale;
        linear[c] = (y[c] as number) + (linear[c] as number) / scale;
      }
      projectInto(y, linear, bent, costs, left);
    }
    const n = cover.candidateCount;
    const [reduced, fraction, curve] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
    let bound = best.bound - best.price * left;
    for (const [c, j] of free.entries()) {
      const r = (best.linear[c] as number) - best.price * (costs[c] as number);
      reduced[j] = r;
      fraction[j] = best.at[c] as number;
      curve[j] = (spread[c] as number) / Math.max(1e-9, worth[c] as number);
    }
    // The same sum as the checker's: the knapsack's value through its price.
    bound = constant + best.price * left;
    let square = 0;
    for (const [c, j] of free.entries()) {
      if ((reduced[j] as number) > 0) bound += reduced[j] as number;
      let sum = (spread[c] as number) * (best.at[c] as number);
      for (let b = 0, row = c * size; b < size; b++)
        sum += (shared[row + b] as number) * (best.at[b] as number);
      square += sum * (best.at[c] as number);
    }
    bound += square / 2;
    for (let j = 0; j < n; j++) if (part.fixing[j] === 1) fraction[j] = 1;
    return {
      bound,
      dual,
      budgetPrice: best.price,
      familyPrices: new Float64Array(0),
      free: [...free],
      reduced,
      fraction,
      pairs: { at: Array.from(best.at), spread: Array.from(spread) },
      curve,
    };
  }

  /** D with Q + diag(D) positive definite and Σ D x (1 − x) small. */
  private spreadOf(
    part: Part,
    shared: Float64Array,
    worth: Float64Array,
    near: Float64Array,
    sweeps: number,
  ): Float64Array {
    const { rows } = this;
    const { free } = part;
    const size = free.length;
    const radius = near.map((share) => Math.sqrt(Math.max(0.01, share * (1 - share))));
    const own = new Float64Array(RANK * size);
    for (let c = 0; c < size; c++) {
      const from = RANK * (free[c] as number);
      let norm = 1e-12;
      for (let t = 0; t < RANK; t++) norm += (rows[from + t] as number) ** 2;
      const scale = (radius[c] as number) / Math.sqrt(norm);
      for (let t = 0; t < RANK; t++) own[RANK * c + t] = scale * (rows[from + t] as number);
    }
    const spread = new Float64Array(size);
    const pull = new Float64Array(RANK);
    for (let s = 0; s < sweeps; s++)
      for (let c = 0; c < size; c++) {
        pull.fill(0);
        for (let b = 0, row = c * size; b < size; b++) {
          const q = shared[row + b] as number;
          if (q === 0) continue;
          for (let t = 0, at = RANK * b; t < RANK; t++) pull[t]! += q * (own[at + t] as number);
        }
        let norm = 0;
        for (let t = 0; t < RANK; t++) norm += (pull[t] as number) ** 2;
        norm = Math.sqrt(norm);
        spread[c] = norm / (radius[c] as number);
        if (norm < 1e-12) continue;
        for (let t = 0; t < RANK; t++)
          own[RANK * c + t] = (-(pull[t] as number) / norm) * (radius[c] as number);
      }
    for (let c = 0; c < size; c++)
      for (let t = 0; t < RANK; t++) rows[RANK * (free[c] as number) + t] = own[RANK * c + t] as number;
    // What the sweeps leave open is closed by scaling.
    for (let c = 0; c < size; c++)
      spread[c] = ROOM * (spread[c] as number) + 1e-6 * (1 + (worth[c] as number));
    for (let more = 1.001; ; more *= 1.6) {
      const tried = spread.map((d) =>
        Number((d * (more > 1.0011 ? 1 + (more - 1) / 100 : 1)).toPrecision(8)),
      );
      if (factors(shared, tried)) return tried;
    }
  }

  /**
   * Free names and the people not yet reached who can be, both ways. People whom the warm shares cover amply at no price are set
   * down as reached: no step would price them.
   */
  private openPart(fixing: Fixing, warm: PairWarm): Part | null {
    const { cover, terms } = this.model;
    const { members, cells, groupOf, memberStarts } = this.scratch;
    const slack = PENNY * (1 + terms.budget);
    let left = terms.budget;
    for (let j = 0; j < fixing.length; j++) if (fixing[j] === 1) left -= terms.costs[j] as number;
    if (left < -slack) return null;
    left = Math.max(0, left);
    const free: number[] = [];
    const place = new Int32Array(fixing.length).fill(-1);
    for (let j = 0; j < fixing.length; j++)
      if (fixing[j] === 0 && (terms.costs[j] as number) <= left + slack) place[j] = free.push(j) - 1;
    const settled = new Uint8Array(cover.groupCount);
    let constant = 0;
    for (let j = 0; j < fixing.length; j++) {
      if (fixing[j] !== 1) continue;
      for (let i = cover.starts[j] as number; i < (cover.starts[j + 1] as number); i++)
        settled[cover.groups[i] as number] = 1;
    }
    const starts = new Int32Array(free.length + 1);
    const sizes = new Float64Array(free.length).fill(1e-9);
    let [count, size] = [0, 0];
    for (let g = 0; g < cover.groupCount; g++) {
      const weight = cover.weights[g] as number;
      if (settled[g] || weight === 0) {
        constant += weight;
        continue;
      }
      const begin = size;
      let met = 0;
      for (let i = cover.memberStarts[g] as number; i < (cover.memberStarts[g + 1] as number); i++) {
        const j = cover.members[i] as number;
        const c = place[j] as number;
        if (c < 0) continue;
        members[size++] = c;
        met += warm.fraction[j] as number;
      }
      if (size === begin) continue;
      for (let i = begin; i < size; i++) sizes[members[i] as number]! += weight;
      if (warm.curve && warm.dual[g] === 0 && met > AMPLE) {
        constant += weight;
        size = begin;
        continue;
      }
      for (let i = begin; i < size; i++) starts[(members[i] as number) + 1]!++;
      groupOf[count] = g;
      memberStarts[++count] = size;
    }
    for (let c = 0; c < free.length; c++) starts[c + 1]! += starts[c] as number;
    const placed = starts.slice();
    for (let g = 0; g < count; g++)
      for (let i = memberStarts[g] as number; i < (memberStarts[g + 1] as number); i++)
        cells[placed[members[i] as number]!++] = g;
    return {
      fixing,
      free,
      left,
      settled,
      constant,
      count,
      groupOf: groupOf.subarray(0, count),
      memberStarts,
      members,
      starts,
      cells,
      sizes,
      w: Float64Array.from(groupOf.subarray(0, count), (g) => cover.weights[g] as number),
      costs: Float64Array.from(free, (j) => terms.costs[j] as number),
    };
  }
}

interface Part {
  fixing: Fixing;
  free: number[];
  left: number;
  settled: Uint8Array;
  /** People whom fixed names reach, and those set down as reached. */
  constant: number;
  /** People under each name that no fixed name reaches. */
  sizes: Float64Array;
  count: number;
  groupOf: Int32Array;
  memberStarts: Int32Array;
  members: Int32Array;
  starts: Int32Array;
  cells: Int32Array;
  w: Float64Array;
  costs: Float64Array;
}

/** Whether Q + diag(D) has Cholesky factors. */
function factors(shared: Float64Array, spread: Float64Array): boolean {
  const size = spread.length;
  const lower = new Float64Array(size * size);
  for (let a = 0; a < size; a++) {
    const row = a * size;
    for (let b = 0; b <= a; b++) {
      const other = b * size;
      let sum = a === b ? (spread[a] as number) * (1 - 1e-9) : (shared[row + b] as number);
      for (let k = 0; k < b; k++) sum -= (lower[row + k] as number) * (lower[other + k] as number);
      if (a === b) {
        if (!(sum > 0)) return false;
        lower[row + a] = Math.sqrt(sum);
      } else lower[row + b] = sum / (lower[other + b] as number);
    }
  }
  return true;
}
