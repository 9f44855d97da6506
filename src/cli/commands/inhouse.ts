import type { Command } from 'commander';
import { messageOf, usage } from '#basis/error.ts';
import {
  BUILD_INPUTS,
  type BuildInput,
  type Candidate,
  type OwnAccount,
  type Range,
  type Simulated,
  simulateSchema,
} from '#domain/assets/inhouse/schema.ts';
import { EXIT, print, printJson, printTable, threeDigits } from '../output.ts';
import { runCommand } from '../run-command.ts';

const span = (x: { value: number; low: number; high: number }): string =>
  `${threeDigits(x.value)} (${threeDigits(x.low)} – ${threeDigits(x.high)})`;

/** `staffPerMonth=9000:14000:20000` or `postsPerMonth=12`. */
function rangeOf(text: string): [BuildInput, Range] {
  const [name, given = ''] = text.split('=');
  const input = BUILD_INPUTS.find((i) => i === name);
  const numbers = given.split(':').map(Number);
  const [low, value, high] = numbers.length === 1 ? [numbers[0], numbers[0], numbers[0]] : numbers;
  if (
    !input ||
    numbers.length === 2 ||
    low === undefined ||
    value === undefined ||
    high === undefined ||
    numbers.some((n) => !Number.isFinite(n))
  )
    throw usage(
      'bad-input',
      `“${text}” is no input.`,
      `Write name=value or name=low:value:high; names are ${BUILD_INPUTS.join(', ')}.`,
    );
  return [input, { low, value, high }];
}

function simulate(group: Command): void {
  group
    .command('simulate')
    .description('build or buy: an own account against buying the same reach, month by month, as a range')
    .option('--platform <id>', 'whose prices are compared', 'xiaohongshu')
    .option('--months <n>', 'months to look ahead', '24')
    .option('--set <input...>', `name=value or name=low:value:high; ${BUILD_INPUTS.join(', ')}`)
    .action((flags: { platform: string; months: string; set?: string[] }, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const asked = simulateSchema.safeParse({
          platform: flags.platform,
          months: Number(flags.months),
          given: Object.fromEntries((flags.set ?? []).map(rangeOf)),
        });
        if (!asked.success)
          throw usage(
            'bad-simulation',
            messageOf(asked.error.issues[0]),
            'See `touchstone inhouse simulate --help`.',
          );
        const told = await door.send<Simulated>('POST', '/inhouse/simulate', asked.data);
        if (json) {
          printJson(told);
          return EXIT.fine;
        }
        printTable(
          ['input', 'value (90 %)', 'from', ''],
          told.inputs.map((i) => [i.input, span(i), i.source, i.words.en]),
        );
        const r = told.result;
        if (r.state !== 'ok') {
          print(`cannot be told: needs ${r.need.en}; there are ${r.have.en}. ${r.why.en}`);
          return EXIT.findings;
        }
        print(
          `saving over ${told.asked.months} months: ${span(r.saving)} ${told.asked.currency}; building is cheaper in ${Math.round(100 * r.chance)} % of ${r.draws} draws → ${r.verdict.replace('_', ' ')}`,
        );
        print(
          r.breakEven
            ? `even from month ${span(r.breakEven)}; never in ${Math.round(100 * r.neverShare)} % of the draws`
            : `not even within ${told.asked.months} months in ${Math.round(100 * r.neverShare)} % of the draws`,
        );
        print(
          `a thousand people seen: own ${span(r.ownPerThousand)}, bought ${span(r.boughtPerThousand)} ${told.asked.currency}`,
        );
        printTable(
          ['input', 'saving at its low end', 'at its high end'],
          r.tornado.map((x) => [x.input, threeDigits(x.atLow), threeDigits(x.atHigh)]),
        );
        return EXIT.fine;
      }),
    );
}

const ownRows = (items: readonly OwnAccount[]): string[][] =>
  items.map((o) => [
    o.ownId,
    o.accountId,
    o.name ?? '–',
    o.persona,
    o.since,
    o.followers === null ? '–' : threeDigits(o.followers),
    o.growth ? `${(100 * o.growth.perMonth).toFixed(1)} % a month over ${o.growth.days} days` : '–',
    o.evidence ?? 'not audited',
  ]);

function own(group: Command): void {
  group
    .command('own')
    .description('accounts the brand runs itself; --add and --end change the list')
    .option('--add <account>')
    .option('--persona <words>', 'what the account stands for')
    .option('--brand <name>')
    .option('--since <day>', 'YYYY-MM-DD', new Date().toISOString().slice(0, 10))
    .option('--end <id>', 'no longer run by the brand')
    .action(
      (
        flags: { add?: string; persona?: string; brand?: string; since: string; end?: string },
        command: Command,
      ) =>
        runCommand(command, async ({ door, json }) => {
          if (flags.add !== undefined) {
            if (!flags.persona)
              throw usage('no-persona', 'Say what the account stands for.', 'Add --persona "…".');
            await door.send('POST', '/inhouse/own', {
              accountId: flags.add,
              persona: flags.persona,
              brand: flags.brand ?? null,
              since: flags.since,
            });
          }
          if (flags.end !== undefined) await door.send('DELETE', `/inhouse/own/${flags.end}`);
          const { items } = await door.get<{ items: OwnAccount[] }>(
            `/inhouse/own${flags.brand ? `?brand=${encodeURIComponent(flags.brand)}` : ''}`,
          );
          if (json) printJson(items);
          else
            printTable(
              ['id', 'account', 'name', 'persona', 'since', 'followers', 'growth', 'evidence'],
              ownRows(items),
            );
          return EXIT.fine;
        }),
    );
}

function candidates(group: Command): void {
  group
    .command('candidates')
    .description(
      'engagers of the brand’s posts who behave like opinion leaders: keyed hashes, creators by name',
    )
    .option('--brand <name>')
    .option('--most <n>', 'people to list', '20')
    .action((flags: { brand?: string; most: string }, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const brand = flags.brand ? `&brand=${encodeURIComponent(flags.brand)}` : '';
        const { items } = await door.get<{ items: Candidate[] }>(
          `/inhouse/candidates?limit=${flags.most}${brand}`,
        );
        if (json) printJson(items);
        else
          printTable(
            [
              'person',
              'platform',
              'acts',
              'posts',
              'comments elsewhere',
              'accounts',
              'answers',
              'likes',
              'bought',
              'account',
            ],
            items.map((c) =>
              [
                c.actor,
                c.platform,
                c.acts,
                c.posts,
                c.comments,
                c.accounts,
                c.replies,
                threeDigits(c.likes),
                c.bought,
                c.name ?? c.accountId ?? '–',
              ].map(String),
            ),
          );
        return EXIT.fine;
      }),
    );
}

/** `touchstone inhouse simulate|own|candidates`. */
export function inhouseCommand(program: Command): void {
  const group = program
    .command('inhouse')
    .description('a KOL of one’s own: build or buy, own accounts, candidates');
  for (const part of [simulate, own, candidates]) part(group);
}
