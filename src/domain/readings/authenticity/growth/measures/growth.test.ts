import { describe, expect, it } from 'vitest';
import { type Rng, rng } from '#basis/rng.ts';
import { scorePool } from '#numerics/series/rank-tail.ts';
import {
  accountScores,
  campaignPost,
  campaignPostAgainstHistory,
  historyPools,
  historyScores,
} from './campaign-post-against-history.ts';
import { followerBursts } from './follower-bursts.ts';
import { followerPurges } from './follower-purges.ts';
import { joinDateBands } from './join-date-bands.ts';
import { postCurveShape } from './post-curve-shape.ts';
import { smoothGrowth } from './smooth-growth.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;

/** Honest growth: overdispersed days, weekends, a good post with its tail now and then. */
function honestDays(random: Rng, days: number, perDay: number): Float64Array {
  const gains = Float64Array.from({ length: days }, (_, d) =>
    random.poisson(perDay * (d % 7 < 2 ? 1.3 : 0.9) * random.logNormal(0.9, 0.5)),
  );
  for (let posts = random.poisson(days / 90); posts > 0; posts--) {
    const at = random.int(0, days - 1);
    for (let d = 0; d < 12 && at + d < days; d++)
      gains[at + d] = (gains[at + d] as number) + Math.round(10 * perDay * Math.exp(-d / 2.5));
  }
  return gains;
}
function counterOf(gains: Float64Array, start: number, stepMs = DAY) {
  const count = new Float64Array(gains.length + 1);
  count[0] = start;
  for (let i = 0; i < gains.length; i++) count[i + 1] = (count[i] as number) + (gains[i] as number);
  return { atMs: count.map((_, i) => i * stepMs), count };
}
const share = (n: number, alarm: (seed: number) => boolean) =>
  Array.from({ length: n }, (_, seed) => alarm(seed)).filter(Boolean).length / n;
const atMost = (found: { state: string; p?: number }, p: number) =>
  found.state === 'ok' && (found.p ?? 1) <= p;

describe('follower bursts', () => {
  it('finds three purchases and says where', () => {
    const gains = honestDays(rng('bought'), 180, 60);
    for (const at of [40, 90, 130]) gains[at] = (gains[at] as number) + 4000;
    const found = followerBursts(counterOf(gains, 50_000));
    if (found.state !== 'ok') throw new Error('too thin');
    expect(found.level).toBe('strong');
    expect(found.bursts.map((b) => b.at)).toEqual(expect.arrayContaining([41, 91, 131]));
    expect(found.bursts.find((b) => b.at === 41)?.excess).toBeGreaterThan(3800);
  });
  it('alarms on honest growth at most as declared', () => {
    const read = (seed: number) => followerBursts(counterOf(honestDays(rng(seed), 150, 40), 30_000));
    expect(share(300, (seed) => atMost(read(seed), 0.01))).toBeLessThanOrEqual(0.013);
    expect(share(300, (seed) => atMost(read(seed), 0.05))).toBeLessThanOrEqual(0.05);
  });
  it('does not count a jump that keeps growing for days', () => {
    const gains = honestDays(rng('viral'), 120, 40);
    for (let d = 0; d < 15; d++)
      gains[60 + d] = (gains[60 + d] as number) + Math.round(4000 * Math.exp(-d / 3));
    const found = followerBursts(counterOf(gains, 30_000));
    expect(found).toMatchObject({ state: 'ok', level: 'none' });
    expect(found.state === 'ok' && found.withTail).toBeGreaterThan(0);
  });
  it('does not count the last day of a giveaway, and is weak at most in the days of a post that travelled', () => {
    const gains = honestDays(rng('giveaway'), 120, 40);
    for (let d = 0; d < 4; d++) gains[60 + d] = 900;
    for (let d = 0; d < 14; d++) gains[64 + d] = -90;
    expect(followerBursts(counterOf(gains, 30_000))).toMatchObject({ level: 'none' });
    const step = honestDays(rng('step'), 120, 40);
    for (const at of [30, 60, 90]) step[at] = 3000;
    const surge = { fromMs: 59.5 * DAY, toMs: 62.5 * DAY };
    const every = [30, 60, 90].map((at) => ({ fromMs: at * DAY, toMs: (at + 2) * DAY }));
    expect(followerBursts(counterOf(step, 30_000), every)).toMatchObject({ level: 'weak' });
    const one = followerBursts(counterOf(step, 30_000), [surge]);
    expect(one).toMatchObject({ level: 'moderate' });
    expect(one.state === 'ok' && one.bursts.filter((b) => b.withPost)).toHaveLength(1);
  });
  it('a gap in the readings is no burst, and 20 readings are too few', () => {
    const whole = counterOf(honestDays(rng('gap'), 150, 40), 30_000);
    const keep = (v: Float64Array) => v.filter((_, i) => i < 60 || i > 90);
    expect(followerBursts({ atMs: keep(whole.atMs), count: keep(whole.count) })).toMatchObject({
      level: 'none',
    });
    expect(followerBursts(counterOf(new Float64Array(19), 10))).toEqual({
      state: 'insufficient',
      need: 21,
      have: 20,
    });
  });
});

