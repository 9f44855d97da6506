import { z } from 'zod';

/**
 * The house currency: what was measured of whom, how, when, from which rows, with its interval.
 * Same inputs and version give the same reading.
 */
const value = z.object({
  state: z.literal('ok'),
  value: z.number(),
  low: z.number(),
  high: z.number(),
  n: z.number().int().nonnegative(),
  unit: z.string(),
  detail: z.record(z.string(), z.unknown()).default({}),
  caveats: z.array(z.string()).default([]),
});

/** Not enough to say: what is needed, what there is, and why. Never an error, never a guess. */
const insufficient = z.object({
  state: z.literal('insufficient'),
  need: z.string(),
  have: z.string(),
  why: z.string(),
});

export const readingSchema = z.object({
  readingId: z.string(),
  subjectKind: z.enum(['account', 'post', 'list', 'campaign', 'audience', 'platform']),
  subjectId: z.string(),
  /** `noun-phrase@version`. */
  measure: z.string().regex(/^[a-z0-9-]+@\d+$/),
  asOf: z.iso.datetime(),
  /** Digest of the input rows. */
  inputDigest: z.string(),
  level: z.enum(['none', 'weak', 'moderate', 'strong', 'insufficient']).nullable(),
  result: z.discriminatedUnion('state', [value, insufficient]),
});
export type Reading = z.infer<typeof readingSchema>;
