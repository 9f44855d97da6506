/** Short ways to write the columns of a mapping: header words stand between `|`. */
import type { MetricId } from '#basis/metric.ts';
import type { ATTRIBUTES } from '#domain/facts/accounts/schema.ts';
import type { ColumnRule, FieldName, Target } from './mapping.ts';

type TargetOf<K extends Target['to']> = Extract<Target, { to: K }>;

const column = (headers: string, target: Target): ColumnRule => ({ headers: headers.split('|'), target });

export const field = (headers: string, to: FieldName): ColumnRule => column(headers, { to });

/** Personal data that is not stored. */
export const withheld = (headers: string): ColumnRule => column(headers, { to: 'withheld' });

export const attribute = (headers: string, name: (typeof ATTRIBUTES)[number]): ColumnRule =>
  column(headers, { to: 'attribute', attribute: name });

/** A property of a post, kept as the tag `name:cell`. */
export const tag = (headers: string, name: string): ColumnRule => column(headers, { to: 'tag', name });

/** A cell of several words. */
export const attributes = (headers: string, name: (typeof ATTRIBUTES)[number]): ColumnRule =>
  column(headers, { to: 'attribute', attribute: name, list: true });

export const figure = (
  headers: string,
  metric: MetricId,
  more: Omit<TargetOf<'figure'>, 'to' | 'metric'> = {},
): ColumnRule => column(headers, { to: 'figure', metric, ...more });

export const quote = (
  headers: string,
  format: TargetOf<'quote'>['format'],
  more: Omit<TargetOf<'quote'>, 'to' | 'format'> = {},
): ColumnRule => column(headers, { to: 'quote', format, ...more });

export const audience = (
  headers: string,
  dimension: TargetOf<'audience'>['dimension'],
  more: Partial<Omit<TargetOf<'audience'>, 'to' | 'dimension'>> = {},
): ColumnRule => column(headers, { to: 'audience', dimension, base: 'followers', ...more });
