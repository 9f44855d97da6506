/** Tiers of a library by clusters and by schemes, and the five panels. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixture, type TempLibrary, tempLibrary } from '#domain/facts/imports/temp-library.ts';
import { industrySchema, tierSchemeSchema, tiersResultSchema } from './schema.ts';
import { TIER_SCHEMES } from './schemes.ts';
import { industry, libraryTiers } from './service.ts';

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
