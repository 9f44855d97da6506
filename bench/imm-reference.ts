/**
 * Seeds by IMM (Tang, Shi & Xiao 2015, doi:10.1145/2723372.2723734), written apart from the product's own: plain reverse-reachable
 * sets, a coin for every arc, its sampling rule in two phases, greedy by lazy counts. What others use, to measure against.
 */
import { rng } from '../src/basis/rng.ts';
import type { Diffusion } from '../src/numerics/graph/diffusion.ts';

/** @returns `k` seeds, all of cost one; with probability 1 − 1/n their spread is at least (1 − 1/e − ε) of the best */
export function immSeeds(
  graph: Diffusion,
  k: number,
  epsilon: number,
  seed: string,
): { seeds: number[]; sets: number } {
  const n = graph.nodeCount;
  const random = rng(seed);
  const sets: number[][] = [];
  const setsOf: number[][] = Array.from({ length: n }, () => []);
  const mark = new Int32Array(n).fill(-1);
  const drawTo = (count: number) => {
    while (sets.length < count) {
      const id = sets.length;
      const root = random.int(0, n - 1);
      const reached = [root];
      mark[root] = id;
      for (let head = 0; head < reached.length; head++) {
        const v = reached[head] as number;
        for (let i = graph.into.start[v] as number; i < (graph.into.start[v + 1] as number); i++) {
          const u = graph.into.columns[i] as number;
          if (mark[u] === id || random.next() >= (graph.chance[v] as number)) continue;
          mark[u] = id;
          reached.push(u);
        }
      }
      for (const v of reached) setsOf[v]?.push(id);
      sets.push(reached);
    }
  };
  const greedy = (): { seeds: number[]; share: number } => {
    const counts = Int32Array.from(setsOf, (list) => list.length);
    const hit = new Uint8Array(sets.length);
    const seeds: number[] = [];
    let total = 0;
    for (let s = 0; s < k; s++) {
      let best = 0;
      for (let v = 1; v < n; v++) if ((counts[v] as number) > (counts[best] as number)) best = v;
      total += counts[best] as number;
      seeds.push(best);
      for (const id of setsOf[best] ?? []) {
        if (hit[id]) continue;
        hit[id] = 1;
        for (const v of sets[id] ?? []) counts[v]!--;
      }
    }
    return { seeds, share: total / sets.length };
  };
  let logChoose = 0;
  for (let i = 0; i < k; i++) logChoose += Math.log((n - i) / (i + 1));
  const ell = 1 + Math.log(2) / Math.log(n);
  const root2 = Math.SQRT2 * epsilon;
  const lambda1 =
    ((2 + (2 / 3) * root2) * (logChoose + ell * Math.log(n) + Math.log(Math.log2(n))) * n) / root2 ** 2;
  let least = 1;
  for (let i = 1; i < Math.log2(n); i++) {
    const x = n / 2 ** i;
    drawTo(Math.ceil(lambda1 / x));
    const { share } = greedy();
    if (n * share < (1 + root2) * x) continue;
    least = (n * share) / (1 + root2);
    break;
  }
  const alpha = Math.sqrt(ell * Math.log(n) + Math.log(2));
  const beta = Math.sqrt((1 - 1 / Math.E) * (logChoose + ell * Math.log(n) + Math.log(2)));
  const lambda2 = (2 * n * ((1 - 1 / Math.E) * alpha + beta) ** 2) / epsilon ** 2;
  drawTo(Math.ceil(lambda2 / least));
  return { seeds: greedy().seeds, sets: sets.length };
}
