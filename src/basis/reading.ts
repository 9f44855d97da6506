/**
 * The house currency: what was measured of whom, how, when, from which rows, with its interval.
 * Same inputs and version give the same reading. Browser-safe.
 */
import { z } from 'zod';

/** A sentence in both languages. */
export const wordsSchema = z.object({ en: z.string(), zh: z.string() });
export type Words = z.infer<typeof wordsSchema>;

/** A sentence in both languages. */
export const word = (en: string, zh: string): Words => ({ en, zh });

/** How strongly the rows argue for what the measure looks for. `insufficient` is a level of its own, not a low one. */
export const LEVELS = ['none', 'weak', 'moderate', 'strong', 'insufficient'] as const;
export type Level = (typeof LEVELS)[number];

export const SUBJECT_KINDS = ['account', 'post', 'live_room', 'ring', 'campaign', 'library'] as const;
export const subjectSchema = z.object({ kind: z.enum(SUBJECT_KINDS), id: z.string().min(1) });
export type Subject = z.infer<typeof subjectSchema>;

const okSchema = z.object({
  state: z.literal('ok'),
  value: z.number(),
  /** Bounds of the interval; null only for a quantity that is exact or a plain test statistic. */
  low: z.number().nullable(),
  high: z.number().nullable(),
  /** Rows, days, posts or people that the value rests on. */
  n: z.number().int().nonnegative(),
  unit: z.string(),
  detail: z.record(z.string(), z.unknown()),
  caveats: z.array(wordsSchema),
});

/** Not enough to say: what is needed, what there is, and why. Never an error, never a guess. */
const insufficientSchema = z.object({
  state: z.literal('insufficient'),
  need: wordsSchema,
  have: wordsSchema,
  why: wordsSchema,
});

export const resultSchema = z.discriminatedUnion('state', [okSchema, insufficientSchema]);
export type Result = z.infer<typeof resultSchema>;

/** One row of one file: the way back to what was imported. */
export const rowRefSchema = z.object({
  sourceId: z.number().int(),
  row: z.number().int(),
  /** What this row shows, where it is not plain. */
  note: z.string().optional(),
});
export type RowRef = z.infer<typeof rowRefSchema>;

export const readingSchema = z.object({
  readingId: z.string(),
  subject: subjectSchema,
  /** `noun-phrase@version`. */
  measure: z.string().regex(/^[a-z0-9-]+@\d+$/),
  asOf: z.iso.datetime(),
  /** Digest of the columns that were read. */
  inputDigest: z.string(),
  level: z.enum(LEVELS),
  result: resultSchema,
  /** The finding in one sentence, with its numbers. */
  summary: wordsSchema,
  /** How many rows argue; `rows` of the reading lists the most telling of them. */
  rowCount: z.number().int().nonnegative(),
});
export type Reading = z.infer<typeof readingSchema>;

/** What a measure found, before the house stamps it with an id. */
export type Finding = Omit<Reading, 'readingId'> & { rows: RowRef[] };

export const insufficient = (need: Words, have: Words, why: Words): Result => ({
  state: 'insufficient',
  need,
  have,
  why,
});
