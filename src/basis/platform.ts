/**
 * Platforms are data: names, where their pages live, what their counters are called and mean.
 * A new platform is a new row here and, if it has an API payload, one file in `connectors/`.
 */
import type { Counted } from './counted.ts';
import type { MetricId } from './metric.ts';

interface PlatformRow {
  en: string;
  zh: string;
  /** Host names whose page links name an account or post of this platform. */
  hosts: readonly string[];
  /** First path pattern that yields the platform's own account id from a profile link. */
  profile: RegExp | null;
  /** The account's id inside a post's id, where the platform writes both as one. */
  ownerInPostKey?: RegExp;
  currency: 'CNY' | 'USD';
  /** Share of followers who see an organic post in their feed: a stated assumption, editable. */
  feedShare: number;
  /** Can a repost chain be observed in the platform's data? */
  cascadeObservable: boolean;
  /** Other words that name the platform in a file. */
  aliases: readonly string[];
  /** Post counters the platform exposes, with its own word and what it counts. */
  counters: Partial<Record<MetricId, { zh: string; means: Counted }>>;
}

const like = { zh: '点赞', means: 'likes on the post' } as const;
const comment = { zh: '评论', means: 'comments and replies' } as const;
const save = { zh: '收藏', means: 'saves to a collection' } as const;
const share = { zh: '分享', means: 'uses of the share button' } as const;
const play = { zh: '播放', means: 'video starts, repeat plays counted' } as const;

const FEED_SHARE = 0.1;
const base = { currency: 'CNY', feedShare: FEED_SHARE, cascadeObservable: false } as const;

