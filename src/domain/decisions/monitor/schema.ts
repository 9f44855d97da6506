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

/** Log acts per view of an account's own clean posts. */
const ratioNormSchema = z.object({ mean: z.number(), sd: z.number(), n: z.number().int() });

export const campaignWatchSettingsSchema = z.object({
  /** Chance of any false alarm in the whole watch of an ordinary campaign. 0–1. */
  declaredRate: z.number().gt(0).lt(1),
  horizonMinutes: z.number().int().positive(),
  cadenceMs: z.number().int().positive(),
  /** Counters that are expected; later ones are watched too, with less allowance. */
  counters: z.number().int().positive(),
  /** What is known of posts beforehand; norms by metric. */
  posts: z.record(
    z.string(),
    z.object({ publishedAtMs: z.number().nullable(), norms: z.record(z.string(), ratioNormSchema) }),
  ),
});
export type CampaignWatchSettings = z.infer<typeof campaignWatchSettingsSchema>;

/** A counter of a post at a moment. */
export interface PostReading {
  postId: string;
  metric: string;
  atMs: number;
  count: number;
}

export const ALARM_KINDS = [
  'step-up',
  'step-down',
  'slow-rise',
  'slow-fall',
  'too-even',
  'ratio-up',
  'ratio-down',
  'level-high',
  'level-low',
] as const;

const ofCounter = { postId: z.string(), metric: z.string() };
/** One line of `alerts.jsonl`. The same minutes give the same lines, byte for byte. */
export const campaignAlarmSchema = z.object({
  event: z.literal('alarm'),
  ...ofCounter,
  kind: z.enum(ALARM_KINDS),
  fromMs: z.number(),
  raisedAtMs: z.number(),
  before: z.number(),
  after: z.number(),
  /** Beyond what was usual. */
  excess: z.number(),
  /** Growth a minute (steps), acts by view (ratio, level), dispersion (even). */
  usual: z.number(),
  p: z.number(),
  allowance: z.number(),
});
export type CampaignAlarm = z.infer<typeof campaignAlarmSchema>;

const counterGapSchema = gapSchema.extend({ event: z.literal('gap'), ...ofCounter });
export type CounterGap = z.infer<typeof counterGapSchema>;
const counterResetSchema = resetSchema.extend({ event: z.literal('reset'), ...ofCounter });
export type CounterReset = z.infer<typeof counterResetSchema>;
export type WatchLogLine = CampaignAlarm | CounterGap | CounterReset;

const sizeSchema = z.object({
  metric: z.string(),
  method: z.string(),
  madeAt: z.string(),
  value: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  n: z.number().nullable(),
});

export const livePostSchema = z.object({
  postId: z.string(),
  accountId: z.string(),
  accountName: z.string().nullable(),
  platform: z.string(),
  title: z.string().nullable(),
  publishedAt: z.string().nullable(),
  /** Newest value of each watched counter. */
  latest: z.record(z.string(), z.number()),
  lastAt: z.string().nullable(),
  /** Gain in each `stepMinutes` from `fromAt`, of the post's main counter; null where nobody looked. */
  row: z
    .object({
      metric: z.string(),
      fromAt: z.string(),
      stepMinutes: z.number(),
      gains: z.array(z.number().nullable()),
    })
    .nullable(),
  alarms: z.number(),
  /** Newest forecast of the final size by counter. */
  sizes: z.array(sizeSchema),
  /** Bands that were frozen before launch. */
  bands: z.array(sizeSchema.extend({ horizonHours: z.number() })),
});
export type LivePost = z.infer<typeof livePostSchema>;

const innocent = z.object({ eventId: z.string(), kind: z.string(), note: z.string() });
export const liveAlarmSchema = z.object({
  alarmId: z.string(),
  postId: z.string(),
  metric: z.string(),
  kind: z.enum(ALARM_KINDS),
  fromAt: z.string(),
  raisedAt: z.string(),
  before: z.number(),
  after: z.number(),
  excess: z.number(),
  usual: z.number(),
  p: z.number(),
  allowance: z.number(),
  /** Context events that were going on: an explanation, not an acquittal. */
  context: z.array(innocent),
});
export type LiveAlarm = z.infer<typeof liveAlarmSchema>;

export const liveSchema = z.object({
  campaign: z.string(),
  method: z.string(),
  /** Chance of any false alarm in the whole watch of an ordinary campaign. 0–1. */
  declaredRate: z.number(),
  horizonMinutes: z.number(),
  readings: z.number(),
  ignored: z.number(),
  counters: z.number(),
  untilAt: z.string().nullable(),
  alarms: z.array(liveAlarmSchema),
  gaps: z.array(
    z.object({
      postId: z.string(),
      fromAt: z.string(),
      toAt: z.string(),
      minutes: z.number(),
      counters: z.array(z.string()),
    }),
  ),
  resets: z.array(
    z.object({
      postId: z.string(),
      metric: z.string(),
      at: z.string(),
      before: z.number(),
      after: z.number(),
    }),
  ),
  posts: z.array(livePostSchema),
  /** Minutes of one counter with the band that the minutes before expect. */
  curve: z
    .object({
      postId: z.string(),
      metric: z.string(),
      startAt: z.string(),
      count: z.array(z.number().nullable()),
      gains: z.array(z.number().nullable()),
      expected: z.array(z.number().nullable()),
      low: z.array(z.number().nullable()),
      high: z.array(z.number().nullable()),
    })
    .nullable(),
  /** People who acted on the campaign's posts, by province as the platform shows it. */
  provinces: z.array(z.object({ province: z.string(), acts: z.number() })),
  provinceUnknown: z.number(),
});
export type Live = z.infer<typeof liveSchema>;

export const watchMinutesSchema = z.object({
  /** Of the watch, as `watch.json` holds them. */
  settings: campaignWatchSettingsSchema,
  rows: z.array(z.object({ postId: z.string(), metric: z.string(), atMs: z.number(), count: z.number() })),
});
export type WatchMinutes = z.infer<typeof watchMinutesSchema>;

export const alarmRowSchema = z.object({
  at: z.string(),
  value: z.number(),
  sourceId: z.number(),
  row: z.number(),
});
