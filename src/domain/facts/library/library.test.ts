/** The library over one imported home: search, facets, paging, evidence, export. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { metricRow } from '#basis/metric.ts';
import { fixture, type TempLibrary, tempLibrary } from '#domain/facts/imports/temp-library.ts';
import { changeMembers, createList } from '#domain/facts/lists/service.ts';
import { sql } from '#store/facts/sql.ts';
import { evidenceOf } from './evidence.ts';
import { type ExportFormat, type ExportLanguage, exportLibrary } from './export.ts';
import { conditions, where } from './filter.ts';
import { overview } from './overview.ts';
import { type AccountFilter, accountFilterSchema, type Figure, searchParametersSchema } from './schema.ts';
import { accountPage, facets, postPage, posts, searchAccounts } from './service.ts';

const HEADER = '平台,达人昵称,主页链接,粉丝数,图文报价,内容类目,地区,互动中位数,合作品牌\n';
const link = (n: number) =>
  `https://www.xiaohongshu.com/user/profile/5f3c0a1b00000000020000${String(n).padStart(2, '0')}`;
/** Invented creators with every kind of figure and with names a spreadsheet would run. */
const PEOPLE = [
  ['小红书', '護膚日記', link(1), '13.2万', '3200', '护肤', '上海', '655', '禾味'],
  ['小红书', '护肤研究所', link(2), '1千+', '500', '护肤', '杭州', '40', ''],
  ['小红书', '=HYPERLINK("http://x.example";"点我")', link(3), '10w-25w', '', '美食', '杭州', '', ''],
  ['小红书', '@SUM(A1:A9)', link(4), '8000', '800', '美食', '上海', '12', ''],
  ['小红书', '+1 个朋友', link(5), '7000', '', '旅行', '上海', '', ''],
  ['小红书', 'O\'Brien "引号" % _ \\', link(6), '900', '', '旅行', '广州', '', ''],
  ['小红书', '空空', link(7), '-', '-', '-', '-', '-', '-'],
];
const csvOf = (rows: string[][]) =>
  HEADER + rows.map((r) => r.map((c) => `"${c.replaceAll('"', '""')}"`).join(',')).join('\n');

let library: TempLibrary;
beforeAll(async () => {
  library = await tempLibrary();
  await library.bring([await library.file('people.csv', csvOf(PEOPLE))], { asOf: '2024-06-30T00:00:00Z' });
  await library.bring(
    [
      'exports/pugongying-list/bloggers.csv',
      'exports/qiangua/bloggers.csv',
      'exports/xingtu-page/market.csv',
      'exports/mediacrawler/xhs-notes.csv',
      'exports/mediacrawler/xhs-comments.csv',
      'exports/mediacrawler/wb-posts.csv',
      'exports/cooperation-sheet/campaigns.csv',
      'exports/post-counters/readings.csv',
      'exports/upfluence/list.csv',
    ].map(fixture),
    { asOf: '2024-03-01T00:00:00Z' },
  );
});
afterAll(() => library.remove());

const search = (filter: Record<string, unknown>) =>
  searchAccounts(library.store, searchParametersSchema.parse(filter));
const names = async (filter: Record<string, unknown>) =>
  (await search(filter)).items.map((a) => a.name ?? '').toSorted();

