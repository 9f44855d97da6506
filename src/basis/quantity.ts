/**
 * A number as a source gave it. `value` is the point when the source gave one; `low` and `high` bound
 * what it can have been (null = open). `1,327w` is 13 270 000 within ±5 000 of its last printed digit;
 * `1千+` has no point, only low = 1 000; `10w-25w` has no point, only both ends.
 */
export interface Quantity {
  value: number | null;
  low: number | null;
  high: number | null;
}

export const exactly = (value: number): Quantity => ({ value, low: value, high: value });
export const between = (low: number | null, high: number | null): Quantity => ({ value: null, low, high });

const both = (a: number | null, b: number | null, f: (a: number, b: number) => number): number | null =>
  a === null || b === null ? null : f(a, b);

/** Sum by interval arithmetic: an open end stays open. */
export const plus = (a: Quantity, b: Quantity): Quantity => ({
  value: both(a.value, b.value, (x, y) => x + y),
  low: both(a.low, b.low, (x, y) => x + y),
  high: both(a.high, b.high, (x, y) => x + y),
});

/** Product with a known factor ≥ 0. */
export const times = (a: Quantity, factor: number): Quantity => ({
  value: a.value === null ? null : a.value * factor,
  low: a.low === null ? null : a.low * factor,
  high: a.high === null ? null : a.high * factor,
});

/**
 * Quotient of two non-negative quantities by interval arithmetic.
 * A denominator that can be zero leaves the upper end open; one that is zero gives no point.
 */
export function over(a: Quantity, b: Quantity): Quantity {
  return {
    value: b.value === 0 ? null : both(a.value, b.value, (x, y) => x / y),
    low: both(a.low, b.high, (x, y) => (y === 0 ? 0 : x / y)) ?? (a.low === null ? null : 0),
    high: a.high === null || b.low === null || b.low <= 0 ? null : a.high / b.low,
  };
}

export const isExact = (q: Quantity): boolean => q.value !== null && q.low === q.value && q.high === q.value;

/** What to sort by: the point, else the nearest known bound. */
export const sortable = (q: Quantity): number | null => q.value ?? q.low ?? q.high;
