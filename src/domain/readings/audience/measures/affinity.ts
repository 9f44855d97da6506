/**
 * Whom does a target follow or engage with beyond the base rate?
 * Method: of the b people of the base who engage with an account, t belong to the target. t is binomial with a share π of
 *   the account's own; π is drawn from a beta prior whose mean is the share of the target among all pairs of person
 *   and account, and whose weight κ is fitted by maximum likelihood over all accounts (empirical Bayes). TGI = 100 × π ÷
 *   the target's share of the base, which is 100 × share in target ÷ share in base. With the posterior: its mean and 95 %
 *   interval. Beside it Dunning's G² and a one-sided exact binomial p against the base rate, the larger of the prior mean
 *   and the target's share of people; discoveries by Benjamini & Hochberg.
 * Source: Dunning 1993 (Computational Linguistics 19(1)); Griffin & Krutchkoff 1971 (Biometrika 58, empirical Bayes of
 *   binomial proportions); Benjamini & Hochberg 1995.
 * Differs: the prior mean counts pairs, not people: a target that engages more with everybody is no affinity to anybody.
 * Limits: who was never imported is in no base; accounts that define the target must be left out by the caller.
 * Verified: affinity.test.ts (interval coverage and false discoveries on simulation), bench/affinity.ts (NDCG@20 of a
 *   held-out half against popularity and raw TGI).
 */

import gammaln from '@stdlib/math-base-special-gammaln';
import betaQuantile from '@stdlib/stats-base-dists-beta-quantile';
import { discoveries } from '#numerics/stats/discoveries.ts';
import { binomialAtLeast } from '#numerics/stats/tails.ts';

export interface AffinityCounts {
  /** People of the target, and of the base, that engage with each account; the base holds the target. */
  target: ArrayLike<number>;
  base: ArrayLike<number>;
  /** Distinct people of the target and of the base. */
  targetPeople: number;
  basePeople: number;
}

export interface AccountAffinity {
  /** Expected share of the target's people who engage with the account, 0–1. */
  targetShare: { value: number; low: number; high: number };
  baseShare: number;
  rawTgi: number;
  tgi: { value: number; low: number; high: number };
  /** Dunning's G²; negative where the target is below the base rate. */
  logLikelihood: number;
  /** P(at least so many of the target) without affinity. */
  p: number;
}

export interface BetaPrior {
  /** Share of the target among pairs of person and account. */
  mean: number;
  /** People that the prior weighs as much as. */
  weight: number;
}

const logBeta = (a: number, b: number) => gammaln(a) + gammaln(b) - gammaln(a + b);

/** Weight of the prior by maximum likelihood, golden section on its logarithm between 1 and 10⁶ people. */
function fitPrior(target: ArrayLike<number>, base: ArrayLike<number>): BetaPrior {
  let [t, b] = [0, 0];
  // Equal counts are frequent among small accounts: each is computed once.
  const cells = new Map<string, { t: number; b: number; n: number }>();
  for (let i = 0; i < base.length; i++) {
    const [ti, bi] = [target[i] as number, base[i] as number];
    if (bi === 0) continue;
    t += ti;
    b += bi;
    const key = `${ti}/${bi}`;
    const cell = cells.get(key);
    if (cell) cell.n++;
    else cells.set(key, { t: ti, b: bi, n: 1 });
  }
  const mean = b === 0 ? 0 : t / b;
  if (mean <= 0 || mean >= 1) return { mean, weight: Infinity };
  const likelihood = (logWeight: number): number => {
    const [alpha, beta] = [Math.exp(logWeight) * mean, Math.exp(logWeight) * (1 - mean)];
    const none = logBeta(alpha, beta);
    let sum = 0;
    for (const c of cells.values()) sum += c.n * (logBeta(c.t + alpha, c.b - c.t + beta) - none);
    return sum;
  };
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [0, Math.log(1e6)];
  for (let step = 0; step < 40; step++) {
    const [x, y] = [high - ratio * (high - low), low + ratio * (high - low)];
    if (likelihood(x) < likelihood(y)) low = x;
    else high = y;
  }
  return { mean, weight: Math.exp((low + high) / 2) };
}

const term = (observed: number, expected: number) =>
  observed > 0 ? observed * Math.log(observed / expected) : 0;

/** G² of t of b against a share, two-sided (Dunning's eq. for one binomial against a known one). */
const logLikelihoodRatio = (t: number, b: number, share: number): number =>
  2 * (term(t, b * share) + term(b - t, b * (1 - share))) * (t < b * share ? -1 : 1);

export interface Affinities {
  accounts: AccountAffinity[];
  prior: BetaPrior;
  /** Which of some accounts (by place) stand at a share of false discoveries among them. */
  discoveriesAmong(places: readonly number[], falseShare: number): number[];
}

/** One account's affinity under a prior; `t` of its `b` people belong to the target. */
export function affinityOf(
  t: number,
  b: number,
  { targetPeople, basePeople }: { targetPeople: number; basePeople: number },
  prior: BetaPrior,
): AccountAffinity {
  const baseShare = b / basePeople;
  const rate = Math.max(prior.mean, targetPeople / basePeople);
  const fixed = !Number.isFinite(prior.weight);
  const [alpha, beta] = [t + prior.weight * prior.mean, b - t + prior.weight * (1 - prior.mean)];
  const of = fixed
    ? { value: prior.mean, low: prior.mean, high: prior.mean }
    : {
        value: alpha / (alpha + beta),
        low: betaQuantile(0.025, alpha, beta),
        high: betaQuantile(0.975, alpha, beta),
      };
  const scaled = (by: number, most = Infinity) => ({
    value: Math.min(most, of.value * by),
    low: Math.min(most, of.low * by),
    high: Math.min(most, of.high * by),
  });
  return {
    targetShare: scaled(b / targetPeople, 1),
    baseShare,
    rawTgi: b === 0 ? 100 : (100 * (t / targetPeople)) / baseShare,
    tgi: scaled((100 * basePeople) / targetPeople),
    logLikelihood: rate <= 0 || rate >= 1 ? 0 : logLikelihoodRatio(t, b, rate),
    p: binomialAtLeast(t, b, rate),
  };
}

export function affinities(counts: AffinityCounts): Affinities {
  const prior = fitPrior(counts.target, counts.base);
  const accounts = Array.from(counts.base, (b, i) =>
    affinityOf(counts.target[i] as number, b, counts, prior),
  );
  return {
    accounts,
    prior,
    discoveriesAmong(places, falseShare) {
      const { kept } = discoveries(
        places.map((i) => accounts[i]?.p ?? 1),
        falseShare,
      );
      return places.filter((_, n) => kept[n]);
    },
  };
}
