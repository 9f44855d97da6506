/** Rings as an explorer draws them. Browser-safe. */
import { z } from 'zod';

export const RING_KINDS = ['reciprocal', 'co-engagement'] as const;

export const ringNodeSchema = z.object({
  /** Account id of a creator, `actor:` and the keyed hash of anybody else. */
  id: z.string(),
  kind: z.enum(['creator', 'person']),
  name: z.string().nullable(),
  /** The ring it belongs to; the likelier by chance goes. */
  ring: z.string().nullable(),
  degree: z.number().int(),
});

export const ringEdgeSchema = z.object({
  a: z.string(),
  b: z.string(),
  kind: z.enum(RING_KINDS),
  /** Posts in both directions of a reciprocal pair; posts acted on together of a co-engagement pair. */
  weight: z.number(),
  /** Distinct posts: of the weaker direction, or acted on together. */
  objects: z.number().int(),
  /** Upper tail of the pair alone under the degree null; null for reciprocal pairs, which are judged as a ring. */
  p: z.number().nullable(),
});

export const ringSchema = z.object({
  id: z.string(),
  kind: z.enum(RING_KINDS),
  members: z.array(z.string()),
  /** Number of edges between members. */
  edges: z.number().int(),
  /** Share of random graphs with the same degrees that hold a group of as many edges, (1 + k) / (1 + R). */
  p: z.number(),
  nullGraphs: z.number().int(),
  /** Seconds; null where no window is asked. */
  window: z.number().nullable(),
});

export const ringGraphSchema = z.object({
  nodes: z.array(ringNodeSchema),
  edges: z.array(ringEdgeSchema),
  rings: z.array(ringSchema),
  /** Posts with too many acts at one time to be paired. */
  leftOut: z.array(z.object({ postId: z.string(), acts: z.number().int(), coActs: z.number().int() })),
  asOf: z.string(),
  windowSeconds: z.number(),
  minPosts: z.number().int(),
  /** Acts with a moment in the library, and those that were read: the newest. */
  acts: z.object({ known: z.number().int(), read: z.number().int(), since: z.string() }),
});
export type RingGraph = z.infer<typeof ringGraphSchema>;

export const ringOptionsSchema = z.object({
  window: z.coerce.number().min(0).max(86_400).default(60),
  min: z.coerce.number().int().min(2).max(1000).default(3),
  asOf: z.iso.datetime().optional(),
});
