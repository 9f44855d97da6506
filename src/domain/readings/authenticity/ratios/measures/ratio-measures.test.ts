import { describe, expect, it } from 'vitest';
import { type Rng, rng } from '#basis/rng.ts';
import { alteredSales, type Orders } from './altered-sales.ts';
import { accountRatios, ratioScores } from './ratio-consistency.ts';
import { reviewBursts } from './review-bursts.ts';
import { trafficWithoutConsequence } from './traffic-without-consequence.ts';

const DAY = 86_400_000;
const share = (n: number, alarm: (seed: number) => boolean) =>
  Array.from({ length: n }, (_, seed) => alarm(seed)).filter(Boolean).length / n;

/** Accounts with habits of their own: posts of one lean the same way. */
function library(
  random: Rng,
  accounts: number,
  posts: number,
  change: (account: number, likes: number) => number,
) {
  const account = Int32Array.from({ length: accounts * posts }, (_, i) => Math.floor(i / posts));
  const habit = Float64Array.from({ length: accounts }, () => random.normal(0, 0.3));
  const base = Float64Array.from(account, () => Math.round(random.logNormal(10_000, 1.2)));
  const acts = Float64Array.from(account, (a, i) =>
    Math.round(
      change(a, 0.06 * (base[i] as number) ** 0.95 * Math.exp((habit[a] as number) + random.normal(0, 0.35))),
    ),
  );
  return { account, base, acts, groups: Array.from(account, () => ['all']) };
}

describe('ratio consistency', () => {
  it('ranks the account with bought likes first, never below the floor', () => {
    const posts = library(rng('bought likes'), 150, 15, (a, likes) => (a === 7 ? likes * 8 : likes));
    const read = accountRatios(ratioScores(posts), posts.account);
    const found = read.find((r) => r.account === 7);
    expect(found).toMatchObject({ side: 'high', large: true, accountsCompared: 149 });
    expect(found?.p).toBeCloseTo(2 / 150, 12);
    expect(Math.min(...read.map((r) => r.p))).toBeGreaterThanOrEqual(2 / 150);
  });
  it('sees views that were bought as likes that are missing, and a few posts among many', () => {
    const posts = library(rng('bought views'), 300, 20, (a, likes) => (a === 3 ? likes / 8 : likes));
    for (let i = 20 * 9; i < 20 * 9 + 5; i++) posts.acts[i] = (posts.acts[i] as number) * 20;
    const read = accountRatios(ratioScores(posts), posts.account);
    expect(read.find((r) => r.account === 3)).toMatchObject({ side: 'low', large: true });
    expect(read.find((r) => r.account === 3)?.p).toBeLessThanOrEqual(0.01);
    expect(read.find((r) => r.account === 9)?.p).toBeLessThanOrEqual(0.02);
  });
  it('posts alarm at the declared share and accounts at most so', () => {
    const posts = library(rng('clean'), 400, 20, (_, likes) => likes);
    const scores = ratioScores(posts);
    const high = scores.pHigh.filter((p) => p <= 0.05).length / scores.pHigh.length;
    expect(high).toBeGreaterThan(0.045);
    expect(high).toBeLessThan(0.055);
    const read = accountRatios(scores, posts.account);
    expect(read.filter((r) => r.p <= 0.05).length / read.length).toBeLessThanOrEqual(0.05);
    expect(read.filter((r) => r.p <= 0.01 && r.large).length / read.length).toBeLessThanOrEqual(0.01);
  });
  it('says nothing of small groups and small libraries', () => {
    const posts = library(rng('small'), 10, 5, (_, likes) => likes);
    expect([...ratioScores(posts).away].every(Number.isNaN)).toBe(true);
    const few = library(rng('few'), 19, 10, (_, likes) => likes);
    expect(accountRatios(ratioScores(few), few.account)).toEqual([]);
  });
});

describe('traffic without consequence', () => {
  it('needs both halves', () => {
    const random = rng('traffic');
    const n = 200;
    const followers = Float64Array.from({ length: n }, () => random.logNormal(50_000, 1));
    const views = followers.map((f) => f * 0.3 * random.logNormal(1, 0.4));
    const comments = views.map((v) => v * 0.004 * random.logNormal(1, 0.3));
    const saves = views.map((v) => v * 0.01 * random.logNormal(1, 0.3));
    // 0 has bought views; 1 has a viral month, and people answered.
    for (const i of [0, 1]) views[i] = (views[i] as number) * 30;
    for (const of of [comments, saves]) of[1] = (of[1] as number) * 30;
    comments[2] = Number.NaN;
    const found = trafficWithoutConsequence({
      group: Array.from(views, () => 'x'),
      followers,
      views,
      consequences: { comments, saves },
    });
    expect(found[0]?.p).toBe(1 / (n - 1));
    expect(found[0]?.score).toBeGreaterThan(2);
    expect(found[1]?.score).toBeLessThan(2);
    expect(found[2]).toBeNull();
  });
});

