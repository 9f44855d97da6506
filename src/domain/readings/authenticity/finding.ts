/** A measure's answer, stamped with its card, day and the digest of the columns it read. */
import { digestOf } from '#basis/id.ts';
import type { Finding, Level, Result, RowRef, Subject, Words } from '#basis/reading.ts';
import type { Scope } from './detector.ts';
import type { MeasureCard } from './schema.ts';

/** At most this many rows travel with a finding; `rowCount` says how many argue. */
const MOST_ROWS = 200;

export interface Found {
  subject: Subject;
  level: Level;
  result: Result;
  summary: Words;
  rows: readonly RowRef[];
  rowCount?: number;
  /** What was read, in any JSON form; only its digest is kept. */
  columns: unknown;
}

export const findingOf = (card: MeasureCard, scope: Scope, found: Found): Finding => ({
  subject: found.subject,
  measure: card.measure,
  asOf: scope.asOf,
  inputDigest: digestOf(found.columns),
  level: found.level,
  result: found.result,
  summary: found.summary,
  rows: found.rows.slice(0, MOST_ROWS),
  rowCount: found.rowCount ?? found.rows.length,
});
