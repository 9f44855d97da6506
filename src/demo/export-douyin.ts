/** Douyin as users have it: Xingtu page table and API keys, Feigua, Chanmama, and awemes. */
import { rng } from '#basis/rng.ts';
import type { Creator } from './creators.ts';
import { csvTable, ndjson } from './csv.ts';
import { type DemoFile, inW, inWan, inWholeW, percent } from './file.ts';
import { AS_OF_MS, DEMO_AS_OF } from './frame.ts';
import { countersAt, type Post } from './posts.ts';
import type { Scenario } from './scenario.ts';
import type { Summary } from './summaries.ts';
import { CATEGORY_ZH } from './words.ts';
import { type SheetCell, workbook } from './workbook.ts';

const PAGE_HEADERS =
  '达人信息 粉丝数 预期CPM 预期播放量 互动率 完播率 爆文率 1-20s报价 21-60s报价 60s+报价 星图指数 抖音号'.split(
    ' ',
  );

const creatorsOf = (scenario: Scenario) => scenario.creators.filter((c) => c.platform === 'douyin');

/** As copied from the page: `1,327w`, percentages, `-` where the page shows nothing. */
export function xingtuPage(scenario: Scenario, summaries: readonly Summary[]): DemoFile {
  const random = rng(scenario.seed).fork('xingtu-page');
  const rows = creatorsOf(scenario)
    .filter((c) => c.index % 3 !== 0)
    .map((c): SheetCell[] => {
      const s = summaries[c.index] as Summary;
      const offered = random.chance(0.85);
      return [
        c.name,
        inW(c.followers),
        s.reads > 0 ? Number(((c.priceVideo / s.reads) * 1000).toFixed(1)) : '-',
        c.followers > 1_000_000 ? inWholeW(s.reads) : inW(s.reads),
        percent(s.engagementShare, 2),
        percent(0.1 + 0.3 * random.next()),
        random.chance(0.3) ? '-' : percent(0.2 * random.next()),
        offered ? `¥${Math.round(c.priceVideo * 0.8).toLocaleString('en-US')}` : '-',
        `¥${c.priceVideo.toLocaleString('en-US')}`,
        offered ? `¥${Math.round(c.priceVideo * 1.4).toLocaleString('en-US')}` : '-',
        (60 + 35 * random.next()).toFixed(1),
        c.handle,
      ];
    });
  return {
    path: 'douyin/xingtu-page.xlsx',
    purpose: 'Xingtu market page table: Douyin accounts with expected plays and prices',
    connectorId: 'xingtu-page',
    content: workbook([{ name: '达人广场', rows: [PAGE_HEADERS, ...rows] }]),
    rows: rows.length,
  };
}

/** Xingtu's own keys: shares are 0–1, prices in yuan. */
export function xingtuKeys(scenario: Scenario, summaries: readonly Summary[]): DemoFile {
  const random = rng(scenario.seed).fork('xingtu-keys');
  const rows = creatorsOf(scenario)
    .filter((c) => c.index % 3 === 0 || c.role !== 'plain')
    .map((c) => {
      const s = summaries[c.index] as Summary;
      const growth = scenario.growth[c.index]?.daily as Int32Array;
      return [
        c.starId,
        c.id,
        c.handle,
        c.name,
        c.followers,
        c.followers - (growth[350] as number),
        c.followers - (growth[335] as number),
        s.engagementShare.toFixed(4),
        s.engagements,
        (0.1 + 0.3 * random.next()).toFixed(4),
        s.reads,
        Math.max(1, Math.round(s.noteCount / 4)),
        Math.round(c.priceVideo * 0.8),
        c.priceVideo,
        Math.round(c.priceVideo * 1.4),
        Math.round(s.reads * 1.1),
        (60 + 35 * random.next()).toFixed(1),
        s.reads > 0 ? ((c.priceVideo / s.reads) * 1000).toFixed(2) : '-',
      ];
    });
  return {
    path: 'douyin/xingtu-keys.csv',
    purpose: 'Xingtu by API key names: Douyin accounts with star ids',
    connectorId: 'xingtu-api',
    content: csvTable(
      'star_id core_user_id unique_id nick_name follower fans_increment_within_15d fans_increment_within_30d interact_rate_within_30d interaction_median_30d play_over_rate_within_30d vv_median_30d star_video_cnt_90d price_1_20 price_20_60 price_60 expected_play_num star_index prospective_20_60_cpm'.split(
        ' ',
      ),
      rows,
    ),
    rows: rows.length,
  };
}

