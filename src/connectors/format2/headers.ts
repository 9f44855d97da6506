import { refused } from '#basis/error.ts';
import type { RawRow } from './row-splitter.ts';

/** How many rows at the top are looked at to find the header. */
export const HEADER_SEARCH_ROWS = 20;

export interface Layout {
  headers: string[];
  /** Row of the (lower) header line; 0 when the table has none. Data begins after it. */
  headerRow: number;
  warnings: string[];
}

/** A, B … Z, AA … for columns from 0, as a spreadsheet names them. */
export function columnLetter(index: number): string {
  let name = '';
  for (let n = index + 1; n > 0; n = Math.floor((n - 1) / 26))
    name = String.fromCharCode(65 + ((n - 1) % 26)) + name;
  return name;
}

const clean = (text: string) =>
  text.replaceAll(/\s*[\r\n]+\s*/g, (_, at: number) => (/[ -~]/.test(text[at - 1] ?? '') ? ' ' : '')).trim();
const filled = (cells: readonly string[]) => cells.reduce((count, cell) => count + (cell === '' ? 0 : 1), 0);
/** A value rather than a name; a bare year can be a header. */
const isValue = (cell: string) =>
  (/^[+\-¥$€]?\d[\d,.]*(?:[eE][+-]?\d+)?\s*(?:%|w|W|万|亿|k|K|m|M)?$/.test(cell) &&
    !/^(?:19|20)\d\d$/.test(cell)) ||
  /^\d{4}[-/]\d{1,2}[-/]\d{1,2}/.test(cell);
const values = (cells: readonly string[]) =>
  cells.reduce((count, cell) => count + (isValue(cell) ? 1 : 0), 0);

/** Names above a second line: each stands over an empty cell or over a name of its own, never beside a value. */
function isGroupLine(
  upper: readonly string[],
  lower: readonly string[],
  below: readonly (readonly string[])[],
): boolean {
  const width = Math.max(upper.length, lower.length);
  if (values(upper) > 0 || values(lower) > 0 || filled(upper) === 0) return false;
  let filledGaps = 0;
  let standing = 0;
  for (let column = 0; column < width; column++) {
    const over = upper[column] ?? '';
    const under = lower[column] ?? '';
    if (over === '' && under !== '') filledGaps++;
    if (over !== '' && under === '') standing++;
  }
  if (filledGaps === 0) return false;
  const distinct = new Set(lower.filter((cell) => cell !== '')).size === filled(lower);
  if (!distinct) return false;
  // A name standing over an empty cell that the rows below fill is a vertically merged header.
  if (standing > 0)
    return below.some((row) =>
      upper.some((over, c) => over !== '' && (lower[c] ?? '') === '' && (row[c] ?? '') !== ''),
    );
  return filled(upper) >= 2 && below.some((row) => values(row) > 0);
}

function joinLines(upper: readonly string[], lower: readonly string[]): string[] {
  const names: string[] = [];
  let group = '';
  for (let column = 0; column < Math.max(upper.length, lower.length); column++) {
    const over = upper[column] ?? '';
    const under = lower[column] ?? '';
    if (over !== '') group = over;
    if (under === '') names.push(over);
    else names.push(group === '' || (over !== '' && over === under) ? under : `${group}-${under}`);
  }
  return names;
}

/** Gives every column a name of its own: empty ones their letter, repeated ones a number. */
function nameColumns(raw: readonly string[], width: number, warnings: string[]): string[] {
  const seen = new Set<string>();
  const headers: string[] = [];
  for (let column = 0; column < width; column++) {
    // An object cannot hold a text under `__proto__`.
    const base = raw[column] === '__proto__' ? '_proto_' : raw[column] || columnLetter(column);
    let name = base;
    for (let n = 2; seen.has(name); n++) name = `${base} (${n})`;
    if (name !== base)
      warnings.push(`The header “${base}” appears more than once; a later one is called “${name}”.`);
    seen.add(name);
    headers.push(name);
  }
  return headers;
}

/**
 * Finds the header among the first rows: the first row filled at least half as widely as the table, below any
 * title lines. Two header lines are joined with `-`. A first line of values means that there is no header:
 * columns are then called by their letters. `spread` also names the columns to the right of the header.
 */
export function findLayout(
  rows: readonly RawRow[],
  file: string,
  sheet: string | null,
  maxColumns: number,
  spread: boolean,
): Layout {
  const lines = rows.slice(0, HEADER_SEARCH_ROWS).map((row) => row.cells.map(clean));
  const wide = lines
    .map(filled)
    .filter((count) => count > 1)
    .sort((a, b) => a - b);
  const usual = wide[Math.floor(wide.length / 2)] ?? 1;
  const enough = Math.max(Math.min(usual, 2), usual / 2);
  let at = lines.findIndex((cells) => filled(cells) >= enough);
  // A line such as `exported on | 2025-01-01` gives way to a fuller line of names just below it.
  const mixed = lines[at];
  if (mixed && values(mixed) > 0) {
    const names = lines.findIndex(
      (cells, line) => line > at && filled(cells) > filled(mixed) && values(cells) === 0,
    );
    if (names > 0) at = names;
  }
  if (at < 0) at = lines.findIndex((cells) => filled(cells) > 0);
  if (at < 0) return { headers: [], headerRow: 0, warnings: [] };
  const first = lines[at] as string[];
  const place = { file, ...(sheet === null ? {} : { sheet }), row: rows[at]?.row ?? 1 };
  if (rows[at]?.problem) {
    throw refused(
      'bad-header',
      `The header of ${file} cannot be read: ${rows[at]?.problem?.reason}`,
      place,
      rows[at]?.problem?.fix,
    );
  }
  const warnings: string[] = [];
  if (values(first) > filled(first) / 2) {
    warnings.push('The first line holds values, not names: columns are called by their letters.');
    const width = Math.max(...lines.map((cells) => cells.length));
    return {
      headers: nameColumns([], Math.min(width, maxColumns), warnings),
      headerRow: (rows[at]?.row ?? 1) - 1,
      warnings,
    };
  }
  let names = first;
  let last = at;
  const next = lines[at + 1];
  const above = lines[at - 1];
  if (next && isGroupLine(first, next, lines.slice(at + 2))) {
    names = joinLines(first, next);
    last = at + 1;
  } else if (
    above &&
    filled(above) > 1 &&
    above.every((cell, c) => cell === '' || (above[c + 1] ?? '') === '') &&
    isGroupLine(above, first, lines.slice(at + 1))
  ) {
    names = joinLines(above, first);
  }
  if (names !== first) warnings.push('The header has two lines (merged cells); they were joined with “-”.');
  if (at > 0 && filled(lines[0] as string[]) > 0)
    warnings.push(`The header was found in row ${rows[last]?.row}; the lines above it are not data.`);
  let width = names.findLastIndex((name) => name !== '') + 1;
  if (spread)
    width = Math.max(
      width,
      ...lines.slice(last).map((cells) => cells.findLastIndex((cell) => cell !== '') + 1),
    );
  else width = Math.max(width, rows[last]?.cells.length ?? width);
  return { headers: nameColumns(names, width, warnings), headerRow: rows[last]?.row ?? 1, warnings };
}
