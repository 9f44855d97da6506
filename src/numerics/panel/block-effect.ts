/**
 * The mean effect on a treated block of a panel, by weights on units and times.
 *
 * Rows are units, columns times; treated units are treated from one column on. With ω on the control rows and λ on the
 * columns before,
 *   τ = (mean of treated − ω·controls) after − the same before, weighted by λ.
 * - sdid: synthetic difference-in-differences (Arkhangelsky, Athey, Hirshberg, Imbens & Wager 2021, AER 111(12)): ω and
 *   λ both fitted with an intercept, ω with the ridge ζ = (N₁T₁)^¼ σ, λ with 10⁻⁶ σ; σ is the standard deviation of first
 *   differences of the controls before.
 * - sc: synthetic control (Abadie, Diamond & Hainmueller 2010) on outcomes alone: no intercept, ridge 10⁻⁶ σ, λ = 0.
 * - did: difference-in-differences: equal weights.
 * Weights are fitted in two passes: 100 steps, small weights dropped, then to the end.
 */
import { gramOf, simplexWeights, sparsified } from './simplex-weights.ts';

export type BlockMethod = 'sdid' | 'sc' | 'did';

/** Units × times, row by row. */
export interface Matrix {
  values: Float64Array;
  units: number;
  times: number;
}

export interface BlockEffect {
  effect: number;
  /** Weights of `controls`, in their order. */
  omega: Float64Array;
  /** Weights of the columns before. */
  lambda: Float64Array;
  /** Mean treated − synthetic, all columns, without any level. */
  gap: Float64Array;
  /** Root mean square of the gap before, after its mean where the method fits a level. */
  preRmse: number;
}

const PASS = 100;
const STEPS = 10_000;

/** Standard deviation of first differences of some rows over the first columns. */
function noiseOf({ values, times }: Matrix, rows: readonly number[], before: number): number {
  let [n, sum, square] = [0, 0, 0];
  for (const r of rows)
    for (let t = 1; t < before; t++) {
      const d = (values[r * times + t] as number) - (values[r * times + t - 1] as number);
      n++;
      sum += d;
      square += d * d;
    }
  return n > 1 ? Math.sqrt(Math.max(0, (square - (sum * sum) / n) / (n - 1))) : 0;
}

function twoPasses(
  a: Float64Array,
  b: Float64Array,
  n: number,
  centre: boolean,
  zeta: number,
  minDecrease: number,
): Float64Array {
  const gram = gramOf(a, b, n, centre);
  const first = simplexWeights(gram, { zeta, minDecrease, maxSteps: PASS });
  return simplexWeights(gram, { zeta, minDecrease, maxSteps: STEPS, start: sparsified(first) });
}

const mean = (of: ArrayLike<number>, from: number, to: number): number => {
  let sum = 0;
  for (let i = from; i < to; i++) sum += of[i] as number;
  return sum / (to - from);
};

/** ω: weights of the controls that follow `line` over the first `before` columns. `cells`: treated cells, for the ridge. */
export function unitWeights(
  panel: Matrix,
  controls: readonly number[],
  line: Float64Array,
  before: number,
  cells: number,
  method: BlockMethod,
): Float64Array {
  const n0 = controls.length;
  if (method === 'did') return new Float64Array(n0).fill(1 / n0);
  const noise = noiseOf(panel, controls, before);
  const a = new Float64Array(before * n0);
  for (let t = 0; t < before; t++)
    for (let j = 0; j < n0; j++)
      a[t * n0 + j] = panel.values[(controls[j] as number) * panel.times + t] as number;
  const zeta = (method === 'sc' ? 1e-6 : cells ** 0.25) * noise;
  return twoPasses(a, line.subarray(0, before), n0, method === 'sdid', zeta, 1e-5 * noise);
}

/** λ: weights of the first `before` columns that follow the controls' mean after. */
function timeWeights(panel: Matrix, controls: readonly number[], before: number): Float64Array {
  const n0 = controls.length;
  const noise = noiseOf(panel, controls, before);
  const rows = new Float64Array(n0 * before);
  const later = new Float64Array(n0);
  for (let j = 0; j < n0; j++) {
    const r = (controls[j] as number) * panel.times;
    for (let t = 0; t < before; t++) rows[j * before + t] = panel.values[r + t] as number;
    later[j] = mean(panel.values, r + before, r + panel.times);
  }
  return twoPasses(rows, later, before, true, 1e-6 * noise, 1e-5 * noise);
}

/** `before`: how many columns come before the treatment; the columns from there to the end are after. */
export function blockEffect(
  panel: Matrix,
  controls: readonly number[],
  treated: readonly number[],
  before: number,
  method: BlockMethod,
): BlockEffect {
  const { values, times } = panel;
  const [n0, n1, after] = [controls.length, treated.length, times - before];
  const at = (r: number, t: number) => values[r * times + t] as number;
  const line = new Float64Array(times);
  for (const r of treated) for (let t = 0; t < times; t++) line[t] = (line[t] as number) + at(r, t) / n1;
  const omega = unitWeights(panel, controls, line, before, n1 * after, method);
  const lambda =
    method === 'sdid'
      ? timeWeights(panel, controls, before)
      : new Float64Array(before).fill(method === 'sc' ? 0 : 1 / before);
  const gap = new Float64Array(times);
  for (let t = 0; t < times; t++) {
    let synthetic = 0;
    for (let j = 0; j < n0; j++) synthetic += (omega[j] as number) * at(controls[j] as number, t);
    gap[t] = (line[t] as number) - synthetic;
  }
  let base = 0;
  for (let t = 0; t < before; t++) base += (lambda[t] as number) * (gap[t] as number);
  const level = method === 'sc' ? 0 : mean(gap, 0, before);
  let square = 0;
  for (let t = 0; t < before; t++) square += ((gap[t] as number) - level) ** 2;
  return {
    effect: mean(gap, before, times) - base,
    omega,
    lambda,
    gap,
    preRmse: Math.sqrt(square / before),
  };
}
