/**
 * The audience feed that Modash and many resellers share: JSON with weights 0–1. It stands bare or under
 * `audience_followers.data` / `audience_likers.data`. What it calls credibility is shown as the vendor's.
 */
import { attribute, audience, field, figure } from '../columns.ts';
import type { ColumnRule } from '../mapping.ts';
import { mappedConnector } from '../read-mapped.ts';

/** The same lists for followers and for people who like posts. */
const lists = (prefixes: readonly string[], base: 'followers' | 'likers'): ColumnRule[] => {
  const under = (...names: string[]) => prefixes.flatMap((p) => names.map((name) => `${p}${name}`)).join('|');
  return [
    audience(under('audience_genders', 'genders'), 'gender', { base }),
    audience(under('audience_ages', 'ages'), 'age', { base }),
    audience(under('audience_types', 'types'), 'follower_type', { base }),
    audience(under('audience_reachability', 'reachability'), 'reachability', { base }),
    audience(under('audience_interests', 'interests'), 'interest', { base }),
    audience(under('audience_brand_affinity', 'brandAffinity'), 'brand_affinity', { base }),
    audience(under('audience_languages', 'languages'), 'language', { base }),
    audience(under('audience_geo.countries', 'audience_geo', 'geoCountries'), 'country', { base }),
    audience(under('audience_geo.cities', 'geoCities'), 'city', { base }),
    audience(under('audience_geo.states', 'audience_geo.subdivisions', 'geoStates'), 'province', { base }),
  ];
};
const FOLLOWERS = ['', 'audience_followers.data.', 'audience_followers.', 'audience.'];
const LIKERS = ['audience_likers.data.', 'audience_likers.'];
const of = (...names: string[]) => FOLLOWERS.flatMap((p) => names.map((name) => `${p}${name}`)).join('|');
const person = (...names: string[]) =>
  ['', 'user_profile.', 'profile.'].flatMap((p) => names.map((n) => `${p}${n}`)).join('|');

export const modashAudience = mappedConnector(
  {
    touchstoneMapping: 1,
    id: 'modash-audience',
    version: 1,
    vendor: 'audience-feed',
    en: 'Shared audience feed (Modash, InsightIQ and alike)',
    zh: '受众数据源（Modash、InsightIQ 等）',
    sourceClass: 'third_party',
    roots: ['result', 'data', 'report'],
    requires: [
      [
        of('audience_credibility', 'audience_credibility_category', 'credibility'),
        'audience_likers.data.audience_credibility',
      ]
        .join('|')
        .split('|'),
      FOLLOWERS.concat(LIKERS).flatMap((p) =>
        [
          'audience_types.real',
          'audience_types',
          'audience_genders',
          'audience_genders.female',
          'audience_genders.FEMALE',
          'audience_ages',
          'audience_geo.countries',
          'genders',
        ].map((n) => `${p}${n}`),
      ),
    ],
    columns: [
      field(person('platform', 'platform_name'), 'platform'),
      field(person('user_id', 'userId', 'account_id'), 'account.platformId'),
      field(person('username', 'handle', 'platform_username'), 'account.handle'),
      field(person('url', 'profile_url'), 'account.link'),
      field(person('fullname', 'full_name', 'name'), 'account.name'),
      field('observed_at|updated_at|report_date', 'observedAt'),
      figure(person('followers', 'follower_count'), 'follower_count'),
      figure(person('following', 'following_count'), 'following_count'),
      figure(person('posts_count', 'post_count', 'content_count'), 'post_count'),
      figure(person('engagement_rate', 'engagementRate'), 'engagement_per_follower_share'),
      figure(person('engagements', 'avg_engagements'), 'engagement_mean'),
      figure(person('avg_likes', 'average_likes'), 'like_mean'),
      figure(person('avg_comments', 'average_comments'), 'comment_mean'),
      figure(person('avg_views', 'average_views'), 'view_mean'),
      figure(
        of('audience_credibility', 'audience_credibility_score', 'credibility'),
        'vendor_authentic_share',
      ),
      attribute(of('credibility_class', 'audience_credibility_category'), 'follower_type_note'),
      ...lists(FOLLOWERS, 'followers'),
      ...lists(LIKERS, 'likers'),
    ],
  },
  ['instagram', 'tiktok', 'youtube', 'other'],
);
