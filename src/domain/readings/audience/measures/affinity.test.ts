import { describe, expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import { affinities } from './affinity.ts';

const random = rng('affinity');
const binomial = (n: number, p: number) => {
  let k = 0;
  for (let i = 0; i < n; i++) if (random.next() < p) k++;
  return k;
};
/** Accounts of 30–300 people whose true share of the target is `shareOf`. */
function simulated(count: number, shareOf: (i: number) => number) {
  const base = Array.from({ length: count }, () => random.int(30, 300));
  const shares = base.map((_, i) => shareOf(i));
  return { base, shares, target: base.map((b, i) => binomial(b, shares[i] as number)) };
}
const sizes = { targetPeople: 1000, basePeople: 10_000 };

describe('affinities', () => {
  it('cover the true TGI at 95 %, and are nearer to it than raw TGI', () => {
    // Beta(4, 36): mean 0.1, sd 0.047.
    const gamma = (k: number) =>
      Array.from({ length: k }, () => random.exponential(1)).reduce((a, b) => a + b, 0);
    const { base, shares, target } = simulated(1500, () => {
      const [x, y] = [gamma(4), gamma(36)];
      return x / (x + y);
    });
    const { accounts, prior } = affinities({ target, base, ...sizes });
    expect(prior.mean).toBeCloseTo(0.1, 1);
    expect(prior.weight).toBeGreaterThan(28);
    expect(prior.weight).toBeLessThan(56);
    const truth = shares.map((s) => (100 * s) / 0.1);
    const covered = accounts.filter(
      (a, i) => a.tgi.low <= (truth[i] as number) && (truth[i] as number) <= a.tgi.high,
    );
    expect(covered.length / accounts.length).toBeGreaterThan(0.93);
    expect(covered.length / accounts.length).toBeLessThan(0.97);
    const error = (of: (i: number) => number) => truth.reduce((sum, t, i) => sum + (of(i) - t) ** 2, 0);
    expect(error((i) => accounts[i]?.tgi.value ?? 0)).toBeLessThan(
      0.8 * error((i) => accounts[i]?.rawTgi ?? 0),
    );
  });

  it('hold the share of false discoveries, and find what is far above the base rate', () => {
    let [kept, wrong, found] = [0, 0, 0];
    for (let trial = 0; trial < 30; trial++) {
      const { base, target } = simulated(200, (i) => (i < 20 ? 0.3 : 0.08));
      const places = base.map((_, i) => i);
      const among = affinities({ target, base, ...sizes }).discoveriesAmong(places, 0.1);
      kept += among.length;
      wrong += among.filter((i) => i >= 20).length;
      found += among.filter((i) => i < 20).length;
    }
    expect(wrong / kept).toBeLessThan(0.1);
    expect(found / (30 * 20)).toBeGreaterThan(0.9);
  });

  it('stay finite where nobody or everybody is of the target', () => {
    for (const target of [
      [0, 0],
      [40, 50],
    ]) {
      const { accounts } = affinities({ target, base: [40, 50], targetPeople: 90, basePeople: 90 });
      for (const a of accounts)
        for (const value of [a.tgi.value, a.tgi.low, a.targetShare.value, a.logLikelihood, a.p, a.rawTgi])
          expect(Number.isFinite(value)).toBe(true);
    }
  });
});
