/** The nouns of planning: brief, plan with what it rests on, versions, shares. Browser-safe. */
import { z } from 'zod';
import { PLATFORM_IDS } from '#basis/platform.ts';
import { wordsSchema } from '#basis/reading.ts';
import { PROMOTION_MODES } from '#domain/facts/commerce/schema.ts';
import { TIERS } from '#domain/facts/library/schema.ts';
import { basisSchema, targetSchema } from '#domain/readings/audience/schema.ts';
import { MIX_MODES, MIX_TIMES } from '../schema.ts';

/** What a launch is for. The first is the goal; the others weigh the path and nothing else. */
export const PLAN_GOALS = ['awareness', 'frequency', 'engagement', 'sales'] as const;
export const planGoalSchema = z.enum(PLAN_GOALS);
export type PlanGoal = (typeof PLAN_GOALS)[number];

export const TEMPLATES = ['none', 'head', 'pyramid', 'tail', 'amateur'] as const;
const share = z.number().min(0).max(1);
const count = z.int().min(0);
const major = z.number().min(0);
const switchable = { on: z.boolean().default(true) };

/** How many names, and how much of the budget (in whole units of the currency), one part may have. */
export const quotaSchema = z.object({
  least: count.optional(),
  most: count.optional(),
  leastMoney: major.optional(),
  mostMoney: major.optional(),
});
export type Quota = z.infer<typeof quotaSchema>;

/** What a collaboration costs beside its price: share of the price, and an amount in whole units. */
export const costModelSchema = z.object({ feeShare: share, extraShare: z.number().min(0), extra: major });

/** Rules that stand in every brief, to be seen and switched off. */
export const rulesSchema = z.object({
  /** Tier bounds of a strategy; quotas of the brief go before it. */
  template: z.object({ ...switchable, name: z.enum(TEMPLATES).default('none') }).prefault({}),
  /** Small sellers take creators around 10,000 followers; those above the line around 500,000 with a true audience. */
  sellerSize: z
    .object({
      ...switchable,
      /** Monthly sales; the rule is silent without it. */
      monthlySales: major.nullable().default(null),
      currency: z.string().length(3).default('USD'),
      line: major.default(500_000),
      small: z.object({ low: count, high: count }).default({ low: 3000, high: 30_000 }),
      large: z
        .object({ low: count, high: count, leastTrueShare: share })
        .default({ low: 200_000, high: 1_500_000, leastTrueShare: 0.6 }),
    })
    .prefault({}),
  promotion: z
    .object({
      ...switchable,
      mode: z.enum(PROMOTION_MODES).default('paid_soft'),
      /** Modes of single names. */
      of: z.record(z.string(), z.enum(PROMOTION_MODES)).default({}),
      costs: z.partialRecord(z.enum(PROMOTION_MODES), costModelSchema).default({
        paid_soft: { feeShare: 0.1, extraShare: 0, extra: 0 },
        celebrity: { feeShare: 0.1, extraShare: 0.5, extra: 0 },
        authority: { feeShare: 0.1, extraShare: 0.2, extra: 0 },
        own: { feeShare: 0, extraShare: 0, extra: 0 },
      }),
    })
    .prefault({}),
});

/** Assumptions that results can teach: the share of followers that sees a post, sales, engagements against the usual. */
export const LEARNED_NAMES = ['feed_share', 'sales_per_million', 'engagement_ratio'] as const;
export type LearnedName = (typeof LEARNED_NAMES)[number];

/** An accepted value with where it comes from. Low and high: where the true value of a further campaign will lie, 90 %. */
export const heldAssumptionSchema = z.object({
  name: z.enum(LEARNED_NAMES),
  value: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  /** Placements it rests on. */
  n: z.int(),
  source: z.enum(['learned', 'stated']),
  campaigns: z.int(),
  acceptedBy: z.string(),
  acceptedAt: z.string(),
});
export type HeldAssumption = z.infer<typeof heldAssumptionSchema>;

