/**
 * Learns from few labels and many texts without: what a first classifier is sure of is learned from as if labelled. Rows
 * chosen for their doubt are unlike the rest; the sure ones bring the rest back in.
 * Source: Yarowsky, ACL 1995; Lee, ICML-W 2013 (pseudo-labels).
 */
import {
  classScores,
  classShares,
  fitTextClassifier,
  type TextClassifier,
  type TextLearning,
  type TextRows,
  type TextViews,
} from './text-classifier.ts';

/**
 * Share of the unlabelled rows, surest first, whose said class is taken for their label. A rank and no threshold: shares
 * measured on rows chosen for their doubt say too little of the others.
 */
const SURE = 0.75;

/** `labelled` rows carry labels; of `pool` only texts are used. */
export function fitWithPool(
  views: TextViews,
  rows: TextRows,
  labelled: readonly number[],
  labels: ArrayLike<number>,
  pool: readonly number[],
  learning: TextLearning,
): TextClassifier {
  const { classes } = learning;
  const first = fitTextClassifier(views, rows, labelled, labels, learning);
  const known = new Set(labelled);
  const others = pool.filter((row) => !known.has(row));
  const shares = classShares(first, rows, others);
  const extended = new Int32Array(rows.count);
  for (const row of labelled) extended[row] = labels[row] as number;
  const ranked = others.map((row, i) => {
    const own = shares.subarray(i * classes, (i + 1) * classes);
    const most = Math.max(...own);
    extended[row] = own.indexOf(most);
    return { row, most };
  });
  const sure = ranked
    .sort((a, b) => b.most - a.most)
    .slice(0, Math.round(SURE * ranked.length))
    .map(({ row }) => row);
  const second = fitTextClassifier(views, rows, [...labelled, ...sure], extended, {
    ...learning,
    calibrated: false,
    seed: `${learning.seed} again`,
  });
  // Its own labels would make it too sure of itself; how sure the first may be was measured on labels of people.
  const sure1 = spreadOf(classScores(first, rows, others));
  const sure2 = spreadOf(classScores(second, rows, others));
  return { ...second, weights: second.weights.map((w) => (w * sure1) / sure2) };
}

const spreadOf = (scores: Float64Array): number =>
  Math.sqrt(scores.reduce((sum, z) => sum + z * z, 0) / Math.max(1, scores.length)) || 1;
