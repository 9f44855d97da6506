/**
 * How should a budget be split over platforms and tiers, before anybody is chosen?
 * Method: in each cell (platform × tier) the priced accounts in order of what a unit of money buys make a supply curve, concave and
 *   piecewise linear. The split is the linear program that buys most in total within the budget and the share bounds; its
 *   dual prices name what binds and what loosening it is worth. Interval: 95 % of each cell's share over bootstrap samples
 *   of its accounts (Poisson weights), the program solved anew each time.
 * Source: Efron 1979 (bootstrap); Chamandy et al. 2012 (Poisson weights); a linear program over concave supply is
 *   exact by the order of its slopes (Dantzig 1957, fractional knapsack).
 * Differs: media planners' response curves are estimated from past spend; this uses prices and counters in the library.
 * Limits: counts contacts, not people: who follows two accounts is counted twice. Accounts are bought in part at the margin.
 *   Asking prices are not paid prices. A curve cut to `SEGMENTS` pieces is concave and loses under 1 % of its value;
 *   the interval's curves have `SAMPLE_SEGMENTS`.
 * Verified: allocation.test.ts: brute force on small grids, duals by re-solving with 1 % more room, coverage of the interval.
 */
import { rng } from '#basis/rng.ts';
import { type LinearRow, linearProgram } from '#numerics/choose/linear-program.ts';

/** Priced accounts of one cell, by what a unit of money buys, best first. */
export interface Supply {
  cost: Float64Array;
  gain: Float64Array;
}
export interface SplitLimit {
  /** Places in the list of cells. */
  cells: readonly number[];
  /** Money. */
  least: number;
  most: number;
}
export interface SplitFound {
  spend: Float64Array;
  buys: Float64Array;
  /** Gain of the next unit of money; NaN when all is bought. */
  next: Float64Array;
  accounts: Int32Array;
  /** Price of each limit; the budget's is last. */
  prices: Float64Array;
  total: number;
}

const SEGMENTS = 24;
/** Bootstrap samples ask for shares alone, where coarser curves do: a third of the program's size, a third of its time. */
const SAMPLE_SEGMENTS = 8;

export function supplyOf(cost: readonly number[], gain: readonly number[]): Supply {
  const order = cost
    .map((_, i) => i)
    .sort((a, b) => {
      const at = (gain[a] as number) / (cost[a] as number);
      const bt = (gain[b] as number) / (cost[b] as number);
      return bt - at || a - b;
    });
  return {
    cost: Float64Array.from(order, (i) => cost[i] as number),
    gain: Float64Array.from(order, (i) => gain[i] as number),
  };
}

/** Pieces of a supply curve in order of slope; `weights` counts each account so often. */
function pieces(
  supply: Supply,
  weights: Int32Array | null,
  segments: number,
): { width: number; gain: number }[] {
  let count = 0;
  for (let i = 0; i < supply.cost.length; i++) if ((weights?.[i] ?? 1) > 0) count++;
  const each = Math.max(1, Math.ceil(count / segments));
  const out: { width: number; gain: number }[] = [];
  let inPiece = each;
  for (let i = 0; i < supply.cost.length; i++) {
    const times = weights?.[i] ?? 1;
    if (times === 0) continue;
    if (inPiece >= each) {
      out.push({ width: 0, gain: 0 });
      inPiece = 0;
    }
    const piece = out.at(-1) as { width: number; gain: number };
    piece.width += times * (supply.cost[i] as number);
    piece.gain += times * (supply.gain[i] as number);
    inPiece++;
  }
  return out;
}

/** Least amounts that the accounts of a limit cannot take are lowered to what they can. Null when no split keeps all. */
export async function budgetSplit(
  supplies: readonly Supply[],
  limits: readonly SplitLimit[],
  budget: number,
  weights: readonly Int32Array[] | null = null,
): Promise<SplitFound | null> {
  const parts = supplies.flatMap((supply, cell) =>
    pieces(supply, weights?.[cell] ?? null, weights ? SAMPLE_SEGMENTS : SEGMENTS).map((piece) => ({
      cell,
      ...piece,
    })),
  );
  const rowOf = (cells: ReadonlySet<number>, least: number, most: number): LinearRow => {
    const of = parts.flatMap((p, j) => (cells.has(p.cell) ? [[j, 1] as const] : []));
    const room = of.reduce((sum, [j]) => sum + (parts[j]?.width ?? 0), 0);
    return {
      of,
      least: Math.min(least, room * (1 - 1e-9)),
      most: room <= most ? Number.POSITIVE_INFINITY : most,
    };
  };
  const every = new Set(supplies.keys());
  // What the whole budget may go to needs no bound of its own.
  const rows = [
    ...limits.map((l) =>
      rowOf(new Set(l.cells), l.least, l.most >= budget ? Number.POSITIVE_INFINITY : l.most),
    ),
    rowOf(every, 0, budget),
  ];
  const solved = await linearProgram(
    parts.map((p) => ({ worth: p.gain / p.width, most: p.width })),
    rows,
  );
  if (!solved) return null;
  const spend = new Float64Array(supplies.length);
  const buys = new Float64Array(supplies.length);
  const next = new Float64Array(supplies.length).fill(Number.NaN);
  for (const [j, p] of parts.entries()) {
    const x = solved.x[j] as number;
    spend[p.cell] = (spend[p.cell] as number) + x;
    buys[p.cell] = (buys[p.cell] as number) + (x * p.gain) / p.width;
    if (x < p.width * (1 - 1e-9) && Number.isNaN(next[p.cell])) next[p.cell] = p.gain / p.width;
  }
  const accounts = Int32Array.from(supplies, (s, cell) => {
    let left = (spend[cell] as number) * (1 + 1e-9);
    let n = 0;
    while (n < s.cost.length && left >= (s.cost[n] as number)) left -= s.cost[n++] as number;
    return n;
  });
  return { spend, buys, next, accounts, prices: solved.prices, total: solved.value };
}

/** Each cell's share of the budget in `samples` bootstrap samples: 2.5 % and 97.5 % points. */
export async function splitIntervals(
  supplies: readonly Supply[],
  limits: readonly SplitLimit[],
  budget: number,
  samples: number,
  seed: string,
): Promise<{ low: number; high: number }[]> {
  const random = rng(seed);
  const shares: number[][] = supplies.map(() => []);
  for (let s = 0; s < samples; s++) {
    const weights = supplies.map((supply) => Int32Array.from(supply.cost, () => random.poisson(1)));
    const found = await budgetSplit(supplies, limits, budget, weights);
    if (found) for (const [cell, list] of shares.entries()) list.push((found.spend[cell] as number) / budget);
  }
  return shares.map((list) => {
    list.sort((a, b) => a - b);
    const at = (q: number) =>
      list[Math.min(list.length - 1, Math.max(0, Math.round(q * (list.length - 1))))] ?? 0;
    return { low: at(0.025), high: at(0.975) };
  });
}
