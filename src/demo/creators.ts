/** The ~300 KOL accounts, ordinary and planted. */
import type { Rng } from '#basis/rng.ts';
import { AS_OF_MS, DAY_MS } from './frame.ts';
import { cumulative, DEMO_PLATFORMS, type DemoPlatform, drawHour, drawIndex, platformId } from './people.ts';
import {
  AGENCIES,
  CATEGORIES,
  CATEGORY_ZH,
  type Category,
  NAME_HEADS,
  NAME_TAILS,
  PERSONAS,
  REGIONS,
  TOPICS,
} from './words.ts';

/** What was planted in an account; `plain` is nothing. */
type Role =
  | 'plain'
  | 'bought-jagged'
  | 'bought-smoothed'
  | 'ring'
  | 'scripted-live'
  | 'quiet-small'
  | 'dull-large'
  | 'shared-audience'
  | 'thin'
  | 'same-person'
  | 'same-name';

export interface Creator {
  index: number;
  role: Role;
  platform: DemoPlatform;
  id: string;
  /** 小红书号, 抖音号 and the like. */
  handle: string;
  /** Xingtu's own id, for Douyin. */
  starId: string;
  /** Douyin's id in links. */
  secUid: string;
  name: string;
  category: Category;
  second: Category;
  tags: string[];
  persona: string;
  province: string;
  city: string;
  female: boolean;
  agency: string | null;
  /** At DEMO_AS_OF. */
  followers: number;
  following: number;
  verified: boolean;
  bio: string;
  /** List prices in yuan. */
  priceImage: number;
  priceVideo: number;
  /** Median reads or plays of a post as a share of followers. */
  reachShare: number;
  /** Likes per read. */
  likeShare: number;
  postCount: number;
  /** Usual hour of posting. */
  hour: number;
  joinedMs: number;
}

/** Tier names as agencies use them, by followers. */
export const tierOf = (followers: number): string =>
  followers < 10_000
    ? '素人'
    : followers < 50_000
      ? '初级达人'
      : followers < 300_000
        ? '腰部达人'
        : followers < 1_000_000
          ? '头部达人'
          : '明星级';

interface Plant {
  role: Role;
  platform: DemoPlatform;
  category: Category;
  followers: number;
  name?: string;
  posts?: number;
  /** Reads of a post as a share of followers, where it is not drawn. */
  reach?: number;
}

const PLANTS: readonly Plant[] = [
  { role: 'bought-jagged', platform: 'weibo', category: 'beauty', followers: 412_000, posts: 30 },
  { role: 'bought-jagged', platform: 'xiaohongshu', category: 'fashion', followers: 168_000, posts: 28 },
  { role: 'bought-smoothed', platform: 'weibo', category: 'travel', followers: 288_000, posts: 26 },
  { role: 'bought-smoothed', platform: 'douyin', category: 'food', followers: 530_000, posts: 26 },
  { role: 'scripted-live', platform: 'live', category: 'beauty', followers: 205_000, posts: 14 },
  { role: 'quiet-small', platform: 'xiaohongshu', category: 'skincare', followers: 10_240, posts: 36 },
  { role: 'dull-large', platform: 'xiaohongshu', category: 'skincare', followers: 503_000, posts: 30 },
  { role: 'shared-audience', platform: 'xiaohongshu', category: 'skincare', followers: 5000, posts: 24 },
  { role: 'shared-audience', platform: 'xiaohongshu', category: 'skincare', followers: 5000, posts: 22 },
  { role: 'shared-audience', platform: 'xiaohongshu', category: 'beauty', followers: 5000, posts: 26 },
  { role: 'thin', platform: 'xiaohongshu', category: 'home', followers: 3100, posts: 1 },
  {
    role: 'same-person',
    platform: 'weibo',
    category: 'baby',
    followers: 156_000,
    name: '芒果核妈妈',
    posts: 24,
  },
  {
    role: 'same-person',
    platform: 'xiaohongshu',
    category: 'baby',
    followers: 92_000,
    name: '芒果核妈妈',
    posts: 24,
  },
  // A star, so that pages show counts such as 1,327w.
  { role: 'plain', platform: 'douyin', category: 'food', followers: 9_640_000, posts: 26, reach: 1.38 },
  { role: 'same-name', platform: 'douyin', category: 'food', followers: 74_000, name: '小满同学', posts: 20 },
  {
    role: 'same-name',
    platform: 'bilibili',
    category: 'tech',
    followers: 131_000,
    name: '小满同学',
    posts: 20,
  },
];
export const RING_SIZE = 14;
const RING_CATEGORIES: readonly Category[] = ['beauty', 'skincare', 'fashion'];

/** Categories weighted for a library that a skin-care brand keeps. */
const CATEGORY_SUMS = cumulative([18, 20, 14, 12, 12, 8, 6, 6, 8]);

