/** The ledger over a library: rights, their end, uses, and what nobody wrote down. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TempLibrary, tempLibrary } from '#domain/facts/imports/temp-library.ts';
import { keepDocument, readDocument } from '../relations/documents.ts';
import { expiryCalendar, rightsCsv } from './files-out.ts';
import { newRightSchema, newUseSchema, rightListSchema, todaySchema } from './schema.ts';
import { addRight, endRight, logUse, mayRepublish, rightsOf, usesOf } from './service.ts';

let library: TempLibrary;
const SHEET = `平台,项目,品牌,账号ID,达人昵称,合作状态,开始日期,结束日期,合作价格,作品ID
微博,春季,禾味,1000000001,甲,已发布,2025-03-01,2025-03-31,1200,5000000000000001
微博,春季,禾味,1000000002,乙,已发布,2025-03-01,2025-03-31,800,5000000000000002
`;
const A = 'weibo:1000000001';
const B = 'weibo:1000000002';
const right = (more: object) =>
  newRightSchema.parse({ accountId: A, what: '图文二次使用', startsOn: '2025-03-01', ...more });
beforeAll(async () => {
  library = await tempLibrary();
  await library.bring([await library.file('sheet.csv', SHEET)]);
});
afterAll(() => library.remove());

describe('the rights ledger', () => {
  it('keeps a right with the document that proves it, and notices a changed document', async () => {
    const { store } = library;
    const document = await keepDocument(
      store,
      { name: '../授权书.pdf', base64: Buffer.from('%PDF-1.7 授权').toString('base64') },
      'user',
    );
    expect(document).toMatchObject({ fileName: '授权书.pdf', byteCount: 15 });
    const made = await addRight(
      store,
      right({
        postId: 'weibo:5000000000000001',
        territories: ['cn', 'HK'],
        channels: ['own_social'],
        edits: 'recut',
        expiresOn: '2025-09-30',
        documentId: document.documentId,
        campaign: '春季',
      }),
      'user',
    );
    expect(made).toMatchObject({
      territories: ['CN', 'HK'],
      term: 'dated',
      document: { sha256: document.sha256 },
      accountName: '甲',
    });
    expect((await readDocument(store, document.documentId)).bytes.toString()).toBe('%PDF-1.7 授权');
    await writeFile(join(library.home, 'documents', document.sha256), 'other');
    await expect(readDocument(store, document.documentId)).rejects.toMatchObject({
      code: 'document-changed',
    });
  });

  it('lists by what ends next, and counts from the day asked', async () => {
    await addRight(library.store, right({ what: '未写期限' }), 'user');
    const at = async (on: string) => rightListSchema.parse(await rightsOf(library.store, { on }));
    expect((await at('2025-09-10')).items.map((r) => [r.what, r.state, r.daysLeft])).toEqual([
      ['图文二次使用', 'ending', 20],
      ['未写期限', 'unknown', null],
    ]);
    expect((await at('2025-10-01')).counts).toMatchObject({ expired: 1, unknown: 1 });
  });

  it('says what may be shown today, keeps unknown unknown, and lists posts that no right speaks of', async () => {
    const today = todaySchema.parse(
      await mayRepublish(library.store, {
        on: '2025-05-01',
        territory: 'CN',
        channel: 'own_social',
        edit: 'resize',
      }),
    );
    expect(today.lines.map((l) => [l.right.what, l.verdict])).toEqual([
      ['图文二次使用', 'pass'],
      ['未写期限', 'unknown'],
    ]);
    expect(today.unspoken.items.map((p) => [p.accountId, p.postId])).toEqual([[B, 'weibo:5000000000000002']]);
    const tv = await mayRepublish(library.store, { on: '2025-05-01', channel: 'tv' });
    expect(tv.counts).toEqual({ pass: 0, fail: 1, unknown: 1 });
  });

  it('writes down uses with what the ledger said, also those that it forbids or knows nothing of', async () => {
    const { store } = library;
    const [first] = (await rightsOf(store, { on: '2025-05-01' })).items;
    const use = (more: object) =>
      logUse(
        store,
        newUseSchema.parse({
          rightId: first?.rightId,
          usedOn: '2025-05-01',
          territory: 'CN',
          channel: 'own_social',
          place: '官方微博',
          ...more,
        }),
        'user',
      );
    expect((await use({})).verdict).toBe('pass');
    expect(await use({ channel: 'outdoor', place: '地铁' })).toMatchObject({
      verdict: 'fail',
      conditions: expect.arrayContaining([{ condition: 'channel', verdict: 'fail' }]),
    });
    expect(await use({ rightId: null, accountId: B })).toMatchObject({
      verdict: 'unknown',
      accountName: '乙',
    });
    await expect(use({ rightId: null })).rejects.toMatchObject({ code: 'no-owner' });
    expect((await usesOf(store, { accountId: A })).length).toBe(2);
    expect((await rightsOf(store, { on: '2025-05-01' })).items[0]?.uses).toBe(2);
  });

  it('ends a right from a day on, once, and leaves it out of the calendar', async () => {
    const { store } = library;
    const before = await rightsOf(store, { on: '2025-05-01' });
    const id = before.items[0]?.rightId as string;
    expect(expiryCalendar(before.items, 'zh', new Date(0))).toContain('DTSTART;VALUE=DATE:20250930');
    expect(rightsCsv(before.items).split('\r\n')[1]).toContain(
      'CN HK,own_social,recut,,dated,2025-03-01,2025-09-30',
    );
    await endRight(store, id, { on: '2025-06-01', reason: '品牌换代言' }, 'user');
    await expect(endRight(store, id, { on: '2025-07-01', reason: '再次' }, 'user')).rejects.toMatchObject({
      code: 'right-ended',
    });
    const state = async (on: string) =>
      (await rightsOf(store, { on })).items.find((r) => r.rightId === id)?.state;
    expect([await state('2025-05-31'), await state('2025-06-01')]).toEqual(['in_force', 'ended']);
    expect(
      expiryCalendar((await rightsOf(store, { on: '2025-05-01' })).items, 'en', new Date(0)),
    ).not.toContain('VEVENT');
  });

  it('refuses a right that ends before it begins, and a dated one without its day', () => {
    expect(
      newRightSchema.safeParse({ accountId: A, what: 'x', startsOn: '2025-02-01', expiresOn: '2025-01-01' })
        .success,
    ).toBe(false);
    expect(newRightSchema.safeParse({ accountId: A, what: 'x', term: 'dated' }).success).toBe(false);
    expect(newRightSchema.safeParse({ accountId: A, what: 'x', feeMinor: 100 }).success).toBe(false);
  });
});
