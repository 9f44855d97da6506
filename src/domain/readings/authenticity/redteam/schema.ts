/** The league table: how often each detector version finds each kind of cheating, by dose. Browser-safe. */
import { z } from 'zod';
import { wordsSchema } from '#basis/reading.ts';

/** A share 0–1 with its Wilson 95 % interval, over `n` seeded cases. */
export const shareSchema = z.object({
  value: z.number(),
  low: z.number(),
  high: z.number(),
  n: z.number().int(),
});
export type Share = z.infer<typeof shareSchema>;

export const attackSchema = z.object({
  id: z.string(),
  title: wordsSchema,
  /** What a dose counts. */
  doseMeans: wordsSchema,
  doses: z.array(z.number()),
});

export const lookAlikeSchema = z.object({ id: z.string(), title: wordsSchema });

export const surfaceSchema = z.object({
  id: z.string(),
  /** What one case is. */
  case: wordsSchema,
  attacks: z.array(attackSchema),
  lookAlikes: z.array(lookAlikeSchema),
});

export const leagueRowSchema = z.object({
  /** `noun-phrase@version`. */
  measure: z.string(),
  surface: z.string(),
  /** Share of clean cases that may reach `moderate`: what the detector promises. */
  declared: z.number(),
  falseAlarm: shareSchema,
  /** Share of clean cases that could not be read; they count as no alarm. */
  insufficient: shareSchema,
  innocent: z.array(z.object({ id: z.string(), alarm: shareSchema })),
  attacks: z.array(
    z.object({
      id: z.string(),
      /** Whether the measure was made for this attack; others are run to see. */
      intended: z.boolean(),
      detection: z.array(z.object({ dose: z.number(), share: shareSchema })),
    }),
  ),
});
export type LeagueRow = z.infer<typeof leagueRowSchema>;

export const parameterSchema = z.object({ name: z.string(), value: z.number(), because: z.string() });

export const leagueTableSchema = z.object({
  product: z.string(),
  seed: z.string(),
  /** Cases in a cell of the table, before a surface's own factor. */
  cases: z.number().int(),
  /** An alarm is this level or above. */
  alarmFrom: z.enum(['weak', 'moderate', 'strong']),
  surfaces: z.array(surfaceSchema),
  rows: z.array(leagueRowSchema),
  parameters: z.array(parameterSchema),
});
export type LeagueTable = z.infer<typeof leagueTableSchema>;

/** One figure of two tables, whose intervals do not touch. */
export const driftSchema = z.object({
  measure: z.string(),
  /** The version it is compared with; the same one when only the program moved. */
  before: z.string(),
  what: z.string(),
  from: shareSchema,
  to: shareSchema,
});
export type Drift = z.infer<typeof driftSchema>;
