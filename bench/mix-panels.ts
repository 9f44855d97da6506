/** Reach once on seeded families of inputs and on a published graph: gap, greedy beside it, HiGHS in equal time, certificate. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readEdges } from '../src/cli/edge-file.ts';
import { checkCertificate } from '../src/domain/decisions/mix/measures/certificate-check.ts';
import { mixAudience } from '../src/domain/decisions/mix/measures/mix-audience.ts';
import { mixCertificate } from '../src/domain/decisions/mix/measures/mix-certificate.ts';
import { activityPanel } from './activity-panel.ts';
import { highsReach } from './highs-mix.ts';
import { type MixPanel, mixPanel } from './mix-panel.ts';
import { ratio, solve, termsFor, told } from './mix-solve.ts';
import type { Line } from './run.ts';

const INPUTS = join(process.env.TOUCHSTONE_DATA ?? '../shared/data', 'bench-inputs');

/**
 * Families of inputs: communities with much or little overlap, active and idle people as in the published inputs, heavy tails.
 * `gapBound` null: the linear relaxation itself lies further above any mix than the figure wanted; the gap is printed as it is.
 */
const PANELS: {
  part: string;
  name: string;
  make: () => MixPanel;
  seconds: number;
  gapBound: number | null;
}[] = [
  {
    part: 'small',
    name: '60 × 2,000, communities',
    make: () => mixPanel(60, 2000, 'a', { meanShare: 0.05 }),
    seconds: 10,
    gapBound: 0,
  },
  {
    part: 'small',
    name: '60 × 2,000, active people',
    make: () => activityPanel(60, 2000, 'a'),
    seconds: 10,
    gapBound: 0,
  },
  {
    part: 'small',
    name: '120 × 3,000, communities',
    make: () => mixPanel(120, 3000, 'a', { meanShare: 0.05 }),
    seconds: 20,
    gapBound: null,
  },
  {
    part: 'hundred',
    name: '500 × 100,000, communities, audiences of 0.3 %',
    make: () => mixPanel(500, 100_000, 'a', { meanShare: 0.003, budgetShare: 0.1 }),
    seconds: 30,
    gapBound: 0.01,
  },
  {
    part: 'hundred',
    name: '500 × 100,000, active people, heavy tails',
    make: () => activityPanel(500, 100_000, 'a', { medianShare: 0.002, sizeSd: 1.4 }),
    seconds: 30,
    gapBound: 0.01,
  },
  {
    part: 'hundred',
    name: '500 × 100,000, active people, audiences of 0.4 %',
    make: () => activityPanel(500, 100_000, 'a', { medianShare: 0.004 }),
    seconds: 30,
    gapBound: 0.01,
  },
  {
    part: 'hundred-thousand',
    name: '500 × 100,000, communities, audiences of 1 %',
    make: () => mixPanel(500, 100_000, 'a', { meanShare: 0.01, budgetShare: 0.1 }),
    seconds: 30,
    gapBound: 0.01,
  },
  {
    part: 'hundred-thousand',
    name: '500 × 100,000, active people, audiences of 1.9 %',
    make: () => activityPanel(500, 100_000, 'a'),
    seconds: 30,
    gapBound: 0.01,
  },
  {
    part: 'million',
    name: '5,000 × 1,000,000, communities, audiences of 0.03 %',
    make: () => mixPanel(5000, 1_000_000, 'a', { meanShare: 0.0003, budgetShare: 0.1 }),
    seconds: 110,
    gapBound: 0.03,
  },
  {
    part: 'million-wide',
    name: '5,000 × 1,000,000, communities, audiences of 0.1 %',
    make: () => mixPanel(5000, 1_000_000, 'a', { meanShare: 0.001, budgetShare: 0.1 }),
    seconds: 110,
    gapBound: 0.03,
  },
];

export async function reachPanels(part: string): Promise<Line[]> {
  const lines: Line[] = [];
  const cases = PANELS.filter((panel) => panel.part === part);
  for (const share of part === 'artists' ? [0.005, 0.02, 0.05] : []) {
    const artists = await listenerArtist(share);
    if (artists)
      cases.push({
        part,
        name: `listener-artist, budget ${100 * share} % of all listeners`,
        make: () => artists,
        seconds: 15,
        gapBound: 0.01,
      });
  }
  for (const { name, make, seconds, gapBound } of cases) {
    const { audience, budget } = make();
    const { mix, ms } = solve(audience, termsFor(budget, 1), seconds);
    const memory = (process.resourceUsage().maxRSS / 2 ** 20).toFixed(1);
    lines.push(
      { name: `${name}: time`, value: ms / 1000, unit: 's', bound: seconds * 1.05, note: '' },
      ratio(
        `${name}: gap`,
        (mix.bound - mix.value) / mix.bound,
        gapBound,
        `${told(mix)}, ${(ms / 1000).toFixed(1)} s, peak ${memory} GB so far`,
      ),
      ratio(`${name}: greedy and best single ÷ value`, mix.greedyValue / mix.value, 1, ''),
    );
    const { ok } = checkCertificate(audience, mixCertificate(audience, mix));
    lines.push(ratio(`${name}: certificate refused`, ok ? 0 : 1, 0, ''));
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
async function listenerArtist(share: number): Promise<MixPanel | null> {
  const file = join(INPUTS, '../graphs/listener-artist.tsv.gz');
  if (!existsSync(file)) return null;
  const { ids } = await readEdges(file, { ids: { kol: ['artistID'], person: ['userID'] }, moments: {} });
  const listeners = new Map<string, number>();
  for (const id of ids.kol.ids)
    listeners.set(ids.kol.nameOf(id), (listeners.get(ids.kol.nameOf(id)) ?? 0) + 1);
  return { audience: mixAudience(ids, listeners), budget: share * ids.kol.ids.length };
}
