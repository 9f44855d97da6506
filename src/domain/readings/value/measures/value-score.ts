/**
 * What is an account worth for this goal, and of which parts is that made?
 * Method: a stage's index is the weighted mean of its metrics' percentiles among peers. Communication, fan and conversion
 *   value are weighted means of parts (stages, indicators, stored readings, proximity), each 0–100. A goal multiplies the
 *   stages' weights and weighs the three values in the total. Parts without data give their weight to the others; below
 *   the least coverage there is no score. Points of the parts add up to the score.
 * Source: a score of this repository; the stage map is named beside it.
 * Differs: percentiles, so counters with different denominators are never added.
 * Limits: weights are a convention; a rank among peers says nothing about the worth of the peers.
 * Verified: value-score.test.ts (sums, monotone in each part, goals change ranks).
 */
import { type Goal, type PathMap, STAGE_COUNT, VALUES, type Weights } from '../schema.ts';
import type { Accounts, PeerTable } from './peer-percentile.ts';

export interface Plan {
  stages: { metrics: { column: string; weight: number }[]; weighedBy: string | null }[];
  parts: { key: string; value: number; stage: number; column: string | null; weight: number }[];
  /** Weight of all parts of each value. */
  valueWeights: number[];
  leastCoverage: number;
}

/** Scores of one account; arrays are reused between accounts. */
export interface Scores {
  raw: Float64Array;
  stages: Float64Array;
  parts: Float64Array;
  values: Float64Array;
  /** Of the three values and, last, the total. */
  coverage: Float64Array;
  total: number;
}

/** Places in `parts` carry the weights of the total, which sum to 1. `readingColumn` finds the column of a stored measure. */
export function planOf(
  map: PathMap,
  weights: Weights,
  goal: Goal,
  readingColumn: (measure: string) => string | null,
): Plan {
  const given = VALUES.map((v) => goal.values[v]);
  const givenSum = given.reduce((a, b) => a + b, 0) || 1;
  const parts = VALUES.flatMap((name, v) => {
    const own = Object.entries(weights.values[name] ?? {}).map(([key, base]) => {
      const stage = /^stage([1-5])$/.test(key) ? Number(key.slice(5)) - 1 : -1;
      return { key, stage, weight: base * (stage < 0 ? 1 : (goal.path[stage] as number)) };
    });
    const sum = own.reduce((a, b) => a + b.weight, 0) || 1;
    return own.map(({ key, stage, weight }) => ({
      key,
      value: v,
      stage,
      column: stage >= 0 ? null : key.startsWith('reading:') ? readingColumn(key.slice(8)) : key,
      weight: ((given[v] as number) / givenSum) * (weight / sum),
    }));
  });
  return {
    stages: map.stages.map((s) => ({
      metrics: Object.entries(s.metrics).map(([column, weight]) => ({ column, weight })),
      weighedBy: s.weighedBy === null ? null : readingColumn(s.weighedBy),
    })),
    parts,
    valueWeights: VALUES.map((_, v) => parts.reduce((sum, p) => sum + (p.value === v ? p.weight : 0), 0)),
    leastCoverage: weights.leastCoverage,
  };
}

export const emptyScores = (plan: Plan): Scores => ({
  raw: new Float64Array(STAGE_COUNT),
  stages: new Float64Array(STAGE_COUNT),
  parts: new Float64Array(plan.parts.length),
  values: new Float64Array(VALUES.length),
  coverage: new Float64Array(VALUES.length + 1),
  total: Number.NaN,
});

/** Columns whose cells are scores already. */
const isScore = (column: string): boolean => column === 'proximity' || /^r\d+$/.test(column);
const clamp = (x: number): number => Math.min(100, Math.max(0, x));

/** Writes the scores of the account at `place` into `out`; NaN is missing. */
export function scoreInto(
  out: Scores,
  place: number,
  plan: Plan,
  accounts: Accounts,
  peers: PeerTable,
): void {
  plan.stages.forEach(({ metrics, weighedBy }, s) => {
    let sum = 0;
    let weight = 0;
    for (const m of metrics) {
      const p = peers.percentile(place, m.column);
      if (Number.isNaN(p) || m.weight === 0) continue;
      sum += m.weight * p;
      weight += m.weight;
    }
    const raw = weight === 0 ? Number.NaN : sum / weight;
    const by = weighedBy === null ? Number.NaN : (accounts.columns[weighedBy]?.[place] ?? Number.NaN);
    out.raw[s] = raw;
    out.stages[s] = Number.isNaN(by) ? raw : (raw * clamp(by)) / 100;
  });
  out.values.fill(0);
  out.coverage.fill(0);
  let total = 0;
  let covered = 0;
  plan.parts.forEach((part, i) => {
    const score =
      part.stage >= 0
        ? (out.stages[part.stage] as number)
        : part.column === null
          ? Number.NaN
          : isScore(part.column)
            ? clamp(accounts.columns[part.column]?.[place] ?? Number.NaN)
            : peers.percentile(place, part.column);
    out.parts[i] = score;
    if (Number.isNaN(score)) return;
    total += part.weight * score;
    covered += part.weight;
    out.values[part.value] = (out.values[part.value] as number) + part.weight * score;
    out.coverage[part.value] = (out.coverage[part.value] as number) + part.weight;
  });
  for (let v = 0; v < VALUES.length; v++) {
    const held = out.coverage[v] as number;
    const share = (plan.valueWeights[v] as number) > 0 ? held / (plan.valueWeights[v] as number) : 0;
    out.values[v] = held > 0 && share >= plan.leastCoverage ? (out.values[v] as number) / held : Number.NaN;
    out.coverage[v] = share;
  }
  out.coverage[VALUES.length] = covered;
  out.total = covered > 0 && covered >= plan.leastCoverage ? total / covered : Number.NaN;
}

export interface LibraryScores {
  total: Float64Array;
  values: Float64Array[];
  stages: Float64Array[];
}

/** Scores of every account, by place. */
export function libraryScores(plan: Plan, accounts: Accounts, peers: PeerTable): LibraryScores {
  const column = () => new Float64Array(accounts.count);
  const made: LibraryScores = {
    total: column(),
    values: VALUES.map(column),
    stages: Array.from({ length: STAGE_COUNT }, column),
  };
  const out = emptyScores(plan);
  for (let i = 0; i < accounts.count; i++) {
    scoreInto(out, i, plan, accounts, peers);
    made.total[i] = out.total;
    made.values.forEach((list, v) => void (list[i] = out.values[v] as number));
    made.stages.forEach((list, s) => void (list[i] = out.stages[s] as number));
  }
  return made;
}
