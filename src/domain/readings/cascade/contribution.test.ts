/** Contributions against brute force, and the coverage of their intervals. */
import { describe, expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import { treeSizes } from './measures/cascade-shape.ts';
import { circleShare } from './measures/circle-share.ts';
import { exclusivePeople, keyAccounts, lossWithout } from './measures/spread-contribution.ts';

/** Each row hangs on an earlier one. */
const randomTree = (seed: string, n: number): Int32Array => {
  const random = rng(seed);
  return Int32Array.from({ length: n }, (_, i) => (i === 0 ? -1 : random.int(0, i - 1)));
};

/** Rows that no longer reach the post when `gone` are taken out. */
function missing(parent: Int32Array, gone: ReadonlySet<number>): number {
  let count = 0;
  for (let row = 0; row < parent.length; row++) {
    let at = row;
    while (at >= 0 && !gone.has(at)) at = parent[at] as number;
    if (at >= 0) count++;
  }
  return count;
}

describe('what a spread would lack', () => {
  it('is what taking the rows out leaves unreachable, nested ones once, on 100 random trees', () => {
    for (let seed = 0; seed < 100; seed++) {
      const random = rng(`rows/${seed}`);
      const parent = randomTree(`tree/${seed}`, random.int(3, 80));
      const sizes = treeSizes(parent);
      const actors = Array.from(parent, (_, i) => (i === 0 ? 'author' : `a${random.int(0, 12)}`));
      for (const account of keyAccounts(parent, sizes, actors, 5)) {
        const rows = actors.flatMap((a, i) => (a === account.actor && i > 0 ? [i] : []));
        const from = rows.filter((_, k) =>
          rows.slice(0, k + 1).some((r) => (sizes.children[r] as number) > 0),
        );
        expect(account.value).toBe(missing(parent, new Set(from)));
        expect(account.low).toBeLessThanOrEqual(account.value);
        expect(account.high).toBeGreaterThanOrEqual(account.value);
      }
    }
  });

  it('has an interval, nominal 95 %, that covers the expected loss of a branching process in nine of ten draws', () => {
    const mean = 0.6;
    const first = 8;
    const expected = 1 + first / (1 - mean);
    let covered = 0;
    const runs = 2000;
    for (let run = 0; run < runs; run++) {
      const random = rng(`branch/${run}`);
      const parent = [-1, 0];
      const open = [[1, first]] as [number, number][];
      for (const [row, offspring] of open)
        for (let k = random.poisson(offspring); k > 0; k--) {
          parent.push(row);
          open.push([parent.length - 1, mean]);
        }
      const tree = Int32Array.from(parent);
      const { low, high } = lossWithout(tree, treeSizes(tree), [1]);
      if (low <= expected && expected <= high) covered++;
    }
    expect(covered / runs).toBeGreaterThan(0.89);
    expect(covered / runs).toBeLessThan(0.95);
  });

  it('counts people alone with a Poisson interval', () => {
    // Exact Poisson 95 % limits of 10 (Garwood 1936): 4.795 and 18.390.
    expect(exclusivePeople(10).low).toBeCloseTo(4.795, 3);
    expect(exclusivePeople(10).high).toBeCloseTo(18.3904, 3);
    expect(exclusivePeople(0)).toMatchObject({ value: 0, low: 0 });
    expect(exclusivePeople(0).high).toBeCloseTo(3.689, 3);
  });
});

describe('the circle', () => {
  const found = { design: 'full' as const, listed: 5000, stated: 5000, people: 100, followers: 60 };
  it('is exact from a full list, scaled from a random one, and refused otherwise', () => {
    expect(circleShare(found)).toMatchObject({ state: 'ok', value: 0.4, n: 100 });
    const half = circleShare({ ...found, design: 'random', listed: 2500, followers: 30 });
    expect(half).toMatchObject({ state: 'ok', value: 0.4 });
    expect(circleShare({ ...found, design: 'newest_first' }).state).toBe('insufficient');
    expect(circleShare({ ...found, people: 3 }).state).toBe('insufficient');
    expect(circleShare(undefined).state).toBe('insufficient');
  });
});
