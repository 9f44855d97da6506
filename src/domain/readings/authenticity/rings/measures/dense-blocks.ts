/**
 * Which accounts and posts are connected far more densely than their activity and popularity explain?
 * Method: four searches give rough groups: accounts that share more posts than the degree null allows; posts that
 *   share more accounts; greedy peeling; and, where moments are known, accounts that share posts within one time bin.
 *   Groups are communities of the validated pairs. Each is refined to the block around it (block-refinement.ts) and
 *   kept when P(Poisson(expected edges) ≥ edges), times the number of blocks of that size, is below `falseShare`.
 * Source: Tumminello et al. 2011; FRAUDAR (Hooi et al., KDD 2016); D-Cube (Shin et al., WSDM 2017) for time as a third
 *   mode; Arias-Castro & Verzelen 2014 (Ann. Stat. 42) for the scan over blocks.
 * Differs: searches only propose; one test decides, so blocks of all four are comparable.
 * Limits: fans and interest groups are dense too: give strata, or read the block's rows. Posts and accounts above the
 *   degree cap take no part in the search for pairs and are counted.
 * Verified: planted blocks at densities .05, .1, .2 and graphs without a block (dense-blocks.test.ts, bench/blocks.ts).
 */
import { type Block, edgesBetween, refineBlock } from '#numerics/graph/block-refinement.ts';
import { communitiesOf } from '#numerics/graph/communities.ts';
import { componentsOf } from '#numerics/graph/components.ts';
import { type Compressed, compressBoth } from '#numerics/graph/compressed.ts';
import { peel } from '#numerics/graph/peeling.ts';
import { type SharedNeighbours, sharedNeighbours } from '#numerics/graph/shared-neighbours.ts';
import { logChoose } from '#numerics/stats/tails.ts';
import { byTimeBin, type Engagements } from './time-bins.ts';

export const SEARCHES = ['shared-posts', 'shared-accounts', 'peeling', 'time-bins'] as const;
export type Search = (typeof SEARCHES)[number];

export interface DenseBlockOptions {
  searches?: readonly Search[];
  falseShare?: number;
  /** Width of a time bin. */
  binSeconds?: number;
  minUsers?: number;
  minItems?: number;
  /** Elementary steps of counting pairs; decides the degree cap. */
  steps?: number;
  seed?: string;
}

export interface DenseBlock {
  /** Ascending ids. */
  users: number[];
  items: number[];
  edges: number;
  /** Edges over users × items, 0–1. */
  density: number;
  /** Edges the degree null expects. */
  expected: number;
  /** log10 of the family-wise bound on the probability of such a block. */
  logP: number;
  foundBy: Search[];
}

export interface DenseBlocks {
  blocks: DenseBlock[];
  edgeCount: number;
  userCount: number;
  itemCount: number;
  /** Posts that took no part in pairing accounts, and accounts that took none in pairing posts. */
  leftOut: { items: number[]; itemDegreeCap: number; users: number[]; userDegreeCap: number };
}

/** Steps of pairing for one edge; a small graph may take as many as a large one. */
const STEPS_PER_EDGE = 12;
const LEAST_STEPS = 12_000_000;

