/** Prices as rows of one kind: those that files told, and those that people wrote into the quote ledger. */

import { quotesOf } from '#domain/assets/relations/quotes.ts';
import { POST_PRICES } from '#domain/facts/accounts/schema.ts';
import type { Store } from '#store/open-store.ts';
import { type PriceRow, priceBook, pricedAccounts, pricesOfAccount } from './queries.ts';

/** Ledger quotes of one post that were not withdrawn, with the account they are of. */
async function ledgerRows(store: Store, accountId?: string): Promise<PriceRow[]> {
  const kept = (await quotesOf(store, accountId === undefined ? {} : { accountId })).filter(
    (q) => POST_PRICES.includes(q.kind) && q.state !== 'withdrawn' && q.amountMinor > 0,
  );
  if (kept.length === 0) return [];
  const accounts = new Map(
    (await store.facts.all(pricedAccounts, { ids: [...new Set(kept.map((q) => q.accountId))] })).map((a) => [
      a.account_id,
      a,
    ]),
  );
  return kept.flatMap((q) => {
    const account = accounts.get(q.accountId);
    return account
      ? [
          {
            ...account,
            format: q.format,
            basis: q.kind === 'paid' ? 'paid' : 'asked',
            kind: q.kind,
            amount_minor: q.amountMinor,
            currency: q.currency,
            tax_basis: q.taxBasis,
            rebate_share: q.rebateShare,
            schedule: q.schedule,
            campaign: q.campaign,
            observed_at: `${q.quotedOn}T00:00:00.000Z`,
            source_id: null,
            source_row: null,
          },
        ]
      : [];
  });
}

const newestFirst = (a: PriceRow, b: PriceRow): number =>
  a.observed_at < b.observed_at ? 1 : a.observed_at > b.observed_at ? -1 : 0;

/** Prices of a platform, or all: of those asked the newest of an account and format, of those paid every one. */
export async function bookRows(store: Store, platform: string | null, basis: string): Promise<PriceRow[]> {
  const told = await store.facts.all(priceBook, { platform, basis });
  const kept = (await ledgerRows(store)).filter(
    (r) => r.basis === basis && (platform === null || r.platform === platform),
  );
  if (kept.length === 0) return told;
  if (basis === 'paid') return [...told, ...kept];
  const newest = new Map<string, PriceRow>();
  // A quote of one day in the ledger is a person's own word and stands before a file's.
  for (const row of [...kept, ...told].sort(newestFirst)) {
    const key = `${row.account_id}|${row.format}|${row.currency}`;
    if (!newest.has(key)) newest.set(key, row);
  }
  return [...newest.values()];
}

/** All prices of an account, newest first. */
export async function rowsOfAccount(store: Store, accountId: string): Promise<PriceRow[]> {
  const told = await store.facts.all(pricesOfAccount, { accountId });
  return [...(await ledgerRows(store, accountId)), ...told].sort(newestFirst);
}
