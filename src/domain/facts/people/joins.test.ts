/** Two ids of one account: what speaks for it, joining, what the library shows then, and undoing. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { undoRun } from '#domain/facts/imports/service.ts';
import { type TempLibrary, tempLibrary } from '#domain/facts/imports/temp-library.ts';
import { searchParametersSchema } from '#domain/facts/library/schema.ts';
import { accountPage, accountSeries, facets, posts, searchAccounts } from '#domain/facts/library/service.ts';
import { changeMembers, createList, listsHolding, membersOf } from '#domain/facts/lists/service.ts';
import { sql } from '#store/facts/sql.ts';
import { auditLines } from '#store/state/audit.ts';
import { allDuplicates, joinAccounts } from './duplicates.ts';
import { applyJoins, idsOf, unjoin } from './joins.ts';
import { linkAccounts } from './service.ts';

const SEC = 'MS4wLjABAAAAinventedSecUidOfOneCreator';
/** A sheet knows the account by its link only; the platform's answer knows its number and its `sec_uid`. */
const BY_LINK = `douyin:${SEC}`;
const BY_NUMBER = 'douyin:70011';
const sheet = `平台,达人昵称,主页链接,粉丝数,视频报价,合作品牌\n抖音,青禾厨房,https://www.douyin.com/user/${SEC},12万,8000,禾味\n抖音,另一个人,https://www.douyin.com/user/MS4wLjABAAAAanother,3万,900,\n`;
const profile = {
  status_code: 0,
  user: {
    sec_uid: SEC,
    uid: '70011',
    unique_id: 'qinghe',
    nickname: '青禾厨房',
    follower_count: 121000,
    following_count: 12,
    total_favorited: 900000,
    aweme_count: 88,
  },
};
const post = (id: string, at: number) => ({
  aweme_id: id,
  desc: `第 ${id} 条 #家常菜`,
  create_time: at,
  author: { uid: '70011', sec_uid: SEC, nickname: '青禾厨房' },
  statistics: { digg_count: 10, comment_count: 2, share_count: 1, collect_count: 3 },
});

let library: TempLibrary;
beforeAll(async () => {
  library = await tempLibrary();
  await library.bring([await library.file('sheet.csv', sheet)], { asOf: '2024-05-01T00:00:00Z' });
  const given = await library.bring(
    [
      await library.file('profile.json', JSON.stringify(profile)),
      await library.file(
        'posts.json',
        JSON.stringify({ status_code: 0, aweme_list: [post('901', 1714000000), post('902', 1714100000)] }),
      ),
    ],
    { asOf: '2024-06-01T00:00:00Z' },
  );
  expect(given.files.map((f) => f.state)).toEqual(['imported', 'imported']);
});
afterAll(() => library.remove());

const CARDS = ['account_card', 'post_card'];
const FACTS = ['account', 'account_identifier', 'account_snapshot', 'account_attribute', 'quote', 'post'];
const search = async (filter: Record<string, unknown>) =>
  (await searchAccounts(library.store, searchParametersSchema.parse(filter))).items;
const pair = (a: string, b: string): [string, string] => [a, b];

describe('two accounts that may be one', () => {
  it('are listed with the id they share and the row it stands in, and stay apart', async () => {
    const found = await allDuplicates(library.store);
    expect(found.map((d) => [d.accountId, d.otherAccountId].toSorted())).toEqual([[BY_NUMBER, BY_LINK]]);
    expect(found[0]?.evidence).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'shared_id', text: expect.stringContaining(SEC) as string }),
      ]),
    );
    const page = await accountPage(library.store, BY_NUMBER);
    expect(page.duplicates.map((d) => d.otherAccountId)).toEqual([BY_LINK]);
    expect(page.duplicates[0]?.evidence.map((e) => e.kind)).toContain('same_name');
    expect(page.quotes).toEqual([]);
  });

  it('are not joined for an equal nickname, nor over platforms, nor without words where nothing speaks for it', async () => {
    await library.bringOne(
      await library.file(
        'namesake.csv',
        '平台,达人昵称,主页链接,粉丝数\n抖音,青禾厨房,https://www.douyin.com/user/MS4wLjABAAAAnamesake,5\n微博,青禾厨房,https://weibo.com/u/5550001,7\n',
      ),
    );
    const join = (other: string, because = '') =>
      joinAccounts(library.store, pair(BY_NUMBER, other), because, 'me');
    await expect(join('douyin:MS4wLjABAAAAnamesake')).rejects.toMatchObject({ code: 'weak-evidence' });
    await expect(join('weibo:5550001', 'I know')).rejects.toMatchObject({ code: 'two-platforms' });
    await expect(join('douyin:nobody', 'I know')).rejects.toMatchObject({ code: 'no-account' });
    await expect(join(BY_NUMBER, 'I know')).rejects.toMatchObject({ code: 'one-already' });
    expect(await library.rows('account_alias')).toEqual([]);
  });
});

