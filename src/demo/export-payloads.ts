/** Posts as the platforms' own APIs answer them: Weibo, Bilibili, Zhihu, Toutiao, WeChat, Babytree. */
import { ndjson } from './csv.ts';
import { newestOf } from './export-douyin.ts';
import type { DemoFile } from './file.ts';
import { AS_OF_MS, DEMO_AS_OF, weiboTime } from './frame.ts';
import type { DemoPlatform } from './people.ts';
import { type Counters, countersAt, type Post } from './posts.ts';
import type { Scenario } from './scenario.ts';
import { CATEGORY_ZH } from './words.ts';

const seconds = (ms: number) => Math.floor(ms / 1000);
type Answer = (post: Post, counters: Counters, profile: boolean) => object;

const weibo: Answer = (p, c, profile) => ({
  created_at: weiboTime(p.publishedMs),
  id: Number(p.key),
  idstr: p.key,
  mid: p.key,
  mblogid: `Q${Number(p.key).toString(36).slice(-8)}`,
  user: {
    id: Number(p.creator.id),
    idstr: p.creator.id,
    screen_name: p.creator.name,
    verified: p.creator.verified,
    ...(profile
      ? {
          description: p.creator.bio,
          location: `${p.creator.province} ${p.creator.city}`,
          gender: p.creator.female ? 'f' : 'm',
          followers_count: p.creator.followers,
          friends_count: p.creator.following,
          statuses_count: p.creator.postCount * 9,
          created_at: weiboTime(p.creator.joinedMs),
        }
      : {}),
  },
  text_raw: `${p.tags.map((t) => `#${t}#`).join(' ')} ${p.title}。${p.text}`,
  reposts_count: c.shares,
  comments_count: c.comments,
  attitudes_count: c.likes,
  region_name: `发布于 ${p.creator.province}`,
  ...(p.format === 'video' ? {} : { pic_num: p.format === 'image' ? 1 : 0 }),
  ...(p.picture ? { pics: [{ large: { url: `pictures/${p.picture.file}` } }] } : {}),
  ...(p.format === 'video'
    ? { page_info: { object_type: 'video', media_info: { duration: p.durationSeconds } } }
    : {}),
  is_paid: p.cooperation !== null,
});

const bilibili: Answer = (p, c) => ({
  aid: Number(p.key),
  bvid: `BV1${Number(p.key).toString(36)}${(Number(p.key) * 7).toString(36)}`.slice(0, 12),
  tname: CATEGORY_ZH[p.creator.category],
  title: p.title,
  desc: p.text,
  pubdate: seconds(p.publishedMs),
  duration: p.durationSeconds,
  owner: { mid: Number(p.creator.id), name: p.creator.name },
  tags: p.tags.map((t) => ({ tag_name: t })),
  stat: {
    view: c.reads,
    danmaku: Math.round(c.comments * 1.4),
    reply: c.comments,
    favorite: c.saves,
    coin: Math.round(c.likes * 0.3),
    share: c.shares,
    like: c.likes,
  },
});

const zhihu: Answer = (p, c, profile) => ({
  id: Number(p.key),
  question: { id: 400_000_000 + p.index, title: `${p.title}？` },
  author: {
    id: p.creator.id,
    url_token: p.creator.handle,
    name: p.creator.name,
    headline: p.creator.bio,
    ...(profile ? { follower_count: p.creator.followers } : {}),
  },
  excerpt: p.text,
  created_time: seconds(p.publishedMs),
  topics: p.tags.map((t) => ({ name: t })),
  voteup_count: c.likes,
  comment_count: c.comments,
  favlists_count: c.saves,
  visit_count: c.reads,
});

const toutiao: Answer = (p, c, profile) => ({
  group_id: p.key,
  item_id: p.key,
  title: p.title,
  abstract: p.text,
  label: p.tags,
  publish_time: seconds(p.publishedMs),
  user_info: {
    user_id: p.creator.id,
    name: p.creator.name,
    ...(profile ? { description: p.creator.bio, followers_count: p.creator.followers } : {}),
  },
  impression_count: c.reads * 6,
  read_count: c.reads,
  digg_count: c.likes,
  comment_count: c.comments,
  repin_count: c.saves,
  share_count: c.shares,
  has_video: false,
});

const wechat: Answer = (p, c) => ({
  title: p.title,
  digest: p.text,
  nickname: p.creator.name,
  biz: p.creator.id,
  alias: p.creator.handle,
  url: `https://mp.weixin.qq.com/s/${p.key}`,
  publish_time: seconds(p.publishedMs),
  read_num: c.reads,
  like_num: Math.round(c.likes * 0.6),
  old_like_num: c.likes,
  comment_num: c.comments,
});

const babytree: Answer = (p, c) => ({
  topic_id: p.key,
  discussion_title: p.title,
  summary: p.text,
  create_ts: seconds(p.publishedMs),
  city_name: p.creator.city,
  user_info: { author_enc_user_id: p.creator.id, author_name: p.creator.name },
  group_data: { title: p.tags[0] },
  pv_count: c.reads,
  response_count: c.comments,
  praise_count: c.likes,
  fav_count: c.saves,
});

const ANSWERS: readonly [DemoPlatform, string, Answer][] = [
  ['weibo', 'Weibo posts', weibo],
  ['bilibili', 'Bilibili videos', bilibili],
  ['zhihu', 'Zhihu answers', zhihu],
  ['toutiao', 'Toutiao articles', toutiao],
  ['wechat', 'WeChat articles', wechat],
  ['babytree', 'Babytree topics', babytree],
];

export function payloadFiles(scenario: Scenario): DemoFile[] {
  return ANSWERS.map(([platform, what, answer]) => {
    const posts = scenario.posts.filter((p) => p.creator.platform === platform);
    const newest = newestOf(posts);
    return {
      path: `${platform}/posts.ndjson`,
      purpose: `${what} as the API answers them`,
      connectorId: `${platform}-api`,
      options: { platform, asOf: DEMO_AS_OF },
      content: ndjson(posts.map((p) => answer(p, countersAt(p, AS_OF_MS), newest.has(p)))),
      rows: posts.length,
    };
  });
}
