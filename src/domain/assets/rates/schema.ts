/** The nouns of prices: cost standards, fair price, negotiation card, cost curves, paid lift. Browser-safe. */
import { z } from 'zod';
import { PLATFORM_IDS } from '#basis/platform.ts';
import { wordsSchema } from '#basis/reading.ts';

/** What a standard can be of: the fee, a unit cost with its denominator, or what a post gets. */
export const NORM_METRICS = [
  'quoted_price',
  'cpm_per_exposure',
  'cpm_per_view',
  'cpm_per_read',
  'cost_per_engagement',
  'cost_per_view',
  'cost_per_click',
  'cost_per_conversion',
  'cost_per_order',
  'exposure_count',
  'reach_count',
  'view_count',
  'engagement_count',
] as const;
export type NormMetric = (typeof NORM_METRICS)[number];
/** asked: list and quoted prices; paid: what was paid to creators; media: money put behind posts. */
export const BASES = ['asked', 'paid', 'media'] as const;
export type Basis = (typeof BASES)[number];

const platform = z.enum(PLATFORM_IDS);
const word = z.string().min(1).max(80);
export const normQuerySchema = z.object({
  platform: platform.optional(),
  metric: z.enum(NORM_METRICS).optional(),
  basis: z.enum(BASES).optional(),
  category: word.optional(),
  currency: z.string().length(3).optional(),
});
export type NormQuery = z.infer<typeof normQuerySchema>;
export const cellQuerySchema = normQuerySchema.extend({ tier: word.optional(), format: word.optional() });
export type CellQuery = z.infer<typeof cellQuerySchema>;

export const thinSchema = z.object({
  state: z.literal('insufficient'),
  need: wordsSchema,
  have: wordsSchema,
  why: wordsSchema,
});
export const normSchema = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('ok'),
    /** Creators, or posts where no creator is named. */
    n: z.int(),
    /** Prices or posts behind them. */
    rows: z.int(),
    /** Median with its 95 % interval; a null end lies beyond every value there is. */
    value: z.number(),
    low: z.number(),
    high: z.number().nullable(),
    /** The middle half of single values. */
    lowerQuarter: z.number(),
    upperQuarter: z.number().nullable(),
  }),
  thinSchema,
]);
export type Norm = z.infer<typeof normSchema>;

export const CELL_LEVELS = ['cell', 'tier-format', 'tier', 'platform'] as const;
export const normCellSchema = z.object({
  platform,
  tier: z.string().nullable(),
  format: z.string(),
  category: z.string().nullable(),
  norm: normSchema,
  /** The nearest wider cell that says something, where this one is blank. */
  wider: z.object({ level: z.enum(CELL_LEVELS), norm: normSchema }).nullable(),
  /** Single values, at most 150, evenly drawn where there are more. */
  dots: z.array(z.number()),
});
export type NormCell = z.infer<typeof normCellSchema>;

export const normsSchema = z.object({
  measure: z.string(),
  asOf: z.string().nullable(),
  platform: platform.nullable(),
  metric: z.enum(NORM_METRICS),
  basis: z.enum(BASES),
  category: z.string().nullable(),
  currency: z.string().nullable(),
  denominator: wordsSchema.nullable(),
  gate: z.int(),
  tiers: z.string(),
  cells: z.array(normCellSchema),
  /** What can be asked instead, with how many prices or posts it has. */
  choices: z.object({
    platforms: z.array(z.object({ platform, rows: z.int() })),
    categories: z.array(z.object({ category: z.string(), rows: z.int() })),
    currencies: z.array(z.object({ currency: z.string(), rows: z.int() })),
  }),
  /** Prices in another currency, and posts with a cost but nothing counted that make no finite unit cost. */
  left: z.object({ otherCurrency: z.int(), nothingCounted: z.int() }),
});
export type Norms = z.infer<typeof normsSchema>;

const from = z.object({ sourceId: z.int(), row: z.int() }).nullable();
export const normRowSchema = z.object({
  accountId: z.string().nullable(),
  name: z.string().nullable(),
  postId: z.string().nullable(),
  tier: z.string().nullable(),
  format: z.string(),
  /** list, quoted, paid or cooperation for a price; media or fee for a post. */
  kind: z.string(),
  value: z.number().nullable(),
  /** What was paid for what was counted, for a unit cost. */
  costMinor: z.number().nullable(),
  count: z.number().nullable(),
  observedAt: z.string(),
  from,
});
export type NormRow = z.infer<typeof normRowSchema>;
export const normRowsSchema = z.object({ total: z.int(), items: z.array(normRowSchema) });
export type NormRows = z.infer<typeof normRowsSchema>;

const fairSchema = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('ok'),
    fairMinor: z.number(),
    lowMinor: z.number(),
    highMinor: z.number(),
    nominal: z.number(),
    /** Quotes and creators of the book; this creator's are not in it. */
    quotes: z.int(),
    creators: z.int(),
    /** Share of the book's quotes inside their own interval when held out. */
    coverage: z.object({ value: z.number(), low: z.number(), high: z.number() }),
    followerElasticity: z.object({ value: z.number(), low: z.number(), high: z.number() }).nullable(),
    verdict: z.enum(['below', 'inside', 'above']).nullable(),
  }),
  thinSchema,
]);

