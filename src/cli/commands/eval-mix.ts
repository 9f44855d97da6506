import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Command } from 'commander';
import { z } from 'zod';
import { refused, usage } from '#basis/error.ts';
import { bestMix, MIX_LIMITS, mixModel } from '#domain/decisions/mix/measures/best-mix.ts';
import { contactHistogram } from '#domain/decisions/mix/measures/contact-histogram.ts';
import { heldOutReach } from '#domain/decisions/mix/measures/held-out-reach.ts';
import { mixCertificate } from '#domain/decisions/mix/measures/mix-certificate.ts';
import { PriceMargins } from '#domain/decisions/mix/measures/price-margins.ts';
import { robustMix } from '#domain/decisions/mix/measures/robust-mix.ts';
import { MIX_MODES, type MixMode, mixGroup, mixTermsOf } from '#domain/decisions/mix/schema.ts';
import { readMixFiles, readShares } from '../mix-files.ts';
import { EXIT, print, printJson, printTable, readGiven } from '../output.ts';
import { runAlone } from '../run-command.ts';

interface Flags {
  audience: string;
  prices: string;
  budget: string;
  mode?: string;
  times?: string;
  seconds: string;
  must?: string;
  never?: string;
  groups?: string;
  feed: string;
  shares?: string;
  margins?: boolean;
  certificate?: string;
  seed: string;
}

const number = (name: string, text: string, least: number, most = Number.POSITIVE_INFINITY): number => {
  const n = Number(text);
  if (text.trim() === '' || !(n >= least && n <= most))
    throw usage(
      'bad-number',
      `${name} is ${text}.`,
      `Give a number from ${least}${most < 1e9 ? ` to ${most}` : ''}.`,
    );
  return n;
};
const names = (text: string | undefined): string[] =>
  text ? text.split(',').map((name) => name.trim()) : [];

