/**
 * Value forms found in exports, read without inventing anything: `1,327w`, `13.2万`, `1.2亿`, `1千+`,
 * `10w-25w`, `12.3%`, `¥1,200`, `120000分`, `-`, `—`, `暂无`. Cases: values.test.ts.
 */

import { between, exactly, type Quantity, times } from '#basis/quantity.ts';
import { type Told, told } from '#basis/told.ts';

const NOTHING = new Set([
  '',
  '-',
  '--',
  '—',
  '——',
  '–',
  '/',
  '\\',
  '暂无',
  '暂无数据',
  '无',
  '无数据',
  '未知',
  '缺失',
  'n/a',
  'na',
  'nan',
  'null',
  'none',
  'undefined',
  '#n/a',
  '?',
]);

/** A cell that says there is no value. It is not zero. */
export const isNothing = (cell: string): boolean =>
  cell.length > 30 ? cell.trim() === '' : NOTHING.has(cell.trim().toLowerCase());

const MULTIPLIERS: Record<string, number> = {
  '': 1,
  k: 1e3,
  K: 1e3,
  千: 1e3,
  w: 1e4,
  W: 1e4,
  万: 1e4,
  萬: 1e4,
  m: 1e6,
  M: 1e6,
  百万: 1e6,
  千万: 1e7,
  亿: 1e8,
  億: 1e8,
  b: 1e9,
  B: 1e9,
};
const UNIT = '百万|千万|[kKwWmMbB千万萬亿億]';

export interface ReadQuantity {
  quantity: Quantity;
  /** ISO code when the cell shows one. */
  currency?: 'CNY' | 'USD' | 'EUR' | 'GBP' | 'JPY' | 'HKD';
  /** The cell carried a unit of its own, which wins over the header's. */
  cellUnit?: string;
}
export type Parsed<T> = { ok: T } | { nothing: true } | { unreadable: Told };

const CURRENCIES: [RegExp, ReadQuantity['currency']][] = [
  [/HK\$|HKD|港[币元]/i, 'HKD'],
  [/US\$|USD|\$|美[元金]/i, 'USD'],
  [/JP¥|JPY|日元/i, 'JPY'],
  [/€|EUR|欧元/i, 'EUR'],
  [/£|GBP|英镑/i, 'GBP'],
  [/[¥￥]|CNY|RMB|人民币|元|圆/i, 'CNY'],
];

/** Plain digits, with thousands marks where they stand every three places. */
const NUMBER = String.raw`[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[eE][+-]?\d+)?|[+-]?\.\d+`;
const ONE = new RegExp(`^(${NUMBER})\\s*(${UNIT})?$`);
const RANGE = new RegExp(
  `^(${NUMBER})\\s*(${UNIT})?\\s*(%)?\\s*(?:[-~～—–至到]|to)\\s*(${NUMBER})\\s*(${UNIT})?\\s*(%)?$`,
);
const digits = (text: string) => Number(text.replaceAll(',', ''));

/** Half of the last printed place: what rounding to a unit can hide. */
function rounded(text: string, multiplier: number): Quantity {
  const value = Number((digits(text) * multiplier).toPrecision(15));
  if (multiplier === 1) return exactly(value);
  const places = /\.(\d+)/.exec(text)?.[1]?.length ?? 0;
  const half = 0.5 * multiplier * 10 ** -places;
  return { value, low: Math.max(0, value - half), high: value + half };
}

/**
 * Reads a count, share or amount. `headerFactor` is the unit in the header (`/w` = 10 000, `%` = 0.01);
 * a unit in the cell wins over it. Shares come back as 0–1, money in whole currency units.
 */
