/**
 * Ridge regression that knows what it would say without any one group of its rows.
 *
 * With A = XᵀX + diag(penalty) and β = A⁻¹Xᵀy, leaving out the rows C of a group gives
 *   residuals without the group   e = (I − X_C A⁻¹ X_Cᵀ)⁻¹ (y_C − X_C β)
 *   coefficients without it       β − A⁻¹ X_Cᵀ e
 * exactly (Sherman–Morrison–Woodbury), so no second fit is needed. Rows of X are stored one after another.
 */

import { factor, inverse, solve } from './cholesky.ts';

export interface Design {
  /** Row-major, rows × width. */
  x: Float64Array;
  width: number;
  y: Float64Array;
  /** Group number of every row, 0 … groupCount − 1. */
  group: Int32Array;
  groupCount: number;
}

export interface RidgeFit {
  coefficients: Float64Array;
  /** Residual of every row by the fit that has not seen its group. */
  leftOut: Float64Array;
  /** What leaving a group out takes off the coefficients: groupCount × width. */
  shift: Float64Array;
}

const dot = (a: Float64Array, from: number, b: Float64Array, start: number, width: number): number => {
  let sum = 0;
  for (let q = 0; q < width; q++) sum += (a[from + q] as number) * (b[start + q] as number);
  return sum;
};

/** Sums that every penalty shares. */
export interface Moments {
  /** XᵀX, width × width. */
  square: Float64Array;
  /** Xᵀy. */
  cross: Float64Array;
  /** Rows of each group, one list after another: rows of g are order[start[g]] … order[start[g + 1] − 1]. */
  order: Int32Array;
  start: Int32Array;
}

export function moments({ x, width, y, group, groupCount }: Design): Moments {
  const square = new Float64Array(width * width);
  const cross = new Float64Array(width);
  for (let i = 0; i < y.length; i++)
    for (let a = 0; a < width; a++) {
      const v = x[i * width + a] as number;
      if (v === 0) continue;
      cross[a] = (cross[a] as number) + v * (y[i] as number);
      for (let b = 0; b <= a; b++)
        square[a * width + b] = (square[a * width + b] as number) + v * (x[i * width + b] as number);
    }
  for (let a = 0; a < width; a++)
    for (let b = 0; b < a; b++) square[b * width + a] = square[a * width + b] as number;
  const start = new Int32Array(groupCount + 1);
  for (const g of group) start[g + 1] = (start[g + 1] as number) + 1;
  for (let g = 0; g < groupCount; g++) start[g + 1] = (start[g + 1] as number) + (start[g] as number);
  const at = start.slice();
  const order = new Int32Array(y.length);
  group.forEach((g, i) => {
    order[at[g] as number] = i;
    at[g] = (at[g] as number) + 1;
  });
  return { square, cross, order, start };
}

/** One fit under a penalty for each column; all groups left out in turn. */
export function ridge(design: Design, penalty: Float64Array, sums: Moments): RidgeFit {
  const { x, width, y, groupCount } = design;
  const lower = sums.square.slice();
  for (let q = 0; q < width; q++)
    lower[q * width + q] = (lower[q * width + q] as number) + (penalty[q] as number);
  factor(lower, width);
  const inv = inverse(lower, width);
  const coefficients = new Float64Array(width);
  for (let q = 0; q < width; q++) coefficients[q] = dot(inv, q * width, sums.cross, 0, width);
  const leftOut = new Float64Array(y.length);
  const shift = new Float64Array(groupCount * width);
  for (let g = 0; g < groupCount; g++) {
    const from = sums.start[g] as number;
    const size = (sums.start[g + 1] as number) - from;
    // Rows of the group times A⁻¹.
    const half = new Float64Array(size * width);
    const residual = new Float64Array(size);
    for (let r = 0; r < size; r++) {
      const row = (sums.order[from + r] as number) * width;
      for (let q = 0; q < width; q++) half[r * width + q] = dot(inv, q * width, x, row, width);
      residual[r] = (y[sums.order[from + r] as number] as number) - dot(coefficients, 0, x, row, width);
    }
    const seen = new Float64Array(size * size);
    for (let r = 0; r < size; r++)
      for (let s = 0; s < size; s++)
        seen[r * size + s] =
          (r === s ? 1 : 0) - dot(half, r * width, x, (sums.order[from + s] as number) * width, width);
    factor(seen, size);
    solve(seen, size, residual);
    for (let r = 0; r < size; r++) {
      const e = residual[r] as number;
      leftOut[sums.order[from + r] as number] = e;
      for (let q = 0; q < width; q++)
        shift[g * width + q] = (shift[g * width + q] as number) + e * (half[r * width + q] as number);
    }
  }
  return { coefficients, leftOut, shift };
}
