/** The nouns of lists: an agency's list beside the library, a board of chosen accounts. Browser-safe. */
import { z } from 'zod';
import { PLATFORM_IDS } from '#basis/platform.ts';
import { resultSchema, wordsSchema } from '#basis/reading.ts';
import { assumptionSchema, goalSchema, score, valueQuerySchema } from '../schema.ts';

export const agencyRequestSchema = valueQuerySchema.extend({
  /** Account ids, handles, profile links or names, as the agency's sheet has them. */
  candidates: z.array(z.string().trim().min(1)).min(1).max(500),
});
export type AgencyRequest = z.infer<typeof agencyRequestSchema>;

/** An agency's list beside what the library has for the same places. */
export const agencyCheckSchema = z.object({
  asOf: z.string().nullable(),
  goal: goalSchema,
  map: z.object({ map: z.string(), name: wordsSchema }),
  given: z.number().int(),
  unknown: z.array(z.object({ given: z.string(), reason: wordsSchema })),
  time: z.object({
    /** What the check took here. */
    ms: z.number(),
    /** Names of the list × the assumed minutes. */
    byHandMinutes: z.number(),
    savedMinutes: z.number(),
    assumption: assumptionSchema,
  }),
  items: z.array(
    z.object({
      accountId: z.string(),
      name: z.string().nullable(),
      platform: z.enum(PLATFORM_IDS),
      total: score,
      price: z.number().nullable(),
      currency: z.string().nullable(),
      /** Reasons of the gates that are shut. */
      gates: z.array(wordsSchema),
      /** The median total of its peers: what picking among them blindly would give. */
      peerMedian: score,
      /** The best peer with open gates that is not on the list and costs no more; each is named once. */
      instead: z
        .object({
          accountId: z.string(),
          name: z.string().nullable(),
          total: z.number(),
          price: z.number().nullable(),
          currency: z.string().nullable(),
        })
        .nullable(),
    }),
  ),
  quality: z.object({
    /** Accounts with a total, and their mean. */
    scored: z.number().int(),
    listMean: score,
    peerMean: score,
    insteadMean: score,
    /** Mean total of the alternatives less that of the accounts they would replace. */
    difference: resultSchema,
    /** Accounts of the list that a gate stops. */
    listShut: z.number().int(),
  }),
  words: wordsSchema,
});
export type AgencyCheck = z.infer<typeof agencyCheckSchema>;

export const BOARD_FIGURES = ['followers', 'engagement', 'price', 'evidence', 'place'] as const;
const moved = z.object({ now: z.number().nullable(), before: z.number().nullable() });
/** Chosen accounts with what changed since they were last looked at. */
export const boardSchema = z.object({
  listId: z.string(),
  name: z.string(),
  asOf: z.string().nullable(),
  /** When somebody last marked it as seen; null for never. */
  lookedAt: z.string().nullable(),
  changed: z.number().int(),
  /** How many accounts of the library have a total. */
  scored: z.number().int(),
  items: z.array(
    z.object({
      accountId: z.string(),
      name: z.string().nullable(),
      platform: z.enum(PLATFORM_IDS),
      /** Not on the board at the last look. */
      fresh: z.boolean(),
      followers: moved,
      engagement: moved,
      price: moved.extend({ currency: z.string().nullable() }),
      evidence: z.object({ now: z.string().nullable(), before: z.string().nullable() }),
      /** Place by total value in the library, 1 first. */
      place: moved,
      /** Followers over time, oldest first. */
      series: z.array(z.object({ at: z.string(), value: z.number() })),
      changed: z.array(z.enum(BOARD_FIGURES)),
    }),
  ),
});
export type Board = z.infer<typeof boardSchema>;
