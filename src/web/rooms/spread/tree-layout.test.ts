import { describe, expect, it } from 'vitest';
import { treePlaces } from '#web/rooms/spread/tree-layout.ts';

describe('places of a tree', () => {
  it('put the post in the middle, and each generation on its ring', () => {
    const { x, y, generation, depth } = treePlaces([-1, 0, 0, 1, 1, 3]);
    expect([x[0], y[0]]).toEqual([0, 0]);
    expect(depth).toBe(3);
    expect(Array.from(generation)).toEqual([0, 1, 1, 2, 2, 3]);
    for (let row = 0; row < 6; row++)
      expect(Math.hypot(x[row] ?? 0, y[row] ?? 0)).toBeCloseTo((generation[row] ?? 0) / 3, 5);
  });

  it('give every leaf a place of its own, and do not fall over 40 000 nodes or a long chain', () => {
    const star = treePlaces([-1, ...Array.from({ length: 40_000 }, () => 0)]);
    const seen = new Set(
      Array.from(star.x, (value, i) => `${value.toFixed(6)} ${(star.y[i] ?? 0).toFixed(6)}`),
    );
    expect(seen.size).toBeGreaterThan(39_900);
    expect(treePlaces(Array.from({ length: 40_000 }, (_, i) => i - 1)).depth).toBe(39_999);
    expect(treePlaces([-1]).depth).toBe(0);
  });
});
