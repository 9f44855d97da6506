/** The audit's thread reads the same and says the same as the thread that owns the store. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import { type TempLibrary, tempLibrary } from '#domain/facts/imports/temp-library.ts';
import { findingsInThread, ringsInThread } from './in-audit-thread.ts';
import { readFindings } from './read-findings.ts';
import { reply, review, withdrawReply } from './said-by-people.ts';
import { auditAccounts, authenticityPage } from './service.ts';

const AS_OF = '2026-06-30T00:00:00.000Z';
const scope = { accountIds: ['weibo:6000000001', 'weibo:6000000002'], asOf: AS_OF };
let library: TempLibrary;

beforeAll(async () => {
  library = await tempLibrary();
  const random = rng('audit-thread');
  const lines = ['platform,account_id,date,followers'];
  for (let a = 1; a <= 12; a++) {
    let followers = 40_000;
    for (let d = 0; d < 120; d++) {
      const day = new Date(Date.UTC(2026, 0, 1 + d)).toISOString().slice(0, 10);
      lines.push(`weibo,${6_000_000_000 + a},${day},${followers}`);
      followers += random.poisson(40) + (a === 1 && (d === 50 || d === 90) ? 8000 : 0);
    }
  }
  await library.bringOne(await library.file('series.csv', lines.join('\n')), { asOf: AS_OF });
}, 120_000);
afterAll(() => library.remove());

it('finds in a thread what it finds beside the store', async () => {
  const steps: string[] = [];
  const { facts } = library.store;
  const inThread = await findingsInThread(facts, scope, null, (_share, step) => steps.push(step));
  expect(inThread).toEqual(await readFindings(facts, scope));
  expect(steps).toContain('follower-bursts@1');
});

it('ends when it is cancelled, and rejects', async () => {
  const stop = new AbortController();
  const running = findingsInThread(library.store.facts, { ...scope, signal: stop.signal }, null, () =>
    stop.abort(),
  );
  await expect(running).rejects.toThrow();
});

it('answers with an empty graph where nobody acts', async () => {
  expect(await ringsInThread(library.store.facts, { asOf: AS_OF })).toMatchObject({ nodes: [], rings: [] });
});

it('keeps readings once; people’s words stand beside them', async () => {
  const { store } = library;
  const first = await auditAccounts(store, { accountIds: scope.accountIds, asOf: AS_OF });
  expect(first.newCount).toBe(first.readingCount);
  expect((await auditAccounts(store, { accountIds: scope.accountIds, asOf: AS_OF })).newCount).toBe(0);
  const page = await authenticityPage(store, 'weibo:6000000001');
  const bursts = page.cards.find((c) => c.reading.measure.startsWith('follower-bursts'));
  if (!bursts) throw new Error('no card of bursts');
  expect(['moderate', 'strong']).toContain(bursts.reading.level);
  const said = await reply(
    store,
    page.accountId,
    { measure: bursts.card.measure, text: 'A draw.', saidBy: 'creator', saidOn: '2026-07-01' },
    'test',
  );
  await review(store, bursts.reading.readingId, { verdict: 'rejected', note: 'the draw was ours' }, 'test');
  const after = await authenticityPage(store, page.accountId);
  const card = after.cards.find((c) => c.reading.readingId === bursts.reading.readingId);
  expect(card).toMatchObject({
    contested: true,
    reading: bursts.reading,
    reviews: [{ verdict: 'rejected' }],
  });
  expect(card?.learned).toMatchObject({ rejected: 1, confirmed: 0, rejectedShare: null });
  await withdrawReply(store, said.replyId, 'test');
  const again = await authenticityPage(store, page.accountId);
  expect(again.cards.every((c) => !c.contested)).toBe(true);
  await expect(auditAccounts(store, { accountIds: ['weibo:none'] })).rejects.toThrow('weibo:none');
});
