/**
 * Which texts to label next: those a quick classifier is least sure of, in growing batches after a random start.
 * Source: Lewis & Gale, SIGIR 1994 (uncertainty sampling).
 */
import { rng } from '#basis/rng.ts';
import { classScores, fitTextClassifier, type TextRows, type TextViews } from './text-classifier.ts';

const BATCHES = 10;

export interface ActiveOptions {
  /** How many rows may be labelled. */
  budget: number;
  classes: number;
  seed: string;
}

/** Distance of the two best classes, one a row. */
export function marginsOf(scores: Float64Array, classes: number): Float64Array {
  return Float64Array.from({ length: scores.length / classes }, (_, i) => {
    let [first, second] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let c = 0; c < classes; c++) {
      const z = scores[i * classes + c] as number;
      if (z > first) [first, second] = [z, first];
      else if (z > second) second = z;
    }
    return first - second;
  });
}

/**
 * Chooses rows of `pool`, at most `budget`. `labelOf` is asked for chosen rows only: labels of others stay unknown.
 */
export function chooseActively(
  views: TextViews,
  rows: TextRows,
  pool: ArrayLike<number>,
  labelOf: (row: number) => number,
  { budget, classes, seed }: ActiveOptions,
): number[] {
  let waiting = rng(seed).shuffle(Array.from(pool));
  const most = Math.min(budget, waiting.length);
  const batch = Math.max(1, Math.ceil(most / BATCHES));
  const chosen = waiting.splice(0, Math.min(batch, most));
  const labels = new Int32Array(rows.count).fill(-1);
  const ask = (row: number): void => void (labels[row] = labelOf(row));
  chosen.forEach(ask);
  // A start of one class alone teaches nothing: chance goes on until a second one turns up.
  while (chosen.length < most && new Set(chosen.map((row) => labels[row])).size < 2) {
    const row = waiting.pop() as number;
    ask(row);
    chosen.push(row);
  }
  for (let round = 0; chosen.length < most; round++) {
    const model = fitTextClassifier(views, rows, chosen, labels, {
      classes,
      nets: 0,
      seed: `${seed} ${round}`,
    });
    const margin = marginsOf(classScores(model, rows, waiting), classes);
    const order = waiting.map((_, i) => i).sort((a, b) => (margin[a] as number) - (margin[b] as number));
    const take = new Set(order.slice(0, Math.min(batch, most - chosen.length)));
    const next = waiting.filter((_, i) => take.has(i));
    next.forEach(ask);
    chosen.push(...next);
    waiting = waiting.filter((_, i) => !take.has(i));
  }
  return chosen;
}
