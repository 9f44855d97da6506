/** The nouns of the accounts room: how a file names an account, and what it says of it. */
import { z } from 'zod';
import { METRIC_IDS } from '#basis/metric.ts';
import { PLATFORM_IDS } from '#basis/platform.ts';

export const quantitySchema = z.object({
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});
export const contentSchema = z.enum(['all', 'organic', 'sponsored']);
export const formatSchema = z.enum([
  'all',
  'image',
  'video',
  'live',
  'video_1_20s',
  'video_20_60s',
  'video_60s',
]);

/**
 * How a source names an account. Each kind of id is a field of its own and none stands in for another.
 * A reference with a name only is never joined to another row: equal nicknames are not evidence.
 */
export const accountRefSchema = z.object({
  platform: z.enum(PLATFORM_IDS),
  /** The platform's own permanent id. */
  platformId: z.string().min(1).optional(),
  /** The id a user chose or sees: 小红书号 (red-book id), 抖音号, @handle. */
  handle: z.string().min(1).optional(),
  /** A vendor's id, with the vendor: Xingtu `star_id`, Pugongying `userId`. */
  vendor: z.object({ name: z.string(), id: z.string().min(1) }).optional(),
  name: z.string().optional(),
});
export type AccountRef = z.infer<typeof accountRefSchema>;

/** A dated number of an account or post. Money is in minor units of `currency`; shares are 0–1. */
export const figureDraftSchema = z.object({
  metric: z.enum(METRIC_IDS),
  quantity: quantitySchema,
  windowDays: z.number().int().positive().optional(),
  content: contentSchema.optional(),
  format: formatSchema.optional(),
  currency: z.string().length(3).optional(),
  /** When it differs from the record's own moment. */
  observedAt: z.iso.datetime().optional(),
  /** The column or path it was read from. */
  column: z.string(),
});
export type FigureDraft = z.infer<typeof figureDraftSchema>;

export const ATTRIBUTES = [
  'name',
  'gender',
  'region',
  'bio',
  'url',
  'category',
  'tag',
  'persona',
  'level',
  'agency',
  'verified',
  'language',
  'birthday',
  'contact_withheld',
  'low_active',
  'promoted_mode',
  'certification',
  'cooperation_industry',
  'cooperated_brand',
  'schedule',
  'health',
  'main_category',
  'selling_mode',
  'avatar',
  'follower_type_note',
  'state',
  'brand_role',
  'reason',
  'created_at',
  'email_withheld',
  'age_band',
  'tag_share',
  'tag_index',
] as const;
/** A dated word about an account; `tag`, `category`, `persona` and such may hold several values. */
export const attributeDraftSchema = z.object({
  attribute: z.enum(ATTRIBUTES),
  value: z.string(),
  column: z.string(),
});

/** Part of an account's audience as a source states it. */
export const audienceDraftSchema = z.object({
  dimension: z.enum([
    'gender',
    'age',
    'province',
    'city',
    'country',
    'city_tier',
    'device',
    'interest',
    'language',
    'brand_affinity',
    'follower_type',
    'reachability',
    'activity_hour',
    'read_source',
    'exposure_source',
    'active_level',
    'price_band',
    'crowd',
  ]),
  /** Whose audience it is a share of. */
  base: z.enum(['followers', 'viewers', 'engagers', 'likers', 'commenters', 'buyers', 'reads', 'exposures']),
  segment: z.string().min(1),
  /** 0–1. */
  share: quantitySchema,
  /** Which posts a share of reads or exposures covers; absent for portraits of followers. */
  windowDays: z.number().int().positive().optional(),
  content: contentSchema.optional(),
  format: formatSchema.optional(),
  n: z.number().int().nonnegative().optional(),
  column: z.string(),
});

export const QUOTE_FORMATS = [
  'image',
  'video',
  'lowest',
  'video_1_20s',
  'video_20_60s',
  'video_60s',
  'live',
  'article',
  'repost',
  'story',
  'other',
] as const;
/**
 * What a price is for. `list`, `quoted` and `paid` are prices of one post; a bundle is a total for several things
 * together, a licence is for using the content, travel is expenses: none of the three is a price of a post.
 */
export const QUOTE_KINDS = ['list', 'quoted', 'paid', 'bundle', 'licence', 'travel'] as const;
export const POST_PRICES: readonly string[] = [
  'list',
  'quoted',
  'paid',
] satisfies (typeof QUOTE_KINDS)[number][];
/** A price someone asked. The tax basis is stated or `unknown`, never assumed. */
export const quoteDraftSchema = z.object({
  format: z.enum(QUOTE_FORMATS),
  kind: z.enum(QUOTE_KINDS),
  /** Minor units (fen, cents) of `currency`. */
  amountMinor: quantitySchema,
  currency: z.string().length(3),
  taxBasis: z.enum(['included', 'excluded', 'unknown']),
  /** Rebate share 0–1, platform fee share 0–1, where the row states them. */
  rebateShare: z.number().min(0).max(1).optional(),
  feeShare: z.number().min(0).max(1).optional(),
  schedule: z.string().optional(),
  column: z.string(),
});

export const accountDraftSchema = z.object({
  kind: z.literal('account'),
  account: accountRefSchema,
  /** The moment the row describes; the import's as-of date where absent. */
  observedAt: z.iso.datetime().optional(),
  attributes: z.array(attributeDraftSchema).optional(),
  figures: z.array(figureDraftSchema).optional(),
  audience: z.array(audienceDraftSchema).optional(),
  quotes: z.array(quoteDraftSchema).optional(),
});
export type AccountDraft = z.infer<typeof accountDraftSchema>;
