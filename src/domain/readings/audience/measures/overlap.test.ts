import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import { bottomK, overlap } from '#numerics/sketch/bottom-k.ts';
import { frechetOverlap, type Split } from './frechet-overlap.ts';
import { type ListInHand, listOverlap } from './list-overlap.ts';
import { personTally } from './person-tally.ts';
import { setOverlap, tallyRows } from './set-overlap.ts';
import { overlapInTally } from './sketch-overlap.ts';

/** The tally of sets of small numbers. */
function tallied(sets: readonly (readonly number[])[]) {
  const rows = sets.flatMap((set, s) => set.map((person) => [person, s] as const));
  return tallyRows(
    Int32Array.from(rows, (r) => r[0]),
    Int32Array.from(rows, (r) => r[1]),
    64,
    sets.length,
  );
}

describe('setOverlap', () => {
  it('gives sum 8, union 5, exclusive 3 and mean frequency 1.6 on three toy sets', () => {
    const found = setOverlap(
      tallied([
        [1, 2, 3],
        [2, 3, 4],
        [3, 5],
      ]),
    );
    expect(found).toMatchObject({ sum: 8, union: 5, exclusive: 3, meanFrequency: 1.6, histogram: [3, 1, 1] });
  });
  it('agrees with brute force, and counts a repeated row once', () => {
    const set = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 25 });
    fc.assert(
      fc.property(fc.array(set, { minLength: 1, maxLength: 6 }), (listed) => {
        const sets = listed.map((s) => [...new Set(s)]);
        const found = setOverlap(tallied(listed));
        const people = [...new Set(sets.flat())];
        const times = people.map((p) => sets.filter((s) => s.includes(p)).length);
        expect(found.union).toBe(people.length);
        expect(found.sum).toBe(sets.flat().length);
        expect(found.exclusive).toBe(times.filter((n) => n === 1).length);
        sets.forEach((a, i) => {
          expect(found.exclusiveOf[i]).toBe(
            a.filter((p) => sets.flat().filter((q) => q === p).length === 1).length,
          );
          sets.forEach((b, j) =>
            expect(found.intersections[i * sets.length + j]).toBe(a.filter((p) => b.includes(p)).length),
          );
        });
      }),
    );
  });
});

const random = rng('overlap');
const person = () => (BigInt(random.int(0, 2 ** 32 - 1)) << 32n) | BigInt(random.int(0, 2 ** 32 - 1));
const people = (n: number) => Array.from({ length: n }, person);
const sorted = (values: Iterable<bigint>) => BigUint64Array.from(new Set(values)).sort();

/** Sketches of `entries` as the store keeps them, tallied as the service does. */
function sketched(sets: readonly BigUint64Array[], entries: number) {
  const sketches = sets.map((set) => bottomK(set, entries));
  const thetas = sketches.map((s) => (s.theta >= 2n ** 64n ? null : s.theta));
  const rows = sketches
    .flatMap((s, i) => Array.from(s.hashes, (hash) => ({ hash, i })))
    .sort((x, y) => (x.hash < y.hash ? -1 : 1));
  const tally = personTally(sets.length, thetas);
  // In pieces that cut through people.
  for (let from = 0; from < rows.length; from += 1000) {
    const piece = rows.slice(from, from + 1000);
    tally.add(
      BigUint64Array.from(piece, (r) => r.hash),
      Int32Array.from(piece, (r) => r.i),
    );
  }
  return { tally: tally.done(), thetas };
}

describe('a tally of sketches', () => {
  it('counts below each theta as the sketches themselves do', () => {
    const common = people(400);
    const sets = [
      sorted([...common, ...people(900)]),
      sorted([...common.slice(0, 250), ...people(200)]),
      sorted(people(60)),
    ];
    const { tally, thetas } = sketched(sets, 256);
    const n = sets.length;
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) {
        const theta = thetas[i];
        const hashes = bottomK(sets[j] as BigUint64Array, 256).hashes;
        const below = theta == null ? hashes.length : hashes.filter((h) => h < theta).length;
        expect(tally.below?.[i * n + j]).toBe(below);
      }
    const both = overlap(bottomK(sets[0] as BigUint64Array, 256), bottomK(sets[1] as BigUint64Array, 256));
    const share = Number(thetas[0]) / 2 ** 64;
    expect((tally.both[1] as number) / share).toBeCloseTo(both.intersection.value, 6);
  });

  it('covers at 95 % and is closer than the common hashes alone', () => {
    let [covered, squares, plain] = [0, 0, 0];
    const trials = 250;
    const truth = 600;
    for (let t = 0; t < trials; t++) {
      const common = people(truth);
      const [a, b] = [sorted([...common, ...people(1000)]), sorted([...common, ...people(1300)])];
      const { tally, thetas } = sketched([a, b], 400);
      const share = Number(thetas.reduce((x, y) => ((x as bigint) < (y as bigint) ? x : y))) / 2 ** 64;
      const found = overlapInTally(tally, [a.length, b.length], thetas, 0, 1);
      if (found.state !== 'ok') throw new Error(found.why);
      if (found.intersection.low <= truth && truth <= found.intersection.high) covered++;
      squares += (found.intersection.value - truth) ** 2;
      plain += ((tally.both[1] as number) / share - truth) ** 2;
    }
    expect(covered / trials).toBeGreaterThan(0.92);
    expect(covered / trials).toBeLessThan(0.985);
    expect(squares).toBeLessThan(0.8 * plain);
  });
});

