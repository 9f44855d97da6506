/** Audits accounts and tells what is known of them. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { missing } from '#basis/error.ts';
import type { Reading } from '#basis/reading.ts';
import { libraryAsOf } from '#domain/facts/library/queries.ts';
import type { Store } from '#store/open-store.ts';
import { keepFindings, readingOf } from '#store/readings/keep-readings.ts';
import { readingById, readingsAbout, rowsOfReading } from '#store/readings/queries.ts';
import { COMBINED } from './combined-card.ts';
import { peopleToJudge } from './followers/label-desk.ts';
import type { PersonToJudge } from './followers/schema.ts';
import { OWN_MODEL } from './followers/shipped-model.ts';
import { findingsInThread, ringsInThread } from './in-audit-thread.ts';
import { costToFake } from './measures/cost-to-fake.ts';
import { accountPlatform, accountsToAudit, levelCounts, readingsBelow, readingsToReview } from './queries.ts';
import { DETECTORS } from './registry.ts';
import type { RingGraph } from './rings/schema.ts';
import { disclosuresOf, learnedErrors, marketPrices, repliesOf, reviewsOf } from './said-by-people.ts';
import {
  type AuditReport,
  type AuthenticityPage,
  excessSchema,
  type LearnedError,
  type MeasureCard,
  type ReadCard,
  type ReadingRows,
  type Reply,
  type Review,
  type ReviewQueue,
} from './schema.ts';

/** Every card that a reading can have, the combined one first. */
export const CARDS: readonly MeasureCard[] = [COMBINED, ...DETECTORS.map((d) => d.card)];
const cardOf = new Map(CARDS.map((card) => [card.measure, card]));

/** The follower model that `touchstone train accounts --use` put into the home; null when there is none. */
export function ownModel(store: Store): string | null {
  const path = join(store.config.home, OWN_MODEL);
  return existsSync(path) ? path : null;
}

export interface AuditRequest {
  /** Null for the whole library. */
  accountIds: readonly string[] | null;
  /** ISO 8601; the newest observation in the library when absent. */
  asOf?: string;
}

/** Reads every detector about some accounts and keeps the readings. Running it again on the same facts adds none. */
export async function auditAccounts(
  store: Store,
  request: AuditRequest,
  progress: (share: number, message: string) => void = () => {},
  signal?: AbortSignal,
): Promise<AuditReport> {
  const known = (await store.facts.all(accountsToAudit, {})).map((row) => row.account_id);
  const asOf = request.asOf ?? (await store.facts.first(libraryAsOf, {}))?.seen_at ?? null;
  const accountIds = request.accountIds ?? known;
  const unknown = accountIds.find((id) => !known.includes(id));
  if (unknown !== undefined)
    throw missing(
      'no-account',
      `There is no account ${unknown} in the library.`,
      'Search the library for its id.',
    );
  if (asOf === null || accountIds.length === 0)
    return { asOf, accountCount: 0, readingCount: 0, newCount: 0, levels: {} };
  const findings = await findingsInThread(
    store.facts,
    { accountIds, asOf, ...(signal ? { signal } : {}) },
    ownModel(store),
    (share, measure) => progress(share * 0.9, measure),
  );
  const { readings, newCount } = await keepFindings(store, findings);
  const levels: AuditReport['levels'] = {};
  for (const { subject, measure, level } of readings) {
    if (subject.kind !== 'account') continue;
    const counts = (levels[measure] ??= {});
    counts[level] = (counts[level] ?? 0) + 1;
  }
  progress(1, '');
  return { asOf, accountCount: accountIds.length, readingCount: readings.length, newCount, levels };
}

const ORDER: Record<Reading['level'], number> = { strong: 0, moderate: 1, weak: 2, none: 3, insufficient: 4 };

function readCard(
  reading: Reading,
  said: { reviews: Review[]; replies: Reply[]; learned: LearnedError[] },
): ReadCard | null {
  const card = cardOf.get(reading.measure);
  if (!card) return null;
  const answers = said.replies.filter((r) => r.withdrawnAt === null);
  return {
    card,
    reading,
    contested: answers.some((r) => r.measure === null || r.measure === reading.measure),
    reviews: said.reviews.filter((r) => r.readingId === reading.readingId),
    learned: said.learned.find((l) => l.measure === reading.measure) ?? null,
  };
}

/** Readings made by a version that this program no longer has are left out of the page; they stay stored. */
const cardsOf = (readings: Reading[], said: Parameters<typeof readCard>[1]): ReadCard[] =>
  readings
    .map((reading) => readCard(reading, said))
    .filter((c) => c !== null)
    .sort(
      (a, b) =>
        ORDER[a.reading.level] - ORDER[b.reading.level] ||
        CARDS.indexOf(a.card) - CARDS.indexOf(b.card) ||
        (a.reading.subject.id < b.reading.subject.id ? -1 : 1),
    );

const excessOf = (reading: Reading) => {
  const listed = reading.result.state === 'ok' ? reading.result.detail['excess'] : null;
  return (Array.isArray(listed) ? listed : [])
    .map((one) => excessSchema.safeParse(one))
    .filter((one) => one.success)
    .map((one) => ({ ...one.data, measure: reading.measure }));
};

