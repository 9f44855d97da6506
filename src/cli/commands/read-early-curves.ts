/** Reads finished posts for `touchstone eval forecast`: a wide table of counts at even times, or cascades with times of acts. */
import { parse } from 'csv-parse/sync';
import { refused } from '#basis/error.ts';
import type { EarlyCurve } from '#domain/decisions/monitor/measures/final-size.ts';
import { readCascades } from './read-cascades.ts';
import { readText } from './read-timed-counts.ts';

export interface FinishedPosts {
  ids: string[];
  curves: EarlyCurve[];
  finals: Float64Array;
  /** Posts of the file without a count above 0 at that time, or without a final one. */
  notYetSeen: number;
}

const PARTS = 12;

/** Columns that end in a number one higher than the one before: counts at even times. */
function seriesColumns(names: readonly string[]): string[] {
  const numbered = names.filter((name) => /^\D*[1-9]\d*$/.test(name));
  const number = (name: string) => Number(/\d+$/.exec(name)?.[0]);
  return numbered.toSorted((a, b) => number(a) - number(b));
}

function fromTable(path: string, text: string, atMinutes: number, stepMinutes: number): FinishedPosts {
  const rows = parse<Record<string, string>>(text, {
    columns: true,
    skip_empty_lines: true,
    delimiter: [',', '\t'],
  });
  const names = Object.keys(rows[0] ?? {});
  const columns = seriesColumns(names);
  const reading = Math.round(atMinutes / stepMinutes);
  if (columns.length < 3 || reading < 1 || reading >= columns.length)
    throw refused(
      'no-series',
      `${path} has ${columns.length} columns of counts ${stepMinutes} minutes apart; none at ${atMinutes} minutes with a later one.`,
      { file: path },
      'Give --at and --step in minutes.',
    );
  const id = names.find((name) => !columns.includes(name));
  const posts: FinishedPosts = { ids: [], curves: [], finals: new Float64Array(0), notYetSeen: 0 };
  const finals: number[] = [];
  for (const [place, row] of rows.entries()) {
    const counts = columns.map((name) => {
      const value = row[name] === '' || row[name] === undefined ? Number.NaN : Number(row[name]);
      return value < 0 ? Number.NaN : value;
    });
    const now = counts[reading - 1] as number;
    const final = counts.at(-1) as number;
    if (!(now > 0 && final > 0)) {
      posts.notYetSeen++;
      continue;
    }
    const parts = Float64Array.from({ length: PARTS }, (_, k) => {
      const place = Math.floor(((k + 1) / PARTS) * reading) - 1;
      return place < 0 ? Number.NaN : (counts[place] as number);
    });
    posts.ids.push((id === undefined ? undefined : row[id]) ?? String(place));
    posts.curves.push({ counts: parts, traits: [] });
    finals.push(final);
  }
  return { ...posts, finals: Float64Array.from(finals) };
}

function fromCascades(path: string, atMinutes: number): FinishedPosts {
  const posts: FinishedPosts = { ids: [], curves: [], finals: new Float64Array(0), notYetSeen: 0 };
  const finals: number[] = [];
  for (const { id, acts, authorFollowers } of readCascades(path).cascades) {
    const start = acts[0]?.atMs as number;
    const delays = acts.slice(1).map((act) => (act.atMs - start) / 60_000);
    const byThen = (minutes: number) => delays.reduce((sum, delay) => sum + (delay <= minutes ? 1 : 0), 0);
    const counts = Float64Array.from({ length: PARTS }, (_, k) => byThen(((k + 1) / PARTS) * atMinutes));
    const now = counts[PARTS - 1] as number;
    if (now === 0) {
      posts.notYetSeen++;
      continue;
    }
    const early = acts.slice(1).filter((_, i) => (delays[i] as number) <= atMinutes);
    const passedOn = early.filter((act) => act.parentId !== null && act.parentId !== acts[0]?.id).length;
    const hour = (start / 3_600_000 + 8) % 24;
    posts.ids.push(id);
    posts.curves.push({
      counts,
      traits: [
        authorFollowers === null ? Number.NaN : Math.log1p(authorFollowers),
        authorFollowers === null ? Number.NaN : Math.log(now) - Math.log1p(authorFollowers),
        passedOn / now,
        hour,
      ],
    });
    finals.push(delays.length);
  }
  return { ...posts, finals: Float64Array.from(finals) };
}

/** The posts of a file as they stood `atMinutes` after publication. Counts of a table are `stepMinutes` apart. */
export function readFinishedPosts(path: string, atMinutes: number, stepMinutes: number): FinishedPosts {
  const text = readText(path);
  return /^\s*[[{]/.test(text)
    ? fromCascades(path, atMinutes)
    : fromTable(path, text, atMinutes, stepMinutes);
}
