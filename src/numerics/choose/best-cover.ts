/**
 * The best choice within the terms, with the bound that shows how far from the best it can be: greedy, seeded swap
 * search from several starts, dual bound, exact search; on ladders that are not concave also exact search on shortlists
 * of what the starts liked. Stops at a proof, at the limits, or when cancelled.
 */
import { rng } from '#basis/rng.ts';
import { Basket } from './basket.ts';
import { branchAndBound, GAP, type ProofNode } from './branch-and-bound.ts';
import { affordable, type Cover } from './cover.ts';
import type { CoverModel } from './dual-bound.ts';
import { cheapFirst, fill, gainPerCost, greedyChoices } from './greedy.ts';
import { type Ladder, ladderOf } from './ladder.ts';
import { swapSearch } from './swap-search.ts';
import { ChanceTally, CountTally, type Tally } from './tally.ts';
import type { Watch } from './watch.ts';

export interface Limits {
  watch: Watch;
  limitMs: number;
  /** Steps of the swap search over all starts. */
  searchSteps: number;
  starts: number;
  /** Steps of a search after the bound, among names that its prices leave open; none where absent. */
  coreSteps?: number;
  /** Nodes of the exact search; 1 gives the bound alone, 0 not even that. */
  nodes: number;
  /** Bytes of contact prices that the proof may hold. */
  proofBytes: number;
  seed: number | string;
  /** Only asked whether this much can be had: stop at a choice worth it, or at a bound below it. */
  needed?: number;
  /** Choices to begin from; what they cost too much is dropped, the least useful first. */
  warm?: readonly (readonly number[])[];
}

export interface Found {
  choice: number[];
  value: number;
  bound: number;
  /** True when the value is shown to be the best possible. */
  optimal: boolean;
  /** Best of the greedy choices, for comparison. */
  greedyValue: number;
  nodeCount: number;
  tree: ProofNode[];
}

const SHORTLIST = 26;
const MANY = 150;
/** In less time than this a bound tells little, and half goes to the search. */
const SHORT_MS = 900;

/** @returns null when no choice keeps the terms, as far as the search can tell */
export function bestCover(model: CoverModel, limits: Limits): Found | null {
  const { watch, limitMs, needed = Number.POSITIVE_INFINITY } = limits;
  const begin = watch.spentMs();
  const until = (share: number) => begin + share * (limitMs - begin);
  const fresh = () => new Basket(goalTally(model), model.terms);
  const inTime = () => watch.spentMs() < limitMs && !watch.cancelled?.();
  const choices = greedyChoices(fresh, inTime);
  const worthOf = (choice: readonly number[]) => {
    const basket = fresh();
    basket.become(choice);
    return basket.tally.value();
  };
  let best = { choice: [] as number[], value: Number.NEGATIVE_INFINITY };
  const offer = (choice: number[], value = worthOf(choice)) => {
    if (value > best.value + 1e-9) best = { choice: [...choice], value };
  };
  for (const choice of choices) offer(choice);
  const greedyValue = Math.max(0, best.value);
  const small = inTime() ? cheapFirst(fresh()) : [];
  if (small.length > 0) offer(small);
  for (const choice of limits.warm ?? []) {
    const basket = repaired(fresh(), choice);
    if (basket.feasible()) offer([...basket.list], basket.tally.value());
  }
  const liked: number[][] = [...choices];
  const search = (label: string, untilMs: number, steps: number, within = model) => {
    for (let s = 0; s < limits.starts && best.value < needed && watch.spentMs() < untilMs; s++) {
      const random = rng(`${limits.seed}/${label}/${s}`);
      const { basket, goal } = startBasket(within, best.choice, s, random.next());
      const stop = watch.spentMs() + (untilMs - watch.spentMs()) / (limits.starts - s);
      const found = swapSearch({
        basket,
        goal,
        rng: random,
        near: neighboursIn(model.cover, basket),
        goOn: (step) => step < steps / limits.starts && watch.spentMs() < stop && !watch.cancelled?.(),
      });
      if (found.choice.length === 0) continue;
      liked.push(found.choice);
      offer(found.choice);
      watch.progress?.({ phase: 'search', value: best.value, bound: null });
    }
  };
  // With many candidates a bound is dear and greedy is near: the proof gets more of the time.
  const many = model.ladder.concave && model.cover.candidateCount >= MANY;
  search('first', until(many ? 0.08 : limitMs - begin < SHORT_MS ? 0.5 : 0.2), limits.searchSteps);
  const empty = fresh();
  if (best.value === Number.NEGATIVE_INFINITY && empty.feasible()) offer([...empty.list]);
  if (limits.nodes === 0 || best.value >= needed) {
    if (best.value === Number.NEGATIVE_INFINITY) return null;
    return { ...best, bound: Number.POSITIVE_INFINITY, optimal: false, greedyValue, nodeCount: 0, tree: [] };
  }
  const branched = branchAndBound(model, fresh, best, {
    watch,
    limitMs: until(many ? 0.88 : 0.85),
    nodes: limits.nodes,
    proofBytes: limits.proofBytes,
    needed: limits.needed,
  });
  if (branched.choice.length > 0) offer(branched.choice);
  if (best.value === Number.NEGATIVE_INFINITY) return null;
  let optimal = branched.finished;
  if (!optimal && limits.nodes > 1 && best.value < needed) {
    if (!model.ladder.concave) {
      const found = onShortlist(model, fresh, liked, best, { ...limits, limitMs: until(0.93) });
      offer(found);
    }
    // Names that the prices speak against most are left aside: the search is the faster, the bound is not touched.
    const never = new Set([...model.terms.never, ...branched.doubtful]);
    for (const j of [...best.choice, ...model.terms.must]) never.delete(j);
    const core = { ...model, terms: { ...model.terms, never: [...never] } };
    if (limits.coreSteps) search('core', until(0.97), limits.coreSteps, core);
    search('last', limitMs, limits.searchSteps);
    optimal = best.value >= branched.bound - GAP * (1 + branched.bound);
  }
  return {
    ...best,
    bound: Math.max(best.value, branched.bound),
    optimal,
    greedyValue,
    nodeCount: branched.nodeCount,
    tree: branched.tree,
  };
}

