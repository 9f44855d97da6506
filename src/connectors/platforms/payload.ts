/**
 * Typed access to JSON of unknown shape. An `Item` is one object of a payload; it remembers which of its paths
 * were read, so that what nobody read can be listed. Paths: `a.b`, alternatives `a.b|c`, every element of a
 * list or map `a[].b`.
 */

import type { Quantity } from '#basis/quantity.ts';
import { told } from '#basis/told.ts';
import type { Notes, ReadOptions } from '../contract.ts';
import { isNothing, parseMoment, parseQuantity } from '../values.ts';

export type JsonObject = Record<string, unknown>;
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON text of a value; a value nested too deeply for that is named as such. */
export function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return '(nested too deeply to be written out)';
  }
}

/** What a value that cannot be kept looks like, without its contents: they may be a person's. */
export const outline = (value: unknown): string =>
  Array.isArray(value)
    ? `[${value.length} values]`
    : isObject(value)
      ? `{${Object.keys(value).slice(0, 12).join(', ')}}`
      : typeof value;

/** Missing, null, an empty string or a mark for no value. */
const isAbsent = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && isNothing(value));

const isScalar = (value: unknown): value is string | number | boolean | bigint => {
  const kind = typeof value;
  return kind === 'string' || kind === 'number' || kind === 'boolean' || kind === 'bigint';
};

export interface Reading {
  notes: Notes;
  options: ReadOptions;
}

interface Found {
  value: unknown;
  /** Full path inside the record, list positions written `[]`. */
  column: string;
}

/** `name[type=fans]`: the element of a list whose field has that value. */
const SELECT = /^([^[]*)\[([^=\]]+)=([^\]]+)\]$/;

interface Step {
  key: string;
  /** `[field=wanted]` behind the key. */
  field: string | null;
  wanted: string;
}
interface Path {
  text: string;
  steps: readonly Step[];
}

/** Paths are few and asked of every record: each is cut into its steps once. */
const cut = new Map<string, readonly Path[]>();
const MOST_CUT = 20_000;

function alternatives(paths: string): readonly Path[] {
  const known = cut.get(paths);
  if (known) return known;
  const made = paths.split('|').map((text) => ({
    text,
    steps: text.split('.').map((step) => {
      const select = step.includes('[') ? SELECT.exec(step) : null;
      return { key: select?.[1] ?? step, field: select?.[2] ?? null, wanted: select?.[3] ?? '' };
    }),
  }));
  if (cut.size >= MOST_CUT) cut.clear();
  cut.set(paths, made);
  return made;
}

function valueAlong(object: unknown, { steps }: Path): unknown {
  let at = object;
  for (let i = 0; i < steps.length; i++) {
    const { key, field, wanted } = steps[i] as Step;
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as JsonObject)[key];
    if (field !== null)
      at = Array.isArray(at) ? at.find((el) => isObject(el) && String(el[field]) === wanted) : undefined;
  }
  return at;
}

/** The value at one path without alternatives; undefined when any step is missing. */
export const valueAt = (object: unknown, path: string): unknown =>
  valueAlong(object, alternatives(path)[0] as Path);

/** True when a path that was read picked this element of a list by `[field=value]`. */
export const selects = (used: string, list: string, element: unknown): boolean => {
  if (!used.startsWith(`${list}[`)) return false;
  const select = /^\[([^=\]]+)=([^\]]+)\]/.exec(used.slice(list.length));
  return select !== null && isObject(element) && String(element[select[1] as string]) === select[2];
};

/** True when any of the alternatives holds a value. */
export function has(object: JsonObject, paths: string): boolean {
  for (const path of alternatives(paths)) {
    const value = valueAlong(object, path);
    if (value !== undefined && value !== null) return true;
  }
  return false;
}

export class Item {
  readonly value: JsonObject;
  readonly path: string;
  readonly reading: Reading;
  readonly used = new Set<string>();

  constructor(value: JsonObject, path: string, reading: Reading) {
    this.value = value;
    this.path = path;
    this.reading = reading;
  }

  column(path: string): string {
    return this.path === '' ? path : `${this.path}.${path}`;
  }

  /** The first alternative with a value; alternatives that say the same count as read too. */
  find(paths: string): Found | null {
    let found: Found | null = null;
    for (const path of alternatives(paths)) {
      const value = valueAlong(this.value, path);
      if (isAbsent(value)) continue;
      if (!found) found = { value, column: this.column(path.text) };
      else if (!isScalar(value) || String(value) !== String(found.value)) continue;
      this.used.add(path.text);
    }
    return found;
  }

  /** Marks paths as seen although nothing is taken from them. */
  pass(paths: string): void {
    for (const path of paths.split('|')) this.used.add(path);
  }

  /** Tells that a personal value is deliberately not stored. */
  withhold(paths: string): void {
    for (const path of alternatives(paths))
      if (!isAbsent(valueAlong(this.value, path))) {
        this.used.add(path.text);
        this.reading.notes.withheld(this.column(path.text));
      }
  }

