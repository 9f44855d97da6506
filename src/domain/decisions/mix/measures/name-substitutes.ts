/**
 * Who could stand in for one chosen name, everybody else kept, and what would the plan lose?
 * Method: every other name that the money left and the terms allow is put in its place and the mix is counted again.
 * Source: –
 * Differs: –
 * Limits: one for one; the best plan without the name may change several (see price-margins).
 * Verified: plan.test.ts.
 */
import { Basket } from '#numerics/choose/basket.ts';
import { goalTally } from '#numerics/choose/best-cover.ts';
import type { CoverModel } from '#numerics/choose/dual-bound.ts';

export interface NameSubstitute {
  candidate: number;
  /** Worth of the plan less its worth with the substitute. */
  loss: number;
}

/** Least loss first. */
export function nameSubstitutes(
  model: CoverModel,
  choice: readonly number[],
  candidate: number,
  most: number,
): NameSubstitute[] {
  const must = model.terms.must.filter((j) => j !== candidate);
  const basket = new Basket(goalTally(model), { ...model.terms, must });
  basket.become(choice);
  const value = basket.tally.value();
  basket.drop(candidate);
  const rest = basket.tally.value();
  const found: NameSubstitute[] = [];
  for (const j of basket.allowed)
    if (j !== candidate && basket.canAdd(j))
      found.push({ candidate: j, loss: value - rest - basket.tally.gain(j) });
  found.sort((a, b) => a.loss - b.loss || a.candidate - b.candidate);
  const kept: NameSubstitute[] = [];
  for (const substitute of found) {
    if (kept.length >= most) break;
    basket.put(substitute.candidate);
    if (basket.feasible()) kept.push(substitute);
    basket.drop(substitute.candidate);
  }
  return kept;
}
