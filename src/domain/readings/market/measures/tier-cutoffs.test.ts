import { describe, expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import { tierCutoffs } from './tier-cutoffs.ts';

/** Three groups around 5,000, 200,000 and 5,000,000 followers. */
const planted = (n: number, seed: string): number[] => {
  const random = rng(seed);
  return Array.from({ length: n }, (_, i) =>
    Math.round(random.logNormal([5e3, 2e5, 5e6][i % 3] as number, 0.4)),
  );
};

describe('tierCutoffs', () => {
  it('finds planted tiers, chooses their number, and is stable', () => {
    const tiers = tierCutoffs(planted(600, 'a'), null, 'x');
    expect(tiers?.k).toBe(3);
    expect(tiers?.counts).toEqual([200, 200, 200]);
    expect(tiers?.stableShare).toBeGreaterThan(0.99);
    const [, middle, top] = tiers?.floors ?? [];
    expect(middle?.value).toBeGreaterThan(1e4);
    expect(middle?.value).toBeLessThan(1e5);
    expect(top?.low).toBeLessThanOrEqual(top?.value ?? 0);
    expect(top?.high).toBeGreaterThanOrEqual(top?.value ?? 0);
  });
  it('says less where the groups run into each other', () => {
    const random = rng('smear');
    const smear = Array.from({ length: 200 }, () => Math.round(random.logNormal(5e4, 2)));
    const [clear, vague] = [tierCutoffs(planted(200, 'b'), 3, 'x'), tierCutoffs(smear, 3, 'x')];
    expect(vague?.stableShare).toBeLessThan(clear?.stableShare ?? 0);
  });
  it('is null below thirty accounts, and ignores accounts without followers', () => {
    expect(tierCutoffs(planted(29, 'c'), 3, 'x')).toBeNull();
    expect(tierCutoffs([...planted(29, 'c'), 0, 0, 0], 3, 'x')).toBeNull();
  });
});
