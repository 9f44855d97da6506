import type { Command } from 'commander';
import { usage } from '#basis/error.ts';
import {
  type AssumptionsPage,
  type ForecastLine,
  RESULTS,
  type Score,
  type Scoreboard,
  TIMINGS,
} from '#domain/assets/forecasts/schema.ts';
import { LEARNED_NAMES } from '#domain/decisions/mix/plan/schema.ts';
import { EXIT, print, printJson, printTable, threeDigits } from '../output.ts';
import { runCommand } from '../run-command.ts';

const scoreText = (s: Score): string =>
  s.state === 'ok'
    ? `${threeDigits(s.value)} (${threeDigits(s.low)}–${threeDigits(s.high)}), n ${s.n}`
    : `too few: ${s.have.en}`;
const query = (of: Record<string, string | undefined>): string => {
  const given = Object.entries(of).flatMap(([k, v]) =>
    v === undefined ? [] : [`${k}=${encodeURIComponent(v)}`],
  );
  return given.length > 0 ? `?${given.join('&')}` : '';
};
const number = (text: string | undefined, what: string): number | null => {
  if (text === undefined) return null;
  const value = Number(text);
  if (!Number.isFinite(value))
    throw usage('bad-number', `${what} is no number: ${text}`, 'Write it with digits.');
  return value;
};

interface Scope {
  campaign?: string;
  brand?: string;
}
const scoped = (command: Command): Command =>
  command.option('--campaign <name>', 'one campaign').option('--brand <name>', 'campaigns of one brand');

function list(group: Command): void {
  scoped(group.command('list'))
    .description('stored forecasts with what came of them, newest first')
    .option('--timing <when>', TIMINGS.join(', '))
    .option('--result <state>', RESULTS.join(', '))
    .option('--quantity <metric>')
    .option('--most <n>', 'lines to print', '40')
    .action(
      (
        flags: Scope & { timing?: string; result?: string; quantity?: string; most: string },
        command: Command,
      ) =>
        runCommand(command, async ({ door, json }) => {
          const { campaign, brand } = flags;
          const { lines } = await door.get<Scoreboard>(`/scoreboard${query({ campaign, brand })}`);
          const found = lines.filter(
            (l) =>
              (flags.timing === undefined || l.timing === flags.timing) &&
              (flags.result === undefined || l.result === flags.result) &&
              (flags.quantity === undefined || l.quantity === flags.quantity),
          );
          if (json) printJson(found);
          else {
            printTable(
              ['forecast', 'about', 'quantity', 'by', 'told', 'interval', 'came', 'when', 'override'],
              found
                .slice(0, number(flags.most, '--most') ?? 40)
                .map((l) => [
                  l.forecastId,
                  l.about,
                  l.quantity,
                  l.madeBy,
                  threeDigits(l.value),
                  l.low === null || l.high === null ? '–' : `${threeDigits(l.low)}–${threeDigits(l.high)}`,
                  l.actual === null ? l.result : threeDigits(l.actual),
                  l.timing,
                  l.override ? `${l.override.role}: ${l.override.why}` : '',
                ]),
            );
            print(`${found.length} forecasts`);
          }
          return EXIT.fine;
        }),
    );
}

function score(group: Command): void {
  scoped(group.command('score'))
    .description(
      'how good each source is: bias, error, coverage, with intervals; overrides against the program',
    )
    .action((flags: Scope, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const board = await door.get<Scoreboard>(`/scoreboard${query({ ...flags })}`);
        if (json) {
          const { lines: _, ...rest } = board;
          printJson(rest);
          return EXIT.fine;
        }
        const { counts } = board;
        print(
          `as of ${board.asOf ?? 'never'} · ${counts.stored} stored, ${counts.before} before launch, ${counts.running} while running, ${counts.late} late · ${counts.scored} scored`,
        );
        printTable(
          [
            'source',
            'scored',
            'forecast ÷ actual',
            'off by a factor',
            'intervals that held',
            'stated',
            'reading',
          ],
          board.sources.map((s) => [
            s.source,
            `${s.scored} of ${s.stored}`,
            scoreText(s.bias),
            scoreText(s.error),
            scoreText(s.coverage),
            s.nominal === null ? '–' : String(s.nominal),
            s.verdict.replaceAll('_', ' '),
          ]),
        );
        const o = board.overrides;
        print(
          `overrides: ${o.pairs}, ${o.scored} scored; nearer than the program ${scoreText(o.nearer)}; change of |log error| ${scoreText(o.gain)}; ${o.verdict.replaceAll('_', ' ')}`,
        );
        return EXIT.fine;
      }),
    );
}

