/** Cells of a workbook as the text a person sees, without rounding what the file holds exactly. */

/** How a number format shows its numbers. */
export type FormatKind = 'number' | 'percent' | 'date' | 'duration';

/** Built-in formats of dates: Western 14–22 and 45–47, Chinese and Japanese 27–36 and 50–58. */
const BUILT_IN_DATES: [from: number, to: number][] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
];

export function formatKind(id: number, code: string | undefined): FormatKind {
  if (code === undefined) {
    if (id === 9 || id === 10) return 'percent';
    if (id === 46) return 'duration';
    return BUILT_IN_DATES.some(([from, to]) => id >= from && id <= to) ? 'date' : 'number';
  }
  // Text in quotes and after a backslash or `!` is shown as it stands; colours and conditions are in brackets.
  const bare = code.replaceAll(/"[^"]*"|\\.|!./g, '').split(';')[0] ?? '';
  if (/\[(?:h+|m+|s+)\]/i.test(bare)) return 'duration';
  const plain = bare.replaceAll(/\[[^\]]*\]/g, '');
  if (/%/.test(plain)) return 'percent';
  if (/general|g\/|@|standard/i.test(plain)) return 'number';
  return /[ymdhs]|上午|下午/i.test(plain) ? 'date' : 'number';
}

const DAY_MS = 86_400_000;
/** Days from the spreadsheets' day 0 to 1970-01-01. */
const EPOCH = 25_569;
const two = (n: number) => String(n).padStart(2, '0');

/** A serial day as `2026-03-04`, `2026-03-04 05:06:07`, or `05:06:07` when it is a time of day only. */
export function dateText(serial: number, is1904: boolean): string | null {
  const shifted = is1904 ? serial + 1462 : serial;
  if (!(shifted >= 0 && shifted < 2_958_466)) return null;
  if (serial < 1) return durationText(serial);
  // The serials before 1 March 1900 are one off: their calendar has a 29 February 1900.
  const days = !is1904 && shifted < 60 ? shifted + 1 : shifted;
  const date = new Date(Math.round(((days - EPOCH) * DAY_MS) / 1000) * 1000);
  const day = `${date.getUTCFullYear()}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
  const time = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
  return time === '00:00:00' ? day : `${day} ${time}`;
}

/** Days as `hours:minutes:seconds`. */
function durationText(days: number): string | null {
  if (!(days >= 0 && days < 1e6)) return null;
  const seconds = Math.round(days * 86_400);
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** A number as its cell shows its kind; whole numbers keep their digits, and what is no number stays as it is. */
export function numberText(source: string, kind: FormatKind, is1904: boolean): string {
  const value = source.trim() === '' ? Number.NaN : Number(source);
  if (!Number.isFinite(value)) return source;
  if (kind === 'percent') return `${Number((value * 100).toPrecision(12))}%`;
  const dated = kind === 'date' ? dateText(value, is1904) : kind === 'duration' ? durationText(value) : null;
  if (dated !== null) return dated;
  if (/^-?\d+$/.test(source)) return source;
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return BigInt(value).toString();
  return String(value);
}

/** A whole number of more digits than a spreadsheet keeps: its last ones were rounded. */
export const isRounded = (text: string): boolean => /^-?\d{16,}$/.test(text);

/** Characters XML cannot carry are written as `_x000D_`. */
export const unescapeText = (text: string): string =>
  text.includes('_x')
    ? text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      )
    : text;
