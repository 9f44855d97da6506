/** Data table: the columns of a pitch sheet in the order that agencies use, ours at the far right. */
import { type Words, word } from '#basis/reading.ts';
import type { Chosen } from './schema.ts';

export interface SheetRow {
  chosen: Chosen;
  /** Figures of the newest sources, by metric. */
  figures: Readonly<Record<string, number>>;
  words: Readonly<Record<string, string>>;
  portrait: { city: string; age: string; gender: string };
  platform: string;
  brand: string;
  evidence: string;
  /** Share of its target people whom another chosen name also has. */
  overlapShare: number;
  feeShare: number;
  stage: Words | null;
}

export type SheetFormat = 'text' | 'count' | 'money' | 'share' | 'unit' | 'date';
export type SheetCell = string | number | null;
export interface SheetColumn {
  key: string;
  head: Words;
  format: SheetFormat;
  width?: number;
  value?: (row: SheetRow, language: keyof Words) => SheetCell;
  /** `{key}` stands for the cell of that column in the same row. */
  formula?: string;
  /** Added up in the last row. */
  total?: boolean;
}

const col = (
  key: string,
  zh: string,
  en: string,
  format: SheetFormat,
  more: Omit<SheetColumn, 'key' | 'head' | 'format'> = {},
): SheetColumn => ({ key, head: word(en, zh), format, ...more });
const isVideo = (row: SheetRow) => row.chosen.priceFormat.startsWith('video');
const figure =
  (metric: string) =>
  (row: SheetRow): SheetCell =>
    row.figures[metric] ?? null;
const FORMS: Readonly<Record<string, Words>> = {
  image: word('image', '图文'),
  video: word('video', '视频'),
  video_1_20s: word('video 1–20 s', '视频 1–20秒'),
  video_20_60s: word('video 21–60 s', '视频 21–60秒'),
  video_60s: word('video over 60 s', '视频 60秒以上'),
  live: word('live', '直播'),
};
const MODES: Readonly<Record<string, Words>> = {
  paid_soft: word('paid soft placement', '付费软植入'),
  celebrity: word('celebrity image or peripherals', '明星肖像或周边'),
  authority: word('industry authority', '行业权威'),
  own: word('own KOL', '自有达人'),
  gifted: word('gifted', '寄样'),
  unknown: word('not said', '未注明'),
};

/** Left empty for people to fill in: what no source of the library says. */
const open = (key: string, zh: string, en: string, format: SheetFormat = 'text', total = false) =>
  col(key, zh, en, format, { total });

