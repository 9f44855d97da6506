/** Layouts of published research sets that people try the program with. The sets themselves are not shipped. */

import { field, figure } from '../columns.ts';
import type { Connector } from '../contract.ts';
import type { Mapping } from '../mapping.ts';
import { mappedConnector } from '../read-mapped.ts';

const base = { touchstoneMapping: 1, version: 1, vendor: 'public-set', sourceClass: 'third_party' } as const;

/** `stars` are saves of the note; `notes` and `collect` are the author's posts and likes-and-saves received. */
const xiaohongshuNotes: Mapping = {
  ...base,
  id: 'xiaohongshu-notes-table',
  en: 'Xiaohongshu notes with author counters',
  zh: '小红书笔记表（含作者数据）',
  platform: 'xiaohongshu',
  requires: [['id'], ['user_id'], ['likes'], ['stars'], ['fans'], ['collect']],
  columns: [
    field('id', 'post.key'),
    field('title', 'post.title'),
    field('content', 'post.text'),
    field('user_id', 'account.platformId'),
    figure('likes', 'like_count'),
    figure('comments', 'comment_count'),
    figure('stars', 'save_count'),
    figure('notes', 'post_count'),
    figure('fans', 'follower_count'),
    figure('collect', 'received_like_save_count'),
  ],
};

const tiktokVideos: Mapping = {
  ...base,
  id: 'tiktok-videos-table',
  en: 'TikTok videos with author counters',
  zh: 'TikTok 视频表（含作者数据）',
  platform: 'tiktok',
  requires: [['id'], ['user_name'], ['n_plays'], ['n_likes'], ['n_followers'], ['video_length']],
  columns: [
    field('id', 'post.key'),
    field('create_time', 'post.publishedAt'),
    field('user_name', 'account.handle'),
    field('hashtags', 'post.tags'),
    field('video_length', 'post.durationSeconds'),
    figure('n_likes', 'like_count'),
    figure('n_shares', 'share_count'),
    figure('n_comments', 'comment_count'),
    figure('n_plays', 'view_count'),
    figure('n_followers', 'follower_count'),
    figure('n_total_likes', 'received_like_count'),
    figure('n_total_vids', 'post_count'),
  ],
};

const youtubeChannelDays: Mapping = {
  ...base,
  id: 'youtube-channel-days',
  en: 'YouTube channel counters by day',
  zh: 'YouTube 频道每日数据',
  platform: 'youtube',
  utcOffsetMinutes: 0,
  requires: [['date_utc'], ['channel_id'], ['subscribers'], ['views'], ['videos']],
  columns: [
    field('date_utc', 'observedAt'),
    field('channel_id', 'account.platformId'),
    figure('subscribers', 'follower_count'),
    figure('views', 'total_view_count'),
    figure('videos', 'post_count'),
  ],
};

const youtubeVideos: Mapping = {
  ...base,
  id: 'youtube-videos-table',
  en: 'YouTube videos at a moment',
  zh: 'YouTube 视频快照表',
  platform: 'youtube',
  utcOffsetMinutes: 0,
  requires: [
    ['video_id'],
    ['channel_id'],
    ['published_at'],
    ['view_count'],
    ['snapshot_utc'],
    ['duration_iso8601'],
  ],
  columns: [
    field('snapshot_utc', 'observedAt'),
    field('channel_id', 'account.platformId'),
    field('video_id', 'post.key'),
    field('published_at', 'post.publishedAt'),
    field('title', 'post.title'),
    field('duration_iso8601', 'post.durationSeconds'),
    figure('view_count', 'view_count'),
    figure('like_count', 'like_count'),
    figure('comment_count', 'comment_count'),
  ],
};

/** YouTube gives comment times in UTC. The hand-made label is no fact of the platform and stays aside. */
const youtubeCommentLabels: Mapping = {
  ...base,
  id: 'youtube-comment-labels',
  en: 'YouTube comments with a spam label',
  zh: 'YouTube 评论（带垃圾标注）',
  platform: 'youtube',
  utcOffsetMinutes: 0,
  act: 'comment',
  requires: [['video'], ['author'], ['at'], ['text'], ['spam']],
  columns: [
    field('video', 'engagement.post'),
    field('author', 'engagement.actor'),
    field('at', 'engagement.at'),
    field('text', 'engagement.text'),
  ],
};

export const publicSetConnectors: readonly Connector[] = [
  xiaohongshuNotes,
  tiktokVideos,
  youtubeChannelDays,
  youtubeVideos,
  youtubeCommentLabels,
].map((mapping) => mappedConnector(mapping));
