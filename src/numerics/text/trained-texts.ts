/**
 * A text classifier as one thing: learned from rows of text and label, asked for calibrated shares of new texts, kept in a
 * file. What it learns and how is in text-classifier.ts; few labels among many texts in self-training.ts.
 */
import { refused } from '#basis/error.ts';
import { packArrays, unpackArrays } from '../learn/array-pack.ts';
import { fitWithPool } from './self-training.ts';
import { classShares, fitTextClassifier, type TextClassifier, TextViews } from './text-classifier.ts';

export interface TrainedTexts {
  /** Names of the classes, in the order of the shares. */
  classes: string[];
  labelCount: number;
  views: TextViews;
  model: TextClassifier;
}

export interface SaidOfText {
  label: string;
  /** Share of texts said so with so much certainty that are so, 0–1. */
  share: number;
  /** A share a class; they add to one. */
  shares: Float64Array;
}

const KIND = 'touchstone-texts-4';

/**
 * Learns from labelled rows; equal texts should have been removed. `pool` are texts without label that help where labels
 * are few; `nets` networks of each kind, 0 for the fastest and smallest. Throws `refused` where all rows have one label.
 */
export function trainTexts(
  rows: readonly { text: string; label: string }[],
  { pool = [], seed = 'texts', nets }: { pool?: readonly string[]; seed?: string; nets?: number } = {},
): TrainedTexts {
  const classes = [...new Set(rows.map((r) => r.label))].sort();
  if (classes.length < 2)
    throw refused(
      'one-label',
      `All ${rows.length} rows have one label.`,
      undefined,
      'Label rows of another class.',
    );
  const of = new Map(classes.map((name, c) => [name, c]));
  const views = new TextViews();
  const read = views.learn([...rows.map((r) => r.text), ...pool]);
  const labels = new Int32Array(read.count).fill(-1);
  rows.forEach((r, i) => {
    labels[i] = of.get(r.label) as number;
  });
  const labelled = rows.map((_, i) => i);
  const learning = {
    classes: classes.length,
    calibrated: true,
    seed,
    ...(nets === undefined ? {} : { nets }),
  };
  const model =
    pool.length === 0
      ? fitTextClassifier(views, read, labelled, labels, learning)
      : fitWithPool(
          views,
          read,
          labelled,
          labels,
          Array.from({ length: read.count }, (_, i) => i),
          learning,
        );
  return { classes, labelCount: rows.length, views, model };
}

/** What each text is said to be, and how surely. */
export function sayOfTexts({ classes, views, model }: TrainedTexts, texts: readonly string[]): SaidOfText[] {
  const rows = views.read(texts);
  const all = classShares(
    model,
    rows,
    texts.map((_, i) => i),
  );
  return texts.map((_, i) => {
    const shares = all.slice(i * classes.length, (i + 1) * classes.length);
    const share = Math.max(...shares);
    return { label: classes[shares.indexOf(share)] as string, share, shares };
  });
}

/** For a file. */
export function packTexts({ classes, labelCount, views, model }: TrainedTexts): Uint8Array {
  const arrays = new Map<string, Float32Array | Float64Array | Int32Array>();
  const hashes = views.hashes();
  hashes.forEach((own, v) => {
    arrays.set(`hashes ${v}`, own);
  });
  model.linear.forEach(({ scale, models }, p) => {
    scale.forEach((s, m) => {
      // Parts that weigh by texts have one scale for all classes.
      if (m === 0 || s !== scale[0]) arrays.set(`scale ${p} ${m}`, s);
      arrays.set(`weights ${p} ${m}`, models[m]?.weights as Float32Array);
    });
    arrays.set(
      `bias ${p}`,
      Float64Array.from(models, ({ bias }) => bias),
    );
  });
  model.nets.forEach(({ vectors, ofSum, ofMax, bias }, n) => {
    arrays.set(`net ${n} vectors`, vectors).set(`net ${n} sum`, ofSum).set(`net ${n} max`, ofMax);
    arrays.set(`net ${n} bias`, bias);
  });
  model.onClauses.forEach(({ vectors, last, bias, attention }, n) => {
    arrays.set(`clauses ${n} vectors`, vectors).set(`clauses ${n} last`, last);
    arrays.set(`clauses ${n} bias`, bias).set(`clauses ${n} attention`, attention);
  });
  const { weights, linear, nets, onClauses } = model;
  const about = {
    kind: KIND,
    classes,
    labelCount,
    views: hashes.length,
    parts: linear.map(({ models }) => models.length),
    nets: nets.map(({ width, dimensions }) => ({ width, dimensions })),
    onClauses: onClauses.map(({ width, dimensions, questions }) => ({ width, dimensions, questions })),
    weights,
  };
  return packArrays(about, arrays);
}

interface About {
  kind: string;
  classes: string[];
  labelCount: number;
  views: number;
  parts: number[];
  nets: { width: number; dimensions: number }[];
  onClauses: { width: number; dimensions: number; questions: number }[];
  weights: number[];
}

/** Throws `refused` where the bytes are no classifier of this version. */
export function unpackTexts(packed: Uint8Array): TrainedTexts {
  const found = unpackArrays(packed);
  const about = found?.about as About | undefined;
  if (!found || about?.kind !== KIND)
    throw refused(
      'no-classifier',
      'The bytes are no text classifier of this version.',
      undefined,
      'Train it again.',
    );
  const floats = (name: string) => found.arrays.get(name) as Float32Array;
  const classes = about.classes.length;
  const model: TextClassifier = {
    classes,
    linear: about.parts.map((count, p) => {
      const bias = found.arrays.get(`bias ${p}`) as Float64Array;
      const every = Array.from({ length: count }, (_, m) => m);
      return {
        scale: every.map((m) => floats(`scale ${p} ${m}`) ?? floats(`scale ${p} 0`)),
        models: every.map((m) => ({ weights: floats(`weights ${p} ${m}`), bias: bias[m] as number })),
      };
    }),
    nets: about.nets.map(({ width, dimensions }, n) => ({
      width,
      dimensions,
      classes,
      vectors: floats(`net ${n} vectors`),
      ofSum: floats(`net ${n} sum`),
      ofMax: floats(`net ${n} max`),
      bias: found.arrays.get(`net ${n} bias`) as Float64Array,
    })),
    onClauses: about.onClauses.map((own, n) => ({
      ...own,
      classes,
      vectors: floats(`clauses ${n} vectors`),
      last: floats(`clauses ${n} last`),
      bias: found.arrays.get(`clauses ${n} bias`) as Float64Array,
      attention: floats(`clauses ${n} attention`),
    })),
    onVectors: [],
    weights: about.weights,
  };
  const hashes = Array.from({ length: about.views }, (_, v) => found.arrays.get(`hashes ${v}`) as Int32Array);
  return { classes: about.classes, labelCount: about.labelCount, views: new TextViews(hashes), model };
}
