/** The nouns of the posts room. */
import { z } from 'zod';
import { PLATFORM_IDS } from '#basis/platform.ts';
import { accountRefSchema, figureDraftSchema } from '#domain/facts/accounts/schema.ts';

export const POST_FORMATS = [
  'image',
  'video',
  'text',
  'article',
  'live',
  'audio',
  'question',
  'answer',
  'unknown',
] as const;

/** The counters that stand for “seen”, nearest to exposure first: each placement's is named. */
export const SEEN = ['exposure_count', 'view_count', 'read_count'] as const;
export const ENGAGED = [
  'like_count',
  'comment_count',
  'save_count',
  'share_count',
  'repost_count',
  'wow_count',
  'coin_count',
  'danmaku_count',
] as const;

/** A picture, video or document a post refers to. The hash is of the bytes where they are in hand, else null. */
export const mediaDraftSchema = z.object({
  kind: z.enum(['image', 'video', 'audio', 'document']),
  url: z.string(),
  sha256: z.string().length(64).optional(),
  /** Words recognised in it (OCR, transcript), with their origin. */
  words: z.string().optional(),
});

export const postDraftSchema = z.object({
  kind: z.literal('post'),
  platform: z.enum(PLATFORM_IDS),
  /** The platform's post id; where the source has none, a stable key made of what it has. */
  postKey: z.string().min(1),
  author: accountRefSchema.optional(),
  observedAt: z.iso.datetime().optional(),
  publishedAt: z.iso.datetime().optional(),
  format: z.enum(POST_FORMATS).optional(),
  title: z.string().optional(),
  text: z.string().optional(),
  url: z.string().optional(),
  tags: z.array(z.string()).optional(),
  mentions: z.array(z.string()).optional(),
  region: z.string().optional(),
  /** Seconds, for video, audio and live. */
  durationSeconds: z.number().nonnegative().optional(),
  /** What the platform or vendor says; absent when the source does not say. */
  sponsored: z.boolean().optional(),
  /** The post this one reposts or answers. */
  parentKey: z.string().optional(),
  campaign: z.string().optional(),
  media: z.array(mediaDraftSchema).optional(),
  figures: z.array(figureDraftSchema).optional(),
});
export type PostDraft = z.infer<typeof postDraftSchema>;
