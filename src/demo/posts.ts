/** Twelve months of posts with words, tags, brand mentions, pictures and counters that grow after publication. */
import type { Rng } from '#basis/rng.ts';
import type { Cooperation } from './campaigns.ts';
import { type Creator, RING_SIZE } from './creators.ts';
import { AS_OF_MS, DAY_MS, HOUR_MS, START_MS } from './frame.ts';
import { type DemoPlatform, drawHour } from './people.ts';
import type { Picture } from './pictures.ts';
import { BODIES, BRAND_BODIES, BRANDS, CATEGORY_ZH, PRODUCTS, TITLES, TOPICS } from './words.ts';

export interface Counters {
  reads: number;
  likes: number;
  comments: number;
  saves: number;
  shares: number;
}
export interface Post {
  index: number;
  creator: Creator;
  key: string;
  publishedMs: number;
  format: 'image' | 'video' | 'article' | 'answer' | 'text' | 'live';
  title: string;
  text: string;
  tags: string[];
  brand: string | null;
  cooperation: Cooperation | null;
  picture: Picture | null;
  durationSeconds: number;
  /** Where the counters end up, and how fast they get there (hours). */
  final: Counters;
  tauHours: number;
}

/** Share of its final counters that a post has after `ageMs`. */
const grown = (post: Post, ageMs: number): number =>
  ageMs <= 0 ? 0 : 1 - Math.exp(-((ageMs / HOUR_MS / post.tauHours) ** 0.7));

/** Counters a post shows at a moment: whole numbers that never fall. */
export function countersAt(post: Post, atMs: number): Counters {
  const g = grown(post, atMs - post.publishedMs);
  const { final } = post;
  return {
    reads: Math.round(final.reads * g),
    likes: Math.round(final.likes * g),
    comments: Math.round(final.comments * g),
    saves: Math.round(final.saves * g),
    shares: Math.round(final.shares * g),
  };
}

/** A platform-shaped id of the post with this number. */
function postKey(platform: DemoPlatform, n: number): string {
  switch (platform) {
    case 'weibo':
      return String(5_210_000_000_000_000 + n * 104_729_003);
    case 'xiaohongshu':
      return `68${(0x10000000 + n * 7919).toString(16)}00000000${(n * 131 + 65_536).toString(16).padStart(6, '0')}`;
    case 'douyin':
    case 'toutiao':
      return `75${String(10_000_000_000_000 + n * 9_973_117).padStart(14, '0')}${String(n % 1000).padStart(3, '0')}`;
    case 'bilibili':
      return String(1_150_000_000 + n * 9973);
    case 'zhihu':
      return String(3_400_000_000 + n * 1013);
    case 'wechat':
      return `26${String(50_000_000 + n * 17)}_1`;
    case 'babytree':
      return String(91_000_000 + n * 11);
    case 'live':
      return `room${String(7_300_000_000 + n * 613)}`;
  }
}

const fill = (template: string, words: Record<string, string | number>) =>
  template.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(words[name] ?? ''));

const FORMATS: Record<DemoPlatform, readonly Post['format'][]> = {
  weibo: ['text', 'image', 'image', 'video'],
  xiaohongshu: ['image', 'image', 'image', 'video'],
  douyin: ['video'],
  bilibili: ['video'],
  wechat: ['article'],
  zhihu: ['answer'],
  toutiao: ['article'],
  babytree: ['text'],
  live: ['live'],
};

