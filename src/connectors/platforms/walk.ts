/** Finds the elements of a payload at any depth and makes a connector of a platform's shapes. */
import { type Told, told } from '#basis/told.ts';
import type { Draft } from '#domain/facts/imports/schema.ts';
import type { Connector, Notes, ReadOptions, SourceRecord } from '../contract.ts';
import {
  has,
  Item,
  isObject,
  type JsonObject,
  jsonText,
  outline,
  type Reading,
  selects,
  valueAt,
} from './payload.ts';
import { asActor, readAct, readPost, readUser } from './read-shape.ts';
import { DEPTH, KNOWN_HOSTS, matchShape, opened, recognise } from './recognise.ts';
import type { Context, PlatformPayload, Shape } from './shape.ts';

/** Keys that hold people who only follow, like or share: their profiles are no library accounts. */
const CROWDS =
  /^(?:followers?|fans|fans_list|user_followers|likers|attitudes|edge_liked_by|like_users?|digg_list)$/i;
/** A person's id beside the one that is hashed: the side store must not hold it in the clear. */
const PERSON_ID =
  /user_?id|author_?id|open_?id|union_?id|member_?id|identity_?id|author_?channel_?id|sec_?uid|^uid|^mid(?:_str)?$|^pk$|^fbid$/i;
const PERSONAL =
  /nick_?name|screen_?name|user_?name|uname|avatar|portrait|head_?(?:img|url)|profile_(?:pic|image)|real_?name|phone|mobile|email|^name$|(?:unique|short|red|display)_?id|url_token/i;

