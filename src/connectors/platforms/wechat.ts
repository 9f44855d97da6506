/** WeChat: official-account statistics, message and publish lists, article counters, comments, channels. */
import { told } from '#basis/told.ts';
import type { FigureDraft } from '#domain/facts/accounts/schema.ts';
import type { Draft } from '#domain/facts/imports/schema.ts';
import { Item, isObject, type JsonObject, jsonText } from './payload.ts';
import { compact, madeKey, readFigures } from './read-shape.ts';
import type { Context, Figures, PlatformPayload } from './shape.ts';
import { payloadConnector } from './walk.ts';

const LINK = 'link|url|content_url|article_url|ori_url';
/** An article's number repeats across accounts; its account's `__biz` makes it one of a kind. */
function articleKey(link: string | undefined): { key: string; biz: string } | undefined {
  const part = (name: string) => new RegExp(`[?&](?:amp;)?${name}=([^&#]+)`).exec(link ?? '')?.[1];
  const [biz, mid, idx] = [
    part('__biz'),
    part('mid') ?? part('appmsgid'),
    part('idx') ?? part('itemidx') ?? '1',
  ];
  return biz && mid ? { key: `${biz}/${mid}_${idx}`, biz } : undefined;
}

/** The key of an article: its link's, the short link's, or one made of what the answer has. */
function keyOf(item: Item, context: Context): string | undefined {
  const link = item.text(LINK);
  const long = articleKey(link);
  if (long) return long.key;
  const short = /mp\.weixin\.qq\.com\/s\/([\w-]{10,})/.exec(link ?? '')?.[1];
  if (short) return short;
  const number = item.id('msgid|appmsgid|aid|msg_data_id|mid');
  if (!number) return context.postKey;
  return context.author?.platformId
    ? `${context.author.platformId}/${number}`
    : madeKey(number, item.text('title'));
}

const DAILY: Figures = {
  read_count: 'int_page_read_count',
  share_count: 'share_count',
  save_count: 'add_to_fav_count',
};
const dayEnd = (day: string | undefined): string | undefined =>
  /^\d{4}-\d{2}-\d{2}$/.test(day ?? '')
    ? new Date(`${day as string}T23:59:59+08:00`).toISOString()
    : undefined;

/** `getarticletotal` and `getarticlesummary`: counters of a day, or up to a day in `details`. */
function readDatacube(item: Item, context: Context): Draft[] {
  const postKey = keyOf(item, context);
  if (!postKey) return [];
  const [title, refDate] = [item.text('title'), item.text('ref_date')];
  const figures: FigureDraft[] = [];
  const details = item.value['details'];
  for (const day of Array.isArray(details) ? details.filter(isObject) : []) {
    const inner = new Item(day, item.column('details[]'), item.reading);
    const observedAt = dayEnd(inner.text('stat_date'));
    for (const figure of readFigures(inner, DAILY)) figures.push(compact({ ...figure, observedAt }));
    for (const [key, value] of Object.entries(day))
      if (!inner.used.has(key) && value !== null)
        item.reading.notes.unknown(inner.column(key), typeof value === 'string' ? value : jsonText(value));
  }
  item.pass('details');
  const observedAt = dayEnd(refDate);
  for (const figure of readFigures(item, DAILY))
    figures.push(compact({ ...figure, windowDays: 1, observedAt }));
  item.reading.notes.warn(
    told`The answer of the statistics interface names no account: its articles are keyed by number and title and are not joined to articles of other files.`,
  );
  const post: Draft = {
    kind: 'post',
    platform: 'wechat',
    postKey,
    author: context.author,
    title,
    format: 'article',
    publishedAt: Array.isArray(details) && refDate ? item.moment('ref_date') : undefined,
    figures,
  };
  return [compact(post)];
}

const hasLink = (object: JsonObject): boolean =>
  LINK.split('|').some((key) => JSON.stringify(object[key] ?? '').includes('mp.weixin.qq.com'));

