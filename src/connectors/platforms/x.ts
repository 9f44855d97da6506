/** X (Twitter): API v2 with includes, v1.1 and the web client's `legacy` tweets. */
import type { Draft } from '#domain/facts/imports/schema.ts';
import { has, type Item, isObject, type JsonObject, valueAt } from './payload.ts';
import { compact } from './read-shape.ts';
import type { PlatformPayload, PostSpec, UserSpec } from './shape.ts';
import { payloadConnector } from './walk.ts';

const pageOf = (handle: string | undefined) => (handle ? `https://x.com/${handle}` : undefined);
const statusOf = (key: string) => `https://x.com/i/web/status/${key}`;

const references = (tweet: JsonObject): { type: string; id: string }[] => {
  const list = tweet['referenced_tweets'];
  return Array.isArray(list)
    ? list.filter(
        (r): r is { type: string; id: string } =>
          isObject(r) && typeof r['id'] === 'string' && typeof r['type'] === 'string',
      )
    : [];
};
const answered = (tweet: JsonObject) =>
  references(tweet).find((r) => r.type === 'retweeted') ??
  references(tweet).find((r) => r.type === 'replied_to');

/** Authors of posts that are neither replies nor plain retweets: the only ones kept as library accounts. */
const publishers = new WeakMap<object, Set<string>>();
function publisherIds(root: unknown): Set<string> {
  if (!isObject(root)) return new Set();
  const known = publishers.get(root);
  if (known) return known;
  const ids = new Set<string>();
  for (const list of [root['data'], valueAt(root, 'includes.tweets')])
    for (const tweet of Array.isArray(list) ? list : [list])
      if (isObject(tweet) && typeof tweet['author_id'] === 'string' && !answered(tweet))
        ids.add(tweet['author_id']);
  publishers.set(root, ids);
  return ids;
}
const onlyEngages = (user: JsonObject, root: unknown): boolean => {
  const ids = publisherIds(root);
  return !ids.has(String(user['id']));
};

const user = (id: string, at: string): UserSpec => ({
  id,
  handle: `${at}username|${at}screen_name`,
  name: `${at}name`,
  attributes: {
    bio: `${at}description`,
    region: `${at}location`,
    verified: `${at}verified`,
    created_at: `${at}created_at`,
    avatar: `${at}profile_image_url|${at}profile_image_url_https`,
  },
  url: (_id, item) => pageOf(item.text(`${at}username|${at}screen_name`)),
  figures: {
    follower_count: `${at}public_metrics.followers_count|${at}followers_count`,
    following_count: `${at}public_metrics.following_count|${at}friends_count`,
    post_count: `${at}public_metrics.tweet_count|${at}statuses_count`,
    received_like_count: `${at}public_metrics.like_count_received`,
  },
});
const classic = (at: string, author: UserSpec): PostSpec => ({
  key: `rest_id|${at}id_str|${at}id`,
  author,
  publishedAt: `${at}created_at`,
  text: `${at}full_text|${at}text`,
  tags: `${at}entities.hashtags[].text`,
  mentions: `${at}entities.user_mentions[].screen_name`,
  region: `${at}place.full_name`,
  makeLink: statusOf,
  parent: `${at}retweeted_status.id_str|${at}in_reply_to_status_id_str|${at}quoted_status_id_str`,
  format: (item) => mediaFormat(item.texts(`${at}extended_entities.media[].type|${at}entities.media[].type`)),
  images: `${at}extended_entities.media[].media_url_https|${at}entities.media[].media_url_https`,
  figures: {
    view_count: 'views.count|ext_views.count',
    like_count: `${at}favorite_count`,
    comment_count: `${at}reply_count`,
    repost_count: `${at}retweet_count`,
    quote_count: `${at}quote_count`,
    save_count: `${at}bookmark_count`,
  },
});
const mediaFormat = (types: string[]) =>
  types.some((type) => type === 'video' || type === 'animated_gif')
    ? 'video'
    : types.length > 0
      ? 'image'
      : 'text';

function readEngaging(item: Item): Draft[] {
  const actor = item.id('id');
  item.withhold('name|username|profile_image_url|url');
  const bio = item.text('description');
  const facts = compact({
    followerCount: item.number('public_metrics.followers_count'),
    followingCount: item.number('public_metrics.following_count'),
    postCount: item.number('public_metrics.tweet_count'),
    joinedAt: item.moment('created_at'),
    verified: item.flag('verified'),
    isPrivate: item.flag('protected'),
    bioLength: bio === undefined ? undefined : bio.length,
  });
  return actor ? [{ kind: 'actor', platform: 'x', actor, ...facts }] : [];
}

