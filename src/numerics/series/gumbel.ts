/**
 * Upper tail of a maximum from repetitions of it: Gumbel by moments. For scan statistics, tails beyond what the
 * repetitions reach (Abrams, Kulldorff & Kleinman 2010, Int. J. Health Geogr. 9).
 */
const EULER = 0.5772156649015329;

export function gumbelTail(maxima: Float64Array, x: number): number {
  const n = maxima.length;
  const mean = maxima.reduce((sum, v) => sum + v, 0) / n;
  const variance = maxima.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (n - 1);
  const scale = Math.sqrt((6 * variance) / Math.PI ** 2);
  if (!(scale > 0)) return x > mean ? 0 : 1;
  return -Math.expm1(-Math.exp(-(x - mean + EULER * scale) / scale));
}
