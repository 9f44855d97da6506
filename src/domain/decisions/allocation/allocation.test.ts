/** The split against brute force, its prices by re-solving, its interval by simulation, and the library's split end to end. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import { type TempLibrary, tempLibrary } from '#domain/facts/imports/temp-library.ts';
import { linearProgram } from '#numerics/choose/linear-program.ts';
import { budgetSplit, type SplitLimit, splitIntervals, supplyOf } from './measures/budget-split.ts';
import { splitRequestSchema, splitSchema } from './schema.ts';
import { splitBudget } from './service.ts';

const random = rng('budget-split');
/** Cells of a few equal units, so that a grid search is exact. */
const cells = (count: number) =>
  Array.from({ length: count }, () => {
    const units = random.int(1, 4);
    return Array.from({ length: units }, () => random.int(1, 9));
  });

/** Best split in whole units of cost 1, by trying all counts a cell. */
function brute(units: readonly (readonly number[])[], limits: readonly SplitLimit[], budget: number): number {
  const sorted = units.map((u) => [...u].sort((a, b) => b - a));
  let best = Number.NEGATIVE_INFINITY;
  const counts = sorted.map(() => 0);
  const walk = (cell: number): void => {
    if (cell === sorted.length) {
      const spent = counts.reduce((a, b) => a + b, 0);
      const within = limits.every((l) => {
        const own = l.cells.reduce((sum, c) => sum + (counts[c] ?? 0), 0);
        return own >= l.least && own <= l.most;
      });
      if (spent <= budget && within)
        best = Math.max(
          best,
          sorted.reduce((sum, u, c) => sum + u.slice(0, counts[c]).reduce((a, b) => a + b, 0), 0),
        );
      return;
    }
    for (let n = 0; n <= (sorted[cell]?.length ?? 0); n++) {
      counts[cell] = n;
      walk(cell + 1);
    }
    counts[cell] = 0;
  };
  walk(0);
  return best;
}

describe('the split', () => {
  it('buys as much as trying every split, on 60 random grids with bounds', async () => {
    let compared = 0;
    for (let run = 0; run < 60; run++) {
      const units = cells(4);
      const budget = random.int(2, 8);
      const limits: SplitLimit[] = [
        { cells: [0, 1], least: 0, most: random.int(1, 3) },
        { cells: [1, 2], least: random.int(0, 1), most: 8 },
      ];
      const expected = brute(units, limits, budget);
      const supplies = units.map((u) =>
        supplyOf(
          u.map(() => 1),
          u,
        ),
      );
      const found = await budgetSplit(supplies, limits, budget);
      if (expected === Number.NEGATIVE_INFINITY) continue;
      compared++;
      // Two families of nested rows with whole bounds: the vertex is whole, so both agree.
      expect(found?.total).toBeCloseTo(expected, 6);
    }
    expect(compared).toBeGreaterThan(50);
  });

  it('prices a bound at what one more unit of room buys', async () => {
    const supplies = [supplyOf([10, 10, 10], [100, 90, 80]), supplyOf([10, 10, 10], [50, 40, 30])];
    const at = async (most: number) => await budgetSplit(supplies, [{ cells: [0], least: 0, most }], 40);
    const found = await at(15);
    const wider = await at(16);
    if (!found || !wider) throw new Error('no split');
    expect(wider.total - found.total).toBeCloseTo(found.prices[0] as number, 6);
    expect(found.spend[0]).toBeCloseTo(15);
    expect(found.accounts[0]).toBe(1);
    expect(found.next[0]).toBeCloseTo(9);
  });

  it('lowers a least amount that the accounts cannot take, and refuses bounds that exclude each other', async () => {
    const supplies = [supplyOf([10], [1]), supplyOf([10], [5])];
    const forced = await budgetSplit(supplies, [{ cells: [0], least: 50, most: 100 }], 100);
    expect(forced?.spend[0]).toBeCloseTo(10, 4);
    const excluded = await budgetSplit(
      supplies,
      [
        { cells: [0], least: 8, most: 100 },
        { cells: [0, 1], least: 0, most: 4 },
      ],
      100,
    );
    expect(excluded).toBeNull();
    expect(await linearProgram([{ worth: 1, most: 1 }], [{ of: [[0, 1]], least: 2, most: 3 }])).toBeNull();
  });

  it('has intervals that hold the share of the market most of the time', async () => {
    // A market of two cells; libraries are samples of it. Bootstrap percentiles of a threshold-like share are rough.
    const draw = (n: number, scale: number) =>
      Array.from({ length: n }, () => ({
        cost: random.logNormal(100, 0.6),
        gain: random.logNormal(scale, 0.6),
      }));
    const market = [draw(4000, 120), draw(4000, 100)];
    const supplies = (list: readonly { cost: number; gain: number }[][]) =>
      list.map((c) =>
        supplyOf(
          c.map((x) => x.cost),
          c.map((x) => x.gain),
        ),
      );
    const size = 60;
    const truth = await budgetSplit(supplies(market), [], (4000 / size) * 3000);
    if (!truth) throw new Error('no split');
    const share = (truth.spend[0] as number) / ((truth.spend[0] as number) + (truth.spend[1] as number));
    let covered = 0;
    const runs = 40;
    for (let run = 0; run < runs; run++) {
      const sample = supplies(market.map((c) => Array.from({ length: size }, () => random.pick(c))));
      const [first] = await splitIntervals(sample, [], 3000, 40, `cover ${run}`);
      if (first && first.low <= share && share <= first.high) covered++;
    }
    expect(covered / runs).toBeGreaterThan(0.8);
  });
});

