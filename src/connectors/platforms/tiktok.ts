/** TikTok: Research API, web itemStruct and userInfo, and the app's aweme and comment answers. */
import { ABROAD, douyin } from './douyin.ts';
import type { PlatformPayload, Shape, UserSpec } from './shape.ts';
import { payloadConnector } from './walk.ts';

const pageOf = (handle: string | undefined) => (handle ? `https://www.tiktok.com/@${handle}` : undefined);
const webUser = (at: string, stats: string): UserSpec => ({
  id: `${at}id`,
  second: { name: 'tiktok-sec-uid', id: `${at}secUid` },
  handle: `${at}uniqueId`,
  name: `${at}nickname`,
  attributes: {
    bio: `${at}signature`,
    verified: `${at}verified`,
    region: `${at}region`,
    language: `${at}language`,
    avatar: `${at}avatarLarger|${at}avatarMedium|${at}avatarThumb`,
    created_at: `${at}createTime`,
  },
  url: (_id, item) => pageOf(item.text(`${at}uniqueId`)),
  figures: {
    follower_count: `${stats}V2.followerCount|${stats}.followerCount`,
    following_count: `${stats}V2.followingCount|${stats}.followingCount`,
    received_like_count: `${stats}V2.heartCount|${stats}.heartCount|${stats}.heart`,
    video_count: `${stats}V2.videoCount|${stats}.videoCount`,
  },
});

/** The app uses Douyin's names; its own marks tell the two apart. */
function abroad(shape: Shape): Shape {
  const base = { ...shape, must: [...shape.must, ABROAD.join('|')], not: [] };
  if (base.noun === 'post' && base.post.author)
    return {
      ...base,
      post: {
        ...base.post,
        region: 'region',
        makeLink: (key, item) => {
          const page = pageOf(item.text('author.unique_id'));
          return page ? `${page}/video/${key}` : undefined;
        },
        author: {
          ...base.post.author,
          second: { name: 'tiktok-sec-uid', id: 'author.sec_uid' },
          url: (_id, item) => pageOf(item.text('author.unique_id')),
        },
      },
    };
  if (base.noun === 'account')
    return {
      ...base,
      account: {
        ...base.account,
        second: { name: 'tiktok-sec-uid', id: 'sec_uid' },
        url: (_id, item) => pageOf(item.text('unique_id')),
      },
    };
  return base;
}

const tiktok: PlatformPayload = {
  platform: 'tiktok',
  en: 'TikTok API answer',
  zh: 'TikTok 接口数据',
  version: 1,
  hosts: ['tiktok.com', 'tiktokcdn.com'],
  envelopes: ['itemInfo.itemStruct', 'itemList', 'data.videos', 'userInfo'],
  carriesPost: 'video_id|aweme_id|itemId',
  shapes: [
    {
      noun: 'post',
      must: ['id', 'stats|statsV2'],
      signs: [
        'stats.diggCount|statsV2.diggCount',
        'stats.playCount|statsV2.playCount',
        'author.uniqueId',
        'createTime',
        'textExtra',
        'challenges',
        'video.playAddr|video.duration',
        'music',
        'author.secUid',
      ],
      not: ['user'],
      post: {
        key: 'id',
        author: webUser('author.', 'authorStats'),
        publishedAt: 'createTime',
        text: 'desc',
        tags: 'challenges[].title|textExtra[].hashtagName',
        region: 'locationCreated',
        makeLink: (key, item) => {
          const page = pageOf(item.text('author.uniqueId'));
          return page ? `${page}/video/${key}` : undefined;
        },
        durationSeconds: 'video.duration',
        format: (item) => (item.find('imagePost') ? 'image' : 'video'),
        sponsored: (item) => item.flag('isAd'),
        images: 'imagePost.images[].imageURL.urlList.0|video.cover',
        videos: 'video.playAddr',
        figures: {
          view_count: 'statsV2.playCount|stats.playCount',
          like_count: 'statsV2.diggCount|stats.diggCount',
          comment_count: 'statsV2.commentCount|stats.commentCount',
          share_count: 'statsV2.shareCount|stats.shareCount',
          save_count: 'statsV2.collectCount|stats.collectCount',
        },
      },
    },
    {
      noun: 'post',
      must: ['id', 'video_description|region_code|hashtag_names|voice_to_text', 'username|view_count'],
      signs: [
        'video_description',
        'region_code',
        'hashtag_names',
        'music_id',
        'username',
        'view_count',
        'voice_to_text',
        'favorites_count',
        'effect_ids',
      ],
      post: {
        key: 'id',
        author: { handle: 'username', url: (handle) => pageOf(handle) },
        publishedAt: 'create_time',
        text: 'video_description',
        tags: 'hashtag_names[]',
        region: 'region_code',
        makeLink: (key, item) => {
          const page = pageOf(item.text('username'));
          return page ? `${page}/video/${key}` : undefined;
        },
        durationSeconds: 'video_duration',
        format: 'video',
        figures: {
          view_count: 'view_count',
          like_count: 'like_count',
          comment_count: 'comment_count',
          share_count: 'share_count',
          save_count: 'favorites_count|favourites_count',
        },
      },
    },
    {
      noun: 'account',
      must: ['user.id|user.uniqueId', 'stats|statsV2'],
      signs: [
        'user.uniqueId',
        'user.secUid',
        'stats.followerCount|statsV2.followerCount',
        'stats.heartCount|stats.heart|statsV2.heartCount',
        'stats.videoCount|statsV2.videoCount',
      ],
      account: webUser('user.', 'stats'),
    },
    {
      noun: 'account',
      must: ['username', 'follower_count'],
      signs: ['bio_description', 'display_name', 'likes_count', 'video_count', 'is_verified', 'avatar_url'],
      not: ['username.id'],
      account: {
        handle: 'username',
        name: 'display_name',
        attributes: { bio: 'bio_description', verified: 'is_verified', avatar: 'avatar_url' },
        url: (handle) => pageOf(handle),
        figures: {
          follower_count: 'follower_count',
          following_count: 'following_count',
          received_like_count: 'likes_count',
          video_count: 'video_count',
        },
      },
    },
    ...douyin.shapes.map(abroad),
  ],
};

export const tiktokApi = payloadConnector(tiktok);
