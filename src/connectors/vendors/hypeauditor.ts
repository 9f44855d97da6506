/**
 * HypeAuditor report JSON. Values stand bare or as `{value, title}`; shares are percentages as plain numbers.
 * `likes_comments_ratio` counts comments per 100 likes. AQS is HypeAuditor's own index.
 */
import { attribute, audience, field, figure } from '../columns.ts';
import { mappedConnector } from '../read-mapped.ts';

const percent = { unit: 'percent' } as const;
const at = (...names: string[]) =>
  names
    .flatMap((name) =>
      [
        '',
        'metrics.',
        'features.',
        'user.',
        'basic.',
        'result.',
        'report.metrics.',
        'report.features.',
        'report.basic.',
      ].map((p) => `${p}${name}`),
    )
    .flatMap((name) => [name, `${name}.value`])
    .join('|');
const listAt = (...names: string[]) =>
  names
    .flatMap((name) => ['', 'features.', 'metrics.', 'report.features.'].map((p) => `${p}${name}`))
    .flatMap((name) => [name, `${name}.data`])
    .join('|');

export const hypeauditor = mappedConnector(
  {
    touchstoneMapping: 1,
    id: 'hypeauditor',
    version: 1,
    vendor: 'hypeauditor',
    en: 'HypeAuditor report',
    zh: 'HypeAuditor 报告',
    sourceClass: 'third_party',
    roots: ['result.user', 'result.report', 'result', 'data'],
    requires: [
      at('aqs', 'report_state').split('|'),
      [
        ...at('er', 'audience_authenticity', 'likes_comments_ratio').split('|'),
        ...listAt('audience_type').split('|'),
      ],
    ],
    columns: [
      field(at('platform', 'type_network'), 'platform'),
      field(at('user_id', 'channel_id'), 'account.platformId'),
      field(at('username'), 'account.handle'),
      field(at('full_name', 'title', 'name'), 'account.name'),
      field(at('url', 'link'), 'account.link'),
      field(at('report_updated', 'updated_at', 'report_date'), 'observedAt'),
      attribute(at('report_state'), 'state'),
      attribute(at('aqs_name') + '|aqs.title|metrics.aqs.title', 'follower_type_note'),
      figure(at('followers_count', 'subscribers_count', 'followers'), 'follower_count'),
      figure(at('following_count'), 'following_count'),
      figure(at('posts_count', 'media_count'), 'post_count'),
      figure(at('aqs'), 'vendor_quality_index'),
      figure(at('er'), 'engagement_per_follower_share', percent),
      figure(at('likes_comments_ratio', 'comments_likes_ratio'), 'likes_comments_share', percent),
      figure(at('audience_authenticity', 'subscribers_quality'), 'vendor_authentic_share', percent),
      figure(at('avg_likes', 'likes_median'), 'like_mean'),
      figure(at('avg_comments'), 'comment_mean'),
      figure(at('avg_views', 'views_avg'), 'view_mean'),
      audience(listAt('audience_type', 'audience_by_type'), 'follower_type', percent),
      audience(at('audience_reachability'), 'reachability', { ...percent, segment: 'below 1500 following' }),
      audience(listAt('audience_geography', 'audience_geo', 'blogger_geo'), 'country', percent),
      audience(listAt('audience_gender', 'audience_sex'), 'gender', percent),
      audience(listAt('audience_age', 'audience_ages'), 'age', percent),
      audience(listAt('audience_interests', 'blogger_topics'), 'interest', percent),
      audience(listAt('audience_languages'), 'language', percent),
    ],
  },
  ['instagram', 'tiktok', 'youtube', 'other'],
);
