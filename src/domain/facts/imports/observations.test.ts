/** What becomes of rows that come again, differ, conflict or cannot be read one way only. */
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#basis/id.ts';
import { accountPage, accountSeries } from '#domain/facts/library/service.ts';
import { sql } from '#store/facts/sql.ts';
import { problems } from './service.ts';
import { fixture, type TempLibrary, tempLibrary } from './temp-library.ts';

let library: TempLibrary;
beforeAll(async () => {
  library = await tempLibrary();
});
afterAll(() => library.remove());

const LINK = 'https://www.xiaohongshu.com/user/profile/';
const qiangua = (rows: string[][]): string =>
  [['博主昵称', '千瓜指数', '粉丝数', '赞藏总数', '平均互动', '小红书主页', '小红书号'], ...rows]
    .map((r) => r.join(','))
    .join('\n');
const idOf = (n: number) => `5f3c0a1b00000000010000${String(n).padStart(2, '0')}`;

describe('a correction', () => {
  it('is a new observation, and the old one is still there', async () => {
    const row = (followers: string) => [['青禾', '812', followers, '132万', '655', LINK + idOf(1), 'qinghe']];
    const first = await library.bringOne(await library.file('may.csv', qiangua(row('13.2万'))), {
      asOf: '2024-05-01T00:00:00Z',
    });
    const second = await library.bringOne(await library.file('june.csv', qiangua(row('13.5万'))), {
      asOf: '2024-06-01T00:00:00Z',
    });
    expect(second.runId).not.toBe(first.runId);
    const { points } = await accountSeries(library.store, `xiaohongshu:${idOf(1)}`, 'follower_count');
    expect(points.map((p) => [p.asOf.slice(0, 10), p.value])).toEqual([
      ['2024-05-01', 132_000],
      ['2024-06-01', 135_000],
    ]);
    const { card } = await accountPage(library.store, `xiaohongshu:${idOf(1)}`);
    expect(card.followers).toMatchObject({ value: 135_000, asOf: '2024-06-01T00:00:00.000Z' });
  });

  it('at the same moment stands beside the earlier value, and the later import is shown', async () => {
    const row = (followers: string) => [['山茶', '1', followers, '1', '1', LINK + idOf(2), 'shancha']];
    for (const followers of ['1000', '900'])
      await library.bringOne(await library.file('x.csv', qiangua(row(followers))));
    const { points } = await accountSeries(library.store, `xiaohongshu:${idOf(2)}`, 'follower_count');
    expect(points.map((p) => p.value)).toEqual([1000, 900]);
    const { card } = await accountPage(library.store, `xiaohongshu:${idOf(2)}`);
    expect(card.followers?.value).toBe(900);
  });
});

describe('an older file that comes later', () => {
  it('does not take the place of the newer figure', async () => {
    const row = (followers: string) => [['晚来', '1', followers, '1', '1', LINK + idOf(3), 'wanlai']];
    await library.bringOne(await library.file('new.csv', qiangua(row('500'))), {
      asOf: '2024-06-01T00:00:00Z',
    });
    await library.bringOne(await library.file('old.csv', qiangua(row('400'))), {
      asOf: '2024-01-01T00:00:00Z',
    });
    const { card } = await accountPage(library.store, `xiaohongshu:${idOf(3)}`);
    expect(card.followers).toMatchObject({ value: 500, asOf: '2024-06-01T00:00:00.000Z' });
  });
});

describe('identity', () => {
  it('an equal nickname never joins two accounts', async () => {
    await library.bringOne(
      await library.file(
        'names.csv',
        qiangua([
          ['同名', '1', '10', '1', '1', LINK + idOf(11), 'tong1'],
          ['同名', '1', '20', '1', '1', LINK + idOf(12), 'tong2'],
        ]),
      ),
    );
    await library.bringOne(
      await library.file('pitch.csv', '平台,达人昵称,粉丝数,图文报价\n小红书,同名,30,500\n'),
    );
    const rows = await library.store.facts.rows(
      sql`SELECT account_id FROM account_card WHERE name = '同名' ORDER BY account_id`,
    );
    expect(rows).toHaveLength(3);
    const page = await accountPage(library.store, `xiaohongshu:${idOf(11)}`);
    expect(page.sameName).toHaveLength(2);
    expect(page.linkedAccounts).toEqual([]);
  });

  it('one row that names two known accounts joins neither, and is listed on both', async () => {
    const [a, b] = [idOf(21), idOf(22)];
    await library.bringOne(
      await library.file(
        'two.csv',
        qiangua([
          ['一', '1', '10', '1', '1', LINK + a, 'first_id'],
          ['二', '1', '20', '1', '1', LINK + b, 'second_id'],
        ]),
      ),
    );
    const report = await library.bringOne(
      await library.file('mixed.csv', qiangua([['一', '2', '11', '1', '1', LINK + a, 'second_id']])),
    );
    expect(report.facts['identity_conflict']).toBe(1);
    for (const [id, other] of [
      [a, b],
      [b, a],
    ]) {
      const page = await accountPage(library.store, `xiaohongshu:${id}`);
      expect(page.conflicts).toMatchObject([
        { otherAccountId: `xiaohongshu:${other}`, namespace: 'handle', value: 'second_id' },
      ]);
      expect(page.identifiers.filter((i) => i.namespace === 'handle')).toHaveLength(1);
    }
  });

  it('platform id, chosen id and vendor id are different fields', async () => {
    await library.bringOne(fixture('exports/pugongying-detail/blogger-detail.csv'));
    const page = await accountPage(library.store, 'xiaohongshu:5f3c0a1b0000000001002a3b');
    expect(Object.fromEntries(page.identifiers.map((i) => [i.namespace, i.value]))).toEqual({
      platform: '5f3c0a1b0000000001002a3b',
      handle: 'qinghe_kitchen',
      'vendor:pugongying': '5f3c0a1b0000000001002a3b',
    });
  });
});

