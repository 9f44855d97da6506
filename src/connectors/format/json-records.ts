/**
 * JSON as records, split while it streams: the elements of top-level arrays, the lines of NDJSON, values one
 * after another, or one object. Whole numbers beyond 2^53 and numbers no double can hold keep their digits as text.
 */

import { messageOf } from '#basis/error.ts';
import { type Told, told } from '#basis/told.ts';
import type { Limits } from './limits.ts';

export type JsonPiece =
  | { row: number; value: unknown }
  | { row: number; problem: Told; text: string; fix: Told };

/** Numbers that a double may change, lone surrogates and zero characters: rare, so worth a look before a slow parse. */
const DELICATE = /(?:^|[:[,\s])-?\d{16,}|\d[eE]\+?\d{3}|\\u(?:[dD][89a-fA-F]|0000)/;

/** The third argument of a reviver holds the source text of a primitive (ECMAScript 2025). */
const exactly = (_key: string, value: unknown, context?: { source?: string }): unknown => {
  if (typeof value === 'string') return value.toWellFormed().replaceAll('\u0000', '\uFFFD');
  if (typeof value !== 'number' || context?.source === undefined) return value;
  const kept = Number.isSafeInteger(value) || (Number.isFinite(value) && !/^-?\d+$/.test(context.source));
  return kept ? value : context.source;
};

/**
 * Parses with exact digits. A half of a surrogate pair and a zero character, which no text store takes, become
 * U+FFFD, the mark of an unreadable character.
 * @throws SyntaxError
 */
export const parseJson = (text: string): unknown =>
  DELICATE.test(text) ? JSON.parse(text, exactly) : JSON.parse(text);

/** How deep brackets nest, strings left out. */
function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (inString) {
      if (c === BACKSLASH) i++;
      else if (c === QUOTE) inString = false;
    } else if (c === QUOTE) inString = true;
    else if (isOpen(c)) most = Math.max(most, ++depth);
    else if (isClose(c)) depth--;
  }
  return most;
}

const QUOTE = 34;
const COMMA = 44;
const BACKSLASH = 92;
const isOpen = (c: number) => c === 123 || c === 91;
const isClose = (c: number) => c === 125 || c === 93;

const tooLong = (row: number, text: string, limits: Limits): JsonPiece => ({
  row,
  problem: told`the value is longer than ${Math.round(limits.maxRecord / 2 ** 20)} Mi characters`,
  text: text.slice(0, 200),
  fix: told`Split the record, or leave out its longest field.`,
});

function pieceOf(row: number, text: string, limits: Limits): JsonPiece {
  if (depthOf(text) > limits.maxDepth)
    return {
      row,
      problem: told`the value is nested deeper than ${limits.maxDepth} levels`,
      text: text.slice(0, 200),
      fix: told`Export the records flat.`,
    };
  try {
    return { row, value: parseJson(text) };
  } catch (error) {
    return {
      row,
      problem: told`the value is not JSON: ${messageOf(error).slice(0, 300)}`,
      text: text.slice(0, 200),
      fix: told`Correct or remove this record.`,
    };
  }
}

/** Text of one value as it arrives. Beyond the limit only its length is kept, and its beginning for the report. */
class Held {
  private parts: string[] = [];
  private readonly limits: Limits;
  length = 0;

  constructor(limits: Limits) {
    this.limits = limits;
  }

  add(part: string): void {
    this.length += part.length;
    if (part !== '' && (this.length <= this.limits.maxRecord || this.parts.length === 0))
      this.parts.push(part);
  }

  /** The value's text and whether it is past the limit; empties this. */
  take(): { text: string; over: boolean } {
    // Commas, and the record separator of JSON text sequences, stand between values.
    const text = this.parts
      .join('')
      .replace(/^[\s,\p{Cc}]+/u, '')
      .trimEnd();
    const over = this.length > this.limits.maxRecord;
    this.parts = [];
    this.length = 0;
    return { text, over };
  }
}

const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** NDJSON: one value a line. A broken line does not touch its neighbours; a line that is a list holds records. */
export async function* readNdjson(
  chunks: AsyncIterable<string>,
  limits: Limits,
): AsyncGenerator<JsonPiece[]> {
  let row = 0;
  let out: JsonPiece[] = [];
  const held = new Held(limits);
  const endLine = () => {
    row++;
    const { text, over } = held.take();
    if (text === '') return;
    const piece = over ? tooLong(row, text, limits) : pieceOf(row, text, limits);
    if ('value' in piece && Array.isArray(piece.value) && piece.value.every(isObject))
      for (const value of piece.value as unknown[]) out.push({ row, value });
    else out.push(piece);
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf('\n'); at >= 0; at = chunk.indexOf('\n', from)) {
      held.add(chunk.slice(from, at));
      from = at + 1;
      endLine();
    }
    held.add(chunk.slice(from));
    if (out.length > 0) yield out;
    out = [];
  }
  if (held.length > 0) endLine();
  if (out.length > 0) yield out;
}

/**
 * Splits text into JSON values: the elements of every top-level array, and every other top-level value. A value
 * past the limit is passed over and listed; a file that ends inside a value says so.
 */
export async function* readJson(chunks: AsyncIterable<string>, limits: Limits): AsyncGenerator<JsonPiece[]> {
  let row = 0;
  let depth = 0;
  /** The depth at which records stand: 1 inside a top-level array, else 0. */
  let base = 0;
  let inString = false;
  let escaped = false;
  let out: JsonPiece[] = [];
  const held = new Held(limits);
  for await (const chunk of chunks) {
    let from = 0;
    const cut = (to: number, next: number) => {
      held.add(chunk.slice(from, to));
      from = next;
      const { text, over } = held.take();
      if (text !== '') out.push(over ? tooLong(++row, text, limits) : pieceOf(++row, text, limits));
    };
    for (let i = 0; i < chunk.length; i++) {
      const c = chunk.charCodeAt(i);
      if (inString) {
        if (escaped) escaped = false;
        else if (c === BACKSLASH) escaped = true;
        else if (c === QUOTE) inString = false;
      } else if (c === QUOTE) inString = true;
      else if (isOpen(c)) {
        if (depth === 0 && c === 91) {
          cut(i, i + 1);
          base = 1;
        }
        depth++;
      } else if (isClose(c)) {
        depth = Math.max(0, depth - 1);
        if (depth > 0) continue;
        // The bracket of a top-level array is no part of its last record.
        cut(base === 1 ? i : i + 1, i + 1);
        base = 0;
      } else if ((c === COMMA && depth === base) || (c === 10 && depth === 0)) cut(i, i + 1);
    }
    held.add(chunk.slice(from));
    if (out.length > 0) yield out;
    out = [];
  }
  const { text, over } = held.take();
  if (depth > 0 || inString)
    out.push({
      row: row + 1,
      problem:
        base === 1
          ? told`the file ends inside its list of records: it is cut off`
          : told`the file ends inside a value: it is cut off`,
      text: text.slice(0, 200),
      fix: told`Fetch the file again.`,
    });
  else if (text !== '') out.push(over ? tooLong(++row, text, limits) : pieceOf(++row, text, limits));
  if (out.length > 0) yield out;
}
