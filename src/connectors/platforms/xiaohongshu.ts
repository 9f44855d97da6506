/** Xiaohongshu: web and app note, profile and comment answers, snake_case and the page's camelCase. */
import type { PlatformPayload, PostSpec, Shape, UserSpec } from './shape.ts';
import { payloadConnector } from './walk.ts';

const pageOf = (id: string) => `https://www.xiaohongshu.com/user/profile/${id}`;
const author = (at: string): UserSpec => ({
  id: `${at}user.user_id|${at}user.userid|${at}user.userId`,
  handle: `${at}user.red_id|${at}user.redId`,
  name: `${at}user.nickname|${at}user.nick_name|${at}user.nickName`,
  attributes: { avatar: `${at}user.avatar|${at}user.image|${at}user.images` },
  url: pageOf,
});
const note = (at: string, outerId: string): PostSpec => ({
  key: `${at}note_id|${at}noteId|${outerId}`,
  author: author(at),
  publishedAt: `${at}time|${at}create_time|${at}timestamp`,
  title: `${at}title|${at}display_title|${at}displayTitle`,
  text: `${at}desc`,
  tags: `${at}tag_list[].name|${at}tagList[].name`,
  mentions: `${at}at_user_list[].nickname|${at}atUserList[].nickname`,
  region: `${at}ip_location|${at}ipLocation`,
  makeLink: (key) => `https://www.xiaohongshu.com/explore/${key}`,
  durationSeconds: `${at}video.capa.duration|${at}video_info.duration`,
  format: (item) => {
    const type = item.text(`${at}type`);
    return type === 'video' ? 'video' : type === 'normal' || type === 'multi' ? 'image' : 'unknown';
  },
  images: `${at}image_list[].url_default|${at}imageList[].urlDefault|${at}images_list[].url|${at}cover.url_default`,
  videos: `${at}video.media.stream.h264[].master_url|${at}video.media.stream.h264[].masterUrl|${at}video_info.url`,
  figures: {
    like_count: `${at}interact_info.liked_count|${at}interactInfo.likedCount|${at}liked_count|${at}likes`,
    save_count: `${at}interact_info.collected_count|${at}interactInfo.collectedCount|${at}collected_count`,
    comment_count: `${at}interact_info.comment_count|${at}interactInfo.commentCount|${at}comments_count`,
    share_count: `${at}interact_info.share_count|${at}interact_info.shared_count|${at}interactInfo.shareCount|${at}shared_count`,
    read_count: `${at}view_count|${at}viewed_count`,
  },
});
const profile = (base: string, count: (type: string) => string): Shape => ({
  noun: 'account',
  must: [base, 'interactions'],
  signs: [
    `${base}.red_id|${base}.redId`,
    `${base}.nickname`,
    `${base}.desc`,
    `${base}.ip_location|${base}.ipLocation`,
    'interactions',
    'tags',
  ],
  account: {
    id: 'user_id|userId|id',
    handle: `${base}.red_id|${base}.redId`,
    name: `${base}.nickname`,
    genders: { 0: 'male', 1: 'female' },
    attributes: {
      bio: `${base}.desc`,
      gender: `${base}.gender`,
      region: `${base}.ip_location|${base}.ipLocation`,
      avatar: `${base}.imageb|${base}.images`,
      tag: 'tags[].name',
    },
    url: (id) => (/^[0-9a-f]{24}$/.test(id) ? pageOf(id) : undefined),
    figures: {
      follower_count: count('fans'),
      following_count: count('follows'),
      received_like_save_count: count('interaction'),
    },
  },
});

const xiaohongshu: PlatformPayload = {
  platform: 'xiaohongshu',
  en: 'Xiaohongshu API answer',
  zh: '小红书接口数据',
  version: 1,
  hosts: ['xiaohongshu.com', 'xhscdn.com', 'xhslink.com'],
  envelopes: ['data.notes', 'data.items', 'data.comments', 'data.basic_info'],
  carriesPost: 'note_id|noteId',
  shapes: [
    {
      noun: 'post',
      must: ['note_card', 'id|note_card.note_id'],
      signs: [
        'note_card',
        'model_type',
        'note_card.interact_info',
        'note_card.user.user_id',
        'note_card.ip_location',
        'note_card.image_list',
        'xsec_token',
      ],
      post: note('note_card.', 'id'),
    },
    {
      noun: 'post',
      must: ['note_id|noteId|id', 'interact_info|interactInfo|liked_count|likes', 'user'],
      signs: [
        'note_id|noteId',
        'interact_info.liked_count|interactInfo.likedCount',
        'xsec_token|xsecToken',
        'display_title|displayTitle',
        'ip_location|ipLocation',
        'image_list|imageList',
        'tag_list|tagList',
        'images_list',
        'collected_count',
      ],
      not: ['content'],
      post: note('', 'id'),
    },
    profile('basic_info', (type) => `interactions[type=${type}].count`),
    profile('basicInfo', (type) => `interactions[type=${type}].count`),
    {
      noun: 'account',
      must: ['red_id|redId', 'nickname'],
      signs: ['red_id|redId', 'fans', 'follows', 'collected', 'liked', 'ip_location', 'desc'],
      account: {
        id: 'userid|user_id|userId',
        handle: 'red_id|redId',
        name: 'nickname',
        genders: { 0: 'male', 1: 'female' },
        attributes: {
          bio: 'desc',
          gender: 'gender',
          region: 'ip_location|location',
          avatar: 'images|imageb|image',
        },
        url: (id) => (/^[0-9a-f]{24}$/.test(id) ? pageOf(id) : undefined),
        figures: {
          follower_count: 'fans',
          following_count: 'follows',
          received_like_count: 'liked',
          received_save_count: 'collected',
        },
      },
    },
    {
      noun: 'act',
      must: ['id', 'content', 'user_info|userInfo|user'],
      signs: [
        'note_id|noteId',
        'user_info.user_id|userInfo.userId',
        'sub_comment_count|subCommentCount',
        'like_count|likeCount',
        'ip_location|ipLocation',
        'show_tags|showTags',
        'at_users|atUsers',
        'target_comment|targetComment',
      ],
      nested: ['sub_comments', 'subComments'],
      act: {
        act: 'comment',
        key: 'id',
        post: 'note_id|noteId',
        actor: 'user_info.user_id|userInfo.userId|user.userid|user.user_id',
        at: 'create_time|createTime|time',
        text: 'content',
        weight: 'like_count|likeCount',
        region: 'ip_location|ipLocation',
        parent: 'target_comment.id|targetComment.id',
        personal:
          'user_info.nickname|user_info.image|userInfo.nickname|userInfo.image|user.nickname|user.images|target_comment.user_info|targetComment.userInfo',
        person: 'user_info',
      },
    },
  ],
};

export const xiaohongshuApi = payloadConnector(xiaohongshu);
