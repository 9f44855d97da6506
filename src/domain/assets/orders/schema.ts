/** Orders: what was sold, what stayed sold, and the ways people came to it. Browser-safe. */
import { z } from 'zod';
import { wordsSchema } from '#basis/reading.ts';
import { ORDER_STATES } from '#domain/facts/commerce/schema.ts';

const sumSchema = z.object({
  orders: z.number().int(),
  /** Null when orders are in several currencies or name no amount. */
  salesMinor: z.number().nullable(),
});
export type OrderSum = z.infer<typeof sumSchema>;

const MARKS = ['ring', 'repeat'] as const;

export const orderSchema = z.object({
  platform: z.string(),
  orderKey: z.string(),
  at: z.string(),
  sku: z.string().nullable(),
  amountMinor: z.number().nullable(),
  currency: z.string().nullable(),
  status: z.enum(ORDER_STATES).nullable(),
  soldStill: z.boolean(),
  code: z.string().nullable(),
  campaign: z.string().nullable(),
  postId: z.string().nullable(),
  region: z.string().nullable(),
  /** Evidence against the buyer; empty for none. */
  marks: z.array(z.enum(MARKS)),
  sourceId: z.number().int(),
  sourceRow: z.number().int(),
});
export type Order = z.infer<typeof orderSchema>;

export const ordersSchema = z.object({
  campaign: z.string().nullable(),
  currency: z.string().nullable(),
  raw: sumSchema,
  /** Refunded, cancelled or never paid. */
  notSold: sumSchema,
  marked: z.object({
    ring: sumSchema,
    repeat: sumSchema,
    /** Buyers in any of them. */
    buyers: z.number().int(),
    /** Share of clean simulated buyers that the repeat test marks, at most. */
    falseAlarmShare: z.number(),
  }),
  net: sumSchema,
  byState: z.array(z.object({ status: z.string(), orders: z.number().int() })),
  items: z.array(orderSchema),
  more: z.boolean(),
});
export type Orders = z.infer<typeof ordersSchema>;

export const pathsSchema = z.object({
  campaign: z.string(),
  touchDays: z.number().int(),
  people: z.number().int(),
  buyers: z.number().int(),
  orders: z.number().int(),
  accounts: z.array(z.object({ accountId: z.string(), name: z.string().nullable() })),
  /** Accounts in the order of their last step before the purchase, most frequent first. */
  paths: z.array(
    z.object({
      accounts: z.array(z.string()),
      orders: z.number().int(),
      salesMinor: z.number().nullable(),
      /** People who went the same way and did not buy. */
      withoutOrder: z.number().int(),
    }),
  ),
  steps: z.array(z.object({ kind: z.string(), steps: z.number().int(), people: z.number().int() })),
});
export type Paths = z.infer<typeof pathsSchema>;

const credit = z.object({ orders: z.number(), low: z.number(), high: z.number() });
export const attributionSchema = z.object({
  campaign: z.string(),
  touchDays: z.number().int(),
  orders: z.number().int(),
  people: z.number().int(),
  result: z.discriminatedUnion('state', [
    z.object({
      state: z.literal('ok'),
      rows: z.array(
        z.object({
          accountId: z.string(),
          name: z.string().nullable(),
          /** Orders with a step at this account. */
          touched: z.number().int(),
          lastTouch: credit,
          shapley: credit,
          removal: credit,
          /** From the least bound to the greatest of the three. */
          low: z.number(),
          high: z.number(),
          /** Too few orders to set it apart from others. */
          thin: z.boolean(),
        }),
      ),
    }),
    z.object({ state: z.literal('insufficient'), need: wordsSchema, have: wordsSchema, why: wordsSchema }),
  ]),
});
export type Attribution = z.infer<typeof attributionSchema>;
