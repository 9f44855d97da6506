/**
 * The quote ledger: what was listed, asked and paid, each with its currency and tax basis. Amounts are never changed;
 * what imported files state stays in the facts and stands beside.
 */
import type { z } from 'zod';
import { missing, usage } from '#basis/error.ts';
import { newId } from '#basis/id.ts';
import { cardsById } from '#domain/facts/library/queries.ts';
import { clockOf } from '#domain/facts/library/today.ts';
import type { Store } from '#store/open-store.ts';
import { audit } from '#store/state/audit.ts';
import type { StateTables } from '#store/state/state-tables.ts';
import { circle, knownAccount } from './circle.ts';
import type { KeptQuote, newQuoteSchema } from './schema.ts';

type Row = StateTables['kol_quote'];
type Given = z.output<typeof newQuoteSchema>;

/** An amount says in which money it is and whether tax is in it, or it is refused. */
export function statedMoney(given: Pick<Given, 'currency' | 'taxBasis'>): {
  currency: string;
  tax_basis: KeptQuote['taxBasis'];
} {
  if (!given.currency)
    throw usage('no-currency', 'The quote does not say its currency.', 'Give it, such as CNY or USD.');
  if (!given.taxBasis)
    throw usage(
      'no-tax-basis',
      'The quote does not say whether tax is included.',
      'Ask, then give `included` or `excluded`.',
    );
  return { currency: given.currency, tax_basis: given.taxBasis };
}

/** Where in a file a quote stands. */
export interface QuotePlace {
  name: string;
  digest: string;
  row: number;
}

/** Adds a quote; null when this place of the file is in the ledger already. */
export async function keepQuote(
  store: Store,
  account: { account_id: string; platform: string },
  given: Given,
  place: QuotePlace | null,
  who: string,
): Promise<string | null> {
  const row: Row = {
    quote_id: newId(),
    account_id: account.account_id,
    platform: account.platform,
    campaign: given.campaign,
    format: given.format,
    kind: given.kind,
    amount_minor: given.amountMinor,
    ...statedMoney(given),
    tax_share: given.taxShare,
    fee_share: given.feeShare,
    rebate_share: given.rebateShare,
    schedule: given.schedule,
    quoted_on: given.quotedOn ?? (await clockOf(store)).on,
    valid_until: given.validUntil,
    quoted_by: given.quotedBy,
    // What was paid waits for nobody; a list price is no offer.
    state: given.kind === 'paid' ? 'accepted' : 'open',
    note: given.note,
    file_name: place?.name ?? null,
    file_digest: place?.digest ?? null,
    file_row: place?.row ?? null,
    recorded_by: who,
    recorded_at: new Date().toISOString(),
  };
  const done = await store.state.db
    .insertInto('kol_quote')
    .values(row)
    .onConflict((c) => c.doNothing())
    .executeTakeFirst();
  return Number(done.numInsertedOrUpdatedRows ?? 0) === 0 ? null : row.quote_id;
}

export async function addQuote(store: Store, given: Given, who: string): Promise<KeptQuote> {
  statedMoney(given);
  const card = await knownAccount(store, given.accountId);
  const quoteId = await keepQuote(store, card, given, null, who);
  await audit(store.state, {
    who,
    act: 'quote-added',
    subjectKind: 'account',
    subjectId: card.account_id,
    detail: { quoteId, kind: given.kind, format: given.format },
  });
  return (await quotesOf(store)).find((q) => q.quoteId === quoteId) as KeptQuote;
}

/** What became of an offer. The amount stays as it was. */
export async function decideQuote(
  store: Store,
  quoteId: string,
  state: KeptQuote['state'],
  who: string,
): Promise<KeptQuote> {
  const done = await store.state.db
    .updateTable('kol_quote')
    .set({ state })
    .where('quote_id', '=', quoteId)
    .executeTakeFirst();
  if (Number(done.numUpdatedRows) === 0)
    throw missing('no-quote', `There is no quote ${quoteId}.`, 'See `touchstone quotes list`.');
  await audit(store.state, {
    who,
    act: 'quote-decided',
    subjectKind: 'quote',
    subjectId: quoteId,
    detail: { state },
  });
  return (await quotesOf(store)).find((q) => q.quoteId === quoteId) as KeptQuote;
}

export interface QuoteFilter {
  /** The account and everything linked to it. */
  accountId?: string | undefined;
  state?: KeptQuote['state'] | undefined;
  campaign?: string | undefined;
  /** The day from which an open quote is past its validity. */
  on?: string | undefined;
}

/** The ledger, newest first, under the ids that accounts are shown as. */
export async function quotesOf(store: Store, filter: QuoteFilter = {}): Promise<KeptQuote[]> {
  const { shownId, every } = await circle(store);
  let query = store.state.db
    .selectFrom('kol_quote')
    .selectAll()
    .orderBy('quoted_on', 'desc')
    .orderBy('quote_id', 'desc');
  if (filter.accountId !== undefined) query = query.where('account_id', 'in', every(filter.accountId));
  if (filter.state !== undefined) query = query.where('state', '=', filter.state);
  if (filter.campaign !== undefined) query = query.where('campaign', '=', filter.campaign);
  const rows = await query.execute();
  const { on } = await clockOf(store, filter.on);
  const cards = await store.facts.all(cardsById, {
    ids: [...new Set(rows.map((r) => shownId(r.account_id)))],
  });
  const nameOf = new Map(cards.map((c) => [c.account_id, c.name]));
  return rows.map((r) => ({
    quoteId: r.quote_id,
    accountId: shownId(r.account_id),
    accountName: nameOf.get(shownId(r.account_id)) ?? null,
    platform: r.platform as KeptQuote['platform'],
    campaign: r.campaign,
    format: r.format as KeptQuote['format'],
    kind: r.kind as KeptQuote['kind'],
    amountMinor: r.amount_minor,
    currency: r.currency,
    taxBasis: r.tax_basis as KeptQuote['taxBasis'],
    taxShare: r.tax_share,
    feeShare: r.fee_share,
    rebateShare: r.rebate_share,
    schedule: r.schedule,
    quotedOn: r.quoted_on,
    validUntil: r.valid_until,
    quotedBy: r.quoted_by,
    state: r.state as KeptQuote['state'],
    lapsed: r.state === 'open' && r.valid_until !== null && r.valid_until < on,
    note: r.note,
    file: r.file_name === null || r.file_row === null ? null : { name: r.file_name, row: r.file_row },
    recordedBy: r.recorded_by,
    recordedAt: r.recorded_at,
  }));
}
