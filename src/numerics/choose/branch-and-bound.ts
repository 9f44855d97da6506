/**
 * Exact search: split on one candidate at a time (in or out), drop what the dual bound shows cannot be better, and fix
 * candidates whose opposite the same prices rule out (bound-based fixing). The node with the highest bound goes first, so
 * stopping at any moment leaves the best bound that the work so far proves. The tree is kept with its prices: whoever
 * has the pairs and the prices can add it up again without searching.
 */
import type { Basket } from './basket.ts';
import { boundNode, type CoverModel, type Fixing, type NodeBound, PRICE_STEPS } from './dual-bound.ts';
import { fill } from './greedy.ts';
import { lpPrices } from './lp-prices.ts';
import { MaxHeap } from './max-heap.ts';
import { PairBounds, type PairNode, type PairPoint } from './pair-bound.ts';
import { ReachBounds } from './reach-bound.ts';
import type { Watch } from './watch.ts';

/** One node of the proof. Children inherit the node's fixings, then `fixed`, then one side of `split`. */
export interface ProofNode {
  /** Prices in 240ths a group; null where the fixings break the terms. */
  dual: Uint8Array | null;
  budgetPrice: number;
  familyPrices: number[];
  /** +(j + 1): fixed in, its absence ruled out by these prices; −(j + 1): fixed out. */
  fixed: number[];
  split: number | null;
  /** Places of the children in the tree, out first. */
  children: [number, number] | null;
  /** With these the bound counts people whom two free candidates share. */
  pairs: PairPoint | null;
  /** Place of the node that bounds the same fixings, these included, once more by other prices. */
  again: number | null;
}

export interface BranchResult {
  choice: number[];
  value: number;
  bound: number;
  finished: boolean;
  nodeCount: number;
  tree: ProofNode[];
  /** Candidates whose choice would cost more than half of the root's gap: a search may leave them aside. */
  doubtful: number[];
}

/** Worths that are not whole numbers count as optimal within this share. */
export const GAP = 1e-6;

/** With fewer free candidates the end may come suddenly, however slow the pace. */
const MANY = 150;

/** Steps of the bound at a node below the root. */
const BELOW = 28;

/** Gradient steps, rounds and sweeps of bounds by shared pairs; share of the root's gap that they must close to go on. */
const PAIRS_AT_ROOT = { steps: 120, rounds: 6, sweeps: 10 };
const PAIRS_BELOW = { steps: 24, rounds: 1, sweeps: 4 };
const PAIRS_WORTH = 0.1;

/** The last free candidates are bounded with every price anew: the quick bound is not exact where nothing is free. */
const FEW = 16;

export interface BranchLimits {
  watch: Watch;
  limitMs: number;
  nodes: number;
  /** Bytes of prices kept; reaching it ends the search. */
  proofBytes: number;
  /** Stop at a choice worth this much; less is of no interest. */
  needed?: number;
}

interface Open {
  at: number;
  fixing: Fixing;
  result: NodeBound;
  bound: number;
}

