/** Dense blocks: accuracy on planted blocks of several densities and seeds, speed on a million edges, false blocks. */
import { denseBlocks } from '../src/domain/readings/authenticity/rings/measures/dense-blocks.ts';
import { blockGraph } from './block-graph.ts';
import { evaluate, publicFile } from './evaluation.ts';
import type { Line } from './run.ts';

interface Figure {
  value: number;
  low: number;
  high: number;
}
interface Blocks {
  blocks: { users: string[] }[];
  precision: Figure | null;
  recall: Figure | null;
  f1: Figure | null;
  totalMs: number;
  peakBytes: number;
}

/** 1 − F1, so that less is better: the bound .01 asks for F1 ≥ .99. */
function missedF1(found: readonly { users: number[] }[], truth: Set<number>): number {
  const users = new Set(found.flatMap((b) => b.users));
  const hits = [...users].filter((u) => truth.has(u)).length;
  return 1 - (2 * hits) / (users.size + truth.size);
}

export async function benchBlocks(): Promise<Line[]> {
  const lines: Line[] = [];
  const file = publicFile('bench-inputs/blocks-density-0.1.csv.gz');
  const truth = publicFile('bench-inputs/blocks-density-0.1.users.txt');
  if (file && truth) {
    const { result: printed, seconds } = evaluate('blocks', '--edges', file, '--users', truth);
    const result = printed as Blocks;
    const f1 = result.f1 as Figure;
    lines.push(
      {
        name: 'blocks-density-0.1: 1 − F1 on accounts',
        value: 1 - f1.value,
        unit: 'ratio',
        bound: 0.01,
        note: `F1 ${f1.value.toFixed(4)} (${f1.low.toFixed(4)}–${f1.high.toFixed(4)})`,
      },
      {
        name: 'blocks-density-0.1: reading and analysis',
        value: result.totalMs / 1000,
        unit: 's',
        bound: 2,
        note: `whole process ${seconds.toFixed(2)} s`,
      },
      {
        name: 'blocks-density-0.1: peak memory',
        value: result.peakBytes / 1e6,
        unit: 'MB',
        bound: 500,
        note: '',
      },
    );
  }
  for (const [density, bound] of [
    [0.05, 0.5],
    [0.1, 0.01],
    [0.2, 0.01],
  ] as const)
    for (const seed of ['1', '2']) {
      const graph = blockGraph({ density, seed });
      const started = performance.now();
      const plain = denseBlocks({ user: graph.user, item: graph.item });
      const seconds = (performance.now() - started) / 1000;
      const timed = denseBlocks(graph);
      lines.push(
        {
          name: `planted block, density ${density}, seed ${seed}: 1 − F1`,
          value: missedF1(plain.blocks, graph.blockUsers),
          unit: 'ratio',
          bound: density === 0.05 ? null : bound,
          note: `${plain.blocks.length} blocks, ${seconds.toFixed(2)} s`,
        },
        {
          name: `the same with moments: 1 − F1`,
          value: missedF1(timed.blocks, graph.blockUsers),
          unit: 'ratio',
          bound,
          note: `${timed.blocks.length} blocks, the first found by ${timed.blocks[0]?.foundBy.join(', ')}`,
        },
      );
    }
  let falseGraphs = 0;
  const clean = 100;
  for (let i = 0; i < clean; i++) {
    const graph = blockGraph({ density: 0, seed: `clean ${i}`, users: 4000, items: 1000, edges: 20_000 });
    if (denseBlocks(graph).blocks.length > 0) falseGraphs++;
  }
  lines.push({
    name: `graphs without a block in which one is found, of ${clean}`,
    value: falseGraphs / clean,
    unit: 'ratio',
    bound: 0.05,
    note: 'declared .01',
  });
  const reviews = publicFile('coordination/reviews-labelled.csv.gz');
  if (reviews) {
    const result = evaluate('blocks', '--edges', reviews, '--label', 'filtered').result as Blocks;
    lines.push({
      name: 'reviews-labelled: blocks found',
      value: result.blocks.length,
      unit: 'ratio',
      bound: null,
      note: `precision ${result.precision?.value.toFixed(3) ?? '–'}, recall ${result.recall?.value.toFixed(3) ?? '–'} on accounts`,
    });
  }
  return lines;
}
