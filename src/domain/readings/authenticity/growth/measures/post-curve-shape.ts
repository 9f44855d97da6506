/**
 * Does a post's counter over its first hours take a shape that attention does not take?
 * Method: gains in up to 96 equal time bins. (a) Second burst: gain of 1–4 bins against three times the mean of the
 *   bins before (day and night stay within that), Poisson tail with the curve's own overdispersion, at least 15 % of all,
 *   and gone at once; after a plateau it is a rocket. Its score is ranked among curves of other posts. (b) Early jump then flat: 80 % within a tenth of the time, then less than 3 % per
 *   doubling of age. (c) Too smooth: smooth-growth.ts. Bonferroni over places and questions.
 * Source: METHODS.md section 2; Crane & Sornette 2008 (PNAS 105, power-law relaxation of attention); Zhao et al. 2015 (SEISMIC).
 * Differs: a tail probability in place of named shapes by eye.
 * Limits: hot search, a repost by a large account and a paid push make second bursts: a third of published news curves
 *   have one that stops at once, so without curves to rank among a burst is `weak` at most; curves that begin late hide the first.
 * Verified: growth.test.ts, bench/curves.ts (7,687 published curves of news items).
 */

import gammainc from '@stdlib/math-base-special-gammainc';
import type { Level } from '#basis/reading.ts';
import type { CounterSeries } from '#numerics/series/increments.ts';
import { rankTail, type ScorePool } from '#numerics/series/rank-tail.ts';
import { medianOf } from '#numerics/series/robust.ts';
import { type TooThin, tooThin } from '#numerics/series/too-thin.ts';
import { poissonAtLeast } from '#numerics/stats/tails.ts';
import { levelOf } from '../../measures/combined-evidence.ts';
import { smoothGrowth } from './smooth-growth.ts';

/** Readings and gain below which nothing is said. */
export const LEAST_READINGS = 30;
export const LEAST_GAIN = 100;
const BINS = 96;
const SLACK = 3;
const BURST_SHARE = 0.15;
const PLATEAU_SHARE = 0.1;
/** A burst that is not ranked among other curves claims no less than this. */
const ALONE = 0.02;
const SIZES = [1, 2, 4] as const;
const BEFORE = 8;
const AFTER = 4;
/** Part of a burst's rate that is still there on average over the next bins, when it was attention. */
const TAIL_SHARE = 0.1;

export const SHAPES = [
  'rocket-after-plateau',
  'late-second-burst',
  'early-jump-then-flat',
  'too-smooth',
] as const;
export type Shape = (typeof SHAPES)[number];

export interface PostCurveShape {
  state: 'ok';
  p: number;
  level: Level;
  /** The shape with the smallest p; null when none is below 5 %. */
  shape: Shape | null;
  /** −log10 of the tail of the largest second burst under steady relaxation; what other curves are ranked by. */
  burstScore: number;
  /** Curves it was ranked among; 0 without a pool. */
  compared: number;
  /** Tail probability of each question, corrected for its places, not for the number of questions. */
  pByShape: Record<Shape, number>;
  /** Where a burst or jump stands. */
  fromMs: number | null;
  toMs: number | null;
  /** Gain there beyond what the curve before explains. */
  excess: number;
  gain: number;
  readings: number;
  overdispersion: number;
}

interface Bins {
  startMs: number;
  binMs: number;
  gain: Float64Array;
}

/** Gains in equal bins, linear within a step; the first reading counts from zero when publication is known. */
function binned(series: CounterSeries, publishedAtMs: number | undefined): Bins {
  const { atMs, count } = series;
  const first = atMs[0] as number;
  const last = atMs[atMs.length - 1] as number;
  const known = publishedAtMs !== undefined && publishedAtMs < first;
  const startMs = known ? publishedAtMs : first;
  const size = Math.min(BINS, atMs.length - 1);
  const binMs = (last - startMs) / size;
  const gain = new Float64Array(size);
  const spread = (fromMs: number, toMs: number, total: number) => {
    if (toMs <= fromMs) return;
    for (let b = Math.floor((fromMs - startMs) / binMs); b < size; b++) {
      const low = Math.max(fromMs, startMs + b * binMs);
      const high = Math.min(toMs, startMs + (b + 1) * binMs);
      if (high <= low) break;
      gain[b] = (gain[b] as number) + (total * (high - low)) / (toMs - fromMs);
    }
  };
  if (known) spread(startMs, first, count[0] as number);
  for (let i = 1; i < count.length; i++)
    spread(atMs[i - 1] as number, atMs[i] as number, (count[i] as number) - (count[i - 1] as number));
  // A counter that is corrected downwards loses nothing that was gained there.
  return { startMs, binMs, gain: gain.map((g) => Math.max(0, g)) };
}

/** Spread of neighbouring bins over that of a Poisson count, from the median pair; at least 1. */
function overdispersionOf(gain: Float64Array): number {
  const squares: number[] = [];
  for (let i = 0; i + 1 < gain.length; i++) {
    const [a, b] = [gain[i] as number, gain[i + 1] as number];
    if (a + b >= 5) squares.push((a - b) ** 2 / (a + b));
  }
  // 0.455 is the median of χ²(1).
  return squares.length < 5 ? 1 : Math.max(1, medianOf(Float64Array.from(squares)) / 0.455);
}

