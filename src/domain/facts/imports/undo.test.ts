/** Taking imports back, in any order, leaves the library as if they had never come. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { searchParametersSchema } from '#domain/facts/library/schema.ts';
import { searchAccounts } from '#domain/facts/library/service.ts';
import { auditLines } from '#store/state/audit.ts';
import { RECORD_TABLES, SOURCED_TABLES } from './fact-tables.ts';
import { runs, undoRun } from './service.ts';
import { fixture, type TempLibrary, tempLibrary } from './temp-library.ts';

const TABLES = [...SOURCED_TABLES, ...RECORD_TABLES, 'import_run', 'account_card', 'post_card'];
const FIRST = ['exports/pugongying-list/bloggers.csv', 'exports/mediacrawler/xhs-notes.csv'];
const LATER = [
  'exports/qiangua/bloggers.csv',
  'exports/pugongying-detail/blogger-detail.csv',
  'exports/mediacrawler/xhs-comments.csv',
  'exports/follower-list/followers.csv',
  'exports/cooperation-sheet/campaigns.csv',
  'exports/post-counters/readings.csv',
  'exports/hypeauditor/reports.json',
  'exports/order-list/orders.csv',
];
let library: TempLibrary;
beforeEach(async () => {
  library = await tempLibrary();
});
afterEach(() => library.remove());

const undo = (runId: string | null) => undoRun(library.store, String(runId), 'someone');

describe('undo', () => {
  it.each([
    ['oldest', (ids: string[]) => ids],
    ['newest', (ids: string[]) => ids.toReversed()],
  ])('of later imports, %s first, restores every row and every card', async (_name, order) => {
    await library.bring(FIRST.map(fixture));
    const before = await library.dump(TABLES);
    const { files } = await library.bring(LATER.map(fixture));
    expect(await library.dump(TABLES)).not.toEqual(before);
    for (const runId of order(files.map((f) => String(f.runId)))) await undo(runId);
    expect(await library.dump(TABLES)).toEqual(before);
  });

  it('of everything leaves an empty library', async () => {
    await library.bring([...LATER, ...FIRST].map(fixture));
    for (const run of (await runs(library.store, null, 100)).items) await undo(run.runId);
    const counts = await library.counts();
    for (const table of TABLES) expect(counts[table], table).toBe(0);
    const found = await searchAccounts(library.store, searchParametersSchema.parse({}));
    expect(found).toMatchObject({ total: 0, items: [], asOf: null });
  });

  it('lets the same bytes come in again as new', async () => {
    const path = fixture('exports/qiangua/bloggers.csv');
    const first = await library.bringOne(path);
    const before = await library.dump(['account_snapshot', 'account_card']);
    await undo(first.runId);
    const again = await library.bringOne(path);
    expect(again).toMatchObject({ state: 'imported', rowsNew: first.rowsNew });
    expect((await library.dump(['account_snapshot', 'account_card'])).account_snapshot?.length).toBe(
      before.account_snapshot?.length,
    );
  });

  it('names later imports that repeated its facts, and reads their files anew', async () => {
    const header = '平台,达人昵称,主页链接,粉丝数\n';
    const row = '小红书,青禾,https://www.xiaohongshu.com/user/profile/5f3c0a1b0000000001002a3b,13.2万\n';
    const one = await library.bringOne(await library.file('one.csv', header + row));
    const path = await library.file('two.csv', `${header}${row.replace('青禾', '青禾')}\n`);
    const two = await library.bringOne(path);
    expect(one).toMatchObject({ rowsNew: 1 });
    expect(two).toMatchObject({ state: 'imported', rowsKept: 1, rowsNew: 0, rowsRepeated: 1 });
    expect(await undo(one.runId)).toMatchObject({ importAgain: ['two.csv'] });
    expect(await library.rows('account_snapshot')).toEqual([]);
    expect(await library.bringOne(path)).toMatchObject({ state: 'imported', rowsNew: 1 });
    expect(await library.rows('account_snapshot')).toHaveLength(1);
  });

  it('keeps an account that another import still speaks of, with its ids', async () => {
    const header = '博主昵称,小红书主页,小红书号,粉丝数,赞藏总数,千瓜指数\n';
    const link = 'https://www.xiaohongshu.com/user/profile/5f3c0a1b0000000001002a3b';
    const a = await library.bringOne(
      await library.file('a.csv', `${header}青禾,${link},qinghe,13.2万,1万,8\n`),
    );
    await library.bringOne(await library.file('b.csv', `${header}青禾,${link},qinghe,14万,2万,9\n`));
    await undo(a.runId);
    const [card] = await library.rows('account_card');
    expect(card).toMatchObject({
      platform_key: '5f3c0a1b0000000001002a3b',
      handle: 'qinghe',
      follower_value: 140_000,
    });
    expect(await library.rows('account_card')).toHaveLength(1);
  });

  it('is in the audit log, and an unknown import is said to be unknown', async () => {
    const { runId, digest } = await library.bringOne(fixture('exports/qiangua/bloggers.csv'));
    await undo(runId);
    const [line] = await auditLines(library.store.state, 1);
    expect(line).toMatchObject({ who: 'someone', act: 'import-undone', subject_id: runId });
    expect(line?.detail).toContain(digest);
    await expect(undo(runId)).rejects.toMatchObject({ kind: 'missing', code: 'no-run' });
  });
});
