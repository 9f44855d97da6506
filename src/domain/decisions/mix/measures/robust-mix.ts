/**
 * Which mix is best when every name reaches only the low end of what is thought, and what does that caution cost?
 * Method: two plans, one for the likely audience shares and one for the low ends; each is valued under both.
 * Source: worst case over a box of shares: worth rises with each share, so the worst corner is all low ends
 *   (Ben-Tal, El Ghaoui & Nemirovski 2009, Robust Optimization, ch. 1).
 * Differs: –
 * Limits: all low ends at once is pessimistic; reach once only.
 * Verified: mix.test.ts.
 */
import type { Limits } from '#numerics/choose/best-cover.ts';
import type { MixTerms } from '../schema.ts';
import { type BestMix, bestMix, mixModel } from './best-mix.ts';
import { worthOfChoice } from './group-worths.ts';
import type { MixAudience } from './mix-audience.ts';

export interface RobustMix {
  likely: BestMix;
  cautious: BestMix;
  /** Worth of either plan at the likely shares and at the low ends. */
  likelyAt: { likely: number; low: number };
  cautiousAt: { likely: number; low: number };
}

/** @param lowShares low end of each name's audience share, 0–1; names left out keep their likely share */
export function robustMix(
  audience: MixAudience,
  terms: MixTerms,
  lowShares: Readonly<Record<string, number>>,
  limits: Limits,
): RobustMix {
  const low: MixTerms = { ...terms, audienceShares: { ...terms.audienceShares, ...lowShares } };
  const begin = limits.watch.spentMs();
  const likely = bestMix(audience, terms, { ...limits, limitMs: begin + (limits.limitMs - begin) / 2 });
  const cautious = bestMix(audience, low, limits);
  const at = (choice: readonly number[]) => ({
    likely: worthOfChoice(likely.model, choice),
    low: worthOfChoice(mixModel(audience, low, likely.model.cover), choice),
  });
  return { likely, cautious, likelyAt: at(likely.choice), cautiousAt: at(cautious.choice) };
}
