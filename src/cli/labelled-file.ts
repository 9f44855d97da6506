/** Labelled texts of a file, without repeats, for the evaluations of text classifiers. */
import { refused } from '#basis/error.ts';
import {
  type DistinctTexts,
  distinctTexts,
  textKey,
} from '#domain/readings/voice/measures/distinct-texts.ts';
import { readTextColumns } from './text-columns.ts';

export interface LabelledFile extends DistinctTexts {
  file: string;
  rows: number;
  emptyRows: number;
}

export async function readLabelledFile(path: string, text: string, label: string): Promise<LabelledFile> {
  const { columns, emptyRows } = await readTextColumns(path, [text, label]);
  const [texts = [], labels = []] = columns;
  if (texts.length === 0)
    throw refused(
      'no-rows',
      `${path} has no row with a text and a label.`,
      { file: path },
      'Check the columns.',
    );
  return { ...distinctTexts(texts, labels), file: path, rows: texts.length, emptyRows };
}

/** The file without texts that `other` has too. */
export function withoutTextsOf(
  file: LabelledFile,
  other: LabelledFile,
): LabelledFile & { sharedCount: number } {
  const theirs = new Set(other.texts.map(textKey));
  const kept = file.texts
    .map((text, i) => ({ text, label: file.labels[i] as string }))
    .filter(({ text }) => !theirs.has(textKey(text)));
  return {
    ...file,
    texts: kept.map((k) => k.text),
    labels: kept.map((k) => k.label),
    sharedCount: file.texts.length - kept.length,
  };
}

/** Labels in the order of their names, numbers by size. Throws `refused` where there are fewer than two. */
export function classesOf(...files: LabelledFile[]): string[] {
  const names = [...new Set(files.flatMap((f) => f.labels))].sort(
    (a, b) => Number(a) - Number(b) || (a < b ? -1 : 1),
  );
  const file = files[0]?.file ?? '';
  if (names.length < 2 || names.length > 200)
    throw refused(
      'odd-labels',
      `${file} has ${names.length} different labels.`,
      { file },
      'Name a column with 2 to 200 classes.',
    );
  return names;
}

/** Labels as class numbers. */
export const numbered = (file: DistinctTexts, classes: readonly string[]) => {
  const of = new Map(classes.map((name, c) => [name, c]));
  return { texts: file.texts, labels: Int32Array.from(file.labels, (name) => of.get(name) as number) };
};

/** What a report says of a file. */
export const aboutFile = (f: LabelledFile) => ({
  file: f.file,
  rows: f.rows,
  distinct: f.texts.length,
  repeated: f.repeatedCount,
  disputed: f.disputedCount,
  empty: f.emptyRows,
});
