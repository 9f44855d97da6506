/** The nouns of a campaign: placements, tracked links and codes, context events, forecasts stored before launch. */
import { z } from 'zod';
import { PLATFORM_IDS } from '#basis/platform.ts';

const name = z.string().trim().min(1).max(200);
const moment = z.iso.datetime({ offset: true });
const day = z.iso.date();

/** How a placement is promoted, as in the commerce facts. */
export const MODES = ['paid_soft', 'celebrity', 'authority', 'own', 'gifted', 'unknown'] as const;

/** What was promised: so much of a quantity at least, or words that nobody can count. */
export const termSchema = z.object({
  /** A metric, or a free name such as `pinned_days`. */
  quantity: z.string().min(1).max(60),
  least: z.number().nullable(),
  /** Days after publication by which it must hold; null: whenever it is read. */
  withinDays: z.number().positive().nullable().default(null),
  note: z.string().max(500).default(''),
});
export type Term = z.infer<typeof termSchema>;

export const newPlacementSchema = z.object({
  accountId: z.string().min(1),
  postId: z.string().min(1).nullable().default(null),
  format: z.string().max(60).nullable().default(null),
  product: z.string().max(200).nullable().default(null),
  mode: z.enum(MODES).default('unknown'),
  priceMinor: z.number().nonnegative().nullable().default(null),
  currency: z.string().length(3).nullable().default(null),
  terms: z.array(termSchema).max(30).default([]),
  publishOn: day.nullable().default(null),
});
export type NewPlacement = z.infer<typeof newPlacementSchema>;

export const newCampaignSchema = z.object({
  campaign: name,
  brand: name.nullable().default(null),
  /** Its names become the placements, unless some are given. */
  planId: z.string().nullable().default(null),
  /** The newest when null. */
  planVersion: z.int().positive().nullable().default(null),
  startsOn: day.nullable().default(null),
  endsOn: day.nullable().default(null),
  budgetMinor: z.number().nonnegative().nullable().default(null),
  currency: z.string().length(3).nullable().default(null),
  placements: z.array(newPlacementSchema).max(1000).default([]),
});
export type NewCampaign = z.infer<typeof newCampaignSchema>;

export const placementSchema = z.object({
  /** Of this program, or null when it stands in imported cooperations only. */
  placementId: z.string().nullable(),
  accountId: z.string(),
  accountName: z.string().nullable(),
  followerCount: z.number().nullable(),
  platform: z.enum(PLATFORM_IDS),
  postId: z.string().nullable(),
  postTitle: z.string().nullable(),
  postUrl: z.string().nullable(),
  publishedAt: z.string().nullable(),
  publishOn: z.string().nullable(),
  format: z.string().nullable(),
  product: z.string().nullable(),
  mode: z.enum(MODES),
  /** Contracted price where a person wrote it down, else what the cooperation sheet says was paid. */
  priceMinor: z.number().nullable(),
  currency: z.string().nullable(),
  terms: z.array(termSchema),
  /** planned · running · finished · cancelled, or the sheet's own word. */
  state: z.string().nullable(),
  /** The row of the cooperation sheet. */
  from: z.object({ sourceId: z.number(), row: z.number() }).nullable(),
});
export type Placement = z.infer<typeof placementSchema>;

export const LINK_KINDS = ['link', 'code'] as const;
export const newLinkSchema = z.object({
  kind: z.enum(LINK_KINDS),
  value: z.string().trim().min(1).max(2000),
  accountId: z.string().nullable().default(null),
  postId: z.string().nullable().default(null),
  sku: z.string().max(100).nullable().default(null),
});
export const linkSchema = newLinkSchema.extend({ linkId: z.string(), createdAt: z.string() });
export type TrackedLink = z.infer<typeof linkSchema>;

