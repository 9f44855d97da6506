import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { usage } from '#basis/error.ts';
import type { AgencyCheck } from '#domain/readings/value/watch/schema.ts';
import { EXIT, print, printJson, printTable } from '../output.ts';
import { runCommand } from '../run-command.ts';
import { namesIn } from './names-in-file.ts';

interface Flags {
  column?: string;
  goal?: string;
  map?: string;
  brand?: string;
  weigh?: string;
  out?: string;
}
const HEAD = [
  'account',
  'name',
  'total',
  'price',
  'gates',
  'median peer',
  'instead',
  'its total',
  'its price',
];
const number = (x: number | null): string => (x === null ? '–' : x.toFixed(1));
const money = (minor: number | null, currency: string | null): string =>
  minor === null ? '–' : `${minor / 100} ${currency ?? ''}`.trim();
/** A cell that a spreadsheet would run is kept as text. */
const safe = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

const rowsOf = (found: AgencyCheck): string[][] => [
  ...found.items.map((i) => [
    i.accountId,
    i.name ?? '–',
    number(i.total),
    money(i.price, i.currency),
    i.gates.map((g) => g.en).join(' ') || 'open',
    number(i.peerMedian),
    i.instead ? (i.instead.name ?? i.instead.accountId) : '–',
    number(i.instead?.total ?? null),
    i.instead ? money(i.instead.price, i.instead.currency) : '–',
  ]),
  ...found.unknown.map((u) => [u.given, '–', '–', '–', u.reason.en, '–', '–', '–', '–']),
];

/** `touchstone agency FILE`: an agency's list against the library. Exit 1 when a gate stops a name or nobody knows it. */
export function agencyCommand(program: Command): void {
  program
    .command('agency')
    .description(
      'score an agency’s list against the library: time and quality deltas, a better peer for each name',
    )
    .argument('<file>', 'CSV or XLSX with ids, handles, links or names')
    .option('--column <name>', 'the column that names them; found by its header')
    .option('--goal <name>', 'new-brand, known-brand, custom')
    .option('--map <name>', 'touchstone-5a-1, kotler-5a, o-5a, a-ladder')
    .option('--brand <word>', 'brand or category for proximity')
    .option('--weigh <weights>', 'your own: five of the path; three of the values, as 1,1,1,1,1;1,1,1')
    .option('--out <file>', 'write the comparison as CSV')
    .action((path: string, flags: Flags, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const { column, out, ...query } = flags;
        if (out && !/\.csv$/i.test(out)) throw usage('bad-format', `“${out}” does not end in .csv.`);
        const found = await door.send<AgencyCheck>('POST', '/agency-lists/check', {
          candidates: await namesIn(path, column),
          ...query,
        });
        const rows = rowsOf(found);
        if (out)
          writeFileSync(
            out,
            `\uFEFF${[HEAD, ...rows].map((r) => r.map((c) => `"${safe(c).replaceAll('"', '""')}"`).join(',')).join('\n')}\n`,
          );
        if (json) printJson(found);
        else {
          const { quality: q, time } = found;
          print(`${found.words.en} Goal ${found.goal.name.en}, as of ${found.asOf ?? '–'}.`);
          printTable(HEAD, rows);
          const d = q.difference;
          print(
            `quality: list ${number(q.listMean)}, median peer ${number(q.peerMean)}, alternatives ${number(q.insteadMean)}; difference ${
              d.state === 'ok'
                ? `${number(d.value)} points (${number(d.low)} to ${number(d.high)}, n ${d.n})`
                : `insufficient: needs ${d.need.en}; has ${d.have.en}`
            }`,
          );
          if (d.state === 'ok') for (const c of d.caveats) print(`note: ${c.en}`);
          print(
            `time: ${(time.ms / 1000).toFixed(2)} s here, ${time.byHandMinutes} min by hand. ${time.assumption.words.en} Change: ${time.assumption.setting}.`,
          );
          if (out) print(`wrote ${out}`);
        }
        return found.unknown.length > 0 || found.quality.listShut > 0 ? EXIT.findings : EXIT.fine;
      }),
    );
}
