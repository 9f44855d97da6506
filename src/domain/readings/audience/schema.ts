/** The nouns of the audience room: overlaps, portraits, targets and whom they follow. Browser-safe. */
import { z } from 'zod';
import { PLATFORM_IDS } from '#basis/platform.ts';
import { wordsSchema } from '#basis/reading.ts';
import { ENGAGEMENT_KINDS, FOLLOW_DESIGNS } from '#domain/facts/engagements/schema.ts';

/** Whose keys make an audience: listed followers, or people seen engaging with its posts. */
export const BASES = ['followers', 'engagers'] as const;
export const basisSchema = z.enum(BASES);
export type Basis = z.infer<typeof basisSchema>;

/** A count or share with its 95 % interval; `exact` when nothing was estimated. */
export const estimateSchema = z.object({
  value: z.number(),
  low: z.number(),
  high: z.number(),
  exact: z.boolean(),
});
export type Estimate = z.infer<typeof estimateSchema>;

/** Too little to say, in words. */
export const refusalSchema = z.object({
  state: z.literal('insufficient'),
  code: z.enum(['independent_samples', 'no_size', 'nobody', 'different_platforms']),
  need: wordsSchema,
  have: wordsSchema,
  why: wordsSchema,
});
export type Refusal = z.infer<typeof refusalSchema>;

/** What is in hand of one account's audience. */
export const audienceInHandSchema = z.object({
  accountId: z.string(),
  name: z.string().nullable(),
  platform: z.string(),
  /** Distinct people in hand. */
  people: z.number().int(),
  design: z.enum(FOLLOW_DESIGNS),
  /** Followers the account states; null when no source says. */
  stated: z.number().nullable(),
  /** People in hand ÷ stated followers; null for engagers or when not stated. */
  coverage: z.number().nullable(),
});

export const OVERLAP_WAYS = ['whole', 'sketch', 'sample_of_a_in_b', 'sample_of_b_in_a'] as const;
export const pairOverlapSchema = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('ok'),
    a: z.string(),
    b: z.string(),
    intersection: estimateSchema,
    union: estimateSchema,
    /** Intersection ÷ audience of a, and ÷ audience of b: the two denominators. */
    shareOfA: estimateSchema,
    shareOfB: estimateSchema,
    /** Intersection ÷ union. */
    jaccard: estimateSchema,
    how: z.enum(OVERLAP_WAYS),
    /** People the estimate rests on. */
    n: z.number().int(),
  }),
  refusalSchema.extend({
    a: z.string(),
    b: z.string(),
    /** What follower counts and vendor percentages still bound; null when not even those are there. */
    bounds: z
      .object({ low: z.number(), high: z.number(), by: z.array(z.string()), unit: z.literal('people') })
      .nullable(),
  }),
]);
export type PairOverlap = z.infer<typeof pairOverlapSchema>;

export const OVERLAP_METHODS = ['auto', 'exact', 'sketch'] as const;
export const overlapRequestSchema = z
  .object({
    accountIds: z.array(z.string()).max(2000).default([]),
    /** Name or id of a list whose accounts are added. */
    list: z.string().optional(),
    basis: basisSchema.default('engagers'),
    /** `auto`: exact up to a bound of memory, sketches above it. */
    method: z.enum(OVERLAP_METHODS).default('auto'),
    /** Leaves out people whose acts stand in stored ring readings of level moderate or strong. */
    ringFree: z.boolean().default(false),
  })
  .refine((r) => r.accountIds.length > 0 || r.list !== undefined, {
    message: 'Name accounts or a list.',
  });
export type OverlapRequest = z.infer<typeof overlapRequestSchema>;

