import { describe, expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import { cleanAtLeast, cleanAtMost, fitCleanShares } from './clean-shares.ts';

/** Counts of groups whose shares spread log-normally around `median`. */
function groups(seed: string, n: number, median: number, sigma: number, contaminated = 0) {
  const random = rng(seed);
  const sizes = Array.from({ length: n }, () => random.int(40, 300));
  const counts = sizes.map((size, i) => {
    const share = i < contaminated ? 0.6 : Math.min(0.9, random.logNormal(median, sigma));
    let k = 0;
    for (let j = 0; j < size; j++) if (random.chance(share)) k++;
    return k;
  });
  return { counts, sizes };
}

describe('clean shares', () => {
  it('adds up to one and meets the binomial without spread', () => {
    const norm = { mean: 0.3, spread: 1e-6, groups: 1 };
    expect(cleanAtLeast(norm, 1, 4)).toBeCloseTo(1 - 0.7 ** 4, 4);
    expect(cleanAtMost(norm, 0, 4)).toBeCloseTo(0.7 ** 4, 4);
    expect(cleanAtLeast({ mean: 0.2, spread: 0.1, groups: 1 }, 0, 50)).toBe(1);
    const wide = { mean: 0.2, spread: 0.1, groups: 1 };
    expect(cleanAtLeast(wide, 12, 50) + cleanAtMost(wide, 11, 50)).toBeCloseTo(1, 9);
  });
  it('finds the middle with a quarter of the groups contaminated, and the contaminated ones', () => {
    const { counts, sizes } = groups('contaminated', 60, 0.1, 0.4, 15);
    const norm = fitCleanShares(counts, sizes);
    expect(norm?.mean).toBeGreaterThan(0.08);
    expect(norm?.mean).toBeLessThan(0.17);
    expect(norm && cleanAtLeast(norm, 60, 100)).toBeLessThan(0.01);
    expect(fitCleanShares([1, 2], [10, 10])).toBeNull();
  });
  it('alarms on clean groups about as often as declared', () => {
    const alarms = { weak: 0, moderate: 0 };
    for (let i = 0; i < 25; i++) {
      const { counts, sizes } = groups(`clean/${i}`, 70, 0.1, 0.5);
      const norm = fitCleanShares(counts.slice(0, 30), sizes.slice(0, 30));
      for (let j = 30; j < 70; j++) {
        const p = norm ? cleanAtLeast(norm, counts[j] as number, sizes[j] as number) : 0;
        if (p <= 0.05) alarms.weak++;
        if (p <= 0.01) alarms.moderate++;
      }
    }
    expect(alarms.weak).toBeLessThanOrEqual(60);
    expect(alarms.moderate).toBeLessThanOrEqual(25);
  });
});