export function goalTally({ cover, ladder, chances }: CoverModel): Tally {
  return chances ? new ChanceTally(cover, chances) : new CountTally(cover, ladder);
}

/** The chosen that share most people with a candidate, itself first. */
function neighboursIn(cover: Cover, basket: Basket): (candidate: number, count: number) => number[] {
  const shared = new Float64Array(cover.candidateCount);
  return (candidate, count) => {
    shared.fill(0);
    for (let i = cover.starts[candidate] as number; i < (cover.starts[candidate + 1] as number); i++) {
      const g = cover.groups[i] as number;
      const weight = cover.weights[g] as number;
      for (let m = cover.memberStarts[g] as number; m < (cover.memberStarts[g + 1] as number); m++)
        shared[cover.members[m] as number]! += weight;
    }
    shared[candidate] = Number.POSITIVE_INFINITY;
    return [...basket.list].sort((a, b) => (shared[b] as number) - (shared[a] as number)).slice(0, count);
  };
}

function repaired(basket: Basket, choice: readonly number[]): Basket {
  const allowed = new Set(basket.allowed);
  for (const j of choice) if (allowed.has(j) && !basket.has(j)) basket.put(j);
  const use = (j: number) => basket.tally.loss(j) / Math.max(1e-9, basket.terms.costs[j] as number);
  while (!affordable(basket.cost, basket.terms.budget)) {
    const free = basket.list.filter((j) => !basket.isFixed(j));
    if (free.length === 0) break;
    basket.drop(free.reduce((worst, j) => (use(j) < use(worst) ? j : worst)));
  }
  fill(basket, gainPerCost(basket));
  return basket;
}

/** Starts differ in what guides them: on a ladder with a threshold a smooth one must lead the way up to it. */
function startBasket(model: CoverModel, best: readonly number[], start: number, luck: number) {
  const { cover, ladder, chances, terms } = model;
  if (chances || ladder.concave) {
    const basket = new Basket(goalTally(model), terms);
    if (start === 0 || luck < 0.5) basket.become([...new Set([...best, ...terms.must])]);
    else fill(basket, gainPerCost(basket, [0.5, 0.8, 1.2][start % 3]));
    return { basket, goal: () => basket.tally.value() };
  }
  const steep = [1, 2, 3, 1.5, 5, 8][start % 6] as number;
  const mix = [0.5, 0.15, 0.3][start % 3] as number;
  const tally = new CountTally(cover, guide(ladder, steep, mix));
  const basket = new Basket(tally, terms);
  fill(basket, gainPerCost(basket, start < 6 ? 1 : luck));
  const goal = () => {
    let sum = 0;
    for (let g = 0; g < cover.groupCount; g++) {
      const contacts = tally.contacts[g] as number;
      if (contacts >= ladder.firstAbove)
        sum += (cover.weights[g] as number) * (ladder.worths[contacts] as number);
    }
    return sum;
  };
  return { basket, goal };
}

/** The ladder with a ramp below its threshold, so that contacts on the way up are worth something. */
function guide(ladder: Ladder, steep: number, mix: number): Ladder {
  const full = Math.max(ladder.firstAbove, Math.min(ladder.flatFrom, 3 * ladder.firstAbove));
  const top = ladder.worths.at(-1) ?? 0;
  return ladderOf(
    (c) => (ladder.worths[c] ?? top) + mix * Math.min(1, c / full) ** steep,
    ladder.worths.length - 2,
  );
}

/** Exact search among the candidates that good choices share. */
function onShortlist(
  model: CoverModel,
  fresh: () => Basket,
  liked: readonly number[][],
  best: { choice: number[]; value: number },
  limits: Limits,
): number[] {
  const votes = new Float64Array(model.cover.candidateCount);
  for (const choice of liked) for (const j of choice) votes[j]!++;
  for (const j of [...best.choice, ...model.terms.must]) votes[j]! += liked.length;
  const order = Array.from(votes.keys()).sort((a, b) => (votes[b] as number) - (votes[a] as number));
  const size = Math.max(SHORTLIST, best.choice.length + 6);
  const never = [...model.terms.never, ...order.slice(size)];
  const narrow = { ...model, terms: { ...model.terms, never } };
  return branchAndBound(narrow, fresh, best, limits).choice;
}
