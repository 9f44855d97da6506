/**
 * A classifier of short texts in any number of classes, learned in seconds to minutes without outside data. Three groups
 * of models speak: linear ones (characters by TF-IDF; words, and everything together, scaled by the log-count ratio of
 * naive Bayes), pooled networks of other grams and seeds, and, where an encoder gave vectors, a linear one on those. Each
 * group is brought to the same spread; labels held out say how much each counts and how sure shares may be.
 * Sources: Wang & Manning, ACL 2012 (NB-SVM); Hsieh et al. 2008; Wolpert 1992 (stacked generalisation); Guo et al., ICML
 * 2017 (temperature); see ../learn/pooled-net.ts.
 */
import { rng } from '#basis/rng.ts';
import { fitLinear, type LinearModel, type SparseRows, scoreRow } from '../learn/linear-dual.ts';
import { fitPooledNet, type PooledNet, pooledScores, softmax } from '../learn/pooled-net.ts';
import { addMargins, fitLinearPart, type LinearKind, type LinearPart, ownClasses } from './gram-margins.ts';
import { type GramKinds, type GramRows, GramSpace } from './gram-space.ts';
import { groupWeights } from './group-weights.ts';

const LINEAR: readonly LinearKind[] = [
  { kinds: { characters: 4, words: 0 }, weighing: 'idf', cost: 0.5 },
  { kinds: { characters: 0, words: 2 }, weighing: 'ratio', cost: 0.25 },
  { kinds: { characters: 4, words: 3, skips: true, edges: true }, weighing: 'ratio', cost: 0.5 },
];
/** Networks take turns with these. */
const NETS: readonly GramKinds[] = [
  { characters: 3, words: 1 },
  { characters: 4, words: 2 },
];
/** Rows on which the spread of a part is taken. */
const SPREAD_ROWS = 2000;
/** Labelled rows below which every group counts the same and the temperature stays as it is. */
const HELD_OUT_FROM = 200;
/** Rows above which a network less is learned: each takes minutes then and adds less. */
const MANY_ROWS = 20_000;
const VECTOR_COST = 1;

export interface TextRows {
  count: number;
  linear: GramRows[];
  nets: GramRows[];
  /** One vector of unit length a row, from an encoder. */
  vectors?: SparseRows | undefined;
}

/** Rows of an encoder, `dimensions` numbers each. */
export function vectorRows(values: Float32Array, dimensions: number): SparseRows {
  const count = values.length / dimensions;
  return {
    start: Int32Array.from({ length: count + 1 }, (_, i) => i * dimensions),
    at: Int32Array.from({ length: values.length }, (_, k) => k % dimensions),
    value: values,
  };
}

/** The dictionaries of a classifier. Grams of a single text are left out. */
export class TextViews {
  readonly linear: GramSpace[];
  readonly nets: GramSpace[];

  /** Empty, or with the columns that `hashes` told of another. */
  constructor(hashes?: readonly Int32Array[]) {
    const of = (kinds: GramKinds, own: Int32Array | undefined) =>
      own ? GramSpace.of(kinds, own) : new GramSpace(kinds);
    this.linear = LINEAR.map(({ kinds }, p) => of(kinds, hashes?.[p]));
    this.nets = NETS.map((kinds, v) => of(kinds, hashes?.[LINEAR.length + v]));
  }

  hashes(): Int32Array[] {
    return [...this.linear, ...this.nets].map((space) => space.hashes());
  }

  /**
   * Reads texts and builds the dictionaries of them; no label is needed. `marks` are further numbers of each text that
   * count as grams of it.
   */
  learn(texts: readonly string[], marks: readonly (readonly number[])[] | null = null): TextRows {
    return {
      count: texts.length,
      linear: this.linear.map((space, p) =>
        // The first part reads characters alone.
        space.learn(texts, p === 0 ? null : marks),
      ),
      nets: this.nets.map((space) => space.learn(texts, marks)),
    };
  }

