/**
 * The metric dictionary. A number is shown with its numerator, denominator, window and source, and two
 * numbers may be added or compared only when those agree (M13). Names: docs/glossary.md.
 */

import { COUNTED, type Counted, counted, type Words } from './counted.ts';
import { TouchstoneError } from './error.ts';
import { between, plus, type Quantity } from './quantity.ts';

export type Unit = 'count' | 'share' | 'money' | 'index' | 'seconds' | 'days' | 'per_day';

interface MetricRow {
  subject: 'account' | 'post';
  unit: Unit;
  en: string;
  zh: string;
  /** What is counted. */
  numerator: Words;
  /** What it is divided by; null for a plain count. */
  denominator: Words | null;
}

const count = (subject: 'account' | 'post', en: string, zh: string, numerator: Counted): MetricRow => ({
  subject,
  unit: 'count',
  en,
  zh,
  numerator: counted(numerator),
  denominator: null,
});
const shareOf = (
  subject: 'account' | 'post',
  en: string,
  zh: string,
  numerator: Counted,
  denominator: Counted,
): MetricRow => ({
  subject,
  unit: 'share',
  en,
  zh,
  numerator: counted(numerator),
  denominator: counted(denominator),
});
const money = (
  subject: 'account' | 'post',
  en: string,
  zh: string,
  numerator: Counted,
  denominator: Counted | null,
): MetricRow => ({
  subject,
  unit: 'money',
  en,
  zh,
  numerator: counted(numerator),
  denominator: denominator && counted(denominator),
});
const price = (en: string, zh: string, denominator: Counted): MetricRow =>
  money('account', en, zh, 'price', denominator);
const index = (en: string, zh: string): MetricRow => ({
  subject: 'account',
  unit: 'index',
  en,
  zh,
  numerator: { en: `${en} as the vendor computes it`, zh: `${zh}，由第三方自行计算` },
  denominator: null,
});
const median = (en: string, zh: string, of: Counted): MetricRow => ({
  subject: 'account',
  unit: 'count',
  en: `Median ${en}`,
  zh: `${zh}中位数`,
  numerator: { en: `median over posts of ${of}`, zh: `各作品的中位数：${COUNTED[of]}` },
  denominator: null,
});
const mean = (en: string, zh: string, of: Counted): MetricRow => ({
  subject: 'account',
  unit: 'count',
  en: `Mean ${en}`,
  zh: `平均${zh}`,
  numerator: { en: `mean over posts of ${of}`, zh: `各作品的平均：${COUNTED[of]}` },
  denominator: null,
});

