/**
 * How good is a source: an analyst, an agency, a method of the program? And did people improve on the program?
 * Method: log errors are averaged within a subject (a post's counters go together), then over subjects; intervals are
 *   Student's, 95 %, over subjects. Coverage: share of stated intervals that held, Wilson's interval on the number of
 *   subjects. An override is compared with the forecast it stands beside: difference of absolute log errors, the same way.
 * Source: Student 1908; Diebold & Mariano 1995 (differences of loss); Wilson 1927.
 * Differs: –
 * Limits: nothing is said below LEAST subjects. Subjects of one campaign share its luck: with one or two campaigns read the
 *   intervals as a lower bound of the doubt.
 * Verified: forecasts.test.ts (interval of the bias covers a planted bias in 93–97 % of simulated boards; noise is called help or harm in 3–7 %).
 */
import betaQuantile from '@stdlib/stats-base-dists-beta-quantile';
import { wilson } from '#numerics/stats/intervals.ts';

export const LEAST_SUBJECTS = 5;
const CONFIDENCE = 0.95;

export interface Scored {
  subject: string;
  logError: number;
  inside: boolean | null;
  intervalScore: number | null;
}
export interface Spread {
  value: number;
  low: number;
  high: number;
  n: number;
}
export interface Thin {
  need: number;
  have: number;
}
const isThin = (n: number): Thin | null => (n < LEAST_SUBJECTS ? { need: LEAST_SUBJECTS, have: n } : null);

/** Mean over subjects of a value with Student's interval. `values` of the same subject are averaged first. */
export function subjectMean(rows: readonly { subject: string; value: number }[]): Spread | Thin {
  const by = new Map<string, number[]>();
  for (const { subject, value } of rows) {
    const own = by.get(subject);
    if (own) own.push(value);
    else by.set(subject, [value]);
  }
  const means = [...by.values()].map((v) => v.reduce((s, x) => s + x, 0) / v.length);
  const n = means.length;
  const thin = isThin(n);
  if (thin) return thin;
  const value = means.reduce((s, x) => s + x, 0) / n;
  const sd = Math.sqrt(means.reduce((s, x) => s + (x - value) ** 2, 0) / (n - 1));
  // t with P(|T| ≤ t) = CONFIDENCE, through the beta distribution of ν / (ν + t²).
  const x = betaQuantile(1 - CONFIDENCE, (n - 1) / 2, 0.5);
  const half = (Math.sqrt(((n - 1) * (1 - x)) / x) * sd) / Math.sqrt(n);
  return { value, low: value - half, high: value + half, n };
}

const through = (x: Spread | Thin, f: (v: number) => number): Spread | Thin =>
  'need' in x ? x : { value: f(x.value), low: f(x.low), high: f(x.high), n: x.n };

export function sourceScores(rows: readonly Scored[]) {
  const of = (value: (r: Scored) => number | null) =>
    rows.flatMap((r) => {
      const v = value(r);
      return v === null ? [] : [{ subject: r.subject, value: v }];
    });
  const bounded = rows.filter((r) => r.inside !== null);
  const subjects = new Set(bounded.map((r) => r.subject)).size;
  const share = bounded.filter((r) => r.inside).length / Math.max(1, bounded.length);
  const held = isThin(subjects);
  return {
    bias: through(subjectMean(of((r) => r.logError)), Math.exp),
    error: through(subjectMean(of((r) => Math.abs(r.logError))), Math.exp),
    intervalScore: subjectMean(of((r) => r.intervalScore)),
    coverage: held ?? { ...wilson(share * subjects, subjects), value: share, n: subjects },
  };
}

/** People's numbers beside the program's: pairs of absolute log errors. */
export function overrideScores(pairs: readonly { subject: string; machine: number; human: number }[]): {
  nearer: Spread | Thin;
  gain: Spread | Thin;
} {
  const thin = isThin(new Set(pairs.map((p) => p.subject)).size);
  const wins = pairs.filter((p) => p.human < p.machine).length;
  return {
    nearer: thin ?? { ...wilson(wins, pairs.length), value: wins / pairs.length, n: pairs.length },
    gain: subjectMean(pairs.map((p) => ({ subject: p.subject, value: p.human - p.machine }))),
  };
}
