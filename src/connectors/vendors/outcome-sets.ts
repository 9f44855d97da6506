/** Layouts of published results: what ads cost and brought, what a brand's posts reached, what live sellers' posts got. */

import { field, figure, tag } from '../columns.ts';
import type { Connector } from '../contract.ts';
import type { Mapping } from '../mapping.ts';
import { mappedConnector } from '../read-mapped.ts';

const base = {
  touchstoneMapping: 1,
  version: 1,
  vendor: 'public-set',
  platform: 'facebook',
} as const;

/**
 * One row an ad: what it cost and brought, by age, gender and interest of whom it was shown to. `Total_Conversion` counts
 * enquiries, `Approved_Conversion` purchases. The dates of the published file are not of the ads; they stay aside.
 */
const adResults: Mapping = {
  ...base,
  id: 'ad-results-table',
  en: 'Ad results by age, gender and interest',
  zh: '广告效果表（按年龄、性别、兴趣）',
  sourceClass: 'first_party',
  rowsArePosts: true,
  requires: [['ad_id'], ['age'], ['gender'], ['Impressions'], ['Clicks'], ['Spent']],
  columns: [
    field('ad_id', 'post.key'),
    field('xyz_campaign_id', 'post.campaign'),
    tag('fb_campaign_id', 'adset'),
    tag('age', 'age'),
    tag('gender', 'gender'),
    tag('interest', 'interest'),
    figure('Impressions', 'exposure_count'),
    figure('Clicks', 'click_count'),
    figure('Spent', 'ad_spend'),
    figure('Total_Conversion', 'conversion_count'),
    figure('Approved_Conversion', 'order_count'),
  ],
};

/** Posts of one brand's page with month, weekday and hour but no date; `Paid` says that the post was advertised. */
const pagePosts: Mapping = {
  ...base,
  id: 'page-post-results',
  en: 'Results of a page’s posts, with a paid mark',
  zh: '主页帖子效果表（含付费标记）',
  sourceClass: 'first_party',
  rowsArePosts: true,
  requires: [['Paid'], ['Lifetime Post Total Reach'], ['Lifetime Post Total Impressions'], ['Post Hour']],
  columns: [
    tag('Category', 'category'),
    tag('Post Month', 'month'),
    tag('Post Weekday', 'weekday'),
    tag('Post Hour', 'hour'),
    tag('Type', 'type'),
    field('Paid', 'post.sponsored'),
    figure('Page total likes', 'follower_at_post_count'),
    figure('Lifetime Post Total Reach', 'reach_count'),
    figure('Lifetime Post Total Impressions', 'exposure_count'),
    figure('Lifetime Engaged Users', 'engaged_person_count'),
    figure('comment', 'comment_count'),
    figure('like', 'like_count'),
    figure('share', 'share_count'),
    figure('Total Interactions', 'engagement_count'),
  ],
};

/** Posts of live sellers. The id holds the page's id; times are month first, of the platform's clock. */
const sellerPosts: Mapping = {
  ...base,
  id: 'seller-posts-table',
  en: 'Posts of live sellers with reactions',
  zh: '直播卖家帖子互动表',
  sourceClass: 'third_party',
  utcOffsetMinutes: 0,
  dateOrder: 'month-first',
  requires: [['status_id'], ['status_type'], ['status_published'], ['num_reactions'], ['num_shares']],
  columns: [
    field('status_id', 'post.key'),
    field('status_type', 'post.format'),
    field('status_published', 'post.publishedAt'),
    figure('num_reactions', 'reaction_count'),
    figure('num_comments', 'comment_count'),
    figure('num_shares', 'share_count'),
    figure('num_likes', 'like_count'),
  ],
};

export const outcomeSetConnectors: readonly Connector[] = [adResults, pagePosts, sellerPosts].map((mapping) =>
  mappedConnector(mapping),
);
