/** The nouns of the voice room: label system, scopes, shares of feeling, row lists, words, hot patterns. Browser-safe. */
import { z } from 'zod';
import { PLATFORM_IDS } from '#basis/platform.ts';
import { wordsSchema } from '#basis/reading.ts';

const name = z.string().trim().min(1).max(100);
/** Brands, products, people and aspects that texts are read for: a file of the user's, or the form. */
export const labelsSchema = z.object({
  own: name.nullable(),
  brands: z
    .array(
      z.object({
        brand: name,
        aliases: z.array(name),
        products: z.array(z.object({ product: name, aliases: z.array(name) })),
      }),
    )
    .max(500),
  people: z.array(name).max(2000),
  aspects: z
    .array(
      z.object({
        aspect: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
        name: wordsSchema,
        words: z.array(name).min(1),
      }),
    )
    .max(100),
  /** Words that must not be cut apart. */
  words: z.array(name).max(5000),
});
export type Labels = z.infer<typeof labelsSchema>;
export const labelsAnswerSchema = z.object({ labels: labelsSchema, edited: z.boolean() });
export type LabelsAnswer = z.infer<typeof labelsAnswerSchema>;

export const FEELINGS = ['positive', 'neutral', 'negative'] as const;
export const feelingSchema = z.enum(FEELINGS);
export type FeelingName = z.infer<typeof feelingSchema>;
export const INTENTS = ['asks', 'wants', 'bought'] as const;
export const intentSchema = z.enum(INTENTS);
export const TEXT_KINDS = ['post', 'comment'] as const;

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
/** Which texts a question is about. A brand takes in the comments under posts that name it. */
export const scopeSchema = z.object({
  brand: name.optional(),
  product: name.optional(),
  campaign: name.optional(),
  accountId: z.string().optional(),
  postId: z.string().optional(),
  platform: z.enum(PLATFORM_IDS).optional(),
  province: z.string().optional(),
  aspect: z.string().optional(),
  from: day.optional(),
  until: day.optional(),
});
export type Scope = z.infer<typeof scopeSchema>;

export const rowFilterSchema = scopeSchema.extend({
  kind: z.enum(TEXT_KINDS).optional(),
  feeling: feelingSchema.optional(),
  intent: intentSchema.optional(),
  word: name.optional(),
  q: name.optional(),
  corrected: z.enum(['yes', 'no']).optional(),
});
export type RowFilter = z.infer<typeof rowFilterSchema>;

const share = z.number().min(0).max(1);
export const boundedSchema = z.object({ value: share, low: share, high: share });
export type Bounded = z.infer<typeof boundedSchema>;

/** Shares of feeling among some texts: as the model says, and corrected for its error. */
export const feelingsSchema = z.object({
  n: z.number().int(),
  /** Counts by the model. */
  said: z.record(feelingSchema, z.number().int()),
  /** Counts by words alone, without pictograms. */
  plain: z.record(feelingSchema, z.number().int()),
  /** Corrected shares with 95 % intervals. */
  share: z.record(feelingSchema, boundedSchema),
  /** Share of the texts whose class is wrong. */
  error: boundedSchema,
  /** Texts of these that a person labelled. */
  checkedHere: z.number().int(),
});
export type Feelings = z.infer<typeof feelingsSchema>;

/** What the error rests on. */
export const checksSchema = z.object({
  model: z.string(),
  /** Rows drawn at random and checked, and rows corrected because somebody saw them. */
  drawn: z.number().int(),
  seen: z.number().int(),
  /** `drawn`, or `seen` while too few were drawn, or `public` before anybody checked. */
  basis: z.enum(['drawn', 'seen', 'public']),
  error: boundedSchema,
});
export type Checks = z.infer<typeof checksSchema>;

