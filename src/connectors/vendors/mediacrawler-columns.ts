/**
 * Columns of MediaCrawler's files. The program writes one set of names per platform; the old schema has a
 * creator table and raw ids, the new one a `creator_hash` and a masked nickname. Commenters' names, pictures
 * and signatures are not stored.
 */
import type { PlatformId } from '#basis/platform.ts';
import { attribute, attributes, field, figure, withheld } from '../columns.ts';
import type { ColumnRule, Mapping } from '../mapping.ts';

export const mediacrawlerMapping = (
  id: string,
  en: string,
  zh: string,
  platform: PlatformId,
  requires: string[],
  columns: ColumnRule[],
  excludes: string[] = [],
): Mapping => ({
  touchstoneMapping: 1,
  id: `mediacrawler-${id}`,
  version: 1,
  vendor: 'mediacrawler',
  en: `MediaCrawler ${en}`,
  zh: `MediaCrawler ${zh}`,
  sourceClass: 'third_party',
  platform,
  requires: requires.map((words) => words.split('|')),
  excludes,
  columns,
});

const crawl = [field('last_modify_ts', 'observedAt')];

export const noteColumns: ColumnRule[] = [
  ...crawl,
  field('note_id|aweme_id|video_id|content_id', 'post.key'),
  field('note_url|aweme_url|video_url|content_url', 'post.link'),
  field('title', 'post.title'),
  field('desc|content|content_text', 'post.text'),
  field('time|create_time|created_time|publish_time', 'post.publishedAt'),
  field('type|content_type', 'post.format'),
  field('tag_list', 'post.tags'),
  field('ip_location', 'post.region'),
  field('image_list|cover_url|video_cover_url|note_download_url', 'post.image'),
  field('video_download_url|video_play_url', 'post.video'),
  field('user_id', 'account.platformId'),
  field('creator_hash', 'account.vendorId'),
  field('user_unique_id|user_url_token', 'account.handle'),
  field('nickname|user_nickname', 'account.name'),
  field('user_link|profile_url', 'account.link'),
  attribute('avatar|user_avatar', 'avatar'),
  attribute('user_signature', 'bio'),
  attribute('gender', 'gender'),
  figure('liked_count|voteup_count', 'like_count'),
  figure('collected_count|video_favorite_count', 'save_count'),
  figure('comment_count|comments_count|video_comment|total_replay_num', 'comment_count'),
  figure('share_count|video_share_count', 'share_count'),
  figure('shared_count', 'repost_count'),
  figure('video_play_count|viewd_count', 'view_count'),
  figure('video_coin_count', 'coin_count'),
  figure('video_danmaku', 'danmaku_count'),
];

export const commentColumns: ColumnRule[] = [
  field('note_id|aweme_id|video_id|content_id', 'engagement.post'),
  field('comment_id', 'engagement.key'),
  field('parent_comment_id|parment_comment_id', 'engagement.parent'),
  field('create_time|publish_time', 'engagement.at'),
  field('content', 'engagement.text'),
  field('ip_location', 'engagement.region'),
  field('like_count|comment_like_count', 'engagement.weight'),
  field('user_id|creator_hash|user_link', 'engagement.actor'),
  field('gender|sex', 'actor.gender'),
  withheld('nickname|user_nickname|avatar|user_avatar|profile_url|sec_uid|short_user_id|user_unique_id'),
  withheld('user_signature|sign'),
];

export const creatorColumns: ColumnRule[] = [
  ...crawl,
  field('user_id', 'account.platformId'),
  field('url_token', 'account.handle'),
  field('user_link', 'account.link'),
  field('nickname|user_nickname', 'account.name'),
  attribute('gender|sex', 'gender'),
  attribute('desc|sign', 'bio'),
  attribute('ip_location', 'region'),
  attribute('avatar|user_avatar', 'avatar'),
  attribute('user_rank', 'level'),
  attribute('is_official', 'certification'),
  attributes('tag_list', 'tag'),
  figure('follows', 'following_count'),
  figure('fans|total_fans', 'follower_count'),
  figure('total_liked|get_voteup_count', 'received_like_count'),
  figure('videos_count', 'post_count'),
];