describe('joining', () => {
  it('shows one account with the figures, prices, posts and series of both; undoing restores both exactly', async () => {
    const { store } = library;
    const before = await library.dump([...CARDS, ...FACTS]);
    const { listId } = await createList(store, '候选', '');
    await changeMembers(store, listId, [BY_LINK], []);

    const join = await joinAccounts(store, pair(BY_NUMBER, BY_LINK), '', 'me');
    expect(join.evidence.map((e) => e.kind)).toContain('shared_id');
    expect(await library.dump(FACTS)).toEqual(Object.fromEntries(FACTS.map((t) => [t, before[t]])));

    const page = await accountPage(store, BY_LINK);
    expect(page.card.accountId).toBe(BY_NUMBER);
    expect(page.duplicates).toEqual([]);
    expect(page.joins).toMatchObject([{ accountId: BY_LINK, canonicalId: BY_NUMBER, joinedBy: 'me' }]);
    expect(page.quotes).toHaveLength(1);
    expect(page.card).toMatchObject({ postCount: 2, brands: ['禾味'], handle: 'qinghe' });
    expect(page.card.price?.value).toBe(800_000);
    expect(page.card.followers?.value).toBe(121_000);
    const series = await accountSeries(store, BY_LINK, 'follower_count');
    expect(series.points.map((p) => p.value)).toEqual([120_000, 121_000]);
    expect(new Set(series.points.map((p) => p.from.sourceId)).size).toBe(2);
    expect((await posts(store, { accountId: BY_LINK }, 10, undefined)).total).toBe(2);
    expect((await search({ q: SEC.toLowerCase() })).map((c) => c.accountId)).toEqual([BY_NUMBER]);
    expect((await search({ list: listId })).map((c) => c.accountId)).toEqual([BY_NUMBER]);
    expect(await listsHolding(store, await idsOf(store, BY_NUMBER))).toMatchObject([{ name: '候选' }]);
    expect((await facets(store, { brand: ['禾味'] })).total).toBe(1);
    expect(await allDuplicates(store)).toEqual([]);

    // A later import under either id stays under it, and counts for the one account.
    const later = await library.bringOne(
      await library.file('later.csv', sheet.split('\n').slice(0, 2).join('\n').replace('12万', '15万')),
      { asOf: '2024-07-01T00:00:00Z' },
    );
    expect((await accountPage(store, BY_NUMBER)).card.followers?.value).toBe(150_000);
    expect((await search({ q: '青禾厨房', platform: 'douyin' })).map((c) => c.accountId)).toEqual([
      BY_NUMBER,
      'douyin:MS4wLjABAAAAnamesake',
    ]);
    await undoRun(store, later.runId ?? '', 'me');

    const undone = await unjoin(store, BY_LINK, '看错了', 'me');
    expect(undone).toMatchObject({ joinId: join.joinId, undoneReason: '看错了' });
    expect(await library.dump([...CARDS, ...FACTS])).toEqual(before);
    expect(await membersOf(store, listId)).toEqual([BY_LINK]);
    expect((await accountPage(store, BY_LINK)).joins).toMatchObject([{ undoneReason: '看错了' }]);
    expect((await auditLines(store.state, 20)).map((l) => l.act)).toEqual(
      expect.arrayContaining(['join-undone', 'accounts-joined']),
    );
    await expect(unjoin(store, 'nothing', 'x', 'me')).rejects.toMatchObject({ code: 'no-join' });
    // Undoing again changes nothing.
    expect((await unjoin(store, join.joinId, 'again', 'me')).undoneReason).toBe('看错了');
  });

  it('holds over several ids, in whatever order joins are undone', async () => {
    const { store } = library;
    const [another, namesake] = ['douyin:MS4wLjABAAAAanother', 'douyin:MS4wLjABAAAAnamesake'];
    const before = await library.dump(CARDS);
    await joinAccounts(store, pair(BY_LINK, another), '本人说的', 'me');
    await joinAccounts(store, pair(BY_NUMBER, another), '', 'me'); // joins the account it is shown as
    await joinAccounts(store, pair(namesake, BY_LINK), '本人说的', 'me');
    expect((await idsOf(store, another)).toSorted()).toEqual(
      [BY_NUMBER, BY_LINK, another, namesake].toSorted(),
    );
    expect((await accountPage(store, another)).card.accountId).toBe(namesake);
    await unjoin(store, BY_LINK, 'x', 'me');
    expect((await accountPage(store, another)).card.accountId).toBe(BY_LINK);
    expect(await idsOf(store, BY_NUMBER)).toEqual([namesake, BY_NUMBER]);
    await unjoin(store, BY_NUMBER, 'x', 'me');
    await unjoin(store, another, 'x', 'me');
    expect(await library.dump(CARDS)).toEqual(before);
  });

  it('is refused for accounts of two people', async () => {
    const { store } = library;
    const contract = [{ kind: 'contract', text: '合同' }];
    await linkAccounts(store, [BY_NUMBER, 'weibo:5550001'], contract, 'me');
    await linkAccounts(store, [BY_LINK, 'xiaohongshu:1'], contract, 'me');
    await expect(joinAccounts(store, pair(BY_NUMBER, BY_LINK), '', 'me')).rejects.toMatchObject({
      code: 'two-people',
    });
  });

  it('is brought to the cards at the next start when the process died between the decision and them', async () => {
    const { store } = library;
    await store.state.db
      .insertInto('account_join')
      .values({
        join_id: 'half-done',
        account_id: 'douyin:MS4wLjABAAAAanother',
        canonical_id: BY_LINK,
        evidence: '[]',
        joined_by: 'me',
        joined_at: '2024-07-01T00:00:00Z',
        undone_by: null,
        undone_at: null,
        undone_reason: null,
      })
      .execute();
    await applyJoins(store);
    expect(
      await store.facts.rows(
        sql`SELECT account_id FROM account_card WHERE account_id IN (${BY_LINK}, 'douyin:MS4wLjABAAAAanother')`,
      ),
    ).toEqual([{ account_id: BY_LINK }]);
  });
});
