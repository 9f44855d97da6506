/** The negotiation card: what is usual, what is fair, what the plan can bear, what was before, and what to ask. */
import { missing } from '#basis/error.ts';
import { platformRow } from '#basis/platform.ts';
import { keptDecision, planRows } from '#domain/decisions/mix/plan/kept-plans.ts';
import { disclosuresOf } from '#domain/readings/authenticity/said-by-people.ts';
import type { Store } from '#store/open-store.ts';
import { bookWithout, quoteOf } from './book.ts';
import { rowsOfAccount } from './ledger.ts';
import { normCell } from './measures/cost-norm.ts';
import { FAIR_PRICE, heldOutPrices, NOMINAL, priceModel } from './measures/fair-price.ts';
import { beyondBook, tooThin, verdictOf } from './measures/judged-quotes.ts';
import { observations, placeOf } from './observations.ts';
import { type PriceRow, pricedAccount } from './queries.ts';
import type { CardQuery, NegotiationCard, PastPrice } from './schema.ts';
import { asOfLibrary } from './service.ts';

/** Plans that are looked through, newest first. */
const MOST_PLANS = 12;
/** Plans reckon in whole units of money. */
const minor = (amount: number): number => Math.round(amount * 100);

async function ceilings(store: Store, accountId: string): Promise<NegotiationCard['ceilings']> {
  const found: NegotiationCard['ceilings'] = [];
  for (const plan of (await planRows(store)).slice(0, MOST_PLANS)) {
    const decision = await keptDecision(store, plan.planId, plan.version);
    const head = {
      planId: plan.planId,
      name: plan.name,
      version: plan.version,
      createdAt: plan.createdAt,
      currency: plan.currency,
    };
    const chosen = decision.chosen.find((c) => c.accountId === accountId);
    if (chosen)
      found.push({
        ...head,
        role: 'chosen',
        ceilingMinor: chosen.ceilingPrice === null ? null : minor(chosen.ceilingPrice),
        planPriceMinor: minor(chosen.price),
        proven: chosen.ceilingProven,
      });
    const runner = decision.runnersUp.find((c) => c.accountId === accountId);
    if (runner)
      found.push({
        ...head,
        role: 'runner-up',
        ceilingMinor: runner.entryPrice === null ? null : minor(runner.entryPrice),
        planPriceMinor: minor(runner.price),
        proven: runner.proven,
      });
  }
  return found;
}

const past = (p: PriceRow): PastPrice => ({
  kind: p.kind,
  format: p.format,
  amountMinor: p.amount_minor,
  currency: p.currency,
  taxBasis: p.tax_basis,
  rebateShare: p.rebate_share,
  schedule: p.schedule,
  campaign: p.campaign,
  observedAt: p.observed_at,
  from: placeOf(p),
});

/** Paid ÷ the last price asked before it, of the same format and currency. */
function paidToAsked(rows: readonly PriceRow[]): NegotiationCard['paidToAsked'] {
  const ratios = rows
    .filter((r) => r.basis === 'paid')
    .flatMap((p) => {
      const asked = rows.filter(
        (a) => a.basis === 'asked' && a.format === p.format && a.currency === p.currency,
      );
      const before = asked.find((a) => a.observed_at <= p.observed_at) ?? asked.at(-1);
      return before ? [p.amount_minor / before.amount_minor] : [];
    })
    .sort((a, b) => a - b);
  const middle = ratios[ratios.length >> 1];
  return middle === undefined ? null : { value: middle, n: ratios.length };
}

/** @throws missing for an account the library does not hold */
export async function negotiationCard(
  store: Store,
  asked: string,
  query: CardQuery,
): Promise<NegotiationCard> {
  const account = await store.facts.first(pricedAccount, { accountId: asked });
  if (!account)
    throw missing('no-account', `There is no account ${asked}.`, 'Search the library for its id.');
  const accountId = account.account_id;
  const rows = await rowsOfAccount(store, accountId);
  const formats = [...new Set(rows.map((r) => r.format))].sort();
  const askedRows = rows.filter((r) => r.basis === 'asked');
  const format = query.format ?? askedRows[0]?.format ?? formats[0] ?? 'video';
  const newest = askedRows.find((r) => r.format === format);
  const currency = newest?.currency ?? rows[0]?.currency ?? platformRow(account.platform).currency;
  const askedMinor = query.priceMinor ?? newest?.amount_minor ?? null;
  const market = (await observations(store, account.platform, 'quoted_price', 'asked')).filter(
    (o) => o.currency === currency,
  );
  return {
    measure: FAIR_PRICE,
    asOf: await asOfLibrary(store),
    accountId,
    name: account.name,
    platform: account.platform,
    tier: account.tier,
    categories: account.category,
    followers: account.followers,
    currency,
    format,
    formats,
    askedMinor,
    standard: {
      platform: account.platform,
      ...normCell(market, { tier: account.tier, format, category: account.category[0] ?? null }),
    },
    fair: await fairOf(store, account, { format, currency, askedMinor }),
    ceilings: await ceilings(store, accountId),
    history: rows.map(past),
    paidToAsked: paidToAsked(rows),
    disclosures: (await disclosuresOf(store, accountId)).map((d) => ({
      text: d.text,
      disclosedOn: d.disclosedOn,
    })),
    question: {
      en: 'Before we sign: do you, or anybody on your behalf, use programs or bought accounts for followers, likes, comments or views? Please answer in writing; the answer is kept with its date.',
      zh: '签约前请书面说明：您或代理方是否使用程序或购买的账号来增加粉丝、点赞、评论或播放？回答将连同日期一并保存。',
    },
  };
}

async function fairOf(
  store: Store,
  account: Parameters<typeof quoteOf>[0] & { platform: NegotiationCard['platform'] },
  { format, currency, askedMinor }: { format: string; currency: string; askedMinor: number | null },
): Promise<NegotiationCard['fair']> {
  const { quotes, engagementMetric } = await bookWithout(
    store,
    account.account_id,
    account.platform,
    currency,
  );
  const thin = tooThin(quotes);
  if (thin) return thin;
  const model = priceModel(quotes);
  const question = quoteOf(account, format, engagementMetric, null);
  const beyond = beyondBook(model, question);
  if (beyond) return beyond;
  const price = model.of(question);
  return {
    state: 'ok',
    fairMinor: price.fair,
    lowMinor: price.low,
    highMinor: price.high,
    nominal: NOMINAL,
    quotes: model.quoteCount,
    creators: model.creatorCount,
    coverage: heldOutPrices(quotes, 'card').coverage,
    followerElasticity: model.followerElasticity,
    verdict: askedMinor === null ? null : verdictOf(askedMinor, price),
  };
}