/** `touchstone eval mix`: the best mix of plain files, its bound, its held-out reach, and what each name may cost. */
export function evalMix(group: Command): void {
  group
    .command('mix')
    .description('choose names within a budget: value, bound, gap, held-out reach, price margins')
    .requiredOption('--audience <file>', 'columns kol and person (CSV, TSV, XLSX, JSON, Parquet; .gz too)')
    .requiredOption('--prices <file>', 'columns kol and price')
    .requiredOption('--budget <n>', 'in the unit of the prices')
    .option('--mode <mode>', `${MIX_MODES.join(', ')}; times when --times is above 1, else reach`)
    .option('--times <k>', 'contacts that count (5 in the modes times and capped)')
    .option('--seconds <s>', 'limit of the search', '10')
    .option('--must <names>', 'names that must be in, with commas')
    .option('--never <names>', 'names that must stay out')
    .option('--groups <file>', 'JSON: [{name, kols, least, most}], for exclusivity (most 1) and quotas')
    .option('--feed <share>', 'assumption: share of an audience that sees a post in its feed', '1')
    .option('--shares <file>', 'columns kol, share, low: true-fan shares; adds the robust plan (reach only)')
    .option('--margins', 'ceiling prices, entry prices and substitutes')
    .option('--certificate <file>', 'write the certificate here (.gz packs it)')
    .option('--seed <text>', 'seed of the search and of the halves', 'mix')
    .action((flags: Flags, command: Command) =>
      runAlone(command, async ({ json }) => {
        const started = performance.now();
        const watch = { spentMs: () => performance.now() - started };
        const audience = await readMixFiles(flags.audience, flags.prices);
        const shares = flags.shares ? await readShares(flags.shares) : null;
        const terms = mixTermsOf({
          budget: number('--budget', flags.budget, 0),
          ...modeOf(flags),
          feedShare: number('--feed', flags.feed, 1e-6, 1),
          audienceShares: shares?.likely ?? {},
          must: names(flags.must),
          never: names(flags.never),
          groups: flags.groups ? readGroups(flags.groups) : [],
        });
        const secondsMs = 1000 * number('--seconds', flags.seconds, 0.1);
        const from = watch.spentMs();
        const limits = { ...MIX_LIMITS, watch, seed: flags.seed };
        if (!flags.certificate) limits.proofBytes = 2 ** 30;
        const mix = bestMix(audience, terms, { ...limits, limitMs: from + 0.9 * secondsMs });
        const heldOut = heldOutReach(mix.model, audience.personCount, {
          ...limits,
          searchSteps: 1200,
          limitMs: Math.max(watch.spentMs() + 0.1 * secondsMs, from + secondsMs),
        });
        const reach =
          terms.mode === 'times' ? mixModel(audience, { ...terms, mode: 'reach', times: 1 }) : mix.model;
        const histogram = contactHistogram(audience, reach, mix.model, mix.choice);
        const each = { ...limits, searchSteps: 300, starts: 2, nodes: mix.optimal ? 60 : 0, limitMs: 400 };
        const margins = flags.margins ? new PriceMargins(mix.model, mix, each) : null;
        const nameOf = (j: number) => audience.kols[j] as string;
        const marginOf = (j: number) => {
          if (!margins) return {};
          const { ceilingPrice, proven, dropout } = margins.of(j);
          const substitute = dropout?.substitute
            ? { kol: nameOf(dropout.substitute.candidate), loss: dropout.substitute.loss }
            : null;
          return { ceilingPrice, ceilingProven: proven, substitute, lossWithout: dropout?.loss ?? null };
        };
        const chosen = mix.choice.map((j, at) => ({
          ...histogram.members[at],
          kol: nameOf(j),
          price: audience.prices[j] as number,
          ...marginOf(j),
        }));
        const robust = shares
          ? robustMix(audience, terms, shares.low, { ...limits, limitMs: watch.spentMs() + secondsMs })
          : null;
        if (flags.certificate) {
          const text = JSON.stringify(mixCertificate(audience, mix));
          writeFileSync(flags.certificate, flags.certificate.endsWith('.gz') ? gzipSync(text) : text);
        }
        const gap = mix.bound > 0 ? (mix.bound - mix.value) / mix.bound : 0;
        const report = {
          chosen,
          value: mix.value,
          bound: mix.bound,
          gap,
          proven: mix.optimal ? 'optimal' : 'bounded',
          cost: mix.cost,
          budget: terms.budget,
          mode: terms.mode,
          times: terms.times,
          assumptions: { feedShare: terms.feedShare, audienceSharesByName: shares !== null },
          heldOut,
          touchShare: histogram.touchShare,
          histogram: histogram.people,
          robust: robust && {
            chosen: robust.cautious.choice.map(nameOf),
            likely: robust.likelyAt,
            cautious: robust.cautiousAt,
          },
          greedyValue: mix.greedyValue,
          nodeCount: mix.nodeCount,
          panelCount: audience.personCount,
          patternCount: mix.model.cover.groupCount,
          unpriced: audience.unpriced,
          unseen: audience.unseen,
          ms: performance.now() - started,
          peakBytes: process.resourceUsage().maxRSS * 1024,
        };
        if (json) printJson(report);
        else {
          print(
            `${terms.mode === 'reach' ? 'reached once' : `${terms.mode} ${terms.times}`}: ${mix.value} · bound ${mix.bound} · gap ${(100 * gap).toFixed(2)} % · ${report.proven} · cost ${mix.cost.toFixed(2)} of ${terms.budget}`,
          );
          if ('insufficient' in heldOut)
            print(`held out: ${heldOut.why} (${heldOut.have} of ${heldOut.need})`);
          else
            print(
              `held out: ${heldOut.value.toFixed(0)} (${heldOut.low.toFixed(0)}–${heldOut.high.toFixed(0)}) against ${heldOut.claimed.toFixed(0)} claimed by the people who chose`,
            );
          printTable(
            ['kol', 'price', 'marginal', 'ceiling', 'substitute'],
            chosen.map((row) => [
              row.kol,
              String(row.price),
              String(row.marginalValue ?? ''),
              'ceilingPrice' in row ? (row.ceilingPrice?.toFixed(2) ?? '–') : '',
              'substitute' in row && row.substitute ? `${row.substitute.kol} (−${row.substitute.loss})` : '',
            ]),
          );
        }
        return EXIT.fine;
      }),
    );
}

function modeOf(flags: Flags): { mode: MixMode; times?: number } {
  const times = flags.times === undefined ? undefined : number('--times', flags.times, 1, 1000);
  if (times !== undefined && !Number.isInteger(times))
    throw usage('bad-number', `--times is ${times}.`, 'Give a whole number.');
  const mode = flags.mode ?? (times !== undefined && times > 1 ? 'times' : 'reach');
  const known = MIX_MODES.find((m) => m === mode);
  if (!known) throw usage('bad-mode', `--mode is ${mode}.`, `Give ${MIX_MODES.join(', ')}.`);
  return { mode: known, ...(known === 'reach' ? { times: 1 } : times ? { times } : {}) };
}

function readGroups(path: string) {
  let value: unknown;
  try {
    value = JSON.parse(readGiven(path));
  } catch (error) {
    if (error instanceof SyntaxError)
      throw refused('no-groups', `${path} is no JSON: ${error.message}`, { file: path });
    throw error;
  }
  const groups = z.array(mixGroup).safeParse(value);
  if (!groups.success)
    throw refused(
      'no-groups',
      `${path}: ${groups.error.issues[0]?.message}.`,
      { file: path },
      'Give [{"name": …, "kols": […], "least": 0, "most": 1}].',
    );
  return groups.data;
}
