import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import { refineBlock } from './block-refinement.ts';
import { communitiesOf } from './communities.ts';
import { componentsOf } from './components.ts';
import { compressBoth, degreeOf, rowOfEach } from './compressed.ts';
import { PairTable } from './pair-table.ts';
import { peel } from './peeling.ts';
import { degreeCapFor, sharedNeighbours } from './shared-neighbours.ts';

/** Complete groups of the given sizes, one after another, and single edges between them. */
function cliques(sizes: readonly number[], bridges: readonly (readonly [number, number])[] = []) {
  const a: number[] = [];
  const b: number[] = [];
  let from = 0;
  for (const size of sizes) {
    for (let i = from; i < from + size; i++)
      for (let j = i + 1; j < from + size; j++) {
        a.push(i);
        b.push(j);
      }
    from += size;
  }
  for (const [x, y] of bridges) {
    a.push(x);
    b.push(y);
  }
  return { a, b, weight: a.map(() => 1) };
}

/** 6,000 edges of 2,000 rows and 800 columns at random, and 20 rows × 15 columns at 60 %. */
function planted(seed: string) {
  const random = rng(seed);
  const rows: number[] = [];
  const columns: number[] = [];
  for (let i = 0; i < 6000; i++) {
    rows.push(random.int(0, 1999));
    columns.push(random.int(0, 799));
  }
  for (let r = 0; r < 20; r++)
    for (let c = 0; c < 15; c++)
      if (random.chance(0.6)) {
        rows.push(r);
        columns.push(c);
      }
  return compressBoth(Int32Array.from(rows), Int32Array.from(columns), 2000, 800);
}

describe('compressed rows', () => {
  it('keep each pair once, ascending, in both directions', () => {
    const { byRow, byColumn } = compressBoth(
      Int32Array.of(1, 0, 1, 1, 0),
      Int32Array.of(2, 1, 0, 2, 1),
      2,
      3,
    );
    expect([...byRow.columns]).toEqual([1, 0, 2]);
    expect([...byColumn.start]).toEqual([0, 1, 2, 3]);
    expect([...byColumn.columns]).toEqual([1, 0, 1]);
    expect([...rowOfEach(byRow)]).toEqual([0, 1, 1]);
    expect(degreeOf(byRow, 1)).toBe(2);
  });
});

describe('pair table', () => {
  it('counts a pair once a group, as a map would', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.tuple(fc.nat(60), fc.nat(60)))), (groups) => {
        const table = new PairTable(1);
        const known = new Map<string, number>();
        groups.forEach((pairs, group) => {
          for (const key of new Set(pairs.map(([a, b]) => `${Math.min(a, b)} ${Math.max(a, b)}`)))
            known.set(key, (known.get(key) ?? 0) + 1);
          for (const [a, b] of pairs) table.add(a, b, group);
        });
        const { a, b, count } = table.pairs(1);
        expect(new Map(Array.from(a, (x, i) => [`${x} ${b[i]}`, count[i]]))).toEqual(known);
        expect(table.size).toBe(known.size);
      }),
    );
  });

  it('grows', () => {
    const table = new PairTable(1);
    for (let i = 0; i < 5000; i++) table.add(i, i + 1, 0);
    expect(table.size).toBe(5000);
    expect(table.get(4000, 3999)).toBe(1);
    table.clear();
    expect(table.get(4000, 3999)).toBe(0);
  });
});

describe('groups', () => {
  it('finds components and communities', () => {
    const { a, b, weight } = cliques([6, 5, 4], [[0, 6]]);
    const { of, count } = componentsOf(16, a, b);
    expect(count).toBe(3);
    expect(of[0]).toBe(of[10]);
    expect(communitiesOf({ a, b, weight }, 's')).toEqual([
      [0, 1, 2, 3, 4, 5],
      [6, 7, 8, 9, 10],
      [11, 12, 13, 14],
    ]);
    expect(communitiesOf({ a: [], b: [], weight: [] }, 's')).toEqual([]);
  });

  it('does not cut one dense group in two', () => {
    const random = rng('dense');
    const { a, b } = cliques([40]);
    const kept = a.map(() => random.chance(0.5));
    const edges = { a: a.filter((_, i) => kept[i]), b: b.filter((_, i) => kept[i]) };
    expect(communitiesOf({ ...edges, weight: edges.a.map(() => 1) }, 's')).toHaveLength(1);
  });
});

describe('blocks', () => {
  const { byRow, byColumn } = planted('block');
  const members = Array.from({ length: 20 }, (_, i) => i);

  it('pairs rows beyond their degrees', () => {
    const pairs = sharedNeighbours(byRow, byColumn, 0.01, 1e7);
    const inside = Array.from(pairs.a, (a, i) => a < 20 && (pairs.b[i] as number) < 20).filter(
      Boolean,
    ).length;
    expect(inside).toBeGreaterThan(20);
    expect(pairs.a.length - inside).toBeLessThanOrEqual(2);
    expect(pairs.leftOut).toEqual([]);
  });

  it('counts shared columns as looking at every pair does', () => {
    const pairs = sharedNeighbours(byRow, byColumn, 0.5, 1e7);
    const columnsOf = (r: number) => [...byRow.columns.subarray(byRow.start[r], byRow.start[r + 1])];
    expect(pairs.a.length).toBeGreaterThan(0);
    for (let i = 0; i < pairs.a.length; i++) {
      const other = new Set(columnsOf(pairs.b[i] as number));
      expect(pairs.count[i]).toBe(columnsOf(pairs.a[i] as number).filter((c) => other.has(c)).length);
    }
  });

  it('leaves out columns above the degree that the steps allow', () => {
    expect(degreeCapFor(byColumn, 1e7)).toBe(Number.POSITIVE_INFINITY);
    const cap = degreeCapFor(byColumn, 10_000);
    const { leftOut, degreeCap } = sharedNeighbours(byRow, byColumn, 0.01, 10_000);
    expect(degreeCap).toBe(cap);
    expect(leftOut.every((c) => degreeOf(byColumn, c) > cap)).toBe(true);
    expect(leftOut.length).toBeGreaterThan(0);
  });

  it('refines a part of a block to the whole', () => {
    const block = refineBlock(byRow, byColumn, [0, 1, 2, 3, 4, 5, 250], 0.01);
    expect(block.rows).toEqual(members);
    expect(block.columns).toEqual(Array.from({ length: 15 }, (_, i) => i));
    expect(block.edges).toBeGreaterThan(5 * block.expected);
  });

  it('peels down to the block', () => {
    const block = peel(byRow, byColumn);
    expect(members.filter((m) => block.rows.includes(m)).length).toBeGreaterThanOrEqual(18);
  });

  it('peels a complete block by hand: weight per node', () => {
    // Two rows × two columns, and a lone edge: 4 edges / ln 7 over 4 nodes against 5 edges over 6.
    const small = compressBoth(Int32Array.of(0, 0, 1, 1, 2), Int32Array.of(0, 1, 0, 1, 2), 3, 3);
    const block = peel(small.byRow, small.byColumn);
    expect(block).toMatchObject({ rows: [0, 1], columns: [0, 1] });
    expect(block.score).toBeCloseTo(1 / Math.log(7), 12);
  });
});
