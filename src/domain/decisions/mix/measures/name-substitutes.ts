/**
 * Who could stand in for one chosen name, everybody else kept, and what would the plan lose?
 * Method: every other name that the money left and the terms allow is put in its place and the mix is counted again.
 * Source: –
 * Differs: –
 * Limits: one for one; the best plan without the name may change several (see price-margins).
 * Verified: plan.test.ts.
 */
import { affordable } from '#numerics/choose/cover.ts';
import type { CoverModel } from '#numerics/choose/dual-bound.ts';
import { worthOfChoice } from './group-worths.ts';

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
  const { terms } = model;
  const value = worthOfChoice(model, choice);
  const rest = choice.filter((j) => j !== candidate);
  const cost = rest.reduce((sum, j) => sum + (terms.costs[j] as number), 0);
  const found: NameSubstitute[] = [];
  for (let j = 0; j < terms.costs.length; j++) {
    if (choice.includes(j) || terms.never.includes(j)) continue;
    if (!affordable(cost + (terms.costs[j] as number), terms.budget)) continue;
    const next = [...rest, j];
    const fits = terms.families.every(({ members, least, most: cap }) => {
      const count = next.filter((c) => members.includes(c)).length;
      return count >= least && count <= cap;
    });
    if (fits) found.push({ candidate: j, loss: value - worthOfChoice(model, next) });
  }
  return found.sort((a, b) => a.loss - b.loss || a.candidate - b.candidate).slice(0, most);
}
