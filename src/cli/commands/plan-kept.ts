/** Plans of the library on the command line: from a brief file, kept in versions, handed over. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { parse } from 'yaml';
import { messageOf, refused, TouchstoneError, usage } from '#basis/error.ts';
import {
  type Brief,
  type BriefGiven,
  briefSchema,
  type PlanChange,
  type PlanMade,
  type PlanPage,
  type PlanRow,
} from '#domain/decisions/mix/plan/schema.ts';
import type { MixMode } from '#domain/decisions/mix/schema.ts';
import { type Door, waitForJob } from '../door.ts';
import { EXIT, type ExitCode, print, printJson, printTable, readGiven } from '../output.ts';
import { type CommandContext, runCommand } from '../run-command.ts';

interface BriefFlags {
  mode?: string | undefined;
  k?: string | undefined;
  out?: string | undefined;
}
/** What the command calls a mode, and what the solver does. */
const MODES: Readonly<Record<string, MixMode>> = {
  reach: 'reach',
  frequency: 'times',
  times: 'times',
  contacts: 'capped',
  capped: 'capped',
};

/** A brief in YAML or JSON. @throws refused with the place that does not fit */
function readBrief(path: string, flags: BriefFlags): Brief {
  let given: unknown;
  try {
    given = parse(readGiven(path));
  } catch (error) {
    if (error instanceof TouchstoneError) throw error;
    throw refused('no-brief', `${path} is neither YAML nor JSON: ${messageOf(error)}`, { file: path });
  }
  const mode = flags.mode === undefined ? undefined : MODES[flags.mode];
  if (flags.mode !== undefined && mode === undefined)
    throw usage('bad-mode', `--mode is ${flags.mode}.`, 'Give reach, frequency or contacts.');
  const times = whole('--k', flags.k);
  const brief = briefSchema.safeParse({
    ...(given as BriefGiven),
    ...(mode ? { mode } : {}),
    ...(times ? { times } : {}),
  });
  if (!brief.success) {
    const issue = brief.error.issues[0];
    throw refused(
      'bad-brief',
      `${path}: ${issue?.path.map(String).join('.')} ${issue?.message}.`,
      { file: path },
      'See docs/guide/en.md for a brief with every field.',
    );
  }
  return brief.data;
}

async function made({ door, progress }: CommandContext, path: string, body: unknown): Promise<PlanMade> {
  const { jobId } = await door.send<{ jobId: string }>('POST', path, body);
  const job = await waitForJob(door, jobId, (j) => progress(j.progress, j.message));
  progress(1, '');
  if (job.state === 'done') return job.result as PlanMade;
  const { code, message, fix } = job.error ?? { code: 'cancelled', message: 'Cancelled.', fix: null };
  throw new TouchstoneError('refused', code, message, fix ? { fix } : {});
}

const pageOf = (door: Door, planId: string, version?: number): Promise<PlanPage> =>
  door.get<PlanPage>(`/plans/${planId}`, { version });

export const planFromBrief = (path: string, flags: BriefFlags, command: Command): Promise<void> =>
  runCommand(command, async (context) => {
    const { planId, version } = await made(context, '/plans', { brief: readBrief(path, flags) });
    const page = await pageOf(context.door, planId, version);
    if (flags.out) await writeHandOver(context.door, page, flags.out);
    return told(context, page, flags.out);
  });

/** plan.json with its two inputs beside it, and the pitch sheet in both languages. */
async function writeHandOver(door: Door, { planId, version }: PlanPage, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const keep = async (name: string, path: string, language?: string) => {
    const answer = await door.raw(`/plans/${planId}/${path}`, { version, language });
    await writeFile(join(folder, name), Buffer.from(await answer.arrayBuffer()));
  };
  await keep('plan.json', 'file');
  await keep('audience.csv', 'inputs/audience.csv');
  await keep('prices.csv', 'inputs/prices.csv');
  for (const language of ['zh', 'en']) await keep(`plan-${language}.xlsx`, 'sheet', language);
}

