import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorKey } from '#basis/id.ts';
import { BULK_FROM } from '#domain/facts/imports/bulk-plan.ts';
import { acceptPush, drainPushes } from '#domain/facts/imports/push.ts';
import { receiveUpload } from '#domain/facts/imports/service.ts';
import { type TempLibrary, tempLibrary, textOf } from '#domain/facts/imports/temp-library.ts';
import { addPeople, keysOfList } from '#domain/readings/audience/affinity/people-lists.ts';
import { refreshSketches } from '#domain/readings/audience/overlap/sketches.ts';
import { makeSurvey } from '../surveys/kept-surveys.ts';
import { makeLinks } from '../surveys/links.ts';
import { erasePerson, erasures, lookThrough } from './erase.ts';
import { member, memberExport, members } from './service.ts';

let library: TempLibrary;
beforeAll(async () => {
  library = await tempLibrary();
});
afterAll(() => library.remove());

const ID = 'u3234567890';
const OTHER = 'u5550001112';
const ENGAGEMENTS = `platform,post_id,actor_id,kind,at,text\nweibo,p1,${ID},comment,2026-05-01T10:00:00Z,这个面霜真的好用\nweibo,p1,${OTHER},comment,2026-05-01T11:00:00Z,想买\nweibo,p1,${ID},like,2026-05-02T10:00:00Z,\nweibo,p2,u777000111,like,2026-05-02T10:00:00Z,\n`;
const FOLLOWS = `platform,account,position,follower,design\nweibo,900100,0,${ID},full\nweibo,900100,1,${OTHER},full\n`;
const ORDERS = `platform,order_id,buyer_id,ordered_at,sku,amount,currency\nweibo,o1,${ID},2026-05-09T10:00:00Z,S1,199,CNY\nweibo,o2,${OTHER},2026-05-10T10:00:00Z,S1,99,CNY\n`;

