/** What `eval sentiment` and `eval topics` share: a classifier of texts, judged on folds, another file, or few labels. */
import type { Command } from 'commander';
import { usage } from '#basis/error.ts';
import {
  evaluatedOnFolds,
  evaluatedOnOther,
  evaluatedOnShare,
  type LabelFigures,
  type LabelledTexts,
  type ShareFigures,
} from '#domain/readings/voice/measures/label-evaluation.ts';
import { evaluatedOnTransfer, type TransferFigures } from '#domain/readings/voice/measures/label-transfer.ts';
import { meanInterval } from '#numerics/learn/class-scores.ts';
import { pictogramCount, withoutPictograms } from '#numerics/text/normalise.ts';
import {
  aboutFile,
  classesOf,
  type LabelledFile,
  numbered,
  readLabelledFile,
  withoutTextsOf,
} from '../labelled-file.ts';
import { encoderNamed } from '../named-encoder.ts';
import { EXIT, print, printJson, printTable } from '../output.ts';
import { runAlone } from '../run-command.ts';

export interface LabelFlags {
  train: string;
  test?: string;
  folds?: string;
  share?: string;
  seeds: string;
  other?: string;
  encoder?: string;
  encoderModel: string;
  text: string;
  label: string;
}

/** Share of texts with pictograms from which the score without them is reported too. */
const PICTOGRAMS_FROM = 0.005;

export const wholeFlag = (text: string, flag: string, least: number, most: number): number => {
  const n = Number(text);
  if (!Number.isInteger(n) || n < least || n > most)
    throw usage('bad-flag', `${flag} ${text} is no whole number from ${least} to ${most}.`);
  return n;
};

/** Either `--test` or `--folds`, 5 folds where neither is said. */
export function foldsOrTest({ folds, test }: { folds?: string; test?: string }): number {
  if (folds !== undefined && test !== undefined)
    throw usage('test-or-folds', 'Give either --test FILE or --folds K.');
  return wholeFlag(folds ?? '5', '--folds', 2, 50);
}

export const shown = (v: { value: number; low: number; high: number }): string[] =>
  [v.value, v.low, v.high].map((x) => x.toFixed(4));

const named = ({ perClass, ...rest }: LabelFigures, classes: readonly string[]) => ({
  ...rest,
  perClass: Object.fromEntries(classes.map((name, c) => [name, perClass[c]])),
});

/** Means over seeds, with the interval of a mean of so many (Student). */
function fewLabels(runs: readonly ShareFigures[], share: number) {
  const over = (of: (run: ShareFigures) => number) => meanInterval(runs.map(of));
  return {
    share,
    labels: runs.map((r) => r.labels),
    accuracy: over((r) => r.few.accuracy.value),
    macroF1: over((r) => r.few.macroF1.value),
    allLabels: {
      accuracy: over((r) => r.all.accuracy.value),
      macroF1: over((r) => r.all.macroF1.value),
    },
    lost: over((r) => r.all.accuracy.value - r.few.accuracy.value),
    seeds: runs.map((r) => ({
      seed: r.seed,
      labels: r.labels,
      accuracy: r.few.accuracy,
      macroF1: r.few.macroF1,
      allLabels: r.all.accuracy,
    })),
  };
}

/** Few labels beside texts on other subjects with labels. */
async function transferReport(flags: LabelFlags, train: LabelledFile, folds: number, share: number) {
  const all = await readLabelledFile(flags.other as string, flags.text, flags.label);
  const other = withoutTextsOf(all, train);
  const classes = classesOf(train, other);
  const runs = evaluatedOnTransfer(numbered(train, classes), numbered(other, classes), {
    classes: classes.length,
    share,
    seeds: wholeFlag(flags.seeds, '--seeds', 1, 50),
    folds,
  });
  const over = (of: (run: TransferFigures) => number) => meanInterval(runs.map(of));
  return {
    share,
    labels: runs.map((r) => r.labels),
    accuracy: over((r) => r.few.accuracy.value),
    macroF1: over((r) => r.few.macroF1.value),
    otherLabelsAlone: {
      accuracy: over((r) => r.none.accuracy.value),
      macroF1: over((r) => r.none.macroF1.value),
    },
    other: aboutFile(other),
    seeds: runs.map(({ seed, labels, few }) => ({
      seed,
      labels,
      accuracy: few.accuracy,
      macroF1: few.macroF1,
    })),
  };
}

function judge(
  train: LabelledFile,
  test: LabelledFile | null,
  folds: number,
  classes: string[],
  encoded?: { train: LabelledTexts['vectors']; test: LabelledTexts['vectors'] },
): LabelFigures {
  const learn = { ...numbered(train, classes), vectors: encoded?.train };
  return test
    ? evaluatedOnOther(learn, { ...numbered(test, classes), vectors: encoded?.test }, classes.length)
    : evaluatedOnFolds(learn, classes.length, folds);
}

