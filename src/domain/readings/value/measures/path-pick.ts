/**
 * Which k of the candidates cover the path for the goal?
 * Method: maximise ½ · cover + ½ · mean total, where cover is the goal-weighted mean over the five stages of the best
 *   index among the picked. Every set is tried while there are at most 200,000; beyond that greedy with swaps until no
 *   swap helps, and `exact` is false.
 * Source: facility location (Cornuéjols, Fisher & Nemhauser 1977), enumerated.
 * Differs: a missing stage index counts 0 in cover, so an unknown never leads a stage.
 * Limits: the halves weigh equally by convention; audiences that overlap are not seen here.
 * Verified: path-pick.test.ts against brute force.
 */
export interface Candidate {
  /** Indexes of the five stages, NaN when insufficient. */
  stages: readonly number[];
  total: number;
}
export interface Picked {
  /** Places among the candidates, ascending. */
  places: number[];
  value: number;
  path: number;
  total: number;
  exact: boolean;
}

const MOST_SETS = 200_000;

/** Objective of a set: 0–100. */
export function coverOf(
  candidates: readonly Candidate[],
  places: readonly number[],
  path: readonly number[],
): { value: number; path: number; total: number } {
  const weight = path.reduce((a, b) => a + b, 0) || 1;
  let cover = 0;
  path.forEach((w, s) => {
    let best = 0;
    for (const i of places) best = Math.max(best, candidates[i]?.stages[s] || 0);
    cover += (w / weight) * best;
  });
  const total = places.reduce((sum, i) => sum + (candidates[i]?.total ?? 0), 0) / (places.length || 1);
  return { value: (cover + total) / 2, path: cover, total };
}

function setCount(n: number, k: number): number {
  let count = 1;
  for (let i = 0; i < k && count <= MOST_SETS; i++) count = (count * (n - i)) / (i + 1);
  return count;
}

/** The best set of k that holds every place of `held` and none of `barred`. Null when there are not k candidates. */
export function pathPick(
  candidates: readonly Candidate[],
  k: number,
  path: readonly number[],
  held: readonly number[] = [],
  barred: readonly number[] = [],
): Picked | null {
  const free = candidates
    .map((_, i) => i)
    .filter((i) => !held.includes(i) && !barred.includes(i) && !Number.isNaN(candidates[i]?.total));
  const open = k - held.length;
  if (open < 0 || free.length < open) return null;
  let best: number[] = [];
  let value = Number.NEGATIVE_INFINITY;
  const consider = (places: number[]): boolean => {
    const found = coverOf(candidates, places, path).value;
    if (found <= value + 1e-12) return false;
    value = found;
    best = places;
    return true;
  };
  const exact = setCount(free.length, open) <= MOST_SETS;
  if (exact) {
    const walk = (from: number, chosen: number[]): void => {
      if (chosen.length === k) consider([...chosen]);
      else
        for (let i = from; i <= free.length - (k - chosen.length); i++)
          walk(i + 1, [...chosen, free[i] as number]);
    };
    walk(0, [...held]);
  } else {
    let chosen = [...held];
    while (chosen.length < k) {
      value = Number.NEGATIVE_INFINITY;
      for (const i of free) if (!chosen.includes(i)) consider([...chosen, i]);
      chosen = best;
    }
    for (let better = true; better; ) {
      better = false;
      for (const out of best.filter((i) => !held.includes(i)))
        for (const i of free)
          if (!best.includes(i) && best.includes(out))
            better = consider([...best.filter((j) => j !== out), i]) || better;
    }
  }
  const places = best.toSorted((a, b) => a - b);
  return { places, ...coverOf(candidates, places, path), exact };
}