describe('lists of people', () => {
  const list = (people: number, design: ListInHand['design'], size: number | null = null): ListInHand => ({
    people,
    design,
    size,
  });

  it('refuses two lists that were sampled independently, and says why', () => {
    expect(listOverlap(list(200, 'random', 1e4), list(200, 'random', 1e4), 3)).toEqual({
      state: 'insufficient',
      why: 'independent_samples',
    });
    expect(listOverlap(list(200, 'newest_first', 1e4), list(200, 'random', 1e4), 3).state).toBe(
      'insufficient',
    );
    expect(listOverlap(list(200, 'random'), list(900, 'full'), 3)).toMatchObject({ why: 'no_size' });
    expect(listOverlap(list(0, 'full'), list(900, 'full'), 0)).toMatchObject({ why: 'nobody' });
  });

  it('names both denominators', () => {
    expect(listOverlap(list(200, 'full'), list(50, 'full'), 20)).toMatchObject({
      intersection: { value: 20, exact: true },
      union: { value: 230 },
      shareOfA: { value: 0.1 },
      shareOfB: { value: 0.4 },
      jaccard: { value: 20 / 230 },
    });
  });

  it('covers the truth at 95 % from one random sample against a whole list', () => {
    let covered = 0;
    const trials = 400;
    const common = people(800);
    const a = [...common, ...people(1200)];
    const b = new Set([...common, ...people(500)]);
    for (let t = 0; t < trials; t++) {
      const drawn = random.shuffle(a.slice()).slice(0, 200);
      const found = listOverlap(
        list(200, 'random', a.length),
        list(b.size, 'full'),
        drawn.filter((p) => b.has(p)).length,
      );
      if (found.state === 'ok' && found.intersection.low <= 800 && 800 <= found.intersection.high) covered++;
    }
    expect(covered / trials).toBeGreaterThan(0.93);
  });
});

describe('frechetOverlap', () => {
  it('bounds by the sizes', () => {
    expect(frechetOverlap(60, 70, 100)).toEqual({ low: 30, high: 60, by: ['size'] });
    expect(frechetOverlap(60, 70, null)).toMatchObject({ low: 0, high: 60 });
  });
  it('bounds by percentages where they tell audiences apart', () => {
    const split = (female: number): Split => ({
      dimension: 'gender',
      shares: new Map([
        ['female', female],
        ['male', 1 - female],
      ]),
      unnamed: 0,
    });
    const found = frechetOverlap(1000, 1000, null, [split(0.9)], [split(0.2)]);
    expect(found.high).toBeCloseTo(300);
    expect(found.by).toEqual(['gender']);
  });
  it('holds the truth for any two audiences, whatever part of the segments is named', () => {
    const member = fc.record({ segment: fc.integer({ min: 0, max: 3 }), a: fc.boolean(), b: fc.boolean() });
    const names = fc.subarray(['0', '1', '2', '3']);
    fc.assert(
      fc.property(fc.array(member, { minLength: 1, maxLength: 60 }), names, names, (all, namedA, namedB) => {
        const [inA, inB] = [all.filter((m) => m.a), all.filter((m) => m.b)];
        fc.pre(inA.length > 0 && inB.length > 0);
        const split = (of: typeof all, named: string[]): Split => {
          const share = (s: string) => of.filter((m) => String(m.segment) === s).length / of.length;
          const shares = new Map(named.map((s) => [s, share(s)] as const));
          return { dimension: 'x', shares, unnamed: 1 - [...shares.values()].reduce((x, y) => x + y, 0) };
        };
        const truth = all.filter((m) => m.a && m.b).length;
        const found = frechetOverlap(
          inA.length,
          inB.length,
          all.length,
          [split(inA, namedA)],
          [split(inB, namedB)],
        );
        expect(found.low).toBeLessThanOrEqual(truth);
        expect(found.high).toBeGreaterThanOrEqual(truth - 1e-9);
      }),
    );
  });
});