export function parseQuantity(cell: string, headerFactor = 1): Parsed<ReadQuantity> {
  let text = cell.normalize('NFKC').trim();
  if (isNothing(text)) return { nothing: true };
  let currency: ReadQuantity['currency'];
  for (const [mark, code] of CURRENCIES)
    if (mark.test(text)) {
      currency = code;
      text = text.replace(new RegExp(mark.source, 'gi'), '').trim();
      break;
    }
  let fen = false;
  if (/[\d.]\s*分$/.test(text)) {
    fen = true;
    currency ??= 'CNY';
    text = text.slice(0, -1).trim();
  }
  text = text.replace(/(?<=[\d万w亿k+])\s*(?:个|人|次|粉丝|粉|条|篇|起)$/i, (m) =>
    m.trim() === '起' ? '+' : '',
  );
  const done = (quantity: Quantity, cellUnit?: string): Parsed<ReadQuantity> => {
    const ends = [quantity.value, quantity.low, quantity.high];
    if (ends.some((n) => n !== null && !Number.isFinite(n)))
      return { unreadable: told`is not a finite number` };
    return {
      ok: {
        quantity: fen ? times(quantity, 0.01) : quantity,
        ...(currency ? { currency } : {}),
        ...(cellUnit || fen ? { cellUnit: cellUnit ?? '分' } : {}),
      },
    };
  };

  const open =
    /^(?:>=|≥|>|大于|超过|不低于)\s*(.+)$/.exec(text)?.[1] ?? /^(.+?)\s*(?:\+|以上)$/.exec(text)?.[1];
  if (open) {
    const inner = bare(open, headerFactor);
    return inner
      ? done(between(inner.quantity.value, null), inner.unit)
      : { unreadable: told`is not a number with “or more”` };
  }
  const under = /^(?:<=|≤|<|小于|不足|少于)\s*(.+)$/.exec(text)?.[1] ?? /^(.+?)\s*以下$/.exec(text)?.[1];
  if (under) {
    const inner = bare(under, headerFactor);
    return inner
      ? done(between(0, inner.quantity.value), inner.unit)
      : { unreadable: told`is not a number with “or less”` };
  }
  const single = bare(text, headerFactor);
  if (single) return done(single.quantity, single.unit);

  const range = RANGE.exec(text);
  if (range) {
    const [, a = '', unitA, percentA, b = '', unitB, percentB] = range;
    // `10-25w` means 10w-25w: a unit at the end alone belongs to both ends.
    const factor = (unit: string | undefined, percent: string | undefined) =>
      percent ? 0.01 : unit ? (MULTIPLIERS[unit] ?? 1) : headerFactor;
    const low = digits(a) * factor(unitA ?? unitB, percentA ?? percentB);
    const high = digits(b) * factor(unitB ?? unitA, percentB ?? percentA);
    if (low > high) return { unreadable: told`is a range whose low end is above its high end` };
    return done(between(low, high), unitB ?? unitA ?? percentB ?? percentA);
  }
  return { unreadable: told`is not a number` };
}

function bare(text: string, headerFactor: number): { quantity: Quantity; unit?: string } | null {
  const percent = /^(.*?)\s*[%‰]$/.exec(text);
  if (percent?.[1] !== undefined) {
    const one = ONE.exec(percent[1]);
    if (!one?.[1] || one[2]) return null;
    return { quantity: percentage(one[1], text.endsWith('‰') ? 1e-3 : 0.01), unit: text.slice(-1) };
  }
  const one = ONE.exec(text);
  if (!one?.[1]) return null;
  if (one[2]) return { quantity: rounded(one[1], MULTIPLIERS[one[2]] ?? 1), unit: one[2] };
  if (headerFactor < 1) return { quantity: percentage(one[1], headerFactor) };
  return { quantity: rounded(one[1], headerFactor) };
}

function percentage(text: string, factor: number): Quantity {
  const places = /\.(\d+)/.exec(text)?.[1]?.length ?? 0;
  const value = Number((digits(text) * factor).toPrecision(12));
  const half = 0.5 * factor * 10 ** -places;
  return { value, low: Number((value - half).toPrecision(12)), high: Number((value + half).toPrecision(12)) };
}

const HEADER_UNIT = '百万|千万|[kKwWM千万萬亿億]元?|分|%|百分比|元|¥|RMB|CNY|USD|\\$';
const HEADER_UNIT_AT_END = new RegExp(`[(/[]\\s*(${HEADER_UNIT})\\s*[)\\]]?$`);

/** The unit printed in a header: `粉丝量/w` → `w`, `粉丝数（万）` → `万`, `互动率%` → `%`, `报价(分)` → `分`; null where it has none. */
export function headerUnit(header: string): string | null {
  const text = header.normalize('NFKC').trim();
  return HEADER_UNIT_AT_END.exec(text)?.[1] ?? /(%)$/.exec(text)?.[1] ?? /_(w)$/.exec(text)?.[1] ?? null;
}

