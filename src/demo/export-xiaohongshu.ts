/** Xiaohongshu as users have it: Pugongying list and detail, Qiangua, MediaCrawler notes and comments. */
import { rng } from '#basis/rng.ts';
import type { Creator } from './creators.ts';
import { tierOf } from './creators.ts';
import { csvCell, csvTable } from './csv.ts';
import { bare, type DemoFile, inW } from './file.ts';
import { AS_OF_MS, chinaTime, DEMO_AS_OF } from './frame.ts';
import { provinceOf } from './people.ts';
import { countersAt } from './posts.ts';
import type { Scenario } from './scenario.ts';
import type { Summary } from './summaries.ts';
import { CATEGORY_ZH } from './words.ts';
import { type SheetCell, workbook } from './workbook.ts';

const profileLink = (creator: Creator) => `https://www.xiaohongshu.com/user/profile/${creator.id}`;
const pgyLink = (creator: Creator) =>
  `https://pgy.xiaohongshu.com/solar/pre-trade/blogger-detail/${creator.id}`;
const orDash = (n: number): SheetCell => (n > 0 ? n : '-');

const LIST_HEADERS =
  '小红书昵称 等级 粉丝数 主页链接 蒲公英链接 是否低活跃 内容类目 账号人设 内容特征 小红书id 地区 博主性别 粉丝量变化幅度% 活跃粉丝占比% 互动粉丝占比% 阅读中位数 互动中位数 千赞笔记比例% 百赞笔记比例% 预估阅读单价 视频完播率% 蒲公英图文价格 蒲公英视频价格'.split(
    ' ',
  );

export function pugongyingList(scenario: Scenario, summaries: readonly Summary[]): DemoFile {
  const random = rng(scenario.seed).fork('pugongying-list');
  const rows = scenario.creators
    .filter((c) => c.platform === 'xiaohongshu' && c.index % 5 !== 0)
    .map((c): SheetCell[] => {
      const s = summaries[c.index] as Summary;
      const thin = c.role === 'thin';
      const growth = scenario.growth[c.index]?.daily as Int32Array;
      const change = (c.followers - (growth[335] as number)) / (growth[335] as number);
      return [
        c.name,
        tierOf(c.followers),
        c.followers,
        profileLink(c),
        pgyLink(c),
        thin ? '是' : '否',
        `${CATEGORY_ZH[c.category]},${CATEGORY_ZH[c.second]}`,
        c.persona,
        c.tags.join(','),
        c.handle,
        `${c.province}${c.city}`,
        c.female ? '女' : '男',
        bare(change, 2),
        thin ? '-' : bare(activeShare(c, random.next())),
        thin ? '-' : bare(activeShare(c, random.next()) * 0.3),
        orDash(s.reads),
        orDash(s.engagements),
        bare(s.thousandLikeShare),
        bare(s.hundredLikeShare),
        s.reads > 0 ? (c.priceImage / s.reads).toFixed(2) : '-',
        thin ? '-' : bare(0.12 + 0.3 * random.next()),
        thin ? '-' : c.priceImage,
        thin ? '暂无' : c.priceVideo,
      ];
    });
  return {
    path: 'xiaohongshu/pugongying-list.xlsx',
    purpose: 'Pugongying list export: Xiaohongshu accounts with medians and prices',
    connectorId: 'pugongying-list',
    content: workbook([{ name: '博主列表', rows: [LIST_HEADERS, ...rows] }]),
    rows: rows.length,
  };
}

/** Vendor-stated share of active followers: low where followers were bought or sleep. */
const activeShare = (c: Creator, u: number) =>
  c.role.startsWith('bought') || c.role === 'dull-large'
    ? 0.12 + 0.08 * u
    : c.role === 'quiet-small'
      ? 0.74 + 0.05 * u
      : 0.38 + 0.28 * u;

const DETAIL_HEADERS =
  '博主主页 达人ID 昵称 性别 小红书号 地理位置 粉丝数量 获赞与收藏 合作报价-图文 合作报价-视频 合作报价-最低 签约机构 内容标签 发布笔记 内容类目 数据更新时间 日常曝光中位数 日常阅读中位数 日常互动中位数 近7天活跃天数 邀约48小时回复率 粉丝增量 活跃粉丝占比 采集时间'.split(
    ' ',
  );

export function pugongyingDetail(scenario: Scenario, summaries: readonly Summary[]): DemoFile {
  const random = rng(scenario.seed).fork('pugongying-detail');
  const rows = scenario.creators
    .filter(
      (c) => c.platform === 'xiaohongshu' && c.role !== 'thin' && (c.role !== 'plain' || c.index % 4 === 0),
    )
    .map((c) => {
      const s = summaries[c.index] as Summary;
      const growth = scenario.growth[c.index]?.daily as Int32Array;
      return [
        profileLink(c),
        c.id,
        c.name,
        c.female ? '女' : '男',
        c.handle,
        `${c.province} ${c.city}`,
        inW(c.followers),
        inW(s.receivedLikes + s.receivedSaves),
        `¥${c.priceImage.toLocaleString('en-US')}`,
        `¥${c.priceVideo.toLocaleString('en-US')}`,
        `¥${Math.min(c.priceImage, c.priceVideo).toLocaleString('en-US')}`,
        c.agency ?? '-',
        c.tags.join('、'),
        s.noteCount,
        CATEGORY_ZH[c.category],
        chinaTime(AS_OF_MS - 36_000_000),
        inW(Math.round(s.reads * 7.5)),
        inW(s.reads),
        s.engagements,
        s.activeDays7,
        `${bare(0.55 + 0.4 * random.next(), 0)}%`,
        c.followers - (growth[335] as number),
        `${bare(activeShare(c, random.next()))}%`,
        chinaTime(AS_OF_MS),
      ];
    });
  return {
    path: 'xiaohongshu/pugongying-detail.csv',
    purpose: 'Pugongying detail export: medians, prices and agency of some accounts',
    connectorId: 'pugongying-detail',
    content: csvTable(DETAIL_HEADERS, rows, { bom: true }),
    rows: rows.length,
  };
}

