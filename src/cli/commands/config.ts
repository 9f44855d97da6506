import type { Command } from 'commander';
import { settingLines } from '#config/config.ts';
import { EXIT, printJson, printTable } from '../output.ts';
import { configOf, runAlone } from '../run-command.ts';

export function configCommand(program: Command): void {
  program
    .command('config')
    .description('the settings in force and where each comes from')
    .action((_flags: object, command: Command) =>
      runAlone(command, async (flags) => {
        const { home } = configOf(flags);
        const lines = settingLines().map((l) =>
          l.name === 'TOUCHSTONE_HOME' && flags.home ? { ...l, value: home, from: '--home' as const } : l,
        );
        if (flags.json) printJson({ settings: lines });
        else
          printTable(
            ['setting', 'value', 'from', 'means'],
            lines.map((l) => [l.name, l.value, l.from, l.means]),
          );
        return EXIT.fine;
      }),
    );
}
