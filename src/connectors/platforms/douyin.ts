/** Douyin: web and app aweme, profile and comment answers, and the open platform's video list. */
import type { Item } from './payload.ts';
import type { PlatformPayload, UserSpec } from './shape.ts';
import { payloadConnector } from './walk.ts';

/** Marks of the same software outside China: TikTok answers share Douyin's field names. */
export const ABROAD = [
  'desc_language',
  'statistics.whatsapp_share_count',
  'comment_language',
  'author.ins_id',
  'ins_id',
];

const user = (at: string): UserSpec => ({
  id: `${at}uid`,
  second: { name: 'douyin-sec-uid', id: `${at}sec_uid` },
  handle: `${at}unique_id|${at}short_id`,
  name: `${at}nickname`,
  genders: { 1: 'male', 2: 'female' },
  attributes: {
    bio: `${at}signature`,
    gender: `${at}gender`,
    region: `${at}ip_location|${at}city|${at}province`,
    verified: `${at}custom_verify|${at}enterprise_verify_reason`,
    birthday: `${at}birthday`,
    avatar: `${at}avatar_larger.url_list.0|${at}avatar_thumb.url_list.0`,
  },
  url: (_id: string, item: Item) => {
    const secUid = item.text(`${at}sec_uid`);
    return secUid ? `https://www.douyin.com/user/${secUid}` : undefined;
  },
  figures: {
    follower_count: `${at}mplatform_followers_count|${at}follower_count`,
    following_count: `${at}following_count`,
    post_count: `${at}aweme_count`,
    received_like_count: `${at}total_favorited`,
  },
});

export const douyin: PlatformPayload = {
  platform: 'douyin',
  en: 'Douyin API answer',
  zh: '抖音接口数据',
  version: 1,
  hosts: ['douyin.com', 'iesdouyin.com', 'douyinpic.com', 'douyinvod.com'],
  envelopes: ['aweme_list', 'aweme_detail', 'aweme_info'],
  carriesPost: 'aweme_id|item_id',
  shapes: [
    {
      noun: 'post',
      must: ['aweme_id|item_id', 'statistics'],
      signs: [
        'aweme_id',
        'statistics.digg_count',
        'statistics.play_count|statistics.collect_count',
        'author.sec_uid',
        'aweme_type',
        'text_extra',
        'video.play_addr',
        'statistics.share_count',
      ],
      not: ABROAD,
      post: {
        key: 'aweme_id|item_id',
        author: user('author.'),
        publishedAt: 'create_time',
        title: 'preview_title|item_title|title',
        text: 'desc',
        tags: 'text_extra[].hashtag_name|cha_list[].cha_name',
        region: 'ip_attribution|ip_location',
        link: 'share_url|share_info.share_url',
        makeLink: (key) => `https://www.douyin.com/video/${key}`,
        durationMs: 'video.duration|duration',
        format: (item) =>
          item.texts('images[].url_list[]').length > 0 || item.number('aweme_type') === 68
            ? 'image'
            : 'video',
        sponsored: (item) => item.flag('is_ads'),
        images: 'images[].url_list.0|video.cover.url_list.0|cover',
        videos: 'video.play_addr.url_list.0',
        figures: {
          view_count: 'statistics.play_count',
          like_count: 'statistics.digg_count',
          comment_count: 'statistics.comment_count',
          share_count: 'statistics.share_count',
          save_count: 'statistics.collect_count',
        },
      },
    },
    {
      noun: 'account',
      must: ['sec_uid|uid', 'nickname', 'follower_count|aweme_count|total_favorited'],
      signs: [
        'sec_uid',
        'unique_id|short_id',
        'aweme_count',
        'total_favorited',
        'favoriting_count',
        'mplatform_followers_count',
        'signature',
        'custom_verify',
      ],
      not: ABROAD,
      enough: 3,
      account: user(''),
    },
    {
      noun: 'act',
      must: ['cid', 'text', 'user'],
      signs: [
        'cid',
        'aweme_id',
        'digg_count',
        'ip_label',
        'reply_comment_total',
        'reply_id',
        'user.sec_uid|user.uid',
        'is_author_digged',
      ],
      not: ABROAD,
      nested: ['reply_comment'],
      act: {
        act: 'comment',
        key: 'cid',
        post: 'aweme_id',
        actor: 'user.uid|user.sec_uid',
        at: 'create_time',
        text: 'text',
        weight: 'digg_count',
        region: 'ip_label',
        parent: 'reply_to_reply_id|reply_id',
        personal:
          'user.nickname|user.unique_id|user.short_id|user.signature|user.avatar_thumb|user.avatar_medium|user.avatar_larger|reply_to_username',
        person: 'user',
        profile: {
          followerCount: 'user.follower_count',
          followingCount: 'user.following_count',
          postCount: 'user.aweme_count',
        },
      },
    },
  ],
};

export const douyinApi = payloadConnector(douyin);