describe('follower purges', () => {
  it('finds two purges and not an honest series', () => {
    const gains = honestDays(rng('purge'), 150, 40);
    for (const at of [50, 110]) gains[at] = -1500;
    expect(followerPurges(counterOf(gains, 30_000))).toMatchObject({ level: 'strong' });
    expect(
      share(200, (seed) => atMost(followerPurges(counterOf(honestDays(rng(seed), 150, 40), 30_000)), 0.01)),
    ).toBeLessThanOrEqual(0.013);
  });
});

describe('smooth growth', () => {
  const drip = (random: Rng, days: number) =>
    Float64Array.from({ length: days }, () => Math.round(300 + 4 * random.normal()));
  it('finds a drip, also when only two months of a year are bought', () => {
    expect(smoothGrowth(counterOf(drip(rng('drip'), 120), 1000))).toMatchObject({ level: 'strong' });
    const gains = honestDays(rng('part'), 360, 300);
    gains.set(drip(rng('part/drip'), 60), 150);
    const found = smoothGrowth(counterOf(gains, 1000));
    expect(found).toMatchObject({ level: 'strong' });
    expect(found.state === 'ok' && found.stretch?.from).toBeGreaterThan(130);
  });
  it('is calibrated on Poisson arrivals, the smoothest that independent people make', () => {
    const poisson = (seed: number) => {
      const random = rng(`poisson/${seed}`);
      return smoothGrowth(
        counterOf(
          Float64Array.from({ length: 100 }, () => random.poisson(50)),
          0,
        ),
      );
    };
    expect(share(1000, (seed) => atMost(poisson(seed), 0.05))).toBeLessThanOrEqual(0.06);
    expect(share(1000, (seed) => atMost(poisson(seed), 0.01))).toBeLessThanOrEqual(0.016);
  });
  it('ranks among peers', () => {
    const found = smoothGrowth(
      counterOf(drip(rng('p'), 60), 0),
      scorePool(Array.from({ length: 99 }, () => -0.4)),
    );
    expect(found.state === 'ok' && found.pPeers).toBe(1 / 100);
  });
});

describe('shape of a post’s curve', () => {
  const organic = (seed: number | string, total = 5000): Float64Array => {
    const random = rng(`curve/${seed}`);
    return Float64Array.from({ length: 1440 }, (_, m) =>
      random.poisson((total / 8) * 0.05 * (m / 20 + 1) ** -1.3 * random.logNormal(1, 0.4)),
    );
  };
  const read = (gains: Float64Array, pool?: ReturnType<typeof scorePool>) =>
    postCurveShape({ ...counterOf(gains, 0, MINUTE), publishedAtMs: 0 }, pool);
  it('names each documented shape', () => {
    const late = organic('late');
    for (let m = 900; m < 915; m++) late[m] = 300;
    expect(read(late)).toMatchObject({ level: 'weak', shape: 'late-second-burst' });
    const pool = scorePool(
      Array.from({ length: 199 }, (_, i) => {
        const r = read(organic(i));
        return r.state === 'ok' ? r.burstScore : 0;
      }),
    );
    expect(read(late, pool)).toMatchObject({ level: 'moderate', shape: 'late-second-burst' });
    const rocket = Float64Array.from({ length: 1440 }, (_, m) =>
      m > 1000 && m < 1030 ? 200 : m % 9 === 0 ? 1 : 0,
    );
    expect(read(rocket, pool)).toMatchObject({ shape: 'rocket-after-plateau' });
    const jump = Float64Array.from({ length: 1440 }, (_, m) => (m < 30 ? 200 + 40 * (m % 5) : 0));
    expect(read(jump)).toMatchObject({ level: 'strong', shape: 'early-jump-then-flat' });
    const even = Float64Array.from({ length: 1440 }, (_, m) => 12 + (m % 2));
    expect(read(even)).toMatchObject({ level: 'strong', shape: 'too-smooth' });
  });
  it('leaves relaxing attention alone', () => {
    expect(share(150, (seed) => atMost(read(organic(`clean/${seed}`)), 0.01))).toBeLessThanOrEqual(0.02);
    expect(postCurveShape(counterOf(new Float64Array(10), 0))).toMatchObject({
      state: 'insufficient',
      need: 30,
    });
  });
});

describe('a post against the account’s history', () => {
  it('never claims more than its comparison allows', () => {
    const random = rng('history');
    const posts = Float64Array.from({ length: 40 }, () => random.logNormal(300, 0.5));
    expect(campaignPostAgainstHistory({ history: posts, value: 1e6 })).toMatchObject({
      p: 1 / 41,
      level: 'weak',
    });
    const pool = scorePool(
      Array.from({ length: 60 }, () =>
        Float64Array.from({ length: 40 }, () => random.logNormal(80, 0.6)),
      ).flatMap((p) => [...historyScores(p)]),
    );
    const found = campaignPostAgainstHistory({ history: posts, value: 20_000 }, pool);
    expect(found).toMatchObject({ level: 'strong', compared: 60 * 30 });
    expect(campaignPostAgainstHistory({ history: posts, value: 320 }, pool)).toMatchObject({ level: 'none' });
    expect(campaignPostAgainstHistory({ history: posts.subarray(0, 9), value: 320 })).toEqual({
      state: 'insufficient',
      need: 10,
      have: 9,
    });
  });
});

