/** Builds drafts from one object and the shape it was recognised as. */

import { createHash } from 'node:crypto';
import type { PlatformId } from '#basis/platform.ts';
import { type Told, told } from '#basis/told.ts';
import type { AccountDraft, AccountRef, FigureDraft } from '#domain/facts/accounts/schema.ts';
import type { EngagementDraft } from '#domain/facts/engagements/schema.ts';
import type { Draft } from '#domain/facts/imports/schema.ts';
import type { PostDraft } from '#domain/facts/posts/schema.ts';
import type { Notes } from '../contract.ts';
import { fullLink, type Item } from './payload.ts';
import type { ActSpec, Context, Figures, PostSpec, UserSpec } from './shape.ts';

/** Removes keys whose value is undefined or an empty list. */
export function compact<T extends object>(draft: T): T {
  const kept: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(draft))
    if (value !== undefined && !(Array.isArray(value) && value.length === 0)) kept[key] = value;
  return kept as T;
}

/** `发布于 北京`, `IP属地：广东`, `来自浙江` → the place. */
export const placeName = (text: string | undefined): string | undefined =>
  text?.replace(/^(?:发布于|来自|IP\s*属地[:：]?)\s*/i, '').trim() || undefined;

/** A stable key from what a post has, marked `~` as made here. */
export const madeKey = (...parts: (string | undefined)[]): string | undefined =>
  parts.some((part) => part !== undefined)
    ? `~${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 20)}`
    : undefined;

export function readFigures(item: Item, figures: Figures | undefined): FigureDraft[] {
  const found: FigureDraft[] = [];
  for (const [metric, paths] of Object.entries(figures ?? {})) {
    const read = item.quantity(paths);
    if (read) found.push({ metric: metric as FigureDraft['metric'], ...read });
  }
  return found;
}

/** The account an object describes; undefined when it holds neither id nor name. */
export function readUser(item: Item, spec: UserSpec, platform: PlatformId): AccountDraft | undefined {
  const platformId = spec.id ? item.id(spec.id) : undefined;
  const handle = spec.handle ? item.id(spec.handle)?.replace(/^@/, '') || undefined : undefined;
  const name = spec.name ? item.text(spec.name) : undefined;
  if (!platformId && !handle && !name) return undefined;
  const second = spec.second ? item.id(spec.second.id) : undefined;
  const vendor = spec.second && second ? { name: spec.second.name, id: second } : undefined;
  const account: AccountRef = compact({ platform, platformId, handle, vendor, name });
  const attributes: NonNullable<AccountDraft['attributes']> = [];
  if (name && spec.name)
    attributes.push({ attribute: 'name', value: name, column: item.find(spec.name)?.column ?? '' });
  for (const [attribute, paths] of Object.entries(spec.attributes ?? {})) {
    const column = item.find(paths)?.column ?? item.column(paths);
    const values = paths.includes('[]') ? item.texts(paths) : [item.text(paths)];
    for (const raw of values) {
      const value = attributeValue(attribute, raw, spec);
      if (value !== undefined)
        attributes.push({ attribute: attribute as (typeof attributes)[number]['attribute'], value, column });
    }
  }
  if (!attributes.some((a) => a.attribute === 'url')) {
    const url = spec.url?.(platformId ?? handle ?? '', item);
    if (url && (platformId ?? handle))
      attributes.push({
        attribute: 'url',
        value: url,
        column: item.find(spec.id ?? '')?.column ?? item.find(spec.handle ?? '')?.column ?? '',
      });
  }
  const draft: AccountDraft = {
    kind: 'account',
    account,
    attributes,
    figures: readFigures(item, spec.figures),
  };
  return compact(draft);
}

function attributeValue(attribute: string, raw: string | undefined, spec: UserSpec): string | undefined {
  if (raw === undefined) return undefined;
  if (attribute === 'gender') return spec.genders ? spec.genders[raw] : raw;
  if (attribute === 'region') return placeName(raw);
  if (attribute === 'avatar' || attribute === 'url') return fullLink(raw);
  return raw;
}

