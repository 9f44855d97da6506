/**
 * Does an account get far more views than its peers while nothing follows from them?
 * Method: over accounts, log(1 + views) given log(1 + followers), and each consequence (comments, saves, shares, followers gained, orders)
 *   given views, against robust running medians (conditional-norm.ts); score = the smaller of how far views stand up and how far the
 *   middle consequence stands down; rank among the other accounts, p ≥ 1 / (m + 1).
 * Source: Koenker & Bassett 1978; Vovk et al. 2005 (ranks).
 * Differs: both halves must hold at once; a consequence that is not recorded is left out, not read as zero.
 * Limits: brand campaigns that buy reach on purpose look like this; view counts differ between platforms, so norms are by platform.
 * Verified: ratio-measures.test.ts.
 */
import type { Level } from '#basis/reading.ts';
import { awayFromNorm, conditionalNorm } from '#numerics/series/conditional-norm.ts';
import { rankTail, scorePool } from '#numerics/series/rank-tail.ts';
import { medianOf } from '#numerics/series/robust.ts';
import { cappedLevel } from '../../measures/combined-evidence.ts';

/** Spreads that both halves must stand out by: an extreme rank among accounts that are all near the norm is `weak` at most. */
const FAR = 2;
/** Accounts with views and two consequences below which nothing is ranked. */
export const LEAST_PEERS = 30;

/** One row an account; NaN where unknown. `group`: accounts share a norm within one. */
export interface AccountTraffic {
  group: readonly string[];
  followers: Float64Array;
  views: Float64Array;
  consequences: Readonly<Record<string, Float64Array>>;
}

export interface TrafficRead {
  /** Spreads above what is usual at the account's followers. */
  viewsAway: number;
  /** Spreads from what is usual at the account's views, by consequence. */
  consequenceAway: Record<string, number>;
  score: number;
  /** Below 0 the account does not show both halves. */
  p: number;
  level: Level;
  compared: number;
}

/** Null for accounts that cannot be read. */
export function trafficWithoutConsequence(accounts: AccountTraffic): (TrafficRead | null)[] {
  const n = accounts.views.length;
  const viewsAway = awayBy(accounts.group, accounts.followers, accounts.views);
  const away = Object.entries(accounts.consequences).map(
    ([name, values]) => [name, awayBy(accounts.group, accounts.views, values)] as const,
  );
  const reads = Array.from({ length: n }, (_, i) => {
    const known = away.filter(([, a]) => !Number.isNaN(a[i]));
    if (known.length < 2 || Number.isNaN(viewsAway[i])) return null;
    const middle = medianOf(known.map(([, a]) => a[i] as number));
    return {
      viewsAway: viewsAway[i] as number,
      consequenceAway: Object.fromEntries(known.map(([name, a]) => [name, a[i] as number])),
      score: Math.min(viewsAway[i] as number, -middle),
    };
  });
  const scores = reads.flatMap((r) => (r ? [r.score] : []));
  if (scores.length < LEAST_PEERS) return reads.map(() => null);
  const pool = scorePool(scores);
  return reads.map((r) => {
    if (!r) return null;
    const p = r.score <= 0 ? 1 : rankTail(pool, r.score, { sorted: Float64Array.of(r.score) });
    return { ...r, p, level: cappedLevel(p, r.score < FAR ? 1 : p), compared: scores.length - 1 };
  });
}

function awayBy(group: readonly string[], x: Float64Array, y: Float64Array): Float64Array {
  const away = new Float64Array(x.length).fill(Number.NaN);
  const members = new Map<string, number[]>();
  for (let i = 0; i < x.length; i++) {
    if (Number.isNaN((x[i] as number) + (y[i] as number))) continue;
    const key = group[i] as string;
    members.set(key, [...(members.get(key) ?? []), i]);
  }
  const logs = (of: Float64Array, at: readonly number[]) =>
    Float64Array.from(at, (i) => Math.log1p(Math.max(0, of[i] as number)));
  for (const at of members.values()) {
    // A norm of ten accounts is a coarse one; below that there is none.
    if (at.length < 10) continue;
    const [lx, ly] = [logs(x, at), logs(y, at)];
    const norm = conditionalNorm(lx, ly);
    for (const [k, i] of at.entries()) away[i] = awayFromNorm(norm, lx[k] as number, ly[k] as number);
  }
  return away;
}
