import { describe, expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import { type CardEvidence, combinedEvidence, levelOf } from './combined-evidence.ts';

const card = (pValue: number, i = 0): CardEvidence => ({
  measure: `m${i}@1`,
  level: levelOf(pValue),
  pValue,
});

describe('combinedEvidence', () => {
  it('is insufficient below three readable cards', () => {
    const thin: CardEvidence = { measure: 'x@1', level: 'insufficient', pValue: null };
    expect(combinedEvidence([card(1e-9), thin, thin])).toMatchObject({
      level: 'insufficient',
      cardCount: 1,
      insufficientCount: 2,
    });
  });
  it('lets one very strong card stand, and not a weak one among many', () => {
    const calm = Array.from({ length: 9 }, (_, i) => card(0.5, i + 1));
    expect(combinedEvidence([card(1e-6), ...calm]).level).toBe('strong');
    expect(combinedEvidence([card(0.02), ...calm]).level).toBe('none');
  });
  it('takes the declared share where a card has no p value', () => {
    const level: CardEvidence = { measure: 'x@1', level: 'strong', pValue: null };
    expect(combinedEvidence([level, card(0.5), card(0.5)]).pValue).toBeCloseTo(0.003);
  });
  it('stays within its declared shares on clean accounts, with cards that depend on each other', () => {
    const random = rng('combined-evidence');
    const trials = 20_000;
    for (const dependence of [0, 0.9]) {
      let [weak, moderate] = [0, 0];
      for (let trial = 0; trial < trials; trial++) {
        const common = random.next();
        const cards = Array.from({ length: 12 }, (_, i) =>
          card(random.next() < dependence ? common : random.next(), i),
        );
        const { pValue } = combinedEvidence(cards);
        if (pValue <= 0.05) weak++;
        if (pValue <= 0.01) moderate++;
      }
      expect(weak / trials).toBeLessThanOrEqual(0.055);
      expect(moderate / trials).toBeLessThanOrEqual(0.0125);
    }
  });
});
