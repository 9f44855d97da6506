import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Candidate, coverOf, pathPick } from './path-pick.ts';

const index = fc.oneof(fc.integer({ min: 0, max: 100 }), fc.constant(Number.NaN));
const candidate: fc.Arbitrary<Candidate> = fc.record({
  stages: fc.array(index, { minLength: 5, maxLength: 5 }),
  total: fc.integer({ min: 0, max: 100 }),
});

it('finds the best set, as trying every mask does', () => {
  fc.assert(
    fc.property(
      fc.array(candidate, { minLength: 3, maxLength: 8 }),
      fc.integer({ min: 1, max: 3 }),
      fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 5, maxLength: 5 }),
      (list, k, path) => {
        let best = Number.NEGATIVE_INFINITY;
        for (let mask = 0; mask < 1 << list.length; mask++) {
          const places = list.map((_, i) => i).filter((i) => mask & (1 << i));
          if (places.length === k) best = Math.max(best, coverOf(list, places, path).value);
        }
        const found = pathPick(list, k, path);
        expect(found?.value).toBeCloseTo(best, 9);
        expect(found?.places).toHaveLength(k);
        expect(found?.exact).toBe(true);
      },
    ),
    { numRuns: 60 },
  );
});

it('keeps who is held, leaves out who is barred, and gives nothing when there are too few', () => {
  const list = [10, 20, 30, 40].map((total) => ({ stages: [total, 0, 0, 0, 0], total }));
  expect(pathPick(list, 2, [1, 1, 1, 1, 1])?.places).toEqual([2, 3]);
  expect(pathPick(list, 2, [1, 1, 1, 1, 1], [0])?.places).toEqual([0, 3]);
  expect(pathPick(list, 2, [1, 1, 1, 1, 1], [], [3])?.places).toEqual([1, 2]);
  expect(pathPick(list, 5, [1, 1, 1, 1, 1])).toBeNull();
});

it('covers the path rather than repeating its best stage', () => {
  const seen = { stages: [100, 10, 10, 10, 10], total: 60 };
  const bought = { stages: [10, 10, 10, 10, 100], total: 50 };
  expect(pathPick([seen, { ...seen, total: 59 }, bought], 2, [1, 1, 1, 1, 1])?.places).toEqual([0, 2]);
});

it('says when it did not try every set', () => {
  const list = Array.from({ length: 60 }, (_, i) => ({ stages: [i, 60 - i, i, i, i], total: i }));
  const found = pathPick(list, 8, [1, 1, 1, 1, 1]);
  expect(found?.exact).toBe(false);
  expect(found?.places).toHaveLength(8);
  expect(found?.value).toBeGreaterThan(coverOf(list, [0, 1, 2, 3, 4, 5, 6, 7], [1, 1, 1, 1, 1]).value);
});
