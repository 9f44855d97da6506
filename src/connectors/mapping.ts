/**
 * A mapping says which header means what and in which unit. It is the declarative half of a tabular connector
 * and, saved as JSON or YAML, the shareable file the generic mapper writes. `read-mapped.ts` applies it.
 */
import { z } from 'zod';
import { METRIC_IDS } from '#basis/metric.ts';
import { PLATFORM_IDS } from '#basis/platform.ts';
import {
  ATTRIBUTES,
  audienceDraftSchema,
  contentSchema,
  formatSchema,
  QUOTE_FORMATS,
  QUOTE_KINDS,
} from '#domain/facts/accounts/schema.ts';
import { ENGAGEMENT_KINDS, FOLLOW_DESIGNS } from '#domain/facts/engagements/schema.ts';
import { SOURCE_CLASSES } from '#domain/facts/imports/schema.ts';

/** Fields that take the cell as it is, or as a moment, number, flag or list where the name says so. */
const FIELDS = [
  'platform',
  'observedAt',
  'account.platformId',
  'account.handle',
  'account.vendorId',
  'account.link',
  'account.name',
  'post.key',
  'post.link',
  'post.title',
  'post.text',
  'post.publishedAt',
  'post.format',
  'post.tags',
  'post.mentions',
  'post.region',
  'post.durationSeconds',
  'post.sponsored',
  'post.parent',
  'post.campaign',
  'post.image',
  'post.video',
  'engagement.post',
  'engagement.actor',
  'engagement.act',
  'engagement.at',
  'engagement.text',
  'engagement.key',
  'engagement.parent',
  'engagement.region',
  'engagement.weight',
  'engagement.actorAccount',
  'follow.follower',
  'follow.position',
  'follow.design',
  'actor.joinedAt',
  'actor.followerCount',
  'actor.followingCount',
  'actor.postCount',
  'actor.hasPicture',
  'actor.defaultPicture',
  'actor.gender',
  'actor.ageBand',
  'actor.region',
  'actor.verified',
  'actor.bioLength',
  'actor.isPrivate',
  'cooperation.brand',
  'cooperation.campaign',
  'cooperation.product',
  'cooperation.state',
  'cooperation.startsOn',
  'cooperation.endsOn',
  'cooperation.price',
  'order.key',
  'order.buyer',
  'order.at',
  'order.sku',
  'order.quantity',
  'order.amount',
  'order.code',
  'order.link',
  'order.post',
  'order.returned',
  'order.status',
  /** Beside the state: what became of it after the sale. */
  'order.afterSale',
  'order.refund',
  /** Three letters; the platform's where the row says none. */
  'order.currency',
  'order.region',
  /** An address, of which the province is kept. */
  'order.address',
  'order.seller',
  'order.campaign',
  'quote.rebate',
  'quote.fee',
  'quote.schedule',
  /** Whether the quoted prices include tax. */
  'quote.tax',
  /** Personal data that is deliberately not stored. */
  'withheld',
] as const;

/** Fields whose cell names a person; such a cell is kept nowhere but as a hash. */
export const PERSON_FIELDS: ReadonlySet<string> = new Set([
  'engagement.actor',
  'follow.follower',
  'order.buyer',
  'order.address',
  'withheld',
] satisfies (typeof FIELDS)[number][]);

