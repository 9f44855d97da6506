/** Frames of consumers who spoke of keywords, to invite: quotas and a consent log over keyed hashes. Browser-safe. */
import { z } from 'zod';
import { PLATFORM_IDS } from '#basis/platform.ts';

export const QUOTA_DIMENSIONS = ['platform', 'province', 'gender', 'age'] as const;
export const CONSENT_STATES = ['invited', 'consented', 'declined', 'withdrawn'] as const;
const count = z.number().int();
const word = z.string().trim().min(1).max(60);

/** Who stands in the frame: people who spoke of words, who acted on posts, or who bought. */
export const FRAME_SOURCES = ['speakers', 'engagers', 'buyers'] as const;

export const invitationRequestSchema = z.object({
  name: z.string().trim().min(1).max(120),
  source: z.enum(FRAME_SOURCES).default('speakers'),
  /** Speakers of any of them; needed for speakers only. */
  words: z.array(word).max(30).default([]),
  /** Engagers of its posts, buyers under it. */
  campaign: z.string().trim().min(1).max(200).optional(),
  platform: z.enum(PLATFORM_IDS).optional(),
  from: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional(),
  /** By what the quotas are set. */
  dimension: z.enum(QUOTA_DIMENSIONS),
  /** People wanted in all. */
  size: z.coerce.number().int().min(1).max(20_000),
  /** Wanted shares by cell; absent ones share what is left as they speak. */
  quotas: z.record(z.string(), z.number().min(0).max(1)).default({}),
  seed: z.string().min(1).max(60).default('frame'),
});
export type InvitationRequest = z.infer<typeof invitationRequestSchema>;

export const cellSchema = z.object({
  cell: z.string(),
  /** People who spoke of it; wanted; drawn. */
  found: count,
  wanted: count,
  drawn: count,
});
export const invitationSchema = z.object({
  invitationId: z.string(),
  name: z.string(),
  request: invitationRequestSchema,
  madeBy: z.string(),
  madeAt: z.string(),
  drawn: count,
  found: count,
  cells: z.array(cellSchema),
  consent: z.record(z.enum(CONSENT_STATES), count),
});
export type Invitation = z.infer<typeof invitationSchema>;

export const inviteeSchema = z.object({
  actorKey: z.string(),
  platform: z.string(),
  cell: z.string(),
  texts: count,
  state: z.enum(CONSENT_STATES).nullable(),
  note: z.string(),
  at: z.string().nullable(),
});
export const inviteesSchema = z.object({ items: z.array(inviteeSchema), total: count });
export type Invitees = z.infer<typeof inviteesSchema>;

export const consentBodySchema = z.object({
  actorKeys: z.array(z.string()).min(1).max(5000),
  state: z.enum(CONSENT_STATES),
  note: z.string().max(500).default(''),
});
