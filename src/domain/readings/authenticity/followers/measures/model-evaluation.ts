/**
 * How well does the account score do on labelled rows that it has not seen?
 * Method: stratified k-fold cross-validation with equal rows kept together, repeated with other cuts; or training on one
 *   set and testing on another with the fields that both show. After a change of set, a ridge logistic regression on the
 *   score and the ranks of the fields learns from 100 labelled rows of the new set and is judged on the rest, for 20
 *   draws; the same on the score alone is given beside it.
 * Source: Kohavi 1995 (stratified folds); Yang et al. 2020 (training on one set, testing on another).
 * Differs: every training inside a fold makes its own folds, so calibration never sees the tested rows.
 * Limits: rows of one collection resemble each other; only the test on another set says how a model travels.
 * Verified: account-model.test.ts; bench/accounts.ts.
 */
import { rng } from '#basis/rng.ts';
import { logit, sigmoid } from '#numerics/learn/boosting.ts';
import { groupedFolds } from '#numerics/learn/folds.ts';
import { fitLogistic } from '#numerics/learn/logistic.ts';
import { type Scores, scoresOf } from '#numerics/learn/scores.ts';
import {
  type AccountModel,
  FULL_SIZE,
  type LabelledProfiles,
  type ModelSize,
  rawScores,
  repeatGroups,
  trainAccountModel,
} from './account-model.ts';
import { scoreProfiles } from './account-score.ts';
import { type Profiles, pickProfiles, withFields } from './profile-features.ts';

const pickRows = (rows: LabelledProfiles, chosen: readonly number[]): LabelledProfiles => ({
  ...pickProfiles(rows, chosen),
  labels: Uint8Array.from(chosen, (i) => rows.labels[i] as number),
});

const FIGURES = [
  'accuracy',
  'f1',
  'auc',
  'brier',
  'calibrationError',
  'sensitivity',
  'specificity',
] as const satisfies readonly (keyof Scores)[];
type Figures = Pick<Scores, (typeof FIGURES)[number]>;

/** Figures of repeated measurements: means of values and of bounds. */
function meanFigures(all: readonly Figures[]): Figures {
  const mean = (of: (f: Figures) => number) => all.reduce((sum, f) => sum + of(f), 0) / all.length;
  return Object.fromEntries(
    FIGURES.map((name) => [
      name,
      { value: mean((f) => f[name].value), low: mean((f) => f[name].low), high: mean((f) => f[name].high) },
    ]),
  ) as unknown as Figures;
}

const unnamed = (seed: string): AccountModel['trainedOn'] => ({
  origin: 'rows',
  words: { en: '', zh: '' },
  files: [],
  rowCount: 0,
  fakeCount: 0,
  repeatedCount: 0,
  correctedCount: 0,
  seed,
});

/** Figures averaged over `repeats` cuts into `folds` parts. */
export function crossValidated(
  rows: LabelledProfiles,
  folds: number,
  repeats: number,
  seed: string,
  size: ModelSize = FULL_SIZE,
): Figures & { repeatedCount: number } {
  const groups = repeatGroups(rows);
  const runs = Array.from({ length: repeats }, (_, r) => {
    const fold = groupedFolds(rows.labels, groups, folds, `${seed}/cut ${r}`);
    const p = new Float64Array(rows.count);
    for (let k = 0; k < folds; k++) {
      const inner = [...fold.keys()].filter((i) => fold[i] !== k);
      const outer = [...fold.keys()].filter((i) => fold[i] === k);
      const { model } = trainAccountModel(pickRows(rows, inner), unnamed(`${seed}/${r}/${k}`), size);
      const { probability } = scoreProfiles(model, pickProfiles(rows, outer));
      for (const [j, i] of outer.entries()) p[i] = probability[j] as number;
    }
    return scoresOf(p, rows.labels, `${seed}/bootstrap ${r}`);
  });
  return { ...meanFigures(runs), repeatedCount: rows.count - new Set(groups).size };
}

const RECALIBRATION = { rows: 100, draws: 20 };
const RIDGE = 0.3;

