import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TempLibrary, tempLibrary } from '#domain/facts/imports/temp-library.ts';
import { changeMembers, createList } from '#domain/facts/lists/service.ts';
import { keepFindings, readingOf } from '#store/readings/keep-readings.ts';
import { readingsAbout } from '#store/readings/queries.ts';
import { longlistFile } from './affinity/longlist.ts';
import { addPeople, peopleLists, removePeopleList } from './affinity/people-lists.ts';
import { forgetTarget, savedTargets, saveTarget } from './affinity/saved-targets.ts';
import { discover, targetFields, targetSize } from './affinity/service.ts';
import { overlapReport } from './overlap/service.ts';
import { refreshSketches } from './overlap/sketches.ts';
import { portrait } from './portrait/service.ts';
import {
  discoveryRequestSchema,
  discoverySchema,
  overlapReportSchema,
  overlapRequestSchema,
  peopleListRequestSchema,
  peopleListSchema,
  portraitRequestSchema,
  portraitSchema,
  savedTargetSchema,
  targetSchema,
} from './schema.ts';

let library: TempLibrary;
const follower = (account: string, people: readonly string[], design: string) =>
  people.map((p, i) => `weibo,${account},${p},${i},${design}`);
const FOLLOWS = 'platform,account,follower,position,design\n';
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `u${from + i}`);
const overlap = (given: unknown) => overlapReport(library.store, overlapRequestSchema.parse(given));

/** Women like accounts a and b, men c; everybody likes d. Posts p-<account>. */
function acts(): string {
  const lines = ['platform,post_id,actor,kind,at,text,region,gender,age'];
  const put = (account: string, person: number, text = '') =>
    lines.push(
      `weibo,p-${account},u${person},comment,2024-06-0${1 + (person % 7)}T${String(person % 24).padStart(2, '0')}:00:00Z,${text},${person % 2 === 0 ? '广东' : '北京'},${person < 120 ? '女' : 'male'},${person === 3 ? '60+' : '18-24'}`,
    );
  for (let p = 0; p < 240; p++) {
    put('d', p, p < 60 ? '好看' : '');
    if (p < 100) put('a', p);
    if (p < 90 || p % 9 === 0) put('b', p);
    if (p >= 120) put('c', p);
  }
  return `${lines.join('\n')}\n`;
}
const POSTS = `platform,post_id,account_id,title,publish_time
weibo,p-a,a,lipstick test,2024-06-01
weibo,p-b,b,Brandx cream,2024-06-01
weibo,p-c,c,fishing,2024-06-01
weibo,p-d,d,news,2024-06-01
`;
const CARDS = `平台,用户ID,昵称,粉丝数,女粉占比,图文报价
微博,a,Anna,20000,90%,3000
微博,b,Bea,10000,80%,
微博,c,Carl,30000,10%,2000
微博,d,Dora,90000,50%,9000
`;

beforeAll(async () => {
  library = await tempLibrary();
  const files = {
    'toy.csv': `${FOLLOWS}${[
      ...follower('toy1', ['x1', 'x2', 'x3'], 'full'),
      ...follower('toy2', ['x2', 'x3', 'x4'], 'full'),
      ...follower('toy3', ['x3', 'x5'], 'full'),
      ...follower('half1', range(0, 60), 'random'),
      ...follower('half2', range(30, 90), 'random'),
    ].join('\n')}\n`,
    'acts.csv': acts(),
    'posts.csv': POSTS,
    'cards.csv': CARDS,
  };
  for (const [name, text] of Object.entries(files)) {
    const report = await library.bringOne(await library.file(name, text));
    expect(report.state, JSON.stringify(report)).toBe('imported');
  }
});
afterAll(() => library.remove());

const weibo = (...names: string[]) => names.map((n) => `weibo:${n}`);