/** A post and its author; undefined when nothing identifies the post. */
export function readPost(
  item: Item,
  spec: PostSpec,
  platform: PlatformId,
  context: Context,
): { post: PostDraft; author?: AccountDraft } | undefined {
  const postKey = item.id(spec.key) ?? spec.makeKey?.(item, context);
  if (!postKey) return undefined;
  const author = spec.author ? readUser(item, spec.author, platform) : undefined;
  const text =
    (spec.text ? item.plain(spec.text) : undefined) ??
    (spec.textParts ? item.texts(spec.textParts).join('\n').trim() || undefined : undefined);
  const link = spec.link ? item.text(spec.link) : undefined;
  const tags = [
    ...(spec.tags ? item.texts(spec.tags) : []),
    ...(spec.tagPattern && text ? [...text.matchAll(spec.tagPattern)].map((m) => m[1] as string) : []),
  ].map((tag) => tag.replaceAll(/^#|#$/g, '').trim());
  const format = typeof spec.format === 'function' ? spec.format(item) : spec.format;
  const observedAt = spec.observedAt ? item.moment(spec.observedAt) : undefined;
  const post: PostDraft = compact({
    kind: 'post',
    platform,
    postKey,
    author: author?.account ?? context.author,
    observedAt,
    publishedAt: spec.publishedAt ? item.moment(spec.publishedAt) : undefined,
    format,
    title: spec.title ? item.plain(spec.title) : undefined,
    text,
    url: link ? fullLink(link) : spec.makeLink?.(postKey, item),
    tags: [...new Set(tags)].filter((tag) => tag !== ''),
    mentions: spec.mentions ? item.texts(spec.mentions).map((name) => name.replace(/^@/, '')) : undefined,
    region: spec.region ? placeName(item.text(spec.region)) : undefined,
    durationSeconds: readDuration(item, spec),
    sponsored: spec.sponsored?.(item),
    parentKey: spec.parent ? item.id(spec.parent) : undefined,
    media: [
      ...(spec.images ? item.texts(spec.images) : []).map((url) => ({
        kind: 'image' as const,
        url: fullLink(url),
      })),
      ...(spec.videos ? item.texts(spec.videos) : []).map((url) => ({
        // One field holds the picture of a picture post and the film of a film.
        kind: format === 'image' ? ('image' as const) : ('video' as const),
        url: fullLink(url),
      })),
    ],
    figures: readFigures(item, spec.figures),
  });
  if (observedAt && author) author.observedAt = observedAt;
  return author ? { post, author } : { post };
}

function readDuration(item: Item, spec: PostSpec): number | undefined {
  const seconds = spec.durationSeconds ? item.number(spec.durationSeconds) : undefined;
  if (seconds !== undefined) return seconds;
  const ms = spec.durationMs ? item.number(spec.durationMs) : undefined;
  if (ms !== undefined) return ms / 1000;
  const text = spec.durationText ? item.text(spec.durationText) : undefined;
  return text === undefined ? undefined : secondsIn(text);
}

/** Seconds in `4:05`, `1:02:03` or `PT1H4M5S`; undefined for anything else. */
function secondsIn(text: string): number | undefined {
  const clock = /^(?:(\d{1,3}):)?(\d{1,3}):(\d{2})$/.exec(text);
  if (clock) return Number(clock[1] ?? 0) * 3600 + Number(clock[2]) * 60 + Number(clock[3]);
  const iso = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text);
  if (!iso) return undefined;
  const [days, hours, minutes, seconds] = iso.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
  ];
  return days * 86_400 + hours * 3600 + minutes * 60 + seconds;
}

