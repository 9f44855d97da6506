/** What takes off: patterns with lift, hot posts, a brief. Browser-safe. */
import { z } from 'zod';
import { PLATFORM_IDS } from '#basis/platform.ts';
import { wordsSchema } from '#basis/reading.ts';

export const hotQuerySchema = z.object({
  platform: z.enum(PLATFORM_IDS).optional(),
  category: z.string().trim().min(1).optional(),
  windowDays: z.coerce.number().int().min(14).max(3650).default(180),
});
export type HotQuery = z.infer<typeof hotQuerySchema>;
const count = z.number().int();
const lift = z.object({ value: z.number(), low: z.number(), high: z.number() });
export const hotPostSchema = z.object({
  postId: z.string(),
  title: z.string(),
  accountId: z.string(),
  accountName: z.string().nullable(),
  platform: z.enum(PLATFORM_IDS),
  publishedOn: z.string(),
  times: z.number(),
  from: z.object({ sourceId: count, row: count }),
});
export type HotPost = z.infer<typeof hotPostSchema>;
export const hotPatternSchema = z.object({
  kind: z.string(),
  value: z.string(),
  hot: count,
  hotOf: count,
  control: count,
  controlOf: count,
  lift,
  foundZ: z.number(),
  confirmedZ: z.number(),
  examples: z.array(hotPostSchema),
});
export const hotAnswerSchema = z.object({
  asOf: z.string().nullable(),
  windowDays: count,
  posts: count,
  hot: count,
  controls: count,
  tried: count,
  found: count,
  method: z.string(),
  state: z.enum(['ok', 'insufficient']),
  need: wordsSchema,
  patterns: z.array(hotPatternSchema),
  hottest: z.array(hotPostSchema),
  brief: z.array(
    z.object({ kind: z.string(), avoid: z.boolean(), words: wordsSchema, cites: z.array(hotPostSchema) }),
  ),
});
export type HotAnswer = z.infer<typeof hotAnswerSchema>;
