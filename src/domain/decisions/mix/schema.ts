/** What a mix is asked for, what it answers, and the certificate that carries the proof. */
import { z } from 'zod';

export const MIX_MODES = ['reach', 'times', 'capped'] as const;
export type MixMode = (typeof MIX_MODES)[number];

/** Names of which at least and at most so many are chosen: a category (at most one), a platform or a tier (quota). */
export const mixGroup = z.object({
  name: z.string(),
  kols: z.array(z.string()),
  least: z.int().min(0).default(0),
  most: z.int().min(0),
});

export const mixTerms = z.object({
  /** In the unit of the prices. */
  budget: z.number().min(0),
  mode: z.enum(MIX_MODES),
  /** Contacts that count in `times` (at least) and `capped` (at most); 1 in `reach`. */
  times: z.int().min(1),
  /** Assumption: share of an audience that sees a post in its feed, each person independently; 1 when not assumed. */
  feedShare: z.number().gt(0).max(1),
  /** Assumption by name: share of the audience that is there to be reached (true fans, or their low end). Reach only. */
  audienceShares: z.record(z.string(), z.number().min(0).max(1)).default({}),
  must: z.array(z.string()),
  never: z.array(z.string()),
  groups: z.array(mixGroup),
});
export type MixTerms = z.infer<typeof mixTerms>;

export const MIX_TIMES = 5;

export const mixTermsOf = (given: Partial<MixTerms> & { budget: number }): MixTerms => {
  const mode = given.mode ?? 'reach';
  return {
    mode,
    times: mode === 'reach' ? 1 : (given.times ?? MIX_TIMES),
    feedShare: 1,
    audienceShares: {},
    must: [],
    never: [],
    groups: [],
    ...given,
  };
};

const proofNode = z.object({
  /** Place in `duals`; null where the fixings break the terms. */
  dual: z.int().nullable(),
  budgetPrice: z.number().min(0),
  groupPrices: z.array(z.number()),
  /** +(i + 1): candidate i is in, its absence ruled out by these prices; −(i + 1): out. */
  fixed: z.array(z.int()),
  split: z.int().nullable(),
  /** Nodes with the split candidate out and in. */
  children: z.tuple([z.int(), z.int()]).nullable(),
  /** Reach once: shares of the free candidates and a diagonal, in their order; the bound then counts shared pairs. */
  pairs: z.object({ at: z.array(z.number()), spread: z.array(z.number()) }).nullish(),
  /** Node that bounds the same fixings, these included, by other prices. */
  again: z.int().nullish(),
});

export const MIX_CERTIFICATE = 'touchstone-mix-certificate@1';
export const mixCertificate = z.object({
  format: z.literal(MIX_CERTIFICATE),
  /** Digests of names with prices, and of names with their people. */
  inputs: z.object({ prices: z.string(), audience: z.string() }),
  terms: mixTerms,
  chosen: z.array(z.string()),
  value: z.number(),
  bound: z.number(),
  proven: z.enum(['optimal', 'bounded']),
  proof: z.object({
    /** Patterns of people, in canonical order, that the contact prices belong to. */
    patternCount: z.int().min(0),
    /** Contact prices in 240ths, one byte a pattern, base64. */
    duals: z.array(z.string()),
    /** The first is the root. */
    nodes: z.array(proofNode).min(1),
  }),
});
export type MixCertificate = z.infer<typeof mixCertificate>;

/** What `touchstone plan` writes and `touchstone plan check` reads. */
export const MIX_PLAN = 'touchstone-plan@1';
export const mixPlanReport = z.looseObject({
  format: z.literal(MIX_PLAN),
  value: z.number(),
  bound: z.number(),
  /** (bound − value) ÷ bound. */
  gap: z.number(),
  /** The value is shown to be the best possible on this panel. */
  proven: z.boolean(),
  cost: z.number(),
  heldOut: z.union([
    z.looseObject({ value: z.number(), low: z.number(), high: z.number(), n: z.int() }),
    z.looseObject({ insufficient: z.literal(true), need: z.number(), have: z.number() }),
  ]),
  chosen: z.array(
    z.looseObject({
      kol: z.string(),
      price: z.number(),
      ceilingPrice: z.number().nullable(),
      substitute: z.looseObject({ kol: z.string(), price: z.number(), loss: z.number() }).nullable(),
    }),
  ),
  /** The files it was made of, as they were named. */
  files: z.object({ audience: z.string(), prices: z.string() }).nullable(),
  certificate: mixCertificate,
  /** SHA-256 of all the rest, keys in order: any changed figure shows. */
  seal: z.string(),
});
export type MixPlanReport = z.infer<typeof mixPlanReport>;
