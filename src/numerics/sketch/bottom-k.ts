/**
 * Bottom-k sketches of sets: the k smallest of uniform 64-bit hashes, sorted. They merge: the sketch of a union is the
 * bottom k of two sketches, whoever made them, if the hash is the same.
 *
 * Source: Bar-Yossef et al. 2002 (RANDOM); Beyer et al. 2007 (SIGMOD), unbiased estimators of unions and
 * intersections; Dasgupta, Lang, Rhodes & Thaler 2016 (ICDT), the theta framework, whose set operations these are.
 */
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { clopperPearson } from '../stats/intervals.ts';

export interface Sketch {
  /** Sorted ascending, distinct, at most `k`. */
  hashes: BigUint64Array;
  k: number;
  /** Every hash below this was kept; 2⁶⁴ when the sketch holds the whole set. */
  theta: bigint;
}

const ALL = 2n ** 64n;

/** The sketch of a set of hashes, given sorted and distinct. Exact when the set has no more than `k`. */
export function bottomK(sorted: BigUint64Array, k: number): Sketch {
  if (sorted.length <= k) return { hashes: sorted, k, theta: ALL };
  return { hashes: sorted.subarray(0, k), k, theta: sorted[k] as bigint };
}

/** Share of the hash space below theta, 0–1. */
const sampled = (theta: bigint): number => (theta >= ALL ? 1 : Number(theta) / 2 ** 64);

export interface Estimate {
  value: number;
  low: number;
  high: number;
  /** True when nothing was estimated. */
  exact: boolean;
}

export interface Overlap {
  intersection: Estimate;
  union: Estimate;
  /** |A∩B| / |A∪B|. */
  jaccard: Estimate;
  /** Hashes below the common theta. */
  sampleCount: number;
}

/** How many distinct things the set has. 95 % by default. */
export function size(sketch: Sketch, confidence = 0.95): Estimate {
  const n = sketch.hashes.length;
  if (sketch.theta >= ALL) return { value: n, low: n, high: n, exact: true };
  const share = sampled(sketch.theta);
  const value = n / share;
  const z = normalQuantile(0.5 + confidence / 2, 0, 1);
  // Relative sd of the bottom-k estimator: sqrt((1 − share) / (k − 1)).
  const sd = value * Math.sqrt((1 - share) / Math.max(1, n - 1));
  return { value, low: Math.max(n, value - z * sd), high: value + z * sd, exact: false };
}

/** Counts of hashes below `theta`: in a, in b, in both. Both arrays sorted. */
function countBelow(a: BigUint64Array, b: BigUint64Array, theta: bigint): [number, number, number] {
  let [i, j, both] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const x = a[i] as bigint;
    const y = b[j] as bigint;
    if (x >= theta || y >= theta) break;
    if (x === y) {
      both++;
      i++;
      j++;
    } else if (x < y) i++;
    else j++;
  }
  while (i < a.length && (a[i] as bigint) < theta) i++;
  while (j < b.length && (b[j] as bigint) < theta) j++;
  return [i, j, both];
}

/**
 * How many things there are when `count` of them were sampled, each with chance `share`: the score interval of a
 * binomial with unknown trials.
 */
export function countAbout(count: number, share: number, confidence = 0.95): Estimate {
  if (share >= 1) return { value: count, low: count, high: count, exact: true };
  // Rule of three at the given confidence.
  if (count === 0) return { value: 0, low: 0, high: -Math.log(1 - confidence) / share, exact: false };
  const z = normalQuantile(0.5 + confidence / 2, 0, 1);
  const middle = count + (z * z * (1 - share)) / 2;
  const half = z * Math.sqrt((1 - share) * (count + (z * z * (1 - share)) / 4));
  return {
    value: count / share,
    low: Math.max(count, (middle - half) / share),
    high: (middle + half) / share,
    exact: false,
  };
}

/**
 * Intersection, union and Jaccard of two sketches. Below the smaller theta both hold everything, so what is there is a
 * Bernoulli sample of the union: counts get Wilson-type intervals, Jaccard the exact binomial one.
 */
export function overlap(a: Sketch, b: Sketch, confidence = 0.95): Overlap {
  const theta = a.theta < b.theta ? a.theta : b.theta;
  const [inA, inB, both] = countBelow(a.hashes, b.hashes, theta);
  const seen = inA + inB - both;
  if (theta >= ALL) {
    const exact = (value: number): Estimate => ({ value, low: value, high: value, exact: true });
    return {
      intersection: exact(both),
      union: exact(seen),
      jaccard: exact(seen === 0 ? 0 : both / seen),
      sampleCount: seen,
    };
  }
  const about = (count: number) => countAbout(count, sampled(theta), confidence);
  const j = seen === 0 ? { value: 0, low: 0, high: 1 } : clopperPearson(both, seen, confidence);
  return {
    intersection: about(both),
    union: about(seen),
    jaccard: { ...j, exact: false },
    sampleCount: seen,
  };
}

/** The sketch of the union; its theta is the smaller one, or that of the bottom k. */
export function union(a: Sketch, b: Sketch): Sketch {
  const theta = a.theta < b.theta ? a.theta : b.theta;
  const k = Math.min(a.k, b.k);
  const merged: bigint[] = [];
  let [i, j] = [0, 0];
  const next = (from: BigUint64Array, at: number): bigint => (at < from.length ? (from[at] as bigint) : ALL);
  for (;;) {
    const x = next(a.hashes, i);
    const y = next(b.hashes, j);
    const least = x < y ? x : y;
    if (least >= theta || least >= ALL) break;
    if (merged.length === k) return { hashes: BigUint64Array.from(merged), k, theta: least };
    merged.push(least);
    if (x === least) i++;
    if (y === least) j++;
  }
  return { hashes: BigUint64Array.from(merged), k, theta };
}
