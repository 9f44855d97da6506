/**
 * Where do a platform's accounts divide into tiers by followers?
 * Method: exact k-means on log10(followers); a cut-off is the follower count halfway, in logs, between neighbouring
 *   tiers. Stability by a Poisson bootstrap of the accounts: interval of each cut-off, and the share of accounts that
 *   keep their tier. k is given, or chosen by BIC of a normal mixture with equal spread.
 * Source: Wang & Song 2011, The R Journal 3/2; Schwarz 1978 (BIC); Hanley & MacGibbon 2006 (Poisson bootstrap).
 * Differs: the bootstrap runs on at most 2,048 bins of log followers, so a million accounts cost no more than a few thousand.
 * Limits: tiers describe this library, not the platform: what was imported decides. Accounts without followers are left out.
 * Verified: tier-cutoffs.test.ts; line-clusters.test.ts against brute force.
 */
import { rng } from '#basis/rng.ts';
import { type LineClusters, lineClusters } from '#numerics/stats/line-clusters.ts';

export interface TierCutoffs {
  k: number;
  n: number;
  /** Least follower count of each tier, lowest tier first; the first is 0. */
  floors: { value: number; low: number; high: number }[];
  /** Accounts in each tier. */
  counts: number[];
  /** Geometric mean of followers in each tier. */
  centres: number[];
  /** Share of accounts that a bootstrap sample puts in the same tier, 0–1. */
  stableShare: number;
}

/** Fewer accounts than this have no tiers of their own. */
export const LEAST_ACCOUNTS = 30;
const BINS = 2048;
const SAMPLES = 200;

/** Distinct log follower counts, ascending, with how many accounts have each. */
function weigh(followers: ArrayLike<number>): { values: Float64Array; weights: Float64Array; n: number } {
  // Sorted before taking logs: there are far fewer distinct counts than accounts.
  const sorted = Float64Array.from(followers).sort();
  const values = new Float64Array(sorted.length);
  const weights = new Float64Array(sorted.length);
  let [last, n, count] = [Number.NaN, 0, 0];
  for (const f of sorted) {
    if (!(f > 0 && f < Number.POSITIVE_INFINITY)) continue;
    n++;
    if (f !== last) values[count++] = Math.log10(f);
    weights[count - 1] = (weights[count - 1] as number) + 1;
    last = f;
  }
  return { values: values.slice(0, count), weights: weights.slice(0, count), n };
}

/** At most `BINS` weighted means of neighbouring values. */
function bin(values: Float64Array, weights: Float64Array): { values: Float64Array; weights: Float64Array } {
  if (values.length <= BINS) return { values, weights };
  const [first, last] = [values[0] as number, values[values.length - 1] as number];
  const sum = new Float64Array(BINS);
  const mass = new Float64Array(BINS);
  for (let i = 0; i < values.length; i++) {
    const x = values[i] as number;
    const b = Math.min(BINS - 1, Math.floor(((x - first) / (last - first)) * BINS));
    mass[b] = (mass[b] as number) + (weights[i] as number);
    sum[b] = (sum[b] as number) + x * (weights[i] as number);
  }
  const kept = [...mass.keys()].filter((b) => (mass[b] as number) > 0);
  return {
    values: Float64Array.from(kept, (b) => (sum[b] as number) / (mass[b] as number)),
    weights: Float64Array.from(kept, (b) => mass[b] as number),
  };
}

/** Log follower counts halfway between tiers. */
const cuts = (values: Float64Array, { starts }: LineClusters): number[] =>
  Array.from(starts.subarray(1), (s) => ((values[s - 1] as number) + (values[s] as number)) / 2);

/** BIC of k normal clusters with one spread; lower is better. */
function bic(values: Float64Array, weights: Float64Array, n: number, k: number): number {
  const { starts, within } = lineClusters(values, weights, k);
  const variance = Math.max(within / n, 1e-9);
  let likelihood = -(n / 2) * (Math.log(2 * Math.PI * variance) + 1);
  for (let q = 0; q < k; q++) {
    let size = 0;
    for (let i = starts[q] as number; i < (q + 1 < k ? (starts[q + 1] as number) : values.length); i++)
      size += weights[i] as number;
    likelihood += size * Math.log(size / n);
  }
  return -2 * likelihood + 2 * k * Math.log(n);
}

/**
 * Tiers of one platform. `k` null lets BIC choose from 2 to 6. Null below `LEAST_ACCOUNTS` accounts with followers, or
 * with fewer distinct follower counts than tiers.
 */
export function tierCutoffs(
  followers: ArrayLike<number>,
  k: number | null,
  seed: string,
): TierCutoffs | null {
  const { values, weights, n } = weigh(followers);
  const most = Math.min(6, values.length);
  if (n < LEAST_ACCOUNTS || values.length < (k ?? 2)) return null;
  const binned = bin(values, weights);
  const chosen =
    k ??
    Array.from({ length: most - 1 }, (_, i) => i + 2)
      .map((q) => ({ q, score: bic(binned.values, binned.weights, n, Math.min(q, binned.values.length)) }))
      .reduce((best, one) => (one.score < best.score ? one : best)).q;
  const found = lineClusters(values, weights, chosen);
  const points = cuts(values, found);

  const random = rng(`tier-cutoffs:${seed}`);
  const drawn: number[][] = points.map(() => []);
  let stable = 0;
  let all = 0;
  const sample = new Float64Array(binned.values.length);
  for (let s = 0; s < SAMPLES; s++) {
    const kept: number[] = [];
    for (let i = 0; i < sample.length; i++) {
      sample[i] = random.poisson(binned.weights[i] as number);
      if ((sample[i] as number) > 0) kept.push(i);
    }
    if (kept.length < chosen) continue;
    const sampled = Float64Array.from(kept, (i) => binned.values[i] as number);
    const again = cuts(
      sampled,
      lineClusters(
        sampled,
        Float64Array.from(kept, (i) => sample[i] as number),
        chosen,
      ),
    );
    again.forEach((cut, q) => drawn[q]?.push(cut));
    for (let i = 0; i < binned.values.length; i++) {
      const x = binned.values[i] as number;
      const tier = (list: number[]) => list.filter((cut) => x >= cut).length;
      all += binned.weights[i] as number;
      if (tier(points) === tier(again)) stable += binned.weights[i] as number;
    }
  }
  const at = (list: number[], share: number): number => {
    const sorted = list.toSorted((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] as number;
  };
  const count = (log: number) => Math.round(10 ** log);
  return {
    k: chosen,
    n,
    floors: [
      { value: 0, low: 0, high: 0 },
      ...points.map((cut, q) => {
        const list = drawn[q] as number[];
        return { value: count(cut), low: count(at(list, 0.025)), high: count(at(list, 0.975)) };
      }),
    ],
    counts: Array.from(found.starts, (from, q) => {
      const to = q + 1 < chosen ? (found.starts[q + 1] as number) : values.length;
      return weights.subarray(from, to).reduce((a, b) => a + b, 0);
    }),
    centres: Array.from(found.means, count),
    stableShare: all === 0 ? 0 : stable / all,
  };
}
