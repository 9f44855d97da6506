/** The demo's calendar: twelve months that end on a fixed day. Nothing here reads a clock. */

/** Midnight of 1 November 2026 in China: the moment the demo library describes. */
export const DEMO_AS_OF = '2026-10-31T16:00:00Z';
export const AS_OF_MS = Date.parse(DEMO_AS_OF);
export const DAY_MS = 86_400_000;
export const HOUR_MS = 3_600_000;
export const MINUTE_MS = 60_000;
/** Midnight of 1 November 2025 in China. */
export const START_MS = AS_OF_MS - 365 * DAY_MS;

const CHINA_MS = 8 * HOUR_MS;
const days = new Map<number, string>();
let clock: string[] | null = null;
const everySecond = (): string[] =>
  Array.from({ length: 86_400 }, (_, s) =>
    [s / 3600, (s / 60) % 60, s % 60].map((n) => String(Math.floor(n)).padStart(2, '0')).join(':'),
  );

/** `2026-10-31`, China time. */
export function chinaDay(ms: number): string {
  const day = Math.floor((ms + CHINA_MS) / DAY_MS);
  let text = days.get(day);
  if (!text) days.set(day, (text = new Date(day * DAY_MS).toISOString().slice(0, 10)));
  return text;
}

/** `2026-10-31 21:05:09`, China time. */
export function chinaTime(ms: number): string {
  const seconds = Math.floor((ms + CHINA_MS) / 1000) % 86_400;
  clock ??= everySecond();
  return `${chinaDay(ms)} ${clock[seconds]}`;
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Wed Aug 09 15:00:00 +0800 2023`, as the Weibo API writes a moment. */
export function weiboTime(ms: number): string {
  const [date = '', time = ''] = chinaTime(ms).split(' ');
  const [year, month, day] = date.split('-');
  const weekday = WEEKDAYS[new Date(ms + CHINA_MS).getUTCDay()];
  return `${weekday} ${MONTHS[Number(month) - 1]} ${day} ${time} +0800 ${year}`;
}

/** Milliseconds of a China-time day, `2026-03-01`. */
export const dayMs = (day: string): number => Date.parse(`${day}T00:00:00+08:00`);