/** The same learner with an encoder's vectors beside its own grams. */
async function withEncoder(
  flags: LabelFlags,
  train: LabelledFile,
  test: LabelledFile | null,
  folds: number,
  classes: string[],
) {
  if (flags.encoder === undefined) return null;
  const started = performance.now();
  const texts = [...train.texts, ...(test?.texts ?? [])];
  const encoder = await encoderNamed(flags.encoder, flags.encoderModel, texts);
  const { values, dimensions } = await encoder.encode(texts);
  const cut = train.texts.length * dimensions;
  const { accuracy, macroF1 } = judge(train, test, folds, classes, {
    train: { values: values.subarray(0, cut), dimensions },
    test: { values: values.subarray(cut), dimensions },
  });
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  return { encoder: encoder.name, dimensions, accuracy, macroF1, seconds };
}

export async function readForEvaluation(flags: LabelFlags) {
  const test = flags.test === undefined ? null : await readLabelledFile(flags.test, flags.text, flags.label);
  const all = await readLabelledFile(flags.train, flags.text, flags.label);
  return { train: test ? withoutTextsOf(all, test) : { ...all, sharedCount: 0 }, test };
}

/** The whole report of labelled files, as `--json` prints it. */
export async function labelReport(
  { train, test }: Awaited<ReturnType<typeof readForEvaluation>>,
  flags: LabelFlags,
) {
  const folds = foldsOrTest(flags);
  const classes = classesOf(train, ...(test ? [test] : []));
  const about = {
    train: aboutFile(train),
    test: test ? { ...aboutFile(test), alsoInTraining: train.sharedCount } : null,
    folds: test ? null : folds,
    classes,
  };
  const started = performance.now();
  const seconds = () => Math.round((performance.now() - started) / 100) / 10;
  if (flags.share !== undefined) {
    const share = Number(flags.share);
    if (!(share > 0 && share < 1))
      throw usage('bad-flag', `--share ${flags.share} is no share between 0 and 1.`);
    if (flags.other !== undefined) {
      if (test) throw usage('test-or-other', 'With --other, judge on folds: leave --test out.');
      return { ...(await transferReport(flags, train, folds, share)), ...about, seconds: seconds() };
    }
    const runs = evaluatedOnShare(
      numbered(train, classes),
      test ? { test: numbered(test, classes) } : { folds },
      { classes: classes.length, share, seeds: wholeFlag(flags.seeds, '--seeds', 1, 50) },
    );
    return { ...fewLabels(runs, share), ...about, seconds: seconds() };
  }
  const figures = named(judge(train, test, folds, classes), classes);
  const learnAndJudge = seconds();
  const judgedTexts = (test ?? train).texts;
  const withSigns = judgedTexts.filter((text) => pictogramCount(text) > 0).length;
  const stripped = (f: LabelledFile): LabelledFile => ({ ...f, texts: f.texts.map(withoutPictograms) });
  const without =
    withSigns < PICTOGRAMS_FROM * judgedTexts.length
      ? null
      : judge(stripped(train), test ? stripped(test) : null, folds, classes);
  return {
    ...figures,
    textsWithPictograms: withSigns,
    withoutPictograms: without && {
      accuracy: without.accuracy,
      macroF1: without.macroF1,
    },
    withEncoder: await withEncoder(flags, train, test, folds, classes),
    ...about,
    seconds: learnAndJudge,
  };
}

function show(report: Awaited<ReturnType<typeof labelReport>>): void {
  print(`${report.train.distinct} texts, ${report.classes.length} classes, ${report.seconds} s`);
  const lines = [
    ['accuracy', ...shown(report.accuracy)],
    ['macro-F1', ...shown(report.macroF1)],
  ];
  if ('otherLabelsAlone' in report)
    lines.push(['accuracy with the others’ labels alone', ...shown(report.otherLabelsAlone.accuracy)]);
  else if ('lost' in report)
    lines.push(
      ['accuracy with all labels', ...shown(report.allLabels.accuracy)],
      ['lost by few labels', ...shown(report.lost)],
    );
  else {
    if (report.withoutPictograms)
      lines.push(['accuracy without pictograms', ...shown(report.withoutPictograms.accuracy)]);
    if (report.withEncoder)
      lines.push([`accuracy with ${report.withEncoder.encoder}`, ...shown(report.withEncoder.accuracy)]);
  }
  printTable(['figure', 'value', 'low', 'high'], lines);
}

export function labelOptions(command: Command): Command {
  return command
    .requiredOption('--train <file>', 'labelled texts')
    .option(
      '--test <file>',
      'other labelled texts to judge on; training rows with the same text are left out',
    )
    .option('--folds <k>', 'cross-validate on the training file (5)')
    .option('--share <share>', 'learn from so many labels, chosen by the program, beside all of them')
    .option('--seeds <n>', 'with --share: how many times, each with another start', '5')
    .option(
      '--other <file>',
      'with --share: labelled texts on other subjects, with the same columns, to learn from too',
    )
    .option(
      '--encoder <where>',
      'judge again with vectors: corpus (learned from the texts), a folder of an ONNX model, or the address of an embeddings service',
    )
    .option('--encoder-model <name>', 'the model to ask that service for', 'default')
    .requiredOption('--text <column>', 'the column of the text: its header, or its position without one')
    .requiredOption('--label <column>', 'the column of the class, likewise');
}

export const evaluateLabels = (flags: LabelFlags, command: Command): Promise<void> =>
  runAlone(command, async ({ json }) => {
    const report = await labelReport(await readForEvaluation(flags), flags);
    if (json) printJson(report);
    else show(report);
    return EXIT.fine;
  });