describe('overlap of accounts', () => {
  it('gives sum 8, union 5, exclusive 3, mean frequency 1.6 on three toy lists', async () => {
    const report = await overlap({ accountIds: weibo('toy1', 'toy2', 'toy3'), basis: 'followers' });
    expect(overlapReportSchema.parse(report)).toEqual(report);
    expect(report.together).toMatchObject({
      state: 'ok',
      sum: { value: 8 },
      union: { value: 5, exact: true },
      exclusive: { value: 3 },
      meanFrequency: { value: 1.6 },
    });
    expect(report.pairs[0]).toMatchObject({ intersection: { value: 2 }, union: { value: 4 } });
  });

  it('refuses two independent samples, says why, and bounds what it can', async () => {
    const report = await overlap({ accountIds: weibo('half1', 'half2'), basis: 'followers' });
    expect(report.pairs[0]).toMatchObject({ state: 'insufficient', code: 'independent_samples' });
    expect(report.pairs[0]?.state === 'insufficient' && report.pairs[0].why.en).toContain('independently');
    expect(report.together.state).toBe('insufficient');
  });

  it('gives the same from sketches as from counting, and makes sketches only for what changed', async () => {
    const ids = weibo('a', 'b', 'c', 'd');
    const exact = await overlap({ accountIds: ids });
    expect(exact.pairs.map((p) => p.state === 'ok' && p.intersection.value)).toEqual([
      92, 0, 100, 13, 107, 120,
    ]);
    expect(await refreshSketches(library.store)).toBe(7);
    expect(await refreshSketches(library.store)).toBe(0);
    const sketched = await overlap({ accountIds: ids, method: 'sketch' });
    expect(sketched.method).toBe('sketch');
    expect(sketched.pairs.map((p) => p.state === 'ok' && p.intersection)).toEqual(
      exact.pairs.map((p) => p.state === 'ok' && p.intersection),
    );
    expect(sketched.together).toMatchObject({ union: { value: 240, exact: true } });
    const more = await library.bringOne(
      await library.file('more.csv', `${FOLLOWS}${follower('toy1', ['x9'], 'full').join('\n')}\n`),
    );
    expect(await refreshSketches(library.store)).toBe(1);
    const held = await library.store.facts.rows({
      strings: ["SELECT people FROM audience_sketch WHERE account_id = 'weibo:toy1'"],
      values: [],
    });
    expect(held).toEqual([{ people: 4 }]);
    expect(more.rowsNew).toBe(1);
  });

  it('estimates from short sketches within their intervals', async () => {
    await refreshSketches(library.store, 64);
    const rows = await library.store.facts.rows({
      strings: [
        "SELECT people, len(hashes) AS n, theta IS NULL AS whole FROM audience_sketch WHERE account_id = 'weibo:d'",
      ],
      values: [],
    });
    expect(rows).toEqual([{ people: 240, n: 64, whole: false }]);
    await refreshSketches(library.store);
  });
});

describe('portrait', () => {
  const of = (given: unknown) => portrait(library.store, portraitRequestSchema.parse(given));
  it('gives n, coverage and intervals, and shows no cell of a few people', async () => {
    const found = await of({ who: { kind: 'account', id: 'weibo:a' } });
    expect(portraitSchema.parse(found)).toEqual(found);
    expect(found.people).toBe(100);
    const panel = (dimension: string, from: string) =>
      found.panels.find((p) => p.dimension === dimension && p.state === 'ok' && p.from === from);
    expect(panel('gender', 'sample')).toMatchObject({
      n: 100,
      coverage: 1,
      segments: [{ segment: 'female', value: 1 }],
    });
    expect(panel('gender', 'vendor')).toMatchObject({ segments: [{ segment: '女', value: 0.9 }] });
    // One person of 60+ could be had by subtraction: the age panel joins it with the rest.
    expect(panel('age', 'sample')).toMatchObject({
      segments: [{ segment: 'other_small', n: 100 }],
      suppressed: { cells: 2 },
    });
    expect(panel('province', 'sample')).toMatchObject({
      segments: [{ segment: '北京' }, { segment: '广东' }],
    });
    expect(found.panels.find((p) => p.dimension === 'purchase')?.state).toBe('insufficient');
    expect(found.panels.find((p) => p.dimension === 'device')?.state).toBe('insufficient');
  });

  it('reads a list and a brand', async () => {
    await createList(library.store, 'two', '');
    await changeMembers(library.store, 'two', weibo('a', 'c'), []);
    expect(await of({ who: { kind: 'list', id: 'two' } })).toMatchObject({ people: 220, accounts: 2 });
    expect(await of({ who: { kind: 'brand', id: 'BrandX' } })).toMatchObject({ people: 107 });
  });

  it('leaves out people whose acts a ring reading shows', async () => {
    const rows = await library.store.facts.rows({
      strings: [
        "SELECT source_id, source_row FROM engagement WHERE post_id = 'weibo:p-a' ORDER BY source_row LIMIT 5",
      ],
      values: [],
    });
    const words = { en: 'a ring', zh: '团体' };
    await keepFindings(library.store, [
      {
        subject: { kind: 'account', id: 'weibo:a' },
        measure: 'dense-block@1',
        asOf: '2024-06-30T00:00:00.000Z',
        inputDigest: 'x',
        level: 'strong',
        result: {
          state: 'ok',
          value: 5,
          low: null,
          high: null,
          n: 5,
          unit: 'people',
          detail: {},
          caveats: [],
        },
        summary: words,
        rows: rows.map((r) => ({ sourceId: Number(r['source_id']), row: Number(r['source_row']) })),
        rowCount: 5,
      },
    ]);
    expect(await of({ who: { kind: 'account', id: 'weibo:a' }, ringFree: true })).toMatchObject({
      people: 95,
      leftOut: 5,
    });
    expect((await overlap({ accountIds: weibo('a', 'd'), ringFree: true })).accounts[0]).toMatchObject({
      people: 95,
    });
  });
});

