import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import { bottomK, overlap, size, union } from './bottom-k.ts';

const random = rng('bottom-k');
const hash = (): bigint => (BigInt(random.int(0, 2 ** 32 - 1)) << 32n) | BigInt(random.int(0, 2 ** 32 - 1));
const sorted = (values: Iterable<bigint>) => BigUint64Array.from(new Set(values)).sort();

describe('bottom-k sketches', () => {
  it('are exact while the sets fit', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), { maxLength: 40 }),
        fc.uniqueArray(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), { maxLength: 40 }),
        (x, y) => {
          const result = overlap(bottomK(sorted(x), 64), bottomK(sorted(y), 64));
          expect(result.intersection.value).toBe(x.filter((h) => y.includes(h)).length);
          expect(result.union.value).toBe(new Set([...x, ...y]).size);
        },
      ),
    );
  });

  it('merge as if one sketch had seen both sets', () => {
    const x = sorted(Array.from({ length: 3000 }, hash));
    const y = sorted([...x.subarray(0, 1000), ...Array.from({ length: 500 }, hash)]);
    const whole = bottomK(sorted([...x, ...y]), 256);
    const merged = union(bottomK(x, 256), bottomK(y, 256));
    expect(merged.hashes).toEqual(whole.hashes);
    expect(merged.theta).toBe(whole.theta);
  });

  it('covers at its confidence: sizes, unions and intersections', () => {
    let [sizes, unions, intersections] = [0, 0, 0];
    const trials = 400;
    for (let trial = 0; trial < trials; trial++) {
      const common = Array.from({ length: 300 }, hash);
      const a = sorted([...common, ...Array.from({ length: 1700 }, hash)]);
      const b = sorted([...common, ...Array.from({ length: 1200 }, hash)]);
      const [x, y] = [bottomK(a, 512), bottomK(b, 512)];
      const one = size(x);
      const both = overlap(x, y);
      if (one.low <= 2000 && 2000 <= one.high) sizes++;
      if (both.union.low <= 3200 && 3200 <= both.union.high) unions++;
      if (both.intersection.low <= 300 && 300 <= both.intersection.high) intersections++;
    }
    for (const covered of [sizes, unions, intersections]) {
      expect(covered / trials).toBeGreaterThan(0.925);
      expect(covered / trials).toBeLessThan(0.985);
    }
  });
});
