/** What people say about readings: reviews, replies, declarations, prices. Kept in the state store, never over a reading. */
import { missing } from '#basis/error.ts';
import { newId } from '#basis/id.ts';
import type { Level } from '#basis/reading.ts';
import { wilson } from '#numerics/stats/intervals.ts';
import type { Store } from '#store/open-store.ts';
import { readingById } from '#store/readings/queries.ts';
import { audit } from '#store/state/audit.ts';
import type { StateTables } from '#store/state/state-tables.ts';

import type { Disclosure, LearnedError, MarketPrice, Reply, Review } from './schema.ts';

const reviewOf = (r: StateTables['reading_review']): Review => ({
  reviewId: r.review_id,
  readingId: r.reading_id,
  measure: r.measure,
  machineLevel: r.machine_level as Level,
  verdict: r.verdict as Review['verdict'],
  note: r.note,
  reviewedBy: r.reviewed_by,
  reviewedAt: r.reviewed_at,
});

/** An analyst's verdict on one reading. A later one stands beside the earlier. */
export async function review(
  store: Store,
  readingId: string,
  said: { verdict: Review['verdict']; note: string },
  who: string,
): Promise<Review> {
  const reading = await store.facts.first(readingById, { id: readingId });
  if (!reading) throw missing('no-reading', `There is no reading ${readingId}.`);
  const row = {
    review_id: newId(),
    reading_id: readingId,
    subject_kind: reading.subject_kind,
    subject_id: reading.subject_id,
    measure: reading.measure,
    machine_level: reading.level,
    verdict: said.verdict,
    note: said.note,
    reviewed_by: who,
    reviewed_at: new Date().toISOString(),
  };
  await store.state.db.insertInto('reading_review').values(row).execute();
  await audit(store.state, {
    who,
    act: 'reviewed',
    subjectKind: 'reading',
    subjectId: readingId,
    detail: said,
  });
  return reviewOf(row);
}

/** Reviews of some subjects, newest first. */
export async function reviewsOf({ state }: Store, kind: string, ids: readonly string[]): Promise<Review[]> {
  if (ids.length === 0) return [];
  const rows = await state.db
    .selectFrom('reading_review')
    .selectAll()
    .where('subject_kind', '=', kind)
    .where('subject_id', 'in', ids)
    .orderBy('reviewed_at', 'desc')
    .orderBy('review_id', 'desc')
    .execute();
  return rows.map(reviewOf);
}

/** Below this many decided reviews a share is not shown. */
const ENOUGH = 5;

/** Each measure's error as analysts found it: the newest verdict on each reading counts. */
export async function learnedErrors({ state }: Store): Promise<LearnedError[]> {
  const rows = await state.db.selectFrom('reading_review').selectAll().orderBy('review_id').execute();
  const newest = new Map(rows.map((r) => [r.reading_id, r]));
  const counts = new Map<string, { confirmed: number; rejected: number; unclear: number }>();
  for (const r of newest.values()) {
    const count = counts.get(r.measure) ?? { confirmed: 0, rejected: 0, unclear: 0 };
    count[r.verdict as Review['verdict']]++;
    counts.set(r.measure, count);
  }
  return [...counts].map(([measure, c]) => {
    const decided = c.confirmed + c.rejected;
    return { measure, ...c, rejectedShare: decided < ENOUGH ? null : wilson(c.rejected, decided) };
  });
}

const replyOf = (r: StateTables['reply']): Reply => ({
  replyId: r.reply_id,
  accountId: r.account_id,
  measure: r.measure,
  text: r.text,
  saidBy: r.said_by,
  saidOn: r.said_on,
  recordedAt: r.recorded_at,
  withdrawnAt: r.withdrawn_at,
});

export interface NewReply {
  measure: string | null;
  text: string;
  saidBy: string;
  saidOn: string;
}

/** Records the creator's reply; the cards it is about are then contested. */
export async function reply(store: Store, accountId: string, said: NewReply, who: string): Promise<Reply> {
  const row = {
    reply_id: newId(),
    account_id: accountId,
    measure: said.measure,
    text: said.text,
    said_by: said.saidBy,
    said_on: said.saidOn,
    recorded_by: who,
    recorded_at: new Date().toISOString(),
    withdrawn_at: null,
  };
  await store.state.db.insertInto('reply').values(row).execute();
  await audit(store.state, {
    who,
    act: 'reply-recorded',
    subjectKind: 'account',
    subjectId: accountId,
    detail: said,
  });
  return replyOf(row);
}