export const overlapReportSchema = z.object({
  basis: basisSchema,
  /** The way that was taken. */
  method: z.enum(['exact', 'sketch']),
  /** Entries of a sketch. */
  sketchEntries: z.number().int(),
  ringFree: z.boolean(),
  accounts: z.array(audienceInHandSchema),
  pairs: z.array(pairOverlapSchema),
  /** All accounts together; insufficient as soon as one of them is a sample. */
  together: z.discriminatedUnion('state', [
    z.object({
      state: z.literal('ok'),
      /** Sum of the audiences. */
      sum: estimateSchema,
      union: estimateSchema,
      /** People of one account only. */
      exclusive: estimateSchema,
      /** Sum ÷ union. */
      meanFrequency: estimateSchema,
      /** People reached by exactly 1, 2 … of the accounts. */
      histogram: z.array(estimateSchema),
      /** Per account, in order: its people that no other account has. */
      exclusiveOf: z.array(estimateSchema),
    }),
    refusalSchema,
  ]),
  denominators: z.object({ shareOfA: wordsSchema, shareOfB: wordsSchema, jaccard: wordsSchema }),
  caveats: z.array(wordsSchema),
  asOf: z.string().nullable(),
  ms: z.number(),
});
export type OverlapReport = z.infer<typeof overlapReportSchema>;

/** Whose portrait: one account, the accounts of a list, or everybody who engaged with posts that name a brand. */
export const whoSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('account'), id: z.string() }),
  z.object({ kind: z.literal('list'), id: z.string() }),
  z.object({ kind: z.literal('brand'), id: z.string() }),
]);
export type Who = z.infer<typeof whoSchema>;

export const DIMENSIONS = [
  'gender',
  'age',
  'province',
  'city',
  'city_tier',
  'device',
  'interest',
  'activity_hour',
  'purchase',
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export const portraitRequestSchema = z.object({
  who: whoSchema,
  basis: basisSchema.default('engagers'),
  ringFree: z.boolean().default(false),
});
export type PortraitRequest = z.infer<typeof portraitRequestSchema>;

/** One small multiple. Bars are in order of size, hours in order of the day. */
export const portraitPanelSchema = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('ok'),
    dimension: z.enum(DIMENSIONS),
    title: wordsSchema,
    /** `sample`: counted from rows. `vendor`: percentages that a source states. */
    from: z.enum(['sample', 'vendor']),
    vendor: z.string().nullable(),
    /** Whose share: people of the sample, acts (for hours), or the vendor's base. */
    of: wordsSchema,
    /** People (or acts) with the field. Null when a vendor does not say. */
    n: z.number().int().nullable(),
    /** Rows with the field ÷ rows; null when a vendor does not say. */
    coverage: z.number().nullable(),
    segments: z.array(
      z.object({
        segment: z.string(),
        label: wordsSchema,
        /** Share 0–1. */
        value: z.number(),
        low: z.number().nullable(),
        high: z.number().nullable(),
        n: z.number().int().nullable(),
      }),
    ),
    /** Cells of fewer than `least` people, joined into the segment `other_small`, or left out when still too few. */
    suppressed: z.object({ cells: z.number().int(), least: z.number().int() }),
    /** True when segments may hold the same person (interests). */
    overlapping: z.boolean(),
    asOf: z.string().nullable(),
    caveats: z.array(wordsSchema),
  }),
  z.object({
    state: z.literal('insufficient'),
    dimension: z.enum(DIMENSIONS),
    title: wordsSchema,
    need: wordsSchema,
    have: wordsSchema,
    why: wordsSchema,
  }),
]);
export type PortraitPanel = z.infer<typeof portraitPanelSchema>;

export const portraitSchema = z.object({
  who: whoSchema,
  name: z.string().nullable(),
  basis: basisSchema,
  ringFree: z.boolean(),
  /** Distinct people in hand, and how many ring members were left out. */
  people: z.number().int(),
  leftOut: z.number().int(),
  accounts: z.number().int(),
  panels: z.array(portraitPanelSchema),
  asOf: z.string().nullable(),
  caveats: z.array(wordsSchema),
});
export type Portrait = z.infer<typeof portraitSchema>;

