/**
 * Vectors of words from the texts at hand, without outside data: positive pointwise mutual information of words that stand
 * within five of each other, and its leading directions by subspace iteration; a text is the mean of its words' vectors,
 * rare words counting more. Source: Levy & Goldberg, NIPS 2014 (PPMI and SVD); Halko, Martinsson & Tropp, SIAM Review 2011
 * (randomised range); Arora, Liang & Ma, ICLR 2017 (weights by frequency).
 */
import { rng } from '#basis/rng.ts';
import { type Encoder, unitRows } from './encoder.ts';
import { plainText } from './gram-space.ts';
import { segmenter } from './segmenter.ts';

const WINDOW = 5;
const MOST_WORDS = 20_000;
const LEAST = 3;
const DIMENSIONS = 100;
const ITERATIONS = 3;
/** Weight of a word of frequency f: a / (a + f). */
const RARE = 1e-3;

interface Sparse {
  start: Int32Array;
  at: Int32Array;
  value: Float32Array;
}

function mutualInformation(lines: readonly Int32Array[], width: number): Sparse {
  const near: Map<number, number>[] = Array.from({ length: width }, () => new Map());
  const total = new Float64Array(width);
  let all = 0;
  for (const line of lines)
    for (let i = 0; i < line.length; i++)
      for (let j = i + 1; j <= Math.min(line.length - 1, i + WINDOW); j++) {
        const [a, b] = [line[i] as number, line[j] as number];
        if (a < 0 || b < 0 || a === b) continue;
        const [low, high] = a < b ? [a, b] : [b, a];
        const own = near[low] as Map<number, number>;
        own.set(high, (own.get(high) ?? 0) + 1);
        total[a] = (total[a] as number) + 1;
        total[b] = (total[b] as number) + 1;
        all += 2;
      }
  const cells: { at: number; value: number }[][] = Array.from({ length: width }, () => []);
  near.forEach((own, low) => {
    for (const [high, n] of own) {
      const value = Math.log((n * all) / ((total[low] as number) * (total[high] as number)));
      if (value <= 0 || n < 2) continue;
      cells[low]?.push({ at: high, value });
      cells[high]?.push({ at: low, value });
    }
  });
  const start = new Int32Array(width + 1);
  cells.forEach((own, i) => {
    start[i + 1] = (start[i] as number) + own.length;
  });
  const flat = cells.flat();
  return { start, at: Int32Array.from(flat, (c) => c.at), value: Float32Array.from(flat, (c) => c.value) };
}

/** The sparse matrix times `of`, width × DIMENSIONS. */
function times({ start, at, value }: Sparse, of: Float64Array): Float64Array {
  const found = new Float64Array(of.length);
  for (let row = 0; row + 1 < start.length; row++)
    for (let k = start[row] as number; k < (start[row + 1] as number); k++) {
      const [from, v] = [(at[k] as number) * DIMENSIONS, value[k] as number];
      for (let d = 0; d < DIMENSIONS; d++)
        found[row * DIMENSIONS + d] = (found[row * DIMENSIONS + d] as number) + v * (of[from + d] as number);
    }
  return found;
}

/** In place: columns become orthogonal and of unit length (modified Gram–Schmidt). */
function orthonormal(of: Float64Array, width: number): void {
  for (let d = 0; d < DIMENSIONS; d++) {
    for (let e = 0; e < d; e++) {
      let dot = 0;
      for (let i = 0; i < width; i++)
        dot += (of[i * DIMENSIONS + d] as number) * (of[i * DIMENSIONS + e] as number);
      for (let i = 0; i < width; i++)
        of[i * DIMENSIONS + d] =
          (of[i * DIMENSIONS + d] as number) - dot * (of[i * DIMENSIONS + e] as number);
    }
    let squares = 0;
    for (let i = 0; i < width; i++) squares += (of[i * DIMENSIONS + d] as number) ** 2;
    const scale = squares > 1e-20 ? 1 / Math.sqrt(squares) : 0;
    for (let i = 0; i < width; i++) of[i * DIMENSIONS + d] = (of[i * DIMENSIONS + d] as number) * scale;
  }
}

const wordsOf = (text: string): string[] =>
  segmenter()
    .cut(plainText(text))
    .filter((w) => w !== ' ');

/** An encoder that knows the words of `texts`; no label is needed. The same seed gives the same vectors. */
export function corpusEncoder(texts: readonly string[], seed = 'vectors'): Encoder {
  const counts = new Map<string, number>();
  const cut = texts.map(wordsOf);
  let total = 0;
  for (const words of cut)
    for (const word of words) {
      counts.set(word, (counts.get(word) ?? 0) + 1);
      total++;
    }
  const kept = [...counts]
    .filter(([, n]) => n >= LEAST)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, MOST_WORDS);
  const index = new Map(kept.map(([word], i) => [word, i]));
  const width = kept.length;
  const near = mutualInformation(
    cut.map((words) => Int32Array.from(words, (w) => index.get(w) ?? -1)),
    width,
  );
  const random = rng(seed);
  let basis: Float64Array = Float64Array.from({ length: width * DIMENSIONS }, () => random.normal());
  for (let k = 0; k < ITERATIONS; k++) {
    orthonormal(basis, width);
    basis = times(near, basis);
  }
  orthonormal(basis, width);
  const vectors = unitRows(Float32Array.from(times(near, basis)), DIMENSIONS);
  const weight = Float64Array.from(kept, ([, n]) => RARE / (RARE + n / total));
  return {
    name: `vectors of ${width} words of the ${texts.length} texts`,
    encode: (given) => {
      const values = new Float32Array(given.length * DIMENSIONS);
      given.forEach((text, row) => {
        for (const word of wordsOf(text)) {
          const i = index.get(word);
          if (i === undefined) continue;
          for (let d = 0; d < DIMENSIONS; d++)
            values[row * DIMENSIONS + d] =
              (values[row * DIMENSIONS + d] as number) +
              (weight[i] as number) * (vectors[i * DIMENSIONS + d] as number);
        }
      });
      return Promise.resolve({ values: unitRows(values, DIMENSIONS), dimensions: DIMENSIONS });
    },
  };
}
