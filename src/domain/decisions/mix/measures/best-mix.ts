/**
 * Which names, within the budget and the terms, reach most people once, most people at least k times, or give most
 * contacts with at most k counted a person?
 * Method: people with the same names over them are one pattern; greedy by gain per cost, by gain and best single; seeded
 *   ruin-and-recreate search; Lagrangian bound by the linear relaxation's gradient steps or the volume algorithm; best-first
 *   branch and bound with bound-based fixing and pseudo-costs, on thresholds also exact search of a shortlist. A feed share p gives the expected worth of Binomial(contacts, p);
 *   audience shares that differ by name give the expected reach 1 − Π(1 − p).
 * Source: Khuller, Moss & Naor 1999, doi:10.1016/S0020-0190(99)00031-9; Barahona & Anbil 2000, doi:10.1007/s101070050002;
 *   Schrimpf et al. 2000, doi:10.1006/jcph.1999.6413.
 * Differs: gains are kept up to date instead of a lazy heap, with the same picks; contact prices are rounded to 240ths
 *   before the bound is taken, so that the certificate holds the very prices that prove it.
 * Limits: the bound is for this panel; see held-out reach. “At least k times” is neither sub- nor supermodular: beyond
 *   some 40 names expect an open gap. Shares by name go with reach only. A share of 1 beside others counts as 1 − 10⁻⁶.
 *   Overlapping quota groups may make the search refuse a rare mix that is allowed (the bound is not affected).
 * Verified: best-cover.test.ts (brute force, all modes and terms), mix.test.ts, bench/mix.ts.
 */
import { refused } from '#basis/error.ts';
import { bestCover, type Found, type Limits } from '#numerics/choose/best-cover.ts';
import { type Cover, coverOf } from '#numerics/choose/cover.ts';
import { type CoverModel, MOST_CHANCE } from '#numerics/choose/dual-bound.ts';
import { ladderOf, worthOfContacts } from '#numerics/choose/ladder.ts';
import type { MixTerms } from '../schema.ts';
import type { MixAudience } from './mix-audience.ts';

export interface BestMix extends Found {
  model: CoverModel;
  terms: MixTerms;
  cost: number;
}

/** Settings for a few seconds on one core; `limitMs` is what usually ends the work. */
export const MIX_LIMITS: Omit<Limits, 'watch' | 'limitMs'> = {
  searchSteps: 6000,
  starts: 6,
  coreSteps: 120_000,
  nodes: 1e9,
  proofBytes: 48 * 2 ** 20,
  seed: 'mix',
};

/** @throws refused when a name is unknown, or no mix keeps the terms */
export function bestMix(audience: MixAudience, terms: MixTerms, limits: Limits): BestMix {
  const model = mixModel(audience, terms);
  const found = bestCover(model, limits);
  if (!found)
    throw refused(
      'no-mix',
      `No mix keeps the terms at a budget of ${terms.budget}.`,
      {},
      'Raise the budget, or drop a must, a quota or an exclusion.',
    );
  found.choice.sort((a, b) => a - b);
  const cost = found.choice.reduce((sum, j) => sum + (audience.prices[j] as number), 0);
  return { ...found, model, terms, cost };
}

/** The problem of the solver; `cover` when it was made before with the same mode and times. */
export function mixModel(audience: MixAudience, terms: MixTerms, cover?: Cover): CoverModel {
  const { kols, prices, kolOf, personOf, personCount } = audience;
  const place = new Map(kols.map((kol, j) => [kol, j]));
  const placeOf = (kol: string): number => {
    const at = place.get(kol);
    if (at === undefined)
      throw refused('unknown-kol', `${kol} has no price.`, { value: kol }, 'Give its price or drop it.');
    return at;
  };
  const chances = mixChances(audience.kols, terms);
  return {
    cover:
      cover ??
      coverOf(
        kolOf,
        personOf,
        { candidateCount: kols.length, itemCount: personCount },
        terms.mode === 'times' ? terms.times : 1,
      ),
    terms: {
      costs: prices,
      budget: terms.budget,
      must: terms.must.map(placeOf),
      never: terms.never.filter((kol) => place.has(kol)).map(placeOf),
      families: terms.groups.map(({ kols, least, most }) => ({
        members: kols.filter((kol) => place.has(kol)).map(placeOf),
        least,
        most,
      })),
    },
    ladder: ladderOf(worthOfContacts(terms.mode, terms.times, chances ? 1 : terms.feedShare), kols.length),
    chances,
  };
}

/** Feed share × audience share by name; null when all are alike. */
function mixChances(kols: readonly string[], terms: MixTerms): Float64Array | null {
  if (!kols.some((kol) => (terms.audienceShares[kol] ?? 1) < 1)) return null;
  if (terms.mode !== 'reach')
    throw refused(
      'shares-need-reach',
      'Audience shares that differ by name are built for reach once only.',
      {},
      'Choose the mode reach, or one feed share for all.',
    );
  return Float64Array.from(kols, (kol) =>
    Math.min(MOST_CHANCE, terms.feedShare * (terms.audienceShares[kol] ?? 1)),
  );
}
