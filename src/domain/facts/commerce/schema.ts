/** The nouns of the commerce room: cooperations and orders. Quotes travel with the account row that states them. */
import { z } from 'zod';
import { PLATFORM_IDS } from '#basis/platform.ts';
import { accountRefSchema } from '#domain/facts/accounts/schema.ts';

export const PROMOTION_MODES = ['paid_soft', 'celebrity', 'authority', 'own', 'gifted', 'unknown'] as const;

/** A brand working with an account: one post or one package of a campaign. */
export const cooperationDraftSchema = z.object({
  kind: z.literal('cooperation'),
  account: accountRefSchema,
  brand: z.string().optional(),
  campaign: z.string().optional(),
  product: z.string().optional(),
  mode: z.enum(PROMOTION_MODES),
  platformPostKey: z.string().optional(),
  startsOn: z.iso.date().optional(),
  endsOn: z.iso.date().optional(),
  amountMinor: z.number().nonnegative().optional(),
  currency: z.string().length(3).optional(),
  /** planned · running · finished · cancelled, as the sheet says. */
  state: z.string().optional(),
});

/** How an order stands by its file: `refunded`, `cancelled` and `unpaid` ones did not stay sold. */
export const ORDER_STATES = [
  'paid',
  'partly_refunded',
  'refunded',
  'cancelled',
  'unpaid',
  'unknown',
] as const;

/** One order line. The buyer is hashed on import. */
export const orderDraftSchema = z.object({
  kind: z.literal('order'),
  platform: z.enum(PLATFORM_IDS),
  orderKey: z.string().min(1),
  buyer: z.string().optional(),
  at: z.iso.datetime(),
  sku: z.string().optional(),
  quantity: z.number().optional(),
  amountMinor: z.number().optional(),
  currency: z.string().length(3).optional(),
  code: z.string().optional(),
  link: z.string().optional(),
  postKey: z.string().optional(),
  /** It did not stay sold: refunded, cancelled or never paid. */
  returned: z.boolean().optional(),
  campaign: z.string().optional(),
  status: z.enum(ORDER_STATES).optional(),
  refundMinor: z.number().nonnegative().optional(),
  /** Province or state, without the rest of the address. */
  region: z.string().optional(),
  /** The seller's own id on the platform, where the file names who sold it. */
  sellerKey: z.string().optional(),
});

/** Who asked for a tracked link: programs and prefetches are marked, not left out. */
const TOUCH_AGENTS = ['person', 'bot', 'prefetch'] as const;

/** One visit of a tracked link; `visitor` is hashed already, by the key of the workspace. */
export const touchDraftSchema = z.object({
  kind: z.literal('touch'),
  touchKey: z.string().min(1),
  code: z.string().min(1),
  campaign: z.string().min(1),
  accountId: z.string().optional(),
  postId: z.string().optional(),
  at: z.iso.datetime(),
  agent: z.enum(TOUCH_AGENTS),
  visitorKey: z
    .string()
    .regex(/^\d{1,20}$/)
    .optional(),
});

/** One booked account of a campaign, or a post that names the campaign without a booking. */
export const placementSchema = z.object({
  accountId: z.string(),
  accountName: z.string().nullable(),
  platform: z.enum(PLATFORM_IDS),
  tier: z.string().nullable(),
  followers: z.number().nullable(),
  product: z.string().nullable(),
  mode: z.string(),
  /** planned · running · finished · cancelled where the sheet's word is known, else the word; null when none. */
  state: z.string().nullable(),
  postId: z.string().nullable(),
  postTitle: z.string().nullable(),
  format: z.string().nullable(),
  publishedAt: z.string().nullable(),
  amountMinor: z.number().nullable(),
  currency: z.string().nullable(),
  /** The row that states it. */
  sourceId: z.number().int(),
  sourceRow: z.number().int(),
});
export type Placement = z.infer<typeof placementSchema>;

/** A campaign as imported files tell of it. */
export const campaignFrameSchema = z.object({
  campaign: z.string(),
  brand: z.string().nullable(),
  startsOn: z.string().nullable(),
  endsOn: z.string().nullable(),
  placements: z.array(placementSchema),
  /** The newest observation of the library. */
  asOf: z.string().nullable(),
});
export type CampaignFrame = z.infer<typeof campaignFrameSchema>;
