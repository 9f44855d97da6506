/** Files with no vendor of their own: engagements, follower lists, counters over time, live rooms, roster. */

import { PLATFORMS } from '#basis/platform.ts';
import { type Rng, rng } from '#basis/rng.ts';
import { WATCHED_POSTS } from './campaigns.ts';
import { tierOf } from './creators.ts';
import { csvCell, csvTable, ndjson } from './csv.ts';
import { KINDS } from './engagements.ts';
import { bucket, type DemoFile, inW } from './file.ts';
import { AS_OF_MS, chinaDay, chinaTime, DAY_MS, DEMO_AS_OF, HOUR_MS, MINUTE_MS } from './frame.ts';
import { growthDayMs } from './growth.ts';
import { type MinutePlant, minutePlants, plantedAt } from './minute-plants.ts';
import { AGE_BANDS, type Consumers, type DemoPlatform, drawIndex, provinceOf } from './people.ts';
import { type Counters, countersAt, type Post } from './posts.ts';
import type { Scenario } from './scenario.ts';
import { CATEGORY_ZH } from './words.ts';

/** Gender, age band and province as a profile shows them; nothing for accounts that are nobody. */
function profileOf(consumers: Consumers, person: number): string {
  if (person < 0) return ',,';
  const gender = consumers.female[person] ? '女' : '男';
  return `${gender},${AGE_BANDS[consumers.ageBand[person] as number]},${provinceOf(consumers, person)}`;
}

/** Likes, comments, saves and reposts by person; comments show where they were written. Xiaohongshu's comments are in the crawler's own file. */
export function engagementFile(scenario: Scenario): DemoFile {
  const { engagements: e, posts, consumers, creators } = scenario;
  const lines = ['platform,post_id,actor_id,kind,at,text,region'];
  for (let i = 0; i < e.count; i++) {
    const post = posts[e.post[i] as number] as Post;
    const { platform } = post.creator;
    if (e.kind[i] === 1 && platform === 'xiaohongshu') continue;
    const person = e.consumer[i] as number;
    const actor = person >= 0 ? consumers.id[person] : creators[e.creator[i] as number]?.id;
    const kind = KINDS[e.kind[i] as number] as string;
    const act = kind === 'repost' && platform !== 'weibo' ? 'share' : kind;
    lines.push(
      `${platform},${post.key},${actor},${act},${chinaTime(e.atMs[i] as number)},${csvCell(e.text[i])},${kind === 'comment' && person >= 0 ? provinceOf(consumers, person) : ''}`,
    );
  }
  return {
    path: 'activity/engagements.csv',
    purpose: 'Who liked, commented, saved or shared which post, from nine platforms',
    connectorId: 'engagement-list',
    content: `${lines.join('\n')}\n`,
    rows: lines.length - 1,
  };
}

/** One file a platform: the columns name an account, not a platform. */
export function followerFiles(scenario: Scenario): DemoFile[] {
  const platforms = [...new Set(scenario.followerLists.map((l) => l.creator.platform))];
  return platforms.flatMap((platform) =>
    [true, false].flatMap((full) => {
      const lists = scenario.followerLists.filter((l) => l.creator.platform === platform && l.full === full);
      if (lists.length === 0) return [];
      const lines = [
        'account,position_newest_first,follower,created_at,followers,friends,statuses,default_image,gender,age,region',
      ];
      for (const { creator, rows } of lists)
        for (const [position, r] of rows.entries())
          lines.push(
            `${creator.id},${position},${r.follower},${chinaTime(r.joinedMs)},${r.followers},${r.friends},${r.statuses},${r.defaultImage ? 'True' : 'False'},${profileOf(scenario.consumers, r.consumer)}`,
          );
      return [
        {
          path: `activity/followers-${platform}-${full ? 'full' : 'newest'}.csv`,
          purpose: full
            ? 'Full follower lists of three accounts, newest first'
            : 'The newest followers of some accounts, in follow order',
          connectorId: 'follower-list',
          options: full ? { platform, followDesign: 'full' } : { platform },
          content: `${lines.join('\n')}\n`,
          rows: lines.length - 1,
        },
      ];
    }),
  );
}

