/**
 * What weight does each answer get so that the sample has the known shares of the population?
 * Method: raking (iterative proportional fitting): the weights of each category are multiplied until its sum is right, one
 *   variable after another, until every margin agrees to 1e-10. With bounds, the factor of every answer stays within them:
 *   each category's multiplier is then solved for (truncated raking). Kish's design effect n·Σw²/(Σw)²; effective n is
 *   (Σw)²/Σw².
 * Source: Deming & Stephan 1940, Ann. Math. Stat. 11; Deville & Särndal 1992, JASA 87 (cases 2 and 7); Kish 1965.
 * Differs: bounds hold during the fit, so that margins and bounds are both met, or the fit is refused: weights are not
 *   cut afterwards.
 * Limits: corrects for the variables of the margins only; who did not answer for other reasons stays away. A category that
 *   nobody of the sample is in cannot be raked to, and is refused.
 * Verified: raking.test.ts against r-cran-survey 4.1 (rake, calibrate with calfun "raking"), to 1e-6; margins as a property.
 */
import { refused } from '#basis/error.ts';

/** Wanted sum of weights by category, by variable. */
export type Margins = Readonly<Record<string, Readonly<Record<string, number>>>>;

export interface RakingOptions {
  /** Least and most of weight / base weight, over the mean of those factors. */
  bounds?: { least: number; most: number } | undefined;
  iterations?: number;
  /** Largest allowed |sum of weights / wanted sum − 1|. */
  tolerance?: number;
}

export interface MarginRow {
  variable: string;
  category: string;
  /** Answers in it. */
  n: number;
  /** Shares 0–1: of the base weights, wanted, and reached. */
  before: number;
  wanted: number;
  after: number;
}

export interface Raked {
  /** In the order of the rows; they add up to `total`. */
  weights: Float64Array;
  total: number;
  n: number;
  iterations: number;
  /** Largest |reached share − wanted share|. */
  maxDifference: number;
  /** Kish's design effect of the weights, and n over it. */
  deff: number;
  effectiveN: number;
  /** Least and most weight over the mean weight. */
  least: number;
  most: number;
  /** Answers whose factor stands at a bound. */
  bounded: number;
  margins: MarginRow[];
}

const ITERATIONS = 2000;
const TOLERANCE = 1e-10;
/** Shares that add up to 1 only so far were rounded for print, and are scaled; further off they are wrong. */
export const ROUNDING = 0.005;

/** Kish's figures of any weights. */
export function kish(weights: ArrayLike<number>): { deff: number; effectiveN: number } {
  let [sum, square] = [0, 0];
  for (let i = 0; i < weights.length; i++) {
    const w = weights[i] as number;
    sum += w;
    square += w * w;
  }
  const effectiveN = square > 0 ? (sum * sum) / square : 0;
  return { deff: effectiveN > 0 ? weights.length / effectiveN : 0, effectiveN };
}

interface Dimension {
  variable: string;
  categories: string[];
  /** Category of each row. */
  of: Int32Array;
  wanted: Float64Array;
}

/**
 * @param columns categories of the rows, by variable; a margin names each
 * @param base weights before raking; 1 each when absent
 * @param total what the weights add up to; margins are scaled to it
 * @throws refused: a category without answers, without a margin, or wanted at 0; margins that do not agree; no fit
 */
