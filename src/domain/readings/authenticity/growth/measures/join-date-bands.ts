/**
 * Do neighbours in a follower list share the days on which their accounts were made, as bought batches do?
 * Method: windows of 50 to 400 consecutive followers × spans of 3 and 14 days (half-overlapping); Poisson
 *   log-likelihood ratio of the count in a span against the list's own share; family-wise p from seeded permutations of the list
 *   (rank while at least 10 exceed, Gumbel tail beyond). A band is a whole window in which two thirds joined within the span, and
 *   either the followers on both sides joined a week later still (nobody follows before joining, so the window was followed later)
 *   or hardly any of them was new; or 40 % where a tenth of the window joined two months later. Else the accounts were simply
 *   new, as those around them.
 * Source: Zouzou & Varol 2024 (EPJ Data Science 13); Kulldorff 1997; Abrams, Kulldorff & Kleinman 2010 (Gumbel tail).
 * Differs: calibrated over all windows and spans at once; size of the band is a second condition, since honest lists are not shuffled:
 *   new members of a platform follow within days of joining. Dense without a band is `weak` at most.
 * Limits: batches of accounts made over months are unseen; new accounts among other new accounts look like those that a
 *   platform's welcome list sends and are weak at most; a campaign that brings new members for a few days looks like a batch.
 * Verified: growth.test.ts, bench/curves.ts (shuffled lists at the declared rate; the bought band of a published list).
 */
import type { Level } from '#basis/reading.ts';
import { rng } from '#basis/rng.ts';
import { type Band, type BandScan, bandScan, bandsAbove, largestScore } from '#numerics/series/band-scan.ts';
import { gumbelTail } from '#numerics/series/gumbel.ts';
import { medianOf, quantileOfSorted } from '#numerics/series/robust.ts';
import { type TooThin, tooThin } from '#numerics/series/too-thin.ts';
import { levelOf } from '../../measures/combined-evidence.ts';

/** Followers with a known join date below which nothing is said. */
export const LEAST_LISTED = 200;
const DAY_MS = 86_400_000;
const SPANS_MS = [3 * DAY_MS, 14 * DAY_MS] as const;
const WINDOWS = [50, 100, 200, 400] as const;
const DENSE_SHARE = 2 / 3;
/** Where the second-latest join date of so many neighbours lies so long after the span, its accounts followed with delay. */
const NEIGHBOURS = 50;
const DELAY_MS = 7 * DAY_MS;
/** Neighbours who joined at most so long before the span are new too; an account shown to new members has many. */
const NEW_MS = 60 * DAY_MS;
const NEW_SHARE = 0.2;
const AGED_SHARE = 0.4;
const LATER_SHARE = 0.1;
const LATER_MS = 60 * DAY_MS;
const PERMUTATIONS = 199;
const MOST_BANDS = 20;

export interface JoinBand {
  /** Places in the list as given, first and last. */
  from: number;
  to: number;
  joinedFromMs: number;
  joinedToMs: number;
  /** Followers of the window who joined in that span, and how many the list as a whole would put there. */
  count: number;
  expected: number;
  score: number;
}

export interface JoinDateBands {
  state: 'ok';
  p: number;
  level: Level;
  bands: JoinBand[];
  /** Followers inside bands beyond what the list as a whole would put there. */
  excess: number;
  listed: number;
  /** Followers without a join date. */
  unknown: number;
  score: number;
  /** Score that one shuffled list in 100 exceeds. */
  threshold: number;
  permutations: number;
}

function shuffled(order: Int32Array, next: () => number): Int32Array {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    const kept = order[i] as number;
    order[i] = order[j] as number;
    order[j] = kept;
  }
  return order;
}

/** Largest scores of `times` shuffled copies of the list. */
function shuffledScores(scan: BandScan, size: number, seed: string | number, times: number): Float64Array {
  const random = rng(`join-date-bands/${seed}`);
  const order = Int32Array.from({ length: size }, (_, i) => i);
  return Float64Array.from({ length: times }, () =>
    largestScore(
      scan,
      shuffled(order, () => random.next()),
    ),
  );
}

/**
 * @param joinedAtMs join date of each follower in follow order, either way round; NaN where unknown
 */
export function joinDateBands(
  joinedAtMs: Float64Array,
  seed: string | number,
  options: { permutations?: number } = {},
): JoinDateBands | TooThin {
  const listed = joinedAtMs.reduce((n, v) => n + (Number.isNaN(v) ? 0 : 1), 0);
  if (listed < LEAST_LISTED) return tooThin(LEAST_LISTED, listed);
  const scan = bandScan(joinedAtMs, SPANS_MS, WINDOWS);
  const score = largestScore(scan);
  const permutations = options.permutations ?? PERMUTATIONS;
  const nulls = shuffledScores(scan, joinedAtMs.length, seed, permutations).sort();
  const atLeast = nulls.reduce((n, v) => n + (v >= score ? 1 : 0), 0);
  const p = atLeast >= 10 ? (1 + atLeast) / (1 + permutations) : gumbelTail(nulls, score);
  const threshold = quantileOfSorted(nulls, 0.99);
  const bands = bandsAbove(scan, threshold, (band) => isBand(joinedAtMs, band), MOST_BANDS).map(asJoinBand);
  const level = levelOf(p);
  return {
    state: 'ok',
    p,
    level: bands.length > 0 || level === 'none' ? level : 'weak',
    bands: bands.toSorted((a, b) => a.from - b.from),
    excess: Math.round(bands.reduce((sum, b) => sum + b.count - b.expected, 0)),
    listed,
    unknown: joinedAtMs.length - listed,
    score,
    threshold,
    permutations,
  };
}

function isBand(joinedAtMs: Float64Array, { from, to, low, high, count }: Band): boolean {
  const size = to - from + 1;
  // At the ends of the list the scan reads windows that are not full yet: so few followers prove little.
  if (size < WINDOWS[0] || count < AGED_SHARE * size) return false;
  const window = joinedAtMs.subarray(from, to + 1);
  if (window.filter((ms) => ms > high + LATER_MS).length >= LATER_SHARE * size) return true;
  if (count < DENSE_SHARE * size) return false;
  const middle = medianOf(window.filter((ms) => ms >= low && ms < high));
  const newer = joinedAtMs.subarray(Math.max(0, from - NEIGHBOURS), from);
  const older = joinedAtMs.subarray(to + 1, to + 1 + NEIGHBOURS);
  if (Math.min(latestOf(newer), latestOf(older)) >= middle + DELAY_MS) return true;
  const around = [...newer, ...older].filter((ms) => !Number.isNaN(ms));
  const isNew = around.filter((ms) => ms >= low - NEW_MS).length;
  return around.length >= NEIGHBOURS && isNew <= NEW_SHARE * around.length;
}

/** Second-latest of some join dates: one may be wrong. */
const latestOf = (joinedAtMs: Float64Array): number =>
  joinedAtMs
    .filter((ms) => !Number.isNaN(ms))
    .sort()
    .at(-2) ?? Number.NEGATIVE_INFINITY;

const asJoinBand = (band: Band): JoinBand => ({
  from: band.from,
  to: band.to,
  joinedFromMs: band.low,
  joinedToMs: band.high,
  count: band.count,
  expected: band.expected,
  score: band.score,
});