/** Numbers taken on trust. They stand beside every figure that uses them. */
export const assumptionsSchema = z.object({
  /**
   * Share of an audience that sees one post in its feed. Null: not applied in the goal, so memberships count. Absent: the
   * workspace's share (10 % as shipped) when people are to be reached once, else not applied.
   */
  feedShare: z.number().gt(0).max(1).nullable().optional(),
  /** Direct sales for a million followers; absent: the workspace's. */
  salesPerMillion: z.number().min(0).optional(),
  /** Engagements of a sponsored post against the account's usual post; absent: the accepted value, else 1. */
  engagementRatio: z.number().min(0).optional(),
  /** What one sale brings, whole units of the currency; null when not known. */
  orderValue: major.nullable().default(null),
  /** True share taken for accounts that no reading speaks of. */
  unreadTrueShare: share.default(1),
  /** Fee of the platform where a sheet needs it and the promotion rule is off. */
  serviceFeeShare: share.default(0.1),
});

export const riskSchema = z.object({
  /** The low end of the true share must reach this; null lets all pass. */
  leastTrueShareLow: share.nullable().default(null),
  /** Members of rings (moderate or strong evidence) stay out, and so do the ring's people. */
  rings: z.boolean().default(true),
  /** Combined evidence of this level closes the gate; null lets all pass. */
  evidence: z.enum(['moderate', 'strong']).nullable().default('strong'),
  /** Fewer people of the target in its audience say nothing. */
  leastPeople: z.int().min(1).default(5),
});

const day = z.iso.date();
export const briefSchema = z
  .object({
    touchstoneBrief: z.literal(1).default(1),
    name: z.string().trim().min(1).max(200),
    brand: z.string().trim().max(100).default(''),
    product: z.string().trim().max(200).default(''),
    goal: planGoalSchema,
    secondary: z.array(z.object({ goal: planGoalSchema, weight: share.default(0.25) })).default([]),
    /** Null: everybody seen with an account of the platforms. */
    target: targetSchema.nullable().default(null),
    basis: basisSchema.default('engagers'),
    period: z.object({ from: day, to: day }),
    budget: z.number().gt(0),
    currency: z.string().length(3).default('CNY'),
    mode: z.enum(MIX_MODES).optional(),
    times: z.int().min(1).max(50).default(MIX_TIMES),
    format: z.enum(['any', 'image', 'video']).default('any'),
    /** Absent: every platform of the library. */
    platforms: z.array(z.enum(PLATFORM_IDS)).min(1).optional(),
    platformQuotas: z.partialRecord(z.enum(PLATFORM_IDS), quotaSchema).default({}),
    tierQuotas: z.partialRecord(z.enum(TIERS), quotaSchema).default({}),
    names: quotaSchema.pick({ least: true, most: true }).default({}),
    /** Only accounts of this list. */
    list: z.string().optional(),
    must: z.array(z.string()).default([]),
    never: z.array(z.string()).default([]),
    /** At most so many names of a category. */
    categoryMost: z.record(z.string(), count).default({}),
    /** Names that worked with or named one of these brands stay out. */
    rivals: z.array(z.string()).default([]),
    risk: riskSchema.prefault({}),
    rules: rulesSchema.prefault({}),
    assumptions: assumptionsSchema.prefault({}),
    /** Seconds the search may take. */
    seconds: z.number().min(1).max(120).default(5),
  })
  .refine((b) => b.period.from <= b.period.to, { message: 'The period ends before it begins.' })
  .refine((b) => b.secondary.every((s) => s.goal !== b.goal), {
    message: 'The goal cannot be secondary to itself.',
  });
export type Brief = z.infer<typeof briefSchema>;
export type BriefGiven = z.input<typeof briefSchema>;

export const PLAN_GATES = [
  'list',
  'never',
  'black_list',
  'price',
  'currency',
  'audience',
  'thin',
  'seller_size',
  'tier',
  'rival',
  'ring',
  'evidence',
  'true_share',
  'dear',
] as const;
export type PlanGate = (typeof PLAN_GATES)[number];

const interval = z.object({ value: z.number(), low: z.number(), high: z.number() });
export type Interval = z.infer<typeof interval>;
const refusal = z.object({
  state: z.literal('insufficient'),
  need: wordsSchema,
  have: wordsSchema,
  why: wordsSchema,
});
/** A figure with its interval, or why there is none. */
const figure = z.discriminatedUnion('state', [
  interval.extend({ state: z.literal('ok'), n: z.int(), unit: z.string() }),
  refusal,
]);
export type PlanFigure = z.infer<typeof figure>;