export function rakingWeights(
  columns: Readonly<Record<string, readonly string[]>>,
  margins: Margins,
  base: ArrayLike<number> | null,
  total: number,
  options: RakingOptions = {},
): Raked {
  const n = Object.values(columns)[0]?.length ?? 0;
  if (n === 0) throw refused('no-answers', 'There are no rows to weigh.');
  const d = Float64Array.from({ length: n }, (_, i) => (base ? (base[i] as number) : 1));
  for (let i = 0; i < n; i++)
    if (!(Number.isFinite(d[i]) && (d[i] as number) > 0))
      throw refused('bad-weight', `Row ${i + 1} has the base weight ${d[i]}; it must be above 0.`, {
        row: i + 1,
      });
  const sum = d.reduce((a, b) => a + b, 0);
  const scale = total / sum;
  for (let i = 0; i < n; i++) d[i] = (d[i] as number) * scale;
  const dimensions = Object.entries(margins).map(([variable, wanted]) =>
    dimensionOf(variable, columns[variable], wanted, total),
  );
  if (dimensions.length === 0) throw refused('no-margins', 'There are no margins to weigh to.');

  const most = options.iterations ?? ITERATIONS;
  const tolerance = options.tolerance ?? TOLERANCE;
  const bounds = options.bounds;
  if (bounds && !(bounds.least >= 0 && bounds.least < 1 && bounds.most > 1))
    throw refused('bad-bounds', 'Bounds are a least factor in 0–1 and a most factor above 1.');
  // Log factors before bounds; the weight is d · clip(exp(factor)).
  const factor = new Float64Array(n);
  const clip = (x: number) => (bounds ? Math.min(bounds.most, Math.max(bounds.least, x)) : x);
  const w = Float64Array.from(d);
  let iterations = 0;
  let off = Number.POSITIVE_INFINITY;
  while (iterations < most) {
    iterations++;
    for (const dim of dimensions) fitDimension(dim, d, factor, w, bounds, clip);
    off = largestGap(dimensions, w, (reached, wanted) => Math.abs(reached / wanted - 1));
    if (off <= tolerance) break;
  }
  // A fit that stops far from the margins has none; one that creeps is told by its difference.
  if (off > 1e-6)
    throw refused(
      'no-fit',
      `No weights reach these margins${bounds ? ` within ${bounds.least}–${bounds.most} of the mean` : ''}: after ${iterations} rounds the worst sum is off by ${(100 * off).toPrecision(2)} %.`,
      undefined,
      bounds
        ? 'Widen the bounds, or join small categories.'
        : 'Join small categories, or leave one variable out.',
    );
  const mean = total / n;
  return {
    weights: w,
    total,
    n,
    iterations,
    maxDifference: largestGap(dimensions, w, (reached, wanted) => Math.abs(reached - wanted) / total),
    ...kish(w),
    least: w.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY) / mean,
    most: w.reduce((a, b) => Math.max(a, b), 0) / mean,
    bounded: bounds
      ? factor.reduce(
          (count, f) => count + Number(Math.exp(f) <= bounds.least || Math.exp(f) >= bounds.most),
          0,
        )
      : 0,
    margins: dimensions.flatMap((dim) => marginRows(dim, d, w, total)),
  };
}

function dimensionOf(
  variable: string,
  column: readonly string[] | undefined,
  wanted: Readonly<Record<string, number>>,
  total: number,
): Dimension {
  if (!column)
    throw refused('no-column', `The sample has no column ${variable}, which the margins name.`, {
      column: variable,
    });
  const categories = Object.keys(wanted);
  const place = new Map(categories.map((c, i) => [c, i]));
  const counts = new Int32Array(categories.length);
  const of = Int32Array.from(column, (value, row) => {
    const at = place.get(value);
    if (at === undefined)
      throw refused(
        'no-margin',
        value === ''
          ? `Row ${row + 1} has no ${variable}.`
          : `The margins of ${variable} have no category “${value}” (row ${row + 1}).`,
        { column: variable, row: row + 1, value },
        value === '' ? 'Leave the row out, or give it a category.' : 'Add its share, or recode the row.',
      );
    counts[at] = (counts[at] as number) + 1;
    return at;
  });
  const sum = Object.values(wanted).reduce((a, b) => a + b, 0);
  categories.forEach((category, i) => {
    const share = wanted[category] as number;
    if (!Number.isFinite(share) || share < 0)
      throw refused('bad-margin', `The margin of ${variable} = ${category} is ${share}.`, {
        column: variable,
      });
    if (share === 0 && (counts[i] as number) > 0)
      throw refused(
        'zero-margin',
        `The margin of ${variable} = ${category} is 0, but ${counts[i]} rows are in it.`,
        { column: variable, value: category },
        'Leave those rows out, or give the category its share.',
      );
    if (share > 0 && counts[i] === 0)
      throw refused(
        'empty-category',
        `Nobody in the sample is ${variable} = ${category}, which the margins put at ${((100 * share) / sum).toPrecision(3)} %.`,
        { column: variable, value: category },
        'Join it with a neighbouring category in the sample and in the margins.',
      );
  });
  return {
    variable,
    categories,
    of,
    wanted: Float64Array.from(categories, (c) => ((wanted[c] as number) / sum) * total),
  };
}

