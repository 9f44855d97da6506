/**
 * Xingtu (星图) official report after an order. Every rate arrives multiplied by 100 (2750 is 27.5 %), money is
 * in fen. The answer itself does not name the order: one of `item_id`, `order_id` must be put beside it.
 */
import { field, figure } from '../columns.ts';
import { mappedConnector } from '../read-mapped.ts';

const rate = { unit: 'basis_points' } as const;
const fen = { unit: 'fen' } as const;

export const xingtuPostReport = mappedConnector({
  touchstoneMapping: 1,
  id: 'xingtu-post-report',
  version: 1,
  vendor: 'xingtu',
  en: 'Xingtu post-order report',
  zh: '星图订单投后报告',
  sourceClass: 'platform',
  platform: 'douyin',
  roots: ['data', 'report', 'data.report'],
  requires: [
    ['spread.play'],
    ['cost_effectiveness.price', 'cost_effectiveness.cpm'],
    ['creative.finish_rate', 'creative.five_s_play_rate'],
  ],
  columns: [
    field('item_id|video_id|aweme_id', 'post.key'),
    field('order_id', 'post.key'),
    field('title|video_title', 'post.title'),
    field('url|item_url|video_url', 'post.link'),
    field('author_id|star_id', 'account.vendorId'),
    field('nick_name|author_name', 'account.name'),
    field('update_time', 'observedAt'),
    field('create_time|publish_time', 'post.publishedAt'),
    figure('spread.play', 'view_count'),
    figure('spread.like', 'like_count'),
    figure('spread.comment', 'comment_count'),
    figure('spread.share', 'share_count'),
    figure('creative.finish_rate', 'finish_share', rate),
    figure('creative.five_s_play_rate', 'five_second_share', rate),
    figure('creative.play_rate', 'watched_share', rate),
    figure('convert.show', 'link_show_count'),
    figure('convert.click', 'click_count'),
    figure('convert.ctr', 'click_share', rate),
    figure('cost_effectiveness.price', 'post_price', fen),
    figure('cost_effectiveness.cpm', 'post_cpm_per_view', fen),
    figure('cost_effectiveness.play', 'view_count'),
    figure('comment.pos_rate', 'positive_comment_share', rate),
    figure('comment.neu_rate', 'neutral_comment_share', rate),
    figure('comment.neg_rate', 'negative_comment_share', rate),
  ],
});