describe('search', () => {
  it('finds Chinese words in simplified and traditional writing', async () => {
    const both = ['护肤研究所', '護膚日記'];
    expect(await names({ q: '护肤' })).toEqual(both);
    expect(await names({ q: '護膚' })).toEqual(both);
    expect(await names({ q: '护肤 研究' })).toEqual(['护肤研究所']);
    expect(await names({ q: '没有这个词' })).toEqual([]);
  });

  it('ignores case and full width, and takes quotes and wildcards for what they are', async () => {
    expect(await names({ q: 'ＯＢＲＩＥＮ'.replace('Ｏ', "O'") })).toEqual([PEOPLE[5]?.[1]]);
    expect(await names({ q: '%' })).toEqual([PEOPLE[5]?.[1]]);
    expect(await names({ q: `'; DROP TABLE account_card; --` })).toEqual([]);
    expect((await search({})).total).toBeGreaterThan(10);
  });

  it('lets a bound pass a range that it can reach', async () => {
    const found = async (filter: Record<string, unknown>) => names({ q: '护肤研究所', ...filter });
    expect(await found({ followersMin: 5000 })).toEqual(['护肤研究所']);
    expect(await found({ followersMax: 1000 })).toEqual(['护肤研究所']);
    expect(await found({ followersMax: 999 })).toEqual([]);
    const range = async (filter: Record<string, unknown>) => names({ q: 'HYPERLINK', ...filter });
    expect(await range({ followersMin: 200_000 })).toHaveLength(1);
    expect(await range({ followersMin: 250_001 })).toEqual([]);
    expect(await range({ followersMax: 99_999 })).toEqual([]);
  });

  it('leaves out what has no figure when a range is asked', async () => {
    expect(await names({ followersMin: 0 })).not.toContain('空空');
    expect(await names({ q: '空空' })).toEqual(['空空']);
  });

  it.each(['followers', 'engagement', 'price', 'freshness', 'name', 'posts'])(
    'pages by %s without losing or repeating an account',
    async (sort) => {
      for (const order of ['asc', 'desc']) {
        const seen: string[] = [];
        let cursor: string | undefined;
        let total = 0;
        do {
          const page = await search({ sort, order, limit: 3, ...(cursor ? { cursor } : {}) });
          seen.push(...page.items.map((a) => a.accountId));
          total = page.total;
          cursor = page.nextCursor ?? undefined;
        } while (cursor);
        expect(new Set(seen).size).toBe(seen.length);
        expect(seen).toHaveLength(total);
      }
    },
  );

  it('sorts figures with those that are missing last, either way', async () => {
    for (const order of ['asc', 'desc']) {
      const { items } = await search({ sort: 'followers', order, limit: 500 });
      const points = items.map((a) => a.followers?.value ?? a.followers?.low ?? a.followers?.high ?? null);
      const known = points.filter((p) => p !== null);
      expect(points.slice(known.length).every((p) => p === null)).toBe(true);
      expect(known).toEqual(known.toSorted((a, b) => (order === 'asc' ? a - b : b - a)));
    }
  });

  it('refuses a cursor it did not give', async () => {
    await expect(search({ cursor: 'bm90LWEtbnVtYmVy' })).rejects.toMatchObject({ code: 'bad-cursor' });
  });

  it('finds the accounts of a list', async () => {
    const { listId } = await createList(library.store, '候选', '');
    const { items } = await search({ q: '护肤' });
    await changeMembers(library.store, listId, [items[0]?.accountId ?? ''], []);
    expect((await search({ list: '候选' })).items.map((a) => a.accountId)).toEqual([items[0]?.accountId]);
    await expect(search({ list: 'none such' })).rejects.toMatchObject({ code: 'no-list' });
  });
});

describe('facets', () => {
  const counts = async (filter: Record<string, unknown>) =>
    (await facets(library.store, accountFilterSchema.parse(filter))).facets;
  const asMap = (values: { value: string; count: number }[]) =>
    Object.fromEntries(values.map((v) => [v.value, v.count]));

  it('leave out their own filter and keep the others', async () => {
    const all = await counts({ q: '5f3c0a1b0000000002' });
    const shanghai = await counts({ q: '5f3c0a1b0000000002', region: '上海' });
    expect(asMap(shanghai.region)).toEqual(asMap(all.region));
    expect(asMap(shanghai.category)).toEqual({ 护肤: 1, 美食: 1, 旅行: 1 });
    expect(asMap(all.category)).toEqual({ 护肤: 2, 美食: 2, 旅行: 2 });
  });

  it('count what a search with that value finds', async () => {
    const all = await counts({});
    for (const facet of ['platform', 'tier', 'category', 'region', 'brand', 'vendor'] as const) {
      expect(all[facet].length, facet).toBeGreaterThan(0);
      for (const { value, count } of all[facet])
        expect((await search({ [facet]: [value] })).total, `${facet} ${value}`).toBe(count);
    }
  });
});

