/** The nouns of the competitor board: who was named by whom, how full a platform is, what a platform is good for. Browser-safe. */
import { z } from 'zod';
import { PLATFORM_IDS } from '#basis/platform.ts';
import { wordsSchema } from '#basis/reading.ts';

const platform = z.enum(PLATFORM_IDS);
const count = z.number().int().min(0);
const shareInterval = z.object({ value: z.number(), low: z.number(), high: z.number(), n: count });

/** A brand and the words posts use for it, the name included. */
export const namedBrandSchema = z.object({
  brand: z.string().min(1),
  words: z.array(z.string().min(1)).min(1).max(20),
});
export type NamedBrand = z.infer<typeof namedBrandSchema>;

export const MOST_RIVALS = 8;
const text = z.string().trim().min(1);
/** `brand` or `brand|word|word`. */
const brandText = text.transform((given): NamedBrand => {
  const words = given
    .split('|')
    .map((w) => w.trim())
    .filter(Boolean);
  return { brand: words[0] ?? given, words: [...new Set(words)].slice(0, 20) };
});

export const rivalsRequestSchema = z.object({
  /** Comma-separated. */
  rivals: text
    .transform((all) =>
      all
        .split(/[,，]/)
        .map((one) => one.trim())
        .filter(Boolean)
        .slice(0, MOST_RIVALS),
    )
    .pipe(z.array(brandText).min(1)),
  own: brandText.optional(),
  category: text.optional(),
  /** A list whose members are the shortlist; else every account of the category. */
  list: text.optional(),
  windowDays: z.coerce.number().int().min(7).max(3650).default(180),
  /** Avoid from this share of used accounts, or of posts; enter below. Conventions, to be set by the user. */
  avoidUsedShare: z.coerce.number().min(0).max(1).default(0.5),
  enterUsedShare: z.coerce.number().min(0).max(1).default(0.25),
  avoidPostShare: z.coerce.number().min(0).max(1).default(0.1),
  enterPostShare: z.coerce.number().min(0).max(1).default(0.03),
});
export type RivalsRequest = z.infer<typeof rivalsRequestSchema>;

const quartiles = z.object({ median: z.number(), lowQuarter: z.number(), highQuarter: z.number(), n: count });

export const rivalSchema = z.object({
  brand: z.string(),
  words: z.array(z.string()),
  own: z.boolean(),
  posts: count,
  /** Posts declared as paid, or of a stated cooperation with the brand. */
  declared: count,
  accounts: count,
  newestAt: z.string().nullable(),
  mix: z.array(
    z.object({
      platform,
      /** House band; null without a follower count. */
      tier: z.string().nullable(),
      accounts: count,
      posts: count,
      declared: count,
      priced: count,
    }),
  ),
  /**
   * What the posts would cost at the asking prices in the library, by currency. `low`: declared posts at the lowest asking
   * price. `high`: every naming post at the highest. Posts without a price are counted, not priced.
   */
  spend: z.array(
    z.object({
      currency: z.string(),
      lowMinor: z.number(),
      highMinor: z.number(),
      pricedPosts: count,
    }),
  ),
  unpricedPosts: count,
  formats: z.array(z.object({ format: z.string(), posts: count, interactions: quartiles.nullable() })),
  /** Engagements of naming posts beside all posts of the platform. */
  interactions: z.array(z.object({ platform, naming: quartiles.nullable(), all: quartiles.nullable() })),
  tags: z.array(z.object({ tag: z.string(), posts: count })),
});
export type Rival = z.infer<typeof rivalSchema>;

export const SATURATION_LEVELS = ['enter', 'contested', 'avoid', 'insufficient'] as const;
export const saturationSchema = z.object({
  platform,
  level: z.enum(SATURATION_LEVELS),
  /** Which of the two shares decided, and against which bound. */
  why: wordsSchema,
  posts: count,
  rivalPosts: count,
  ownPosts: count,
  postShare: shareInterval.nullable(),
  accounts: count,
  usedAccounts: count,
  usedShare: shareInterval.nullable(),
});
export type Saturation = z.infer<typeof saturationSchema>;

export const PLATFORM_ROLES = ['breadth', 'seeding', 'mixed'] as const;
export type PlatformRole = (typeof PLATFORM_ROLES)[number];
export const platformRoleSchema = z.object({
  platform,
  accounts: count,
  followers: z.number(),
  /** Followers held by accounts of `HEAD_TIERS` ÷ all; accounts weigh by their followers, so n is an effective number. */
  headFollowerShare: shareInterval.nullable(),
  headEngagementShare: shareInterval.nullable(),
  /** From this library; null where the interval cannot tell or the data are thin. */
  found: z.enum(PLATFORM_ROLES).nullable(),
  /** Shipped with the program: a convention of the field. */
  usual: z.enum(PLATFORM_ROLES).nullable(),
  why: wordsSchema,
});
export type PlatformRoleRow = z.infer<typeof platformRoleSchema>;

export const rivalsResultSchema = z.object({
  asOf: z.string().nullable(),
  windowDays: count,
  category: z.string().nullable(),
  brands: z.array(rivalSchema),
  saturation: z.array(saturationSchema),
  coverage: wordsSchema,
});
export type RivalsResult = z.infer<typeof rivalsResultSchema>;

export const platformRolesSchema = z.object({
  asOf: z.string().nullable(),
  headTiers: z.array(z.string()),
  items: z.array(platformRoleSchema),
});

/** The brands whose posts this workspace watches: its own and its competitors. */
export const watchedBrandsSchema = z.object({
  own: namedBrandSchema.nullable(),
  rivals: z.array(namedBrandSchema).max(MOST_RIVALS),
});
export type WatchedBrands = z.infer<typeof watchedBrandsSchema>;

/** `霁泠|jiling`: a brand as addresses and command lines write it. */
export const brandWritten = ({ brand, words }: NamedBrand): string =>
  [brand, ...words.filter((w) => w !== brand)].join('|');

/** One naming post, with the row it came from. */
export const rivalPostSchema = z.object({
  postId: z.string(),
  platform,
  accountId: z.string(),
  name: z.string().nullable(),
  tier: z.string().nullable(),
  publishedAt: z.string().nullable(),
  format: z.string().nullable(),
  title: z.string().nullable(),
  declared: z.boolean(),
  interactions: z.number().nullable(),
  sourceId: count,
  row: count,
});
export type RivalPost = z.infer<typeof rivalPostSchema>;