const x: PlatformPayload = {
  platform: 'x',
  en: 'X API answer',
  zh: 'X（推特）接口数据',
  version: 1,
  hosts: ['x.com', 'twitter.com', 'twimg.com', 't.co'],
  envelopes: ['includes.users', 'meta.result_count'],
  shapes: [
    {
      noun: 'post',
      must: ['id', 'text', 'author_id|public_metrics'],
      signs: [
        'author_id',
        'public_metrics.impression_count',
        'public_metrics.retweet_count',
        'public_metrics.like_count',
        'edit_history_tweet_ids',
        'conversation_id',
        'entities',
        'lang',
        'possibly_sensitive',
      ],
      when: (object) => !answered(object),
      post: {
        key: 'id',
        author: { id: 'author_id' },
        publishedAt: 'created_at',
        text: 'note_tweet.text|text',
        tags: 'entities.hashtags[].tag',
        mentions: 'entities.mentions[].username',
        makeLink: statusOf,
        // A media key begins with its kind: 3 is a photo, 7, 13 and 16 are films.
        format: (item) => {
          const keys = item.texts('attachments.media_keys[]');
          return keys.some((key) => /^(?:7|13|16)_/.test(key)) ? 'video' : keys.length > 0 ? 'image' : 'text';
        },
        parent: 'referenced_tweets.0.id',
        figures: {
          view_count: 'public_metrics.impression_count',
          like_count: 'public_metrics.like_count',
          comment_count: 'public_metrics.reply_count',
          repost_count: 'public_metrics.retweet_count',
          quote_count: 'public_metrics.quote_count',
          save_count: 'public_metrics.bookmark_count',
        },
      },
    },
    {
      noun: 'act',
      must: ['id', 'text', 'author_id', 'referenced_tweets'],
      signs: [
        'author_id',
        'public_metrics.impression_count',
        'public_metrics.retweet_count',
        'edit_history_tweet_ids',
        'conversation_id',
        'referenced_tweets',
        'lang',
        'in_reply_to_user_id',
      ],
      when: (object) => answered(object) !== undefined,
      act: {
        act: (item) => (answered(item.value)?.type === 'retweeted' ? 'repost' : 'comment'),
        key: 'id',
        // A reply belongs to the conversation's first post, a retweet to the post it repeats.
        post: 'referenced_tweets[type=retweeted].id|conversation_id|referenced_tweets[type=replied_to].id',
        actor: 'author_id',
        at: 'created_at',
        text: 'text',
        weight: 'public_metrics.like_count',
        parent: 'referenced_tweets[type=replied_to].id',
        personal: 'username|name',
      },
    },
    {
      noun: 'account',
      must: ['id', 'username', 'public_metrics|description|name'],
      signs: [
        'public_metrics.followers_count',
        'public_metrics.tweet_count',
        'verified_type|verified',
        'protected',
        'profile_image_url',
        'description',
        'pinned_tweet_id',
      ],
      when: (object, { trail, root }) => !(trail.includes('includes') && onlyEngages(object, root)),
      account: user('id', ''),
    },
    {
      noun: 'other',
      must: ['id', 'username'],
      signs: [
        'username',
        'name',
        'public_metrics.followers_count',
        'public_metrics.tweet_count',
        'verified_type|verified',
        'protected',
        'profile_image_url',
        'description',
      ],
      when: (object, { trail, root }) => trail.includes('includes') && onlyEngages(object, root),
      read: readEngaging,
    },
    {
      noun: 'post',
      must: ['id_str|id', 'retweet_count', 'favorite_count', 'full_text|text'],
      signs: [
        'id_str',
        'retweet_count',
        'favorite_count',
        'full_text',
        'user.screen_name',
        'entities.user_mentions',
        'truncated',
        'is_quote_status',
        'in_reply_to_status_id_str',
      ],
      nested: ['retweeted_status', 'quoted_status'],
      post: classic('', user('user.id_str|user.id', 'user.')),
    },
    {
      noun: 'post',
      must: ['legacy.full_text'],
      signs: [
        'rest_id',
        'legacy.favorite_count',
        'legacy.retweet_count',
        'views.count',
        'core.user_results',
        'edit_control',
        '__typename',
      ],
      nested: ['legacy.retweeted_status_result', 'quoted_status_result'],
      post: classic(
        'legacy.',
        user('core.user_results.result.rest_id|legacy.user_id_str', 'core.user_results.result.legacy.'),
      ),
    },
    {
      noun: 'account',
      must: ['id_str|id', 'screen_name', 'followers_count'],
      signs: [
        'favourites_count',
        'screen_name',
        'friends_count',
        'listed_count',
        'default_profile_image',
        'profile_image_url_https',
        'protected',
        'id_str',
      ],
      not: ['mbrank', 'idstr', 'verified_type_ext'],
      when: (object) => has(object, 'favourites_count|listed_count'),
      account: user('id_str|id', ''),
    },
  ],
};

export const xApi = payloadConnector(x);
