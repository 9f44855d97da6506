/**
 * Seeds of most expected spread within a budget: greedy by hits per cost and best single on reverse-reachable sets, doubled
 * until the seeds are certified (OPIM-C, Tang et al. 2018, doi:10.1145/3183713.3183749, with the knapsack form of its
 * upper bound), then ruin-and-recreate on the sets. A second, independent pool gives the lower bound.
 */
import { rng } from '#basis/rng.ts';
import {
  type Diffusion,
  type Spread,
  type SpreadSums,
  spreadFrom,
  spreadSums,
} from '#numerics/graph/diffusion.ts';
import { ReverseSets } from '#numerics/graph/reverse-sets.ts';
import { SecondThread } from '#numerics/graph/second-thread.ts';
import { Basket } from './basket.ts';
import { affordable, type Cover } from './cover.ts';
import { ladderOf, worthOfContacts } from './ladder.ts';
import { swapSearch } from './swap-search.ts';
import { CountTally } from './tally.ts';
import type { Watch } from './watch.ts';

export interface InfluenceAsk {
  costs: Float64Array;
  budget: number;
  watch: Watch;
  limitMs: number;
  /**
   * Stop doubling when the seeds are shown to have 1 − ε of the best possible spread; or 1 − 1/e − ε of it, the guarantee of
   * greedy, with a sample so large that it leaves less than ε/4 open (ε/2 where sets are dear).
   */
  epsilon: number;
  /** Entries of all sets of one pool that may be held: four bytes each, twice. */
  mostEntries: number;
  seed: string | number;
}

export interface Influence {
  seeds: number[];
  cost: number;
  /** By Monte Carlo on outcomes that had no part in choosing. */
  spread: Spread;
  /** With probability 1 − 1 ÷ nodes each: the seeds' spread is at least `lower`, nobody's is above `upper`. */
  lower: number;
  upper: number;
  setCount: number;
  greedySpread: number;
}

/** The first sets; on large graphs a pool that can tell anything is larger. */
const FIRST_SETS = 4096;
const FIRST_SETS_LARGE = 32_768;
const LARGE = 300_000;
/** Sampling that took so long may leave twice as much open. */
const DEAR_MS = 1200;
const MOST_SETS = 1 << 20;
/** Candidates of the local search: those that add most at the end of greedy, and the seeds. */
const SHORTLIST = 1200;
/** From so many arcs on a second thread pays for its start. */
const ARCS_FOR_TWO = 1_000_000;
/** The spread is counted to the finer interval for a while, and to the coarser for half as long again. */
const PRECISION = { fine: 0.001, coarse: 0.005 };
const COUNTING_MS = 1500;
const COUNTING_SHARE = 0.2;
const MOST_RUNS = 20_000;
/** Runs that are counted whatever the time. */
const LEAST_COUNTED = 14;

export function mostInfluential(graph: Diffusion, ask: InfluenceAsk): Influence {
  const second =
    graph.arcs.from.length >= ARCS_FOR_TWO
      ? new SecondThread(graph.arcs, graph.model, `${ask.seed}/judge`)
      : null;
  try {
    return search(graph, ask, second);
  } finally {
    second?.end();
  }
}

