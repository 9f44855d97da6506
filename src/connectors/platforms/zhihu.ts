/** Zhihu: v4 answers, articles, questions, pins, people and comments. */
import type { Figures, PlatformPayload, PostSpec, Shape, UserSpec } from './shape.ts';
import { payloadConnector } from './walk.ts';

const GENDERS = { 1: 'male', 0: 'female' };
const user = (at: string): UserSpec => ({
  id: `${at}id`,
  handle: `${at}url_token`,
  name: `${at}name`,
  genders: GENDERS,
  attributes: {
    bio: `${at}headline`,
    gender: `${at}gender`,
    region: `${at}ip_info`,
    verified: `${at}badge_v2.title`,
    category: `${at}business.name`,
    avatar: `${at}avatar_url`,
  },
  url: (_id, item) => {
    const token = item.text(`${at}url_token`);
    return token ? `https://www.zhihu.com/people/${token}` : undefined;
  },
  figures: {
    follower_count: `${at}follower_count`,
    following_count: `${at}following_count`,
    received_like_count: `${at}voteup_count`,
    received_save_count: `${at}favorited_count`,
    video_count: `${at}zvideo_count`,
  },
});
const figures: Figures = {
  like_count: 'voteup_count|reaction.statistics.up_vote_count|vote_count',
  comment_count: 'comment_count',
  save_count: 'favlists_count|favorite_count|reaction.statistics.favorites',
  wow_count: 'thanks_count|liked_count|reaction.statistics.like_count',
  read_count: 'visit_count|read_count',
};
const text = (part: Partial<PostSpec> & Pick<PostSpec, 'format'>): PostSpec => ({
  key: 'id',
  author: user('author.'),
  publishedAt: 'created_time|created',
  text: 'content|excerpt',
  region: 'ip_info',
  tags: 'topics[].name',
  figures,
  ...part,
});
const ofType =
  (type: string) =>
  (object: Record<string, unknown>): boolean =>
    object['type'] === type;
const SIGNS = [
  'voteup_count',
  'author.url_token',
  'author.headline',
  'comment_permission',
  'excerpt',
  'url',
  'created_time',
  'is_labeled',
  'thanks_count',
  'favlists_count',
];

const posts: Shape[] = [
  {
    noun: 'post',
    must: ['id', 'question.id|question_id', 'voteup_count|content|excerpt'],
    signs: [...SIGNS, 'question.title', 'reaction'],
    when: (object) => object['type'] === undefined || object['type'] === 'answer',
    post: text({
      title: 'question.title|question.name',
      makeLink: (key, item) => {
        const question = item.id('question.id');
        return question ? `https://www.zhihu.com/question/${question}/answer/${key}` : undefined;
      },
      format: 'answer',
    }),
  },
  {
    noun: 'post',
    must: ['id', 'type', 'title'],
    signs: [...SIGNS, 'created', 'image_url', 'column'],
    when: ofType('article'),
    post: text({
      title: 'title',
      makeLink: (key) => `https://zhuanlan.zhihu.com/p/${key}`,
      images: 'image_url|title_image',
      format: 'article',
    }),
  },
  {
    noun: 'post',
    must: ['id', 'type', 'title', 'answer_count'],
    signs: ['answer_count', 'follower_count', 'visit_count', 'created', 'detail', 'question_type', 'url'],
    when: ofType('question'),
    post: text({
      title: 'title',
      text: 'detail|excerpt',
      makeLink: (key) => `https://www.zhihu.com/question/${key}`,
      format: 'question',
    }),
  },
  {
    noun: 'post',
    must: ['id', 'type', 'author'],
    signs: [
      'like_count',
      'reaction_count',
      'repin_count',
      'excerpt_title',
      'content_html',
      'created',
      'url',
      'comment_permission',
    ],
    when: ofType('pin'),
    post: text({
      text: 'content_html|excerpt_title',
      textParts: 'content[].content',
      images: 'content[].url',
      makeLink: (key) => `https://www.zhihu.com/pin/${key}`,
      format: 'text',
      figures: {
        like_count: 'like_count|reaction_count',
        comment_count: 'comment_count',
        save_count: 'favorite_count',
      },
    }),
  },
];

const zhihu: PlatformPayload = {
  platform: 'zhihu',
  en: 'Zhihu API answer',
  zh: '知乎接口数据',
  version: 1,
  hosts: ['zhihu.com', 'zhimg.com'],
  envelopes: ['paging.is_end'],
  carriesPost: 'answer_id|article_id|content_id|resource_id',
  shapes: [
    ...posts,
    {
      noun: 'account',
      must: ['id|url_token', 'name', 'url_token'],
      signs: [
        'url_token',
        'headline',
        'voteup_count',
        'answer_count',
        'articles_count',
        'thanked_count',
        'favorited_count',
        'follower_count',
        'user_type',
      ],
      enough: 3,
      account: user(''),
    },
    {
      noun: 'act',
      must: ['id', 'content', 'author'],
      signs: [
        'author.url_token|author.member.url_token',
        'child_comment_count',
        'like_count|vote_count',
        'created_time',
        'reply_comment_id',
        'comment_tag',
        'is_delete',
        'resource_type',
        'reply_root_comment_id',
        'address_text',
      ],
      enough: 3,
      not: ['question', 'voteup_count', 'comment_count', 'title'],
      nested: ['child_comments'],
      act: {
        act: 'comment',
        key: 'id',
        post: 'resource_id|resource.id',
        actor: 'author.id|author.member.id|author.url_token|author.member.url_token',
        at: 'created_time',
        text: 'content',
        weight: 'like_count|vote_count',
        region: 'comment_tag[type=ip_info].text|address_text',
        parent: 'reply_comment_id|reply_to_comment_id',
        personal:
          'author.name|author.url_token|author.avatar_url|author.avatar_url_template|author.headline|author.url|author.member|reply_to_author',
        person: 'author',
        profile: {
          gender: 'author.gender|author.member.gender',
          genders: GENDERS,
          followerCount: 'author.follower_count',
        },
      },
    },
  ],
};

export const zhihuApi = payloadConnector(zhihu);
