/**
 * What is a fair price for this quote, by what others ask?
 * Method: hedonic regression: the logarithm of the price by platform, format, category, tier, log followers (with a bend),
 *   log engagement, and platform × size and format, held to nothing by a ridge whose strength is chosen by the errors on
 *   creators left out. Around it a jackknife+ interval: each fit without one creator, less and plus its error there,
 *   scaled by how far quotes of this kind scatter (a second ridge on the logarithm of the errors).
 * Source: Rosen 1974 (hedonic prices); Barber et al. 2021 (jackknife+); Lei et al. 2018 (scaled residuals); Dunn,
 *   Wasserman & Ramdas 2023 (groups).
 * Differs: all fits without a creator come from one factorisation (numerics/learn/ridge.ts); a creator's quotes leave
 *   together.
 * Limits: refuses below 20 priced quotes; below 20 creators each quote leaves for itself and only creators of the book are
 *   priced. The interval covers a share of quotes drawn like the book; a
 *   kind the book hardly has may be covered less. It says what is asked, not what a post is worth: impressions rise with
 *   followers by an elasticity of .10 only (Tian, Dew & Iyengar 2024), prices by far more.
 * Verified: fair-price.test.ts, bench/price.ts (coverage on simulated books of 30 to 3,000 quotes)
 */
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { groupedFolds } from '#numerics/learn/folds.ts';
import { type Design, moments, type RidgeFit, ridge } from '#numerics/learn/ridge.ts';
import { jackknifePlus } from '#numerics/stats/conformal.ts';
import { type Interval, wilson } from '#numerics/stats/intervals.ts';
import { designOf, type Encoder, encoder, type Quote } from './quote-design.ts';

export const FAIR_PRICE = 'fair-price@1';
/**
 * Priced quotes below which nothing is said. With as many creators the interval is for creators the book has not seen;
 * with fewer, for new quotes of those it has.
 */
export const LEAST_QUOTES = 20;
export const NOMINAL = 0.9;
const STRENGTHS = [0.3, 1, 3, 10, 30];
/** Scatter is harder to see than the price itself: it is held to the common one more. */
const SCATTER_STRENGTHS = [10, 100, 1000];

export interface FairPrice {
  /** The middle of what is asked for such a quote. */
  fair: number;
  low: number;
  high: number;
}

export interface PriceModel {
  quoteCount: number;
  creatorCount: number;
  /** Whether creators the book has not seen can be priced. */
  forNewCreators: boolean;
  creators: ReadonlySet<string>;
  strength: number;
  /** Per cent more price for one per cent more followers, with a 95 % jackknife interval; null without followers. */
  followerElasticity: Interval | null;
  platforms: ReadonlySet<string>;
  of(quote: Quote): FairPrice;
}

const absMean = (of: Float64Array): number => of.reduce((a, v) => a + Math.abs(v), 0) / of.length;

/** The fit whose errors on groups left out are least. */
function best(design: Design, held: Float64Array, strengths: readonly number[]) {
  const sums = moments(design);
  let chosen: { fit: RidgeFit; strength: number; error: number } | null = null;
  for (const strength of strengths) {
    const fit = ridge(
      design,
      held.map((h) => Math.max(1e-6, h * strength)),
      sums,
    );
    const error = absMean(fit.leftOut);
    if (!chosen || error < chosen.error) chosen = { fit, strength, error };
  }
  return chosen as { fit: RidgeFit; strength: number };
}

function elasticity(columns: Encoder, fit: RidgeFit, groupCount: number): Interval | null {
  if (!columns.hasFollowers) return null;
  const { width, followerSlope: weights } = columns;
  const along = (of: Float64Array, from: number) =>
    weights.reduce((a, w, q) => a + w * (of[from + q] ?? 0), 0);
  const value = along(fit.coefficients, 0);
  const moved = Float64Array.from({ length: groupCount }, (_, g) => along(fit.shift, g * width));
  const middle = moved.reduce((a, b) => a + b, 0) / groupCount;
  const spread = Math.sqrt(
    ((groupCount - 1) / groupCount) * moved.reduce((a, v) => a + (v - middle) ** 2, 0),
  );
  const half = normalQuantile(0.975, 0, 1) * spread;
  return { value, low: value - half, high: value + half };
}