const SKUS = [9800, 12_900, 26_800];
function orders(
  random: Rng,
  n: number,
  more: Partial<{ returned: number; sameAmount: boolean; oneMinute: boolean; buyers: number }> = {},
): Orders {
  const sku = Int32Array.from({ length: n }, () => random.int(0, 2));
  return {
    atMs: Float64Array.from({ length: n }, (_, i) =>
      more.oneMinute && i < n / 3 ? 5 * DAY + 1000 * (i % 50) : Math.floor(random.next() * 30 * DAY),
    ).sort(),
    amountMinor: Float64Array.from(sku, (s) =>
      more.sameAmount
        ? 100 * Math.floor((SKUS[s] as number) / 100) + 1
        : Math.round((SKUS[s] as number) * random.pick([1, 1, 0.85, 0.9]) * random.pick([1, 1, 1, 2])),
    ),
    sku,
    buyer: Float64Array.from({ length: n }, () => random.int(0, more.buyers ?? 100_000)),
    returned: Int8Array.from({ length: n }, () => (random.chance(more.returned ?? 0.06) ? 1 : 0)),
  };
}

describe('altered sales', () => {
  const reference = orders(rng('reference'), 3000);
  it('names what is odd, and stays weak while one trace stands alone', () => {
    const read = (more: Parameters<typeof orders>[2]) =>
      alteredSales(orders(rng('own'), 200, more), reference);
    expect(read({ returned: 0.3 })).toMatchObject({ level: 'weak', leading: 'returns' });
    expect(read({ sameAmount: true })).toMatchObject({ level: 'weak', leading: 'same-amount' });
    expect(read({ oneMinute: true })).toMatchObject({ level: 'weak', leading: 'same-minute' });
    expect(read({ buyers: 30 })).toMatchObject({ level: 'weak', leading: 'same-buyers' });
  });
  it('argues where two traces meet in the same orders, or mark nearly all of them', () => {
    const placed = (share: number) => {
      const own = orders(rng('placed'), 200);
      for (let i = 0; i < 200 * share; i++) {
        own.buyer[i] = 200_000 + (i % 12);
        own.returned[i] = i % 10 === 0 ? 0 : 1;
      }
      return alteredSales(own, reference);
    };
    const part = placed(0.2);
    expect(part).toMatchObject({ level: 'strong' });
    expect(part.state === 'ok' && part.agreeing?.traces).toEqual(['same-buyers', 'returns']);
    expect(part.state === 'ok' && part.agreeing?.count).toBeGreaterThan(30);
    expect(placed(1)).toMatchObject({ level: 'strong' });
  });
  it('alarms on 400 clean accounts at most as declared', () => {
    const clean = (seed: number) => alteredSales(orders(rng(`clean/${seed}`), 120), reference);
    const atMost = (p: number) =>
      share(400, (seed) => {
        const read = clean(seed);
        return read.state === 'ok' && read.p <= p;
      });
    expect(atMost(0.05)).toBeLessThanOrEqual(0.05);
    expect(atMost(0.01)).toBeLessThanOrEqual(0.01);
  });
  it('needs 30 orders and 100 to compare with', () => {
    expect(alteredSales(orders(rng(1), 29), reference)).toEqual({
      state: 'insufficient',
      need: 30,
      have: 29,
    });
    expect(alteredSales(orders(rng(1), 40), orders(rng(2), 99))).toMatchObject({ need: 100, have: 99 });
  });
});

describe('review bursts', () => {
  const steady = (random: Rng, burst: number, best: number) => {
    const at: number[] = [];
    const rating: number[] = [];
    for (let d = 0; d < 120; d++)
      for (let k = random.poisson(4); k > 0; k--) {
        at.push((d + random.next()) * DAY);
        rating.push(random.pick([5, 5, 5, 4, 3, 1]));
      }
    for (const day of burst > 0 ? [40, 80] : [])
      for (let k = 0; k < burst; k++) {
        at.push((day + random.next()) * DAY);
        rating.push(random.chance(best) ? 5 : 3);
      }
    return reviewBursts(Float64Array.from(at), Float64Array.from(rating));
  };
  it('finds two bursts of praise; as many ordinary reviews are weak at most', () => {
    const praise = steady(rng('praise'), 120, 1);
    expect(praise).toMatchObject({ state: 'ok' });
    expect(praise.state === 'ok' && praise.days.map((d) => d.atMs / DAY)).toEqual(
      expect.arrayContaining([40, 80]),
    );
    expect(praise.state === 'ok' && ['moderate', 'strong'].includes(praise.level)).toBe(true);
    const ordinary = steady(rng('ordinary'), 120, 0.5);
    expect(ordinary.state === 'ok' && ordinary.level).toBe('weak');
  });
  it('alarms on steady reviews at most as declared', () => {
    const read = (seed: number) => steady(rng(`steady/${seed}`), 0, 0);
    expect(
      share(200, (seed) => {
        const r = read(seed);
        return r.state === 'ok' && r.p <= 0.01;
      }),
    ).toBeLessThanOrEqual(0.01);
    expect(reviewBursts(new Float64Array(49), new Float64Array(49))).toMatchObject({ need: 50, have: 49 });
  });
});