export function makeCreators(random: Rng): Creator[] {
  const regions = cumulative(REGIONS.map(([, , weight]) => weight));
  const names = new Set(PLANTS.map((p) => p.name));
  const freshName = (category: Category): string => {
    for (let i = 0; ; i++) {
      const name = `${random.pick(NAME_HEADS)}${random.pick(NAME_TAILS[category])}${i > 60 ? i : ''}`;
      if (!names.has(name)) {
        names.add(name);
        return name;
      }
    }
  };

  const plans: Plant[] = [...PLANTS];
  for (let i = 0; i < RING_SIZE; i++)
    plans.push({
      role: 'ring',
      platform: 'weibo',
      category: RING_CATEGORIES[i % RING_CATEGORIES.length] as Category,
      followers: Math.round(random.logNormal(38_000, 0.5)),
      posts: random.int(18, 26),
    });
  for (const { platform, creators } of DEMO_PLATFORMS) {
    const planted = plans.filter((p) => p.platform === platform).length;
    for (let i = planted; i < creators; i++)
      plans.push({
        role: 'plain',
        platform,
        category:
          platform === 'babytree' ? 'baby' : (CATEGORIES[drawIndex(random, CATEGORY_SUMS)] as Category),
        followers: Math.min(9_800_000, Math.max(1200, Math.round(random.logNormal(52_000, 1.55)))),
      });
  }

  const creators = plans.map((plan, index): Creator => {
    const [province, cities] = REGIONS[drawIndex(random, regions)] as (typeof REGIONS)[number];
    const category = plan.category;
    const name = plan.name ?? freshName(category);
    const second = random.pick(CATEGORIES.filter((c) => c !== category));
    // Larger accounts reach a smaller part of their followers.
    const drawn = Math.min(1.4, random.logNormal(1.1 * (plan.followers / 1000) ** -0.28, 0.4));
    const reachShare = plan.reach ?? drawn;
    const cost = random.logNormal(0.07 * plan.followers ** 0.98, 0.35);
    const round = (yuan: number) => Math.max(200, Math.round(yuan / 100) * 100);
    return {
      index,
      role: plan.role,
      platform: plan.platform,
      id: platformId(plan.platform, 7001 + index * 37, 1),
      handle: `${plan.platform.slice(0, 2)}${(94_000_000 + index * 8123).toString(10)}`,
      starId: plan.platform === 'douyin' ? `67${String(11_000_000_000_000 + index * 91_733_201)}` : '',
      secUid:
        plan.platform === 'douyin'
          ? `MS4wLjABAAAA${(index * 7_368_787 + 60_466_176).toString(36)}k${(index * 104_729 + 46_656).toString(36)}qZ`
          : '',
      name,
      category,
      second,
      tags: [...random.shuffle([...TOPICS[category].tags]).slice(0, 3), random.pick(TOPICS[second].tags)],
      persona: category === 'baby' ? '宝妈' : random.pick(PERSONAS),
      province,
      city: random.pick(cities),
      female: random.chance(category === 'tech' || category === 'sport' ? 0.4 : 0.82),
      agency: random.chance(0.62) ? random.pick(AGENCIES) : null,
      followers: plan.followers,
      following: random.int(20, 900),
      verified: random.chance(plan.followers > 200_000 ? 0.8 : 0.15),
      bio: bioOf(plan, category, random),
      priceImage: round(cost * (plan.platform === 'douyin' ? 0.9 : 0.75)),
      priceVideo: round(cost * 1.25),
      ...reachOf(plan.role, reachShare, random),
      postCount: plan.posts ?? random.int(14, 40),
      hour: drawHour(random),
      joinedMs: AS_OF_MS - DAY_MS * random.int(500, 3600),
    };
  });
  // One person behind two accounts: same place, same agency.
  const [first, second] = creators.filter((c) => c.role === 'same-person') as [Creator, Creator];
  const { province, city, female, agency, tags, persona } = first;
  Object.assign(second, { province, city, female, agency, tags, persona });
  return creators;
}

function reachOf(role: Role, reachShare: number, random: Rng) {
  if (role === 'bought-jagged' || role === 'bought-smoothed')
    return { reachShare: reachShare * 0.3, likeShare: 0.02 };
  if (role === 'quiet-small') return { reachShare: 0.85, likeShare: 0.14 };
  if (role === 'dull-large') return { reachShare: 0.016, likeShare: 0.012 };
  return { reachShare, likeShare: Math.min(0.25, random.logNormal(0.05, 0.45)) };
}

function bioOf(plan: Plant, category: Category, random: Rng): string {
  if (plan.role === 'same-person')
    return plan.platform === 'weibo'
      ? '两个娃的妈｜小红书同名｜合作 mangguohe@demo.invalid'
      : '两个娃的妈｜微博同名｜合作 mangguohe@demo.invalid';
  if (plan.role === 'thin') return '';
  const topics = TOPICS[category];
  return `${CATEGORY_ZH[category]}｜${random.pick(topics.scenes)}｜爱聊${random.pick(topics.things)}`;
}