function told({ json }: CommandContext, page: PlanPage, out?: string): ExitCode {
  const { decision: d } = page;
  if (json) {
    printJson({ planId: page.planId, version: page.version, ...d });
    return EXIT.fine;
  }
  const n = (x: number) => x.toFixed(x >= 100 ? 0 : 1);
  print(`plan ${page.planId} · version ${page.version} · ${d.brief.name}`);
  print(
    `${d.mode}${d.times > 1 ? ` ${d.times}` : ''}: ${n(d.value)} ${d.valueUnit.replaceAll('_', ' ')} · bound ${n(d.bound)} · gap ${(100 * d.gap).toFixed(2)} % · ${d.proven} · cost ${d.cost.toFixed(0)} of ${d.brief.budget} ${d.brief.currency}`,
  );
  print(
    d.heldOut.state === 'ok'
      ? `held out: ${n(d.heldOut.value)} (${n(d.heldOut.low)}–${n(d.heldOut.high)}) against ${n(d.heldOut.claimed)} claimed, n ${d.heldOut.n}`
      : `held out: ${d.heldOut.why.en}`,
  );
  print(`touch rate ${(100 * d.touchShare).toFixed(1)} % of ${d.panelPeople} people of the target`);
  printTable(
    ['day', 'account', 'name', 'price', 'adds', 'stays up to', 'substitute', 'stage'],
    d.chosen
      .toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
      .map((c) => [
        c.day,
        c.accountId,
        c.name ?? '–',
        String(c.price),
        n(c.marginalValue),
        c.ceilingPrice === null ? '–' : c.ceilingPrice.toFixed(0),
        c.substitutes[0]
          ? `${c.substitutes[0].name ?? c.substitutes[0].accountId} (−${n(c.substitutes[0].loss)})`
          : '–',
        c.stage ?? '–',
      ]),
  );
  for (const f of d.funnel.filter((g) => g.dropped > 0))
    print(`${f.label.en}: ${f.left} left, ${f.dropped} dropped`);
  for (const a of d.assumptions) print(a.words.en);
  if (d.money.warning) print(d.money.warning.en);
  if (page.diff)
    print(
      `against version ${page.diff.from}: in ${namesOf(page, page.diff.added)} · out ${namesOf(page, page.diff.removed)} · cost ${d.cost.toFixed(0)} (${page.diff.costBefore.toFixed(0)})`,
    );
  if (out) print(`wrote ${out}: plan.json, audience.csv, prices.csv, plan-zh.xlsx, plan-en.xlsx`);
  return EXIT.fine;
}
const namesOf = (page: PlanPage, ids: readonly string[]): string =>
  ids.length === 0 ? 'nobody' : ids.map((id) => page.diff?.names[id] ?? id).join(', ');

const whole = (name: string, text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const n = Number(text);
  if (!Number.isInteger(n) || n < 1)
    throw usage('bad-number', `${name} is ${text}.`, 'Give a whole number from 1.');
  return n;
};

