/** Short links over HTTP: followed, counted durably, and only where they were registered to lead. */

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { agentOf } from '#domain/decisions/redirects/follow.ts';
import { redirects } from '#domain/decisions/redirects/service.ts';
import { drainTouches } from '#domain/facts/touches/drain.ts';
import { TouchJournal } from '#domain/facts/touches/journal.ts';
import { sql } from '#store/facts/sql.ts';
import { type TempStore, tempStore } from '#store/temp-home.ts';
import { killTouches } from '../../scripts/touch-load.ts';
import { buildApp, type ServerParts } from './app.ts';

let temp: TempStore;
let parts: ServerParts;
let address = '';
beforeAll(async () => {
  temp = await tempStore();
  parts = await buildApp(temp.store, 'local-key', '0');
  address = await parts.app.listen({ host: '127.0.0.1', port: 0 });
  await ask('POST', '/campaigns', { campaign: 'summer', placements: [] });
});
afterAll(async () => {
  await parts.app.close();
  await temp.remove();
});

const ask = (method: string, path: string, body?: unknown) =>
  fetch(`${address}/api/v1${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
const follow = (code: string, headers: Record<string, string> = {}) =>
  fetch(`${address}/r/${code}`, { redirect: 'manual', headers: { 'user-agent': 'Mozilla/5.0', ...headers } });
it('sends on to the registered target with the visit’s id, and nothing of the request', async () => {
  const made = await ask('POST', '/redirects', {
    code: 'oil',
    campaign: 'summer',
    target: 'https://shop.example/oil?size=500#top',
    accountId: 'douyin:10001',
  });
  expect(made.status).toBe(201);
  const answer = await follow('oil?to=https://elsewhere.example');
  expect(answer.status).toBe(302);
  expect(answer.headers.get('location')).toMatch(
    /^https:\/\/shop\.example\/oil\?size=500&ts_touch=[0-9a-f]{28}#top$/,
  );
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('set-cookie')).toBeNull();
  await ask('POST', '/redirects', {
    code: 'hua',
    campaign: 'summer',
    target: 'https://shop.example/面霜?色=白',
  });
  expect((await follow('hua')).headers.get('location')).toMatch(
    /^https:\/\/shop\.example\/%E9%9D%A2%E9%9C%9C\?%E8%89%B2=%E7%99%BD&ts_touch=/,
  );
});

it('answers no host that it was not set up for', async () => {
  const { hostname, port } = new URL(address);
  const status = await new Promise<number | undefined>((done, failed) => {
    const asked = request({ hostname, port, path: '/r/oil', headers: { host: 'evil.example' } }, (answer) => {
      answer.resume();
      done(answer.statusCode);
    });
    asked.on('error', failed).end();
  });
  expect(status).toBe(403);
});

it('refuses targets that are no web address, codes that are taken, and links that have ended', async () => {
  const add = (more: object) => ask('POST', '/redirects', { campaign: 'summer', ...more });
  for (const target of ['javascript:alert(1)', 'data:text/html,x', 'https://user:word@shop.example/'])
    expect((await add({ target })).status, target).toBe(400);
  expect((await add({ target: 'https://shop.example/', code: 'mine' })).status).toBe(201);
  expect((await add({ target: 'https://shop.example/', code: 'mine' })).status).toBe(409);
  await add({ target: 'https://shop.example/', code: 'past', expiresAt: '2020-01-01T00:00:00Z' });
  expect((await follow('past')).status).toBe(410);
  expect((await follow('nobody')).status).toBe(404);
  await add({ target: 'https://shop.example/', code: 'brief' });
  expect((await follow('brief')).status).toBe(302);
  expect((await ask('DELETE', '/redirects/brief')).status).toBe(204);
  expect((await follow('brief')).status).toBe(410);
});

it('marks programs and prefetches, knows a returning browser only where asked, and stores no name of it', async () => {
  await ask('POST', '/redirects', {
    code: 'known',
    campaign: 'summer',
    target: 'https://shop.example/',
    remembers: true,
  });
  const first = await follow('known');
  const cookie = /ts_visitor=([0-9a-f]{32})/.exec(first.headers.get('set-cookie') ?? '')?.[0] ?? '';
  await follow('known', { cookie });
  await follow('known', { 'user-agent': 'Googlebot/2.1' });
  await follow('known', { 'sec-purpose': 'prefetch' });
  const spool = await temp.store.folder('spool');
  const journal = (await readdir(spool)).find((n) => n.endsWith('.journal')) ?? '';
  const text = await readFile(join(spool, journal), 'utf8');
  expect(text).not.toContain(cookie.slice(11));
  expect(text).not.toMatch(/Mozilla|127\.0\.0\.1/);
  // A server that closes seals its journal.
  await parts.app.close();
  expect(await drainTouches(temp.store, new AbortController().signal)).toBeGreaterThanOrEqual(4);
  const known = (await redirects(temp.store, { campaign: 'summer' })).find((r) => r.code === 'known');
  expect(known).toMatchObject({ people: 2, bots: 1, prefetches: 1, state: 'open' });
  const rows = await temp.store.facts.rows(
    sql`SELECT count(*) AS n, count(DISTINCT visitor_key) AS people FROM touch WHERE code = 'known' AND agent = 'person'`,
  );
  expect([Number(rows[0]?.['n']), Number(rows[0]?.['people'])]).toEqual([2, 1]);
});

it('tells people, programs and prefetches apart by what they say', () => {
  expect(agentOf({ 'user-agent': 'Mozilla/5.0 (iPhone) MicroMessenger/8' }, 'GET')).toBe('person');
  expect(agentOf({ 'user-agent': 'Mozilla/5.0' }, 'HEAD')).toBe('bot');
  expect(agentOf({}, 'GET')).toBe('bot');
  expect(agentOf({ 'user-agent': 'WhatsApp/2.23' }, 'GET')).toBe('bot');
  expect(agentOf({ 'user-agent': 'Mozilla/5.0', purpose: 'prefetch' }, 'GET')).toBe('prefetch');
});

it('keeps the whole lines of a journal that was cut off', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-journal-'));
  await writeFile(join(folder, 'a.journal'), '{"n":1}\n{"n":2}\n{"n":');
  await writeFile(join(folder, 'b.journal'), '{"n"');
  const journal = await TouchJournal.open(folder);
  expect((await readdir(folder)).sort()).toEqual(['a.touches.ndjson']);
  expect(await readFile(join(folder, 'a.touches.ndjson'), 'utf8')).toBe('{"n":1}\n{"n":2}\n');
  const append = (n: number) =>
    new Promise((done, failed) => {
      journal.append(`{"n":${n}}\n`, (error) => (error === null ? done(n) : failed(error)));
    });
  await Promise.all(Array.from({ length: 500 }, (_, n) => append(n)));
  await journal.seal();
  const own = (await readdir(folder)).find((n) => n !== 'a.touches.ndjson') ?? '';
  expect((await readFile(join(folder, own), 'utf8')).trim().split('\n')).toHaveLength(500);
  await rm(folder, { recursive: true, force: true });
});

it('loses no answered visit to kill -9', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-touch-kill-'));
  const tally = await killTouches(join(folder, 'home'), 1, 1.5, 32);
  expect(tally).toMatchObject({ kills: 1, lost: 0, twice: 0 });
  expect(tally.acknowledged).toBeGreaterThan(50);
  await rm(folder, { recursive: true, force: true });
}, 120_000);