export const METRICS = {
  // Account counters
  follower_count: count('account', 'Followers', '粉丝数', 'accounts that follow'),
  following_count: count('account', 'Following', '关注数', 'accounts followed'),
  post_count: count('account', 'Posts', '作品数', 'posts published'),
  received_like_count: count('account', 'Likes received', '获赞数', 'likes on all posts'),
  received_like_save_count: count(
    'account',
    'Likes and saves received',
    '获赞与收藏',
    'likes and saves on all posts',
  ),
  received_save_count: count('account', 'Saves received', '获收藏数', 'saves on all posts'),
  total_view_count: count('account', 'Views received', '总播放量', 'views on all posts'),
  follower_growth_count: count(
    'account',
    'Follower growth',
    '粉丝增量',
    'followers at the end less at the start of the window',
  ),
  like_growth_count: count('account', 'Like growth', '点赞增量', 'likes received in the window'),
  follower_growth_share: shareOf(
    'account',
    'Follower growth share',
    '粉丝变化幅度',
    'followers gained in the window',
    'followers at the start of the window',
  ),
  active_follower_share: shareOf(
    'account',
    'Active follower share',
    '活跃粉丝占比',
    'followers active in the window',
    'followers',
  ),
  engaged_follower_share: shareOf(
    'account',
    'Engaged follower share',
    '互动粉丝占比',
    'followers who engaged in the window',
    'followers',
  ),
  read_follower_share: shareOf(
    'account',
    'Reading follower share',
    '阅读粉丝占比',
    'followers who read in the window',
    'followers',
  ),
  ordering_follower_share: shareOf(
    'account',
    'Ordering follower share',
    '下单粉丝占比',
    'followers who ordered in the window',
    'followers',
  ),
  reply_share: shareOf(
    'account',
    'Invitation reply share',
    '邀约回复率',
    'invitations answered within 48 h',
    'invitations received',
  ),
  active_day_count: count('account', 'Active days', '活跃天数', 'days with activity in the window'),
  // Medians and means over posts in a window
  exposure_median: median('exposures', '曝光', 'exposures'),
  read_median: median('reads', '阅读', 'reads'),
  view_median: median('views', '播放', 'views'),
  engagement_median: median('engagements', '互动', 'engagements'),
  like_median: median('likes', '点赞', 'likes'),
  save_median: median('saves', '收藏', 'saves'),
  comment_median: median('comments', '评论', 'comments'),
  share_median: median('shares', '分享', 'shares'),
  follow_median: median('follows', '关注', 'follows from a post'),
  engagement_mean: mean('engagements', '互动', 'engagements'),
  like_mean: mean('likes', '点赞', 'likes'),
  save_mean: mean('saves', '收藏', 'saves'),
  comment_mean: mean('comments', '评论', 'comments'),
  view_mean: mean('views', '播放', 'views'),
  // Shares. Engagement shares differ by denominator, so each denominator is a metric of its own.
  engagement_per_follower_share: shareOf(
    'account',
    'Engagement per follower',
    '互动率（粉丝）',
    'engagements per post',
    'followers',
  ),
  engagement_per_read_share: shareOf(
    'account',
    'Engagement per read',
    '互动率（阅读）',
    'engagements',
    'reads',
  ),
  engagement_per_view_share: shareOf(
    'account',
    'Engagement per view',
    '互动率（播放）',
    'engagements',
    'views',
  ),
  engagement_per_exposure_share: shareOf(
    'account',
    'Engagement per exposure',
    '互动率（曝光）',
    'engagements',
    'exposures',
  ),
  engagement_unstated_share: shareOf(
    'account',
    'Engagement share, base unstated',
    '互动率（口径未注明）',
    'engagements',
    'not stated by the source',
  ),
  completion_share: shareOf('account', 'Completion', '完播率', 'plays to the end', 'plays'),
  three_second_read_share: shareOf('account', '3-second reads', '3秒阅读率', 'reads of 3 s or more', 'reads'),
  hundred_like_share: shareOf(
    'account',
    'Posts above 100 likes',
    '百赞笔记比例',
    'posts with at least 100 likes',
    'posts',
  ),
  thousand_like_share: shareOf(
    'account',
    'Posts above 1 000 likes',
    '千赞笔记比例',
    'posts with at least 1 000 likes',
    'posts',
  ),
  viral_post_share: shareOf('account', 'Hit posts', '爆文率', 'posts the vendor calls hits', 'posts'),
  viral_post_count: count('account', 'Hit posts (count)', '爆文数', 'posts the vendor calls hits'),
  traffic_source_share: shareOf(
    'account',
    'Traffic source share',
    '流量来源占比',
    'reads or exposures from one source',
    'reads or exposures',
  ),
  likes_comments_share: shareOf('account', 'Comments per like', '赞评比', 'comments', 'likes'),
  // What a vendor says of authenticity: shown as the vendor’s, never as ours
  vendor_authentic_share: shareOf(
    'account',
    'Vendor: real followers',
    '第三方：粉丝真实度',
    'followers the vendor calls real',
    'followers',
  ),
  vendor_quality_index: index('Vendor: audience quality', '第三方：受众质量分'),
  // Expected and priced
  expected_view_count: count(
    'account',
    'Expected views',
    '预期播放量',
    'views the vendor expects of one order',
  ),
  expected_natural_view_count: count(
    'account',
    'Expected natural views',
    '预期自然播放量',
    'unpaid views the vendor expects',
  ),
  expected_exposure_count: count(
    'account',
    'Expected exposures',
    '预期曝光',
    'exposures the vendor expects of one order',
  ),
  expected_engagement_count: count(
    'account',
    'Expected engagements',
    '预期互动',
    'engagements the source expects of one order',
  ),
  cpm_per_exposure: price('CPM per 1 000 exposures', 'CPM（曝光）', '1 000 exposures'),
  cpm_per_read: price('CPM per 1 000 reads', 'CPM（阅读）', '1 000 reads'),
  cpm_per_view: price('CPM per 1 000 views', 'CPM（播放）', '1 000 views'),
  cpm_unstated: price('CPM, base unstated', 'CPM（口径未注明）', '1 000 of a base the source does not state'),
  cost_per_read: price('Cost per read', '阅读单价', 'one read'),
  cost_per_engagement: price('Cost per engagement', '互动单价 CPE', 'one engagement'),
  cost_per_view: price('Cost per view', '播放单价 CPV', 'one view'),
  cost_per_click: price('Cost per click', '点击单价 CPC', 'one click'),
  cost_per_order: price('Cost per order', '订单单价 CPA', 'one order'),
  cost_per_conversion: price('Cost per conversion', '转化单价', 'one conversion'),
  cost_per_visitor: price('Cost per store visitor', '外溢进店单价', 'one store visitor'),
  store_visitor_median: median('store visitors', '外溢进店', 'store visitors'),
  quoted_price: money('account', 'Price', '报价', 'price asked, or paid where the quote says so', null),
  // Commerce
  gmv: money('account', 'Sales value', 'GMV', 'value of goods sold', null),
  gpm: price('Sales value per 1 000 views', 'GPM', '1 000 views'),
  video_sale_mean: money('account', 'Mean sales per video', '视频平均成交额', 'value sold', 'videos'),
  live_sale_mean: money('account', 'Mean sales per live', '场均成交额', 'value sold', 'live sessions'),
  basket_value: money('account', 'Spend per buyer', '人均客单价', 'value sold', 'buyers'),
  value_per_visitor: money('account', 'Value per visitor', '人均UV值', 'value sold', 'visitors'),
  sold_count: count('account', 'Units sold', '销量', 'units sold'),
  video_count: count('account', 'Videos', '视频数', 'videos published'),
  live_count: count('account', 'Live sessions', '直播数', 'live sessions held'),
  live_viewer_mean: mean('live viewers', '场观', 'viewers of a live session'),
  live_stay_seconds: {
    subject: 'account',
    unit: 'seconds',
    en: 'Mean stay in live',
    zh: '直播停留',
    numerator: counted('seconds in the room'),
    denominator: counted('viewers'),
  },
  // Vendor indices
  xingtu_index: index('Xingtu index', '星图指数'),
  xingtu_convert_index: index('Xingtu convert index', '转化指数'),
  xingtu_shopping_index: index('Xingtu shopping index', '种草指数'),
  xingtu_spread_index: index('Xingtu spread index', '传播指数'),
  xingtu_star_index: index('Xingtu star index', '达人指数'),
  xingtu_recommend_index: index('Xingtu recommend index', '推荐指数'),
  xingtu_convert_industry_index: index('Xingtu convert index within its industry', '转化指数（行业内）'),
  xingtu_shopping_industry_index: index('Xingtu shopping index within its industry', '种草指数（行业内）'),
  xingtu_spread_industry_index: index('Xingtu spread index within its industry', '传播指数（行业内）'),
  xingtu_star_industry_index: index('Xingtu star index within its industry', '达人指数（行业内）'),
  xingtu_recommend_industry_index: index('Xingtu recommend index within its industry', '推荐指数（行业内）'),
  xingtu_cpa3_level: index('Xingtu expected CPA3 level', '预期 CPA3 等级'),
  search_after_view_index: index('Search after view', '看后搜指数'),
  qiangua_index: index('Qiangua index', '千瓜指数'),
  feigua_index: index('Feigua index', '飞瓜指数'),
  reputation_index: index('Seller reputation', '带货口碑'),
  vendor_index: index('Vendor index', '第三方指数'),
  // Post counters
  exposure_count: count('post', 'Exposures', '曝光', 'displays'),
  reach_count: count('post', 'Reach', '覆盖', 'distinct people who saw it'),
  read_count: count('post', 'Reads', '阅读', 'opens'),
  view_count: count('post', 'Views', '播放', 'plays or opens, by the platform’s rule'),
  like_count: count('post', 'Likes', '点赞', 'likes'),
  comment_count: count('post', 'Comments', '评论', 'comments'),
  share_count: count('post', 'Shares', '分享', 'shares'),
  repost_count: count('post', 'Reposts', '转发', 'reposts'),
  quote_count: count('post', 'Quote posts', '引用', 'quote posts'),
  save_count: count('post', 'Saves', '收藏', 'saves'),
  wow_count: count('post', 'Recommendations', '在看/喜欢', 'recommendations'),
  coin_count: count('post', 'Coins', '投币', 'coins'),
  danmaku_count: count('post', 'Bullet comments', '弹幕', 'bullet comments'),
  follow_count: count('post', 'Follows from the post', '带来关注', 'follows'),
  seen_count: count('post', 'Seen', '被看到', 'exposures, views or reads, whichever the platform gives'),
  engagement_count: count('post', 'Engagements', '互动', 'likes, comments, shares and saves together'),
  click_count: count('post', 'Clicks', '点击', 'clicks on the attached link'),
  order_count: count('post', 'Orders', '成交单', 'orders'),
  conversion_count: count('post', 'Conversions', '转化', 'enquiries or purchases after a click'),
  reaction_count: count('post', 'Reactions', '回应', 'reactions of every kind'),
  engaged_person_count: count(
    'post',
    'People engaged',
    '互动人数',
    'people who clicked, reacted, commented or shared',
  ),
  follower_at_post_count: count('post', 'Followers at the time', '发布时粉丝数', 'accounts that follow'),
  enter_count: count('post', 'Entries', '进入次数', 'entries into a live room'),
  gift_count: count('post', 'Gifts', '礼物数', 'gifts'),
  online_viewer_count: count('post', 'Viewers online', '在线人数', 'viewers at the moment of the reading'),
  peak_viewer_count: count('post', 'Peak viewers', '在线峰值', 'most viewers at once'),
  finish_share: shareOf('post', 'Played to the end', '完播率', 'plays to the end', 'plays'),
  five_second_share: shareOf('post', 'Played 5 s', '5秒播放率', 'plays of 5 s or more', 'plays'),
  watched_share: shareOf('post', 'Mean part watched', '平均播放率', 'mean seconds watched', 'length'),
  link_show_count: count(
    'post',
    'Displays of the attached link',
    '组件展示',
    'displays of the attached link',
  ),
  neutral_comment_share: shareOf(
    'post',
    'Vendor: neutral comments',
    '中性评论占比',
    'comments the vendor calls neutral',
    'comments',
  ),
  click_share: shareOf('post', 'Click share', '点击率', 'clicks', 'displays of the link'),
  positive_comment_share: shareOf(
    'post',
    'Vendor: positive comments',
    '正面评论占比',
    'comments the vendor calls positive',
    'comments',
  ),
  negative_comment_share: shareOf(
    'post',
    'Vendor: negative comments',
    '负面评论占比',
    'comments the vendor calls negative',
    'comments',
  ),
  post_cpm_per_view: money('post', 'CPM per 1 000 views', 'CPM（播放）', 'price paid', '1 000 views'),
  post_price: money('post', 'Price of the post', '合作价格', 'price paid', null),
  ad_spend: money('post', 'Paid boost', '投流费用', 'media money put behind the post', null),
} as const satisfies Record<string, MetricRow>;