function search(graph: Diffusion, ask: InfluenceAsk, second: SecondThread | null): Influence {
  const { watch, budget, costs } = ask;
  const begin = watch.spentMs();
  const until = (share: number) => begin + share * (ask.limitMs - begin);
  const goOn = (share: number) => () => watch.spentMs() < until(share) && !watch.cancelled?.();
  const choosing = new ReverseSets(graph, rng(`${ask.seed}/choose`));
  const judge = second ? farJudge(second) : nearJudge(graph, `${ask.seed}/judge`);
  let picked: Picked = { seeds: [], hits: 0, upperHits: 0, gains: new Float64Array(0) };
  let bounds = { lower: 0, upper: graph.nodeCount, estimate: 0 };
  const firstSets = graph.nodeCount >= LARGE ? FIRST_SETS_LARGE : FIRST_SETS;
  let samplingMs = 0;
  /** What the sample leaves open is small beside ε. */
  const exact = ({ lower, estimate }: typeof bounds) =>
    estimate - lower <= (ask.epsilon / (samplingMs > DEAR_MS ? 2 : 4)) * estimate;
  for (let sets = firstSets; ; sets *= 2) {
    // The first sets are drawn whatever the time: without them there is no answer.
    const first = sets === firstSets;
    const before = watch.spentMs();
    judge.begin(sets, ask.mostEntries, first ? 1e9 : until(0.4) - watch.spentMs());
    const whole = choosing.growTo(sets, ask.mostEntries, first ? () => true : goOn(0.3));
    judge.finish();
    samplingMs += watch.spentMs() - before;
    picked = greedyHits(choosing, costs, budget);
    bounds = boundsOf(choosing, judge, picked);
    const ratio = bounds.upper > 0 ? bounds.lower / bounds.upper : 1;
    const sure = ratio >= 1 - ask.epsilon || (ratio >= 1 - 1 / Math.E - ask.epsilon && exact(bounds));
    if (sure || !whole || sets >= MOST_SETS || !goOn(0.3)()) break;
  }
  const greedySpread = (judge.hitBy(picked.seeds) / Math.max(1, judge.count())) * graph.nodeCount;
  const better = polished(choosing, picked, ask, goOn(0.6));
  if (better.hits > picked.hits) {
    picked = { ...picked, ...better };
    bounds = { ...boundsOf(choosing, judge, picked), upper: bounds.upper };
  }
  return {
    seeds: picked.seeds,
    cost: picked.seeds.reduce((sum, v) => sum + (costs[v] as number), 0),
    spread: counted(graph, picked.seeds, ask, second),
    lower: bounds.lower,
    upper: bounds.upper,
    setCount: choosing.count,
    greedySpread,
  };
}

/** The pool that has no part in choosing: here, or in the second thread. */
interface Judge {
  begin(count: number, mostEntries: number, ms: number): void;
  finish(): void;
  count(): number;
  hitBy(seeds: readonly number[]): number;
}

function nearJudge(graph: Diffusion, seed: string): Judge {
  const sets = new ReverseSets(graph, rng(seed));
  let asked = { count: 0, mostEntries: 0, ms: 0 };
  return {
    begin: (count, mostEntries, ms) => void (asked = { count, mostEntries, ms }),
    finish() {
      const until = performance.now() + asked.ms;
      sets.growTo(asked.count, asked.mostEntries, () => performance.now() < until);
    },
    count: () => sets.count,
    hitBy: (seeds) => sets.hitBy(seeds),
  };
}

function farJudge(second: SecondThread): Judge {
  let known = 0;
  return {
    begin: (count, mostEntries, ms) => second.ask({ kind: 'grow', count, mostEntries, ms }),
    finish() {
      const answer = second.answer();
      if ('count' in answer) known = answer.count;
    },
    count: () => known,
    hitBy(seeds) {
      second.ask({ kind: 'hits', seeds });
      const answer = second.answer();
      return 'hits' in answer ? answer.hits : 0;
    },
  };
}

/** Fresh outcomes, half of them in the second thread where there is one. */
function counted(
  graph: Diffusion,
  seeds: readonly number[],
  ask: InfluenceAsk,
  second: SecondThread | null,
): Spread {
  const { watch } = ask;
  const threads = second ? 2 : 1;
  const mostRuns = MOST_RUNS / threads;
  const label = `${ask.seed}/spread`;
  let sums: SpreadSums = { sum: 0, squares: 0, runs: 0 };
  const patience = Math.max(COUNTING_MS, COUNTING_SHARE * watch.spentMs());
  for (const [precision, share] of [
    [PRECISION.fine, 1],
    [PRECISION.coarse, 0.5],
  ] as const) {
    const ms = Math.max(0, Math.min(share * patience, ask.limitMs - watch.spentMs()));
    const stop = watch.spentMs() + ms;
    const leastRuns = Math.max(2, (LEAST_COUNTED - sums.runs) / threads);
    const limits = { precision: precision * Math.sqrt(threads), mostRuns, leastRuns };
    second?.ask({ kind: 'spread', seeds, seed: `${label}/${precision}/second`, ...limits, ms });
    const parts: SpreadSums[] = [
      spreadSums(graph, seeds, rng(precision === PRECISION.fine ? label : `${label}/${precision}`), {
        ...limits,
        goOn: () => watch.spentMs() < stop && !watch.cancelled?.(),
      }),
    ];
    const other = second?.answer();
    if (other && 'sum' in other) parts.push(other);
    for (const part of parts)
      sums = {
        sum: sums.sum + part.sum,
        squares: sums.squares + part.squares,
        runs: sums.runs + part.runs,
      };
    const { value, high } = spreadFrom(sums);
    if (high - value <= PRECISION.coarse * value || watch.spentMs() >= ask.limitMs || sums.runs >= MOST_RUNS)
      break;
  }
  return spreadFrom(sums);
}