/** What one person did; a string says why it cannot be kept. */
export function readAct(
  item: Item,
  spec: ActSpec,
  platform: PlatformId,
  context: Context,
): { drafts: Draft[]; key?: string | undefined; postKey: string } | Told {
  item.withhold(spec.personal);
  const actor = item.id(spec.actor);
  const postKey = (spec.post ? item.id(spec.post) : undefined) ?? context.postKey;
  if (!actor) return told`names no person by id`;
  if (!postKey) return told`does not say which post it belongs to`;
  const engagementKey = spec.key ? item.id(spec.key) : undefined;
  const ownParent = spec.parent ? item.id(spec.parent) : undefined;
  const parentKey =
    ownParent !== undefined && ownParent !== engagementKey && ownParent !== postKey
      ? ownParent
      : context.parentKey;
  const act = typeof spec.act === 'function' ? spec.act(item, context) : spec.act;
  const region = spec.region ? placeName(item.text(spec.region)) : undefined;
  const draft: EngagementDraft = compact({
    kind: 'engagement',
    platform,
    postKey,
    act: act === 'comment' && parentKey !== undefined ? 'reply' : act,
    actor,
    engagementKey,
    at: spec.at ? item.moment(spec.at) : undefined,
    text:
      (spec.text ? item.plain(spec.text) : undefined) ??
      (spec.textParts ? item.texts(spec.textParts).join('\n').trim() || undefined : undefined),
    parentKey,
    region,
    weight: spec.weight ? item.number(spec.weight) : undefined,
  });
  const person = readPerson(item, spec, platform, actor);
  return { drafts: person ? [draft, person] : [draft], key: engagementKey, postKey };
}

function readPerson(item: Item, spec: ActSpec, platform: PlatformId, actor: string): Draft | undefined {
  const { profile } = spec;
  if (!profile) return undefined;
  const gender = profile.gender ? item.text(profile.gender) : undefined;
  const bio = profile.bio ? item.text(profile.bio) : undefined;
  const facts = compact({
    joinedAt: profile.joinedAt ? item.moment(profile.joinedAt) : undefined,
    followerCount: profile.followerCount ? item.number(profile.followerCount) : undefined,
    followingCount: profile.followingCount ? item.number(profile.followingCount) : undefined,
    postCount: profile.postCount ? item.number(profile.postCount) : undefined,
    bioLength: bio === undefined ? undefined : bio.length,
    verified: profile.verified ? item.flag(profile.verified) : undefined,
    isPrivate: profile.isPrivate ? item.flag(profile.isPrivate) : undefined,
    gender: gender === undefined ? undefined : profile.genders ? profile.genders[gender] : gender,
    region: profile.region ? placeName(item.text(profile.region)) : undefined,
  });
  return Object.keys(facts).length > 0 ? { kind: 'actor', platform, actor, ...facts } : undefined;
}

/** A follower's or liker's profile: its counts without name, handle, picture or words. */
export function asActor(draft: AccountDraft, notes: Notes): Draft | undefined {
  const { platform, platformId, handle } = draft.account;
  const actor = platformId ?? handle;
  const count = (metric: string): number | undefined =>
    draft.figures?.find((f) => f.metric === metric)?.quantity.value ?? undefined;
  const word = (name: string): string | undefined =>
    draft.attributes?.find((a) => a.attribute === name)?.value;
  for (const { attribute, column } of draft.attributes ?? [])
    if (['name', 'avatar', 'bio', 'url'].includes(attribute)) notes.withheld(column);
  if (!actor) return undefined;
  const bio = word('bio');
  const verified = word('verified');
  const person: Draft = {
    kind: 'actor',
    platform,
    actor,
    followerCount: count('follower_count'),
    followingCount: count('following_count'),
    postCount: count('post_count'),
    bioLength: bio === undefined ? undefined : bio.length,
    verified: verified === 'true' ? true : verified === 'false' ? false : undefined,
    hasPicture: word('avatar') === undefined ? undefined : true,
    gender: word('gender'),
    region: word('region'),
  };
  return compact(person);
}
