/**
 * How many times as much do a page's paid posts get as its unpaid ones, other things being as equal as can be had?
 * Method: three estimates beside each other on the logarithm of the figure. Plain: difference of means. Regression: the
 *   paid mark beside log followers at the time, kind, month, weekday and hour band; interval by HC3 errors. Matched: within
 *   strata of kind × weekend × hour band the difference of means, strata weighted by what they can tell, interval from the
 *   spread within strata; the share of 999 shuffles within strata that differ as much.
 * Source: MacKinnon & White 1985 (HC3); Rosenbaum 2002 (stratified matching); Moro et al. 2016 (the published posts)
 * Differs: none of the three is called the effect; their range is shown.
 * Limits: who was paid for was chosen, not drawn: a good post may be advertised because it runs well. Fewer than 15 posts
 *   on either side are insufficient. Posts that got nothing are left out of a logarithm.
 * Verified: outcome-measures.test.ts (coverage with a planted factor; false alarms without one; the published posts)
 */
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { rng } from '#basis/rng.ts';
import { type Design, moments, ridge } from '#numerics/learn/ridge.ts';

export const PAID_LIFT = 'paid-lift@1';
export const LEAST_SIDE = 15;
const SHUFFLES = 999;

export interface MarkedPost {
  paid: boolean;
  /** Above 0. */
  value: number;
  followers: number | null;
  /** Kind, month, weekday, hour band …: a word each. */
  traits: Readonly<Record<string, string>>;
  /** What matched posts must share. */
  stratum: string;
}
export interface Factor {
  value: number;
  low: number;
  high: number;
  n: number;
}
export interface PaidLift {
  plain: Factor;
  regression: Factor;
  /** Null where no stratum has both kinds. */
  matched: Factor | null;
  shuffleShare: number | null;
  covariates: string[];
}

const Z = normalQuantile(0.975, 0, 1);
const factor = (log: number, error: number, n: number): Factor => ({
  value: Math.exp(log),
  low: Math.exp(log - Z * error),
  high: Math.exp(log + Z * error),
  n,
});

function meanAndSpread(list: readonly number[]): { n: number; mean: number; variance: number } {
  const n = list.length;
  const mean = list.reduce((a, b) => a + b, 0) / n;
  return { n, mean, variance: list.reduce((a, v) => a + (v - mean) ** 2, 0) / Math.max(1, n - 1) };
}

function regression(posts: readonly MarkedPost[], y: Float64Array): { effect: Factor; covariates: string[] } {
  const names = [...new Set(posts.flatMap((p) => Object.keys(p.traits)))].sort();
  const columns: ((p: MarkedPost) => number)[] = [() => 1, (p) => (p.paid ? 1 : 0)];
  const covariates: string[] = [];
  const sizes = posts.flatMap((p) =>
    p.followers !== null && p.followers > 0 ? [Math.log(p.followers)] : [],
  );
  if (sizes.length === posts.length && new Set(sizes).size > 1) {
    const centre = meanAndSpread(sizes).mean;
    columns.push((p) => Math.log(p.followers ?? 1) - centre);
    covariates.push('followers');
  }
  for (const name of names) {
    const levels = [...new Set(posts.map((p) => p.traits[name] ?? ''))].sort();
    if (levels.length < 2) continue;
    covariates.push(name);
    for (const level of levels.slice(1)) columns.push((p) => (p.traits[name] === level ? 1 : 0));
  }
  const width = columns.length;
  const design: Design = {
    x: Float64Array.from(posts.flatMap((p) => columns.map((c) => c(p)))),
    width,
    y,
    group: Int32Array.from(posts.keys()),
    groupCount: posts.length,
  };
  // A hair of penalty settles columns that repeat each other and moves nothing else.
  const fit = ridge(design, new Float64Array(width).fill(1e-6), moments(design));
  // shift of a row = A⁻¹x·e/(1−h): its square summed is the HC3 variance.
  let variance = 0;
  for (let i = 0; i < posts.length; i++) variance += (fit.shift[i * width + 1] as number) ** 2;
  return { effect: factor(fit.coefficients[1] as number, Math.sqrt(variance), posts.length), covariates };
}

interface Stratum {
  paid: number[];
  unpaid: number[];
}

/** Differences within strata, each weighted by n₁n₀ ÷ (n₁ + n₀). */
function within(strata: readonly Stratum[]): { log: number; error: number; n: number } | null {
  let [sum, weight, freedom, squares, n] = [0, 0, 0, 0, 0];
  for (const { paid, unpaid } of strata) {
    if (paid.length === 0 || unpaid.length === 0) continue;
    const [a, b] = [meanAndSpread(paid), meanAndSpread(unpaid)];
    const w = (a.n * b.n) / (a.n + b.n);
    sum += w * (a.mean - b.mean);
    weight += w;
    squares += (a.n - 1) * a.variance + (b.n - 1) * b.variance;
    freedom += a.n + b.n - 2;
    n += a.n + b.n;
  }
  if (weight === 0 || freedom < 10) return null;
  return { log: sum / weight, error: Math.sqrt(squares / freedom / weight), n };
}

/** Callers gate by `LEAST_SIDE` posts on each side. */
export function paidLift(posts: readonly MarkedPost[], seed: string): PaidLift {
  const y = Float64Array.from(posts, (p) => Math.log(p.value));
  const side = (paid: boolean) => meanAndSpread([...y].filter((_, i) => posts[i]?.paid === paid));
  const [a, b] = [side(true), side(false)];
  const { effect, covariates } = regression(posts, y);
  const places = new Map<string, number[]>();
  posts.forEach((p, i) => places.set(p.stratum, [...(places.get(p.stratum) ?? []), i]));
  const strataOf = (paid: (i: number) => boolean): Stratum[] =>
    [...places.values()].map((list) => ({
      paid: list.filter(paid).map((i) => y[i] as number),
      unpaid: list.filter((i) => !paid(i)).map((i) => y[i] as number),
    }));
  const matched = within(strataOf((i) => posts[i]?.paid ?? false));
  let shuffleShare: number | null = null;
  if (matched) {
    const random = rng(seed);
    let asFar = 0;
    const mark = posts.map((p) => p.paid);
    for (let s = 0; s < SHUFFLES; s++) {
      for (const list of places.values()) {
        const marks = random.shuffle(list.map((i) => mark[i] as boolean));
        list.forEach((i, at) => {
          mark[i] = marks[at] as boolean;
        });
      }
      const found = within(strataOf((i) => mark[i] as boolean));
      if (found && Math.abs(found.log) >= Math.abs(matched.log) - 1e-12) asFar++;
    }
    shuffleShare = (asFar + 1) / (SHUFFLES + 1);
  }
  return {
    plain: factor(a.mean - b.mean, Math.sqrt(a.variance / a.n + b.variance / b.n), posts.length),
    regression: effect,
    matched: matched && factor(matched.log, matched.error, matched.n),
    shuffleShare,
    covariates,
  };
}