export function denseBlocks(engagements: Engagements, options: DenseBlockOptions = {}): DenseBlocks {
  const { falseShare = 0.01, seed = 'blocks', minUsers = 3, minItems = 2 } = options;
  const searches = new Set(options.searches ?? SEARCHES);
  const [userCount, itemCount] = [countOf(engagements.user), countOf(engagements.item)];
  const { byRow: byUser, byColumn: byItem } = compressBoth(
    engagements.user,
    engagements.item,
    userCount,
    itemCount,
  );
  const steps = options.steps ?? Math.max(LEAST_STEPS, STEPS_PER_EDGE * byUser.columns.length);
  const found: (Pick<Block, 'rows' | 'columns'> & { search: Search })[] = [];
  const leftOut: DenseBlocks['leftOut'] = {
    items: [],
    itemDegreeCap: Number.POSITIVE_INFINITY,
    users: [],
    userDegreeCap: Number.POSITIVE_INFINITY,
  };
  if (searches.has('shared-posts')) {
    const pairs = sharedNeighbours(byUser, byItem, falseShare, steps);
    leftOut.items = pairs.leftOut;
    leftOut.itemDegreeCap = pairs.degreeCap;
    for (const group of groupsOf(pairs, userCount, minUsers, seed))
      found.push({ ...refineBlock(byUser, byItem, group, falseShare), search: 'shared-posts' });
  }
  if (searches.has('shared-accounts')) {
    const pairs = sharedNeighbours(byItem, byUser, falseShare, steps);
    leftOut.users = pairs.leftOut;
    leftOut.userDegreeCap = pairs.degreeCap;
    for (const group of groupsOf(pairs, itemCount, minItems, seed)) {
      const { rows, columns } = refineBlock(byItem, byUser, group, falseShare);
      found.push({ rows: columns, columns: rows, search: 'shared-accounts' });
    }
  }
  if (searches.has('peeling') && byUser.columns.length > 0) {
    const block = refineBlock(byUser, byItem, peel(byUser, byItem).rows, falseShare);
    found.push({ ...block, search: 'peeling' });
  }
  if (searches.has('time-bins') && engagements.atSeconds) {
    const bins = byTimeBin(engagements, userCount, itemCount, options.binSeconds ?? 3600);
    const pairs = sharedNeighbours(bins.byUser, bins.byBin, falseShare, steps);
    for (const group of groupsOf(pairs, userCount, minUsers, seed)) {
      const { rows, columns } = refineBlock(bins.byUser, bins.byBin, group, falseShare);
      const items = [...new Set(columns.map((c) => bins.itemOf[c] as number))].sort((x, y) => x - y);
      found.push({ rows, columns: items, search: 'time-bins' });
    }
  }
  const blocks: DenseBlock[] = [];
  for (const one of found) {
    if (one.rows.length < minUsers || one.columns.length < minItems) continue;
    const block = measured(byUser, byItem, one.rows, one.columns, one.search);
    if (block.logP < Math.log10(falseShare)) join(blocks, block);
  }
  blocks.sort((x, y) => x.logP - y.logP || y.edges - x.edges);
  return { blocks, edgeCount: byUser.columns.length, userCount, itemCount, leftOut };
}

const countOf = (ids: Int32Array): number => ids.reduce((most, id) => Math.max(most, id + 1), 0);

/** Above this many pairs a component stands for its communities. */
const MOST_FOR_LOUVAIN = 30_000;

/** Groups of the validated pairs, as node ids. */
function groupsOf(pairs: SharedNeighbours, nodeCount: number, least: number, seed: string): number[][] {
  if (pairs.a.length <= MOST_FOR_LOUVAIN)
    return communitiesOf({ ...pairs, weight: pairs.count }, seed).filter((g) => g.length >= least);
  const { of, count } = componentsOf(nodeCount, pairs.a, pairs.b);
  const groups = Array.from({ length: count }, (): number[] => []);
  for (let node = 0; node < nodeCount; node++) groups[of[node] as number]?.push(node);
  return groups.filter((g) => g.length >= least);
}

function measured(
  byUser: Compressed,
  byItem: Compressed,
  users: number[],
  items: number[],
  search: Search,
): DenseBlock {
  const edges = edgesBetween(byUser, users, items);
  const total = byUser.columns.length;
  const volume = (graph: Compressed, nodes: number[]): number =>
    nodes.reduce((n, at) => n + (graph.start[at + 1] as number) - (graph.start[at] as number), 0);
  const expected = ((volume(byUser, users) - edges) * (volume(byItem, items) - edges)) / total;
  // Chernoff: P(Poisson(λ) ≥ e) ≤ exp(−(e·ln(e/λ) − e + λ)).
  const mean = Math.max(expected, 1e-9);
  const tail = edges > mean ? -(edges * Math.log(edges / mean) - edges + mean) / Math.LN10 : 0;
  const choices = logChoose(byUser.rowCount, users.length) + logChoose(byItem.rowCount, items.length);
  return {
    users,
    items,
    edges,
    density: edges / (users.length * items.length),
    expected,
    logP: Math.min(0, tail + choices / Math.LN10),
    foundBy: [search],
  };
}

/** A block whose accounts are mostly those of one before adds its search to it; the likelier of two by chance goes. */
function join(blocks: DenseBlock[], block: DenseBlock): void {
  const users = new Set(block.users);
  const at = blocks.findIndex((known) => {
    const both = known.users.filter((u) => users.has(u)).length;
    return both / (users.size + known.users.length - both) >= 0.5;
  });
  const known = blocks[at];
  if (!known) blocks.push(block);
  else {
    const foundBy = [...new Set([...known.foundBy, ...block.foundBy])];
    blocks[at] = { ...(block.logP < known.logP ? block : known), foundBy };
  }
}
