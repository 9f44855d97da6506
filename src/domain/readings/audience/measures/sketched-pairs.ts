/**
 * The overlaps of all pairs of some sets, from bottom-k sketches alone: what the store's sketches would say.
 * Method: people are hashed by SHA-256 to 64 bits; each set keeps its least `entries` hashes and its size; the tally of all
 *   hashes in order gives every pair's counts; see sketch-overlap.ts.
 * Source: see sketch-overlap.ts.
 * Differs: nothing.
 * Limits: for evaluation; the store makes its sketches in the engine, from keyed hashes.
 * Verified: bench/overlap.ts.
 */
import { createHash } from 'node:crypto';
import { bottomK } from '#numerics/sketch/bottom-k.ts';
import type { PairEstimate } from './list-overlap.ts';
import { personTally } from './person-tally.ts';
import { overlapInTally } from './sketch-overlap.ts';

const hashOf = (name: string): bigint => createHash('sha256').update(name).digest().readBigUInt64BE(0);

export interface HashedSet {
  /** Distinct hashes ascending: all, or more than `entries` of the least. */
  hashes: BigUint64Array;
  /** Distinct people of the whole set. */
  people: number;
}

/** All pairs of sets, each cut to its sketch. */
export function* pairsOfSketches(
  sets: readonly HashedSet[],
  entries: number,
): Generator<{ a: number; b: number; found: PairEstimate }> {
  const n = sets.length;
  const sketches = sets.map(({ hashes }) => bottomK(hashes, entries));
  const thetas = sketches.map((s, i) =>
    s.hashes.length < (sets[i] as HashedSet).hashes.length ? s.theta : null,
  );
  const rows = sketches.reduce((count, s) => count + s.hashes.length, 0);
  const order = new BigUint64Array(rows);
  const setOf = new Int32Array(rows);
  let at = 0;
  const numbered = new Map<bigint, number[]>();
  for (const [i, { hashes }] of sketches.entries())
    for (const hash of hashes) {
      const known = numbered.get(hash);
      if (known) known.push(i);
      else {
        numbered.set(hash, [i]);
        order[at++] = hash;
      }
    }
  const distinct = order.subarray(0, at).sort();
  const persons = new BigUint64Array(rows);
  at = 0;
  for (const hash of distinct)
    for (const i of numbered.get(hash) as number[]) {
      persons[at] = hash;
      setOf[at++] = i;
    }
  const tally = personTally(n, thetas);
  tally.add(persons, setOf);
  const counts = tally.done();
  const sizes = sets.map((set) => set.people);
  for (let a = 0; a < n; a++)
    for (let b = a + 1; b < n; b++) yield { a, b, found: overlapInTally(counts, sizes, thetas, a, b) };
}

/** The same for rows of people and sets, numbered from 0; people are hashed by name. */
export function* sketchedPairs(
  person: Int32Array,
  set: Int32Array,
  setCount: number,
  entries: number,
  nameOf: (person: number) => string,
): Generator<{ a: number; b: number; found: PairEstimate }> {
  const hashes = new Map<number, bigint>();
  const sets = Array.from({ length: setCount }, () => new Set<bigint>());
  for (let i = 0; i < person.length; i++) {
    const p = person[i] as number;
    let hash = hashes.get(p);
    if (hash === undefined) hashes.set(p, (hash = hashOf(nameOf(p))));
    (sets[set[i] as number] as Set<bigint>).add(hash);
  }
  yield* pairsOfSketches(
    sets.map((s) => ({ hashes: BigUint64Array.from(s).sort(), people: s.size })),
    entries,
  );
}
