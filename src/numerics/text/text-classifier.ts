/**
 * A classifier of short texts in any number of classes, learned in seconds to minutes without outside data. Groups of
 * models speak: linear ones (characters and words together, by TF-IDF and scaled by the log-count ratio of naive Bayes),
 * networks that pool the grams of the text, networks that pool those of each clause first, and, where an encoder gave
 * vectors, a linear one on those. Each group is brought to the same spread; labels held out say how much each counts and
 * how sure shares may be.
 * Sources: Wang & Manning, ACL 2012 (NB-SVM); Hsieh et al. 2008; Wolpert 1992 (stacked generalisation); Guo et al., ICML
 * 2017 (temperature); see ../learn/pooled-net.ts and ../learn/clause-net.ts.
 */
import { rng } from '#basis/rng.ts';
import { type ClauseNet, type ClauseRows, clauseScores, fitClauseNet } from '../learn/clause-net.ts';
import { fitLinear, type LinearModel, type SparseRows, scoreRow } from '../learn/linear-dual.ts';
import { fitPooledNet, type PooledNet, pooledScores, softmax } from '../learn/pooled-net.ts';
import { clausesOf } from './clauses.ts';
import { addMargins, fitLinearPart, type LinearPart, ownClasses, type Weighing } from './gram-margins.ts';
import { type CutText, cutText, type GramKinds, type GramRows, GramSpace } from './gram-space.ts';
import { groupWeights } from './group-weights.ts';

/** What the linear models read. */
const EVERYTHING: GramKinds = { characters: 4, words: 3, skips: true, edges: true };
const WEIGHINGS: readonly Weighing[] = ['idf', 'ratio'];
/** Weight of the loss: each of many classes has fewer rows than one of two. */
const costOf = (weighing: Weighing, classes: number): number => (weighing === 'idf' && classes > 2 ? 1 : 0.5);
/** Networks take turns with these, on whole texts and on clauses. */
const NETS: readonly GramKinds[] = [
  { characters: 4, words: 2 },
  { characters: 3, words: 1 },
];
/** Many classes have less to learn from each; a net that leaves out much then learns too little of them. */
const ofTwo = { whole: { drop: 0.6, rounds: 8 }, clauses: { drop: 0.5, rounds: 8 } };
const ofMany = { whole: { drop: 0.3, rounds: 12 }, clauses: { drop: 0.3, rounds: 10 } };
/** Rows on which the spread of a part is taken. */
const SPREAD_ROWS = 2000;
/** Labelled rows below which every group counts the same and the temperature stays as it is. */
const HELD_OUT_FROM = 200;
/** Rows above which a network less of each kind is learned: each takes minutes then and adds less. */
const MANY_ROWS = 20_000;
const VECTOR_COST = 1;

export interface TextRows {
  count: number;
  linear: GramRows;
  nets: GramRows[];
  clauses: ClauseRows[];
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

/** Further numbers of a text, by clause, that count as grams of it. */
export type MarkClauses = (clauses: readonly CutText[], row: number) => readonly (readonly number[])[];

/** The dictionaries of a classifier. Grams of a single text are left out. */
export class TextViews {
  readonly linear: GramSpace;
  readonly nets: GramSpace[];
  readonly clauses: GramSpace[];

  /** Empty, or with the columns that `hashes` told of another. */
  constructor(hashes?: readonly Int32Array[]) {
    const of = (kinds: GramKinds, own: Int32Array | undefined) =>
      own ? GramSpace.of(kinds, own) : new GramSpace(kinds);
    this.linear = of(EVERYTHING, hashes?.[0]);
    this.nets = NETS.map((kinds, v) => of(kinds, hashes?.[1 + v]));
    this.clauses = NETS.map((kinds, v) => of(kinds, hashes?.[1 + NETS.length + v]));
  }

  hashes(): Int32Array[] {
    return [this.linear, ...this.nets, ...this.clauses].map((space) => space.hashes());
  }

  /** Reads texts and builds the dictionaries of them; no label is needed. */
  learn(texts: readonly string[], mark: MarkClauses | null = null): TextRows {
    return this.rows(texts, true, mark);
  }

  /** Rows of other texts over the same dictionaries. */
  read(texts: readonly string[]): TextRows {
    return this.rows(texts, false, null);
  }