const complete = (f: Figure) => {
  const row = metricRow(f.metric);
  expect(f.unit).toBe(row.unit);
  expect(f.denominator).toBe(row.denominator?.en ?? null);
  expect(f.asOf).toMatch(/^\d{4}-\d{2}-\d{2}T/);
  expect(f.from.vendor).not.toBe('');
  expect(f.from.sourceId).toBeGreaterThan(0);
  expect(f.value !== null || f.low !== null || f.high !== null).toBe(true);
  if (f.value !== null && f.low !== null && f.high !== null) {
    expect(f.low).toBeLessThanOrEqual(f.value);
    expect(f.high).toBeGreaterThanOrEqual(f.value);
  }
  if (f.unit === 'money') expect(f.currency).toMatch(/^[A-Z]{3}$/);
};

describe('every figure', () => {
  it('of a card or page has unit, window, source, as-of, and opens to the row it was read from', async () => {
    let opened = 0;
    for (const card of (await search({ limit: 500 })).items) {
      const page = await accountPage(library.store, card.accountId);
      for (const f of page.figures) {
        complete(f);
        const evidence = await evidenceOf(library.store, f.from.sourceId, f.from.row);
        expect(evidence.cells, `${card.accountId} ${f.metric}`).not.toBeNull();
        expect(Object.keys(evidence.cells ?? {}).join(' ')).toContain(f.from.column);
        opened++;
      }
      for (const f of [card.followers, card.engagement, card.price])
        if (f) {
          complete(f);
          const evidence = await evidenceOf(library.store, f.from.sourceId, f.from.row);
          expect(evidence.facts.map((x) => x.values['account_id'])).toContain(card.accountId);
          opened++;
        }
    }
    expect(opened).toBeGreaterThan(60);
  });

  it('of the Pugongying list opens to the very cell', async () => {
    const page = await accountPage(library.store, 'xiaohongshu:5f3c0a1b0000000001002a3b');
    const f = page.figures.find((x) => x.metric === 'follower_count' && x.from.vendor === 'pugongying');
    const evidence = await evidenceOf(library.store, f?.from.sourceId ?? 0, f?.from.row ?? 0);
    expect(evidence).toMatchObject({ fileName: 'bloggers.csv', row: 2, connector: 'pugongying-list' });
    expect(evidence.cells?.['粉丝数']).toBe('13.2万');
    expect(f).toMatchObject({ value: 132_000, low: 131_500, high: 132_500 });
  });

  it('of two vendors stand side by side', async () => {
    const page = await accountPage(library.store, 'xiaohongshu:5f3c0a1b0000000001002a3b');
    const vendors = page.figures.filter((f) => f.metric === 'follower_count').map((f) => f.from.vendor);
    expect(new Set(vendors)).toEqual(new Set(['pugongying', 'qiangua']));
  });

  it('says when it is stale', async () => {
    const { items } = await search({ q: '护肤研究所' });
    expect(items[0]?.followers?.stale).toBe(true);
    expect(items[0]?.followers?.ageDays).toBeGreaterThan(30);
    const fresh = await search({ freshDays: 10, limit: 500 });
    expect(fresh.items.map((a) => a.name)).toContain('护肤研究所');
    expect(fresh.total).toBeLessThan((await search({})).total);
  });

  it('of an unknown source is said to be missing', async () => {
    await expect(evidenceOf(library.store, 9999, 1)).rejects.toMatchObject({ code: 'no-source' });
    await expect(accountPage(library.store, 'weibo:nobody')).rejects.toMatchObject({ code: 'no-account' });
  });
});

describe('posts', () => {
  it('are found by Chinese words and carry their counters with source', async () => {
    const found = await posts(library.store, { platform: 'xiaohongshu' }, 50, undefined);
    expect(found.total).toBeGreaterThan(0);
    const page = await postPage(library.store, 'xiaohongshu:664c0a1b0000000001000001');
    expect(page.series.length).toBeGreaterThan(0);
    for (const f of page.series.flatMap((s) => s.points)) complete(f);
    expect(page.engagements.find((e) => e.act === 'comment' || e.act === 'reply')).toBeDefined();
    const word = (page.post.title ?? page.post.text ?? '').slice(0, 2);
    const hits = await posts(library.store, { q: word }, 50, undefined);
    expect(hits.items.map((p) => p.postId)).toContain(page.post.postId);
    await expect(postPage(library.store, 'weibo:none')).rejects.toMatchObject({ code: 'no-post' });
  });

  it('overview counts what the tables hold', async () => {
    const [counts, seen] = [await library.counts(), await overview(library.store)];
    expect(seen).toMatchObject({ accounts: counts['account_card'], posts: counts['post_card'] });
    expect(seen.platforms.reduce((n, p) => n + p.accounts, 0)).toBe(counts['account_card']);
  });
});