interface Picked {
  seeds: number[];
  hits: number;
  /** No affordable set hits more of the pool. */
  upperHits: number;
  /** Hits that each node would still add. */
  gains: Float64Array;
}

/** The better of: hits per cost, hits, best single; with the knapsack upper bound met on the way. */
function greedyHits(pool: ReverseSets, costs: Float64Array, budget: number): Picked {
  const rows = pool.asRows();
  const byNode = pool.byNode();
  const n = costs.length;
  const order = Float64Array.from(costs);
  let upperHits = Number.POSITIVE_INFINITY;
  const run = (power: number): Picked => {
    const gains = Float64Array.from(
      { length: n },
      (_, v) => (byNode.start[v + 1] as number) - (byNode.start[v] as number),
    );
    const hit = new Uint8Array(rows.rowCount);
    const weight = costs.map((cost) => Math.max(1e-9, cost) ** power);
    const seeds: number[] = [];
    let [spent, hits] = [0, 0];
    for (let step = 0; ; step++) {
      if (step % 16 === 0) upperHits = Math.min(upperHits, hits + knapsackHits(gains, order, budget));
      let best = -1;
      let most = 0;
      for (let v = 0; v < n; v++) {
        const score = (gains[v] as number) / (weight[v] as number);
        if (score > most && affordable(spent + (costs[v] as number), budget)) {
          most = score;
          best = v;
        }
      }
      if (best < 0) break;
      seeds.push(best);
      spent += costs[best] as number;
      hits += gains[best] as number;
      for (let i = byNode.start[best] as number; i < (byNode.start[best + 1] as number); i++) {
        const set = byNode.columns[i] as number;
        if (hit[set]) continue;
        hit[set] = 1;
        for (let k = rows.start[set] as number; k < (rows.start[set + 1] as number); k++)
          gains[rows.columns[k] as number]!--;
      }
    }
    upperHits = Math.min(upperHits, hits + knapsackHits(gains, order, budget));
    return { seeds, hits, upperHits, gains };
  };
  let best = run(1);
  if (costs.some((cost) => cost !== costs[0])) {
    const byHits = run(0);
    if (byHits.hits > best.hits) best = byHits;
    let single = -1;
    for (let v = 0; v < n; v++)
      if (affordable(costs[v] as number, budget) && (single < 0 || size(v) > size(single))) single = v;
    if (single >= 0 && size(single) > best.hits) best = { ...best, seeds: [single], hits: size(single) };
  }
  return { ...best, upperHits: Math.min(rows.rowCount, upperHits) };

  function size(v: number): number {
    return (byNode.start[v + 1] as number) - (byNode.start[v] as number);
  }
}

const BUCKETS = 4096;

/** Most that gains of single nodes can sum to within the budget, the last node cut to fit. */
function knapsackHits(gains: Float64Array, costs: Float64Array, budget: number): number {
  let most = 0;
  for (let v = 0; v < gains.length; v++)
    if ((costs[v] as number) > 0) most = Math.max(most, (gains[v] as number) / (costs[v] as number));
  if (most === 0) most = 1;
  const bucketOf = (v: number) =>
    Math.min(
      BUCKETS - 1,
      Math.floor(((gains[v] as number) / Math.max(1e-12, costs[v] as number) / most) * BUCKETS),
    );
  // Only nodes at or above the ratio at which the money runs out need an order.
  const spent = new Float64Array(BUCKETS);
  for (let v = 0; v < gains.length; v++)
    if ((gains[v] as number) > 0) spent[bucketOf(v)]! += costs[v] as number;
  let edge = BUCKETS - 1;
  for (let total = spent[edge] as number; edge > 0 && total < budget; ) total += spent[--edge] as number;
  const able: number[] = [];
  for (let v = 0; v < gains.length; v++) if ((gains[v] as number) > 0 && bucketOf(v) >= edge) able.push(v);
  able.sort(
    (a, b) => (gains[b] as number) * (costs[a] as number) - (gains[a] as number) * (costs[b] as number),
  );
  let [left, sum] = [budget, 0];
  for (const v of able) {
    const cost = costs[v] as number;
    if (cost > left) return sum + ((gains[v] as number) * left) / cost;
    left -= cost;
    sum += gains[v] as number;
  }
  return sum;
}

