/** What a number format makes of a number. */
export type NumberKind = 'plain' | 'percent' | 'date' | 'moment' | 'clock' | 'elapsed';

const BUILT_IN: Readonly<Record<number, NumberKind>> = {
  9: 'percent',
  10: 'percent',
  14: 'date',
  15: 'date',
  16: 'date',
  17: 'date',
  18: 'clock',
  19: 'clock',
  20: 'clock',
  21: 'clock',
  22: 'moment',
  27: 'date',
  28: 'date',
  29: 'date',
  30: 'date',
  31: 'date',
  32: 'clock',
  33: 'clock',
  34: 'clock',
  35: 'clock',
  36: 'date',
  45: 'clock',
  46: 'elapsed',
  47: 'clock',
  50: 'date',
  51: 'date',
  52: 'date',
  53: 'date',
  54: 'date',
  55: 'clock',
  56: 'clock',
  57: 'date',
  58: 'date',
};

/** The kind of a number format by its id and, for custom ones (id ≥ 164), its code such as `yyyy"年"m"月"`. */
export function numberKind(id: number, code: string | undefined): NumberKind {
  if (code === undefined) return BUILT_IN[id] ?? 'plain';
  // Quoted text, escaped characters, padding, colours, conditions and locales say nothing about the kind.
  const bare = (code.split(';')[0] ?? '').replaceAll(/"[^"]*"|\\.|_.|\*./g, '');
  if (/\[(?:h+|m+|s+)\]/i.test(bare)) return 'elapsed';
  const letters = bare.replaceAll(/\[[^\]]*\]/g, '').replaceAll(/general/gi, '');
  if (letters.includes('%')) return 'percent';
  const day = /[yde]/i.test(letters.replaceAll(/e[+-]/gi, ''));
  const clock = /[hs]/i.test(letters);
  if (day) return clock ? 'moment' : 'date';
  if (clock) return 'clock';
  return /m/i.test(letters) ? 'date' : 'plain';
}

/** Decimal text without an exponent: `6.89E+18` → `6890000000000000000`. Other text comes back as it is. */
export function withoutExponent(text: string): string {
  const parts = /^(-?)(\d+)(?:\.(\d+))?[eE]([+-]?\d{1,3})$/.exec(text);
  if (!parts) return text;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts;
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  let plain: string;
  if (point <= 0) plain = `0.${'0'.repeat(-point)}${digits}`;
  else if (point >= digits.length) plain = digits + '0'.repeat(point - digits.length);
  else plain = `${digits.slice(0, point)}.${digits.slice(point)}`;
  plain = plain.replace(/^0+(?=\d)/, '');
  if (plain.includes('.')) plain = plain.replace(/\.?0+$/, '');
  return sign + plain;
}

/** The text of a stored number: whole numbers keep every digit, others the 15 that a spreadsheet shows. */
export function plainNumber(stored: string): string {
  if (/^-?\d+$/.test(stored)) return stored;
  const number = Number(stored);
  if (stored.trim() === '' || !Number.isFinite(number)) return stored;
  const expanded = withoutExponent(stored);
  return /^-?\d+$/.test(expanded) ? expanded : withoutExponent(String(Number(number.toPrecision(15))));
}

/** Whole numbers of 16 digits or more that went through a double: stored with an exponent, or ending in zeros. */
export const looksRounded = (stored: string, text: string) =>
  /^-?[1-9]\d{15,}$/.test(text) && (/e/i.test(stored) || /^-?\d{15}0+$/.test(text));

const two = (n: number) => String(n).padStart(2, '0');
const clockText = (seconds: number) =>
  `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;

/**
 * The text of a serial date: `2024-03-01 08:30:00`, or `2024-03-01` for a whole day whose format shows no time.
 * `null` when the number is not a date a spreadsheet can show (negative, or after 9999).
 */
export function serialText(serial: number, kind: NumberKind, date1904: boolean): string | null {
  if (kind === 'elapsed') return serial < 0 ? null : clockText(Math.round(serial * 86_400));
  const last = date1904 ? 2_957_003 : 2_958_465;
  if (!(serial >= 0 && serial < last + 1)) return null;
  const seconds = Math.round(serial * 86_400);
  if (kind === 'clock' && serial < 1) return clockText(seconds);
  // The 1900 calendar has a 29 February 1900 that never was: days before it are one off.
  const shift = date1904 ? 1462 : serial < 60 ? 1 : 0;
  const at = new Date(Date.UTC(1899, 11, 30) + (seconds + shift * 86_400) * 1000);
  const text = at.toISOString();
  const day = text.slice(0, 10);
  return kind === 'date' && seconds % 86_400 === 0 ? day : `${day} ${text.slice(11, 19)}`;
}

/** The text of a stored number under a number format. */
export function numberText(stored: string, kind: NumberKind, date1904: boolean): string {
  if (kind === 'plain') return plainNumber(stored);
  const number = Number(stored);
  if (!Number.isFinite(number) || stored.trim() === '') return stored;
  if (kind === 'percent') return `${plainNumber(String(Number((number * 100).toPrecision(15))))}%`;
  return serialText(number, kind, date1904) ?? plainNumber(stored);
}
