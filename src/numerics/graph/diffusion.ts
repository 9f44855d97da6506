/**
 * Independent cascade on a directed graph: once active, u has one try at each arc u → v and succeeds with the chance that v
 * takes from an arc: the same for all (ic), or one over the arcs into v (wc, weighted cascade; Kempe, Kleinberg & Tardos
 * 2003, doi:10.1145/956750.956769). Repeated arcs are separate tries.
 */
import type { Rng } from '#basis/rng.ts';
import { type Compressed, compress } from './compressed.ts';

export interface Diffusion {
  nodeCount: number;
  /** Into each node, and out of it. */
  into: Compressed;
  out: Compressed;
  /** Chance of one arc into the node. */
  chance: Float64Array;
}

export function diffusionOf(
  arcs: { from: Int32Array; to: Int32Array; nodeCount: number },
  model: { kind: 'ic'; p: number } | { kind: 'wc' },
): Diffusion {
  const { from, to, nodeCount } = arcs;
  const into = compress(to, from, nodeCount, nodeCount);
  const chance = Float64Array.from({ length: nodeCount }, (_, v) => {
    const arcsIn = (into.start[v + 1] as number) - (into.start[v] as number);
    return model.kind === 'ic' ? model.p : 1 / Math.max(1, arcsIn);
  });
  return { nodeCount, into, out: compress(from, to, nodeCount, nodeCount), chance };
}

export interface Spread {
  /** Expected number of active nodes, seeds counted; 95 % interval of the mean. */
  value: number;
  low: number;
  high: number;
  runs: number;
}

/** With fewer runs no interval of a mean is taken at its word; where these suffice, single runs differ by less than a third of a per cent. */
const LEAST_RUNS = 40;

/** Monte Carlo until the interval is ± `precision` of the mean, or for `mostRuns` runs. */
export function spreadOf(
  graph: Diffusion,
  seeds: readonly number[],
  rng: Rng,
  limits: { precision: number; mostRuns: number; goOn?: () => boolean },
): Spread {
  const { start, columns } = graph.out;
  const seen = new Int32Array(graph.nodeCount);
  const queue = new Int32Array(graph.nodeCount);
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
        if (seen[v] !== runs && rng.next() < (graph.chance[v] as number)) {
          seen[v] = runs;
          queue[size++] = v;
        }
      }
    }
    sum += size;
    squares += size * size;
    if (runs < 2) continue;
    const mean = sum / runs;
    const error = 1.96 * Math.sqrt(Math.max(0, squares / runs - mean * mean) / (runs - 1));
    const enough = (runs >= LEAST_RUNS && error <= limits.precision * mean) || runs >= limits.mostRuns;
    if (enough || (runs % 16 === 0 && limits.goOn?.() === false))
      return { value: mean, low: mean - error, high: mean + error, runs };
  }
}
