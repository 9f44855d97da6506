/**
 * A graph of accounts and posts with one planted block, and camouflage: heavy-tailed activity and popularity, `accounts`
 * new accounts × `posts` existing posts at `density`, as many random edges of the accounts again. Optionally moments:
 * background over 60 days, the block within 12 hours of one day a post.
 */
import { type Rng, rng } from '../src/basis/rng.ts';

export interface BlockGraph {
  user: Int32Array;
  item: Int32Array;
  atSeconds: Float64Array;
  blockUsers: Set<number>;
}

export interface BlockGraphOptions {
  density: number;
  seed: string;
  users?: number;
  items?: number;
  edges?: number;
  accounts?: number;
  posts?: number;
}

const HOUR = 3600;

export function blockGraph(options: BlockGraphOptions): BlockGraph {
  const { density, seed, users = 200_000, items = 50_000, edges = 1_000_000 } = options;
  const { accounts = 1000, posts = 200 } = options;
  const random = rng(`block-graph/${seed}/${density}`);
  const userWeights = cumulative(Float64Array.from({ length: users }, () => random.logNormal(1, 1.3)));
  const popularity = random.shuffle(Array.from({ length: items }, (_, i) => (i + 21) ** -0.85));
  const itemWeights = cumulative(Float64Array.from(popularity));
  const seen = new Set<number>();
  const moments: number[] = [];
  const put = (user: number, item: number, at: number): void => {
    const key = user * items + item;
    if (seen.has(key)) return;
    seen.add(key);
    moments.push(at);
  };
  const anyTime = () => Math.floor(random.next() * 60 * 24 * HOUR);
  while (seen.size < edges) put(draw(userWeights, random), draw(itemWeights, random), anyTime());
  const chosen = random.shuffle(Array.from({ length: items }, (_, i) => i)).slice(0, posts);
  const start = chosen.map(() => anyTime());
  for (let a = 0; a < accounts; a++)
    for (let p = 0; p < posts; p++) {
      if (!random.chance(density)) continue;
      put(users + a, chosen[p] as number, (start[p] as number) + random.int(0, 12 * HOUR));
      put(users + random.int(0, accounts - 1), random.int(0, items - 1), anyTime());
    }
  // Ids say nothing about who belongs to the block.
  const names = random.shuffle(Array.from({ length: users + accounts }, (_, i) => i));
  const order = random.shuffle([...seen.keys()].map((key, i) => [key, moments[i] as number] as const));
  return {
    user: Int32Array.from(order, ([key]) => names[Math.floor(key / items)] as number),
    item: Int32Array.from(order, ([key]) => key % items),
    atSeconds: Float64Array.from(order, ([, at]) => at),
    blockUsers: new Set(names.slice(users)),
  };
}

function cumulative(weights: Float64Array): Float64Array {
  let sum = 0;
  return weights.map((w) => (sum += w));
}

function draw(sums: Float64Array, random: Rng): number {
  const at = random.next() * (sums[sums.length - 1] as number);
  let [low, high] = [0, sums.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sums[middle] as number) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
