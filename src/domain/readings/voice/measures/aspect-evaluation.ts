/**
 * Which aspect does a text speak of, and how does it feel about that aspect?
 * Method: the text classifier of numerics/text twice: aspect of the text; feeling of the text with marks of what
 * bears on its aspect (aspect-marks.ts) and an attention to clauses of each aspect. Rows of one text stay in one fold. A text may have several aspects: its surest one is right when it is among
 * them; for the multi-label F1 those with a third of its share or more are called too.
 * Source: Wang & Manning, ACL 2012; Pontiki et al., SemEval 2014 (aspect category and polarity).
 * Limits: feeling is judged with the labelled aspect given; spans of opinion words are not read.
 */
import { rng } from '#basis/rng.ts';
import { type ClassScores, classScoresOf } from '#numerics/learn/class-scores.ts';
import { type Interval, wilson } from '#numerics/stats/intervals.ts';
import { classShares, fitTextClassifier, TextViews } from '#numerics/text/text-classifier.ts';
import { aspectMarks, learnAspectMarks } from './aspect-marks.ts';

export interface AspectRows {
  texts: readonly string[];
  /** Class numbers, one a row. */
  aspects: ArrayLike<number>;
  feelings: ArrayLike<number>;
  /** Words of each row that people marked as those of its feeling; learned from, never read in judged rows. */
  feelingWords: readonly (readonly string[])[];
  /** Rows of one text have one group. */
  groups: readonly string[];
}

export interface AspectFigures {
  rows: number;
  texts: number;
  /** Texts with more than one aspect. */
  severalCount: number;
  /** Row by row: the surest aspect of the text is the row's. A text of two aspects is wrong at least once. */
  subjectOfRows: ClassScores;
  /** Text by text: the surest aspect is one of the text's. */
  subjectOfTexts: Interval;
  /** Every aspect with a share above one third of the surest one's, against all aspects of the text. */
  subjectsMicroF1: number;
  sentiment: ClassScores;
  /** Share of rows whose aspect is said and feeling right. */
  both: Interval;
}

const CALLED_FROM = 1 / 3;

const best = (shares: Float64Array): number => shares.indexOf(Math.max(...shares));

/** `cut[i]` is the fold of row i: it is judged by what was learned from the other folds; −1 is only learned from. */
function judgedBy(cut: Int8Array, rows: AspectRows, names: readonly string[], feelings: number) {
  const classes = names.length;
  const everyone = Array.from(cut.keys());
  const ofTexts = new TextViews();
  const plain = ofTexts.learn(rows.texts);
  const aspectOf = (i: number) => names[rows.aspects[i] as number] as string;
  const subject = rows.texts.map(() => new Float64Array(classes));
  const feeling = new Int32Array(rows.texts.length);
  for (const k of new Set(cut)) {
    if (k < 0) continue;
    const learn = everyone.filter((i) => cut[i] !== k);
    const judge = everyone.filter((i) => cut[i] === k);
    const seed = `aspects ${k}`;
    const known = learnAspectMarks(
      learn.map((i) => ({
        text: rows.texts[i] as string,
        aspect: aspectOf(i),
        feelingWords: rows.feelingWords[i] ?? [],
      })),
    );
    // Marks depend on what was learned from, and so do the dictionaries that hold them.
    const ofRows = new TextViews();
    const read = ofRows.learn(rows.texts, (clauses, i) => aspectMarks(known, clauses, aspectOf(i)));
    const asked = Int32Array.from(rows.aspects);
    const named = { ...read, clauses: read.clauses.map((own) => ({ ...own, asked })) };
    const ofSubject = fitTextClassifier(ofTexts, plain, learn, rows.aspects, {
      classes,
      nets: 1,
      calibrated: true,
      seed,
    });
    const ofFeeling = fitTextClassifier(ofRows, named, learn, rows.feelings, {
      classes: feelings,
      nets: 1,
      questions: classes,
      calibrated: true,
      seed,
    });
    const subjectShares = classShares(ofSubject, plain, judge);
    const feelingShares = classShares(ofFeeling, named, judge);
    judge.forEach((row, i) => {
      subject[row] = subjectShares.slice(i * classes, (i + 1) * classes);
      feeling[row] = best(feelingShares.subarray(i * feelings, (i + 1) * feelings));
    });
  }
  return { subject, feeling, judged: everyone.filter((i) => (cut[i] as number) >= 0) };
}

function figures(
  cut: Int8Array,
  rows: AspectRows,
  names: readonly string[],
  feelings: number,
): AspectFigures {
  const { subject, feeling, judged } = judgedBy(cut, rows, names, feelings);
  const said = judged.map((i) => best(subject[i] as Float64Array));
  const aspectOf = (i: number) => rows.aspects[i] as number;
  const byText = new Map<string, number[]>();
  for (const i of judged)
    byText.set(rows.groups[i] as string, [...(byText.get(rows.groups[i] as string) ?? []), i]);
  let [right, hit, called, labelled, several] = [0, 0, 0, 0, 0];
  for (const own of byText.values()) {
    const shares = subject[own[0] as number] as Float64Array;
    const truth = new Set(own.map(aspectOf));
    const most = Math.max(...shares);
    if (truth.size > 1) several++;
    if (truth.has(best(shares))) right++;
    shares.forEach((share, c) => {
      if (share < CALLED_FROM * most) return;
      called++;
      hit += Number(truth.has(c));
    });
    labelled += truth.size;
  }
  const bothRight = judged.filter(
    (i, k) => said[k] === aspectOf(i) && feeling[i] === (rows.feelings[i] as number),
  ).length;
  return {
    rows: judged.length,
    texts: byText.size,
    severalCount: several,
    subjectOfRows: classScoresOf(said, judged.map(aspectOf), names.length),
    subjectOfTexts: wilson(right, byText.size),
    subjectsMicroF1: hit === 0 ? 0 : (2 * hit) / (called + labelled),
    sentiment: classScoresOf(
      judged.map((i) => feeling[i] as number),
      judged.map((i) => rows.feelings[i] as number),
      feelings,
    ),
    both: wilson(bothRight, judged.length),
  };
}

/** Texts, with all their rows, spread over folds by chance. */
export function aspectsOnFolds(
  rows: AspectRows,
  names: readonly string[],
  feelings: number,
  folds: number,
): AspectFigures {
  const order = rng('aspect folds').shuffle([...new Set(rows.groups)]);
  const fold = new Map(order.map((group, i) => [group, i % folds]));
  return figures(
    Int8Array.from(rows.groups, (g) => fold.get(g) as number),
    rows,
    names,
    feelings,
  );
}

/** `judge[i]` says whether row i is judged or learned from; no text may be in both. */
export function aspectsOnOther(
  rows: AspectRows,
  judge: readonly boolean[],
  names: readonly string[],
  feelings: number,
): AspectFigures {
  return figures(
    Int8Array.from(judge, (j) => (j ? 0 : -1)),
    rows,
    names,
    feelings,
  );
}