/** Learns from rows with a price above 0; callers gate by `LEAST_QUOTES`. */
export function priceModel(rows: readonly Quote[]): PriceModel {
  const columns = encoder(rows);
  const creators = new Set(rows.map((r) => r.kol));
  const forNewCreators = creators.size >= LEAST_QUOTES;
  const design = designOf(rows, columns, forNewCreators);
  const { width, groupCount, group } = design;
  const { fit, strength } = best(design, columns.held, STRENGTHS);
  // How far quotes of a kind scatter: the errors on a log scale, kept off −∞ by a tenth of their middle.
  const absolute = fit.leftOut.map(Math.abs);
  const floor = 0.1 * (absolute.toSorted()[absolute.length >> 1] as number) + 1e-9;
  const scatter: Design = { ...design, y: absolute.map((e) => Math.log(e + floor)) };
  const scatterFit = best(scatter, columns.held, SCATTER_STRENGTHS).fit;
  const scatterOut = scatter.y.map((v, i) => v - (scatterFit.leftOut[i] as number));
  const middle = scatterOut.reduce((a, b) => a + b, 0) / scatterOut.length;
  const scale = (logScatter: number) => Math.exp(Math.min(1.4, Math.max(-1.4, logScatter - middle)));
  const relative = absolute.map((e, i) => e / scale(scatterOut[i] as number));
  const sizes = new Int32Array(groupCount);
  for (const g of group) sizes[g] = (sizes[g] as number) + 1;
  const weight = Float64Array.from(group, (g) => 1 / (sizes[g] as number));
  return {
    quoteCount: rows.length,
    creatorCount: creators.size,
    forNewCreators,
    creators,
    strength,
    followerElasticity: elasticity(columns, fit, groupCount),
    platforms: new Set(rows.map((r) => r.platform)),
    of(quote) {
      const x = new Float64Array(width);
      columns.write(quote, x, 0);
      const along = (of: Float64Array, from: number) => {
        let sum = 0;
        for (let q = 0; q < width; q++) sum += (x[q] as number) * (of[from + q] as number);
        return sum;
      };
      const centre = along(fit.coefficients, 0);
      const own = scale(along(scatterFit.coefficients, 0));
      const without = Float64Array.from(
        { length: groupCount },
        (_, g) => centre - along(fit.shift, g * width),
      );
      const ends = jackknifePlus(
        {
          says: Float64Array.from(group, (g) => without[g] as number),
          error: relative.map((e) => e * own),
          weight,
          groupCount,
        },
        NOMINAL,
      );
      return { fair: Math.exp(centre), low: Math.exp(ends.low), high: Math.exp(ends.high) };
    },
  };
}

export interface HeldOutPrices {
  /** For each priced row, in order, by a model that has not seen its creator. */
  prices: FairPrice[];
  /** Share of the rows whose price lies inside, with a 95 % Wilson interval. */
  coverage: Interval;
  folds: number;
  /** Median of high ÷ low. */
  widthRatio: number;
}

/** Every priced row judged by a model without its creator, or without the row where creators are too few for that. */
export function heldOutPrices(rows: readonly Quote[], seed: string): HeldOutPrices {
  const names = rows.map((r) => r.kol);
  const byCreator = new Set(names).size >= LEAST_QUOTES;
  const folds = rows.length > 1500 ? 5 : rows.length > 400 ? 10 : 20;
  const fold = groupedFolds(
    new Uint8Array(rows.length),
    byCreator ? names : names.map((_, i) => String(i)),
    folds,
    seed,
  );
  const prices: FairPrice[] = [];
  for (let k = 0; k < folds; k++) {
    const model = priceModel(rows.filter((_, i) => fold[i] !== k));
    rows.forEach((row, i) => {
      if (fold[i] === k) prices[i] = model.of(row);
    });
  }
  const inside = prices.filter((p, i) => {
    const price = rows[i]?.price as number;
    return price >= p.low && price <= p.high;
  }).length;
  const ratios = Float64Array.from(prices, (p) => p.high / p.low).sort();
  return {
    prices,
    coverage: wilson(inside, rows.length),
    folds,
    widthRatio: ratios[ratios.length >> 1] as number,
  };
}
