/**
 * Does a watched counter grow more evenly, for most of an hour, than separate people can?
 * Method: disjoint pairs of neighbouring minutes with gains a, b: (a − b)² / (a + b) has mean 1 when people come one by one
 *   and more when they come in groups. Twenty pairs in a row make one look; its sum is compared with χ²(20), lower tail.
 *   Each look spends its part of the allowance (alpha-spending.ts).
 * Source: Cox & Lewis 1966, The Statistical Analysis of Series of Events, ch. 6 (dispersion test); Lan & DeMets 1983.
 * Differs: looks do not overlap, so the watch has as many as it has stretches, and each is valid alone.
 * Limits: a platform that fills counters in by interpolation is even too; minutes with fewer than five people say nothing.
 * Verified: campaign-watch.test.ts, bench/campaign-watch.ts.
 */
import gammainc from '@stdlib/math-base-special-gammainc';
import { alphaAt } from '#numerics/series/alpha-spending.ts';

export const PAIRS = 20;
const LEAST_PAIR = 10;

export interface EvenStretch {
  look: number;
  pairs: number;
  sum: number;
  /** Gain of the open pair's first minute. */
  first: number | null;
  fromMs: number;
  before: number;
}

export const startEven = (): EvenStretch => ({
  look: 0,
  pairs: 0,
  sum: 0,
  first: null,
  fromMs: 0,
  before: 0,
});

export interface EvenAlarm {
  fromMs: number;
  before: number;
  /** Against what separate arrivals give; below 1 is more even. */
  dispersion: number;
  p: number;
  allowance: number;
}

/** Takes the gain of one more minute, which began at `fromMs` with the counter at `before`. Changes `state`. */
export function stepEven(
  state: EvenStretch,
  gain: number,
  minute: { fromMs: number; before: number },
  horizonMinutes: number,
  share: number,
): EvenAlarm | null {
  if (state.pairs === 0 && state.first === null) Object.assign(state, minute);
  if (state.first === null) {
    state.first = gain;
    return null;
  }
  const [a, b] = [state.first, gain];
  state.first = null;
  if (a < 0 || b < 0 || a + b < LEAST_PAIR) {
    breakEven(state);
    return null;
  }
  state.pairs++;
  state.sum += (a - b) ** 2 / (a + b);
  if (state.pairs < PAIRS) return null;
  const { sum, fromMs, before } = state;
  state.look++;
  breakEven(state);
  const p = sum <= 0 ? 0 : gammainc(sum / 2, PAIRS / 2, true, false);
  const allowance = alphaAt(state.look, Math.max(1, horizonMinutes / (2 * PAIRS)), share);
  return p <= allowance ? { fromMs, before, dispersion: sum / PAIRS, p, allowance } : null;
}

/** Begins a new stretch: after a gap, a reset, or minutes too quiet to say anything. */
export function breakEven(state: EvenStretch): void {
  Object.assign(state, { pairs: 0, sum: 0, first: null });
}
