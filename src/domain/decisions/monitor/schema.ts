/** The nouns of a watch: readings of one counter in, gaps, resets and alarms out. All of it survives JSON. */
import { z } from 'zod';

export const watchSettingsSchema = z.object({
  /** Chance that a watch of an ordinary counter raises any false alarm, however long it lasts. 0–1. */
  declaredRate: z.number().gt(0).lt(1),
  /** Minutes over which the larger part of that chance is spread evenly. */
  horizonMinutes: z.number().int().positive(),
  cadenceMs: z.number().int().positive(),
  /** Steps below this share of the counter are not reported. */
  leastShare: z.number().min(0).lt(1),
});
export type WatchSettings = z.infer<typeof watchSettingsSchema>;

export const watchDefaults: WatchSettings = {
  declaredRate: 0.05,
  horizonMinutes: 7 * 24 * 60,
  cadenceMs: 60_000,
  leastShare: 0.0002,
};

/** One reading of a counter. */
export interface CountReading {
  atMs: number;
  count: number;
}

/** A minute's median. `minute` counts cadences since 1970. */
const minuteLevelSchema = z.object({ minute: z.number().int(), level: z.number() });
export type MinuteLevel = z.infer<typeof minuteLevelSchema>;

export const gapSchema = z.object({
  fromMs: z.number(),
  toMs: z.number(),
  minutes: z.number(),
  /** Growth across the gap: known, but not judged, because nobody saw how it came. */
  growth: z.number(),
});
export type Gap = z.infer<typeof gapSchema>;

export const resetSchema = z.object({ atMs: z.number(), before: z.number(), after: z.number() });
export type Reset = z.infer<typeof resetSchema>;

export const watchAlarmSchema = z.object({
  kind: z.enum(['step-up', 'step-down']),
  /** End of the minute that confirmed it. */
  raisedAtMs: z.number(),
  /** End of the last minute before the step. */
  fromMs: z.number(),
  before: z.number(),
  after: z.number(),
  /** Beyond the usual growth; negative for a fall. */
  excess: z.number(),
  excessShare: z.number(),
  usualPerMinute: z.number(),
  p: z.number(),
  /** What p had to stay below at this minute. */
  allowance: z.number(),
});
export type WatchAlarm = z.infer<typeof watchAlarmSchema>;

export type WatchEvent =
  | ({ event: 'gap' } & Gap)
  | ({ event: 'reset' } & Reset)
  | ({ event: 'alarm' } & WatchAlarm);

export const watchStateSchema = z.object({
  settings: watchSettingsSchema,
  lastAtMs: z.number().nullable(),
  /** Counts of the minute that is still open. */
  open: z.object({ minute: z.number().int(), counts: z.array(z.number()) }).nullable(),
  /** The last closed minutes. */
  levels: z.array(minuteLevelSchema),
  /** Growth per minute of the last ordinary minutes. */
  recent: z.array(z.number()),
  /** How far ordinary minutes lay above and below what was expected. */
  up: z.array(z.number()),
  down: z.array(z.number()),
  /** Largest disagreement of readings close in time, forgotten slowly. */
  jitter: z.number(),
  judgedMinutes: z.number().int(),
  /** Minutes in a row that alarmed; only the first raises an alarm. */
  episodeMinutes: z.number().int(),
  readings: z.number().int(),
  /** Readings left out: earlier than one already taken, or not a number. */
  ignored: z.number().int(),
});
export type WatchState = z.infer<typeof watchStateSchema>;
