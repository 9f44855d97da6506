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

/** Shares of the time for choosing, for held-out reach and for price margins; what is saved goes to the next. */
const UNTIL = { choose: 0.6, holdOut: 0.7, margins: 0.97 };

export function mixPlan(audience: MixAudience, terms: MixTerms, ask: MixPlanAsk): MixPlanReport {
  const { watch, limitMs } = ask;
  const begin = watch.spentMs();
  const until = (share: number) => begin + share * (limitMs - begin);
  const limits: Omit<Limits, 'limitMs'> = { ...MIX_LIMITS, watch, seed: ask.seed };
  const mix = bestMix(audience, terms, { ...limits, limitMs: until(UNTIL.choose) });
  const heldOut = heldOutReach(mix.model, audience.personCount, {
    ...limits,
    searchSteps: 1200,
    limitMs: until(UNTIL.holdOut),
  });
  // What is written down at the end is made once before the margins: so much time must stay for it.
  const beforeWriting = watch.spentMs();
  const reach =
    terms.mode === 'times' ? mixModel(audience, { ...terms, mode: 'reach', times: 1 }) : mix.model;
  let histogram = contactHistogram(audience, reach, mix.model, mix.choice);
  let certificate = mixCertificate(audience, mix);
  digestOf(certificate);
  const writing = watch.spentMs() - beforeWriting;
  const chose = mix.choice;
  const margins = marginsOf(mix, limits, until(UNTIL.margins) - 2 * writing);
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

/** Margins of every chosen name, each with an equal part of the time that is left. Takes over better plans it meets. */
export function marginsOf(mix: BestMix, limits: Omit<Limits, 'limitMs'>, untilMs: number): PriceMargin[] {
  const each: Limits = {
    ...limits,
    searchSteps: 300,
    starts: 2,
    nodes: mix.optimal ? 60 : 0,
    limitMs: 400,
  };
  for (let round = 0; ; round++) {
    const margins = new PriceMargins(mix.model, mix, each);
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
