import { describe, expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import { calibrationCurve } from './measures/calibration-curve.ts';
import { forecastResult } from './measures/forecast-result.ts';
import { forecastScore } from './measures/forecast-score.ts';
import { campaignRate, learnedRate } from './measures/learned-rate.ts';
import { campaignForecast, placementForecast } from './measures/placement-forecast.ts';
import { overrideScores, sourceScores } from './measures/source-scores.ts';

describe('one forecast', () => {
  it('scores half and double alike, and the interval as Winkler does', () => {
    const high = forecastScore({ value: 199, low: 49, high: 399, level: 0.9 }, 99);
    const low = forecastScore({ value: 49, low: null, high: null, level: null }, 99);
    expect(high.logError).toBeCloseTo(Math.log(2), 9);
    expect(low.logError).toBeCloseTo(-Math.log(2), 9);
    expect(high.relativeError).toBeCloseTo(100 / 99, 9);
    expect(high.inside).toBe(true);
    expect(high.intervalScore).toBeCloseTo(Math.log(8), 9);
    expect(low.intervalScore).toBeNull();
    const missed = forecastScore({ value: 9, low: 9, high: 19, level: 0.9 }, 39);
    expect(missed.inside).toBe(false);
    expect(missed.intervalScore).toBeCloseTo(Math.log(2) + 20 * Math.log(2), 9);
  });

  it('takes the reading near the moment it was told for, or none', () => {
    const at = (h: number, value: number) => ({
      post_id: 'p',
      metric: 'view_count',
      value,
      seen_at: new Date(Date.UTC(2026, 0, 1, h)).toISOString(),
    });
    const published = new Map([['p', '2026-01-01T00:00:00Z']]);
    const told = { kind: 'post' as const, posts: ['p'], quantity: 'view_count', horizonHours: 24 };
    expect(forecastResult(told, published, [at(20, 5), at(25, 9)])?.value).toBe(9);
    expect(forecastResult(told, published, [at(2, 5), at(40, 9)])).toBeNull();
  });
});

describe('sources', () => {
  it('places of a right forecaster are uniform: the curve lies on the diagonal', () => {
    const random = rng('right');
    const places = Array.from({ length: 2000 }, () => {
      const centre = random.normal(6, 1);
      const actual = Math.expm1(random.normal(centre, 0.7));
      const end = (z: number) => Math.expm1(centre + z * 1.6449 * 0.7);
      return (
        forecastScore({ value: Math.expm1(centre), low: end(-1), high: end(1), level: 0.9 }, actual).place ??
        2
      );
    });
    for (const p of calibrationCurve(places) ?? [])
      expect(Math.abs(p.observed - p.stated)).toBeLessThan(0.035);
    expect(calibrationCurve(places.slice(0, 9))).toBeNull();
  });

  it('covers a planted bias as often as it says, and says nothing of four', () => {
    const random = rng('bias');
    let held = 0;
    const trials = 300;
    for (let t = 0; t < trials; t++) {
      const rows = Array.from({ length: 30 }, (_, i) => ({
        subject: String(i),
        logError: random.normal(0.4, 0.8),
        inside: null,
        intervalScore: null,
      }));
      const { bias } = sourceScores(rows);
      if (!('need' in bias) && bias.low <= Math.exp(0.4) && Math.exp(0.4) <= bias.high) held++;
    }
    expect(held / trials).toBeGreaterThan(0.92);
    expect(held / trials).toBeLessThan(0.98);
    const four = Array.from({ length: 4 }, (_, i) => ({
      subject: String(i),
      logError: 1,
      inside: true,
      intervalScore: 1,
    }));
    expect(sourceScores(four).bias).toEqual({ need: 5, have: 4 });
  });

  it('calls an override no help when it is noise', () => {
    const random = rng('override');
    let said = 0;
    for (let t = 0; t < 400; t++) {
      const pairs = Array.from({ length: 20 }, (_, i) => ({
        subject: String(i),
        machine: Math.abs(random.normal(0, 1)),
        human: Math.abs(random.normal(0, 1)),
      }));
      const { gain } = overrideScores(pairs);
      if (!('need' in gain) && (gain.low > 0 || gain.high < 0)) said++;
    }
    expect(said / 400).toBeLessThan(0.08);
  });
});

/** A world of campaigns: rate around exp(mu), placements around it. */
function world(seed: string) {
  const random = rng(seed);
  const mu = Math.log(22e-6) + random.normal(0, 1.2);
  const tau = Math.abs(random.normal(0, 0.5));
  const campaign = (name: string, n = 25) => {
    const rate = Math.exp(random.normal(mu, tau));
    const placed = Array.from({ length: n }, () => {
      const exposure = random.logNormal(150_000, 0.8);
      return { exposure, count: random.poisson(rate * exposure * random.logNormal(Math.exp(-0.32), 0.8)) };
    });
    return { campaign: name, placed };
  };
  return { campaign, random };
}

describe('a learned rate', () => {
  it('is the ratio of sums, and nothing below five placements or without a count', () => {
    const placed = [1, 2, 3, 4, 5].map((x) => ({ exposure: x * 1000, count: x }));
    expect(Math.exp(campaignRate('a', placed)?.effect ?? 0)).toBeCloseTo(0.001, 9);
    expect(campaignRate('a', placed.slice(1))).toBeNull();
    expect(
      campaignRate(
        'a',
        placed.map((p) => ({ ...p, count: 0 })),
      ),
    ).toBeNull();
  });

  it('tells where a further campaign lies in about the share it says, nearer than the shipped value', () => {
    const trials = 200;
    let [held, closer, totals, placements] = [0, 0, 0, { inside: 0, n: 0 }];
    let used = 0;
    for (let t = 0; t < trials; t++) {
      const { campaign } = world(`world-${t}`);
      const found = learnedRate([campaign('a'), campaign('b')], { value: 22e-6, doubt: 1.2 });
      const further = campaign('c', 60);
      const rate = campaignRate('c', further.placed);
      if (!rate || found.campaigns.length < 2) continue;
      used++;
      if (found.mean.next.low <= rate.effect && rate.effect <= found.mean.next.high) held++;
      if (Math.abs(found.mean.mean - rate.effect) < Math.abs(Math.log(22e-6) - rate.effect)) closer++;
      const belief = { centre: found.mean.mean, sd: found.mean.next.sd, placement: found.placement };
      const sum = campaignForecast(
        belief,
        further.placed.map((p) => p.exposure),
      );
      if (sum.low <= rate.count && rate.count <= sum.high) totals++;
      for (const p of further.placed) {
        const one = placementForecast(belief, p.exposure);
        placements = {
          inside: placements.inside + (one.low - 0.5 <= p.count && p.count <= one.high + 0.5 ? 1 : 0),
          n: placements.n + 1,
        };
      }
    }
    expect(used).toBeGreaterThan(150);
    expect(held / used).toBeGreaterThan(0.85);
    expect(held / used).toBeLessThan(0.96);
    expect(closer / used).toBeGreaterThan(0.65);
    expect(totals / used).toBeGreaterThan(0.85);
    expect(placements.inside / placements.n).toBeGreaterThan(0.86);
    process.stdout.write(
      `learned-rate: further campaign inside ${held}/${used}, nearer than shipped ${closer}/${used}, totals ${totals}/${used}, placements ${placements.inside}/${placements.n}\n`,
    );
  });
});