/** Weekly counts for everybody; daily for half a year where something was planted and for some others. */
export function followerSeries(scenario: Scenario): DemoFile {
  const lines = ['platform,account_id,date,followers'];
  for (const { creator, daily } of scenario.growth) {
    if (creator.role === 'thin') continue;
    const watched = creator.role !== 'plain' || creator.index % 12 === 0;
    for (let d = 0; d < daily.length; d++)
      if ((daily.length - 1 - d) % 7 === 0 || (watched && d >= daily.length - 184))
        lines.push(`${creator.platform},${creator.id},${chinaDay(growthDayMs(d))},${daily[d]}`);
  }
  return {
    path: 'activity/follower-series.csv',
    purpose: 'Follower counts over twelve months: weekly, daily for watched accounts',
    connectorId: null,
    content: `${lines.join('\n')}\n`,
    rows: lines.length - 1,
  };
}

const SNAPSHOT_HEADERS = '平台,作品ID,采集时间,阅读量,播放量,点赞数,评论数,收藏数,分享数,转发数';
const VIEWED: ReadonlySet<DemoPlatform> = new Set(['douyin', 'bilibili', 'babytree', 'live']);

function snapshotLine(post: Post, atMs: number, c: Counters = countersAt(post, atMs)): string {
  const { platform } = post.creator;
  const viewed = VIEWED.has(platform);
  const reposts = platform === 'weibo';
  return `${PLATFORMS[platform].zh},${post.key},${chinaTime(atMs)},${viewed ? '' : c.reads},${viewed ? c.reads : ''},${c.likes},${c.comments},${reposts ? '' : c.saves},${reposts ? '' : c.shares},${reposts ? c.shares : ''}`;
}

const AGES_MS = [HOUR_MS, 6 * HOUR_MS, DAY_MS, 3 * DAY_MS, 7 * DAY_MS];

/** T+1 h, 6 h, 1 d, 3 d, 7 d of the last half-year's posts and of every campaign post that nobody watches by the minute. */
export function postSnapshots(scenario: Scenario): DemoFile {
  const lines = [SNAPSHOT_HEADERS];
  const watched = new Set(watchedPosts(scenario));
  for (const post of scenario.posts)
    if (watched.has(post)) continue;
    else if (post.cooperation || post.publishedMs > AS_OF_MS - 184 * DAY_MS)
      for (const age of AGES_MS)
        if (post.publishedMs + age <= AS_OF_MS) lines.push(snapshotLine(post, post.publishedMs + age));
  return {
    path: 'activity/post-snapshots.csv',
    purpose: 'Post counters one hour, six hours, one, three and seven days after publication',
    connectorId: 'post-counters',
    content: `${lines.join('\n')}\n`,
    rows: lines.length - 1,
  };
}

/** The running campaign's newest posts, every minute of their first two days. */
export const watchedPosts = (scenario: Scenario): Post[] =>
  scenario.posts
    .filter((p) => p.cooperation?.campaign.state === '进行中' && p.publishedMs > AS_OF_MS - 2 * DAY_MS)
    .slice(0, WATCHED_POSTS);

/**
 * Counters at rising moments as people arrive one by one: gains scatter around the curve as counts do, and the last
 * moment shows what the curve shows.
 */
function arrivals(
  random: Rng,
  post: Post,
  times: readonly number[],
  plant: MinutePlant | undefined,
): Counters[] {
  const curve = times.map((at) => plantedAt(post, at, plant));
  const kinds = ['reads', 'likes', 'comments', 'saves', 'shares'] as const;
  const seen = curve.map((c) => ({ ...c }));
  for (const kind of kinds) {
    const end = curve.at(-1)?.[kind] ?? 0;
    let here = curve[0]?.[kind] ?? 0;
    for (let i = 1; i < curve.length - 1; i++) {
      const before = curve[i - 1]?.[kind] ?? 0;
      const due = (((curve[i]?.[kind] ?? 0) - before) / Math.max(1, end - before)) * (end - here);
      here = Math.min(end, here + random.poisson(due));
      (seen[i] as Counters)[kind] = here;
    }
  }
  return seen;
}

export function minuteSnapshots(scenario: Scenario): DemoFile {
  const lines = [SNAPSHOT_HEADERS];
  const watched = watchedPosts(scenario);
  const plants = minutePlants(watched);
  for (const post of watched) {
    const first = Math.ceil(post.publishedMs / MINUTE_MS) * MINUTE_MS;
    const times: number[] = [];
    for (let at = first; at <= AS_OF_MS; at += MINUTE_MS) times.push(at);
    const seen = arrivals(rng(`${scenario.seed}/minutes/${post.key}`), post, times, plants.get(post));
    for (const [i, at] of times.entries()) lines.push(snapshotLine(post, at, seen[i]));
  }
  return {
    path: 'activity/post-minutes.csv',
    purpose: 'Counters of the running campaign’s newest posts, minute by minute',
    connectorId: 'post-counters',
    content: `${lines.join('\n')}\n`,
    rows: lines.length - 1,
  };
}

