/** The cells of one row that a mapping names, and which of them nobody has used yet. */

import {
  accountIdInLink,
  type PlatformId,
  platformNamed,
  platformOfLink,
  platformRow,
} from '#basis/platform.ts';
import { told } from '#basis/told.ts';
import type { AccountRef } from '#domain/facts/accounts/schema.ts';
import type { Notes, ReadOptions } from './contract.ts';
import type { FieldName, Mapping } from './mapping.ts';
import { headerFactor, isNothing, parseFlag, parseMoment, parseQuantity } from './values.ts';

export interface Cell {
  cell: string;
  column: string;
}

interface Held extends Cell {
  used: boolean;
}

export class RowFields {
  readonly #cells = new Map<FieldName, Held>();
  /** Links after the first one: a list often gives the public page and the vendor's page. */
  readonly furtherLinks: Cell[] = [];

  /** False when the field is taken already and the cell has no place. */
  put(name: FieldName, cell: string, column: string): boolean {
    if (!this.#cells.has(name)) {
      this.#cells.set(name, { cell, column, used: false });
      return true;
    }
    if (name !== 'account.link') return false;
    this.furtherLinks.push({ cell, column });
    return true;
  }

  has(name: FieldName): boolean {
    return this.#cells.has(name);
  }

  hasAny(prefix: string): boolean {
    for (const name of this.#cells.keys()) if (name.startsWith(prefix)) return true;
    return false;
  }

  get(name: FieldName): Cell | undefined {
    const held = this.#cells.get(name);
    if (held) held.used = true;
    return held;
  }

  text(name: FieldName): string | undefined {
    return this.get(name)?.cell;
  }

  unused(): Cell[] {
    const left: Cell[] = [];
    for (const held of this.#cells.values()) if (!held.used) left.push(held);
    return left;
  }
}

/** What every reader of a row needs. */
export interface Row {
  mapping: Mapping;
  fields: RowFields;
  platform: PlatformId;
  options: ReadOptions;
  notes: Notes;
}

/** A row that cannot be kept; its reason is in the notes. */
export class Rejected extends Error {}

/** The platform a column or a link names, else the mapping's, else the user's choice. */
export function platformOf(
  mapping: Mapping,
  fields: RowFields,
  options: ReadOptions,
  notes: Notes,
): PlatformId {
  const word = fields.get('platform');
  const named = word ? platformNamed(word.cell) : null;
  if (word && !named) notes.unreadable(word.column, word.cell, told`is not a platform known here`);
  const links = [
    fields.has('account.link') ? fields.get('account.link') : undefined,
    fields.has('post.link') ? fields.get('post.link') : undefined,
  ];
  const linked = links.map((l) => (l ? platformOfLink(l.cell) : null)).find((p) => p !== null);
  if (word && named && linked && named !== linked)
    notes.warn(
      told`Column ${word.column} says ${named}, but the row's link leads to ${linked}; the column is used.`,
    );
  return named ?? linked ?? mapping.platform ?? options.platform ?? 'other';
}

export const currencyOf = (row: Row): string => platformRow(row.platform).currency;

/** How the row names an account, or undefined when it names none. */
export function accountRef({ mapping, fields, platform }: Row): AccountRef | undefined {
  const links = [fields.get('account.link'), ...fields.furtherLinks];
  const inLink = links
    .map((link) => (link && platformOfLink(link.cell) === platform ? accountIdInLink(link.cell) : null))
    .find((id) => id !== null);
  const inKey = platformRow(platform).ownerInPostKey?.exec(fields.get('post.key')?.cell ?? '')?.[1];
  const platformId = fields.text('account.platformId') ?? inLink ?? inKey;
  const handle = fields.text('account.handle')?.replace(/^@/, '');
  const vendorId = fields.text('account.vendorId');
  const name = fields.text('account.name');
  if (!platformId && !handle && !vendorId && !name) return undefined;
  return {
    platform,
    ...(platformId ? { platformId } : {}),
    ...(handle ? { handle } : {}),
    ...(vendorId ? { vendor: { name: mapping.vendor, id: vendorId } } : {}),
    ...(name ? { name } : {}),
  };
}

/**
 * A moment in UTC; undefined when absent or unreadable.
 * @throws Rejected when the date can be read two ways.
 */
export function readTime(row: Row, name: FieldName, offset?: number): string | undefined {
  const field = row.fields.get(name);
  if (!field) return undefined;
  const utcOffsetMinutes = offset ?? row.mapping.utcOffsetMinutes ?? row.options.utcOffsetMinutes;
  const dateOrder = row.mapping.dateOrder ?? row.options.dateOrder;
  const read = parseMoment(field.cell, { dateOrder, utcOffsetMinutes });
  if ('at' in read) return read.at;
  if ('nothing' in read) return undefined;
  if ('ambiguous' in read) {
    // A day read at +8 begins on the day before in UTC: show the days as the file's reader sees them.
    const day = (at: string) =>
      new Date(Date.parse(at) + utcOffsetMinutes * 60_000).toISOString().slice(0, 10);
    row.notes.reject(
      field.column,
      field.cell,
      told`the date reads as ${day(read.ambiguous[0])} (day first) or ${day(read.ambiguous[1])} (month first)`,
      told`Say which with --date-order day-first or month-first.`,
    );
    throw new Rejected('ambiguous date');
  }
  row.notes.unreadable(field.column, field.cell, read.unreadable);
  return undefined;
}

/** The calendar day of a cell, as written. */
export const readDay = (row: Row, name: FieldName): string | undefined =>
  readTime(row, name, 0)?.slice(0, 10);

/** A part of a whole, 0–1. */
export function readShare(row: Row, name: FieldName): number | undefined {
  const field = row.fields.get(name);
  if (!field) return undefined;
  const read = parseQuantity(field.cell, headerFactor(field.column));
  if ('nothing' in read) return undefined;
  const value = 'ok' in read ? read.ok.quantity.value : null;
  if (value !== null && value >= 0 && value <= 1) return value;
  row.notes.unreadable(field.column, field.cell, told`is not one share between 0 and 100 %`);
  return undefined;
}

/** A single plain number of at least `least`. */
export function readNumber(row: Row, name: FieldName, least = 0): number | undefined {
  const field = row.fields.get(name);
  if (!field || isNothing(field.cell)) return undefined;
  const read = parseQuantity(field.cell, headerFactor(field.column));
  const value = 'ok' in read ? read.ok.quantity.value : null;
  if (value !== null && value >= least) return value;
  row.notes.unreadable(field.column, field.cell, told`is not one number`);
  return undefined;
}

export function readFlag(row: Row, name: FieldName): boolean | undefined {
  const field = row.fields.get(name);
  if (!field) return undefined;
  const flag = parseFlag(field.cell);
  if (flag === null) row.notes.unreadable(field.column, field.cell, told`is neither yes nor no`);
  return flag ?? undefined;
}

/** The object itself without its keys that hold undefined. */
export function present<T extends object>(object: T): T {
  for (const key in object) if (object[key] === undefined) delete object[key];
  return object;
}
