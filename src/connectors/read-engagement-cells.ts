/** Cells that say what a person did, whom they follow, and what their profile shows. */
import { told } from '#basis/told.ts';
import type { AccountRef } from '#domain/facts/accounts/schema.ts';
import {
  ENGAGEMENT_KINDS,
  type EngagementDraft,
  FOLLOW_DESIGNS,
  type FollowDesign,
} from '#domain/facts/engagements/schema.ts';
import type { Draft } from '#domain/facts/imports/schema.ts';
import { keyInLink } from './read-post-cells.ts';
import { present, Rejected, type Row, readFlag, readNumber, readTime } from './row-fields.ts';

const ACT_WORDS: Record<string, EngagementDraft['act']> = {
  点赞: 'like',
  赞: 'like',
  评论: 'comment',
  回复: 'reply',
  转发: 'repost',
  分享: 'share',
  收藏: 'save',
  关注: 'follow',
  弹幕: 'danmaku',
  投币: 'coin',
  进入: 'enter',
  进房: 'enter',
  送礼: 'gift',
  礼物: 'gift',
  下单: 'order',
  点击: 'click',
  加购: 'cart',
  浏览: 'view',
  阅读: 'view',
  播放: 'view',
  评价: 'review',
  likes: 'like',
  comments: 'comment',
  retweet: 'repost',
  reposts: 'repost',
  shares: 'share',
  collect: 'save',
  favorite: 'save',
};
/** The kind of act a word names, in either language, or null. */
export const actNamed = (word: string): EngagementDraft['act'] | null => {
  const text = word.trim().toLowerCase();
  return ENGAGEMENT_KINDS.find((k) => k === text) ?? ACT_WORDS[text] ?? null;
};

/** @throws Rejected when the row does not say which post it belongs to. */
export function readEngagement(row: Row): EngagementDraft {
  const { fields, mapping, notes, platform } = row;
  const actor = fields.text('engagement.actor') ?? '';
  const postKey =
    fields.text('engagement.post') ?? fields.text('post.key') ?? keyInLink(fields.text('post.link'));
  if (!postKey) {
    notes.reject(
      fields.get('engagement.actor')?.column ?? '',
      actor,
      told`the row does not say which post it belongs to`,
      told`Map the column that holds the post id.`,
    );
    throw new Rejected('no post');
  }
  const word = fields.get('engagement.act');
  const act = word ? actNamed(word.cell) : (mapping.act ?? 'other');
  if (act === null)
    notes.unreadable(
      word?.column ?? '',
      word?.cell ?? '',
      told`is not a kind of engagement known here; kept as “other”`,
    );
  const parent = fields.text('engagement.parent');
  const actorAccount =
    fields.text('engagement.actorAccount') ?? (mapping.actorsAreAccounts ? actor : undefined);
  return present<EngagementDraft>({
    kind: 'engagement',
    platform,
    postKey,
    act: act ?? 'other',
    actor,
    engagementKey: fields.text('engagement.key'),
    at: readTime(row, 'engagement.at'),
    text: fields.text('engagement.text'),
    parentKey: parent === '0' ? undefined : parent,
    region: fields.text('engagement.region'),
    weight: readNumber(row, 'engagement.weight', Number.NEGATIVE_INFINITY),
    actorAccount: actorAccount ? { platform, platformId: actorAccount } : undefined,
  });
}

const DESIGN_WORDS: Record<string, FollowDesign> = {
  全量: 'full',
  全部: 'full',
  随机: 'random',
  随机抽样: 'random',
  评论者: 'commenters',
  最新: 'newest_first',
  最新在前: 'newest_first',
  未知: 'unknown',
};

/**
 * How the list was drawn: as the user says, else the row, else the layout, else the name of the position's column
 * (`position_newest_first`). Never guessed from the order of rows.
 */
function designOf(row: Row): FollowDesign {
  const cell = row.fields.get('follow.design');
  const word =
    cell?.cell
      .trim()
      .toLowerCase()
      .replaceAll(/[\s-]+/g, '_') ?? '';
  const said = FOLLOW_DESIGNS.find((d) => d === word) ?? DESIGN_WORDS[word];
  if (cell && !said) row.notes.unreadable(cell.column, cell.cell, told`does not say how the list was drawn`);
  const newest = /newest[ _-]?first|最新在前/i.test(row.fields.get('follow.position')?.column ?? '');
  return row.options.followDesign ?? said ?? row.mapping.design ?? (newest ? 'newest_first' : 'unknown');
}

export function readFollow(row: Row, account: AccountRef): Extract<Draft, { kind: 'follow' }> {
  const position = row.fields.get('follow.position');
  const place = Number(position?.cell ?? Number.NaN);
  const valid = Number.isInteger(place) && place >= 0;
  if (position && !valid)
    row.notes.unreadable(position.column, position.cell, told`is not a position from 0`);
  return present<Extract<Draft, { kind: 'follow' }>>({
    kind: 'follow',
    account,
    follower: row.fields.text('follow.follower') ?? '',
    design: designOf(row),
    position: valid ? place : undefined,
  });
}

export function readActor(row: Row, actor: string): Draft {
  const { fields, platform } = row;
  const defaultPicture = readFlag(row, 'actor.defaultPicture');
  return present<Extract<Draft, { kind: 'actor' }>>({
    kind: 'actor',
    platform,
    actor,
    joinedAt: readTime(row, 'actor.joinedAt'),
    followerCount: readNumber(row, 'actor.followerCount'),
    followingCount: readNumber(row, 'actor.followingCount'),
    postCount: readNumber(row, 'actor.postCount'),
    bioLength: readNumber(row, 'actor.bioLength'),
    hasPicture:
      readFlag(row, 'actor.hasPicture') ?? (defaultPicture === undefined ? undefined : !defaultPicture),
    verified: readFlag(row, 'actor.verified'),
    isPrivate: readFlag(row, 'actor.isPrivate'),
    gender: fields.text('actor.gender'),
    ageBand: fields.text('actor.ageBand'),
    region: fields.text('actor.region'),
  });
}
