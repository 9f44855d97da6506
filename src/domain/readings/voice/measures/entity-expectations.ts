/**
 * Which types of name is a text likely to have at all? One linear model a type over the characters and words of the whole
 * text; a chain that looks three characters to each side does not see that a text is about games.
 * Texts that are learned from are told what models of the other texts expect, as new ones will be.
 * Source: Wolpert 1992 (stacked generalisation); Hsieh et al., ICML 2008.
 */
import { rng } from '#basis/rng.ts';
import { fitLinear, type LinearModel, type SparseRows, scoreRow } from '#numerics/learn/linear-dual.ts';
import { combine, type GramRows, GramSpace } from '#numerics/text/gram-space.ts';
import type { EntityText } from './entity-features.ts';

export interface Expectations {
  space: GramSpace;
  idf: Float32Array;
  /** One a type. */
  models: LinearModel[];
}

const GRAMS = { characters: 3, words: 2 } as const;
const PARTS = 4;
const COST = 0.3;
/** Margins fall into steps of this width between −1 and 1. */
const STEP = 0.25;

const textOf = ({ characters }: EntityText): string => characters.join('');

function idfOf(rows: GramRows, width: number): Float32Array {
  const inTexts = new Float32Array(width);
  for (const c of rows.at) inTexts[c] = (inTexts[c] as number) + 1;
  const count = rows.start.length - 1;
  return inTexts.map((n) => Math.log((1 + count) / (1 + n)) + 1);
}

function weighed({ start, at, count }: GramRows, idf: Float32Array): SparseRows {
  const value = new Float32Array(at.length);
  for (let row = 0; row + 1 < start.length; row++) {
    let squares = 0;
    for (let k = start[row] as number; k < (start[row + 1] as number); k++) {
      const v = (1 + Math.log(count[k] as number)) * (idf[at[k] as number] as number);
      value[k] = v;
      squares += v * v;
    }
    const norm = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    for (let k = start[row] as number; k < (start[row + 1] as number); k++)
      value[k] = (value[k] as number) * norm;
  }
  return { start, at, value };
}

const markOf = (type: number, margin: number): number =>
  combine(80 + type, Math.round(Math.max(-1, Math.min(1, margin)) / STEP) + 8);

/** The models of all texts, and for each text the marks of models that did not learn from it. */
export function jackknifed(
  texts: readonly EntityText[],
  types: readonly string[],
  seed: string,
): { expects: Expectations; ofTexts: number[][] } {
  const space = new GramSpace(GRAMS);
  const read = space.learn(texts.map(textOf));
  const idf = idfOf(read, space.width);
  const rows = weighed(read, idf);
  const part = new Uint8Array(texts.length);
  rng(`${seed} parts`)
    .shuffle(texts.map((_, i) => i))
    .forEach((row, i) => {
      part[row] = i % PARTS;
    });
  const ofTexts: number[][] = texts.map(() => []);
  const models = types.map((type, t) => {
    const signs = Int8Array.from(texts, ({ spans }) => (spans.some((s) => s.type === type) ? 1 : -1));
    const fit = (use: number[]) => fitLinear(rows, use, signs, space.width, { cost: COST, passes: 8, seed });
    for (let k = 0; k < PARTS; k++) {
      const model = fit(texts.flatMap((_, i) => (part[i] === k ? [] : [i])));
      texts.forEach((_, i) => {
        if (part[i] === k) ofTexts[i]?.push(markOf(t, scoreRow(model, rows, i)));
      });
    }
    return fit(texts.map((_, i) => i));
  });
  return { expects: { space, idf, models }, ofTexts };
}

export function expectedIn({ space, idf, models }: Expectations, text: EntityText): number[] {
  const rows = weighed(space.read([textOf(text)], false), idf);
  return models.map((model, t) => markOf(t, scoreRow(model, rows, 0)));
}

export const expectationsOf = (
  hashes: Int32Array,
  idf: Float32Array,
  models: LinearModel[],
): Expectations => ({
  space: GramSpace.of(GRAMS, hashes),
  idf,
  models,
});