export const CONTEXT_KINDS = ['giveaway', 'press', 'hot_search', 'paid_push', 'repost', 'other'] as const;
export const newContextSchema = z
  .object({
    kind: z.enum(CONTEXT_KINDS),
    note: z.string().trim().min(1).max(500),
    fromAt: moment,
    untilAt: moment,
    /** One post; null: the whole campaign. */
    postId: z.string().nullable().default(null),
  })
  .refine((e) => Date.parse(e.fromAt) <= Date.parse(e.untilAt), { message: 'It ends before it begins.' });
export const contextSchema = z.object({
  eventId: z.string(),
  kind: z.enum(CONTEXT_KINDS),
  note: z.string(),
  fromAt: z.string(),
  untilAt: z.string(),
  postId: z.string().nullable(),
  recordedBy: z.string(),
  recordedAt: z.string(),
});
export type ContextEvent = z.infer<typeof contextSchema>;

export const FORECASTERS = ['program', 'analyst', 'agency'] as const;
export const forecastSchema = z.object({
  forecastId: z.string(),
  subject: z.object({ kind: z.enum(['post', 'placement', 'campaign']), id: z.string() }),
  campaign: z.string().nullable(),
  /** A metric of the dictionary. */
  quantity: z.string(),
  horizonHours: z.number(),
  madeAt: z.string(),
  madeByKind: z.enum(FORECASTERS),
  madeBy: z.string(),
  /** `measure@version`, or the words of whoever made it. */
  method: z.string(),
  value: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  /** Nominal coverage of low–high, 0–1. */
  level: z.number().nullable(),
  n: z.number().nullable(),
  unit: z.string(),
});
export type Forecast = z.infer<typeof forecastSchema>;
export const newForecastSchema = z.object({
  subject: forecastSchema.shape.subject,
  quantity: z.string().min(1).max(60),
  horizonHours: z.number().positive(),
  madeByKind: z.enum(['analyst', 'agency']),
  madeBy: z.string().trim().min(1).max(100),
  method: z.string().trim().max(200).default('stated'),
  value: z.number(),
  low: z.number().nullable().default(null),
  high: z.number().nullable().default(null),
  level: z.number().gt(0).lt(1).nullable().default(null),
  unit: z.string().default('count'),
});

export const campaignLineSchema = z.object({
  campaign: z.string(),
  brand: z.string().nullable(),
  state: z.string().nullable(),
  startsOn: z.string().nullable(),
  endsOn: z.string().nullable(),
  accounts: z.number(),
  posts: z.number(),
  paidMinor: z.number().nullable(),
  currency: z.string().nullable(),
  orders: z.number(),
  salesMinor: z.number().nullable(),
  /** Kept by people here, and not only named in imported files. */
  kept: z.boolean(),
  alarms: z.number(),
});
export type CampaignLine = z.infer<typeof campaignLineSchema>;

export const campaignSchema = campaignLineSchema.extend({
  planId: z.string().nullable(),
  budgetMinor: z.number().nullable(),
  placements: z.array(placementSchema),
  links: z.array(linkSchema),
  context: z.array(contextSchema),
  forecasts: z.array(forecastSchema),
});
export type Campaign = z.infer<typeof campaignSchema>;

const side = z.object({
  accountId: z.string(),
  name: z.string().nullable(),
  priceMinor: z.number(),
  currency: z.string().nullable(),
});
const suggestionHead = { quantity: z.string(), horizonHours: z.number(), method: z.string() };
/** In-flight exchanges of planned placements for other posts. */
export const suggestionsSchema = z.discriminatedUnion('state', [
  z.object({
    ...suggestionHead,
    state: z.literal('ok'),
    /** Placements with a band and a price. */
    considered: z.number(),
    exchanges: z.array(
      z.object({
        from: side,
        to: side,
        gain: z.number(),
        low: z.number(),
        high: z.number(),
        /** Share of draws with a gain, 0–1. */
        chance: z.number(),
      }),
    ),
  }),
  z.object({ ...suggestionHead, state: z.literal('insufficient'), need: z.number(), have: z.number() }),
]);
export type Suggestions = z.infer<typeof suggestionsSchema>;
