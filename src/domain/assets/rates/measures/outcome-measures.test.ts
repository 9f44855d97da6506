/** Coverage of the elasticity of spend and of the paid factor on simulated posts, and false alarms where there is none. */
import { describe, expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import { costCurve, LEAST_POSTS } from './cost-curve.ts';
import { type MarkedPost, paidLift } from './paid-lift.ts';

function ads(seed: string, n: number, b: number): { spends: Float64Array; results: Float64Array } {
  const random = rng(seed);
  const spends = Float64Array.from({ length: n }, () => random.logNormal(3000, 1.2));
  // Counts scatter more than Poisson's, as those of ads do.
  const results = spends.map((s) => random.poisson(4 * (s / 3000) ** b * random.logNormal(0.9, 0.45)));
  return { spends, results };
}

describe('cost curve', () => {
  it('holds the planted elasticity as often as its interval says', () => {
    let held = 0;
    const books = 120;
    for (let k = 0; k < books; k++) {
      const { spends, results } = ads(`curve ${k}`, 150, 0.7);
      const curve = costCurve(spends, results, 's');
      if (curve.state === 'ok' && curve.elasticity.low <= 0.7 && curve.elasticity.high >= 0.7) held++;
    }
    expect(held / books).toBeGreaterThan(0.88);
  });

  it('says diminishing where it is, and not where results rise with money one for one', () => {
    const bent = ads('bent', 300, 0.6);
    expect(costCurve(bent.spends, bent.results, 's')).toMatchObject({ state: 'ok', shape: 'diminishing' });
    let wrong = 0;
    for (let k = 0; k < 60; k++) {
      const straight = ads(`straight ${k}`, 200, 1);
      const curve = costCurve(straight.spends, straight.results, 's');
      if (curve.state === 'ok' && curve.shape !== 'proportional') wrong++;
    }
    expect(wrong / 60).toBeLessThan(0.13);
  });

  it('is insufficient below its gate', () => {
    const { spends, results } = ads('few', LEAST_POSTS - 1, 0.7);
    expect(costCurve(spends, results, 's')).toMatchObject({
      state: 'insufficient',
      need: { en: '30 posts with spend and 30 results' },
    });
  });
});

/** Posts of a page whose kind and hour move both reach and the choice to pay. */
function page(seed: string, n: number, factor: number): MarkedPost[] {
  const random = rng(seed);
  return Array.from({ length: n }, () => {
    const kind = random.int(1, 3);
    const band = random.int(0, 2);
    const paid = random.chance(0.15 + 0.12 * kind);
    const log = 8 + 0.4 * kind - 0.3 * band + (paid ? Math.log(factor) : 0) + random.normal(0, 0.8);
    return {
      paid,
      value: Math.exp(log),
      followers: null,
      traits: { kind: String(kind), band: String(band) },
      stratum: `${kind}|${band}`,
    };
  });
}

describe('paid lift', () => {
  it('holds the planted factor by regression and by matching, which the plain ratio misses', () => {
    const pages = 120;
    const held = { plain: 0, regression: 0, matched: 0 };
    for (let k = 0; k < pages; k++) {
      const lift = paidLift(page(`lift ${k}`, 300, 1.5), 's');
      for (const name of ['plain', 'regression', 'matched'] as const) {
        const found = lift[name];
        if (found && found.low <= 1.5 && found.high >= 1.5) held[name]++;
      }
    }
    expect(held.regression / pages).toBeGreaterThan(0.88);
    expect(held.matched / pages).toBeGreaterThan(0.88);
    expect(held.plain / pages).toBeLessThan(0.85);
  });

  it('finds nothing where nothing is, at about the stated rate', () => {
    const pages = 150;
    let alarms = 0;
    let shuffled = 0;
    for (let k = 0; k < pages; k++) {
      const lift = paidLift(page(`none ${k}`, 150, 1), 's');
      if (lift.regression.low > 1 || lift.regression.high < 1) alarms++;
      if ((lift.shuffleShare ?? 1) <= 0.05) shuffled++;
    }
    expect(alarms / pages).toBeLessThan(0.11);
    expect(shuffled / pages).toBeLessThan(0.11);
  });
});
