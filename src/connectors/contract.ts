/**
 * The one contract of every connector. A connector recognises a file and turns one record at a time into
 * drafts. It is pure: no file, clock, network or store. Files are opened, decoded and split into records by
 * `connectors/format/`; drafts are written by `domain/facts/imports`.
 */
import type { PlatformId } from '#basis/platform.ts';
import type { Told } from '#basis/told.ts';
import type { FollowDesign } from '#domain/facts/engagements/schema.ts';
import type { Draft, SOURCE_CLASSES } from '#domain/facts/imports/schema.ts';

export type SourceClass = (typeof SOURCE_CLASSES)[number];

/** A table row (cells by header, as text) or one JSON value. `row` counts as the user's program shows it. */
export type SourceRecord =
  | { shape: 'table'; sheet: string | null; row: number; cells: Readonly<Record<string, string>> }
  | { shape: 'json'; sheet: string | null; row: number; value: unknown };

/** The first look at a file: enough to recognise it, not the whole of it. */
export interface FileSample {
  fileName: string;
  shape: 'table' | 'json';
  sheet: string | null;
  /** Headers of a table in order; empty for JSON. */
  headers: readonly string[];
  /** Up to 50 records. */
  records: readonly SourceRecord[];
}

/** How sure a connector is that a file is its own, 0–1, and why, in words a user can check. */
export interface Recognition {
  confidence: number;
  platform: PlatformId | null;
  reasons: readonly Told[];
}

/**
 * What a connector says about a record besides its drafts. Nothing read is dropped in silence:
 * each cell ends in a draft, in `unknown`, in `withheld`, in `unreadable`, or in `plain` (an empty cell or a
 * mark for no value needs no mention).
 */
export interface Notes {
  /** The row cannot be kept: no identity, ambiguous date … It is stored in `rejected_row`. */
  reject(column: string, value: string, reason: Told, fix?: Told): void;
  /** The row is kept without this cell, which could not be read as what its column says. */
  unreadable(column: string, value: string, reason: Told): void;
  /** A column nobody has a place for: kept in the side store, queryable. */
  unknown(column: string, value: string): void;
  /** A personal column (nickname of a consumer, phone, WeChat id) that is deliberately not stored. */
  withheld(column: string): void;
  /** Something the user should know about the whole file, said once per distinct text. */
  warn(text: Told): void;
}

export interface ReadOptions {
  /** Platform chosen by the user, where the file does not name one. */
  platform: PlatformId | null;
  /** The day the file describes, ISO 8601, where rows do not say. */
  asOf: string;
  /** How to read 03/04/2025; `null` refuses such dates and shows both readings. */
  dateOrder: 'day-first' | 'month-first' | null;
  /** Minutes east of UTC for times without a zone; China's +480 unless told. */
  utcOffsetMinutes: number;
  /** How follower lists were drawn, as the user says; `null` leaves it to the layout. */
  followDesign: FollowDesign | null;
}

export interface Connector {
  /** `noun` of the file, e.g. `pugongying-list`. Never reused for another layout. */
  id: string;
  /** Raised when the same bytes would give other drafts. */
  version: number;
  /** Who made the file: `pugongying`, `xingtu`, `weibo` … */
  vendor: string;
  /** Two names for people. */
  en: string;
  zh: string;
  sourceClass: SourceClass;
  /** All platforms it can yield. */
  platforms: readonly PlatformId[];
  recognise(sample: FileSample): Recognition | null;
  read(record: SourceRecord, options: ReadOptions, notes: Notes): Iterable<Draft>;
}
