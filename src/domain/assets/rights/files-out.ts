/** The ledger as files: expiries for a calendar, and the rows for a sheet. Pure. */
import { type CalendarEvent, calendarFile } from './calendar-file.ts';
import type { Right } from './schema.ts';

export const LANGUAGES = ['en', 'zh'] as const;
type Language = (typeof LANGUAGES)[number];

const WORDS = {
  en: {
    calendar: 'Usage rights that end',
    ends: 'Right ends: ',
    account: 'Account: ',
    campaign: 'Campaign: ',
    territories: 'Territories: ',
    channels: 'Channels: ',
    unknown: 'unknown',
    last: 'This is the last day of use.',
    category: 'Usage rights',
  },
  zh: {
    calendar: '即将到期的内容授权',
    ends: '授权到期：',
    account: '达人：',
    campaign: '项目：',
    territories: '地域：',
    channels: '渠道：',
    unknown: '未知',
    last: '当天为最后可用日。',
    category: '内容授权',
  },
} as const;

/** One event a right that has a last day, is not over and was not prolonged. */
export function expiryCalendar(rights: readonly Right[], language: Language, at: Date): string {
  const w = WORDS[language];
  const events = rights.flatMap((r): CalendarEvent[] => {
    if (r.expiresOn === null || r.ended !== null || r.renewedBy !== null || r.state === 'expired') return [];
    return [
      {
        uid: `right-${r.rightId}@touchstone`,
        day: r.expiresOn,
        summary: `${w.ends}${r.accountName ?? r.accountId} · ${r.what}`,
        description: [
          w.last,
          `${w.account}${r.accountId}`,
          ...(r.campaign === null ? [] : [`${w.campaign}${r.campaign}`]),
          `${w.territories}${r.territories?.join(', ') ?? w.unknown}`,
          `${w.channels}${r.channels?.join(', ') ?? w.unknown}`,
        ].join('\n'),
        categories: [w.category],
        warnDays: [30, 7],
      },
    ];
  });
  return calendarFile(w.calendar, events, at);
}

const COLUMNS: readonly (readonly [string, (r: Right) => string | number | null])[] = [
  ['right_id', (r) => r.rightId],
  ['account_id', (r) => r.accountId],
  ['account', (r) => r.accountName],
  ['campaign', (r) => r.campaign],
  ['post_id', (r) => r.postId],
  ['what', (r) => r.what],
  ['territories', (r) => r.territories?.join(' ') ?? null],
  ['channels', (r) => r.channels?.join(' ') ?? null],
  ['edits', (r) => r.edits],
  ['group_use', (r) => (r.groupUse === null ? null : String(r.groupUse))],
  ['term', (r) => r.term],
  ['starts_on', (r) => r.startsOn],
  ['expires_on', (r) => r.expiresOn],
  ['days_left', (r) => r.daysLeft],
  ['state', (r) => r.state],
  ['fee', (r) => (r.feeMinor === null ? null : r.feeMinor / 100)],
  ['currency', (r) => r.currency],
  ['document_sha256', (r) => r.document?.sha256 ?? null],
  ['uses', (r) => r.uses],
];

/** A cell that a spreadsheet would run as a formula is led by an apostrophe (OWASP, CSV injection). */
const safe = (text: string): string =>
  /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** RFC 4180 with a byte-order mark, so that Excel reads the Chinese. Unknown is an empty cell. */
export const rightsCsv = (rights: readonly Right[]): string =>
  `\uFEFF${[
    COLUMNS.map(([name]) => name),
    ...rights.map((r) => COLUMNS.map(([, of]) => quoted(safe(String(of(r) ?? ''))))),
  ]
    .map((line) => line.join(','))
    .join('\r\n')}\r\n`;
