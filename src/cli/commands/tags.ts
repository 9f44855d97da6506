import type { Command } from 'commander';
import type { Tags } from '#domain/readings/market/schema.ts';
import { EXIT, print, printJson, printTable } from '../output.ts';
import { runCommand } from '../run-command.ts';

/** `touchstone tags [tag…]`: tags that stand together in posts, and the accounts that use them. */
export function tagsCommand(program: Command): void {
  program
    .command('tags')
    .description(
      'tags that stand together in posts, and the accounts that use them: from a brand to candidates',
    )
    .argument('[tags...]', 'tags that go together; the most used ones when none is named')
    .option('--platform <id>')
    .option('--window <days>', 'looking back', '180')
    .action((chosen: string[], flags: { platform?: string; window: string }, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const found = await door.get<Tags>('/tags', {
          tag: chosen.length === 0 ? undefined : chosen,
          platform: flags.platform,
          windowDays: flags.window,
        });
        if (json) printJson(found);
        else {
          print(
            `${found.posts} posts with tags in ${found.windowDays} days, ${found.seeded} with ${chosen.join(', ') || 'no tag chosen'}; as of ${found.asOf ?? '–'}`,
          );
          printTable(
            ['tag', 'posts', 'beside', 'accounts', 'lift'],
            found.companions
              .slice(0, 30)
              .map((c) => [
                c.tag,
                String(c.posts),
                String(c.both),
                String(c.accounts),
                c.lift
                  ? `${c.lift.value.toFixed(1)} (${c.lift.low.toFixed(1)} – ${c.lift.high.toFixed(1)})`
                  : '–',
              ]),
          );
          if (chosen.length > 0)
            printTable(
              ['account', 'name', 'platform', 'followers', 'posts with them', 'tags', 'last'],
              found.candidates.map((c) => [
                c.accountId,
                c.name ?? '–',
                c.platform,
                c.followers === null ? '–' : String(c.followers),
                `${c.posts} of ${c.of}`,
                String(c.tags),
                c.lastOn,
              ]),
            );
        }
        return found.companions.length === 0 && found.candidates.length === 0 ? EXIT.findings : EXIT.fine;
      }),
    );
}
