/** What the parts of the mix bench share: limits by the clock, one solve, one line. */
import { type BestMix, bestMix, MIX_LIMITS } from '../src/domain/decisions/mix/measures/best-mix.ts';
import type { MixAudience } from '../src/domain/decisions/mix/measures/mix-audience.ts';
import { type MixTerms, mixTermsOf } from '../src/domain/decisions/mix/schema.ts';
import type { Limits } from '../src/numerics/choose/best-cover.ts';
import type { Line } from './run.ts';

export const termsFor = (budget: number, times: number): MixTerms =>
  mixTermsOf({ budget, mode: times > 1 ? 'times' : 'reach', times });

/** Milliseconds of processor time: benches run beside other work, and a solve uses one thread. */
export const processorMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** @param seconds of processor time */
export function limitsFor(seconds: number, more: Partial<Limits> = {}): Limits {
  const started = processorMs();
  return {
    ...MIX_LIMITS,
    watch: { spentMs: () => processorMs() - started },
    limitMs: 1000 * seconds,
    ...more,
  };
}

export function solve(audience: MixAudience, terms: MixTerms, seconds: number, more: Partial<Limits> = {}) {
  const started = processorMs();
  const mix = bestMix(audience, terms, limitsFor(seconds, more));
  return { mix, ms: processorMs() - started };
}

export const told = (mix: BestMix): string =>
  `value ${mix.value}, bound ${mix.bound}, ${mix.optimal ? 'optimal' : 'open'}, greedy ${mix.greedyValue}`;
export const ratio = (name: string, value: number, bound: number | null, note: string): Line => ({
  name,
  value,
  unit: 'ratio',
  bound,
  note,
});
