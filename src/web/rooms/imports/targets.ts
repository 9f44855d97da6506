/** What a column of a file can mean, as choices of the wizard. A choice's value is a mapping target as JSON. */
import { METRIC_IDS } from '#basis/metric.ts';
import { ATTRIBUTES, audienceDraftSchema, QUOTE_FORMATS } from '#domain/facts/accounts/schema.ts';

/** Fields of a mapping that the wizard offers; a mapping file may name more. */
export const OFFERED_FIELDS = [
  'platform',
  'observedAt',
  'account.name',
  'account.platformId',
  'account.handle',
  'account.vendorId',
  'account.link',
  'post.key',
  'post.link',
  'post.title',
  'post.text',
  'post.publishedAt',
  'post.format',
  'post.tags',
  'post.campaign',
  'engagement.post',
  'engagement.actor',
  'engagement.act',
  'engagement.at',
  'engagement.text',
  'engagement.key',
  'follow.follower',
  'cooperation.brand',
  'cooperation.campaign',
  'cooperation.price',
  'order.key',
  'order.buyer',
  'order.at',
  'order.amount',
  'quote.rebate',
  'quote.schedule',
  'withheld',
] as const;

export type TargetKind = 'field' | 'figure' | 'attribute' | 'quote' | 'audience';
export interface TargetChoice {
  kind: TargetKind;
  /** The id to name it by: field, metric, attribute, format or dimension. */
  id: string;
  target: Record<string, string>;
}

/** All choices, fields first. */
export const TARGET_CHOICES: readonly TargetChoice[] = [
  ...OFFERED_FIELDS.map((id): TargetChoice => ({ kind: 'field', id, target: { to: id } })),
  ...METRIC_IDS.map((id): TargetChoice => ({ kind: 'figure', id, target: { to: 'figure', metric: id } })),
  ...ATTRIBUTES.filter((a) => !a.endsWith('_withheld')).map(
    (id): TargetChoice => ({ kind: 'attribute', id, target: { to: 'attribute', attribute: id } }),
  ),
  ...QUOTE_FORMATS.map((id): TargetChoice => ({ kind: 'quote', id, target: { to: 'quote', format: id } })),
  ...audienceDraftSchema.shape.dimension.options.map(
    (id): TargetChoice => ({
      kind: 'audience',
      id,
      target: { to: 'audience', dimension: id, base: 'followers' },
    }),
  ),
];

export interface Rule {
  headers: string[];
  target: Record<string, unknown>;
}
/** The part of a mapping that the wizard edits; the rest passes through untouched. */
export interface EditableMapping {
  columns: Rule[];
  [key: string]: unknown;
}

export const isMapping = (value: unknown): value is EditableMapping =>
  typeof value === 'object' &&
  value !== null &&
  'columns' in value &&
  Array.isArray(value.columns) &&
  'touchstoneMapping' in value;

/** The mapping with one header meaning something else, or nothing (`null`: kept as an unknown column). */
export function withTarget(
  mapping: EditableMapping,
  header: string,
  target: Record<string, unknown> | null,
): EditableMapping {
  const others = mapping.columns
    .map((rule) => ({ ...rule, headers: rule.headers.filter((h) => h !== header) }))
    .filter((rule) => rule.headers.length > 0);
  return { ...mapping, columns: target ? [...others, { headers: [header], target }] : others };
}

/** Two targets that say the same, whatever the order of their keys. */
export const sameTarget = (a: Record<string, unknown>, b: Record<string, unknown>): boolean =>
  Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([k, v]) => b[k] === v);
