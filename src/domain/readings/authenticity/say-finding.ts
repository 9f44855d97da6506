/** How detectors put a measure's answer into a finding: words, digest, drawing, rows. */
import { digestOf } from '#basis/id.ts';
import { type Finding, insufficient, type Level, type RowRef, type Words, word } from '#basis/reading.ts';
import type { TooThin } from '#numerics/series/too-thin.ts';
import { type Drawing, type Excess } from './schema.ts';

export function groupedBy<T>(rows: readonly T[], key: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
}

export const isoOf = (ms: number): string => new Date(ms).toISOString();
export const dayOf = (ms: number): string => isoOf(ms).slice(0, 10);
export const count = (n: number): string => Math.round(n).toLocaleString('en-US').replaceAll(',', ' ');
export const pText = (p: number): string => (p < 0.0001 ? '< 0.0001' : `= ${p.toPrecision(2)}`);

/** Every `step`-th place, so that a drawing has at most `most` points. */
export function thinned(length: number, most = 400): number[] {
  const step = Math.max(1, Math.ceil(length / most));
  return Array.from({ length: Math.ceil(length / step) }, (_, i) => i * step);
}

interface Found {
  subject: Finding['subject'];
  measure: string;
  asOf: string;
  /** The columns that were read. */
  inputs: unknown;
}

export function thin(of: Found, found: TooThin, what: Words, why: Words): Finding {
  const many = (n: number) => word(`${n} ${what.en}`, `${n} ${what.zh}`);
  return {
    subject: of.subject,
    measure: of.measure,
    asOf: of.asOf,
    inputDigest: digestOf(of.inputs),
    level: 'insufficient',
    result: insufficient(many(found.need), many(found.have), why),
    summary: word(
      `${found.have} ${what.en}; ${found.need} are needed.`,
      `现有 ${found.have} ${what.zh}，至少需要 ${found.need}。`,
    ),
    rows: [],
    rowCount: 0,
  };
}

export interface Said {
  level: Level;
  value: number;
  unit: string;
  n: number;
  pValue: number;
  detail: Record<string, unknown>;
  drawing?: Drawing;
  excess?: Excess[];
  caveats?: Words[];
  summary: Words;
  rows: RowRef[];
  rowCount?: number;
}

const MOST_ROWS = 200;

export const said = (of: Found, s: Said): Finding => ({
  subject: of.subject,
  measure: of.measure,
  asOf: of.asOf,
  inputDigest: digestOf(of.inputs),
  level: s.level,
  result: {
    state: 'ok',
    value: s.value,
    low: null,
    high: null,
    n: s.n,
    unit: s.unit,
    detail: {
      pValue: s.pValue,
      ...s.detail,
      ...(s.drawing ? { drawing: s.drawing } : {}),
      ...(s.excess && s.excess.length > 0 ? { excess: s.excess } : {}),
    },
    caveats: s.caveats ?? [],
  },
  summary: s.summary,
  rows: s.rows.slice(0, MOST_ROWS),
  rowCount: s.rowCount ?? s.rows.length,
});