export const PLATFORMS = {
  weibo: {
    ...base,
    en: 'Weibo',
    zh: '微博',
    hosts: ['weibo.com', 'weibo.cn'],
    profile: /\/(?:u\/)?(\d{5,})/,
    cascadeObservable: true,
    aliases: ['新浪微博', 'sina weibo'],
    counters: {
      repost_count: { zh: '转发', means: 'reposts, with or without words' },
      comment_count: comment,
      like_count: { zh: '赞', means: 'attitudes of any kind' },
      read_count: { zh: '阅读', means: 'feed displays, author only' },
      view_count: play,
    },
  },
  wechat: {
    ...base,
    en: 'WeChat',
    zh: '微信',
    hosts: ['mp.weixin.qq.com', 'channels.weixin.qq.com'],
    profile: null,
    aliases: ['微信公众号', '公众号', '视频号', 'weixin'],
    counters: {
      read_count: { zh: '阅读', means: 'article opens, capped display at 100 000+' },
      like_count: { zh: '点赞', means: 'thumbs up' },
      wow_count: { zh: '在看', means: 'recommendations to friends' },
      share_count: share,
      save_count: save,
      comment_count: { zh: '留言', means: 'messages the author selected' },
    },
  },
  xiaohongshu: {
    ...base,
    en: 'Xiaohongshu',
    zh: '小红书',
    hosts: ['xiaohongshu.com', 'xhslink.com', 'pgy.xiaohongshu.com'],
    profile: /\/(?:user\/profile|blogger-detail)\/([0-9a-f]{16,24})/,
    aliases: ['xhs', 'red', 'rednote', '小红薯', '蒲公英'],
    counters: {
      exposure_count: { zh: '曝光', means: 'cover displays in any feed' },
      read_count: { zh: '阅读', means: 'note opens; for video, plays' },
      like_count: like,
      save_count: save,
      comment_count: comment,
      share_count: share,
      follow_count: { zh: '关注', means: 'follows from the note' },
    },
  },
  douyin: {
    ...base,
    en: 'Douyin',
    zh: '抖音',
    hosts: ['douyin.com', 'iesdouyin.com', 'xingtu.cn'],
    profile: /\/user\/([\w-]{10,})/,
    aliases: ['dy', '抖音短视频', '巨量星图', '星图'],
    counters: {
      view_count: play,
      like_count: like,
      comment_count: comment,
      share_count: share,
      save_count: save,
    },
  },
  kuaishou: {
    ...base,
    en: 'Kuaishou',
    zh: '快手',
    hosts: ['kuaishou.com', 'gifshow.com'],
    profile: /\/profile\/([\w-]+)/,
    aliases: ['ks', 'kwai', '磁力聚星'],
    counters: {
      view_count: play,
      like_count: { zh: '红心', means: 'likes' },
      comment_count: comment,
      share_count: share,
      save_count: save,
    },
  },
  bilibili: {
    ...base,
    en: 'Bilibili',
    zh: '哔哩哔哩',
    hosts: ['bilibili.com', 'b23.tv'],
    profile: /space\.bilibili\.com\/(\d+)/,
    aliases: ['b站', 'bili', 'B站'],
    counters: {
      view_count: play,
      danmaku_count: { zh: '弹幕', means: 'bullet comments' },
      like_count: like,
      coin_count: { zh: '投币', means: 'coins given' },
      save_count: save,
      share_count: share,
      comment_count: comment,
    },
  },
  zhihu: {
    ...base,
    en: 'Zhihu',
    zh: '知乎',
    hosts: ['zhihu.com'],
    profile: /\/people\/([\w-]+)/,
    aliases: [],
    counters: {
      like_count: { zh: '赞同', means: 'up-votes' },
      comment_count: comment,
      save_count: save,
      read_count: { zh: '阅读', means: 'reads, author only' },
      wow_count: { zh: '喜欢', means: 'hearts' },
    },
  },
  toutiao: {
    ...base,
    en: 'Toutiao',
    zh: '今日头条',
    hosts: ['toutiao.com'],
    profile: /\/c\/user\/(?:token\/)?([\w-]+)/,
    aliases: ['头条', '头条号'],
    counters: {
      exposure_count: { zh: '展现', means: 'feed displays' },
      read_count: { zh: '阅读', means: 'article opens' },
      view_count: play,
      like_count: like,
      comment_count: comment,
      share_count: { zh: '转发', means: 'shares' },
      save_count: save,
    },
  },
  tieba: {
    ...base,
    en: 'Tieba',
    zh: '百度贴吧',
    hosts: ['tieba.baidu.com'],
    profile: /[?&]id=([\w.-]+)/,
    aliases: ['贴吧'],
    counters: {
      comment_count: { zh: '回复', means: 'floors of the thread' },
      like_count: like,
      view_count: { zh: '浏览', means: 'thread opens' },
      share_count: share,
    },
  },
  babytree: {
    ...base,
    en: 'Babytree',
    zh: '宝宝树',
    hosts: ['babytree.com'],
    profile: /\/u(\w+)/,
    aliases: ['宝宝树孕育'],
    counters: {
      view_count: { zh: '浏览', means: 'topic opens' },
      comment_count: { zh: '回帖', means: 'replies' },
      like_count: like,
      save_count: save,
    },
  },
  live: {
    ...base,
    en: 'Live room',
    zh: '直播',
    hosts: [],
    profile: null,
    aliases: ['直播间', '直播平台', 'livestream'],
    counters: {
      view_count: { zh: '观看', means: 'entries into the room' },
      online_viewer_count: { zh: '在线人数', means: 'viewers at the moment of the reading' },
      peak_viewer_count: { zh: '在线峰值', means: 'most viewers at once' },
      like_count: like,
      comment_count: { zh: '评论', means: 'chat messages' },
      order_count: { zh: '成交', means: 'orders' },
    },
  },
  youtube: {
    ...base,
    currency: 'USD',
    en: 'YouTube',
    zh: 'YouTube',
    hosts: ['youtube.com', 'youtu.be'],
    profile: /\/channel\/([\w-]+)/,
    aliases: ['yt', '油管'],
    counters: {
      view_count: { zh: '观看', means: 'views by YouTube’s own rule' },
      like_count: like,
      comment_count: comment,
    },
  },
  instagram: {
    ...base,
    currency: 'USD',
    en: 'Instagram',
    zh: 'Instagram',
    hosts: ['instagram.com'],
    profile: null,
    aliases: ['ig', 'ins'],
    counters: {
      like_count: like,
      comment_count: comment,
      view_count: play,
      save_count: save,
      share_count: share,
      reach_count: { zh: '覆盖', means: 'distinct accounts that saw it' },
    },
  },
  tiktok: {
    ...base,
    currency: 'USD',
    en: 'TikTok',
    zh: 'TikTok',
    hosts: ['tiktok.com'],
    profile: null,
    aliases: ['tt'],
    counters: {
      view_count: play,
      like_count: like,
      comment_count: comment,
      share_count: share,
      save_count: save,
    },
  },
  x: {
    ...base,
    currency: 'USD',
    en: 'X',
    zh: 'X（推特）',
    hosts: ['x.com', 'twitter.com'],
    profile: null,
    cascadeObservable: true,
    aliases: ['twitter', '推特'],
    counters: {
      view_count: { zh: '浏览', means: 'impressions of the post' },
      like_count: like,
      comment_count: { zh: '回复', means: 'replies' },
      repost_count: { zh: '转推', means: 'retweets' },
      quote_count: { zh: '引用', means: 'quote posts' },
      save_count: { zh: '书签', means: 'bookmarks' },
    },
  },
  facebook: {
    ...base,
    currency: 'USD',
    en: 'Facebook',
    zh: 'Facebook',
    hosts: ['facebook.com', 'fb.com'],
    profile: null,
    ownerInPostKey: /^(\d{5,})_\d+$/,
    aliases: ['fb'],
    counters: {
      like_count: { zh: '回应', means: 'reactions of any kind' },
      comment_count: comment,
      share_count: share,
      reach_count: { zh: '覆盖', means: 'distinct people who saw it' },
    },
  },
  other: {
    ...base,
    en: 'Other',
    zh: '其他',
    hosts: [],
    profile: null,
    aliases: ['unknown', '未知'],
    counters: {},
  },
} as const satisfies Record<string, PlatformRow>;

export type PlatformId = keyof typeof PLATFORMS;
export const PLATFORM_IDS = Object.keys(PLATFORMS) as [PlatformId, ...PlatformId[]];
export const platformRow = (id: PlatformId): PlatformRow => PLATFORMS[id];

const byWord = new Map<string, PlatformId>();
for (const id of PLATFORM_IDS) {
  const row = platformRow(id);
  for (const word of [id, row.en, row.zh, ...row.aliases]) byWord.set(word.toLowerCase(), id);
}

/** The platform a word names (`小红书`, `xhs`, `RED`), or null. */
export const platformNamed = (word: string): PlatformId | null =>
  byWord.get(word.trim().toLowerCase()) ?? null;

/** The platform whose pages live at this link, or null. */
export function platformOfLink(link: string): PlatformId | null {
  const host = /^(?:https?:)?\/\/([^/?#:]+)/i.exec(link.trim())?.[1]?.toLowerCase() ?? null;
  if (!host) return null;
  return (
    PLATFORM_IDS.find((id) => platformRow(id).hosts.some((h) => host === h || host.endsWith(`.${h}`))) ?? null
  );
}

/** The platform's own account id inside a profile link, or null where the link does not hold one. */
export function accountIdInLink(link: string): string | null {
  const platform = platformOfLink(link);
  return platform ? (platformRow(platform).profile?.exec(link)?.[1] ?? null) : null;
}