/** `pool`: burst scores of curves of other posts. */
export function postCurveShape(
  series: CounterSeries & { publishedAtMs?: number },
  pool?: ScorePool,
): PostCurveShape | TooThin {
  const { atMs, count } = series;
  const readings = count.length;
  if (readings < LEAST_READINGS) return tooThin(LEAST_READINGS, readings);
  const bins = binned(series, series.publishedAtMs);
  const gain = bins.gain.reduce((sum, g) => sum + g, 0);
  if (gain < LEAST_GAIN) return tooThin(LEAST_GAIN, Math.floor(gain));
  const overdispersion = overdispersionOf(bins.gain);
  const burst = secondBurst(bins.gain, gain, overdispersion);
  const jump = jumpThenFlat(bins.gain, gain, overdispersion);
  const smooth = smoothGrowth({
    atMs,
    count,
    ...(series.low && series.high ? { low: series.low, high: series.high } : {}),
  });
  // The part of all gain orders bursts whose tail is too small to be told from zero.
  const burstScore = burst ? -Math.log10(Math.max(1e-300, burst.p)) + burst.excess / gain : 0;
  const pBurst = burst ? (pool ? rankTail(pool, burstScore) : Math.max(ALONE, burst.p)) : 1;
  const pByShape: Record<Shape, number> = {
    'rocket-after-plateau': burst?.plateau ? pBurst : 1,
    'late-second-burst': burst?.plateau ? 1 : pBurst,
    'early-jump-then-flat': jump.p,
    'too-smooth': smooth.state === 'ok' ? smooth.p : 1,
  };
  const best = SHAPES.reduce((a, b) => (pByShape[b] < pByShape[a] ? b : a));
  // Two questions, the second of them twofold.
  const own = 2 * Math.min(jump.p, pByShape['too-smooth']);
  const p = Math.min(1, 2 * Math.min(pBurst, own));
  const placeMs = (bin: number) => bins.startMs + bin * bins.binMs;
  const place =
    best === 'early-jump-then-flat' ? { from: 0, to: jump.until } : best === 'too-smooth' ? null : burst;
  return {
    state: 'ok',
    p,
    level: levelOf(p),
    shape: p <= 0.05 ? best : null,
    burstScore,
    compared: pool?.sorted.length ?? 0,
    pByShape,
    fromMs: place ? placeMs(place.from) : null,
    toMs: place ? placeMs(place.to) : null,
    excess: Math.round(place === burst && burst ? burst.excess : 0),
    gain,
    readings,
    overdispersion,
  };
}

function secondBurst(gain: Float64Array, total: number, overdispersion: number) {
  let best: { p: number; from: number; to: number; excess: number; plateau: boolean } | null = null;
  let places = 0;
  let all = 0;
  for (let at = 0; at < gain.length; at++) {
    if (at >= BEFORE)
      for (const size of SIZES) {
        if (at + size > gain.length) break;
        places++;
        const got = sum(gain, at, at + size);
        const before = sum(gain, at - BEFORE, at) / BEFORE;
        // The mean before is itself an estimate: half a count more in its bins.
        const most = SLACK * size * (before + (overdispersion * 0.5) / BEFORE);
        const beyond = got - size * before;
        if (beyond < BURST_SHARE * total || got <= most) continue;
        // Attention relaxes; a delivery stops. Without the bins after it, nothing tells them apart.
        const rest = Math.min(AFTER, gain.length - at - size);
        if (
          rest < AFTER ||
          sum(gain, at + size, at + size + rest) / rest > before + (TAIL_SHARE * beyond) / size
        )
          continue;
        const p = poissonAtLeast(Math.floor(got / overdispersion), most / overdispersion);
        if (!best || p < best.p)
          best = { p, from: at, to: at + size, excess: beyond, plateau: all <= PLATEAU_SHARE * total };
      }
    all += gain[at] as number;
  }
  return best && { ...best, p: Math.min(1, best.p * places) };
}

/** Early gain that ordinary attention would follow with more: P(so little comes after). */
function jumpThenFlat(
  gain: Float64Array,
  total: number,
  overdispersion: number,
): { p: number; until: number } {
  let early = 0;
  let until = 0;
  while (until < gain.length && early < 0.8 * total) early += gain[until++] as number;
  if (until > Math.max(1, gain.length / 10)) return { p: 1, until };
  const doublings = Math.log2(gain.length / until);
  const rest = (total - early) / overdispersion;
  const least = (0.03 * early * doublings) / overdispersion;
  return { p: rest >= least ? 1 : 1 - gammainc(least, Math.floor(rest) + 1, true, false), until };
}

function sum(values: Float64Array, from: number, to: number): number {
  let all = 0;
  for (let i = from; i < to; i++) all += values[i] as number;
  return all;
}