/** Account → Authenticity: the newest reading of every measure, what people said, what the excess would cost. */
export async function authenticityPage(store: Store, accountId: string): Promise<AuthenticityPage> {
  const account = await store.facts.first(accountPlatform, { id: accountId });
  if (!account) throw missing('no-account', `There is no account ${accountId} in the library.`);
  const readings = (await store.facts.all(readingsAbout, { kind: 'account', ids: [accountId] })).map(
    readingOf,
  );
  const below = (await store.facts.all(readingsBelow, { id: accountId, limit: 50 })).map(readingOf);
  const said = {
    reviews: [
      ...(await reviewsOf(store, 'account', [accountId])),
      ...(await reviewsOf(
        store,
        'post',
        below.map((r) => r.subject.id),
      )),
      ...(await reviewsOf(
        store,
        'live_room',
        below.map((r) => r.subject.id),
      )),
    ],
    replies: await repliesOf(store, [accountId]),
    learned: await learnedErrors(store),
  };
  const cards = cardsOf(readings, said);
  const asOf = readings.reduce<string | null>(
    (latest, r) => (latest && latest > r.asOf ? latest : r.asOf),
    null,
  );
  const arguing = readings.filter((r) => r.level === 'moderate' || r.level === 'strong');
  return {
    accountId,
    asOf,
    combined: cards.find((c) => c.card === COMBINED) ?? null,
    cards: cards.filter((c) => c.card !== COMBINED),
    below: cardsOf(below, said),
    replies: said.replies,
    disclosures: await disclosuresOf(store, accountId),
    costToFake: costToFake(
      arguing.flatMap(excessOf),
      await marketPrices(store),
      account.platform,
      asOf ?? '',
    ),
  };
}

/** The most telling rows behind a reading, with their files. */
export async function readingRows(store: Store, readingId: string): Promise<ReadingRows> {
  const row = await store.facts.first(readingById, { id: readingId });
  if (!row) throw missing('no-reading', `There is no reading ${readingId}.`);
  const rows = await store.facts.all(rowsOfReading, { id: readingId });
  return {
    reading: readingOf(row),
    rowCount: row.row_count,
    rows: rows.map((r) => ({
      sourceId: r.source_id,
      row: r.source_row,
      note: r.note,
      fileName: r.file_name,
      sheet: r.sheet,
      vendor: r.vendor,
      cells: r.cells === null ? null : (JSON.parse(r.cells) as Record<string, unknown>),
    })),
  };
}

/** What an analyst should look at: readings that argue, without a verdict yet, strongest first. */
export async function reviewQueue(
  store: Store,
  wanted: { limit: number; reviewed: boolean },
): Promise<ReviewQueue> {
  const rows = (await store.facts.all(readingsToReview, { limit: 5000 })).filter(
    (r) => r.measure !== COMBINED.measure,
  );
  const ids = [...new Set(rows.map((r) => r.subject_id))];
  const said = {
    reviews: await reviewsOf(store, 'account', ids),
    replies: await repliesOf(store, ids),
    learned: await learnedErrors(store),
  };
  const done = new Set(said.reviews.map((r) => r.readingId));
  const chosen = rows.filter((r) => done.has(r.reading_id) === wanted.reviewed);
  return {
    items: chosen.slice(0, wanted.limit).flatMap((row) => {
      const card = readCard(readingOf(row), said);
      return card ? [{ ...card, accountId: row.subject_id, name: row.name, platform: row.platform }] : [];
    }),
    total: chosen.length,
    reviewedCount: done.size,
  };
}

/** How many accounts each measure put at each level, newest readings. */
export async function levelsByMeasure(store: Store): Promise<AuditReport['levels']> {
  const levels: AuditReport['levels'] = {};
  for (const { measure, level, n } of await store.facts.all(levelCounts, {}))
    (levels[measure] ??= {})[level as Reading['level']] = n;
  return levels;
}

/** The last ring graph of each question, as long as the library does not change. */
const rings = new Map<string, Promise<RingGraph>>();
const MOST_GRAPHS = 8;

/** Every ring of the library as one graph. Answers from memory until an import changes the facts. */
export async function libraryRings(
  store: Store,
  options: { window: number; min: number; asOf?: string | undefined },
): Promise<RingGraph> {
  const asOf = options.asOf ?? (await store.facts.first(libraryAsOf, {}))?.seen_at;
  if (!asOf) throw missing('empty-library', 'There is nothing in the library yet.', 'Import a file first.');
  const key = JSON.stringify([store.config.home, store.facts.revision(), asOf, options.window, options.min]);
  let known = rings.get(key);
  if (!known) {
    known = ringsInThread(store.facts, { asOf, windowSeconds: options.window, minPosts: options.min });
    known.catch(() => rings.delete(key));
    rings.set(key, known);
    for (const old of [...rings.keys()].slice(0, -MOST_GRAPHS)) rings.delete(old);
  }
  return known;
}

/** Followers of an account as the newest list has them, for the label desk; none without a list. */
export async function sampledPeople(store: Store, accountId: string, most: number): Promise<PersonToJudge[]> {
  const asOf = (await store.facts.first(libraryAsOf, {}))?.seen_at;
  return asOf ? peopleToJudge(store, accountId, asOf, most, ownModel(store)) : [];
}