/** What a printed unit multiplies by; 1 for a unit of money or none. `分` and `%` are hundredths. */
export function unitMultiplier(unit: string | null): number {
  if (unit === null) return 1;
  if (unit === '%' || unit === '百分比' || unit === '分') return 0.01;
  return MULTIPLIERS[unit.replace(/元$/, '')] ?? 1;
}

/** The factor of a header's unit: 10 000 for `粉丝量/w`, 0.01 for `互动率%` and `报价(分)`, 1 where it has none. */
export const headerFactor = (header: string): number => unitMultiplier(headerUnit(header));

/** The header without its unit: what to look up in an alias table. */
export const headerName = (header: string): string =>
  header
    .normalize('NFKC')
    .replace(/[\s\u200b\ufeff]+/g, '')
    .replace(HEADER_UNIT_AT_END, '')
    .replace(/%$/, '')
    .replace(/_w$/, '')
    .toLowerCase();

export type Moment =
  | { at: string }
  | { ambiguous: [string, string] }
  | { nothing: true }
  | { unreadable: Told };

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** UTC ISO time of calendar parts given at an offset, or null when no such day exists. */
function moment(
  y: number,
  mo: number,
  d: number,
  h: number,
  mi: number,
  s: number,
  offsetMinutes: number,
): string | null {
  const ms = Date.UTC(y, mo - 1, d, h, mi, s);
  const back = new Date(ms);
  if (
    back.getUTCMonth() !== mo - 1 ||
    back.getUTCDate() !== d ||
    h > 24 ||
    mi > 59 ||
    s > 60 ||
    y < 1900 ||
    y > 2200
  )
    return null;
  return new Date(ms - offsetMinutes * 60_000).toISOString();
}

const zoneOffset = (zone: string | undefined, fallback: number): number => {
  if (!zone) return fallback;
  if (/^z$|^utc$|^gmt$/i.test(zone)) return 0;
  const m = /([+-])(\d{2}):?(\d{2})?/.exec(zone);
  return m ? (m[1] === '-' ? -1 : 1) * (Number(m[2]) * 60 + Number(m[3] ?? 0)) : fallback;
};

const TIME = String.raw`(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?`;
const YMD = new RegExp(`^(\\d{4})[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?${TIME}$`, 'i');
const XYZ = new RegExp(`^(\\d{1,2})[-/.](\\d{1,2})[-/.](\\d{4})${TIME}$`, 'i');
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const WEIBO =
  /^[A-Z][a-z]{2}\s+([A-Z][a-z]{2})\s+(\d{1,2})\s+(\d{1,2}):(\d{2}):(\d{2})\s+([+-]\d{4})\s+(\d{4})$/;
const CLOCK = String.raw`(?:[,\s]+(?<h>\d{1,2}):(?<mi>\d{2})(?::(?<s>\d{2}))?)?\s*(?<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?$`;
const MONTH_DAY_YEAR = new RegExp(
  `^(?:[A-Z][a-z]{2,8},?\\s+)?(?<mon>[A-Z][a-z]{2,8})\\.?\\s+(?<d>\\d{1,2}),?\\s+(?<y>\\d{4})${CLOCK}`,
  'i',
);
const DAY_MONTH_YEAR = new RegExp(
  `^(?:[A-Z][a-z]{2,8},?\\s+)?(?<d>\\d{1,2})[\\s-](?<mon>[A-Z][a-z]{2,8})\\.?,?[\\s-](?<y>\\d{4})${CLOCK}`,
  'i',
);

const PLAIN = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:Z|\.000Z)?$/;
/** The two commonest spellings, told apart by place: millions of rows come this way. Null for anything else. */
function plainMoment(text: string, offset: number): string | null {
  if (!PLAIN.test(text)) return null;
  const utc = text.endsWith('Z') ? 0 : offset;
  const part = (from: number, to: number) => Number(text.slice(from, to));
  return moment(part(0, 4), part(5, 7), part(8, 10), part(11, 13), part(14, 16), part(17, 19), utc);
}

/**
 * Reads a moment. Numbers are Unix time (s, ms, µs) where they fall between 2001 and 2100. A date whose day and
 * month can change places is ambiguous unless `order` says which comes first; the caller refuses it.
 */
