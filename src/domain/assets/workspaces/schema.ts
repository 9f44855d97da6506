/** Organisations, brands, workspaces, and what brands let a group see. Browser-safe. */
import { z } from 'zod';
import { PLATFORM_IDS } from '#basis/platform.ts';
import { wordsSchema } from '#basis/reading.ts';

const name = z.string().trim().min(1).max(100);

export const newBrandSchema = z.object({
  name,
  organisation: name,
  /** Further names in files. */
  words: z.array(name).max(50).default([]),
});
export const newGroupSchema = z.object({ name, organisation: name });
export const newGrantSchema = z.object({
  brandId: z.string().min(1),
  workspaceId: z.string().min(1),
  purpose: z.string().trim().min(3).max(300),
});
export const holdSchema = z
  .object({ campaign: z.string().min(1).optional(), planId: z.string().min(1).optional() })
  .refine((h) => (h.campaign === undefined) !== (h.planId === undefined), {
    message: 'Name a campaign or a plan.',
  });

export const brandSchema = z.object({
  brandId: z.string(),
  name: z.string(),
  organisation: z.string(),
  words: z.array(z.string()),
  campaigns: z.array(z.string()),
  plans: z.int(),
});

export const grantSchema = z.object({
  grantId: z.string(),
  brandId: z.string(),
  brand: z.string(),
  workspaceId: z.string(),
  workspace: z.string(),
  purpose: z.string(),
  grantedBy: z.string(),
  grantedAt: z.string(),
  revokedBy: z.string().nullable(),
  revokedAt: z.string().nullable(),
});

export const brandsPageSchema = z.object({
  organisations: z.array(z.object({ organisationId: z.string(), name: z.string() })),
  brands: z.array(brandSchema),
  workspaces: z.array(
    z.object({
      workspaceId: z.string(),
      kind: z.enum(['brand', 'group']),
      name: z.string(),
      organisation: z.string(),
      brandId: z.string().nullable(),
      members: z.array(z.object({ who: z.string(), role: z.string() })),
    }),
  ),
  grants: z.array(grantSchema),
  /** Brands that files name with a campaign and that nobody keeps yet. */
  unkept: z.array(z.string()),
});
export type BrandsPage = z.infer<typeof brandsPageSchema>;

const estimate = z.discriminatedUnion('state', [
  z.object({ state: z.literal('ok'), value: z.number(), low: z.number(), high: z.number(), n: z.int() }),
  z.object({ state: z.literal('insufficient'), need: wordsSchema, have: wordsSchema, why: wordsSchema }),
]);
export type PooledEstimate = z.infer<typeof estimate>;

const figures = {
  campaigns: z.int(),
  placements: z.int(),
  paidMinor: z.number(),
  seen: z.number(),
  engagements: z.number(),
  orders: z.number(),
  /** Minor units; ratios of sums with 90 % intervals. */
  perThousandSeen: estimate,
  perEngagement: estimate,
  perOrder: estimate,
};
export const groupViewSchema = z.object({
  workspace: z.string(),
  currency: z.string(),
  /** Placements priced in another currency: their price is in no sum. */
  elsewhere: z.int(),
  asOf: z.string().nullable(),
  /** Whose history is pooled. */
  from: z.array(z.string()),
  withheld: z.array(z.string()),
  pooled: z.object(figures),
  brands: z.array(z.object({ brand: z.string(), ...figures })),
  cells: z.array(
    z.object({
      platform: z.enum(PLATFORM_IDS),
      n: z.int(),
      from: z.array(z.string()),
      paidMedian: estimate,
      perThousandSeen: estimate,
    }),
  ),
  views: z.array(z.object({ at: z.string(), who: z.string(), from: z.array(z.string()) })),
  method: z.string(),
});
export type GroupView = z.infer<typeof groupViewSchema>;