  /** Rows of other texts over the same dictionaries. */
  read(texts: readonly string[]): TextRows {
    return {
      count: texts.length,
      linear: this.linear.map((space) => space.read(texts, false)),
      nets: this.nets.map((space) => space.read(texts, false)),
    };
  }
}

export interface TextClassifier {
  classes: number;
  linear: LinearPart[];
  nets: PooledNet[];
  /** On the encoder's vectors, one an own class; empty without an encoder. */
  onVectors: LinearModel[];
  /** Of each group: what brings its scores to one spread, times how much it counts. */
  weights: number[];
}

const viewOf = (net: number): number => net % NETS.length;

/** Sum of the linear parts' margins, rows × classes. */
function linearScores(parts: readonly LinearPart[], classes: number, rows: TextRows, of: ArrayLike<number>) {
  const scores = new Float64Array(of.length * classes);
  parts.forEach((part, p) => {
    addMargins(part, (LINEAR[p] as LinearKind).weighing, classes, rows.linear[p] as GramRows, of, scores);
  });
  return scores;
}

/** In place: scores of a row lose their mean. */
function centre(scores: Float64Array, classes: number): void {
  for (let i = 0; i < scores.length; i += classes) {
    let mean = 0;
    for (let c = 0; c < classes; c++) mean += (scores[i + c] as number) / classes;
    for (let c = 0; c < classes; c++) scores[i + c] = (scores[i + c] as number) - mean;
  }
}

function rootMeanSquare(scores: Float64Array): number {
  let squares = 0;
  for (const z of scores) squares += z * z;
  return Math.sqrt(squares / Math.max(1, scores.length)) || 1;
}

function netScores(nets: readonly PooledNet[], classes: number, rows: TextRows, of: ArrayLike<number>) {
  const scores = new Float64Array(of.length * classes);
  nets.forEach((net, n) => {
    pooledScores(net, rows.nets[viewOf(n)] as GramRows, of).forEach((z, i) => {
      scores[i] = (scores[i] as number) + z;
    });
  });
  return scores;
}

function vectorScores(
  models: readonly LinearModel[],
  classes: number,
  rows: TextRows,
  of: ArrayLike<number>,
) {
  const scores = new Float64Array(of.length * classes);
  ownClasses(classes).forEach((c, m) => {
    for (let i = 0; i < of.length; i++) {
      const z = scoreRow(models[m] as LinearModel, rows.vectors as SparseRows, of[i] as number);
      scores[i * classes + c] = z;
      if (classes === 2) scores[i * 2] = -z;
    }
  });
  return scores;
}

type Groups = Pick<TextClassifier, 'classes' | 'linear' | 'nets' | 'onVectors'>;

/** What each group says, centred, rows × classes. */
function groupScores({ classes, linear, nets, onVectors }: Groups, rows: TextRows, of: ArrayLike<number>) {
  const found = [linearScores(linear, classes, rows, of)];
  if (nets.length > 0) found.push(netScores(nets, classes, rows, of));
  if (onVectors.length > 0) found.push(vectorScores(onVectors, classes, rows, of));
  for (const scores of found) centre(scores, classes);
  return found;
}

export interface TextLearning {
  classes: number;
  /** Networks; 0 is faster and a little worse. */
  nets?: number;
  /** Whether a tenth of the rows is first held out to find out how much groups count and how sure shares may be. */
  calibrated?: boolean;
  seed?: string;
}

