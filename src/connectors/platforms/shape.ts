/**
 * A platform's payload described as data: which fields mark an object as a post, a profile or an act of a
 * person, and where each value lies. Paths are those of `payload.ts`.
 */
import type { MetricId } from '#basis/metric.ts';
import type { PlatformId } from '#basis/platform.ts';
import type { AccountRef, ATTRIBUTES } from '#domain/facts/accounts/schema.ts';
import type { ENGAGEMENT_KINDS } from '#domain/facts/engagements/schema.ts';
import type { Draft } from '#domain/facts/imports/schema.ts';
import type { PostDraft } from '#domain/facts/posts/schema.ts';
import type { Item, JsonObject } from './payload.ts';

export type Figures = Partial<Record<MetricId, string>>;
type PostFormat = NonNullable<PostDraft['format']>;

/** What the surrounding payload says about an object inside it. */
export interface Context {
  postKey?: string | undefined;
  parentKey?: string | undefined;
  /** The account the surrounding payload is about, for posts that do not repeat it. */
  author?: AccountRef | undefined;
  /** Keys passed on the way down, nearest last. */
  trail: readonly string[];
  /** The whole record. */
  root: unknown;
}

export interface UserSpec {
  id?: string;
  handle?: string;
  /** A second permanent id the platform gives (`sec_uid`), kept under its own name. */
  second?: { name: string; id: string };
  name?: string;
  /** Words used for 1, 2, m, f … */
  genders?: Readonly<Record<string, string>>;
  attributes?: Partial<Record<(typeof ATTRIBUTES)[number], string>>;
  /** Link to the profile page, made from the id where the payload has none. */
  url?: (id: string, item: Item) => string | undefined;
  figures?: Figures;
}

export interface PostSpec {
  key: string;
  /** Makes the key where no single field is one. */
  makeKey?: (item: Item, context: Context) => string | undefined;
  author?: UserSpec;
  publishedAt?: string;
  title?: string;
  text?: string;
  /** Lists of text parts, joined where `text` is not there. */
  textParts?: string;
  link?: string;
  makeLink?: (key: string, item: Item) => string | undefined;
  region?: string;
  tags?: string;
  /** `#word#` or `#word` in the text. */
  tagPattern?: RegExp;
  mentions?: string;
  durationSeconds?: string;
  durationMs?: string;
  /** Durations written `4:05` or `PT4M5S`. */
  durationText?: string;
  sponsored?: (item: Item) => boolean | undefined;
  format: PostFormat | ((item: Item) => PostFormat);
  parent?: string;
  images?: string;
  videos?: string;
  figures: Figures;
  /** The moment the counters were read, where the payload says. */
  observedAt?: string;
}

export interface ActSpec {
  act:
    | (typeof ENGAGEMENT_KINDS)[number]
    | ((item: Item, context: Context) => (typeof ENGAGEMENT_KINDS)[number]);
  key?: string;
  post?: string;
  actor: string;
  at?: string;
  text?: string;
  textParts?: string;
  weight?: string;
  region?: string;
  parent?: string;
  /** Names, pictures and handles of the person: told as withheld. */
  personal: string;
  /** The person's profile object: what is left of it is withheld when it is not a plain value. */
  person?: string;
  profile?: {
    genders?: Readonly<Record<string, string>>;
    gender?: string;
    region?: string;
    verified?: string;
    followerCount?: string;
    followingCount?: string;
    postCount?: string;
    joinedAt?: string;
    isPrivate?: string;
    bio?: string;
  };
}

interface ShapeBase {
  /** Every one must hold a value; `a|b` is satisfied by either. */
  must: readonly string[];
  /** Fields that only this platform writes this way; at least `enough` (2) of them must be there. */
  signs: readonly string[];
  enough?: number;
  /** None of these may be there. */
  not?: readonly string[];
  /** A last word on whether the object is of this shape. */
  when?: (object: JsonObject, context: Context) => boolean;
  /** Parts nested here are read as their own elements: comments of a post, a repost's original. */
  nested?: readonly string[];
}
export type Shape = ShapeBase &
  (
    | { noun: 'post'; post: PostSpec }
    | { noun: 'account'; account: UserSpec }
    | { noun: 'act'; act: ActSpec }
    /** Shapes no table can say; returns nothing when the object has no identity. */
    | { noun: 'other'; read: (item: Item, context: Context) => Draft[] }
  );

export interface PlatformPayload {
  platform: PlatformId;
  en: string;
  zh: string;
  version: number;
  shapes: readonly Shape[];
  /** Envelope fields that name the post the elements belong to. */
  carriesPost?: string;
  /** The same where no single field holds it. */
  carries?: (object: JsonObject) => string | undefined;
  /** Envelope fields of the account, for posts without an author. */
  carriesAuthor?: UserSpec;
  /** Top-level keys that only this platform's answers have. */
  envelopes?: readonly string[];
  /** Host names in links that speak for this platform. */
  hosts: readonly string[];
}