export function feigua(scenario: Scenario, summaries: readonly Summary[]): DemoFile {
  const random = rng(scenario.seed).fork('feigua');
  const rows = creatorsOf(scenario)
    .filter((c) => c.index % 2 === 0)
    .map((c) => {
      const s = summaries[c.index] as Summary;
      const growth = scenario.growth[c.index]?.daily as Int32Array;
      return [
        c.name,
        c.handle,
        c.verified ? '已认证' : '-',
        (500 + 450 * random.next()).toFixed(1),
        inW(c.followers),
        c.followers - (growth[335] as number),
        s.noteCount,
        Math.round(s.noteCount / 12),
        inW(s.receivedLikes),
        inW(Math.round(s.receivedLikes / 12)),
        (60 + 180 * random.next()).toFixed(2),
        (3 * random.next()).toFixed(2),
      ];
    });
  return {
    path: 'douyin/feigua-accounts.csv',
    purpose: 'Feigua account export',
    connectorId: 'feigua',
    content: csvTable(
      '姓名 抖音ID 认证标识 飞瓜指数 总粉丝量 30天粉丝增量 总作品数 30天作品数 总点赞量 30天点赞增量 人均客单价 人均UV值'.split(
        ' ',
      ),
      rows,
      { bom: true },
    ),
    rows: rows.length,
  };
}

export function chanmama(scenario: Scenario): DemoFile {
  const random = rng(scenario.seed).fork('chanmama');
  const rows = creatorsOf(scenario)
    .filter((c) => c.index % 4 === 1)
    .map((c) => [
      c.id,
      c.name,
      c.handle,
      CATEGORY_ZH[c.category],
      `${CATEGORY_ZH[c.category]},${CATEGORY_ZH[c.second]}`,
      (4 + random.next()).toFixed(2),
      inWan(c.followers),
      c.female ? '女' : '男',
      random.pick(['视频带货', '直播带货', '视频带货,直播带货']),
      random.int(2, 20),
      random.pick(['1w-2.5w', '2.5w-5w', '5w-10w', '-']),
      random.int(0, 12),
      random.pick(['10w-25w', '5w-7.5w', '暂无']),
      inWan(random.int(800, 60_000)),
    ]);
  return {
    path: 'douyin/chanmama-accounts.csv',
    purpose: 'Chanmama account export, with sales as ranges',
    connectorId: 'chanmama',
    content: csvTable(
      '达人id 昵称 抖音号 主营类目 达人类型 带货口碑 粉丝数 达人性别 带货方式 近30天视频数 近30天视频平均成交额 近30天直播数 近30天场均成交额 近30天场观'.split(
        ' ',
      ),
      rows,
      { bom: true },
    ),
    rows: rows.length,
  };
}

/** The account's newest post in the file carries its profile; the others name it only, as feeds do. */
export function newestOf(posts: readonly Post[]): Set<Post> {
  const newest = new Map<Creator, Post>();
  for (const post of posts) newest.set(post.creator, post);
  return new Set(newest.values());
}

export function awemes(scenario: Scenario): DemoFile {
  const posts = scenario.posts.filter((p) => p.creator.platform === 'douyin');
  const newest = newestOf(posts);
  const values = posts.map((p) => {
    const c = countersAt(p, AS_OF_MS);
    const { creator } = p;
    return {
      aweme_id: p.key,
      aweme_type: 0,
      desc: `${p.title} ${p.text}`,
      create_time: Math.floor(p.publishedMs / 1000),
      author: {
        uid: creator.id,
        sec_uid: creator.secUid,
        unique_id: creator.handle,
        nickname: creator.name,
        ...(newest.has(p)
          ? {
              signature: creator.bio,
              follower_count: creator.followers,
              following_count: creator.following,
              ip_location: `IP属地：${creator.province}`,
            }
          : {}),
      },
      statistics: {
        digg_count: c.likes,
        comment_count: c.comments,
        collect_count: c.saves,
        share_count: c.shares,
        play_count: c.reads,
      },
      text_extra: p.tags.map((t) => ({ hashtag_name: t })),
      duration: p.durationSeconds * 1000,
      share_url: `https://www.douyin.com/video/${p.key}`,
      is_ads: p.cooperation !== null,
    };
  });
  return {
    path: 'douyin/awemes.ndjson',
    purpose: 'Douyin videos as the API answers them',
    connectorId: 'douyin-api',
    options: { platform: 'douyin', asOf: DEMO_AS_OF },
    content: ndjson(values),
    rows: values.length,
  };
}
