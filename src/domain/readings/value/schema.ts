/** The nouns of the value room: 5A maps, weights and goals, scores with their parts, shortlists. Browser-safe. */
import { z } from 'zod';
import { PLATFORM_IDS } from '#basis/platform.ts';
import { resultSchema, wordsSchema } from '#basis/reading.ts';

/** Post counters a stage may rest on: the median over an account's posts, else the vendor's own median or mean. */
export const COUNTERS = [
  'exposure_count',
  'reach_count',
  'read_count',
  'view_count',
  'like_count',
  'save_count',
  'wow_count',
  'coin_count',
  'share_count',
  'repost_count',
  'quote_count',
  'comment_count',
  'danmaku_count',
  'follow_count',
  'click_count',
  'order_count',
] as const;
/** Everything else that is compared with peers. */
export const FIGURES = [
  'engagement_per_follower',
  'posts_per_month',
  'follower_growth_share',
  /** Engagements of posts of the last third of the window ÷ of all its posts. */
  'recent_engagement_share',
  'active_follower_share',
  'engaged_follower_share',
  'cooperation_count',
  'video_sale_mean',
  'live_sale_mean',
  'gmv',
  /** Asked price ÷ engagements of a post; less is better. */
  'cost_per_engagement',
] as const;
export const INDICATORS = [...COUNTERS, ...FIGURES] as const;
export const indicatorSchema = z.enum(INDICATORS);
export type Indicator = z.infer<typeof indicatorSchema>;

export const STAGE_COUNT = 5;
const weight = z.number().min(0).max(1000);
const fileName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/);

/** One step of the path. Its index is the weighted mean of its metrics' percentiles among peers. */
export const stageSchema = z.object({
  stage: fileName,
  name: wordsSchema,
  metrics: z.partialRecord(indicatorSchema, weight),
  /** Stored reading (a share, 0–1) that weighs the index; the raw index is kept beside it. */
  weighedBy: z.string().nullable().default(null),
});
/** A path of five stages, upstream first: an editable file. */
export const pathMapSchema = z.object({
  map: fileName,
  name: wordsSchema,
  source: wordsSchema,
  stages: z.array(stageSchema).length(STAGE_COUNT),
});
export type PathMap = z.infer<typeof pathMapSchema>;

/**
 * What a sub-score is made of: `stage1` … `stage5` of the map, an indicator, `proximity`, or `reading:<measure>` (a
 * stored reading that is a share 0–1 or a score 0–100).
 */
export const partKeySchema = z
  .string()
  .refine(
    (key) =>
      /^stage[1-5]$/.test(key) ||
      key === 'proximity' ||
      /^reading:[a-z0-9-]+$/.test(key) ||
      (INDICATORS as readonly string[]).includes(key),
    { message: 'a part is stage1 to stage5, an indicator, proximity, or reading:<measure>' },
  );
export const VALUES = ['communication', 'fan', 'conversion'] as const;
export const valueNameSchema = z.enum(VALUES);

export const goalSchema = z.object({
  goal: fileName,
  name: wordsSchema,
  why: wordsSchema,
  /** Factors on the stages, upstream first. */
  path: z.array(weight).length(STAGE_COUNT),
  /** Weights of the three sub-scores in the total. */
  values: z.object({ communication: weight, fan: weight, conversion: weight }),
});
export type Goal = z.infer<typeof goalSchema>;

export const gatesSchema = z.object({
  /** Fewer followers than this: too small to buy. */
  leastFollowers: z.number().min(0),
  /** No post within so many days of the library's newest observation. */
  staleDays: z.number().int().min(1),
  /** The whole interval of the true-fan share below this. */
  leastTrueFanShare: z.number().min(0).max(1),
  /** Levels of the combined evidence that close the gate. */
  evidence: z.array(z.enum(['moderate', 'strong'])),
  /** Neither a price, nor a cooperation, nor an agency, nor a sponsored post. */
  needsTrade: z.boolean(),
});
export type Gates = z.infer<typeof gatesSchema>;