/** Multiplies each category's weights so that they add up to what is wanted. */
function fitDimension(
  { of, wanted }: Dimension,
  d: Float64Array,
  factor: Float64Array,
  w: Float64Array,
  bounds: { least: number; most: number } | undefined,
  clip: (x: number) => number,
): void {
  const k = wanted.length;
  const step = new Float64Array(k);
  if (!bounds) {
    const sums = new Float64Array(k);
    for (let i = 0; i < of.length; i++)
      sums[of[i] as number] = (sums[of[i] as number] as number) + (w[i] as number);
    for (let c = 0; c < k; c++)
      step[c] = wanted[c] === 0 ? 0 : Math.log((wanted[c] as number) / (sums[c] as number));
  } else {
    // The clipped sum rises with the step: halve the interval that holds it. Outside, the nearest end is taken, and the
    // round ends unfitted.
    const low = new Float64Array(k).fill(-40);
    const high = new Float64Array(k).fill(40);
    for (let round = 0; round < 64; round++) {
      const sums = new Float64Array(k);
      for (let i = 0; i < of.length; i++) {
        const c = of[i] as number;
        const middle = ((low[c] as number) + (high[c] as number)) / 2;
        sums[c] = (sums[c] as number) + (d[i] as number) * clip(Math.exp((factor[i] as number) + middle));
      }
      for (let c = 0; c < k; c++) {
        const middle = ((low[c] as number) + (high[c] as number)) / 2;
        if ((sums[c] as number) < (wanted[c] as number)) low[c] = middle;
        else high[c] = middle;
      }
    }
    for (let c = 0; c < k; c++) step[c] = ((low[c] as number) + (high[c] as number)) / 2;
  }
  for (let i = 0; i < of.length; i++) {
    const next = (factor[i] as number) + (step[of[i] as number] as number);
    factor[i] = next;
    w[i] = (d[i] as number) * clip(Math.exp(next));
  }
}

function largestGap(
  dimensions: readonly Dimension[],
  w: Float64Array,
  gap: (reached: number, wanted: number) => number,
): number {
  let worst = 0;
  for (const { of, wanted } of dimensions) {
    const sums = new Float64Array(wanted.length);
    for (let i = 0; i < of.length; i++)
      sums[of[i] as number] = (sums[of[i] as number] as number) + (w[i] as number);
    for (let c = 0; c < wanted.length; c++)
      if ((wanted[c] as number) > 0) worst = Math.max(worst, gap(sums[c] as number, wanted[c] as number));
  }
  return worst;
}

function marginRows(dim: Dimension, d: Float64Array, w: Float64Array, total: number): MarginRow[] {
  return dim.categories.map((category, c) => {
    let [n, before, after] = [0, 0, 0];
    for (let i = 0; i < dim.of.length; i++)
      if (dim.of[i] === c) {
        n++;
        before += d[i] as number;
        after += w[i] as number;
      }
    return {
      variable: dim.variable,
      category,
      n,
      before: before / total,
      wanted: (dim.wanted[c] as number) / total,
      after: after / total,
    };
  });
}
