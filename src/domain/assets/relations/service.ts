/** What is known of everybody we worked with: one line each, and the whole record of one. */
import { placementsOf } from '#domain/decisions/campaigns/service.ts';
import { importedQuote } from '#domain/facts/library/figures.ts';
import { accountQuotes, cardsById } from '#domain/facts/library/queries.ts';
import { freshnessOf } from '#domain/facts/library/service.ts';
import { clockOf } from '#domain/facts/library/today.ts';
import { currentMarks, marksOf } from '#domain/facts/lists/marks.ts';
import type { Store } from '#store/open-store.ts';
import { rightsOf } from '../rights/service.ts';
import { circle, knownAccount } from './circle.ts';
import { logOf } from './log.ts';
import { workedTogether } from './queries.ts';
import { quotesOf } from './quotes.ts';
import type { CHECKS, KolAccount, KolLine, KolRecord } from './schema.ts';
import { deliverablesOf, giftsOf } from './work.ts';

/** Everybody with a cooperation, a placement, or anything that people wrote down; those last worked with first. */
export async function kolLines(
  store: Store,
): Promise<{ on: string; clock: 'today' | 'demo' | 'asked'; items: KolLine[] }> {
  const { db } = store.state;
  const [known, clock, worked, quotes, marks, rights] = await Promise.all([
    circle(store),
    clockOf(store),
    store.facts.all(workedTogether, {}),
    quotesOf(store),
    currentMarks(store),
    rightsOf(store, {}),
  ]);
  const [placed, contacts, said, gifts, deliverables] = await Promise.all([
    db.selectFrom('placement').select(['account_id', 'campaign']).where('withdrawn_at', 'is', null).execute(),
    db.selectFrom('kol_contact').select('account_id').execute(),
    db
      .selectFrom('kol_log')
      .select('account_id')
      .select((e) => e.fn.max('said_at').as('said_at'))
      .groupBy('account_id')
      .execute(),
    db.selectFrom('kol_gift').select('account_id').execute(),
    deliverablesOf(store, clock.on),
  ]);
  const everybody = [
    ...[worked, placed, contacts, said, gifts].flatMap((rows) => rows.map((r) => r.account_id)),
    ...[...quotes, ...rights.items, ...deliverables].map((r) => r.accountId),
    ...marks.keys(),
  ].map(known.shownId);
  const groups = new Map<string, string[]>();
  for (const id of new Set(everybody)) {
    const all = known.together(id).sort();
    groups.set(all[0] as string, all);
  }
  const cards = new Map(
    (await store.facts.all(cardsById, { ids: [...groups.values()].flat() })).map((c) => [c.account_id, c]),
  );
  const items = [...groups.values()].flatMap((ids): KolLine[] => {
    const accounts = ids
      .flatMap((id): KolAccount[] => {
        const c = cards.get(id);
        return c
          ? [
              {
                accountId: id,
                name: c.name,
                platform: c.platform,
                tier: c.tier,
                followers: c.follower_value ?? c.follower_low,
              },
            ]
          : [];
      })
      .sort((a, b) => (b.followers ?? 0) - (a.followers ?? 0) || a.accountId.localeCompare(b.accountId));
    const [first] = accounts;
    if (!first) return [];
    const mine = (id: string) => ids.includes(known.shownId(id));
    const work = worked.filter((w) => mine(w.account_id));
    const own = quotes.filter((q) => mine(q.accountId));
    const ledger = rights.items.filter((r) => mine(r.accountId));
    const mark = marks.get(first.accountId);
    return [
      {
        kolId: first.accountId,
        accounts,
        campaigns: new Set(
          [
            ...work.map((w) => w.campaign),
            ...placed.filter((p) => mine(p.account_id)).map((p) => p.campaign),
          ].filter((c) => c !== null),
        ).size,
        paid: paidTo(work, own),
        lastWorkedOn: latest(work.map((w) => w.last_on)),
        lastContactAt: latest(said.filter((r) => mine(r.account_id)).map((r) => r.said_at)),
        colour: mark?.colour ?? 'none',
        reason: mark?.reason ?? null,
        openQuotes: own.filter((q) => q.state === 'open' && !q.lapsed && q.kind !== 'list').length,
        contacts: contacts.filter((c) => mine(c.account_id)).length,
        rights: ledger.filter((r) => r.state === 'in_force' || r.state === 'ending').length,
        rightsEnding: ledger.filter((r) => r.state === 'ending' && r.renewedBy === null).length,
        openDeliverables: deliverables.filter((d) => mine(d.accountId) && d.state !== 'delivered').length,
      },
    ];
  });
  const last = (l: KolLine) =>
    [l.lastWorkedOn ?? '', l.lastContactAt?.slice(0, 10) ?? ''].sort().at(-1) ?? '';
  items.sort((a, b) => last(b).localeCompare(last(a)) || a.kolId.localeCompare(b.kolId));
  return { ...clock, items };
}

const latest = (moments: readonly (string | null)[]): string | null =>
  moments
    .filter((m) => m !== null)
    .sort()
    .at(-1) ?? null;

