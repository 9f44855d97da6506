/** Traits of a creator as labelled proxies, growth potential of a page, the assumed feed share. */
import { type PlatformId, platformRow } from '#basis/platform.ts';
import { insufficient, type Reading, type Result, type Words } from '#basis/reading.ts';
import type { ValueBase } from './base.ts';
import { GROWTH_WEIGHTS } from './measures/growth-potential.ts';
import type { Trait, Weights } from './schema.ts';

/** Accounts that must use a tag before being early on it means something. */
export const LEAST_ADOPTERS = 5;
const LEAST_TAGS = 3;
const LEAST_CATEGORY_POSTS = 3;

export const feedShareOf = (platform: PlatformId, weights: Weights): number =>
  weights.feedShare[platform] ?? platformRow(platform).feedShare;

const plain = (value: number, n: number, unit: string, caveat: Words): Result => ({
  state: 'ok',
  value,
  low: null,
  high: null,
  n,
  unit,
  detail: {},
  caveats: [caveat],
});
const few = (need: number, have: number, en: string, zh: string): Result =>
  insufficient(
    { en: `${need} ${en}`, zh: `${need} ${zh}` },
    { en: `${have} ${en}`, zh: `${have} ${zh}` },
    { en: 'Too little history in hand.', zh: '手头历史太少。' },
  );

interface TraitFacts {
  category_posts: number;
  category_days: number | null;
  tags: number;
  earliness: number | null;
}

/** Three proxies; none is the trait itself, and each says what it counts. */
export function traitsOf(f: TraitFacts | undefined, replies: Reading | undefined): Trait[] {
  const { category_posts: posts = 0, category_days: days = null, tags = 0, earliness = null } = f ?? {};
  return [
    {
      trait: 'tenure',
      name: { en: 'Tenure in the category', zh: '垂类年资' },
      proxy: {
        en: 'Days between the first and last post in hand that carries a tag of its category',
        zh: '手头作品中，首条与末条带本垂类标签的作品相隔天数',
      },
      result:
        posts < LEAST_CATEGORY_POSTS || days === null
          ? few(LEAST_CATEGORY_POSTS, posts, 'posts tagged with its category', '条带垂类标签的作品')
          : plain(days, posts, 'days', {
              en: 'At least so long: earlier posts may not be in hand.',
              zh: '至少如此：更早的作品可能不在手头。',
            }),
    },
    {
      trait: 'replying',
      name: { en: 'Communicative', zh: '乐于交流' },
      proxy: {
        en: 'Stored reading creator-replies: share of comments answered',
        zh: '读数 creator-replies：回复评论的占比',
      },
      result: replies?.result ?? few(1, 0, 'stored reading creator-replies', '个 creator-replies 读数'),
    },
    {
      trait: 'early_adoption',
      name: { en: 'Open to novelty', zh: '乐于尝新' },
      proxy: {
        en: `Mean share of accounts that used the same tag later; tags with ${LEAST_ADOPTERS} accounts or more`,
        zh: `同一标签下更晚使用的账号占比均值；仅计 ${LEAST_ADOPTERS} 个以上账号用过的标签`,
      },
      result:
        tags < LEAST_TAGS || earliness === null
          ? few(LEAST_TAGS, tags, 'tags that others use too', '个他人也用的标签')
          : plain(earliness, tags, 'share', {
              en: 'The first use in hand; earlier uses may not have been imported.',
              zh: '以手头首次使用为准；更早的使用可能未导入。',
            }),
    },
  ];
}

const GROWTH_PARTS = [
  ['follower_growth_share', GROWTH_WEIGHTS.momentum],
  ['recent_engagement_share', GROWTH_WEIGHTS.freshness],
  ['posts_per_month', GROWTH_WEIGHTS.posts],
] as const;

/** Weighted mean percentile of follower momentum, freshness of engagement and pace; how well such a mean foresaw growth is the back-test. */
export function growthResult({ peers }: ValueBase, place: number): Result {
  const found = GROWTH_PARTS.flatMap(([column, weight]) => {
    const interval = peers.interval(place, column);
    return interval ? [{ column, weight, score: peers.percentile(place, column), ...interval }] : [];
  });
  if (found.length < 2)
    return few(
      2,
      found.length,
      'of follower growth, fresh engagement and posts',
      '项（涨粉、近期互动占比、发布）',
    );
  const mean = (pick: (f: (typeof found)[number]) => number) =>
    found.reduce((sum, f) => sum + f.weight * pick(f), 0) / found.reduce((sum, f) => sum + f.weight, 0);
  return {
    state: 'ok',
    value: mean((f) => f.score),
    low: mean((f) => f.low),
    high: mean((f) => f.high),
    n: Math.min(...found.map((f) => f.n)),
    unit: 'score',
    detail: { parts: Object.fromEntries(found.map((f) => [f.column, f.score])) },
    caveats: [
      {
        en: 'On 131 published channels over ten days it ranked later growth at .73, momentum alone at .67; difference .00 to .12, with weights chosen on the same channels: not shown to be better.',
        zh: '在 131 个公开频道、十天的数据上，与后续增长的秩相关为 0.73，仅用动量为 0.67；差值区间 0.00 至 0.12，且权重在同一批频道上选定，未能证明更优。',
      },
      {
        en: 'Read it with the back-test: whether it foresees growth in this library.',
        zh: '请结合回测阅读：它在本库中能否预见涨粉。',
      },
    ],
  };
}
