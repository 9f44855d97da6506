/** New words, hot topics, keywords of a group, angles, central ideas. Browser-safe. */
import { z } from 'zod';
import { boundedSchema, rowFilterSchema, textRowSchema } from '../schema.ts';

const count = z.number().int();
const ratio = z.object({ value: z.number(), low: z.number(), high: z.number() });
export const newWordsAnswerSchema = z.object({
  asOf: z.string().nullable(),
  from: z.string().nullable(),
  until: z.string().nullable(),
  method: z.string(),
  words: z.array(
    z.object({
      word: z.string(),
      firstSeenOn: z.string(),
      lastSeenOn: z.string(),
      texts: count,
      backgroundTexts: count,
      cohesion: z.number(),
      freedom: z.number(),
      burst: z.number(),
      weeks: z.array(z.object({ week: z.string(), n: count })),
      learned: z.boolean(),
    }),
  ),
});
export type NewWordsAnswer = z.infer<typeof newWordsAnswerSchema>;

export const topicsAnswerSchema = z.object({
  asOf: z.string().nullable(),
  recentDays: count,
  beforeDays: count,
  recentTexts: count,
  beforeTexts: count,
  topics: z.array(z.object({ word: z.string(), recent: count, before: count, ratio })),
});
export type TopicsAnswer = z.infer<typeof topicsAnswerSchema>;

export const keywordsAnswerSchema = z.object({
  asOf: z.string().nullable(),
  groupTexts: count,
  restTexts: count,
  keywords: z.array(
    z.object({
      word: z.string(),
      group: count,
      rest: count,
      logOdds: z.number(),
      low: z.number(),
      high: z.number(),
      z: z.number(),
    }),
  ),
});
export type KeywordsAnswer = z.infer<typeof keywordsAnswerSchema>;
export const groupQuerySchema = rowFilterSchema;

export const anglesAnswerSchema = z.object({
  asOf: z.string().nullable(),
  texts: count,
  /** Texts read where there are more. */
  sampled: count,
  placed: count,
  angles: z.array(
    z.object({
      words: z.array(z.object({ word: z.string(), texts: count })),
      texts: count,
      positive: boundedSchema,
      negative: boundedSchema,
      rows: z.array(textRowSchema),
      textIds: z.array(z.string()),
    }),
  ),
  ideas: z.array(z.object({ sentence: z.string(), texts: count, row: textRowSchema })),
});
export type AnglesAnswer = z.infer<typeof anglesAnswerSchema>;

export const tagsAnswerSchema = z.object({
  tags: z.array(z.object({ tag: z.string(), posts: count, accounts: count })),
  together: z.array(z.object({ tag: z.string(), posts: count, accounts: count, lift: z.number() })),
  accounts: z.array(
    z.object({ accountId: z.string(), name: z.string().nullable(), platform: z.string(), posts: count }),
  ),
});
export type TagsAnswer = z.infer<typeof tagsAnswerSchema>;

export const graphAnswerSchema = z.object({
  edges: z.array(
    z.object({
      brand: z.string(),
      product: z.string().nullable(),
      aspect: z.string(),
      texts: count,
      positive: boundedSchema,
    }),
  ),
});
export type GraphAnswer = z.infer<typeof graphAnswerSchema>;
