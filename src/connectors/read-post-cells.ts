/** Cells that describe a post. */

import { createHash } from 'node:crypto';
import { told } from '#basis/told.ts';
import type { AccountRef, FigureDraft } from '#domain/facts/accounts/schema.ts';
import { POST_FORMATS, type PostDraft } from '#domain/facts/posts/schema.ts';
import { readSeconds } from './read-seconds.ts';
import { present, type Row, readFlag, readTime } from './row-fields.ts';
import { parseWords } from './values.ts';

/** Reads the post a row names. Without an id or link its key is a digest of all the row says. */
export function readPost(
  row: Row,
  figures: FigureDraft[],
  account: AccountRef | undefined,
  cells: Readonly<Record<string, string>>,
): PostDraft {
  const { fields, platform } = row;
  const publishedAt = readTime(row, 'post.publishedAt');
  const url = fields.text('post.link');
  const [title, text] = [fields.text('post.title'), fields.text('post.text')];
  const identity = publishedAt || account ? [platform, account, publishedAt, title, text] : cells;
  const parent = fields.text('post.parent');
  return present<PostDraft>({
    kind: 'post',
    platform,
    postKey: fields.text('post.key') ?? keyInLink(url) ?? `~${digest(identity)}`,
    author: account,
    publishedAt,
    format: readFormat(row),
    title,
    text,
    url,
    tags: words(row, 'post.tags', /^#|#$/g),
    mentions: words(row, 'post.mentions', /^@/),
    region: fields.text('post.region'),
    durationSeconds: readDuration(row),
    sponsored: readFlag(row, 'post.sponsored'),
    parentKey: parent === '0' ? undefined : parent,
    campaign: fields.text('post.campaign'),
    media: media(row),
    figures,
  });
}

const digest = (of: unknown) => createHash('sha256').update(JSON.stringify(of)).digest('hex').slice(0, 20);

const KEYS_IN_LINKS = [
  /(?:explore|item|video|note|status|shorts|p|reel|answer|short-video)\/([\w-]{6,})/,
  /[?&]v=([\w-]{11})/,
  /youtu\.be\/([\w-]{11})/,
  /weibo\.c(?:n|om)\/(?:\d+|detail|status)\/(\w{9,})/,
  /tieba\.baidu\.com\/p\/(\d+)/,
  /mp\.weixin\.qq\.com\/s\/([\w-]{10,})/,
];
/** The platform's post id inside a link, or undefined where the link does not hold one. */
export const keyInLink = (url: string | undefined): string | undefined =>
  url === undefined ? undefined : KEYS_IN_LINKS.map((form) => form.exec(url)?.[1]).find((key) => key);

function words(row: Row, name: 'post.tags' | 'post.mentions', marks: RegExp): string[] | undefined {
  const cell = row.fields.text(name);
  return cell === undefined ? undefined : parseWords(cell).map((word) => word.replace(marks, ''));
}

function media(row: Row): PostDraft['media'] {
  const links = (name: 'post.image' | 'post.video', kind: 'image' | 'video') =>
    parseWords(row.fields.text(name) ?? '').map((url) => ({ kind, url }));
  const all = [...links('post.image', 'image'), ...links('post.video', 'video')];
  return all.length > 0 ? all : undefined;
}

function readDuration(row: Row): number | undefined {
  const field = row.fields.get('post.durationSeconds');
  if (!field) return undefined;
  const seconds = readSeconds(field.cell);
  if (seconds === null) row.notes.unreadable(field.column, field.cell, told`is not a duration`);
  return seconds ?? undefined;
}

const FORMAT_WORDS: Record<string, PostDraft['format']> = {
  normal: 'image',
  photo: 'image',
  picture: 'image',
  carousel: 'image',
  图文: 'image',
  图文笔记: 'image',
  图片: 'image',
  图集: 'image',
  视频: 'video',
  视频笔记: 'video',
  短视频: 'video',
  zvideo: 'video',
  reel: 'video',
  直播: 'live',
  文章: 'article',
  长文: 'article',
  问题: 'question',
  回答: 'answer',
  文字: 'text',
  status: 'text',
  link: 'unknown',
};

function readFormat(row: Row): PostDraft['format'] {
  const field = row.fields.get('post.format');
  if (!field) return undefined;
  const word = field.cell.toLowerCase();
  const known = POST_FORMATS.find((f) => f === word) ?? FORMAT_WORDS[word];
  if (!known) row.notes.unreadable(field.column, field.cell, told`is not a form of post known here`);
  return known ?? 'unknown';
}
