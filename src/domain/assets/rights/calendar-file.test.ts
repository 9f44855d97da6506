/** The calendar file, read back as RFC 5545 says: unfold, split, unescape. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CalendarEvent, calendarFile, escapeText, foldLine } from './calendar-file.ts';

const AT = new Date('2026-10-31T16:00:00Z');
const event: CalendarEvent = {
  uid: 'right-1@touchstone',
  day: '2026-12-31',
  summary: '授权到期：木木, “a;b” \\ c',
  description: 'line one\nline two; ' + '很长的一行'.repeat(30),
  categories: ['Usage rights'],
  warnDays: [30, 7],
};

/** A reader of its own, by sections 3.1 and 3.3.11. */
function read(file: string): { name: string; params: string; value: string }[] {
  expect(file.endsWith('\r\n')).toBe(true);
  const raw = file.split('\r\n');
  for (const line of raw) {
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(line).not.toMatch(/[\r\n]/);
  }
  return file
    .replaceAll('\r\n ', '')
    .split('\r\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [head = ''] = /^[^:]*/.exec(line) ?? [];
      const [name = '', ...params] = head.split(';');
      return { name, params: params.join(';'), value: line.slice(head.length + 1) };
    });
}
const unescape = (text: string): string =>
  text.replaceAll(/\\([\\;,nN])/g, (_, c: string) => (c === 'n' || c === 'N' ? '\n' : c));

describe('the calendar file', () => {
  it('reads back what was written', () => {
    const lines = read(calendarFile('Usage rights', [event], AT));
    const of = (name: string) => lines.find((l) => l.name === name);
    expect(lines.filter((l) => l.name === 'BEGIN').map((l) => l.value)).toEqual([
      'VCALENDAR',
      'VEVENT',
      'VALARM',
      'VALARM',
    ]);
    expect(lines.filter((l) => l.name === 'END').length).toBe(4);
    expect(of('VERSION')?.value).toBe('2.0');
    expect(of('UID')?.value).toBe(event.uid);
    expect(of('DTSTAMP')?.value).toBe('20261031T160000Z');
    expect(of('DTSTART')).toEqual({ name: 'DTSTART', params: 'VALUE=DATE', value: '20261231' });
    // An all-day event ends with the day after.
    expect(of('DTEND')?.value).toBe('20270101');
    expect(unescape(of('SUMMARY')?.value ?? '')).toBe(event.summary);
    expect(unescape(of('DESCRIPTION')?.value ?? '')).toBe(event.description);
    expect(lines.filter((l) => l.name === 'TRIGGER').map((l) => l.value)).toEqual(['-P30D', '-P7D']);
  });

  it('gives back any text, with no line longer than 75 octets', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        const clean = text
          .toWellFormed()
          .replaceAll(/\r\n|\r/g, '\n')
          .replaceAll(/(?![\t\n])\p{Cc}/gu, '');
        const lines = read(calendarFile('c', [{ ...event, summary: text, warnDays: [] }], AT));
        expect(unescape(lines.find((l) => l.name === 'SUMMARY')?.value ?? '')).toBe(clean);
      }),
    );
  });

  it('cuts no character in two', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        const line = `SUMMARY:${escapeText(text)}`;
        const folded = foldLine(line);
        expect(folded.replaceAll('\r\n ', '')).toBe(line);
        expect(folded.isWellFormed()).toBe(true);
      }),
    );
  });
});