describe('a member', () => {
  it('is seen from the first touch to service, exported whole, and erased from every store and file', async () => {
    const { store, home } = library;
    const key = actorKey(store.actorKey, 'weibo', ID);
    const other = actorKey(store.actorKey, 'weibo', OTHER);
    const files = [
      await library.file('e.csv', ENGAGEMENTS),
      await library.file('f.csv', FOLLOWS),
      await library.file('o.csv', ORDERS),
    ];
    const first = await library.bring(files, { asOf: '2026-05-12T00:00:00Z' });
    expect(first.files.map((f) => f.rowsRejected)).toEqual([0, 0, 0]);
    await refreshSketches(store);
    await addPeople(store, { name: 'club', platform: 'weibo', ids: [ID, OTHER] });
    const surveyId = await makeSurvey(store, { name: 'after', template: 'satisfaction' }, 'test');
    await makeLinks(store, surveyId, { from: 'list', list: 'club' }, 'test');
    await acceptPush(store, 'engagement-list', 'k1', [
      { platform: 'weibo', post_id: 'p9', actor_id: ID, kind: 'like', at: '2026-06-01T10:00:00Z' },
    ]).catch(() => null);
    // What else a home holds: an upload, a packed export, backups.
    await receiveUpload(store, 'e.csv', Readable.from([ENGAGEMENTS]));
    await mkdir(join(home, 'exports'), { recursive: true });
    await writeFile(join(home, 'exports', 'people.csv.gz'), gzipSync(`key\n${key}\n`));
    await store.facts.backup(join(home, 'backups'));
    store.state.backup(join(home, 'backups'));

    const seen = await member(store, key, 'test');
    expect(seen.counts).toMatchObject({ engagement: 2, follow: 1, order: 1, list: 1, survey: 1 });
    expect(seen.events[0]).toMatchObject({ kind: 'engagement', what: 'comment', text: '这个面霜真的好用' });
    expect(seen.firstAt).toContain('2026-05-01');
    expect((await members(store, { limit: 10, offset: 0 })).items.find((m) => m.key === key)).toMatchObject({
      lists: ['club'],
      surveysAsked: 1,
    });
    const all = await memberExport(store, key);
    expect(Object.keys(all['facts'] as object)).toEqual(['engagement', 'follow', 'shop_order']);
    expect((await lookThrough(home, { key, rawId: ID })).left.length).toBeGreaterThan(3);

    const receipt = await erasePerson(store, { key, rawId: ID }, 'test');
    expect(receipt.filesLeft).toEqual([]);
    expect(receipt.verified).toBe(true);
    expect(receipt.tables.filter((t) => t.left > 0)).toEqual([]);
    expect(receipt.tables.find((t) => t.table === 'engagement')?.removed).toBeGreaterThanOrEqual(2);
    expect(receipt.tables.find((t) => t.table === 'survey_link')?.removed).toBe(1);
    expect(receipt.files.map((f) => f.file)).toEqual(
      expect.arrayContaining([join('exports', 'people.csv.gz')]),
    );
    expect(JSON.stringify(receipt)).not.toContain(key);
    expect(JSON.stringify(await erasures(store))).not.toContain(key);
    // Not a byte of it anywhere, by a search of our own.
    const little = Buffer.alloc(8);
    little.writeBigUInt64LE(BigInt(key));
    for (const entry of await readdir(home, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const bytes = await readFile(join(entry.parentPath, entry.name));
      for (const wanted of [Buffer.from(key), Buffer.from(ID), little])
        expect(`${entry.name} ${bytes.includes(wanted)}`).toBe(`${entry.name} false`);
    }
    // Others stay.
    expect(await member(store, other, 'test')).toMatchObject({
      known: true,
      counts: { engagement: 1, order: 1 },
    });
    expect(await keysOfList(store, 'club')).toEqual([other]);
    expect(await member(store, key, 'test')).toMatchObject({
      known: false,
      erasedBefore: true,
      eventCount: 0,
    });

    // No file brings them back: row by row, in bulk, pushed, listed.
    const again = await library.bring(
      [
        await library.file('e2.csv', ENGAGEMENTS.replace('10:00:00', '10:30:00')),
        await library.file('o2.csv', `${ORDERS}weibo,o3,${ID},2026-06-10T10:00:00Z,S1,99,CNY\n`),
      ],
      { asOf: '2026-07-01T00:00:00Z' },
    );
    expect(again.files[0]).toMatchObject({ rowsRead: 4, rowsKept: 2, rowsRejected: 2 });
    expect(again.files[1]).toMatchObject({ rowsRead: 3, rowsRejected: 2 });
    const reasons = (await library.rows('rejected_row')).map((r) => textOf(r['reason']));
    expect(reasons).toContain('the person asked to be erased');
    await addPeople(store, { name: 'club', platform: 'weibo', ids: [ID] });
    expect(await keysOfList(store, 'club')).toEqual([other]);
    expect(
      (await makeLinks(store, surveyId, { from: 'ids', platform: 'weibo', ids: [ID] }, 'test')).erased,
    ).toBe(1);
    await drainPushes(store, new AbortController().signal, async () => {});
    const bulkRows = Array.from(
      { length: 60_000 },
      (_, i) =>
        `weibo,b${i % 50},${i % 1000 === 0 ? ID : `w${i % 700}`},like,2026-06-01T10:00:00Z,${'x'.repeat(30)}${i}`,
    );
    const bulk = `platform,post_id,actor_id,kind,at,text\n${bulkRows.join('\n')}\n`;
    expect(bulk.length).toBeGreaterThan(BULK_FROM);
    const read = await library.bringOne(await library.file('bulk.csv', bulk));
    expect(read).toMatchObject({ rowsRead: 60_000, rowsRejected: 60 });
    expect(await member(store, key, 'test')).toMatchObject({ known: false, eventCount: 0 });
  }, 60_000);
});
