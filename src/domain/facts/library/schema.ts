/** The nouns of the library: figures with their provenance, cards, filters, facets, the account page. */
import { z } from 'zod';
import { METRIC_IDS } from '#basis/metric.ts';
import { PLATFORM_IDS } from '#basis/platform.ts';

/** Where a number was read: opens to the row through `GET /api/v1/evidence/{sourceId}/{row}`. */
export const provenanceSchema = z.object({
  sourceId: z.number().int(),
  row: z.number().int(),
  column: z.string().nullable(),
  vendor: z.string(),
});

/** A number as the library shows it. It never travels without window, unit, source and as-of. */
export const figureSchema = z.object({
  metric: z.enum(METRIC_IDS),
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  /** count · share (0–1) · money (minor units of `currency`) · index · seconds · days */
  unit: z.string(),
  numerator: z.string(),
  denominator: z.string().nullable(),
  currency: z.string().nullable(),
  windowDays: z.number().int().nullable(),
  content: z.string(),
  format: z.string(),
  asOf: z.string(),
  ageDays: z.number(),
  stale: z.boolean(),
  from: provenanceSchema,
});
export type Figure = z.infer<typeof figureSchema>;

export const TIERS = ['nano', 'micro', 'mid', 'macro', 'mega'] as const;
/** Named follower bands. A stated convention, not a finding; exact clustering per platform replaces it on demand. */
export const TIER_SCHEME = {
  name: 'touchstone-bands-1',
  floors: { nano: 0, micro: 10_000, mid: 100_000, macro: 500_000, mega: 1_000_000 },
} as const;

const number = z.coerce.number();
const words = z
  .union([z.string(), z.array(z.string())])
  .transform((v) => (Array.isArray(v) ? v : v.split(',')).map((w) => w.trim()).filter((w) => w !== ''));
const platformWord = z.enum(PLATFORM_IDS);

/** The state of the library page; saved as a file it is a shareable filter (F6). */
export const accountFilterSchema = z.object({
  q: z.string().trim().max(200).optional(),
  platform: words.pipe(z.array(platformWord)).optional(),
  tier: words.pipe(z.array(z.enum(TIERS))).optional(),
  category: words.optional(),
  region: words.optional(),
  tag: words.optional(),
  /** Brands the account mentioned or worked with. */
  brand: words.optional(),
  vendor: words.optional(),
  followersMin: number.min(0).optional(),
  followersMax: number.min(0).optional(),
  engagementMin: number.min(0).optional(),
  engagementMax: number.min(0).optional(),
  /** Minor units of the account's currency. */
  priceMin: number.min(0).optional(),
  priceMax: number.min(0).optional(),
  /** Observed within this many days of the newest observation in the library. */
  freshDays: number.int().min(1).optional(),
  /** Accounts of one of my lists. */
  list: z.string().optional(),
});
export type AccountFilter = z.infer<typeof accountFilterSchema>;

export const SORTS = ['followers', 'engagement', 'price', 'freshness', 'name', 'posts'] as const;
export const searchParametersSchema = accountFilterSchema.extend({
  sort: z.enum(SORTS).default('followers'),
  order: z.enum(['asc', 'desc']).default('desc'),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().optional(),
});
export type SearchParameters = z.infer<typeof searchParametersSchema>;

export const accountCardSchema = z.object({
  accountId: z.string(),
  platform: platformWord,
  name: z.string().nullable(),
  handle: z.string().nullable(),
  region: z.string().nullable(),
  categories: z.array(z.string()),
  tags: z.array(z.string()),
  brands: z.array(z.string()),
  vendors: z.array(z.string()),
  agency: z.string().nullable(),
  verified: z.string().nullable(),
  url: z.string().nullable(),
  tier: z.enum(TIERS).nullable(),
  followers: figureSchema.nullable(),
  engagement: figureSchema.nullable(),
  price: figureSchema.nullable(),
  priceFormat: z.string().nullable(),
  postCount: z.number(),
  lastObservedAt: z.string().nullable(),
  stale: z.boolean(),
});
export type AccountCard = z.infer<typeof accountCardSchema>;

export const searchResultSchema = z.object({
  items: z.array(accountCardSchema),
  total: z.number(),
  nextCursor: z.string().nullable(),
  /** The newest observation in the library; freshness counts from it. */
  asOf: z.string().nullable(),
  tierScheme: z.string(),
});
export type SearchResult = z.infer<typeof searchResultSchema>;

export const facetsSchema = z.object({
  total: z.number(),
  /** Counts under all the other filters, most frequent first, at most 60 a facet. */
  facets: z.record(
    z.enum(['platform', 'tier', 'category', 'region', 'tag', 'brand', 'vendor']),
    z.array(z.object({ value: z.string(), count: z.number() })),
  ),
});
export type Facets = z.infer<typeof facetsSchema>;

/** One dated value of an account, for the account page. */
export const attributeSchema = z.object({
  attribute: z.string(),
  value: z.string(),
  asOf: z.string(),
  from: provenanceSchema,
});

