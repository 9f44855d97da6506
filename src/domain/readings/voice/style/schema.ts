/** How an account writes. Browser-safe. */
import { z } from 'zod';
import { resultSchema } from '#basis/reading.ts';
import { feelingsSchema } from '../schema.ts';

const difference = z.object({ feature: z.string(), by: z.number() });
export const contentSchema = z.object({
  accountId: z.string(),
  asOf: z.string().nullable(),
  posts: z.number().int(),
  feelings: z.object({ posts: feelingsSchema, interactions: feelingsSchema }),
  /** Features that set it apart from the accounts of its platform, in spreads; empty where there is too little. */
  style: z.array(difference),
  nearest: z.array(
    z.object({
      accountId: z.string(),
      name: z.string().nullable(),
      likeness: z.number(),
      posts: z.number().int(),
    }),
  ),
  own: z.string().nullable(),
  /** Stored readings, newest of each measure. */
  tonality: resultSchema.nullable(),
  commentSentiment: resultSchema.nullable(),
  adLoad: resultSchema.nullable(),
  tags: z.array(z.object({ tag: z.string(), posts: z.number().int() })),
});
export type Content = z.infer<typeof contentSchema>;
