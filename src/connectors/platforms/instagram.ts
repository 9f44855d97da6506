/** Instagram: Graph API media, insights and business discovery; web GraphQL and app answers. */
import type { PlatformPayload, Shape, UserSpec } from './shape.ts';
import { payloadConnector } from './walk.ts';

const TAG = /#([\p{L}\p{N}_]{1,60})/gu;
const pageOf = (handle: string | undefined) => (handle ? `https://www.instagram.com/${handle}/` : undefined);
const user = (at: string): UserSpec => ({
  id: `${at}pk|${at}id`,
  handle: `${at}username`,
  name: `${at}full_name|${at}name`,
  attributes: {
    bio: `${at}biography`,
    verified: `${at}is_verified`,
    category: `${at}category_name|${at}category`,
    avatar: `${at}hd_profile_pic_url_info.url|${at}profile_pic_url_hd|${at}profile_pic_url|${at}profile_picture_url`,
  },
  url: (_id, item) => pageOf(item.text(`${at}username`)),
  figures: {
    follower_count: `${at}edge_followed_by.count|${at}follower_count|${at}followers_count`,
    following_count: `${at}edge_follow.count|${at}following_count|${at}follows_count`,
    post_count: `${at}edge_owner_to_timeline_media.count|${at}media_count`,
  },
});
/** One insight of a Graph media: `insights.data[]` with `values[0].value`. */
const insight = (name: string) =>
  `insights.data[name=${name}].values.0.value|insights.data[name=${name}].total_value.value`;
const PERSON =
  'username|user.username|user.full_name|user.profile_pic_url|user.profile_pic_id|owner.username|owner.profile_pic_url|from.username|from.name';

const comments: Shape = {
  noun: 'act',
  must: ['id|pk', 'text', 'from.id|owner.id|user.pk|user_id|user.id|username'],
  signs: [
    'created_at|timestamp',
    'owner.profile_pic_url',
    'edge_liked_by',
    'edge_threaded_comments',
    'comment_like_count',
    'child_comment_count',
    'did_report_as_spam',
    'from.username',
    'like_count',
    'user.pk',
    'content_type',
    'media.id',
  ],
  not: ['caption', 'taken_at', 'public_metrics', 'digg_count', 'cid'],
  nested: ['replies', 'edge_threaded_comments', 'preview_child_comments', 'child_comments'],
  act: {
    act: 'comment',
    key: 'pk|id',
    post: 'media.id|media_id',
    actor: 'from.id|owner.id|user.pk|user.id|user_id|username',
    at: 'created_at|created_at_utc|timestamp',
    text: 'text',
    weight: 'edge_liked_by.count|comment_like_count|like_count',
    parent: 'parent_id|parent_comment_id',
    personal: PERSON,
    person: 'owner',
    profile: { verified: 'owner.is_verified|user.is_verified', isPrivate: 'user.is_private' },
  },
};