describe('discovery', () => {
  const women = { all: [{ kind: 'profile', gender: ['female'] }] };
  const ask = (given: object) => discover(library.store, discoveryRequestSchema.parse(given));
  it('counts every gate and gives each dropped account a reason', async () => {
    const found = await ask({ target: women, gates: { trouble: null } });
    expect(discoverySchema.parse(found)).toEqual(found);
    expect(found).toMatchObject({ state: 'ok', targetPeople: 120, targetSeen: 120, basePeople: 240 });
    expect(found.kept.map((a) => a.accountId)).toEqual(['weibo:a']);
    expect(found.kept[0]?.tgi.low).toBeGreaterThan(150);
    const reasons = Object.fromEntries(found.dropped.map((d) => [d.accountId, d.gate]));
    // c has nobody of the target, so it was never seen; b has no price.
    expect(reasons).toEqual({ 'weibo:b': 'commercial', 'weibo:d': 'no_affinity' });
    expect(found.funnel.map((g) => g.left)).toEqual([3, 3, 3, 2, 1, 1]);
    expect(found.funnel[0]?.left).toBe(found.keptCount + found.droppedCount);
  });

  it('drops accounts with data trouble, with the reading’s words', async () => {
    const found = await ask({ target: women });
    expect(found.kept).toEqual([]);
    expect(found.dropped.find((d) => d.accountId === 'weibo:a')).toMatchObject({ gate: 'trouble' });
    expect(found.dropped.find((d) => d.gate === 'trouble')?.reason.en).toContain('a ring');
  });

  it('does not list the accounts that define the target, and knows words, buyers and exclusions', async () => {
    const found = await ask({
      target: { all: [{ kind: 'engaged', accountIds: ['weibo:c'] }] },
      gates: { trouble: null, commercial: false },
    });
    expect(found.dropped.find((d) => d.accountId === 'weibo:c')).toMatchObject({ gate: 'defines_target' });
    const size = (target: object) =>
      targetSize(library.store, {
        target: discoveryRequestSchema.parse({ target }).target,
        basis: 'engagers',
      });
    expect(await size({ all: [{ kind: 'said', words: ['好看'] }] })).toMatchObject({ people: 60, base: 240 });
    expect(await size({ all: women.all, not: [{ kind: 'engaged', accountIds: ['weibo:a'] }] })).toMatchObject(
      { people: 20 },
    );
    expect(await size({ any: [{ kind: 'follows', accountIds: ['weibo:toy1'] }] })).toMatchObject({
      people: 4,
    });
    expect((await targetFields(library.store)).gender).toContainEqual({ value: '女', people: 120 });
  });

  it('says when a target is too small', async () => {
    const found = await ask({ target: { all: [{ kind: 'said', words: ['nobody said this'] }] } });
    expect(found).toMatchObject({ state: 'insufficient', targetPeople: 0, kept: [] });
    expect(found.why?.need.zh).toContain('10');
  });

  it('writes a longlist with the reasons', async () => {
    const found = await ask({ target: women });
    const book = new ExcelJS.Workbook();
    const file = await longlistFile(found, 'xlsx', 'zh');
    await book.xlsx.load(
      file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength) as ArrayBuffer,
    );
    expect(book.worksheets.map((w) => w.name)).toEqual(['长名单', '已剔除', '关卡', '说明']);
    expect(book.getWorksheet('已剔除')?.rowCount).toBe(1 + found.droppedCount);
    const csv = (await longlistFile(found, 'csv', 'en')).toString('utf8');
    expect(csv).toContain('weibo:b');
    expect(csv).toContain('No price and no cooperation is known.');
  });
});

