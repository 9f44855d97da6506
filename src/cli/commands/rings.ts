import type { Command } from 'commander';
import type { RingGraph } from '#domain/readings/authenticity/rings/schema.ts';
import { EXIT, print, printJson, printTable } from '../output.ts';
import { runCommand } from '../run-command.ts';

/** `touchstone rings`: circles of creators and groups of people who act together, over the whole library. */
export function ringsCommand(program: Command): void {
  program
    .command('rings')
    .description('circles of creators, and people who act on the same posts within seconds')
    .option('--window <seconds>', 'two acts count together up to so many seconds apart', '60')
    .option('--min <n>', 'least number of posts of a pair', '3')
    .option('--as-of <day>', 'nothing later is read; the newest observation when absent')
    .action((flags: { window: string; min: string; asOf?: string }, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const asked = new URLSearchParams({ window: flags.window, min: flags.min });
        if (flags.asOf !== undefined) asked.set('asOf', flags.asOf);
        const graph = await door.get<RingGraph>(`/rings?${asked}`);
        if (json) {
          printJson(graph);
          return EXIT.fine;
        }
        printRings(graph);
        return graph.rings.length > 0 ? EXIT.findings : EXIT.fine;
      }),
    );
}

function printRings(graph: RingGraph): void {
  const nameOf = new Map(graph.nodes.map((n) => [n.id, n.name ?? n.id]));
  print(
    `${graph.rings.length} rings among ${graph.nodes.length} accounts with ${graph.edges.length} ties · as of ${graph.asOf} · ${graph.acts.read} of ${graph.acts.known} acts read · ${graph.leftOut.length} posts left out`,
  );
  if (graph.rings.length === 0) return;
  printTable(
    ['ring', 'kind', 'members', 'pairs', 'p', 'first members'],
    graph.rings.map((ring) => [
      ring.id,
      ring.window === null ? ring.kind : `${ring.kind}, ${ring.window} s`,
      String(ring.members.length),
      String(ring.edges),
      `${ring.p.toPrecision(2)} (${ring.nullGraphs} graphs)`,
      ring.members
        .slice(0, 3)
        .map((m) => nameOf.get(m) ?? m)
        .join(', '),
    ]),
  );
}
