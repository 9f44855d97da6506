/**
 * A classifier of short texts in any number of classes, learned in seconds to minutes without outside data: three linear
 * models (characters by TF-IDF; words, and everything together, scaled by the log-count ratio of naive Bayes) beside
 * pooled networks of other seeds, added after each part is brought to the same spread. Sources: Wang & Manning, ACL 2012
 * (NB-SVM); Hsieh et al. 2008; Guo et al., ICML 2017 (temperature); see ../learn/pooled-net.ts.
 */
import { rng } from '#basis/rng.ts';
import { fitPooledNet, type PooledNet, pooledScores, softmax } from '../learn/pooled-net.ts';
import { addMargins, fitLinearPart, type LinearKind, type LinearPart } from './gram-margins.ts';
import { type GramKinds, type GramRows, GramSpace } from './gram-space.ts';

const LINEAR: readonly LinearKind[] = [
  { kinds: { characters: 4, words: 0 }, weighing: 'idf', cost: 0.5 },
  { kinds: { characters: 0, words: 2 }, weighing: 'ratio', cost: 0.5 },
  { kinds: { characters: 4, words: 3, skips: true, edges: true }, weighing: 'ratio', cost: 0.5 },
];
const NET_KINDS: GramKinds = { characters: 3, words: 1 };
/** Rows on which the spread of a part is taken. */
const SPREAD_ROWS = 2000;
/** Labelled rows below which the temperature stays as it is. */
const TEMPERATURE_FROM = 200;

export interface TextRows {
  count: number;
  linear: GramRows[];
  net: GramRows;
}

/** The dictionaries of a classifier. Grams of a single text are left out. */
export class TextViews {
  readonly linear: GramSpace[];
  readonly net: GramSpace;

  /** Empty, or with the columns that `hashes` told of another. */
  constructor(hashes?: readonly Int32Array[]) {
    const of = (kinds: GramKinds, own: Int32Array | undefined) =>
      own ? GramSpace.of(kinds, own) : new GramSpace(kinds);
    this.linear = LINEAR.map(({ kinds }, p) => of(kinds, hashes?.[p]));
    this.net = of(NET_KINDS, hashes?.[LINEAR.length]);
  }

  hashes(): Int32Array[] {
    return [...this.linear, this.net].map((space) => space.hashes());
  }

  /** Reads texts and builds the dictionaries of them; no label is needed. */
  learn(texts: readonly string[]): TextRows {
    return {
      count: texts.length,
      linear: this.linear.map((space) => space.learn(texts)),
      net: this.net.learn(texts),
    };
  }

  /** Rows of other texts over the same dictionaries. */
  read(texts: readonly string[]): TextRows {
    return {
      count: texts.length,
      linear: this.linear.map((space) => space.read(texts, false)),
      net: this.net.read(texts, false),
    };
  }
}

export interface TextClassifier {
  classes: number;
  linear: LinearPart[];
  nets: PooledNet[];
  /** Spread of the sum of linear scores, and of the networks', on training rows. */
  linearSpread: number;
  netSpread: number;
  /** Shares are the softmax of scores times this. */
  sharpness: number;
}

/** Sum of the linear parts' margins, rows × classes. */
function linearScores(parts: readonly LinearPart[], classes: number, rows: TextRows, of: ArrayLike<number>) {
  const scores = new Float64Array(of.length * classes);
  parts.forEach((part, p) => {
    addMargins(part, (LINEAR[p] as LinearKind).weighing, classes, rows.linear[p] as GramRows, of, scores);
  });
  return scores;
}

/** In place: scores of a row lose their mean; returns their root mean square. */
function centre(scores: Float64Array, classes: number): number {
  let squares = 0;
  for (let i = 0; i < scores.length; i += classes) {
    let mean = 0;
    for (let c = 0; c < classes; c++) mean += (scores[i + c] as number) / classes;
    for (let c = 0; c < classes; c++) {
      scores[i + c] = (scores[i + c] as number) - mean;
      squares += (scores[i + c] as number) ** 2;
    }
  }
  return Math.sqrt(squares / Math.max(1, scores.length)) || 1;
}

