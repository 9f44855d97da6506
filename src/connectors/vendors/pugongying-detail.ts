/**
 * Pugongying (蒲公英) detail export, about 80 columns. A header names its content (日常, 合作), format (图文,
 * 视频) and window (30天, 90天) in any order, e.g. `合作-视频-90天-阅读中位数`; bind-headers.ts reads those words.
 * The page's 互动中位数 is its `mEngagementNum`: engagements, whatever `interactionMedian` says.
 */
import { attribute, attributes, audience, field, figure, quote } from '../columns.ts';
import type { ColumnRule } from '../mapping.ts';
import { mappedConnector } from '../read-mapped.ts';

const percent = { unit: 'percent' } as const;

const SOURCES = ['发现', '搜索', '关注', '个人', '附近', '其他'];
/** `阅读量来源-发现`, `阅读量来源（发现页）` …, or one cell `发现:60%,搜索:20%`. */
const split = (words: readonly string[], dimension: 'read_source' | 'exposure_source'): ColumnRule[] => {
  const base = dimension === 'read_source' ? 'reads' : 'exposures';
  return [
    audience(words.join('|'), dimension, { base, ...percent }),
    ...SOURCES.map((source) =>
      audience(
        words
          .flatMap((w) => [`${w}-${source}`, `${w}-${source}页`, `${source}${w}`, `${w}${source}占比`])
          .join('|'),
        dimension,
        { base, ...percent, segment: source },
      ),
    ),
  ];
};

const PORTRAITS = [
  ['gender', '性别', ['女', '男', '女性', '男性']],
  ['age', '年龄', ['<18', '18以下', '18-24', '25-34', '35-44', '>44', '44以上']],
  ['province', '省份', []],
  ['city', '城市', []],
  ['device', '设备', []],
  ['interest', '兴趣', []],
] as const;
const portrait = PORTRAITS.flatMap(([dimension, word, segments]): ColumnRule[] => {
  const names = [
    `粉丝${word}`,
    `画像-${word}`,
    `粉丝画像-${word}`,
    `${word}分布`,
    `粉丝${word}分布`,
    `${word}画像`,
  ];
  return [
    audience(names.join('|'), dimension, percent),
    ...segments.map((segment) =>
      audience(names.map((name) => `${name}-${segment}`).join('|'), dimension, { ...percent, segment }),
    ),
  ];
});

export const pugongyingDetail = mappedConnector({
  touchstoneMapping: 1,
  id: 'pugongying-detail',
  version: 1,
  vendor: 'pugongying',
  en: 'Pugongying blogger detail',
  zh: '蒲公英博主详情',
  sourceClass: 'platform',
  platform: 'xiaohongshu',
  requires: [
    ['博主主页', '达人主页', '主页链接'],
    ['达人ID', '博主ID'],
    ['获赞与收藏', '赞藏数'],
    ['合作报价-图文', '合作报价-视频', '图文报价'],
    [
      '日常阅读中位数',
      '日常-阅读中位数',
      '合作阅读中位数',
      '合作-阅读中位数',
      '预估CPM(图文)',
      '邀约48小时回复率',
      '签约机构',
    ],
    ['合作报价-最低', '数据更新时间', '采集时间'],
  ],
  columns: [
    field('博主主页|达人主页|主页链接', 'account.link'),
    field('达人ID|博主ID', 'account.vendorId'),
    field('昵称|达人昵称|博主昵称', 'account.name'),
    field('小红书号|小红书ID', 'account.handle'),
    field('数据更新时间|采集时间|抓取时间', 'observedAt'),
    attribute('性别', 'gender'),
    attribute('地理位置|地区', 'region'),
    attribute('签约机构|机构', 'agency'),
    attributes('内容标签', 'tag'),
    attributes('合作行业', 'cooperation_industry'),
    attributes('内容类目', 'category'),
    figure('粉丝数量|粉丝数', 'follower_count'),
    figure('获赞与收藏|赞藏数', 'received_like_save_count'),
    figure('发布笔记|笔记数|发布笔记数', 'post_count'),
    quote('合作报价-图文|图文报价', 'image'),
    quote('合作报价-视频|视频报价', 'video'),
    quote('合作报价-最低|最低报价', 'lowest'),
    figure('曝光中位数', 'exposure_median'),
    figure('阅读中位数', 'read_median'),
    figure('互动中位数', 'engagement_median'),
    figure('中位点赞量|点赞中位数|中位点赞', 'like_median'),
    figure('中位收藏量|收藏中位数|中位收藏', 'save_median'),
    figure('中位评论量|评论中位数|中位评论', 'comment_median'),
    figure('中位分享量|分享中位数|中位分享', 'share_median'),
    figure('中位关注量|关注中位数|中位关注', 'follow_median'),
    // Pugongying divides engagements by reads.
    figure('互动率', 'engagement_per_read_share', percent),
    figure('完播率', 'completion_share', percent),
    figure('3秒阅读率|图文3秒阅读率', 'three_second_read_share', percent),
    figure('千赞比例|千赞笔记比例', 'thousand_like_share', percent),
    figure('百赞比例|百赞笔记比例', 'hundred_like_share', percent),
    figure('预估CPM|CPM', 'cpm_per_exposure'),
    figure('预估阅读单价|阅读单价', 'cost_per_read'),
    figure('预估互动单价|互动单价', 'cost_per_engagement'),
    figure('预估外溢进店单价|外溢进店单价|estimateCpuv', 'cost_per_visitor'),
    figure('外溢进店中位数', 'store_visitor_median', { content: 'sponsored' }),
    figure('活跃天数|近7天活跃天数', 'active_day_count', { windowDays: 7 }),
    figure('邀约48小时回复率|48小时回复率', 'reply_share', percent),
    figure('粉丝增量', 'follower_growth_count'),
    figure('粉丝变化幅度|粉丝量变化幅度', 'follower_growth_share', percent),
    figure('活跃粉丝占比', 'active_follower_share', percent),
    figure('阅读粉丝占比', 'read_follower_share', percent),
    figure('互动粉丝占比', 'engaged_follower_share', percent),
    figure('下单粉丝占比', 'ordering_follower_share', percent),
    ...split(['阅读量来源', '阅读来源'], 'read_source'),
    ...split(['曝光量来源', '曝光来源'], 'exposure_source'),
    ...portrait,
  ],
});
