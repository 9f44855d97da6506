import type { Command } from 'commander';
import { refused, usage } from '#basis/error.ts';
import {
  type AspectFigures,
  aspectsOnFolds,
  aspectsOnOther,
} from '#domain/readings/voice/measures/aspect-evaluation.ts';
import { textKey } from '#domain/readings/voice/measures/distinct-texts.ts';
import { EXIT, print, printJson, printTable } from '../output.ts';
import { runAlone } from '../run-command.ts';
import { readTextColumns } from '../text-columns.ts';
import { foldsOrTest, shown } from './eval-labels.ts';

interface Flags {
  train: string;
  test?: string;
  folds?: string;
  text: string;
  label: string;
  sentiment: string;
  words: string;
  split: string;
}

interface Row {
  text: string;
  group: string;
  aspect: string;
  feeling: string;
  words: string[];
}

/** Words of feeling that people marked in each text, where the file has a column of them. */
async function wordsMarked(path: string, flags: Flags): Promise<Map<string, string[]>> {
  const read = await readTextColumns(path, [flags.text, flags.words]).catch(() => null);
  const found = new Map<string, string[]>();
  read?.columns[0]?.forEach((text, i) => {
    const word = read.columns[1]?.[i] ?? '';
    if (word !== '') found.set(text, [...(found.get(text) ?? []), word.toLowerCase()]);
  });
  return found;
}

/** Rows of a file; a text that repeats with the same aspect counts once. */
async function readAspects(path: string, flags: Flags) {
  if (flags.split !== 'texts' && flags.split !== 'rows')
    throw usage('bad-flag', `--split ${flags.split} is neither texts nor rows.`);
  const { columns, emptyRows } = await readTextColumns(path, [flags.text, flags.label, flags.sentiment]);
  const [texts = [], aspects = [], feelings = []] = columns;
  const marked = await wordsMarked(path, flags);
  const kept = new Map<string, Row>();
  texts.forEach((text, i) => {
    const row = {
      text,
      group: textKey(text),
      aspect: aspects[i] as string,
      feeling: feelings[i] as string,
      words: marked.get(text) ?? [],
    };
    const key = `${row.group} ${row.aspect}`;
    if (!kept.has(key)) kept.set(key, row);
  });
  if (kept.size === 0)
    throw refused('no-rows', `${path} has no row with a text, a subject and a sentiment.`, { file: path });
  return { rows: [...kept.values()], repeated: texts.length - kept.size, emptyRows };
}

/** The whole report, as `--json` prints it. */
export async function aspectReport(flags: Flags) {
  const folds = foldsOrTest(flags);
  const test = flags.test === undefined ? null : await readAspects(flags.test, flags);
  const train = await readAspects(flags.train, flags);
  const theirs = new Set(test?.rows.map((r) => r.group));
  const learn = train.rows.filter((r) => !theirs.has(r.group));
  const all = [...learn, ...(test?.rows ?? [])];
  const names = [...new Set(all.map((r) => r.aspect))].sort();
  const feelings = [...new Set(all.map((r) => r.feeling))].sort((a, b) => Number(a) - Number(b));
  const rows = {
    texts: all.map((r) => r.text),
    groups: all.map((r, i) => (flags.split === 'rows' ? `${i}` : r.group)),
    feelingWords: all.map((r) => r.words),
    aspects: Int32Array.from(all, (r) => names.indexOf(r.aspect)),
    feelings: Int32Array.from(all, (r) => feelings.indexOf(r.feeling)),
  };
  const started = performance.now();
  const figures: AspectFigures = test
    ? aspectsOnOther(
        rows,
        all.map((_, i) => i >= learn.length),
        names,
        feelings.length,
      )
    : aspectsOnFolds(rows, names, feelings.length, folds);
  return {
    subject: { accuracy: figures.subjectOfRows.accuracy, macroF1: figures.subjectOfRows.macroF1 },
    subjectOfTexts: figures.subjectOfTexts,
    subjectsMicroF1: figures.subjectsMicroF1,
    sentiment: { accuracy: figures.sentiment.accuracy, macroF1: figures.sentiment.macroF1 },
    both: figures.both,
    rows: figures.rows,
    texts: figures.texts,
    textsWithSeveralSubjects: figures.severalCount,
    perSubject: Object.fromEntries(names.map((name, c) => [name, figures.subjectOfRows.perClass[c]])),
    perSentiment: Object.fromEntries(feelings.map((name, c) => [name, figures.sentiment.perClass[c]])),
    repeatedRows: train.repeated,
    emptyRows: train.emptyRows,
    sharedWithTest: train.rows.length - learn.length,
    folds: test ? null : folds,
    split: flags.split,
    seconds: Math.round((performance.now() - started) / 100) / 10,
  };
}

/** `touchstone eval aspects`: what a text speaks of, and how it feels about it. */
export function evalAspects(group: Command): void {
  group
    .command('aspects')
    .description('accuracy and macro-F1 of the subject of a text and of the feeling about it')
    .requiredOption('--train <file>', 'texts with a subject and a sentiment')
    .option('--test <file>', 'other texts to judge on; training rows with the same text are left out')
    .option('--folds <k>', 'cross-validate on the training file (5); rows of one text stay together')
    .option('--text <column>', 'the column of the text: its header, or its position without one', 'content')
    .option('--label <column>', 'the column of the subject, likewise', 'subject')
    .option(
      '--split <by>',
      'texts, or rows as in published figures: a text with two subjects is then learned from and judged',
      'texts',
    )
    .option('--sentiment <column>', 'the column of the sentiment, likewise', 'sentiment_value')
    .option(
      '--words <column>',
      'the column of words of feeling, learned from where there is one',
      'sentiment_word',
    )
    .action((flags: Flags, command: Command) =>
      runAlone(command, async ({ json }) => {
        const report = await aspectReport(flags);
        if (json) printJson(report);
        else {
          print(`${report.rows} rows, ${report.texts} texts, ${report.seconds} s`);
          printTable(
            ['figure', 'value', 'low', 'high'],
            [
              ['subject, row by row', ...shown(report.subject.accuracy)],
              ['subject, one of the text’s', ...shown(report.subjectOfTexts)],
              ['sentiment, subject given', ...shown(report.sentiment.accuracy)],
              ['sentiment, macro-F1', ...shown(report.sentiment.macroF1)],
              ['both', ...shown(report.both)],
            ],
          );
        }
        return EXIT.fine;
      }),
    );
}
