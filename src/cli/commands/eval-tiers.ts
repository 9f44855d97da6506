import type { Command } from 'commander';
import { refused, usage } from '#basis/error.ts';
import { openFile } from '#connectors/format/open.ts';
import { LEAST_ACCOUNTS, tierCutoffs } from '#domain/readings/market/measures/tier-cutoffs.ts';
import { EXIT, printJson, printTable } from '../output.ts';
import { runAlone } from '../run-command.ts';

const NAMES = /^(followers?|fans|follower_count|followers_count|粉丝数?|粉丝量|value)$/i;

/** `touchstone eval tiers --values FILE --k 3`: cut-offs of one column of follower counts. */
export function evalTiers(group: Command): void {
  group
    .command('tiers')
    .description('exact tiers of a column of follower counts, with the stability of their cut-offs')
    .requiredOption('--values <file>', 'CSV, XLSX, JSON or Parquet with a column of follower counts')
    .option('--column <name>', 'that column; found by its name or the only one')
    .option('--k <n>', 'how many tiers; chosen when absent')
    .option('--seed <text>', 'of the bootstrap', '1')
    .action((flags: { values: string; column?: string; k?: string; seed: string }, command: Command) =>
      runAlone(command, async ({ json }) => {
        const k = flags.k === undefined ? null : Number(flags.k);
        if (k !== null && (!Number.isInteger(k) || k < 1 || k > 12))
          throw usage('bad-k', `--k is ${flags.k}.`, 'Give a whole number from 1 to 12.');
        const file = await openFile(flags.values);
        const followers: number[] = [];
        let column = flags.column;
        for await (const records of file.records(file.tables[0]?.sheet ?? null))
          for (const record of records) {
            if ('problem' in record) continue;
            const cells = record.shape === 'table' ? record.cells : (record.value as Record<string, unknown>);
            const names = Object.keys(cells);
            column ??=
              names.find((name) => NAMES.test(name.trim())) ?? (names.length === 1 ? names[0] : undefined);
            if (column === undefined || !names.includes(column))
              throw refused(
                'no-column',
                `${file.fileName} has no column of follower counts.`,
                { file: file.fileName, column: names.join(', ') },
                'Name it with --column.',
              );
            const value = Number(cells[column]);
            if (Number.isFinite(value)) followers.push(value);
          }
        const started = performance.now();
        const tiers = tierCutoffs(followers, k, flags.seed);
        const ms = performance.now() - started;
        if (!tiers)
          throw refused(
            'too-few',
            `${followers.length} follower counts; tiers need ${LEAST_ACCOUNTS} above zero.`,
            { file: file.fileName },
            'Give more accounts.',
          );
        if (json) printJson({ ...tiers, ms });
        else
          printTable(
            ['tier', 'from followers', 'bootstrap 95 %', 'accounts', 'centre'],
            tiers.floors.map((f, q) => [
              String(q + 1),
              String(f.value),
              `${f.low} – ${f.high}`,
              String(tiers.counts[q]),
              String(tiers.centres[q]),
            ]),
          );
        return EXIT.fine;
      }),
    );
}
