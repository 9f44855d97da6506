import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { usage } from '#basis/error.ts';
import { CHECKS, type Shortlist, type ValuePage } from '#domain/readings/value/schema.ts';
import { EXIT, print, printJson, printTable } from '../output.ts';
import { runCommand } from '../run-command.ts';
import { namesIn } from './names-in-file.ts';

interface Flags {
  candidates: string;
  column?: string;
  pick: string;
  goal?: string;
  map?: string;
  brand?: string;
  target?: string;
  weigh?: string;
  out?: string;
  keep: boolean;
}
const bounds = (r: ValuePage['total']['result'] | null): (number | null)[] =>
  r?.state === 'ok' ? [r.value, r.low, r.high] : [null, null, null];
const value = (r: ValuePage['total']['result']): number | null => (r.state === 'ok' ? r.value : null);
/** A cell that a spreadsheet would run is kept as text. */
const safe = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

async function writeWorkbook(path: string, found: Shortlist): Promise<void> {
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  const nameOf = (id: string) => found.candidates.find((c) => c.accountId === id)?.name ?? id;
  const sheet = (name: string, head: string[], rows: (string | number | null)[][]) => {
    const page = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
    page.addRow(head).font = { bold: true };
    for (const row of rows) page.addRow(row.map((c) => (typeof c === 'string' ? safe(c) : c)));
    page.columns.forEach((c, i) => void (c.width = i === 0 ? 34 : 18));
  };
  sheet(
    'Picked 入选',
    ['account', 'name', 'why', '理由'],
    found.picks.map((p) => [p.accountId, nameOf(p.accountId), p.words.en, p.words.zh]),
  );
  sheet(
    'Not picked 未入选',
    ['account', 'name', 'because', 'points of total it needs', 'why', '理由'],
    [
      ...found.rejected.map((r) => [
        r.accountId,
        nameOf(r.accountId),
        r.why,
        r.needs,
        r.words.en,
        r.words.zh,
      ]),
      ...found.unknown.map((u) => [u.given, u.given, 'unknown', null, u.reason.en, u.reason.zh]),
    ],
  );
  const stages = found.candidates[0]?.stages.map((s) => s.name.en) ?? [];
  sheet(
    'Candidates 候选',
    [
      'account',
      'name',
      'platform',
      'tier',
      'followers',
      'total',
      'communication',
      'fan',
      'conversion',
      ...stages,
      'peers',
      'cost per true person (minor units)',
      'low',
      'high',
      'cost per true person of the target (minor units)',
      'target low',
      'target high',
      ...CHECKS,
      'assumed',
    ],
    found.candidates.map((c) => {
      const cost = c.costPerPerson.result;
      return [
        c.accountId,
        c.name,
        c.platform,
        c.tier,
        c.followers,
        value(c.total.result),
        value(c.values.communication.result),
        value(c.values.fan.result),
        value(c.values.conversion.result),
        ...c.stages.map((s) => value(s.result)),
        c.peers?.n ?? null,
        ...bounds(cost),
        ...bounds(c.costPerTarget?.result ?? null),
        ...CHECKS.map((check) => c.checklist.find((one) => one.check === check)?.state ?? null),
        [...c.costPerPerson.assumptions, ...c.expectedSales.assumptions].map((a) => a.words.en).join(' '),
      ];
    }),
  );
  sheet(
    'Parts 构成',
    ['account', 'name', 'part', '构成', 'sub-score', 'weight', 'score', 'points'],
    found.candidates.flatMap((c) =>
      c.total.parts.map((p) => [
        c.accountId,
        c.name,
        p.name.en,
        p.name.zh,
        p.value,
        p.weight,
        p.score,
        p.points,
      ]),
    ),
  );
  await book.xlsx.writeFile(path);
}

/** `touchstone shortlist`: n in, k out, with reasons. Writes the workbook and why.md beside it. */
export function shortlistCommand(program: Command): void {
  program
    .command('shortlist')
    .description('compare candidates with the library and pick those that cover the path for the goal')
    .requiredOption('--candidates <file>', 'CSV or XLSX with ids, handles, links or names')
    .option('--column <name>', 'the column that names them; found by its header')
    .option('--pick <k>', 'how many', '3')
    .option('--goal <name>', 'new-brand, known-brand, custom')
    .option('--map <name>', 'touchstone-5a-1, kotler-5a, o-5a, a-ladder')
    .option('--brand <word>', 'brand or category for proximity')
    .option('--target <key>', 'a kept target: adds the cost of one true person of it')
    .option('--weigh <weights>', 'your own: five of the path; three of the values, as 1,1,1,1,1;1,1,1')
    .option('--out <file>', 'write shortlist.xlsx, and why.md beside it')
    .option('--no-keep', 'do not keep the scores as readings')
    .action((flags: Flags, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const pick = Number(flags.pick);
        if (!Number.isInteger(pick) || pick < 1 || pick > 20)
          throw usage('bad-pick', `--pick is ${flags.pick}.`, 'Give a whole number from 1 to 20.');
        if (flags.out && !/\.xlsx$/i.test(flags.out))
          throw usage('bad-format', `“${flags.out}” does not end in .xlsx.`);
        const found = await door.send<Shortlist>('POST', '/shortlist', {
          candidates: await namesIn(flags.candidates, flags.column),
          pick,
          keep: flags.keep,
          ...(flags.goal ? { goal: flags.goal } : {}),
          ...(flags.map ? { map: flags.map } : {}),
          ...(flags.brand ? { brand: flags.brand } : {}),
          ...(flags.target ? { target: flags.target } : {}),
          ...(flags.weigh ? { weigh: flags.weigh } : {}),
        });
        if (flags.out) {
          await writeWorkbook(flags.out, found);
          writeFileSync(join(dirname(flags.out), 'why.md'), `${found.why.en}\n---\n\n${found.why.zh}`);
        }
        if (json) printJson(found);
        else {
          print(found.why.en);
          printTable(
            ['account', 'total', ...(found.candidates[0]?.stages.map((s) => s.name.en) ?? [])],
            found.candidates.map((c) => [
              c.name ?? c.accountId,
              ...[c.total.result, ...c.stages.map((s) => s.result)].map((r) => value(r)?.toFixed(1) ?? '–'),
            ]),
          );
          if (flags.out) print(`wrote ${flags.out} and why.md`);
        }
        return found.picks.length < pick || found.unknown.length > 0 ? EXIT.findings : EXIT.fine;
      }),
    );
}
