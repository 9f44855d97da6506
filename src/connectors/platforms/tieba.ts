/** Baidu Tieba: app and mobile answers: thread lists, floors of a thread, profiles. */
import type { PlatformPayload, UserSpec } from './shape.ts';
import { payloadConnector } from './walk.ts';

const GENDERS = { 1: 'male', 2: 'female' };
const user = (at: string): UserSpec => ({
  id: `${at}id|${at}user_id`,
  second: { name: 'tieba-portrait', id: `${at}portrait` },
  handle: `${at}name`,
  name: `${at}name_show|${at}nickname|${at}show_nickname|${at}name`,
  genders: GENDERS,
  attributes: {
    bio: `${at}intro`,
    gender: `${at}sex|${at}gender`,
    level: `${at}level_id`,
    region: `${at}ip_address`,
  },
  figures: {
    follower_count: `${at}fans_num`,
    following_count: `${at}concern_num`,
    post_count: `${at}thread_num`,
    received_like_count: `${at}total_agree_num`,
  },
});

const tieba: PlatformPayload = {
  platform: 'tieba',
  en: 'Tieba API answer',
  zh: '百度贴吧接口数据',
  version: 1,
  hosts: ['tieba.baidu.com', 'tiebapic.baidu.com'],
  envelopes: ['thread_list', 'post_list', 'forum'],
  carriesPost: 'thread.tid|thread.id|tid|thread_id|kz',
  shapes: [
    {
      noun: 'post',
      must: ['tid|id', 'reply_num'],
      signs: [
        'tid',
        'reply_num',
        'view_num',
        'agree_num|agree.agree_num',
        'last_time_int',
        'fid|forum_id',
        'first_post_id|pid',
        'is_good|is_top',
        'share_num',
      ],
      post: {
        key: 'tid|id',
        author: user('author.'),
        publishedAt: 'create_time',
        title: 'title',
        textParts: 'abstract[].text|first_post_content[].text',
        tags: 'fname|forum_name',
        region: 'location.name|author.ip_address',
        makeLink: (key) => `https://tieba.baidu.com/p/${key}`,
        format: (item) =>
          item.find('video_info.video_url')
            ? 'video'
            : item.texts('media[].type').length > 0
              ? 'image'
              : 'text',
        durationSeconds: 'video_info.video_duration',
        images: 'media[].big_pic|media[].src_pic',
        videos: 'video_info.video_url',
        figures: {
          comment_count: 'reply_num',
          view_count: 'view_num',
          like_count: 'agree.agree_num|agree_num',
          share_count: 'share_num',
        },
      },
    },
    {
      noun: 'act',
      must: ['id|pid', 'content', 'author_id|author.id'],
      signs: [
        'floor',
        'sub_post_number',
        'sub_post_list',
        'agree',
        'time',
        'author.portrait',
        'author.level_id',
        'is_ntitle|title',
      ],
      nested: ['sub_post_list'],
      // The first floor is the thread itself.
      when: (object) => String(object['floor']) !== '1',
      act: {
        act: 'comment',
        key: 'id|pid',
        post: 'tid|thread_id',
        actor: 'author_id|author.id',
        at: 'time|create_time',
        textParts: 'content[].text',
        weight: 'agree.agree_num',
        region: 'author.ip_address|ip_address',
        personal: 'author.name|author.name_show|author.portrait|author.nickname|author.show_nickname',
        person: 'author',
        profile: {
          gender: 'author.gender|author.sex',
          genders: GENDERS,
          followerCount: 'author.fans_num',
        },
      },
    },
    {
      noun: 'post',
      must: ['id|pid', 'content', 'floor'],
      signs: ['floor', 'sub_post_number', 'author_id', 'author.portrait', 'agree', 'time', 'title'],
      when: (object) => String(object['floor']) === '1',
      post: {
        key: 'tid|thread_id',
        makeKey: (_item, context) => context.postKey,
        author: user('author.'),
        publishedAt: 'time|create_time',
        title: 'title',
        textParts: 'content[].text',
        format: (item) =>
          item.texts('content[].big_cdn_src|content[].origin_src').length > 0 ? 'image' : 'text',
        images: 'content[].origin_src|content[].big_cdn_src',
        figures: { like_count: 'agree.agree_num' },
      },
    },
    {
      noun: 'account',
      must: ['id|user_id', 'name|name_show', 'fans_num|concern_num|portrait'],
      signs: [
        'portrait',
        'fans_num',
        'concern_num',
        'tb_age',
        'thread_num',
        'post_num',
        'name_show',
        'intro',
      ],
      enough: 3,
      // A floor's author list names consumers: only profiles asked for one by one are accounts.
      when: (_object, { trail }) => !trail.includes('user_list'),
      account: user(''),
    },
  ],
};

export const tiebaApi = payloadConnector(tieba);
