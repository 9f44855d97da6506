/** The agency's pitch sheet, the cooperation sheet and the shop's orders. */
import { PLATFORMS } from '#basis/platform.ts';
import { rng } from '#basis/rng.ts';
import { CAMPAIGNS, type Campaign, type Cooperation } from './campaigns.ts';
import { csvTable } from './csv.ts';
import type { DemoFile } from './file.ts';
import { chinaDay, chinaTime, DAY_MS, dayMs } from './frame.ts';
import type { Scenario } from './scenario.ts';
import type { Summary } from './summaries.ts';
import { CATEGORY_ZH } from './words.ts';
import { type SheetCell, workbook } from './workbook.ts';

const PITCH_HEADERS = [
  'Platform',
  '品牌',
  'Influencer name',
  '抖音号',
  'Followers(w)',
  'Homepage',
  '达人所在地',
  '达人类型',
  '合作形式',
  '档期',
  '报价日期',
  '平台裸价-图文',
  '平台裸价-视频',
  '返点比例',
  'MCN',
  '阅读中位数',
  '互动中位数',
  '互动率',
  '推荐理由',
];

const homeOf = (c: Cooperation['creator']): string => {
  if (c.platform === 'xiaohongshu') return `https://www.xiaohongshu.com/user/profile/${c.id}`;
  if (c.platform === 'douyin') return `https://www.douyin.com/user/${c.secUid}`;
  if (c.platform === 'weibo') return `https://weibo.com/u/${c.id}`;
  if (c.platform === 'bilibili') return `https://space.bilibili.com/${c.id}`;
  return `https://www.zhihu.com/people/${c.id}`;
};

/** One 提报表 a campaign; the prices are what the agency quotes, dated twelve days before the start. */
export function pitchSheets(scenario: Scenario, summaries: readonly Summary[]): DemoFile[] {
  return CAMPAIGNS.map((campaign) => pitchSheet(scenario, summaries, campaign));
}

function pitchSheet(scenario: Scenario, summaries: readonly Summary[], campaign: Campaign): DemoFile {
  const random = rng(scenario.seed).fork(`pitch-${campaign.id}`);
  const rows = scenario.cooperations
    .filter((c) => c.campaign === campaign)
    .map((coop): SheetCell[] => {
      const { creator } = coop;
      const s = summaries[creator.index] as Summary;
      const image = coop.format === '图文';
      const wide = random.chance(0.15);
      const quote = wide
        ? `${coop.quotedPrice}-${Math.round((coop.quotedPrice * 1.2) / 100) * 100}`
        : coop.quotedPrice;
      return [
        PLATFORMS[creator.platform].zh,
        coop.campaign.brand,
        creator.name,
        creator.platform === 'douyin' ? creator.handle : '-',
        Number((creator.followers / 10_000).toFixed(2)),
        creator.platform === 'douyin' ? '-' : homeOf(creator),
        `${creator.province}${creator.city}`,
        CATEGORY_ZH[creator.category],
        coop.format,
        `${Number(chinaDay(coop.publishMs ?? Date.parse(coop.campaign.endsOn)).slice(5, 7))}月`,
        chinaDay(dayMs(coop.campaign.startsOn) - 12 * DAY_MS),
        image ? quote : '-',
        image ? '-' : quote,
        `${random.pick([10, 15, 20, 25])}%`,
        creator.agency ?? '独立',
        s.reads || '-',
        s.engagements || '-',
        `${(s.engagementShare * 100).toFixed(1)}%`,
        random.pick(['粉丝画像匹配', '历史合作效果好', '内容质感佳', '性价比高']),
      ];
    });
  return {
    path: `agency/pitch-${campaign.id.slice(7).toLowerCase()}.xlsx`,
    purpose: `Agency 提报表 of ${campaign.name}, with quoted prices`,
    connectorId: 'agency-pitch',
    content: workbook([{ name: '提报表', rows: [PITCH_HEADERS, ...rows] }]),
    rows: rows.length,
  };
}

export function cooperationSheet(scenario: Scenario): DemoFile {
  const rows = scenario.cooperations.map((c) => [
    c.creator.name,
    PLATFORMS[c.creator.platform].zh,
    c.creator.id,
    homeOf(c.creator),
    c.campaign.brand,
    c.campaign.name,
    c.product.name,
    c.format,
    c.postKey,
    c.campaign.startsOn,
    c.campaign.endsOn,
    c.paidPrice ?? '-',
    c.state,
  ]);
  return {
    path: 'campaigns/cooperations.csv',
    purpose: 'Who was booked for which campaign, the price paid, and the post it became',
    connectorId: 'cooperation-sheet',
    content: csvTable(
      '达人昵称 平台 账号ID 主页链接 品牌 活动 产品 合作形式 作品ID 开始日期 结束日期 成交价 状态'.split(' '),
      rows,
      { bom: true },
    ),
    rows: rows.length,
  };
}

export function orderFile(scenario: Scenario): DemoFile {
  const rows = scenario.orders.map((o) => [
    PLATFORMS[o.platform as keyof typeof PLATFORMS].zh,
    o.key,
    o.buyer,
    chinaTime(o.atMs),
    o.sku,
    o.quantity,
    o.amountYuan.toFixed(2),
    o.coded ? o.cooperation?.code : '',
    o.coded ? o.cooperation?.campaign.name : '',
  ]);
  return {
    path: 'campaigns/orders.csv',
    purpose: 'Shop orders with discount codes where buyers used one',
    connectorId: 'order-list',
    content: csvTable('平台 订单号 买家ID 下单时间 SKU 数量 实付金额 优惠码 活动'.split(' '), rows, {
      bom: true,
    }),
    rows: rows.length,
  };
}
