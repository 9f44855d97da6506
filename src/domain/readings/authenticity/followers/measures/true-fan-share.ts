/**
 * Which share of an account's followers are people?
 * Method: followers called automated are counted and the count is corrected for the model's sensitivity and specificity
 *   (Rogan & Gladen). The interval inverts signed roots of the profile likelihood of sample and validation counts, with
 *   Feldman–Cousins cuts at 0 and 1. Where followers of the sample carry hand labels, prediction-powered inference.
 *   A chi-square test asks whether the followers' scores look like any mixture of the validation rows' scores; where they
 *   do not (p < .001), the error rates may not carry over, and the interval spans the corrections at seven cut-offs, and those
 *   with a sensitivity or a specificity of 1.
 * Source: Rogan & Gladen 1978; Lang & Reiczigel 2014 (Prev. Vet. Med. 113); Feldman & Cousins 1998; Angelopoulos et al.
 *   2023 (Science 382).
 * Differs: profile likelihood instead of Lang & Reiczigel's adjusted Wald; the mixture test is ours.
 * Limits: speaks of the followers that were listed; a newest-first list says nothing of old followers.
 * Verified: true-fan-share.test.ts; bench/true-share.ts (coverage, width against PPI++).
 */
import gammainc from '@stdlib/math-base-special-gammainc';
import { labelledShare } from '#numerics/learn/labelled-share.ts';
import { correctedShare, type Misreading, youden } from '#numerics/learn/prevalence.ts';
import type { Interval } from '#numerics/stats/intervals.ts';
import { type ModelView, misreading, type ScoredProfiles } from './account-score.ts';

/** Fewer scored followers than this are insufficient. */
export const LEAST_FOLLOWERS = 100;
/** A model with less Se + Sp − 1 on the fields at hand is insufficient. */
export const LEAST_YOUDEN = 0.3;
/** Validation rows of each class below which error rates are insufficient. */
const LEAST_VALIDATION = 30;
const CUTS = [0.05, 0.1, 0.3, 0.5, 0.7, 0.9, 0.95];
const FOREIGN = 0.001;

export interface FakeShare {
  state: 'ok';
  /** Corrected share of automated followers, with its interval. */
  fake: Interval;
  /** Share that the model called automated, before the correction. */
  called: number;
  n: number;
  sensitivity: number;
  specificity: number;
  validationRows: { fake: number; real: number };
  method: 'corrected count' | 'spread of cut-offs' | 'prediction-powered' | 'exact';
  /** p of the test that the scores are a mixture of the validation rows' scores. */
  mixtureP: number | null;
}
export interface NoShare {
  state: 'insufficient';
  reason: 'few followers' | 'few validation rows' | 'weak model';
  n: number;
  youden: number | null;
}

/** Error rates of a sample whose people show different fields: each pattern's, weighted by its people. */
function pooled(patterns: readonly { weight: number; view: ModelView }[], cut: number): Misreading {
  const parts = patterns.map(({ weight, view }) => ({ weight, m: misreading(view, cut) }));
  const total = parts.reduce((sum, p) => sum + p.weight, 0);
  const mean = (of: (m: Misreading) => { hits: number; trials: number }) => {
    const weighted = (value: (p: (typeof parts)[number]) => number) =>
      parts.reduce((sum, p) => sum + (p.weight / total) * value(p), 0);
    const trials = weighted((p) => of(p.m).trials);
    return { hits: trials * weighted((p) => of(p.m).hits / of(p.m).trials), trials };
  };
  return { sensitivity: mean((m) => m.sensitivity), specificity: mean((m) => m.specificity) };
}

const binOf = (p: number): number => CUTS.filter((c) => p >= c).length;

/** p of Pearson's test that counts per score bin are fake·ones + (1 − fake)·zeros. */
function mixtureP(
  probability: readonly number[],
  patterns: readonly { weight: number; view: ModelView }[],
  fake: number,
): number {
  const bins = CUTS.length + 1;
  const total = patterns.reduce((sum, p) => sum + p.weight, 0);
  const shares = (of: (v: ModelView) => Float64Array): { share: number[]; n: number } => {
    const share = Array.from({ length: bins }, () => 0);
    let n = 0;
    for (const { weight, view } of patterns) {
      const values = of(view);
      n += (weight / total) * values.length;
      for (const p of values) share[binOf(p)] = (share[binOf(p)] as number) + weight / total / values.length;
    }
    return { share: share.map((s) => (s * n + 0.5) / (n + bins / 2)), n };
  };
  const [ones, zeros] = [shares((v) => v.ones), shares((v) => v.zeros)];
  const found = Array.from({ length: bins }, () => 0);
  for (const p of probability) found[binOf(p)] = (found[binOf(p)] as number) + 1 / probability.length;
  let sum = 0;
  for (let k = 0; k < bins; k++) {
    const [a, b] = [ones.share[k] as number, zeros.share[k] as number];
    const expected = fake * a + (1 - fake) * b;
    const variance =
      expected / probability.length + (fake ** 2 * a) / ones.n + ((1 - fake) ** 2 * b) / zeros.n;
    sum += ((found[k] as number) - expected) ** 2 / variance;
  }
  // One share was fitted, and shares add up to 1.
  return gammainc(sum / 2, (bins - 2) / 2, true, true);
}

