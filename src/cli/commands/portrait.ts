import type { Command } from 'commander';
import pc from 'picocolors';
import { usage } from '#basis/error.ts';
import { BASES, type Portrait, type Who } from '#domain/readings/audience/schema.ts';
import { EXIT, print, printJson, printTable } from '../output.ts';
import { runCommand } from '../run-command.ts';

const percent = (x: number | null) => (x === null ? '–' : `${(100 * x).toFixed(1)} %`);

/** Exit 1 when no panel could be told. */
export function portraitCommand(program: Command): void {
  program
    .command('portrait')
    .description(
      'who the audience is: gender, age, places, interests, hours, purchases, each with n and coverage',
    )
    .argument('[account]', 'account id')
    .option('--list <name>', 'the accounts of a list together')
    .option('--brand <name>', 'people who engaged with posts that name the brand')
    .option('--basis <basis>', BASES.join(' or '), 'engagers')
    .option('--ring-free', 'leave out people whose acts stand in ring readings')
    .action(
      (
        id: string | undefined,
        flags: { list?: string; brand?: string; basis: string; ringFree?: true },
        command: Command,
      ) =>
        runCommand(command, async ({ door, json }) => {
          const asked: Who[] = [
            ...(id === undefined ? [] : [{ kind: 'account' as const, id }]),
            ...(flags.list === undefined ? [] : [{ kind: 'list' as const, id: flags.list }]),
            ...(flags.brand === undefined ? [] : [{ kind: 'brand' as const, id: flags.brand }]),
          ];
          const [who] = asked;
          if (!who || asked.length > 1)
            throw usage('one-audience', 'Name one audience.', 'Give an account, --list or --brand.');
          const found = await door.send<Portrait>('POST', '/audience/portrait', {
            who,
            basis: flags.basis,
            ringFree: flags.ringFree ?? false,
          });
          const told = found.panels.some((p) => p.state === 'ok');
          if (json) {
            printJson(found);
            return told ? EXIT.fine : EXIT.findings;
          }
          print(
            `${pc.bold(found.name ?? who.id)} · ${found.people} people in hand (${found.basis}) · as of ${found.asOf ?? '–'}${found.ringFree ? ` · ${found.leftOut} left out` : ''}`,
          );
          for (const p of found.panels) {
            if (p.state === 'insufficient') {
              print(
                `${pc.bold(p.title.en)}: insufficient, needs ${p.need.en}; has ${p.have.en}. ${p.why.en}`,
              );
              continue;
            }
            const from =
              p.from === 'vendor' ? `stated by ${p.vendor}` : `n ${p.n}, coverage ${percent(p.coverage)}`;
            print(
              `${pc.bold(p.title.en)} · ${p.of.en} · ${from}${p.suppressed.cells > 0 ? ` · ${p.suppressed.cells} small cells suppressed` : ''}`,
            );
            printTable(
              ['segment', 'share', '95 %', 'n'],
              p.segments.map((s) => [
                s.label.en,
                percent(s.value),
                `${percent(s.low)} – ${percent(s.high)}`,
                s.n === null ? '–' : String(s.n),
              ]),
            );
          }
          for (const caveat of found.caveats) print(`note: ${caveat.en}`);
          return told ? EXIT.fine : EXIT.findings;
        }),
    );
}