const wechat: PlatformPayload = {
  platform: 'wechat',
  en: 'WeChat API answer',
  zh: '微信接口数据',
  version: 1,
  hosts: ['qq.com', 'mp.weixin.qq.com', 'weixin.qq.com', 'qpic.cn', 'qlogo.cn'],
  envelopes: ['app_msg_list', 'publish_page', 'base_resp', 'general_msg_list', 'elected_comment'],
  carriesPost: 'msg_data_id|comment_post_key',
  carries: (object) => articleKey(typeof object['url'] === 'string' ? object['url'] : undefined)?.key,
  carriesAuthor: { id: '__biz|biz|fakeid|appid|gh_id', name: 'account_name|mp_name' },
  shapes: [
    {
      noun: 'other',
      must: ['msgid', 'title', 'details|int_page_read_count'],
      signs: [
        'ref_date',
        'msgid',
        'int_page_read_count',
        'details',
        'ori_page_read_count',
        'add_to_fav_count',
        'int_page_read_user',
        'user_source',
      ],
      read: readDatacube,
    },
    {
      noun: 'post',
      must: ['title|digest|read_num|appmsgstat', LINK],
      signs: [
        'appmsgid',
        'aid',
        'itemidx',
        'digest',
        'cover|cover_url',
        'read_num|appmsgstat.read_num',
        'old_like_num|appmsgstat.old_like_num',
        'copyright_stat|copyright_type',
        'update_time',
        'content_url',
        'link',
        'is_original',
        'appmsgstat',
      ],
      when: hasLink,
      nested: ['elected_comment', 'comments'],
      post: {
        key: 'no_single_field',
        makeKey: keyOf,
        author: {
          id: 'biz|__biz|fakeid',
          handle: 'wxid|wechat_id|alias',
          name: 'nickname|mp_name|account_name|author_name',
        },
        publishedAt: 'create_time|publish_time|datetime|update_time',
        title: 'title',
        text: 'content_noencode|content|digest',
        link: LINK,
        format: 'article',
        region: 'ip_wording.province_name',
        images: 'cover|cover_url',
        figures: {
          read_count: 'appmsgstat.read_num|read_num|appmsg_info.read_num',
          // The page calls the thumb `old_like` since 在看 took over `like_num`.
          like_count: 'appmsgstat.old_like_num|old_like_num|old_like_count',
          wow_count: 'appmsgstat.like_num|like_num|like_count',
          share_count: 'appmsgstat.share_num|share_num|appmsgstat.share_count',
          save_count: 'appmsgstat.collect_num|collect_num',
          comment_count: 'comment_count|comment_num|elected_comment_total_cnt',
        },
      },
    },
    {
      noun: 'post',
      must: ['id|objectId|export_id', 'objectDesc|object_desc'],
      signs: [
        'objectNonceId|object_nonce_id',
        'objectDesc',
        'favCount|fav_count',
        'forwardCount|forward_count',
        'likeCount|like_count',
        'username',
        'nickname',
        'createtime',
      ],
      post: {
        key: 'id|objectId|export_id',
        author: { id: 'username', name: 'nickname' },
        publishedAt: 'createtime|createTime|create_time',
        text: 'objectDesc.description|object_desc.description',
        tagPattern: /#([^#\s]{1,40})/g,
        durationSeconds: 'objectDesc.media.0.videoPlayLen|objectDesc.media.0.spec.0.durationMs',
        format: 'video',
        images: 'objectDesc.media[].coverUrl|objectDesc.media[].thumbUrl',
        region: 'ipRegionInfo.regionText',
        figures: {
          read_count: 'readCount|read_count',
          like_count: 'favCount|fav_count',
          wow_count: 'likeCount|like_count',
          share_count: 'forwardCount|forward_count',
          comment_count: 'commentCount|comment_count',
        },
      },
    },
    {
      noun: 'account',
      must: ['fakeid', 'nickname'],
      signs: ['fakeid', 'alias', 'round_head_img', 'service_type', 'signature', 'verify_status'],
      account: {
        id: 'fakeid',
        handle: 'alias',
        name: 'nickname',
        attributes: { bio: 'signature', avatar: 'round_head_img', verified: 'verify_status' },
      },
    },
    {
      noun: 'act',
      must: ['content', 'openid|user_comment_id|content_id'],
      signs: [
        'openid',
        'user_comment_id',
        'comment_type',
        'content_id',
        'logo_url',
        'like_num',
        'nick_name',
        'create_time',
        'ip_wording',
        'my_id',
      ],
      act: {
        act: 'comment',
        key: 'user_comment_id|content_id|id',
        actor: 'openid|identity_id',
        at: 'create_time',
        text: 'content',
        weight: 'like_num',
        region: 'ip_wording.province_name',
        personal: 'nick_name|logo_url|identity_name',
      },
    },
  ],
};

export const wechatApi = payloadConnector(wechat);
