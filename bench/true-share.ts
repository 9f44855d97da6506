/** The corrected true-fan share: coverage of its interval, its width against PPI++, and false alarms on clean lists. */
import { type Rng, rng } from '#basis/rng.ts';
import { ORDINARY_SHARE } from '#domain/readings/authenticity/followers/detectors.ts';
import { scoreProfiles } from '#domain/readings/authenticity/followers/measures/account-score.ts';
import { pickProfiles } from '#domain/readings/authenticity/followers/measures/profile-features.ts';
import { fakeShare, pAbove } from '#domain/readings/authenticity/followers/measures/true-fan-share.ts';
import { shippedModel } from '#domain/readings/authenticity/followers/shipped-model.ts';
import { simulatedProfiles } from '#domain/readings/authenticity/followers/simulated-profiles.ts';
import { labelledShare, predictionPoweredShare } from '#numerics/learn/labelled-share.ts';
import { correctedShare } from '#numerics/learn/prevalence.ts';
import type { Line } from './run.ts';

const hits = (r: Rng, trials: number, p: number): number => {
  let k = 0;
  for (let i = 0; i < trials; i++) if (r.next() < p) k++;
  return k;
};
const line = (name: string, value: number, bound: number | null, note: string): Line => ({
  name,
  value,
  unit: 'ratio',
  bound,
  note,
});

/** Sensitivity, specificity, and validation rows of each class. */
const CLASSIFIERS = [
  [0.8, 0.9, 200, 200],
  [0.9, 0.95, 300, 1000],
] as const;

function coverage(repeats: number): Line[] {
  return CLASSIFIERS.flatMap(([se, sp, ones, zeros]) =>
    [0, 0.02, 0.1, 0.3, 0.6].map((share) => {
      const cells = [200, 1000, 5000].map((n) => {
        const r = rng(`coverage ${se} ${n} ${share}`);
        let [covered, width] = [0, 0];
        for (let k = 0; k < repeats; k++) {
          const found = correctedShare(
            { hits: hits(r, n, share * se + (1 - share) * (1 - sp)), trials: n },
            {
              sensitivity: { hits: hits(r, ones, se), trials: ones },
              specificity: { hits: hits(r, zeros, sp), trials: zeros },
            },
          );
          if (!found) continue;
          if (found.low <= share && share <= found.high) covered++;
          width += (found.high - found.low) / repeats;
        }
        return { n, covered: covered / repeats, width };
      });
      const worst = Math.max(...cells.map((c) => Math.abs(c.covered - 0.95)));
      return line(
        `coverage, Se ${se} Sp ${sp}, ${share * 100} % automated: furthest from 95 %`,
        worst,
        0.02,
        cells
          .map((c) => `n ${c.n}: ${(c.covered * 100).toFixed(1)} % at width ${c.width.toFixed(3)}`)
          .join(', '),
      );
    }),
  );
}

/** 200 labelled and 2,000 scored people; scores of a classifier that was calibrated at another share. */
function width(repeats: number): Line[] {
  return [0.02, 0.05, 0.1, 0.3, 0.5].map((share) => {
    const r = rng(`width ${share}`);
    const draw = (n: number) => {
      const labels = Array.from({ length: n }, () => (r.chance(share) ? 1 : 0));
      return { labels, scores: labels.map((y) => 1 / (1 + Math.exp(-(2.5 * r.normal(y) - 2)))) };
    };
    let [ours, theirs, oursCovers, theirsCovers] = [0, 0, 0, 0];
    for (let k = 0; k < repeats; k++) {
      const own = draw(200);
      const other = draw(2000).scores;
      const a = labelledShare(own.labels, own.scores, other);
      const b = predictionPoweredShare(own.labels, own.scores, other);
      ours += (a.high - a.low) / repeats;
      theirs += (b.high - b.low) / repeats;
      if (a.low <= share && share <= a.high) oursCovers += 1 / repeats;
      if (b.low <= share && share <= b.high) theirsCovers += 1 / repeats;
    }
    return line(
      `width against PPI++, ${share * 100} % automated`,
      ours / theirs,
      // Below about ten labelled ones PPI++ is narrow because it misses.
      share >= 0.1 ? 1.03 : null,
      `ours ${ours.toFixed(3)} covers ${(oursCovers * 100).toFixed(1)} %, PPI++ ${theirs.toFixed(3)} covers ${(theirsCovers * 100).toFixed(1)} %`,
    );
  });
}

/** Lists of invented followers through the shipped model: alarms at the ordinary share, and coverage at other shares. */
function lists(repeats: number): Line[] {
  const model = shippedModel();
  const pool = simulatedProfiles('true-share bench', 60_000);
  const ones = [...pool.labels.keys()].filter((i) => pool.labels[i] === 1);
  const zeros = [...pool.labels.keys()].filter((i) => pool.labels[i] === 0);
  return [0, 0.05, ORDINARY_SHARE, 0.3, 0.6].map((share) => {
    const r = rng(`lists ${share}`);
    const n = 600;
    let [alarms, weak, covered] = [0, 0, 0];
    for (let k = 0; k < repeats; k++) {
      const rows = Array.from({ length: n }, () => r.pick(r.chance(share) ? ones : zeros));
      const scored = scoreProfiles(model, pickProfiles(pool, rows));
      const found = fakeShare(scored);
      if (found.state === 'ok' && found.fake.low <= share && share <= found.fake.high) covered += 1 / repeats;
      if (share <= ORDINARY_SHARE) {
        const p = pAbove(scored, ORDINARY_SHARE);
        if (p <= 0.01) alarms++;
        if (p <= 0.05) weak++;
      }
    }
    const clean = share <= ORDINARY_SHARE;
    return line(
      `lists of ${n} invented followers, ${share * 100} % automated: ${clean ? 'moderate or above' : 'not covered'}`,
      clean ? alarms / repeats : 1 - covered,
      clean ? 0.02 : null,
      `${clean ? `${alarms} of ${repeats} alarm, weak or above ${((weak / repeats) * 100).toFixed(1)} %, ` : ''}covered ${(covered * 100).toFixed(1)} % of ${repeats}`,
    );
  });
}

export const benchTrueShare = (): Promise<Line[]> =>
  Promise.resolve([...coverage(1500), ...width(1000), ...lists(300)]);