describe('the library as a file', () => {
  const write = async (format: ExportFormat, filter: AccountFilter = {}) => {
    const path = join(await library.store.folder('exports'), `library.${format}`);
    await exportLibrary(library.store, where(conditions(filter, null)), format, path);
    return path;
  };
  it('has its headers in the language asked for, and every column of the query', async () => {
    const header = async (language: ExportLanguage) => {
      const path = join(await library.store.folder('exports'), `headers-${language}.csv`);
      await exportLibrary(library.store, where(conditions({}, null)), 'csv', path, language);
      return parse(await readFile(path), { bom: true, to: 1 })[0] ?? [];
    };
    const [english, chinese] = [await header('en'), await header('zh')];
    const stored = await library.store.facts.rows(
      sql`SELECT column_name AS name FROM (DESCRIBE SELECT * FROM read_parquet(${await write('parquet')}))`,
    );
    expect(english).toEqual(stored.map((c) => c['name']));
    expect(chinese).toHaveLength(english.length);
    for (const name of chinese) expect(name).toMatch(/\p{Script=Han}/u);
    expect(new Set(chinese).size).toBe(chinese.length);
  });

  const plain = async (): Promise<Record<string, unknown>[]> =>
    library.store.facts.rows(
      sql`SELECT account_id, name, follower_value, follower_low, follower_high FROM account_card`,
    );
  const formulas = PEOPLE.slice(2, 5).map((p) => p[1] ?? '');

  it('in CSV holds the same accounts, and no cell that a spreadsheet would run', async () => {
    const rows = parse<Record<string, string>>(await readFile(await write('csv')), {
      bom: true,
      columns: true,
    });
    const stored = await plain();
    expect(new Set(rows.map((r) => r['account_id']))).toEqual(new Set(stored.map((r) => r['account_id'])));
    expect(rows).toHaveLength(stored.length);
    for (const row of rows)
      for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[=+\-@\t\r](?!\d+(\.\d+)?$)/);
    for (const name of formulas) expect(rows.map((r) => r['name'])).toContain(`'${name}`);
    const bounded = rows.find((r) => r['name'] === '护肤研究所');
    expect(bounded).toMatchObject({ followers: '', followers_low: '1000', followers_high: '' });
    expect(bounded?.['followers_as_of']).toBe('2024-06-30T00:00:00Z');
    expect(bounded?.['followers_source']).not.toBe('');
  });

  it('in XLSX holds text, no formula', async () => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(await write('xlsx', { q: '5f3c0a1b0000000002' }));
    const sheet = book.worksheets[0];
    const cells: unknown[] = [];
    sheet?.eachRow((row) => row.eachCell((cell) => cells.push(cell.value)));
    expect(cells.filter((c) => typeof c === 'object' && c !== null)).toEqual([]);
    for (const name of formulas) expect(cells).toContain(`'${name}`);
    expect(sheet?.rowCount).toBe(PEOPLE.length + 1);
  });

  it('in Parquet keeps numbers as numbers', async () => {
    const path = await write('parquet');
    const rows = await library.store.facts.rows(
      sql`SELECT account_id, name, followers AS follower_value, followers_low AS follower_low, followers_high AS follower_high FROM read_parquet(${path})`,
    );
    const sorted = (from: Record<string, unknown>[]) => from.map((r) => JSON.stringify(r)).toSorted();
    expect(sorted(rows)).toEqual(sorted(await plain()));
  });

  it.each(['csv', 'xlsx', 'parquet'] as const)(
    'in %s of an empty selection is a valid file',
    async (format) => {
      const path = await write(format, { q: '没有这个词' });
      if (format === 'parquet')
        expect(await library.store.facts.rows(sql`SELECT count(*) AS n FROM read_parquet(${path})`)).toEqual([
          { n: 0 },
        ]);
      else if (format === 'csv') expect(await readFile(path, 'utf8')).toContain('account_id');
      else {
        const book = new ExcelJS.Workbook();
        await book.xlsx.readFile(path);
        expect(book.worksheets[0]?.rowCount).toBe(1);
      }
    },
  );
});