/** Four questions that a buyer ticks off, with the least that passes each; null asks nothing. */
export const checklistSchema = z.object({
  leastFollowers: z.number().min(0).nullable().default(5000),
  mostFollowers: z.number().min(0).nullable().default(null),
  leastTrueFanShare: z.number().min(0).max(1).nullable().default(0.6),
  leastPostsPerMonth: z.number().min(0).nullable().default(2),
  /** Percentile of engagements per follower among peers. */
  leastInteraction: z.number().min(0).max(100).nullable().default(25),
});
export type Checklist = z.infer<typeof checklistSchema>;

export const weightsSchema = z.object({
  weights: fileName,
  values: z.record(valueNameSchema, z.record(partKeySchema, weight)),
  goals: z.array(goalSchema).min(1),
  gates: gatesSchema,
  proximity: z.object({ share: weight, recency: weight, spread: weight, halfLifeDays: z.number().min(1) }),
  /** Peers below which an index is insufficient. */
  leastPeers: z.number().int().min(2),
  /** Posts in the window below which the vendor's own median is taken instead. */
  leastPosts: z.number().int().min(1),
  /** Share of the weights that must have data. */
  leastCoverage: z.number().min(0).max(1),
  windowDays: z.number().int().min(7),
  /** Buyers per follower reached by one post: 22 per million, anecdotal. Only a sanity check. */
  salesPerMillion: z.number().min(0),
  /** Followers who see a post in their feed, over the platform's own assumption. */
  feedShare: z.partialRecord(z.enum(PLATFORM_IDS), z.number().min(0).max(1)),
  checklist: checklistSchema.prefault({}),
  /** Minutes that one account of an agency's list takes by hand: an assumption. */
  handMinutes: z.number().min(0).max(10_000).default(20),
});
export type Weights = z.infer<typeof weightsSchema>;

const bandSchema = z.object({ tier: z.string().min(1), name: wordsSchema, from: z.number().min(0) });
/**
 * Cut-offs that make the peer groups, by platform, lowest first: saved from the clusters of this library or from a named
 * scheme, and editable. A platform that is not in the file keeps the bands of the library page.
 */
export const peerTiersSchema = z.object({
  tiers: fileName,
  name: wordsSchema,
  source: z.string().min(1),
  /** The day the cut-offs were found, where they were. */
  asOf: z.string().nullable().default(null),
  platforms: z.partialRecord(
    z.enum(PLATFORM_IDS),
    z
      .array(bandSchema)
      .min(1)
      .max(12)
      .refine(
        (bands) =>
          bands[0]?.from === 0 && bands.every((b, i) => i === 0 || b.from > (bands[i - 1]?.from ?? 0)),
        { message: 'bands begin at 0 and ascend' },
      ),
  ),
});
export type PeerTiers = z.infer<typeof peerTiersSchema>;

/** What the workspace uses, and what else is there to choose. */
export const valueSettingsSchema = z.object({
  map: pathMapSchema,
  weights: weightsSchema,
  /** Null: the bands of the library page. */
  tiers: peerTiersSchema.nullable(),
  maps: z.array(pathMapSchema),
  edited: z.object({ map: z.boolean(), weights: z.boolean() }),
});
export type ValueSettings = z.infer<typeof valueSettingsSchema>;

/** A number taken on trust, wherever it is used. */
export const assumptionSchema = z.object({
  name: z.enum(['feed_share', 'sales_per_million', 'hand_minutes']),
  value: z.number(),
  unit: z.string(),
  words: wordsSchema,
  /** Where to change it. */
  setting: z.string(),
  editable: z.literal(true),
});
export type Assumption = z.infer<typeof assumptionSchema>;

/** Whom an account is compared with. Tiers next to its own are added until there are enough. */
export const peersSchema = z.object({
  platform: z.enum(PLATFORM_IDS),
  tiers: z.array(z.string()),
  /** What those tiers are called, and by which cut-offs. */
  names: z.array(wordsSchema),
  scheme: wordsSchema.nullable(),
  n: z.number().int(),
  widened: z.boolean(),
});

