/** Systems with a symmetric positive definite matrix, row-major in one array, by its Cholesky factor. */

/** Lower Cholesky factor in place of a symmetric positive definite matrix (Golub & Van Loan 4.2). */
export function factor(a: Float64Array, n: number): void {
  for (let j = 0; j < n; j++) {
    let d = a[j * n + j] as number;
    for (let k = 0; k < j; k++) d -= (a[j * n + k] as number) ** 2;
    // A column that the others span leaves nothing; a tiny pivot keeps the factor finite.
    const pivot = Math.sqrt(Math.max(d, 1e-10));
    a[j * n + j] = pivot;
    for (let i = j + 1; i < n; i++) {
      let v = a[i * n + j] as number;
      for (let k = 0; k < j; k++) v -= (a[i * n + k] as number) * (a[j * n + k] as number);
      a[i * n + j] = v / pivot;
    }
  }
}

/** Solves L Lᵀ z = b in place. */
export function solve(l: Float64Array, n: number, b: Float64Array): void {
  for (let i = 0; i < n; i++) {
    let v = b[i] as number;
    for (let k = 0; k < i; k++) v -= (l[i * n + k] as number) * (b[k] as number);
    b[i] = v / (l[i * n + i] as number);
  }
  for (let i = n - 1; i >= 0; i--) {
    let v = b[i] as number;
    for (let k = i + 1; k < n; k++) v -= (l[k * n + i] as number) * (b[k] as number);
    b[i] = v / (l[i * n + i] as number);
  }
}

/** The inverse of L Lᵀ, row-major. */
export function inverse(l: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n * n);
  const column = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    column.fill(0);
    column[j] = 1;
    solve(l, n, column);
    out.set(column, j * n);
  }
  return out;
}
