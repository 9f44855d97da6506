/**
 * How far does the estimate move where nothing happened?
 * Method: controls take the place of the treated, with the same starts, and the others stay controls: every control once
 *   for one treated unit, else seeded draws without replacement. Jackknife: each unit is left out once, weights kept and
 *   rescaled.
 * Source: Arkhangelsky et al. 2021, algorithms 4 (placebo) and 3 (jackknife).
 * Differs: every control once instead of random draws when one unit is treated.
 * Limits: placebos need 10 controls and at least twice as many as treated; the jackknife needs 2 treated units.
 * Verified: lift-calibration.test.ts
 */
import { rng } from '#basis/rng.ts';
import { type BlockEffect, blockEffect } from '#numerics/panel/block-effect.ts';
import type { LiftMethod } from '../schema.ts';
import type { Cohort, Panel } from './panel.ts';

export const LEAST_CONTROLS = 10;
const DRAWS = 200;

/** Of so many controls only as many placebo groups stand apart from each other. */
export const placeboFreedom = (controls: number, treated: number): number =>
  Math.max(4, Math.floor(controls / treated) - 1);

export interface PlaceboDraw {
  effect: number;
  parts: BlockEffect[];
}

export function placebosOf(
  panel: Panel,
  cohorts: readonly Cohort[],
  controls: readonly number[],
  method: LiftMethod,
  seed: string,
  draws = DRAWS,
): PlaceboDraw[] {
  const count = cohorts.reduce((a, c) => a + c.rows.length, 0);
  if (controls.length < LEAST_CONTROLS || controls.length < 2 * count) return [];
  const one = (chosen: readonly number[], rest: readonly number[]): PlaceboDraw => {
    let [taken, sum, cells] = [0, 0, 0];
    const parts = cohorts.map((c) => {
      const part = blockEffect(panel, rest, chosen.slice(taken, taken + c.rows.length), c.start, method);
      const weight = c.rows.length * (panel.times - c.start);
      taken += c.rows.length;
      sum += weight * part.effect;
      cells += weight;
      return part;
    });
    return { effect: sum / cells, parts };
  };
  if (count === 1)
    return controls.map((unit) =>
      one(
        [unit],
        controls.filter((c) => c !== unit),
      ),
    );
  const random = rng(`placebo/${seed}`);
  return Array.from({ length: draws }, () => {
    const order = random.shuffle([...controls]);
    return one(order.slice(0, count), order.slice(count));
  });
}

/** Weighted gap after minus before of some rows. */
function withWeights(
  panel: Panel,
  cohort: Cohort,
  rows: readonly number[],
  controls: readonly number[],
  part: BlockEffect,
): number {
  const { values, times } = panel;
  const whole = part.omega.reduce((a, w, j) => (controls[j] === -1 ? a : a + w), 0);
  let [after, before] = [0, 0];
  for (let t = 0; t < times; t++) {
    let gap = 0;
    for (const r of rows) gap += (values[r * times + t] as number) / rows.length;
    for (let j = 0; j < controls.length; j++) {
      const r = controls[j] as number;
      if (r >= 0) gap -= ((part.omega[j] as number) / whole) * (values[r * times + t] as number);
    }
    if (t < cohort.start) before += (part.lambda[t] as number) * gap;
    else after += gap / (times - cohort.start);
  }
  return after - before;
}

/** Null: fewer than 2 treated in a cohort, or a single control carries all the weight. */
export function jackknifeError(
  panel: Panel,
  cohorts: readonly Cohort[],
  controls: readonly number[],
  parts: readonly BlockEffect[],
): number | null {
  if (cohorts.some((c) => c.rows.length < 2)) return null;
  if (parts.some((p) => p.omega.some((w) => w > 0.999))) return null;
  const total = (rows: (c: Cohort) => number[], kept: readonly number[]) => {
    let [sum, cells] = [0, 0];
    cohorts.forEach((c, i) => {
      const weight = c.rows.length * (panel.times - c.start);
      sum += weight * withWeights(panel, c, rows(c), kept, parts[i] as BlockEffect);
      cells += weight;
    });
    return sum / cells;
  };
  const left: number[] = [
    ...controls.map((gone) =>
      total(
        (c) => c.rows,
        controls.map((r) => (r === gone ? -1 : r)),
      ),
    ),
    ...cohorts.flatMap((from) =>
      from.rows.map((gone) => total((c) => c.rows.filter((r) => c !== from || r !== gone), controls)),
    ),
  ];
  const n = left.length;
  const mean = left.reduce((a, v) => a + v, 0) / n;
  return Math.sqrt(((n - 1) / n) * left.reduce((a, v) => a + (v - mean) ** 2, 0));
}
