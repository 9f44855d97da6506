/** Data table: the maps, goals and weights that are shipped. Each can be replaced in the workspace's settings. */
import { type Words, word as w } from '#basis/reading.ts';
import type { Goal, Indicator, PathMap, Weights } from './schema.ts';

const SEEN = { exposure_count: 1, reach_count: 1, read_count: 1, view_count: 1 };
const LIKED = { like_count: 1, save_count: 0.5, wow_count: 0.5, coin_count: 0.5 };
const PASSED_ON = { repost_count: 1, share_count: 1, quote_count: 0.5 };
const TALKED = { comment_count: 1, danmaku_count: 0.5 };
const BOUGHT = {
  order_count: 1,
  click_count: 0.5,
  gmv: 1,
  video_sale_mean: 1,
  live_sale_mean: 1,
  cooperation_count: 0.5,
};
const OWN_CHOICE = 'The counters that stand for each stage are the choice of this repository.';
const OWN_CHOICE_ZH = '各阶段对应的公开指标由本项目选定。';

type Stage = [stage: string, en: string, zh: string, metrics: Partial<Record<Indicator, number>>];
const map = (id: string, name: Words, source: Words, stages: Stage[]): PathMap => ({
  map: id,
  name,
  source,
  stages: stages.map(([stage, en, zh, metrics]) => ({ stage, name: w(en, zh), metrics, weighedBy: null })),
});

export const PATH_MAPS: readonly PathMap[] = [
  map(
    'touchstone-5a-1',
    w('5A: Attention to Activation', '5A：注意到行动'),
    w(
      'Exposure, likes, reposts, comments, purchase or brand push. Comments count whatever they say until a stored reading weighs them.',
      '曝光、点赞、转发、评论、购买或品牌推动。在有情感读数加权之前，评论不分褒贬。',
    ),
    [
      ['attention', 'Attention', '注意', SEEN],
      ['appeal', 'Appeal', '吸引', LIKED],
      ['action', 'Action', '转发', PASSED_ON],
      ['advocacy', 'Advocacy', '评论', TALKED],
      ['activation', 'Activation', '转化', BOUGHT],
    ],
  ),
  map(
    'kotler-5a',
    w('Kotler 5A', '科特勒 5A'),
    w(
      `Kotler, Kartajaya & Setiawan 2016, Marketing 4.0. ${OWN_CHOICE}`,
      `科特勒等《营销革命 4.0》（2016）。${OWN_CHOICE_ZH}`,
    ),
    [
      ['aware', 'Aware', '了解', SEEN],
      ['appeal', 'Appeal', '吸引', LIKED],
      ['ask', 'Ask', '问询', { ...TALKED, save_count: 0.5 }],
      ['act', 'Act', '行动', BOUGHT],
      ['advocate', 'Advocate', '拥护', PASSED_ON],
    ],
  ),
  map(
    'o-5a',
    w('O-5A (Ocean Engine)', 'O-5A（巨量引擎）'),
    w(
      `A3 is the seeding stage, A5 repeat and advocacy. Ocean Engine measures its stages with data of its own. ${OWN_CHOICE}`,
      `A3 为种草，A5 为复购与拥护。巨量引擎以自有数据度量。${OWN_CHOICE_ZH}`,
    ),
    [
      ['a1', 'A1 Aware', 'A1 了解', SEEN],
      ['a2', 'A2 Appeal', 'A2 吸引', LIKED],
      ['a3', 'A3 Ask', 'A3 问询', { ...TALKED, save_count: 1, click_count: 1 }],
      ['a4', 'A4 Act', 'A4 行动', BOUGHT],
      ['a5', 'A5 Advocate', 'A5 拥护', { ...PASSED_ON, follow_count: 1 }],
    ],
  ),
  map(
    'a-ladder',
    w('Xiaohongshu ladder: aware to share', '小红书人群阶梯：认知到分享'),
    w(
      `Aware, interest, true interest, purchase, share. Xiaohongshu measures its stages with data of its own. ${OWN_CHOICE}`,
      `认知、种草、深度种草、购买、分享。小红书以自有数据度量。${OWN_CHOICE_ZH}`,
    ),
    [
      ['aware', 'Aware', '认知', SEEN],
      ['interest', 'Interest', '种草', LIKED],
      ['true-interest', 'True interest', '深度种草', { save_count: 1, ...TALKED, follow_count: 1 }],
      ['purchase', 'Purchase', '购买', BOUGHT],
      ['share', 'Share', '分享', PASSED_ON],
    ],
  ),
];
export const DEFAULT_MAP = PATH_MAPS[0] as PathMap;