export const cardQuerySchema = z.object({
  format: word.optional(),
  /** A price now asked, in minor units; the newest quote otherwise. */
  priceMinor: z.coerce.number().positive().optional(),
});
export type CardQuery = z.infer<typeof cardQuerySchema>;
const pastPriceSchema = z.object({
  kind: z.string(),
  format: z.string(),
  amountMinor: z.number(),
  currency: z.string(),
  taxBasis: z.string(),
  rebateShare: z.number().nullable(),
  schedule: z.string().nullable(),
  campaign: z.string().nullable(),
  observedAt: z.string(),
  from,
});
export type PastPrice = z.infer<typeof pastPriceSchema>;
export const cardSchema = z.object({
  measure: z.string(),
  asOf: z.string().nullable(),
  accountId: z.string(),
  name: z.string().nullable(),
  platform,
  tier: z.string().nullable(),
  categories: z.array(z.string()),
  followers: z.number().nullable(),
  currency: z.string(),
  /** The format priced here, and those that were ever quoted. */
  format: z.string(),
  formats: z.array(z.string()),
  askedMinor: z.number().nullable(),
  standard: normCellSchema,
  fair: fairSchema,
  /** What the newest plans that name this creator would pay at most; null price: not even for nothing. */
  ceilings: z.array(
    z.object({
      planId: z.string(),
      name: z.string(),
      version: z.int(),
      createdAt: z.string(),
      /** chosen: it leaves above this price; runner-up: it enters below it. */
      role: z.enum(['chosen', 'runner-up']),
      ceilingMinor: z.number().nullable(),
      planPriceMinor: z.number(),
      proven: z.boolean(),
      currency: z.string(),
    }),
  ),
  history: z.array(pastPriceSchema),
  /** Median of paid ÷ asked of this creator, for formats with both. */
  paidToAsked: z.object({ value: z.number(), n: z.int() }).nullable(),
  disclosures: z.array(z.object({ text: z.string(), disclosedOn: z.string() })),
  question: wordsSchema,
});
export type NegotiationCard = z.infer<typeof cardSchema>;

export const CURVE_OUTCOMES = [
  'exposure_count',
  'reach_count',
  'view_count',
  'click_count',
  'engagement_count',
  'conversion_count',
  'order_count',
] as const;
export const curveQuerySchema = z.object({
  platform: platform.optional(),
  outcome: z.enum(CURVE_OUTCOMES).optional(),
  /** The name of a property that posts carry as a tag, e.g. age, gender, interest. */
  by: z
    .string()
    .regex(/^[a-z_]+$/)
    .optional(),
});
export type CurveQuery = z.infer<typeof curveQuerySchema>;
const bounded = z.object({ value: z.number(), low: z.number(), high: z.number() });
const curveSchema = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('ok'),
    n: z.int(),
    spentMinor: z.number(),
    counted: z.number(),
    /** Per cent more results for one per cent more money. */
    elasticity: bounded,
    shape: z.enum(['diminishing', 'proportional', 'rising']),
    /** What one more result costs at the median spend of a post, in minor units; null where it is not known above. */
    marginalCostMinor: z.object({ value: z.number(), low: z.number(), high: z.number().nullable() }),
    points: z.array(
      z.object({ spendMinor: z.number(), value: z.number(), low: z.number(), high: z.number() }),
    ),
  }),
  thinSchema,
]);
export type Curve = z.infer<typeof curveSchema>;
export const curvesSchema = z.object({
  measure: z.string(),
  asOf: z.string().nullable(),
  platform: platform.nullable(),
  outcome: z.enum(CURVE_OUTCOMES),
  by: z.string().nullable(),
  currency: z.string().nullable(),
  /** Posts with money behind them; those that cost nothing are left out. */
  posts: z.int(),
  costNothing: z.int(),
  properties: z.array(z.string()),
  outcomes: z.array(z.enum(CURVE_OUTCOMES)),
  platforms: z.array(platform),
  cells: z.array(z.object({ value: z.string().nullable(), curve: curveSchema })),
  limits: z.array(wordsSchema),
});
export type Curves = z.infer<typeof curvesSchema>;

export const LIFT_METRICS = [
  'reach_count',
  'exposure_count',
  'view_count',
  'engaged_person_count',
  'engagement_count',
] as const;
export const liftQuerySchema = z.object({
  platform: platform.optional(),
  metric: z.enum(LIFT_METRICS).optional(),
});
export type LiftQuery = z.infer<typeof liftQuerySchema>;
const factorSchema = z.discriminatedUnion('state', [
  bounded.extend({ state: z.literal('ok'), n: z.int() }),
  thinSchema,
]);
export const liftSchema = z.object({
  measure: z.string(),
  asOf: z.string().nullable(),
  metric: z.enum(LIFT_METRICS),
  denominator: wordsSchema,
  pages: z.array(
    z.object({
      page: z.string(),
      name: z.string().nullable(),
      platform,
      paid: z.int(),
      unpaid: z.int(),
      /** Times as much as without payment, with a 95 % interval. */
      plain: factorSchema,
      regression: factorSchema,
      matched: factorSchema,
      covariates: z.array(z.string()),
      /** Share of shuffles within strata that differ as much. */
      shuffleShare: z.number().nullable(),
    }),
  ),
  limits: z.array(wordsSchema),
});
export type Lift = z.infer<typeof liftSchema>;
