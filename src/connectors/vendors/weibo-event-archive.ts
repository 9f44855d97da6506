/**
 * An archive of Weibo events as NDJSON: an original post, its author's counters, and everyone who reposted or
 * commented, with parents and China time. Reposts and comments are mixed in one list, so all are kept as
 * reposts and the file is marked. The author block is missing in some events (the word `empty`).
 */
import { told } from '#basis/told.ts';
import type { AccountDraft, AccountRef } from '#domain/facts/accounts/schema.ts';
import type { EngagementDraft } from '#domain/facts/engagements/schema.ts';
import type { Draft } from '#domain/facts/imports/schema.ts';
import type { PostDraft } from '#domain/facts/posts/schema.ts';
import type { Connector, FileSample, Notes, ReadOptions, SourceRecord } from '../contract.ts';
import { itemFigures } from '../item-figures.ts';
import { Item, isObject, type JsonObject, outline } from '../platforms/payload.ts';
import { present } from '../row-fields.ts';
import { tellUnread } from '../tell-unread.ts';

const VENDOR = 'weibo-event-archive';
const CHINA_TIME = 480;

const looksRight = (value: unknown): value is JsonObject & { original: JsonObject; reposts: unknown[] } =>
  isObject(value) && 'id' in value && isObject(value['original']) && Array.isArray(value['reposts']);

type Attributes = NonNullable<AccountDraft['attributes']>;

function author(
  user: JsonObject,
  ref: AccountRef,
  reading: { options: ReadOptions; notes: Notes },
): AccountDraft {
  const item = new Item(user, 'original.user', reading);
  const attribute = (
    attribute: Attributes[number]['attribute'],
    value: string | undefined,
    column: string,
  ): Attributes => (value === undefined ? [] : [{ attribute, value, column: `original.user.${column}` }]);
  const draft: AccountDraft = {
    kind: 'account',
    account: ref,
    attributes: [
      ...attribute('verified', item.flag('verified')?.toString(), 'verified'),
      ...attribute('certification', item.text('verified_type'), 'verified_type'),
      ...attribute('gender', item.text('gender'), 'gender'),
      ...attribute('region', item.text('location'), 'location'),
      ...attribute('created_at', item.moment('time'), 'time'),
    ],
    figures: itemFigures(item, {
      follower_count: 'followers',
      following_count: 'friends',
      post_count: 'messages',
    }),
  };
  tellUnread(item);
  return draft;
}

function engagement(
  value: JsonObject,
  postKey: string,
  reading: { options: ReadOptions; notes: Notes },
): EngagementDraft | null {
  const item = new Item(value, 'reposts[]', reading);
  const actor = item.id('uid');
  if (!actor) {
    reading.notes.unreadable('reposts[]', outline(value), told`is a repost without a user`);
    return null;
  }
  const draft = present<EngagementDraft>({
    kind: 'engagement',
    platform: 'weibo',
    postKey,
    act: 'repost',
    actor,
    engagementKey: item.id('mid'),
    at: item.moment('date'),
    text: item.text('text'),
    parentKey: item.id('parent'),
  });
  tellUnread(item);
  return draft;
}

function read(record: SourceRecord, given: ReadOptions, notes: Notes): Draft[] {
  const value = record.shape === 'json' ? record.value : null;
  const reading = { options: { ...given, utcOffsetMinutes: CHINA_TIME }, notes };
  if (!looksRight(value)) {
    notes.reject('', outline(value), told`is not an event with original and reposts`);
    return [];
  }
  const event = new Item(value, '', reading);
  const postKey = event.id('id');
  if (!postKey) {
    notes.reject('id', outline(value['id']), told`the event has no id`);
    return [];
  }
  const authorId = event.id('author');
  const ref: AccountRef = authorId
    ? { platform: 'weibo', platformId: authorId }
    : { platform: 'weibo', vendor: { name: VENDOR, id: postKey } };
  if (!authorId)
    notes.warn(
      told`Some events do not name their author; such an author is known by the event only and never joined.`,
    );
  notes.warn(told`Reposts and comments are mixed in this archive; all are kept as reposts.`);
  notes.warn(told`The file does not say when it was captured; its counters are dated by the import.`);
  event.pass('original|reposts');
  tellUnread(event);

  const original = new Item(value.original, 'original', reading);
  const user = value.original['user'];
  original.pass('user');
  const drafts: Draft[] = [];
  if (isObject(user)) drafts.push(author(user, ref, reading));
  else {
    if (user !== undefined && user !== null)
      notes.unreadable('original.user', outline(user), told`is no author block`);
    drafts.push({ kind: 'account', account: ref });
  }
  drafts.push(
    present<PostDraft>({
      kind: 'post',
      platform: 'weibo',
      postKey,
      author: ref,
      publishedAt: original.moment('time'),
      text: original.text('text'),
      figures: itemFigures(original, {
        like_count: 'likes',
        comment_count: 'comments',
        repost_count: 'reposts',
      }),
    }),
  );
  tellUnread(original);
  for (const inner of value.reposts) {
    const draft = isObject(inner) ? engagement(inner, postKey, reading) : null;
    if (draft) drafts.push(draft);
    else if (!isObject(inner)) notes.unreadable('reposts[]', outline(inner), told`is not a repost`);
  }
  return drafts;
}

export const weiboEventArchive: Connector = {
  id: VENDOR,
  version: 1,
  vendor: VENDOR,
  en: 'Weibo event archive',
  zh: '微博事件存档',
  sourceClass: 'third_party',
  platforms: ['weibo'],
  recognise(sample: FileSample) {
    const values = sample.records.map((r) => (r.shape === 'json' ? r.value : null));
    const share = values.filter(looksRight).length / Math.max(1, values.length);
    if (share < 0.5) return null;
    return {
      confidence: 0.6 + 0.38 * share,
      platform: 'weibo',
      reasons: [told`records have id, original and reposts[]`],
    };
  },
  read,
};
