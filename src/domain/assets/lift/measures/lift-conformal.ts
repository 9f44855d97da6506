/**
 * Could the gap after the start be one of the gaps before it?
 * Method: under a supposed effect the treated mean without it is fitted by the controls over all times, so that residuals
 *   before and after are alike; p is the share of cyclic shifts of the residuals whose mean absolute value after is at
 *   least as large. The interval holds every effect whose p is above .05.
 * Source: Chernozhukov, Wüthrich & Zhu 2021, JASA 116(536), moving blocks.
 * Differs: the interval's ends are found by bisection from the estimate outwards.
 * Limits: p cannot fall below 1 ÷ times: with fewer than 20 times there is no 95 % interval.
 * Verified: lift.test.ts; lift-calibration.test.ts
 */
import { unitWeights } from '#numerics/panel/block-effect.ts';
import type { Lift, LiftMethod } from '../schema.ts';
import type { Cohort, Panel } from './panel.ts';

const ALPHA = 0.05;
const LEAST_TIMES = 20;

export function conformalLift(
  panel: Panel,
  cohort: Cohort,
  controls: readonly number[],
  method: LiftMethod,
  effect: number,
  error: number | null,
): Lift['conformal'] {
  const { times } = panel;
  const after = times - cohort.start;
  const line = Float64Array.from({ length: times }, (_, t) =>
    cohort.rows.reduce((a, r) => a + (panel.values[r * times + t] as number) / cohort.rows.length, 0),
  );
  const without = new Float64Array(times);
  const gap = new Float64Array(times);
  const pOf = (supposed: number): number => {
    for (let t = 0; t < times; t++) without[t] = (line[t] as number) - (t >= cohort.start ? supposed : 0);
    const omega = unitWeights(panel, controls, without, times, cohort.rows.length * after, method);
    for (let t = 0; t < times; t++) {
      gap[t] = without[t] as number;
      for (let j = 0; j < controls.length; j++)
        gap[t] =
          (gap[t] as number) -
          (omega[j] as number) * (panel.values[(controls[j] as number) * times + t] as number);
    }
    let level = 0;
    if (method !== 'sc') for (let t = 0; t < times; t++) level += (gap[t] as number) / times;
    const size = Float64Array.from({ length: times }, (_, t) => Math.abs((gap[t] as number) - level));
    const sumFrom = (shift: number) => {
      let sum = 0;
      for (let t = cohort.start; t < times; t++) sum += size[(t + shift) % times] as number;
      return sum;
    };
    const real = sumFrom(0);
    let beyond = 0;
    for (let shift = 0; shift < times; shift++) if (sumFrom(shift) >= real * (1 - 1e-12)) beyond++;
    return beyond / times;
  };
  const p = pOf(0);
  if (times < LEAST_TIMES || after >= cohort.start) return { p, leastP: 1 / times, low: null, high: null };
  const first = Math.max(error ?? 0, Math.abs(effect) / 4, 1e-9);
  const end = (side: 1 | -1): number | null => {
    let [inside, outside] = [effect, effect + side * first];
    for (let i = 0; pOf(outside) > ALPHA; i++) {
      if (i === 12) return null;
      inside = outside;
      outside = effect + side * first * 2 ** (i + 1);
    }
    for (let i = 0; i < 14; i++) {
      const mid = (inside + outside) / 2;
      if (pOf(mid) > ALPHA) inside = mid;
      else outside = mid;
    }
    return inside;
  };
  if (pOf(effect) <= ALPHA) return { p, leastP: 1 / times, low: null, high: null };
  return { p, leastP: 1 / times, low: end(-1), high: end(1) };
}
