/** Makes the bundle of an account or of a campaign's accounts: reads them with every detector, records what they read, signs the whole. */
import { createHmac } from 'node:crypto';
import { missing, refused } from '#basis/error.ts';
import { VERSION } from '#config/version.ts';
import { libraryAsOf } from '#domain/facts/library/queries.ts';
import { COMBINED } from '#domain/readings/authenticity/combined-card.ts';
import type { Detector, Scope } from '#domain/readings/authenticity/detector.ts';
import { accountPlatform } from '#domain/readings/authenticity/queries.ts';
import { readFindings } from '#domain/readings/authenticity/read-findings.ts';
import { DETECTORS } from '#domain/readings/authenticity/registry.ts';
import { disclosuresOf, repliesOf, reviewsOf } from '#domain/readings/authenticity/said-by-people.ts';
import { ownModel } from '#domain/readings/authenticity/service.ts';
import { inFactsThread } from '#store/facts/in-facts-thread.ts';
import { appliedMigrations } from '#store/facts/open-facts.ts';
import type { Store } from '#store/open-store.ts';
import { canonical } from './canonical.ts';
import { accountsOfCampaign, cellsOfRows, sourcesOf } from './queries.ts';
import { type Recorded, recordingReader } from './recorded-facts.ts';
import { type BundledReading, bundledReadings, inputLines, readingLines } from './rerun.ts';
import type { BundleRequest, Manifest } from './schema.ts';
import { signingKey } from './signing-key.ts';
import { writeBundle } from './write-bundle.ts';

const THREAD = new URL('./bundle-thread.ts', import.meta.url);

const CHUNK = 200;

/** Each row that argues once, with its cells as read and what each reading notes about it. */
async function evidenceLines(store: Store, readings: readonly BundledReading[]): Promise<EvidenceLine[]> {
  const lines = new Map<string, EvidenceLine>();
  for (const { reading, rows } of readings)
    for (const { sourceId, row, note } of rows) {
      const key = `${sourceId}:${row}`;
      const line = lines.get(key) ?? { sourceId, row, cells: null, notes: [] };
      lines.set(key, line);
      if (note !== undefined) line.notes.push({ readingId: reading.readingId, note });
    }
  const places = [...lines.values()].sort((a, b) => a.sourceId - b.sourceId || a.row - b.row);
  for (let i = 0; i < places.length; i += CHUNK)
    for (const found of await store.facts.all(cellsOfRows, { places: places.slice(i, i + CHUNK) })) {
      const line = lines.get(`${found.source_id}:${found.source_row}`);
      if (line) line.cells = JSON.parse(found.cells);
    }
  return places;
}
interface EvidenceLine {
  sourceId: number;
  row: number;
  /** Null for rows that are kept as facts only, such as engagements. */
  cells: unknown;
  notes: { readingId: string; note: string }[];
}

/** What people said of the accounts; statements about readings stand beside them and change none. */
async function saidLines(store: Store, accounts: readonly string[]): Promise<unknown[]> {
  const line = (kind: string) => (said: object) => ({ kind, ...said });
  const disclosures = await Promise.all(accounts.map((id) => disclosuresOf(store, id)));
  return [
    ...(await repliesOf(store, accounts)).map(line('reply')),
    ...disclosures.flat().map(line('disclosure')),
    ...(await reviewsOf(store, 'account', accounts)).map(line('review')),
  ];
}

/** An account by its id, or a campaign by its name with the accounts that took part. */
async function subjectOf(store: Store, id: string): Promise<Pick<Manifest, 'subject' | 'accounts'>> {
  if (await store.facts.first(accountPlatform, { id }))
    return { subject: { kind: 'account', id }, accounts: [id] };
  const found = await store.facts.all(accountsOfCampaign, { campaign: id });
  if (found.length === 0)
    throw missing(
      'nothing-to-bundle',
      `There is no account and no campaign ${id} in the library.`,
      'Search the library for the account’s id, or see the campaigns under Deliver.',
    );
  return { subject: { kind: 'campaign', id }, accounts: found.map((r) => r.account_id) };
}

/** The registry's detectors run in a thread; others, in tests, run here. */
async function record(
  store: Store,
  scope: Scope,
  detectors: readonly Detector[],
  signal?: AbortSignal,
): Promise<Recorded> {
  if (detectors === DETECTORS)
    return (await inFactsThread(THREAD, scope, store.facts, { signal })) as Recorded;
  const facts = recordingReader(store.facts);
  const findings = await readFindings(
    facts,
    { ...scope, ...(signal ? { signal } : {}) },
    () => {},
    detectors,
  );
  return { findings, calls: facts.calls() };
}

/** The bytes of a bundle. Equal facts, versions and statements give an equal digest root on every run. */
export async function makeBundle(
  store: Store,
  request: BundleRequest,
  detectors = DETECTORS,
  signal?: AbortSignal,
): Promise<Buffer> {
  const { grade } = request;
  const { subject, accounts } = await subjectOf(store, request.id);
  if (ownModel(store) !== null)
    throw refused(
      'own-model',
      'This home scores followers by a model of its own; bundles are run again with the shipped one.',
      undefined,
      'Move accounts.model out of the home folder, audit again, and bundle then.',
    );
  const asOf = request.asOf ?? (await store.facts.first(libraryAsOf, {}))?.seen_at;
  if (asOf === undefined || asOf === null)
    throw refused('empty-library', 'The library holds no observation.', undefined, 'Import a file first.');
  const recorded = await record(store, { accountIds: accounts, asOf }, detectors, signal);
  const readings = bundledReadings(recorded.findings);
  const evidence = await evidenceLines(store, readings);
  const manifest: Manifest = {
    product: VERSION,
    schema: await appliedMigrations(store.facts),
    measures: [...detectors.map((d) => d.card.measure), COMBINED.measure],
    config: { utcOffsetMinutes: store.config.utcOffsetMinutes },
    seeds: seedsOf(readings),
    subject,
    accounts,
    asOf,
  };
  const content = {
    salt: createHmac('sha256', store.actorKey)
      .update(canonical(['bundle-salt', subject.id, asOf]))
      .digest('hex'),
    sections: {
      manifest: [manifest],
      inputs: inputLines(recorded.calls),
      sources: await store.facts.all(sourcesOf, { ids: [...new Set(evidence.map((e) => e.sourceId))] }),
      evidence,
      readings: readingLines(readings),
      said: await saidLines(store, accounts),
    },
  };
  return writeBundle(content, grade, new Date().toISOString(), await signingKey(store.config.home));
}

function seedsOf(readings: readonly BundledReading[]): Manifest['seeds'] {
  const seeds: Manifest['seeds'] = {};
  for (const { reading } of readings) {
    const seed = reading.result.state === 'ok' ? reading.result.detail['seed'] : null;
    if (typeof seed === 'string' || typeof seed === 'number') seeds[reading.measure] = seed;
  }
  return seeds;
}
