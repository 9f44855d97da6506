/** How a cell reads. Every format shows these very texts; the workbook shows the numbers behind them. */
import type { Cell, Language } from './schema.ts';

const SYMBOL: Record<string, string> = { CNY: '¥', USD: '$', EUR: '€', GBP: '£' };
const grouped = (value: number, decimals: number) =>
  new Intl.NumberFormat('en', { minimumFractionDigits: 0, maximumFractionDigits: decimals }).format(value);

export const THIN: Record<Language, string> = { en: 'insufficient', zh: '数据不足' };

/** Decimals of a number as it is shown. */
export const decimalsOf = (unit: Cell['unit'], value: number): number =>
  unit === 'share' ? 1 : Math.abs(value) >= 100 || (unit === 'count' && Number.isInteger(value)) ? 0 : 2;

/** A number in its unit: shares in per cent, money in whole units. */
export const shownNumber = (unit: Cell['unit'], value: number): number =>
  unit === 'share' ? value * 100 : unit === 'money' ? value / 100 : value;

function one(cell: Cell, value: number): string {
  const shown = shownNumber(cell.unit, value);
  const text = grouped(shown, decimalsOf(cell.unit, shown));
  if (cell.unit === 'share') return `${text}%`;
  if (cell.unit === 'money') return `${SYMBOL[cell.currency ?? ''] ?? `${cell.currency ?? ''} `}${text}`;
  return text;
}

/** `1,006`, `67.0% [64.0%–69.8%]`, `¥219,150`, a name, or that there is too little. */
export function cellText(cell: Cell, language: Language): string {
  if (cell.thin) return THIN[language];
  if (cell.text) return cell.text[language];
  if (cell.value === null) return '—';
  const point = one(cell, cell.value);
  return cell.low === null || cell.high === null
    ? point
    : `${point} [${one(cell, cell.low)}–${one(cell, cell.high)}]`;
}
