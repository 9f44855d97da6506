/**
 * Influence under a budget: published graphs of `TOUCHSTONE_DATA`/graphs, and a seeded graph of a million nodes. Baselines on
 * the same graph: highest degree per cost, and greedy on reverse-reachable sets alone.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { rng } from '../src/basis/rng.ts';
import { readInfluenceGraph } from '../src/cli/influence-file.ts';
import {
  type InfluenceArcs,
  type InfluenceTerms,
  influenceSeeds,
} from '../src/domain/decisions/mix/measures/influence-seeds.ts';
import { diffusionOf, spreadOf } from '../src/numerics/graph/diffusion.ts';
import type { Line } from './run.ts';

const GRAPHS = join(process.env.TOUCHSTONE_DATA ?? '../shared/data', 'graphs');

export function benchInfluence(): Line[] {
  const lines: Line[] = [];
  for (const [file, model, budget, seconds] of [
    ['budgeted-CA-HepTh_02000_cost.txt.gz', { kind: 'ic', p: 0.1 }, 2000, 30],
    ['budgeted-CA-HepTh_14000_cost.txt.gz', { kind: 'ic', p: 0.1 }, 14_000, 30],
    ['budgeted-CA-CondMat_10000_cost.txt.gz', { kind: 'ic', p: 0.1 }, 10_000, 60],
    ['NetHEPT.txt.gz', { kind: 'wc' }, 50, 30],
  ] as const) {
    const path = join(GRAPHS, file);
    if (existsSync(path))
      lines.push(...measured(file, readInfluenceGraph(path, false), { model, budget }, seconds));
  }
  lines.push(...measured('1 M nodes, 10 M arcs', million(), { model: { kind: 'wc' }, budget: 50 }, 10));
  return lines;
}

function measured(
  name: string,
  arcs: InfluenceArcs,
  { model, budget }: Pick<InfluenceTerms, 'model' | 'budget'>,
  seconds: number,
): Line[] {
  const started = performance.now();
  const found = influenceSeeds(
    arcs,
    { model, budget, epsilon: 0.1, seed: 'bench' },
    { watch: { spentMs: () => performance.now() - started }, limitMs: 1000 * seconds },
  );
  const took = (performance.now() - started) / 1000;
  const graph = diffusionOf(arcs, model);
  const degree = (v: number) => (graph.out.start[v + 1] as number) - (graph.out.start[v] as number);
  const byDegree: number[] = [];
  let left = budget;
  for (const v of Array.from(arcs.costs.keys()).sort(
    (a, b) => degree(b) / (arcs.costs[b] as number) - degree(a) / (arcs.costs[a] as number),
  )) {
    const cost = arcs.costs[v] as number;
    if (cost > left) continue;
    left -= cost;
    byDegree.push(v);
    if (left <= 0 || byDegree.length > 500) break;
  }
  const simple = spreadOf(graph, byDegree, rng('bench/degree'), { precision: 0.005, mostRuns: 3000 });
  const { spread } = found;
  return [
    {
      name: `${name}: degree per cost ÷ spread`,
      value: simple.value / spread.value,
      unit: 'ratio',
      bound: 1,
      note: `spread ${spread.value.toFixed(1)} (${spread.low.toFixed(1)}–${spread.high.toFixed(1)}), greedy on sets ${found.greedySpread.toFixed(1)}, degree ${simple.value.toFixed(1)}, certified ${(100 * found.certifiedShare).toFixed(0)} %, ${found.setCount} sets`,
    },
    { name: `${name}: time`, value: took, unit: 's', bound: seconds * 1.1, note: '' },
  ];
}

/** Ten arcs into every node, from nodes met the more often the lower their number. */
function million(): InfluenceArcs {
  const nodeCount = 1_000_000;
  const arcCount = 10 * nodeCount;
  const random = rng('bench/million');
  const [from, to] = [new Int32Array(arcCount), new Int32Array(arcCount)];
  for (let e = 0; e < arcCount; e++) {
    from[e] = Math.floor(random.next() ** 3 * nodeCount);
    to[e] = Math.floor(random.next() * nodeCount);
  }
  return { nodeCount, nameOf: String, from, to, costs: new Float64Array(nodeCount).fill(1) };
}
