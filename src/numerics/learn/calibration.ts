/** Maps scores to probabilities that hold: of the rows said to be 30 %, 30 % are ones. */
import { logit, sigmoid } from './boosting.ts';
import { fitLogistic } from './logistic.ts';

/** p = σ(intercept + slope · logit(score)), or straight lines between the knots of an isotonic fit. */
export type Calibration =
  | { kind: 'platt'; intercept: number; slope: number }
  | { kind: 'isotonic'; score: number[]; share: number[] };

/** Keeps log-odds finite. */
const EDGE = 0.001;
const inside = (p: number): number => Math.min(1 - EDGE, Math.max(EDGE, p));

/**
 * Platt scaling (Platt 1999) on the log-odds of the score. A weak ridge on the slope takes the place of his smoothed
 * targets: it keeps a perfect separation from claiming certainty.
 */
export function platt(scores: ArrayLike<number>, labels: ArrayLike<number>): Calibration {
  const { intercept, slopes } = fitLogistic(
    [Float64Array.from(scores, (s) => logit(inside(s)))],
    labels,
    0.1,
  );
  return { kind: 'platt', intercept, slope: Math.max(0, slopes[0] as number) };
}

/**
 * Isotonic regression by pooling adjacent violators (Ayer et al. 1955; Zadrozny & Elkan 2002). Each block says
 * (ones + 1/2)/(rows + 1), and blocks are joined by straight lines between their mean scores, so ranks are kept.
 */
export function isotonic(scores: ArrayLike<number>, labels: ArrayLike<number>): Calibration {
  const order = Array.from(scores, (_, i) => i).sort((a, b) => (scores[a] as number) - (scores[b] as number));
  const blocks: { score: number; ones: number; n: number }[] = [];
  for (const i of order) {
    blocks.push({ score: scores[i] as number, ones: labels[i] as number, n: 1 });
    for (;;) {
      const [last, before] = [blocks.at(-1), blocks.at(-2)];
      const same = last && before && last.score / last.n === before.score / before.n;
      if (!last || !before || (!same && last.ones / last.n > before.ones / before.n)) break;
      before.score += last.score;
      before.ones += last.ones;
      before.n += last.n;
      blocks.pop();
    }
  }
  const knots = blocks.map((b) => ({ score: b.score / b.n, share: (b.ones + 0.5) / (b.n + 1) }));
  // Smoothing small blocks can turn neighbours round by a little.
  for (let k = 1; k < knots.length; k++) {
    const knot = knots[k] as (typeof knots)[number];
    knot.share = Math.max(knot.share, (knots[k - 1] as typeof knot).share);
  }
  return { kind: 'isotonic', score: knots.map((k) => k.score), share: knots.map((k) => k.share) };
}

/** Rows of the smaller class from which isotonic beats Platt (Niculescu-Mizil & Caruana, ICML 2005: about 1,000). */
const ISOTONIC_FROM = 1000;

export function calibrate(scores: ArrayLike<number>, labels: ArrayLike<number>): Calibration {
  let ones = 0;
  for (let i = 0; i < labels.length; i++) ones += labels[i] as number;
  return Math.min(ones, labels.length - ones) >= ISOTONIC_FROM
    ? isotonic(scores, labels)
    : platt(scores, labels);
}

export function calibrated(calibration: Calibration, score: number): number {
  if (calibration.kind === 'platt')
    return sigmoid(calibration.intercept + calibration.slope * logit(inside(score)));
  const { score: knots, share } = calibration;
  let k = 0;
  while (k < knots.length && (knots[k] as number) < score) k++;
  if (k === 0) return share[0] ?? 0.5;
  if (k === knots.length) return share[k - 1] as number;
  const [a, b] = [knots[k - 1] as number, knots[k] as number];
  const [p, q] = [share[k - 1] as number, share[k] as number];
  return p + ((q - p) * (score - a)) / (b - a);
}
