import type { Command } from 'commander';
import type { MarketVoice } from '#domain/readings/voice/schema.ts';
import type { AnglesAnswer, GraphAnswer } from '#domain/readings/voice/words/schema.ts';
import { EXIT, print, printJson, printTable } from '../output.ts';
import { runCommand } from '../run-command.ts';
import { bounds, type ScopeFlags, scopeOf, withScope } from './voice.ts';

/** `touchstone aspects`: what is praised and blamed, the brand–product–aspect graph, angles with their rows. */
export function aspectsCommand(program: Command): void {
  withScope(
    program
      .command('aspects')
      .description('what is praised and blamed in which words, and the angles of the discussion'),
  )
    .option('--graph', 'brand, product, aspect')
    .option('--angles', 'angles and central ideas with their rows')
    .action((flags: ScopeFlags & { graph?: boolean; angles?: boolean }, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const scope = scopeOf(flags);
        if (flags.graph) {
          const found = await door.get<GraphAnswer>('/voice/graph', scope);
          if (json) printJson(found);
          else
            printTable(
              ['brand', 'product', 'aspect', 'texts', 'praise'],
              found.edges.map((e) => [
                e.brand,
                e.product ?? '–',
                e.aspect,
                String(e.texts),
                bounds(e.positive),
              ]),
            );
        } else if (flags.angles) {
          const found = await door.get<AnglesAnswer>('/voice/angles', scope);
          if (json) printJson(found);
          else {
            print(`${found.sampled} of ${found.texts} texts read, ${found.placed} in an angle`);
            for (const a of found.angles) {
              print(
                `${a.texts} texts · ${a.words.map((w) => w.word).join(' ')} · positive ${bounds(a.positive)}`,
              );
              for (const row of a.rows.slice(0, 2))
                print(`   ${row.textId} ${row.text.replaceAll('\n', ' ').slice(0, 80)}`);
            }
            for (const idea of found.ideas)
              print(`${idea.texts} texts: ${idea.sentence} [${idea.row.textId}]`);
          }
        } else {
          const { aspects, asOf } = await door.get<MarketVoice>('/voice/market', scope);
          if (json) printJson({ asOf, aspects });
          else
            printTable(
              ['aspect', 'texts', 'praise', 'in words'],
              aspects.map((a) => [
                `${a.aspect} ${a.name.zh}`,
                String(a.n),
                bounds(a.positive),
                a.opinions
                  .slice(0, 5)
                  .map((o) => `${o.polarity > 0 ? '+' : '−'}${o.opinion} ${o.n}`)
                  .join(', '),
              ]),
            );
        }
        return EXIT.fine;
      }),
    );
}
