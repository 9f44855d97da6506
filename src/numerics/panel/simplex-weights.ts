/**
 * Weights on the unit simplex that minimise ‖Ax − b‖²/m + ζ²‖x‖², by Frank–Wolfe with exact line search (Jaggi 2013).
 *
 * Each step moves towards the vertex with the least gradient, as far as the quadratic allows. The gradient needs only
 * G = AᵀA and c = Aᵀb, and after a step towards vertex i the product Gx becomes (1 − s)Gx + s·G[:,i]: so a step costs n
 * multiplications instead of m·n, and the iterates are those of the plain algorithm.
 * The step stops when the objective falls by less than `minDecrease`².
 */

/** One least-squares problem: columns of A are candidates, b the target. */
export interface Gram {
  /** n × n, row by row. */
  g: Float64Array;
  c: Float64Array;
  bb: number;
  n: number;
  /** Rows of A. */
  m: number;
}

/** `a` is m × n, row by row. With `centre`, columns and target lose their mean: an intercept is fitted. */
export function gramOf(a: Float64Array, b: Float64Array, n: number, centre: boolean): Gram {
  const m = b.length;
  const mean = new Float64Array(n);
  let meanB = 0;
  if (centre) {
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) mean[j] = (mean[j] as number) + (a[i * n + j] as number) / m;
      meanB += (b[i] as number) / m;
    }
  }
  const g = new Float64Array(n * n);
  const c = new Float64Array(n);
  const row = new Float64Array(n);
  let bb = 0;
  for (let i = 0; i < m; i++) {
    const target = (b[i] as number) - meanB;
    bb += target * target;
    for (let j = 0; j < n; j++) row[j] = (a[i * n + j] as number) - (mean[j] as number);
    for (let j = 0; j < n; j++) {
      const v = row[j] as number;
      c[j] = (c[j] as number) + v * target;
      const at = j * n;
      for (let k = 0; k <= j; k++) g[at + k] = (g[at + k] as number) + v * (row[k] as number);
    }
  }
  for (let j = 0; j < n; j++) for (let k = j + 1; k < n; k++) g[j * n + k] = g[k * n + j] as number;
  return { g, c, bb, n, m };
}

export interface SimplexOptions {
  zeta: number;
  minDecrease: number;
  maxSteps: number;
  start?: Float64Array;
}

export function simplexWeights(
  gram: Gram,
  { zeta, minDecrease, maxSteps, start }: SimplexOptions,
): Float64Array {
  const { g, c, bb, n, m } = gram;
  const eta = m * zeta * zeta;
  const x = start ? Float64Array.from(start) : new Float64Array(n).fill(1 / n);
  const gx = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += (g[i * n + j] as number) * (x[j] as number);
    gx[i] = sum;
  }
  let before = Infinity;
  for (let step = 1; step <= maxSteps; step++) {
    let best = 0;
    let least = Infinity;
    for (let i = 0; i < n; i++) {
      const half = (gx[i] as number) - (c[i] as number) + eta * (x[i] as number);
      if (half < least) {
        least = half;
        best = i;
      }
    }
    let [xGx, xc, xx, gradient] = [0, 0, 0, 0];
    for (let i = 0; i < n; i++) {
      const v = x[i] as number;
      const h = (gx[i] as number) - (c[i] as number) + eta * v;
      xGx += v * (gx[i] as number);
      xc += v * (c[i] as number);
      xx += v * v;
      gradient += h * v;
    }
    const atVertex = least;
    // Along d = e_best − x: slope gᵀd and curvature dᵀ(G + ηI)d.
    const slope = atVertex - gradient;
    const gBest = g[best * n + best] as number;
    const bend = gBest - 2 * (gx[best] as number) + xGx + eta * (1 - 2 * (x[best] as number) + xx);
    if (!(bend > 0)) break;
    const s = Math.min(1, Math.max(0, -slope / bend));
    for (let i = 0; i < n; i++) {
      x[i] = (1 - s) * (x[i] as number);
      gx[i] = (1 - s) * (gx[i] as number) + s * (g[best * n + i] as number);
    }
    x[best] = (x[best] as number) + s;
    // The objective after the step, from the quadratic along d.
    const value = (xGx - 2 * xc + bb + eta * xx + 2 * s * slope + s * s * bend) / m;
    if (step >= 2 && before - value <= minDecrease * minDecrease) break;
    before = value;
  }
  return x;
}

/** Weights up to a quarter of the greatest are dropped, the others rescaled. */
export function sparsified(x: Float64Array): Float64Array {
  let most = 0;
  for (const v of x) most = Math.max(most, v);
  const kept = x.map((v) => (v <= most / 4 ? 0 : v));
  const sum = kept.reduce((a, v) => a + v, 0);
  return kept.map((v) => v / sum);
}