  text(paths: string): string | undefined {
    const found = this.find(paths);
    if (!found || !isScalar(found.value)) return undefined;
    const text = String(found.value)
      .replaceAll(/[\u200b\ufeff]/g, '')
      .trim();
    return text === '' ? undefined : text;
  }

  /** Text that may be HTML, without its tags. */
  plain(paths: string): string | undefined {
    const text = this.text(paths);
    return text === undefined ? undefined : plainText(text) || undefined;
  }

  /** An id as text. Zero, -1 and numbers too large for exact reading are no ids. */
  id(paths: string): string | undefined {
    for (const path of alternatives(paths)) {
      const value = valueAlong(this.value, path);
      if (isAbsent(value) || !isScalar(value) || typeof value === 'boolean') continue;
      if (typeof value === 'number' && !Number.isSafeInteger(value)) {
        this.used.add(path.text);
        this.reading.notes.unreadable(
          this.column(path.text),
          String(value),
          told`is a number too large to be read exactly; the text form of the id is needed`,
        );
        continue;
      }
      const text = String(value).trim();
      if (text === '' || text === '0' || text === '-1') continue;
      this.find(paths);
      this.used.add(path.text);
      return text;
    }
    return undefined;
  }

  /** A count as the source gave it; undefined when absent, negative or unreadable. */
  quantity(paths: string): { quantity: Quantity; column: string } | undefined {
    const found = this.find(paths);
    if (!found) return undefined;
    const { value, column } = found;
    if (!isScalar(value) || typeof value === 'boolean') {
      this.reading.notes.unreadable(column, jsonText(value), told`is not a number`);
      return undefined;
    }
    const read = parseQuantity(String(value).replace(/\s*次?(?:播放|观看|阅读|浏览|views?)$/i, ''));
    if ('nothing' in read) return undefined;
    if ('unreadable' in read) {
      this.reading.notes.unreadable(column, String(value), read.unreadable);
      return undefined;
    }
    const { quantity } = read.ok;
    const ends = [quantity.value, quantity.low, quantity.high].filter((n) => n !== null);
    if (ends.some((n) => !Number.isFinite(n))) {
      this.reading.notes.unreadable(column, String(value), told`is not a finite number`);
      return undefined;
    }
    return ends.some((n) => n < 0) ? undefined : { quantity, column };
  }

  /** A plain number ≥ 0; undefined for bounds and ranges. */
  number(paths: string): number | undefined {
    return this.quantity(paths)?.quantity.value ?? undefined;
  }

  flag(paths: string): boolean | undefined {
    const value = this.find(paths)?.value;
    if (typeof value === 'boolean') return value;
    if (value === 1 || value === '1' || value === 'true') return true;
    if (value === 0 || value === '0' || value === 'false') return false;
    return undefined;
  }

  /** ISO time of an epoch or a written moment. */
  moment(paths: string): string | undefined {
    const found = this.find(paths);
    if (!found || !isScalar(found.value) || found.value === 0 || found.value === '0') return undefined;
    const read = parseMoment(String(found.value), this.reading.options);
    if ('at' in read) return read.at;
    if ('nothing' in read) return undefined;
    const reason =
      'ambiguous' in read
        ? told`reads as ${read.ambiguous[0].slice(0, 10)} or ${read.ambiguous[1].slice(0, 10)}`
        : read.unreadable;
    this.reading.notes.unreadable(found.column, String(found.value), reason);
    return undefined;
  }

  /** Texts at `a[].b` (or plain text at `a`), without doubles. `[]` walks lists and maps. */
  texts(paths: string): string[] {
    const all: string[] = [];
    for (const path of paths.split('|')) {
      const steps = path.split(/(?=\[\])|\./).filter((step) => step !== '');
      const before = all.length;
      collect(this.value, steps, all);
      if (all.length > before) this.used.add(path.split('[]')[0] as string);
    }
    return [...new Set(all)];
  }

  object(path: string): JsonObject | undefined {
    const value = valueAt(this.value, path);
    return isObject(value) ? value : undefined;
  }
}

function collect(value: unknown, steps: readonly string[], into: string[]): void {
  const [step, ...rest] = steps;
  if (step === undefined) {
    if (isScalar(value) && typeof value !== 'boolean' && !isAbsent(value)) into.push(String(value).trim());
  } else if (step === '[]') {
    if (typeof value === 'object' && value !== null)
      for (const inner of Object.values(value)) collect(inner, rest, into);
  } else if (isObject(value) && Object.hasOwn(value, step)) collect(value[step], rest, into);
}

const ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  nbsp: ' ',
};
const plainText = (html: string): string =>
  html
    .replaceAll(/<br\s*\/?>|<\/p>|<\/div>/gi, '\n')
    .replaceAll(/<[a-z/][^>]{0,2000}>/gi, '')
    .replaceAll(/&(amp|lt|gt|quot|#39|nbsp);/g, (whole, name: string) => ENTITIES[name] ?? whole)
    .replaceAll(/\n{2,}/g, '\n')
    .trim();

/** Links without a scheme are given https. */
export const fullLink = (link: string): string => (link.startsWith('//') ? `https:${link}` : link);