const QIANGUA_HEADERS =
  '博主昵称 千瓜指数 达人类型 粉丝数 赞藏总数 笔记数 平均互动 平均点赞 平均收藏 平均评论 小红书主页 小红书号 实时报价-图文 实时报价-图文CPE 实时报价-视频 实时报价-视频CPE 关注数 达人等级 简介'.split(
    ' ',
  );

export function qiangua(scenario: Scenario, summaries: readonly Summary[]): DemoFile {
  const random = rng(scenario.seed).fork('qiangua');
  const rows = scenario.creators
    .filter((c) => c.platform === 'xiaohongshu' && c.index % 2 === 0 && c.role !== 'thin')
    .map((c) => {
      const s = summaries[c.index] as Summary;
      const cpe = (price: number) => (s.engagements > 0 ? (price / s.engagements).toFixed(2) : '-');
      return [
        c.name,
        (600 + 300 * random.next()).toFixed(1),
        CATEGORY_ZH[c.category],
        inW(c.followers),
        inW(s.receivedLikes + s.receivedSaves),
        s.noteCount,
        s.engagements,
        s.likes,
        s.saves,
        s.comments,
        profileLink(c),
        c.handle,
        c.priceImage,
        cpe(c.priceImage),
        c.priceVideo,
        cpe(c.priceVideo),
        c.following,
        tierOf(c.followers),
        c.bio,
      ];
    });
  return {
    path: 'xiaohongshu/qiangua-accounts.csv',
    purpose: 'Qiangua account export',
    connectorId: 'qiangua',
    content: csvTable(QIANGUA_HEADERS, rows, { bom: true }),
    rows: rows.length,
  };
}

const NOTE_HEADERS =
  'note_id,type,title,desc,video_url,time,last_update_time,user_id,nickname,avatar,liked_count,collected_count,comment_count,share_count,ip_location,image_list,tag_list,note_url,source_keyword'.split(
    ',',
  );

export function mediaCrawlerNotes(scenario: Scenario): DemoFile {
  const rows = scenario.posts
    .filter((p) => p.creator.platform === 'xiaohongshu')
    .map((p) => {
      const now = countersAt(p, AS_OF_MS);
      const tags = p.tags.map((t) => `#${t}[话题]#`).join(' ');
      return [
        p.key,
        p.format === 'video' ? 'video' : 'normal',
        p.title,
        `${p.text} ${tags}`,
        '',
        p.publishedMs,
        AS_OF_MS,
        p.creator.id,
        p.creator.name,
        '',
        inWanPlain(now.likes),
        inWanPlain(now.saves),
        inWanPlain(now.comments),
        inWanPlain(now.shares),
        p.creator.province,
        p.picture ? `pictures/${p.picture.file}` : '',
        p.tags.join(','),
        `https://www.xiaohongshu.com/explore/${p.key}`,
        p.brand ?? '',
      ];
    });
  return {
    path: 'xiaohongshu/mediacrawler-notes.csv',
    purpose: 'MediaCrawler notes: Xiaohongshu posts with their counters',
    connectorId: 'mediacrawler-xhs-notes',
    options: { platform: 'xiaohongshu', asOf: DEMO_AS_OF },
    content: csvTable(NOTE_HEADERS, rows),
    rows: rows.length,
  };
}

/** The crawler stores what the page shows: `1.2万` above ten thousand. */
const inWanPlain = (n: number) => (n < 10_000 ? n : `${(n / 10_000).toFixed(1)}万`);

/** Every comment on a Xiaohongshu note; the engagement file leaves them out. */
export function mediaCrawlerComments(scenario: Scenario): DemoFile {
  const { engagements: e, posts, consumers } = scenario;
  const lines = [
    'comment_id,create_time,ip_location,note_id,content,user_id,nickname,sub_comment_count,pictures,parent_comment_id,like_count',
  ];
  for (let i = 0; i < e.count; i++) {
    const post = posts[e.post[i] as number];
    if (e.kind[i] !== 1 || post?.creator.platform !== 'xiaohongshu') continue;
    const person = e.consumer[i] as number;
    const id = `69${(0x10000000 + i * 613).toString(16)}0000000000${(i % 9973).toString(16).padStart(4, '0')}`;
    lines.push(
      `${id},${e.atMs[i]},${provinceOf(consumers, person)},${post.key},${csvCell(e.text[i])},${consumers.id[person]},小红薯${(person * 7919) % 1_000_000},0,,0,${(i * 7919) % 11 === 0 ? (i * 31) % 60 : 0}`,
    );
  }
  return {
    path: 'xiaohongshu/mediacrawler-comments.csv',
    purpose: 'MediaCrawler comments under the Xiaohongshu notes',
    connectorId: 'mediacrawler-xhs-comments',
    options: { platform: 'xiaohongshu', asOf: DEMO_AS_OF },
    content: `${lines.join('\n')}\n`,
    rows: lines.length - 1,
  };
}
