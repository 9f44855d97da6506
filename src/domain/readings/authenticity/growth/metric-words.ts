/** What a post's counters are called, and what is sold as them. */
import type { Excess } from '../schema.ts';

const METRIC_WORDS: Record<string, readonly [en: string, zh: string, act: Excess['act']]> = {
  view_count: ['views', '播放', 'view'],
  read_count: ['reads', '阅读', 'view'],
  like_count: ['likes', '点赞', 'like'],
  comment_count: ['comments', '评论', 'comment'],
  share_count: ['shares', '分享', 'share'],
  repost_count: ['reposts', '转发', 'share'],
  save_count: ['saves', '收藏', 'save'],
};
export const metricWords = (metric: string) => METRIC_WORDS[metric] ?? ([metric, metric, 'view'] as const);
