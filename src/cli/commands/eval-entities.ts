import type { Command } from 'commander';
import { entitiesOnFolds, entitiesOnOther } from '#domain/readings/voice/measures/entity-evaluation.ts';
import { readEntityFile } from '../entity-file.ts';
import { EXIT, print, printJson, printTable } from '../output.ts';
import { runAlone } from '../run-command.ts';
import { foldsOrTest, shown } from './eval-labels.ts';

interface Flags {
  train: string;
  test?: string;
  folds?: string;
}

/** The whole report, as `--json` prints it. */
export function entityReport(flags: Flags) {
  const folds = foldsOrTest(flags);
  const train = readEntityFile(flags.train);
  const started = performance.now();
  const figures =
    flags.test === undefined
      ? entitiesOnFolds(train, folds)
      : entitiesOnOther(train, readEntityFile(flags.test));
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  return { ...figures, folds: flags.test === undefined ? folds : null, seconds };
}

/** `touchstone eval entities`: brands, products, people, places in labelled texts. */
export function evalEntities(group: Command): void {
  group
    .command('entities')
    .description('micro-F1 of named spans, by type, and the coverage at a precision of .85')
    .requiredOption('--train <file>', 'texts with spans: JSON lines as CLUENER has them, or CoNLL')
    .option('--test <file>', 'other texts to judge on')
    .option('--folds <k>', 'cross-validate on the training file (5)')
    .action((flags: Flags, command: Command) =>
      runAlone(command, async ({ json }) => {
        const { seconds, ...figures } = entityReport(flags);
        if (json) printJson({ ...figures, seconds });
        else {
          print(`${figures.spans} spans in ${figures.texts} texts, ${seconds} s`);
          printTable(
            ['figure', 'value', 'low', 'high'],
            [
              ['micro-F1', ...shown(figures.microF1)],
              ['precision', ...shown(figures.precision)],
              ['recall', ...shown(figures.recall)],
              ...(figures.atPrecision
                ? [['recall at precision .85', ...shown(figures.atPrecision.recall)]]
                : [['precision .85 is not reached', '', '', '']]),
            ],
          );
          printTable(
            ['type', 'labelled', 'precision', 'recall', 'F1'],
            Object.entries(figures.perType).map(([type, t]) => [
              type,
              String(t.labelled),
              ...[t.precision, t.recall, t.f1].map((x) => x.toFixed(3)),
            ]),
          );
        }
        return EXIT.fine;
      }),
    );
}
