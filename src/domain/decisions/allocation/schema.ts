/** The nouns of the budget split: what is asked, a cell's supply, spend with its interval, what binds. Browser-safe. */
import { z } from 'zod';
import { PLATFORM_IDS } from '#basis/platform.ts';
import { wordsSchema } from '#basis/reading.ts';
import { TEMPLATES } from '#domain/decisions/mix/plan/schema.ts';
import { TIERS } from '#domain/facts/library/schema.ts';

const platform = z.enum(PLATFORM_IDS);
const tier = z.enum(TIERS);
const share = z.number().min(0).max(1);

export const SPLIT_GOALS = ['contacts', 'engagements'] as const;

/** How much of the budget a set of platforms or tiers gets. */
export const shareBoundSchema = z.object({
  name: wordsSchema,
  platforms: z.array(platform).nullable(),
  tiers: z.array(tier).nullable(),
  least: share,
  most: share,
});
export type ShareBound = z.infer<typeof shareBoundSchema>;

const platformList = z
  .string()
  .transform((text) => text.split(',').filter(Boolean) as (typeof PLATFORM_IDS)[number][])
  .pipe(z.array(platform));
export const splitRequestSchema = z.object({
  /** Whole units of the currency. */
  budget: z.coerce.number().gt(0),
  currency: z.string().length(3).default('CNY'),
  goal: z.enum(SPLIT_GOALS).default('contacts'),
  template: z.enum(TEMPLATES).default('none'),
  /** A competitor, `brand|word`, whose shares of posts by platform and tier are followed within `mixSlack`. */
  mix: z.string().trim().min(1).optional(),
  mixSlack: z.coerce.number().min(0).max(0.5).default(0.05),
  /** Assumption: share of followers that see a post; each platform's own when absent. */
  feedShare: z.coerce.number().gt(0).max(1).optional(),
  mostPlatformShare: z.coerce.number().gt(0).max(1).default(1),
  leaveOut: platformList.default([]),
  category: z.string().trim().min(1).optional(),
  list: z.string().trim().min(1).optional(),
  windowDays: z.coerce.number().int().min(7).max(3650).default(180),
});
export type SplitRequest = z.infer<typeof splitRequestSchema>;

export const splitCellSchema = z.object({
  platform,
  tier,
  /** Whole units; `share` of the budget with the bootstrap's 95 %. */
  spend: z.number(),
  share: z.object({ value: share, low: share, high: share }),
  /** What the spend buys: feed contacts or engagements of a usual post. */
  buys: z.number(),
  /** Accounts bought whole, of those with a price. */
  accounts: z.number().int(),
  of: z.number().int(),
  /** Bought by the next 1,000 units here; null when every account is bought. */
  next: z.number().nullable(),
  why: wordsSchema,
});
export type SplitCell = z.infer<typeof splitCellSchema>;

export const splitBindingSchema = z.object({
  name: wordsSchema,
  /** Whole units spent under the bound. */
  used: z.number(),
  /** More of the goal for 1,000 units more of room. */
  worth: z.number(),
});

export const splitSchema = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('ok'),
    method: z.string(),
    asOf: z.string().nullable(),
    request: splitRequestSchema.omit({ leaveOut: true }).extend({ leaveOut: z.array(platform) }),
    bounds: z.array(shareBoundSchema),
    cells: z.array(splitCellSchema),
    binding: z.array(splitBindingSchema),
    buys: z.number(),
    spent: z.number(),
    /** Followers of what is bought, and direct sales by the prior: a check, no forecast. */
    sales: z.object({ followers: z.number(), perMillion: z.number(), value: z.number() }),
    feedShares: z.array(z.object({ platform, share })),
    bootstraps: z.number().int(),
    leftOut: z.object({
      unpriced: z.number().int(),
      otherCurrency: z.number().int(),
      unknown: z.number().int(),
    }),
  }),
  z.object({ state: z.literal('insufficient'), need: wordsSchema, have: wordsSchema, why: wordsSchema }),
]);
export type Split = z.infer<typeof splitSchema>;
