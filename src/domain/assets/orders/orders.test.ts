import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import { type TempLibrary, tempLibrary } from '#domain/facts/imports/temp-library.ts';
import { attributionRange, type CountedPath, shareOrders } from './measures/attribution-range.ts';
import { brushedOrders, REPEAT_FALSE_ALARMS } from './measures/brushed-orders.ts';
import { attribution, orderPaths, orders } from './service.ts';

const way = (...at: number[]) => ({ at: Int32Array.from(at) });

describe('shares of orders', () => {
  it('add up to all orders, each way', () => {
    const paths = fc.array(
      fc.record({
        at: fc.uniqueArray(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 4 }),
        orders: fc.integer({ min: 0, max: 20 }),
        idle: fc.integer({ min: 0, max: 20 }),
      }),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(paths, (given) => {
        const total = given.reduce((a, p) => a + p.orders, 0);
        const shared = shareOrders(
          given.map((p) => way(...p.at)),
          given.map((p) => p.orders),
          given.map((p) => p.idle),
          5,
        );
        for (const shares of shared) {
          expect(shares.reduce((a, v) => a + v, 0)).toBeCloseTo(total, 6);
          for (const v of shares) expect(v).toBeGreaterThanOrEqual(-1e-9);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('Shapley is the mean over every order of joining', () => {
    const ways = [way(0, 1), way(2), way(1, 2, 0), way(0)];
    const sold = [7, 3, 5, 2];
    const worth = (set: Set<number>) =>
      ways.reduce((a, w, i) => a + ([...w.at].every((x) => set.has(x)) ? (sold[i] as number) : 0), 0);
    const orders = [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ];
    const mean = [0, 0, 0];
    for (const order of orders) {
      const set = new Set<number>();
      for (const a of order) {
        const before = worth(set);
        set.add(a);
        mean[a] = (mean[a] as number) + (worth(set) - before) / orders.length;
      }
    }
    const [, shapley] = shareOrders(ways, sold, [0, 0, 0, 0], 3);
    mean.forEach((v, i) => expect(shapley[i]).toBeCloseTo(v, 10));
  });

  it('the removal effect is that of a chain walked with and without each account', () => {
    const ways = [way(0, 1), way(1, 0), way(2, 1), way(1), way(0)];
    const [sold, idle] = [
      [30, 10, 20, 5, 8],
      [40, 30, 10, 50, 20],
    ];
    const random = rng('walk');
    // Moves as counted, place 0 the start.
    const next = new Map<number, (number | 'order' | 'nothing')[]>();
    const move = (from: number, to: number | 'order' | 'nothing', times: number) => {
      const own = next.get(from) ?? [];
      for (let i = 0; i < times; i++) own.push(to);
      next.set(from, own);
    };
    ways.forEach((w, i) => {
      let from = 0;
      const [s, n] = [sold[i] as number, idle[i] as number];
      for (const a of w.at) {
        move(from, a + 1, s + n);
        from = a + 1;
      }
      move(from, 'order', s);
      move(from, 'nothing', n);
    });
    const chance = (without: number) => {
      let won = 0;
      const walks = 60_000;
      for (let k = 0; k < walks; k++) {
        let at: number | 'order' | 'nothing' = 0;
        while (typeof at === 'number' && at !== without + 1) at = random.pick(next.get(at) ?? ['nothing']);
        if (at === 'order') won++;
      }
      return won / walks;
    };
    const whole = chance(-5);
    const lost = [0, 1, 2].map((i) => 1 - chance(i) / whole);
    const sum = lost.reduce((a, v) => a + v, 0);
    const [, , removal] = shareOrders(ways, sold, idle, 3);
    lost.forEach((v, i) => expect(removal[i] as number).toBeCloseTo((v / sum) * 73, -0.3));
  });

  it('has intervals that cover, and says nothing of few orders', () => {
    expect(attributionRange([{ accounts: ['a', 'b'], orders: 29, idle: 0 }])).toBeNull();
    const truth: CountedPath[] = [
      { accounts: ['a'], orders: 60, idle: 200 },
      { accounts: ['a', 'b'], orders: 40, idle: 60 },
      { accounts: ['b', 'c'], orders: 25, idle: 100 },
      { accounts: ['c'], orders: 15, idle: 300 },
    ];
    const real = attributionRange(truth) ?? [];
    let [inside, all] = [0, 0];
    for (let i = 0; i < 60; i++) {
      const random = rng(`drawn${i}`);
      const drawn = truth.map((p) => ({
        ...p,
        orders: random.poisson(p.orders),
        idle: random.poisson(p.idle),
      }));
      for (const row of attributionRange(drawn, `${i}`) ?? [])
        for (const kind of ['lastTouch', 'shapley', 'removal'] as const) {
          const was = real.find((r) => r.accountId === row.accountId)?.[kind].orders as number;
          all++;
          if (row[kind].low <= was && was <= row[kind].high) inside++;
        }
    }
    expect(inside / all).toBeGreaterThan(0.9);
    expect(inside / all).toBeLessThan(0.99);
  });
});

describe('brushed orders', () => {
  const buyersOf = (draw: (i: number) => number, n = 3000) =>
    Array.from({ length: n }, (_, i) => ({ buyer: `b${i}`, sku: 'oil', orders: draw(i) }));

  it('marks few clean buyers, also of uneven appetite, and finds planted ones', () => {
    const random = rng('buyers');
    const geometric = (q: number) => {
      let n = 1;
      while (random.chance(q)) n++;
      return n;
    };
    const even = buyersOf(() => geometric(0.25));
    // Appetite differs from buyer to buyer.
    const uneven = buyersOf(() => geometric(Math.min(0.6, random.exponential(1 / 0.18))));
    expect(brushedOrders(even).length / even.length).toBeLessThanOrEqual(0.001);
    expect(brushedOrders(uneven).length / uneven.length).toBeLessThanOrEqual(REPEAT_FALSE_ALARMS);
    const planted = [
      ...even,
      ...Array.from({ length: 40 }, (_, i) => ({ buyer: `p${i}`, sku: 'oil', orders: 12 })),
    ];
    expect(brushedOrders(planted).filter((b) => b.startsWith('p'))).toHaveLength(40);
    expect(brushedOrders(even.slice(0, 20))).toEqual([]);
  });
});

describe('orders of a campaign', () => {
  let library: TempLibrary;
  let folder = '';
  beforeAll(async () => {
    library = await tempLibrary();
    folder = await mkdtemp(join(tmpdir(), 'touchstone-orders-'));
    const write = async (name: string, lines: string[]) => {
      await writeFile(join(folder, name), `${lines.join('\n')}\n`);
      return join(folder, name);
    };
    const post = (k: number) => `75100437021986943${80 + k}`;
    const coop = [0, 1].map((k) => `抖音,summer,1000${k},甲${k},已发布,${post(k)}`);
    const acts: string[] = [];
    const sold: string[] = [];
    for (let i = 0; i < 60; i++) {
      acts.push(`抖音,${post(0)},u${i},comment,2024-06-10 10:00:00,good`);
      if (i % 2 === 0) acts.push(`抖音,${post(1)},u${i},comment,2024-06-11 10:00:00,nice`);
      // A third buys; every tenth order is sent back.
      if (i % 3 === 0)
        for (let k = 0; k < 2; k++)
          sold.push(
            `D${i}-${k},2024-06-1${2 + k} 20:00:00,u${i},oil,1,59.00,,${i % 10 === 0 ? '退款成功' : ''},抖音`,
          );
    }
    for (let i = 0; i < 40; i++) sold.push(`E${i},2024-06-12 09:00:00,v${i},oil,1,59.00,,,抖音`);
    for (let k = 0; k < 12; k++) sold.push(`X${k},2024-06-12 09:0${k % 10}:00,x,oil,1,59.00,,,抖音`);
    await library.bring([
      await write('coop.csv', ['平台,项目,账号ID,达人昵称,合作状态,作品ID', ...coop]),
      await write('posts.csv', [
        '平台,作品ID,账号ID,发布时间,标题',
        ...[0, 1].map((k) => `抖音,${post(k)},1000${k},2024-06-0${8 + k} 10:00:00,post ${k}`),
      ]),
      await write('acts.csv', ['platform,post_id,actor_id,act,at,text', ...acts]),
      await write('orders.csv', [
        '订单号,下单时间,买家ID,商品ID,数量,实付金额,优惠码,售后状态,平台',
        ...sold,
      ]),
    ]);
  });
  afterAll(async () => {
    await library.remove();
    await rm(folder, { recursive: true, force: true });
  });

  it('stand raw beside net: sent back and repeated ones are told apart', async () => {
    const found = await orders(library.store, null, 5);
    expect(found).toMatchObject({ raw: { orders: 92, salesMinor: 92 * 5900 }, notSold: { orders: 4 } });
    expect(found.marked.repeat.orders).toBe(12);
    expect(found.net.orders).toBe(92 - 4 - 12);
    expect(found.items).toHaveLength(5);
    expect(found.more).toBe(true);
    const none = await orders(library.store, 'summer', 5);
    expect(none).toMatchObject({ campaign: 'summer', raw: { orders: 0 }, items: [], more: false });
  });

  it('are joined to what people did before, and shared three ways', async () => {
    const paths = await orderPaths(library.store, 'summer', 10);
    expect(paths.paths.map((p) => [p.accounts, p.orders])).toEqual(
      expect.arrayContaining([
        [['douyin:10000', 'douyin:10001'], expect.any(Number)],
        [['douyin:10000'], expect.any(Number)],
      ]),
    );
    expect(paths.orders).toBe(36);
    const shared = await attribution(library.store, 'summer');
    expect(shared.result.state).toBe('ok');
    if (shared.result.state !== 'ok') return;
    const [first, second] = shared.result.rows;
    expect(first?.accountId).toBe('douyin:10000');
    expect((first?.lastTouch.orders ?? 0) + (second?.lastTouch.orders ?? 0)).toBeCloseTo(36, 6);
    expect(first?.low as number).toBeLessThan(first?.high as number);
  });
});