export function makePosts(
  random: Rng,
  creators: readonly Creator[],
  cooperations: readonly Cooperation[],
  pictures: readonly Picture[],
): Post[] {
  const posts: Post[] = [];
  const booked = new Map<Creator, Cooperation[]>();
  for (const coop of cooperations)
    if (coop.publishMs !== null) booked.set(coop.creator, [...(booked.get(coop.creator) ?? []), coop]);
  const withLogo = pictures.filter((p) => p.logo);
  const without = pictures.filter((p) => !p.logo);
  let nextLogo = 0;
  let nextPlain = 0;

  for (const creator of creators) {
    const times: [number, Cooperation | null][] = [];
    for (let i = 0; i < creator.postCount; i++) {
      const day = random.int(0, 364);
      const hour = random.chance(0.7) ? creator.hour : drawHour(random);
      times.push([
        Math.min(AS_OF_MS - HOUR_MS, START_MS + day * DAY_MS + hour * HOUR_MS + random.int(0, 3599) * 1000),
        null,
      ]);
    }
    for (const coop of booked.get(creator) ?? []) times.push([coop.publishMs as number, coop]);
    times.sort((a, b) => a[0] - b[0]);
    for (const [publishedMs, cooperation] of times) {
      const post = write(random, creator, posts.length, publishedMs, cooperation);
      if (cooperation) cooperation.postKey = post.key;
      const shows = creator.platform === 'xiaohongshu' || creator.platform === 'weibo';
      if (shows && post.format === 'image' && post.brand === BRANDS.own && nextLogo < withLogo.length)
        post.picture = withLogo[nextLogo++] as Picture;
      else if (shows && post.format === 'image' && nextPlain < without.length && random.chance(0.08))
        post.picture = without[nextPlain++] as Picture;
      posts.push(post);
    }
  }
  return posts;
}

function write(
  random: Rng,
  creator: Creator,
  index: number,
  publishedMs: number,
  cooperation: Cooperation | null,
): Post {
  const category = random.chance(0.85) ? creator.category : creator.second;
  const topic = TOPICS[category];
  const near = category === 'skincare' || category === 'beauty';
  const brand = cooperation
    ? cooperation.campaign.brand
    : random.chance(near ? 0.09 : 0.008)
      ? random.pick([BRANDS.own, ...BRANDS.rivals])
      : null;
  const words = {
    thing: random.pick(topic.things),
    scene: random.pick(topic.scenes),
    n: random.int(3, 60),
    k: random.int(2, 6),
    brand: brand ?? '',
    product: cooperation?.product.name ?? (brand ? random.pick(PRODUCTS[brand] ?? []).name : ''),
  };
  const format = cooperation?.format === '视频' ? 'video' : random.pick(FORMATS[creator.platform]);
  const bodies = random.shuffle<string>([...BODIES]).slice(0, format === 'article' ? 7 : random.int(2, 4));
  if (brand) bodies.splice(1, 0, BRAND_BODIES[cooperation ? random.int(0, 3) : random.int(0, 4)] as string);
  const tags = [random.pick(topic.tags), random.pick(topic.tags), CATEGORY_ZH[category]];
  if (brand) tags.push(brand);
  const reads = Math.max(
    12,
    Math.round(creator.followers * creator.reachShare * random.logNormal(1, 0.8) * (cooperation ? 0.9 : 1)),
  );
  // Ring members always have at least what the ring gives them.
  const least = creator.role === 'ring' ? 4 * RING_SIZE : 0;
  const likes = Math.max(least, Math.round(reads * creator.likeShare * random.logNormal(1, 0.25)));
  return {
    index,
    creator,
    key: postKey(creator.platform, index),
    publishedMs,
    format,
    title: fill(random.pick(TITLES), words),
    text: fill(bodies.join(''), words),
    tags: [...new Set(tags)],
    brand,
    cooperation,
    picture: null,
    durationSeconds:
      format === 'video' ? random.int(14, 420) : format === 'live' ? random.int(3600, 14_400) : 0,
    final: {
      reads,
      likes,
      comments: Math.max(
        least,
        Math.round(likes * random.logNormal(creator.role === 'quiet-small' ? 0.16 : 0.055, 0.3)),
      ),
      saves: Math.round(likes * random.logNormal(0.22, 0.4)),
      shares: Math.round(likes * random.logNormal(0.07, 0.4)),
    },
    tauHours: random.logNormal(13, 0.4),
  };
}
