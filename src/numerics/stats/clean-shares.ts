/**
 * The spread of a share over many groups when some of the groups are contaminated from above, and how unusual another
 * group is against it. Beta-binomial by censored maximum likelihood (Tobin 1958): of groups above the sixth decile only
 * that they lie above enters, so how far contaminated ones lie does not matter. A quarter of contaminated groups moves
 * the middle up by .4 of the spread.
 */
import gammaln from '@stdlib/math-base-special-gammaln';

export interface CleanShares {
  mean: number;
  /** Intra-class correlation 1 / (a + b + 1); 0 is binomial. */
  spread: number;
  groups: number;
}

/** Groups beyond this many are thinned evenly. */
const MOST_GROUPS = 300;
const EXACT = 0.6;
/** Larger groups are read as groups of this size with the same share: their noise is small beside the spread. */
const LARGEST = 4000;
const scaled = (count: number, size: number): [count: number, size: number] =>
  size <= LARGEST ? [count, size] : [Math.round((count * LARGEST) / size), LARGEST];

/**
 * Real shares have longer tails than a beta, and few groups say little of theirs: the fitted spread is widened so that
 * log-normal shares (σ .3–.8, 20–200 groups) alarm at most about as often as p says.
 */
const WIDER = 2.5;
const FEW = 8;

/** Probabilities of 0 … `upTo` of `n`. */
function masses(n: number, upTo: number, mean: number, spread: number): Float64Array {
  const size = 1 / spread - 1;
  const [a, b] = [mean * size, (1 - mean) * size];
  const p = new Float64Array(upTo + 1);
  let log = gammaln(n + b) - gammaln(n + a + b) + gammaln(a + b) - gammaln(b);
  for (let k = 0; k <= upTo; k++) {
    p[k] = Math.exp(log);
    log += Math.log(((n - k) / (k + 1)) * ((k + a) / Math.max(n - k - 1 + b, 1e-12)));
  }
  return p;
}

const total = (p: Float64Array, from = 0): number => {
  let sum = 0;
  for (let k = from; k < p.length; k++) sum += p[k] as number;
  return sum;
};

const inLogit = (x: number): number => 1 / (1 + Math.exp(-x));

/** Counts out of sizes (> 0), one a group. Null for fewer than `least` groups. */
export function fitCleanShares(
  counts: ArrayLike<number>,
  sizes: ArrayLike<number>,
  least = 12,
): CleanShares | null {
  if (counts.length < least) return null;
  const step = Math.max(1, counts.length / MOST_GROUPS);
  const picked = Array.from({ length: Math.floor(counts.length / step) }, (_, i) => Math.floor(i * step));
  const share = (i: number) => (counts[i] as number) / (sizes[i] as number);
  const cut = picked.map(share).sort((x, y) => x - y)[Math.ceil(picked.length * EXACT) - 1] as number;
  const logLikelihood = (mean: number, spread: number): number => {
    // A weak prior against no spread at all: real groups always differ.
    let sum = Math.log(spread) * 0.5;
    for (const i of picked) {
      const [k, n] = scaled(counts[i] as number, sizes[i] as number);
      const below = masses(n, Math.min(n, Math.floor(cut * n + 1e-9)), mean, spread);
      sum += Math.log(Math.max(k < below.length ? (below[k] as number) : 1 - total(below), 1e-12));
    }
    return sum;
  };
  // Log-odds of both; a grid that narrows.
  let [m, s, wide] = [-3, -4, 4];
  for (let round = 0; round < 7; round++) {
    let best = Number.NEGATIVE_INFINITY;
    let [bestM, bestS] = [m, s];
    for (let i = -3; i <= 3; i++)
      for (let j = -3; j <= 3; j++) {
        const [x, y] = [m + (i * wide) / 3, Math.max(-9, Math.min(0, s + (j * wide) / 3))];
        const value = logLikelihood(inLogit(x), inLogit(y));
        if (value > best) [best, bestM, bestS] = [value, x, y];
      }
    [m, s, wide] = [bestM, bestS, wide * 0.5];
  }
  const spread = Math.min(0.5, inLogit(s) * WIDER * (1 + FEW / counts.length));
  return { mean: inLogit(m), spread, groups: counts.length };
}

/** P(X ≥ count) of `size` under the spread of clean groups. */
export function cleanAtLeast(norm: CleanShares, count: number, size: number): number {
  const [k, n] = scaled(count, size);
  return k <= 0 ? 1 : Math.min(1, total(masses(n, n, norm.mean, norm.spread), k));
}

/** P(X ≤ count) of `size` under the spread of clean groups. */
export function cleanAtMost(norm: CleanShares, count: number, size: number): number {
  const [k, n] = scaled(count, size);
  return Math.min(1, total(masses(n, k, norm.mean, norm.spread)));
}
