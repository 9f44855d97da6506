import { existsSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Command } from 'commander';
import { messageOf, refused, usage } from '#basis/error.ts';
import { checkCertificate } from '#domain/decisions/mix/measures/certificate-check.ts';
import { mixPlan } from '#domain/decisions/mix/measures/mix-plan.ts';
import { checkPlan, type PlanVerdict } from '#domain/decisions/mix/measures/plan-check.ts';
import {
  type MixMode,
  type MixPlanReport,
  type MixTerms,
  mixCertificate,
  mixPlanReport,
  mixTermsOf,
} from '#domain/decisions/mix/schema.ts';
import { readMixFiles } from '../mix-files.ts';
import { EXIT, print, printJson, printTable } from '../output.ts';
import { runAlone } from '../run-command.ts';
import { keptPlanCommands, planFromBrief } from './plan-kept.ts';

/** What the command calls a mode, and what the solver does. */
const MODES: Record<string, MixMode> = {
  reach: 'reach',
  frequency: 'times',
  times: 'times',
  contacts: 'capped',
  capped: 'capped',
};

interface Flags {
  audience?: string;
  prices?: string;
  budget?: string;
  mode: string;
  k?: string;
  must?: string;
  never?: string;
  timeLimit: string;
  seed: string;
  out?: string;
}

/** `touchstone plan`: the best mix with bound, held-out reach and price margins; `plan check` verifies such a file. */
export function planCommand(program: Command): void {
  const plan = program
    .command('plan')
    .description('choose names within a budget, with bound, held-out reach, ceiling prices and a certificate')
    .argument('[brief]', 'a brief (YAML or JSON) for the library; else --audience, --prices and --budget')
    .option('--audience <file>', 'columns kol and person (CSV, TSV, XLSX, JSON, Parquet; .gz too)')
    .option('--prices <file>', 'columns kol and price')
    .option('--budget <n>', 'in the unit of the prices')
    .option(
      '--mode <mode>',
      'reach (once), frequency (at least k times), contacts (at most k counted)',
      'reach',
    )
    .option('--k <n>', 'contacts that count in frequency and contacts (5)')
    .option('--must <names>', 'names that must be in, with commas')
    .option('--never <names>', 'names that must stay out')
    .option('--time-limit <s>', 'the answer is there within so many seconds', '30')
    .option('--seed <text>', 'seed of the search and of the halves', 'mix')
    .option('--out <folder>', 'with a brief: write plan.json, its inputs and the pitch sheet here')
    .action((brief: string | undefined, flags: Flags, command: Command) => {
      if (brief !== undefined) {
        const said = command.getOptionValueSource('mode') === 'cli';
        return planFromBrief(brief, { ...flags, mode: said ? flags.mode : undefined }, command);
      }
      return runAlone(command, async ({ json }) => {
        // From the start of the process: loading the program counts too.
        const watch = { spentMs: () => performance.now() };
        const [audiencePath, pricesPath] = [needed(flags, 'audience'), needed(flags, 'prices')];
        const terms = termsOf(flags);
        const limitMs = 1000 * number('--time-limit', flags.timeLimit, 0.5);
        const audience = await readMixFiles(audiencePath, pricesPath);
        const report = mixPlan(audience, terms, {
          watch,
          limitMs,
          seed: flags.seed,
          files: { audience: audiencePath, prices: pricesPath },
        });
        if (json) printJson(report);
        else printPlan(report);
        return EXIT.fine;
      });
    });
  keptPlanCommands(plan);
  plan
    .command('check <file>')
    .description('verify a plan: terms, value, bound and figures, from its certificate and the inputs alone')
    .option('--audience <file>', 'columns kol and person; else as the plan names it')
    .option('--prices <file>', 'columns kol and price; else as the plan names it')
    .action((path: string, _flags: object, command: Command) =>
      runAlone(command, async ({ json }) => {
        const verdict = await verdictOn(path, command.optsWithGlobals<Partial<Flags>>());
        if (json) printJson(verdict);
        else {
          for (const { about, say } of verdict.faults) print(`${about}: ${say}`);
          print(
            verdict.ok
              ? `holds: value ${verdict.value}, bound ${verdict.bound}, ${verdict.nodesChecked} nodes added up; ${verdict.notChecked.join(' and ')} as written, not computed again`
              : 'does not hold',
          );
        }
        return verdict.ok ? EXIT.fine : EXIT.findings;
      }),
    );
}

