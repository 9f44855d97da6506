import type { Command } from 'commander';
import { usage } from '#basis/error.ts';
import {
  BASES,
  type Estimate,
  type OverlapReport,
  type PairOverlap,
} from '#domain/readings/audience/schema.ts';
import { EXIT, print, printJson, printTable } from '../output.ts';
import { runCommand } from '../run-command.ts';

const whole = (n: number) => Math.round(n).toLocaleString('en-US').replaceAll(',', '\u202f');
const people = (e: Estimate) =>
  e.exact ? whole(e.value) : `${whole(e.value)} (${whole(e.low)} – ${whole(e.high)})`;
const share = (e: Estimate) =>
  e.exact
    ? `${(100 * e.value).toFixed(1)} %`
    : `${(100 * e.value).toFixed(1)} % (${(100 * e.low).toFixed(1)} – ${(100 * e.high).toFixed(1)})`;

const pairLine = (p: PairOverlap): string[] => {
  if (p.state === 'ok')
    return [
      p.a,
      p.b,
      people(p.intersection),
      people(p.union),
      share(p.shareOfA),
      share(p.shareOfB),
      share(p.jaccard),
      p.how,
    ];
  const bounds = p.bounds
    ? `${whole(p.bounds.low)} – ${whole(p.bounds.high)} (bounds by ${p.bounds.by.join(', ')})`
    : '–';
  return [p.a, p.b, bounds, '–', '–', '–', '–', `insufficient: ${p.why.en}`];
};

/** Exit 1 when an overlap could not be told. */
export function overlapCommand(program: Command): void {
  program
    .command('overlap')
    .description('how many people some accounts share: pairs with both denominators, and all together')
    .argument('[accounts...]', 'account ids')
    .option('--list <name>', 'the accounts of a list')
    .option('--basis <basis>', BASES.join(' or '), 'engagers')
    .option('--method <method>', 'auto, exact or sketch', 'auto')
    .option('--ring-free', 'leave out people whose acts stand in ring readings')
    .action(
      (
        ids: string[],
        flags: { list?: string; basis: string; method: string; ringFree?: true },
        command: Command,
      ) =>
        runCommand(command, async ({ door, json }) => {
          if (ids.length === 0 && flags.list === undefined)
            throw usage('no-accounts', 'No account is named.', 'Name two accounts or more, or --list.');
          const report = await door.send<OverlapReport>('POST', '/audience/overlap', {
            accountIds: ids,
            ...(flags.list === undefined ? {} : { list: flags.list }),
            basis: flags.basis,
            method: flags.method,
            ringFree: flags.ringFree ?? false,
          });
          const told = report.pairs.every((p) => p.state === 'ok');
          if (json) {
            printJson(report);
            return told ? EXIT.fine : EXIT.findings;
          }
          printTable(
            ['account', 'name', 'people in hand', 'list', 'of stated'],
            report.accounts.map((a) => [
              a.accountId,
              a.name ?? '–',
              whole(a.people),
              a.design,
              a.coverage === null ? '–' : `${(100 * a.coverage).toFixed(1)} % of ${whole(a.stated ?? 0)}`,
            ]),
          );
          printTable(
            ['a', 'b', 'both', 'either', 'of a', 'of b', 'of either', 'how'],
            report.pairs.map(pairLine),
          );
          const all = report.together;
          if (all.state === 'ok')
            print(
              `together: sum ${people(all.sum)} · union ${people(all.union)} · exclusive ${people(all.exclusive)} · mean frequency ${all.meanFrequency.value.toFixed(3)}`,
            );
          else print(`together: insufficient. ${all.why.en} Needs: ${all.need.en}.`);
          for (const caveat of report.caveats) print(`note: ${caveat.en}`);
          print(`${report.basis}, ${report.method}, as of ${report.asOf ?? '–'}`);
          return told ? EXIT.fine : EXIT.findings;
        }),
    );
}
