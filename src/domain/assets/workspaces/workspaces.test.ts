import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import { type TempLibrary, tempLibrary } from '#domain/facts/imports/temp-library.ts';
import { auditLines } from '#store/state/audit.ts';
import { pooledCost, pooledMedian } from './measures/pooled-history.ts';
import { grant, makeBrand, makeGroup, revoke } from './service.ts';
import { brandsPage, groupView } from './views.ts';

const HEAD = '达人昵称,平台,账号ID,主页链接,品牌,活动,产品,合作形式,作品ID,开始日期,结束日期,成交价,状态';
const row = (brand: string, campaign: string, i: number) =>
  `达人${i},微博,${1000 + i},https://weibo.com/u/${1000 + i},${brand},${campaign},面霜,图文,-,2026-03-01,2026-03-31,${1000 + 100 * i},已完成`;

describe('pooled history', () => {
  it('is the ratio of sums, and blank below five', () => {
    const placed = [1, 2, 3, 4, 5].map((x) => ({ costMinor: x * 1000, count: x * 50 }));
    expect(pooledCost(placed, 1000)).toMatchObject({ value: 20_000, low: 20_000, high: 20_000, n: 5 });
    expect(pooledCost([...placed.slice(1), { costMinor: null, count: 9 }])).toBe(4);
    expect(pooledMedian([5, 1, 3, 2, 4])).toMatchObject({ value: 3, n: 5 });
  });

  it('covers the true ratio about as often as it says', () => {
    const random = rng('pool');
    let held = 0;
    for (let t = 0; t < 500; t++) {
      const placed = Array.from({ length: 40 }, () => {
        const count = random.logNormal(10_000, 0.7);
        return { costMinor: 0.3 * count * random.logNormal(1, 0.5) * Math.exp(-0.125), count };
      });
      const told = pooledCost(placed);
      if (typeof told !== 'number' && told.low <= 0.3 && 0.3 <= told.high) held++;
    }
    expect(held / 500).toBeGreaterThan(0.85);
    expect(held / 500).toBeLessThan(0.95);
  });
});

describe('brands and a group', () => {
  let library: TempLibrary;
  beforeAll(async () => {
    library = await tempLibrary();
    const rows = [1, 2, 3]
      .map((i) => row('甲', '甲春', i))
      .concat([4, 5, 6].map((i) => row('乙', '乙春', i)));
    await library.bring([await library.file('cooperations.csv', [HEAD, ...rows].join('\n'))]);
  });
  afterAll(() => library.remove());

  it('shows a group only what is granted, says from whom, and writes down who looked', async () => {
    const { store } = library;
    const [a, b] = [
      await makeBrand(store, { name: '甲', organisation: '集团', words: [] }, 'user'),
      await makeBrand(store, { name: '乙护肤', organisation: '集团', words: ['乙'] }, 'user'),
    ];
    await expect(makeBrand(store, { name: '甲', organisation: '集团', words: [] }, 'user')).rejects.toThrow(
      /already/,
    );
    const group = await makeGroup(store, { name: '集团视图', organisation: '集团' }, 'user');
    const page = await brandsPage(store);
    expect(page.brands.map((x) => x.campaigns)).toEqual([['甲春'], ['乙春']]);
    expect(page.workspaces.map((w) => w.members[0]?.role)).toEqual(['owner', 'owner', 'owner']);
    expect(page.unkept).toEqual([]);

    const nothing = await groupView(store, group, 'mei');
    expect(nothing).toMatchObject({ from: [], withheld: ['甲', '乙护肤'], brands: [] });
    expect(nothing.pooled.placements).toBe(0);

    await grant(store, { brandId: a, workspaceId: group, purpose: '年度议价' }, 'user');
    const grantId = await grant(store, { brandId: b, workspaceId: group, purpose: '年度议价' }, 'user');
    await expect(grant(store, { brandId: b, workspaceId: group, purpose: '再次' }, 'user')).rejects.toThrow(
      /already/,
    );
    expect((await groupView(store, group, 'mei')).from).toEqual(['甲', '乙护肤']);
    await revoke(store, grantId, 'user');
    await expect(revoke(store, grantId, 'user')).rejects.toThrow(/no open grant/);
    const after = await groupView(store, group, 'li');
    expect(after).toMatchObject({ from: ['甲'], withheld: ['乙护肤'] });
    expect(JSON.stringify(after)).not.toContain('乙春');
    expect(after.views.map((v) => [v.who, v.from])).toEqual([
      ['li', ['甲']],
      ['mei', ['甲', '乙护肤']],
      ['mei', []],
    ]);
    const acts = (await auditLines(store.state, 50)).map((l) => l.act);
    expect(acts).toEqual(
      expect.arrayContaining(['history-granted', 'history-grant-revoked', 'group-viewed']),
    );
  });
});
