import type { Command } from 'commander';
import { foldsByChance, ratingsJudged } from '#domain/readings/voice/measures/rating-evaluation.ts';
import { aboutFile, type LabelledFile } from '../labelled-file.ts';
import { EXIT, print, printJson, printTable } from '../output.ts';
import { runAlone } from '../run-command.ts';
import {
  evaluateLabels,
  foldsOrTest,
  type LabelFlags,
  labelOptions,
  readForEvaluation,
  shown,
} from './eval-labels.ts';

/** Different numbers from which labels are ratings on a scale and not classes. */
const RATINGS_FROM = 20;
const areRatings = ({ labels }: LabelledFile): boolean =>
  new Set(labels).size >= RATINGS_FROM && labels.every((label) => Number.isFinite(Number(label)));

/** The whole report of rated texts, as `--json` prints it. */
export function ratingReport(
  { train, test }: Awaited<ReturnType<typeof readForEvaluation>>,
  flags: LabelFlags,
) {
  const folds = foldsOrTest(flags);
  const started = performance.now();
  const texts = [...train.texts, ...(test?.texts ?? [])];
  const ratings = [...train.labels, ...(test?.labels ?? [])].map(Number);
  const fold = test
    ? texts.map((_, i) => (i < train.texts.length ? -1 : 0))
    : foldsByChance(texts.length, folds);
  return {
    ...ratingsJudged(texts, ratings, fold),
    train: aboutFile(train),
    test: test && { ...aboutFile(test), alsoInTraining: train.sharedCount },
    folds: test ? null : folds,
    seconds: Math.round((performance.now() - started) / 100) / 10,
  };
}

/** `touchstone eval sentiment`: what people feel, as classes or as ratings on a scale. */
export function evalSentiment(group: Command): void {
  labelOptions(group.command('sentiment'))
    .description('accuracy and macro-F1 of sentiment, or correlation with ratings; equal texts counted once')
    .action(async (flags: LabelFlags, command: Command) => {
      const read = await readForEvaluation(flags).catch(() => null);
      // What cannot be read is told where errors are told.
      if (read === null || !areRatings(read.train)) return evaluateLabels(flags, command);
      return runAlone(command, async ({ json }) => {
        const report = ratingReport(read, flags);
        if (json) printJson(report);
        else {
          print(`${report.n} texts, ${report.seconds} s`);
          printTable(
            ['figure', 'value', 'low', 'high'],
            [
              ['correlation with ratings', ...shown(report.pearson)],
              ['rank correlation', report.spearman.toFixed(4), '', ''],
              ['mean absolute error', report.meanAbsoluteError.toFixed(4), '', ''],
            ],
          );
        }
        return EXIT.fine;
      });
    });
}
