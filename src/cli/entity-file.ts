/** Texts with labelled spans: JSON lines as CLUENER has them, or CoNLL columns (a character and its tag a line). */
import { refused } from '#basis/error.ts';
import type { EntityText, Span } from '#domain/readings/voice/measures/entity-features.ts';
import { readUnpacked } from './text-columns.ts';

interface JsonRow {
  text?: unknown;
  label?: Record<string, Record<string, [number, number][]>>;
}

function fromJson(path: string, line: string, row: number): EntityText {
  let parsed: JsonRow = {};
  try {
    parsed = JSON.parse(line) as JsonRow;
  } catch {
    // Told below, as a row without text.
  }
  const { text, label } = parsed;
  if (typeof text !== 'string')
    throw refused(
      'bad-row',
      `${path}, row ${row}: no text.`,
      { file: path, row },
      'Write {"text": "…", "label": {"type": {"name": [[0, 1]]}}}.',
    );
  // Offsets count UTF-16 units in files written by some tools and characters in others; in these they are the same.
  const spans = Object.entries(label ?? {}).flatMap(([type, names]) =>
    Object.values(names).flatMap((places) => places.map(([from, to]): Span => ({ type, from, to }))),
  );
  return { characters: Array.from(text), spans };
}

/** One sentence: lines of a character, its place in a word stuck to it or not, and a tag after a tab or blank. */
function fromConll(lines: readonly string[]): EntityText {
  const found: EntityText = { characters: [], spans: [] };
  lines.forEach((line, i) => {
    const cells = line.split(/[\t ]+/u);
    const said = cells.at(-1) as string;
    const token = cells[0] as string;
    const first = Array.from(token);
    found.characters.push(
      first.length === 2 && /\d/u.test(first[1] as string) ? (first[0] as string) : token,
    );
    const [part, type] = [said.slice(0, 1), said.slice(2)];
    const last = found.spans.at(-1);
    if (part === 'O' || said === '') return;
    if ('IME'.includes(part) && last?.type === type && last.to === i - 1) last.to = i;
    else found.spans.push({ type, from: i, to: i });
  });
  return found;
}

/** Throws `refused` on a row that is neither. */
export function readEntityFile(path: string): EntityText[] {
  const text = readUnpacked(path).replace(/^\uFEFF/u, '');
  if (text.trimStart().startsWith('{'))
    return text
      .split('\n')
      .map((line, i) => ({ line: line.trim(), row: i + 1 }))
      .filter(({ line }) => line !== '')
      .map(({ line, row }) => fromJson(path, line, row));
  return text
    .split(/\r?\n\s*\r?\n/u)
    .map((block) => block.split(/\r?\n/u).filter((line) => line.trim() !== ''))
    .filter((lines) => lines.length > 0)
    .map(fromConll);
}