export const score = z.number().min(0).max(100).nullable();
export const metricIndexSchema = z.object({
  metric: indicatorSchema,
  /** The account's own figure. */
  figure: z.number().nullable(),
  /** Percentile among peers that have the figure, 0–100; null when too few have it. */
  index: score,
  low: score,
  high: score,
  n: z.number().int(),
  weight: z.number(),
});
export const stageIndexSchema = z.object({
  stage: z.string(),
  name: wordsSchema,
  result: resultSchema,
  /** Before a stored reading weighed it; null where none did. */
  raw: score,
  metrics: z.array(metricIndexSchema),
});
export type StageIndex = z.infer<typeof stageIndexSchema>;

/** One part of a score: its points are weight × score, and the points add up to the score. */
export const partSchema = z.object({
  part: z.string(),
  name: wordsSchema,
  value: valueNameSchema,
  weight: z.number(),
  score: z.number(),
  points: z.number(),
});
export const scoreSchema = z.object({
  result: resultSchema,
  parts: z.array(partSchema),
  /** Parts without data; their weight went to the others. */
  missing: z.array(z.object({ part: z.string(), name: wordsSchema, weight: z.number() })),
  /** Share of the weights that had data. */
  coverage: z.number(),
});
export type Score = z.infer<typeof scoreSchema>;

export const CHECKS = ['scale', 'fans', 'content', 'interaction'] as const;
export const checkSchema = z.object({
  check: z.enum(CHECKS),
  name: wordsSchema,
  state: z.enum(['pass', 'stop', 'unknown']),
  words: wordsSchema,
});
export type Check = z.infer<typeof checkSchema>;

export const gateSchema = z.object({ gate: z.string(), open: z.boolean(), reason: wordsSchema });
export type Gate = z.infer<typeof gateSchema>;

/** A figure of its own with interval and what it assumes. */
export const reckonedSchema = z.object({ result: resultSchema, assumptions: z.array(assumptionSchema) });
export type Reckoned = z.infer<typeof reckonedSchema>;

export const traitSchema = z.object({
  trait: z.enum(['tenure', 'replying', 'early_adoption']),
  name: wordsSchema,
  proxy: wordsSchema,
  result: resultSchema,
});
export type Trait = z.infer<typeof traitSchema>;

export const valuePageSchema = z.object({
  accountId: z.string(),
  name: z.string().nullable(),
  platform: z.enum(PLATFORM_IDS),
  tier: z.string().nullable(),
  followers: z.number().nullable(),
  asOf: z.string().nullable(),
  map: z.object({ map: z.string(), name: wordsSchema }),
  goal: goalSchema,
  brand: z.string().nullable(),
  peers: peersSchema.nullable(),
  stages: z.array(stageIndexSchema),
  values: z.record(valueNameSchema, scoreSchema),
  total: scoreSchema,
  /** Rank of the total in the library, 1 first; of how many with a total. */
  rank: z.object({ place: z.number().int(), of: z.number().int() }).nullable(),
  gates: z.array(gateSchema),
  checklist: z.array(checkSchema),
  proximity: resultSchema.nullable(),
  growth: resultSchema,
  costPerPerson: reckonedSchema,
  /** The same for people of a saved target; null when no target is asked for. */
  costPerTarget: reckonedSchema.extend({ key: z.string(), name: z.string().nullable() }).nullable(),
  fanEffect: reckonedSchema,
  expectedSales: reckonedSchema,
  traits: z.array(traitSchema),
});
export type ValuePage = z.infer<typeof valuePageSchema>;

/** The weights that `1,1,1,1,1;1,1,1` says; null when it says something else. */
export function weighed(text: string): Pick<Goal, 'path' | 'values'> | null {
  const parts = text
    .split(';')
    .map((part) => part.split(',').map((x) => (x.trim() === '' ? NaN : Number(x))));
  const [path = [], values = []] = parts;
  const read = goalSchema.pick({ path: true, values: true }).safeParse({
    path,
    values: { communication: values[0], fan: values[1], conversion: values[2] },
  });
  if (parts.length !== 2 || values.length !== VALUES.length || !read.success) return null;
  return values.some((x) => x > 0) ? read.data : null;
}

