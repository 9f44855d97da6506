/** Levels of saturation at their bounds, roles of platforms against a bootstrap, and the board of the demo's two competitors. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import { type TempLibrary, tempLibrary } from '#domain/facts/imports/temp-library.ts';
import { platformRole, weightedShare } from './measures/platform-role.ts';
import { type Filling, LEAST_CANDIDATES, LEAST_POSTS, saturation } from './measures/saturation.ts';
import { platformRolesSchema, rivalsRequestSchema, rivalsResultSchema } from './schema.ts';
import { platformRoles, postsNaming, rivalBoard } from './service.ts';

const BOUNDS = { avoidUsedShare: 0.5, enterUsedShare: 0.25, avoidPostShare: 0.1, enterPostShare: 0.03 };
const level = (f: Filling) => saturation(f, BOUNDS).level;

describe('saturation', () => {
  it('avoids, enters or contests by the interval, not by the point', () => {
    const quiet = { posts: 1000, rivalPosts: 5, accounts: 200, usedAccounts: 10 };
    expect(level(quiet)).toBe('enter');
    expect(level({ ...quiet, usedAccounts: 150 })).toBe('avoid');
    expect(level({ ...quiet, rivalPosts: 150 })).toBe('avoid');
    expect(level({ ...quiet, usedAccounts: 100 })).toBe('contested');
    // The same shares of a tenth of the data cannot tell.
    expect(level({ posts: 100, rivalPosts: 1, accounts: 20, usedAccounts: 1 })).toBe('contested');
  });

  it('says what it needs below the least counts', () => {
    const thin = saturation(
      { posts: LEAST_POSTS - 1, rivalPosts: 0, accounts: LEAST_CANDIDATES, usedAccounts: 0 },
      BOUNDS,
    );
    expect(thin.level).toBe('insufficient');
    expect(thin.why.en).toContain(String(LEAST_POSTS - 1));
  });

  it('tells a platform that stands exactly on both bounds to be avoided in at most 5 % of libraries', () => {
    const random = rng('saturation');
    const draw = (n: number, p: number) =>
      Array.from({ length: n }).reduce<number>((k) => k + (random.chance(p) ? 1 : 0), 0);
    const runs = 2000;
    let avoided = 0;
    for (let i = 0; i < runs; i++) {
      const f = { posts: 400, rivalPosts: draw(400, 0.1), accounts: 80, usedAccounts: draw(80, 0.5) };
      if (level(f) === 'avoid') avoided++;
    }
    // 2.5 % a side each; Wilson's lower side is slightly liberal for small shares.
    expect(avoided / runs).toBeLessThan(0.065);
    expect(avoided / runs).toBeGreaterThan(0.01);
  });
});

describe('platform roles', () => {
  it('are breadth where heads hold most followers, seeding where they hold least, unknown where one giant decides', () => {
    const share = (weights: readonly number[], heads: number) =>
      weightedShare(
        weights.slice(0, heads).reduce((a, b) => a + b, 0),
        weights.reduce((a, b) => a + b, 0),
        weights.reduce((a, b) => a + b * b, 0),
      );
    const even = Array.from({ length: 60 }, () => 1);
    expect(platformRole(60, share(even, 50)).found).toBe('breadth');
    expect(platformRole(60, share(even, 10)).found).toBe('seeding');
    expect(platformRole(60, share(even, 30)).found).toBe('mixed');
    expect(platformRole(60, share([1000, ...even], 1)).found).toBeNull();
    expect(platformRole(5, share(even.slice(0, 5), 5)).found).toBeNull();
    expect(weightedShare(0, 0, 0)).toBeNull();
  });

  it('have an interval about as wide as a bootstrap of the accounts', () => {
    const random = rng('roles');
    const weights = Array.from({ length: 200 }, () => random.logNormal(1, 0.8));
    const isHead = weights.map(() => random.chance(0.4));
    const whole = weights.reduce((a, b) => a + b, 0);
    const part = weights.reduce((a, b, i) => a + (isHead[i] ? b : 0), 0);
    const found = weightedShare(
      part,
      whole,
      weights.reduce((a, b) => a + b * b, 0),
    );
    const shares = Array.from({ length: 2000 }, () => {
      let all = 0;
      let heads = 0;
      for (let k = 0; k < weights.length; k++) {
        const i = random.int(0, weights.length - 1);
        all += weights[i] as number;
        if (isHead[i]) heads += weights[i] as number;
      }
      return heads / all;
    }).sort((a, b) => a - b);
    const width = (shares[1949] as number) - (shares[50] as number);
    if (!found) throw new Error('no share');
    expect((found.high - found.low) / width).toBeGreaterThan(0.8);
    expect((found.high - found.low) / width).toBeLessThan(1.25);
  });
});

describe('the board', () => {
  let library: TempLibrary;
  beforeAll(async () => {
    library = await tempLibrary();
    const accounts = Array.from(
      { length: 12 },
      (_, i) => `微博,90${i},达人${i},${20_000 * (i + 1)},美妆,${1000 + i}`,
    );
    await library.bring([
      await library.file(
        'accounts.csv',
        `平台,账号ID,昵称,粉丝数,内容类目,图文报价\n${accounts.join('\n')}\n`,
      ),
    ]);
    const posts = Array.from({ length: 40 }, (_, i) => ({
      id: `55${i}`,
      text: i % 4 === 0 ? '今天试了霁泠精华' : i % 10 === 3 ? 'Yunpu oil' : '早安',
      user: `90${i % 12}`,
      likes: 10 + i,
    }));
    await library.bring([
      await library.file(
        'posts.csv',
        `平台,账号ID,作品ID,正文,发布时间,点赞数\n${posts.map((p) => `微博,${p.user},${p.id},${p.text},2026-05-20 10:00:00,${p.likes}`).join('\n')}\n`,
      ),
    ]);
  });
  afterAll(() => library.remove());

  it('counts posts, accounts and asking prices of each competitor, by any of its words', async () => {
    const request = rivalsRequestSchema.parse({ rivals: '霁泠, 芸蒲|yunpu', own: '澄屿', windowDays: 360 });
    const board = rivalsResultSchema.parse(await rivalBoard(library.store, request));
    expect(board.brands.map((b) => [b.brand, b.own, b.posts])).toEqual([
      ['霁泠', false, 10],
      ['芸蒲', false, 4],
      ['澄屿', true, 0],
    ]);
    const [first] = board.brands;
    // Posts 0, 4, 8 … 36 are of accounts 0, 4 and 8.
    expect(first?.accounts).toBe(3);
    expect(first?.spend).toEqual([
      {
        currency: 'CNY',
        lowMinor: 0,
        highMinor: 100 * (4 * 1000 + 3 * 1004 + 3 * 1008),
        pricedPosts: 10,
      },
    ]);
    expect(first?.interactions[0]).toMatchObject({ platform: 'weibo', naming: { n: 10 }, all: { n: 40 } });
    expect(board.saturation).toMatchObject([
      { platform: 'weibo', posts: 40, rivalPosts: 14, accounts: 12, usedAccounts: 7 },
    ]);
    const rows = await postsNaming(
      library.store,
      { brand: '芸蒲', words: ['芸蒲', 'yunpu'] },
      { windowDays: 360, limit: 10 },
    );
    expect(rows.map((r) => r.postId).sort()).toEqual(['weibo:5513', 'weibo:5523', 'weibo:553', 'weibo:5533']);
    expect(rows.every((r) => r.row > 1 && r.sourceId > 0)).toBe(true);
  });

  it('reads roles of platforms, and says too few where they are', async () => {
    const roles = platformRolesSchema.parse(await platformRoles(library.store, null, 180));
    expect(roles.items).toMatchObject([
      { platform: 'weibo', usual: 'breadth', found: 'seeding', accounts: 12 },
    ]);
    expect(roles.items[0]?.headFollowerShare?.value).toBe(0);
  });
});