function add(group: Command): void {
  group
    .command('add')
    .description('store a forecast before launch: yours, the agency’s, or (--program) the program’s own')
    .argument('<campaign>')
    .option('--program', 'the program’s forecasts of every placement and of the campaign')
    .option('--quantity <metric>', 'seen_count, engagement_count, order_count, or a counter of posts')
    .option('--value <n>')
    .option('--low <n>')
    .option('--high <n>')
    .option('--level <share>', 'how often the interval should hold, 0–1')
    .option('--post <id>', 'about one post; the campaign when absent')
    .option('--hours <n>', 'hours after publication or start', '168')
    .option('--by <name>', 'who says so', 'analyst')
    .option('--agency', 'said by an agency')
    .option('--late', 'keep it after launch too: marked and out of the scores')
    .action((campaign: string, flags: Record<string, string | boolean | undefined>, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        if (flags['program']) {
          const done = await door.send<{ stored: number; thin: number; kept: number }>(
            'POST',
            `/campaigns/${encodeURIComponent(campaign)}/program-forecasts`,
            {},
          );
          if (json) printJson(done);
          else
            print(`${done.stored} stored, ${done.kept} stood already, ${done.thin} without what they need`);
          return EXIT.fine;
        }
        const text = (name: string) => (typeof flags[name] === 'string' ? flags[name] : undefined);
        const value = number(text('value'), '--value');
        const quantity = text('quantity');
        if (value === null || quantity === undefined)
          throw usage(
            'no-forecast',
            'A forecast needs --quantity and --value.',
            'Or ask the program with --program.',
          );
        const post = text('post');
        const line = await door.send<ForecastLine>('POST', '/forecasts', {
          campaign,
          late: flags['late'] === true,
          subject: post === undefined ? { kind: 'campaign', id: campaign } : { kind: 'post', id: post },
          quantity,
          horizonHours: number(text('hours'), '--hours'),
          madeByKind: flags['agency'] === true ? 'agency' : 'analyst',
          madeBy: text('by'),
          value,
          low: number(text('low'), '--low'),
          high: number(text('high'), '--high'),
          level: number(text('level'), '--level'),
        });
        if (json) printJson(line);
        else
          print(
            `${line.forecastId}: ${line.about} ${line.quantity} ${threeDigits(line.value)}, ${line.timing}`,
          );
        return EXIT.fine;
      }),
    );
}

function override(group: Command): void {
  group
    .command('override')
    .description('put your number beside one of the program’s, with the reason; both are scored')
    .argument('<forecast>')
    .argument('<value>')
    .argument('<why>')
    .option('--low <n>')
    .option('--high <n>')
    .option('--level <share>')
    .option('--by <name>', 'who', 'user')
    .action(
      (
        forecast: string,
        value: string,
        why: string,
        flags: { low?: string; high?: string; level?: string; by: string },
        command: Command,
      ) =>
        runCommand(command, async ({ door, json }) => {
          const line = await door.send<ForecastLine>('POST', `/forecasts/${forecast}/override`, {
            value: number(value, 'the value'),
            low: number(flags.low, '--low'),
            high: number(flags.high, '--high'),
            level: number(flags.level, '--level'),
            why,
            who: flags.by,
          });
          if (json) printJson(line);
          else print(`${line.forecastId}: ${threeDigits(line.value)} beside the program’s, because ${why}`);
          return EXIT.fine;
        }),
    );
}

function printAssumptions(page: AssumptionsPage): void {
  printTable(
    [
      'assumption',
      'shipped',
      'used now',
      'results teach',
      'for a further campaign',
      'placements',
      'own share',
    ],
    page.items.map(({ name, shipped, held, proposal: p }) => [
      name,
      threeDigits(shipped),
      held
        ? `${threeDigits(held.value)}, ${held.source} ${held.acceptedAt.slice(0, 10)} by ${held.acceptedBy}`
        : threeDigits(shipped),
      p.state === 'ok'
        ? `${threeDigits(p.value)} (${threeDigits(p.low)}–${threeDigits(p.high)})`
        : `too few: ${p.have.en}`,
      p.state === 'ok' ? `${threeDigits(p.nextLow)}–${threeDigits(p.nextHigh)}` : '–',
      p.state === 'ok' ? String(p.n) : '–',
      p.state === 'ok' ? `${Math.round(100 * p.ownShare)} %` : '–',
    ]),
  );
  const steps = page.items
    .flatMap((i) => i.history)
    .sort((a, b) => b.assumptionId.localeCompare(a.assumptionId));
  for (const h of steps)
    print(
      `${h.acceptedAt.slice(0, 10)} ${h.name} ${threeDigits(h.value)} ${h.source} by ${h.acceptedBy}${h.note ? ` · ${h.note}` : ''}`,
    );
}

function learn(group: Command): void {
  group
    .command('learn')
    .description(
      'what finished campaigns teach the next plan; accept it, state a value, or put the shipped one back',
    )
    .option('--accept <name>', `take what results teach: ${LEARNED_NAMES.join(', ')}, or all`)
    .option('--shipped <name>', 'put the shipped value back')
    .option('--state <name=value>', 'a value of your own')
    .option('--note <text>', 'why', '')
    .option('--by <name>', 'who', 'user')
    .action(
      (
        flags: { accept?: string; shipped?: string; state?: string; note: string; by: string },
        command: Command,
      ) =>
        runCommand(command, async ({ door, json }) => {
          const send = (name: string, body: object) =>
            door.send<AssumptionsPage>('POST', `/assumptions/${name}`, {
              ...body,
              note: flags.note,
              who: flags.by,
            });
          const names = (text: string | undefined) =>
            text === undefined ? [] : text === 'all' ? [...LEARNED_NAMES] : text.split(',');
          for (const name of names(flags.accept)) await send(name, { act: 'accept' });
          for (const name of names(flags.shipped)) await send(name, { act: 'shipped' });
          if (flags.state !== undefined) {
            const [name = '', value] = flags.state.split('=');
            await send(name, { act: 'state', value: number(value, '--state') });
          }
          const page = await door.get<AssumptionsPage>('/assumptions');
          if (json) printJson(page);
          else printAssumptions(page);
          return EXIT.fine;
        }),
    );
}

/** `touchstone forecasts list|add|override|score|learn`. */
export function forecastsCommand(program: Command): void {
  const group = program
    .command('forecasts')
    .description('what was expected and what came: the scoreboard, overrides, and what plans learn from it');
  for (const part of [list, add, override, score, learn]) part(group);
}
