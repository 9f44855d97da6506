/**
 * The published data of issue “Real input”, whole, through the import into one library. Its folder: TOUCHSTONE_DATA,
 * else ../shared/data.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { searchParametersSchema } from '#domain/facts/library/schema.ts';
import { accountPage, searchAccounts } from '#domain/facts/library/service.ts';
import { type Sql, sql } from '#store/facts/sql.ts';
import type { FileReport } from './schema.ts';
import { type TempLibrary, tempLibrary, textOf } from './temp-library.ts';

const repository = fileURLToPath(new URL('../../../../', import.meta.url));
const stated = process.env['TOUCHSTONE_DATA'];
const folder = stated ? resolve(stated) : resolve(repository, '../shared/data');
const present = existsSync(join(folder, 'posts'));

const FILES = {
  weibo: { path: 'posts/weibo-api-posts.ndjson.gz', connector: 'weibo-api', rows: 4829 },
  xiaohongshu: { path: 'posts/xiaohongshu-notes.csv.gz', connector: 'xiaohongshu-notes-table', rows: 1939 },
  tiktok: { path: 'posts/tiktok-videos.csv.gz', connector: 'tiktok-videos-table', rows: 36_383 },
  instagram: {
    path: 'posts/instagram-influencers.ndjson.gz',
    connector: 'instagram-profile-archive',
    rows: 782,
  },
  youtube: { path: 'posts/youtube-channel-days.csv', connector: 'youtube-channel-days', rows: 2478 },
  events: { path: 'cascades/weibo-events-600.ndjson.gz', connector: 'weibo-event-archive', rows: 600 },
  shares: { path: 'coordination/co-shares.csv.gz', connector: 'coortweet', rows: 35_125 },
  follows: { path: 'coordination/follower-lists.csv.gz', connector: 'follower-list', rows: 45_361 },
} as const;
type Name = keyof typeof FILES;
const NAMES = Object.keys(FILES) as Name[];

/** The file by other means than the product’s own readers. */
function raw(name: Name): string {
  const bytes = readFileSync(join(folder, FILES[name].path));
  return (FILES[name].path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}
const table = (name: Name) =>
  parse<Record<string, string>>(raw(name), { columns: true, bom: true, relax_column_count: true });
const lines = (name: Name) =>
  raw(name)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
const distinct = (values: Iterable<unknown>) => new Set([...values].map(String)).size;

it('finds the public data where TOUCHSTONE_DATA says it is', () => {
  if (!present)
    console.warn(`Public data is absent (${folder}): the real files were NOT imported in this run.`);
  expect(stated === undefined || present).toBe(true);
});

describe.runIf(present)('public data in one library', () => {
  let library: TempLibrary;
  const reports = new Map<Name, FileReport>();
  beforeAll(async () => {
    library = await tempLibrary();
    const { files } = await library.bring(NAMES.map((n) => join(folder, FILES[n].path)));
    NAMES.forEach((n, i) => reports.set(n, files[i] as FileReport));
  }, 120_000);
  afterAll(() => library.remove());

  const count = async (query: Sql) => Number((await library.store.facts.rows(query))[0]?.['n']);
  /** Accounts that the file’s own rows speak of. */
  const accountsOf = (name: Name) =>
    count(sql`
      WITH mine AS (SELECT source_id FROM source WHERE run_id = ${String(reports.get(name)?.runId)})
      SELECT count(*) AS n FROM account WHERE source_id IN (SELECT source_id FROM mine)`);
  const inLibrary = async (platform: string) =>
    (await searchAccounts(library.store, searchParametersSchema.parse({ platform, limit: 1 }))).total;

  it.each(NAMES)('%s reconciles to the row', (name) => {
    expect(reports.get(name)).toMatchObject({
      state: 'imported',
      connector: FILES[name].connector,
      rowsRead: FILES[name].rows,
      rowsKept: FILES[name].rows,
      rowsRejected: 0,
      error: null,
    });
    const r = reports.get(name) as FileReport;
    expect(r.rowsNew + r.rowsRepeated).toBe(r.rowsKept);
  });

  it('the library shows the accounts of the files, counted from the raw files', async () => {
    expect(await inLibrary('xiaohongshu')).toBe(distinct(table('xiaohongshu').map((r) => r['user_id'])));
    expect(await inLibrary('tiktok')).toBe(distinct(table('tiktok').map((r) => r['user_name'])));
    expect(await inLibrary('instagram')).toBe(distinct(lines('instagram').map((r) => r['account'])));
    expect(await inLibrary('youtube')).toBe(distinct(table('youtube').map((r) => r['channel_id'])));
    const posters = lines('weibo').map((r) => (r['user'] as { id: unknown }).id);
    const authors = lines('events').map((r) => r['author'] ?? null);
    expect(await accountsOf('weibo')).toBeGreaterThanOrEqual(distinct(posters));
    expect(await inLibrary('weibo')).toBeGreaterThanOrEqual(
      distinct([...posters, ...authors.filter((a) => a !== null)]),
    );
    const followed = distinct(table('follows').map((r) => r['account']));
    const sharers = distinct(table('shares').map((r) => r['account_id']));
    expect((await accountsOf('follows')) + (await accountsOf('shares'))).toBe(followed + sharers);
  });

  it('posts and acts are as many as the raw files name', async () => {
    const of = (platform: string) =>
      count(sql`SELECT count(*) AS n FROM post_card WHERE platform = ${platform}`);
    expect(await of('xiaohongshu')).toBe(distinct(table('xiaohongshu').map((r) => r['id'])));
    expect(await of('tiktok')).toBe(distinct(table('tiktok').map((r) => r['id'])));
    const pairs = table('follows').map((r) => `${r['account']} ${r['follower']}`);
    expect(
      await count(sql`SELECT count(*) AS n FROM (SELECT DISTINCT account_id, follower_key FROM follow)`),
    ).toBe(distinct(pairs));
    const shares = table('shares').map((r) =>
      [r['object_id'], r['account_id'], r['content_id'], r['timestamp_share']].join(' '),
    );
    const stored = await count(sql`
      SELECT count(*) AS n FROM engagement WHERE source_id IN (SELECT source_id FROM source WHERE run_id = ${String(reports.get('shares')?.runId)})`);
    expect(stored).toBe(distinct(shares));
  });

  it('a fan count printed as 1.2万 is 12 000 give or take its last digit', async () => {
    const row = table('xiaohongshu').find((r) => /^\d\.\d万$/.test(r['fans'] ?? ''));
    const printed = Number((row?.['fans'] ?? '').replace('万', ''));
    const page = await accountPage(library.store, `xiaohongshu:${row?.['user_id']}`);
    expect(page.card.followers?.value).toBeCloseTo(printed * 10_000, 6);
    expect(page.card.followers?.low).toBeCloseTo(printed * 10_000 - 500, 6);
    expect(page.card.followers?.high).toBeCloseTo(printed * 10_000 + 500, 6);
  });

  it('spot values equal the raw file', async () => {
    const video = table('tiktok')[1] ?? {};
    const [plays] = await library.store.facts.rows(sql`
      SELECT value FROM post_snapshot WHERE post_id = ${`tiktok:${video['id']}`} AND metric = 'view_count'`);
    expect(plays?.['value']).toBe(Number(video['n_plays']));

    const days = table('youtube');
    const day = days[0] ?? {};
    const series = await library.store.facts.rows(sql`
      SELECT value, strftime(observed_at, '%Y-%m-%d') AS day FROM account_snapshot
      WHERE account_id = ${`youtube:${day['channel_id']}`} AND metric = 'follower_count' ORDER BY observed_at`);
    const expected = days
      .filter((d) => d['channel_id'] === day['channel_id'])
      .map((d) => ({ value: Number(d['subscribers']), day: d['date_utc'] }));
    expect(series.map((s) => s['value'])).toEqual(expected.map((e) => e.value));

    const post = lines('weibo')[0] as {
      id: number;
      mid: string;
      reposts_count: number;
      attitudes_count: number;
    };
    const figures = await library.store.facts.rows(
      sql`SELECT metric, value FROM post_snapshot WHERE post_id = ${`weibo:${post.mid}`} ORDER BY metric`,
    );
    expect(figures).toEqual(
      expect.arrayContaining([
        { metric: 'repost_count', value: post.reposts_count },
        { metric: 'like_count', value: post.attitudes_count },
      ]),
    );

    const profile = lines('instagram')[0] as { account: string; numberFollowers: number };
    const { items } = await searchAccounts(
      library.store,
      searchParametersSchema.parse({ platform: 'instagram', q: profile.account }),
    );
    expect(items[0]?.followers?.value).toBe(profile.numberFollowers);
  });

  it('raw ids of followers are stored nowhere', async () => {
    const some = table('follows')
      .slice(0, 300)
      .map((r) => r['follower'] ?? '');
    const accounts = new Set(table('follows').map((r) => r['account']));
    const cells = (
      await library.store.facts.rows(sql`
      SELECT string_agg(cells, ' ') AS text FROM source_row WHERE source_id IN (SELECT source_id FROM source WHERE run_id = ${String(reports.get('follows')?.runId)})
      UNION ALL SELECT string_agg(value, ' ') FROM unknown_column WHERE source_id IN (SELECT source_id FROM source WHERE run_id = ${String(reports.get('follows')?.runId)})
      UNION ALL SELECT string_agg(value, ' ') FROM rejected_row WHERE source_id IN (SELECT source_id FROM source WHERE run_id = ${String(reports.get('follows')?.runId)})
      UNION ALL SELECT string_agg(value, ' ') FROM account_identifier`)
    )
      .map((r) => textOf(r['text']))
      .join(' ');
    expect(some.filter((id) => !accounts.has(id) && cells.includes(id))).toEqual([]);
  });

  it('the same files again add nothing', async () => {
    const before = await library.counts();
    const again = await library.bring(
      (['xiaohongshu', 'youtube', 'instagram'] as const).map((n) => join(folder, FILES[n].path)),
    );
    expect(again.totals.rowsNew).toBe(0);
    expect(await library.counts()).toEqual(before);
  });
});
