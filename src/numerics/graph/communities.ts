/**
 * Communities of a weighted undirected graph: Louvain (Blondel et al. 2008, J. Stat. Mech. P10008), seeded. Modularity
 * also cuts a lone dense group in two (Fortunato & Barthélemy 2007, PNAS 104), so communities are joined again while
 * the share of linked pairs between two is at least 0.4 of that within the denser.
 */
import { UndirectedGraph } from 'graphology';
import louvain from 'graphology-communities-louvain';
import { rng } from '#basis/rng.ts';

// The package is CommonJS whose declaration says `export default`.
const communities = louvain as unknown as typeof louvain.default;

export interface WeightedEdges {
  a: ArrayLike<number>;
  b: ArrayLike<number>;
  weight: ArrayLike<number>;
}

/** Node ids of each community that has an edge, the largest first; ids ascending within one. */
export function communitiesOf(edges: WeightedEdges, seed: string): number[][] {
  const graph = new UndirectedGraph();
  for (let i = 0; i < edges.a.length; i++) {
    graph.mergeEdge(edges.a[i], edges.b[i], { weight: edges.weight[i] });
  }
  if (graph.order === 0) return [];
  const random = rng(seed);
  const of = communities(graph, { rng: () => random.next(), getEdgeWeight: 'weight' });
  const groups = new Map<number, number[]>();
  for (const [node, community] of Object.entries(of)) {
    const group = groups.get(community);
    if (group) group.push(Number(node));
    else groups.set(community, [Number(node)]);
  }
  const first = (group: number[]) => group[0] as number;
  return joined([...groups.values()], edges)
    .map((group) => group.sort((x, y) => x - y))
    .sort((x, y) => y.length - x.length || first(x) - first(y));
}

const ALIKE = 0.4;

function joined(groups: number[][], edges: WeightedEdges): number[][] {
  const at = new Map(groups.flatMap((group, g) => group.map((node) => [node, g] as const)));
  const links = groups.map(() => new Map<number, number>());
  const link = (g: number, h: number, n: number) => links[g]?.set(h, (links[g].get(h) ?? 0) + n);
  for (let i = 0; i < edges.a.length; i++) {
    const [g, h] = [at.get(edges.a[i] as number) as number, at.get(edges.b[i] as number) as number];
    link(g, h, 1);
    if (g !== h) link(h, g, 1);
  }
  const size = (g: number) => groups[g]?.length ?? 0;
  const within = (g: number) => (2 * (links[g]?.get(g) ?? 0)) / Math.max(1, size(g) * (size(g) - 1));
  const alike = (g: number): number | undefined =>
    [...(links[g] ?? [])].find(
      ([h, n]) => h !== g && size(h) > 0 && n / (size(g) * size(h)) >= ALIKE * Math.max(within(g), within(h)),
    )?.[0];
  for (let g = 0; g < groups.length; g++)
    for (let h = alike(g); h !== undefined; h = alike(g)) {
      groups[g]?.push(...(groups[h] as number[]));
      groups[h] = [];
      const between = links[g]?.get(h) ?? 0;
      links[g]?.delete(h);
      link(g, g, between);
      for (const [other, n] of links[h] as Map<number, number>) {
        if (other === g) continue;
        link(g, other === h ? g : other, n);
        if (other === h) continue;
        links[other]?.delete(h);
        link(other, g, n);
      }
      links[h]?.clear();
    }
  return groups.filter((group) => group.length > 0);
}