const fieldTarget = z.object({ to: z.enum(FIELDS) });
const attributeTarget = z.object({
  to: z.literal('attribute'),
  attribute: z.enum(ATTRIBUTES),
  /** Split the cell into several values. */
  list: z.boolean().optional(),
});
const figureTarget = z.object({
  to: z.literal('figure'),
  metric: z.enum(METRIC_IDS),
  /**
   * How bare numbers are meant. `percent`: 12.3 is 12.3 %. `basis_points`: 1230 is 12.3 %. `fen`: minor units.
   * `auto` (the default): a share is 0–1 unless a % stands in cell or header; money is in whole units.
   */
  unit: z.enum(['auto', 'percent', 'basis_points', 'fen']).optional(),
  windowDays: z.number().int().positive().optional(),
  content: contentSchema.optional(),
  format: formatSchema.optional(),
});
const quoteTarget = z.object({
  to: z.literal('quote'),
  format: z.enum(QUOTE_FORMATS),
  kind: z.enum(QUOTE_KINDS).optional(),
  unit: z.enum(['auto', 'fen']).optional(),
  taxBasis: z.enum(['included', 'excluded', 'unknown']).optional(),
});
const audienceTarget = z.object({
  to: z.literal('audience'),
  dimension: audienceDraftSchema.shape.dimension,
  base: audienceDraftSchema.shape.base,
  /** One share a column; without it the cell is a list such as `女:78%,男:22%`. */
  segment: z.string().optional(),
  unit: z.enum(['auto', 'percent', 'basis_points']).optional(),
  windowDays: z.number().int().positive().optional(),
  content: contentSchema.optional(),
  format: formatSchema.optional(),
});

/** A property of a post that has no field: kept as the tag `name:cell`, e.g. `age:30-34`. */
const tagTarget = z.object({ to: z.literal('tag'), name: z.string().regex(/^[a-z_]+$/) });

export const targetSchema = z.union([
  fieldTarget,
  tagTarget,
  attributeTarget,
  figureTarget,
  quoteTarget,
  audienceTarget,
]);
export type Target = z.infer<typeof targetSchema>;
export type FieldName = (typeof FIELDS)[number];

const columnRuleSchema = z.object({
  /**
   * Header words that name this column, compared without spaces, case, width and unit. For figures and
   * audience shares a header may add a window, content and format: `合作-视频-近90天-阅读中位数`.
   */
  headers: z.array(z.string().min(1)).min(1),
  target: targetSchema,
});
export type ColumnRule = z.infer<typeof columnRuleSchema>;

export const mappingSchema = z.object({
  touchstoneMapping: z.literal(1),
  id: z.string().regex(/^[a-z0-9-]+$/),
  version: z.number().int().positive(),
  en: z.string(),
  zh: z.string(),
  vendor: z.string(),
  sourceClass: z.enum(SOURCE_CLASSES),
  /** Every row's platform, unless a column or a link says otherwise. */
  platform: z.enum(PLATFORM_IDS).optional(),
  /** Where the object to read stands in a JSON record, e.g. `data` or `result.user`; the first that is there. */
  roots: z.array(z.string()).optional(),
  /** Minutes east of UTC of times without a zone, where the layout fixes it; else the user's choice. */
  utcOffsetMinutes: z.number().int().optional(),
  /** How 03/04/2025 reads, where the layout fixes it; else the user's choice. */
  dateOrder: z.enum(['day-first', 'month-first']).optional(),
  /** Every row is a post, although no column names it. */
  rowsArePosts: z.boolean().optional(),
  /** Headers that must all be there for the file to be recognised as this layout. */
  requires: z.array(z.array(z.string()).min(1)),
  /** Headers whose presence says the file is of another layout. */
  excludes: z.array(z.string()).optional(),
  /** Act of every engagement row without an `engagement.act` column. */
  act: z.enum(ENGAGEMENT_KINDS).optional(),
  /** How every follower list in this layout is drawn, unless a row or the user says otherwise. */
  design: z.enum(FOLLOW_DESIGNS).optional(),
  /** The people who act are public accounts that belong in the library (co-sharing pages, KOL rings). */
  actorsAreAccounts: z.boolean().optional(),
  columns: z.array(columnRuleSchema).min(1),
});
export type Mapping = z.infer<typeof mappingSchema>;

/** A target in words: the metric's or field's name with its window and split. */
export function targetMeaning(target: Target): string {
  switch (target.to) {
    case 'figure':
      return [
        target.metric,
        target.windowDays ? `${target.windowDays} d` : null,
        target.content,
        target.format,
      ]
        .filter(Boolean)
        .join(' · ');
    case 'attribute':
      return target.attribute;
    case 'tag':
      return `tag · ${target.name}`;
    case 'quote':
      return `price · ${target.format}`;
    case 'audience':
      return ['audience', target.base, target.dimension, target.segment].filter(Boolean).join(' · ');
    default:
      return target.to;
  }
}
