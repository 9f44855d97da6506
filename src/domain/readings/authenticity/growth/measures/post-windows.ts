/** Scores of every post of one account against its neighbours, for ranking among posts of other accounts. Oldest first. */

import { stepSurprise } from '#numerics/series/step-surprise.ts';
import { smoothGrowth } from './smooth-growth.ts';

/** Posts in a window that is read for smoothness: 20 pairs. */
const WINDOW = 40;
const LEAST = 20;
/** A post stands for a day, so that the order of posts counts and not the hour of publication. */
const STEP_MS = 86_400_000;

function running(counter: Float64Array): { atMs: Float64Array; count: Float64Array } {
  const count = new Float64Array(counter.length + 1);
  for (let i = 0; i < counter.length; i++) count[i + 1] = (count[i] as number) + (counter[i] as number);
  return { atMs: count.map((_, i) => i * STEP_MS), count };
}

/** −log10 of each post's surprise above (1) or below (−1) its neighbours; NaN for accounts of fewer than 20 posts. */
export function surpriseScores(counter: Float64Array, direction: 1 | -1): Float64Array {
  if (counter.length < LEAST) return counter.map(() => Number.NaN);
  return stepSurprise(running(counter), direction).p.map((p) => -Math.log10(p));
}

/** Evenness of the 40 posts that end with each post; NaN where there are fewer, or too few that can be paired. */
export function evennessScores(counter: Float64Array): Float64Array {
  return counter.map((_, i) => {
    if (i + 1 < WINDOW) return Number.NaN;
    const read = smoothGrowth(running(counter.subarray(i + 1 - WINDOW, i + 1)));
    return read.state === 'ok' ? -read.unevenShare : Number.NaN;
  });
}
