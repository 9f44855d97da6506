/** Toutiao: feed and article answers (also as JSON text in `content`), the author backend's list, comments. */
import type { PlatformPayload, UserSpec } from './shape.ts';
import { payloadConnector } from './walk.ts';

const pageOf = (id: string) => `https://www.toutiao.com/c/user/${id}/`;
const user = (at: string): UserSpec => ({
  id: `${at}user_id`,
  name: `${at}name|${at}screen_name`,
  attributes: {
    bio: `${at}description|${at}desc`,
    verified: `${at}verified_content|${at}user_verified`,
    avatar: `${at}avatar_url`,
  },
  url: pageOf,
  figures: {
    follower_count: `${at}followers_count|${at}follower_count`,
    following_count: `${at}followings_count|${at}following_count`,
    post_count: `${at}publish_count`,
    received_like_count: `${at}digg_count`,
  },
});

const toutiao: PlatformPayload = {
  platform: 'toutiao',
  en: 'Toutiao API answer',
  zh: '今日头条接口数据',
  version: 1,
  hosts: ['toutiao.com', 'toutiaoimg.com', 'pstatp.com', 'snssdk.com'],
  envelopes: ['total_number', 'next.max_behot_time'],
  carriesPost: 'group_id|item_id|gid',
  shapes: [
    {
      noun: 'post',
      must: [
        'group_id|item_id|gid',
        'title|content|abstract',
        'read_count|digg_count|comment_count|behot_time|itemCell|impression_count',
      ],
      signs: [
        'group_id|gid',
        'item_id',
        'media_name|media_info',
        'behot_time',
        'repin_count',
        'read_count|itemCell.itemCounter.readCount',
        'digg_count|itemCell.itemCounter.diggCount',
        'abstract',
        'user_info.user_id',
        'impression_count',
        'go_detail_count',
        'has_video',
        'display_url',
      ],
      enough: 3,
      not: ['comment_id', 'reply_count'],
      post: {
        key: 'group_id|group_id_str|gid|item_id',
        author: {
          ...user('user_info.'),
          id: 'user_info.user_id|media_info.user_id|user.user_id|user.info.user_id',
          second: { name: 'toutiao-media-id', id: 'media_info.media_id|media_id' },
          name: 'user_info.name|media_info.name|media_name|user.name|source',
          attributes: {
            bio: 'user_info.description|user_info.desc',
            verified: 'user_info.verified_content|user_info.user_verified',
            avatar: 'user_info.avatar_url|media_info.avatar_url',
          },
        },
        publishedAt: 'publish_time|create_time|behot_time',
        title: 'title',
        text: 'content|abstract',
        link: 'share_url|article_url|display_url|url',
        tags: 'keywords|label[]',
        region: 'publish_loc_info|ip_location',
        durationSeconds: 'video_duration',
        format: (item) => {
          const cell = item.number('cell_type');
          if (item.flag('has_video') === true || item.number('video_duration') !== undefined) return 'video';
          return cell === 32 ? 'text' : 'article';
        },
        images: 'image_list[].url|large_image_list[].url|middle_image.url|cover_image_url',
        videos: 'video_play_url',
        figures: {
          exposure_count: 'impression_count|show_count|itemCell.itemCounter.showCount',
          read_count: 'go_detail_count|read_count|itemCell.itemCounter.readCount',
          view_count:
            'video_watch_count|video_detail_info.video_watch_count|play_count|itemCell.itemCounter.videoWatchCount',
          like_count: 'digg_count|like_count|itemCell.itemCounter.diggCount',
          comment_count: 'comment_count|comments_count|itemCell.itemCounter.commentCount',
          share_count: 'share_count|forward_info.forward_count|itemCell.itemCounter.shareCount',
          save_count: 'repin_count|favorite_count|itemCell.itemCounter.repinCount',
        },
      },
    },
    {
      noun: 'account',
      must: ['user_id', 'name|screen_name', 'followers_count|follower_count'],
      signs: [
        'media_id',
        'followings_count',
        'publish_count',
        'user_verified|verified_content',
        'followers_count',
        'digg_count',
        'avatar_url',
        'article_limit_enable',
      ],
      not: ['group_id'],
      account: { ...user(''), second: { name: 'toutiao-media-id', id: 'media_id' } },
    },
    {
      noun: 'act',
      must: ['id|id_str', 'text', 'user_id|user_info.user_id'],
      signs: [
        'digg_count',
        'reply_count',
        'user_profile_image_url',
        'user_name',
        'publish_loc_info',
        'user_verified',
        'bury_count',
        'user_digg',
        'reply_list',
        'group.group_id',
      ],
      enough: 3,
      nested: ['reply_list'],
      act: {
        act: 'comment',
        key: 'id_str|id',
        post: 'group_id|group.group_id|item_id',
        actor: 'user_id|user_info.user_id',
        at: 'create_time',
        text: 'text',
        weight: 'digg_count',
        region: 'publish_loc_info',
        parent: 'reply_to_comment.id_str|reply_to_comment.id',
        personal:
          'user_name|user_profile_image_url|user_auth_info|user_info.name|user_info.avatar_url|avatar_list|reply_to_comment.user_name|description',
        person: 'user_info',
        profile: { verified: 'user_verified' },
      },
    },
  ],
};

export const toutiaoApi = payloadConnector(toutiao);