export type MetricId = keyof typeof METRICS;
export const METRIC_IDS = Object.keys(METRICS) as [MetricId, ...MetricId[]];
export const metricRow = (id: MetricId): MetricRow => METRICS[id];
export const isMetric = (id: string): id is MetricId => Object.hasOwn(METRICS, id);

/** Which posts a figure covers, by who paid for them and by their format. */
export type Content = 'all' | 'organic' | 'sponsored';
export type Format = 'all' | 'image' | 'video' | 'live' | 'video_1_20s' | 'video_20_60s' | 'video_60s';

/**
 * A number that knows what it is. `M` makes two metrics different types to the compiler; window, content,
 * format, denominator and currency are compared when the program runs.
 */
export interface Measured<M extends MetricId = MetricId> {
  metric: M;
  quantity: Quantity;
  /** Days the figure looks back over; null for a counter read at a moment. */
  windowDays: number | null;
  content: Content;
  format: Format;
  /** ISO 4217, for money only. */
  currency: string | null;
  /** The vendor or platform whose definition applies. */
  definition: string;
  /** The moment the figure describes, ISO 8601 UTC. */
  asOf: string;
}

const DEFINITION = ['metric', 'windowDays', 'content', 'format', 'currency', 'definition'] as const;
export type DefinitionPart = (typeof DEFINITION)[number];

