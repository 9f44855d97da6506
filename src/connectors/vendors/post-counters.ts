/** Counters of posts read at moments, as a monitor writes them: one row a reading. */
import { PLATFORM_IDS } from '#basis/platform.ts';
import { field, figure } from '../columns.ts';
import { mappedConnector } from '../read-mapped.ts';

export const postCounters = mappedConnector(
  {
    touchstoneMapping: 1,
    id: 'post-counters',
    version: 1,
    vendor: 'post-counters',
    en: 'Post counters over time',
    zh: '作品数据监测',
    sourceClass: 'third_party',
    requires: [
      ['post_id', 'post_key', '作品ID', '笔记ID', '视频ID', 'post_link', '作品链接', '笔记链接'],
      ['observed_at', 'captured_at', 'checked_at', '采集时间', '监测时间', '抓取时间'],
      ['likes', 'like_count', '点赞', '点赞数', 'views', 'view_count', '播放量', '阅读量', 'reads'],
    ],
    columns: [
      field('platform|平台', 'platform'),
      field('post_id|post_key|作品ID|笔记ID|视频ID', 'post.key'),
      field('post_link|作品链接|笔记链接', 'post.link'),
      field('title|标题', 'post.title'),
      field('published_at|发布时间', 'post.publishedAt'),
      field('campaign|项目', 'post.campaign'),
      field('account_id|账号ID', 'account.platformId'),
      field('account|昵称|达人昵称|账号名称', 'account.name'),
      field('observed_at|captured_at|checked_at|采集时间|监测时间|抓取时间', 'observedAt'),
      figure('exposures|exposure_count|曝光|曝光量', 'exposure_count'),
      figure('reach|reach_count|覆盖', 'reach_count'),
      figure('reads|read_count|阅读|阅读量', 'read_count'),
      figure('views|view_count|plays|播放|播放量', 'view_count'),
      figure('likes|like_count|点赞|点赞数', 'like_count'),
      figure('comments|comment_count|评论|评论数', 'comment_count'),
      figure('shares|share_count|分享|分享数', 'share_count'),
      figure('reposts|repost_count|转发|转发数', 'repost_count'),
      figure('saves|save_count|收藏|收藏数', 'save_count'),
      figure('coins|投币', 'coin_count'),
      figure('danmaku|弹幕', 'danmaku_count'),
      figure('follows|关注|带来关注', 'follow_count'),
      figure('engagements|互动|互动量', 'engagement_count'),
      figure('followers|粉丝数', 'follower_count'),
    ],
  },
  PLATFORM_IDS,
);
