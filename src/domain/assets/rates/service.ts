/** Cost standards of the library: cells of one platform and metric, and the rows behind a cell. */
import { metricRow } from '#basis/metric.ts';
import type { PlatformId } from '#basis/platform.ts';
import { libraryAsOf } from '#domain/facts/library/queries.ts';
import { TIER_SCHEME, TIERS } from '#domain/facts/library/schema.ts';
import type { Store } from '#store/open-store.ts';
import { COST_NORM, LEAST_CREATORS, normCell, rowsOfCell } from './measures/cost-norm.ts';
import { observations, type Priced } from './observations.ts';
import { pricedPlatforms } from './queries.ts';
import {
  BASES,
  type Basis,
  type CellQuery,
  type NormMetric,
  type NormQuery,
  type NormRows,
  type Norms,
} from './schema.ts';

export const asOfLibrary = async (store: Store): Promise<string | null> =>
  (await store.facts.first(libraryAsOf, {}))?.seen_at ?? null;

const isResult = (metric: NormMetric): boolean => metricRow(metric).unit === 'count';

/** Words by how many rows have them, most first. */
function counted<T extends string>(words: Iterable<T>): [T, number][] {
  const n = new Map<T, number>();
  for (const w of words) n.set(w, (n.get(w) ?? 0) + 1);
  return [...n].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

interface Chosen {
  platform: PlatformId | null;
  metric: NormMetric;
  basis: Basis;
  rows: Priced[];
  currency: string | null;
  otherCurrency: number;
  platforms: { platform: PlatformId; rows: number }[];
  currencies: [string, number][];
}

/** Rows of what is asked for: the platform with most prices and its usual currency, unless named. */
async function chosen(store: Store, query: NormQuery): Promise<Chosen> {
  const metric = query.metric ?? 'quoted_price';
  const held = await store.facts.all(pricedPlatforms, {});
  const unit = metric !== 'quoted_price' && !isResult(metric);
  const basis =
    query.basis ??
    (unit
      ? (BASES.find(
          (b) =>
            b !== 'asked' &&
            held.some((h) => h.basis === b && (!query.platform || h.platform === query.platform)),
        ) ?? 'paid')
      : 'asked');
  const from = isResult(metric) ? 'posts' : basis;
  const platforms = held
    .filter((h) => h.basis === from)
    .map((h) => ({ platform: h.platform, rows: h.n }))
    .sort((a, b) => b.rows - a.rows || (a.platform < b.platform ? -1 : 1));
  const platform = query.platform ?? platforms[0]?.platform ?? null;
  const all = platform === null ? [] : await observations(store, platform, metric, basis);
  const currencies = counted(all.flatMap((o) => o.currency ?? []));
  const currency = query.currency ?? currencies[0]?.[0] ?? null;
  const rows = all.filter((o) => o.currency === null || o.currency === currency);
  return {
    platform,
    metric,
    basis,
    rows,
    currency,
    otherCurrency: all.length - rows.length,
    platforms,
    currencies,
  };
}

export async function norms(store: Store, query: NormQuery): Promise<Norms> {
  const found = await chosen(store, query);
  const { platform, metric, rows } = found;
  const category = query.category ?? null;
  const within = category === null ? rows : rows.filter((o) => o.categories.includes(category));
  const formats = counted(rows.map((o) => o.format)).map(([format]) => format);
  const tiers: (string | null)[] = rows.some((o) => o.tier !== null) ? [...TIERS].reverse() : [];
  if (rows.some((o) => o.tier === null)) tiers.push(null);
  return {
    measure: COST_NORM,
    asOf: await asOfLibrary(store),
    platform,
    metric,
    basis: found.basis,
    category,
    currency: found.currency,
    denominator: metricRow(metric).denominator,
    gate: LEAST_CREATORS,
    tiers: TIER_SCHEME.name,
    cells:
      platform === null
        ? []
        : formats.flatMap((format) =>
            tiers.map((tier) => ({ platform, ...normCell(rows, { tier, format, category }) })),
          ),
    choices: {
      platforms: found.platforms,
      categories: counted(rows.flatMap((o) => o.categories))
        .slice(0, 40)
        .map(([name, n]) => ({ category: name, rows: n })),
      currencies: found.currencies.map(([currency, n]) => ({ currency, rows: n })),
    },
    left: {
      otherCurrency: found.otherCurrency,
      nothingCounted: within.filter((o) => !Number.isFinite(o.value)).length,
    },
  };
}

const MOST_ROWS = 500;
/** The rows of a cell, dearest first; without a tier or format, of all. An empty tier is none known. */
export async function normRows(store: Store, query: CellQuery): Promise<NormRows> {
  const { rows } = await chosen(store, query);
  const cell = rowsOfCell(rows, {
    ...(query.tier === undefined ? {} : { tier: query.tier === 'none' ? null : query.tier }),
    ...(query.format === undefined ? {} : { format: query.format }),
    category: query.category ?? null,
  });
  const items = cell.toSorted((a, b) => b.value - a.value || (a.owner < b.owner ? -1 : 1));
  return { total: items.length, items: items.slice(0, MOST_ROWS).map((o) => o.row) };
}
