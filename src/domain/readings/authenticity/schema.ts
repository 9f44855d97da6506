/** The nouns of authenticity. Browser-safe. */
import { z } from 'zod';
import { LEVELS, readingSchema, wordsSchema } from '#basis/reading.ts';

/** What a card is about; one chamber of this room each. */
export const CHAMBERS = ['followers', 'growth', 'ratios', 'comments', 'rings', 'live', 'combined'] as const;

/** Which way of cheating a card argues for: programs, or people who are paid or who trade. */
export const ROUTES = ['machine', 'people', 'either'] as const;

/**
 * What is the same for every reading of a measure: what it asks, what else could explain it, how often it
 * errs. Shown beside each card.
 */
export const measureCardSchema = z.object({
  /** `noun-phrase@version`, the name in `reading.measure`. */
  measure: z.string(),
  chamber: z.enum(CHAMBERS),
  route: z.enum(ROUTES),
  title: wordsSchema,
  question: wordsSchema,
  /** Innocent explanations. */
  innocent: z.array(wordsSchema),
  /** What data or fact would change the reading. */
  wouldChange: z.array(wordsSchema),
  /**
   * Declared share of clean subjects that reach `moderate` or above, what was measured, and the command that
   * measures it again. Null for a quantity that accuses nobody.
   */
  falseAlarm: z
    .object({
      declared: z.number(),
      measured: z.number().nullable(),
      basis: wordsSchema,
      command: z.string(),
    })
    .nullable(),
  /** Page in docs/methods. */
  method: z.string(),
});
export type MeasureCard = z.infer<typeof measureCardSchema>;

const axisSchema = z.object({ label: wordsSchema });
/**
 * A picture a card brings in `detail.drawing`. `line`: series over shared x (ISO moments or numbers; a null value is
 * a gap), with marked stretches. `points`: a scatter with some points marked. `bars`: named groups.
 */
export const drawingSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('line'),
    x: axisSchema.extend({ values: z.array(z.union([z.string(), z.number()])) }),
    y: axisSchema,
    series: z.array(
      z.object({
        name: wordsSchema,
        values: z.array(z.number().nullable()),
        as: z.enum(['line', 'dots', 'bars', 'dashed']).default('line'),
      }),
    ),
    marks: z
      .array(
        z.object({
          from: z.union([z.string(), z.number()]),
          to: z.union([z.string(), z.number()]),
          label: wordsSchema,
        }),
      )
      .default([]),
  }),
  z.object({
    kind: z.literal('points'),
    x: axisSchema,
    y: axisSchema,
    /** Both axes logarithmic. */
    log: z.boolean().default(false),
    points: z.array(z.object({ x: z.number(), y: z.number(), marked: z.boolean().default(false) })),
  }),
  z.object({
    kind: z.literal('bars'),
    y: axisSchema,
    labels: z.array(wordsSchema),
    series: z.array(z.object({ name: wordsSchema, values: z.array(z.number().nullable()) })),
  }),
]);
export type Drawing = z.input<typeof drawingSchema>;

export const VERDICTS = ['confirmed', 'rejected', 'unclear'] as const;

/** What an analyst said of one reading; stands beside the machine's level. */
export const reviewSchema = z.object({
  reviewId: z.string(),
  readingId: z.string(),
  measure: z.string(),
  machineLevel: z.enum(LEVELS),
  verdict: z.enum(VERDICTS),
  note: z.string(),
  reviewedBy: z.string(),
  reviewedAt: z.string(),
});
export type Review = z.infer<typeof reviewSchema>;

/** The creator's own words about an account or one of its cards. */
export const replySchema = z.object({
  replyId: z.string(),
  accountId: z.string(),
  measure: z.string().nullable(),
  text: z.string(),
  saidBy: z.string(),
  saidOn: z.string(),
  recordedAt: z.string(),
  withdrawnAt: z.string().nullable(),
});
export type Reply = z.infer<typeof replySchema>;

/** A declared use of programs that add traffic. */
export const disclosureSchema = z.object({
  disclosureId: z.string(),
  accountId: z.string(),
  postId: z.string().nullable(),
  text: z.string(),
  disclosedOn: z.string(),
  recordedAt: z.string(),
});
export type Disclosure = z.infer<typeof disclosureSchema>;