const words = z.array(z.string().trim().min(1)).min(1).max(500);
/** One way to name people. Values inside a field are alternatives. */
export const conditionSchema = z.discriminatedUnion('kind', [
  z
    .object({
      kind: z.literal('profile'),
      gender: words.optional(),
      ageBand: words.optional(),
      /** Province or city, as a part of the stored region. */
      region: words.optional(),
    })
    .refine((c) => c.gender || c.ageBand || c.region, { message: 'Name a gender, age band or region.' }),
  z
    .object({
      kind: z.literal('engaged'),
      acts: z.array(z.enum(ENGAGEMENT_KINDS)).min(1).optional(),
      accountIds: words.optional(),
      list: z.string().optional(),
      postIds: words.optional(),
      /** Posts that tag, mention or write the brand. */
      brand: z.string().min(1).optional(),
    })
    .refine((c) => c.accountIds || c.list || c.postIds || c.brand, {
      message: 'Name accounts, a list, posts or a brand.',
    }),
  z
    .object({ kind: z.literal('follows'), accountIds: words.optional(), list: z.string().optional() })
    .refine((c) => c.accountIds || c.list, { message: 'Name accounts or a list.' }),
  z.object({ kind: z.literal('said'), words }),
  z.object({ kind: z.literal('bought'), sku: words.optional(), campaign: words.optional() }),
  /** People of a list of keyed hashes: survey members, buyers of a shop, members of a club. By id or name. */
  z.object({ kind: z.literal('members'), list: z.string().min(1) }),
]);
export type Condition = z.infer<typeof conditionSchema>;

/** A target as a file: people who meet every condition of `all`, at least one of `any`, and none of `not`. */
export const targetSchema = z
  .object({
    touchstoneTarget: z.literal(1).default(1),
    name: z.string().trim().min(1).max(200).default('target'),
    platform: z.array(z.enum(PLATFORM_IDS)).optional(),
    all: z.array(conditionSchema).default([]),
    any: z.array(conditionSchema).default([]),
    not: z.array(conditionSchema).default([]),
  })
  .refine((t) => t.all.length + t.any.length > 0, {
    message: 'A target needs a condition in `all` or `any`.',
  });
export type Target = z.infer<typeof targetSchema>;

/** Which accounts stay. Each can be switched off. */
export const gatesSchema = z.object({
  /** Fewer people of the base, or of the target, than this say nothing. */
  leastBase: z.number().int().min(1).default(30),
  leastTarget: z.number().int().min(1).default(5),
  /** Share of false discoveries among those kept; null keeps accounts without proof of affinity. */
  falseShare: z.number().gt(0).max(0.5).nullable().default(0.05),
  /** Needs a price or a cooperation. */
  commercial: z.boolean().default(true),
  /** Stored authenticity readings from this level on; null lets all pass. */
  trouble: z.enum(['moderate', 'strong']).nullable().default('moderate'),
});
export const GATES = ['defines_target', 'thin', 'no_affinity', 'commercial', 'trouble'] as const;
export type Gate = (typeof GATES)[number];

/**
 * `affinity`: people of the target beyond the base rate, as a share of the target. `reach`: people of the target. Both
 * shrunk.
 */
export const RANKINGS = ['affinity', 'reach'] as const;
export const discoveryRequestSchema = z.object({
  target: targetSchema,
  basis: basisSchema.default('engagers'),
  gates: gatesSchema.prefault({}),
  rank: z.enum(RANKINGS).default('affinity'),
  limit: z.number().int().min(1).max(10_000).default(500),
});
export type DiscoveryRequest = z.infer<typeof discoveryRequestSchema>;

export const affinitySchema = z.object({
  accountId: z.string(),
  name: z.string().nullable(),
  platform: z.string(),
  tier: z.string().nullable(),
  followers: z.number().nullable(),
  categories: z.array(z.string()),
  /** Lowest known price of a post, minor units; null when none is known. */
  priceMinor: z.number().nullable(),
  priceCurrency: z.string().nullable(),
  cooperations: z.number().int(),
  /** People of the target, and of the base, who follow or engage with it. */
  targetPeople: z.number().int(),
  basePeople: z.number().int(),
  /** Share of the target it reaches, shrunk towards the base rate, 0–1. */
  targetShare: z.object({ value: z.number(), low: z.number(), high: z.number() }),
  baseShare: z.number(),
  /** 100 × share in target ÷ share in base, as counted. */
  rawTgi: z.number(),
  /** The same after empirical-Bayes shrinkage, 95 % interval. */
  tgi: z.object({ value: z.number(), low: z.number(), high: z.number() }),
  /** Dunning's log-likelihood ratio G²; negative below the base rate. */
  logLikelihood: z.number(),
  /** One-sided, exact binomial. */
  p: z.number(),
  score: z.number(),
});
export type Affinity = z.infer<typeof affinitySchema>;

