/** Prices that people wrote down: the quote ledger as rooms below its own read it. Kept and changed in `assets/relations`. */
import { POST_PRICES } from '#domain/facts/accounts/schema.ts';
import { shownAs } from '#domain/facts/people/joins.ts';
import type { Store } from '#store/open-store.ts';

interface LedgerPrice {
  quoteId: string;
  accountId: string;
  kind: string;
  format: string;
  amountMinor: number;
  currency: string;
  taxBasis: string;
  rebateShare: number | null;
  schedule: string | null;
  quotedOn: string;
  validUntil: string | null;
}

/** Prices of one post that hold on a day: not withdrawn, not past their validity; under the ids that accounts are shown as. */
export async function ledgerPrices(store: Store, on: string): Promise<LedgerPrice[]> {
  const rows = await store.state.db
    .selectFrom('kol_quote')
    .selectAll()
    .where('kind', 'in', POST_PRICES)
    .where('state', '!=', 'withdrawn')
    .where('amount_minor', '>', 0)
    .where((e) => e.or([e('valid_until', 'is', null), e('valid_until', '>=', on)]))
    .orderBy('quoted_on', 'desc')
    .orderBy('quote_id', 'desc')
    .execute();
  if (rows.length === 0) return [];
  const shown = await shownAs(store);
  return rows.map((r) => ({
    quoteId: r.quote_id,
    accountId: shown.get(r.account_id) ?? r.account_id,
    kind: r.kind,
    format: r.format,
    amountMinor: r.amount_minor,
    currency: r.currency,
    taxBasis: r.tax_basis,
    rebateShare: r.rebate_share,
    schedule: r.schedule,
    quotedOn: r.quoted_on,
    validUntil: r.valid_until,
  }));
}
