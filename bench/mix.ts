/**
 * The mix on published inputs and on seeded panels: value against the best known, bound, time; optimism of claimed reach;
 * ceiling prices. `TOUCHSTONE_DATA` holds bench-inputs/mix-*.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { rng } from '../src/basis/rng.ts';
import { readMixFiles } from '../src/cli/mix-files.ts';
import { MIX_LIMITS, mixModel } from '../src/domain/decisions/mix/measures/best-mix.ts';
import { checkCertificate } from '../src/domain/decisions/mix/measures/certificate-check.ts';
import { worthOfChoice } from '../src/domain/decisions/mix/measures/group-worths.ts';
import { heldOutReach } from '../src/domain/decisions/mix/measures/held-out-reach.ts';
import type { MixAudience } from '../src/domain/decisions/mix/measures/mix-audience.ts';
import { mixCertificate } from '../src/domain/decisions/mix/measures/mix-certificate.ts';
import { marginsOf } from '../src/domain/decisions/mix/measures/mix-plan.ts';
import { checkPlan } from '../src/domain/decisions/mix/measures/plan-check.ts';
import { mixPlanReport, mixTermsOf } from '../src/domain/decisions/mix/schema.ts';
import { bestCover } from '../src/numerics/choose/best-cover.ts';
import { bestOfEvery } from '../src/numerics/choose/every-choice.ts';
import { mixPanel } from './mix-panel.ts';
import { reachPanels } from './mix-panels.ts';
import { limitsFor, processorMs, ratio, solve, termsFor, told } from './mix-solve.ts';
import type { Line } from './run.ts';

const INPUTS = join(process.env.TOUCHSTONE_DATA ?? '../shared/data', 'bench-inputs');

interface Case {
  name: string;
  budget: number;
  times: number;
  seconds: number;
  /** Best value known before, and the bound that went with it. */
  known: number;
  knownBound: number | null;
}
const CASES: Case[] = [
  { name: 'mix-30x5k', budget: 26.0985, times: 1, seconds: 10, known: 738, knownBound: 738 },
  { name: 'mix-30x5k', budget: 26.0985, times: 3, seconds: 30, known: 12, knownBound: 12 },
  { name: 'mix-100x20k', budget: 315.3015, times: 1, seconds: 2, known: 9130, knownBound: null },
  { name: 'mix-100x20k', budget: 315.3015, times: 1, seconds: 5, known: 9147, knownBound: 9284 },
];

/** Parts of the bench, each below four minutes. */
const PARTS: Record<string, () => Line[] | Promise<Line[]>> = {
  published,
  process: wholeProcess,
  small: () => reachPanels('small'),
  artists: () => reachPanels('artists'),
  hundred: () => reachPanels('hundred'),
  'hundred-thousand': () => reachPanels('hundred-thousand'),
  million: () => reachPanels('million'),
  'million-wide': () => reachPanels('million-wide'),
  times: timesPanels,
  ceilings,
  optimism,
  coverage,
};

/** The named parts, or all. */
export async function benchMix(named: readonly string[] = []): Promise<Line[]> {
  const lines: Line[] = [];
  for (const [name, run] of Object.entries(PARTS))
    if (named.length === 0 || named.includes(name)) lines.push(...(await run()));
  if (lines.length === 0) throw new Error(`mix has the parts ${Object.keys(PARTS).join(', ')}`);
  return lines;
}

async function published(): Promise<Line[]> {
  const lines: Line[] = [];
  for (const { name, budget, times, seconds, known, knownBound } of CASES) {
    const audienceFile = join(INPUTS, `${name}-audience.csv.gz`);
    if (!existsSync(audienceFile)) continue;
    const audience = await readMixFiles(audienceFile, join(INPUTS, `${name}-prices.csv`));
    const { mix, ms } = solve(audience, termsFor(budget, times), seconds);
    const { ok, nodesChecked } = checkCertificate(audience, mixCertificate(audience, mix));
    const label = `${name}, ${times === 1 ? 'reach once' : `at least ${times} times`}, ${seconds} s`;
    lines.push(
      ratio(`${label}: best known ÷ value`, known / mix.value, 1, told(mix)),
      ratio(
        `${label}: bound ÷ ${knownBound ?? 'value'}`,
        mix.bound / (knownBound ?? mix.value),
        knownBound && 1,
        `${mix.nodeCount} nodes`,
      ),
      ratio(`${label}: certificate refused`, ok ? 0 : 1, 0, `${nodesChecked} nodes added up`),
      { name: `${label}: time`, value: ms / 1000, unit: 's', bound: seconds * 1.1, note: '' },
    );
  }
  return lines;
}

