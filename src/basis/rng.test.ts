import { describe, expect, it } from 'vitest';
import { rng } from './rng.ts';

const drawn = (seed: string | number, n: number) => {
  const random = rng(seed);
  return Array.from({ length: n }, () => random.next());
};

describe('seeded random numbers', () => {
  it('are the same for the same seed, on every machine', () => {
    expect(drawn('touchstone', 5)).toEqual(drawn('touchstone', 5));
    expect(drawn('touchstone', 3)).toEqual([0.6280934326350689, 0.5637339332606643, 0.015583834145218134]);
    expect(drawn('touchstone', 5)).not.toEqual(drawn('touchstone2', 5));
    expect(drawn(7, 3)).toEqual(drawn('7', 3));
  });

  it('fork into streams that do not move each other', () => {
    const a = rng('seed');
    const before = rng('seed').fork('posts').next();
    for (let i = 0; i < 100; i++) a.next();
    expect(a.fork('posts').next()).toBe(before);
    expect(a.fork('people').next()).not.toBe(before);
  });

  it('keep their bounds and moments', () => {
    const random = rng('moments');
    const n = 20_000;
    const of = (draw: () => number) => Array.from({ length: n }, draw);
    const mean = (values: number[]) => values.reduce((s, v) => s + v, 0) / values.length;
    // Six standard errors: a true generator fails once in 500 million.
    const uniform = of(() => random.next());
    expect(Math.min(...uniform)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...uniform)).toBeLessThan(1);
    expect(Math.abs(mean(uniform) - 0.5)).toBeLessThan((6 * Math.sqrt(1 / 12)) / Math.sqrt(n));
    expect(Math.abs(mean(of(() => random.normal(3, 2))) - 3)).toBeLessThan((6 * 2) / Math.sqrt(n));
    for (const m of [0.5, 7, 200])
      expect(Math.abs(mean(of(() => random.poisson(m))) - m)).toBeLessThan((6 * Math.sqrt(m)) / Math.sqrt(n));
    expect(Math.abs(mean(of(() => random.exponential(4))) - 0.25)).toBeLessThan((6 * 0.25) / Math.sqrt(n));
    const dice = of(() => random.int(1, 6));
    expect(new Set(dice)).toEqual(new Set([1, 2, 3, 4, 5, 6]));
  });

  it('shuffle to a permutation, and refuse to pick from nothing', () => {
    const items = Array.from({ length: 50 }, (_, i) => i);
    const shuffled = rng('cards').shuffle([...items]);
    expect(shuffled).not.toEqual(items);
    expect(shuffled.toSorted((a, b) => a - b)).toEqual(items);
    expect(() => rng('x').pick([])).toThrow(RangeError);
  });
});
