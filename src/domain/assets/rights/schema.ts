/** The nouns of the rights ledger: what may be used, where, how and until when; what was used; what may be used today. */
import { z } from 'zod';
import { PLATFORM_IDS } from '#basis/platform.ts';
import { clockSchema, currency, day, documentSchema } from '../relations/schema.ts';

/** Where content is shown. */
export const RIGHT_CHANNELS = [
  'own_social',
  'paid_feed',
  'search_ads',
  'shop_page',
  'website',
  'private_domain',
  'in_store',
  'outdoor',
  'print',
  'tv',
] as const;
export type RightChannel = (typeof RIGHT_CHANNELS)[number];

/** How much may be changed; each holds those before it. */
export const EDITS = ['none', 'resize', 'recut', 'any'] as const;
export type Edit = (typeof EDITS)[number];

export const TERMS = ['dated', 'open_ended', 'unknown'] as const;

/** ISO 3166-1 alpha-2, or ALL. CN is the mainland; Hong Kong, Macao and Taiwan have codes of their own. */
export const territory = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^([A-Z]{2}|ALL)$/, 'A territory is two letters, such as CN, or ALL.');

const words = z.string().trim().max(5000);
export const newRightSchema = z
  .object({
    accountId: z.string().min(1).max(300),
    campaign: z.string().trim().min(1).max(200).nullable().default(null),
    /** One post; null: all content of the campaign, or of the account where no campaign is named either. */
    postId: z.string().nullable().default(null),
    what: z.string().trim().min(1).max(300),
    /** Null is unknown, never all and never none. */
    territories: z.array(territory).min(1).max(250).nullable().default(null),
    channels: z.array(z.enum(RIGHT_CHANNELS)).min(1).nullable().default(null),
    edits: z.enum(EDITS).nullable().default(null),
    /** Whether companies of the same group may use it. */
    groupUse: z.boolean().nullable().default(null),
    term: z.enum(TERMS).nullable().default(null),
    startsOn: day.nullable().default(null),
    /** The last day of use. */
    expiresOn: day.nullable().default(null),
    feeMinor: z.number().nonnegative().nullable().default(null),
    currency: currency.nullable().default(null),
    clause: words.default(''),
    documentId: z.string().nullable().default(null),
    /** The right that this one prolongs. */
    renews: z.string().nullable().default(null),
  })
  .refine((r) => r.startsOn === null || r.expiresOn === null || r.startsOn <= r.expiresOn, {
    message: 'The right ends before it begins.',
  })
  .refine((r) => r.feeMinor === null || r.currency !== null, {
    message: 'The fee does not say its currency.',
  })
  .refine((r) => r.term !== 'dated' || r.expiresOn !== null, {
    message: 'A dated right needs its last day.',
  })
  .refine((r) => r.term === null || r.term === 'dated' || r.expiresOn === null, {
    message: 'A right with a last day is dated.',
  });
export type NewRight = z.output<typeof newRightSchema>;

export const STATES = ['in_force', 'ending', 'not_yet', 'expired', 'ended', 'unknown'] as const;
export const rightSchema = z.object({
  rightId: z.string(),
  accountId: z.string(),
  accountName: z.string().nullable(),
  platform: z.enum(PLATFORM_IDS).nullable(),
  campaign: z.string().nullable(),
  postId: z.string().nullable(),
  postTitle: z.string().nullable(),
  what: z.string(),
  territories: z.array(z.string()).nullable(),
  channels: z.array(z.enum(RIGHT_CHANNELS)).nullable(),
  edits: z.enum(EDITS).nullable(),
  groupUse: z.boolean().nullable(),
  term: z.enum(TERMS),
  startsOn: z.string().nullable(),
  expiresOn: z.string().nullable(),
  feeMinor: z.number().nullable(),
  currency: z.string().nullable(),
  clause: z.string(),
  document: documentSchema.nullable(),
  renews: z.string().nullable(),
  renewedBy: z.string().nullable(),
  ended: z.object({ on: z.string(), reason: z.string(), by: z.string() }).nullable(),
  /** On the day the answer counts from; `ending`: in force, and within the days of warning. */
  state: z.enum(STATES),
  daysLeft: z.number().nullable(),
  uses: z.number(),
  recordedBy: z.string(),
  recordedAt: z.string(),
});
export type Right = z.infer<typeof rightSchema>;

export const VERDICTS = ['pass', 'fail', 'unknown'] as const;
export type Verdict = (typeof VERDICTS)[number];
export const CONDITIONS = ['term', 'territory', 'channel', 'edit'] as const;
export const conditionSchema = z.object({ condition: z.enum(CONDITIONS), verdict: z.enum(VERDICTS) });
export type Condition = z.infer<typeof conditionSchema>;

/** What somebody wants to do. What is not asked is not judged. */
export const askSchema = z.object({
  on: day.optional(),
  territory: territory.optional(),
  channel: z.enum(RIGHT_CHANNELS).optional(),
  edit: z.enum(EDITS).optional(),
});
export type Ask = z.output<typeof askSchema>;

export const todayLineSchema = z.object({
  right: rightSchema,
  verdict: z.enum(VERDICTS),
  conditions: z.array(conditionSchema),
});
export const todaySchema = clockSchema.extend({
  ask: askSchema,
  lines: z.array(todayLineSchema),
  counts: z.object({ pass: z.number(), fail: z.number(), unknown: z.number() }),
  /** Posts of cooperations that no right speaks of: nobody can say from the ledger. */
  unspoken: z.object({
    posts: z.number(),
    items: z.array(
      z.object({
        postId: z.string(),
        title: z.string().nullable(),
        accountId: z.string(),
        accountName: z.string().nullable(),
        campaign: z.string(),
        publishedAt: z.string().nullable(),
      }),
    ),
  }),
});
export type Today = z.infer<typeof todaySchema>;

export const newUseSchema = z.object({
  rightId: z.string().nullable().default(null),
  /** Needed where no right is named. */
  accountId: z.string().nullable().default(null),
  postId: z.string().nullable().default(null),
  usedOn: day.nullable().default(null),
  territory,
  channel: z.enum(RIGHT_CHANNELS),
  edited: z.enum(EDITS).default('none'),
  /** Where it was shown: an address, an ad account, a shop. */
  place: z.string().trim().min(1).max(500),
});
export const useSchema = z.object({
  useId: z.string(),
  rightId: z.string().nullable(),
  accountId: z.string(),
  accountName: z.string().nullable(),
  postId: z.string().nullable(),
  usedOn: z.string(),
  territory: z.string(),
  channel: z.enum(RIGHT_CHANNELS),
  edited: z.enum(EDITS),
  place: z.string(),
  /** What the ledger said when the use was written down. */
  verdict: z.enum(VERDICTS),
  conditions: z.array(conditionSchema),
  recordedBy: z.string(),
  recordedAt: z.string(),
});
export type RightUse = z.infer<typeof useSchema>;

/** Days of warning before a right ends. */
export const WARNING_DAYS = 30;
export const rightListSchema = clockSchema.extend({
  withinDays: z.number(),
  items: z.array(rightSchema),
  counts: z.record(z.enum(STATES), z.number()),
});
export type RightList = z.infer<typeof rightListSchema>;
