/**
 * How well does the text classifier say what people said of texts: on folds, on another file, with few labels?
 * Method: the classifier of numerics/text, learned on the rows outside a fold and judged inside it. Few labels: the same
 * learner on a share of the learning rows that the program chose itself, judged on the same rows as with all labels.
 * Source: Wang & Manning, ACL 2012; Lewis & Gale, SIGIR 1994.
 * Limits: dictionaries of grams are built on all texts of a file, without labels; equal texts must be removed before.
 */

import { type ClassScores, classScoresOf } from '#numerics/learn/class-scores.ts';
import { groupedFolds } from '#numerics/learn/folds.ts';
import { calibrationErrorOf } from '#numerics/learn/scores.ts';
import { type Interval, wilson } from '#numerics/stats/intervals.ts';
import { chooseActively } from '#numerics/text/active-choice.ts';
import { addMargins, fitLinearPart } from '#numerics/text/gram-margins.ts';
import { type GramRows, GramSpace } from '#numerics/text/gram-space.ts';
import { fitWithPool } from '#numerics/text/self-training.ts';
import {
  classShares,
  fitTextClassifier,
  naiveBayesScores,
  type TextRows,
  TextViews,
  vectorRows,
} from '#numerics/text/text-classifier.ts';

/** Rows with class numbers, learned from or judged. */
export interface LabelledTexts {
  texts: readonly string[];
  labels: ArrayLike<number>;
  /** An encoder's vectors of the texts, one of unit length each. */
  vectors?: { values: Float32Array; dimensions: number } | undefined;
}

export interface LabelFigures extends ClassScores {
  /** Mean distance of the share said of the class called and the share that had it, over ten bins. */
  calibrationError: number;
  /** Accuracy of the simplest models learned from the same rows; null where they were not asked. */
  baselines: { characterTfIdf: Interval; naiveBayesSvm: Interval } | null;
}

interface Setting {
  views: TextViews;
  rows: TextRows;
  /** Runs of characters, for the baseline. */
  plain: { rows: GramRows; width: number };
  labels: ArrayLike<number>;
  classes: number;
}

/** One cut: rows to learn from and rows to judge. */
export interface Cut {
  learn: number[];
  judge: number[];
}

/** One fold number a row; classes are spread evenly. */
function foldsOf(labels: ArrayLike<number>, classes: number, count: number, seed: string): Uint8Array {
  const fold = new Uint8Array(labels.length);
  for (let c = 0; c < classes; c++) {
    const rows = Array.from(fold.keys()).filter((i) => labels[i] === c);
    const own = groupedFolds(new Uint8Array(rows.length), rows, count, `${seed} ${c}`);
    rows.forEach((row, i) => {
      fold[row] = own[i] as number;
    });
  }
  return fold;
}

export function cutsOf(labels: ArrayLike<number>, classes: number, folds: number, seed: string): Cut[] {
  const fold = foldsOf(labels, classes, folds, seed);
  const rows = Array.from(fold.keys());
  return Array.from({ length: folds }, (_, k) => ({
    learn: rows.filter((i) => fold[i] !== k),
    judge: rows.filter((i) => fold[i] === k),
  }));
}

/** The usual baseline: runs of up to four characters by TF-IDF, a linear model. */
const PLAINEST = { weighing: 'idf', cost: 0.5 } as const;

/** What it scores, learned from the same rows. */
function plainest(
  { rows, width }: Setting['plain'],
  learn: readonly number[],
  labels: ArrayLike<number>,
  classes: number,
  judge: readonly number[],
): Float64Array {
  const scores = new Float64Array(judge.length * classes);
  const part = fitLinearPart(rows, width, learn, labels, classes, PLAINEST, 'plain');
  addMargins(part, PLAINEST.weighing, classes, rows, judge, scores);
  return scores;
}

/** The class said of every judged row and its share. */
function judged(
  { views, rows, labels, classes, plain }: Setting,
  cut: Cut,
  learn: readonly number[],
  seed: string,
): Judged {
  const learning = { classes, calibrated: true, seed };
  const model =
    learn.length < cut.learn.length
      ? fitWithPool(views, rows, learn, labels, cut.learn, learning)
      : fitTextClassifier(views, rows, learn, labels, learning);
  const said = saidOf(classShares(model, rows, cut.judge), cut.judge, classes);
  const tfIdf = saidOf(plainest(plain, learn, labels, classes, cut.judge), cut.judge, classes);
  const naiveBayes = saidOf(naiveBayesScores(model, rows, cut.judge), cut.judge, classes);
  return said.map((own, i) => ({
    ...own,
    plain: { characterTfIdf: tfIdf[i]?.said ?? -1, naiveBayesSvm: naiveBayes[i]?.said ?? -1 },
  }));
}

export type Judged = {
  row: number;
  said: number;
  share: number;
  /** What the simplest models said, learned from the same rows. */
  plain?: { characterTfIdf: number; naiveBayesSvm: number };
}[];

