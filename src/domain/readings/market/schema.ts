/** The nouns of the market room: tier schemes, tiers of a platform, the industry overview. Browser-safe. */
import { z } from 'zod';
import { PLATFORM_IDS } from '#basis/platform.ts';
import { wordsSchema } from '#basis/reading.ts';

const platform = z.enum(PLATFORM_IDS);

/** Named follower bands, lowest first: a convention with its source, or a file of the user's. */
export const tierSchemeSchema = z
  .object({
    scheme: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/),
    name: wordsSchema,
    /** Who says so and where. */
    source: z.string().min(1),
    /** Null for every platform. */
    platforms: z.array(platform).nullable(),
    tiers: z
      .array(z.object({ tier: z.string().min(1), name: wordsSchema, from: z.number().min(0) }))
      .min(1)
      .max(12),
  })
  .refine(
    (s) => s.tiers[0]?.from === 0 && s.tiers.every((t, i) => i === 0 || t.from > (s.tiers[i - 1]?.from ?? 0)),
    {
      message: 'tiers begin at 0 and ascend',
    },
  );
export type TierScheme = z.infer<typeof tierSchemeSchema>;

/** A named scheme, and whether it is shipped or was added by the user. */
export const listedSchemeSchema = tierSchemeSchema.safeExtend({ own: z.boolean() });

export const tierRowSchema = z.object({
  tier: z.string(),
  name: wordsSchema,
  /** Least follower count, with the bootstrap interval where it was found by clustering. */
  from: z.object({ value: z.number(), low: z.number(), high: z.number() }),
  accounts: z.number().int(),
  /** Geometric mean of followers; null for an empty tier. */
  centre: z.number().nullable(),
});
export const platformTiersSchema = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('ok'),
    platform,
    n: z.number().int(),
    /** Accounts without a follower count. */
    left: z.number().int(),
    by: z.enum(['clusters', 'scheme']),
    k: z.number().int(),
    stableShare: z.number().nullable(),
    tiers: z.array(tierRowSchema),
  }),
  z.object({
    state: z.literal('insufficient'),
    platform,
    need: wordsSchema,
    have: wordsSchema,
    why: wordsSchema,
  }),
]);
export type PlatformTiers = z.infer<typeof platformTiersSchema>;

export const tiersRequestSchema = z.object({
  platform: platform.optional(),
  /** Fixed number of tiers; absent lets the data choose. */
  k: z.coerce.number().int().min(2).max(6).optional(),
  /** A named scheme instead of clustering. */
  scheme: z.string().optional(),
});
export type TiersRequest = z.infer<typeof tiersRequestSchema>;

export const tiersResultSchema = z.object({
  asOf: z.string().nullable(),
  /** `exact-clusters`, or the scheme. */
  scheme: z.string(),
  source: z.string(),
  platforms: z.array(platformTiersSchema),
});
export type TiersResult = z.infer<typeof tiersResultSchema>;

const share = z.number().min(0).max(1);
const interval = z.object({ value: z.number(), low: z.number(), high: z.number(), n: z.number().int() });
const spread = z.object({
  median: z.number(),
  lowQuarter: z.number(),
  highQuarter: z.number(),
  n: z.number().int(),
});

/** The five panels of the industry overview. */
export const industrySchema = z.object({
  asOf: z.string().nullable(),
  category: z.string().nullable(),
  accounts: z.number().int(),
  windowDays: z.number().int(),
  levels: z.array(platformTiersSchema),
  active: z.array(
    z.object({
      category: z.string(),
      accounts: z.number().int(),
      posts: z.number().int(),
      /** Accounts with a post in the window ÷ accounts. */
      activeShare: interval,
      /** Engagements of a post ÷ followers, over accounts. */
      fanEffect: spread.nullable(),
    }),
  ),
  style: z.object({
    formats: z.array(z.object({ format: z.string(), posts: z.number().int(), share })),
    tags: z.array(z.object({ tag: z.string(), posts: z.number().int(), accounts: z.number().int() })),
  }),
  highInteraction: z.object({
    posts: z.number().int(),
    /** Posts in the top tenth of their platform by engagements. */
    top: z.number().int(),
    /** Share among top posts against share among the rest. */
    traits: z.array(
      z.object({ trait: z.string(), value: z.string(), topShare: interval, otherShare: interval }),
    ),
  }),
  platforms: z.array(
    z.object({
      platform,
      accounts: z.number().int(),
      share: interval,
      posts: z.number().int(),
      followers: z.number().nullable(),
    }),
  ),
});
export type Industry = z.infer<typeof industrySchema>;

export const industryQuerySchema = z.object({
  category: z.string().trim().min(1).optional(),
  windowDays: z.coerce.number().int().min(7).max(3650).default(180),
});

export const tagsRequestSchema = z.object({
  /** Tags that go together: posts that carry any of them are the seed. */
  tag: z.preprocess(
    (x) => (Array.isArray(x) ? x : typeof x === 'string' ? x.split(',').filter((t) => t !== '') : []),
    z.array(z.string().min(1)).max(20),
  ),
  platform: platform.optional(),
  windowDays: z.coerce.number().int().min(7).max(3650).default(180),
});
export type TagsRequest = z.infer<typeof tagsRequestSchema>;

/** Which tags stand together, and who uses them: from a brand's or product's tags to candidates. */
export const tagsSchema = z.object({
  asOf: z.string().nullable(),
  tags: z.array(z.string()),
  windowDays: z.number().int(),
  /** Posts with tags in the window, and those that carry a chosen tag. */
  posts: z.number().int(),
  seeded: z.number().int(),
  companions: z.array(
    z.object({
      tag: z.string(),
      /** Posts that carry it, and those of them that carry a chosen tag too; all posts while none is chosen. */
      posts: z.number().int(),
      both: z.number().int(),
      accounts: z.number().int(),
      /** Share among posts with a chosen tag ÷ share among all; null while none is chosen. */
      lift: interval.nullable(),
    }),
  ),
  candidates: z.array(
    z.object({
      accountId: z.string(),
      name: z.string().nullable(),
      platform,
      tier: z.string().nullable(),
      followers: z.number().nullable(),
      /** Posts with a chosen tag, all its posts in the window, and how many of the chosen tags it uses. */
      posts: z.number().int(),
      of: z.number().int(),
      tags: z.number().int(),
      lastOn: z.string(),
    }),
  ),
});
export type Tags = z.infer<typeof tagsSchema>;
