import { describe, expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import { cascadeShape, keyActs, treeSizes } from './measures/cascade-shape.ts';
import { cascadeTree } from './measures/cascade-tree.ts';
import { nonFollowerShare, spreadSpeed } from './measures/spread-speed.ts';
import type { SpreadAct } from './schema.ts';

const act = (id: string, parentId: string | null, more: Partial<SpreadAct> = {}): SpreadAct => ({
  id,
  parentId,
  actor: null,
  atMs: 0,
  text: '',
  ...more,
});

/** A tree whose rows are in random order behind the post. */
function randomTree(seed: number): Int32Array {
  const random = rng(`tree/${seed}`);
  const n = random.int(2, 60);
  const place = random.shuffle(Array.from({ length: n - 1 }, (_, i) => i + 1));
  const rowOf = [0, ...place];
  const parent = new Int32Array(n).fill(-1);
  for (let i = 1; i < n; i++) parent[rowOf[i] as number] = rowOf[random.int(0, i - 1)] as number;
  return parent;
}

/** Mean distance over all pairs, by search from every row. */
function meanDistance(parent: Int32Array): number {
  const n = parent.length;
  const next: number[][] = Array.from({ length: n }, () => []);
  for (let i = 1; i < n; i++) {
    next[i]?.push(parent[i] as number);
    next[parent[i] as number]?.push(i);
  }
  let sum = 0;
  for (let from = 0; from < n; from++) {
    const distance = new Int32Array(n).fill(-1);
    distance[from] = 0;
    const queue = [from];
    for (const row of queue)
      for (const to of next[row] ?? [])
        if (distance[to] === -1) {
          distance[to] = (distance[row] as number) + 1;
          sum += distance[to];
          queue.push(to);
        }
  }
  return sum / (n * (n - 1));
}

describe('the form of a cascade', () => {
  it('has the mean distance of all pairs, on 100 random trees', () => {
    for (let seed = 0; seed < 100; seed++) {
      const parent = randomTree(seed);
      expect(cascadeShape(treeSizes(parent)).structuralVirality).toBeCloseTo(meanDistance(parent), 10);
    }
  });

  it('tells a broadcast from a chain', () => {
    const star = cascadeShape(treeSizes(Int32Array.from([-1, 0, 0, 0, 0])));
    expect(star).toMatchObject({ depth: 1, breadth: 4, structuralVirality: 1.6, generations: [1, 4] });
    const chain = cascadeShape(treeSizes(Int32Array.from([-1, 0, 1, 2, 3])));
    expect(chain).toMatchObject({ depth: 4, breadth: 1, structuralVirality: 2, reproduction: [1, 1, 1, 1] });
    expect(cascadeShape(treeSizes(Int32Array.from([-1]))).structuralVirality).toBeNull();
  });

  it('names the acts without which most would be missing', () => {
    const sizes = treeSizes(Int32Array.from([-1, 0, 1, 1, 2, 0, 5]));
    expect(keyActs(sizes, 2)).toEqual([
      { row: 1, lossCount: 4, lossShare: 4 / 7, directCount: 2, generation: 1 },
      { row: 2, lossCount: 2, lossShare: 2 / 7, directCount: 1, generation: 2 },
    ]);
  });

  it('does not fall over a long chain', () => {
    const n = 100_000;
    const shape = cascadeShape(treeSizes(Int32Array.from({ length: n }, (_, i) => i - 1)));
    expect(shape.depth).toBe(n - 1);
    expect(shape.structuralVirality).toBeCloseTo((n + 1) / 3, 3);
  });
});

describe('parents', () => {
  it('come from ids, then mentions, then who is followed, then the post', () => {
    const acts = [
      act('p', null, { actor: 'author' }),
      act('a', null, { actor: '小林', atMs: 1 }),
      act('b', 'a', { actor: 'b', atMs: 2 }),
      act('c', null, { actor: 'c', atMs: 3, text: '好 //@小林: 转' }),
      act('d', null, { actor: 'd', atMs: 4 }),
      act('e', 'gone', { actor: 'e', atMs: 5 }),
    ];
    const follows = (actor: string, other: string) => actor === 'd' && (other === 'b' || other === 'author');
    const tree = cascadeTree(acts, follows);
    expect(Array.from(tree.parent)).toEqual([-1, 0, 0 + 1, 1, 2, 0]);
    expect(Array.from(tree.source.slice(1))).toEqual([3, 0, 1, 2, 3]);
    expect(tree.brokenCount).toBe(1);
    expect(Array.from(cascadeTree(acts).parent)).toEqual([-1, 0, 1, 1, 0, 0]);
    expect(
      nonFollowerShare(
        acts.map((a) => a.actor),
        follows,
      ),
    ).toEqual({ share: 0.8, actorCount: 5 });
    expect(
      nonFollowerShare(
        acts.map((a) => a.actor),
        null,
      ),
    ).toBeNull();
  });

  it('in a circle hang on the post', () => {
    const tree = cascadeTree([act('p', null), act('a', 'b'), act('b', 'c'), act('c', 'a'), act('d', 'c')]);
    expect(tree.brokenCount).toBe(1);
    expect(treeSizes(tree.parent).subtree[0]).toBe(5);
  });
});

it('tells speed from times alone', () => {
  const minutes = [0, 10, 20, 30, 100, 400];
  expect(spreadSpeed(Float64Array.from(minutes, (m) => m * 60_000))).toEqual({
    minutesToHalf: 30,
    minutesTo90: 280,
    peakPerHour: 3,
    durationMinutes: 400,
  });
  expect(spreadSpeed(Float64Array.from([0]))).toBeNull();
});
