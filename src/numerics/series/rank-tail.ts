/**
 * Tail probability of a score by its rank among scores of ordinary things: (1 + how many are at least as large) /
 * (how many there are + 1). Exact under exchangeability (Vovk, Gammerman & Shafer 2005), and never below 1/(m + 1).
 */
export interface ScorePool {
  sorted: Float64Array;
}

export const scorePool = (scores: Iterable<number>): ScorePool => ({
  sorted: Float64Array.from(scores)
    .filter((s) => !Number.isNaN(s))
    .sort(),
});

/** How many of the pool are at least `score`. */
export function countAtLeast({ sorted }: ScorePool, score: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < score) low = middle + 1;
    else high = middle;
  }
  return sorted.length - low;
}

/** `own`: scores of the same subject that stand in the pool and must not judge it. */
export function rankTail(pool: ScorePool, score: number, own?: ScorePool): number {
  const others = pool.sorted.length - (own?.sorted.length ?? 0);
  const atLeast = countAtLeast(pool, score) - (own ? countAtLeast(own, score) : 0);
  return (1 + atLeast) / (1 + others);
}