export function parseMoment(
  cell: string | number,
  options: { dateOrder: 'day-first' | 'month-first' | null; utcOffsetMinutes: number },
): Moment {
  const offset = options.utcOffsetMinutes;
  const plain = typeof cell === 'string' ? plainMoment(cell, offset) : null;
  if (plain) return { at: plain };
  const text = String(cell).normalize('NFKC').trim();
  if (isNothing(text)) return { nothing: true };
  const day = COMPACT.exec(text);
  if (day) {
    const at = moment(Number(day[1]), Number(day[2]), Number(day[3]), 0, 0, 0, offset);
    if (at) return { at };
  }
  if (/^\d{9,16}(\.\d+)?$/.test(text)) {
    const n = Number(text);
    const ms = n < 1e11 ? n * 1000 : n < 1e14 ? n : n / 1000;
    if (ms >= 978_307_200_000 && ms < 4_102_444_800_000)
      return { at: new Date(Math.round(ms)).toISOString() };
    return { unreadable: told`is a number outside the years 2001–2100 as Unix time` };
  }
  const ymd = YMD.exec(text);
  if (ymd) {
    const [, y, mo, d, h, mi, s, zone] = ymd;
    const at = moment(
      Number(y),
      Number(mo),
      Number(d),
      Number(h ?? 0),
      Number(mi ?? 0),
      Number(s ?? 0),
      zoneOffset(zone, offset),
    );
    return at ? { at } : { unreadable: told`is not a day of the calendar` };
  }
  const weibo = WEIBO.exec(text);
  if (weibo) {
    const [, mon = '', d, h, mi, s, zone, y] = weibo;
    const month = MONTHS.indexOf(mon.toLowerCase()) + 1;
    const at = month
      ? moment(Number(y), month, Number(d), Number(h), Number(mi), Number(s), zoneOffset(zone, offset))
      : null;
    return at ? { at } : { unreadable: told`is not a day of the calendar` };
  }
  const xyz = XYZ.exec(text);
  if (xyz) {
    const [, a, b, y, h, mi, s, zone] = xyz;
    const make = (d: string | undefined, mo: string | undefined) =>
      moment(
        Number(y),
        Number(mo),
        Number(d),
        Number(h ?? 0),
        Number(mi ?? 0),
        Number(s ?? 0),
        zoneOffset(zone, offset),
      );
    const [dayFirst, monthFirst] = [make(a, b), make(b, a)];
    if (options.dateOrder) {
      const chosen = options.dateOrder === 'day-first' ? dayFirst : monthFirst;
      return chosen
        ? { at: chosen }
        : {
            unreadable:
              options.dateOrder === 'day-first'
                ? told`is not a day of the calendar read day first`
                : told`is not a day of the calendar read month first`,
          };
    }
    if (dayFirst && monthFirst)
      return dayFirst === monthFirst ? { at: dayFirst } : { ambiguous: [dayFirst, monthFirst] };
    const only = dayFirst ?? monthFirst;
    return only ? { at: only } : { unreadable: told`is not a day of the calendar` };
  }
  const worded = MONTH_DAY_YEAR.exec(text) ?? DAY_MONTH_YEAR.exec(text);
  if (worded?.groups) {
    const { mon = '', d, y, h, mi, s, zone } = worded.groups;
    const month = MONTHS.indexOf(mon.slice(0, 3).toLowerCase()) + 1;
    const at = month
      ? moment(
          Number(y),
          month,
          Number(d),
          Number(h ?? 0),
          Number(mi ?? 0),
          Number(s ?? 0),
          zoneOffset(zone, offset),
        )
      : null;
    if (at) return { at };
  }
  return { unreadable: told`is not a date with a year` };
}

/** Words of a list cell: `美妆、护肤, 穿搭|探店`; JSON and Python lists too. */
export function parseWords(cell: string): string[] {
  const text = cell.trim();
  if (isNothing(text) || text === '[]') return [];
  const inner = /^\[(.*)\]$/s.exec(text)?.[1] ?? text;
  return inner
    .split(/[,，、;；|｜\n]+|(?<=\S)\s+(?=#)/)
    .map((w) =>
      w
        .trim()
        .replace(/^['"“]|['"”]$/g, '')
        .trim(),
    )
    .filter((w) => w !== '' && !isNothing(w));
}

export const parseFlag = (cell: string): boolean | null => {
  const text = cell.trim().toLowerCase();
  if (['是', '有', 'true', '1', 'yes', 'y', '已认证', 't'].includes(text)) return true;
  if (['否', '无', 'false', '0', 'no', 'n', '未认证', 'f', '非'].includes(text)) return false;
  return null;
};
