import type { Command } from 'commander';
import pc from 'picocolors';
import { refused } from '#basis/error.ts';
import type { Result } from '#basis/reading.ts';
import type { BackTest, Koc, Ranking, ValuePage, ValueSettings } from '#domain/readings/value/schema.ts';
import type { Door } from '../door.ts';
import { EXIT, print, printJson, printTable, readGiven } from '../output.ts';
import { runCommand } from '../run-command.ts';

interface Flags {
  goal?: string;
  map?: string;
  brand?: string;
  platform?: string;
  limit: string;
  settings?: boolean;
  setMap?: string;
  setWeights?: string;
  backTest?: string | true;
  consumers?: boolean;
  target?: string;
  weigh?: string;
  setTiers?: string;
}

const number = (x: number | null): string => (x === null ? '–' : String(Number(x.toPrecision(4))));
/** A result in one cell: its value with bounds, or what is missing. */
function resultText(r: Result): string {
  if (r.state === 'insufficient') return `needs ${r.need.en}; has ${r.have.en}`;
  const interval = r.low === null || r.high === null ? '' : ` (${number(r.low)} – ${number(r.high)})`;
  return `${number(r.value)}${interval} ${r.unit}, n ${r.n}`;
}

function printPage(p: ValuePage): void {
  print(pc.bold(`${p.name ?? ''} ${p.accountId}`));
  print(
    `${p.goal.name.en} · map ${p.map.name.en} · as of ${p.asOf ?? '–'} · peers: ${p.peers ? `${p.peers.n} on ${p.peers.platform}, ${p.peers.names.map((x) => x.en).join(' + ')}${p.peers.scheme ? ` of ${p.peers.scheme.en}` : ''}${p.peers.widened ? ' (own tier has too few)' : ''}` : 'none'}`,
  );
  printTable(
    ['', 'value', 'largest contributions'],
    [
      ...p.stages.map((s) => [s.name.en, resultText(s.result), '']),
      ...[...Object.entries(p.values), ['total', p.total] as const].map(([name, s]) => [
        name,
        resultText(s.result),
        s.parts
          .slice(0, 3)
          .map((part) => `${part.name.en} ${number(part.points)}`)
          .join(', '),
      ]),
      ['growth potential', resultText(p.growth), ''],
      ['brand proximity', p.proximity ? resultText(p.proximity) : 'give --brand', ''],
      ...(p.costPerTarget
        ? [
            [
              `cost per true person of “${p.costPerTarget.name ?? p.costPerTarget.key}”`,
              resultText(p.costPerTarget.result),
              p.costPerTarget.assumptions.map((a) => `${a.words.en} Change: ${a.setting}.`).join(' '),
            ],
          ]
        : []),
      ...(['costPerPerson', 'fanEffect', 'expectedSales'] as const).map((k) => [
        { costPerPerson: 'cost per true person', fanEffect: 'fan effect', expectedSales: 'usual sales' }[k],
        resultText(p[k].result),
        p[k].assumptions.map((a) => `${a.words.en} Change: ${a.setting}.`).join(' '),
      ]),
      ...p.traits.map((t) => [`${t.name.en} (proxy)`, resultText(t.result), t.proxy.en]),
    ],
  );
  printTable(
    ['checklist', 'state', ''],
    p.checklist.map((c) => [c.name.en, c.state, c.words.en]),
  );
  if (p.rank) print(`rank ${p.rank.place} of ${p.rank.of} in the library`);
  for (const gate of p.gates)
    if (!gate.open) print(`${pc.yellow('gate closed')} ${gate.gate}: ${gate.reason.en}`);
}

function fileOf(path: string): unknown {
  const text = readGiven(path);
  if (text.trim() === 'null') return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw refused(
      'bad-json',
      `${path} is not JSON.`,
      { file: path },
      'Print the current one with --settings --json.',
    );
  }
}