describe('the library’s split', () => {
  let library: TempLibrary;
  beforeAll(async () => {
    library = await tempLibrary();
    const row = (platform: string, id: string, followers: number, price: number) =>
      `${platform},${id},名${id},${followers},${price}`;
    await library.bring([
      await library.file(
        'accounts.csv',
        `平台,账号ID,昵称,粉丝数,图文报价\n${[
          ...Array.from({ length: 12 }, (_, i) => row('微博', `7${i}`, 800_000 + i, 20_000)),
          ...Array.from({ length: 12 }, (_, i) =>
            row('小红书', `5f3c0a1b00000000020000${10 + i}`, 50_000 + i, 800),
          ),
          row('小红书', '5f3c0a1b0000000002000099', 60_000, 0),
        ].join('\n')}\n`,
      ),
    ]);
  });
  afterAll(() => library.remove());
  const ask = async (given: object) =>
    splitSchema.parse(
      await splitBudget(library.store, splitRequestSchema.parse({ budget: '20000', ...given })),
    );

  it('buys the cheaper contacts first, and heads where the strategy asks for them', async () => {
    const open = await ask({});
    if (open.state !== 'ok') throw new Error('no split');
    const spend = (s: typeof open, platform: string) =>
      s.cells.filter((c) => c.platform === platform).reduce((sum, c) => sum + c.spend, 0);
    expect(spend(open, 'xiaohongshu')).toBeCloseTo(9600, 0);
    expect(spend(open, 'weibo')).toBeCloseTo(10_400, 0);
    expect(open.spent).toBeCloseTo(20_000, 0);
    expect(open.binding.map((b) => b.name.en)).toEqual(['the budget']);
    expect(open.feedShares.every((f) => f.share === 0.1)).toBe(true);
    const heads = await ask({ template: 'head', budget: '10000' });
    if (heads.state !== 'ok') throw new Error('no split');
    expect(spend(heads, 'weibo')).toBeCloseTo(4000, 0);
    expect(heads.binding.map((b) => b.name.en)).toContain('heads at least 40 %');
    const none = await ask({ template: 'amateur' });
    if (none.state !== 'ok') throw new Error('no split');
    expect(spend(none, 'weibo')).toBe(0);
    expect(none.spent).toBeCloseTo(9600, 0);
  });

  it('moves with the editable feed share, and says insufficient where nothing is priced', async () => {
    const [a, b] = [await ask({ feedShare: '0.1' }), await ask({ feedShare: '0.2' })];
    if (a.state !== 'ok' || b.state !== 'ok') throw new Error('no split');
    expect(b.buys / a.buys).toBeCloseTo(2, 6);
    const engagements = await ask({ goal: 'engagements' });
    expect(engagements).toMatchObject({ state: 'insufficient', have: { en: '0 accounts' } });
    expect((await ask({ currency: 'USD' })).state).toBe('insufficient');
  });
});
