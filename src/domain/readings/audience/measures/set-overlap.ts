/**
 * How many different people do some accounts reach together, and how often each?
 * Method: counts over whole sets of people: union, intersection of pairs, people of one account only, mean frequency =
 *   sum of sizes ÷ union, and how many people are reached exactly k times.
 * Source: definitions as in reach-and-frequency planning (e.g. Cannon & Riordan 1994); no estimate is made.
 * Differs: nothing.
 * Limits: exact only when every set is whole; see list-overlap.ts and sketch-overlap.ts for samples and sketches.
 * Verified: overlap.test.ts (sum 8, union 5, exclusive 3, mean frequency 1.6; brute force by fast-check).
 */
import { type PersonTally, personTally } from './person-tally.ts';

export interface SetOverlap {
  /** Sum of the sizes. */
  sum: number;
  union: number;
  /** People in one set only. */
  exclusive: number;
  /** Sum ÷ union; 0 for nobody. */
  meanFrequency: number;
  /** `histogram[k]`: people in exactly k + 1 sets. */
  histogram: number[];
  sizes: number[];
  /** Per set: its people that no other set has. */
  exclusiveOf: number[];
  /** Row-major |sets| × |sets|; the diagonal is the size. */
  intersections: Int32Array;
}

export function setOverlap({ sizes, both, histogram, exclusiveOf }: PersonTally): SetOverlap {
  const sum = sizes.reduce((a, b) => a + b, 0);
  const union = histogram.reduce((a, b) => a + b, 0);
  return {
    sum,
    union,
    exclusive: histogram[0] ?? 0,
    meanFrequency: union === 0 ? 0 : sum / union,
    histogram: [...histogram],
    sizes: [...sizes],
    exclusiveOf: [...exclusiveOf],
    intersections: both,
  };
}

/** The tally of (person, set) rows in any order; people and sets are numbered from 0. */
export function tallyRows(
  person: Int32Array,
  set: Int32Array,
  personCount: number,
  setCount: number,
  pairs = true,
): PersonTally {
  // Counting sort by person.
  const start = new Int32Array(personCount + 1);
  for (const p of person) start[p + 1] = (start[p + 1] as number) + 1;
  for (let p = 0; p < personCount; p++) start[p + 1] = (start[p + 1] as number) + (start[p] as number);
  const sortedPerson = new Int32Array(person.length);
  const sortedSet = new Int32Array(person.length);
  for (let i = 0; i < person.length; i++) {
    const p = person[i] as number;
    const at = start[p] as number;
    start[p] = at + 1;
    sortedPerson[at] = p;
    sortedSet[at] = set[i] as number;
  }
  const tally = personTally(setCount, null, pairs);
  tally.add(sortedPerson, sortedSet);
  return tally.done();
}
