/** People known by a keyed hash: what is known of one, and what is left after they asked to be erased. Browser-safe. */
import { z } from 'zod';
import { PLATFORM_IDS } from '#basis/platform.ts';

const count = z.number().int();
export const keySchema = z.string().regex(/^\d{1,20}$/, 'a key of digits');
/** A person by id of a platform (hashed at once, not kept), or by key. */
export const whoSchema = z.union([
  z.object({ key: keySchema }),
  z.object({ platform: z.enum(PLATFORM_IDS), id: z.string().trim().min(1).max(200) }),
]);
export type Who = z.infer<typeof whoSchema>;

export const memberRowSchema = z.object({
  key: keySchema,
  lists: z.array(z.string()),
  invited: count,
  /** Newest word on taking part, of any invitation. */
  consent: z.string().nullable(),
  surveysAsked: count,
  surveysAnswered: count,
  lastAt: z.string().nullable(),
});
export const membersSchema = z.object({ items: z.array(memberRowSchema), total: count });
export type MembersPage = z.infer<typeof membersSchema>;

export const EVENT_KINDS = [
  'engagement',
  'follow',
  'order',
  'list',
  'invitation',
  'consent',
  'survey',
] as const;
export const memberEventSchema = z.object({
  kind: z.enum(EVENT_KINDS),
  /** Null where the source names no moment. */
  at: z.string().nullable(),
  /** Act, state of consent, or what happened with a survey. */
  what: z.string(),
  subject: z.string(),
  text: z.string(),
  platform: z.string().nullable(),
  postId: z.string().nullable(),
  surveyId: z.string().nullable(),
  source: z.object({ sourceId: count, row: count }).nullable(),
});
export type MemberEvent = z.infer<typeof memberEventSchema>;
export const memberSchema = z.object({
  key: keySchema,
  /** Something of this person is stored. */
  known: z.boolean(),
  erasedBefore: z.boolean(),
  profile: z
    .object({ gender: z.string().nullable(), age: z.string().nullable(), region: z.string().nullable() })
    .nullable(),
  counts: z.record(z.enum(EVENT_KINDS), count),
  firstAt: z.string().nullable(),
  lastAt: z.string().nullable(),
  /** Ratings and scales that the person gave, newest first: attitude. */
  attitude: z.array(
    z.object({ survey: z.string(), question: z.string(), value: z.number(), at: z.string() }),
  ),
  /** Oldest first, those without a moment last; the oldest 500 and the newest 500 of more. */
  events: z.array(memberEventSchema),
  eventCount: count,
});
export type Member = z.infer<typeof memberSchema>;

export const tableCountSchema = z.object({
  store: z.string(),
  table: z.string(),
  removed: count,
  left: count,
});
/** What an erasure did and found after; it does not tell who was erased. */
export const receiptSchema = z.object({
  erasureId: z.string(),
  at: z.string(),
  by: z.string(),
  /** Nothing of the person was found afterwards, in any table or file of the home. */
  verified: z.boolean(),
  tables: z.array(tableCountSchema),
  /** Files of the home that held the id or the key, and what became of them. */
  files: z.array(z.object({ file: z.string(), done: z.enum(['rewritten', 'deleted']) })),
  /** Files and bytes looked through afterwards for the key, as text and as 8 bytes. */
  scannedFiles: count,
  scannedBytes: z.number(),
  filesLeft: z.array(z.string()),
  /** Creators' accounts of the same person stay; their link to the key was cut. */
  accountsUnlinked: count,
  ms: z.number(),
});
export type Receipt = z.infer<typeof receiptSchema>;
