import type { Command } from 'commander';
import { usage } from '#basis/error.ts';
import { EXIT, print, printJson, printTable } from '../output.ts';
import { runAlone } from '../run-command.ts';
import { entityReport } from './eval-entities.ts';
import { type LabelFlags, labelOptions, labelReport, readForEvaluation, shown } from './eval-labels.ts';

interface Figure {
  value: number;
  low: number;
  high: number;
}
type Verdict = 'pass' | 'fail' | 'undecided';

function shareFlag(text: string, flag: string): number {
  const share = Number(text);
  if (!(share > 0 && share < 1)) throw usage('bad-flag', `${flag} ${text} is no share between 0 and 1.`);
  return share;
}

/** Passed, or failed, where the whole interval lies on one side of the gate. */
export const verdictOf = ({ low, high }: Figure, gate: number, side: 'at least' | 'at most'): Verdict => {
  const [good, bad] = side === 'at least' ? [low >= gate, high < gate] : [high <= gate, low > gate];
  return good ? 'pass' : bad ? 'fail' : 'undecided';
};

const exitOf = (verdict: Verdict) => (verdict === 'pass' ? EXIT.fine : EXIT.findings);

interface ExtractionFlags {
  train: string;
  test?: string;
  folds?: string;
  gate: string;
}
interface TenthFlags extends LabelFlags {
  within: string;
}

function extraction(group: Command): void {
  group
    .command('extraction')
    .description(
      'does the extraction of names reach the accuracy promised in the field (.85)? micro-F1 of spans',
    )
    .requiredOption('--train <file>', 'texts with spans: JSON lines as CLUENER has them, or CoNLL')
    .option('--test <file>', 'other texts to judge on')
    .option('--folds <k>', 'cross-validate on the training file (5)')
    .option('--gate <share>', 'the micro-F1 promised', '0.85')
    .action((flags: ExtractionFlags, command: Command) =>
      runAlone(command, async ({ json }) => {
        const gate = shareFlag(flags.gate, '--gate');
        const report = entityReport(flags);
        const verdict = verdictOf(report.microF1, gate, 'at least');
        const perType = Object.entries(report.perType).map(([type, { f1 }]) => ({
          type,
          f1,
          reached: f1 >= gate,
        }));
        if (json)
          printJson({
            claim: `micro-F1 at least ${gate}`,
            verdict,
            microF1: report.microF1,
            perType,
            atPrecision: report.atPrecision,
            seconds: report.seconds,
          });
        else {
          print(
            `${verdict}: micro-F1 ${shown(report.microF1).join(', ')} (value, low, high) against ${gate}`,
          );
          printTable(
            ['type', 'F1', `reaches ${gate}`],
            perType.map((t) => [t.type, t.f1.toFixed(3), t.reached ? 'yes' : 'no']),
          );
          if (report.atPrecision)
            print(
              `of the spans labelled, ${(100 * report.atPrecision.recall.value).toFixed(0)} % are found at precision ${report.atPrecision.precision}`,
            );
        }
        return exitOf(verdict);
      }),
    );
}

function sentiment(group: Command): void {
  labelOptions(group.command('sentiment'))
    .description('does a tenth of the labels, chosen by the program, do nearly as well as all of them?')
    .option('--within <points>', 'accuracy that may be lost, as a share', '0.01')
    .action((flags: TenthFlags, command: Command) =>
      runAlone(command, async ({ json }) => {
        const within = shareFlag(flags.within, '--within');
        const share = flags.share ?? '0.1';
        const report = await labelReport(await readForEvaluation(flags), { ...flags, share });
        if (!('lost' in report)) return EXIT.internal;
        const verdict = verdictOf(report.lost, within, 'at most');
        const { accuracy, allLabels, lost, labels, seconds } = report;
        if (json)
          printJson({
            claim: `a share of ${share} of the labels loses at most ${within} of accuracy`,
            verdict,
            lost,
            accuracy,
            allLabels,
            labels,
            seconds,
          });
        else {
          print(
            `${verdict}: a share of ${share} of the labels loses ${shown(lost).join(', ')} (value, low, high) against ${within}`,
          );
          printTable(
            ['figure', 'value', 'low', 'high'],
            [
              ['accuracy with few labels', ...shown(accuracy)],
              ['accuracy with all labels', ...shown(allLabels.accuracy)],
            ],
          );
        }
        return exitOf(verdict);
      }),
    );
}

/** `touchstone bench …`: promises of the field against labelled files, with pass or fail and the interval. */
export function benchCommand(program: Command): void {
  const group = program
    .command('bench')
    .description('pass or fail, with interval, for promises of the field on a labelled file of yours');
  extraction(group);
  sentiment(group);
}
