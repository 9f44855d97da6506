/**
 * How is a model of real and automated accounts trained, kept and asked?
 * Method: boosted trees on the logistic loss and a random forest, averaged, trained on all rows. Beside that, rows are cut
 *   into five parts with equal rows together, and five checkers are trained, each without one part: a row's own score
 *   comes from the checker that never saw it, so its errors are out-of-sample.
 * Source: Friedman 2001; Breiman 2001; cross-fitting as in van der Laan, Polley & Hubbard 2007 (super learner).
 * Differs: the checkers are kept in the file, so that error rates can be counted again for any subset of fields.
 * Limits: checkers saw four fifths of the rows; error rates are stated a little too high.
 * Verified: account-model.test.ts; bench/accounts.ts.
 */
import { type Rng, rng } from '#basis/rng.ts';
import { binned, type Columns } from '#numerics/learn/bins.ts';
import { type Boosted, boost, boostedMargin, sigmoid } from '#numerics/learn/boosting.ts';
import { groupedFolds } from '#numerics/learn/folds.ts';
import { forestShare, growForest } from '#numerics/learn/forest.ts';
import { packTrees, unpackTrees } from '#numerics/learn/packed-trees.ts';
import type { Tree } from '#numerics/learn/tree.ts';
import type { AccountModelFile } from '../schema.ts';
import { featureColumns, featureNames, type Profiles, pickProfiles } from './profile-features.ts';

/** `labels`: 1 for an automated or bought account, 0 for a person. */
export interface LabelledProfiles extends Profiles {
  labels: Uint8Array;
}

interface Member {
  boosted: Boosted;
  forest: Tree[];
}

export interface AccountModel {
  trainedOn: AccountModelFile['trainedOn'];
  fields: string[];
  features: string[];
  scorer: Member;
  checkers: Member[];
  /** `checkers`: the checker that never saw the row. */
  validation: LabelledProfiles & { checkers: Uint8Array };
  figures: AccountModelFile['figures'];
}

/** How large a member is. */
export interface ModelSize {
  rounds: number;
  trees: number;
  /** Least rows in a leaf of the forest. */
  leastLeaf: number;
  /** Rows kept for counting errors. */
  validationRows: number;
}
export const FULL_SIZE: ModelSize = { rounds: 300, trees: 200, leastLeaf: 1, validationRows: 3000 };

const CHECKERS = 5;

/** Rows that equal each other in every field have the same group. */
export function repeatGroups({ count, fields }: Profiles): string[] {
  const columns = [...fields.values()];
  return Array.from({ length: count }, (_, i) => columns.map((c) => c[i]).join());
}

/** Single precision and back, so that a fresh model and a stored one say the same. */
const asStored = (trees: readonly Tree[]): Tree[] => unpackTrees(packTrees(trees));

function trainMember(columns: Columns, labels: Uint8Array, size: ModelSize, random: Rng): Member {
  const bins = binned(columns);
  const boosted = boost(
    columns,
    labels,
    {
      rounds: size.rounds,
      step: 9 / size.rounds,
      depth: 3,
      rowShare: 0.5,
      featuresPerSplit: 3,
      leastLeaf: 5,
      shrink: 1,
    },
    random.fork('boosted'),
    bins,
  );
  const forest = growForest(
    columns,
    labels,
    {
      trees: size.trees,
      depth: 30,
      featuresPerSplit: 3,
      // Deep leaves of a large file would only repeat its rows.
      leastLeaf: Math.max(size.leastLeaf, Math.round(labels.length / 5000)),
    },
    random.fork('forest'),
    bins,
  );
  return { boosted: { bias: boosted.bias, trees: asStored(boosted.trees) }, forest: asStored(forest) };
}

const memberShare = ({ boosted, forest }: Member, columns: Columns, row: number): number =>
  (sigmoid(boostedMargin(boosted, columns, row)) + forestShare(forest, columns, row)) / 2;

/** Uncalibrated score of each person, 0–1. */
export function rawScores(model: Pick<AccountModel, 'features' | 'scorer'>, people: Profiles): Float64Array {
  const columns = featureColumns(people, model.features);
  return Float64Array.from({ length: people.count }, (_, row) => memberShare(model.scorer, columns, row));
}

/** The same for the validation rows, each by the checker that never saw it. `keep` says which fields are shown. */
export function validationScores(model: AccountModel, keep: (field: string) => boolean): Float64Array {
  const { validation } = model;
  const shown = { count: validation.count, fields: new Map([...validation.fields].filter(([f]) => keep(f))) };
  const columns = featureColumns(shown, model.features);
  return Float64Array.from({ length: shown.count }, (_, row) =>
    memberShare(model.checkers[validation.checkers[row] as number] as Member, columns, row),
  );
}