export function liveEvents(scenario: Scenario): DemoFile {
  const events = scenario.liveRooms.flatMap((r) => r.events);
  const content = ndjson(
    events.map((e, i) => ({
      room_id: e.room.key,
      event_id: `${e.room.key}-${i}`,
      event: e.type,
      user_id: e.user,
      nickname: e.nickname,
      content: e.content,
      gift_name: e.gift,
      gift_value: e.gift ? e.value : undefined,
      ...(e.type === 'order'
        ? { order_id: `LV${e.room.key.slice(4)}${i}`, amount: e.value, quantity: 1 }
        : {}),
      ts: e.atMs,
    })),
  );
  return {
    path: 'live/live-events.ndjson',
    purpose: 'Event streams of three live rooms',
    connectorId: 'live-api',
    options: { platform: 'live' },
    content,
    rows: events.length,
  };
}

/** Every live session as the room's own answer gives it. */
export function liveRoomFile(scenario: Scenario): DemoFile {
  const rooms = scenario.posts
    .filter((p) => p.format === 'live')
    .map((p) => {
      const c = countersAt(p, AS_OF_MS);
      return {
        room_id: p.key,
        title: p.title,
        anchor_id: p.creator.id,
        anchor_name: p.creator.name,
        start_time: Math.floor(p.publishedMs / 1000),
        total_viewers: c.reads,
        like_count: c.likes,
        total_comments: c.comments,
      };
    });
  return {
    path: 'live/rooms.ndjson',
    purpose: 'Live sessions of twelve hosts, as room answers',
    connectorId: 'live-api',
    options: { platform: 'live', asOf: DEMO_AS_OF },
    content: ndjson(rooms),
    rows: rooms.length,
  };
}

const ROSTER_HEADERS =
  '平台 账号ID 抖音号 达人昵称 主页链接 粉丝数 所在地 内容类目 内容标签 人设 达人等级 签约机构 图文报价 视频报价'.split(
    ' ',
  );

/** Home pages of the platforms whose links carry the account's id. */
const HOMES: Partial<Record<DemoPlatform, string>> = {
  weibo: 'https://weibo.com/u/',
  xiaohongshu: 'https://www.xiaohongshu.com/user/profile/',
  bilibili: 'https://space.bilibili.com/',
  zhihu: 'https://www.zhihu.com/people/',
  toutiao: 'https://www.toutiao.com/c/user/',
};

/** An agency's account list over all platforms, typed by hand: prices come in every form there is. */
export function roster(scenario: Scenario): DemoFile {
  const random = rng(scenario.seed).fork('roster');
  const price = (yuan: number): string => {
    switch (drawIndex(random, [62, 72, 80, 86, 92, 100])) {
      case 1:
        return `¥${yuan.toLocaleString('en-US')}`;
      case 2:
        return yuan >= 10_000 ? `${Number((yuan / 10_000).toFixed(1))}w` : String(yuan);
      case 3:
        return '-';
      case 4:
        return yuan >= 10_000
          ? `${Math.floor(yuan / 10_000)}w-${Math.ceil((yuan * 1.3) / 10_000) + 1}w`
          : `${yuan}-${Math.round((yuan * 1.3) / 100) * 100}`;
      case 5:
        return random.chance(0.5) ? '暂无' : bucket(yuan);
      default:
        return String(yuan);
    }
  };
  const rows = scenario.creators.map((c) => [
    PLATFORMS[c.platform].zh,
    c.id,
    c.platform === 'douyin' ? c.handle : '',
    c.name,
    c.secUid
      ? `https://www.douyin.com/user/${c.secUid}`
      : HOMES[c.platform]
        ? `${HOMES[c.platform]}${c.id}`
        : '',
    c.role === 'thin' ? '-' : random.chance(0.7) ? c.followers : inW(c.followers),
    `${c.province}${c.city === c.province ? '' : c.city}`,
    CATEGORY_ZH[c.category],
    c.tags.join('、'),
    c.persona,
    tierOf(c.followers),
    c.agency ?? '',
    c.role === 'thin' || c.platform === 'live' ? '-' : price(c.priceImage),
    c.role === 'thin' ? '-' : price(c.priceVideo),
  ]);
  return {
    path: 'agency/roster.csv',
    purpose: 'An agency’s list of all accounts, with prices as people type them',
    connectorId: null,
    content: csvTable(ROSTER_HEADERS, rows, { bom: true }),
    rows: rows.length,
  };
}
