import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import type { Limits } from '#numerics/choose/best-cover.ts';
import { bestMix, mixModel } from './measures/best-mix.ts';
import { checkCertificate } from './measures/certificate-check.ts';
import { contactHistogram } from './measures/contact-histogram.ts';
import { worthOfChoice } from './measures/group-worths.ts';
import { heldOutReach } from './measures/held-out-reach.ts';
import { type MixAudience, mixAudience } from './measures/mix-audience.ts';
import { mixCertificate } from './measures/mix-certificate.ts';
import { PriceMargins } from './measures/price-margins.ts';
import { robustMix } from './measures/robust-mix.ts';
import { mixCertificate as certificateSchema, type MixTerms, mixTermsOf } from './schema.ts';

const limits = (more: Partial<Limits> = {}): Limits => {
  let spent = 0;
  return {
    watch: { spentMs: () => spent++ },
    limitMs: 1e12,
    searchSteps: 60,
    starts: 2,
    nodes: 1e6,
    proofBytes: 1e9,
    seed: 1,
    ...more,
  };
};

/** Each name reaches its own share of people, more of them in its half. */
function panel(seed: number | string, kolCount: number, personCount: number, density = 0.3): MixAudience {
  const random = rng(seed);
  const [kols, people]: [number[], number[]] = [[], []];
  for (let kol = 0; kol < kolCount; kol++) {
    const own = density * (0.4 + random.next());
    for (let person = 0; person < personCount; person++)
      if (random.next() < own * (person % 2 === kol % 2 ? 1.5 : 0.5)) {
        kols.push(kol);
        people.push(person);
      }
  }
  const prices = new Map(
    Array.from(
      { length: kolCount },
      (_, kol) => [`k${kol}`, Math.round(100 * (0.5 + 3 * random.next())) / 100] as const,
    ),
  );
  const column = (ids: number[], size: number, mark: string) => ({
    ids: Int32Array.from(ids),
    size,
    nameOf: (id: number) => `${mark}${id}`,
  });
  return mixAudience({ kol: column(kols, kolCount, 'k'), person: column(people, personCount, 'u') }, prices);
}

const half = (audience: MixAudience) => audience.prices.reduce((a, b) => a + b, 0) / 2;

const someTerms = (audience: MixAudience, kind: number): MixTerms => {
  const budget = half(audience);
  return mixTermsOf(
    [
      { budget },
      { budget, mode: 'times' as const, times: 2 },
      { budget, mode: 'times' as const, times: 5 },
      { budget, mode: 'capped' as const, times: 3, feedShare: 0.4 },
      { budget, audienceShares: { k0: 0.3, k1: 0.8 }, feedShare: 0.5 },
      {
        budget,
        must: ['k1'],
        never: ['k2'],
        groups: [{ name: 'g', kols: ['k0', 'k1', 'k3'], least: 1, most: 2 }],
      },
    ][kind % 6] as Partial<MixTerms> & { budget: number },
  );
};

it('certificates of random plans hold, finished or cut short, and survive JSON', () => {
  fc.assert(
    fc.property(
      fc.nat(10_000),
      fc.nat(5),
      fc.integer({ min: 5, max: 10 }),
      fc.constantFrom(1, 5, 1e6),
      (seed, kind, n, nodes) => {
        const audience = panel(seed, n, 40);
        const mix = bestMix(audience, someTerms(audience, kind), limits({ nodes }));
        const certificate = certificateSchema.parse(
          JSON.parse(JSON.stringify(mixCertificate(audience, mix))),
        );
        const verdict = checkCertificate(audience, certificate);
        expect(verdict.faults).toEqual([]);
        expect(verdict.value).toBeCloseTo(mix.value, 6);
      },
    ),
    { numRuns: 80, seed: 3 },
  );
});

it('certificates of searches that bound their nodes quickly hold, at the end and on the way', () => {
  for (const [seed, nodes] of [
    [1, 1e6],
    [2, 40],
    [3, 6],
  ] as const) {
    const audience = panel(`quick/${seed}`, 44, 500, 0.1);
    const terms = mixTermsOf({ budget: half(audience) / 3 });
    const mix = bestMix(audience, terms, limits({ nodes, searchSteps: 0, coreSteps: 0 }));
    expect(mix.nodeCount).toBeGreaterThan(2);
    if (nodes === 1e6) {
      expect(mix.optimal).toBe(true);
      // The same search without the quick bound: quotas that bind nobody.
      const slow = { ...terms, groups: [{ name: 'all', kols: audience.kols, least: 0, most: 44 }] };
      expect(bestMix(audience, slow, limits()).value).toBe(mix.value);
    }
    expect(checkCertificate(audience, mixCertificate(audience, mix)).faults).toEqual([]);
  }
});

it('names what was tampered with', () => {
  const audience = panel(4, 10, 60);
  const mix = bestMix(audience, someTerms(audience, 0), limits());
  const sound = mixCertificate(audience, mix);
  const about = (change: (c: typeof sound) => void, on = audience) => {
    const copy = structuredClone(sound);
    change(copy);
    return checkCertificate(on, copy).faults.map((fault) => fault.about);
  };
  expect(about(() => {})).toEqual([]);
  expect(about((c) => c.value++)).toContain('value');
  expect(about((c) => c.bound--)).toContain('bound');
  expect(about((c) => c.chosen.pop())).toContain('value');
  expect(about((c) => c.chosen.push(c.chosen[0] as string))).toContain('terms');
  expect(about((c) => (c.terms.budget /= 2))).toContain('terms');
  expect(about((c) => c.terms.never.push(c.chosen[0] as string))).toContain('terms');
  expect(about((c) => c.proof.patternCount++)).toContain('proof');
  expect(about((c) => ((c.proof.nodes[0] as { dual: number | null }).dual = null))).toContain('proof');
  expect(
    about((c) => {
      for (const node of c.proof.nodes) node.budgetPrice *= 0.5;
    }),
  ).toContain('bound');
  expect(about(() => {}, panel(5, 10, 60))).toContain('inputs');
});

