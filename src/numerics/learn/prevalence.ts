/**
 * The share of ones in a population, from a classifier that errs.
 *
 * Counting what a classifier says is biased: with sensitivity .8 and specificity .9 a population without ones reads
 * 10 %. Rogan & Gladen 1978 (Am. J. Epidemiol. 107): π = (t + Sp − 1)/(Se + Sp − 1).
 */
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import type { Interval } from '../stats/intervals.ts';

/** Counts of successes in trials; fractions are allowed for weighted samples. */
export interface Counts {
  hits: number;
  trials: number;
}

export interface Misreading {
  /** Ones of the validation rows that the classifier called ones. */
  sensitivity: Counts;
  /** Zeros of the validation rows that it called zeros. */
  specificity: Counts;
}

const share = ({ hits, trials }: Counts): number => hits / trials;

/** Se + Sp − 1: 0 for a classifier that knows nothing. */
export const youden = (m: Misreading): number => share(m.sensitivity) + share(m.specificity) - 1;

const clip = (p: number): number => Math.min(1, Math.max(0, p));
const logLikelihood = (hits: number, trials: number, p: number): number =>
  (hits === 0 ? 0 : hits * Math.log(p)) + (hits === trials ? 0 : (trials - hits) * Math.log1p(-p));

/**
 * Log-likelihood of all three counts with sensitivity and specificity at their best under prevalence `pi`, by
 * expectation–maximisation: the sampled rows join the validation rows by their expected labels.
 */
function profile(sample: Counts, m: Misreading, pi: number): number {
  const { hits: x, trials: n } = sample;
  let se = (m.sensitivity.hits + 0.5) / (m.sensitivity.trials + 1);
  let sp = (m.specificity.hits + 0.5) / (m.specificity.trials + 1);
  for (let round = 0; round < 500; round++) {
    const t = pi * se + (1 - pi) * (1 - sp);
    const onesSaid = t <= 0 ? 0 : (x * pi * se) / t;
    const onesMissed = t >= 1 ? 0 : ((n - x) * pi * (1 - se)) / (1 - t);
    const zerosSaid = x - onesSaid;
    const zerosKnown = n - x - onesMissed;
    const nextSe = (m.sensitivity.hits + onesSaid) / (m.sensitivity.trials + onesSaid + onesMissed);
    const nextSp = (m.specificity.hits + zerosKnown) / (m.specificity.trials + zerosSaid + zerosKnown);
    const moved = Math.abs(nextSe - se) + Math.abs(nextSp - sp);
    se = nextSe;
    sp = nextSp;
    if (moved < 1e-9) break;
  }
  const t = pi * se + (1 - pi) * (1 - sp);
  return (
    logLikelihood(x, n, t) +
    logLikelihood(m.sensitivity.hits, m.sensitivity.trials, se) +
    logLikelihood(m.specificity.hits, m.specificity.trials, sp)
  );
}

/**
 * Where a unit normal deviate from a mean `d` ≥ 0 deviations above a bound must lie to be believed, by the
 * likelihood-ratio ordering of Feldman & Cousins 1998 (Phys. Rev. D 57): two-sided far from the bound, one-sided at it,
 * and covering exactly in between. A plain interval cut at the bound covers 97.5 % there.
 */
function believed(d: number, confidence: number): { low: number; high: number } {
  const lowOf = (cut: number) =>
    Math.sqrt(cut) <= d ? -Math.sqrt(cut) : d === 0 ? Number.NEGATIVE_INFINITY : (d * d - cut) / (2 * d) - d;
  let small = 0;
  let large = 40;
  for (let k = 0; k < 60; k++) {
    const cut = (small + large) / 2;
    const covered = normalCdf(Math.sqrt(cut), 0, 1) - normalCdf(lowOf(cut), 0, 1);
    if (covered < confidence) small = cut;
    else large = cut;
  }
  return { low: lowOf(large), high: Math.sqrt(large) };
}

/**
 * Corrected share of ones with an interval that carries the uncertainty of the sample, of the sensitivity and of the
 * specificity: signed roots of the profile likelihood ratio, inverted with Feldman–Cousins cuts at 0 and 1.
 * `sample.hits` is how many of `sample.trials` rows were called ones. Null when Se + Sp ≤ 1.
 */
export function correctedShare(sample: Counts, m: Misreading, confidence = 0.95): Interval | null {
  const gap = youden(m);
  if (!(gap > 0) || sample.trials <= 0) return null;
  const t = share(sample);
  const raw = (t + share(m.specificity) - 1) / gap;
  const free =
    logLikelihood(sample.hits, sample.trials, t) +
    logLikelihood(m.sensitivity.hits, m.sensitivity.trials, share(m.sensitivity)) +
    logLikelihood(m.specificity.hits, m.specificity.trials, share(m.specificity));
  /** Deviations by which the data lie above what `pi` expects. */
  const root = (pi: number): number =>
    Math.sign(raw - pi) * Math.sqrt(Math.max(0, 2 * (free - profile(sample, m, pi))));
  const at0 = root(0);
  const at1 = root(1);
  const accepted = (pi: number): boolean => {
    const r = root(pi);
    const above = Math.max(0, at0 - r);
    const below = Math.max(0, r - at1);
    if (above <= below) {
      const { low, high } = believed(above, confidence);
      return r >= low && r <= high;
    }
    const { low, high } = believed(below, confidence);
    return -r >= low && -r <= high;
  };
  const best = clip(raw);
  /** The furthest accepted share from `best` towards `bound`. */
  const edge = (bound: number): number => {
    if (accepted(bound)) return bound;
    let [inner, outer] = [best, bound];
    for (let k = 0; k < 30; k++) {
      const middle = (inner + outer) / 2;
      if (accepted(middle)) inner = middle;
      else outer = middle;
    }
    return inner;
  };
  return { value: best, low: edge(0), high: edge(1) };
}
