/**
 * The mix on published inputs and on seeded panels: value against the best known, bound, time; optimism of claimed reach;
 * ceiling prices. `TOUCHSTONE_DATA` holds bench-inputs/mix-*.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { rng } from '../src/basis/rng.ts';
import { readEdges } from '../src/cli/edge-file.ts';
import { readMixFiles } from '../src/cli/mix-files.ts';
import {
  type BestMix,
  bestMix,
  MIX_LIMITS,
  mixModel,
} from '../src/domain/decisions/mix/measures/best-mix.ts';
import { checkCertificate } from '../src/domain/decisions/mix/measures/certificate-check.ts';
import { worthOfChoice } from '../src/domain/decisions/mix/measures/group-worths.ts';
import { heldOutReach } from '../src/domain/decisions/mix/measures/held-out-reach.ts';
import { type MixAudience, mixAudience } from '../src/domain/decisions/mix/measures/mix-audience.ts';
import { mixCertificate } from '../src/domain/decisions/mix/measures/mix-certificate.ts';
import { PriceMargins } from '../src/domain/decisions/mix/measures/price-margins.ts';
import { type MixTerms, mixTermsOf } from '../src/domain/decisions/mix/schema.ts';
import type { Limits } from '../src/numerics/choose/best-cover.ts';
import { activityPanel } from './activity-panel.ts';
import { highsReach } from './highs-mix.ts';
import { type MixPanel, mixPanel } from './mix-panel.ts';
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

export async function benchMix(): Promise<Line[]> {
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
  lines.push(...(await reachPanels()), ...timesPanels(), ...optimism(), ...ceilings());
  return lines;
}

/** Families of inputs: communities with much or little overlap, active and idle people as in the published inputs, heavy tails. */
const PANELS: { name: string; make: () => MixPanel; seconds: number; gapBound: number | null }[] = [
  {
    name: '60 × 2,000, communities',
    make: () => mixPanel(60, 2000, 'a', { meanShare: 0.05 }),
    seconds: 10,
    gapBound: 0,
  },
  { name: '60 × 2,000, active people', make: () => activityPanel(60, 2000, 'a'), seconds: 10, gapBound: 0 },
  {
    name: '500 × 100,000, communities, audiences of 0.3 %',
    make: () => mixPanel(500, 100_000, 'a', { meanShare: 0.003, budgetShare: 0.1 }),
    seconds: 30,
    gapBound: 0.01,
  },
  {
    name: '500 × 100,000, communities, audiences of 1 %',
    make: () => mixPanel(500, 100_000, 'a', { meanShare: 0.01, budgetShare: 0.1 }),
    seconds: 30,
    gapBound: 0.01,
  },
  {
    name: '500 × 100,000, active people, heavy tails',
    make: () => activityPanel(500, 100_000, 'a', { medianShare: 0.002, sizeSd: 1.4 }),
    seconds: 30,
    gapBound: 0.01,
  },
  {
    name: '500 × 100,000, active people',
    make: () => activityPanel(500, 100_000, 'a', { medianShare: 0.004 }),
    seconds: 30,
    gapBound: 0.01,
  },
  {
    name: '5,000 × 1,000,000, communities, audiences of 0.03 %',
    make: () => mixPanel(5000, 1_000_000, 'a', { meanShare: 0.0003, budgetShare: 0.1 }),
    seconds: 120,
    gapBound: 0.03,
  },
  {
    name: '5,000 × 1,000,000, communities, audiences of 0.1 %',
    make: () => mixPanel(5000, 1_000_000, 'a', { meanShare: 0.001, budgetShare: 0.1 }),
    seconds: 120,
    gapBound: 0.03,
  },
];

async function reachPanels(): Promise<Line[]> {
  const lines: Line[] = [];
  const artists = await listenerArtist();
  const cases = artists
    ? [...PANELS, { name: 'listener-artist', make: () => artists, seconds: 30, gapBound: 0.01 }]
    : PANELS;
  for (const { name, make, seconds, gapBound } of cases) {
    const { audience, budget } = make();
    const { mix, ms } = solve(audience, termsFor(budget, 1), seconds);
    const memory = (process.resourceUsage().maxRSS / 2 ** 20).toFixed(1);
    lines.push(
      ratio(
        `${name}: gap`,
        (mix.bound - mix.value) / mix.bound,
        gapBound,
        `${told(mix)}, ${(ms / 1000).toFixed(1)} s, peak ${memory} GB so far`,
      ),
      ratio(`${name}: greedy and best single ÷ value`, mix.greedyValue / mix.value, 1, ''),
    );
    if (mix.model.cover.members.length > 100_000) continue;
    const { value } = await highsReach(mix.model, ms / 1000);
    lines.push(
      ratio(
        `${name}: HiGHS in equal time ÷ value`,
        (value ?? 0) / mix.value,
        1,
        `HiGHS ${value ?? 'nothing'}`,
      ),
    );
  }
  return lines;
}