/** Plans that the library keeps, in versions, handed over. */
export function keptPlanCommands(plan: Command): void {
  plan
    .command('list')
    .description('plans, newest first')
    .action((_flags: object, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const { items } = await door.get<{ items: PlanRow[] }>('/plans');
        if (json) printJson({ items });
        else
          printTable(
            ['plan', 'name', 'version', 'mode', 'names', 'cost', 'budget', 'touch', 'proof', 'made'],
            items.map((p) => [
              p.planId,
              p.name,
              String(p.version),
              p.mode,
              String(p.names),
              p.cost.toFixed(0),
              `${p.budget} ${p.currency}`,
              `${(100 * p.touchShare).toFixed(1)} %`,
              p.proven === 'optimal' ? 'proven best' : `gap ${(100 * p.gap).toFixed(2)} %`,
              p.createdAt.slice(0, 16),
            ]),
          );
        return EXIT.fine;
      }),
    );
  plan
    .command('show <plan>')
    .description('one version of a plan')
    .option('--version-number <n>', 'the newest when absent')
    .action((planId: string, flags: { versionNumber?: string }, command: Command) =>
      runCommand(command, async (context) =>
        told(context, await pageOf(context.door, planId, whole('--version-number', flags.versionNumber))),
      ),
    );
  plan
    .command('replace <plan>')
    .description(
      'a name drops out: the best plan without it, or one name in its place; the old version stays',
    )
    .requiredOption('--drop <account>', 'account id of the name that drops out')
    .option('--take <account>', 'put this one in its place, everybody else kept')
    .option('--top <n>', 'substitutes to list', '5')
    .action((planId: string, flags: { drop: string; take?: string; top: string }, command: Command) =>
      runCommand(command, async (context) => {
        const top = whole('--top', flags.top) ?? 5;
        const before = await pageOf(context.door, planId);
        const gone = before.decision.chosen.find((c) => c.accountId === flags.drop);
        const change: PlanChange = { drop: flags.drop, ...(flags.take ? { take: flags.take } : {}) };
        const { version } = await made(context, `/plans/${planId}/versions`, change);
        const page = await pageOf(context.door, planId, version);
        const substitutes = gone?.substitutes.slice(0, top) ?? [];
        if (context.json) {
          printJson({ planId, version, substitutes, diff: page.diff, ...page.decision });
          return EXIT.fine;
        }
        if (substitutes.length > 0)
          printTable(
            ['one for one', 'name', 'cost', 'loses'],
            substitutes.map((s) => [s.accountId, s.name ?? '–', s.cost.toFixed(0), s.loss.toFixed(1)]),
          );
        else print('nobody fits one for one; the plan was solved again');
        return told(context, page);
      }),
    );
  plan
    .command('sheet <plan>')
    .description('the pitch sheet (提报表), XLSX with formulas')
    .requiredOption('-o, --output <file>', 'the file to write')
    .option('--lang <language>', 'en or zh', 'zh')
    .option('--version-number <n>', 'the newest when absent')
    .action(
      (planId: string, flags: { output: string; lang: string; versionNumber?: string }, command: Command) =>
        runCommand(command, async ({ door, json }) => {
          const answer = await door.raw(`/plans/${planId}/sheet`, {
            language: flags.lang,
            version: whole('--version-number', flags.versionNumber),
          });
          const bytes = Buffer.from(await answer.arrayBuffer());
          await writeFile(flags.output, bytes);
          if (json) printJson({ file: flags.output, bytes: bytes.length });
          else print(`${flags.output}: ${bytes.length} bytes`);
          return EXIT.fine;
        }),
    );
  plan
    .command('share <plan>')
    .description('a link that shows one version and nothing else')
    .option('--days <n>', 'days until it ends', '14')
    .option('--version-number <n>', 'the newest when absent')
    .option('--revoke <share>', 'take a link back')
    .action(
      (planId: string, flags: { days: string; versionNumber?: string; revoke?: string }, command: Command) =>
        runCommand(command, async ({ door, json }) => {
          if (flags.revoke) {
            const answer = await door.send<object>('DELETE', `/plans/${planId}/shares/${flags.revoke}`);
            if (json) printJson(answer);
            else print('the link shows nothing any more');
            return EXIT.fine;
          }
          const version = whole('--version-number', flags.versionNumber);
          const share = await door.send<{ shareId: string; path: string; expiresAt: string }>(
            'POST',
            `/plans/${planId}/shares`,
            { days: whole('--days', flags.days), ...(version ? { version } : {}) },
          );
          if (json) printJson({ ...share, url: `${door.address}${share.path}` });
          else {
            print(`${door.address}${share.path}`);
            print(`ends ${share.expiresAt.slice(0, 16)} · take it back with --revoke ${share.shareId}`);
          }
          return EXIT.fine;
        }),
    );
}
