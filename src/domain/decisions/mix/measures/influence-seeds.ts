/**
 * Where reposts are observed: which accounts, paid within a budget, make a message spread furthest?
 * Method: reverse-reachable sets, doubled until the seeds are certified (1 − ε) of the best possible; greedy by hits per cost,
 *   by hits, best single; ruin-and-recreate on the sets; spread by Monte Carlo on outcomes that had no part in choosing.
 * Source: Borgs et al. 2014, arXiv:1212.0884; OPIM-C, Tang et al. 2018, doi:10.1145/3183713.3183749; SUBSIM, Guo et al. 2020,
 *   doi:10.1145/3318464.3389740; Khuller, Moss & Naor 1999, doi:10.1016/S0020-0190(99)00031-9.
 * Differs: the upper bound is the knapsack of the hits that nodes still add, since seeds have prices.
 * Limits: the cascade model and its chances are assumptions, not readings; the answer is for the graph as given. Sets are held
 *   in memory; where the limit of entries or time ends the doubling, `certifiedShare` says what is proven.
 * Verified: influence.test.ts (exact spread of tiny graphs), bench/influence.ts (published graphs).
 */
import { refused } from '#basis/error.ts';
import { type Influence, mostInfluential } from '#numerics/choose/influence.ts';
import type { Watch } from '#numerics/choose/watch.ts';
import { diffusionOf } from '#numerics/graph/diffusion.ts';

export interface InfluenceArcs {
  nodeCount: number;
  nameOf: (node: number) => string;
  from: Int32Array;
  to: Int32Array;
  costs: Float64Array;
}

export interface InfluenceTerms {
  model: { kind: 'ic'; p: number } | { kind: 'wc' };
  budget: number;
  epsilon: number;
  seed: string;
}

export interface InfluenceSeeds extends Omit<Influence, 'seeds' | 'lower' | 'upper'> {
  seeds: { node: string; cost: number }[];
  /** Probability bound on the pools: the seeds' spread is at least this, nobody's above `upperSpread`. */
  lowerSpread: number;
  upperSpread: number;
  /** lower ÷ upper: the share of the best possible spread that is proven. */
  certifiedShare: number;
}

/** Entries of reverse-reachable sets held in each of two pools. */
const MOST_ENTRIES = 40_000_000;

/** @throws refused when the budget pays for nobody */
export function influenceSeeds(
  arcs: InfluenceArcs,
  terms: InfluenceTerms,
  limits: { watch: Watch; limitMs: number },
): InfluenceSeeds {
  if (!arcs.costs.some((cost) => cost <= terms.budget))
    throw refused('no-seeds', `Nobody costs ${terms.budget} or less.`, {}, 'Raise the budget.');
  const { seeds, lower, upper, ...found } = mostInfluential(diffusionOf(arcs, terms.model), {
    ...limits,
    costs: arcs.costs,
    budget: terms.budget,
    epsilon: terms.epsilon,
    mostEntries: MOST_ENTRIES,
    seed: terms.seed,
  });
  return {
    ...found,
    seeds: seeds.map((v) => ({ node: arcs.nameOf(v), cost: arcs.costs[v] as number })),
    lowerSpread: lower,
    upperSpread: upper,
    certifiedShare: upper > 0 ? lower / upper : 1,
  };
}
