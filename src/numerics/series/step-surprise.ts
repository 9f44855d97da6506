/**
 * How surprising are single steps of a counter against the counter's other steps? Shared by bursts and purges.
 * Rates per day are put on a signed logarithmic scale (asinh of rate over the series' own spread); each step is
 * compared with the median of its neighbours; the tail beyond the series' own 90 % quantile is exponential on that
 * scale, so a power law on rates. Several surprising steps add up: higher criticism over the smallest p values.
 */

import { binomialAtLeast } from '../stats/tails.ts';
import { exponentialTail, tailOf } from './exponential-tail.ts';
import { type CounterSeries, type Increments, incrementsOf } from './increments.ts';
import { madOf, medianOf, surroundingMedian } from './robust.ts';

/** Neighbours on each side that say what is usual. */
const HALF = 10;
/** Steps this close to a larger surprise belong to it. */
const APART = 3;
/** Ranks at which several steps are judged together. */
const RANKS = [1, 2, 3, 5, 8] as const;

export interface StepSurprise {
  steps: Increments;
  /** Median rate around each step, per day. */
  usualPerDay: Float64Array;
  /** P(a step of this series is at least so far from its neighbours). */
  p: Float64Array;
}

/** `direction` 1 looks for steps up, −1 for steps down. */
export function stepSurprise(series: CounterSeries, direction: 1 | -1): StepSurprise {
  const steps = incrementsOf(series);
  const spread = Math.max(
    madOf(steps.perDay),
    0.2 * Math.abs(medianOf(steps.perDay)),
    1 / medianOf(steps.days),
  );
  const scaled = steps.perDay.map((rate) => Math.asinh(rate / spread));
  const usual = surroundingMedian(scaled, HALF);
  const away = scaled.map((value, i) => direction * (value - (usual[i] as number)));
  const tail = exponentialTail(away);
  return {
    steps,
    usualPerDay: usual.map((value) => spread * Math.sinh(value)),
    p: away.map((value) => tailOf(tail, value)),
  };
}

export interface Surprises {
  p: number;
  /** Steps that carry it, smallest p first. */
  found: Int32Array;
}

/**
 * The steps that stand out among those `eligible`, and the probability that a series of `trials` ordinary steps
 * shows as many as improbable.
 */
export function standingOut(p: Float64Array, eligible: (step: number) => boolean): Surprises {
  const order = Int32Array.from(p.keys()).sort((a, b) => (p[a] as number) - (p[b] as number) || a - b);
  const peaks: number[] = [];
  for (const step of order)
    if ((p[step] as number) < 0.1 && eligible(step) && peaks.every((other) => Math.abs(other - step) > APART))
      peaks.push(step);
  let best = { p: 1, rank: 0 };
  for (const rank of RANKS) {
    if (rank > peaks.length) break;
    const tail = binomialAtLeast(rank, p.length, p[peaks[rank - 1] as number] as number);
    if (tail < best.p) best = { p: tail, rank };
  }
  // Beyond the deciding rank, steps as improbable on their own (family-wise 5 %) are shown too.
  const shown = peaks.filter((step, i) => i < best.rank || (p[step] as number) * p.length <= 0.05);
  return { p: Math.min(1, best.p * RANKS.length), found: Int32Array.from(shown) };
}
