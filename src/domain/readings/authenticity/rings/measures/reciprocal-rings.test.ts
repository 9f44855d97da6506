import { describe, expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import { type DirectedEdges, reciprocalRings } from './reciprocal-rings.ts';

const CREATORS = 60;

/** Creators and audience act on creators by popularity; the first `ring` creators also act on each other. */
function library(seed: string, ring: number): DirectedEdges {
  const random = rng(seed);
  const posts = new Map<number, number>();
  const put = (from: number, to: number, n: number) => {
    if (from !== to) posts.set(from * CREATORS + to, (posts.get(from * CREATORS + to) ?? 0) + n);
  };
  for (let i = 0; i < 3000; i++)
    put(
      random.chance(0.15) ? random.int(0, CREATORS - 1) : CREATORS + random.int(0, 399),
      Math.floor(CREATORS * random.next() ** 2),
      1,
    );
  for (let a = 0; a < ring; a++)
    for (let b = 0; b < ring; b++) if (random.chance(0.8)) put(a + 40, b + 40, 6);
  const keys = [...posts.keys()];
  return {
    from: Int32Array.from(keys, (k) => Math.floor(k / CREATORS)),
    to: Int32Array.from(keys, (k) => k % CREATORS),
    objects: Int32Array.from(posts.values()),
    accountCount: CREATORS,
  };
}

describe('reciprocal rings', () => {
  it('finds a planted circle among popular creators', () => {
    const found = reciprocalRings(library('circle', 9), { minObjects: 2 });
    expect(found.rings[0]?.members).toEqual([40, 41, 42, 43, 44, 45, 46, 47, 48]);
    expect(found.rings[0]?.p).toBeLessThanOrEqual(0.002);
    expect(reciprocalRings(library('circle', 9), { minObjects: 2 })).toEqual(found);
  });

  it('raises none where popularity alone decides more often than declared', () => {
    let raised = 0;
    for (let i = 0; i < 40; i++)
      if (reciprocalRings(library(`clean ${i}`, 0), { nullCount: 39 }).rings.some((r) => r.p <= 0.05))
        raised++;
    expect(raised).toBeLessThanOrEqual(6);
  });

  it('takes two friends or a chain for no circle', () => {
    const edges: DirectedEdges = {
      from: Int32Array.of(0, 1, 1, 2, 2, 3),
      to: Int32Array.of(1, 0, 2, 1, 3, 2),
      objects: new Int32Array(6).fill(9),
      accountCount: 5,
    };
    const found = reciprocalRings(edges);
    expect(found.pairs).toHaveLength(3);
    expect(found.rings).toEqual([]);
    expect(found.nullCount).toBe(0);
  });

  it('keeps p large when there is nobody else to engage with', () => {
    const from: number[] = [];
    const to: number[] = [];
    for (let a = 0; a < 5; a++)
      for (let b = 0; b < 5; b++)
        if (a !== b) {
          from.push(a);
          to.push(b);
        }
    const { rings } = reciprocalRings({
      from: Int32Array.from(from),
      to: Int32Array.from(to),
      objects: new Int32Array(20).fill(3),
      accountCount: 5,
    });
    expect(rings[0]?.p).toBe(1);
  });
});
