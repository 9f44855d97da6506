/** Lift: what a campaign changed where it ran, against places where it did not. Browser-safe. */
import { z } from 'zod';
import { wordsSchema } from '#basis/reading.ts';

export const LIFT_METHODS = ['sdid', 'sc', 'did'] as const;
export type LiftMethod = (typeof LIFT_METHODS)[number];

/** One observation of a panel. `treated`: the campaign runs in this unit at this time. */
export interface PanelRow {
  unit: string;
  time: string;
  outcome: number;
  treated: boolean;
}

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

const planHead = {
  method: z.enum(LIFT_METHODS),
  units: z.number().int(),
  times: z.number().int(),
  from: z.string(),
  until: z.string(),
  duration: z.number().int(),
  /** Hoped for, relative to what would come without; null when not said. */
  expected: z.number().nullable(),
};
/** Whether an effect could be told, tried on the past. */
export const liftPlanSchema = z.discriminatedUnion('state', [
  z.object({
    ...planHead,
    state: z.literal('ok'),
    treated: z.array(z.string()),
    /** Chosen by the program rather than named. */
    chosen: z.boolean(),
    /** Past starts on which power is told. */
    starts: z.number().int(),
    /** Share of past starts where the test saw what was not there. */
    falseAlarm: z.object({ share: z.number(), low: z.number(), high: z.number() }),
    /** Seen at four of five past starts. */
    leastRelative: z.number(),
    leastTotal: z.number(),
    expectedTotal: z.number().nullable(),
    /** What comes without the campaign in those units and times. */
    baseTotal: z.number(),
    power: z.number().nullable(),
    curve: z.array(z.object({ effect: z.number(), power: z.number() })),
    options: z.array(z.object({ count: z.number().int(), duration: z.number().int(), least: z.number() })),
    verdict: z.enum(['told', 'can_tell', 'cannot_tell']),
    need: wordsSchema.nullable(),
  }),
  z.object({
    ...planHead,
    state: z.literal('insufficient'),
    need: wordsSchema,
    have: wordsSchema,
    why: wordsSchema,
  }),
]);
export type LiftPlan = z.infer<typeof liftPlanSchema>;

const day = z.iso.date();
const placesAsked = {
  /** Products that count; all when empty. */
  skus: z.array(z.string()).max(200).default([]),
  outcome: z.enum(['orders', 'sales']).default('orders'),
  method: z.enum(LIFT_METHODS).default('sdid'),
  /** Days summed to one time. */
  everyDays: z.number().int().min(1).max(28).default(1),
  from: day.optional(),
  until: day.optional(),
};
export const planRequestSchema = z.object({
  ...placesAsked,
  treated: z.array(z.string()).max(500).default([]),
  count: z.number().int().min(1).max(200).default(1),
  /** Times, each of `everyDays`. */
  duration: z.number().int().min(1).max(200),
  /** Relative; or in all, which is divided by what comes without. */
  expected: z.number().positive().nullable().default(null),
});
export const measureRequestSchema = z.object({
  ...placesAsked,
  treated: z.array(z.string()).min(1).max(500),
  /** First day of the campaign. */
  start: day,
});

/** What the library knows of orders by place. */
export const placesSchema = z.object({
  from: z.string().nullable(),
  until: z.string().nullable(),
  orders: z.number().int(),
  withoutPlace: z.number().int(),
  units: z.array(z.object({ unit: z.string(), orders: z.number().int() })),
  skus: z.array(z.object({ sku: z.string(), orders: z.number().int() })),
});
export type Places = z.infer<typeof placesSchema>;
