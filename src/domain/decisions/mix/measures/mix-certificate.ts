/**
 * What must be handed over so that somebody without the solver can add up the plan's value and its bound?
 * Method: digests of the inputs, terms, names, value, bound, and the tree of the exact search with its prices.
 * Source: Lagrangian duality: any prices give a bound.
 * Differs: –
 * Limits: as large as the search was long: a byte for every pattern and node.
 * Verified: mix.test.ts (random plans pass the checker, each kind of damage is named).
 */
import { Buffer } from 'node:buffer';
import { MIX_CERTIFICATE, type MixCertificate } from '../schema.ts';
import type { BestMix } from './best-mix.ts';
import { type MixAudience, mixDigests } from './mix-audience.ts';

export function mixCertificate(audience: MixAudience, mix: BestMix): MixCertificate {
  const duals: string[] = [];
  const nodes = mix.tree.map((node) => ({
    dual: node.dual ? duals.push(Buffer.from(node.dual).toString('base64')) - 1 : null,
    budgetPrice: node.budgetPrice,
    groupPrices: node.familyPrices,
    fixed: node.fixed,
    split: node.split,
    children: node.children,
    ...(node.pairs ? { pairs: node.pairs } : {}),
    ...(node.again === null ? {} : { again: node.again }),
  }));
  return {
    format: MIX_CERTIFICATE,
    inputs: mixDigests(audience),
    terms: mix.terms,
    chosen: mix.choice.map((j) => audience.kols[j] as string),
    value: mix.value,
    bound: mix.bound,
    proven: mix.optimal ? 'optimal' : 'bounded',
    proof: { patternCount: mix.model.cover.groupCount, duals, nodes },
  };
}
