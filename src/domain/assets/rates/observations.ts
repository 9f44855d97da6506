/** Rows of the facts as values that a standard can be made of. */
import type { PlatformId } from '#basis/platform.ts';
import type { Store } from '#store/open-store.ts';
import { bookRows } from './ledger.ts';
import type { Observation } from './measures/cost-norm.ts';
import { costedPosts, type OutcomePost, type PriceRow, type ResultMetric, resultMedians } from './queries.ts';
import type { Basis, NormMetric, NormRow } from './schema.ts';

/** What a unit cost divides by, and how many of it. */
const UNITS = {
  cpm_per_exposure: { counter: 'exposure_count', per: 1000 },
  cpm_per_view: { counter: 'view_count', per: 1000 },
  cpm_per_read: { counter: 'read_count', per: 1000 },
  cost_per_engagement: { counter: 'engagement_count', per: 1 },
  cost_per_view: { counter: 'view_count', per: 1 },
  cost_per_click: { counter: 'click_count', per: 1 },
  cost_per_conversion: { counter: 'conversion_count', per: 1 },
  cost_per_order: { counter: 'order_count', per: 1 },
} as const satisfies Partial<Record<NormMetric, { counter: keyof OutcomePost; per: number }>>;
const isUnit = (metric: NormMetric): metric is keyof typeof UNITS => metric in UNITS;

export interface Priced extends Observation {
  currency: string | null;
  row: NormRow;
}

export const placeOf = (p: PriceRow): NormRow['from'] =>
  p.source_id === null || p.source_row === null ? null : { sourceId: p.source_id, row: p.source_row };

const ofPrice = (p: PriceRow): Priced => ({
  owner: p.account_id,
  tier: p.tier,
  format: p.format,
  categories: p.category,
  value: p.amount_minor,
  currency: p.currency,
  row: {
    accountId: p.account_id,
    name: p.name,
    postId: null,
    tier: p.tier,
    format: p.format,
    kind: p.kind,
    value: p.amount_minor,
    costMinor: null,
    count: null,
    observedAt: p.observed_at,
    from: placeOf(p),
  },
});

const rowOf = (p: OutcomePost, kind: string): NormRow => ({
  accountId: p.account_id,
  name: p.name,
  postId: p.post_id,
  tier: p.tier,
  format: p.format ?? 'unknown',
  kind,
  value: null,
  costMinor: null,
  count: null,
  observedAt: p.observed_at,
  from: { sourceId: p.source_id, row: p.source_row },
});
const headOf = (p: OutcomePost) => ({
  owner: p.account_id ?? p.post_id,
  tier: p.tier,
  format: p.format ?? 'unknown',
  categories: p.category ?? [],
});

/** What was put behind a post, as a price of its own. */
const ofSpend = (p: OutcomePost): Priced[] =>
  p.media === null || p.media <= 0
    ? []
    : [
        {
          ...headOf(p),
          value: p.media,
          currency: p.media_currency,
          row: { ...rowOf(p, 'media'), value: p.media },
        },
      ];

function ofPost(p: OutcomePost, metric: keyof typeof UNITS, basis: Basis): Priced[] {
  const { counter, per } = UNITS[metric];
  const [cost, currency] = basis === 'media' ? [p.media, p.media_currency] : [p.fee, p.fee_currency];
  const count = p[counter];
  // Nothing spent, nothing counted says nothing of a price; nothing counted for money is infinitely dear.
  if (cost === null || cost <= 0 || count === null) return [];
  const value = count > 0 ? (cost / count) * per : Number.POSITIVE_INFINITY;
  return [
    {
      ...headOf(p),
      value,
      currency,
      row: {
        ...rowOf(p, basis === 'media' ? 'media' : 'fee'),
        value: Number.isFinite(value) ? value : null,
        costMinor: cost,
        count,
      },
    },
  ];
}

/** All values of one metric on one platform. */
export async function observations(
  store: Store,
  platform: PlatformId,
  metric: NormMetric,
  basis: Basis,
): Promise<Priced[]> {
  const { facts } = store;
  if (metric === 'quoted_price')
    return basis === 'media'
      ? (await facts.all(costedPosts, { platform })).flatMap(ofSpend)
      : (await bookRows(store, platform, basis)).map(ofPrice);
  if (isUnit(metric))
    return (await facts.all(costedPosts, { platform })).flatMap((p) => ofPost(p, metric, basis));
  return (await facts.all(resultMedians, { platform, metric: metric satisfies ResultMetric })).map((r) => ({
    owner: r.account_id,
    tier: r.tier,
    format: r.format,
    categories: r.category,
    value: r.value,
    currency: null,
    row: {
      accountId: r.account_id,
      name: r.name,
      postId: null,
      tier: r.tier,
      format: r.format,
      kind: 'median',
      value: r.value,
      costMinor: null,
      count: r.posts,
      observedAt: r.observed_at,
      from: null,
    },
  }));
}