interface Work {
  campaign: string | null;
  currency: string | null;
  paid_minor: number | null;
}
interface Price {
  kind: string;
  campaign: string | null;
  currency: string;
  amountMinor: number;
}
/** What was paid, a currency each: the ledger's paid prices of a campaign go before what its sheet says. */
export function paidTo(work: readonly Work[], quotes: readonly Price[]): KolLine['paid'] {
  const paid = quotes.filter((q) => q.kind === 'paid');
  const written = new Set(paid.map((q) => q.campaign).filter((c) => c !== null));
  const sums = new Map<string, number>();
  const add = (currency: string, minor: number) => sums.set(currency, (sums.get(currency) ?? 0) + minor);
  for (const q of paid) add(q.currency, q.amountMinor);
  for (const w of work)
    if (w.paid_minor !== null && w.currency !== null && !(w.campaign !== null && written.has(w.campaign)))
      add(w.currency, w.paid_minor);
  return [...sums].map(([currency, minor]) => ({ currency, minor })).sort((a, b) => b.minor - a.minor);
}

/** The record of one KOL, under any of its accounts. Contacts are counted here and shown elsewhere. */
export async function kolRecord(store: Store, accountId: string): Promise<KolRecord> {
  const card = await knownAccount(store, accountId);
  const known = await circle(store);
  const ids = known.every(card.account_id);
  const { items, on, clock } = await kolLines(store);
  const together = known.together(card.account_id);
  const line =
    items.find((l) => l.accounts.some((a) => together.includes(a.accountId))) ??
    (await emptyLine(store, together));
  const [quotes, deliverables, gifts, log, marks, disclosed, worked, placed] = await Promise.all([
    quotesOf(store, { accountId: card.account_id }),
    deliverablesOf(store, on, ids),
    giftsOf(store, ids),
    logOf(store, ids),
    marksOf(store, ids),
    store.state.db
      .selectFrom('bot_disclosure')
      .selectAll()
      .where('account_id', 'in', ids)
      .orderBy('disclosed_on', 'desc')
      .execute(),
    store.facts.all(workedTogether, {}),
    store.state.db
      .selectFrom('placement')
      .select('campaign')
      .where('account_id', 'in', ids)
      .where('withdrawn_at', 'is', null)
      .execute(),
  ]);
  const campaigns = new Set(
    [
      ...worked.filter((w) => together.includes(w.account_id)).map((w) => w.campaign),
      ...placed.map((p) => p.campaign),
    ].filter((c) => c !== null),
  );
  const cooperations: KolRecord['cooperations'] = [];
  for (const campaign of campaigns)
    for (const p of await placementsOf(store, campaign))
      if (together.includes(p.accountId)) cooperations.push({ ...p, campaign });
  cooperations.sort((a, b) =>
    (b.publishedAt ?? b.publishOn ?? '').localeCompare(a.publishedAt ?? a.publishOn ?? ''),
  );
  const open = quotes.filter((q) => q.state === 'open' && q.kind !== 'list');
  const done: Record<(typeof CHECKS)[number], boolean> = {
    bots: disclosed.length > 0 || log.entries.some((e) => e.kind === 'bot_question'),
    tax: open.length > 0,
    rights: line.rights > 0,
    contact: line.contacts > 0,
    approval: deliverables.length > 0 && !deliverables.some((d) => d.unapproved),
  };
  return {
    on,
    clock,
    line,
    quotes,
    told: await toldQuotes(store, together, known.every(card.account_id)),
    cooperations,
    deliverables,
    gifts,
    log: log.entries,
    logIs: log.logIs,
    marks,
    disclosures: disclosed.map((d) => ({
      disclosureId: d.disclosure_id,
      accountId: d.account_id,
      postId: d.post_id,
      text: d.text,
      disclosedOn: d.disclosed_on,
      recordedAt: d.recorded_at,
    })),
    contactCount: line.contacts,
    checklist: Object.entries(done).map(([check, is]) => ({
      check: check as (typeof CHECKS)[number],
      done: is,
    })),
  };
}

async function toldQuotes(
  store: Store,
  shown: readonly string[],
  every: readonly string[],
): Promise<KolRecord['told']> {
  const freshness = freshnessOf(store);
  const [first = ''] = shown;
  return (await store.facts.all(accountQuotes, { ids: every })).map((r) => ({
    accountId: first,
    ...importedQuote(r, freshness),
  }));
}

/** An account that nobody worked with yet. */
async function emptyLine(store: Store, ids: readonly string[]): Promise<KolLine> {
  const accounts = (await store.facts.all(cardsById, { ids }))
    .map((c) => ({
      accountId: c.account_id,
      name: c.name,
      platform: c.platform,
      tier: c.tier,
      followers: c.follower_value ?? c.follower_low,
    }))
    .sort((a, b) => (b.followers ?? 0) - (a.followers ?? 0));
  return {
    kolId: accounts[0]?.accountId ?? (ids[0] as string),
    accounts,
    campaigns: 0,
    paid: [],
    lastWorkedOn: null,
    lastContactAt: null,
    colour: 'none',
    reason: null,
    openQuotes: 0,
    contacts: 0,
    rights: 0,
    rightsEnding: 0,
    openDeliverables: 0,
  };
}
