/**
 * Do a room's events come at a clock's pace?
 * Method: local variation Lv of the gaps (Poisson 1, a clock 0), against seeded simulations of a Poisson stream with
 *   the room's own changing rate, rounded like the room's moments; normal tail. Periodicity: the largest power of the
 *   point spectrum between 0.45 cycles a rounding step and one a minute, over its local median, exponential tail over
 *   all frequencies looked at. p is twice the smaller. Coefficient of variation and dispersion in windows are shown.
 * Source: Shinomoto, Shima & Tanji 2003 (Neural Computation 15) for Lv; Bartlett 1963 (J. R. Stat. Soc. B 25) for the
 *   spectrum of point processes.
 * Differs: people come in clusters, which raises Lv above 1; the Poisson stream is therefore the null that alarms most.
 * Limits: a collector that polls makes clocks: moments that arrive in batches are refused. A script with random gaps passes.
 * Verified: live.test.ts (false alarms on Poisson, waves and clusters, also rounded to seconds; detection by jitter and dose).
 */
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import { type Rng, rng } from '#basis/rng.ts';

export const LEAST_EVENTS = 100;
const SIMULATIONS = 120;
/** Gaps on each side whose mean is the local rate. */
const NEAR = 15;
const MOST_EVENTS = 4000;
const LONGEST_PERIOD_MS = 60_000;
/** Events a distinct moment, beyond which a collector is polling. */
const BATCHED = 1.6;

export interface EventRegularity {
  eventCount: number;
  /** Moments are multiples of this, ms. */
  resolutionMs: number;
  /** More than one event a moment: the recorder's clock, not the room's. */
  batched: boolean;
  meanGapMs: number;
  coefficientOfVariation: number;
  /** 1 for a Poisson stream, above 1 for clusters, 0 for a clock. */
  localVariation: number;
  /** Variance over mean of counts in windows of ten mean gaps. */
  dispersion: number;
  /** Period of the strongest beat, ms. */
  periodMs: number | null;
  /** Power of that beat over the local median; about log2 of the frequencies for none. */
  beat: number;
  pGaps: number | null;
  pBeat: number | null;
  pValue: number | null;
}

const gapsOf = (t: Float64Array): Float64Array =>
  Float64Array.from({ length: Math.max(0, t.length - 1) }, (_, i) => (t[i + 1] as number) - (t[i] as number));

function localVariation(gaps: Float64Array): number {
  let [sum, n] = [0, 0];
  for (let i = 0; i + 1 < gaps.length; i++) {
    const [a, b] = [gaps[i] as number, gaps[i + 1] as number];
    if (a + b <= 0) continue;
    sum += ((a - b) / (a + b)) ** 2;
    n++;
  }
  return n === 0 ? 1 : (3 * sum) / n;
}

/** Largest power of ten or sixty-fold second that divides every moment. */
function resolutionOf(t: Float64Array): number {
  for (const step of [60_000, 1000, 100, 10]) if (t.every((x) => x % step === 0)) return step;
  return 1;
}

/** Local mean gap around each event. */
function nearGaps(gaps: Float64Array): Float64Array {
  const sums = new Float64Array(gaps.length + 1);
  gaps.forEach((g, i) => {
    sums[i + 1] = (sums[i] as number) + g;
  });
  return gaps.map((_, i) => {
    const [from, to] = [Math.max(0, i - NEAR), Math.min(gaps.length, i + NEAR + 1)];
    return ((sums[to] as number) - (sums[from] as number)) / (to - from);
  });
}

function simulated(near: Float64Array, resolutionMs: number, random: Rng): number {
  const t = new Float64Array(near.length + 1);
  let at = 0;
  near.forEach((mean, i) => {
    at += random.exponential(1 / Math.max(mean, 1e-9));
    t[i + 1] = Math.floor(at / resolutionMs) * resolutionMs;
  });
  return localVariation(gapsOf(t));
}