  private rows(texts: readonly string[], learn: boolean, mark: MarkClauses | null): TextRows {
    const cut = texts.map((text) => cutText(text));
    const first = new Int32Array(texts.length + 1);
    const clauses: CutText[] = [];
    const ofClauses: (readonly number[])[] = [];
    const ofTexts = cut.map((text, row) => {
      const own = clausesOf(text);
      clauses.push(...own);
      first[row + 1] = clauses.length;
      const marks = mark?.(own, row) ?? [];
      ofClauses.push(...marks);
      return marks.flat();
    });
    const of = (space: GramSpace, rows: CutText[], marks: readonly (readonly number[])[]): GramRows => {
      const given = mark === null ? null : marks;
      return learn ? space.learnCut(rows, given) : space.readCut(rows, false, given);
    };
    return {
      count: texts.length,
      linear: of(this.linear, cut, ofTexts),
      nets: this.nets.map((space) => of(space, cut, ofTexts)),
      clauses: this.clauses.map((space) => ({ first, ...of(space, clauses, ofClauses) })),
    };
  }
}

export interface TextClassifier {
  classes: number;
  linear: LinearPart[];
  nets: PooledNet[];
  onClauses: ClauseNet[];
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
    addMargins(part, WEIGHINGS[p] as Weighing, classes, rows.linear, of, scores);
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

function netScores({ nets, onClauses, classes }: Groups, rows: TextRows, of: ArrayLike<number>) {
  const sumOf = (parts: readonly Float64Array[]): Float64Array => {
    const sum = new Float64Array(of.length * classes);
    for (const part of parts)
      for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (part[i] as number);
    return sum;
  };
  return [
    nets.map((net, n) => pooledScores(net, rows.nets[viewOf(n)] as GramRows, of)),
    onClauses.map((net, n) => clauseScores(net, rows.clauses[viewOf(n)] as ClauseRows, of)),
  ]
    .filter((parts) => parts.length > 0)
    .map(sumOf);
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

type Groups = Pick<TextClassifier, 'classes' | 'linear' | 'nets' | 'onClauses' | 'onVectors'>;

/** What each group says, centred, rows × classes. */
function groupScores(groups: Groups, rows: TextRows, of: ArrayLike<number>) {
  const { classes, linear, onVectors } = groups;
  const found = [linearScores(linear, classes, rows, of), ...netScores(groups, rows, of)];
  if (onVectors.length > 0) found.push(vectorScores(onVectors, classes, rows, of));
  for (const scores of found) centre(scores, classes);
  return found;
}

export interface TextLearning {
  classes: number;
  /** Networks of each kind; 0 is faster and a little worse. */
  nets?: number;
  /** How many things are asked about, where rows of clauses say which. */
  questions?: number;
  /** Whether a tenth of the rows is first held out to find out how much groups count and how sure shares may be. */
  calibrated?: boolean;
  seed?: string;
}

function fitGroups(
  views: TextViews,
  rows: TextRows,
  use: ArrayLike<number>,
  labels: ArrayLike<number>,
  { classes, nets, questions, seed }: { classes: number; nets: number; questions: number; seed: string },
  /** Networks that are there already. */
  { nets: olderNets, onClauses: olderOnClauses }: Pick<Groups, 'nets' | 'onClauses'> = {
    nets: [],
    onClauses: [],
  },
): Groups {
  const linear = WEIGHINGS.map((weighing, p) =>
    fitLinearPart(
      rows.linear,
      views.linear.width,
      use,
      labels,
      classes,
      { weighing, cost: costOf(weighing, classes) },
      `${seed} ${p}`,
    ),
  );
  const how = classes === 2 ? ofTwo : ofMany;
  const each = Array.from({ length: nets }, (_, n) => n).slice(olderNets.length);
  const fitted = each.map((n) =>
    fitPooledNet(
      rows.nets[viewOf(n)] as GramRows,
      use,
      labels,
      { width: (views.nets[viewOf(n)] as GramSpace).width, classes },
      { ...how.whole, seed: `${seed} ${n}` },
    ),
  );
  const onClauses = each.map((n) =>
    fitClauseNet(
      rows.clauses[viewOf(n)] as ClauseRows,
      use,
      labels,
      { width: (views.clauses[viewOf(n)] as GramSpace).width, classes },
      { ...how.clauses, questions, seed: `${seed} clauses ${n}` },
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
  return {
    classes,
    linear,
    nets: [...olderNets, ...fitted],
    onClauses: [...olderOnClauses, ...onClauses],
    onVectors,
  };
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
  {
    classes,
    nets = use.length > MANY_ROWS ? 1 : 2,
    questions = 1,
    calibrated = false,
    seed = 'texts',
  }: TextLearning,
): TextClassifier {
  let counts: number[] | null = null;
  let trial: Groups | undefined;
  if (calibrated && use.length >= HELD_OUT_FROM) {
    const shuffled = rng(seed).shuffle(Array.from(use));
    const held = shuffled.splice(0, Math.round(use.length / 10));
    trial = fitGroups(views, rows, shuffled, labels, {
      classes,
      nets: Math.min(nets, 1),
      questions,
      seed,
    });
    const even = evenWeights(trial, rows, shuffled);
    // Its networks learned nine rows of ten, and are kept beside those that learn all.
    const said = groupScores(trial, rows, held).map((scores, g) =>
      scores.map((z) => z * (even[g] as number)),
    );
    counts = groupWeights(
      said,
      held.map((row) => labels[row] as number),
      classes,
    );
  }
  const groups = fitGroups(views, rows, use, labels, { classes, nets, questions, seed }, trial);
  return { ...groups, weights: evenWeights(groups, rows, use).map((w, g) => w * (counts?.[g] ?? 1)) };
}

/** What naive Bayes log-count ratios in a linear model score alone. */
export function naiveBayesScores({ linear, classes }: TextClassifier, rows: TextRows, of: ArrayLike<number>) {
  const scores = new Float64Array(of.length * classes);
  addMargins(linear[1] as LinearPart, 'ratio', classes, rows.linear, of, scores);
  return scores;
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