describe('members and kept targets', () => {
  it('takes a list of ids as keyed hashes, and the ids are nowhere', async () => {
    const ids = range(0, 60);
    const made = await addPeople(
      library.store,
      peopleListRequestSchema.parse({ name: 'survey spring', platform: 'weibo', ids: [...ids, 'stranger'] }),
    );
    expect(peopleListSchema.parse(made)).toMatchObject({ name: 'survey spring', people: 61 });
    const again = await addPeople(
      library.store,
      peopleListRequestSchema.parse({ name: 'survey spring', platform: 'weibo', ids: ['u0', 'u60'] }),
    );
    expect(again).toMatchObject({ listId: made.listId, people: 62 });
    const rows = await library.store.state.db.selectFrom('people_list_member').selectAll().execute();
    expect(rows.every((r) => /^\d+$/.test(r.actor_key))).toBe(true);
    const target = targetSchema.parse({ all: [{ kind: 'members', list: 'survey spring' }] });
    // The stranger was never seen; 61 people are.
    expect(await targetSize(library.store, { target, basis: 'engagers' })).toMatchObject({
      people: 62,
      platforms: [{ platform: 'weibo', people: 61 }],
    });
    const found = await discover(
      library.store,
      discoveryRequestSchema.parse({ target, gates: { trouble: null, commercial: false } }),
    );
    expect(found.kept.map((a) => a.accountId).sort()).toEqual(['weibo:a', 'weibo:b']);
    await expect(
      targetSize(library.store, {
        target: targetSchema.parse({ all: [{ kind: 'members', list: 'nobody' }] }),
        basis: 'engagers',
      }),
    ).rejects.toThrow('no list of people');
    await removePeopleList(library.store, made.listId);
    expect(await peopleLists(library.store)).toEqual([]);
  });

  it('stores the share of a target in every audience as readings, among those who state its fields', async () => {
    const target = targetSchema.parse({
      name: 'women',
      all: [{ kind: 'profile', gender: ['female'] }],
    });
    const saved = savedTargetSchema.parse(await saveTarget(library.store, { target, basis: 'engagers' }));
    expect(saved.measured).toBe(4);
    const rows = await library.store.facts.all(readingsAbout, {
      kind: 'account',
      ids: ['weibo:a', 'weibo:c', 'weibo:d'],
    });
    const share = (id: string) => {
      const row = rows.find((r) => r.subject_id === id && r.measure === `target-share-${saved.key}@1`);
      return row ? readingOf(row).result : null;
    };
    expect(share('weibo:a')).toMatchObject({ state: 'ok', value: 1, n: 100, unit: 'share' });
    expect(share('weibo:d')).toMatchObject({ state: 'ok', value: 0.5, n: 240 });
    expect(share('weibo:c')).toMatchObject({ state: 'ok', value: 0 });
    expect((await savedTargets(library.store)).map((t) => t.key)).toEqual([saved.key]);
    // The same again adds nothing.
    await saveTarget(library.store, { target, basis: 'engagers' });
    expect((await savedTargets(library.store)).length).toBe(1);
    await forgetTarget(library.store, saved.key);
    expect(await savedTargets(library.store)).toEqual([]);
  });
});