/** The first part of their definitions in which two figures differ; null when they may be put together. */
export const differingPart = (a: Measured, b: Measured): DefinitionPart | null =>
  DEFINITION.find((part) => a[part] !== b[part]) ?? null;

/** Why two figures may not be put together, or null when they may. */
export function mismatch(a: Measured, b: Measured): string | null {
  const part = differingPart(a, b);
  return part && `${part}: ${String(a[part])} against ${String(b[part])}`;
}

/** A sum or comparison made although definitions differ carries the difference with it. */
export interface Override {
  reason: string;
  difference: string;
}

const refuse = (difference: string) =>
  new TouchstoneError(
    'conflict',
    'metric-mismatch',
    `These figures are defined differently (${difference}).`,
    {
      fix: 'Choose figures with the same definition, or give an override with a reason; it is stamped on the result.',
    },
  );

/** Adds two counts or amounts of the same definition. Shares and prices do not add. */
export function addMeasured<M extends MetricId>(
  a: Measured<M>,
  b: Measured<M>,
  override?: { reason: string },
): Measured<M> & { override?: Override } {
  const row = metricRow(a.metric);
  if (row.denominator !== null || row.unit === 'share' || row.unit === 'index')
    throw refuse(`${a.metric} has a denominator (${row.denominator?.en ?? row.unit}) and cannot be summed`);
  const difference = mismatch(a, b);
  if (difference && !override) throw refuse(difference);
  const sum = { ...a, quantity: plus(a.quantity, b.quantity) };
  return difference && override ? { ...sum, override: { reason: override.reason, difference } } : sum;
}

export type Order = 'less' | 'equal' | 'more' | 'cannot tell';

/** Compares by interval: overlapping bounds cannot be told apart unless both are exact. */
export function compareMeasured<M extends MetricId>(
  a: Measured<M>,
  b: Measured<M>,
  override?: { reason: string },
): { order: Order; override?: Override } {
  const difference = mismatch(a, b);
  if (difference && !override) throw refuse(difference);
  const stamp = difference && override ? { override: { reason: override.reason, difference } } : {};
  const [x, y] = [a.quantity, b.quantity];
  const below = (p: Quantity, q: Quantity) => p.high !== null && q.low !== null && p.high < q.low;
  if (below(x, y)) return { order: 'less', ...stamp };
  if (below(y, x)) return { order: 'more', ...stamp };
  const same = x.value !== null && x.value === y.value && x.low === x.high && y.low === y.high;
  return { order: same ? 'equal' : 'cannot tell', ...stamp };
}

/** A quantity nothing is known about. */
export const unknownQuantity: Quantity = between(null, null);
