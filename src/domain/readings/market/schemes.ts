/** Data table: named follower bands. Only those with a public source that was read; others come as a file. */
import { TIER_SCHEME, TIERS } from '#domain/facts/library/schema.ts';
import type { TierScheme } from './schema.ts';

const ZH: Record<(typeof TIERS)[number], string> = {
  nano: '尾部',
  micro: '小微',
  mid: '腰部',
  macro: '肩部',
  mega: '头部',
};

export const TIER_SCHEMES: readonly TierScheme[] = [
  {
    scheme: TIER_SCHEME.name,
    name: { en: 'Touchstone bands', zh: '试金石分档' },
    source: 'A convention of this program; the tiers of the library page.',
    platforms: null,
    tiers: TIERS.map((t) => ({ tier: t, name: { en: t, zh: ZH[t] }, from: TIER_SCHEME.floors[t] })),
  },
  {
    scheme: 'kas-data-2020',
    name: { en: 'Kas Data 2020, short video', zh: '卡思数据 2020 短视频' },
    source:
      'Kas Data (卡思数据) 2020, Douyin against Kuaishou: bands for short-video platforms except Bilibili, http://jiangsulong.com/a/2020/0317/1584433922_2.html',
    platforms: ['douyin', 'kuaishou'],
    tiers: [
      { tier: 'tail', name: { en: 'tail', zh: '尾部' }, from: 0 },
      { tier: 'waist', name: { en: 'waist', zh: '腰部' }, from: 300_000 },
      { tier: 'shoulder', name: { en: 'shoulder', zh: '肩部' }, from: 1_000_000 },
      { tier: 'head', name: { en: 'head', zh: '头部' }, from: 3_000_000 },
      { tier: 'super-head', name: { en: 'super head', zh: '超头部' }, from: 10_000_000 },
    ],
  },
  {
    scheme: 'qiangua-xiaohongshu',
    name: { en: 'Qiangua, Xiaohongshu', zh: '千瓜 小红书' },
    source:
      'Bands named as on Qiangua (千瓜数据, qian-gua.com) lists of Xiaohongshu creators, from memory of its pages and not checked against them: compare with your own account and keep a corrected file where it differs.',
    platforms: ['xiaohongshu'],
    tiers: [
      { tier: 'amateur', name: { en: 'amateur', zh: '素人' }, from: 0 },
      { tier: 'junior', name: { en: 'junior', zh: '初级达人' }, from: 5000 },
      { tier: 'waist', name: { en: 'waist', zh: '腰部达人' }, from: 50_000 },
      { tier: 'head', name: { en: 'head', zh: '头部达人' }, from: 500_000 },
    ],
  },
];
