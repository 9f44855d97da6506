/**
 * Groups of near-duplicate sets. Candidates by MinHash signatures in bands (Broder 1997; Leskovec, Rajaraman & Ullman,
 * Mining of Massive Datasets, ch. 3), each verified by its exact Jaccard similarity; groups are connected components.
 * 20 bands of 4 rows meet a pair of similarity .7 with probability .996 and one of .3 with .15.
 */
import { jaccard } from './shingles.ts';

const BANDS = 20;
const ROWS = 4;
/** Members of one bucket that each new one is compared with: keeps a bucket of thousands linear. */
const COMPARED = 24;

/** Odd multipliers and offsets of a fixed family; the same on every machine. */
const FAMILY = Array.from({ length: BANDS * ROWS }, (_, i) => {
  let x = Math.imul(i + 1, 0x9e3779b9);
  x = Math.imul(x ^ (x >>> 15), 0x85ebca6b);
  const y = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return [x | 1, y] as const;
});

/** Band keys of one set: 32-bit digests of 4 minima each. */
function bandKeys(set: Uint32Array): Int32Array {
  const keys = new Int32Array(BANDS);
  for (let band = 0; band < BANDS; band++) {
    let key = 0x811c9dc5;
    for (let row = 0; row < ROWS; row++) {
      const [a, b] = FAMILY[band * ROWS + row] as readonly [number, number];
      let least = 0xffffffff;
      for (const item of set) {
        let h = Math.imul(item ^ b, a);
        h = (h ^ (h >>> 15)) >>> 0;
        if (h < least) least = h;
      }
      key = Math.imul(key ^ least, 0x01000193);
      key ^= key >>> 13;
    }
    keys[band] = key;
  }
  return keys;
}

/** Group number of each set, the smallest index in it. Sets of similarity ≥ `threshold` (≥ .6) stand in one group. */
export function nearDuplicateGroups(sets: readonly Uint32Array[], threshold: number): Int32Array {
  const parent = Int32Array.from(sets, (_, i) => i);
  const root = (i: number): number => {
    let r = i;
    while (parent[r] !== r) r = parent[r] as number;
    while (parent[i] !== r) [parent[i], i] = [r, parent[i] as number];
    return r;
  };
  const keys = sets.map(bandKeys);
  for (let band = 0; band < BANDS; band++) {
    const buckets = new Map<number, number[]>();
    for (let i = 0; i < sets.length; i++) {
      if (sets[i]?.length === 0) continue;
      const key = keys[i]?.[band] as number;
      const bucket = buckets.get(key);
      if (!bucket) {
        buckets.set(key, [i]);
        continue;
      }
      for (const other of bucket) {
        const [a, b] = [root(i), root(other)];
        if (a === b || jaccard(sets[i] as Uint32Array, sets[other] as Uint32Array) < threshold) continue;
        parent[Math.max(a, b)] = Math.min(a, b);
      }
      if (bucket.length < COMPARED) bucket.push(i);
    }
  }
  return parent.map((_, i) => root(i));
}
