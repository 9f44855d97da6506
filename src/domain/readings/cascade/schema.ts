/** The nouns of a spread: who passed a post on, from whom, when; and what its tree says. */
import { z } from 'zod';

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