export interface ShareOptions {
  confidence?: number;
  /** Hand labels of some rows of the sample: row → 1 automated, 0 a person. */
  labels?: ReadonlyMap<number, 0 | 1>;
  /** Only these rows of the scored people; all when absent. */
  rows?: readonly number[];
}

/** `scored` people are one sample; rows must not repeat. */
export function fakeShare(scored: ScoredProfiles, options: ShareOptions = {}): FakeShare | NoShare {
  const { confidence = 0.95 } = options;
  const wanted = options.rows ? new Set(options.rows) : null;
  const rows = options.rows ?? Array.from(scored.probability, (_, i) => i);
  const p = rows.map((i) => scored.probability[i] as number);
  const n = p.length;
  if (n < LEAST_FOLLOWERS) return { state: 'insufficient', reason: 'few followers', n, youden: null };
  const patterns = scored.patterns
    .map((t) => ({
      weight: wanted ? t.rows.filter((i) => wanted.has(i)).length : t.rows.length,
      view: t.view,
    }))
    .filter((t) => t.weight > 0);
  const m = pooled(patterns, 0.5);
  const called = p.filter((v) => v >= 0.5).length;
  const common = {
    state: 'ok' as const,
    called: called / n,
    n,
    sensitivity: m.sensitivity.hits / m.sensitivity.trials,
    specificity: m.specificity.hits / m.specificity.trials,
    validationRows: { fake: Math.round(m.sensitivity.trials), real: Math.round(m.specificity.trials) },
  };
  const labelled = rows.filter((i) => options.labels?.has(i));
  if (labelled.length >= LEAST_FOLLOWERS) {
    const { method, ...fake } = labelledShare(
      labelled.map((i) => options.labels?.get(i) as number),
      labelled.map((i) => scored.probability[i] as number),
      rows.filter((i) => !options.labels?.has(i)).map((i) => scored.probability[i] as number),
      confidence,
    );
    return { ...common, fake, method, mixtureP: null };
  }
  if (Math.min(m.sensitivity.trials, m.specificity.trials) < LEAST_VALIDATION)
    return { state: 'insufficient', reason: 'few validation rows', n, youden: null };
  if (youden(m) < LEAST_YOUDEN) return { state: 'insufficient', reason: 'weak model', n, youden: youden(m) };
  const fake = correctedShare({ hits: called, trials: n }, m, confidence) as Interval;
  const fit = mixtureP(p, patterns, fake.value);
  if (fit >= FOREIGN) return { ...common, fake, method: 'corrected count', mixtureP: fit };
  const never = ({ trials }: { trials: number }) => ({ hits: trials, trials });
  const spread = [
    ...CUTS.map((cut) => ({ cut, m: pooled(patterns, cut) })),
    // These people may be easier to tell than the validation rows were.
    { cut: 0.5, m: { ...m, sensitivity: never(m.sensitivity) } },
    { cut: 0.5, m: { ...m, specificity: never(m.specificity) } },
  ]
    .filter((c) => youden(c.m) >= LEAST_YOUDEN)
    .map(
      (c) =>
        correctedShare({ hits: p.filter((v) => v >= c.cut).length, trials: n }, c.m, confidence) as Interval,
    );
  return {
    ...common,
    fake: {
      value: fake.value,
      low: Math.min(...spread.map((s) => s.low)),
      high: Math.max(...spread.map((s) => s.high)),
    },
    method: 'spread of cut-offs',
    mixtureP: fit,
  };
}

/** The same turned round: people instead of automated accounts. */
export const trueShare = ({ value, low, high }: Interval): Interval => ({
  value: 1 - value,
  low: 1 - high,
  high: 1 - low,
});

const LEAST_P = 1e-6;

/**
 * p of the claim that more than `bound` of the people are automated: the one-sided error at which the interval's lower
 * end stands at `bound`; not below 10⁻⁶, 1 when the share itself is not above it.
 */
export function pAbove(scored: ScoredProfiles, bound: number, options: ShareOptions = {}): number {
  const holds = (p: number): boolean => {
    const found = fakeShare(scored, { ...options, confidence: 1 - 2 * p });
    return found.state === 'ok' && found.fake.low > bound;
  };
  if (!holds(0.499)) return 1;
  if (holds(LEAST_P)) return LEAST_P;
  let [fails, works] = [Math.log(LEAST_P), Math.log(0.499)];
  for (let k = 0; k < 14; k++) {
    const middle = (fails + works) / 2;
    if (holds(Math.exp(middle))) works = middle;
    else fails = middle;
  }
  return Math.exp(works);
}
