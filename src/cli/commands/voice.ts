import { readFileSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { messageOf, refused, TouchstoneError } from '#basis/error.ts';
import type { Job } from '#domain/facts/imports/schema.ts';
import type { Dashboard } from '#domain/readings/voice/dashboards/schema.ts';
import type { Invitation } from '#domain/readings/voice/invite/schema.ts';
import {
  type Feelings,
  type LabelsAnswer,
  labelsSchema,
  type MarketVoice,
  type Reputation,
  type Scope,
  type VoiceRow,
} from '#domain/readings/voice/schema.ts';
import { type Door, waitForJob } from '../door.ts';
import { EXIT, print, printJson, printTable } from '../output.ts';
import { runCommand } from '../run-command.ts';

const percent = (x: number): string => `${(100 * x).toFixed(1)} %`;
export const bounds = (b: { value: number; low: number; high: number }, show = percent): string =>
  `${show(b.value)} (${show(b.low)} – ${show(b.high)})`;

/** The flags that say which texts are meant. */
export const withScope = (command: Command): Command =>
  command
    .option('--brand <name>', 'texts that name it, and comments under posts that do')
    .option('--product <name>')
    .option('--campaign <name>')
    .option('--account <id>')
    .option('--platform <id>')
    .option('--province <name>', 'short Chinese name, overseas, or unknown')
    .option('--from <day>', 'YYYY-MM-DD')
    .option('--until <day>');
export interface ScopeFlags extends Omit<Scope, 'accountId' | 'postId'> {
  account?: string;
}
export const scopeOf = ({
  account,
  brand,
  product,
  campaign,
  platform,
  province,
  from,
  until,
}: ScopeFlags) => ({
  accountId: account,
  brand,
  product,
  campaign,
  platform,
  province,
  from,
  until,
});

/** Waits for a job of this room; its result. */
export async function jobResult<T>(
  door: Door,
  jobId: string,
  progress: (share: number, message: string) => void,
): Promise<T> {
  const job: Job = await waitForJob(door, jobId, (j) => progress(j.progress, j.message));
  if (job.state !== 'done')
    throw new TouchstoneError(
      job.error?.code === 'internal' ? 'internal' : 'refused',
      job.error?.code ?? `job-${job.state}`,
      job.error?.message ?? `The job was ${job.state}.`,
      job.error?.fix ? { fix: job.error.fix } : {},
    );
  return job.result as T;
}

const feelingRow = (name: string, f: Feelings): string[] => [
  name,
  String(f.n),
  bounds(f.share.positive),
  bounds(f.share.neutral),
  bounds(f.share.negative),
  bounds(f.error),
];

function printMarket(v: MarketVoice): void {
  print(
    `as of ${v.asOf ?? 'never'} · ${v.checks.model} · error from ${v.checks.basis}, ${v.checks.drawn} rows drawn and checked`,
  );
  printTable(
    ['', 'texts', 'positive', 'neutral', 'negative', 'wrong class'],
    [feelingRow('posts', v.posts), feelingRow('comments', v.interactions)],
  );
  printTable(
    ['intent', 'comments', 'share'],
    v.intents.map((i) => [i.intent, String(i.n), bounds(i.share)]),
  );
  printTable(
    ['province', 'texts', 'positive', 'negative'],
    v.provinces.slice(0, 8).map((p) => [p.name.en, String(p.n), bounds(p.positive), bounds(p.negative)]),
  );
}

/** `touchstone voice`: what people say, how they feel, and the desk that corrects it. */
export function voiceCommand(program: Command): void {
  const group = withScope(
    program.command('voice').description('what people say and how they feel: posts and, apart, comments'),
  ).action((flags: ScopeFlags, command: Command) =>
    runCommand(command, async ({ door, json }) => {
      const found = await door.get<MarketVoice>('/voice/market', scopeOf(flags));
      if (json) printJson(found);
      else printMarket(found);
      return EXIT.fine;
    }),
  );
  group
    .command('read')
    .description('read texts that were not read; imports do it by themselves')
    .action((_flags: object, command: Command) =>
      runCommand(command, async ({ door, json, progress }) => {
        const { jobId } = await door.send<{ jobId: string }>('POST', '/voice/read');
        const read = await jobResult<{ texts: number; newWords: number; model: string }>(
          door,
          jobId,
          progress,
        );
        if (json) printJson(read);
        else print(`${read.texts} texts read by ${read.model}; ${read.newWords} new words`);
        return EXIT.fine;
      }),
    );
  withScope(group.command('rows').description('the texts themselves, newest first'))
    .option('--kind <kind>', 'post or comment')
    .option('--feeling <feeling>', 'positive, neutral or negative')
    .option('--intent <intent>', 'asks, wants or bought')
    .option('--word <word>')
    .option('--search <text>')
    .option('--limit <n>', 'default 20', '20')
    .option('--check', 'rows drawn at random, for checking')
    .action(
      (flags: ScopeFlags & Record<string, string | undefined> & { check?: boolean }, command: Command) =>
        runCommand(command, async ({ door, json }) => {
          const { items, total } = await door.get<{ items: VoiceRow[]; total: number }>(
            flags.check ? '/voice/desk' : '/voice/rows',
            {
              ...scopeOf(flags),
              kind: flags['kind'],
              feeling: flags['feeling'],
              intent: flags['intent'],
              word: flags['word'],
              q: flags['search'],
              limit: flags['limit'],
            },
          );
          if (json) printJson({ items, total });
          else {
            printTable(
              ['id', 'said', 'machine', 'human', 'intent', 'text'],
              items.map((r) => [
                r.textId,
                r.saidAt?.slice(0, 10) ?? '–',
                r.feeling,
                r.human?.feeling ?? '–',
                r.intent?.intent ?? '–',
                r.text.replaceAll('\n', ' ').slice(0, 60),
              ]),
            );
            print(`${items.length} of ${total}`);
          }
          return EXIT.fine;
        }),
    );
  group
    .command('correct')
    .description('say how a text feels; the model’s label stays beside yours')
    .argument('<id>', 'text id')
    .argument('<feeling>', 'positive, neutral or negative')
    .option('--drawn', 'the row came from `voice rows --check`')
    .action((textId: string, value: string, flags: { drawn?: boolean }, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const row = await door.send<VoiceRow>(
          'POST',
          `/voice/texts/${encodeURIComponent(textId)}/corrections`,
          {
            field: 'feeling',
            value,
            drawn: flags.drawn ?? false,
          },
        );
        if (json) printJson(row);
        else print(`${row.textId}: machine ${row.feeling}, human ${row.human?.feeling ?? '–'}`);
        return EXIT.fine;
      }),
    );
  group
    .command('labels')
    .description('brands, products, people and aspects that texts are read for')
    .option('--set <file>', 'keep this JSON file and read texts again')
    .option('--out <file>', 'write the present ones')
    .option('--reset', 'back to the shipped ones')
    .action((flags: { set?: string; out?: string; reset?: boolean }, command: Command) =>
      runCommand(command, async ({ door, json, progress }) => {
        let found: LabelsAnswer;
        if (flags.set || flags.reset) {
          const kept = await door.send<LabelsAnswer & { jobId: string }>('POST', '/voice/labels', {
            labels: flags.set ? labelsIn(flags.set) : null,
          });
          await jobResult(door, kept.jobId, progress);
          found = kept;
        } else found = await door.get<LabelsAnswer>('/voice/labels');
        if (flags.out) writeFileSync(flags.out, `${JSON.stringify(found.labels, null, 2)}\n`);
        if (json) printJson(found);
        else {
          print(`${found.edited ? 'your own' : 'shipped'} · own brand ${found.labels.own ?? '–'}`);
          printTable(
            ['aspect', 'words'],
            found.labels.aspects.map((a) => [`${a.aspect} ${a.name.zh}`, a.words.join(' ').slice(0, 70)]),
          );
          print(`brands: ${found.labels.brands.map((b) => b.brand).join(' ')}`);
        }
        return EXIT.fine;
      }),
    );
  group
    .command('brands')
    .description('brands against each other: share of voice, feeling, alerts')
    .option('--window <days>', 'default 180', '180')
    .action((flags: { window: string }, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const found = await door.get<Reputation>('/voice/reputation', { windowDays: flags.window });
        if (json) printJson(found);
        else {
          printTable(
            ['brand', 'texts', 'share of voice', 'positive', 'negative'],
            found.brands.map((b) => [
              b.brand,
              String(b.texts),
              bounds(b.voice),
              bounds(b.feelings.share.positive),
              bounds(b.feelings.share.negative),
            ]),
          );
          for (const a of found.alerts) print(a.words.en);
        }
        return found.alerts.length > 0 ? EXIT.findings : EXIT.fine;
      }),
    );
  group
    .command('dashboard')
    .description('one of the five: brand, reputation, kol, social, consumption')
    .argument('<name>')
    .action((name: string, _flags: object, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const found = await door.get<Dashboard>(`/voice/dashboards/${name}`);
        if (json) printJson(found);
        else
          for (const c of found.cards) {
            print(c.title.en);
            printTable(
              ['', c.unit, 'low', 'high', 'n'],
              c.rows
                .slice(-12)
                .map((r) => [
                  r.label.en,
                  ...[r.value, r.low, r.high].map((v) =>
                    v === null ? '–' : c.unit === 'share' ? percent(v) : v.toFixed(2),
                  ),
                  String(r.n ?? '–'),
                ]),
            );
          }
        return EXIT.fine;
      }),
    );
  group
    .command('invite')
    .description('draw consumers who spoke of words, as keyed hashes with quotas')
    .argument('<name>')
    .requiredOption('--words <list>', 'comma-separated; any counts')
    .requiredOption('--size <n>')
    .option('--by <dimension>', 'platform, province, gender or age', 'province')
    .action((name: string, flags: { words: string; size: string; by: string }, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const found = await door.send<Invitation>('POST', '/voice/invitations', {
          name,
          words: flags.words.split(/[,，]/u),
          size: Number(flags.size),
          dimension: flags.by,
        });
        if (json) printJson(found);
        else {
          printTable(
            ['cell', 'spoke', 'wanted', 'drawn'],
            found.cells.map((c) => [c.cell, String(c.found), String(c.wanted), String(c.drawn)]),
          );
          print(`${found.drawn} of ${found.found} people · ${found.invitationId}`);
        }
        return EXIT.fine;
      }),
    );
}

function labelsIn(path: string) {
  try {
    return labelsSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    throw refused(
      'bad-labels',
      `${path} is not a label system: ${messageOf(error)}`,
      { file: path },
      'Write the present one with `touchstone voice labels --out FILE` and start from it.',
    );
  }
}
