import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import { type Diffusion, diffusionOf, spreadOf } from '#numerics/graph/diffusion.ts';
import { ReverseSets } from '#numerics/graph/reverse-sets.ts';
import { mostInfluential } from './influence.ts';

const NODES = 6;
const tiny = fc.record({
  arcs: fc.uniqueArray(fc.tuple(fc.nat(NODES - 1), fc.nat(NODES - 1)), {
    minLength: 1,
    maxLength: 9,
    selector: ([a, b]) => a * NODES + b,
  }),
  p: fc.constantFrom(0.2, 0.5, 1),
  wc: fc.boolean(),
  seed: fc.nat(1000),
});
type Tiny = typeof tiny extends fc.Arbitrary<infer T> ? T : never;

const graphOf = ({ arcs, p, wc }: Tiny): Diffusion =>
  diffusionOf(
    {
      from: Int32Array.from(arcs, ([a]) => a),
      to: Int32Array.from(arcs, ([, b]) => b),
      nodeCount: NODES,
    },
    wc ? { kind: 'wc' } : { kind: 'ic', p },
  );

/** Expected spread over all outcomes of the arcs. */
function exactSpread({ arcs }: Tiny, graph: Diffusion, seeds: readonly number[]): number {
  let expected = 0;
  for (let world = 0; world < 1 << arcs.length; world++) {
    let chance = 1;
    for (const [i, [, b]] of arcs.entries())
      chance *= (world >> i) & 1 ? (graph.chance[b] as number) : 1 - (graph.chance[b] as number);
    if (chance === 0) continue;
    const active = new Set(seeds);
    for (let before = -1; before < active.size; ) {
      before = active.size;
      for (const [i, [a, b]] of arcs.entries()) if ((world >> i) & 1 && active.has(a)) active.add(b);
    }
    expected += chance * active.size;
  }
  return expected;
}

it('Monte Carlo and reverse-reachable sets agree with the exact spread', () => {
  fc.assert(
    fc.property(tiny, (of) => {
      const graph = graphOf(of);
      const seeds = [of.seed % NODES, (of.seed * 7 + 1) % NODES];
      const exact = exactSpread(of, graph, seeds);
      const runs = spreadOf(graph, seeds, rng(of.seed), { precision: 0.01, mostRuns: 4000 });
      expect(Math.abs(runs.value - exact)).toBeLessThan(0.06 + 2.5 * (runs.high - runs.value));
      const sets = new ReverseSets(graph, rng(`${of.seed}/sets`));
      expect(sets.growTo(6000, 1e6, () => true)).toBe(true);
      // Five standard errors of a share of 6,000.
      expect(Math.abs((sets.hitBy(seeds) / 6000) * NODES - exact)).toBeLessThan(5 * NODES * 0.0065);
    }),
    { numRuns: 25, seed: 4 },
  );
});

it('seeds are as good as the best affordable set, and bounds hold the truth', () => {
  fc.assert(
    fc.property(tiny, (of) => {
      const graph = graphOf(of);
      const costs = Float64Array.from({ length: NODES }, (_, v) => 1 + ((of.seed + 3 * v) % 4) / 2);
      const budget = 3.5;
      let best = 0;
      for (let mask = 1; mask < 1 << NODES; mask++) {
        const set = [...costs.keys()].filter((v) => (mask >> v) & 1);
        if (set.reduce((sum, v) => sum + (costs[v] as number), 0) <= budget)
          best = Math.max(best, exactSpread(of, graph, set));
      }
      let spent = 0;
      const found = mostInfluential(graph, {
        costs,
        budget,
        watch: { spentMs: () => spent++ },
        limitMs: 1e9,
        epsilon: 0.1,
        mostEntries: 60_000,
        seed: of.seed,
      });
      expect(found.cost).toBeLessThanOrEqual(budget + 1e-9);
      const truth = exactSpread(of, graph, found.seeds);
      expect(truth).toBeGreaterThan(0.97 * best);
      expect(found.upper).toBeGreaterThan(best - 0.1);
      expect(found.lower).toBeLessThan(truth + 0.1);
    }),
    { numRuns: 12, seed: 9 },
  );
});