export const planAssumptionSchema = z.object({
  name: z.enum([
    'feed_share',
    'sales_per_million',
    'engagement_ratio',
    'unread_true_share',
    'service_fee_share',
    'order_value',
  ]),
  /** Null: switched off. */
  value: z.number().nullable(),
  unit: z.string(),
  words: wordsSchema,
  /** Path in the brief. */
  setting: z.string(),
  /** What the program ships, where results can teach another value. */
  shipped: z.number().nullable().default(null),
  /** The accepted value, when it is the one used. */
  held: heldAssumptionSchema.nullable().default(null),
});

const source = z.object({ sourceId: z.int(), row: z.int() });
const candidate = z.object({
  accountId: z.string(),
  name: z.string().nullable(),
  platform: z.enum(PLATFORM_IDS),
  tier: z.string().nullable(),
  followers: interval.nullable(),
  categories: z.array(z.string()),
  url: z.string().nullable(),
  /** Asked price in whole units, its form and where it was read. */
  price: z.number(),
  priceIs: z.enum(['stated', 'upper_end']),
  priceKind: z.string(),
  priceFormat: z.string(),
  schedule: z.string().nullable(),
  rebateShare: z.number().nullable(),
  taxBasis: z.string().nullable(),
  /** The row of a file that states the price; null where it stands in the quote ledger. */
  from: source.nullable(),
  quoteId: z.string().nullable().default(null),
  /** The day it was said, and the last day it holds. */
  priceOn: z.string().nullable().default(null),
  priceUntil: z.string().nullable().default(null),
  promotion: z.enum(PROMOTION_MODES),
  /** Price with fee and extras: what the budget pays. */
  cost: z.number(),
  /** People of its audience, and those of the target among them. */
  audiencePeople: z.int(),
  targetPeople: z.int(),
  /** Share of its audience that is there to be reached; null where no reading says. */
  trueShare: interval.extend({ n: z.int(), measure: z.string(), readingId: z.string() }).nullable(),
});
export type Candidate = z.infer<typeof candidate>;

const substitute = z.object({
  accountId: z.string(),
  name: z.string().nullable(),
  cost: z.number(),
  /** Worth lost when it stands in. */
  loss: z.number(),
});
const chosen = candidate.extend({
  /** Worth lost without it, in the goal; people whom no other name reaches. */
  marginalValue: z.number(),
  exclusivePeople: z.int(),
  marginalTouchShare: z.number(),
  /** Highest price at which it stays; null: not even for nothing. */
  ceilingPrice: z.number().nullable(),
  ceilingProven: z.boolean(),
  must: z.boolean(),
  /** Worth lost when it drops out and the best plan without it is taken. */
  dropLoss: z.number(),
  /** Who then comes in, and who else leaves. */
  dropIn: z.array(z.string()),
  dropOut: z.array(z.string()),
  /** One for one, everybody else kept; best first. */
  substitutes: z.array(substitute),
  /** The stage of the path it serves, and the day. */
  stage: z.string().nullable(),
  day: z.string(),
  stageIndex: z.array(z.number().nullable()),
  reason: wordsSchema,
});
export type Chosen = z.infer<typeof chosen>;

const runnerUp = substitute.omit({ loss: true }).extend({
  platform: z.enum(PLATFORM_IDS),
  price: z.number(),
  /** Price at which it would enter; null: not even for nothing. */
  entryPrice: z.number().nullable(),
  proven: z.boolean(),
});

const constraint = z.object({
  name: z.string(),
  label: wordsSchema,
  /** What is used, of what is allowed. */
  used: z.number(),
  least: z.number().nullable(),
  most: z.number().nullable(),
  unit: z.string(),
  binds: z.boolean(),
});
export const curvePointSchema = z.object({
  budget: z.number(),
  value: z.number(),
  bound: z.number(),
  names: z.int(),
  /** Reach of people who did not choose; null where too few. */
  heldOut: interval.nullable(),
});

