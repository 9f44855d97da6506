/** The nouns of the engagements room: what people did, and who follows whom. People are keyed hashes only. */
import { z } from 'zod';
import { PLATFORM_IDS } from '#basis/platform.ts';
import { accountRefSchema } from '#domain/facts/accounts/schema.ts';

export const ENGAGEMENT_KINDS = [
  'like',
  'comment',
  'reply',
  'share',
  'repost',
  'save',
  'view',
  'follow',
  'danmaku',
  'coin',
  'review',
  'enter',
  'gift',
  'click',
  'cart',
  'order',
  'listen',
  'other',
] as const;

/**
 * One act of one person on one post (or live room). `actor` is the source's raw id: the importer replaces it
 * with the workspace's keyed hash before anything is stored.
 */
export const engagementDraftSchema = z.object({
  kind: z.literal('engagement'),
  platform: z.enum(PLATFORM_IDS),
  postKey: z.string().min(1),
  act: z.enum(ENGAGEMENT_KINDS),
  actor: z.string().min(1),
  /** The platform's id of the act (comment id), where it has one. */
  engagementKey: z.string().optional(),
  at: z.iso.datetime().optional(),
  text: z.string().optional(),
  parentKey: z.string().optional(),
  region: z.string().optional(),
  /** Likes on a comment, gift value, play count … */
  weight: z.number().optional(),
  /** Set when the actor is a public account that belongs in the library too. */
  actorAccount: accountRefSchema.optional(),
});
export type EngagementDraft = z.infer<typeof engagementDraftSchema>;

/** How a follower list was drawn; what may be concluded from it depends on that. */
export const FOLLOW_DESIGNS = ['full', 'newest_first', 'random', 'commenters', 'unknown'] as const;
export type FollowDesign = (typeof FOLLOW_DESIGNS)[number];

/** One follower of one account, from a full list or a sample; position counts from the newest, 0. */
export const followDraftSchema = z.object({
  kind: z.literal('follow'),
  account: accountRefSchema,
  follower: z.string().min(1),
  position: z.number().int().nonnegative().optional(),
  design: z.enum(FOLLOW_DESIGNS),
  observedAt: z.iso.datetime().optional(),
});

/** What a source shows of a person’s profile. Names, handles and pictures are not kept. */
export const actorDraftSchema = z.object({
  kind: z.literal('actor'),
  platform: z.enum(PLATFORM_IDS),
  actor: z.string().min(1),
  observedAt: z.iso.datetime().optional(),
  joinedAt: z.iso.datetime().optional(),
  followerCount: z.number().nonnegative().optional(),
  followingCount: z.number().nonnegative().optional(),
  postCount: z.number().nonnegative().optional(),
  bioLength: z.number().nonnegative().optional(),
  hasPicture: z.boolean().optional(),
  digitsInName: z.number().nonnegative().optional(),
  nameLength: z.number().nonnegative().optional(),
  isPrivate: z.boolean().optional(),
  verified: z.boolean().optional(),
  gender: z.string().optional(),
  ageBand: z.string().optional(),
  region: z.string().optional(),
});
