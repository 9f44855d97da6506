/**
 * How much of the reach a mix claims would be there among people who had no part in choosing it?
 * Method: the panel is cut in seeded parts; for each part a mix is chosen on all the others by the same search, and the
 *   part reports it. Everybody reports once, under a mix that never saw them. Halves from 5,000 people on; tenths below,
 *   where half a panel would choose noticeably worse than the whole. Interval: Wilson for counts, mean ± 1.96 standard
 *   errors where contacts are chances or several count.
 * Source: cross-fitting (Chernozhukov et al. 2018, doi:10.1111/ectj.12097); Smith & Winkler 2006,
 *   doi:10.1287/mnsc.1050.0451 (the optimiser's curse).
 * Differs: –
 * Limits: it is the reach of mixes chosen on fewer people, so it is a little low for the mix chosen on all. It speaks for
 *   people like the panel's; how the panel was drawn it cannot know.
 * Verified: mix.test.ts (coverage of the generator's truth), bench/mix.ts (optimism at n = 100, 300, 1,000, 3,000).
 */
import { rng } from '#basis/rng.ts';
import { bestCover, type Limits } from '#numerics/choose/best-cover.ts';
import { reweighted } from '#numerics/choose/cover.ts';
import type { CoverModel } from '#numerics/choose/dual-bound.ts';
import { wilson } from '#numerics/stats/intervals.ts';
import { groupWorths } from './group-worths.ts';

export interface HeldOutReach {
  /** People of the panel, by the parts that did not choose. */
  value: number;
  low: number;
  high: number;
  /** The same mixes, by the people who chose them; per panel. */
  claimed: number;
  /** claimed − held out, as a share of the panel. */
  optimismShare: number;
  peopleCount: number;
  /** 2: halves. */
  parts: number;
}

export type Insufficient = {
  insufficient: true;
  need: number;
  have: number;
  why: string;
};

/** Fewer people to a half say next to nothing. */
const LEAST_HALF = 30;
const ENOUGH_FOR_HALVES = 5000;

export function heldOutReach(
  model: CoverModel,
  personCount: number,
  limits: Limits,
): HeldOutReach | Insufficient {
  if (personCount < 2 * LEAST_HALF)
    return {
      insufficient: true,
      need: 2 * LEAST_HALF,
      have: personCount,
      why: 'too few people in the panel to cut it in two',
    };
  const parts = personCount >= ENOUGH_FOR_HALVES ? 2 : 10;
  const order = rng(`${limits.seed}/parts`).shuffle(Array.from({ length: personCount }, (_, i) => i));
  const partOf = new Uint8Array(personCount);
  for (const [i, person] of order.entries()) partOf[person] = i % parts;
  let [sum, squares, claimed] = [0, 0, 0];
  const begin = limits.watch.spentMs();
  for (let part = 0; part < parts; part++) {
    const choosing = reweighted(model.cover, (person) => partOf[person] !== part);
    const limitMs = begin + ((limits.limitMs - begin) * (part + 1)) / parts;
    const found = bestCover({ ...model, cover: choosing }, { ...limits, limitMs, nodes: 0 });
    if (!found) continue;
    const worths = groupWorths(model, found.choice);
    for (let g = 0; g < worths.length; g++) {
      const worth = worths[g] as number;
      const chose = choosing.weights[g] as number;
      const reports = (model.cover.weights[g] as number) - chose;
      claimed += (worth * chose) / (parts - 1);
      sum += worth * reports;
      squares += worth ** 2 * reports;
    }
  }
  const n = personCount;
  const counts = model.chances === null && model.ladder.whole && (model.ladder.worths.at(-1) as number) <= 1;
  let { low, high } = { low: 0, high: 0 };
  if (counts) ({ low, high } = wilson(Math.round(sum), n));
  else {
    const error = 1.96 * Math.sqrt(Math.max(0, squares / n - (sum / n) ** 2) / n);
    [low, high] = [Math.max(0, sum / n - error), sum / n + error];
  }
  return {
    value: sum,
    low: low * n,
    high: high * n,
    claimed,
    optimismShare: (claimed - sum) / n,
    peopleCount: n,
    parts,
  };
}
