/**
 * What is usual of y at a given x, without a formula: pairs are cut into equally full bins along x; each bin has the
 * median and spread (MAD) of y; between bin centres both are linear. Beyond the outer centres the median runs on with the
 * slope of the whole. Bins of at least 30 pairs, 12 at most.
 */
import { madOf, medianOf } from './robust.ts';

export interface ConditionalNorm {
  centres: Float64Array;
  middles: Float64Array;
  spreads: Float64Array;
  /** Of the middles from first to last centre. */
  slope: number;
  n: number;
}

const LEAST_IN_BIN = 30;
const MOST_BINS = 12;
const LEAST_SPREAD = 0.05;

export function conditionalNorm(x: Float64Array, y: Float64Array): ConditionalNorm {
  const order = Int32Array.from(x.keys()).sort((a, b) => (x[a] as number) - (x[b] as number) || a - b);
  const bins = Math.max(1, Math.min(MOST_BINS, Math.floor(x.length / LEAST_IN_BIN)));
  const part = (bin: number) =>
    order.subarray(Math.floor((bin * x.length) / bins), Math.floor(((bin + 1) * x.length) / bins));
  const parts = Array.from({ length: bins }, (_, bin) => part(bin));
  const pick = (of: Float64Array, at: Int32Array) => Float64Array.from(at, (i) => of[i] as number);
  const centres = Float64Array.from(parts, (at) => medianOf(pick(x, at)));
  const middles = Float64Array.from(parts, (at) => medianOf(pick(y, at)));
  const last = bins - 1;
  const width = (centres[last] as number) - (centres[0] as number);
  const slope = width > 0 ? ((middles[last] as number) - (middles[0] as number)) / width : 0;
  const between = (i: number) => runOn(centres, middles, slope, x[i] as number);
  const spreads = Float64Array.from(parts, (within) =>
    Math.max(
      LEAST_SPREAD,
      madOf(
        Float64Array.from(within, (i) => (y[i] as number) - between(i)),
        0,
      ),
    ),
  );
  return { centres, middles, spreads, slope, n: x.length };
}

/** Linear between centres, constant beyond them. */
function at(centres: Float64Array, values: Float64Array, x: number): number {
  const last = centres.length - 1;
  if (x <= (centres[0] as number)) return values[0] as number;
  if (x >= (centres[last] as number)) return values[last] as number;
  let i = 1;
  while ((centres[i] as number) < x) i++;
  const [a, b] = [centres[i - 1] as number, centres[i] as number];
  const part = b > a ? (x - a) / (b - a) : 0;
  return (values[i - 1] as number) * (1 - part) + (values[i] as number) * part;
}

function runOn(centres: Float64Array, middles: Float64Array, slope: number, x: number): number {
  const inside = Math.min(Math.max(x, centres[0] as number), centres[centres.length - 1] as number);
  return at(centres, middles, x) + slope * (x - inside);
}

export const usualAt = (norm: ConditionalNorm, x: number): number =>
  runOn(norm.centres, norm.middles, norm.slope, x);

/** Distance of y from what is usual at x, in spreads. */
export const awayFromNorm = (norm: ConditionalNorm, x: number, y: number): number =>
  (y - usualAt(norm, x)) / at(norm.centres, norm.spreads, x);