/** At least five times: every choice of 18 names, shortlists of 40 proven, 120 names against the surrogate's greedy. */
function timesPanels(): Line[] {
  const lines: Line[] = [];
  let [wrong, tried, unproven] = [0, 0, 0];
  for (const [kols, meanShare] of [
    [12, 0.12],
    [14, 0.12],
    [16, 0.1],
    [18, 0.08],
    [18, 0.12],
    [18, 0.2],
  ] as const)
    for (const seed of ['a', 'b', 'c']) {
      const { audience, budget } = mixPanel(kols, 2000, `every/${seed}`, { meanShare, budgetShare: 0.45 });
      const { mix } = solve(audience, termsFor(budget, 5), 20);
      tried++;
      if (mix.value !== bestOfEvery(mix.model)) wrong++;
      if (!mix.optimal) unproven++;
    }
  lines.push(
    ratio('at least 5 times, 12 to 18 names: not the best of every choice', wrong, 0, `of ${tried} cases`),
    ratio('at least 5 times, 12 to 18 names: not proven', unproven, 0, `of ${tried} cases`),
  );
  for (const [kols, people, times, seconds, gapBound, seed] of [
    [40, 2000, 2, 20, 0, 'a'],
    [40, 2000, 3, 20, 0, 'a'],
    [40, 2000, 5, 20, 0, 'a'],
    [40, 2000, 5, 20, 0, 'b'],
    [40, 2000, 5, 20, 0, 'c'],
    [120, 3000, 5, 30, null, 'a'],
  ] as const) {
    const { audience, budget } = mixPanel(kols, people, seed, { meanShare: 0.05 });
    const { mix, ms } = solve(audience, termsFor(budget, times), seconds);
    // The heuristic of the literature: greedy on capped contacts, read in people reached so often.
    const capped = solve(audience, mixTermsOf({ budget, mode: 'capped', times }), 1, {
      nodes: 0,
      searchSteps: 0,
    });
    const surrogate = worthOfChoice(mixModel(audience, termsFor(budget, times)), capped.mix.choice);
    const { ok } = checkCertificate(audience, mixCertificate(audience, mix));
    const label = `${kols} × ${people} (${seed}), at least ${times} times`;
    lines.push(
      ratio(
        `${label}: gap`,
        (mix.bound - mix.value) / Math.max(1, mix.bound),
        gapBound,
        `${told(mix)}, ${(ms / 1000).toFixed(1)} s, certificate ${ok ? 'holds' : 'refused'}`,
      ),
      ratio(
        `${label}: capped-contacts greedy ÷ value`,
        surrogate / mix.value,
        kols > 100 ? 1 / 1.1 : 1,
        `greedy ${surrogate}`,
      ),
    );
  }
  const { audience, budget } = mixPanel(120, 3000, 'a', { meanShare: 0.05 });
  const { mix, ms } = solve(audience, mixTermsOf({ budget, mode: 'capped', times: 5 }), 10);
  lines.push(
    ratio(
      '120 × 3000, contacts up to 5: gap',
      (mix.bound - mix.value) / mix.bound,
      0.01,
      `${told(mix)}, ${(ms / 1000).toFixed(1)} s`,
    ),
  );
  return lines;
}

/** Claimed and held-out reach of panels of n people against fresh people of the same kind. */
function optimism(): Line[] {
  const fresh = 20_000;
  return [100, 300, 1000, 3000].flatMap((n) => {
    let [claimed, heldOut, truth, covered] = [0, 0, 0, 0];
    const runs = 6;
    for (let run = 0; run < runs; run++) {
      const { audience, budget } = mixPanel(120, fresh, `optimism/${run}`, {
        meanShare: 0.05,
        budgetShare: 0.2,
      });
      const panel = sampled(audience, n, run);
      const { mix } = solve(panel, termsFor(budget, 1), 2, { nodes: 0, searchSteps: 1500 });
      const held = heldOutReach(mix.model, n, limitsFor(4, { nodes: 0, searchSteps: 600 }));
      if ('insufficient' in held) continue;
      const real = worthOfChoice(mixModel(audience, termsFor(budget, 1)), mix.choice) / fresh;
      claimed += mix.value / n / runs;
      heldOut += held.value / n / runs;
      truth += real / runs;
      if (real * n >= held.low && real * n <= held.high) covered++;
    }
    const share = (x: number) => `${(100 * x).toFixed(1)} %`;
    return [
      ratio(
        `panel of ${n}: claimed less true reach`,
        claimed - truth,
        null,
        `claimed ${share(claimed)}, held out ${share(heldOut)}, true ${share(truth)}, interval held the truth ${covered} of ${runs} times`,
      ),
      // Two points for choosing on fewer people, and the sampling error of so many panels of n.
      ratio(
        `panel of ${n}: held-out less true reach`,
        Math.abs(heldOut - truth),
        0.02 + 1.96 * Math.sqrt(0.25 / (runs * n)),
        '',
      ),
    ];
  });
}

/** How often the nominal 95 % interval of held-out reach holds what the plan reaches among fresh people. */
function coverage(): Line[] {
  const runs = 40;
  return [300, 1000].map((n) => {
    let covered = 0;
    for (let run = 0; run < runs; run++) {
      const { audience, budget } = mixPanel(60, 10_000, `coverage/${run}`, { meanShare: 0.05 });
      const panel = sampled(audience, n, run);
      const quick = { nodes: 0, searchSteps: 300, starts: 2 };
      const { mix } = solve(panel, termsFor(budget, 1), 1, quick);
      const held = heldOutReach(mix.model, n, limitsFor(2, quick));
      if ('insufficient' in held) continue;
      const real = (n * worthOfChoice(mixModel(audience, termsFor(budget, 1)), mix.choice)) / 10_000;
      if (real >= held.low && real <= held.high) covered++;
    }
    // 95 % of 40 less two standard errors.
    return ratio(
      `panel of ${n}: shortfall of coverage below 95 %`,
      Math.max(0, 0.95 - covered / runs),
      0.07,
      `${covered} of ${runs} intervals hold the truth`,
    );
  });
}

