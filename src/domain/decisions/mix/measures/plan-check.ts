/**
 * Does a plan file say what its certificate and the inputs bear out, and is it as it was written?
 * Method: the seal over all figures; the certificate added up anew; the figures outside the certificate against it and against
 *   the inputs: value, bound, gap, names, prices, cost, and what each substitute would leave.
 * Source: see certificate-check.
 * Differs: shares no code with the solver.
 * Limits: held-out reach and ceiling prices come from searches that are not run again: only their order is checked
 *   (low ≤ value ≤ high, ceiling not below the price), and that they are as written.
 * Verified: plan.test.ts (each kind of damage is refused).
 */
import { digestOf } from '#basis/id.ts';
import type { MixPlanReport } from '../schema.ts';
import { type CertificateFault, checkCertificate, recounter } from './certificate-check.ts';
import type { MixAudience } from './mix-audience.ts';

export interface PlanVerdict {
  ok: boolean;
  faults: (Omit<CertificateFault, 'about'> & { about: CertificateFault['about'] | 'plan' | 'seal' })[];
  value: number | null;
  bound: number | null;
  nodesChecked: number;
  /** What the file says that no check can bear out. */
  notChecked: string[];
}

const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-6 * (1 + Math.abs(b));

/** @param written the file's own JSON, for the seal; @param plan the same, read */
export function checkPlan(audience: MixAudience, written: object, plan: MixPlanReport): PlanVerdict {
  const verdict = checkCertificate(audience, plan.certificate);
  const faults: PlanVerdict['faults'] = [...verdict.faults];
  const say = (about: 'plan' | 'seal', text: string) => void faults.push({ about, say: text });
  if (digestOf({ ...written, seal: undefined }) !== plan.seal)
    say('seal', 'The file is not as it was written: its figures do not give its seal.');
  const { certificate, chosen, heldOut } = plan;
  if (!near(plan.value, certificate.value))
    say('plan', `States a value of ${plan.value}, its certificate ${certificate.value}.`);
  if (!near(plan.bound, certificate.bound))
    say('plan', `States a bound of ${plan.bound}, its certificate ${certificate.bound}.`);
  const gap = certificate.bound > 0 ? (certificate.bound - certificate.value) / certificate.bound : 0;
  if (!near(plan.gap, gap)) say('plan', `States a gap of ${plan.gap}; value and bound give ${gap}.`);
  if (plan.proven !== (certificate.proven === 'optimal'))
    say('plan', `Says proven ${plan.proven}, its certificate ${certificate.proven}.`);
  const names = chosen.map(({ kol }) => kol);
  if (names.length !== certificate.chosen.length || names.some((kol) => !certificate.chosen.includes(kol)))
    say('plan', 'The names are not those of the certificate.');
  const worthOf = recounter(audience, certificate.terms);
  let cost = 0;
  for (const { kol, price, ceilingPrice, substitute } of chosen) {
    const asked = audience.prices[audience.kols.indexOf(kol)];
    if (asked === undefined) continue;
    cost += asked;
    if (!near(price, asked)) say('plan', `States ${price} for ${kol}; the prices say ${asked}.`);
    if (ceilingPrice !== null && ceilingPrice < asked - 1e-6 * (1 + asked))
      say('plan', `${kol} has a ceiling price of ${ceilingPrice}, below its price ${asked}.`);
    if (!substitute) continue;
    const instead = [...names.filter((other) => other !== kol), substitute.kol];
    const loss = certificate.value - worthOf(instead);
    if (!near(substitute.loss, loss))
      say('plan', `${substitute.kol} for ${kol} loses ${loss}, not ${substitute.loss}.`);
  }
  if (!near(plan.cost, cost)) say('plan', `States a cost of ${plan.cost}; the prices give ${cost}.`);
  if ('value' in heldOut && typeof heldOut.value === 'number' && typeof heldOut.low === 'number') {
    const { value, low, high, n } = heldOut as { value: number; low: number; high: number; n: number };
    if (low > value + 1e-6 || value > high + 1e-6) say('plan', 'The held-out reach is outside its interval.');
    if (n !== audience.personCount)
      say('plan', `Held out on ${n} people; the panel has ${audience.personCount}.`);
  }
  return {
    ok: faults.length === 0,
    faults,
    value: verdict.value,
    bound: verdict.bound,
    nodesChecked: verdict.nodesChecked,
    notChecked: ['heldOut', 'ceilingPrice'],
  };
}