/** Power |Σ e^{2πift}|² / n on a grid, and where it stands out of its neighbours most. */
function strongestBeat(
  t: Float64Array,
  resolutionMs: number,
): { periodMs: number; beat: number; p: number } | null {
  const span = (t.at(-1) as number) - (t[0] as number);
  const meanGap = span / (t.length - 1);
  const [least, most] = [1 / LONGEST_PERIOD_MS, Math.min(0.45 / resolutionMs, 2 / meanGap)];
  const step = 1 / (1.5 * span);
  const size = Math.floor((most - least) / step);
  if (size < 60) return null;
  const power = new Float64Array(size);
  const n = t.length;
  // One rotation an event and frequency.
  const re = new Float64Array(n);
  const im = new Float64Array(n);
  const stepRe = t.map((x) => Math.cos(2 * Math.PI * step * (x - (t[0] as number))));
  const stepIm = t.map((x) => Math.sin(2 * Math.PI * step * (x - (t[0] as number))));
  for (let i = 0; i < n; i++) {
    const angle = 2 * Math.PI * least * ((t[i] as number) - (t[0] as number));
    re[i] = Math.cos(angle);
    im[i] = Math.sin(angle);
  }
  for (let f = 0; f < size; f++) {
    let [x, y] = [0, 0];
    for (let i = 0; i < n; i++) {
      const [a, b, c, d] = [re[i] as number, im[i] as number, stepRe[i] as number, stepIm[i] as number];
      x += a;
      y += b;
      re[i] = a * c - b * d;
      im[i] = a * d + b * c;
    }
    power[f] = (x * x + y * y) / n;
  }
  const NEIGHBOURS = 50;
  const white = new Float64Array(size);
  for (let from = 0; from < size; from += NEIGHBOURS) {
    const to = Math.min(size, from + 2 * NEIGHBOURS);
    const window = power.slice(Math.max(0, to - 2 * NEIGHBOURS), to).sort();
    const middle = Math.max(1, (window[window.length >> 1] as number) / Math.LN2);
    for (let f = from; f < Math.min(size, from + NEIGHBOURS); f++) white[f] = (power[f] as number) / middle;
  }
  const beat = white.reduce((a, b) => Math.max(a, b), 0);
  // A clock beats at its multiples too; the slowest of about that strength is its own.
  const where = white.findIndex((x) => x >= 0.7 * beat);
  // Frequencies looked at, twice over for the grid being finer than the spectrum's own.
  return { periodMs: 1 / (least + where * step), beat, p: Math.min(1, 2 * size * Math.exp(-beat)) };
}

/** `atMs` in any order, ms. The same seed gives the same answer. */
export function eventRegularity(atMs: Float64Array, seed: string): EventRegularity {
  const whole = atMs.toSorted();
  const from = Math.max(0, (whole.length - MOST_EVENTS) >> 1);
  const t = whole.subarray(from, from + MOST_EVENTS);
  const gaps = gapsOf(t);
  const n = gaps.length;
  const mean = n === 0 ? 0 : gaps.reduce((a, b) => a + b, 0) / n;
  const variance = n < 2 ? 0 : gaps.reduce((a, b) => a + (b - mean) ** 2, 0) / (n - 1);
  const resolutionMs = resolutionOf(t);
  const distinct = 1 + gaps.reduce((k, g) => k + (g > 0 ? 1 : 0), 0);
  // Ties are expected where the rounding is coarse; batches are ties beyond that.
  const expected = t.length / Math.max(1, ((t.at(-1) ?? 0) - (t[0] ?? 0)) / resolutionMs);
  const perMoment = t.length / distinct;
  const batched = perMoment > BATCHED && perMoment > 2 * (expected / (1 - Math.exp(-expected)));
  const readable = t.length >= LEAST_EVENTS && !batched && mean > 0;
  const lv = localVariation(gaps);
  let pGaps: number | null = null;
  if (readable) {
    const random = rng(`event-regularity/${seed}`);
    const near = nearGaps(gaps);
    const draws = Array.from({ length: SIMULATIONS }, () => simulated(near, resolutionMs, random));
    const middle = draws.reduce((a, b) => a + b, 0) / SIMULATIONS;
    const sd = Math.sqrt(draws.reduce((a, b) => a + (b - middle) ** 2, 0) / (SIMULATIONS - 1));
    pGaps = normalCdf(lv, middle, sd);
  }
  const found = readable ? strongestBeat(t, resolutionMs) : null;
  const tests = [pGaps, found?.p ?? null].filter((p) => p !== null);
  return {
    eventCount: atMs.length,
    resolutionMs,
    batched,
    meanGapMs: mean,
    coefficientOfVariation: mean > 0 ? Math.sqrt(variance) / mean : 0,
    localVariation: lv,
    dispersion: dispersionOf(t, 10 * mean),
    periodMs: found?.periodMs ?? null,
    beat: found?.beat ?? 0,
    pGaps,
    pBeat: found?.p ?? null,
    pValue: tests.length === 0 ? null : Math.min(1, tests.length * Math.min(...tests)),
  };
}

function dispersionOf(t: Float64Array, windowMs: number): number {
  if (!(windowMs > 0)) return 0;
  const counts = new Float64Array(
    Math.max(1, Math.floor(((t.at(-1) as number) - (t[0] as number)) / windowMs)),
  );
  for (const x of t) {
    const w = Math.floor((x - (t[0] as number)) / windowMs);
    if (w < counts.length) counts[w] = (counts[w] as number) + 1;
  }
  const mean = counts.reduce((a, b) => a + b, 0) / counts.length;
  return (
    counts.reduce((a, b) => a + (b - mean) ** 2, 0) / Math.max(1, counts.length - 1) / Math.max(mean, 1e-9)
  );
}
