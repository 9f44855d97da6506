/**
 * A live room's events, one JSON object each: a plain event stream (`event`, `room_id`, `user_id` …) and the
 * web client's messages (`WebcastChatMessage` …). The room is the post; what viewers do are engagements.
 */

import type { EngagementDraft } from '#domain/facts/engagements/schema.ts';
import type { Draft } from '#domain/facts/imports/schema.ts';
import type { Item, JsonObject } from './payload.ts';
import { compact, placeName, readFigures, readUser } from './read-shape.ts';
import type { Figures, PlatformPayload } from './shape.ts';
import { payloadConnector } from './walk.ts';

type Act = EngagementDraft['act'];
const ROOM = 'room_id|roomId|live_id|liveId|common.roomId|common.room_id|room.id_str|room.id|data.room_id';
const KIND = 'method|event|event_type|eventType|type|common.method|cmd';
const WORDS: readonly [RegExp, Act | 'viewers' | 'stats'][] = [
  [/roomuserseq|online|viewers?_?(?:count|now)?$|在线/i, 'viewers'],
  [/roomstats|room_?stat|^stats$/i, 'stats'],
  [/chat|comment|danmu|danmaku|弹幕|评论/i, 'comment'],
  [/member|enter|join|interact_word|进入/i, 'enter'],
  [/gift|礼物|送礼/i, 'gift'],
  [/like|点赞/i, 'like'],
  [/follow|关注/i, 'follow'],
  [/share|分享/i, 'share'],
  [/order|purchase|下单|成交/i, 'order'],
  [/cart|加购/i, 'cart'],
  [/click|点击/i, 'click'],
];

function kindOf(item: Item): Act | 'viewers' | 'stats' | undefined {
  const word = item.text(KIND) ?? '';
  // A social message is a follow (1) or a share (3) by its action.
  if (/social/i.test(word)) return item.text('action') === '3' ? 'share' : 'follow';
  return WORDS.find(([pattern]) => pattern.test(word))?.[1];
}

const USER = ['user.', 'data.user.', ''];
const at = (keys: string): string =>
  USER.flatMap((prefix) => keys.split('|').map((key) => prefix + key)).join('|');
const ACTOR = `user.id_str|user.idStr|user.id|user.user_id|user.userId|user.uid|user.sec_uid|user_id|userId|uid|viewer_id|open_id|data.user_id|data.uid`;
const PERSONAL = `${at('nickname|nick_name|user_name|username|uname|uniqueId|displayId|display_id|avatar|avatarThumb|avatar_thumb|avatarMedium|avatar_medium|avatar_url|profilePictureUrl|name|signature')}|user.short_id|user.shortId|user.sec_uid|user.secUid`;
const WHEN =
  'timestamp|ts|time|at|event_time|eventTime|create_time|createTime|common.createTime|common.create_time|data.timestamp';

const STATS: Figures = {
  view_count: 'total_user|totalUser|total_viewers|total_view_count|enter_count|cumulative_viewers',
  online_viewer_count:
    'online_count|online|viewer_count|viewerCount|viewers|current_viewers|total|count|onlineUserForAnchor',
  peak_viewer_count: 'peak_viewers|peak_viewer_count|max_online|max_viewers',
  like_count: 'like_count|likeCount|total_likes|total_like_count',
  comment_count: 'comment_count|total_comments',
  order_count: 'order_count|total_orders',
};

/** Counters of the room at one moment. */
function readRoomCounters(item: Item, room: string, observedAt: string | undefined): Draft[] {
  const figures = readFigures(item, STATS);
  return figures.length === 0
    ? []
    : [
        compact({
          kind: 'post',
          platform: 'live',
          postKey: room,
          format: 'live',
          observedAt,
          figures,
        } as const),
      ];
}

const weightOf = (item: Item, act: Act): number | undefined => {
  if (act === 'like') return item.number('count|like_count|likeCount');
  if (act === 'order') return item.number('quantity');
  if (act !== 'gift') return undefined;
  const value = item.number(
    'gift.diamond_count|gift.diamondCount|giftDetails.diamondCount|diamond_count|diamondCount|gift_value|gift.price|price',
  );
  const count = item.number('repeat_count|repeatCount|gift_count|count|num|combo_count|comboCount') ?? 1;
  return value === undefined ? undefined : value * Math.max(1, count);
};

