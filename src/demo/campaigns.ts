/** Campaigns of the demo brand: who was booked, at what list, quoted and paid price, and the orders that came. */
import type { Rng } from '#basis/rng.ts';
import type { Creator } from './creators.ts';
import { AS_OF_MS, DAY_MS, dayMs, HOUR_MS, START_MS } from './frame.ts';
import type { Consumers } from './people.ts';
import { BRANDS, PRODUCTS } from './words.ts';

export interface Campaign {
  id: string;
  name: string;
  brand: string;
  startsOn: string;
  endsOn: string;
  state: '已结束' | '进行中';
  size: number;
  /** Orders per cooperation, mean. */
  orderMean: number;
  platforms: readonly string[];
}

export const CAMPAIGNS: readonly Campaign[] = [
  {
    id: 'CY2026-SPRING',
    name: '澄屿春日修护计划',
    brand: BRANDS.own,
    startsOn: '2026-03-01',
    endsOn: '2026-03-31',
    state: '已结束',
    size: 24,
    orderMean: 52,
    platforms: ['xiaohongshu', 'weibo', 'douyin'],
  },
  {
    id: 'CY2026-618',
    name: '澄屿618防晒季',
    brand: BRANDS.own,
    startsOn: '2026-05-25',
    endsOn: '2026-06-20',
    state: '已结束',
    size: 36,
    orderMean: 74,
    platforms: ['xiaohongshu', 'douyin', 'bilibili', 'weibo'],
  },
  {
    id: 'CY2026-AUTUMN',
    name: '澄屿秋季焕亮行动',
    brand: BRANDS.own,
    startsOn: '2026-10-15',
    endsOn: '2026-11-15',
    state: '进行中',
    size: 30,
    orderMean: 28,
    platforms: ['xiaohongshu', 'douyin', 'weibo', 'zhihu'],
  },
];

/** Running-campaign posts published in the last two days, which are watched every minute. */
export const WATCHED_POSTS = 5;

export interface Cooperation {
  campaign: Campaign;
  creator: Creator;
  product: { sku: string; name: string; priceYuan: number };
  format: '图文' | '视频';
  /** Yuan. Paid is null until a cooperation is settled. */
  listPrice: number;
  quotedPrice: number;
  paidPrice: number | null;
  state: '已完成' | '已发布' | '待发布' | '已取消';
  publishMs: number | null;
  code: string;
  /** Set by the posts step. */
  postKey: string | null;
}

export interface Order {
  key: string;
  /** The cooperation that caused it; null for the shop's everyday orders. */
  cooperation: Cooperation | null;
  /** The buyer used the creator's code, so the shop knows the cooperation. */
  coded: boolean;
  platform: string;
  buyer: string;
  atMs: number;
  sku: string;
  quantity: number;
  amountYuan: number;
}