const GOALS: Goal[] = [
  {
    goal: 'new-brand',
    name: w('New brand', '新品牌'),
    why: w(
      'Nobody knows the brand: being seen and liked weighs most.',
      '品牌尚不为人知：被看到、被喜欢最重要。',
    ),
    path: [2, 1.5, 1, 0.5, 0.5],
    values: { communication: 0.5, fan: 0.3, conversion: 0.2 },
  },
  {
    goal: 'known-brand',
    name: w('Known brand', '知名品牌'),
    why: w(
      'People know the brand: forwarding, comments and activation weigh most.',
      '品牌已为人知：转发、评论与转化最重要。',
    ),
    path: [0.5, 0.75, 1.5, 2, 1.5],
    values: { communication: 0.25, fan: 0.35, conversion: 0.4 },
  },
  {
    goal: 'custom',
    name: w('Custom', '自定义'),
    why: w('Weights of your own; equal until edited.', '自定义权重；编辑之前各项相等。'),
    path: [1, 1, 1, 1, 1],
    values: { communication: 1, fan: 1, conversion: 1 },
  },
];

export const DEFAULT_WEIGHTS: Weights = {
  weights: 'touchstone-value-1',
  values: {
    communication: { stage1: 0.4, stage2: 0.2, stage3: 0.3, posts_per_month: 0.1 },
    fan: {
      'reading:true-fan-share': 0.35,
      engagement_per_follower: 0.25,
      stage4: 0.2,
      active_follower_share: 0.1,
      follower_growth_share: 0.1,
    },
    conversion: { stage5: 0.4, cost_per_engagement: 0.25, proximity: 0.2, 'reading:tonality': 0.15 },
  },
  goals: GOALS,
  gates: {
    leastFollowers: 1000,
    staleDays: 180,
    leastTrueFanShare: 0.3,
    evidence: ['strong'],
    needsTrade: false,
  },
  proximity: { share: 0.5, recency: 0.25, spread: 0.25, halfLifeDays: 90 },
  leastPeers: 10,
  leastPosts: 3,
  leastCoverage: 0.3,
  windowDays: 180,
  salesPerMillion: 22,
  feedShare: {},
  checklist: {
    leastFollowers: 5000,
    mostFollowers: null,
    leastTrueFanShare: 0.6,
    leastPostsPerMonth: 2,
    leastInteraction: 25,
  },
  handMinutes: 20,
};

/** What a part is called. */
export const PART_NAMES: Record<string, Words> = {
  engagement_per_follower: w('engagements per follower', '粉丝互动率'),
  posts_per_month: w('posts per month', '月发布数'),
  follower_growth_share: w('follower growth in 90 days', '近 90 天涨粉幅度'),
  recent_engagement_share: w('share of engagement that is recent', '近期互动占比'),
  active_follower_share: w('active followers', '活跃粉丝占比'),
  engaged_follower_share: w('engaged followers', '互动粉丝占比'),
  cooperation_count: w('brand cooperations', '品牌合作数'),
  cost_per_engagement: w('price per engagement (less is better)', '单次互动成本（越低越好）'),
  proximity: w('brand proximity', '品牌亲近度'),
  'reading:true-fan-share': w('true-fan share', '真粉率'),
  'reading:tonality': w('brand tonality', '品牌调性'),
};
