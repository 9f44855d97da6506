import { expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import { type GrowthRow, growthBackTest, growthPotential, spearman } from './growth-potential.ts';

/** Later growth made of momentum, acts and noise, each with a weight. */
function rows(n: number, of: { momentum: number; acts: number; noise: number }, seed: string): GrowthRow[] {
  const random = rng(seed);
  return Array.from({ length: n }, () => {
    const [momentum, acts, noise] = [random.next(), random.next(), random.next()];
    return {
      platform: 'weibo',
      momentum,
      freshness: acts,
      posts: null,
      later: of.momentum * momentum + of.acts * acts + of.noise * noise,
    };
  });
}

it('rank correlation is that of the textbook, ties by mid-ranks', () => {
  expect(spearman([1, 2, 3, 4, 5], [5, 6, 7, 8, 7])).toBeCloseTo(0.8207826817, 9);
  expect(spearman([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1, 12);
  expect(spearman([1, 1, 1], [1, 2, 3])).toBe(0);
});

it('beats momentum where acts foresee growth, and says so with an interval above zero', () => {
  const { potential, momentum, difference } = growthBackTest(
    rows(200, { momentum: 1, acts: 1, noise: 0.3 }, 'both'),
    's',
  );
  if (potential.state !== 'ok' || momentum.state !== 'ok' || difference.state !== 'ok')
    throw new Error('insufficient');
  expect(potential.value).toBeGreaterThan(0.9);
  expect(difference.low).toBeGreaterThan(0);
});

it('loses to momentum where nothing else matters, and says that too', () => {
  const { difference } = growthBackTest(rows(200, { momentum: 1, acts: 0, noise: 0.1 }, 'momentum'), 's');
  expect(difference.state === 'ok' && (difference.high as number) < 0).toBe(true);
});

it('is insufficient below twenty accounts, and a half where nothing is known', () => {
  expect(growthBackTest(rows(19, { momentum: 1, acts: 1, noise: 0 }, 'few'), 's').potential.state).toBe(
    'insufficient',
  );
  expect(growthPotential([{ platform: 'x', momentum: null, freshness: null, posts: null }])).toEqual([0.5]);
});
