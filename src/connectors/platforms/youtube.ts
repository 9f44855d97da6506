/** YouTube Data API v3 resources: videos, search results, playlist items, channels, comments. */
import type { JsonObject } from './payload.ts';
import type { PlatformPayload, PostSpec } from './shape.ts';
import { payloadConnector } from './walk.ts';

const kind =
  (...kinds: string[]) =>
  (object: JsonObject): boolean =>
    object['kind'] === undefined || kinds.some((name) => name === object['kind']);
const THUMB = 'snippet.thumbnails.maxres.url|snippet.thumbnails.high.url|snippet.thumbnails.default.url';

const video = (key: string): PostSpec => ({
  key,
  author: {
    id: 'snippet.videoOwnerChannelId|snippet.channelId',
    name: 'snippet.videoOwnerChannelTitle|snippet.channelTitle',
    url: (id) => `https://www.youtube.com/channel/${id}`,
  },
  publishedAt: 'contentDetails.videoPublishedAt|snippet.publishedAt',
  title: 'snippet.title',
  text: 'snippet.description',
  tags: 'snippet.tags[]',
  makeLink: (id) => `https://www.youtube.com/watch?v=${id}`,
  durationText: 'contentDetails.duration',
  format: (item) => (item.text('snippet.liveBroadcastContent') === 'live' ? 'live' : 'video'),
  sponsored: (item) => item.flag('paidProductPlacementDetails.hasPaidProductPlacement'),
  images: THUMB,
  figures: {
    view_count: 'statistics.viewCount',
    like_count: 'statistics.likeCount',
    comment_count: 'statistics.commentCount',
  },
});

const youtube: PlatformPayload = {
  platform: 'youtube',
  en: 'YouTube Data API answer',
  zh: 'YouTube 接口数据',
  version: 1,
  hosts: ['youtube.com', 'ytimg.com', 'ggpht.com', 'youtu.be'],
  envelopes: ['pageInfo.totalResults'],
  carriesPost: 'snippet.videoId|videoId',
  shapes: [
    {
      noun: 'post',
      must: ['id', 'snippet.title|statistics|contentDetails'],
      signs: [
        'snippet.channelId',
        'snippet.channelTitle',
        'statistics.viewCount',
        'statistics.likeCount',
        'contentDetails.duration',
        'snippet.categoryId',
        'snippet.thumbnails',
        'snippet.liveBroadcastContent',
        'etag',
        'statistics.favoriteCount',
      ],
      not: [
        'id.kind',
        'statistics.subscriberCount',
        'snippet.topLevelComment',
        'snippet.resourceId',
        'snippet.customUrl',
        'contentDetails.relatedPlaylists',
      ],
      when: kind('youtube#video'),
      post: video('id'),
    },
    {
      noun: 'post',
      must: ['id.videoId', 'snippet'],
      signs: [
        'id.kind',
        'id.videoId',
        'snippet.channelId',
        'snippet.channelTitle',
        'snippet.thumbnails',
        'snippet.liveBroadcastContent',
      ],
      post: video('id.videoId'),
    },
    {
      noun: 'post',
      must: ['snippet.resourceId.videoId'],
      signs: [
        'snippet.playlistId',
        'snippet.resourceId',
        'contentDetails.videoId',
        'snippet.channelId',
        'snippet.position',
        'snippet.thumbnails',
      ],
      post: video('snippet.resourceId.videoId|contentDetails.videoId'),
    },
    {
      noun: 'account',
      must: [
        'id',
        'statistics.subscriberCount|statistics.hiddenSubscriberCount|snippet.customUrl|contentDetails.relatedPlaylists',
      ],
      signs: [
        'statistics.subscriberCount',
        'statistics.videoCount',
        'statistics.hiddenSubscriberCount',
        'snippet.customUrl',
        'contentDetails.relatedPlaylists',
        'snippet.country',
        'snippet.thumbnails',
        'etag',
      ],
      when: kind('youtube#channel'),
      account: {
        id: 'id',
        handle: 'snippet.customUrl',
        name: 'snippet.title',
        attributes: {
          bio: 'snippet.description',
          region: 'snippet.country|brandingSettings.channel.country',
          language: 'snippet.defaultLanguage',
          created_at: 'snippet.publishedAt',
          avatar: THUMB.replaceAll('maxres', 'medium'),
        },
        url: (id) => `https://www.youtube.com/channel/${id}`,
        figures: {
          follower_count: 'statistics.subscriberCount',
          total_view_count: 'statistics.viewCount',
          video_count: 'statistics.videoCount',
        },
      },
    },
    {
      noun: 'act',
      must: ['id', 'snippet.textOriginal|snippet.textDisplay'],
      signs: [
        'snippet.authorChannelId.value',
        'snippet.textDisplay',
        'snippet.textOriginal',
        'snippet.authorDisplayName',
        'snippet.likeCount',
        'snippet.viewerRating',
        'snippet.videoId',
        'etag',
      ],
      act: {
        act: 'comment',
        key: 'id',
        post: 'snippet.videoId',
        actor: 'snippet.authorChannelId.value',
        at: 'snippet.publishedAt',
        text: 'snippet.textOriginal|snippet.textDisplay',
        weight: 'snippet.likeCount',
        parent: 'snippet.parentId',
        personal: 'snippet.authorDisplayName|snippet.authorProfileImageUrl|snippet.authorChannelUrl',
      },
    },
  ],
};

export const youtubeApi = payloadConnector(youtube);