export function makeCooperations(random: Rng, creators: readonly Creator[]): Cooperation[] {
  const all: Cooperation[] = [];
  for (const campaign of CAMPAIGNS) {
    const fits = creators.filter(
      (c) =>
        campaign.platforms.includes(c.platform) &&
        c.role !== 'thin' &&
        c.followers < 2_500_000 &&
        (c.category === 'skincare' ||
          c.category === 'beauty' ||
          c.role === 'same-person' ||
          random.chance(0.2)),
    );
    const chosen = random.shuffle([...fits]).slice(0, campaign.size);
    // The quiet small account and the dull large one are both booked once, so that they can be compared.
    if (campaign.id === 'CY2026-618')
      for (const [i, role] of (['quiet-small', 'dull-large'] as const).entries()) {
        const creator = creators.find((c) => c.role === role) as Creator;
        if (!chosen.includes(creator)) chosen[i] = creator;
      }
    const start = dayMs(campaign.startsOn);
    const end = dayMs(campaign.endsOn);
    for (const [i, creator] of chosen.entries()) {
      const running = campaign.state === '进行中';
      const watched = running && i < WATCHED_POSTS;
      const publishMs = watched
        ? AS_OF_MS - Math.round((0.35 + 0.3 * i) * DAY_MS) - random.int(0, 3600) * 1000
        : start + random.int(0, Math.floor((end - start) / DAY_MS) - 1) * DAY_MS + creator.hour * HOUR_MS;
      const published = publishMs < AS_OF_MS - 2 * DAY_MS || watched;
      const cancelled = !watched && random.chance(0.05);
      const format = creator.platform === 'douyin' || random.chance(0.35) ? '视频' : '图文';
      const listPrice = format === '视频' ? creator.priceVideo : creator.priceImage;
      const quotedPrice = Math.round((listPrice * (0.82 + 0.16 * random.next())) / 100) * 100;
      const state = cancelled ? '已取消' : !published ? '待发布' : running ? '已发布' : '已完成';
      all.push({
        campaign,
        creator,
        product: random.pick(PRODUCTS[campaign.brand] ?? []),
        format,
        listPrice,
        quotedPrice,
        paidPrice:
          state === '已完成' ? Math.round((quotedPrice * (0.9 + 0.1 * random.next())) / 10) * 10 : null,
        state,
        publishMs: published && !cancelled ? publishMs : null,
        code: `CY${campaign.id.slice(7, 9)}${String(creator.index).padStart(3, '0')}`,
        postKey: null,
      });
    }
  }
  return all;
}

/** Orders follow a post within days; a fifth carry no code. Purchased followers and dull accounts sell little. */
export function makeOrders(
  random: Rng,
  cooperations: readonly Cooperation[],
  consumers: Consumers,
  audienceOf: (creator: Creator) => Uint32Array,
): Order[] {
  const orders: Order[] = [];
  for (const coop of cooperations) {
    if (coop.publishMs === null) continue;
    const { creator, campaign } = coop;
    const pull =
      creator.role === 'quiet-small'
        ? 3.2
        : creator.role === 'dull-large' || creator.role.startsWith('bought')
          ? 0.05
          : random.logNormal(0.8, 0.6);
    const audience = audienceOf(creator);
    const n = random.poisson(campaign.orderMean * pull);
    for (let i = 0; i < n; i++) {
      const atMs = coop.publishMs + Math.round(random.exponential(1 / (1.6 * DAY_MS)));
      if (atMs >= AS_OF_MS) continue;
      const quantity = random.chance(0.2) ? 2 : 1;
      const buyer = audience[random.int(0, audience.length - 1)] as number;
      orders.push({
        key: '',
        cooperation: coop,
        coded: random.chance(0.8),
        platform: creator.platform,
        buyer: consumers.id[buyer] as string,
        atMs: Math.floor(atMs / 1000) * 1000,
        sku: coop.product.sku,
        quantity,
        amountYuan:
          Math.round(coop.product.priceYuan * quantity * (random.chance(0.5) ? 0.85 : 1) * 100) / 100,
      });
    }
  }
  orders.push(...everydayOrders(random, consumers));
  orders.sort((a, b) => a.atMs - b.atMs);
  for (const [i, order] of orders.entries()) order.key = `CYD${String(2_600_000_001 + i)}`;
  return orders;
}

/** About two a day, from anyone. */
function everydayOrders(random: Rng, consumers: Consumers): Order[] {
  const products = PRODUCTS[BRANDS.own] ?? [];
  return Array.from({ length: random.poisson(730) }, () => {
    const person = random.int(0, consumers.count - 1);
    const product = random.pick(products);
    return {
      key: '',
      cooperation: null,
      coded: false,
      platform: consumers.platform[person] as string,
      buyer: consumers.id[person] as string,
      atMs: START_MS + Math.floor(random.next() * 365 * 86_400) * 1000,
      sku: product.sku,
      quantity: 1,
      amountYuan: product.priceYuan,
    };
  });
}
