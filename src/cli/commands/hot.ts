import type { Command } from 'commander';
import type { HotAnswer } from '#domain/readings/voice/hot/schema.ts';
import { EXIT, print, printJson, printTable } from '../output.ts';
import { runCommand } from '../run-command.ts';
import { bounds } from './voice.ts';

/** `touchstone hot`: what posts that took off share, confirmed on accounts that did not find it. */
export function hotCommand(program: Command): void {
  program
    .command('hot')
    .description(
      'what posts that took off share, with lift against matched others and a holdout that confirms',
    )
    .option('--platform <id>')
    .option('--category <name>')
    .option('--window <days>', 'default 180', '180')
    .action((flags: { platform?: string; category?: string; window: string }, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const { platform, category, window } = flags;
        const found = await door.get<HotAnswer>('/voice/hot', { platform, category, windowDays: window });
        if (json) printJson(found);
        else {
          print(
            `${found.posts} posts in ${found.windowDays} days · ${found.hot} took off, ${found.controls} matched others · ${found.tried} traits tried, ${found.found} found, ${found.patterns.length} confirmed`,
          );
          if (found.state === 'insufficient') print(`insufficient: ${found.need.en}`);
          printTable(
            ['trait', 'value', 'hot', 'others', 'lift', 'example'],
            found.patterns.map((p) => [
              p.kind,
              p.value,
              `${p.hot}/${p.hotOf}`,
              `${p.control}/${p.controlOf}`,
              bounds(p.lift, (x) => x.toFixed(2)),
              p.examples[0]?.title.slice(0, 24) ?? '–',
            ]),
          );
          for (const line of found.brief)
            print(`${line.words.en} [${line.cites.map((c) => c.postId).join(', ')}]`);
        }
        return EXIT.fine;
      }),
    );
}
