/** Bilibili: web-interface view, space lists and cards, search results and reply lists. */
import type { PlatformPayload } from './shape.ts';
import { payloadConnector } from './walk.ts';

const pageOf = (id: string) => `https://space.bilibili.com/${id}`;
const GENDERS = { 男: 'male', 女: 'female' };

const bilibili: PlatformPayload = {
  platform: 'bilibili',
  en: 'Bilibili API answer',
  zh: '哔哩哔哩接口数据',
  version: 1,
  hosts: ['bilibili.com', 'hdslb.com', 'b23.tv'],
  envelopes: ['data.replies', 'data.list.vlist', 'data.archives', 'ttl'],
  carriesPost: 'aid',
  shapes: [
    {
      noun: 'post',
      must: ['aid', 'stat'],
      signs: [
        'aid',
        'bvid',
        'stat.danmaku',
        'stat.coin',
        'stat.favorite',
        'owner.mid',
        'cid',
        'tname',
        'videos',
      ],
      post: {
        key: 'aid',
        author: { id: 'owner.mid', name: 'owner.name', attributes: { avatar: 'owner.face' }, url: pageOf },
        publishedAt: 'pubdate|ctime',
        title: 'title',
        text: 'desc|dynamic',
        tags: 'tags[].tag_name|tname',
        region: 'pub_location',
        makeLink: (_key, item) => {
          const bvid = item.text('bvid');
          return bvid ? `https://www.bilibili.com/video/${bvid}` : undefined;
        },
        durationSeconds: 'duration',
        format: 'video',
        images: 'pic',
        figures: {
          view_count: 'stat.view',
          danmaku_count: 'stat.danmaku',
          comment_count: 'stat.reply',
          save_count: 'stat.favorite',
          coin_count: 'stat.coin',
          share_count: 'stat.share',
          like_count: 'stat.like',
        },
      },
    },
    {
      noun: 'post',
      must: ['aid', 'play', 'mid'],
      signs: ['bvid', 'video_review', 'play', 'typeid', 'length', 'arcurl', 'favorites', 'author', 'danmaku'],
      post: {
        key: 'aid',
        author: { id: 'mid', name: 'author', attributes: { avatar: 'upic' }, url: pageOf },
        publishedAt: 'pubdate|created',
        title: 'title',
        text: 'description',
        makeLink: (_key, item) => {
          const bvid = item.text('bvid');
          return bvid ? `https://www.bilibili.com/video/${bvid}` : undefined;
        },
        durationText: 'length|duration',
        format: 'video',
        images: 'pic',
        figures: {
          view_count: 'play',
          danmaku_count: 'danmaku|video_review',
          comment_count: 'comment|review',
          save_count: 'favorites',
          like_count: 'like',
        },
      },
    },
    {
      noun: 'account',
      must: ['card.mid'],
      signs: [
        'card.mid',
        'card.fans',
        'archive_count',
        'like_num',
        'card.sign',
        'card.level_info',
        'follower',
      ],
      account: {
        id: 'card.mid',
        name: 'card.name',
        genders: GENDERS,
        attributes: {
          bio: 'card.sign',
          gender: 'card.sex',
          verified: 'card.Official.title|card.official_verify.desc',
          level: 'card.level_info.current_level',
          avatar: 'card.face',
        },
        url: pageOf,
        figures: {
          follower_count: 'follower|card.fans',
          following_count: 'card.attention|card.friend',
          video_count: 'archive_count',
          received_like_count: 'like_num',
        },
      },
    },
    {
      noun: 'account',
      must: ['mid', 'name|uname|follower|fans'],
      signs: [
        'mid',
        'sign|usign',
        'sex',
        'face|upic',
        'official|official_verify',
        'follower|fans',
        'live_room|room_id',
        'vip',
        'following',
        'whisper',
        'level',
      ],
      not: ['aid', 'rpid', 'stat'],
      enough: 3,
      account: {
        id: 'mid',
        name: 'name|uname',
        genders: GENDERS,
        attributes: {
          bio: 'sign|usign',
          gender: 'sex',
          verified: 'official.title|official_verify.desc',
          level: 'level',
          birthday: 'birthday',
          avatar: 'face|upic',
        },
        url: pageOf,
        figures: { follower_count: 'follower|fans', following_count: 'following', video_count: 'videos' },
      },
    },
    {
      noun: 'act',
      must: ['rpid', 'member', 'content'],
      signs: [
        'rpid',
        'oid',
        'member.mid',
        'content.message',
        'reply_control',
        'rcount',
        'ctime',
        'root',
        'dialog',
      ],
      nested: ['replies'],
      act: {
        act: 'comment',
        key: 'rpid_str|rpid',
        post: 'oid_str|oid',
        actor: 'member.mid|mid_str|mid',
        at: 'ctime',
        text: 'content.message',
        weight: 'like',
        region: 'reply_control.location',
        parent: 'parent_str|parent',
        personal: 'member.uname|member.avatar|member.sign|content.members|content.at_name_to_mid',
        person: 'member',
        profile: { gender: 'member.sex', genders: GENDERS },
      },
    },
  ],
};

export const bilibiliApi = payloadConnector(bilibili);
