/**
 * Did the acts of a post stop going with its views?
 * Method: five minutes at a time. Acts expected from the gain of views times the ratio of the last two hours; spread from
 *   those times (Pearson, widened for few of them). Told when acts exceed what TOLERATED times the ratio explains, or fall below what the
 *   ratio divided by TOLERATED explains, in the quasi-Poisson tail. Each look spends its part of the allowance.
 * Source: McCullagh & Nelder 1989, ch. 6 (overdispersion); Lan & DeMets 1983.
 * Differs: ratios wander as a post meets new people, so a factor of two either way is ordinary by definition.
 * Limits: needs an hour with ten acts in all; views that arrive late are a fall of views. A reader who comes by hot search acts less.
 * Verified: campaign-watch.test.ts, bench/campaign-watch.ts.
 */
import gammainc from '@stdlib/math-base-special-gammainc';
import { alphaAt } from '#numerics/series/alpha-spending.ts';
import { poissonAtLeast } from '#numerics/stats/tails.ts';

export const BLOCK_MINUTES = 5;
const TOLERATED = 2;
const KEPT = 24;
const LEAST_BLOCKS = 12;
const LEAST_ACTS = 10;
const LEAST_BASE = 80;
/** A ratio that stays away this many looks is the new usual. */
const LONGEST_EPISODE = 12;
/** Smaller tails are not told apart from zero. */
const LEAST_P = 1e-300;

interface Block {
  base: number;
  acts: number;
}

export interface RatioDrift {
  blocks: Block[];
  look: number;
  episode: number;
}

export const startRatio = (): RatioDrift => ({ blocks: [], look: 0, episode: 0 });

export interface RatioAlarm {
  side: 'up' | 'down';
  acts: number;
  base: number;
  /** Acts that the usual ratio gives. */
  expected: number;
  usualShare: number;
  p: number;
  allowance: number;
}

/** Takes the gains of one more block. Changes `state`. */
export function stepRatio(
  state: RatioDrift,
  base: number,
  acts: number,
  horizonMinutes: number,
  share: number,
): RatioAlarm | null {
  if (base < 0 || acts < 0) return null;
  const sum = state.blocks.reduce((s, b) => ({ base: s.base + b.base, acts: s.acts + b.acts }), {
    base: 0,
    acts: 0,
  });
  const ready = state.blocks.length >= LEAST_BLOCKS && sum.acts >= LEAST_ACTS && sum.base >= LEAST_BASE;
  const found = ready ? judge(state, sum, base, acts, horizonMinutes, share) : null;
  if (found) {
    state.episode++;
    if (state.episode >= LONGEST_EPISODE) Object.assign(state, { blocks: [], episode: 0 });
    return state.episode === 1 ? found : null;
  }
  state.episode = 0;
  state.blocks = [...state.blocks, { base, acts }].slice(-KEPT);
  return null;
}

function judge(
  state: RatioDrift,
  sum: Block,
  base: number,
  acts: number,
  horizonMinutes: number,
  share: number,
): RatioAlarm | null {
  const usualShare = sum.acts / sum.base;
  const n = state.blocks.length;
  const pearson =
    state.blocks.reduce((s, b) => {
      const mean = Math.max(0.5, usualShare * b.base);
      return s + (b.acts - mean) ** 2 / mean;
    }, 0) / Math.max(1, n - 1);
  const spread = Math.max(1, pearson) * (1 + 2 / Math.sqrt(n));
  const expected = usualShare * base;
  state.look++;
  const allowance = alphaAt(state.look, Math.max(1, horizonMinutes / BLOCK_MINUTES), share) / 2;
  // One act more than the ratio itself, as its own estimate is a count.
  const most = TOLERATED * (expected + 1);
  const up = acts <= most ? 1 : poissonAtLeast(Math.floor(acts / spread), most / spread);
  const least = expected / TOLERATED;
  const down = acts >= least ? 1 : gammainc(least / spread, Math.floor(acts / spread) + 1, true, true);
  const p = Math.max(LEAST_P, Math.min(up, down));
  return p <= allowance
    ? { side: up <= down ? 'up' : 'down', acts, base, expected, usualShare, p, allowance }
    : null;
}
