import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { between, exactly, isExact, over, plus, type Quantity, sortable, times } from './quantity.ts';

/** A quantity together with a true value it allows. */
const bounded = fc
  .record({
    truth: fc.integer({ min: 0, max: 1e9 }),
    below: fc.integer({ min: 0, max: 1e6 }),
    above: fc.integer({ min: 0, max: 1e6 }),
    shape: fc.constantFrom('exact', 'range', 'at-least', 'at-most', 'unknown'),
  })
  .map(({ truth, below, above, shape }): { truth: number; q: Quantity } => {
    const low = Math.max(0, truth - below);
    switch (shape) {
      case 'exact':
        return { truth, q: exactly(truth) };
      case 'range':
        return { truth, q: between(low, truth + above) };
      case 'at-least':
        return { truth, q: between(low, null) };
      case 'at-most':
        return { truth, q: between(null, truth + above) };
      default:
        return { truth, q: between(null, null) };
    }
  });
const near = (x: number) => Math.abs(x) * 1e-12;
const allows = (q: Quantity, truth: number) =>
  (q.low === null || q.low <= truth + near(truth)) && (q.high === null || truth <= q.high + near(truth));

describe('interval arithmetic keeps the truth inside', () => {
  it('for sums', () => {
    fc.assert(fc.property(bounded, bounded, (a, b) => allows(plus(a.q, b.q), a.truth + b.truth)));
  });

  it('for products with a known factor', () => {
    fc.assert(
      fc.property(bounded, fc.double({ min: 0, max: 1e6, noNaN: true }), (a, factor) =>
        allows(times(a.q, factor), a.truth * factor),
      ),
    );
  });

  it('for quotients', () => {
    fc.assert(
      fc.property(bounded, bounded, (a, b) => {
        fc.pre(b.truth > 0);
        return allows(over(a.q, b.q), a.truth / b.truth);
      }),
    );
  });

  it('and adds in either order to the same', () => {
    fc.assert(
      fc.property(bounded, bounded, (a, b) => {
        expect(plus(a.q, b.q)).toEqual(plus(b.q, a.q));
      }),
    );
  });
});

describe('bounds stay bounds', () => {
  const atLeastThousand = between(1000, null);

  it('an open end stays open in a sum', () => {
    expect(plus(atLeastThousand, exactly(5))).toEqual({ value: null, low: 1005, high: null });
  });

  it('a bound never becomes a point', () => {
    fc.assert(
      fc.property(bounded, bounded, ({ q: a }, { q: b }) => {
        fc.pre(a.value === null);
        expect(plus(a, b).value).toBeNull();
        expect(times(a, 3).value).toBeNull();
        expect(over(a, b).value).toBeNull();
      }),
    );
  });

  it('a denominator that can be zero leaves the upper end open and gives no point', () => {
    expect(over(exactly(10), between(0, 5))).toEqual({ value: null, low: 2, high: null });
    expect(over(exactly(10), exactly(0))).toEqual({ value: null, low: 0, high: null });
  });

  it('only a point with equal ends is exact', () => {
    expect(isExact(exactly(3))).toBe(true);
    expect(isExact({ value: 12_000, low: 11_950, high: 12_050 })).toBe(false);
    expect(isExact(atLeastThousand)).toBe(false);
  });

  it('sorts by the point, else by a known bound', () => {
    expect([exactly(3), atLeastThousand, between(null, 7), between(null, null)].map(sortable)).toEqual([
      3,
      1000,
      7,
      null,
    ]);
  });
});
