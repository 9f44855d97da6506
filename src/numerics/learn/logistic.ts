/**
 * Logistic regression by Newton's method (iteratively reweighted least squares) with a ridge penalty on the slopes,
 * never on the intercept. Columns must have no missing value.
 */
import { sigmoid } from './boosting.ts';
import { factor, solve } from './cholesky.ts';

export interface Logistic {
  intercept: number;
  slopes: number[];
}

/** `targets` are 0–1 (a share is allowed); `ridge` ≥ 0 in units of one observation's curvature. */
export function fitLogistic(
  columns: readonly Float64Array[],
  targets: ArrayLike<number>,
  ridge: number,
): Logistic {
  const n = targets.length;
  const width = columns.length + 1;
  const beta = new Float64Array(width);
  const x = (row: number, k: number) => (k === 0 ? 1 : ((columns[k - 1] as Float64Array)[row] as number));
  for (let round = 0; round < 50; round++) {
    const hessian = new Float64Array(width * width);
    const step = new Float64Array(width);
    for (let row = 0; row < n; row++) {
      let z = 0;
      for (let k = 0; k < width; k++) z += (beta[k] as number) * x(row, k);
      const p = sigmoid(z);
      const w = Math.max(p * (1 - p), 1e-9);
      for (let i = 0; i < width; i++) {
        step[i] = (step[i] as number) + ((targets[row] as number) - p) * x(row, i);
        for (let j = 0; j <= i; j++)
          hessian[i * width + j] = (hessian[i * width + j] as number) + w * x(row, i) * x(row, j);
      }
    }
    for (let k = 0; k < width; k++) {
      const penalty = k === 0 ? 1e-9 : ridge + 1e-9;
      step[k] = (step[k] as number) - penalty * (beta[k] as number);
      hessian[k * width + k] = (hessian[k * width + k] as number) + penalty;
    }
    factor(hessian, width);
    solve(hessian, width, step);
    let moved = 0;
    for (let k = 0; k < width; k++) {
      // A bounded step keeps separable data from running away before the penalty holds it.
      const change = Math.max(-4, Math.min(4, step[k] as number));
      beta[k] = (beta[k] as number) + change;
      moved = Math.max(moved, Math.abs(change));
    }
    if (moved < 1e-9) break;
  }
  return { intercept: beta[0] as number, slopes: Array.from(beta.subarray(1)) };
}
