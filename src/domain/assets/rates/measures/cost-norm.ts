/**
 * What is the standard price of a cell (platform × tier × format × category), and where is it blank?
 * Method: one value a creator (the median of its own; a post where no creator is named), then the median of those with
 *   the 95 % interval between two order statistics, and the middle half. A cell with fewer than 8 is blank and shows the
 *   nearest wider cell that is not: without category, then without format, then without tier.
 * Source: Thompson 1936 (order statistics)
 * Differs: a unit cost of a post that got nothing counts as infinite, so that leaving such posts out cannot flatter.
 * Limits: prices asked are no prices paid; the two are never mixed. A creator in several categories counts in each.
 * Verified: cost-norm.test.ts, fair-price.test.ts (coverage of the interval)
 */
import type { Words } from '#basis/reading.ts';
import { orderMedian } from '#numerics/stats/order-median.ts';
import type { CELL_LEVELS, Norm, NormCell } from '../schema.ts';

export const COST_NORM = 'cost-norm@1';
/** Creators below which a cell stays blank. */
export const LEAST_CREATORS = 8;
const MOST_DOTS = 150;

export interface Observation {
  owner: string;
  tier: string | null;
  format: string;
  categories: readonly string[];
  /** +∞ for a cost of something that never came. */
  value: number;
}

const words = (n: number, en: string, zh: string): Words => ({ en: `${n} ${en}`, zh: `${n} ${zh}` });
const finite = (v: number): number | null => (Number.isFinite(v) ? v : null);

function middle(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const at = sorted.length >> 1;
  const [a, b] = [sorted[at - 1] ?? sorted[at], sorted[at]] as [number, number];
  return sorted.length % 2 === 1 || a === b ? b : (a + b) / 2;
}

export function costNorm(rows: readonly Observation[]): Norm {
  const own = new Map<string, number[]>();
  for (const { owner, value } of rows) own.set(owner, [...(own.get(owner) ?? []), value]);
  const thin = (why: Words): Norm => ({
    state: 'insufficient',
    need: words(LEAST_CREATORS, 'creators', '位达人'),
    have: words(own.size, own.size === 1 ? 'creator' : 'creators', '位'),
    why,
  });
  if (own.size < LEAST_CREATORS)
    return thin({
      en: 'A standard of so few would move with every new price.',
      zh: '样本太少，标准会随每条新价格变动。',
    });
  const found = orderMedian(Float64Array.from(own.values(), middle));
  if (!found || !Number.isFinite(found.value))
    return thin({
      en: 'Most of these posts got nothing that could be divided by.',
      zh: '多数作品没有可作分母的计数。',
    });
  return {
    state: 'ok',
    n: own.size,
    rows: rows.length,
    value: found.value,
    low: found.low,
    high: finite(found.high),
    lowerQuarter: found.lowerQuarter,
    upperQuarter: finite(found.upperQuarter),
  };
}

export interface CellKey {
  tier: string | null;
  format: string;
  category: string | null;
}
const inCell = (o: Observation, key: Partial<CellKey>): boolean =>
  (key.tier === undefined || o.tier === key.tier) &&
  (key.format === undefined || o.format === key.format) &&
  (key.category === undefined || key.category === null || o.categories.includes(key.category));
export const rowsOfCell = <T extends Observation>(rows: readonly T[], key: Partial<CellKey>): T[] =>
  rows.filter((o) => inCell(o, key));

type Level = (typeof CELL_LEVELS)[number];
const WIDER: readonly (readonly [Level, (key: CellKey) => Partial<CellKey>])[] = [
  ['tier-format', ({ tier, format }) => ({ tier, format })],
  ['tier', ({ tier }) => ({ tier })],
  ['platform', () => ({})],
];

/** A cell of one platform's observations, with what stands in where it is blank. */
export function normCell(rows: readonly Observation[], key: CellKey): Omit<NormCell, 'platform'> {
  const own = rowsOfCell(rows, key);
  const norm = costNorm(own);
  const values = own
    .map((o) => o.value)
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  const step = Math.max(1, values.length / MOST_DOTS);
  const dots: number[] = [];
  for (let at = 0; at < values.length; at += step) dots.push(values[Math.floor(at)] as number);
  let wider: NormCell['wider'] = null;
  if (norm.state === 'insufficient')
    for (const [level, of] of WIDER) {
      if (level === 'tier-format' && key.category === null) continue;
      const found = costNorm(rowsOfCell(rows, of(key)));
      if (found.state === 'ok') {
        wider = { level, norm: found };
        break;
      }
    }
  return { ...key, norm, wider, dots };
}
