/** What came of a campaign: who took part, and what it brought for what it cost. Browser-safe. */
import { z } from 'zod';
import { METRIC_IDS } from '#basis/metric.ts';
import { PLATFORM_IDS } from '#basis/platform.ts';
import { rowRefSchema, wordsSchema } from '#basis/reading.ts';
import { SEEN } from '#domain/facts/posts/schema.ts';
import { portraitPanelSchema, targetSchema } from '#domain/readings/audience/schema.ts';

/** A number with its 95 % interval and base, or too little to say. */
export const estimateSchema = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('ok'),
    value: z.number(),
    /** Null: counted, not estimated. */
    low: z.number().nullable(),
    high: z.number().nullable(),
    n: z.number().int(),
  }),
  z.object({ state: z.literal('insufficient'), need: wordsSchema, have: wordsSchema, why: wordsSchema }),
]);
export type Estimate = z.infer<typeof estimateSchema>;

/** How comments under the campaign's posts speak, corrected for the error of whoever read them. */
export const commentFeelingSchema = z.object({
  /** Comments and reposts with words that were read, without the creators' own. */
  texts: z.number().int(),
  positive: estimateSchema,
  neutral: estimateSchema,
  negative: estimateSchema,
  /** Share of the comments whose class is wrong. */
  error: estimateSchema,
  /** Comments of these that a person labelled. */
  checkedHere: z.number().int(),
  model: z.string(),
});
export type CommentFeeling = z.infer<typeof commentFeelingSchema>;

export const participantsSchema = z.object({
  campaign: z.string(),
  people: z.number().int(),
  acts: z.number().int(),
  posts: z.number().int(),
  /** People of the acts that no ring reading of level moderate or strong names. */
  ringFree: estimateSchema,
  /** Took part in a post that names the brand, or bought, before the campaign. */
  returning: estimateSchema,
  newToBrand: estimateSchema,
  /** Bought a campaign product afterwards under the same id. */
  bought: estimateSchema,
  /** In the target, of those whose profile can say; null when no target was given. */
  inTarget: estimateSchema.nullable(),
  /** Gender, age, province, each beside the people of the whole library. */
  panels: z.array(portraitPanelSchema),
  base: z.array(z.object({ dimension: z.string(), segment: z.string(), share: z.number() })),
  basePeople: z.number().int(),
  provinces: z.object({
    known: z.number().int(),
    unknown: z.number().int(),
    rows: z.array(z.object({ province: z.string(), label: wordsSchema, people: z.number().int() })),
  }),
  /** Acts by weekday (0 is Monday) and hour of the day. */
  hours: z.object({
    acts: z.number().int(),
    cells: z.array(z.object({ day: z.number(), hour: z.number(), acts: z.number() })),
    offsetMinutes: z.number(),
  }),
  feeling: commentFeelingSchema,
  asOf: z.string().nullable(),
  caveats: z.array(wordsSchema),
});
export type Participants = z.infer<typeof participantsSchema>;
export const participantsRequestSchema = z.object({ target: targetSchema.optional() });

/** A price for something, with what it is divided by; two of different denominators do not compare. */
export const unitCostSchema = z.object({
  metric: z.enum(METRIC_IDS),
  denominator: wordsSchema,
  /** Minor units for one (or a thousand) of the denominator. */
  result: estimateSchema,
  costMinor: z.number(),
  currency: z.string().nullable(),
  count: z.number(),
  /** Placements with both a price and the counter, of all that were published. */
  placements: z.number().int(),
  published: z.number().int(),
});
export type UnitCost = z.infer<typeof unitCostSchema>;

const counterSchema = z.object({
  metric: z.string(),
  value: z.number(),
  from: rowRefSchema,
  asOf: z.string(),
});
export type Counter = z.infer<typeof counterSchema>;

export const placementLineSchema = z.object({
  accountId: z.string(),
  accountName: z.string().nullable(),
  platform: z.enum(PLATFORM_IDS),
  tier: z.string().nullable(),
  followers: z.number().nullable(),
  postId: z.string().nullable(),
  title: z.string().nullable(),
  publishedAt: z.string().nullable(),
  state: z.string().nullable(),
  costMinor: z.number().nullable(),
  currency: z.string().nullable(),
  counters: z.array(counterSchema),
  /** Which counter `seen` is; null when the platform gives none. */
  seenBy: z.enum(SEEN).nullable(),
  seen: z.number().nullable(),
  engagements: z.number().nullable(),
  /** Level of the newest combined reading of the account; null when it was not audited. */
  evidence: z.string().nullable(),
  trueShare: estimateSchema,
  emptyShare: estimateSchema,
  /** Raw beside de-watered: seen by true followers' share, comments without those that say nothing. */
  seenClean: estimateSchema,
  commentsClean: estimateSchema,
  from: rowRefSchema,
});
export type PlacementLine = z.infer<typeof placementLineSchema>;

