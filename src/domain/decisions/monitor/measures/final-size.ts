/**
 * How large will a post become, told from its first minutes?
 * Method: the logarithm of final over present count is forecast by a quantile forest on the shape of the early curve (count
 *   now, growth in its last parts, how long it has been seen, what is known of the author); the quantile that is told is the
 *   one with the least median error on held-out trees (growth is skewed, so a lower one than the median). The
 *   90 % interval is the forest's, widened or narrowed by what its held-out trees miss on the training posts (conformalised
 *   quantile regression). A forecast never leaves the growth seen in training, so it does not explode.
 * Source: Meinshausen 2006 (JMLR 7); Romano, Patterson & Candès 2019 (NeurIPS); baseline Szabo & Huberman 2010 (CACM 53).
 * Differs: no point process is fitted: SEISMIC's estimate is infinite in the explosive phase.
 * Limits: needs LEAST_POSTS finished posts of the same kind; a post without a count yet is not forecast.
 * Verified: monitor.test.ts, bench/monitor.ts (error and coverage, cross-fitted, beside the baseline).
 */
import { rng } from '#basis/rng.ts';
import { forestQuantiles, growQuantileForest, type QuantileForest } from '#numerics/learn/quantile-forest.ts';
import { medianOf, quantileOfSorted } from '#numerics/series/robust.ts';
import { type TooThin, tooThin } from '#numerics/series/too-thin.ts';

export const LEAST_POSTS = 60;
const CONFIDENCE = 0.9;
const [LOW, HIGH] = [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2];
/** Quantiles tried as the forecast itself. */
const CENTRES = [0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55];
const FOREST = { trees: 120, leastLeaf: 8 };

/** A post's count at twelfths of the time it has been watched; NaN where not seen. `now` is the last of them, above 0. */
export interface EarlyCurve {
  counts: Float64Array;
  /** Other numbers known at that time, as logarithms or shares; NaN when unknown. The same ones for every post. */
  traits: number[];
}

export interface SizeModel {
  forest: QuantileForest;
  /** The quantile that is told: the one with the least median error among the training posts. */
  centre: number;
  /** Added to both ends of the interval, on the scale of logarithms. */
  widening: number;
}

export interface SizeForecast {
  size: number;
  low: number;
  high: number;
}

const nowOf = (curve: EarlyCurve): number => curve.counts[curve.counts.length - 1] as number;

function featuresOf(curve: EarlyCurve): number[] {
  const { counts } = curve;
  const now = nowOf(curve);
  const n = counts.length;
  const grown = [1, 2, 3, 6, 9].map((back) => {
    const then = counts[n - 1 - back] as number;
    return Number.isNaN(then) ? Number.NaN : Math.log1p(Math.max(0, now - then));
  });
  const shares = [3, 6].map((back) => (counts[n - 1 - back] as number) / now);
  const seen = counts.findIndex((v) => v > 0);
  const last = counts.findIndex((v) => v === now);
  return [Math.log(now), ...grown, ...shares, seen, last, ...curve.traits];
}

const columnsOf = (curves: readonly EarlyCurve[]): Float64Array[] => {
  const rows = curves.map(featuresOf);
  return (rows[0] ?? []).map((_, f) => Float64Array.from(rows, (row) => row[f] as number));
};

/** Learns from finished posts. `finals` are their final counts, at least what they had. */
export function fitSizes(
  curves: readonly EarlyCurve[],
  finals: ArrayLike<number>,
  seed: string,
): SizeModel | TooThin {
  if (curves.length < LEAST_POSTS) return tooThin(LEAST_POSTS, curves.length);
  const columns = columnsOf(curves);
  const growth = Float64Array.from(curves, (curve, i) =>
    Math.log(Math.max(1, (finals[i] as number) / nowOf(curve))),
  );
  const featuresPerSplit = Math.max(1, Math.ceil(columns.length / 2));
  const forest = growQuantileForest(columns, growth, { ...FOREST, featuresPerSplit }, rng(seed));
  const missed: number[] = [];
  const errors: number[][] = CENTRES.map(() => []);
  for (let i = 0; i < growth.length; i++) {
    const told = forestQuantiles(forest, columns, i, [LOW, ...CENTRES, HIGH], i);
    const [low, high, grown] = [told[0] as number, told.at(-1) as number, growth[i] as number];
    if (Number.isNaN(low)) continue;
    missed.push(Math.max(low - grown, grown - high));
    for (const [c, list] of errors.entries())
      list.push(Math.abs(Math.exp((told[c + 1] as number) - grown) - 1));
  }
  missed.sort((a, b) => a - b);
  const typical = errors.map(medianOf);
  const centre = CENTRES[typical.indexOf(Math.min(...typical))] as number;
  return {
    forest,
    centre,
    widening: quantileOfSorted(missed, Math.min(1, CONFIDENCE * (1 + 1 / missed.length))),
  };
}

/** Final sizes with 90 % intervals, one a curve. */
export function forecastSizes(model: SizeModel, curves: readonly EarlyCurve[]): SizeForecast[] {
  const columns = columnsOf(curves);
  return curves.map((curve, i) => {
    const now = nowOf(curve);
    const [low, middle, high] = forestQuantiles(model.forest, columns, i, [LOW, model.centre, HIGH]) as [
      number,
      number,
      number,
    ];
    return {
      size: now * Math.exp(middle),
      low: now * Math.exp(Math.max(0, Math.min(low - model.widening, middle))),
      high: now * Math.exp(Math.max(high + model.widening, middle)),
    };
  });
}

/** Szabo & Huberman's forecast: log final = log now + the usual growth, and the same with a free slope; least squares. */
export interface LogLinear {
  slope: number;
  intercept: number;
}

export function fitLogLinear(
  nows: ArrayLike<number>,
  finals: ArrayLike<number>,
  freeSlope: boolean,
): LogLinear {
  const n = nows.length;
  const [x, y] = [nows, finals].map((list) => Float64Array.from(list, Math.log)) as [
    Float64Array,
    Float64Array,
  ];
  const mean = (list: Float64Array) => list.reduce((sum, v) => sum + v, 0) / n;
  const [mx, my] = [mean(x), mean(y)];
  let [xx, xy] = [0, 0];
  for (let i = 0; i < n; i++) {
    xx += ((x[i] as number) - mx) ** 2;
    xy += ((x[i] as number) - mx) * ((y[i] as number) - my);
  }
  const slope = freeSlope && xx > 0 ? xy / xx : 1;
  return { slope, intercept: my - slope * mx };
}

export const logLinearSize = ({ slope, intercept }: LogLinear, now: number): number =>
  Math.exp(intercept + slope * Math.log(now));
