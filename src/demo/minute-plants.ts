/** What happens to the watched posts of the running campaign: one buys likes, one goes viral, one gives something away. */
import { AS_OF_MS, HOUR_MS, MINUTE_MS } from './frame.ts';
import { type Counters, countersAt, type Post } from './posts.ts';

export type Planted = 'bought-burst' | 'viral' | 'giveaway';

export interface MinutePlant {
  kind: Planted;
  fromMs: number;
  untilMs: number;
  /** Part of what each counter has in the end that comes in this way. */
  share: Partial<Counters>;
}

const KINDS = ['reads', 'likes', 'comments', 'saves', 'shares'] as const;
/** The delivery of bought likes takes this long. */
const DELIVERY_MS = 4 * MINUTE_MS;
const GIVEAWAY_MS = 40 * MINUTE_MS;
const GIVEAWAY_FADES_MS = 8 * MINUTE_MS;
const VIRAL_FOLD_MS = 40 * MINUTE_MS;

const most = (posts: readonly Post[], of: keyof Counters): Post | undefined =>
  posts.toSorted((a, b) => b.final[of] - a.final[of])[0];

/** Three of the watched posts, each with its plant; the others are as they are. */
export function minutePlants(watched: readonly Post[]): Map<Post, MinutePlant> {
  const plants = new Map<Post, MinutePlant>();
  const at = (post: Post, share: number) =>
    Math.round((post.publishedMs + share * (AS_OF_MS - post.publishedMs)) / MINUTE_MS) * MINUTE_MS;
  const videos = watched.filter((p) => p.creator.platform === 'douyin');
  const buys = most(videos, 'likes');
  if (buys)
    plants.set(buys, {
      kind: 'bought-burst',
      fromMs: at(buys, 0.62),
      untilMs: at(buys, 0.62) + DELIVERY_MS,
      share: { likes: 0.3 },
    });
  const viral = most(
    videos.filter((p) => !plants.has(p)),
    'reads',
  );
  if (viral)
    plants.set(viral, {
      kind: 'viral',
      fromMs: at(viral, 0.45) - 3 * HOUR_MS,
      untilMs: at(viral, 0.45) + 3 * HOUR_MS,
      share: { reads: 0.7, likes: 0.7, comments: 0.7, saves: 0.7, shares: 0.7 },
    });
  const gives = most(
    watched.filter((p) => !plants.has(p)),
    'shares',
  );
  if (gives)
    plants.set(gives, {
      kind: 'giveaway',
      fromMs: at(gives, 0.7),
      untilMs: at(gives, 0.7) + GIVEAWAY_MS,
      share: { reads: 0.2, likes: 0.2, comments: 0.6, shares: 0.6 },
    });
  return plants;
}

/** Part of a plant that has come by a moment, 0–1. */
function come({ kind, fromMs, untilMs }: MinutePlant, atMs: number): number {
  if (kind === 'bought-burst') return Math.min(1, Math.max(0, (atMs - fromMs) / DELIVERY_MS));
  if (kind === 'giveaway') return atMs <= fromMs ? 0 : 1 - Math.exp(-(atMs - fromMs) / GIVEAWAY_FADES_MS);
  return 1 / (1 + Math.exp(-(atMs - (fromMs + untilMs) / 2) / VIRAL_FOLD_MS));
}

/** Counters with the plant: they end where they would have ended. */
export function plantedAt(post: Post, atMs: number, plant: MinutePlant | undefined): Counters {
  const plain = countersAt(post, atMs);
  if (!plant) return plain;
  const end = countersAt(post, AS_OF_MS);
  const [now, last] = [come(plant, atMs), come(plant, AS_OF_MS)];
  const counters = { ...plain };
  for (const kind of KINDS) {
    const share = plant.share[kind] ?? 0;
    counters[kind] = Math.round((1 - share) * plain[kind] + (share * end[kind] * now) / last);
  }
  return counters;
}