export const SHEET_COLUMNS: readonly SheetColumn[] = [
  col('platform', '平台', 'Platform', 'text', { value: (r) => r.platform }),
  col('brand', '品牌', 'Brand', 'text', { value: (r) => r.brand }),
  col('name', '达人昵称', 'Influencer name', 'text', {
    width: 22,
    value: (r) => r.chosen.name ?? r.chosen.accountId,
  }),
  col('followers', '粉丝数（w）', 'Followers (w = 10,000)', 'unit', {
    value: (r) => (r.chosen.followers ? r.chosen.followers.value / 1e4 : null),
  }),
  col('homepage', '主页链接', 'Homepage', 'text', { width: 28, value: (r) => r.chosen.url }),
  col('region', '达人所在地', 'Location', 'text', { value: (r) => r.words['region'] ?? null }),
  col('type', '达人类型', 'Type', 'text', { value: (r) => r.chosen.categories.join('、') }),
  col('form', '合作形式', 'Form', 'text', {
    value: (r, l) => FORMS[r.chosen.priceFormat]?.[l] ?? r.chosen.priceFormat,
  }),
  col('mode', '推广模式', 'Promotion mode', 'text', {
    value: (r, l) => MODES[r.chosen.promotion]?.[l] ?? r.chosen.promotion,
  }),
  col('day', '发布时间/档期', 'Publishing day', 'date', { value: (r) => r.chosen.day }),
  col('priceImage', '平台裸价（图文）', 'Platform price (image)', 'money', {
    value: (r) => (isVideo(r) ? null : r.chosen.price),
    total: true,
  }),
  col('priceVideo', '平台裸价（视频）', 'Platform price (video)', 'money', {
    value: (r) => (isVideo(r) ? r.chosen.price : null),
    total: true,
  }),
  col('feeShare', '平台服务费率', 'Platform fee share', 'share', { value: (r) => r.feeShare }),
  col('fee', '平台服务费', 'Platform service fee', 'money', {
    formula: '({priceImage}+{priceVideo})*{feeShare}',
    total: true,
  }),
  open('travelText', '差旅明细', 'Travel, details'),
  open('travel', '差旅金额', 'Travel, amount', 'money', true),
  open('licence', '内容授权费', 'Content licence fee', 'money', true),
  open('appearance', '线下出席费', 'Appearance fee', 'money', true),
  open('distribution', '分发费', 'Distribution fee', 'money', true),
  open('paidFeed', '投流费（Feeds/SEM）', 'Paid traffic (Feeds/SEM)', 'money', true),
  col('core', '核心平台总价', 'Core platform total', 'money', {
    formula: '{priceImage}+{priceVideo}+{fee}',
    total: true,
  }),
  col('extra', '模式附加成本', 'Cost of the mode', 'money', {
    value: (r) => Math.max(0, r.chosen.cost - r.chosen.price * (1 + r.feeShare)),
    total: true,
  }),
  col('package', '打包总价', 'Package total', 'money', {
    formula: '{core}+{extra}+{travel}+{licence}+{appearance}+{distribution}+{paidFeed}',
    total: true,
  }),
  col('impression', '曝光', 'Impressions', 'count', { value: figure('exposure_median'), total: true }),
  col('views', '播放/阅读', 'Views', 'count', {
    value: (r) => r.figures['expected_view_count'] ?? r.figures['read_median'] ?? null,
    total: true,
  }),
  col('engagement', '互动', 'Engagements', 'count', { value: figure('engagement_median'), total: true }),
  col('cpm', 'CPM（按曝光，缺则按播放/阅读）', 'CPM (per impression, else per view)', 'money', {
    formula: 'IF(N({impression})>0,{package}/{impression}*1000,IF(N({views})>0,{package}/{views}*1000,""))',
  }),
  col('ctr', 'CTR（播放÷曝光）', 'CTR (views ÷ impressions)', 'share', {
    formula: 'IF(AND(N({impression})>0,N({views})>0),{views}/{impression},"")',
  }),
  col('cpe', 'CPE', 'CPE', 'money', { formula: 'IF(N({engagement})>0,{package}/{engagement},"")' }),
  col('exposureMedian', '曝光中位数', 'Median exposures', 'count', { value: figure('exposure_median') }),
  col('readMedian', '阅读中位数', 'Median reads', 'count', { value: figure('read_median') }),
  col('engagementMedian', '互动中位数', 'Median engagements', 'count', {
    value: figure('engagement_median'),
  }),
  col('engagementShare', '互动率（播放）', 'Engagement share (per view)', 'share', {
    value: figure('engagement_per_view_share'),
  }),
  col('threeSecond', '3s阅读率', '3-second read share', 'share', {
    value: figure('three_second_read_share'),
  }),
  col('completion', '完播率', 'Completion share', 'share', { value: figure('completion_share') }),
  col('active', '活跃粉丝占比', 'Active follower share', 'share', { value: figure('active_follower_share') }),
  col('city', '观众画像：城市 top 2', 'Audience: top 2 cities', 'text', { value: (r) => r.portrait.city }),
  col('age', '观众画像：年龄 top 2', 'Audience: top 2 ages', 'text', { value: (r) => r.portrait.age }),
  col('gender', '观众画像：男女比例', 'Audience: women to men', 'text', { value: (r) => r.portrait.gender }),
  open('rightsTerm', '权益：授权期限', 'Rights: term'),
  open('rightsChannel', '权益：渠道', 'Rights: channels'),
  open('rightsGroup', '权益：集团授权', 'Rights: group licence'),
  open(
    'clean',
    '二次剪辑授权（净版：无音乐、字幕、抠图）',
    'Re-edit licence (clean file: no music, subtitles, cut-outs)',
  ),
  open('searchPart', '搜索词组件', 'Search component'),
  open('commentPart', '评论区组件', 'Comment component'),
  col('reason', '推荐理由', 'Why', 'text', { width: 40, value: (r, l) => r.chosen.reason[l] }),
  col('rebate', '返点比例', 'Rebate share', 'share', { value: (r) => r.chosen.rebateShare }),
  open('reprice', '是否接受改价', 'Accepts another price'),
  open('freeDistribution', '免费分发其他平台', 'Free on other platforms'),
  open('freeFeed', '免费授权信息流（月）', 'Free feed licence (months)', 'count'),
  open('selfBoost', '自行投薯条 %', 'Own boost %', 'share'),
  col('schedule', '档期', 'Free days', 'text', { value: (r) => r.chosen.schedule }),
  col('tax', '是否含税', 'Tax', 'text', {
    value: (r) => (r.chosen.taxBasis === 'unknown' ? null : r.chosen.taxBasis),
  }),
  col('stage', '5A 阶段', '5A stage', 'text', { value: (r, l) => r.stage?.[l] ?? null }),
  col('trueShare', '真粉率', 'True share', 'share', { value: (r) => r.chosen.trueShare?.value ?? null }),
  col('trueShareRange', '真粉率区间（n）', 'True share interval (n)', 'text', {
    width: 24,
    value: ({ chosen: { trueShare: s } }) =>
      s && `${(100 * s.low).toFixed(1)}–${(100 * s.high).toFixed(1)} % (n = ${s.n})`,
  }),
  col('exclusive', '独占触达（人）', 'Exclusive reach (people)', 'count', {
    value: (r) => r.chosen.exclusivePeople,
    total: true,
  }),
  col('overlap', '重合率（占该账号目标受众）', 'Overlap (of its target audience)', 'share', {
    value: (r) => r.overlapShare,
  }),
  col('evidence', '证据链接', 'Evidence', 'text', { width: 28, value: (r) => r.evidence }),
  col('priceSource', '报价来源', 'Price source', 'text', {
    width: 24,
    value: ({ chosen: c }, l) =>
      [
        c.quoteId === null ? word('imported file', '导入文件')[l] : word('quote ledger', '报价台账')[l],
        c.priceOn,
        c.priceUntil === null ? null : word(`valid until ${c.priceUntil}`, `有效期至 ${c.priceUntil}`)[l],
      ]
        .filter((part) => part !== null)
        .join(' · '),
  }),
  col('ceiling', '最高可接受价（裸价）', 'Highest price to accept (bare)', 'money', {
    value: (r) => r.chosen.ceilingPrice,
  }),
  col('substitutes', '替补', 'Substitutes', 'text', {
    width: 32,
    value: (r) =>
      r.chosen.substitutes
        .slice(0, 3)
        .map((s) => `${s.name ?? s.accountId} (−${s.loss.toFixed(1)})`)
        .join('; ') || null,
  }),
];

/** Metrics that the columns read. */
export const SHEET_METRICS: readonly string[] = [
  'exposure_median',
  'read_median',
  'engagement_median',
  'expected_view_count',
  'engagement_per_view_share',
  'three_second_read_share',
  'completion_share',
  'active_follower_share',
];