export async function withdrawReply(store: Store, replyId: string, who: string): Promise<void> {
  const done = await store.state.db
    .updateTable('reply')
    .set({ withdrawn_at: new Date().toISOString() })
    .where('reply_id', '=', replyId)
    .executeTakeFirst();
  if (Number(done.numUpdatedRows) === 0) throw missing('no-reply', `There is no reply ${replyId}.`);
  await audit(store.state, { who, act: 'reply-withdrawn', subjectKind: 'reply', subjectId: replyId });
}

export async function repliesOf({ state }: Store, accountIds: readonly string[]): Promise<Reply[]> {
  if (accountIds.length === 0) return [];
  const rows = await state.db
    .selectFrom('reply')
    .selectAll()
    .where('account_id', 'in', accountIds)
    .orderBy('reply_id', 'desc')
    .execute();
  return rows.map(replyOf);
}

const disclosureOf = (r: StateTables['bot_disclosure']): Disclosure => ({
  disclosureId: r.disclosure_id,
  accountId: r.account_id,
  postId: r.post_id,
  text: r.text,
  disclosedOn: r.disclosed_on,
  recordedAt: r.recorded_at,
});

/** Records a declaration that programs were used, with its words and day (E10). */
export async function disclose(
  store: Store,
  accountId: string,
  said: { postId: string | null; text: string; disclosedOn: string },
  who: string,
): Promise<Disclosure> {
  const row = {
    disclosure_id: newId(),
    account_id: accountId,
    post_id: said.postId,
    text: said.text,
    disclosed_on: said.disclosedOn,
    recorded_by: who,
    recorded_at: new Date().toISOString(),
  };
  await store.state.db.insertInto('bot_disclosure').values(row).execute();
  await audit(store.state, {
    who,
    act: 'bot-use-disclosed',
    subjectKind: 'account',
    subjectId: accountId,
    detail: said,
  });
  return disclosureOf(row);
}

export async function disclosuresOf({ state }: Store, accountId: string): Promise<Disclosure[]> {
  const rows = await state.db
    .selectFrom('bot_disclosure')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('disclosed_on', 'desc')
    .execute();
  return rows.map(disclosureOf);
}

export async function marketPrices({ state }: Store): Promise<MarketPrice[]> {
  const rows = await state.db.selectFrom('market_price').selectAll().orderBy('priced_on', 'desc').execute();
  return rows.map((r) => ({
    priceId: r.price_id,
    platform: r.platform,
    act: r.act as MarketPrice['act'],
    lowMinor: r.low_minor,
    highMinor: r.high_minor,
    currency: r.currency,
    pricedOn: r.priced_on,
    source: r.source,
  }));
}

export async function addMarketPrice(
  store: Store,
  price: Omit<MarketPrice, 'priceId'>,
  who: string,
): Promise<MarketPrice> {
  const priceId = newId();
  await store.state.db
    .insertInto('market_price')
    .values({
      price_id: priceId,
      platform: price.platform,
      act: price.act,
      low_minor: price.lowMinor,
      high_minor: price.highMinor,
      currency: price.currency,
      priced_on: price.pricedOn,
      source: price.source,
      recorded_at: new Date().toISOString(),
    })
    .execute();
  await audit(store.state, {
    who,
    act: 'price-added',
    subjectKind: 'market_price',
    subjectId: priceId,
    detail: price,
  });
  return { priceId, ...price };
}

export async function removeMarketPrice(store: Store, priceId: string, who: string): Promise<void> {
  const done = await store.state.db
    .deleteFrom('market_price')
    .where('price_id', '=', priceId)
    .executeTakeFirst();
  if (Number(done.numDeletedRows) === 0) throw missing('no-price', `There is no price ${priceId}.`);
  await audit(store.state, { who, act: 'price-removed', subjectKind: 'market_price', subjectId: priceId });
}
