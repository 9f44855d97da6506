/**
 * How well do ratings read off texts go with ratings that people gave?
 * Method: ridge regression on characters, words with their negation, and sums of English feeling words; judged on folds
 * by Pearson's correlation with Fisher's interval, Spearman's beside it.
 * Source: Hutto & Gilbert, ICWSM 2014 (rules of negation, boosters and capitals); Ho & Lin, JMLR 2012; Fisher 1921.
 * Limits: the feeling words are English; other languages are read by their n-grams alone.
 */
import { rng } from '#basis/rng.ts';
import { fitRidge, type SparseRows, scoreRow } from '#numerics/learn/linear-dual.ts';
import { GramSpace } from '#numerics/text/gram-space.ts';
import { feelingSums, feelingWords } from './english-feeling-words.ts';

export interface RatingFigures {
  n: number;
  pearson: { value: number; low: number; high: number };
  spearman: number;
  /** In the unit of the ratings. */
  meanAbsoluteError: number;
}

const COST = 0.5;
/** Weight of the feeling sums against a row of grams of unit length. */
const SUM_WEIGHT = 1;

/** Text with the words that a negation reaches marked. */
const marked = (text: string): string =>
  feelingWords(text)
    .map((w) => (w.negated ? `not_${w.word}` : w.word))
    .join(' ');

/** Rows of characters and words by sublinear TF-IDF of unit length each, and the feeling sums. */
function rowsOf(texts: readonly string[]): { rows: SparseRows; width: number } {
  const spaces = [
    new GramSpace({ characters: 5, words: 0 }),
    new GramSpace({ characters: 0, words: 2, skips: true }),
  ];
  const parts = [(spaces[0] as GramSpace).learn(texts), (spaces[1] as GramSpace).learn(texts.map(marked))];
  const sums = texts.map(feelingSums);
  const wide = sums[0]?.length ?? 0;
  const start = new Int32Array(texts.length + 1);
  const at: number[] = [];
  const value: number[] = [];
  const shares = parts.map(({ at: columns }, p) => {
    const inTexts = new Float64Array((spaces[p] as GramSpace).width);
    for (const c of columns) inTexts[c] = (inTexts[c] as number) + 1;
    return inTexts;
  });
  texts.forEach((_, i) => {
    let offset = 0;
    parts.forEach((part, p) => {
      const first = value.length;
      let squares = 0;
      for (let k = part.start[i] as number; k < (part.start[i + 1] as number); k++) {
        const c = part.at[k] as number;
        const v =
          (1 + Math.log(part.count[k] as number)) * Math.log((1 + texts.length) / (shares[p]?.[c] as number));
        at.push(offset + c);
        value.push(v);
        squares += v * v;
      }
      for (let k = first; k < value.length; k++) value[k] = (value[k] as number) / Math.sqrt(squares);
      offset += (spaces[p] as GramSpace).width;
    });
    sums[i]?.forEach((s, k) => {
      at.push(offset + k);
      value.push(s * SUM_WEIGHT);
    });
    start[i + 1] = at.length;
  });
  return {
    rows: { start, at: Int32Array.from(at), value: Float32Array.from(value) },
    width: spaces.reduce((sum, s) => sum + s.width, 0) + wide,
  };
}

function correlation(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const n = x.length;
  let [mx, my] = [0, 0];
  for (let i = 0; i < n; i++) {
    mx += (x[i] as number) / n;
    my += (y[i] as number) / n;
  }
  let [xy, xx, yy] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const [a, b] = [(x[i] as number) - mx, (y[i] as number) - my];
    xy += a * b;
    xx += a * a;
    yy += b * b;
  }
  return xx === 0 || yy === 0 ? 0 : xy / Math.sqrt(xx * yy);
}

function midRanks(x: ArrayLike<number>): Float64Array {
  const order = Array.from(x, (_, i) => i).sort((a, b) => (x[a] as number) - (x[b] as number));
  const rank = new Float64Array(order.length);
  for (let i = 0; i < order.length; ) {
    let j = i;
    while (j < order.length && x[order[j] as number] === x[order[i] as number]) j++;
    for (let k = i; k < j; k++) rank[order[k] as number] = (i + j - 1) / 2;
    i = j;
  }
  return rank;
}

/** `fold[i]` is the fold in which row i is judged; rows of −1 are only learned from. */
export function ratingsJudged(
  texts: readonly string[],
  ratings: readonly number[],
  fold: ArrayLike<number>,
): RatingFigures {
  const { rows, width } = rowsOf(texts);
  const said: number[] = [];
  const truth: number[] = [];
  for (const k of new Set(Array.from(fold).filter((f) => f >= 0))) {
    const learn = texts.map((_, i) => i).filter((i) => fold[i] !== k);
    const model = fitRidge(rows, learn, ratings, width, { cost: COST });
    for (let i = 0; i < texts.length; i++) {
      if (fold[i] !== k) continue;
      said.push(scoreRow(model, rows, i));
      truth.push(ratings[i] as number);
    }
  }
  const n = said.length;
  const value = correlation(said, truth);
  const half = 1.96 / Math.sqrt(Math.max(1, n - 3));
  return {
    n,
    pearson: { value, low: Math.tanh(Math.atanh(value) - half), high: Math.tanh(Math.atanh(value) + half) },
    spearman: correlation(midRanks(said), midRanks(truth)),
    meanAbsoluteError: said.reduce((sum, s, i) => sum + Math.abs(s - (truth[i] as number)), 0) / n,
  };
}

/** A fold number a row, by chance. */
export function foldsByChance(count: number, folds: number): Int32Array {
  const order = rng('rating folds').shuffle(Array.from({ length: count }, (_, i) => i));
  const fold = new Int32Array(count);
  order.forEach((row, i) => {
    fold[row] = i % folds;
  });
  return fold;
}
