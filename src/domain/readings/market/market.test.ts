/** Tiers of a library by clusters and by schemes, and the five panels. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixture, type TempLibrary, tempLibrary } from '#domain/facts/imports/temp-library.ts';
import { dropScheme, keepScheme, ownSchemes } from './own-schemes.ts';
import { industrySchema, tagsSchema, tierSchemeSchema, tiersResultSchema } from './schema.ts';
import { TIER_SCHEMES } from './schemes.ts';
import { industry, libraryTiers } from './service.ts';
import { tags } from './tags.ts';

let library: TempLibrary;
beforeAll(async () => {
  library = await tempLibrary();
  // Three clumps of twenty on Douyin; three accounts on Weibo are too few.
  const followers = [10_000, 400_000, 5_000_000].flatMap((f) =>
    Array.from({ length: 20 }, (_, i) => f + i * 10),
  );
  const rows = [
    ...followers.map((f, i) => `抖音,dy${i},甲${i},${f},美食`),
    ...[1, 2, 3].map((i) => `微博,100${i},乙${i},5000,美食`),
  ];
  await library.bring([
    await library.file('tiers.csv', `平台,账号ID,昵称,粉丝数,内容类目\n${rows.join('\n')}\n`),
  ]);
  await library.bring([fixture('exports/mediacrawler/xhs-notes.csv')]);
});
afterAll(() => library.remove());

describe('tiers', () => {
  it('are the clumps of each platform, with their accounts and a bootstrap interval', async () => {
    const { platforms, scheme } = tiersResultSchema.parse(await libraryTiers(library.store, { k: 3 }));
    expect(scheme).toBe('exact-clusters');
    const douyin = platforms.find((p) => p.platform === 'douyin');
    if (douyin?.state !== 'ok') throw new Error('no tiers');
    expect(douyin.tiers.map((t) => [t.tier, t.accounts])).toEqual([
      ['bottom', 20],
      ['middle', 20],
      ['top', 20],
    ]);
    expect(douyin.tiers[2]?.from.value).toBeGreaterThan(400_190);
    expect(douyin.stableShare).toBe(1);
    expect(platforms.find((p) => p.platform === 'weibo')?.state).toBe('insufficient');
  });

  it('follow a published scheme where it applies, and a scheme of the user', async () => {
    const kas = await libraryTiers(library.store, { scheme: 'kas-data-2020' });
    expect(kas.platforms.map((p) => p.platform)).toEqual(['douyin']);
    const [douyin] = kas.platforms;
    expect(douyin?.state === 'ok' && douyin.tiers.map((t) => t.accounts)).toEqual([20, 20, 0, 20, 0]);
    const own = tierSchemeSchema.parse({
      scheme: 'ours',
      name: { en: 'ours', zh: '自定' },
      source: 'agency handbook',
      platforms: null,
      tiers: [
        { tier: 'small', name: { en: 'small', zh: '小' }, from: 0 },
        { tier: 'big', name: { en: 'big', zh: '大' }, from: 1_000_000 },
      ],
    });
    const given = await libraryTiers(library.store, { platform: 'weibo' }, own);
    expect(given.platforms).toMatchObject([
      { platform: 'weibo', state: 'ok', tiers: [{ accounts: 3 }, { accounts: 0 }] },
    ]);
    await keepScheme(library.store, own);
    const kept = await libraryTiers(library.store, { platform: 'douyin', scheme: 'ours' });
    expect(kept.platforms[0]?.state === 'ok' && kept.platforms[0].tiers.map((t) => t.accounts)).toEqual([
      40, 20,
    ]);
    await dropScheme(library.store, 'ours');
    expect(await ownSchemes(library.store)).toEqual([]);
    await expect(keepScheme(library.store, { ...own, scheme: 'kas-data-2020' })).rejects.toThrow('shipped');
    await expect(libraryTiers(library.store, { scheme: 'nobody' })).rejects.toThrow(
      'There is no tier scheme',
    );
  });

  it('schemes are whole: they begin at 0 and name their source', () => {
    for (const scheme of TIER_SCHEMES) expect(tierSchemeSchema.parse(scheme)).toEqual(scheme);
    expect(
      tierSchemeSchema.safeParse({ ...TIER_SCHEMES[0], tiers: TIER_SCHEMES[0]?.tiers.toReversed() }).success,
    ).toBe(false);
  });
});

describe('tags', () => {
  it('stand beside a chosen one beyond chance, and lead to the accounts that use them', async () => {
    const row = (post: number, account: number, tag: string) =>
      `小红书,https://www.xiaohongshu.com/explore/65f0c1d200000000${String(post).padStart(8, '0')},5f3c0a1b0000000003${String(account).padStart(6, '0')},2025-05-${String(1 + (post % 20)).padStart(2, '0')},${tag}`;
    const rows = [
      ...Array.from({ length: 10 }, (_, i) => row(i, 1, '防晒;海边')),
      ...Array.from({ length: 5 }, (_, i) => row(10 + i, 2, '防晒;海边')),
      ...Array.from({ length: 30 }, (_, i) => row(20 + i, 3, '咖啡;日常')),
      ...Array.from({ length: 5 }, (_, i) => row(60 + i, 3, '防晒;日常')),
    ];
    const own = await tempLibrary();
    try {
      await own.bring(
        [await own.file('tags.csv', `平台,笔记链接,账号ID,发布时间,话题标签\n${rows.join('\n')}\n`)],
        {
          asOf: '2025-06-01T00:00:00Z',
        },
      );
      const all = tagsSchema.parse(await tags(own.store, { tag: [], windowDays: 180 }));
      expect(all.posts).toBe(50);
      expect(all.companions[0]).toMatchObject({ tag: '日常', both: 35, lift: null });
      const sun = tagsSchema.parse(await tags(own.store, { tag: ['防晒'], windowDays: 180 }));
      expect(sun.seeded).toBe(20);
      // 15 of 20 posts against 15 of 50.
      expect(sun.companions[0]).toMatchObject({ tag: '海边', both: 15, accounts: 2 });
      expect(sun.companions[0]?.lift?.value).toBeCloseTo(2.5, 9);
      const daily = sun.companions.find((c) => c.tag === '日常');
      expect(daily?.lift?.value).toBeLessThan(1);
      expect(sun.candidates.map((c) => [c.posts, c.of])).toEqual([
        [10, 10],
        [5, 5],
        [5, 35],
      ]);
    } finally {
      await own.remove();
    }
  });
});

it('the industry overview has its five panels, and shares come with n', async () => {
  const all = industrySchema.parse(await industry(library.store, null, 3650));
  expect(all.platforms[0]).toMatchObject({ platform: 'douyin', accounts: 60 });
  expect(all.platforms.reduce((sum, p) => sum + p.share.value, 0)).toBeCloseTo(1, 9);
  expect(all.active.find((a) => a.category === '美食')?.activeShare).toMatchObject({ value: 0, n: 63 });
  expect(all.style.formats.reduce((sum, f) => sum + f.posts, 0)).toBeGreaterThan(0);
  expect(all.style.tags.length).toBeGreaterThan(0);
  for (const t of all.highInteraction.traits)
    expect(t.topShare.n).toBeLessThanOrEqual(all.highInteraction.top);
  const food = industrySchema.parse(await industry(library.store, '美食', 180));
  expect(food.accounts).toBe(63);
  expect(food.style.formats).toEqual([]);
});
