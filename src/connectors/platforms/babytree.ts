/** Babytree: app answers of topic lists, one topic with its replies, and profiles. */
import { has, type JsonObject, valueAt } from './payload.ts';
import { madeKey } from './read-shape.ts';
import type { PlatformPayload, UserSpec } from './shape.ts';
import { payloadConnector } from './walk.ts';

const pageOf = (id: string) => `https://home.babytree.com/${id.startsWith('u') ? id : `u${id}`}`;
const user = (at: string): UserSpec => ({
  id: `${at}author_enc_user_id|${at}enc_user_id`,
  name: `${at}author_name|${at}nickname`,
  genders: { 男: 'male', 女: 'female', 1: 'male', 2: 'female' },
  attributes: {
    level: `${at}user_level|${at}level_num`,
    region: `${at}city_name|${at}location_name`,
    bio: `${at}signature|${at}introduction`,
    gender: `${at}gender`,
    avatar: `${at}author_avatar|${at}avatar_url`,
    persona: `${at}babyage|${at}baby_age`,
  },
  url: pageOf,
  figures: {
    follower_count: `${at}fans_count|${at}follower_count`,
    following_count: `${at}follow_count|${at}following_count`,
    post_count: `${at}topic_count|${at}post_count`,
  },
});

const text = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
/** A topic's answer does not repeat the topic's id: its author, title and second name it. */
const topicKey = (topic: JsonObject): string | undefined =>
  madeKey(
    text(topic['discussion_title'] ?? topic['title']),
    text(valueAt(topic, 'user_info.author_enc_user_id') ?? topic['author_enc_user_id']),
    text(topic['create_ts']),
  );
const TOPIC_ID = 'topic_id|discussion_id|id';

const babytree: PlatformPayload = {
  platform: 'babytree',
  en: 'Babytree API answer',
  zh: '宝宝树接口数据',
  version: 1,
  hosts: ['babytree.com', 'babytreeimg.com'],
  envelopes: ['data.discussion', 'data.reply_list'],
  carriesPost: 'topic_id|discussion.topic_id|discussion.discussion_id|discussion.id|topic.id',
  carries: (object) => {
    const topic = object['discussion'];
    return typeof topic === 'object' && topic !== null && !has(topic as JsonObject, TOPIC_ID)
      ? topicKey(topic as JsonObject)
      : undefined;
  },
  shapes: [
    {
      noun: 'post',
      must: ['discussion_title|title', 'reply_count|response_count|view_count|pv_count'],
      signs: [
        'discussion_title',
        'discussion_content|topic_content',
        'user_info.author_enc_user_id|author_enc_user_id',
        'create_ts',
        'group_data|group_id',
        'city_name',
        'response_count|reply_count',
        'pv_count|view_count',
        'last_response_ts',
        'is_elite',
      ],
      enough: 3,
      not: ['reply_id', 'bvid', 'tid', 'group_id.id'],
      post: {
        key: TOPIC_ID,
        makeKey: (item) => topicKey(item.value),
        author: {
          ...user('user_info.'),
          id: 'user_info.author_enc_user_id|author_enc_user_id',
          name: 'user_info.author_name|author_name',
          attributes: {
            level: 'user_info.user_level|user_info.level_num',
            avatar: 'user_info.author_avatar|author_avatar',
            persona: 'user_info.babyage',
          },
        },
        publishedAt: 'create_ts|create_time',
        title: 'discussion_title|title',
        text: 'summary|topic_summary',
        textParts: 'discussion_content[].text|topic_content[].text',
        tags: 'group_data.title|group_name',
        region: 'city_name',
        link: 'url|share_url',
        format: (item) =>
          item.texts('discussion_content[].big_src|photo_list[].big_url').length > 0 ? 'image' : 'text',
        images: 'discussion_content[].big_src|topic_content[].big_src|photo_list[].big_url',
        figures: {
          view_count: 'view_count|pv_count',
          comment_count: 'reply_count|response_count',
          like_count: 'praise_count|like_count',
          save_count: 'fav_count|collect_count',
        },
      },
    },
    {
      noun: 'act',
      must: ['reply_id|response_id', 'user_info.author_enc_user_id|author_enc_user_id|enc_user_id'],
      signs: [
        'reply_id',
        'floor',
        'position',
        'create_ts',
        'reply_content',
        'user_info.author_enc_user_id',
        'city_name',
        'position_user',
      ],
      act: {
        act: 'comment',
        key: 'reply_id|response_id',
        post: 'topic_id|discussion_id',
        actor: 'user_info.author_enc_user_id|author_enc_user_id|enc_user_id',
        at: 'create_ts|create_time',
        text: 'content',
        textParts: 'reply_content[].text',
        weight: 'praise_count|like_count',
        region: 'city_name',
        parent: 'refer_id|parent_id',
        personal: 'user_info.author_name|user_info.author_avatar|author_name|author_avatar|position_user',
        person: 'user_info',
      },
    },
    {
      noun: 'account',
      must: ['enc_user_id', 'nickname|author_name'],
      signs: [
        'enc_user_id',
        'baby_age|babyage|baby_birthday_ts',
        'level_num',
        'fans_count|follower_count',
        'avatar_url',
        'topic_count|post_count',
        'hospital_name',
      ],
      not: ['reply_id', 'discussion_title'],
      account: user(''),
    },
  ],
};

export const babytreeApi = payloadConnector(babytree);
