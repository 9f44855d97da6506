import type { Command } from 'commander';
import { usage } from '#basis/error.ts';
import { type InfluenceTerms, influenceSeeds } from '#domain/decisions/mix/measures/influence-seeds.ts';
import { readInfluenceGraph, withCosts } from '../influence-file.ts';
import { EXIT, print, printJson, printTable } from '../output.ts';
import { runAlone } from '../run-command.ts';

interface Flags {
  graph: string;
  model: string;
  p: string;
  budget?: string;
  costs?: string;
  undirected?: boolean;
  epsilon: string;
  timeLimit: string;
  seed: string;
}

/** `touchstone eval influence`: seeds of most expected spread within a budget. */
export function evalInfluence(group: Command): void {
  group
    .command('influence')
    .description('seeds of most expected spread within a budget, with the Monte Carlo interval of the spread')
    .requiredOption('--graph <file>', 'lines “from to”, or the published budgeted form; .gz too')
    .option('--model <model>', 'ic (one chance for every arc) or wc (1 ÷ arcs into the node)', 'wc')
    .option('--p <share>', 'chance of an arc in ic', '0.1')
    .option('--budget <n>', 'in the unit of the costs; the number of seeds where each costs 1')
    .option('--costs <file>', '“inline” (in the graph file), or a file of lines “node cost”; else 1 each')
    .option('--undirected', 'every line is an arc both ways')
    .option('--epsilon <share>', 'stop when the seeds are shown to have 1 − ε of the best possible', '0.1')
    .option('--time-limit <s>', 'the answer is there within so many seconds', '30')
    .option('--seed <text>', 'seed of the outcomes', 'influence')
    .action((flags: Flags, command: Command) =>
      runAlone(command, async ({ json }) => {
        // From the start of the process: loading the program counts too.
        const watch = { spentMs: () => performance.now() };
        let graph = readInfluenceGraph(flags.graph, flags.undirected ?? false);
        if (flags.costs === 'inline') {
          if (!graph.inlineCosts)
            throw usage(
              'no-costs',
              `${flags.graph} holds no costs.`,
              'Give --costs a file of lines “node cost”.',
            );
        } else if (flags.costs !== undefined) graph = withCosts(graph, flags.costs);
        else if (graph.inlineCosts) graph.costs.fill(1);
        const budget =
          flags.budget === undefined ? graph.budget : numberIn('--budget', flags.budget, 0, 1e15);
        if (budget === null) throw usage('missing-option', '--budget is missing.', 'Give --budget.');
        const terms: InfluenceTerms = {
          model: modelOf(flags),
          budget,
          epsilon: numberIn('--epsilon', flags.epsilon, 0.001, 0.99),
          seed: flags.seed,
        };
        const limitMs = 1000 * numberIn('--time-limit', flags.timeLimit, 0.5, 1e6);
        const found = influenceSeeds(graph, terms, { watch, limitMs });
        const report = {
          ...found,
          budget,
          model: terms.model,
          nodeCount: graph.nodeCount,
          arcCount: graph.from.length,
          undirected: graph.undirected,
          ms: watch.spentMs(),
          peakBytes: process.resourceUsage().maxRSS * 1024,
        };
        if (json) printJson(report);
        else {
          const { spread } = report;
          print(
            `spread ${spread.value.toFixed(1)} (${spread.low.toFixed(1)}–${spread.high.toFixed(1)}, ${spread.runs} runs) of ${report.nodeCount} · cost ${found.cost} of ${budget} · at least ${(100 * found.certifiedShare).toFixed(0)} % of the best possible`,
          );
          printTable(
            ['seed', 'cost'],
            found.seeds.map(({ node, cost }) => [node, String(cost)]),
          );
        }
        return EXIT.fine;
      }),
    );
}

function modelOf(flags: Flags): InfluenceTerms['model'] {
  if (flags.model === 'wc') return { kind: 'wc' };
  if (flags.model === 'ic') return { kind: 'ic', p: numberIn('--p', flags.p, 1e-9, 1) };
  throw usage('bad-model', `--model is ${flags.model}.`, 'Give ic or wc.');
}

function numberIn(name: string, text: string, least: number, most: number): number {
  const n = Number(text);
  if (text.trim() === '' || !(n >= least && n <= most))
    throw usage('bad-number', `${name} is ${text}.`, `Give a number from ${least} to ${most}.`);
  return n;
}
