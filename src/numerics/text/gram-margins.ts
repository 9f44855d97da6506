/**
 * One linear model a class over grams, each gram weighed by how telling it is: by the log-count ratio of naive Bayes, or
 * by the inverse share of texts. Source: Wang & Manning, ACL 2012 (NB-SVM); Hsieh et al., ICML 2008.
 */
import { fitLinear, type LinearModel, type SparseRows, scoreRow } from '../learn/linear-dual.ts';
import type { GramRows } from './gram-space.ts';

export type Weighing = 'ratio' | 'idf';

export interface LinearKind {
  weighing: Weighing;
  /** Weight of the loss against the ridge. */
  cost: number;
}

export interface LinearPart {
  /** Per class (one alone for two classes): what a gram weighs before the row is brought to unit length. */
  scale: Float32Array[];
  models: LinearModel[];
}

/** Rows named in `of` with each count weighed by `scale` and unit length. */
function weighed(rows: GramRows, of: ArrayLike<number>, scale: Float32Array, sublinear: boolean): SparseRows {
  const { start, at, count } = rows;
  let size = 0;
  for (let i = 0; i < of.length; i++)
    size += (start[(of[i] as number) + 1] as number) - (start[of[i] as number] as number);
  const found = {
    start: new Int32Array(of.length + 1),
    at: new Int32Array(size),
    value: new Float32Array(size),
  };
  size = 0;
  for (let i = 0; i < of.length; i++) {
    let squares = 0;
    for (let k = start[of[i] as number] as number; k < (start[(of[i] as number) + 1] as number); k++) {
      const column = at[k] as number;
      const v = (scale[column] as number) * (sublinear ? 1 + Math.log(count[k] as number) : 1);
      if (v === 0) continue;
      found.at[size] = column;
      found.value[size++] = v;
      squares += v * v;
    }
    const norm = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    for (let k = found.start[i] as number; k < size; k++) found.value[k] = (found.value[k] as number) * norm;
    found.start[i + 1] = size;
  }
  return found;
}

/** log of how much more often a gram is in texts of the class than in others, each plus a half; 0 for unseen grams. */
function countRatios(
  rows: GramRows,
  use: ArrayLike<number>,
  isOne: (row: number) => boolean,
  width: number,
): Float32Array {
  const [ones, zeros] = [new Float32Array(width), new Float32Array(width)];
  let [oneRows, zeroRows] = [1, 1];
  for (let i = 0; i < use.length; i++) {
    const row = use[i] as number;
    const one = isOne(row);
    if (one) oneRows++;
    else zeroRows++;
    const into = one ? ones : zeros;
    for (let k = rows.start[row] as number; k < (rows.start[row + 1] as number); k++) {
      const column = rows.at[k] as number;
      into[column] = (into[column] as number) + 1;
    }
  }
  const base = Math.log(oneRows / zeroRows);
  return ones.map((a, c) => {
    const b = zeros[c] as number;
    return a + b === 0 ? 0 : Math.log((a + 0.5) / (b + 0.5)) - base;
  });
}

function inverseShares(rows: GramRows, use: ArrayLike<number>, width: number): Float32Array {
  const texts = new Float32Array(width);
  for (let i = 0; i < use.length; i++)
    for (
      let k = rows.start[use[i] as number] as number;
      k < (rows.start[(use[i] as number) + 1] as number);
      k++
    )
      texts[rows.at[k] as number] = (texts[rows.at[k] as number] as number) + 1;
  return texts.map((t) => (t === 0 ? 0 : Math.log((1 + use.length) / (1 + t)) + 1));
}

/** Classes that need a model of their own: one of two, else all. */
export const ownClasses = (classes: number): number[] =>
  classes === 2 ? [1] : Array.from({ length: classes }, (_, c) => c);

export function fitLinearPart(
  rows: GramRows,
  width: number,
  use: ArrayLike<number>,
  labels: ArrayLike<number>,
  classes: number,
  part: LinearKind,
  seed: string,
): LinearPart {
  const found: LinearPart = { scale: [], models: [] };
  const everyone = Int32Array.from({ length: use.length }, (_, i) => i);
  let same: { scale: Float32Array; rows: SparseRows } | null = null;
  for (const c of ownClasses(classes)) {
    if (part.weighing === 'ratio' || same === null) {
      const scale: Float32Array =
        part.weighing === 'ratio'
          ? countRatios(rows, use, (row) => labels[row] === c, width)
          : inverseShares(rows, use, width);
      same = { scale, rows: weighed(rows, use, scale, part.weighing === 'idf') };
    }
    const signs = Int8Array.from(use, (row) => (labels[row] === c ? 1 : -1));
    found.scale.push(same.scale);
    found.models.push(fitLinear(same.rows, everyone, signs, width, { cost: part.cost, passes: 15, seed }));
  }
  return found;
}

/** Margins of one part, rows × classes, added to `into`. */
export function addMargins(
  part: LinearPart,
  weighing: Weighing,
  classes: number,
  rows: GramRows,
  of: ArrayLike<number>,
  into: Float64Array,
): void {
  let same: SparseRows | null = null;
  ownClasses(classes).forEach((c, m) => {
    if (weighing === 'ratio' || same === null)
      same = weighed(rows, of, part.scale[m] as Float32Array, weighing === 'idf');
    for (let i = 0; i < of.length; i++) {
      const z = scoreRow(part.models[m] as LinearModel, same, i);
      into[i * classes + c] = (into[i * classes + c] as number) + z;
      if (classes === 2) into[i * 2] = (into[i * 2] as number) - z;
    }
  });
}
