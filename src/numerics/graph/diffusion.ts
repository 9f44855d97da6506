/**
 * Independent cascade on a directed graph: once active, u has one try at each arc u → v and succeeds with the chance that v
 * takes from an arc: the same for all (ic), or one over the arcs into v (wc, weighted cascade; Kempe, Kleinberg & Tardos
 * 2003, doi:10.1145/956750.956769). Repeated arcs are separate tries.
 */
import type { Rng } from '#basis/rng.ts';
import { type Compressed, compress } from './compressed.ts';

export interface Arcs {
  from: Int32Array;
  to: Int32Array;
  nodeCount: number;
}
export type CascadeModel = { kind: 'ic'; p: number } | { kind: 'wc' };

export interface Diffusion {
  nodeCount: number;
  model: CascadeModel;
  arcs: Arcs;
  /** Into each node, and out of it. */
  into: Compressed;
  out: Compressed;
  /** Chance of one arc into the node. */
  chance: Float64Array;
}

export function diffusionOf(arcs: Arcs, model: CascadeModel): Diffusion {
  const { from, to, nodeCount } = arcs;
  const into = compress(to, from, nodeCount, nodeCount);
  const chance = new Float64Array(nodeCount);
  for (let v = 0; v < nodeCount; v++)
    chance[v] =
      model.kind === 'ic'
        ? model.p
        : 1 / Math.max(1, (into.start[v + 1] as number) - (into.start[v] as number));
  let out: Compressed | null = null;
  return {
    nodeCount,
    model,
    arcs,
    into,
    /** Made when somebody first walks forwards. */
    get out() {
      out ??= compress(from, to, nodeCount, nodeCount);
      return out;
    },
    chance,
  };
}

export interface Spread {
  /** Expected number of active nodes, seeds counted; 95 % interval of the mean. */
  value: number;
  low: number;
  high: number;
  runs: number;
}

/** Single runs added up: sums of independent streams add. */
export interface SpreadSums {
  sum: number;
  squares: number;
  runs: number;
}

interface SpreadLimits {
  precision: number;
  mostRuns: number;
  /** `goOn` ends it once there are so many; 12 when absent. */
  leastRuns?: number;
  goOn?: () => boolean;
}

/** With fewer runs no interval of a mean is taken at its word; where these suffice, single runs differ by less than a third of a per cent. */
const LEAST_RUNS = 40;
/** Two-sided 95 % of Student's t, for as few runs as a hurried count may have. */
const LEAST_HURRIED = 12;
const quantile = (runs: number): number => 1.96 + 2.4 / Math.max(1, runs - 1);

export function spreadFrom({ sum, squares, runs }: SpreadSums): Spread {
  const value = sum / runs;
  const error =
    quantile(runs) * Math.sqrt(Math.max(0, squares / runs - value * value) / Math.max(1, runs - 1));
  return { value, low: value - error, high: value + error, runs };
}

/** Monte Carlo until the interval is ± `precision` of the mean, or for `mostRuns` runs. */
export const spreadOf = (
  graph: Diffusion,
  seeds: readonly number[],
  rng: Rng,
  limits: SpreadLimits,
): Spread => spreadFrom(spreadSums(graph, seeds, rng, limits));

export function spreadSums(
  graph: Diffusion,
  seeds: readonly number[],
  rng: Rng,
  limits: SpreadLimits,
): SpreadSums {
  const { start, columns } = graph.out;
  const seen = new Int32Array(graph.nodeCount);
  const queue = new Int32Array(graph.nodeCount);
  const chance = Float32Array.from(graph.chance);
  let [sum, squares, runs] = [0, 0, 0];
  for (;;) {
    runs++;
    let size = 0;
    for (const seed of seeds) {
      if (seen[seed] === runs) continue;
      seen[seed] = runs;
      queue[size++] = seed;
    }
    for (let head = 0; head < size; head++) {
      const u = queue[head] as number;
      for (let i = start[u] as number, end = start[u + 1] as number; i < end; i++) {
        const v = columns[i] as number;
        // Most tries fail: of the two look-ups far apart only one is then made.
        if (rng.next() < (chance[v] as number) && seen[v] !== runs) {
          seen[v] = runs;
          queue[size++] = v;
        }
      }
    }
    sum += size;
    squares += size * size;
    if (runs < 2) continue;
    const { value, high } = spreadFrom({ sum, squares, runs });
    const enough =
      (runs >= LEAST_RUNS && high - value <= limits.precision * value) || runs >= limits.mostRuns;
    if (enough || (runs >= (limits.leastRuns ?? LEAST_HURRIED) && limits.goOn?.() === false))
      return { sum, squares, runs };
  }
}