export const PRICED_ACTS = ['follower', 'like', 'comment', 'view', 'share', 'save', 'order'] as const;

/** What a thousand bought acts cost on one day, as the user knows it. Money in minor units. */
export const marketPriceSchema = z.object({
  priceId: z.string(),
  platform: z.string(),
  act: z.enum(PRICED_ACTS),
  lowMinor: z.number().nonnegative(),
  highMinor: z.number().nonnegative(),
  currency: z.string().length(3),
  pricedOn: z.iso.date(),
  source: z.string(),
});
export type MarketPrice = z.infer<typeof marketPriceSchema>;

/** Acts beyond what the account's own history or its peers explain, as a card found them. */
export const excessSchema = z.object({
  act: z.enum(PRICED_ACTS),
  count: z.number(),
  low: z.number(),
  high: z.number(),
});
export type Excess = z.infer<typeof excessSchema>;

export const costToFakeSchema = z.object({
  lines: z.array(
    z.object({
      measure: z.string(),
      act: z.enum(PRICED_ACTS),
      count: z.number(),
      low: z.number(),
      high: z.number(),
      lowMinor: z.number(),
      highMinor: z.number(),
      currency: z.string(),
      pricedOn: z.string(),
      source: z.string(),
    }),
  ),
  /** Excess acts for which the price table has no price. */
  unpriced: z.array(z.object({ measure: z.string(), act: z.enum(PRICED_ACTS), count: z.number() })),
  totals: z.array(z.object({ currency: z.string(), lowMinor: z.number(), highMinor: z.number() })),
});
export type CostToFake = z.infer<typeof costToFakeSchema>;

/** Analysts' verdicts on one measure: its error rate as learned here. */
export const learnedErrorSchema = z.object({
  measure: z.string(),
  confirmed: z.number(),
  rejected: z.number(),
  unclear: z.number(),
  /** Rejected among decided, with its 95 % Wilson interval; null below five decided. */
  rejectedShare: z.object({ value: z.number(), low: z.number(), high: z.number() }).nullable(),
});
export type LearnedError = z.infer<typeof learnedErrorSchema>;

export const readCardSchema = z.object({
  card: measureCardSchema,
  reading: readingSchema,
  /** The creator has answered this card. */
  contested: z.boolean(),
  reviews: z.array(reviewSchema),
  learned: learnedErrorSchema.nullable(),
});
export type ReadCard = z.infer<typeof readCardSchema>;

/** Account → Authenticity. */
export const authenticityPageSchema = z.object({
  accountId: z.string(),
  /** The day the readings describe; null when the account was not audited yet. */
  asOf: z.string().nullable(),
  combined: readCardSchema.nullable(),
  cards: z.array(readCardSchema),
  /** Readings about the account's posts and live rooms that argue, strongest first. */
  below: z.array(readCardSchema),
  replies: z.array(replySchema),
  disclosures: z.array(disclosureSchema),
  costToFake: costToFakeSchema,
});
export type AuthenticityPage = z.infer<typeof authenticityPageSchema>;

export const readingRowsSchema = z.object({
  reading: readingSchema,
  rows: z.array(
    z.object({
      sourceId: z.number(),
      row: z.number(),
      note: z.string().nullable(),
      fileName: z.string().nullable(),
      sheet: z.string().nullable(),
      vendor: z.string().nullable(),
      cells: z.record(z.string(), z.unknown()).nullable(),
    }),
  ),
  rowCount: z.number(),
});
export type ReadingRows = z.infer<typeof readingRowsSchema>;

export const reviewQueueSchema = z.object({
  items: z.array(
    readCardSchema.extend({
      accountId: z.string(),
      name: z.string().nullable(),
      platform: z.string().nullable(),
    }),
  ),
  total: z.number(),
  reviewedCount: z.number(),
});
export type ReviewQueue = z.infer<typeof reviewQueueSchema>;

export const auditReportSchema = z.object({
  asOf: z.string().nullable(),
  accountCount: z.number(),
  readingCount: z.number(),
  newCount: z.number(),
  /** Accounts at each level, by measure. */
  levels: z.record(z.string(), z.partialRecord(z.enum(LEVELS), z.number())),
});
export type AuditReport = z.infer<typeof auditReportSchema>;
