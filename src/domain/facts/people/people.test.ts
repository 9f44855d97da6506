/** Links, lists, filters and corrections: what people say beside what files say. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { correct, correctionsOf, withdraw } from '#domain/facts/corrections/service.ts';
import { filterFileSchema } from '#domain/facts/library/schema.ts';
import {
  changeMembers,
  createList,
  deleteFilter,
  deleteList,
  lists,
  listsHolding,
  membersOf,
  savedFilters,
  saveFilter,
} from '#domain/facts/lists/service.ts';
import { auditLines } from '#store/state/audit.ts';
import { type TempStore, tempStore } from '#store/temp-home.ts';
import { linkAccounts, linksOf, undoLink } from './service.ts';

let temp: TempStore;
beforeAll(async () => {
  temp = await tempStore();
});
afterAll(() => temp.remove());
const acts = async (n: number) => (await auditLines(temp.store.state, n)).map((l) => l.act);
const contract = [{ kind: 'contract', text: '合同第 3 页写明两个账号' }];

describe('a link between accounts', () => {
  let n = 0;
  let pair: [string, string];
  beforeEach(() => {
    n++;
    pair = [`weibo:${n}`, `xiaohongshu:${n}`];
  });

  it.each([
    [[{ kind: 'same_name', text: '都叫青禾' }]],
    [[{ kind: 'nickname', text: 'same' }]],
    [[{ kind: 'contract', text: '  ' }]],
    [[]],
  ])('is refused with the evidence %j', async (evidence) => {
    await expect(linkAccounts(temp.store, pair, evidence, 'me')).rejects.toMatchObject({
      kind: 'usage',
      code: 'weak-evidence',
    });
    expect((await linksOf(temp.store, [pair[0]])).links).toEqual([]);
  });

  it('keeps its evidence, shows on both accounts and is in the audit log', async () => {
    const made = await linkAccounts(temp.store, pair, contract, 'me');
    expect(made).toHaveLength(2);
    expect(new Set(made.map((l) => l.personId)).size).toBe(1);
    for (const [id, other] of [pair, pair.toReversed()] as [string, string][]) {
      const { links, together } = await linksOf(temp.store, [id]);
      expect(links).toMatchObject([{ accountId: id, evidence: contract, linkedBy: 'me', undoneAt: null }]);
      expect(together).toEqual([other]);
    }
    expect(await acts(2)).toEqual(['accounts-linked', 'accounts-linked']);
  });

  it('can be undone; the record stays with the reason', async () => {
    const [first] = await linkAccounts(temp.store, pair, contract, 'me');
    const undone = await undoLink(temp.store, first?.linkId ?? '', '合同写错了', 'you');
    expect(undone.undoneReason).toBe('合同写错了');
    const { links, together } = await linksOf(temp.store, [pair[0]]);
    expect(links).toMatchObject([{ evidence: contract, undoneReason: '合同写错了' }]);
    expect(together).toEqual([]);
    expect((await linksOf(temp.store, [pair[1]])).together).toEqual([]);
    expect(await acts(1)).toEqual(['link-undone']);
    // Undoing again changes nothing.
    expect((await undoLink(temp.store, first?.linkId ?? '', 'again', 'you')).undoneReason).toBe('合同写错了');
    await expect(undoLink(temp.store, 'none', 'x', 'me')).rejects.toMatchObject({ code: 'no-link' });
  });

  it('joins a third account to the same person, and never two people', async () => {
    await linkAccounts(temp.store, pair, contract, 'me');
    await linkAccounts(temp.store, [pair[0], `zhihu:${n}`], contract, 'me');
    expect((await linksOf(temp.store, [`zhihu:${n}`])).together.toSorted()).toEqual(pair.toSorted());
    const others = [`weibo:${n}b`, `bilibili:${n}b`];
    await linkAccounts(temp.store, others, contract, 'me');
    await expect(linkAccounts(temp.store, [pair[0], others[0] ?? ''], contract, 'me')).rejects.toMatchObject({
      code: 'two-people',
    });
    await expect(linkAccounts(temp.store, [pair[0], pair[0]], contract, 'me')).rejects.toMatchObject({
      code: 'link-two',
    });
  });
});

describe('a list', () => {
  it('holds accounts once, by id or name, and tells where an account is', async () => {
    const { listId } = await createList(temp.store, '六月候选', '备注');
    expect(await changeMembers(temp.store, '六月候选', ['weibo:1', 'weibo:2', 'weibo:1'], [])).toBe(2);
    expect(await changeMembers(temp.store, listId, ['weibo:3'], ['weibo:2'])).toBe(2);
    expect((await membersOf(temp.store, '六月候选')).toSorted()).toEqual(['weibo:1', 'weibo:3']);
    expect(await lists(temp.store)).toMatchObject([{ listId, name: '六月候选', note: '备注', size: 2 }]);
    expect(await listsHolding(temp.store, ['weibo:3'])).toEqual([{ listId, name: '六月候选' }]);
    await expect(createList(temp.store, '六月候选', '')).rejects.toMatchObject({ code: 'list-exists' });
    await deleteList(temp.store, listId);
    expect(await lists(temp.store)).toEqual([]);
    await expect(membersOf(temp.store, listId)).rejects.toMatchObject({ kind: 'missing', code: 'no-list' });
    expect(await acts(4)).toEqual(['list-deleted', 'list-changed', 'list-changed', 'list-created']);
  });
});

describe('a saved filter', () => {
  it('comes back as it was saved, and as a file', async () => {
    const file = filterFileSchema.parse(
      JSON.parse(
        JSON.stringify({
          touchstoneFilter: 1,
          name: '美食腰部',
          filter: { q: '美食', platform: ['xiaohongshu'], tier: ['mid'], followersMin: 1000, freshDays: 30 },
        }),
      ),
    );
    const saved = await saveFilter(temp.store, file.name, file.filter);
    const [read] = await savedFilters(temp.store);
    expect(read).toEqual(saved);
    expect(filterFileSchema.parse({ touchstoneFilter: 1, name: read?.name, filter: read?.filter })).toEqual(
      file,
    );
  });

  it('is replaced under the same name, also when two come at once', async () => {
    await Promise.all([1, 2, 3].map((n) => saveFilter(temp.store, '同名', { followersMin: n })));
    const named = (await savedFilters(temp.store)).filter((f) => f.name === '同名');
    expect(named).toHaveLength(1);
    await deleteFilter(temp.store, named[0]?.filterId ?? '');
    expect((await savedFilters(temp.store)).map((f) => f.name)).not.toContain('同名');
  });

  it('with a field nobody knows is refused as a file of another version', () => {
    expect(filterFileSchema.safeParse({ touchstoneFilter: 2, name: 'x', filter: {} }).success).toBe(false);
  });
});

describe('a correction', () => {
  it('stands beside the machine’s value, and can be withdrawn without a trace being lost', async () => {
    const made = await correct(
      temp.store,
      {
        subjectKind: 'account',
        subjectId: 'weibo:9',
        field: 'category',
        machineValue: '美食',
        humanValue: '母婴',
        reason: '看过主页',
      },
      'me',
    );
    expect(await correctionsOf(temp.store, 'account', ['weibo:9'])).toEqual([made]);
    expect(made).toMatchObject({ machineValue: '美食', humanValue: '母婴', withdrawnAt: null });
    await withdraw(temp.store, made.correctionId, 'me');
    const [kept] = await correctionsOf(temp.store, 'account', ['weibo:9']);
    expect(kept).toMatchObject({ machineValue: '美食', humanValue: '母婴' });
    expect(kept?.withdrawnAt).not.toBeNull();
    expect(await acts(2)).toEqual(['correction-withdrawn', 'corrected']);
    await expect(withdraw(temp.store, 'none', 'me')).rejects.toMatchObject({ code: 'no-correction' });
  });
});