/** Rows of both classes in their proportions, at most `most` of them. */
function sampleRows(labels: Uint8Array, most: number, random: Rng): number[] {
  if (labels.length <= most) return Array.from(labels, (_, i) => i);
  return [0, 1]
    .flatMap((label) => {
      const rows = random.shuffle([...labels.keys()].filter((i) => labels[i] === label));
      return rows.slice(0, Math.max(1, Math.round((rows.length * most) / labels.length)));
    })
    .sort((a, b) => a - b);
}

/**
 * Trains on rows of both classes. Deterministic for the same rows, size and seed. The caller says in `trainedOn` where
 * the rows came from.
 */
export function trainAccountModel(
  rows: LabelledProfiles,
  trainedOn: Omit<AccountModel['trainedOn'], 'rowCount' | 'fakeCount' | 'repeatedCount'>,
  size: ModelSize = FULL_SIZE,
): { model: AccountModel; outOfSample: Float64Array } {
  const { seed } = trainedOn;
  const fields = [...rows.fields.keys()];
  const features = featureNames(fields);
  const groups = repeatGroups(rows);
  const fold = groupedFolds(rows.labels, groups, CHECKERS, `${seed}/folds`);
  const columns = featureColumns(rows, features);
  const outOfSample = new Float64Array(rows.count);
  const checkers = Array.from({ length: CHECKERS }, (_, k) => {
    const own = [...fold.keys()].filter((i) => fold[i] !== k);
    const member = trainMember(
      columns.map((c) => Float64Array.from(own, (i) => c[i] as number)),
      Uint8Array.from(own, (i) => rows.labels[i] as number),
      size,
      rng(`${seed}/checker ${k}`),
    );
    for (let i = 0; i < rows.count; i++) if (fold[i] === k) outOfSample[i] = memberShare(member, columns, i);
    return member;
  });
  const kept = sampleRows(rows.labels, size.validationRows, rng(`${seed}/validation`));
  return {
    outOfSample,
    model: {
      trainedOn: {
        ...trainedOn,
        rowCount: rows.count,
        fakeCount: rows.labels.reduce((a, b) => a + b, 0),
        repeatedCount: rows.count - new Set(groups).size,
      },
      fields,
      features,
      scorer: trainMember(columns, rows.labels, size, rng(`${seed}/scorer`)),
      checkers,
      validation: {
        ...pickProfiles(rows, kept),
        labels: Uint8Array.from(kept, (i) => rows.labels[i] as number),
        checkers: Uint8Array.from(kept, (i) => fold[i] as number),
      },
      figures: {},
    },
  };
}

const memberToFile = ({ boosted, forest }: Member): AccountModelFile['scorer'] => ({
  bias: boosted.bias,
  boosted: packTrees(boosted.trees),
  forest: packTrees(forest),
});
const memberFromFile = ({ bias, boosted, forest }: AccountModelFile['scorer']): Member => ({
  boosted: { bias, trees: unpackTrees(boosted) },
  forest: unpackTrees(forest),
});

export function modelToFile(model: AccountModel): AccountModelFile {
  const { validation } = model;
  return {
    touchstoneModel: 1,
    kind: 'accounts',
    trainedOn: model.trainedOn,
    figures: model.figures,
    fields: model.fields,
    features: model.features,
    validation: {
      labels: Array.from(validation.labels, (y) => (y === 1 ? 1 : 0)),
      checkers: [...validation.checkers],
      columns: Object.fromEntries(
        [...validation.fields].map(([f, c]) => [f, Array.from(c, (v) => (Number.isNaN(v) ? null : v))]),
      ),
    },
    scorer: memberToFile(model.scorer),
    checkers: model.checkers.map(memberToFile),
  };
}

/** Throws RangeError when the trees are damaged. */
export function modelFromFile(file: AccountModelFile): AccountModel {
  return {
    trainedOn: file.trainedOn,
    fields: file.fields,
    features: file.features,
    figures: file.figures,
    scorer: memberFromFile(file.scorer),
    checkers: file.checkers.map(memberFromFile),
    validation: {
      count: file.validation.labels.length,
      labels: Uint8Array.from(file.validation.labels),
      checkers: Uint8Array.from(file.validation.checkers),
      fields: new Map(
        Object.entries(file.validation.columns).map(([f, c]) => [
          f,
          Float64Array.from(c, (v) => v ?? Number.NaN),
        ]),
      ),
    },
  };
}
