import type { Command } from 'commander';
import { refused, usage } from '#basis/error.ts';
import {
  type DatedText,
  distinctOf,
  type NewWord,
  newWords,
} from '#domain/readings/voice/measures/new-words.ts';
import { type Interval, wilson } from '#numerics/stats/intervals.ts';
import { inDictionary } from '#numerics/text/segmenter.ts';
import { EXIT, print, printJson, printTable } from '../output.ts';
import { runAlone } from '../run-command.ts';
import { readTextColumns, readUnpacked } from '../text-columns.ts';
import { wholeFlag } from './eval-labels.ts';

interface Flags {
  series: string;
  from: string;
  until: string;
  text: string;
  date: string;
  top: string;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/u;
/** Distinct later texts that must use a word before it counts as one that came to stay. */
const LATER_TEXTS = 2;
const cell = (value: unknown): string => (typeof value === 'string' ? value : '');

/** JSON lines of {date, items: [{t}]} (a day of titles), or a table with a text and a date column. */
export async function readSeries(path: string, text: string, date: string): Promise<DatedText[]> {
  const start = readUnpacked(path);
  if (!start.trimStart().startsWith('{')) {
    const { columns } = await readTextColumns(path, [text, date]);
    return (columns[0] ?? []).map((t, i) => ({ text: t, date: (columns[1]?.[i] ?? '').slice(0, 10) }));
  }
  const found: DatedText[] = [];
  for (const line of start.split('\n')) {
    if (line.trim() === '') continue;
    const row = JSON.parse(line) as Record<string, unknown>;
    const on = cell(row[date] ?? row['date']).slice(0, 10);
    if (Array.isArray(row['items']))
      for (const item of row['items'] as { t?: unknown }[]) found.push({ date: on, text: cell(item.t) });
    else found.push({ date: on, text: cell(row[text]) });
  }
  return found;
}

/** Of the words, how many no dictionary has and how many texts after the window use again. */
export function precisionOf(list: readonly NewWord[], later: readonly DatedText[]) {
  const judged = list.map((w) => {
    const known = inDictionary(w.word);
    let laterTexts = 0;
    for (const t of later) if (t.text.includes(w.word)) laterTexts++;
    return { ...w, inDictionary: known, laterTexts, right: !known && laterTexts >= LATER_TEXTS };
  });
  const right = judged.filter((w) => w.right).length;
  const precision: Interval | null = list.length === 0 ? null : wilson(right, list.length);
  return { precision, words: judged };
}

/** The whole report of one window. */
export function wordsReport(series: readonly DatedText[], from: string, until: string, top: number) {
  const started = performance.now();
  const found = newWords(series, { from, until });
  const seconds = Math.round((performance.now() - started) / 10) / 100;
  const later = distinctOf(series).filter((t) => t.date > until);
  const own = precisionOf(found.slice(0, top), later);
  const plain = precisionOf(newWords(series, { from, until }, true).slice(0, top), later);
  return {
    from,
    until,
    candidates: found.length,
    laterTexts: later.length,
    precision: later.length === 0 ? null : own.precision,
    plainPrecision: later.length === 0 ? null : plain.precision,
    criterion: `absent from the dictionary of words and in at least ${LATER_TEXTS} distinct later texts`,
    seconds,
    /** The most memory that the process held so far. */
    peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1024),
    words: own.words,
  };
}

/** `touchstone eval words`: new words of a window, with the days they were first and last seen. */
export function evalWords(group: Command): void {
  group
    .command('words')
    .description('new words of a window against what was said before, with first-seen dates')
    .requiredOption('--series <file>', 'JSON lines of {date, items: [{t}]}, or a table of dated texts')
    .requiredOption('--from <date>', 'first day of the window')
    .requiredOption('--until <date>', 'last day of the window')
    .option('--text <column>', 'column of the text, in a table', 'text')
    .option('--date <column>', 'column of the day, in a table', 'date')
    .option('--top <n>', 'how many words', '200')
    .action((flags: Flags, command: Command) =>
      runAlone(command, async ({ json }) => {
        const { from, until } = flags;
        if (!DATE.test(from) || !DATE.test(until) || from > until)
          throw usage('bad-flag', '--from and --until are no window of days.', 'Write YYYY-MM-DD.');
        const series = await readSeries(flags.series, flags.text, flags.date);
        if (!series.some((t) => t.date >= from && t.date <= until))
          throw refused('no-rows', `${flags.series} has no text from ${from} to ${until}.`, {
            file: flags.series,
          });
        const report = wordsReport(series, from, until, wholeFlag(flags.top, '--top', 1, 10_000));
        if (json) printJson(report);
        else {
          printTable(
            ['word', 'texts', 'before', 'first seen', 'last seen', 'burst'],
            report.words.map((w) => [
              w.word,
              String(w.count),
              String(w.backgroundCount),
              w.firstSeenOn,
              w.lastSeenOn,
              w.burst.toFixed(1),
            ]),
          );
          if (report.precision && report.plainPrecision)
            print(
              `precision ${report.precision.value.toFixed(3)} (plain cohesion and freedom ${report.plainPrecision.value.toFixed(3)}): ${report.criterion}`,
            );
        }
        return EXIT.fine;
      }),
    );
}