const needed = (flags: Flags, name: 'audience' | 'prices' | 'budget'): string => {
  const given = flags[name];
  if (given === undefined) throw usage('missing-option', `--${name} is missing.`, `Give --${name}.`);
  return given;
};

function number(name: string, text: string, least: number): number {
  const n = Number(text);
  if (text.trim() === '' || !(n >= least) || !Number.isFinite(n))
    throw usage('bad-number', `${name} is ${text}.`, `Give a number from ${least}.`);
  return n;
}

function termsOf(flags: Flags): MixTerms {
  const mode = Object.hasOwn(MODES, flags.mode) ? MODES[flags.mode] : undefined;
  if (!mode) throw usage('bad-mode', `--mode is ${flags.mode}.`, 'Give reach, frequency or contacts.');
  const times = flags.k === undefined ? undefined : number('--k', flags.k, 1);
  if (times !== undefined && !Number.isInteger(times))
    throw usage('bad-number', `--k is ${flags.k}.`, 'Give a whole number.');
  const names = (text: string | undefined) =>
    text ? [...new Set(text.split(',').map((name) => name.trim()))].filter((name) => name !== '') : [];
  return mixTermsOf({
    budget: number('--budget', needed(flags, 'budget'), 0),
    mode,
    ...(mode === 'reach' ? { times: 1 } : times === undefined ? {} : { times }),
    must: names(flags.must),
    never: names(flags.never),
  });
}

function printPlan(report: MixPlanReport): void {
  const { heldOut, value, bound, gap, proven, cost } = report;
  print(
    `value ${value} · bound ${bound} · gap ${(100 * gap).toFixed(2)} % · ${proven ? 'proven best' : 'gap open'} · cost ${cost.toFixed(2)}`,
  );
  if ('low' in heldOut && typeof heldOut.low === 'number' && typeof heldOut.high === 'number')
    print(
      `held out: ${Number(heldOut.value).toFixed(0)} (${heldOut.low.toFixed(0)}–${heldOut.high.toFixed(0)}) of ${Number(heldOut.n)}`,
    );
  else print('held out: insufficient, too few people');
  printTable(
    ['kol', 'price', 'stays up to', 'substitute', 'loses'],
    report.chosen.map(({ kol, price, ceilingPrice, substitute }) => [
      kol,
      String(price),
      ceilingPrice === null ? '–' : ceilingPrice.toFixed(2),
      substitute?.kol ?? '–',
      substitute ? String(substitute.loss) : '',
    ]),
  );
}

async function verdictOn(path: string, flags: Partial<Flags>): Promise<PlanVerdict> {
  const written = readJson(path);
  const files = 'files' in written && written.files !== null ? written.files : {};
  const named = (role: 'audience' | 'prices'): string => {
    const given = flags[role] ?? (files as Record<string, unknown>)[role];
    if (typeof given !== 'string')
      throw usage('missing-option', `${path} names no ${role} file.`, `Give --${role}.`);
    const beside = join(dirname(path), given);
    return flags[role] === undefined && !isAbsolute(given) && !existsSync(given) && existsSync(beside)
      ? beside
      : given;
  };
  const broken = (say: string): PlanVerdict => ({
    ok: false,
    faults: [{ about: 'plan', say }],
    value: null,
    bound: null,
    nodesChecked: 0,
    notChecked: [],
  });
  if ('format' in written && typeof written.format === 'string' && written.format.includes('certificate')) {
    const certificate = mixCertificate.safeParse(written);
    if (!certificate.success) return broken(whereOf(certificate.error));
    const audience = await readMixFiles(named('audience'), named('prices'));
    return { ...checkCertificate(audience, certificate.data), notChecked: [] };
  }
  const plan = mixPlanReport.safeParse(written);
  if (!plan.success) return broken(whereOf(plan.error));
  return checkPlan(await readMixFiles(named('audience'), named('prices')), written, plan.data);
}

const whereOf = (error: { issues: { path: PropertyKey[]; message: string }[] }): string => {
  const issue = error.issues[0];
  return `Not the shape of a plan: ${issue?.path.map(String).join('.')} ${issue?.message}.`;
};

function readJson(path: string): object {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw usage('no-file', `${path} cannot be read: ${messageOf(error)}`, 'Check the path.');
  }
  try {
    const text = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
    const value: unknown = JSON.parse(text.toString('utf8'));
    if (typeof value === 'object' && value !== null) return value;
  } catch (error) {
    throw refused('no-plan', `${path} is no JSON: ${messageOf(error)}`, { file: path });
  }
  throw refused('no-plan', `${path} is no plan.`, { file: path });
}
