/** A calendar file of all-day events (RFC 5545): escaped texts, lines of at most 75 octets, CRLF. Pure. */

export interface CalendarEvent {
  /** The same event has the same uid in every file, so that a calendar replaces it. */
  uid: string;
  /** ISO day. */
  day: string;
  summary: string;
  description: string;
  categories: readonly string[];
  /** Days before the event at which the calendar warns. */
  warnDays: readonly number[];
}

/** TEXT, section 3.3.11: backslash, semicolon, comma and line ends are escaped; other control characters are left out. */
export const escapeText = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll('\\', '\\\\')
    .replaceAll(';', '\\;')
    .replaceAll(',', '\\,')
    .replaceAll(/\r\n|[\r\n]/g, '\\n')
    .replaceAll(/(?!\t)\p{Cc}/gu, '');

const OCTETS = 75;
const encoder = new TextEncoder();

/** Section 3.1: a line longer than 75 octets goes on after CRLF and a space; no character is cut. */
export function foldLine(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    // A line that goes on begins with a space, which counts.
    if (octets + size > OCTETS - (parts.length > 0 ? 1 : 0)) {
      parts.push(part);
      part = '';
      octets = 0;
    }
    part += character;
    octets += size;
  }
  return [...parts, part].join('\r\n ');
}

const compact = (day: string): string => day.replaceAll('-', '');
const dayAfter = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
const stamp = (at: Date): string => `${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;

const eventLines = (e: CalendarEvent, at: string): string[] => [
  'BEGIN:VEVENT',
  `UID:${escapeText(e.uid)}`,
  `DTSTAMP:${at}`,
  `DTSTART;VALUE=DATE:${compact(e.day)}`,
  `DTEND;VALUE=DATE:${compact(dayAfter(e.day))}`,
  `SUMMARY:${escapeText(e.summary)}`,
  ...(e.description === '' ? [] : [`DESCRIPTION:${escapeText(e.description)}`]),
  ...(e.categories.length === 0 ? [] : [`CATEGORIES:${e.categories.map(escapeText).join(',')}`]),
  'TRANSP:TRANSPARENT',
  ...e.warnDays.flatMap((days) => [
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escapeText(e.summary)}`,
    `TRIGGER:-P${days}D`,
    'END:VALARM',
  ]),
  'END:VEVENT',
];

/** The whole file. `at` stamps every event; `name` is what the calendar is called. */
export const calendarFile = (name: string, events: readonly CalendarEvent[], at: Date): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Touchstone//Rights ledger//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escapeText(name)}`,
    ...events.flatMap((e) => eventLines(e, stamp(at))),
    'END:VCALENDAR',
    '',
  ]
    .map(foldLine)
    .join('\r\n');
