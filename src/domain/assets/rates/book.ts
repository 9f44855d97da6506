/** The library's quotes as a book for the fair price. */
import type { PlatformId } from '#basis/platform.ts';
import { rng } from '#basis/rng.ts';
import type { Store } from '#store/open-store.ts';
import { bookRows } from './ledger.ts';
import type { Quote } from './measures/quote-design.ts';
import type { PriceRow } from './queries.ts';

/** More say no more, and would keep a page waiting. */
const MOST_QUOTES = 1500;

export interface Book {
  quotes: Quote[];
  /** The engagement figure most of the book has; others are unknown. */
  engagementMetric: string | null;
}

const usual = (rows: readonly PriceRow[]): string | null => {
  const n = new Map<string, number>();
  for (const { engagement_metric: m } of rows) if (m !== null) n.set(m, (n.get(m) ?? 0) + 1);
  return [...n].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? null;
};

interface Priceable {
  account_id: string;
  platform: string;
  tier: string | null;
  category: readonly string[];
  followers: number | null;
  engagement: number | null;
  engagement_metric: string | null;
}
export const quoteOf = (
  a: Priceable,
  format: string,
  engagementMetric: string | null,
  price: number | null,
): Quote => ({
  kol: a.account_id,
  platform: a.platform,
  format,
  category: a.category[0] ?? null,
  // Tiers are made of followers; they stand in only where followers are not told.
  tier: a.followers === null ? a.tier : null,
  followers: a.followers,
  engagement: a.engagement_metric === engagementMetric ? a.engagement : null,
  price,
});

/** Newest prices asked by everybody else, in one currency; those of the platform alone when the library holds very many. */
export async function bookWithout(
  store: Store,
  without: string,
  platform: PlatformId,
  currency: string,
): Promise<Book> {
  const all = (await bookRows(store, null, 'asked')).filter(
    (r) => r.currency === currency && r.account_id !== without,
  );
  const near = all.length > MOST_QUOTES ? all.filter((r) => r.platform === platform) : all;
  const kept =
    near.length > MOST_QUOTES
      ? rng('book')
          .shuffle([...near])
          .slice(0, MOST_QUOTES)
      : near;
  const engagementMetric = usual(kept);
  return {
    engagementMetric,
    quotes: kept.map((r) => quoteOf(r, r.format, engagementMetric, r.amount_minor)),
  };
}
