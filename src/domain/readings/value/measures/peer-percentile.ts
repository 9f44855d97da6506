/**
 * Where does an account's figure stand among its peers?
 * Method: mid-rank percentile among accounts of the same platform and tier that have the figure, itself among them; when
 *   a tier has too few accounts, the tiers next to it are added, nearer first, until there are enough. Interval: Wilson,
 *   for what a sample of so many peers can say.
 * Source: Wilson 1927, JASA 22:209.
 * Differs: widening keeps small libraries comparable; the group is always named beside the index.
 * Limits: peers are those that were imported; a library of similar accounts makes fine differences look large.
 * Verified: value-score.test.ts, against counting by hand.
 */
import { wilson } from '#numerics/stats/intervals.ts';

/** Accounts by place: group columns and figures; NaN is missing, tier −1 is unknown. */
export interface Accounts {
  count: number;
  platform: Int32Array;
  tier: Int32Array;
  columns: Record<string, Float64Array>;
}

export interface PeerGroup {
  tiers: number[];
  /** Accounts in the group. */
  n: number;
}

export interface PeerTable {
  groupOf(place: number): PeerGroup | null;
  /** Percentiles of every account, by place. */
  percentiles(column: string): Float64Array;
  /** 0–100, NaN when the figure is missing or fewer than `leastPeers` have it. */
  percentile(place: number, column: string): number;
  /** Bounds and peers of that percentile; null where there is none. */
  interval(place: number, column: string): { low: number; high: number; n: number } | null;
  /** Peers that have the figure. */
  having(place: number, column: string): number;
}

/** Rank of the first value ≥ x, or > x. */
function rank(sorted: Float64Array, x: number, after: boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const v = sorted[middle] as number;
    if (v < x || (after && v === x)) low = middle + 1;
    else high = middle;
  }
  return low;
}

const TIERS_AT_MOST = 16;
const key = (platform: number, tier: number): number => platform * TIERS_AT_MOST + tier;

/** `lessIsBetter` names columns whose percentile is turned round. */
export function peerTable(
  accounts: Accounts,
  leastPeers: number,
  lessIsBetter: ReadonlySet<string>,
): PeerTable {
  const members = new Map<number, number[]>();
  for (let i = 0; i < accounts.count; i++) {
    const tier = accounts.tier[i] as number;
    if (tier < 0) continue;
    const cell = key(accounts.platform[i] as number, tier);
    const list = members.get(cell);
    if (list) list.push(i);
    else members.set(cell, [i]);
  }
  const groups = new Map<number, PeerGroup>();
  for (const cell of members.keys()) {
    const own = cell % TIERS_AT_MOST;
    const inTier = (tier: number) => members.get(cell - own + tier)?.length ?? 0;
    const group = { tiers: [own], n: inTier(own) };
    for (let step = 1; step < TIERS_AT_MOST && group.n < leastPeers; step++)
      for (const tier of [own - step, own + step])
        if (tier >= 0 && tier < TIERS_AT_MOST && inTier(tier) > 0) {
          group.tiers.push(tier);
          group.n += inTier(tier);
        }
    group.tiers.sort((a, b) => a - b);
    groups.set(cell, group);
  }

  const sorted = new Map<string, Map<number, Float64Array>>();
  const figuresOf = (cell: number, column: string): Float64Array => {
    let cells = sorted.get(column);
    if (!cells) sorted.set(column, (cells = new Map()));
    const known = cells.get(cell);
    if (known) return known;
    const group = groups.get(cell);
    const figures = accounts.columns[column];
    const values = new Float64Array(group?.n ?? 0);
    let held = 0;
    for (const tier of group?.tiers ?? [])
      for (const i of members.get(cell - (cell % TIERS_AT_MOST) + tier) ?? []) {
        const v = figures?.[i];
        if (v !== undefined && !Number.isNaN(v)) values[held++] = v;
      }
    const made = values.subarray(0, held).sort();
    cells.set(cell, made);
    return made;
  };
  const cellOf = (place: number): number => {
    const tier = accounts.tier[place] as number;
    return tier < 0 ? -1 : key(accounts.platform[place] as number, tier);
  };
  const made = new Map<string, Float64Array>();
  const percentiles = (column: string): Float64Array => {
    const known = made.get(column);
    if (known) return known;
    const out = new Float64Array(accounts.count).fill(Number.NaN);
    made.set(column, out);
    const own = accounts.columns[column];
    if (!own) return out;
    const turned = lessIsBetter.has(column);
    for (const [cell, places] of members) {
      const figures = figuresOf(cell, column);
      if (figures.length < leastPeers) continue;
      for (const i of places) {
        const x = own[i] as number;
        if (Number.isNaN(x)) continue;
        const less = rank(figures, x, false);
        const upTo = figures[less + 1] === x ? rank(figures, x, true) : less + 1;
        const p = (50 * (less + upTo)) / figures.length;
        out[i] = turned ? 100 - p : p;
      }
    }
    return out;
  };
  const percentile = (place: number, column: string): number => percentiles(column)[place] ?? Number.NaN;
  const having = (place: number, column: string): number => {
    const cell = cellOf(place);
    return cell < 0 ? 0 : figuresOf(cell, column).length;
  };
  return {
    groupOf: (place) => groups.get(cellOf(place)) ?? null,
    percentiles,
    percentile,
    having,
    interval(place, column) {
      const p = percentile(place, column);
      if (Number.isNaN(p)) return null;
      const n = having(place, column);
      const { low, high } = wilson((p / 100) * n, n);
      return { low: 100 * low, high: 100 * high, n };
    },
  };
}
