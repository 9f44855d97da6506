import type { Command } from 'commander';
import { refused } from '#basis/error.ts';
import { openFile } from '#connectors/format/open.ts';
import { groupedFolds } from '#numerics/learn/folds.ts';
import { areaUnderRoc } from '#numerics/learn/scores.ts';
import { type Interval, wilson } from '#numerics/stats/intervals.ts';
import { fitGramModel, gramScore } from '#numerics/text/gram-model.ts';
import { EXIT, print, printJson, printTable } from '../output.ts';
import { runAlone } from '../run-command.ts';

interface Flags {
  file: string;
  text: string;
  label: string;
  group?: string;
  folds: string;
}

export interface LabelledTexts {
  texts: string[];
  labels: number[];
  groups: string[];
  emptyRows: number;
}

export interface CommentScores {
  rows: number;
  spam: number;
  groups: number;
  folds: number;
  accuracy: Interval;
  precision: Interval;
  recall: Interval;
  f1: Interval;
  auc: Interval;
}

const YES = new Set(['1', 'true', 'yes', 'y', 'spam', 'fake', 'bot']);
const NO = new Set(['0', 'false', 'no', 'n', 'ham', 'real', 'genuine', 'human']);

/** The text, label and group columns of a table file. Without a group column, equal texts make a group. */
export async function readLabelledTexts(
  path: string,
  columns: { text: string; label: string; group?: string | undefined },
): Promise<LabelledTexts> {
  const file = await openFile(path);
  const found: LabelledTexts = { texts: [], labels: [], groups: [], emptyRows: 0 };
  for await (const batch of file.records(file.tables[0]?.sheet ?? null))
    for (const record of batch) {
      if (!('cells' in record)) continue;
      const cells = record.cells as Record<string, unknown>;
      for (const column of [columns.text, columns.label, ...(columns.group ? [columns.group] : [])])
        if (!(column in cells))
          throw refused(
            'no-column',
            `${file.fileName} has no column ${column}.`,
            { file: file.fileName, row: record.row, column },
            `Name one of: ${Object.keys(cells).join(', ')}.`,
          );
      const cell = (name: string): string => {
        const value = cells[name];
        return typeof value === 'string'
          ? value
          : typeof value === 'number' || typeof value === 'boolean'
            ? String(value)
            : '';
      };
      const label = cell(columns.label).trim().toLowerCase();
      if (cell(columns.text).trim() === '' || label === '') {
        found.emptyRows++;
        continue;
      }
      if (!YES.has(label) && !NO.has(label))
        throw refused(
          'odd-label',
          `Row ${record.row} of ${file.fileName} is labelled ${label}.`,
          { file: file.fileName, row: record.row, column: columns.label, value: label },
          'Labels are 1 or 0 (also spam or ham, true or false).',
        );
      found.texts.push(cell(columns.text));
      found.labels.push(YES.has(label) ? 1 : 0);
      found.groups.push(columns.group ? cell(columns.group) : cell(columns.text).trim().toLowerCase());
    }
  return found;
}

/** The comment-spam score, cross-validated so that no group is both learned from and judged. */
export function scoreComments(data: LabelledTexts, wantedFolds: number): CommentScores {
  const groups = new Set(data.groups).size;
  const folds = Math.min(wantedFolds, groups);
  const fold = groupedFolds(data.labels, data.groups, folds, 'comments');
  const p = new Float64Array(data.texts.length);
  for (let k = 0; k < folds; k++) {
    const learn = data.texts.map((_, i) => i).filter((i) => fold[i] !== k);
    const model = fitGramModel(
      learn.map((i) => data.texts[i] as string),
      learn.map((i) => data.labels[i] as number),
    );
    data.texts.forEach((text, i) => {
      if (fold[i] === k) p[i] = gramScore(model, text);
    });
  }
  let [hit, missed, wrong] = [0, 0, 0];
  data.labels.forEach((label, i) => {
    const said = (p[i] as number) >= 0.5;
    if (label === 1 && said) hit++;
    else if (label === 1) missed++;
    else if (said) wrong++;
  });
  const n = data.labels.length;
  // F1 is a share of the marked: hit / (hit + half the errors); its interval by the share's own.
  const f1 = wilson(hit, hit + (missed + wrong) / 2);
  return {
    rows: n,
    spam: hit + missed,
    groups,
    folds,
    accuracy: wilson(n - missed - wrong, n),
    precision: hit + wrong === 0 ? { value: 0, low: 0, high: 1 } : wilson(hit, hit + wrong),
    recall: wilson(hit, hit + missed),
    f1,
    auc: areaUnderRoc(p, data.labels),
  };
}

/** `touchstone eval comments --file FILE --text COL --label COL [--group COL]`: the comment-spam score on labelled rows. */
export function evalComments(group: Command): void {
  group
    .command('comments')
    .description('comment spam: precision, recall, F1 and AUC, cross-validated by group')
    .requiredOption('--file <file>', 'table with a text and a label')
    .option('--text <column>', 'column of the comment', 'text')
    .option('--label <column>', 'column of the label: 1 or 0, spam or ham', 'spam')
    .option('--group <column>', 'column whose values stay together, such as the video; else equal texts do')
    .option('--folds <n>', 'folds, at most one a group', '10')
    .action((flags: Flags, command: Command) =>
      runAlone(command, async ({ json }) => {
        const data = await readLabelledTexts(flags.file, flags);
        const ones = data.labels.filter((x) => x === 1).length;
        if (ones < 10 || data.labels.length - ones < 10 || new Set(data.groups).size < 2)
          throw refused(
            'too-few-labels',
            `${flags.file} has ${ones} rows labelled 1 and ${data.labels.length - ones} labelled 0 in ${new Set(data.groups).size} groups.`,
            { file: flags.file, column: flags.label },
            'Give at least ten of each, in at least two groups.',
          );
        const scores = { ...scoreComments(data, Number(flags.folds)), emptyRows: data.emptyRows };
        if (json) printJson(scores);
        else {
          print(
            `${scores.rows} comments, ${scores.spam} spam, ${scores.groups} groups in ${scores.folds} folds`,
          );
          const names = ['accuracy', 'precision', 'recall', 'f1', 'auc'] as const;
          printTable(
            ['figure', 'value', '95 % interval'],
            names.map((name) => [
              name,
              scores[name].value.toFixed(3),
              `${scores[name].low.toFixed(3)}–${scores[name].high.toFixed(3)}`,
            ]),
          );
        }
        return EXIT.fine;
      }),
    );
}