const instagram: PlatformPayload = {
  platform: 'instagram',
  en: 'Instagram API answer',
  zh: 'Instagram 接口数据',
  version: 1,
  hosts: ['instagram.com', 'cdninstagram.com'],
  envelopes: [
    'business_discovery',
    'data.user',
    'data.shortcode_media',
    'data.xdt_shortcode_media',
    'paging.cursors',
  ],
  carriesPost: 'media_id|media.id',
  shapes: [
    {
      noun: 'post',
      must: ['id', 'media_type|media_product_type|permalink', 'timestamp|caption|like_count'],
      signs: [
        'media_type',
        'media_product_type',
        'permalink',
        'comments_count',
        'like_count',
        'media_url',
        'insights',
        'timestamp',
        'is_comment_enabled',
        'shortcode',
      ],
      not: ['pk', 'taken_at'],
      enough: 3,
      nested: ['comments'],
      post: {
        key: 'id',
        author: {
          id: 'owner.id',
          handle: 'username|owner.username',
          url: (_id, item) => pageOf(item.text('username|owner.username')),
        },
        publishedAt: 'timestamp',
        text: 'caption',
        tagPattern: TAG,
        link: 'permalink',
        format: (item) => (item.text('media_type') === 'VIDEO' ? 'video' : 'image'),
        images: 'thumbnail_url|children.data[].media_url',
        videos: 'media_url',
        figures: {
          like_count: `like_count|${insight('likes')}`,
          comment_count: `comments_count|${insight('comments')}`,
          view_count: `${insight('views')}|${insight('plays')}|${insight('video_views')}|view_count`,
          save_count: insight('saved'),
          share_count: insight('shares'),
          reach_count: insight('reach'),
        },
      },
    },
    {
      noun: 'post',
      must: [
        'id',
        'shortcode|taken_at_timestamp',
        'edge_media_to_caption|edge_liked_by|edge_media_preview_like|display_url',
      ],
      signs: [
        'shortcode',
        'taken_at_timestamp',
        'edge_media_to_caption',
        'edge_liked_by|edge_media_preview_like',
        'edge_media_to_comment|edge_media_preview_comment|edge_media_to_parent_comment',
        'display_url',
        'is_video',
        'owner.id',
      ],
      nested: ['edge_media_to_comment', 'edge_media_to_parent_comment', 'edge_media_preview_comment'],
      post: {
        key: 'id',
        author: user('owner.'),
        publishedAt: 'taken_at_timestamp',
        textParts: 'edge_media_to_caption.edges[].node.text',
        tagPattern: TAG,
        region: 'location.name',
        makeLink: (_key, item) => {
          const code = item.text('shortcode');
          return code ? `https://www.instagram.com/p/${code}/` : undefined;
        },
        durationSeconds: 'video_duration',
        format: (item) => (item.flag('is_video') ? 'video' : 'image'),
        sponsored: (item) => item.flag('is_paid_partnership|is_ad'),
        images: 'display_url|edge_sidecar_to_children.edges[].node.display_url',
        videos: 'video_url',
        figures: {
          like_count: 'edge_liked_by.count|edge_media_preview_like.count',
          comment_count:
            'edge_media_to_parent_comment.count|edge_media_to_comment.count|edge_media_preview_comment.count',
          view_count: 'video_play_count|video_view_count',
        },
      },
    },
    {
      noun: 'post',
      must: ['pk|id', 'taken_at', 'code|media_type'],
      signs: [
        'pk',
        'code',
        'taken_at',
        'image_versions2',
        'caption.text',
        'user.pk',
        'comment_count',
        'carousel_media_count',
        'device_timestamp',
        'product_type',
        'organic_tracking_token',
      ],
      enough: 3,
      nested: ['preview_comments', 'comments'],
      post: {
        key: 'pk|id',
        author: user('user.'),
        publishedAt: 'taken_at',
        text: 'caption.text',
        tagPattern: TAG,
        region: 'location.name',
        makeLink: (_key, item) => {
          const code = item.text('code');
          return code ? `https://www.instagram.com/p/${code}/` : undefined;
        },
        durationSeconds: 'video_duration',
        format: (item) => (item.number('media_type') === 2 ? 'video' : 'image'),
        sponsored: (item) => item.flag('is_paid_partnership'),
        images: 'image_versions2.candidates.0.url|carousel_media[].image_versions2.candidates.0.url',
        videos: 'video_versions.0.url',
        figures: {
          like_count: 'like_count',
          comment_count: 'comment_count',
          view_count: 'play_count|ig_play_count|view_count',
          share_count: 'reshare_count|share_count',
          save_count: 'save_count',
        },
      },
    },
    {
      noun: 'account',
      must: [
        'username',
        'edge_followed_by|follower_count|followers_count|media_count|edge_owner_to_timeline_media',
      ],
      signs: [
        'biography',
        'edge_followed_by',
        'edge_follow',
        'edge_owner_to_timeline_media|media_count',
        'full_name|name',
        'is_business_account|is_business',
        'follows_count',
        'profile_pic_url|profile_picture_url',
        'external_url|website',
        'fbid',
        'pk',
      ],
      not: ['bio_description', 'public_metrics', 'video_count'],
      enough: 3,
      nested: ['media', 'edge_owner_to_timeline_media', 'edge_felix_video_timeline'],
      account: user(''),
    },
    comments,
  ],
};

export const instagramApi = payloadConnector(instagram);
