import type { Command } from 'commander';
import { usage } from '#basis/error.ts';
import {
  crossValidated,
  transferred,
} from '#domain/readings/authenticity/followers/measures/model-evaluation.ts';
import { EXIT, print, printJson, printTable } from '../output.ts';
import { readRoleMap } from '../profile-columns.ts';
import { readProfiles } from '../profile-file.ts';
import { runAlone } from '../run-command.ts';
import { requireBothClasses } from './train.ts';

const several = (value: string, before: string[]): string[] => [...before, value];

interface Flags {
  train: string[];
  test: string[];
  label: string;
  testLabel?: string;
  positive?: string;
  map?: string;
  folds?: string;
  repeats: string;
}

const NAMES = ['accuracy', 'f1', 'auc', 'brier', 'calibrationError', 'sensitivity', 'specificity'] as const;
type Shown = Record<(typeof NAMES)[number], { value: number; low: number; high: number }>;

const whole = (text: string, flag: string, least: number): number => {
  const n = Number(text);
  if (!Number.isInteger(n) || n < least || n > 200)
    throw usage('bad-flag', `${flag} ${text} is no whole number from ${least} to 200.`);
  return n;
};

function show(title: string, figures: Shown): void {
  print(title);
  printTable(
    ['figure', 'value', 'low', 'high'],
    NAMES.map((n) => [n, ...[figures[n].value, figures[n].low, figures[n].high].map((v) => v.toFixed(4))]),
  );
}

/** `touchstone eval accounts`: the account score on labelled files. */
export function evalAccounts(group: Command): void {
  group
    .command('accounts')
    .description('accuracy, F1, AUC, Brier, calibration error of the account score on labelled profiles')
    .option('--train <file>', 'labelled profiles; may be given several times', several, [])
    .option('--test <file>', 'other labelled profiles; may be given several times', several, [])
    .requiredOption('--label <column>', 'the column that says which rows are automated')
    .option('--test-label <column>', 'the same in the test files, where it differs')
    .option('--positive <value>', 'the label’s value that means automated')
    .option('--map <file>', 'JSON: column names to fields')
    .option('--folds <k>', 'cross-validate on the training files')
    .option('--repeats <r>', 'how many cuts into folds', '1')
    .action((flags: Flags, command: Command) =>
      runAlone(command, async ({ json }) => {
        if ((flags.test.length === 0) === (flags.folds === undefined))
          throw usage('test-or-folds', 'Give either --test FILE or --folds K.');
        if (flags.train.length === 0)
          throw usage('no-train', 'Training rows are needed.', 'Give --train FILE.');
        const map = readRoleMap(flags.map);
        const { label, positive } = flags;
        const train = await readProfiles(flags.train, { label, positive, map });
        requireBothClasses(train.labels, flags.train.join(', '));
        const of = (rows: typeof train) => ({
          files: rows.files,
          rows: rows.count,
          automated: rows.labels.reduce((a, b) => a + b, 0),
          unlabelled: rows.unlabelledCount,
          unreadableCells: rows.unreadableCount,
          fields: [...rows.fields.keys()],
        });
        if (flags.folds !== undefined) {
          const folds = whole(flags.folds, '--folds', 2);
          const repeats = whole(flags.repeats, '--repeats', 1);
          const { repeatedCount, ...figures } = crossValidated(train, folds, repeats, 'eval');
          if (json) printJson({ ...figures, folds, repeats, repeatedRows: repeatedCount, train: of(train) });
          else
            show(
              `${train.count} rows (${repeatedCount} repeat others), ${repeats} × ${folds} folds`,
              figures,
            );
          return EXIT.fine;
        }
        const test = await readProfiles(flags.test, { label: flags.testLabel ?? label, positive, map });
        const { model: _, fields, seenCount, recalibrated, ...figures } = transferred(train, test, 'eval');
        if (json)
          printJson({
            ...figures,
            recalibrated,
            fields,
            rowsAlsoInTraining: seenCount,
            train: of(train),
            test: of(test),
          });
        else {
          show(
            `trained on ${train.count} rows, tested on ${test.count}; fields: ${fields.used.join(', ')}`,
            figures,
          );
          if (recalibrated) show(`after ${recalibrated.rows} labelled rows of the test set`, recalibrated);
        }
        return EXIT.fine;
      }),
    );
}