describe('a paid post among its own counters', () => {
  const random = rng('counters');
  const post = (times: Record<string, number> = {}) => {
    const seen = random.logNormal(20_000, 0.5);
    const part = (metric: string, share: number) =>
      [metric, Math.round(seen * share * random.logNormal(1, 0.25) * (times[metric] ?? 1))] as const;
    return new Map([
      part('view_count', 1),
      part('like_count', 0.05),
      part('comment_count', 0.003),
      part('save_count', 0.006),
      part('share_count', 0.002),
    ]);
  };
  const posts = (n: number) => Array.from({ length: n }, () => post());
  const pools = historyPools(Array.from({ length: 80 }, () => accountScores(posts(30))));
  const all = (times: number) =>
    Object.fromEntries(
      ['view_count', 'like_count', 'comment_count', 'save_count', 'share_count'].map((m) => [m, times]),
    );
  it('argues for likes that nothing else goes with; a post that travelled is weak and says why', () => {
    const history = posts(20);
    expect(campaignPost(post({ like_count: 12 }), history, pools)).toMatchObject({ level: 'moderate' });
    expect(campaignPost(post(all(40)), history, pools)).toMatchObject({ level: 'weak', balanced: true });
    const giveaway = campaignPost(post({ comment_count: 30, share_count: 10 }), history, pools);
    expect(giveaway).toMatchObject({ level: 'weak' });
    const reach = campaignPost(post({ view_count: 30 }), history, pools);
    expect(reach).toMatchObject({ level: 'weak' });
  });
  it('alarms on ordinary posts at most as declared', () => {
    const levels = Array.from({ length: 300 }, () => {
      const read = campaignPost(post(), posts(14), pools);
      return 'level' in read ? read.level : 'insufficient';
    });
    expect(levels.filter((l) => l === 'moderate' || l === 'strong').length).toBeLessThanOrEqual(7);
    expect(levels).not.toContain('insufficient');
  });
  it('is weak at most where likes are all there is, and thin without ten earlier posts', () => {
    const likes = (n: number) => new Map([['like_count', n]]);
    const history = Array.from({ length: 20 }, () => likes(Math.round(random.logNormal(500, 0.4))));
    expect(campaignPost(likes(50_000), history, pools)).toMatchObject({ level: 'weak', alone: true });
    expect(campaignPost(likes(50_000), history.slice(0, 9), pools)).toMatchObject({ need: 10, have: 9 });
  });
});

describe('join-date bands', () => {
  const list = (seed: number | string, n = 800) => {
    const random = rng(`list/${seed}`);
    return Float64Array.from({ length: n }, () => Math.round(2000 * random.next()) * DAY);
  };
  it('finds a bought batch, its places and its size', () => {
    const joined = list('bought');
    for (let i = 300; i < 420; i++) joined[i] = (1200 + (i % 9)) * DAY;
    const found = joinDateBands(joined, 1);
    if (found.state !== 'ok') throw new Error('too thin');
    expect(found.level).toBe('strong');
    expect(found.bands.some((b) => b.from < 420 && b.to >= 300 && b.joinedFromMs <= 1209 * DAY)).toBe(true);
    expect(found.excess).toBeGreaterThan(75);
    expect(joinDateBands(joined, 1)).toEqual(found);
  });
  it('alarms on lists in random order at the declared share', () => {
    expect(
      share(100, (seed) => atMost(joinDateBands(list(seed, 300), seed, { permutations: 99 }), 0.05)),
    ).toBeLessThanOrEqual(0.1);
  });
  it('argues for a dense batch only where neighbours date the follow later', () => {
    const random = rng('dense');
    // One follow a day, newest first; a batch of 150 comes at place 600.
    const joined = (delayDays: number) => {
      const old = Array.from({ length: 1200 }, (_, i) => {
        const followed = 2000 - i;
        return followed - (random.chance(0.2) ? random.int(0, 5) : random.int(0, followed));
      });
      const batch = Array.from({ length: 150 }, () => 1400 - delayDays - random.int(0, 8));
      return Float64Array.from([...old.slice(0, 600), ...batch, ...old.slice(600)], (day) => day * DAY);
    };
    expect(joinDateBands(joined(60), 1)).toMatchObject({ state: 'ok', level: 'strong' });
    expect(joinDateBands(joined(0), 1)).toMatchObject({ state: 'ok', level: 'weak', bands: [] });
  });
  it('does not argue where members simply follow soon after they join', () => {
    const random = rng('fresh');
    const joined = Float64Array.from({ length: 1500 }, (_, i) =>
      random.chance(0.4) ? (2000 - i) * DAY - random.int(0, 10) * DAY : (2000 - i) * random.next() * DAY,
    );
    expect(joinDateBands(joined, 1)).toMatchObject({ state: 'ok', level: 'weak', bands: [] });
  });
});