/** A plan of some twenty names from 200: each ceiling asked for, then asked again one per cent below and above it. */
function ceilings(): Line[] {
  const { audience, budget } = mixPanel(200, 20_000, 'ceilings', { budgetShare: 0.08, meanShare: 0.02 });
  const { mix } = solve(audience, termsFor(budget, 1), 10);
  const started = processorMs();
  const clock = { spentMs: () => processorMs() - started };
  const found = marginsOf(mix, { ...MIX_LIMITS, watch: clock, seed: 'ceilings' }, 50_000);
  const seconds = clock.spentMs() / 1000;
  const below = found.filter((m) => m.ceilingPrice === null || m.ceilingPrice < m.price).length;
  let [staysBelow, leavesAbove, asked] = [0, 0, 0];
  for (const { candidate, ceilingPrice, dropout } of found) {
    if (ceilingPrice === null || !dropout) continue;
    asked++;
    // Best plan found with the name at another price, against the plan without it.
    const worthAt = (price: number): number => {
      const costs = mix.model.terms.costs.slice();
      costs[candidate] = price;
      const terms = { ...mix.model.terms, costs, must: [candidate] };
      const warm = [mix.choice];
      return (
        bestCover({ ...mix.model, terms }, { ...limitsFor(0.7), coreSteps: 0, nodes: 40, warm })?.value ?? 0
      );
    };
    if (worthAt(0.99 * ceilingPrice) >= dropout.value) staysBelow++;
    if (ceilingPrice * 1.01 > budget || worthAt(1.01 * ceilingPrice) < dropout.value) leavesAbove++;
  }
  return [
    {
      name: `ceiling prices and substitutes of ${found.length} names from 200`,
      value: seconds,
      unit: 's',
      bound: 60,
      note: `${found.filter((m) => m.proven).length} with proven re-solves, ${below} below the price asked, plan ${mix.value} of ${mix.bound}`,
    },
    ratio('ceilings not confirmed by re-solving at − 1 %', asked - staysBelow, 0, `of ${asked}`),
    ratio('ceilings not confirmed by re-solving at + 1 %', asked - leavesAbove, 0, `of ${asked}`),
  ];
}

/** Whole process of `touchstone plan`, from start to exit. */
async function wholeProcess(): Promise<Line[]> {
  const lines: Line[] = [];
  for (const [name, budget, seconds, known] of [
    ['mix-30x5k', 26.0985, 5, 738],
    ['mix-100x20k', 315.3015, 2, 9130],
    ['mix-100x20k', 315.3015, 5, 9147],
  ] as const) {
    const [audience, prices] = [join(INPUTS, `${name}-audience.csv.gz`), join(INPUTS, `${name}-prices.csv`)];
    if (!existsSync(audience)) continue;
    const started = performance.now();
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [
        'src/cli/main.ts',
        'plan',
        '--audience',
        audience,
        '--prices',
        prices,
        '--budget',
        String(budget),
      ].concat('--time-limit', String(seconds), '--json'),
      { maxBuffer: 2 ** 28 },
    );
    const took = (performance.now() - started) / 1000;
    const plan = mixPlanReport.parse(JSON.parse(stdout));
    const label = `touchstone plan, ${name}, ${seconds} s`;
    const checked = checkPlan(await readMixFiles(audience, prices), JSON.parse(stdout) as object, plan).ok;
    lines.push(
      ratio(
        `${label}: best known ÷ value`,
        known / plan.value,
        1,
        `value ${plan.value}, bound ${plan.bound}`,
      ),
      ratio(`${label}: gap`, plan.gap, 0.015, plan.proven ? 'proven' : 'open'),
      { name: `${label}: time`, value: took, unit: 's', bound: seconds * 1.1, note: '' },
      ratio(`${label}: file refused`, checked ? 0 : 1, 0, ''),
    );
  }
  return lines;
}

function sampled(audience: MixAudience, n: number, run: number): MixAudience {
  const people = rng(`sample/${run}`)
    .shuffle(Array.from({ length: audience.personCount }, (_, person) => person))
    .slice(0, n);
  const places = new Int32Array(audience.personCount).fill(-1);
  for (const [place, person] of people.entries()) places[person] = place;
  const place = (person: number) => places[person] as number;
  const rows = Array.from(audience.personOf.keys()).filter(
    (row) => place(audience.personOf[row] as number) >= 0,
  );
  return {
    ...audience,
    kolOf: Int32Array.from(rows, (row) => audience.kolOf[row] as number),
    personOf: Int32Array.from(rows, (row) => place(audience.personOf[row] as number)),
    personCount: n,
  };
}
