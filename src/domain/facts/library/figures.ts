/** Rows of the fact store as figures: value, window, denominator, source, as-of and age. */
import type { z } from 'zod';
import { type MetricId, metricRow } from '#basis/metric.ts';
import type { PostFigureRow } from './post-queries.ts';
import type { accountQuotes, CardRow, FigureRow } from './queries.ts';
import type { AccountCard, AccountPage, Figure } from './schema.ts';

export interface Freshness {
  /** Ages count from here: the moment of the request. */
  now: number;
  staleDays: number;
}

const DAY_MS = 86_400_000;
export const ageDays = (at: string, { now }: Freshness): number =>
  Math.max(0, Math.round(((now - Date.parse(at)) / DAY_MS) * 10) / 10);

interface Parts {
  metric: MetricId;
  value: number | null;
  low: number | null;
  high: number | null;
  currency: string | null;
  at: string;
  vendor: string;
  sourceId: number;
  row: number;
  column?: string;
  windowDays?: number;
  content?: string;
  format?: string;
}

function figure(p: Parts, freshness: Freshness): Figure {
  const row = metricRow(p.metric);
  const age = ageDays(p.at, freshness);
  return {
    metric: p.metric,
    value: p.value,
    low: p.low,
    high: p.high,
    unit: row.unit,
    numerator: row.numerator.en,
    denominator: row.denominator?.en ?? null,
    currency: row.unit === 'money' ? (p.currency ?? null) : null,
    windowDays: p.windowDays || null,
    content: p.content ?? 'all',
    format: p.format ?? 'all',
    asOf: p.at,
    ageDays: age,
    stale: age > freshness.staleDays,
    from: { sourceId: p.sourceId, row: p.row, column: p.column ?? null, vendor: p.vendor },
  };
}

export const accountFigure = (r: FigureRow, freshness: Freshness): Figure =>
  figure(
    {
      metric: r.metric,
      value: r.value,
      low: r.low,
      high: r.high,
      currency: r.currency || null,
      at: r.observed_at,
      vendor: r.vendor,
      sourceId: r.source_id,
      row: r.source_row,
      column: r.column_name,
      windowDays: r.window_days,
      content: r.content,
      format: r.format,
    },
    freshness,
  );

export const postFigure = (r: PostFigureRow, freshness: Freshness): Figure =>
  accountFigure({ ...r, window_days: 0, content: 'all', format: 'all' }, freshness);

/** The price of a quote, as asked. */
export const priceFigure = (p: Omit<Parts, 'metric'>, freshness: Freshness): Figure =>
  figure({ ...p, metric: 'quoted_price' }, freshness);

export function cardOf(r: CardRow, freshness: Freshness): AccountCard {
  const followers =
    r.follower_at && r.follower_source_id !== null && r.follower_source_row !== null
      ? figure(
          {
            metric: 'follower_count',
            value: r.follower_value,
            low: r.follower_low,
            high: r.follower_high,
            currency: null,
            at: r.follower_at,
            vendor: r.follower_vendor ?? '',
            sourceId: r.follower_source_id,
            row: r.follower_source_row,
          },
          freshness,
        )
      : null;
  const engagement =
    r.engagement_at &&
    r.engagement_metric &&
    r.engagement_source_id !== null &&
    r.engagement_source_row !== null
      ? figure(
          {
            metric: r.engagement_metric,
            value: r.engagement_value,
            low: r.engagement_low,
            high: r.engagement_high,
            currency: null,
            at: r.engagement_at,
            vendor: r.engagement_vendor ?? '',
            sourceId: r.engagement_source_id,
            row: r.engagement_source_row,
            windowDays: r.engagement_window_days ?? 0,
          },
          freshness,
        )
      : null;
  const price =
    r.price_at && r.price_source_id !== null && r.price_source_row !== null
      ? priceFigure(
          {
            value: r.price_value,
            low: r.price_low,
            high: r.price_high,
            currency: r.price_currency,
            at: r.price_at,
            vendor: r.price_vendor ?? '',
            sourceId: r.price_source_id,
            row: r.price_source_row,
          },
          freshness,
        )
      : null;
  return {
    accountId: r.account_id,
    platform: r.platform,
    name: r.name,
    handle: r.handle,
    region: r.region,
    categories: r.category,
    tags: r.tag,
    brands: r.brand,
    vendors: r.vendor,
    agency: r.agency,
    verified: r.verified,
    url: r.url,
    tier: r.tier,
    followers,
    engagement,
    price,
    priceFormat: r.price_format,
    postCount: r.post_count,
    lastObservedAt: r.last_observed_at,
    stale: r.last_observed_at === null || ageDays(r.last_observed_at, freshness) > freshness.staleDays,
  };
}

/** A quote as a file gave it. */
export const importedQuote = (
  r: z.output<typeof accountQuotes.row>,
  freshness: Freshness,
): AccountPage['quotes'][number] => ({
  format: r.format,
  kind: r.kind,
  taxBasis: r.tax_basis,
  rebateShare: r.rebate_share,
  feeShare: r.fee_share,
  schedule: r.schedule,
  amount: priceFigure(
    {
      value: r.amount_minor,
      low: r.low_minor,
      high: r.high_minor,
      currency: r.currency,
      at: r.observed_at,
      vendor: r.vendor,
      sourceId: r.source_id,
      row: r.source_row,
      column: r.column_name,
    },
    freshness,
  ),
});
