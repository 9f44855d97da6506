import { describe, expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import { lineClusters } from './line-clusters.ts';

/** Every partition into k runs, by brute force. */
function reference(values: number[], weights: number[], k: number): number {
  const cost = (from: number, to: number) => {
    let [w, s] = [0, 0];
    for (let i = from; i < to; i++) {
      w += weights[i] as number;
      s += (weights[i] as number) * (values[i] as number);
    }
    let total = 0;
    for (let i = from; i < to; i++) total += (weights[i] as number) * ((values[i] as number) - s / w) ** 2;
    return total;
  };
  const best = (from: number, left: number): number => {
    if (left === 1) return cost(from, values.length);
    let least = Number.POSITIVE_INFINITY;
    for (let to = from + 1; to <= values.length - left + 1; to++)
      least = Math.min(least, cost(from, to) + best(to, left - 1));
    return least;
  };
  return best(0, k);
}

describe('lineClusters', () => {
  it('is as good as brute force on 1,000 random instances', () => {
    const random = rng('line-clusters');
    for (let trial = 0; trial < 1000; trial++) {
      const n = random.int(1, 12);
      const k = random.int(1, Math.min(n, 4));
      const values = Array.from({ length: n }, () => random.normal(9, 3)).sort((a, b) => a - b);
      const weights = Array.from({ length: n }, () => random.int(1, 5));
      const found = lineClusters(Float64Array.from(values), Float64Array.from(weights), k);
      const exact = reference(values, weights, k);
      expect(found.within).toBeCloseTo(exact, 8);
      expect(found.starts[0]).toBe(0);
    }
  });
  it('refuses more clusters than values', () => {
    expect(() => lineClusters(new Float64Array([1, 2]), new Float64Array([1, 1]), 3)).toThrow(RangeError);
  });
});