const evidence = z.object({ sourceId: z.number().int(), row: z.number().int() });
export const textRowSchema = z.object({
  textId: z.string(),
  kind: z.enum(TEXT_KINDS),
  platform: z.enum(PLATFORM_IDS),
  postId: z.string(),
  accountId: z.string().nullable(),
  accountName: z.string().nullable(),
  saidAt: z.string().nullable(),
  province: z.string().nullable(),
  language: z.string(),
  text: z.string(),
  feeling: feelingSchema,
  positive: share,
  negative: share,
  plainFeeling: feelingSchema,
  model: z.string(),
  intent: z.object({ intent: intentSchema, from: z.number().int(), to: z.number().int() }).nullable(),
  aspects: z.array(
    z.object({
      aspect: z.string(),
      aspectWord: z.string(),
      opinion: z.string(),
      polarity: z.number().int(),
      aspectFrom: z.number().int(),
      aspectTo: z.number().int(),
      opinionFrom: z.number().int(),
      opinionTo: z.number().int(),
    }),
  ),
  mentions: z.array(
    z.object({ kind: z.string(), entity: z.string(), from: z.number().int(), to: z.number().int() }),
  ),
  /** What a person said of it. */
  human: z
    .object({
      feeling: feelingSchema.nullable(),
      intent: z.string().nullable(),
      by: z.string(),
      at: z.string(),
    })
    .nullable(),
  from: evidence,
});
export type VoiceRow = z.infer<typeof textRowSchema>;
export const rowsSchema = z.object({
  items: z.array(textRowSchema),
  total: z.number().int(),
  nextOffset: z.number().int().nullable(),
});

const weekly = z.object({
  week: z.string(),
  n: z.number().int(),
  positive: boundedSchema,
  negative: boundedSchema,
});
export const aspectRowSchema = z.object({
  aspect: z.string(),
  name: wordsSchema,
  n: z.number().int(),
  positive: boundedSchema,
  opinions: z.array(z.object({ opinion: z.string(), polarity: z.number().int(), n: z.number().int() })),
});
export const provinceRowSchema = z.object({
  /** Short Chinese name, `overseas`, or null for unknown. */
  province: z.string().nullable(),
  name: wordsSchema,
  n: z.number().int(),
  positive: boundedSchema,
  negative: boundedSchema,
});

/** One subject: how it is spoken of. */
export const marketVoiceSchema = z.object({
  asOf: z.string().nullable(),
  scope: scopeSchema,
  posts: feelingsSchema,
  interactions: feelingsSchema,
  intents: z.array(z.object({ intent: intentSchema, n: z.number().int(), share: boundedSchema })),
  aspects: z.array(aspectRowSchema),
  weeks: z.array(weekly),
  provinces: z.array(provinceRowSchema),
  languages: z.array(z.object({ language: z.string(), n: z.number().int() })),
  checks: checksSchema,
});
export type MarketVoice = z.infer<typeof marketVoiceSchema>;

export const reputationSchema = z.object({
  asOf: z.string().nullable(),
  brands: z.array(
    z.object({
      brand: z.string(),
      own: z.boolean(),
      posts: z.number().int(),
      texts: z.number().int(),
      /** Share of voice: texts of the brand among texts of all brands. */
      voice: boundedSchema,
      feelings: feelingsSchema,
      weeks: z.array(z.object({ week: z.string(), n: z.number().int() })),
    }),
  ),
  alerts: z.array(
    z.object({
      brand: z.string(),
      week: z.string(),
      n: z.number().int(),
      negative: boundedSchema,
      before: boundedSchema,
      /** Share of such alarms expected without any change. */
      falseShare: z.number(),
      words: wordsSchema,
    }),
  ),
  checks: checksSchema,
});
export type Reputation = z.infer<typeof reputationSchema>;

export const correctionBodySchema = z.object({
  field: z.enum(['feeling', 'intent']),
  value: z.string().min(1).max(40),
  /** The row came from the random draw, so it says how often the model errs. */
  drawn: z.boolean().default(false),
});

export const statusSchema = z.object({
  model: z.string(),
  texts: z.number().int(),
  posts: z.number().int(),
  comments: z.number().int(),
  /** Texts that wait to be read. */
  waiting: z.number().int(),
  asOf: z.string().nullable(),
  brands: z.array(z.string()),
  own: z.string().nullable(),
  campaigns: z.array(z.string()),
});
export type VoiceStatus = z.infer<typeof statusSchema>;
