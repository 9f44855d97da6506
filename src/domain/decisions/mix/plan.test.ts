import { expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import { type MixAudience, mixAudience } from './measures/mix-audience.ts';
import { mixPlan } from './measures/mix-plan.ts';
import { checkPlan } from './measures/plan-check.ts';
import { type MixPlanReport, type MixTerms, mixPlanReport, mixTermsOf } from './schema.ts';

function panel(seed: string, kolCount: number, personCount: number): MixAudience {
  const random = rng(seed);
  const [kols, people]: [number[], number[]] = [[], []];
  for (let kol = 0; kol < kolCount; kol++)
    for (let person = 0; person < personCount; person++)
      if (random.next() < 0.25) {
        kols.push(kol);
        people.push(person);
      }
  const prices = new Map(
    Array.from(
      { length: kolCount },
      (_, kol) => [`k${kol}`, 1 + Math.round(300 * random.next()) / 100] as const,
    ),
  );
  const column = (ids: number[], size: number, mark: string) => ({
    ids: Int32Array.from(ids),
    size,
    nameOf: (id: number) => `${mark}${id}`,
  });
  return mixAudience({ kol: column(kols, kolCount, 'k'), person: column(people, personCount, 'u') }, prices);
}

const audience = panel('plan', 12, 90);
function planOf(terms: Partial<MixTerms> = {}): MixPlanReport {
  let spent = 0;
  const report = mixPlan(audience, mixTermsOf({ budget: 9, ...terms }), {
    watch: { spentMs: () => spent++ },
    limitMs: 1e5,
    seed: 'test',
    files: null,
  });
  return mixPlanReport.parse(JSON.parse(JSON.stringify(report)));
}
const verdictOn = (plan: object) => checkPlan(audience, plan, mixPlanReport.parse(plan));

it('a plan as written holds, in every mode', () => {
  for (const terms of [{}, { mode: 'times', times: 2 }, { mode: 'capped', times: 3 }] as const) {
    const plan = planOf(terms);
    expect(plan.proven).toBe(true);
    expect(verdictOn(plan).faults).toEqual([]);
    for (const { price, ceilingPrice } of plan.chosen) expect(ceilingPrice).toBeGreaterThanOrEqual(price);
  }
});

it('any figure that is changed is refused', () => {
  const plan = planOf();
  const paths: (string | number)[][] = [];
  const walk = (value: unknown, path: (string | number)[]) => {
    if (typeof value === 'number') paths.push(path);
    // Of long rows of figures the first two stand for all.
    else if (Array.isArray(value) && value.length > 6 && typeof value[0] === 'number')
      value.slice(0, 2).forEach((_, at) => void paths.push([...path, at]));
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) walk(inner, [...path, key]);
  };
  walk(plan, []);
  expect(paths.length).toBeGreaterThan(60);
  for (const path of paths) {
    const copy = structuredClone(plan);
    let at: Record<string, unknown> = copy;
    for (const step of path.slice(0, -1)) at = at[step] as Record<string, unknown>;
    const last = path.at(-1) as string;
    at[last] = (at[last] as number) + 1;
    const parsed = mixPlanReport.safeParse(copy);
    expect(parsed.success && checkPlan(audience, copy, parsed.data).ok, path.join('.')).toBe(false);
  }
});

it('names the fault behind the seal', () => {
  const plan = planOf({ must: ['k1'] });
  const sayOf = (change: (plan: MixPlanReport) => void) => {
    const copy = structuredClone(plan);
    change(copy);
    return verdictOn(copy)
      .faults.filter(({ about }) => about !== 'seal')
      .map(({ say }) => say)
      .join(' ');
  };
  expect(sayOf(() => {})).toBe('');
  expect(sayOf((p) => void (p.value += 1))).toContain('value');
  expect(sayOf((p) => void (p.bound += 5))).toContain('bound');
  expect(sayOf((p) => void (p.proven = false))).toContain('proven');
  expect(sayOf((p) => void p.chosen.pop())).toContain('names');
  expect(
    sayOf((p) => {
      const first = p.chosen[0];
      if (first) first.price /= 2;
    }),
  ).toContain('the prices say');
  expect(sayOf((p) => void p.certificate.terms.never.push('k1'))).toContain('must stay out');
});
