/** Forecasts with what came of them, scores of their makers, overrides, and assumptions with their history. Browser-safe. */
import { z } from 'zod';
import { rowRefSchema, wordsSchema } from '#basis/reading.ts';
import { FORECASTERS, forecastSchema } from '#domain/decisions/campaigns/schema.ts';
import { heldAssumptionSchema, LEARNED_NAMES } from '#domain/decisions/mix/plan/schema.ts';

const refusal = z.object({
  state: z.literal('insufficient'),
  need: wordsSchema,
  have: wordsSchema,
  why: wordsSchema,
});
/** A figure with its 95 % interval and base, or what it lacks. */
export const scoreSchema = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('ok'),
    value: z.number(),
    low: z.number(),
    high: z.number(),
    n: z.int(),
  }),
  refusal,
]);
export type Score = z.infer<typeof scoreSchema>;

export const TIMINGS = ['before', 'running', 'late'] as const;
export const RESULTS = ['scored', 'open', 'unseen'] as const;

export const forecastLineSchema = forecastSchema.extend({
  /** Who or what the forecast is about, as people call it. */
  about: z.string(),
  brand: z.string().nullable(),
  timing: z.enum(TIMINGS),
  result: z.enum(RESULTS),
  launchedAt: z.string().nullable(),
  dueAt: z.string().nullable(),
  actual: z.number().nullable(),
  actualAt: z.string().nullable(),
  /** Rows the actual was read from; at most twelve, of `rowCount`. */
  rows: z.array(rowRefSchema),
  rowCount: z.int(),
  /** ln((forecast + 1) ÷ (actual + 1)): above zero means too high. */
  logError: z.number().nullable(),
  /** (forecast − actual) ÷ actual; null at an actual of zero. */
  relativeError: z.number().nullable(),
  inside: z.boolean().nullable(),
  /** Winkler's score of the interval on the log scale; smaller is better. */
  intervalScore: z.number().nullable(),
  /** Assumptions it was made with, where it was made from some. */
  assumed: z.record(z.string(), z.number()).nullable(),
  override: z
    .object({
      role: z.enum(['machine', 'human']),
      otherId: z.string(),
      why: z.string(),
      who: z.string(),
      at: z.string(),
    })
    .nullable(),
});
export type ForecastLine = z.infer<typeof forecastLineSchema>;

export const sourceScoreSchema = z.object({
  source: z.string(),
  kind: z.enum(FORECASTERS),
  madeBy: z.string(),
  method: z.string(),
  stored: z.int(),
  scored: z.int(),
  /** Forecast ÷ actual, geometric mean over subjects: 1 is without bias. */
  bias: scoreSchema,
  /** Mean of the larger of forecast ÷ actual and its inverse, geometric. */
  error: scoreSchema,
  /** Share of intervals that held, beside the level they stated. */
  coverage: scoreSchema,
  nominal: z.number().nullable(),
  verdict: z.enum(['fits', 'too_narrow', 'too_wide', 'cannot_tell']),
  intervalScore: scoreSchema,
});
export type SourceScore = z.infer<typeof sourceScoreSchema>;

export const curveSchema = z.object({
  kind: z.enum(FORECASTERS),
  n: z.int(),
  points: z.array(z.object({ stated: z.number(), observed: z.number(), low: z.number(), high: z.number() })),
});
export type CalibrationCurve = z.infer<typeof curveSchema>;

export const overrideScoreSchema = z.object({
  pairs: z.int(),
  scored: z.int(),
  /** Share of pairs in which the person was nearer. */
  nearer: scoreSchema,
  /** Person's |log error| less the program's, mean: below zero the person improved it. */
  gain: scoreSchema,
  verdict: z.enum(['helped', 'harmed', 'cannot_tell']),
});

export const scoreboardSchema = z.object({
  asOf: z.string().nullable(),
  lines: z.array(forecastLineSchema),
  sources: z.array(sourceScoreSchema),
  curves: z.array(curveSchema),
  overrides: overrideScoreSchema,
  counts: z.object({ stored: z.int(), before: z.int(), running: z.int(), late: z.int(), scored: z.int() }),
  campaigns: z.array(z.string()),
  caveats: z.array(wordsSchema),
});
export type Scoreboard = z.infer<typeof scoreboardSchema>;

export const newOverrideSchema = z.object({
  value: z.number().min(0),
  low: z.number().min(0).nullable().default(null),
  high: z.number().min(0).nullable().default(null),
  level: z.number().gt(0).lt(1).nullable().default(null),
  why: z.string().trim().min(3).max(500),
  who: z.string().trim().min(1).max(100).default('user'),
});
export type NewOverride = z.output<typeof newOverrideSchema>;

const campaignTaughtSchema = z.object({
  campaign: z.string(),
  startsOn: z.string().nullable(),
  n: z.int(),
  exposure: z.number(),
  count: z.number(),
  /** count ÷ exposure in the unit of the assumption, with its 90 % interval. */
  rate: z.number(),
  low: z.number(),
  high: z.number(),
  rows: z.array(rowRefSchema),
});
export const learnedSchema = z.object({
  name: z.enum(LEARNED_NAMES),
  value: z.number(),
  low: z.number(),
  high: z.number(),
  /** Where a further campaign will lie. */
  nextLow: z.number(),
  nextHigh: z.number(),
  n: z.int(),
  /** Share of the value that the campaigns tell and not the shipped value, 0–1. */
  ownShare: z.number(),
  /** Standard deviation between campaigns on the log scale. */
  spread: z.number(),
  /** Placements around their campaign on the log scale: centre and standard deviation. */
  placement: z.object({ centre: z.number(), sd: z.number() }),
  campaigns: z.array(campaignTaughtSchema),
  method: z.string(),
});
export type Learned = z.infer<typeof learnedSchema>;

export const historySchema = z.object({
  assumptionId: z.string(),
  name: z.enum(LEARNED_NAMES),
  value: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  n: z.int(),
  source: z.enum(['learned', 'stated', 'shipped']),
  method: z.string(),
  campaigns: z.array(z.string()),
  asOf: z.string().nullable(),
  acceptedBy: z.string(),
  acceptedAt: z.string(),
  note: z.string(),
});
export type AssumptionStep = z.infer<typeof historySchema>;

export const assumptionsPageSchema = z.object({
  asOf: z.string().nullable(),
  items: z.array(
    z.object({
      name: z.enum(LEARNED_NAMES),
      unit: z.enum(['share', 'per_million', 'ratio']),
      shipped: z.number(),
      held: heldAssumptionSchema.nullable(),
      /** What the finished campaigns teach now. */
      proposal: z.union([learnedSchema.extend({ state: z.literal('ok') }), refusal]),
      /** The proposal differs from what holds by more than rounding. */
      fresh: z.boolean(),
      history: z.array(historySchema),
    }),
  ),
});
export type AssumptionsPage = z.infer<typeof assumptionsPageSchema>;

export const decideSchema = z.discriminatedUnion('act', [
  z.object({
    act: z.literal('accept'),
    note: z.string().max(500).default(''),
    who: z.string().default('user'),
  }),
  z.object({
    act: z.literal('shipped'),
    note: z.string().max(500).default(''),
    who: z.string().default('user'),
  }),
  z.object({
    act: z.literal('state'),
    value: z.number().gt(0),
    note: z.string().trim().min(3).max(500),
    who: z.string().default('user'),
  }),
]);
export type AssumptionAct = z.output<typeof decideSchema>;