function fitGroups(
  views: TextViews,
  rows: TextRows,
  use: ArrayLike<number>,
  labels: ArrayLike<number>,
  { classes, nets, seed }: { classes: number; nets: number; seed: string },
): Groups {
  const linear = LINEAR.map((part, p) =>
    fitLinearPart(
      rows.linear[p] as GramRows,
      (views.linear[p] as GramSpace).width,
      use,
      labels,
      classes,
      part,
      `${seed} ${p}`,
    ),
  );
  const fitted = Array.from({ length: nets }, (_, n) =>
    fitPooledNet(
      rows.nets[viewOf(n)] as GramRows,
      use,
      labels,
      { width: (views.nets[viewOf(n)] as GramSpace).width, classes },
      { seed: `${seed} ${n}` },
    ),
  );
  const { vectors } = rows;
  const onVectors =
    vectors === undefined
      ? []
      : ownClasses(classes).map((c) => {
          const signs = new Int8Array(rows.count);
          for (let i = 0; i < use.length; i++)
            signs[use[i] as number] = labels[use[i] as number] === c ? 1 : -1;
          const width = vectors.start[1] as number;
          return fitLinear(vectors, use, signs, width, { cost: VECTOR_COST, passes: 30, seed });
        });
  return { classes, linear, nets: fitted, onVectors };
}

/** What brings each group to a spread of one, from rows that were learned from. */
function evenWeights(groups: Groups, rows: TextRows, use: ArrayLike<number>): number[] {
  const step = Math.max(1, Math.floor(use.length / SPREAD_ROWS));
  const sample = Array.from(use).filter((_, i) => i % step === 0);
  return groupScores(groups, rows, sample).map((scores) => 1 / rootMeanSquare(scores));
}

/** `use`: rows to learn from; `labels`: class numbers from 0, one a row. Every class needs a row in `use`. */
export function fitTextClassifier(
  views: TextViews,
  rows: TextRows,
  use: ArrayLike<number>,
  labels: ArrayLike<number>,
  { classes, nets = use.length > MANY_ROWS ? 2 : 3, calibrated = false, seed = 'texts' }: TextLearning,
): TextClassifier {
  let counts: number[] | null = null;
  if (calibrated && use.length >= HELD_OUT_FROM) {
    const shuffled = rng(seed).shuffle(Array.from(use));
    const held = shuffled.splice(0, Math.round(use.length / 10));
    const trial = fitGroups(views, rows, shuffled, labels, { classes, nets: Math.min(nets, 1), seed });
    const even = evenWeights(trial, rows, shuffled);
    const said = groupScores(trial, rows, held).map((scores, g) =>
      scores.map((z) => z * (even[g] as number)),
    );
    counts = groupWeights(
      said,
      held.map((row) => labels[row] as number),
      classes,
    );
  }
  const groups = fitGroups(views, rows, use, labels, { classes, nets, seed });
  return { ...groups, weights: evenWeights(groups, rows, use).map((w, g) => w * (counts?.[g] ?? 1)) };
}

/** What the linear parts score alone: characters by TF-IDF, and everything together by naive Bayes log-count ratios. */
export function plainScores(model: TextClassifier, rows: TextRows, of: ArrayLike<number>) {
  const { linear, classes } = model;
  const alone = (p: number): Float64Array => {
    const scores = new Float64Array(of.length * classes);
    const { weighing } = LINEAR[p] as LinearKind;
    addMargins(linear[p] as LinearPart, weighing, classes, rows.linear[p] as GramRows, of, scores);
    return scores;
  };
  return { characterTfIdf: alone(0), naiveBayesSvm: alone(LINEAR.length - 1) };
}

/** What each class scores, rows × classes, before the softmax. */
export function classScores(model: TextClassifier, rows: TextRows, of: ArrayLike<number>): Float64Array {
  const scores = new Float64Array(of.length * model.classes);
  groupScores(model, rows, of).forEach((group, g) => {
    const weight = model.weights[g] as number;
    for (let i = 0; i < scores.length; i++) scores[i] = (scores[i] as number) + weight * (group[i] as number);
  });
  return scores;
}

/** Calibrated shares, rows × classes; each row adds to one. */
export function classShares(model: TextClassifier, rows: TextRows, of: ArrayLike<number>): Float64Array {
  const shares = classScores(model, rows, of);
  for (let i = 0; i < shares.length; i += model.classes) softmax(shares.subarray(i, i + model.classes));
  return shares;
}
