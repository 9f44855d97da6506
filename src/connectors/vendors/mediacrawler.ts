/** MediaCrawler's notes, comments and creators for seven platforms, as CSV, XLSX, JSON or NDJSON rows. */
import { field, figure } from '../columns.ts';
import type { Connector } from '../contract.ts';
import { mappedConnector } from '../read-mapped.ts';
import {
  commentColumns,
  creatorColumns,
  mediacrawlerMapping as layout,
  noteColumns,
} from './mediacrawler-columns.ts';

const USER = 'user_id|creator_hash';
/** On Xiaohongshu `video_url` is the video file, elsewhere the page. */
const xhsColumns = [field('video_url', 'post.video'), ...noteColumns];

const notes = [
  layout(
    'xhs-notes',
    'Xiaohongshu notes',
    '小红书笔记',
    'xiaohongshu',
    ['note_id', 'title', 'desc', 'liked_count', 'collected_count', USER],
    xhsColumns,
  ),
  layout(
    'dy-videos',
    'Douyin videos',
    '抖音作品',
    'douyin',
    ['aweme_id', 'liked_count', 'desc|title', 'collected_count|share_count', USER],
    noteColumns,
  ),
  layout(
    'ks-videos',
    'Kuaishou videos',
    '快手作品',
    'kuaishou',
    ['video_id', 'viewd_count', 'liked_count', USER],
    noteColumns,
  ),
  layout(
    'bili-videos',
    'Bilibili videos',
    'B站视频',
    'bilibili',
    ['video_id', 'video_play_count', 'video_danmaku', 'liked_count', USER],
    noteColumns,
  ),
  layout(
    'wb-posts',
    'Weibo posts',
    '微博帖子',
    'weibo',
    ['note_id', 'content', 'create_date_time', 'comments_count', 'shared_count'],
    noteColumns,
  ),
  layout(
    'tieba-threads',
    'Tieba threads',
    '贴吧帖子',
    'tieba',
    ['note_id', 'title', 'tieba_name', 'total_replay_num'],
    noteColumns,
  ),
  layout(
    'zhihu-contents',
    'Zhihu contents',
    '知乎内容',
    'zhihu',
    ['content_id', 'content_type', 'voteup_count', 'title'],
    noteColumns,
  ),
];

const COMMENT = ['comment_id', 'content'];
const comments = [
  layout(
    'xhs-comments',
    'Xiaohongshu comments',
    '小红书评论',
    'xiaohongshu',
    [...COMMENT, 'note_id', 'create_time', USER],
    commentColumns,
    ['create_date_time', 'tieba_name'],
  ),
  layout(
    'dy-comments',
    'Douyin comments',
    '抖音评论',
    'douyin',
    [...COMMENT, 'aweme_id', 'create_time', USER],
    commentColumns,
  ),
  layout(
    'ks-comments',
    'Kuaishou comments',
    '快手评论',
    'kuaishou',
    [...COMMENT, 'video_id', 'create_time', USER],
    commentColumns,
    ['parent_comment_id', 'sign'],
  ),
  layout(
    'bili-comments',
    'Bilibili comments',
    'B站评论',
    'bilibili',
    [...COMMENT, 'video_id', 'create_time', 'parent_comment_id|sign', USER],
    commentColumns,
  ),
  layout(
    'wb-comments',
    'Weibo comments',
    '微博评论',
    'weibo',
    [...COMMENT, 'note_id', 'create_time', 'create_date_time', USER],
    commentColumns,
  ),
  layout(
    'tieba-comments',
    'Tieba comments',
    '贴吧评论',
    'tieba',
    [...COMMENT, 'note_id', 'tieba_name', 'publish_time'],
    commentColumns,
  ),
  layout(
    'zhihu-comments',
    'Zhihu comments',
    '知乎评论',
    'zhihu',
    [...COMMENT, 'content_id', 'publish_time', USER],
    commentColumns,
  ),
].map((mapping) => ({ ...mapping, act: 'comment' as const }));

const CREATOR = ['user_id', 'fans', 'follows'];
const creators = [
  layout(
    'xhs-creators',
    'Xiaohongshu creators',
    '小红书博主',
    'xiaohongshu',
    [...CREATOR, 'interaction', 'tag_list'],
    [...creatorColumns, figure('interaction', 'received_like_save_count')],
  ),
  layout(
    'dy-creators',
    'Douyin creators',
    '抖音博主',
    'douyin',
    [...CREATOR, 'interaction', 'videos_count'],
    [...creatorColumns, figure('interaction', 'received_like_count')],
  ),
  // Kuaishou's `interaction` holds the number of public works.
  layout(
    'ks-creators',
    'Kuaishou creators',
    '快手博主',
    'kuaishou',
    [...CREATOR, 'interaction', 'nickname'],
    [...creatorColumns, figure('interaction', 'post_count')],
    ['tag_list', 'videos_count'],
  ),
  layout(
    'wb-creators',
    'Weibo creators',
    '微博博主',
    'weibo',
    [...CREATOR, 'tag_list', 'nickname'],
    creatorColumns,
    ['interaction'],
  ),
  layout(
    'bili-creators',
    'Bilibili creators',
    'B站UP主',
    'bilibili',
    ['user_id', 'total_fans', 'total_liked', 'user_rank'],
    creatorColumns,
  ),
  layout(
    'zhihu-creators',
    'Zhihu creators',
    '知乎答主',
    'zhihu',
    [...CREATOR, 'url_token', 'get_voteup_count'],
    creatorColumns,
  ),
];

export const mediacrawlerConnectors: readonly Connector[] = [...notes, ...comments, ...creators].map(
  (mapping) => mappedConnector(mapping),
);
