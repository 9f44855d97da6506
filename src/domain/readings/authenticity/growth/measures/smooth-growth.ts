/**
 * Does the counter grow more evenly than chance allows?
 * Method: disjoint pairs of neighbouring steps with gains a, b over days s, t: given a + b, an ordinary count splits
 *   at least as unevenly as Binomial(a + b, s / (s + t)). Sum of squared standardised splits over m pairs is at least
 *   χ²(m) under Poisson, larger under negative-binomial growth: its lower tail is the p value, for the whole series
 *   and for stretches of 20 pairs. Against peers: the rank of the median uneven share among clean series.
 * Source: Cox & Lewis 1966, The Statistical Analysis of Series of Events, ch. 6 (dispersion test); McCullagh & Nelder 1989 (negative binomial).
 * Differs: conditional pairs need no trend model, and uneven gaps are exact.
 * Limits: series that a vendor interpolates are smooth too (equal steps are counted); growth below 10 a step says little.
 * Verified: growth.test.ts, bench/curves.ts.
 */
import gammainc from '@stdlib/math-base-special-gammainc';
import type { Level } from '#basis/reading.ts';
import { type CounterSeries, incrementsOf } from '#numerics/series/increments.ts';
import { rankTail, type ScorePool } from '#numerics/series/rank-tail.ts';
import { medianOf } from '#numerics/series/robust.ts';
import { type TooThin, tooThin } from '#numerics/series/too-thin.ts';
import { levelOf } from '../../measures/combined-evidence.ts';

/** Usable pairs of steps below which nothing is said. */
export const LEAST_PAIRS = 12;
const LEAST_GAIN = 10;
const STRETCH = 20;

export interface SmoothGrowth {
  state: 'ok';
  p: number;
  level: Level;
  /** Against the Poisson floor; below 1 is more even than independent arrivals can be. */
  dispersion: number;
  /** Median of |difference of a pair| / its sum, corrected for unequal gaps; the score that peers are ranked by. */
  unevenShare: number;
  pPoisson: number;
  /** Null without peers. */
  pPeers: number | null;
  pairs: number;
  /** Pairs with exactly equal rates: what interpolation makes. */
  equalPairs: number;
  /** Lag-1 correlation of rates and the longest run on one side of the median: shown, not judged. */
  lagCorrelation: number;
  longestRun: number;
  /** Readings between which growth is most even, when a stretch decides. */
  stretch: { from: number; to: number } | null;
}

/** P(χ²(m) ≤ x). */
const chiSquareBelow = (x: number, m: number): number => (x <= 0 ? 0 : gammainc(x / 2, m / 2, true, false));

/** `peers`: −unevenShare of clean series, so that larger is smoother. */
export function smoothGrowth(series: CounterSeries, peers?: ScorePool): SmoothGrowth | TooThin {
  const steps = incrementsOf(series);
  const squares: number[] = [];
  const shares: number[] = [];
  const at: [number, number][] = [];
  let equalPairs = 0;
  for (let i = 0; i + 1 < steps.gain.length; i += 2) {
    const [a, b] = [steps.gain[i] as number, steps.gain[i + 1] as number];
    const [s, t] = [steps.days[i] as number, steps.days[i + 1] as number];
    const sum = Math.abs(a + b);
    // Gains against losses of the same size: the arrivals behind them are unknown, and at least |a| + |b|.
    if (sum < LEAST_GAIN || Math.max(s, t) > 10 * Math.min(s, t)) continue;
    const part = s / (s + t);
    const off = a - (a + b) * part;
    squares.push((off * off) / (sum * part * (1 - part)));
    shares.push(Math.abs(off) / (sum * 2 * part * (1 - part)));
    at.push([steps.from[i] as number, steps.to[i + 1] as number]);
    if (a / s === b / t) equalPairs++;
  }
  const m = squares.length;
  if (m < LEAST_PAIRS) return tooThin(LEAST_PAIRS, m);
  const total = squares.reduce((sum, v) => sum + v, 0);
  let pPoisson = chiSquareBelow(total, m);
  let stretch: SmoothGrowth['stretch'] = null;
  if (m >= 2 * STRETCH) {
    const stretches = m - STRETCH + 1;
    let running = squares.slice(0, STRETCH).reduce((sum, v) => sum + v, 0);
    let [least, from] = [running, 0];
    for (let i = STRETCH; i < m; i++) {
      running += (squares[i] as number) - (squares[i - STRETCH] as number);
      if (running < least) [least, from] = [running, i - STRETCH + 1];
    }
    // Bonferroni over every stretch, and over the two questions.
    const pStretch = Math.min(1, chiSquareBelow(Math.max(0, least), STRETCH) * stretches);
    if (pStretch < pPoisson)
      stretch = {
        from: (at[from] as [number, number])[0],
        to: (at[from + STRETCH - 1] as [number, number])[1],
      };
    pPoisson = Math.min(1, 2 * Math.min(pPoisson, pStretch));
  }
  const unevenShare = medianOf(Float64Array.from(shares));
  const pPeers = peers ? rankTail(peers, -unevenShare) : null;
  const p = pPeers === null ? pPoisson : Math.min(1, 2 * Math.min(pPoisson, pPeers));
  return {
    state: 'ok',
    p,
    level: levelOf(p),
    dispersion: total / m,
    unevenShare,
    pPoisson,
    pPeers,
    pairs: m,
    equalPairs,
    ...residualOrder(steps.perDay),
    stretch,
  };
}

function residualOrder(rates: Float64Array): { lagCorrelation: number; longestRun: number } {
  const middle = medianOf(rates);
  let [product, square, run, longestRun, side] = [0, 0, 0, 0, 0];
  for (let i = 0; i < rates.length; i++) {
    const off = (rates[i] as number) - middle;
    square += off * off;
    if (i > 0) product += off * ((rates[i - 1] as number) - middle);
    run = Math.sign(off) === side ? run + 1 : 1;
    side = Math.sign(off);
    if (side !== 0) longestRun = Math.max(longestRun, run);
  }
  return { lagCorrelation: square > 0 ? product / square : 0, longestRun };
}
