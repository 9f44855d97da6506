/**
 * Prediction intervals from the errors a method makes on rows it has not seen.
 *
 * Jackknife+ (Barber, Candès, Ramdas & Tibshirani, Annals of Statistics 49, 2021): for a new point, what each fit without
 * one group says, less and plus the (scaled) error it made on that group; the ends are quantiles of those. Whatever the
 * noise, at least 1 − 2α of new groups are covered, in practice about 1 − α. Groups of several rows share their weight
 * (Dunn, Wasserman & Ramdas, JASA 2023), for a new row is of a new group.
 */

export interface LeftOut {
  /** What the fit without the row's group says of the new point. */
  says: Float64Array;
  /** Its absolute error on the row, on the scale of the new point. */
  error: Float64Array;
  /** 1 ÷ rows of the group. */
  weight: Float64Array;
  groupCount: number;
}

/** The smallest value with at least `mass` of the weight at or below it; infinite when the rest may hold it. */
function upperEnd(values: Float64Array, weight: Float64Array, mass: number): number {
  // Sums of weights are exact only up to rounding.
  const least = mass - 1e-9;
  if (weight.every((w) => w === 1)) {
    const place = Math.ceil(least);
    return place > values.length ? Number.POSITIVE_INFINITY : (values.toSorted()[place - 1] as number);
  }
  const order = Int32Array.from(values.keys()).sort((a, b) => (values[a] as number) - (values[b] as number));
  let sum = 0;
  for (const i of order) {
    sum += weight[i] as number;
    if (sum >= least) return values[i] as number;
  }
  return Number.POSITIVE_INFINITY;
}

/** Ends of the interval at `confidence`; infinite where groups are too few for it. */
export function jackknifePlus(
  { says, error, weight, groupCount }: LeftOut,
  confidence: number,
): { low: number; high: number } {
  const mass = confidence * (groupCount + 1);
  const end = (sign: number) =>
    upperEnd(
      says.map((s, i) => sign * s + (error[i] as number)),
      weight,
      mass,
    );
  return { low: -end(-1), high: end(1) };
}
