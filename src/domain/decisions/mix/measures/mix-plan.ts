/**
 * The whole answer for one set of terms: which names, worth what, how far from the best that can be, what is left of it
 * among people who did not choose, up to what price each name stays and who steps in for it.
 * Method: best mix, held-out reach, price margins and contact histogram, within one time limit. When a re-solve of the margins
 *   meets a better plan, that plan is taken and the margins are asked again.
 * Source: see best-mix, held-out-reach, price-margins, mix-certificate.
 * Differs: –
 * Limits: on large inputs the time limit ends the search: then the gap is open, and ceilings are what was found till then
 *   (`ceilingProven` false).
 * Verified: plan.test.ts, mix.test.ts.
 */
import { digestOf } from '#basis/id.ts';
import type { Limits } from '#numerics/choose/best-cover.ts';
import type { Watch } from '#numerics/choose/watch.ts';
import { MIX_PLAN, type MixPlanReport, type MixTerms } from '../schema.ts';
import { type BestMix, bestMix, MIX_LIMITS, mixModel } from './best-mix.ts';
import { contactHistogram } from './contact-histogram.ts';
import { heldOutReach } from './held-out-reach.ts';
import type { MixAudience } from './mix-audience.ts';
import { mixCertificate } from './mix-certificate.ts';
import { type PriceMargin, PriceMargins } from './price-margins.ts';

export interface MixPlanAsk {
  watch: Watch;
  /** The watch's moment at which the answer must be there. */
  limitMs: number;
  seed: string;
  files: { audience: string; prices: string } | null;
}

/** Shares of the time for choosing and for held-out reach; what is saved goes to the next, and margins get the rest. */
const UNTIL = { choose: 0.58, holdOut: 0.68 };
/** Within so few milliseconds more of it goes to the choice. */
const SHORT_MS = 3500;
const UNTIL_SHORT = { choose: 0.7, holdOut: 0.78 };
/** Writing is timed once; so many times that, and this share of the whole, stay free for it at the end. */
const WRITINGS = 3.5;
const SPARE = 0.03;
/** A proof that takes long to write leaves no time to search. */
const PROOF_BYTES = 16 * 2 ** 20;

export function mixPlan(audience: MixAudience, terms: MixTerms, ask: MixPlanAsk): MixPlanReport {
  const { watch, limitMs } = ask;
  const begin = watch.spentMs();
  const until = (share: number) => begin + share * (limitMs - begin);
  const { choose, holdOut } = limitMs - begin < SHORT_MS ? UNTIL_SHORT : UNTIL;
  const limits: Omit<Limits, 'limitMs'> = { ...MIX_LIMITS, proofBytes: PROOF_BYTES, watch, seed: ask.seed };
  const mix = bestMix(audience, terms, { ...limits, limitMs: until(choose) });
  // What is written down at the end is made once now: so much time must stay for it.
  const beforeWriting = watch.spentMs();
  const reach =
    terms.mode === 'times' ? mixModel(audience, { ...terms, mode: 'reach', times: 1 }) : mix.model;
  let histogram = contactHistogram(audience, reach, mix.model, mix.choice);
  let certificate = mixCertificate(audience, mix);
  digestOf(certificate);
  const end = until(1 - SPARE) - WRITINGS * (watch.spentMs() - beforeWriting);
  const beforeHolding = watch.spentMs();
  const heldOut = heldOutReach(mix.model, audience.personCount, {
    ...limits,
    searchSteps: 1200,
    limitMs: Math.min(until(holdOut), end),
  });
  const parts = 'insufficient' in heldOut ? 1 : heldOut.parts;
  const chose = mix.choice;
  const margins = marginsOf(mix, limits, end, (watch.spentMs() - beforeHolding) / parts);
  if (mix.choice !== chose) {
    histogram = contactHistogram(audience, reach, mix.model, mix.choice);
    certificate = mixCertificate(audience, mix);
  }
  const nameOf = (j: number) => audience.kols[j] as string;
  const report = {
    format: MIX_PLAN,
    value: mix.value,
    bound: mix.bound,
    gap: mix.bound > 0 ? (mix.bound - mix.value) / mix.bound : 0,
    proven: mix.optimal,
    cost: mix.cost,
    budget: terms.budget,
    mode: terms.mode,
    times: terms.times,
    heldOut: 'insufficient' in heldOut ? heldOut : { ...heldOut, n: heldOut.peopleCount },
    chosen: margins.map(({ candidate, price, ceilingPrice, proven, dropout }, at) => ({
      ...histogram.members[at],
      kol: nameOf(candidate),
      price,
      ceilingPrice,
      ceilingProven: proven,
      lossWithout: dropout?.loss ?? null,
      substitute: dropout?.substitute
        ? {
            kol: nameOf(dropout.substitute.candidate),
            price: audience.prices[dropout.substitute.candidate] as number,
            loss: dropout.substitute.loss,
          }
        : null,
    })),
    touchShare: histogram.touchShare,
    histogram: histogram.people,
    greedyValue: mix.greedyValue,
    panelCount: audience.personCount,
    patternCount: mix.model.cover.groupCount,
    unpriced: audience.unpriced,
    unseen: audience.unseen,
    files: ask.files,
    certificate,
  };
  return { ...report, format: MIX_PLAN, seal: digestOf(report) };
}

/**
 * Margins of every chosen name, each with an equal part of the time that is left. Takes over better plans it meets.
 * @param solveMs what a re-solve is known to take at least
 */
export function marginsOf(
  mix: BestMix,
  limits: Omit<Limits, 'limitMs'>,
  untilMs: number,
  solveMs = 0,
): PriceMargin[] {
  const each: Limits = {
    ...limits,
    searchSteps: 300,
    starts: 2,
    nodes: mix.optimal ? 60 : 0,
    limitMs: 400,
  };
  for (let round = 0; ; round++) {
    const margins = new PriceMargins(mix.model, mix, each, solveMs);
    const found = mix.choice.map((j, at) => {
      const now = limits.watch.spentMs();
      return margins.of(j, now + Math.max(0, untilMs - now) / (mix.choice.length - at));
    });
    const best = margins.best();
    if (best.value <= mix.value + 1e-9 || round === 2) return found;
    mix.choice = [...best.choice].sort((a, b) => a - b);
    mix.value = best.value;
    mix.bound = Math.max(mix.bound, best.value);
    mix.cost = mix.choice.reduce((sum, j) => sum + (mix.model.terms.costs[j] as number), 0);
  }
}
