/** The demo's planted cases are found by the detectors meant for them, and the innocent pass. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Level, Reading } from '#basis/reading.ts';
import { readConfig } from '#config/config.ts';
import { accountsToAudit } from '#domain/readings/authenticity/queries.ts';
import { auditAccounts, authenticityPage } from '#domain/readings/authenticity/service.ts';
import { valuePage } from '#domain/readings/value/service.ts';
import { openStore, type Store } from '#store/open-store.ts';
import { readingOf } from '#store/readings/keep-readings.ts';
import { readingsAbout } from '#store/readings/queries.ts';
import { loadDemo } from './load-demo.ts';
import { copyTemplate } from './template.ts';
import type { Truth } from './truth.ts';

let home: string;
let store: Store;
let truth: Truth;
let accountIds: string[];
let readings: Reading[];

beforeAll(async () => {
  home = join(await mkdtemp(join(tmpdir(), 'touchstone-story-')), 'home');
  await copyTemplate(home);
  store = await openStore(readConfig({ home }));
  await loadDemo(store);
  truth = JSON.parse(await readFile(join(home, 'demo-files', 'truth.json'), 'utf8')) as Truth;
  accountIds = (await store.facts.all(accountsToAudit, {})).map((r) => r.account_id);
  readings = (await store.facts.all(readingsAbout, { kind: 'account', ids: accountIds })).map(readingOf);
}, 240_000);

afterAll(async () => {
  await store.close();
  await rm(home, { recursive: true, force: true });
});

const idOf = (a: { platform: string; id: string }) => `${a.platform}:${a.id}`;
const levelOf = (accountId: string, measure: string): Level | undefined =>
  readings.find((r) => r.subject.id === accountId && r.measure.startsWith(`${measure}@`))?.level;
const loud = (measure: string): string[] =>
  readings
    .filter((r) => r.measure.startsWith(`${measure}@`) && ['moderate', 'strong'].includes(r.level))
    .map((r) => r.subject.id)
    .sort();

describe('the demo story', () => {
  it('finds followers bought in bursts by their jumps and by their join dates, and nobody else', () => {
    const planted = truth.boughtJagged.map(idOf).sort();
    expect(loud('follower-bursts')).toEqual(planted);
    expect(loud('join-date-bands')).toEqual(planted);
  });

  it('finds dripped followers by growth that is too smooth, and nobody else', () => {
    expect(loud('smooth-growth')).toEqual(truth.boughtSmoothed.map(idOf).sort());
  });

  it('finds the ring of 14 whole, and not the three who share an audience', () => {
    const members = truth.ring.members.map(idOf).sort();
    expect(members).toHaveLength(14);
    expect(loud('reciprocal-ring')).toEqual(members);
    for (const a of truth.sharedAudience.accounts)
      for (const measure of ['reciprocal-ring', 'co-engagement', 'dense-block'])
        expect(levelOf(idOf(a), measure)).not.toBe('strong');
  });

  it('finds the scripted live room by its clock, and passes the honest ones', () => {
    const anchor = (scripted: boolean) =>
      truth.liveRooms.filter((r) => r.scripted === scripted).map((r) => `live:${r.anchorId}`);
    expect(loud('event-regularity')).toEqual(anchor(true));
    expect(loud('event-mix-repetition')).toEqual(anchor(true));
  });

  it('puts planted accounts at moderate or above together, and at most one clean account in fifty', () => {
    const planted = new Set([
      ...truth.boughtJagged.map(idOf),
      ...truth.boughtSmoothed.map(idOf),
      ...truth.ring.members.map(idOf),
      ...truth.liveRooms.filter((r) => r.scripted).map((r) => `live:${r.anchorId}`),
    ]);
    const found = loud('combined-evidence');
    expect(found).toEqual(expect.arrayContaining([...planted]));
    const clean = accountIds.length - planted.size;
    expect(found.filter((id) => !planted.has(id)).length / clean).toBeLessThanOrEqual(0.02);
  });

  it('says insufficient of the thin account where it knows too little', () => {
    for (const a of truth.thin) {
      const own = readings.filter((r) => r.subject.id === idOf(a));
      expect(own.filter((r) => r.level === 'insufficient').length).toBeGreaterThan(own.length / 2);
      expect(own.some((r) => r.level === 'strong' || r.level === 'moderate')).toBe(false);
    }
  });

  it('prices what bought followers would cost, and opens every card to its rows', async () => {
    const [bought] = truth.boughtJagged;
    if (!bought) throw new Error('no planted account');
    const page = await authenticityPage(store, idOf(bought));
    expect(page.costToFake.lines.find((l) => l.act === 'follower')?.highMinor).toBeGreaterThan(0);
    expect(
      page.cards.find((c) => c.reading.measure.startsWith('follower-bursts'))?.reading.rowCount,
    ).toBeGreaterThan(0);
  });

  it('adds no reading when it is audited again', async () => {
    const [bought] = truth.boughtJagged;
    if (!bought) throw new Error('no planted account');
    const report = await auditAccounts(store, { accountIds: [idOf(bought)] });
    expect(report.newCount).toBe(0);
  });

  it('ranks the lively small account above the dull large one, under every goal', async () => {
    const [quiet, dull] = truth.audienceQuality.map(idOf);
    for (const goal of ['new-brand', 'known-brand', 'custom']) {
      const small = await valuePage(store, quiet as string, { goal });
      const large = await valuePage(store, dull as string, { goal });
      expect(small.rank?.place).toBeLessThan(large.rank?.place ?? 0);
      if (small.costPerPerson.result.state === 'ok')
        expect(small.costPerPerson.result.low).toBeGreaterThan(0);
      expect(large.gates.find((g) => g.gate === 'true_fans')?.open).toBe(false);
    }
  });
});
