/** Reads cascades: one JSON object an event with its reposts, or one row an act (CSV, TSV, NDJSON); gzip too. */
import { parse } from 'csv-parse/sync';
import { refused } from '#basis/error.ts';
import type { SpreadAct } from '#domain/readings/cascade/schema.ts';
import { readText } from './read-timed-counts.ts';

export interface Cascade {
  id: string;
  /** The post first, then by time. */
  acts: SpreadAct[];
  /** Followers of the author when it was posted; null where not given. */
  authorFollowers: number | null;
  /** Acts left out: the same id twice, or no time that can be read. */
  skippedCount: number;
}

type Row = Record<string, unknown>;

const text = (row: Row, ...names: string[]): string | null => {
  for (const name of names) {
    const value = row[name];
    if ((typeof value === 'string' && value !== '') || typeof value === 'number') return String(value);
  }
  return null;
};

const SHORT_DATE = /^(?:(\d{4})[-/年])?(\d{1,2})[-/月](\d{1,2})日?[ T](\d{1,2}):(\d{2})(?::(\d{2}))?$/;
const CHINA_MS = 8 * 3_600_000;

/**
 * Seconds or milliseconds since 1970, or a date as platforms write it, China time where no zone is named and the year of
 * `nearMs` where none is written. NaN when unreadable.
 */
function momentOf(cell: string | null, nearMs = Number.NaN): number {
  if (cell === null) return Number.NaN;
  const number = Number(cell);
  if (Number.isFinite(number)) return number > 1e11 ? number : number * 1000;
  const found = SHORT_DATE.exec(cell.trim());
  if (!found) return Date.parse(cell);
  const [, year, month, day, hour, minute, second] = found.map((part) =>
    part === undefined ? Number.NaN : Number(part),
  );
  const inYear = Number.isNaN(year) ? new Date(nearMs + CHINA_MS).getUTCFullYear() : (year as number);
  return (
    Date.UTC(inYear, (month as number) - 1, day, hour, minute, Number.isNaN(second) ? 0 : second) - CHINA_MS
  );
}

const actOf = (row: Row, id: string, atMs: number): SpreadAct => ({
  id,
  parentId: text(row, 'parent', 'parent_id', 'parentId', 'reply_to', 'source'),
  actor: text(row, 'uid', 'actor', 'user', 'user_id', 'name'),
  atMs,
  text: text(row, 'text', 'content') ?? '',
});

/** Acts in time order behind their post, each id once. */
function assemble(
  id: string,
  post: SpreadAct,
  acts: readonly SpreadAct[],
  unreadable: number,
  followers: number | null,
): Cascade {
  const seen = new Set([post.id]);
  const kept = acts.filter((act) => !seen.has(act.id) && seen.add(act.id));
  kept.sort((a, b) => a.atMs - b.atMs);
  return {
    id,
    acts: [post, ...kept],
    authorFollowers: followers,
    skippedCount: unreadable + acts.length - kept.length,
  };
}

function nestedCascade(event: Row, place: number): Cascade | null {
  const original = event['original'] as Row;
  const postMs = momentOf(text(original, 'time', 'date', 'at'));
  if (Number.isNaN(postMs)) return null;
  const author = (typeof original['user'] === 'object' ? original['user'] : null) as Row | null;
  const followers = author?.['followers'];
  const acts: SpreadAct[] = [];
  let unreadable = 0;
  for (const row of event['reposts'] as Row[]) {
    const atMs = momentOf(text(row, 'date', 'time', 'at'), postMs);
    const id = text(row, 'mid', 'id');
    if (id === null || Number.isNaN(atMs)) unreadable++;
    else acts.push(actOf(row, id, atMs));
  }
  const id = text(event, 'id') ?? String(place);
  const post = { ...actOf(original, `post of ${id}`, postMs), parentId: null };
  return assemble(id, post, acts, unreadable, typeof followers === 'number' ? followers : null);
}

function flatCascades(rows: readonly Row[]): Cascade[] {
  const byCascade = new Map<string, { acts: SpreadAct[]; unreadable: number }>();
  for (const row of rows) {
    const name = text(row, 'cascade', 'cascade_id', 'event', 'event_id', 'root') ?? '1';
    const cascade = byCascade.get(name) ?? { acts: [], unreadable: 0 };
    byCascade.set(name, cascade);
    const id = text(row, 'id', 'mid', 'act', 'node');
    const atMs = momentOf(text(row, 'time', 'at', 'date', 'timestamp') ?? '0');
    if (id === null || Number.isNaN(atMs)) cascade.unreadable++;
    else {
      const act = actOf(row, id, atMs);
      cascade.acts.push(act.parentId === id ? { ...act, parentId: null } : act);
    }
  }
  return [...byCascade].flatMap(([name, { acts, unreadable }]) => {
    const post = acts
      .filter((act) => act.parentId === null || act.parentId === '-1')
      .reduce<SpreadAct | null>(
        (first, act) => (first === null || act.atMs < first.atMs ? act : first),
        null,
      );
    if (post === null) return [];
    return [
      assemble(
        name,
        { ...post, parentId: null },
        acts.filter((act) => act !== post),
        unreadable,
        null,
      ),
    ];
  });
}

/** Every cascade of the file, and how many had no readable post. */
export function readCascades(path: string): { cascades: Cascade[]; withoutPost: number } {
  const content = readText(path).replace(/^\uFEFF/, '');
  const refuse = (why: string) =>
    refused(
      'no-cascade',
      `${path} holds no cascade: ${why}.`,
      { file: path },
      'Give one JSON object an event with original and reposts, or rows with id, parent and time.',
    );
  if (/^\s*[[{]/.test(content)) {
    let rows: Row[];
    try {
      rows = content.trimStart().startsWith('[')
        ? (JSON.parse(content) as Row[])
        : content
            .split('\n')
            .filter((line) => line.trim() !== '')
            .map((line) => JSON.parse(line) as Row);
    } catch {
      throw refuse('it is not JSON');
    }
    if (!Array.isArray(rows[0]?.['reposts'])) return { cascades: flatCascades(rows), withoutPost: 0 };
    const cascades = rows.flatMap((event, i) => nestedCascade(event, i) ?? []);
    return { cascades, withoutPost: rows.length - cascades.length };
  }
  const delimiter = (content.split('\n', 1)[0] ?? '').includes('\t') ? '\t' : ',';
  const rows: Row[] = content.includes('"')
    ? parse(content, { columns: true, delimiter, skip_empty_lines: true, relax_column_count: true })
    : plainRows(content, delimiter);
  if (rows.length === 0) throw refuse('it has no rows');
  const cascades = flatCascades(rows);
  if (cascades.length === 0) throw refuse('no row has an id and no parent');
  return { cascades, withoutPost: 0 };
}

/** A table without quotes, split as it stands: several times faster on a million rows. */
function plainRows(content: string, delimiter: string): Row[] {
  const lines = content.split(/\r?\n/);
  const names = (lines[0] ?? '').split(delimiter).map((name) => name.trim());
  const rows: Row[] = [];
  for (let i = 1; i < lines.length; i++) {
    const line = lines[i] as string;
    if (line === '') continue;
    const cells = line.split(delimiter);
    const row: Row = {};
    for (let c = 0; c < names.length; c++) row[names[c] as string] = cells[c];
    rows.push(row);
  }
  return rows;
}