/** The class of most share of each row of `of`, by shares rows × classes. */
export const saidOf = (shares: Float64Array, of: readonly number[], classes: number): Judged =>
  of.map((row, i) => {
    const own = shares.subarray(i * classes, (i + 1) * classes);
    const share = Math.max(...own);
    return { row, said: own.indexOf(share), share };
  });

export function figuresOf(all: Judged, labels: ArrayLike<number>, classes: number): LabelFigures {
  const truth = all.map(({ row }) => labels[row] as number);
  const right = (of: (row: Judged[number]) => number | undefined): Interval =>
    wilson(all.filter((row, i) => of(row) === truth[i]).length, all.length);
  return {
    baselines: all.every((row) => row.plain)
      ? {
          characterTfIdf: right((row) => row.plain?.characterTfIdf),
          naiveBayesSvm: right((row) => row.plain?.naiveBayesSvm),
        }
      : null,
    ...classScoresOf(
      all.map(({ said }) => said),
      truth,
      classes,
    ),
    calibrationError: calibrationErrorOf(
      all.map(({ share }) => share),
      all.map(({ said }, i) => (said === truth[i] ? 1 : 0)),
      all.map((_, i) => i),
    ),
  };
}

const settingOf = (data: LabelledTexts, classes: number): Setting => {
  const views = new TextViews();
  const vectors = data.vectors && vectorRows(data.vectors.values, data.vectors.dimensions);
  const characters = new GramSpace({ characters: 4, words: 0 });
  const plain = characters.learn(data.texts);
  return {
    views,
    rows: { ...views.learn(data.texts), vectors },
    plain: { rows: plain, width: characters.width },
    labels: data.labels,
    classes,
  };
};

/** Every row judged once by a classifier that did not see it. */
export function evaluatedOnFolds(
  data: LabelledTexts,
  classes: number,
  folds: number,
  seed = 'folds',
): LabelFigures {
  const setting = settingOf(data, classes);
  const all = cutsOf(data.labels, classes, folds, seed).flatMap((cut, k) =>
    judged(setting, cut, cut.learn, `${seed} ${k}`),
  );
  return figuresOf(all, data.labels, classes);
}

/** Both files as one setting. */
function joined(train: LabelledTexts, test: LabelledTexts, classes: number): { setting: Setting; cut: Cut } {
  const { vectors } = train;
  const both =
    vectors && test.vectors && new Float32Array(vectors.values.length + test.vectors.values.length);
  both?.set(vectors?.values as Float32Array);
  both?.set(test.vectors?.values as Float32Array, vectors?.values.length);
  const setting = settingOf(
    {
      vectors: both && { values: both, dimensions: vectors?.dimensions ?? 0 },
      texts: [...train.texts, ...test.texts],
      labels: Int32Array.from([...Array.from(train.labels), ...Array.from(test.labels)]),
    },
    classes,
  );
  const learn = train.texts.map((_, i) => i);
  return { setting, cut: { learn, judge: test.texts.map((_, i) => train.texts.length + i) } };
}

/** Learned on one file, judged on another. */
export function evaluatedOnOther(
  train: LabelledTexts,
  test: LabelledTexts,
  classes: number,
  seed = 'other',
): LabelFigures {
  const { setting, cut } = joined(train, test, classes);
  return figuresOf(judged(setting, cut, cut.learn, seed), setting.labels, classes);
}

export interface ShareFigures {
  seed: number;
  labels: number;
  few: LabelFigures;
  all: LabelFigures;
}

/**
 * Once a seed: the learner with labels of `share` of the learning rows, chosen by the program, beside the same learner
 * with all labels, on the same judged rows (a fold, another one each seed; or the test file).
 */
export function evaluatedOnShare(
  train: LabelledTexts,
  judgeOn: { folds: number } | { test: LabelledTexts },
  { classes, share, seeds }: { classes: number; share: number; seeds: number },
): ShareFigures[] {
  const other = 'test' in judgeOn ? joined(train, judgeOn.test, classes) : null;
  const setting = other?.setting ?? settingOf(train, classes);
  const cuts = other
    ? [other.cut]
    : cutsOf(train.labels, classes, 'folds' in judgeOn ? judgeOn.folds : 2, 'folds');
  const full = new Map<Cut, LabelFigures>();
  return Array.from({ length: seeds }, (_, s) => {
    const cut = cuts[s % cuts.length] as Cut;
    const name = `share ${s}`;
    const chosen = chooseActively(
      setting.views,
      setting.rows,
      cut.learn,
      (row) => setting.labels[row] as number,
      { budget: Math.max(classes, Math.round(share * cut.learn.length)), classes, seed: name },
    );
    const all = full.get(cut) ?? figuresOf(judged(setting, cut, cut.learn, name), setting.labels, classes);
    full.set(cut, all);
    return {
      seed: s,
      labels: chosen.length,
      few: figuresOf(judged(setting, cut, chosen, name), setting.labels, classes),
      all,
    };
  });
}
