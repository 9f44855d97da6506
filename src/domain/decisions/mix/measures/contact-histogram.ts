/**
 * How many people of the panel meet how many of the chosen names, what share of them is touched, and what does each name
 * add to the others?
 * Method: counts. Marginal worth of a name: worth of the mix less its worth without the name. Exclusive: people whom no
 *   other chosen name reaches.
 * Source: –
 * Differs: –
 * Limits: contacts are memberships of audiences (opportunities), before any feed share.
 * Verified: mix.test.ts.
 */
import { goalTally } from '#numerics/choose/best-cover.ts';
import type { CoverModel } from '#numerics/choose/dual-bound.ts';
import { groupContacts } from './group-worths.ts';
import type { MixAudience } from './mix-audience.ts';

export interface ContactHistogram {
  /** People with 0, 1, 2 … chosen names over them; sums to the panel. */
  people: number[];
  /** People with at least one, of the panel. */
  touchShare: number;
  /** Mean contacts of the touched; null when nobody is. */
  meanContacts: number | null;
  members: {
    kol: string;
    audienceCount: number;
    exclusiveCount: number;
    /** Worth lost without the name, in the goal of the mix. */
    marginalValue: number;
    /** Touch share lost without it. */
    marginalTouchShare: number;
  }[];
}

/** @param reach the model of reach once (all patterns); @param goal the model that was optimised */
export function contactHistogram(
  audience: MixAudience,
  reach: CoverModel,
  goal: CoverModel,
  choice: readonly number[],
): ContactHistogram {
  const { cover } = reach;
  const contacts = groupContacts(cover, choice);
  const people: number[] = Array.from({ length: choice.length + 1 }, () => 0);
  let [contactSum, touched] = [0, 0];
  for (let g = 0; g < contacts.length; g++) {
    const weight = cover.weights[g] as number;
    const count = contacts[g] as number;
    people[count]! += weight;
    contactSum += count * weight;
    if (count > 0) touched += weight;
  }
  people[0] = audience.personCount - touched;
  while (people.length > 1 && people.at(-1) === 0) people.pop();
  const tally = goalTally(goal);
  for (const j of choice) tally.add(j);
  const panel = Math.max(1, audience.personCount);
  return {
    people,
    touchShare: touched / panel,
    meanContacts: touched > 0 ? contactSum / touched : null,
    members: choice.map((j) => {
      let [audienceCount, exclusiveCount] = [0, 0];
      for (let i = cover.starts[j] as number; i < (cover.starts[j + 1] as number); i++) {
        const g = cover.groups[i] as number;
        audienceCount += cover.weights[g] as number;
        if (contacts[g] === 1) exclusiveCount += cover.weights[g] as number;
      }
      return {
        kol: audience.kols[j] as string,
        audienceCount,
        exclusiveCount,
        marginalValue: tally.loss(j),
        marginalTouchShare: exclusiveCount / panel,
      };
    }),
  };
}
