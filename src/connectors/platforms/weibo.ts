/** Weibo: open API, weibo.com/ajax and m.weibo.cn answers. */
import type { JsonObject } from './payload.ts';
import type { Context, PlatformPayload, UserSpec } from './shape.ts';
import { payloadConnector } from './walk.ts';

const GENDERS = { m: 'male', f: 'female' };
const user = (at: string): UserSpec => ({
  id: `${at}idstr|${at}id`,
  name: `${at}screen_name|${at}name`,
  genders: GENDERS,
  attributes: {
    bio: `${at}description`,
    region: `${at}location`,
    gender: `${at}gender`,
    verified: `${at}verified_reason|${at}verified`,
    avatar: `${at}avatar_hd|${at}avatar_large|${at}profile_image_url`,
    created_at: `${at}created_at`,
  },
  url: (id) => `https://weibo.com/u/${id}`,
  figures: {
    follower_count: `${at}followers_count`,
    following_count: `${at}friends_count|${at}follow_count`,
    post_count: `${at}statuses_count`,
  },
});
const personal = [
  'screen_name',
  'name',
  'avatar_hd',
  'avatar_large',
  'profile_image_url',
  'profile_url',
  'domain',
  'weihao',
  'remark',
]
  .map((key) => `user.${key}`)
  .join('|');
const profile = {
  genders: GENDERS,
  gender: 'user.gender',
  region: 'user.location',
  verified: 'user.verified',
  followerCount: 'user.followers_count',
  followingCount: 'user.friends_count|user.follow_count',
  postCount: 'user.statuses_count',
  joinedAt: 'user.created_at',
  bio: 'user.description',
};

/** Repost lists hold what followers did with one post; timelines hold an account's own posts. */
const inRepostList = (object: JsonObject, { trail }: Context): boolean =>
  (trail.includes('reposts') && !trail.includes('retweeted_status')) ||
  (trail.length > 0 && trail.every((key) => key === 'data') && object['retweeted_status'] !== undefined);

const weibo: PlatformPayload = {
  platform: 'weibo',
  en: 'Weibo API answer',
  zh: '微博接口数据',
  version: 1,
  hosts: ['weibo.com', 'weibo.cn', 'sinaimg.cn'],
  envelopes: ['statuses', 'reposts', 'data.cards'],
  carriesPost: 'rootid',
  shapes: [
    {
      noun: 'post',
      must: ['mid|idstr|id|mblogid', 'reposts_count|attitudes_count|mblogid'],
      signs: [
        'mblogid|bid',
        'attitudes_count',
        'reposts_count',
        'text_raw',
        'mid',
        'isLongText',
        'pic_num',
        'mblogtype',
        'region_name',
      ],
      when: (object, context) => !inRepostList(object, context),
      nested: ['retweeted_status', 'comments'],
      post: {
        key: 'mid|idstr|id',
        author: user('user.'),
        publishedAt: 'created_at',
        text: 'longText.longTextContent|text_raw|raw_text|text',
        tagPattern: /#([^#\s][^#\n]{0,60})#/g,
        region: 'region_name',
        makeLink: (_key, item) => {
          const [uid, bid] = [item.id('user.idstr|user.id'), item.id('mblogid|bid')];
          return uid && bid ? `https://weibo.com/${uid}/${bid}` : undefined;
        },
        format: (item) =>
          item.object('page_info')?.['type'] === 'video' ||
          item.object('page_info')?.['object_type'] === 'video'
            ? 'video'
            : (item.number('pic_num') ?? 0) > 0 || item.texts('pic_ids[]').length > 0
              ? 'image'
              : 'text',
        sponsored: (item) => (item.find('is_paid') ? item.flag('is_paid') : undefined),
        parent: 'retweeted_status.mid|retweeted_status.idstr|retweeted_status.id',
        images: 'pic_infos[].large.url|pics[].large.url|original_pic',
        videos: 'page_info.media_info.mp4_hd_url|page_info.media_info.stream_url|page_info.urls[]',
        durationSeconds: 'page_info.media_info.duration',
        figures: {
          repost_count: 'reposts_count',
          comment_count: 'comments_count',
          like_count: 'attitudes_count',
          read_count: 'reads_count|number_display_strategy.reads_count',
          view_count: 'page_info.media_info.play_count|page_info.play_count',
        },
      },
    },
    {
      noun: 'act',
      must: ['mid|idstr|id', 'reposts_count|attitudes_count|mblogid'],
      signs: [
        'mblogid|bid',
        'attitudes_count',
        'reposts_count',
        'text_raw',
        'mid',
        'retweeted_status',
        'region_name',
      ],
      when: inRepostList,
      nested: ['retweeted_status'],
      act: {
        act: 'repost',
        key: 'mid|idstr|id',
        post: 'retweeted_status.mid|retweeted_status.idstr|retweeted_status.id',
        actor: 'user.idstr|user.id',
        at: 'created_at',
        text: 'text_raw|raw_text|text',
        weight: 'reposts_count',
        region: 'region_name',
        parent: 'pid',
        personal,
        person: 'user',
        profile,
      },
    },
    {
      noun: 'act',
      must: ['id|idstr', 'text|text_raw', 'user'],
      signs: [
        'like_counts|like_count',
        'floor_number',
        'rootid|rootidstr',
        'max_id',
        'total_number',
        'source',
        'reply_comment|reply_original_text',
        'disable_reply',
        'status.mid|status.idstr',
      ],
      not: ['reposts_count', 'attitudes_count', 'retweet_count'],
      nested: ['comments'],
      act: {
        act: 'comment',
        key: 'idstr|mid|id',
        post: 'status.mid|status.idstr|status.id',
        actor: 'user.idstr|user.id',
        at: 'created_at',
        text: 'text_raw|text',
        weight: 'like_counts|like_count',
        region: 'source',
        parent: 'reply_comment.idstr|reply_comment.id|rootidstr|rootid',
        personal,
        person: 'user',
        profile,
      },
    },
    {
      noun: 'account',
      must: ['idstr|id', 'screen_name'],
      signs: [
        'followers_count',
        'friends_count|follow_count',
        'statuses_count',
        'verified_type',
        'mbrank',
        'verified_reason',
        'profile_url',
        'gender',
        'domain|weihao',
        'avatar_hd',
      ],
      not: ['favourites_count', 'retweet_count'],
      enough: 3,
      account: user(''),
    },
  ],
};

export const weiboApi = payloadConnector(weibo);