/** A value that nobody could place and that holds somebody's id: it may be a person's act that is damaged. */
const HOLDS_PERSON =
  /"(?:[^"]*(?:user_?id|author_?id|open_?id|union_?id|member_?id|identity_?id|sec_?uid|channel_?id)(?:_?str)?|uid|mid(?:_str)?|pk|fbid)":|"(?:user|author|owner|from|member|viewer|commenter)[^"]*":\{/i;
/** Such a person by the name of its key. */
const PERSON = /(?:user|author|owner|from|member|viewer|commenter)s?$/i;

/** A step of the path names a person's id, or the id of what an earlier step calls a person. */
function leadsToPersonId(path: string): boolean {
  const steps = path.split('.').map((step) => step.replaceAll('[]', ''));
  return steps.some(
    (step, i) => PERSON_ID.test(step) || (/^id(?:_?str)?$/i.test(step) && PERSON.test(steps[i - 1] ?? '')),
  );
}

const INSIDE: ReadonlySet<Shape['noun']> = new Set(['post', 'act', 'other']);

class Walk {
  readonly drafts: Draft[] = [];
  readonly payload: PlatformPayload;
  readonly reading: Reading;
  #seen = new Set<string>();
  #lost: { path: string; value: JsonObject; reason: Told }[] = [];

  constructor(payload: PlatformPayload, reading: Reading) {
    this.payload = payload;
    this.reading = reading;
  }

  add(draft: Draft): void {
    if (draft.kind === 'account') {
      const same = JSON.stringify(draft);
      if (this.#seen.has(same)) return;
      this.#seen.add(same);
    }
    this.drafts.push(draft);
  }

  /** Reads everything below a value; false when no element is in it. */
  visit(raw: unknown, path: string, context: Context, depth: number, inside: boolean): boolean {
    const value = opened(raw);
    if (depth > DEPTH || typeof value !== 'object' || value === null) return false;
    if (Array.isArray(value)) {
      let any = false;
      const left: unknown[] = [];
      for (const inner of value)
        if (this.visit(inner, `${path}[]`, context, depth + 1, inside)) any = true;
        else left.push(inner);
      if (any) for (const inner of left) this.tell(`${path}[]`, inner);
      return any;
    }
    const object = value as JsonObject;
    const match = matchShape(this.payload, object, context, inside ? INSIDE : undefined);
    if (match) {
      this.element(match.shape, object, path, context, depth);
      return true;
    }
    return this.envelope(object, path, context, depth, inside);
  }

  envelope(object: JsonObject, path: string, context: Context, depth: number, inside: boolean): boolean {
    const item = new Item(object, path, this.reading);
    const post =
      (this.payload.carriesPost ? item.id(this.payload.carriesPost) : undefined) ??
      this.payload.carries?.(object);
    const author = this.payload.carriesAuthor
      ? readUser(item, this.payload.carriesAuthor, this.payload.platform)
      : undefined;
    const below: Context = {
      ...context,
      ...(post ? { postKey: post } : {}),
      ...(author ? { author: author.account } : {}),
    };
    const left: [string, unknown][] = [];
    let any = false;
    for (const [key, inner] of Object.entries(object)) {
      const deeper = { ...below, trail: [...context.trail, key] };
      if (this.visit(inner, item.column(key), deeper, depth + 1, inside)) any = true;
      else left.push([key, inner]);
    }
    if (any && author) this.add(author);
    if (any) for (const [key, inner] of left) if (!item.used.has(key)) this.tell(item.column(key), inner);
    return any;
  }

  element(shape: Shape, object: JsonObject, path: string, context: Context, depth: number): void {
    const item = new Item(object, path, this.reading);
    const { platform } = this.payload;
    const below = { ...context };
    if (shape.noun === 'account') {
      const draft = readUser(item, shape.account, platform);
      if (!draft) this.lose(path, object, told`has neither an id nor a name`);
      else if (context.trail.some((key) => CROWDS.test(key))) {
        const actor = asActor(draft, this.reading.notes);
        if (actor) this.add(actor);
        else this.lose(path, object, told`names no person by id`);
      } else {
        this.add(draft);
        below.author = draft.account;
      }
    } else if (shape.noun === 'post') {
      const read = readPost(item, shape.post, platform, context);
      if (!read) this.lose(path, object, told`has no post id`);
      else {
        if (read.author) this.add(read.author);
        this.add(read.post);
        below.postKey = read.post.postKey;
      }
    } else if (shape.noun === 'act') {
      const read = readAct(item, shape.act, platform, context);
      if (typeof read === 'string') this.lose(path, object, read);
      else {
        for (const draft of read.drafts) this.add(draft);
        below.postKey = read.postKey;
        below.parentKey = read.key ?? context.parentKey;
      }
    } else {
      const drafts = shape.read(item, context);
      if (drafts.length === 0) this.lose(path, object, told`has no id, or nobody and nothing it belongs to`);
      for (const draft of drafts) {
        this.add(draft);
        if (draft.kind === 'post') below.postKey = draft.postKey;
      }
    }
    this.rest(shape, item, below, depth);
  }

  /** Nested elements are read; what nobody read is told, two levels deep. */
  rest(shape: Shape, item: Item, context: Context, depth: number): void {
    const personal =
      shape.noun === 'act' || shape.noun === 'other' || context.trail.some((key) => CROWDS.test(key));
    const person = shape.noun === 'act' ? shape.act.person : undefined;
    const nested = new Set(shape.nested);
    // Elements inside have items of their own: this one's list does not grow any more.
    const read = [...item.used];
    const go = (object: JsonObject, prefix: string, level: number): void => {
      for (const [key, value] of Object.entries(object)) {
        const path = prefix === '' ? key : `${prefix}.${key}`;
        if (item.used.has(path) && !nested.has(path)) continue;
        const deeper = { ...context, trail: [...context.trail, key] };
        const below = `${path}.`;
        const readBelow = read.some((used) => used.startsWith(below));
        if (typeof value === 'object' && value !== null) {
          const open = nested.has(path) || (shape.noun !== 'account' && !readBelow);
          if (open && this.visit(value, item.column(path), deeper, depth + level, true)) continue;
        }
        if (Array.isArray(value) && read.some((used) => used.startsWith(`${path}[`))) {
          for (const inner of value)
            if (!read.some((used) => selects(used, path, inner)))
              this.tell(`${item.column(path)}[]`, inner, personal);
          continue;
        }
        if (isObject(value) && (readBelow || level < 2) && level < 6) go(value, path, level + 1);
        else
          this.tell(
            item.column(path),
            value,
            personal,
            person !== undefined && path.startsWith(`${person}.`),
          );
      }
    };
    go(item.value, '', 1);
  }

  /** Lists a value nobody has a place for. Names and pictures of people are not repeated. */
  tell(path: string, value: unknown, personal = false, ofPerson = false): void {
    if (value === null || value === undefined || value === '') return;
    const blob = typeof value === 'object';
    if (blob && Object.keys(value).length === 0) return;
    const text = typeof value === 'string' ? value : jsonText(value);
    const last = path.slice(path.lastIndexOf('.') + 1);
    if (
      leadsToPersonId(path) ||
      (blob &&
        (ofPerson ||
          PERSON.test(last.replaceAll('[]', '')) ||
          PERSONAL.test(text) ||
          HOLDS_PERSON.test(text))) ||
      ((personal || ofPerson) && PERSONAL.test(last)) ||
      (ofPerson && /^id(?:_?str)?$/i.test(last))
    )
      this.reading.notes.withheld(path);
    else this.reading.notes.unknown(path, text);
  }

  lose(path: string, value: JsonObject, reason: Told): void {
    this.#lost.push({ path, value, reason });
  }

  /** Elements that could not be kept: the record is refused when nothing else was in it. */
  close(record: SourceRecord): void {
    const { notes } = this.reading;
    const first = this.#lost[0];
    if (this.drafts.length > 0) {
      for (const { path, value, reason } of this.#lost)
        notes.unreadable(path === '' ? 'record' : path, outline(value), told`this element ${reason}`);
      return;
    }
    if (first)
      notes.reject(
        first.path === '' ? 'record' : first.path,
        outline(first.value),
        told`the element ${first.reason}`,
        this.payload.carriesPost
          ? told`Keep the id fields of the answer, or wrap the list in an object that names its post: {"${this.payload.carriesPost.split('|')[0] as string}": "…", "list": […]}.`
          : told`Keep the id fields of the answer.`,
      );
    else {
      const value = record.shape === 'json' ? record.value : record.cells;
      const code = isObject(value)
        ? ['message', 'msg', 'errmsg', 'error_msg', 'error.message', 'code'].find((key) => has(value, key))
        : undefined;
      notes.reject(
        code ?? 'record',
        code && isObject(value) ? String(valueAt(value, code)) : outline(value),
        told`the answer holds no post, profile or comment`,
        told`Check that the request succeeded; empty and error answers carry nothing to import.`,
      );
    }
  }
}

/** A connector that reads one platform's API answers. */
export function payloadConnector(payload: PlatformPayload): Connector {
  for (const host of payload.hosts) KNOWN_HOSTS.add(host);
  return {
    id: `${payload.platform}-api`,
    version: payload.version,
    vendor: payload.platform,
    en: payload.en,
    zh: payload.zh,
    sourceClass: 'platform',
    platforms: [payload.platform],
    recognise: (sample) => recognise(payload, sample),
    read: (record, options, notes) => readRecord(payload, record, options, notes),
  };
}

function readRecord(
  payload: PlatformPayload,
  record: SourceRecord,
  options: ReadOptions,
  notes: Notes,
): Draft[] {
  const walk = new Walk(payload, { notes, options });
  if (record.shape === 'json') walk.visit(record.value, '', { trail: [], root: record.value }, 0, false);
  walk.close(record);
  return walk.drafts;
}