/** @param fresh an empty basket with the goal itself as guide; @param incumbent the best choice known */
export function branchAndBound(
  model: CoverModel,
  fresh: () => Basket,
  incumbent: { choice: number[]; value: number },
  limits: BranchLimits,
): BranchResult {
  const n = model.cover.candidateCount;
  const whole = model.chances === null && model.ladder.whole;
  let { choice, value } = incumbent;
  /** A node below this holds nothing better. */
  const enough = () =>
    Math.max(
      whole ? value + 1 - 1e-6 : value + GAP * (1 + Math.abs(value)),
      limits.needed === undefined ? Number.NEGATIVE_INFINITY : limits.needed - 1e-6,
    );
  const pace = new Pace(model.terms.costs);
  const basket = fresh();
  const tree: ProofNode[] = [];
  const heap = new MaxHeap<Open>((open) => open.bound);
  let bytes = 0;
  /** Quick bounds below the root, for reach once without quotas. */
  let reach: ReachBounds | null = null;
  /** Bounds by shared pairs, once the root shows that they are worth their time. */
  let pairs: PairBounds | null = null;
  let doubtful: number[] = [];
  /** Highest bound among what was cut off. */
  let closed = Number.NEGATIVE_INFINITY;
  const goOn = () =>
    limits.watch.spentMs() < limits.limitMs &&
    !limits.watch.cancelled?.() &&
    value < (limits.needed ?? Number.POSITIVE_INFINITY);

  type Warm = Pick<NodeBound, 'dual'> & Partial<PairNode>;
  const begin = limits.watch.spentMs();
  const rootTime = (share: number) => () =>
    goOn() && limits.watch.spentMs() < begin + share * (limits.limitMs - begin);

  const bounded = (fixing: Fixing, parent: Warm | null, iterations: number): NodeBound | PairNode | null => {
    if (parent?.fraction && parent.curve && pairs && freeIn(fixing) >= FEW)
      return pairs.at(fixing, parent as PairNode, { ...PAIRS_BELOW, enough: enough(), goOn });
    const quickly =
      reach && parent?.fraction
        ? reach.at(fixing, parent.dual, parent.fraction, { iterations, enough: enough(), goOn })
        : null;
    return quickly && quickly.free.length >= FEW
      ? quickly
      : boundNode(model, fixing, parent?.dual ?? null, parent?.familyPrices ?? null, {
          iterations,
          target: value,
          enough: enough(),
          goOn,
        });
  };
  const visit = (at: number, fixing: Fixing, parent: Warm | null, iterations: number): number | null => {
    const result = bounded(fixing, parent, iterations);
    if (result && at === 0 && parent?.fraction) result.fraction = parent.fraction;
    return enter(at, fixing, result, parent?.bound ?? Number.POSITIVE_INFINITY);
  };
  /** Takes a bounded node into the tree: cut off, or fixed as far as its prices say and left open. */
  const enter = (
    at: number,
    fixing: Fixing,
    result: NodeBound | PairNode | null,
    cap: number,
  ): number | null => {
    const node: ProofNode = {
      dual: result?.dual ?? null,
      budgetPrice: result?.budgetPrice ?? 0,
      familyPrices: [...(result?.familyPrices ?? [])],
      fixed: [],
      split: null,
      children: null,
      pairs: result && 'pairs' in result ? result.pairs : null,
      again: null,
    };
    tree[at] = node;
    if (!result) return null;
    bytes += result.dual.length + 16 * (node.pairs?.at.length ?? 0);
    // Where little is free the node is nearly a choice, and it may be the better one.
    if (n < MANY || at % 16 < 2 || node.pairs || result.free.length < FEW) tryRounding(result, fixing);
    if (at === 0 || node.pairs)
      doubtful = result.free.filter((j) => (result.reduced[j] as number) < -0.5 * (result.bound - value));
    const bound = Math.min(result.bound, cap);
    if (bound < enough()) {
      closed = Math.max(closed, bound);
      return bound;
    }
    // What the money left cannot pay for is out without a word in the proof.
    const paid = new Set(result.free);
    let left = result.free.length;
    for (let j = 0; j < n; j++) if (fixing[j] === 0 && !paid.has(j)) fixing[j] = -1;
    for (const j of result.free) {
      const r = result.reduced[j] as number;
      if (result.bound - Math.abs(r) >= enough()) continue;
      // One stays open, so that a last split can show what the only choice left is worth.
      if (--left === 0) break;
      fixing[j] = r > 0 ? 1 : -1;
      node.fixed.push(r > 0 ? j + 1 : -(j + 1));
      closed = Math.max(closed, result.bound - Math.abs(r));
    }
    heap.push({ at, fixing, result, bound });
    return bound;
  };
  const tryRounding = ({ fraction }: NodeBound, fixing: Fixing) => {
    basket.become([]);
    for (let j = 0; j < n; j++) if (fixing[j] === 1 && !basket.has(j)) basket.put(j);
    fill(basket, (j) => (fixing[j] === -1 ? 0 : (fraction[j] as number)));
    fill(basket, (j) => basket.tally.gain(j) / Math.max(1e-9, model.terms.costs[j] as number));
    if (basket.feasible() && basket.tally.value() > value + 1e-9) {
      value = basket.tally.value();
      choice = [...basket.list];
    }
  };

  const root = new Int8Array(n);
  for (const j of model.terms.must) root[j] = 1;
  for (const j of model.terms.never) root[j] = -1;
  const prices = lpPrices(model, root, {
    tolerance: 2e-5,
    target: value,
    iterations: 4000,
    goOn: rootTime(0.4),
  });
  if (prices)
    visit(
      0,
      root,
      { dual: Uint8Array.from(prices.dual, (u) => Math.round(u * PRICE_STEPS)), fraction: prices.fraction },
      model.terms.families.length > 0 ? 200 : 8,
    );
  else visit(0, root, null, 400);
  const top = heap.peek();
  if (top && top.bound >= enough() && limits.nodes > 0 && PairBounds.fits(model, freeIn(top.fixing))) {
    const tried = new PairBounds(model);
    const found = tried.at(
      top.fixing,
      { ...top.result, curve: null },
      { ...PAIRS_AT_ROOT, enough: enough(), goOn: rootTime(0.5) },
    );
    if (found && found.bound < top.bound - PAIRS_WORTH * (top.bound - value)) {
      pairs = tried;
      heap.pop();
      (tree[top.at] as ProofNode).again = tree.length;
      enter(tree.length, top.fixing, found, top.bound);
    }
  }
  const branchBegin = limits.watch.spentMs();
  const rootBound = heap.peek()?.bound ?? 0;
  /** At the pace so far the time left would not close a fifth of the gap: it is better spent on the search. */
  const undecided = heap.peek()?.result.free.length ?? 0;
  const hopeless = (bound: number): boolean => {
    if (undecided < MANY) return false;
    const spent = limits.watch.spentMs() - branchBegin;
    const left = limits.limitMs - limits.watch.spentMs();
    if (spent < 0.15 * (spent + left)) return false;
    return ((rootBound - bound) / spent) * left < 0.2 * (bound - value);
  };
  if (prices && model.terms.families.length === 0 && model.ladder.flatFrom === 1)
    reach = new ReachBounds(model, prices);
  let finished = false;
  for (let done = 0; ; done++) {
    const top = heap.peek();
    if (!top || top.bound < enough()) {
      finished = true;
      break;
    }
    if (done % 64 === 0)
      limits.watch.progress?.({ phase: 'branch', value, bound: Math.max(top.bound, value) });
    if (done >= limits.nodes || bytes > limits.proofBytes || !goOn() || hopeless(top.bound)) break;
    heap.pop();
    const { at, fixing, result } = top;
    const split = splitOn(result, fixing, pace, model.terms.costs);
    if (split < 0) {
      // Nothing is free: the fixings are one choice, its bound is its worth.
      closed = Math.max(closed, top.bound);
      continue;
    }
    const node = tree[at] as ProofNode;
    node.split = split;
    node.children = [tree.length, tree.length + 1];
    tree.length += 2;
    const parent = { ...result, bound: top.bound };
    const share = result.fraction[split] as number;
    for (const side of [0, 1] as const) {
      const fixed = fixing.slice();
      fixed[split] = side === 1 ? 1 : -1;
      const bound = visit(node.children[side], fixed, parent, BELOW);
      if (bound !== null) pace.note(split, side, side === 1 ? 1 - share : share, top.bound - bound);
    }
  }
  const open = heap.peek()?.bound ?? Number.NEGATIVE_INFINITY;
  const bound = Math.max(value, whole ? Math.floor(Math.max(open, closed) + 1e-7) : Math.max(open, closed));
  // A leaf that is worth more than the choice leaves the proof open.
  finished &&= bound <= value + GAP * (1 + Math.abs(value));
  return { choice, value, bound, finished, nodeCount: tree.length, tree, doubtful };
}

