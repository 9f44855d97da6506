/** Finds the header of a table whose first lines may be titles, merged cells or a header of two levels. */
import { type Told, told } from '#basis/told.ts';

export interface Header {
  names: string[];
  /** Index of the last header line among the lines looked at. */
  at: number;
  warnings: Told[];
}

const LOOK_AT = 20;
/** Characters of a column's name; a longer cell is no name, but its column is kept. */
const NAME_LIMIT = 300;
export const HEADER_LINES = LOOK_AT + 2;
const filled = (line: readonly string[]) => line.filter((c) => c.trim() !== '').length;
const wordy = (cell: string) => cell.trim() !== '' && !/^[\d.,%¥￥$+\-–—\s:/wW万千亿]*$/.test(cell.trim());

/** Spreadsheet letters of a column number from 0: A … Z, AA … */
export function columnLetter(index: number): string {
  let n = index + 1;
  let name = '';
  while (n > 0) {
    name = String.fromCharCode(65 + ((n - 1) % 26)) + name;
    n = Math.floor((n - 1) / 26);
  }
  return name;
}

/** An empty name becomes the column's letter; `__proto__` cannot be the name of a cell in JavaScript. */
function nameOf(name: string, index: number): string {
  if (name === '') return columnLetter(index);
  if (name === '__proto__') return 'column __proto__';
  return name.length > NAME_LIMIT ? `${name.slice(0, NAME_LIMIT)}…` : name;
}

export function findHeader(lines: readonly (readonly string[])[]): Header | null {
  const look = lines.slice(0, LOOK_AT);
  const most = Math.max(0, ...look.map(filled));
  if (most === 0) return null;
  // The first line that is about as wide as the table and made of words.
  let at = look.findIndex(
    (line) => filled(line) >= Math.max(1, most * 0.6) && line.filter(wordy).length >= filled(line) * 0.7,
  );
  if (at < 0) at = look.findIndex((line) => filled(line) > 0);
  const warnings: Told[] = [];
  const above = look.slice(0, at).filter((line) => filled(line) > 0).length;
  if (above > 0)
    warnings.push(
      above === 1
        ? told`1 line above the header was taken for a title`
        : told`${above} lines above the header were taken for a title`,
    );
  let names = [...(look[at] ?? [])].map((c) => c.trim());
  const below = look[at + 1];
  // Two levels: the line below fills the gaps a merged cell left, with words only.
  const gaps = names.flatMap((c, i) => (c === '' ? [i] : []));
  if (
    below &&
    gaps.some((i) => wordy(below[i] ?? '')) &&
    below.every((c) => c.trim() === '' || wordy(c)) &&
    filled(below) < names.length
  ) {
    let upper = '';
    names = Array.from({ length: Math.max(names.length, below.length) }, (_, i) => {
      const top = names[i] ?? '';
      if (top !== '') upper = top;
      const low = (below[i] ?? '').trim();
      return low === ''
        ? top
        : top === '' || filled(below) > 0
          ? upper === '' || upper === low
            ? low
            : `${upper}-${low}`
          : low;
    });
    warnings.push(told`a header of two levels was joined with “-”`);
    at++;
  }
  const seen = new Map<string, number>();
  names = names.map((name, i) => {
    const base = nameOf(name, i);
    const n = (seen.get(base) ?? 0) + 1;
    seen.set(base, n);
    return n === 1 ? base : `${base} (${n})`;
  });
  if ([...seen.values()].some((n) => n > 1)) warnings.push(told`headers that repeat are numbered`);
  return { names, at, warnings };
}
