/** Numbers, money and dates as people read them. Pure: language and style are arguments. */
import { isExact, type Quantity } from '#basis/quantity.ts';

export interface NumberStyle {
  language: 'en' | 'zh';
  /** Short: 132.7万 / 1.33 M. Plain: all digits. */
  short: boolean;
}

/** Narrow no-break space. */
const THIN = '\u202f';

/** Thin-space groups in English, commas in Chinese; trailing zeros are dropped. */
function grouped(value: number, decimals: number, language: 'en' | 'zh'): string {
  const text = new Intl.NumberFormat('en', { maximumFractionDigits: decimals }).format(value);
  return language === 'en' ? text.replaceAll(',', THIN) : text;
}

const SHORT = {
  en: [
    [1e9, ' B'],
    [1e6, ' M'],
    [1e4, ' k', 1e3],
  ],
  zh: [
    [1e8, '亿'],
    [1e4, '万'],
  ],
} as const;

/** A count: `1 327 000`, `132.7万`, `1.327 M`. */
export function formatCount(value: number, style: NumberStyle): string {
  const size = Math.abs(value);
  const step = style.short ? SHORT[style.language].find(([from]) => size >= from) : undefined;
  if (step) {
    const scaled = value / (step[2] ?? step[0]);
    return grouped(scaled, Math.abs(scaled) >= 100 ? 1 : 2, style.language) + step[1].replace(' ', THIN);
  }
  return grouped(value, Number.isInteger(value) || size >= 100 ? 0 : size >= 1 ? 2 : 4, style.language);
}

const SYMBOL: Record<string, string> = { CNY: '¥', USD: '$', EUR: '€', GBP: '£', JPY: 'JP¥' };

/** Minor units of a currency: `¥1 200`, `$3.50`. */
export function formatMoney(minor: number, currency: string | null, style: NumberStyle): string {
  const whole = minor / 100;
  const short = style.short && Math.abs(whole) >= 1e4;
  const text = short
    ? formatCount(whole, style)
    : grouped(whole, Number.isInteger(whole) || Math.abs(whole) >= 1000 ? 0 : 2, style.language);
  return currency ? `${SYMBOL[currency] ?? `${currency}${THIN}`}${text}` : text;
}

/** A share 0–1 as per cent with three significant digits at most. */
export function formatShare(share: number, style: NumberStyle): string {
  const percent = share * 100;
  const decimals = Math.abs(percent) >= 10 ? 1 : 2;
  return `${grouped(percent, decimals, style.language)}${style.language === 'en' ? THIN : ''}%`;
}

/** One end or point of a figure in its unit. */
export function formatValue(
  value: number,
  unit: string,
  currency: string | null,
  style: NumberStyle,
): string {
  if (unit === 'share') return formatShare(value, style);
  if (unit === 'money') return formatMoney(value, currency, style);
  const text = formatCount(value, style);
  if (unit === 'seconds') return `${text}${style.language === 'zh' ? '秒' : `${THIN}s`}`;
  if (unit === 'days') return `${text}${style.language === 'zh' ? '天' : `${THIN}d`}`;
  if (unit === 'per_day') return `${text}${style.language === 'zh' ? '/天' : '/d'}`;
  return text;
}

/** Half the width between the bounds over the value; 0 for an exact number. */
const looseness = (q: Quantity): number =>
  q.value === null || q.low === null || q.high === null || q.value === 0
    ? 0
    : (q.high - q.low) / 2 / Math.abs(q.value);

/**
 * `1 000`, `≈ 13 270 000` (bounds wider than 1 % either way), `≥ 1 000`, `≤ 500`, `10万–25万`; null when nothing
 * is known.
 */
export function formatQuantity(
  q: Quantity,
  unit: string,
  currency: string | null,
  style: NumberStyle,
): string | null {
  const one = (value: number) => formatValue(value, unit, currency, style);
  if (q.value !== null) return `${looseness(q) > 0.01 ? `≈${THIN}` : ''}${one(q.value)}`;
  if (q.low !== null && q.high !== null) return `${one(q.low)}–${one(q.high)}`;
  if (q.low !== null) return `≥${THIN}${one(q.low)}`;
  if (q.high !== null) return `≤${THIN}${one(q.high)}`;
  return null;
}

/** The bounds of a number that is not exact: `13 265 000 – 13 275 000`; null for an exact or unknown one. */
export function formatBounds(
  q: Quantity,
  unit: string,
  currency: string | null,
  style: NumberStyle,
): string | null {
  if (isExact(q) || (q.low === null && q.high === null)) return null;
  const plain = { ...style, short: false };
  if (unit === 'share' && q.low !== null && q.high !== null)
    // Two more digits than the point, so that a narrow pair of bounds does not read as one number.
    return [q.low, q.high].map((end) => `${grouped(end * 100, 3, style.language)}%`).join('–');
  return formatQuantity({ value: null, low: q.low, high: q.high }, unit, currency, plain);
}

const pad = (n: number) => String(n).padStart(2, '0');

/** `2026-10-31` in the reader's time zone. */
export function formatDay(iso: string): string {
  const d = new Date(iso);
  return Number.isNaN(d.getTime()) ? iso : `${d.getFullYear()}-${pad(d.getMonth() + 1)}-${pad(d.getDate())}`;
}

/** `2026-10-31 21:05` in the reader's time zone. */
export function formatMoment(iso: string): string {
  const d = new Date(iso);
  return Number.isNaN(d.getTime()) ? iso : `${formatDay(iso)} ${pad(d.getHours())}:${pad(d.getMinutes())}`;
}

const SIZES = ['B', 'kB', 'MB', 'GB', 'TB'];
/** A size in decimal units: `1.2 MB`. */
export function formatBytes(count: number): string {
  const step = count < 1 ? 0 : Math.min(SIZES.length - 1, Math.floor(Math.log10(count) / 3));
  return `${grouped(count / 1000 ** step, step === 0 ? 0 : 1, 'en')}${THIN}${SIZES[step]}`;
}