/** Martingale bounds of OPIM-C, each failing with probability at most 1 ÷ nodes. */
function boundsOf(choosing: ReverseSets, judge: Judge, picked: Picked) {
  const n = choosing.graph.nodeCount;
  const a = Math.log(Math.max(2, n));
  const hits = judge.hitBy(picked.seeds);
  const low = (Math.sqrt(hits + (2 * a) / 9) - Math.sqrt(a / 2)) ** 2 - a / 18;
  const high = (Math.sqrt(picked.upperHits + a / 2) + Math.sqrt(a / 2)) ** 2;
  return {
    estimate: (hits / Math.max(1, judge.count())) * n,
    lower: Math.max(picked.seeds.length, (low / Math.max(1, judge.count())) * n),
    upper: Math.min(n, (high / Math.max(1, choosing.count)) * n),
  };
}

/** Ruin and recreate among the nodes that matter. */
function polished(pool: ReverseSets, picked: Picked, ask: InfluenceAsk, goOn: () => boolean) {
  const { costs, budget } = ask;
  const isSeed = new Set(picked.seeds);
  const rest: number[] = [];
  for (let v = 0; v < costs.length; v++)
    if (!isSeed.has(v) && (picked.gains[v] as number) > 0 && affordable(costs[v] as number, budget))
      rest.push(v);
  const use = (v: number) => (picked.gains[v] as number) / Math.max(1e-9, costs[v] as number);
  const nodes = [...picked.seeds, ...bestBy(rest, use, SHORTLIST)];
  const cover = narrowed(pool, nodes);
  const tally = new CountTally(cover, ladderOf(worthOfContacts('reach', 1, 1), nodes.length));
  const basket = new Basket(tally, {
    costs: Float64Array.from(nodes, (v) => costs[v] as number),
    budget,
    must: [],
    never: [],
    families: [],
  });
  basket.become(picked.seeds.map((_, i) => i));
  const found = swapSearch({
    basket,
    goal: () => tally.value(),
    rng: rng(`${ask.seed}/swap`),
    goOn: (step) => step < 1500 && goOn(),
  });
  return { seeds: found.choice.map((i) => nodes[i] as number), hits: found.value };
}

/** The first `count` by use, best first. Of very many nodes only those that can be among them are put in order. */
function bestBy(nodes: readonly number[], use: (v: number) => number, count: number): number[] {
  let most = 1e-12;
  for (const v of nodes) most = Math.max(most, use(v));
  const bucketOf = (v: number) => Math.min(BUCKETS - 1, Math.floor((use(v) / most) * BUCKETS));
  const sizes = new Int32Array(BUCKETS);
  for (const v of nodes) sizes[bucketOf(v)]!++;
  let edge = BUCKETS - 1;
  for (let total = sizes[edge] as number; edge > 0 && total < count; ) total += sizes[--edge] as number;
  return nodes
    .filter((v) => bucketOf(v) >= edge)
    .sort((a, b) => use(b) - use(a) || a - b)
    .slice(0, count);
}

/** The pool seen by some nodes: they are the candidates, the sets the groups. */
function narrowed(pool: ReverseSets, nodes: readonly number[]): Cover {
  const place = new Int32Array(pool.graph.nodeCount).fill(-1);
  for (const [i, v] of nodes.entries()) place[v] = i;
  const rows = pool.asRows();
  const memberStarts = new Int32Array(rows.rowCount + 1);
  const starts = new Int32Array(nodes.length + 1);
  for (let s = 0; s < rows.rowCount; s++) {
    let size = memberStarts[s] as number;
    for (let i = rows.start[s] as number; i < (rows.start[s + 1] as number); i++) {
      const at = place[rows.columns[i] as number] as number;
      if (at < 0) continue;
      size++;
      starts[at + 1]!++;
    }
    memberStarts[s + 1] = size;
  }
  for (let i = 0; i < nodes.length; i++) starts[i + 1]! += starts[i] as number;
  const members = new Int32Array(memberStarts[rows.rowCount] as number);
  const groups = new Int32Array(members.length);
  const next = starts.slice();
  let m = 0;
  for (let s = 0; s < rows.rowCount; s++)
    for (let i = rows.start[s] as number; i < (rows.start[s + 1] as number); i++) {
      const at = place[rows.columns[i] as number] as number;
      if (at < 0) continue;
      members[m++] = at;
      groups[next[at]!++] = s;
    }
  return {
    candidateCount: nodes.length,
    groupCount: rows.rowCount,
    starts,
    groups,
    memberStarts,
    members,
    weights: new Float64Array(rows.rowCount).fill(1),
    groupOf: new Int32Array(0),
  };
}
