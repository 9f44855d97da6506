import { describe, expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import { labelledShare, midPInterval, predictionPoweredShare } from './labelled-share.ts';
import { correctedShare } from './prevalence.ts';

const known = { sensitivity: { hits: 160, trials: 200 }, specificity: { hits: 180, trials: 200 } };

describe('corrected share', () => {
  it('has the point of Rogan & Gladen', () => {
    const found = correctedShare({ hits: 310, trials: 1000 }, known);
    expect(found?.value).toBeCloseTo((0.31 + 0.9 - 1) / (0.8 + 0.9 - 1), 12);
    expect(found?.low).toBeGreaterThan(0.2);
    expect(found?.high).toBeLessThan(0.4);
  });
  it('reads a clean population through a noisy classifier as clean', () => {
    expect(correctedShare({ hits: 100, trials: 1000 }, known)).toMatchObject({ value: 0, low: 0 });
  });
  it('is a plain interval when the classifier never errs', () => {
    const sure = { sensitivity: { hits: 1e7, trials: 1e7 }, specificity: { hits: 1e7, trials: 1e7 } };
    const found = correctedShare({ hits: 300, trials: 1000 }, sure);
    // Likelihood-ratio interval of 300 of 1,000.
    expect(found?.low).toBeCloseTo(0.2721, 3);
    expect(found?.high).toBeCloseTo(0.3289, 3);
  });
  it('answers nothing when the classifier knows nothing', () => {
    const blind = { sensitivity: { hits: 50, trials: 100 }, specificity: { hits: 50, trials: 100 } };
    expect(correctedShare({ hits: 10, trials: 100 }, blind)).toBeNull();
  });
  it.each([0, 0.02, 0.3])('covers a share of %f as often as it says', (share) => {
    const r = rng(`coverage ${share}`);
    const draw = (n: number, p: number) => {
      let k = 0;
      for (let i = 0; i < n; i++) if (r.next() < p) k++;
      return { hits: k, trials: n };
    };
    let covered = 0;
    for (let k = 0; k < 800; k++) {
      const found = correctedShare(draw(500, share * 0.85 + (1 - share) * 0.08), {
        sensitivity: draw(200, 0.85),
        specificity: draw(300, 0.92),
      });
      if (found && found.low <= share && share <= found.high) covered++;
    }
    // Of 800 draws three standard deviations are 2.3 %.
    expect(covered / 800).toBeGreaterThan(0.927);
    expect(covered / 800).toBeLessThan(0.973);
  });
});

describe('share with hand labels', () => {
  it('agrees with PPI++ computed by numpy', () => {
    const found = predictionPoweredShare(
      [1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0],
      [0.9, 0.2, 0.1, 0.7, 0.3, 0.4, 0.2, 0.4, 0.1, 0.2, 0.8, 0.3],
      [0.1, 0.2, 0.9, 0.8, 0.3, 0.2, 0.1, 0.6, 0.2, 0.3, 0.1, 0.15, 0.7, 0.25, 0.4, 0.3],
    );
    expect(found.lambda).toBeCloseTo(0.97121, 4);
    expect(found.value).toBeCloseTo(0.30096, 4);
    expect(found.low).toBeCloseTo(0.09217, 4);
    expect(found.high).toBeCloseTo(0.50975, 4);
  });
  it('agrees with the mid-P interval of scipy, and uses it below ten labelled ones', () => {
    expect(midPInterval(4, 200).low).toBeCloseTo(0.006386, 5);
    expect(midPInterval(4, 200).high).toBeCloseTo(0.04753, 5);
    const labels = Array.from({ length: 200 }, (_, i) => (i < 4 ? 1 : 0));
    expect(
      labelledShare(
        labels,
        labels.map((y) => 0.1 + 0.8 * y),
        [0.1, 0.2],
      ),
    ).toMatchObject({ method: 'exact', value: 0.02 });
  });
});
