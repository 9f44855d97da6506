/**
 * A mean over groups, pulled towards what was believed before: y_i ~ N(θ_i, v_i), θ_i ~ N(μ, τ²), μ ~ N(m, s²),
 * τ half-normal. Given τ everything is conjugate; τ itself is summed over a grid, so that with one or two groups the
 * doubt about the spread between groups stays in the answer.
 *
 * Source: Gelman 2006, Bayesian Analysis 1:515; Röver 2020, J. Stat. Software 93(6) (the same sum over τ).
 */
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';

export interface PriorMean {
  mean: number;
  sd: number;
  /** Scale of the half-normal prior of the spread between groups. */
  spreadScale: number;
}

export interface ShrunkenMean {
  mean: number;
  sd: number;
  low: number;
  high: number;
  /** Where the true value of a further group will lie. */
  next: { sd: number; low: number; high: number };
  /** Posterior mean of τ. */
  spread: number;
  /** Share of the answer that is the groups' own and not the prior's, 0–1. */
  ownShare: number;
}

const STEPS = 60;
/** The grid ends where the half-normal prior holds less than 1 in 10 000. */
const GRID_SCALES = 4;

/** @param variances of the effects, > 0 */
export function shrunkenMean(
  effects: readonly number[],
  variances: readonly number[],
  prior: PriorMean,
  level: number,
): ShrunkenMean {
  const own = 1 / prior.sd ** 2;
  const grid = Array.from({ length: STEPS }, (_, i) => {
    const tau = ((i + 0.5) * GRID_SCALES * prior.spreadScale) / STEPS;
    let [precision, sum, squares, logWeights] = [own, own * prior.mean, own * prior.mean ** 2, 0];
    for (const [j, y] of effects.entries()) {
      const w = 1 / ((variances[j] as number) + tau ** 2);
      precision += w;
      sum += w * y;
      squares += w * y * y;
      logWeights += Math.log(w);
    }
    const mean = sum / precision;
    // μ integrated out: what is left of the normal densities of the effects.
    const log =
      0.5 * (logWeights - Math.log(precision) - (squares - precision * mean ** 2)) -
      0.5 * (tau / prior.spreadScale) ** 2;
    return { tau, mean, variance: 1 / precision, log, ownShare: 1 - own / precision };
  });
  const top = Math.max(...grid.map((g) => g.log));
  const total = grid.reduce((s, g) => s + Math.exp(g.log - top), 0);
  const parts = grid.map((g) => ({ ...g, share: Math.exp(g.log - top) / total }));
  const average = (of: (g: (typeof parts)[number]) => number) =>
    parts.reduce((s, g) => s + g.share * of(g), 0);
  const mean = average((g) => g.mean);
  const between = average((g) => (g.mean - mean) ** 2);
  const quantile = (p: number, varianceOf: (g: (typeof parts)[number]) => number): number => {
    const widest = Math.sqrt(Math.max(...parts.map(varianceOf)));
    let [low, high] = [
      Math.min(...parts.map((g) => g.mean)) - 8 * widest,
      Math.max(...parts.map((g) => g.mean)) + 8 * widest,
    ];
    for (let i = 0; i < 50; i++) {
      const middle = (low + high) / 2;
      if (average((g) => normalCdf(middle, g.mean, Math.sqrt(varianceOf(g)))) < p) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  };
  const [below, above] = [(1 - level) / 2, (1 + level) / 2];
  const ofMean = (g: (typeof parts)[number]) => g.variance;
  const ofNext = (g: (typeof parts)[number]) => g.variance + g.tau ** 2;
  return {
    mean,
    sd: Math.sqrt(average(ofMean) + between),
    low: quantile(below, ofMean),
    high: quantile(above, ofMean),
    next: {
      sd: Math.sqrt(average(ofNext) + between),
      low: quantile(below, ofNext),
      high: quantile(above, ofNext),
    },
    spread: average((g) => g.tau),
    ownShare: average((g) => g.ownShare),
  };
}