export const ORDER_WAYS = ['link', 'code', 'post', 'touch', 'time_sku', 'everyday'] as const;
export type OrderWay = (typeof ORDER_WAYS)[number];
export const orderWaySchema = z.object({
  way: z.enum(ORDER_WAYS),
  label: wordsSchema,
  orders: z.number().int(),
  salesMinor: z.number().nullable(),
  /** Counts towards the low end (named) or the high end only. */
  end: z.enum(['named', 'possible', 'base']),
});

/** Single orders of one way, newest first; nothing of the buyer. */
export const orderRowsSchema = z.object({
  items: z.array(
    z.object({
      orderKey: z.string(),
      platform: z.string(),
      orderedAt: z.string().nullable(),
      sku: z.string().nullable(),
      code: z.string().nullable(),
      amountMinor: z.number().nullable(),
      currency: z.string().nullable(),
      from: rowRefSchema,
    }),
  ),
  nextOffset: z.number().int().nullable(),
});
export type OrderRows = z.infer<typeof orderRowsSchema>;

/** Minor units an act is said to be worth, as somebody states it. */
export const tariffSchema = z.object({
  touchstoneTariff: z.literal(1),
  name: z.string().min(1).max(100),
  version: z.string().min(1).max(40),
  source: z.string().min(1).max(300),
  currency: z.string().length(3),
  per: z.record(z.string(), z.object({ low: z.number().nonnegative(), high: z.number().nonnegative() })),
});
export type Tariff = z.infer<typeof tariffSchema>;

export const effectSchema = z.object({
  campaign: z.string(),
  brand: z.string().nullable(),
  startsOn: z.string().nullable(),
  endsOn: z.string().nullable(),
  currency: z.string().nullable(),
  placements: z.array(placementLineSchema),
  published: z.number().int(),
  cancelled: z.number().int(),
  costMinor: estimateSchema,
  budgetMinor: z.number().nullable(),
  /** 5A: counters by what they stand for; each step names what was counted. */
  funnel: z.array(
    z.object({
      step: z.enum(['attention', 'appeal', 'action', 'advocacy', 'activation']),
      label: wordsSchema,
      counted: wordsSchema,
      result: estimateSchema,
    }),
  ),
  costs: z.array(unitCostSchema),
  orders: z.object({
    ways: z.array(orderWaySchema),
    /** From what is named to what is possible. */
    range: estimateSchema,
    sales: estimateSchema,
    currency: z.string().nullable(),
    windowDays: z.number(),
    /** Sanity prior: about 2.2 sales for 100 000 followers, anecdotal. */
    prior: estimateSchema,
  }),
  water: z.object({
    /** Posts whose account has strong evidence, as a share of what was seen. */
    strongSeenShare: estimateSchema,
    audited: z.number().int(),
    strong: z.number().int(),
    seenRaw: z.number(),
    seenMeasured: z.number(),
    seenClean: estimateSchema,
    commentsRaw: z.number(),
    commentsMeasured: z.number(),
    commentsClean: estimateSchema,
  }),
  /** What stays beside sales: kept, passed on, talked about; and how often the brand's content was used again. */
  content: z.array(
    z.object({
      id: z.enum(['kept', 'passed_on', 'talked', 'reused']),
      label: wordsSchema,
      result: estimateSchema,
    }),
  ),
  emv: z
    .object({
      tariff: tariffSchema,
      low: z.number(),
      high: z.number(),
      currency: z.string(),
      /** Shares of all named brands add up to the whole. */
      byBrand: z.array(z.object({ brand: z.string(), low: z.number(), high: z.number() })),
      formula: wordsSchema,
    })
    .nullable(),
  forecasts: z.array(
    z.object({
      subject: z.string(),
      quantity: z.string(),
      horizonHours: z.number(),
      madeBy: z.string(),
      madeAt: z.string(),
      value: z.number(),
      low: z.number().nullable(),
      high: z.number().nullable(),
      actual: z.number().nullable(),
      actualAt: z.string().nullable(),
      inside: z.boolean().nullable(),
    }),
  ),
  asOf: z.string().nullable(),
  caveats: z.array(wordsSchema),
});
export type Effect = z.infer<typeof effectSchema>;
