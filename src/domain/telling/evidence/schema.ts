/** An evidence pack: what was seen of a post or a campaign, when, and which terms it met. Browser-safe. */
import { z } from 'zod';

/** Moments after publication at which counters are stated, in hours. */
export const MOMENTS = [
  ['T+0', 0],
  ['T+1h', 1],
  ['T+1d', 24],
  ['T+3d', 72],
  ['T+7d', 168],
] as const;

export const counterLineSchema = z.object({
  postId: z.string(),
  moment: z.string(),
  metric: z.string(),
  value: z.number().nullable(),
  /** When it was observed; null when nothing was near enough. */
  observedAt: z.string().nullable(),
  /** Hours between the moment and the observation. */
  offHours: z.number().nullable(),
  sourceId: z.number().nullable(),
  row: z.number().nullable(),
});
export type CounterLine = z.infer<typeof counterLineSchema>;

export const clauseSchema = z.object({
  postId: z.string().nullable(),
  accountId: z.string(),
  clause: z.string(),
  result: z.enum(['pass', 'fail', 'unknown']),
  need: z.string(),
  have: z.string(),
});
export type Clause = z.infer<typeof clauseSchema>;

export const disclosureSchema = z.object({
  postId: z.string(),
  /** What the platform's flag says; null when no source tells. */
  flagged: z.boolean().nullable(),
  /** Words in the text that disclose. */
  words: z.array(z.string()),
  result: z.enum(['pass', 'unknown']),
});
export type Disclosure = z.infer<typeof disclosureSchema>;

/** `path digest bytes`, then the root of the tree over them, signed with the workspace's key. */
export const packManifestSchema = z.object({
  format: z.literal('touchstone-evidence'),
  formatVersion: z.literal(1),
  product: z.string(),
  madeAt: z.string(),
  subject: z.object({ kind: z.enum(['post', 'campaign']), id: z.string() }),
  files: z.array(z.object({ path: z.string(), sha256: z.string(), byteCount: z.number().int() })),
  root: z.string(),
  publicKey: z.string(),
  signature: z.string(),
});
export type PackManifest = z.infer<typeof packManifestSchema>;

export const packRequestSchema = z.object({
  /** A post's id or a campaign's name. */
  id: z.string().min(1),
  /** Pictures or saved pages that the user took, as base64. */
  captures: z
    .array(z.object({ name: z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}._ -]{0,120}$/u), base64: z.string() }))
    .max(200)
    .default([]),
});
export type PackRequest = z.infer<typeof packRequestSchema>;

export const packVerificationSchema = z.object({
  verdict: z.enum(['fine', 'differs', 'unreadable']),
  /** The file that differs, is missing or was added. */
  path: z.string().nullable(),
  message: z.string(),
  root: z.string().nullable(),
  fingerprint: z.string().nullable(),
  files: z.number().int(),
});
export type PackVerification = z.infer<typeof packVerificationSchema>;
