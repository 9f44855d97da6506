/**
 * Influence under a budget: published graphs of `TOUCHSTONE_DATA`/graphs, and a seeded graph of a million nodes. Baselines on
 * the same graph: highest degree per cost, and greedy on reverse-reachable sets alone.
 */
import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rng } from '../src/basis/rng.ts';
import { readInfluenceGraph } from '../src/cli/influence-file.ts';
import {
  type InfluenceArcs,
  type InfluenceTerms,
  influenceSeeds,
} from '../src/domain/decisions/mix/measures/influence-seeds.ts';
import { diffusionOf, spreadOf } from '../src/numerics/graph/diffusion.ts';
import { immSeeds } from './imm-reference.ts';
import type { Line } from './run.ts';

const GRAPHS = join(process.env.TOUCHSTONE_DATA ?? '../shared/data', 'graphs');

interface Case {
  file: string;
  model: InfluenceTerms['model'];
  budget: number;
  seconds: number;
  /** Best spread that the data notes state as published for these settings. */
  published?: number;
}
const HEP_2000 = 'budgeted-CA-HepTh_02000_cost.txt.gz';
const CASES: Case[] = [
  { file: HEP_2000, model: { kind: 'ic', p: 0.1 }, budget: 2000, seconds: 15, published: 1869.47 },
  { file: 'budgeted-CA-HepTh_14000_cost.txt.gz', model: { kind: 'ic', p: 0.1 }, budget: 14_000, seconds: 15 },
  {
    file: 'budgeted-CA-CondMat_10000_cost.txt.gz',
    model: { kind: 'ic', p: 0.1 },
    budget: 10_000,
    seconds: 20,
  },
];

const PARTS: Record<string, () => Line[]> = {
  budgeted: () =>
    CASES.flatMap(({ file, model, budget, seconds, published }) => {
      const path = join(GRAPHS, file);
      if (!existsSync(path)) return [];
      const name = `${file.replace('budgeted-', '').replace('.txt.gz', '')}, p = ${'p' in model ? model.p : 'wc'}`;
      return measured(name, readInfluenceGraph(path, false), { model, budget }, { seconds, published }).lines;
    }),
  hept() {
    const hept = join(GRAPHS, 'NetHEPT.txt.gz');
    return existsSync(hept) ? againstImm(readInfluenceGraph(hept, false)) : [];
  },
  million: () =>
    measured('1 M nodes, 10 M arcs', million(), { model: { kind: 'wc' }, budget: 50 }, { seconds: 10 }).lines,
  process: millionFromFile,
};

/** @param parts some of them; all when none is named */
export function benchInfluence(parts: readonly string[]): Line[] {
  if (parts.some((part) => !(part in PARTS)))
    throw new Error(`influence has the parts ${Object.keys(PARTS).join(', ')}`);
  return Object.entries(PARTS).flatMap(([name, run]) =>
    parts.length === 0 || parts.includes(name) ? run() : [],
  );
}

/** The whole process of `touchstone eval influence` on a file of ten million arcs, reading included. */
function millionFromFile(): Line[] {
  const folder = mkdtempSync(join(tmpdir(), 'touchstone-arcs-'));
  try {
    const file = join(folder, 'arcs.txt');
    const { from, to } = million();
    for (let at = 0; at < from.length; at += 100_000) {
      const lines: string[] = [];
      for (let e = at; e < Math.min(from.length, at + 100_000); e++) lines.push(`${from[e]} ${to[e]}\n`);
      appendFileSync(file, lines.join(''));
    }
    const started = performance.now();
    const answer = execFileSync(
      process.execPath,
      ['src/cli/main.ts', 'eval', 'influence', '--graph', file, '--budget', '50', '--json'],
      { encoding: 'utf8' },
    );
    const took = (performance.now() - started) / 1000;
    const { spread, peakBytes } = JSON.parse(answer) as {
      spread: { value: number; low: number; high: number; runs: number };
      peakBytes: number;
    };
    return [
      {
        name: 'touchstone eval influence, 1 M nodes and 10 M arcs from a file: time',
        value: took,
        unit: 's',
        bound: 10,
        note: `spread ${spread.value.toFixed(0)} (${spread.low.toFixed(0)}–${spread.high.toFixed(0)}, ${spread.runs} runs), peak ${(peakBytes / 2 ** 30).toFixed(1)} GB`,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** NetHEPT, weighted cascade, 50 seeds: our spread beside that of seeds by IMM at ε = 0.1, counted by the same Monte Carlo. */
function againstImm(arcs: InfluenceArcs): Line[] {
  const model = { kind: 'wc' } as const;
  const { lines, found, graph } = measured('NetHEPT, wc', arcs, { model, budget: 50 }, { seconds: 15 });
  const place = new Map(Array.from({ length: arcs.nodeCount }, (_, v) => [arcs.nameOf(v), v]));
  const started = performance.now();
  const imm = immSeeds(graph, 50, 0.1, 'bench/imm');
  const took = (performance.now() - started) / 1000;
  const count = (seeds: readonly number[]) =>
    spreadOf(graph, seeds, rng('bench/hept'), { precision: 0.0005, mostRuns: 40_000 });
  const [ours, theirs] = [count(found.seeds.map(({ node }) => place.get(node) as number)), count(imm.seeds)];
  return [
    ...lines,
    {
      name: 'NetHEPT, wc, k = 50: spread of IMM (ε = 0.1) ÷ ours',
      value: theirs.value / ours.value,
      unit: 'ratio',
      bound: 1.01,
      note: `ours ${ours.value.toFixed(1)} (${ours.low.toFixed(1)}–${ours.high.toFixed(1)}), IMM ${theirs.value.toFixed(1)} (${theirs.low.toFixed(1)}–${theirs.high.toFixed(1)}) from ${imm.sets} sets in ${took.toFixed(1)} s`,
    },
  ];
}

function measured(
  name: string,
  arcs: InfluenceArcs,
  { model, budget }: Pick<InfluenceTerms, 'model' | 'budget'>,
  { seconds, published }: { seconds: number; published?: number | undefined },
) {
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
  const spoken = `spread ${spread.value.toFixed(1)} (${spread.low.toFixed(1)}–${spread.high.toFixed(1)})`;
  const lines: Line[] = [
    {
      name: `${name}: degree per cost ÷ spread`,
      value: simple.value / spread.value,
      unit: 'ratio',
      bound: 1,
      note: `${spoken}, greedy on sets ${found.greedySpread.toFixed(1)}, degree ${simple.value.toFixed(1)}, certified ${(100 * found.certifiedShare).toFixed(0)} %, nobody above ${found.upperSpread.toFixed(1)}, ${found.setCount} sets`,
    },
    { name: `${name}: time`, value: took, unit: 's', bound: seconds * 1.05, note: '' },
  ];
  if (published !== undefined)
    lines.push({
      name: `${name}: published ÷ spread`,
      value: published / spread.value,
      unit: 'ratio',
      bound: 1,
      note: `published ${published}, ours ${spread.value.toFixed(1)}; in this model nobody is above ${found.upperSpread.toFixed(1)}`,
    });
  return { lines, found, graph };
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