describe('an audience share', () => {
  it('keeps the window and the posts it is about: 30 and 90 days stand side by side', async () => {
    await library.bringOne(fixture('exports/pugongying-detail/blogger-detail.csv'));
    const { audience } = await accountPage(library.store, 'xiaohongshu:5f3c0a1b0000000001002a3b');
    const sources = audience.filter(
      (a) => a.dimension === 'read_source' || a.dimension === 'exposure_source',
    );
    expect(sources.length).toBeGreaterThan(0);
    const definitions = sources.map((a) =>
      [a.dimension, a.base, a.segment, a.windowDays, a.content, a.format].join('|'),
    );
    expect(new Set(definitions).size).toBe(definitions.length);
    for (const a of sources) expect(a.windowDays === null || a.windowDays > 0).toBe(true);
    const gender = audience.filter((a) => a.dimension === 'gender');
    expect(gender).toHaveLength(2);
    for (const [segment, share] of [
      ['女', 0.86],
      ['男', 0.14],
    ])
      expect(gender).toContainEqual(
        expect.objectContaining({ segment, share, windowDays: null, content: 'all', format: 'all' }),
      );
  });

  it('of two windows in one row is two shares', async () => {
    const head =
      '博主主页,达人ID,昵称,粉丝数量,日常-图文+视频-近30天-阅读量来源-发现,日常-图文+视频-近90天-阅读量来源-发现,日常-图文+视频-近30天-阅读中位数,日常-图文+视频-近90天-阅读中位数,邀约48小时回复率\n';
    const path = await library.file(
      'detail.csv',
      `${head}${LINK}${idOf(31)},${idOf(31)},窗口,100,60%,40%,10,20,90%\n`,
    );
    const report = await library.bringOne(path, { connector: 'pugongying-detail' });
    expect(report.unknownColumns).toEqual([]);
    const { audience } = await accountPage(library.store, `xiaohongshu:${idOf(31)}`);
    expect(audience.map((a) => [a.segment, a.share, a.windowDays, a.content])).toEqual([
      ['发现', 0.6, 30, 'organic'],
      ['发现', 0.4, 90, 'organic'],
    ]);
  });
});

describe('a date that reads two ways', () => {
  const text = '平台,作品ID,采集时间,点赞数,账号名称\n小红书,664c0a1b0000000001000009,04/05/2024,300,某店\n';

  it('is refused with both days shown', async () => {
    const report = await library.bringOne(await library.file('dates.csv', text), {
      connector: 'post-counters',
    });
    expect(report).toMatchObject({ rowsRead: 1, rowsKept: 0, rowsRejected: 1 });
    const [problem] = (await problems(library.store, String(report.runId), 0, 5)).items;
    expect(problem).toMatchObject({ scope: 'row', column: '采集时间', value: '04/05/2024' });
    expect(`${problem?.reason} ${problem?.fix}`).toMatch(/2024-05-04/);
    expect(`${problem?.reason} ${problem?.fix}`).toMatch(/2024-04-05/);
  });

  it.each([
    ['day-first', '2024-05-04'],
    ['month-first', '2024-04-05'],
  ] as const)('is read %s when the user says so', async (dateOrder, day) => {
    const report = await library.bringOne(await library.file('dates.csv', text), {
      connector: 'post-counters',
      dateOrder,
      utcOffsetMinutes: 0,
    });
    expect(report).toMatchObject({ state: 'imported', rowsKept: 1, rowsRejected: 0 });
    const rows = await library.store.facts.rows(
      sql`SELECT observed_at FROM post_snapshot WHERE post_id = 'xiaohongshu:664c0a1b0000000001000009' AND observed_at = ${`${day} 00:00:00`}::TIMESTAMP`,
    );
    expect(rows).toHaveLength(1);
  });
});

