import { describe, expect, it } from 'vitest';
import type { Result } from '#basis/reading.ts';
import { DEFAULT_WEIGHTS } from '../presets.ts';
import { brandProximity, proximityScore } from './brand-proximity.ts';
import { commercialGates } from './commercial-gates.ts';
import { costPerTruePerson, expectedSales, fanEffect } from './reckoned.ts';

const figures = (r: Result) => (r.state === 'ok' ? [r.value, r.low, r.high] : r.state);

describe('reckoned from bounds', () => {
  const price = { value: 100_000, low: 100_000, high: 120_000 };
  const followers = { value: 10_000, low: 9_000, high: 11_000 };
  const trueShare = { value: 0.8, low: 0.5, high: 0.9 };

  it('cost per true person is price ÷ (followers × 10 % × true share), with the bounds of every input', () => {
    const found = costPerTruePerson({ price, currency: 'CNY', followers, feedShare: 0.1, trueShare, n: 300 });
    expect(figures(found)).toEqual([100_000 / 800, 100_000 / (1100 * 0.9), 120_000 / 450]);
    const half = costPerTruePerson({ price, currency: 'CNY', followers, feedShare: 0.05, trueShare, n: 300 });
    expect(half.state === 'ok' && half.value).toBe(250);
    expect(half.state === 'ok' && half.caveats[0]?.en).toContain('5 % of followers');
  });

  it('names what is missing and never divides by a share that may be zero', () => {
    const without = costPerTruePerson({
      price: null,
      currency: null,
      followers,
      feedShare: 0.1,
      trueShare: null,
      n: 0,
    });
    expect(without).toMatchObject({
      state: 'insufficient',
      need: { en: expect.stringContaining('a price') as string },
    });
    const open = costPerTruePerson({
      price,
      currency: 'CNY',
      followers,
      feedShare: 0.1,
      trueShare: { value: 0.1, low: 0, high: 0.2 },
      n: 50,
    });
    expect(open).toMatchObject({
      state: 'insufficient',
      have: { en: 'a true-fan share that may be zero; at least 455 CNY minor per person' },
    });
  });

  it('fan effect and usual sales', () => {
    expect(figures(fanEffect({ price, currency: 'CNY', engagements: 500, trueShare, n: 300 }))).toEqual([
      0.4,
      25_000 / 120_000,
      0.45,
    ]);
    expect(figures(expectedSales({ value: 1e6, low: 1e6, high: 2e6 }, 22))).toEqual([22, 22, 44]);
    expect(expectedSales(null, 22).state).toBe('insufficient');
  });
});

describe('brand proximity', () => {
  const weights = DEFAULT_WEIGHTS.proximity;
  const mentions = { posts: 20, naming: 5, sponsoredNaming: 1, daysSince: 90, spells: 4, namingSpells: 2 };

  it('is the weighted mean of share, recency and spread', () => {
    expect(proximityScore(mentions, weights)).toBeCloseTo(100 * (0.5 * 0.25 + 0.25 * 0.5 + 0.25 * 0.5), 9);
    const found = brandProximity(mentions, weights);
    expect(found.state === 'ok' && found.low !== null && found.low < found.value).toBe(true);
  });

  it('is zero for nobody named, and insufficient below five posts', () => {
    expect(proximityScore({ ...mentions, naming: 0, daysSince: null, namingSpells: 0 }, weights)).toBe(0);
    expect(brandProximity({ ...mentions, posts: 4 }, weights).state).toBe('insufficient');
  });
});

describe('gates', () => {
  const good = { followers: 50_000, daysSincePost: 3, trueShareHigh: 0.9, evidence: 'none', traded: true };
  const shut = (facts: Partial<typeof good>, rules = DEFAULT_WEIGHTS.gates) =>
    commercialGates({ ...good, ...facts }, rules)
      .filter((g) => !g.open)
      .map((g) => g.gate);

  it('close one by one, with the number in the reason', () => {
    expect(shut({})).toEqual([]);
    expect(shut({ followers: 10 })).toEqual(['followers']);
    expect(shut({ daysSincePost: 400 })).toEqual(['active']);
    expect(shut({ trueShareHigh: 0.2 })).toEqual(['true_fans']);
    expect(shut({ evidence: 'strong' })).toEqual(['evidence']);
    expect(shut({ traded: false })).toEqual([]);
    expect(shut({ traded: false }, { ...DEFAULT_WEIGHTS.gates, needsTrade: true })).toEqual(['trade']);
  });

  it('stay open where nothing is known, and say so', () => {
    const gates = commercialGates(
      { followers: null, daysSincePost: null, trueShareHigh: null, evidence: null, traded: false },
      DEFAULT_WEIGHTS.gates,
    );
    expect(gates.every((g) => g.open)).toBe(true);
    expect(gates.find((g) => g.gate === 'evidence')?.reason.en).toBe('Not audited.');
  });
});