export const quoteSchema = z.object({
  format: z.string(),
  kind: z.string(),
  amount: figureSchema.omit({
    metric: true,
    numerator: true,
    denominator: true,
    windowDays: true,
    content: true,
    format: true,
  }),
  taxBasis: z.string(),
  rebateShare: z.number().nullable(),
  feeShare: z.number().nullable(),
  schedule: z.string().nullable(),
});

export const audienceShareSchema = z.object({
  dimension: z.string(),
  base: z.string(),
  segment: z.string(),
  /** Days of posts a share of reads or exposures covers; null for a portrait. */
  windowDays: z.number().int().nullable(),
  content: z.string(),
  format: z.string(),
  share: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  n: z.number().nullable(),
  asOf: z.string(),
  from: provenanceSchema,
});

export const accountSourceSchema = z.object({
  sourceId: z.number(),
  runId: z.string(),
  fileName: z.string(),
  sheet: z.string().nullable(),
  vendor: z.string(),
  connector: z.string(),
  sourceClass: z.string(),
  asOf: z.string(),
  importedAt: z.string(),
  rowCount: z.number(),
});

export const linkSchema = z.object({
  linkId: z.string(),
  personId: z.string(),
  accountId: z.string(),
  evidence: z.array(z.object({ kind: z.string(), text: z.string() })),
  linkedBy: z.string(),
  linkedAt: z.string(),
  undoneAt: z.string().nullable(),
  undoneReason: z.string().nullable(),
});

/** One reason to think that two accounts are one: a row that named both, an id they share, posts of both. */
export const duplicateEvidenceSchema = z.object({
  kind: z.enum(['conflict', 'shared_id', 'shared_posts', 'same_link', 'same_name', 'statement']),
  /** The kind of id and the id; words of the person for a statement. */
  text: z.string(),
  from: z.object({ sourceId: z.number(), row: z.number() }).nullable(),
});
export type DuplicateEvidence = z.infer<typeof duplicateEvidenceSchema>;
export const duplicateSchema = z.object({
  accountId: z.string(),
  otherAccountId: z.string(),
  platform: platformWord,
  name: z.string().nullable(),
  otherName: z.string().nullable(),
  evidence: z.array(duplicateEvidenceSchema),
});
export type Duplicate = z.infer<typeof duplicateSchema>;
/** Two accounts that a person declared to be one: `accountId` is shown as `canonicalId`. */
export const joinSchema = z.object({
  joinId: z.string(),
  accountId: z.string(),
  canonicalId: z.string(),
  evidence: z.array(duplicateEvidenceSchema),
  joinedBy: z.string(),
  joinedAt: z.string(),
  undoneAt: z.string().nullable(),
  undoneReason: z.string().nullable(),
});
export type Join = z.infer<typeof joinSchema>;

export const correctionSchema = z.object({
  correctionId: z.string(),
  field: z.string(),
  machineValue: z.string().nullable(),
  humanValue: z.string(),
  reason: z.string(),
  correctedBy: z.string(),
  correctedAt: z.string(),
  withdrawnAt: z.string().nullable(),
});

export const accountPageSchema = z.object({
  card: accountCardSchema,
  identifiers: z.array(z.object({ namespace: z.string(), value: z.string(), from: provenanceSchema })),
  /** The newest figure of every metric, window, content, format and vendor: vendors stand side by side. */
  figures: z.array(figureSchema),
  attributes: z.array(attributeSchema),
  quotes: z.array(quoteSchema),
  audience: z.array(audienceShareSchema),
  sources: z.array(accountSourceSchema),
  /** Rows that named this account and another at once. */
  conflicts: z.array(
    z.object({
      otherAccountId: z.string(),
      namespace: z.string(),
      value: z.string(),
      from: provenanceSchema,
    }),
  ),
  links: z.array(linkSchema),
  linkedAccounts: z.array(accountCardSchema),
  corrections: z.array(correctionSchema),
  /** Accounts with the same nickname, shown so that a person may compare; never joined. */
  sameName: z.array(z.object({ accountId: z.string(), platform: platformWord, name: z.string().nullable() })),
  lists: z.array(z.object({ listId: z.string(), name: z.string() })),
  /** Accounts that may be this one, with the evidence; nothing joins until a person says so. */
  duplicates: z.array(duplicateSchema),
  /** Joins this account takes part in, undone ones too. */
  joins: z.array(joinSchema),
});
export type AccountPage = z.infer<typeof accountPageSchema>;

/** Every observation of one metric over time. */
export const seriesSchema = z.object({
  metric: z.enum(METRIC_IDS),
  points: z.array(figureSchema),
});
export type Series = z.infer<typeof seriesSchema>;

/** Follower counts of one account by day, as one vendor states them; thinned for a sparkline. */
export const trendSchema = z.object({
  accountId: z.string(),
  vendor: z.string(),
  points: z.array(z.object({ on: z.string(), value: z.number() })),
});
export type Trend = z.infer<typeof trendSchema>;

