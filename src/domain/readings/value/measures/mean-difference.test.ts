import { expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import { meanDifference } from './mean-difference.ts';

it('covers the planted difference about as often as it says', () => {
  const random = rng('mean-difference');
  let covered = 0;
  const trials = 200;
  for (let t = 0; t < trials; t++) {
    const pairs = Array.from({ length: 30 }, () => [50 + random.normal(7, 10), 50] as const);
    const found = meanDifference(pairs, String(t));
    if (found.state !== 'ok') throw new Error('refused');
    if ((found.low as number) <= 7 && 7 <= (found.high as number)) covered++;
  }
  expect(covered / trials).toBeGreaterThan(0.88);
  expect(covered / trials).toBeLessThan(0.99);
});

it('refuses four pairs', () => {
  expect(
    meanDifference(
      [
        [1, 0],
        [1, 0],
        [1, 0],
        [1, 0],
      ],
      's',
    ).state,
  ).toBe('insufficient');
});