export const decisionSchema = z.object({
  planFormat: z.literal('touchstone-plan@1'),
  brief: briefSchema,
  asOf: z.string().nullable(),
  solvedAt: z.string(),
  mode: z.enum(MIX_MODES),
  times: z.int(),
  /** What a person reached is worth: expected people when a feed share applies, else people. */
  valueUnit: z.enum(['people', 'expected_people', 'contacts', 'expected_contacts']),
  value: z.number(),
  bound: z.number(),
  gap: z.number(),
  proven: z.enum(['optimal', 'bounded']),
  greedyValue: z.number(),
  nodeCount: z.int(),
  cost: z.number(),
  /** People of the target that are seen with an account; the base of every touch rate. */
  panelPeople: z.int(),
  targetPeople: z.int(),
  patternCount: z.int(),
  touchShare: z.number(),
  meanContacts: z.number().nullable(),
  histogram: z.array(z.int()),
  /** People with at least k contacts, for the stated k. */
  atLeastTimes: z.int(),
  heldOut: z.union([
    interval.extend({
      state: z.literal('ok'),
      claimed: z.number(),
      optimismShare: z.number(),
      parts: z.int(),
      n: z.int(),
    }),
    refusal,
  ]),
  robust: z.union([
    z.object({
      state: z.literal('ok'),
      chosen: z.array(z.string()),
      likely: z.object({ likely: z.number(), low: z.number() }),
      cautious: z.object({ likely: z.number(), low: z.number() }),
      readCount: z.int(),
    }),
    refusal,
  ]),
  curve: z.array(curvePointSchema),
  chosen: z.array(chosen),
  runnersUp: z.array(runnerUp),
  constraints: z.array(constraint),
  overlap: z.object({
    wanted: z.enum(['low', 'high']),
    why: wordsSchema,
    /** people[i][j]: people of the target in both audiences, in order of `chosen`. */
    people: z.array(z.array(z.int())),
    meanShare: z.number().nullable(),
  }),
  money: z.object({
    expectedPeople: figure,
    costPerPerson: figure,
    engagements: figure,
    sales: figure,
    revenue: figure,
    warning: wordsSchema.nullable(),
  }),
  goals: z.object({
    path: z.array(z.number()),
    stages: z.array(z.object({ stage: z.string(), name: wordsSchema })),
    map: z.string(),
  }),
  funnel: z.array(
    z.object({
      gate: z.enum(['library', ...PLAN_GATES]),
      label: wordsSchema,
      left: z.int(),
      dropped: z.int(),
    }),
  ),
  dropped: z.array(
    z.object({
      accountId: z.string(),
      name: z.string().nullable(),
      platform: z.string(),
      gate: z.enum(PLAN_GATES),
      reason: wordsSchema,
    }),
  ),
  assumptions: z.array(planAssumptionSchema),
  readingIds: z.array(z.string()),
  caveats: z.array(wordsSchema),
  ms: z.object({ load: z.number(), solve: z.number() }),
});
export type Decision = z.infer<typeof decisionSchema>;

export const planRowSchema = z.object({
  planId: z.string(),
  name: z.string(),
  version: z.int(),
  versions: z.int(),
  goal: planGoalSchema,
  mode: z.enum(MIX_MODES),
  names: z.int(),
  cost: z.number(),
  budget: z.number(),
  currency: z.string(),
  touchShare: z.number(),
  proven: z.enum(['optimal', 'bounded']),
  gap: z.number(),
  createdAt: z.string(),
});
export type PlanRow = z.infer<typeof planRowSchema>;

export const planDiffSchema = z.object({
  from: z.int(),
  added: z.array(z.string()),
  removed: z.array(z.string()),
  names: z.record(z.string(), z.string()),
  costBefore: z.number(),
  touchBefore: z.number(),
  /** Null where the two count different things. */
  valueBefore: z.number().nullable(),
  /** Places in the brief that differ, with both values as text. */
  brief: z.array(z.object({ path: z.string(), before: z.string(), after: z.string() })),
});
export type PlanDiff = z.infer<typeof planDiffSchema>;

export const planShareSchema = z.object({
  shareId: z.string(),
  version: z.int(),
  createdAt: z.string(),
  expiresAt: z.string(),
  state: z.enum(['open', 'expired', 'revoked']),
});
export const planPageSchema = z.object({
  planId: z.string(),
  version: z.int(),
  versions: z.array(z.object({ version: z.int(), createdAt: z.string(), change: wordsSchema })),
  decision: decisionSchema,
  diff: planDiffSchema.nullable(),
  shares: z.array(planShareSchema),
});
export type PlanPage = z.infer<typeof planPageSchema>;

/** A change that makes a new version: another brief, or a name that drops out (and who steps in). */
export const planChangeSchema = z.union([
  z.object({ brief: briefSchema }),
  z.object({ drop: z.string(), take: z.string().optional() }),
]);
export type PlanChange = z.infer<typeof planChangeSchema>;
/** What the job answers. */
export const planMadeSchema = z.object({ planId: z.string(), version: z.int() });
export type PlanMade = z.infer<typeof planMadeSchema>;
