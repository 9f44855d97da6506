import { describe, expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import { shrunkenMean } from './shrunken-mean.ts';

const PRIOR = { mean: 0, sd: 1.2, spreadScale: 0.5 };

describe('a mean over groups, pulled towards the prior', () => {
  it('without groups is the prior', () => {
    const none = shrunkenMean([], [], PRIOR, 0.9);
    expect(none.mean).toBeCloseTo(0, 9);
    expect(none.low).toBeCloseTo(-1.645 * 1.2, 2);
    expect(none.ownShare).toBeCloseTo(0, 9);
  });

  it('agrees with weighing draws from the prior', () => {
    const [y, v] = [
      [1.1, 0.4, 0.9],
      [0.05, 0.1, 0.02],
    ];
    const random = rng('shrunken');
    let [weight, sum, square] = [0, 0, 0];
    for (let i = 0; i < 200_000; i++) {
      const mu = random.normal(PRIOR.mean, PRIOR.sd);
      const tau = Math.abs(random.normal(0, PRIOR.spreadScale));
      let log = 0;
      for (const [j, value] of y.entries()) {
        const variance = (v[j] as number) + tau ** 2;
        log += -0.5 * Math.log(variance) - (value - mu) ** 2 / (2 * variance);
      }
      const w = Math.exp(log);
      weight += w;
      sum += w * mu;
      square += w * mu * mu;
    }
    const told = shrunkenMean(y, v, PRIOR, 0.9);
    expect(told.mean).toBeCloseTo(sum / weight, 2);
    expect(told.sd).toBeCloseTo(Math.sqrt(square / weight - (sum / weight) ** 2), 2);
  });

  it('covers the next group as often as it says, when the world is as believed', () => {
    const random = rng('next-group');
    const trials = 500;
    let [mean, next] = [0, 0];
    for (let i = 0; i < trials; i++) {
      const mu = random.normal(PRIOR.mean, PRIOR.sd);
      const tau = Math.abs(random.normal(0, PRIOR.spreadScale));
      const v = [0.04, 0.09];
      const told = shrunkenMean(
        v.map((x) => random.normal(random.normal(mu, tau), Math.sqrt(x))),
        v,
        PRIOR,
        0.9,
      );
      if (told.low <= mu && mu <= told.high) mean++;
      const further = random.normal(mu, tau);
      if (told.next.low <= further && further <= told.next.high) next++;
    }
    expect(mean / trials).toBeGreaterThan(0.86);
    expect(mean / trials).toBeLessThan(0.94);
    expect(next / trials).toBeGreaterThan(0.86);
    expect(next / trials).toBeLessThan(0.94);
  });
});