export const postCardSchema = z.object({
  postId: z.string(),
  platform: platformWord,
  accountId: z.string().nullable(),
  accountName: z.string().nullable(),
  publishedAt: z.string().nullable(),
  format: z.string().nullable(),
  title: z.string().nullable(),
  text: z.string().nullable(),
  url: z.string().nullable(),
  tags: z.array(z.string()),
  mentions: z.array(z.string()),
  region: z.string().nullable(),
  sponsored: z.boolean().nullable(),
  campaign: z.string().nullable(),
  counters: z.array(figureSchema),
  from: provenanceSchema,
});
export type PostCard = z.infer<typeof postCardSchema>;

export const postListSchema = z.object({
  items: z.array(postCardSchema),
  total: z.number(),
  nextCursor: z.string().nullable(),
});

export const postPageSchema = z.object({
  post: postCardSchema,
  media: z.array(
    z.object({
      kind: z.string(),
      url: z.string(),
      sha256: z.string().nullable(),
      words: z.string().nullable(),
    }),
  ),
  series: z.array(seriesSchema),
  engagements: z.array(z.object({ act: z.string(), count: z.number(), actors: z.number() })),
  recent: z.array(
    z.object({
      act: z.string(),
      actorKey: z.string(),
      at: z.string().nullable(),
      text: z.string().nullable(),
      region: z.string().nullable(),
      from: provenanceSchema,
    }),
  ),
});
export type PostPage = z.infer<typeof postPageSchema>;

/** The row of a file behind a number. */
export const evidenceSchema = z.object({
  sourceId: z.number(),
  row: z.number(),
  fileName: z.string(),
  digest: z.string(),
  sheet: z.string().nullable(),
  vendor: z.string(),
  connector: z.string(),
  connectorVersion: z.number(),
  sourceClass: z.string(),
  asOf: z.string(),
  importedAt: z.string(),
  /** The cells as read; null for engagement rows, whose facts below are the whole row. */
  cells: z.record(z.string(), z.string()).nullable(),
  withheldColumns: z.array(z.string()),
  facts: z.array(z.object({ table: z.string(), values: z.record(z.string(), z.unknown()) })),
  problems: z.array(
    z.object({
      scope: z.string(),
      column: z.string(),
      value: z.string(),
      reason: z.string(),
      fix: z.string().nullable(),
    }),
  ),
});
export type Evidence = z.infer<typeof evidenceSchema>;

export const listSchema = z.object({
  listId: z.string(),
  name: z.string(),
  note: z.string(),
  size: z.number(),
  createdAt: z.string(),
});
export const savedFilterSchema = z.object({
  filterId: z.string(),
  name: z.string(),
  /** An `accountFilterSchema` value as it was saved. */
  filter: z.record(z.string(), z.unknown()),
  createdAt: z.string(),
});
/** A filter as a file: `library.filter.json`. */
export const filterFileSchema = z.object({
  touchstoneFilter: z.literal(1),
  name: z.string().min(1),
  filter: accountFilterSchema,
});

export const overviewSchema = z.object({
  accounts: z.number(),
  posts: z.number(),
  engagements: z.number(),
  follows: z.number(),
  people: z.number(),
  imports: z.number(),
  asOf: z.string().nullable(),
  /** Platform × tier: accounts, median followers, median engagement where n ≥ 5. */
  platforms: z.array(
    z.object({
      platform: platformWord,
      tier: z.enum(TIERS).nullable(),
      accounts: z.number(),
      followerMedian: z.number().nullable(),
      engagementMedian: z.number().nullable(),
      posts: z.number(),
    }),
  ),
  /** Brand × platform: accounts and posts that name a brand or worked with it. */
  brands: z.array(
    z.object({ brand: z.string(), platform: platformWord, accounts: z.number(), cooperations: z.number() }),
  ),
  campaigns: z.array(
    z.object({
      campaign: z.string(),
      brand: z.string().nullable(),
      /** planned · running · finished · cancelled, from its cooperations; else the one word they use. */
      state: z.string().nullable(),
      accounts: z.number(),
      posts: z.number(),
      startsOn: z.string().nullable(),
      endsOn: z.string().nullable(),
      paidMinor: z.number().nullable(),
      currency: z.string().nullable(),
      orders: z.number(),
      salesMinor: z.number().nullable(),
    }),
  ),
  /** Quote prices by platform, tier and format; blank under n. */
  prices: z.array(
    z.object({
      platform: platformWord,
      tier: z.enum(TIERS).nullable(),
      format: z.string(),
      kind: z.string(),
      currency: z.string(),
      n: z.number(),
      low: z.number().nullable(),
      median: z.number().nullable(),
      high: z.number().nullable(),
    }),
  ),
});
export type Overview = z.infer<typeof overviewSchema>;

const wordsSchema = z.object({ en: z.string(), zh: z.string() });
export const platformSchema = z.object({
  id: platformWord,
  en: z.string(),
  zh: z.string(),
  currency: z.string(),
  feedShare: z.number(),
  cascadeObservable: z.boolean(),
  counters: z.array(z.object({ metric: z.string(), zh: z.string(), means: wordsSchema })),
});
export const metricSchema = z.object({
  id: z.string(),
  subject: z.string(),
  unit: z.string(),
  en: z.string(),
  zh: z.string(),
  numerator: wordsSchema,
  denominator: wordsSchema.nullable(),
});