function netScores(nets: readonly PooledNet[], classes: number, rows: TextRows, of: ArrayLike<number>) {
  const scores = new Float64Array(of.length * classes);
  for (const net of nets)
    pooledScores(net, rows.net, of).forEach((z, i) => {
      scores[i] = (scores[i] as number) + z;
    });
  return scores;
}

export interface TextLearning {
  classes: number;
  /** Networks; 0 is faster and a little worse. */
  nets?: number;
  /** Whether a tenth of the rows is first held out to find out how sure the shares may be. */
  calibrated?: boolean;
  seed?: string;
}

/** `use`: rows to learn from; `labels`: class numbers from 0, one a row. Every class needs a row in `use`. */
export function fitTextClassifier(
  views: TextViews,
  rows: TextRows,
  use: ArrayLike<number>,
  labels: ArrayLike<number>,
  { classes, nets = 2, calibrated = false, seed = 'texts' }: TextLearning,
): TextClassifier {
  let sharpness = 1;
  if (calibrated && use.length >= TEMPERATURE_FROM) {
    const shuffled = rng(seed).shuffle(Array.from(use));
    const held = shuffled.splice(0, Math.round(use.length / 10));
    const trial = fitTextClassifier(views, rows, shuffled, labels, {
      classes,
      nets: Math.min(nets, 1),
      seed,
    });
    sharpness = temperatureOf(classScores(trial, rows, held), held, labels, classes);
  }
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
  const fitted = Array.from({ length: nets }, (_, s) =>
    fitPooledNet(rows.net, use, labels, { width: views.net.width, classes }, { seed: `${seed} ${s}` }),
  );
  const step = Math.max(1, Math.floor(use.length / SPREAD_ROWS));
  const sample = Array.from(use).filter((_, i) => i % step === 0);
  return {
    classes,
    linear,
    nets: fitted,
    linearSpread: centre(linearScores(linear, classes, rows, sample), classes),
    netSpread: nets === 0 ? 1 : centre(netScores(fitted, classes, rows, sample), classes),
    sharpness,
  };
}

/** What each class scores, rows × classes, before the softmax. */
export function classScores(model: TextClassifier, rows: TextRows, of: ArrayLike<number>): Float64Array {
  const { classes } = model;
  const scores = linearScores(model.linear, classes, rows, of);
  centre(scores, classes);
  const net = netScores(model.nets, classes, rows, of);
  centre(net, classes);
  return scores.map((z, i) => z / model.linearSpread + (net[i] as number) / model.netSpread);
}

/** Calibrated shares, rows × classes; each row adds to one. */
export function classShares(model: TextClassifier, rows: TextRows, of: ArrayLike<number>): Float64Array {
  const shares = classScores(model, rows, of).map((z) => z * model.sharpness);
  for (let i = 0; i < shares.length; i += model.classes) softmax(shares.subarray(i, i + model.classes));
  return shares;
}

/** The sharpness with the least log loss on held-out rows, by golden section on its logarithm. */
function temperatureOf(
  scores: Float64Array,
  held: readonly number[],
  labels: ArrayLike<number>,
  classes: number,
): number {
  const loss = (sharpness: number): number => {
    let sum = 0;
    held.forEach((row, i) => {
      const z = scores.slice(i * classes, (i + 1) * classes).map((v) => v * sharpness);
      softmax(z);
      sum -= Math.log(Math.max(1e-12, z[labels[row] as number] as number));
    });
    return sum;
  };
  let [low, high] = [Math.log(0.1), Math.log(20)];
  const golden = (Math.sqrt(5) - 1) / 2;
  for (let step = 0; step < 20; step++) {
    const [a, b] = [high - golden * (high - low), low + golden * (high - low)];
    if (loss(Math.exp(a)) < loss(Math.exp(b))) high = b;
    else low = a;
  }
  return Math.exp((low + high) / 2);
}
