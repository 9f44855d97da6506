import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import pc from 'picocolors';
import { messageOf, refused, usage } from '#basis/error.ts';
import { VERSION } from '#config/version.ts';
import { driftBetween } from '#domain/readings/authenticity/redteam/drift.ts';
import { LEAGUE_MEASURES, leagueTable } from '#domain/readings/authenticity/redteam/league.ts';
import { leagueMarkdown, shareText } from '#domain/readings/authenticity/redteam/league-markdown.ts';
import { type LeagueTable, leagueTableSchema } from '#domain/readings/authenticity/redteam/schema.ts';
import { EXIT, print, printJson, printTable, readGiven } from '../output.ts';
import { runAlone } from '../run-command.ts';

interface Flags {
  cases: string;
  seed: string;
  detector?: string[];
  against?: string;
  output?: string;
}

function tableIn(path: string): LeagueTable {
  const text = readGiven(path);
  try {
    return leagueTableSchema.parse(JSON.parse(text));
  } catch (error) {
    throw refused(
      'not-a-league-table',
      `${path} is not a league table: ${messageOf(error).split('\n')[0]}`,
      { file: path },
      'Make one with `touchstone redteam --json`.',
    );
  }
}

/** Versions of one detector name, or the very version named. */
function chosen(names: readonly string[] = []): string[] {
  return names.flatMap((name) => {
    const found = LEAGUE_MEASURES.filter((m) => m === name || m.split('@')[0] === name);
    if (found.length === 0)
      throw usage(
        'no-detector',
        `There is no detector ${name} here.`,
        `One of: ${LEAGUE_MEASURES.join(', ')}.`,
      );
    return found;
  });
}

function printLeague(table: LeagueTable): void {
  for (const row of table.rows) {
    print(pc.bold(row.measure));
    const cells = [['clean', '', shareText(row.falseAlarm), `declared ${100 * row.declared} %`]];
    for (const { id, alarm } of row.innocent) cells.push([id, '', shareText(alarm), 'innocent']);
    for (const { id, intended, detection } of row.attacks)
      for (const { dose, share } of detection)
        cells.push([id, `× ${dose}`, shareText(share), intended ? 'attack *' : 'attack']);
    printTable(['case', 'dose', 'alarms (95 %)', ''], cells);
  }
}

/** Pure computation: needs no library and no server. */
export function redteamCommand(program: Command): void {
  program
    .command('redteam')
    .description('league table: what share of simulated cheating each detector version finds, by dose')
    .option('--cases <n>', 'cases in a cell', '50')
    .option('--seed <text>', 'seed of the generator', '1')
    .option('--detector <measure...>', 'only these, with or without @version')
    .option('--against <file>', 'an earlier table (--json): list the figures that moved')
    .option('-o, --output <folder>', 'write league-table.json and league-table.md there')
    .action((flags: Flags, command: Command) =>
      runAlone(command, async ({ json, quiet }) => {
        const cases = Number(flags.cases);
        if (!Number.isInteger(cases) || cases < 1 || cases > 100_000)
          throw usage('bad-cases', `--cases ${flags.cases} is not a whole number from 1 to 100,000.`);
        const before = flags.against === undefined ? null : tableIn(flags.against);
        const measures = chosen(flags.detector);
        const progress = (message: string): void => {
          if (!quiet) process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${message}` : `${message}\n`);
        };
        const table = await leagueTable(
          VERSION,
          { seed: flags.seed, cases, alarmFrom: 'moderate', progress },
          measures,
        );
        if (!quiet && process.stderr.isTTY) process.stderr.write('\r\u001b[K');
        const drift = before ? driftBetween(before, table) : null;
        if (flags.output !== undefined) {
          await mkdir(flags.output, { recursive: true });
          await writeFile(join(flags.output, 'league-table.json'), `${JSON.stringify(table, null, 1)}\n`);
          const made = `npx touchstone redteam --cases ${cases} --seed ${flags.seed} -o ${flags.output}`;
          await writeFile(join(flags.output, 'league-table.md'), leagueMarkdown(table, made));
        }
        if (json) printJson(drift ? { ...table, drift } : table);
        else {
          printLeague(table);
          if (drift)
            printTable(
              ['detector', 'before', 'case', 'was', 'is'],
              drift.map((d) => [d.measure, d.before, d.what, shareText(d.from), shareText(d.to)]),
            );
        }
        return drift && drift.length > 0 ? EXIT.findings : EXIT.fine;
      }),
    );
}