/** Artists as names, priced by their listeners. */
async function listenerArtist(): Promise<MixPanel | null> {
  const file = join(INPUTS, '../graphs/listener-artist.tsv.gz');
  if (!existsSync(file)) return null;
  const { ids } = await readEdges(file, { ids: { kol: ['artistID'], person: ['userID'] }, moments: {} });
  const listeners = new Map<string, number>();
  for (const id of ids.kol.ids)
    listeners.set(ids.kol.nameOf(id), (listeners.get(ids.kol.nameOf(id)) ?? 0) + 1);
  return { audience: mixAudience(ids, listeners), budget: 0.02 * ids.kol.ids.length };
}

function timesPanels(): Line[] {
  const lines: Line[] = [];
  for (const [kols, people, times, seconds, gapBound] of [
    [40, 2000, 2, 60, 0],
    [40, 2000, 3, 60, 0],
    [40, 2000, 5, 30, 0],
    [120, 3000, 5, 30, null],
  ] as const) {
    const { audience, budget } = mixPanel(kols, people, 'a', { meanShare: 0.05 });
    const { mix, ms } = solve(audience, termsFor(budget, times), seconds);
    // The heuristic of the literature: greedy on capped contacts, read in people reached so often.
    const capped = solve(audience, mixTermsOf({ budget, mode: 'capped', times }), 1, {
      nodes: 0,
      searchSteps: 0,
    });
    const surrogate = worthOfChoice(mixModel(audience, termsFor(budget, times)), capped.mix.choice);
    const label = `${kols} × ${people}, at least ${times} times`;
    lines.push(
      ratio(
        `${label}: gap`,
        (mix.bound - mix.value) / mix.bound,
        gapBound,
        `${told(mix)}, ${(ms / 1000).toFixed(1)} s`,
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
  const { mix, ms } = solve(audience, mixTermsOf({ budget, mode: 'capped', times: 5 }), 20);
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

function ceilings(): Line[] {
  const { audience, budget } = mixPanel(200, 20_000, 'ceilings', { budgetShare: 0.08, meanShare: 0.02 });
  const { mix } = solve(audience, termsFor(budget, 1), 10);
  const started = performance.now();
  const each = { ...limitsFor(1), searchSteps: 300, starts: 2, nodes: mix.optimal ? 60 : 0, limitMs: 400 };
  const margins = new PriceMargins(mix.model, mix, {
    ...each,
    watch: { spentMs: () => performance.now() - started },
  });
  const found = mix.choice.map((j) => margins.of(j));
  const seconds = (performance.now() - started) / 1000;
  const below = found.filter((m) => m.ceilingPrice === null || m.ceilingPrice < m.price).length;
  return [
    {
      name: `ceiling prices and substitutes of ${found.length} names from 200`,
      value: seconds,
      unit: 's',
      bound: 60,
      note: `${found.filter((m) => m.proven).length} with proven re-solves, ${below} below the price asked`,
    },
  ];
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

const termsFor = (budget: number, times: number): MixTerms =>
  mixTermsOf({ budget, mode: times > 1 ? 'times' : 'reach', times });

function limitsFor(seconds: number, more: Partial<Limits> = {}): Limits {
  const started = performance.now();
  return {
    ...MIX_LIMITS,
    watch: { spentMs: () => performance.now() - started },
    limitMs: 1000 * seconds,
    ...more,
  };
}

function solve(audience: MixAudience, terms: MixTerms, seconds: number, more: Partial<Limits> = {}) {
  const started = performance.now();
  const mix = bestMix(audience, terms, limitsFor(seconds, more));
  return { mix, ms: performance.now() - started };
}

const told = (mix: BestMix): string =>
  `value ${mix.value}, bound ${mix.bound}, ${mix.optimal ? 'optimal' : 'open'}, greedy ${mix.greedyValue}`;
const ratio = (name: string, value: number, bound: number | null, note: string): Line => ({
  name,
  value,
  unit: 'ratio',
  bound,
  note,
});