export const discoverySchema = z.object({
  target: targetSchema,
  basis: basisSchema,
  rank: z.enum(RANKINGS),
  state: z.enum(['ok', 'insufficient']),
  /** Set when insufficient. */
  why: z.object({ need: wordsSchema, have: wordsSchema, why: wordsSchema }).nullable(),
  targetPeople: z.number().int(),
  /** Target people, and people, seen with at least one account that does not define the target. */
  targetSeen: z.number().int(),
  basePeople: z.number().int(),
  /** How strongly TGIs were drawn to 100: people of prior weight. */
  priorPeople: z.number().nullable(),
  /** Accounts left after each gate, in order; the first line is before any. */
  funnel: z.array(
    z.object({
      gate: z.enum(['seen', ...GATES]),
      label: wordsSchema,
      left: z.number().int(),
      dropped: z.number().int(),
    }),
  ),
  kept: z.array(affinitySchema),
  dropped: z.array(affinitySchema.extend({ gate: z.enum(GATES), reason: wordsSchema })),
  /** Before the limit. */
  keptCount: z.number().int(),
  droppedCount: z.number().int(),
  asOf: z.string().nullable(),
  caveats: z.array(wordsSchema),
});
export type Discovery = z.infer<typeof discoverySchema>;

/** What targets can be built from, with how many people carry each value. */
export const targetFieldsSchema = z.object({
  people: z.number().int(),
  gender: z.array(z.object({ value: z.string(), people: z.number().int() })),
  ageBand: z.array(z.object({ value: z.string(), people: z.number().int() })),
  region: z.array(z.object({ value: z.string(), people: z.number().int() })),
  brands: z.array(z.object({ value: z.string(), posts: z.number().int() })),
  campaigns: z.array(z.object({ value: z.string(), orders: z.number().int() })),
});
export type TargetFields = z.infer<typeof targetFieldsSchema>;

/** A list of people as keyed hashes; the ids they were made of are not kept. */
export const peopleListSchema = z.object({
  listId: z.string(),
  name: z.string(),
  people: z.number().int(),
  createdAt: z.string(),
});
export type PeopleList = z.infer<typeof peopleListSchema>;

const listName = z.string().trim().min(1).max(200);
export const peopleListRequestSchema = z.union([
  z.object({
    name: listName,
    platform: z.enum(PLATFORM_IDS),
    /** Ids on that platform; hashed at once. */
    ids: z.array(z.string().trim().min(1)).min(1).max(1_000_000),
  }),
  /** Keyed hashes of this library, as its pages show them. */
  z.object({
    name: listName,
    keys: z
      .array(z.string().regex(/^\d{1,20}$/))
      .min(1)
      .max(1_000_000),
  }),
]);
export type PeopleListRequest = z.infer<typeof peopleListRequestSchema>;

/** A target that is kept by name, with the share of it in the audience of every account stored as readings. */
export const savedTargetSchema = z.object({
  /** Eight hex digits of the definition; the readings are `target-share-<key>`. */
  key: z.string().regex(/^[0-9a-f]{8}$/),
  target: targetSchema,
  basis: basisSchema,
  asOf: z.string().nullable(),
  /** Accounts whose share is known, and accounts with too few people. */
  measured: z.number().int(),
  thin: z.number().int(),
});
export type SavedTarget = z.infer<typeof savedTargetSchema>;

export const targetSizeSchema = z.object({
  people: z.number().int(),
  /** People of the basis altogether. */
  base: z.number().int(),
  platforms: z.array(z.object({ platform: z.string(), people: z.number().int() })),
});
export type TargetSize = z.infer<typeof targetSizeSchema>;
