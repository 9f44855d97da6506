/** Upfluence list import/export CSV: one influencer a row, a column per network. */
import { attribute, attributes, field, figure, quote, withheld } from '../columns.ts';
import { mappedConnector } from '../read-mapped.ts';

export const upfluence = mappedConnector(
  {
    touchstoneMapping: 1,
    id: 'upfluence',
    version: 1,
    vendor: 'upfluence',
    en: 'Upfluence influencer list',
    zh: 'Upfluence 红人列表',
    sourceClass: 'third_party',
    requires: [
      ['Influencer name', 'Full name', 'Name', 'Influencer'],
      [
        'Instagram',
        'Instagram URL',
        'Instagram username',
        'Instagram link',
        'TikTok',
        'YouTube',
        'YouTube URL',
        'Profile URL',
      ],
      ['Email', 'E-mail', 'Email address', 'List', 'Lists', 'Community followers'],
      ['Followers', 'Instagram followers', 'Community followers', 'Total followers'],
    ],
    columns: [
      field('Influencer name|Full name|Name|Influencer', 'account.name'),
      field('Platform|Network|Main network', 'platform'),
      field('Username|Instagram username|Handle', 'account.handle'),
      field(
        'Profile URL|Instagram URL|Instagram link|Instagram|TikTok URL|TikTok|YouTube URL|YouTube',
        'account.link',
      ),
      field('Added on|Export date|Updated at', 'observedAt'),
      attribute('Country|City|Location', 'region'),
      attribute('Language', 'language'),
      attribute('Gender', 'gender'),
      attribute('Bio|Description', 'bio'),
      attributes('Categories|Topics|Category', 'category'),
      attributes('Tags|Labels|List|Lists', 'tag'),
      attribute('Status|Stage', 'state'),
      attribute('Agency|Management', 'agency'),
      figure('Followers|Instagram followers|Total followers|Community followers', 'follower_count'),
      figure(
        'Engagement rate|Instagram engagement rate|Avg. engagement rate',
        'engagement_per_follower_share',
      ),
      figure('Average likes|Avg likes|Avg. likes', 'like_mean'),
      figure('Average comments|Avg comments|Avg. comments', 'comment_mean'),
      figure('Average views|Avg views|Avg. views', 'view_mean'),
      quote('Price per post|Rate per post|Estimated price', 'image', { kind: 'list' }),
      quote('Price per video|Rate per video', 'video'),
      quote('Price per story|Rate per story', 'story'),
      withheld('Email|E-mail|Email address|Phone|Phone number|Address|Postal address|First name|Last name'),
    ],
  },
  ['instagram', 'tiktok', 'youtube', 'other'],
);
