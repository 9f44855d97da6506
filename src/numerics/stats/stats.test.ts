import { describe, expect, it } from 'vitest';
import { discoveries } from './discoveries.ts';
import { clopperPearson, wilson } from './intervals.ts';
import { binomialAtLeast, hypergeometricAtLeast, poissonAtLeast } from './tails.ts';

describe('intervals', () => {
  // R: prop.test(10, 200, correct = FALSE), binom.test(10, 200)
  it('agrees with R', () => {
    expect(wilson(10, 200).low).toBeCloseTo(0.02739, 4);
    expect(wilson(10, 200).high).toBeCloseTo(0.08958, 4);
    expect(clopperPearson(10, 200).low).toBeCloseTo(0.02424, 4);
    expect(clopperPearson(10, 200).high).toBeCloseTo(0.09003, 4);
    expect(clopperPearson(0, 200)).toMatchObject({ low: 0 });
    expect(clopperPearson(0, 200).high).toBeCloseTo(0.01828, 4);
  });
});

describe('tails', () => {
  it('adds up term by term', () => {
    let poisson = 0;
    for (let k = 0, term = Math.exp(-3); k < 7; k++, term *= 3 / k) poisson += term;
    expect(poissonAtLeast(7, 3)).toBeCloseTo(1 - poisson, 10);
    expect(binomialAtLeast(3, 4, 0.5)).toBeCloseTo(5 / 16, 12);
    expect(hypergeometricAtLeast(2, 10, 4, 3)).toBeCloseTo((6 * 6 + 4) / 120, 12);
    expect(hypergeometricAtLeast(0, 10, 4, 3)).toBe(1);
    expect(hypergeometricAtLeast(4, 10, 4, 3)).toBe(0);
  });
  it('stays exact where one minus the rest would be zero', () => {
    expect(poissonAtLeast(30, 0.02)).toBeGreaterThan(0);
    expect(poissonAtLeast(30, 0.02)).toBeLessThan(1e-80);
  });
});

describe('discoveries', () => {
  it('keeps the example of Benjamini & Hochberg 1995, table 1', () => {
    const p = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
      0.759, 1,
    ];
    expect(discoveries(p, 0.05).kept.filter(Boolean)).toHaveLength(4);
    expect(discoveries([0.9, 0.8], 0.05)).toEqual({ kept: [false, false], cut: 0 });
  });
});