export const valueQuerySchema = z.object({
  goal: z.string().optional(),
  map: z.string().optional(),
  /** Brand or category whose mentions make proximity. */
  brand: z.string().trim().min(1).max(100).optional(),
  /** Key of a saved target, whose stored shares make the cost of one true person of the target. */
  target: z
    .string()
    .regex(/^[0-9a-f]{8}$/)
    .optional(),
  /** Weights over the goal's own: five factors of the path, then three of the values: `1,1,1,1,1;1,1,1`. */
  weigh: z
    .string()
    .refine((text) => weighed(text) !== null, { message: 'five numbers from 0 to 1000, ;, three numbers' })
    .optional(),
});
export type ValueQuery = z.infer<typeof valueQuerySchema>;

export const rankingQuerySchema = valueQuerySchema.extend({
  platform: z.enum(PLATFORM_IDS).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});
export const rankingSchema = z.object({
  asOf: z.string().nullable(),
  goal: z.string(),
  map: z.string(),
  scored: z.number().int(),
  insufficient: z.number().int(),
  items: z.array(
    z.object({
      accountId: z.string(),
      name: z.string().nullable(),
      total: z.number(),
      values: z.record(valueNameSchema, score),
      stages: z.array(score),
    }),
  ),
});
export type Ranking = z.infer<typeof rankingSchema>;

export const shortlistRequestSchema = valueQuerySchema.extend({
  /** Account ids, handles, profile links or names, as a sheet has them. */
  candidates: z.array(z.string().trim().min(1)).min(1).max(200),
  pick: z.number().int().min(1).max(20).default(3),
  /** Keep the scores as readings, so that a decision can name them. */
  keep: z.boolean().default(true),
});
export type ShortlistRequest = z.infer<typeof shortlistRequestSchema>;

export const shortlistSchema = z.object({
  asOf: z.string().nullable(),
  map: z.object({ map: z.string(), name: wordsSchema }),
  goal: goalSchema,
  candidates: z.array(valuePageSchema),
  unknown: z.array(z.object({ given: z.string(), reason: wordsSchema })),
  picks: z.array(
    z.object({
      accountId: z.string(),
      /** The stages in which this pick is the best of the picks. */
      leads: z.array(z.string()),
      /** The three largest contributions to the total. */
      reasons: z.array(partSchema),
      /** Who would come in its place, and how many points of the objective that would cost. */
      instead: z.object({ accountId: z.string(), loss: z.number() }).nullable(),
      words: wordsSchema,
    }),
  ),
  rejected: z.array(
    z.object({
      accountId: z.string(),
      why: z.enum(['gate', 'insufficient', 'outranked']),
      /** Points its total would need to enter; null unless outranked. */
      needs: z.number().nullable(),
      words: wordsSchema,
    }),
  ),
  /** Half how well the picks cover the path, half their mean total; 0–100. */
  objective: z
    .object({ value: z.number(), path: z.number(), total: z.number(), exact: z.boolean() })
    .nullable(),
  /** Who is picked under each other goal. */
  otherGoals: z.array(z.object({ goal: z.string(), name: wordsSchema, picks: z.array(z.string()) })),
  readingIds: z.array(z.string()),
  why: wordsSchema,
});
export type Shortlist = z.infer<typeof shortlistSchema>;

export const backTestSchema = z.object({
  asOf: z.string(),
  cutAt: z.string(),
  horizonDays: z.number(),
  /** Rank correlation with later growth; insufficient below 20 accounts. */
  potential: resultSchema,
  momentum: resultSchema,
  /** Potential less momentum, paired bootstrap. */
  difference: resultSchema,
});
export type BackTest = z.infer<typeof backTestSchema>;

export const kocSchema = z.object({
  actor: z.string(),
  platform: z.string(),
  comments: z.number(),
  accounts: z.number(),
  replies: z.number(),
  likes: z.number(),
});
export type Koc = z.infer<typeof kocSchema>;
