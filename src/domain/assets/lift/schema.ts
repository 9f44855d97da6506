/** Lift: what a campaign changed where it ran, against places where it did not. Browser-safe. */
import { z } from 'zod';
import { wordsSchema } from '#basis/reading.ts';

export const LIFT_METHODS = ['sdid', 'sc', 'did'] as const;
export type LiftMethod = (typeof LIFT_METHODS)[number];

/** One observation of a panel. `treated`: the campaign runs in this unit at this time. */
export const panelRowSchema = z.object({
  unit: z.string().min(1),
  time: z.string().min(1),
  outcome: z.number(),
  treated: z.boolean(),
});
export type PanelRow = z.infer<typeof panelRowSchema>;

const range = z.object({ value: z.number(), low: z.number().nullable(), high: z.number().nullable() });

export const liftSchema = z.object({
  method: z.enum(LIFT_METHODS),
  version: z.string(),
  units: z.number().int(),
  times: z.number().int(),
  treatedUnits: z.number().int(),
  controlUnits: z.number().int(),
  /** Mean effect on a treated unit in a treated time, in units of the outcome. */
  effect: z.number(),
  standardError: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  confidence: z.number(),
  /** How the standard error came about; null: too few units for one. */
  errorFrom: z.enum(['placebo', 'jackknife']).nullable(),
  /** Effect times treated cells: what came on top in all. */
  total: range,
  /** Effect ÷ what was expected without the campaign. */
  relative: range.nullable(),
  placebo: z.object({
    draws: z.number().int(),
    /** Every control took the treated unit's place once; else seeded draws. */
    everyControl: z.boolean(),
    /** Share of placebos at least as far from zero, the real one among them. */
    p: z.number().nullable(),
    /** The same by the ratio of the gap after to the gap before (Abadie). */
    ratioP: z.number().nullable(),
    effects: z.array(z.number()),
  }),
  /** Cyclic shifts of the residuals under the null; null for staggered starts. */
  conformal: z
    .object({ p: z.number(), leastP: z.number(), low: z.number().nullable(), high: z.number().nullable() })
    .nullable(),
  fit: z.object({
    /** Root mean square of treated − synthetic before the start. */
    preRmse: z.number(),
    treatedMeanBefore: z.number(),
    /** Share of placebos that are fitted no better; low: the treated are unlike every mix of controls. */
    p: z.number().nullable(),
    /** The same method on the time before, with a start that never was. */
    falseStart: z.object({ time: z.string(), effect: z.number(), p: z.number().nullable() }).nullable(),
    good: z.boolean(),
  }),
  /** The least effect that would be seen four times out of five. */
  least: z.object({ effect: z.number(), relative: z.number().nullable() }).nullable(),
  verdict: z.enum(['raised', 'lowered', 'cannot_tell']),
  why: wordsSchema.nullable(),
  need: wordsSchema.nullable(),
  cohorts: z.array(
    z.object({
      start: z.string(),
      units: z.array(z.string()),
      effect: z.number(),
      before: z.number().int(),
      after: z.number().int(),
      unitWeights: z.array(z.object({ unit: z.string(), weight: z.number() })),
      timeWeights: z.array(z.object({ time: z.string(), weight: z.number() })),
      /** Mean of the treated, the weighted controls at the treated level, and how far the former is above. */
      series: z.array(
        z.object({ time: z.string(), treated: z.number(), synthetic: z.number(), gap: z.number() }),
      ),
      /** Gaps of placebos, for the fan: at most 60 of them. */
      fan: z.array(z.array(z.number())),
    }),
  ),
});
export type Lift = z.infer<typeof liftSchema>;