/** Places 0–1 among the people who show the field, as a unit-variance column; the middle for those who do not. */
function rankColumn(column: Float64Array): Float64Array {
  const order = [...column.keys()]
    .filter((i) => !Number.isNaN(column[i] as number))
    .sort((a, b) => (column[a] as number) - (column[b] as number));
  const place = new Float64Array(column.length);
  for (let i = 0; i < order.length; ) {
    let j = i;
    while (j < order.length && column[order[j] as number] === column[order[i] as number]) j++;
    for (let k = i; k < j; k++)
      place[order[k] as number] = ((i + j) / 2 / order.length - 0.5) * Math.sqrt(12);
    i = j;
  }
  return place;
}

/** Mean figures on the other rows after learning from 100 labelled ones; null when there are too few rows. */
function recalibrated(raw: Float64Array, people: Profiles, labels: Uint8Array, seed: string) {
  if (labels.length < 2 * RECALIBRATION.rows) return null;
  const odds = raw.map((s) => logit(Math.min(0.98, Math.max(0.02, s))));
  const columns = [odds, ...[...people.fields.values()].map(rankColumn)];
  const draw = (use: readonly Float64Array[]) =>
    meanFigures(
      Array.from({ length: RECALIBRATION.draws }, (_, d) => {
        const order = rng(`${seed}/recalibration ${d}`).shuffle([...labels.keys()]);
        const [own, rest] = [order.slice(0, RECALIBRATION.rows), order.slice(RECALIBRATION.rows)];
        const fit = fitLogistic(
          use.map((c) => Float64Array.from(own, (i) => c[i] as number)),
          own.map((i) => labels[i] as number),
          RIDGE,
        );
        const p = rest.map((i) =>
          sigmoid(use.reduce((z, c, k) => z + (fit.slopes[k] as number) * (c[i] as number), fit.intercept)),
        );
        return scoresOf(
          p,
          rest.map((i) => labels[i] as number),
          `${seed}/${d}`,
        );
      }),
    );
  return { ...RECALIBRATION, ...draw(columns), scoreOnly: draw([odds]) };
}

export interface Transfer extends Figures {
  fields: { used: string[]; onlyInTraining: string[]; onlyInTest: string[] };
  /** Test rows that stand in the training rows to the last field. */
  seenCount: number;
  /**
   * After 100 labelled rows of the new set: logistic on the score and the fields' ranks, and on the score alone.
   */
  recalibrated: (Figures & { rows: number; draws: number; scoreOnly: Figures }) | null;
  model: AccountModel;
}

/** Trains on one set with the fields that the other shows too, and tests on the other. */
export function transferred(
  train: LabelledProfiles,
  test: LabelledProfiles,
  seed: string,
  size: ModelSize = FULL_SIZE,
): Transfer {
  const used = [...train.fields.keys()].filter((f) => test.fields.has(f));
  const shared = { ...withFields(train, (f) => used.includes(f)), labels: train.labels };
  const tested = withFields(test, (f) => used.includes(f));
  const ordered = {
    count: tested.count,
    fields: new Map(used.map((f) => [f, tested.fields.get(f) as Float64Array])),
  };
  const { model } = trainAccountModel(shared, unnamed(seed), size);
  const known = new Set(repeatGroups(shared));
  const again = recalibrated(rawScores(model, ordered), ordered, test.labels, seed);
  const { accuracy, f1, auc, brier, calibrationError, sensitivity, specificity } = scoresOf(
    scoreProfiles(model, ordered).probability,
    test.labels,
    seed,
  );
  return {
    accuracy,
    f1,
    auc,
    brier,
    calibrationError,
    sensitivity,
    specificity,
    fields: {
      used,
      onlyInTraining: [...train.fields.keys()].filter((f) => !used.includes(f)),
      onlyInTest: [...test.fields.keys()].filter((f) => !used.includes(f)),
    },
    seenCount: repeatGroups(ordered).filter((g) => known.has(g)).length,
    recalibrated: again,
    model,
  };
}
