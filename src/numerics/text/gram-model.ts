/**
 * A linear classifier of short texts: character 2- to 5-grams, words and pairs of words, with links and
 * digits as one sign each and the length's power of two, hashed, sublinear TF-IDF of unit length,
 * logistic loss with a ridge, fitted by accelerated gradient steps. Source: Weinberger et al. 2009 (feature hashing);
 * Nesterov 1983 (accelerated gradient); the usual character TF-IDF baseline.
 */
import { hash32 } from './shingles.ts';

const PLACES = 1 << 18;
const STEPS = 250;
/** Weight of the loss against the ridge. */
const LOSS = 20;
/** Times that a sign of the whole text counts, so that it weighs like a phrase. */
const SIGN_COUNT = 6;
const LINK =
  /(?:https?:\/\/|www\.)\S+|\b[\w-]+\.(?:com|net|org|info|co|tk|uk|de|ru|ly|be)\b\S*|watch\?v\S*/gu;

export interface GramModel {
  weights: Float64Array;
  idf: Float64Array;
  bias: number;
}

interface Sparse {
  at: Int32Array;
  value: Float64Array;
}

function gramsOf(text: string): Map<number, number> {
  const found = new Map<number, number>();
  const add = (hash: number, times = 1) => {
    const place = hash & (PLACES - 1);
    found.set(place, (found.get(place) ?? 0) + times);
  };
  const lower = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Cf}+/gu, '');
  const plain = lower
    .replace(LINK, ' urlxx ')
    .replace(/\p{N}+/gu, '0')
    .replace(/\s+/gu, ' ')
    .trim();
  const padded = ` ${plain} `;
  for (let length = 2; length <= 5; length++)
    for (let i = 0; i + length <= padded.length; i++) add(hash32(padded, i, i + length));
  const words: string[] = padded.match(/[\p{L}\p{N}']+/gu) ?? [];
  words.forEach((word, i) => {
    add(hash32(`word ${word}`));
    if (i > 0) add(hash32(`pair ${words[i - 1]} ${word}`));
  });
  add(hash32(`length ${Math.round(Math.log2(1 + lower.length))}`), SIGN_COUNT);
  if (words.includes('urlxx')) add(hash32('link'), SIGN_COUNT);
  return found;
}

function weigh(grams: Map<number, number>, idf: Float64Array): Sparse {
  const at = Int32Array.from([...grams.keys()].filter((i) => idf[i] !== 0));
  const value = Float64Array.from(at, (i) => (1 + Math.log(grams.get(i) as number)) * (idf[i] as number));
  const norm = Math.sqrt(value.reduce((sum, x) => sum + x * x, 0));
  return { at, value: norm > 0 ? value.map((x) => x / norm) : value };
}

const dot = (x: Sparse, w: Float64Array): number => {
  let sum = 0;
  for (let k = 0; k < x.at.length; k++) sum += (x.value[k] as number) * (w[x.at[k] as number] as number);
  return sum;
};

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

/** `labels` 0 or 1, one a text. The same texts give the same model. */
export function fitGramModel(texts: readonly string[], labels: ArrayLike<number>): GramModel {
  const grams = texts.map(gramsOf);
  const idf = new Float64Array(PLACES);
  for (const found of grams) for (const i of found.keys()) idf[i] = (idf[i] as number) + 1;
  // What one text alone has says nothing of another.
  for (let i = 0; i < PLACES; i++) if (idf[i] === 1) idf[i] = 0;
  const used = Int32Array.from(idf.keys()).filter((i) => (idf[i] as number) > 0);
  for (const i of used) idf[i] = Math.log((1 + texts.length) / (1 + (idf[i] as number))) + 1;
  const rows = grams.map((found) => weigh(found, idf));
  let [weights, before, ahead] = [
    new Float64Array(PLACES),
    new Float64Array(PLACES),
    new Float64Array(PLACES),
  ];
  let [bias, biasBefore] = [0, 0];
  // The curvature of the loss is at most a quarter of the rows; unit rows that differ share less of it.
  const rate = 1 / (1 + 0.1 * LOSS * texts.length);
  const slope = new Float64Array(PLACES);
  for (let step = 1; step <= STEPS; step++) {
    const push = (step - 1) / (step + 2);
    for (const i of used) {
      ahead[i] = (weights[i] as number) + push * ((weights[i] as number) - (before[i] as number));
      slope[i] = ahead[i];
    }
    const biasAhead = bias + push * (bias - biasBefore);
    let biasSlope = 0;
    rows.forEach((row, n) => {
      const slip = LOSS * (sigmoid(dot(row, ahead) + biasAhead) - (labels[n] as number));
      biasSlope += slip;
      for (let k = 0; k < row.at.length; k++) {
        const i = row.at[k] as number;
        slope[i] = (slope[i] as number) + slip * (row.value[k] as number);
      }
    });
    for (const i of used) before[i] = (ahead[i] as number) - rate * (slope[i] as number);
    [weights, before] = [before, weights];
    [bias, biasBefore] = [biasAhead - rate * biasSlope, bias];
  }
  return { weights, idf, bias };
}

/** Probability of label 1. */
export const gramScore = (model: GramModel, text: string): number =>
  sigmoid(dot(weigh(gramsOf(text), model.idf), model.weights) + model.bias);