describe('a unit in the header and another in the cell', () => {
  it('warns, and the cell wins', async () => {
    const path = await library.file(
      'units.csv',
      'Platform,Influencer name,Homepage,Followers(w),平台裸价（图文）\n' +
        `小红书,甲,${LINK}${idOf(41)},13.2,3200\n小红书,乙,${LINK}${idOf(42)},8千,3200\n`,
    );
    const report = await library.bringOne(path);
    expect(report.state).toBe('imported');
    expect(report.warnings.join(' ')).toContain('Followers(w)');
    const value = async (n: number) =>
      (await accountPage(library.store, `xiaohongshu:${idOf(n)}`)).card.followers?.value;
    expect([await value(41), await value(42)]).toEqual([132_000, 8000]);
  });
});

describe('a workbook', () => {
  it('of two sheets is accounted for by sheet, and a sheet nobody knows is rejected row by row', async () => {
    const book = new ExcelJS.Workbook();
    book.addWorksheet('名单').addRows([
      ['博主昵称', '千瓜指数', '粉丝数', '赞藏总数', '平均互动', '小红书主页', '小红书号'],
      ['表一', '1', '10', '1', '1', LINK + idOf(51), 'sheet_one'],
      ['表二', '1', '20', '1', '1', LINK + idOf(52), 'sheet_two'],
    ]);
    book.addWorksheet('说明').addRows([['注意事项'], ['请勿外传'], ['仅供参考']]);
    const report = await library.bringOne(
      await library.file('book.xlsx', new Uint8Array(await book.xlsx.writeBuffer())),
    );
    expect(report).toMatchObject({ state: 'imported', rowsRead: 4, rowsKept: 2, rowsRejected: 2 });
    expect(report.sheets).toEqual([
      { sheet: '名单', rowsRead: 2, rowsKept: 2, rowsRejected: 0 },
      { sheet: '说明', rowsRead: 2, rowsKept: 0, rowsRejected: 2 },
    ]);
    const { items } = await problems(library.store, String(report.runId), 0, 5);
    expect(items.map((p) => [p.sheet, p.row])).toEqual([
      ['说明', 2],
      ['说明', 3],
    ]);
  });
});

describe('dates with two readings', () => {
  it('are refused row by row, and told as one reason with the number of rows', async () => {
    const row = (i: number, at: string) => `weibo,P9,actor${i},like,${at}`;
    const text = ['03/04/2024', '05/06/2024', '13/05/2024', '07/08/2024'].map((at, i) => row(i, at));
    const path = await library.file('dates.csv', `platform,post_id,actor,kind,at\n${text.join('\n')}\n`);
    const report = await library.bringOne(path);
    expect(report).toMatchObject({ rowsRead: 4, rowsKept: 1, rowsRejected: 3 });
    expect(report.reasons).toHaveLength(1);
    expect(report.reasons[0]).toMatchObject({
      column: 'at',
      count: 3,
      example: { row: 2, value: '03/04/2024' },
    });
    expect(report.reasons[0]?.reason).toContain('2024-04-03 (day first) or 2024-03-04 (month first)');
    const page = await problems(library.store, report.runId ?? '', 0, 10);
    expect(page.items.map((p) => p.reason)).toHaveLength(3);
    expect(new Set(page.items.map((p) => p.reason)).size).toBe(3);
  });
});

describe('a file that cannot be taken', () => {
  it('does not stop the others and says what to do', async () => {
    const strange = await library.file('strange.csv', 'a,b\n1,2\n');
    const good = await library.file(
      'good.csv',
      qiangua([['好', '1', '10', '1', '1', LINK + idOf(61), 'good']]),
    );
    const { files } = await library.bring([strange, '/nowhere/missing.csv', good]);
    expect(files.map((f) => f.state)).toEqual(['refused', 'refused', 'imported']);
    expect(files[0]?.error).toMatchObject({
      code: 'not-recognised',
      fix: expect.stringContaining('--mapping') as string,
    });
    expect(files[1]?.error?.message).toContain('missing.csv');
  });

  it('leaves nothing behind when the import is cancelled', async () => {
    const before = await library.counts();
    const rows = Array.from(
      { length: 60_000 },
      (_, i) => `weibo,P${i % 50},actor${i},like,2024-06-12T12:02:00Z`,
    );
    const path = await library.file('long.csv', `platform,post_id,actor,kind,at\n${rows.join('\n')}\n`);
    const stop = new AbortController();
    const running = library.bring([path], { signal: stop.signal });
    setTimeout(() => stop.abort(), 60);
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    expect(await library.counts()).toEqual(before);
    // The same file comes in whole afterwards.
    const report = await library.bringOne(path);
    expect(report).toMatchObject({ rowsRead: 60_000, rowsKept: 60_000, rowsNew: 60_000 });
  });

  it('counts as done when the same batch had stored it before the process died', async () => {
    const path = await library.file(
      'resume.csv',
      qiangua([['续', '1', '10', '1', '1', LINK + idOf(71), 'xu']]),
    );
    const batchId = newId();
    const [first] = (await library.bring([path], { batchId })).files;
    const [again] = (await library.bring([path], { batchId })).files;
    expect(again).toMatchObject({ state: 'imported', runId: first?.runId, rowsNew: 1 });
    expect((await library.bringOne(path)).state).toBe('already-imported');
  });
});