const freeIn = (fixing: Fixing): number => fixing.reduce((sum, f) => sum + (f === 0 ? 1 : 0), 0);

/**
 * What a split on each candidate has brought so far: fall of the bound by distance moved and by cost, out and in. Where nothing
 * was tried the mean of all splits stands in (pseudo-costs; Achterberg, Koch & Martin 2005, doi:10.1016/j.orl.2004.04.002).
 */
class Pace {
  private readonly costs: Float64Array;
  private readonly falls: [Float64Array, Float64Array];
  private readonly tries: [Float64Array, Float64Array];
  private readonly sums: [number, number] = [1, 1];
  private count = 1;

  constructor(costs: Float64Array) {
    this.costs = costs;
    this.falls = [new Float64Array(costs.length), new Float64Array(costs.length)];
    this.tries = [new Float64Array(costs.length), new Float64Array(costs.length)];
  }

  /** @param side 0 out, 1 in; @param distance how far the candidate's share was moved */
  note(j: number, side: 0 | 1, distance: number, fall: number): void {
    if (!(fall >= 0) || distance < 0.02) return;
    const rate = fall / distance / Math.max(1e-9, this.costs[j] as number);
    this.falls[side][j]! += rate;
    this.tries[side][j]!++;
    this.sums[side] += rate;
    this.count += 0.5;
  }

  /** Expected fall on the worse side, with a sixth of the better one's. */
  score(j: number, x: number): number {
    const cost = this.costs[j] as number;
    const at = (side: 0 | 1) => {
      const tried = this.tries[side][j] as number;
      return cost * (tried > 0 ? (this.falls[side][j] as number) / tried : this.sums[side] / this.count);
    };
    const [out, inside] = [x * at(0), (1 - x) * at(1)];
    return (5 * Math.min(out, inside) + Math.max(out, inside)) / 6;
  }
}

/** The free candidate whose place, once settled either way, promises to lower the bound most. */
function splitOn({ fraction, reduced }: NodeBound, fixing: Fixing, pace: Pace, costs: Float64Array): number {
  let best = -1;
  let most = Number.NEGATIVE_INFINITY;
  for (let j = 0; j < fixing.length; j++) {
    if (fixing[j] !== 0) continue;
    const x = fraction[j] as number;
    const doubt = Math.min(x, 1 - x) * (costs[j] as number);
    const score = pace.score(j, x) + 1e-9 * doubt - 1e-6 * Math.abs(reduced[j] as number);
    if (score > most) {
      most = score;
      best = j;
    }
  }
  return best;
}
