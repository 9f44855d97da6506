import { describe, expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import {
  breakEvenMonth,
  buildOrBuy,
  coursed,
  drawInput,
  type Inputs,
  type Ranges,
} from './measures/build-or-buy.ts';
import { feeGrowth, medianPrice } from './measures/market-cost.ts';
import { BUILD_INPUTS } from './schema.ts';

const VALUES: Inputs = {
  setup: 10_000,
  staffPerMonth: 5000,
  contentPerPost: 100,
  postsPerMonth: 10,
  startFollowers: 50_000,
  growthPerMonth: 0,
  ceilingFollowers: 50_000,
  feedShare: 0.1,
  trueShare: 1,
  boughtPerThousand: 200,
  feeGrowthPerYear: 0,
};
const spread = (factor: number, over: Partial<Inputs> = {}): Ranges =>
  Object.fromEntries(
    BUILD_INPUTS.map((i) => {
      const value = over[i] ?? VALUES[i];
      return [i, { value, low: value / factor, high: value * factor }];
    }),
  ) as unknown as Ranges;

describe('build or buy', () => {
  it('is plain arithmetic without ranges', () => {
    // 50 000 followers × 0.1 × 10 posts = 50 000 seen a month = 10 000 bought; own 6 000 a month and 10 000 once.
    const path = coursed(VALUES, { months: 12, discountPerYear: 0 });
    expect(path.buy.at(-1)).toBeCloseTo(120_000, 6);
    expect(path.build.at(-1)).toBeCloseTo(82_000, 6);
    expect(breakEvenMonth(path)).toBe(3);
    const told = buildOrBuy(spread(1), { months: 12, discountPerYear: 0 }, 'x');
    expect(told.saving).toEqual({ value: 38_000, low: 38_000, high: 38_000 });
    expect(told).toMatchObject({ chance: 1, verdict: 'build', neverShare: 0 });
    expect(told.breakEven?.value).toBe(3);
    expect(told.ownPerThousand.value).toBeCloseTo(82_000 / 600, 6);
    const grown = coursed({ ...VALUES, feeGrowthPerYear: 0.2 }, { months: 12, discountPerYear: 0.1 });
    expect(grown.buy[11]).toBeGreaterThan(path.buy[11] as number);
    expect(grown.build[11]).toBeLessThan(path.build[11] as number);
  });

  it('grows towards a ceiling, discounts, and never breaks even where it cannot', () => {
    const path = coursed(
      { ...VALUES, startFollowers: 100, growthPerMonth: 0.5 },
      { months: 36, discountPerYear: 0.08 },
    );
    expect(path.followers[0]).toBeCloseTo(100, 6);
    expect(path.followers[35]).toBeGreaterThan(49_000);
    expect(path.followers[35]).toBeLessThanOrEqual(50_000);
    const dear = buildOrBuy(
      spread(1.2, { staffPerMonth: 50_000 }),
      { months: 12, discountPerYear: 0.08 },
      'x',
    );
    expect(dear).toMatchObject({ verdict: 'buy', breakEven: null, neverShare: 1 });
  });

  it('orders the tornado by swing and cannot tell in the middle', () => {
    const told = buildOrBuy(spread(2.5, { boughtPerThousand: 140 }), { months: 12, discountPerYear: 0 }, 'x');
    expect(told.verdict).toBe('cannot_tell');
    const swings = told.tornado.map((x) => Math.abs(x.atHigh - x.atLow));
    expect(swings).toEqual([...swings].sort((a, b) => b - a));
    expect(told.tornado.find((x) => x.input === 'boughtPerThousand')?.atHigh).toBeGreaterThan(
      told.tornado.find((x) => x.input === 'boughtPerThousand')?.atLow ?? 0,
    );
  });

  it('holds the truth in nine of ten simulated worlds, and is seldom wrong when it decides', () => {
    const random = rng('worlds');
    const frame = { months: 18, discountPerYear: 0.08 };
    const ranges = spread(1.8, { boughtPerThousand: 150 });
    const told = buildOrBuy(ranges, frame, 'told');
    let inside = 0;
    let [decided, wrong] = [0, 0];
    const worlds = 500;
    for (let w = 0; w < worlds; w++) {
      const truth = Object.fromEntries(
        BUILD_INPUTS.map((i) => [i, drawInput(ranges[i], random.normal())]),
      ) as unknown as Inputs;
      const path = coursed(truth, frame);
      const saving = (path.buy.at(-1) as number) - (path.build.at(-1) as number);
      if (told.saving.low <= saving && saving <= told.saving.high) inside++;
      // Somebody who knows each input within a factor 1.3 asks about this world.
      const asked = Object.fromEntries(
        BUILD_INPUTS.map((i) => {
          const value = truth[i] * Math.exp(random.normal(0, Math.log(1.3) / 1.645));
          return [i, { value, low: value / 1.3, high: value * 1.3 }];
        }),
      ) as unknown as Ranges;
      if (w >= 60) continue;
      const { verdict } = buildOrBuy(asked, frame, String(w));
      if (verdict === 'cannot_tell') continue;
      decided++;
      if ((verdict === 'build') !== saving > 0) wrong++;
    }
    expect(inside / worlds).toBeGreaterThan(0.87);
    expect(inside / worlds).toBeLessThan(0.93);
    expect(wrong / decided).toBeLessThan(0.1);
    process.stdout.write(`build-or-buy: inside ${inside}/${worlds}, decided ${decided}/60, wrong ${wrong}\n`);
  });
});

describe('market cost', () => {
  it('covers the median as often as it says, and refuses seven', () => {
    const random = rng('median');
    let held = 0;
    for (let t = 0; t < 1000; t++) {
      const told = medianPrice(Array.from({ length: 30 }, () => random.logNormal(100, 1)));
      if (told && told.low <= 100 && 100 <= told.high) held++;
    }
    expect(held / 1000).toBeGreaterThan(0.88);
    expect(held / 1000).toBeLessThan(0.97);
    expect(medianPrice([1, 2, 3, 4, 5, 6, 7])).toBeNull();
  });

  it('reads a yearly change from pairs of prices', () => {
    const pairs = Array.from({ length: 10 }, () => ({ first: 100, last: 110, days: 365.25 }));
    expect(feeGrowth(pairs)?.value).toBeCloseTo(0.1, 9);
    expect(feeGrowth(pairs.map((p) => ({ ...p, days: 30 })))).toBeNull();
  });
});
