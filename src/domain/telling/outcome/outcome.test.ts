import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TouchstoneError } from '#basis/error.ts';
import { rng } from '#basis/rng.ts';
import { newCampaignSchema } from '#domain/decisions/campaigns/schema.ts';
import { makeCampaign, storeForecast } from '#domain/decisions/campaigns/service.ts';
import { type TempLibrary, tempLibrary } from '#domain/facts/imports/temp-library.ts';
import { evidenceOf } from '#domain/facts/library/evidence.ts';
import { campaignSpread, postSpread } from '#domain/readings/cascade/service.ts';
import { refreshVoice } from '#domain/readings/voice/pipeline/refresh.ts';
import { effect } from './effect.ts';
import { ranged } from './estimate.ts';
import { outcomeFrame } from './frame.ts';
import { cleanCount, cleanSum } from './measures/clean-count.ts';
import { mediaValue } from './measures/media-value.ts';
import { orderRange } from './measures/order-range.ts';
import { unitCost } from './measures/unit-cost.ts';
import { orderRowsOf } from './order-ways.ts';
import { participants } from './participants.ts';
import { effectSchema, participantsSchema, type Tariff } from './schema.ts';
import { CAMPAIGN, smallCampaign } from './small-campaign.ts';
import { compareUnitCosts } from './unit-costs.ts';

let library: TempLibrary;
beforeAll(async () => {
  library = await tempLibrary();
  for (const [name, text] of smallCampaign()) {
    const report = await library.bringOne(await library.file(name, text));
    expect(report.state, JSON.stringify(report)).toBe('imported');
  }
}, 120_000);
afterAll(() => library.remove());

describe('the effect of a small campaign', () => {
  it('sums counters, prices and orders, each with its base', async () => {
    const e = effectSchema.parse(await effect(library.store, CAMPAIGN));
    expect(e).toMatchObject({
      brand: 'Brandx',
      published: 3,
      currency: 'CNY',
      costMinor: { state: 'ok', value: 650_000 },
    });
    expect(e.water.seenRaw).toBe(20_000);
    const cpe = e.costs.find((c) => c.metric === 'cost_per_engagement');
    expect(cpe).toMatchObject({ costMinor: 650_000, count: 1280, placements: 3 });
    expect(cpe?.result).toMatchObject({ state: 'ok', value: 650_000 / 1280 });
    expect(e.costs.find((c) => c.metric === 'cpm_per_view')?.result.state).toBe('insufficient');
    expect(e.orders.ways.map((w) => [w.way, w.orders])).toEqual([
      ['code', 30],
      ['everyday', 10],
      ['time_sku', 8],
      ['touch', 5],
    ]);
    expect(e.orders.range).toMatchObject({ state: 'ok', low: 30, high: 43 });
    expect(e.water.seenClean.state).toBe('insufficient');
  });

  it('opens every way to its single orders, each with its row', async () => {
    const { orders } = await effect(library.store, CAMPAIGN);
    for (const { way, orders: count } of orders.ways) {
      const first = await orderRowsOf(library.store, CAMPAIGN, { way, offset: 0, limit: 7 });
      const rest = await orderRowsOf(library.store, CAMPAIGN, { way, offset: 7, limit: 500 });
      const keys = [...first.items, ...rest.items].map((o) => o.orderKey);
      expect(new Set(keys).size, way).toBe(count);
      expect(first.nextOffset, way).toBe(count > 7 ? 7 : null);
    }
    const { items } = await orderRowsOf(library.store, CAMPAIGN, { way: 'code', offset: 0, limit: 1 });
    const row = await evidenceOf(library.store, items[0]!.from.sourceId, items[0]!.from.row);
    expect(JSON.stringify(row)).toContain(items[0]!.orderKey);
  });

  it('shares media value among brands so that nothing is counted twice', async () => {
    const tariff: Tariff = {
      touchstoneTariff: 1,
      name: 't',
      version: '1',
      source: 'a test',
      currency: 'CNY',
      per: { like_count: { low: 10, high: 20 } },
    };
    const counters = [{ metric: 'like_count', value: 100 }];
    const value = mediaValue(tariff, [
      { counters, brands: ['x', 'y'] },
      { counters, brands: ['x'] },
    ]);
    expect(value).toMatchObject({ low: 2000, high: 4000 });
    expect(value.byBrand).toEqual([
      { brand: 'x', low: 1500, high: 3000 },
      { brand: 'y', low: 500, high: 1000 },
    ]);
    expect(value.byBrand.reduce((a, b) => a + b.low, 0)).toBe(value.low);
    expect((await effect(library.store, CAMPAIGN)).emv).toBeNull();
  });

  it('refuses to compare two unit costs with different denominators', async () => {
    const { costs } = await effect(library.store, CAMPAIGN);
    const of = (metric: string) => costs.find((c) => c.metric === metric)!;
    expect(() => compareUnitCosts(of('cpm_per_read'), of('cpm_per_view'), 'CNY')).toThrow(TouchstoneError);
    expect(compareUnitCosts(of('cpm_per_read'), of('cpm_per_read'), 'CNY').order).not.toBe('less');
  });
});

