/** Consumers: who they are, where, when they are awake, and what they care about. */
import type { PlatformId } from '#basis/platform.ts';
import type { Rng } from '#basis/rng.ts';
import { CATEGORIES, REGIONS } from './words.ts';

export const CONSUMER_COUNT = 60_000;

/** Platforms of the demo with their share of creators and of consumers, per cent. */
export const DEMO_PLATFORMS = [
  { platform: 'weibo', creators: 60, consumers: 22 },
  { platform: 'xiaohongshu', creators: 80, consumers: 30 },
  { platform: 'douyin', creators: 60, consumers: 20 },
  { platform: 'bilibili', creators: 24, consumers: 9 },
  { platform: 'wechat', creators: 20, consumers: 6 },
  { platform: 'zhihu', creators: 15, consumers: 4 },
  { platform: 'toutiao', creators: 15, consumers: 3 },
  { platform: 'babytree', creators: 14, consumers: 3 },
  { platform: 'live', creators: 12, consumers: 3 },
] as const satisfies readonly { platform: PlatformId; creators: number; consumers: number }[];
export type DemoPlatform = (typeof DEMO_PLATFORMS)[number]['platform'];

export const AGE_BANDS = ['18-23', '24-30', '31-40', '41+'] as const;

/** Column-wise, for speed: index is the consumer. */
export interface Consumers {
  count: number;
  platform: DemoPlatform[];
  /** The person's id on that platform, in the platform's own form. */
  id: string[];
  /** Index into REGIONS. */
  region: Uint8Array;
  female: Uint8Array;
  /** Index into AGE_BANDS. */
  ageBand: Uint8Array;
  /** Hour of the day (China) at which the person is most active. */
  activeHour: Uint8Array;
  /** Two indexes into CATEGORIES per person. */
  interests: Uint8Array;
  joinedMs: Float64Array;
  /** Consumers of a platform; and those of them with an interest. */
  byPlatform: Map<DemoPlatform, Uint32Array>;
  byInterest: Map<string, Uint32Array>;
}

const PRIME = 999_999_937;

/** A platform-shaped id of a number below 10^9: one-to-one within a platform and a salt (0 people, 1 creators, 2 bots). */
export function platformId(platform: DemoPlatform, n: number, salt: number): string {
  // Multiplication modulo a prime only swaps numbers; 7919 × 10^9 stays an exact double.
  const v = (((n + 1) * 7919) % PRIME) + salt;
  const nine = String(v).padStart(9, '0');
  switch (platform) {
    case 'weibo':
      return `${5 + salt}${nine}`;
    case 'xiaohongshu':
      return `${(0x5b + salt).toString(16)}${v.toString(16).padStart(8, '0')}0000${((n * 97) % 65_536).toString(16).padStart(4, '0')}${(v % 16_777_216).toString(16).padStart(6, '0')}`;
    case 'zhihu':
      return `${'pqr'[salt]}${v.toString(36)}`;
    case 'wechat':
      return salt === 1 ? `Mz${v.toString(36)}NA==` : `o6_${v.toString(16).padStart(8, '0')}${salt}`;
    default:
      return `${2 + salt}${nine}`;
  }
}

/** Hours weighted by how many are online: a noon hill and an evening peak. */
const HOUR_WEIGHTS = [5, 3, 2, 1, 1, 1, 2, 4, 6, 6, 6, 7, 9, 8, 6, 5, 5, 6, 7, 9, 12, 13, 12, 8];

export function cumulative(weights: readonly number[]): number[] {
  let sum = 0;
  return weights.map((w) => (sum += w));
}
export function drawIndex(random: Rng, sums: readonly number[]): number {
  const at = random.next() * (sums.at(-1) as number);
  let i = 0;
  while ((sums[i] as number) <= at) i++;
  return i;
}
const HOURS = cumulative(HOUR_WEIGHTS);
export const drawHour = (random: Rng): number => drawIndex(random, HOURS);

export function makeConsumers(random: Rng, asOfMs: number): Consumers {
  const n = CONSUMER_COUNT;
  const regions = cumulative(REGIONS.map(([, , weight]) => weight));
  const out: Consumers = {
    count: n,
    platform: Array.from({ length: n }),
    id: Array.from({ length: n }),
    region: new Uint8Array(n),
    female: new Uint8Array(n),
    ageBand: new Uint8Array(n),
    activeHour: new Uint8Array(n),
    interests: new Uint8Array(2 * n),
    joinedMs: new Float64Array(n),
    byPlatform: new Map(),
    byInterest: new Map(),
  };
  const lists = new Map<string, number[]>();
  const put = (key: string, i: number) => {
    const list = lists.get(key);
    if (list) list.push(i);
    else lists.set(key, [i]);
  };
  let i = 0;
  for (const [p, { platform, consumers }] of DEMO_PLATFORMS.entries()) {
    const end = p === DEMO_PLATFORMS.length - 1 ? n : i + Math.round((n * consumers) / 100);
    for (; i < end; i++) {
      out.platform[i] = platform;
      out.id[i] = platformId(platform, i, 0);
      out.region[i] = drawIndex(random, regions);
      out.female[i] = random.chance(platform === 'bilibili' || platform === 'zhihu' ? 0.46 : 0.68) ? 1 : 0;
      out.ageBand[i] = Math.min(3, Math.floor(random.next() * random.next() * 4.6));
      out.activeHour[i] = drawHour(random);
      const first = random.int(0, CATEGORIES.length - 1);
      const second = (first + random.int(1, CATEGORIES.length - 1)) % CATEGORIES.length;
      out.interests[2 * i] = first;
      out.interests[2 * i + 1] = second;
      // Joined over eleven years, more of them lately.
      out.joinedMs[i] = asOfMs - 86_400_000 * (400 + 3600 * random.next() * random.next());
      put(platform, i);
      put(`${platform}/${first}`, i);
      put(`${platform}/${second}`, i);
    }
  }
  for (const [key, list] of lists) {
    if (key.includes('/')) out.byInterest.set(key, Uint32Array.from(list));
    else out.byPlatform.set(key as DemoPlatform, Uint32Array.from(list));
  }
  return out;
}

export const provinceOf = (consumers: Consumers, person: number): string =>
  (REGIONS[consumers.region[person] as number] as (typeof REGIONS)[number])[0];
