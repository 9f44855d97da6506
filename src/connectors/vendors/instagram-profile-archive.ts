/**
 * An archive of Instagram profiles as NDJSON: one account a line with its counters and its last posts. Posts have
 * no id of their own, so the picture's file name is the key. The file does not say when it was captured.
 */
import { told } from '#basis/told.ts';
import type { Draft } from '#domain/facts/imports/schema.ts';
import type { PostDraft } from '#domain/facts/posts/schema.ts';
import type { Connector, FileSample, Notes, ReadOptions, SourceRecord } from '../contract.ts';
import { itemFigures } from '../item-figures.ts';
import { Item, isObject, type JsonObject, outline } from '../platforms/payload.ts';
import { present } from '../row-fields.ts';
import { tellUnread } from '../tell-unread.ts';

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const looksRight = (value: unknown): value is JsonObject =>
  isObject(value) && 'account' in value && 'numberFollowers' in value && Array.isArray(value['posts']);

function post(
  value: JsonObject,
  account: { platform: 'instagram'; platformId: string },
  reading: { options: ReadOptions; notes: Notes },
): PostDraft | null {
  const item = new Item(value, 'posts[]', reading);
  const files = item.texts('filename|filename[]');
  const publishedAt = item.moment('date');
  const text = item.text('description');
  const key = files[0]?.replace(/\.\w+$/, '');
  if (!key) {
    reading.notes.unreadable(
      'posts[]',
      outline(value),
      told`is a post without a file name, so it has no key`,
    );
    return null;
  }
  const video = item.flag('isVideo');
  item.pass('multipleImage');
  const draft = present<PostDraft>({
    kind: 'post',
    platform: 'instagram',
    postKey: key,
    author: account,
    publishedAt,
    format: video === undefined ? 'unknown' : video ? 'video' : 'image',
    text,
    tags: item.texts('tags[]').map((tag) => tag.replace(/^#/, '')),
    mentions: item.texts('mentions[]').map((name) => name.replace(/^@/, '')),
    media: files.map((url) => ({ kind: video ? ('video' as const) : ('image' as const), url })),
    figures: itemFigures(item, {
      like_count: 'numberLikes',
      comment_count: 'numberComments',
      view_count: 'numberViews',
    }),
  });
  tellUnread(item);
  return draft;
}

function read(record: SourceRecord, options: ReadOptions, notes: Notes): Draft[] {
  const value = record.shape === 'json' ? record.value : null;
  const reading = { options, notes };
  if (!looksRight(value)) {
    notes.reject('', outline(value), told`is not a profile with its posts`);
    return [];
  }
  const item = new Item(value, '', reading);
  const platformId = item.id('account');
  if (!platformId) {
    notes.reject('account', outline(value['account']), told`the profile has no id`);
    return [];
  }
  notes.warn(told`The file does not say when it was captured; its counters are dated by the import.`);
  item.pass('posts');
  const account = { platform: 'instagram', platformId } as const;
  const drafts: Draft[] = [
    {
      kind: 'account',
      account,
      figures: itemFigures(item, {
        follower_count: 'numberFollowers',
        following_count: 'numberFollowing',
        post_count: 'numberPosts',
      }),
    },
  ];
  tellUnread(item);
  for (const inner of listOf(value['posts'])) {
    if (isObject(inner)) {
      const draft = post(inner, account, reading);
      if (draft) drafts.push(draft);
    } else notes.unreadable('posts[]', outline(inner), told`is not a post`);
  }
  return drafts;
}

export const instagramProfileArchive: Connector = {
  id: 'instagram-profile-archive',
  version: 1,
  vendor: 'instagram-profile-archive',
  en: 'Instagram profile archive',
  zh: 'Instagram 账号存档',
  sourceClass: 'third_party',
  platforms: ['instagram'],
  recognise(sample: FileSample) {
    const values = sample.records.map((r) => (r.shape === 'json' ? r.value : null));
    const share = values.filter(looksRight).length / Math.max(1, values.length);
    if (share < 0.5) return null;
    return {
      confidence: 0.6 + 0.38 * share,
      platform: 'instagram',
      reasons: [told`records have account, numberFollowers and posts[]`],
    };
  },
  read,
};
