/**
 * Linear classifiers of sparse rows by dual coordinate descent: squared hinge loss with a ridge, one weight a column and
 * a bias as one more column. Source: Hsieh, Chang, Lin, Keerthi & Sundararajan, ICML 2008 (algorithm 1, L2-loss).
 */
import { rng } from '#basis/rng.ts';

export interface SparseRows {
  start: Int32Array;
  at: Int32Array;
  value: Float32Array;
}

export interface LinearModel {
  weights: Float32Array;
  bias: number;
}

export interface LinearOptions {
  /** Weight of the loss against the ridge. */
  cost: number;
  /** Passes over the rows at most. */
  passes?: number;
  seed?: string;
}

/** `use` are the rows to learn from, `signs` −1 or 1 a row of `rows`; `width` the number of columns. */
export function fitLinear(
  rows: SparseRows,
  use: ArrayLike<number>,
  signs: ArrayLike<number>,
  width: number,
  { cost, passes = 30, seed = 'linear' }: LinearOptions,
): LinearModel {
  const { start, at, value } = rows;
  const weights = new Float32Array(width);
  let bias = 0;
  const n = use.length;
  const alpha = new Float64Array(n);
  const ease = 1 / (2 * cost);
  const curve = Float64Array.from({ length: n }, (_, i) => {
    const row = use[i] as number;
    let sum = 1 + ease;
    for (let k = start[row] as number; k < (start[row + 1] as number); k++)
      sum += (value[k] as number) * (value[k] as number);
    return sum;
  });
  const order = Array.from({ length: n }, (_, i) => i);
  const random = rng(seed);
  for (let pass = 0; pass < passes; pass++) {
    random.shuffle(order);
    let worst = 0;
    for (const i of order) {
      const row = use[i] as number;
      const sign = signs[row] as number;
      const [from, to] = [start[row] as number, start[row + 1] as number];
      let z = bias;
      for (let k = from; k < to; k++) z += (weights[at[k] as number] as number) * (value[k] as number);
      const a = alpha[i] as number;
      const slope = sign * z - 1 + a * ease;
      const projected = a === 0 ? Math.min(slope, 0) : slope;
      worst = Math.max(worst, Math.abs(projected));
      if (Math.abs(projected) < 1e-9) continue;
      const next = Math.max(a - slope / (curve[i] as number), 0);
      const step = (next - a) * sign;
      alpha[i] = next;
      bias += step;
      for (let k = from; k < to; k++) {
        const c = at[k] as number;
        weights[c] = (weights[c] as number) + step * (value[k] as number);
      }
    }
    if (worst < 0.02) break;
  }
  return { weights, bias };
}

export function scoreRow({ weights, bias }: LinearModel, rows: SparseRows, row: number): number {
  let z = bias;
  for (let k = rows.start[row] as number; k < (rows.start[row + 1] as number); k++)
    z += (weights[rows.at[k] as number] as number) * (rows.value[k] as number);
  return z;
}

/**
 * Ridge regression of sparse rows by dual coordinate descent: squared loss, a bias as one more column.
 * Source: Ho & Lin, JMLR 2012 (L2-loss support vector regression, ε = 0).
 */
export function fitRidge(
  { start, at, value }: SparseRows,
  use: ArrayLike<number>,
  targets: ArrayLike<number>,
  width: number,
  { cost, passes = 30, seed = 'ridge' }: LinearOptions,
): LinearModel {
  const weights = new Float32Array(width);
  const order = Array.from(use);
  let bias = 0;
  const pull = new Float64Array(start.length - 1);
  const ease = 1 / (2 * cost);
  const random = rng(seed);
  for (let pass = 0; pass < passes; pass++) {
    random.shuffle(order);
    for (const row of order) {
      const [from, to] = [start[row] as number, start[row + 1] as number];
      let [z, curve] = [bias, 1 + ease];
      for (let k = from; k < to; k++) {
        const v = value[k] as number;
        z += (weights[at[k] as number] as number) * v;
        curve += v * v;
      }
      const step = ((targets[row] as number) - z - ease * (pull[row] as number)) / curve;
      pull[row] = (pull[row] as number) + step;
      bias += step;
      for (let k = from; k < to; k++) {
        const c = at[k] as number;
        weights[c] = (weights[c] as number) + step * (value[k] as number);
      }
    }
  }
  return { weights, bias };
}
