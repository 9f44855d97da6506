/**
 * The price to plan with: of every kind and form the newest that holds, by the day it was said; of one day the one that a person
 * wrote down stands before a file's. Then an asked price before a list price before what was once paid; the cheapest form that fits.
 */
import type { z } from 'zod';
import { ledgerPrices } from '#domain/facts/commerce/quote-ledger.ts';
import { chinaDay, clockOf } from '#domain/facts/library/today.ts';
import type { Store } from '#store/open-store.ts';
import { planQuotes } from './queries.ts';
import type { Brief } from './schema.ts';

type FileQuote = z.infer<(typeof planQuotes)['row']>;
export interface PlanQuote extends Omit<FileQuote, 'source_id' | 'source_row' | 'observed_at'> {
  /** ISO day, in China. */
  said_on: string;
  /** Where it stands: a row of a file, or a line of the quote ledger. */
  from: { sourceId: number; row: number } | { quoteId: string };
  validUntil: string | null;
}

/** By account, one of every kind and form. */
export async function planningQuotes(
  store: Store,
  platforms: readonly string[],
): Promise<Map<string, PlanQuote[]>> {
  const { on } = await clockOf(store);
  const kept = (await ledgerPrices(store, on)).map(
    (q): PlanQuote => ({
      account_id: q.accountId,
      kind: q.kind,
      format: q.format,
      amount_minor: q.amountMinor,
      high_minor: null,
      currency: q.currency,
      tax_basis: q.taxBasis,
      rebate_share: q.rebateShare,
      schedule: q.schedule,
      said_on: q.quotedOn,
      validUntil: q.validUntil,
      from: { quoteId: q.quoteId },
    }),
  );
  const told = (await store.facts.all(planQuotes, { platforms })).map(
    ({ source_id, source_row, observed_at, ...q }): PlanQuote => ({
      ...q,
      said_on: chinaDay(observed_at),
      validUntil: null,
      from: { sourceId: source_id, row: source_row },
    }),
  );
  const newest = new Map<string, PlanQuote>();
  for (const quote of [...kept, ...told]) {
    const key = `${quote.account_id}|${quote.kind}|${quote.format}`;
    const known = newest.get(key);
    if (!known || quote.said_on > known.said_on) newest.set(key, quote);
  }
  const byAccount = new Map<string, PlanQuote[]>();
  for (const quote of newest.values())
    byAccount.set(quote.account_id, [...(byAccount.get(quote.account_id) ?? []), quote]);
  return byAccount;
}

const KIND_RANK: Readonly<Record<string, number>> = { quoted: 0, list: 1, paid: 2 };

export function quoteOf(quotes: readonly PlanQuote[], format: Brief['format']): PlanQuote | null {
  const fits = quotes.filter((q) =>
    format === 'any' || q.format === 'all'
      ? true
      : format === 'video'
        ? q.format.startsWith('video')
        : q.format === format,
  );
  const amount = (q: PlanQuote) => q.amount_minor ?? q.high_minor ?? Number.POSITIVE_INFINITY;
  const known = fits.filter((q) => Number.isFinite(amount(q)) && amount(q) > 0);
  known.sort(
    (a, b) =>
      (KIND_RANK[a.kind] ?? 3) - (KIND_RANK[b.kind] ?? 3) ||
      amount(a) - amount(b) ||
      (a.format < b.format ? -1 : 1),
  );
  return known[0] ?? null;
}