function readEvent(item: Item): Draft[] {
  const room = item.id(ROOM);
  const kind = kindOf(item);
  const time = item.moment(WHEN);
  item.withhold(PERSONAL);
  if (!room || !kind) return [];
  if (kind === 'viewers' || kind === 'stats') return readRoomCounters(item, room, time);
  const actor = item.id(ACTOR);
  if (!actor) return [];
  const orderKey = kind === 'order' ? item.id('order_id|orderId|order_no') : undefined;
  const draft: EngagementDraft = compact({
    kind: 'engagement',
    platform: 'live',
    postKey: room,
    act: kind,
    actor,
    engagementKey: item.id('event_id|eventId|msg_id|msgId|common.msgId|common.msg_id') ?? orderKey,
    at: time,
    text: item.text('content|comment|text|message|gift.name|gift_name|giftName'),
    region: placeName(item.text('ip_location|user.ip_location|region|city')),
    weight: weightOf(item, kind),
  });
  if (!orderKey || !time) return [draft];
  const amount = item.number('amount_fen|pay_amount');
  const whole = amount === undefined ? item.number('amount|gmv') : undefined;
  const order: Draft = {
    kind: 'order',
    platform: 'live',
    orderKey,
    buyer: actor,
    at: time,
    sku: item.text('sku|sku_id|product_id|goods_id'),
    quantity: item.number('quantity'),
    amountMinor: amount ?? (whole === undefined ? undefined : Math.round(whole * 100)),
    currency: amount === undefined && whole === undefined ? undefined : (item.text('currency') ?? 'CNY'),
    postKey: room,
  };
  return [draft, compact(order)];
}

/** The room itself: title, host and counters, as the enter and detail answers give it. */
function readRoom(item: Item): Draft[] {
  const postKey = item.id('id_str|room_id|roomId|id');
  if (!postKey) return [];
  const host = readUser(
    item,
    {
      id: 'owner.id_str|owner.id|owner_user_id_str|anchor_id|host_id',
      second: { name: 'douyin-sec-uid', id: 'owner.sec_uid' },
      handle: 'owner.display_id|owner.unique_id',
      name: 'owner.nickname|anchor_name|host_name',
      attributes: { avatar: 'owner.avatar_thumb.url_list.0' },
      figures: { follower_count: 'owner.follow_info.follower_count|owner.follower_count' },
    },
    'live',
  );
  const observedAt = item.moment('observed_at|captured_at');
  const figures = readFigures(item, {
    ...STATS,
    online_viewer_count: 'user_count|user_count_str|online_count',
    view_count: 'stats.total_user|stats.total_user_str|total_user|total_viewers',
    like_count: 'like_count|stats.like_count',
  });
  const post: Draft = {
    kind: 'post',
    platform: 'live',
    postKey,
    author: host?.account,
    observedAt,
    publishedAt: item.moment('create_time|start_time|started_at'),
    format: 'live',
    title: item.text('title'),
    url: item.text('share_url|url'),
    media: item.texts('cover.url_list.0').map((url) => ({ kind: 'image' as const, url })),
    figures,
  };
  return [...(host ? [host] : []), compact(post)];
}

const isWebcast = (object: JsonObject): boolean => {
  const common = object['common'];
  const method =
    object['method'] ??
    (typeof common === 'object' && common !== null ? (common as JsonObject)['method'] : undefined);
  return typeof method === 'string' && method.startsWith('Webcast');
};

const live: PlatformPayload = {
  platform: 'live',
  en: 'Live room event stream',
  zh: '直播间事件流',
  version: 2,
  hosts: ['douyin.com', 'douyinpic.com', 'live.kuaishou.com', 'live.bilibili.com', 'tiktokcdn.com'],
  shapes: [
    {
      noun: 'other',
      must: ['common.roomId|common.room_id|room_id|roomId', 'method|common.method'],
      signs: [
        'method|common.method',
        'common.roomId|common.room_id',
        'common.msgId|common.msg_id',
        'user',
        'content|gift|count|total|action|memberCount|displayValue',
        'common.createTime|common.create_time',
      ],
      when: isWebcast,
      read: readEvent,
    },
    {
      noun: 'other',
      must: [ROOM, 'event|event_type|eventType|type|cmd'],
      signs: [
        'room_id|roomId|live_id|liveId',
        'event|event_type|eventType',
        'timestamp|ts|event_time|time|at',
        'user_id|user.id|userId|uid|online_count|viewer_count|viewers|online',
        'gift|gift_name|gift_id|content|count|order_id|online_count|viewer_count|text',
      ],
      enough: 3,
      not: ['note_id', 'bvid', 'aweme_id', 'mid', 'rpid'],
      read: readEvent,
    },
    {
      noun: 'other',
      must: ['id_str|room_id|roomId', 'title', 'owner|anchor_id|host_id'],
      signs: [
        'id_str',
        'user_count_str|user_count',
        'stats.total_user|stats.total_user_str',
        'stream_url',
        'owner.sec_uid',
        'like_count',
        'anchor_id|host_id',
        'start_time|started_at',
        'room_id',
      ],
      not: ['aweme_id', 'retweet_count', 'bvid'],
      read: readRoom,
    },
  ],
};

export const liveApi = payloadConnector(live);
