/** Bounds by shared pairs: never below the best choice, tighter than the linear relaxation, checked by code of their own. */
import { expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import { bestOfEvery } from '#numerics/choose/every-choice.ts';
import { lpPrices } from '#numerics/choose/lp-prices.ts';
import { PairBounds, type PairNode } from '#numerics/choose/pair-bound.ts';
import { bestMix, MIX_LIMITS, mixModel } from './measures/best-mix.ts';
import { checkCertificate } from './measures/certificate-check.ts';
import { type MixAudience, mixAudience } from './measures/mix-audience.ts';
import { mixCertificate } from './measures/mix-certificate.ts';
import { type MixCertificate, mixTermsOf } from './schema.ts';

function panel(seed: string, kolCount: number, personCount: number, share: number) {
  const random = rng(seed);
  const [kols, people]: [number[], number[]] = [[], []];
  for (let kol = 0; kol < kolCount; kol++)
    for (let person = 0; person < personCount; person++)
      if (random.next() < share) {
        kols.push(kol);
        people.push(person);
      }
  const column = (ids: number[], size: number, mark: string) => ({
    ids: Int32Array.from(ids),
    size,
    nameOf: (id: number) => `${mark}${id}`,
  });
  const prices = new Map(
    Array.from({ length: kolCount }, (_, kol) => [`k${kol}`, 1 + random.int(0, 200) / 100] as const),
  );
  const audience = mixAudience(
    { kol: column(kols, kolCount, 'k'), person: column(people, personCount, 'u') },
    prices,
  );
  return { audience, terms: mixTermsOf({ budget: 0.3 * audience.prices.reduce((a, b) => a + b, 0) }) };
}

function rootBound(audience: MixAudience, terms: ReturnType<typeof mixTermsOf>) {
  const model = mixModel(audience, terms);
  const n = model.cover.candidateCount;
  const bounds = new PairBounds(model);
  const warm = {
    dual: new Uint8Array(model.cover.groupCount).fill(120),
    fraction: new Float64Array(n).fill(0.3),
    curve: null,
  };
  const node = bounds.at(new Int8Array(n), warm, {
    steps: 80,
    rounds: 4,
    sweeps: 10,
    enough: 0,
    goOn: () => true,
  }) as PairNode;
  return { model, node };
}

it('holds for every choice, and the checker adds it up alike', () => {
  for (let run = 0; run < 12; run++) {
    const { audience, terms } = panel(`pairs/${run}`, 14, 220, 0.12);
    const { model, node } = rootBound(audience, terms);
    expect(node.bound).toBeGreaterThanOrEqual(bestOfEvery(model) - 1e-6);
    const spent = { at: 0 };
    const mix = bestMix(audience, terms, {
      ...MIX_LIMITS,
      searchSteps: 100,
      coreSteps: 0,
      nodes: 4,
      watch: { spentMs: () => spent.at++ },
      limitMs: 1e6,
    });
    const certificate: MixCertificate = {
      ...mixCertificate(audience, mix),
      bound: Math.floor(node.bound + 1e-7),
      proven: 'bounded',
      proof: {
        patternCount: model.cover.groupCount,
        duals: [Buffer.from(node.dual).toString('base64')],
        nodes: [
          {
            dual: 0,
            budgetPrice: node.budgetPrice,
            groupPrices: [],
            fixed: [],
            split: null,
            children: null,
            pairs: node.pairs,
          },
        ],
      },
    };
    expect(checkCertificate(audience, certificate)).toMatchObject({ ok: true, faults: [] });
    const root = certificate.proof.nodes[0] as MixCertificate['proof']['nodes'][number];
    const withPairs = (change: Partial<PairNode['pairs']>) =>
      checkCertificate(audience, {
        ...certificate,
        proof: { ...certificate.proof, nodes: [{ ...root, pairs: { ...node.pairs, ...change } }] },
      });
    // A smaller diagonal would prove more than is true: the matrix then has no factors.
    expect(withPairs({ spread: node.pairs.spread.map((d) => 0.9 * d) }).ok).toBe(false);
    expect(withPairs({ at: node.pairs.at.slice(1) }).ok).toBe(false);
    expect(
      checkCertificate(audience, { ...certificate, bound: certificate.bound - 1 }).faults.map((f) => f.about),
    ).toContain('bound');
  }
});

it('lies below the linear relaxation where audiences overlap, and its trees pass the checker', () => {
  const { audience, terms } = panel('pairs/wide', 60, 1200, 0.05);
  const { model, node } = rootBound(audience, terms);
  const linear = lpPrices(model, new Int8Array(60), {
    tolerance: 1e-5,
    target: 0,
    iterations: 4000,
    goOn: () => true,
  });
  expect(node.bound).toBeLessThan(0.995 * (linear?.worth ?? 0));
  const spent = { at: 0 };
  const mix = bestMix(audience, terms, {
    ...MIX_LIMITS,
    searchSteps: 300,
    nodes: 12,
    coreSteps: 0,
    watch: { spentMs: () => spent.at++ },
    limitMs: 1e6,
  });
  expect(mix.tree.filter((at) => at.pairs).length).toBeGreaterThan(3);
  expect(mix.bound).toBeLessThanOrEqual(Math.floor(node.bound));
  expect(checkCertificate(audience, mixCertificate(audience, mix))).toMatchObject({ ok: true, faults: [] });
});