it('says how comments speak once they are read, and nothing before', async () => {
  const before = participantsSchema.parse(await participants(library.store, CAMPAIGN)).feeling;
  expect([before.texts, before.positive.state]).toEqual([0, 'insufficient']);
  await refreshVoice(library.store, () => {}, new AbortController().signal);
  const { feeling } = participantsSchema.parse(await participants(library.store, CAMPAIGN));
  // Sixty comments, and thirty reposts that say something.
  expect(feeling.texts).toBe(90);
  const of = (e: typeof feeling.positive) => (e.state === 'ok' ? e : null);
  expect(of(feeling.positive)?.value).toBeGreaterThan(0.4);
  expect(of(feeling.positive)!.low).toBeLessThanOrEqual(of(feeling.positive)!.value);
  const whole = [feeling.positive, feeling.neutral, feeling.negative].reduce(
    (a, e) => a + (of(e)?.value ?? 0),
    0,
  );
  expect(whole).toBeCloseTo(1, 6);
}, 60_000);

describe('a campaign that people keep', () => {
  it('overlays the sheet with contracted price, budget, terms, and holds forecasts against what came', async () => {
    await makeCampaign(
      library.store,
      newCampaignSchema.parse({
        campaign: CAMPAIGN,
        brand: 'Brandx',
        budgetMinor: 700_000,
        currency: 'CNY',
        placements: [
          {
            accountId: 'weibo:a',
            postId: 'weibo:p1',
            priceMinor: 310_000,
            currency: 'CNY',
            terms: [{ quantity: 'read_count', least: 9000, withinDays: 7 }],
          },
        ],
      }),
      'test',
    );
    await storeForecast(library.store, {
      subject: { kind: 'post', id: 'weibo:p1' },
      campaign: CAMPAIGN,
      quantity: 'read_count',
      horizonHours: 28,
      madeAt: '2026-03-01T00:00:00.000Z',
      madeByKind: 'analyst',
      madeBy: 'me',
      method: 'stated',
      value: 4000,
      low: 3000,
      high: 6000,
      level: 0.9,
      n: null,
      unit: 'count',
    });
    const e = await effect(library.store, CAMPAIGN);
    expect(e).toMatchObject({ budgetMinor: 700_000, costMinor: { state: 'ok', value: 660_000 } });
    expect(e.placements).toHaveLength(3);
    expect(e.forecasts).toHaveLength(1);
    expect(e.forecasts[0]).toMatchObject({ subject: 'Anna', value: 4000, actual: 5000, inside: true });
    expect((await outcomeFrame(library.store, CAMPAIGN)).promised).toHaveLength(1);
  });
});

