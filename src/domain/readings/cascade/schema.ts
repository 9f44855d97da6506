/** The nouns of a spread: who passed a post on, from whom, when; and what its tree says. */
import { z } from 'zod';
import { PLATFORM_IDS } from '#basis/platform.ts';
import { rowRefSchema, wordsSchema } from '#basis/reading.ts';

/** One act in a cascade. The first of a cascade is the post itself. */
export interface SpreadAct {
  id: string;
  /** The act it was passed on from; null where the platform does not say. */
  parentId: string | null;
  /** Who did it; null when unknown. */
  actor: string | null;
  atMs: number;
  text: string;
}

/** How a parent was found: by its id, by the “//@name” of a repost's text, by the latest earlier act of somebody followed, or put under the post itself. */
export const parentSources = ['id', 'mention', 'follow', 'post'] as const;

/** Acts as columns: row 0 is the post. */
export interface CascadeTree {
  /** Row of the parent; −1 for the post. */
  parent: Int32Array;
  /** Index into `parentSources`, for rows after the first. */
  source: Uint8Array;
  /** Parents named but absent, or in a circle: put under the post. */
  brokenCount: number;
}

export const cascadeShapeSchema = z.object({
  size: z.number().int(),
  depth: z.number().int(),
  /** Most acts of one generation. */
  breadth: z.number().int(),
  /** Mean distance of two acts in the tree; null below two acts. */
  structuralVirality: z.number().nullable(),
  /** Acts of each generation, the post being generation 0. */
  generations: z.array(z.number().int()),
  /** Acts of a generation for each act of the one before. */
  reproduction: z.array(z.number()),
});
export type CascadeShape = z.infer<typeof cascadeShapeSchema>;

export const keyActSchema = z.object({
  row: z.number().int(),
  /** Acts, itself included, that hang on it: what would be missing without it. */
  lossCount: z.number().int(),
  lossShare: z.number(),
  directCount: z.number().int(),
  generation: z.number().int(),
});
export type KeyAct = z.infer<typeof keyActSchema>;

export const speedSchema = z.object({
  minutesToHalf: z.number(),
  minutesTo90: z.number(),
  /** Most acts within one hour that starts with an act. */
  peakPerHour: z.number().int(),
  durationMinutes: z.number(),
});
export type SpreadSpeed = z.infer<typeof speedSchema>;

/** What would be missing: a count with its 95 % interval, and the events it rests on. */
const contributionSchema = z.object({ value: z.number(), low: z.number(), high: z.number(), n: z.number() });

/** Share of participants who do not follow the author: how far it left the circle. */
const circleSchema = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('ok'),
    value: z.number(),
    low: z.number(),
    high: z.number(),
    /** Participants whose following is known. */
    n: z.number().int(),
  }),
  z.object({ state: z.literal('insufficient'), need: wordsSchema, have: wordsSchema, why: wordsSchema }),
]);
export type Circle = z.infer<typeof circleSchema>;

/** An account of the library, or a person known by key only. */
const whoSchema = z.object({
  accountId: z.string().nullable(),
  name: z.string().nullable(),
  key: z.string(),
});

const postHeadSchema = z.object({
  postId: z.string(),
  platform: z.enum(PLATFORM_IDS),
  title: z.string().nullable(),
  accountId: z.string().nullable(),
  accountName: z.string().nullable(),
  publishedAt: z.string().nullable(),
});

export const postSpreadSchema = z.discriminatedUnion('state', [
  postHeadSchema.extend({
    state: z.literal('ok'),
    shape: cascadeShapeSchema,
    speed: speedSchema.nullable(),
    /** Acts by how their parent was found. */
    parentsBy: z.record(z.enum(parentSources), z.number().int()),
    brokenCount: z.number().int(),
    circle: circleSchema,
    /** The same by generation; empty where following is not known. */
    circleByGeneration: z.array(z.object({ generation: z.number(), n: z.number(), value: z.number() })),
    keyActs: z.array(
      contributionSchema.extend({
        who: whoSchema,
        generation: z.number().int(),
        directCount: z.number().int(),
        /** After the post. */
        minutes: z.number(),
        from: rowRefSchema.nullable(),
        /** Place in `nodes`; null where it is not drawn. */
        node: z.number().nullable(),
      }),
    ),
    keyAccounts: z.array(contributionSchema.extend({ who: whoSchema, acts: z.number().int() })),
    /** The tree to draw: parent's place (−1 for the post), minutes after the post. */
    nodes: z.object({ parent: z.array(z.number()), minutes: z.array(z.number()) }),
    leftOutOfPicture: z.number().int(),
    /** The platform's own repost counter, newest; null when none. */
    statedReposts: z.number().nullable(),
    asOf: z.string().nullable(),
    caveats: z.array(wordsSchema),
  }),
  postHeadSchema.extend({
    state: z.literal('not_observable'),
    why: wordsSchema,
    circle: circleSchema,
    asOf: z.string().nullable(),
  }),
  postHeadSchema.extend({
    state: z.literal('insufficient'),
    need: wordsSchema,
    have: wordsSchema,
    why: wordsSchema,
    circle: circleSchema,
    asOf: z.string().nullable(),
  }),
]);
export type PostSpread = z.infer<typeof postSpreadSchema>;

export const campaignSpreadSchema = z.object({
  campaign: z.string(),
  /** Distinct people in hand over all posts. */
  people: z.number().int(),
  posts: z.array(
    postHeadSchema.extend({
      acts: z.number().int(),
      people: z.number().int(),
      reposts: z.number().int(),
      /** Can the platform show a repost chain? */
      observable: z.boolean(),
      shape: cascadeShapeSchema
        .pick({ size: true, depth: true, breadth: true, structuralVirality: true })
        .nullable(),
      /** People who took part in nothing else of the campaign. */
      alone: contributionSchema,
      circle: circleSchema,
    }),
  ),
  accounts: z.array(
    z.object({
      accountId: z.string(),
      name: z.string().nullable(),
      posts: z.number().int(),
      people: z.number().int(),
      alone: contributionSchema,
    }),
  ),
  asOf: z.string().nullable(),
  caveats: z.array(wordsSchema),
});
export type CampaignSpread = z.infer<typeof campaignSpreadSchema>;