it('reach once and five times choose different names', () => {
  const audience = panel(12, 14, 80, 0.45);
  const once = bestMix(audience, someTerms(audience, 0), limits());
  const often = bestMix(audience, someTerms(audience, 2), limits());
  expect(once.optimal && often.optimal).toBe(true);
  expect(often.value).toBeGreaterThan(0);
  expect(once.choice).not.toEqual(often.choice);
});

it('histogram counts the panel, and marginal worths are differences', () => {
  const audience = panel(7, 8, 100);
  const mix = bestMix(audience, someTerms(audience, 0), limits());
  const { people, touchShare, members } = contactHistogram(audience, mix.model, mix.model, mix.choice);
  expect(people.reduce((a, b) => a + b, 0)).toBe(audience.personCount);
  expect(touchShare * audience.personCount).toBeCloseTo(mix.value, 9);
  for (const member of members) expect(member.marginalValue).toBe(member.exclusiveCount);
});

it('a ceiling is the price at which the name leaves, an entry price the one at which it enters', () => {
  for (const seed of [1, 2]) {
    const audience = panel(seed, 9, 50);
    const terms = someTerms(audience, 0);
    const mix = bestMix(audience, terms, limits());
    const margins = new PriceMargins(mix.model, mix, limits());
    const worthAt = (j: number, price: number, extra: Partial<MixTerms>) => {
      const prices = audience.prices.slice();
      prices[j] = price;
      return bestMix({ ...audience, prices }, { ...terms, ...extra }, limits()).value;
    };
    for (const [j, kol] of audience.kols.entries()) {
      const { ceilingPrice, chosen, dropout } = margins.of(j);
      const without = worthAt(j, audience.prices[j] as number, { never: [kol] });
      if (dropout) expect(dropout.value).toBe(without);
      const isIn = (price: number) => {
        const inside = worthAt(j, price, { must: [kol] });
        return chosen ? inside >= without : inside > mix.value;
      };
      if (ceilingPrice === null) {
        expect(isIn(0)).toBe(false);
        continue;
      }
      expect(isIn(ceilingPrice * 0.99)).toBe(true);
      if (
        ceilingPrice * 1.01 < terms.budget &&
        (chosen || ceilingPrice * 1.01 < (audience.prices[j] as number))
      )
        expect(isIn(ceilingPrice * 1.01)).toBe(false);
    }
  }
});

it('the cautious plan is never worse at the low ends', () => {
  const audience = panel(9, 9, 60);
  const low = Object.fromEntries(audience.kols.map((kol, j) => [kol, j % 2 === 0 ? 0.2 : 0.9]));
  const robust = robustMix(audience, someTerms(audience, 0), low, limits());
  expect(robust.cautiousAt.low).toBeGreaterThanOrEqual(robust.likelyAt.low - 1e-6);
  expect(robust.likelyAt.likely).toBeGreaterThanOrEqual(robust.cautiousAt.likely);
  expect(robust.cautious.value).toBeCloseTo(robust.cautiousAt.low, 4);
});

it('held-out reach covers the truth of the generator, claimed reach does not', () => {
  // The first 400 people are the panel; 4,000 more of the same kind are the truth.
  let [covered, claimedHigh, runs] = [0, 0, 0];
  for (let seed = 0; seed < 30; seed++) {
    const whole = panel(`truth/${seed}`, 24, 4400, 0.05);
    const inPanel = (row: number) => (whole.personOf[row] as number) < 400;
    const rows = Array.from(whole.personOf.keys()).filter(inPanel);
    const audience: MixAudience = {
      ...whole,
      kolOf: Int32Array.from(rows, (row) => whole.kolOf[row] as number),
      personOf: Int32Array.from(rows, (row) => whole.personOf[row] as number),
      personCount: 400,
    };
    const terms = mixTermsOf({ budget: half(audience) / 3 });
    const mix = bestMix(audience, terms, limits({ nodes: 0 }));
    const held = heldOutReach(mix.model, 400, limits({ nodes: 0 }));
    if ('insufficient' in held) throw new Error('400 people are enough');
    const truth = (worthOfChoice(mixModel(whole, terms), mix.choice) - mix.value) / 4000;
    runs++;
    if (truth * 400 >= held.low && truth * 400 <= held.high) covered++;
    if (mix.value > truth * 400) claimedHigh++;
  }
  expect(covered / runs).toBeGreaterThanOrEqual(0.85);
  expect(claimedHigh / runs).toBeGreaterThan(0.8);
});

it('says that a tiny panel is insufficient, and refuses terms that nothing keeps', () => {
  const audience = panel(2, 5, 40);
  const mix = bestMix(audience, someTerms(audience, 0), limits());
  expect(heldOutReach(mix.model, 40, limits())).toMatchObject({ insufficient: true, need: 60, have: 40 });
  expect(() => bestMix(audience, mixTermsOf({ budget: 0.01, must: ['k0'] }), limits())).toThrow(
    /No mix keeps/,
  );
  expect(() => bestMix(audience, mixTermsOf({ budget: 1, must: ['nobody'] }), limits())).toThrow(/nobody/);
});