async function showSettings(door: Door, flags: Flags, json: boolean): Promise<void> {
  const body = {
    ...(flags.setMap ? { map: fileOf(flags.setMap) } : {}),
    ...(flags.setWeights ? { weights: fileOf(flags.setWeights) } : {}),
    ...(flags.setTiers ? { tiers: fileOf(flags.setTiers) } : {}),
  };
  const s =
    Object.keys(body).length > 0
      ? await door.send<ValueSettings>('POST', '/value/settings', body)
      : await door.get<ValueSettings>('/value/settings');
  if (json) return printJson(s);
  print(
    `map ${s.map.map}${s.edited.map ? ' (edited)' : ''} · weights ${s.weights.weights}${s.edited.weights ? ' (edited)' : ''} · peer groups by ${s.tiers ? `${s.tiers.name.en} (${s.tiers.source})` : 'the bands of the library'}`,
  );
  printTable(
    ['stage', 'metrics'],
    s.map.stages.map((one) => [
      one.name.en,
      Object.entries(one.metrics)
        .map(([m, w]) => `${m} ${w}`)
        .join(', '),
    ]),
  );
  print(
    `maps: ${s.maps.map((m) => m.map).join(', ')} · goals: ${s.weights.goals.map((g) => g.goal).join(', ')}`,
  );
  print(
    `assumed: ${s.weights.salesPerMillion} sales per million followers; feed share 10 % unless set: ${JSON.stringify(s.weights.feedShare)}`,
  );
}

/** `touchstone value [accounts]`: pages of accounts, or the library's ranking. Exit 1 when a gate is closed. */
export function valueCommand(program: Command): void {
  program
    .command('value')
    .description('what accounts are worth for a goal: 5A stages, three values and a total, with their parts')
    .argument('[accounts...]', 'account ids; the ranking of the library when none is named')
    .option('--goal <name>', 'new-brand, known-brand, custom')
    .option('--map <name>', 'touchstone-5a-1, kotler-5a, o-5a, a-ladder')
    .option('--brand <word>', 'brand or category for proximity')
    .option('--platform <id>', 'of the ranking')
    .option('--limit <n>', 'of the ranking', '20')
    .option('--settings', 'the map and weights in use')
    .option('--set-map <file>', 'use this JSON map; a file that says null goes back')
    .option('--set-weights <file>', 'use these JSON weights; a file that says null goes back')
    .option('--set-tiers <file>', 'cut-offs of the peer groups as JSON (see `tiers --use`); null goes back')
    .option('--target <key>', 'a kept target: adds the cost of one true person of it')
    .option('--weigh <weights>', 'your own: five of the path; three of the values, as 1,1,1,1,1;1,1,1')
    .option('--back-test [days]', 'how well growth potential foresaw growth here')
    .option('--consumers', 'commenters who behave like opinion leaders')
    .action((ids: string[], flags: Flags, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const { goal, map, brand, target, weigh, platform, limit } = flags;
        if (flags.settings || flags.setMap || flags.setWeights || flags.setTiers) {
          await showSettings(door, flags, json);
          return EXIT.fine;
        }
        if (flags.backTest) {
          const horizonDays = flags.backTest === true ? undefined : flags.backTest;
          const found = await door.get<BackTest>('/value/growth-back-test', { horizonDays });
          if (json) printJson(found);
          else
            printTable(
              ['', `rank correlation with growth after ${found.cutAt.slice(0, 10)}`],
              (['potential', 'momentum', 'difference'] as const).map((k) => [k, resultText(found[k])]),
            );
          return EXIT.fine;
        }
        if (flags.consumers) {
          const found = await door.get<{ items: Koc[] }>('/value/consumers', { limit });
          if (json) printJson(found);
          else
            printTable(
              ['person (keyed hash)', 'platform', 'comments', 'accounts', 'answers', 'likes'],
              found.items.map((k) => [
                k.actor,
                k.platform,
                ...[k.comments, k.accounts, k.replies, k.likes].map(String),
              ]),
            );
          return EXIT.fine;
        }
        if (ids.length === 0) {
          const found = await door.get<Ranking>('/value', { goal, map, brand, weigh, platform, limit });
          if (json) printJson(found);
          else {
            print(
              `${found.goal} · map ${found.map} · as of ${found.asOf ?? 'never'} · ${found.scored} scored, ${found.insufficient} insufficient`,
            );
            printTable(
              ['account', 'name', 'total', 'communication', 'fan', 'conversion'],
              found.items.map((i) => [
                i.accountId,
                i.name ?? '–',
                number(i.total),
                ...(['communication', 'fan', 'conversion'] as const).map((v) => number(i.values[v])),
              ]),
            );
          }
          return EXIT.fine;
        }
        const pages: ValuePage[] = [];
        for (const id of ids)
          pages.push(
            await door.get<ValuePage>(`/accounts/${encodeURIComponent(id)}/value`, {
              goal,
              map,
              brand,
              target,
              weigh,
            }),
          );
        if (json) printJson(pages.length === 1 ? pages[0] : pages);
        else pages.forEach(printPage);
        return pages.some((p) => p.gates.some((g) => !g.open)) ? EXIT.findings : EXIT.fine;
      }),
    );
}
