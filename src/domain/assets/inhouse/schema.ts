/** The nouns of building a KOL of one's own. Browser-safe. */
import { z } from 'zod';
import { PLATFORM_IDS } from '#basis/platform.ts';
import { wordsSchema } from '#basis/reading.ts';

/** Inputs of the comparison, in the order of the form. Money in whole units of the currency. */
export const BUILD_INPUTS = [
  'setup',
  'staffPerMonth',
  'contentPerPost',
  'postsPerMonth',
  'startFollowers',
  'growthPerMonth',
  'ceilingFollowers',
  'feedShare',
  'trueShare',
  'boughtPerThousand',
  'feeGrowthPerYear',
] as const;
export type BuildInput = (typeof BUILD_INPUTS)[number];

export const rangeSchema = z
  .object({ value: z.number(), low: z.number(), high: z.number() })
  .refine((r) => r.low <= r.value && r.value <= r.high, { message: 'The value lies outside its range.' });
export type Range = z.infer<typeof rangeSchema>;

export const simulateSchema = z.object({
  platform: z.enum(PLATFORM_IDS).default('xiaohongshu'),
  currency: z.string().length(3).default('CNY'),
  months: z.int().min(6).max(60).default(24),
  discountPerYear: z.number().min(0).max(0.5).default(0.08),
  given: z.partialRecord(z.enum(BUILD_INPUTS), rangeSchema).default({}),
});
export type Simulate = z.output<typeof simulateSchema>;

const band = z.object({ month: z.int(), value: z.number(), low: z.number(), high: z.number() });
export type Band = z.infer<typeof band>;
const interval = z.object({ value: z.number(), low: z.number(), high: z.number() });

export const buildInputSchema = z.object({
  input: z.enum(BUILD_INPUTS),
  value: z.number(),
  low: z.number(),
  high: z.number(),
  source: z.enum(['history', 'assumption', 'given']),
  /** Quotes or accounts it rests on; null where it is assumed or given. */
  n: z.int().nullable(),
  words: wordsSchema,
});
export type BuildInputLine = z.infer<typeof buildInputSchema>;

export const simulatedSchema = z.object({
  method: z.string(),
  asked: simulateSchema,
  inputs: z.array(buildInputSchema),
  result: z.discriminatedUnion('state', [
    z.object({
      state: z.literal('ok'),
      draws: z.int(),
      /** Present value of what building saves against buying the same reach; below zero: buying is cheaper. */
      saving: interval,
      /** Share of draws in which building is cheaper over the months. */
      chance: z.number(),
      verdict: z.enum(['build', 'buy', 'cannot_tell']),
      /** First month from which the sums are even or better to the end; over the draws that have one. */
      breakEven: interval.nullable(),
      neverShare: z.number(),
      build: z.array(band),
      buy: z.array(band),
      followers: z.array(band),
      /** Cost of a thousand people seen over all months. */
      ownPerThousand: interval,
      boughtPerThousand: interval,
      /** Saving when one input stands at its low or high end and all others at their value; widest first. */
      tornado: z.array(z.object({ input: z.enum(BUILD_INPUTS), atLow: z.number(), atHigh: z.number() })),
    }),
    z.object({ state: z.literal('insufficient'), need: wordsSchema, have: wordsSchema, why: wordsSchema }),
  ]),
});
export type Simulated = z.infer<typeof simulatedSchema>;

export const newOwnSchema = z.object({
  accountId: z.string().min(1),
  brand: z.string().trim().min(1).nullable().default(null),
  persona: z.string().trim().min(1).max(300),
  since: z.iso.date(),
});
export const ownAccountSchema = newOwnSchema.extend({
  ownId: z.string(),
  name: z.string().nullable(),
  platform: z.enum(PLATFORM_IDS).nullable(),
  followers: z.number().nullable(),
  /** Growth a month over the counts at hand, with its span. */
  growth: z.object({ perMonth: z.number(), days: z.int(), counts: z.int() }).nullable(),
  series: z.array(z.object({ day: z.string(), value: z.number() })),
  evidence: z.string().nullable(),
  posts: z.int(),
});
export type OwnAccount = z.infer<typeof ownAccountSchema>;

export const candidateSchema = z.object({
  actor: z.string(),
  platform: z.string(),
  /** Acts under posts of the brand's cooperations, and posts among them. */
  acts: z.int(),
  posts: z.int(),
  /** Under other accounts: comments, accounts, answers and likes received. */
  comments: z.int(),
  accounts: z.int(),
  replies: z.int(),
  likes: z.number(),
  bought: z.int(),
  /** The account of the library that acts under this key, when it is one. */
  accountId: z.string().nullable(),
  name: z.string().nullable(),
  followers: z.number().nullable(),
});
export type Candidate = z.infer<typeof candidateSchema>;

export const inhousePageSchema = z.object({
  asOf: z.string().nullable(),
  own: z.array(ownAccountSchema),
  candidates: z.array(candidateSchema),
  brand: z.string().nullable(),
});
export type InhousePage = z.infer<typeof inhousePageSchema>;