describe('who took part in a small campaign', () => {
  it('counts people once, tells returning from new, and places and hours', async () => {
    const p = participantsSchema.parse(await participants(library.store, CAMPAIGN));
    expect(p.people).toBe(100);
    expect(p.returning).toMatchObject({ state: 'ok', value: 0.15, n: 100 });
    expect(p.bought).toMatchObject({ state: 'ok', value: 0.05 });
    expect(p.provinces.rows.map((r) => [r.province, r.people])).toEqual([
      ['广东', 40],
      ['北京', 20],
    ]);
    expect(p.provinces.unknown).toBe(40);
    expect(p.hours.acts).toBe(130);
    expect(p.hours.cells.reduce((a, c) => a + c.acts, 0)).toBe(130);
  });

  it('holds them against a target', async () => {
    const target = {
      touchstoneTarget: 1 as const,
      name: 't',
      all: [{ kind: 'profile' as const, gender: ['female'] }],
      any: [],
      not: [],
    };
    expect((await participants(library.store, CAMPAIGN, target)).inTarget).toMatchObject({
      state: 'ok',
      value: 0.35,
    });
  });
});

describe('the spread of a small campaign', () => {
  it('builds the tree from parents and finds who brought nobody else’s people', async () => {
    const spread = await campaignSpread(library.store, await outcomeFrame(library.store, CAMPAIGN));
    expect(spread.people).toBe(100);
    const first = spread.posts.find((p) => p.postId === 'weibo:p1');
    expect(first).toMatchObject({ people: 90, alone: { value: 60 }, shape: { size: 31, depth: 12 } });
    const post = await postSpread(library.store, 'weibo:p1');
    expect(post.state).toBe('ok');
    if (post.state !== 'ok') return;
    expect(post.keyActs[0]).toMatchObject({ value: 30, directCount: 19, generation: 1 });
    expect(post.parentsBy).toMatchObject({ id: 29, post: 1 });
  });
});

describe('measures', () => {
  it('unit costs cover the ratio of the population nine times in ten with 20 placements', () => {
    let covered = 0;
    const runs = 1000;
    for (let run = 0; run < runs; run++) {
      const random = rng(`cost/${run}`);
      const placements = Array.from({ length: 20 }, () => {
        const count = random.logNormal(1000, 0.6);
        return { count, costMinor: count * random.logNormal(30, 0.3) };
      });
      const { result } = unitCost('cost_per_engagement', placements, 1, 'CNY', 20);
      const truth = 30 * Math.exp(0.3 ** 2 / 2);
      if (result.state === 'ok' && (result.low ?? 0) <= truth && truth <= (result.high ?? 0)) covered++;
    }
    expect(covered / runs).toBeGreaterThan(0.88);
  });

  it('ranges run from named to possible, and the everyday rate is taken off the point', () => {
    const ways = [
      { way: 'code' as const, orders: 50, sales: 5000 },
      { way: 'time_sku' as const, orders: 30, sales: 3000 },
      { way: 'everyday' as const, orders: 100, sales: 10_000 },
    ];
    expect(orderRange(ways, 10, 100).orders).toEqual({ value: 70, low: 50, high: 80 });
    expect(orderRange(ways, 100, 100).orders).toEqual({ value: 50, low: 50, high: 80 });
  });

  it('clean counts carry the interval and leave out what was not measured', () => {
    const share = ranged(0.8, 0.7, 0.9, 40);
    expect(cleanCount(1000, share)).toMatchObject({ value: 800, low: 700, high: 900 });
    const rest = cleanCount(1000, share, true);
    expect(rest.state === 'ok' && [rest.value, rest.low, rest.high].map((v) => Math.round(v ?? 0))).toEqual([
      200, 100, 300,
    ]);
    const none = cleanCount(null, share);
    expect(none.state).toBe('insufficient');
    expect(cleanSum([cleanCount(1000, share), none])).toMatchObject({ value: 800, n: 1 });
    expect(cleanSum([none]).state).toBe('insufficient');
  });
});
