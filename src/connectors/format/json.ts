/**
 * JSON as records, split while it streams: the elements of a top-level array, the lines of NDJSON, values one
 * after another, or one object. Whole numbers beyond 2^53 keep their digits as text.
 */
import { messageOf, refused } from '#basis/error.ts';
import type { Limits } from './limits.ts';

export type JsonPiece =
  | { row: number; value: unknown }
  | { row: number; problem: string; text: string; fix: string };

const BIG = /[:[,\s]-?\d{16,}/;
/** The third argument of a reviver holds the source text of a primitive (ECMAScript 2025). */
const keepDigits = (_key: string, value: unknown, context?: { source?: string }): unknown =>
  typeof value === 'number' &&
  !Number.isSafeInteger(value) &&
  context?.source !== undefined &&
  /^-?\d+$/.test(context.source)
    ? context.source
    : value;

export const parseJson = (text: string): unknown =>
  BIG.test(text) || /^-?\d{16,}/.test(text)
    ? JSON.parse(text, keepDigits as (key: string, value: unknown) => unknown)
    : JSON.parse(text);

/** How deep brackets nest, strings left out. */
function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (inString) {
      if (c === 92) i++;
      else if (c === 34) inString = false;
    } else if (c === 34) inString = true;
    else if (c === 123 || c === 91) most = Math.max(most, ++depth);
    else if (c === 125 || c === 93) depth--;
  }
  return most;
}

function pieceOf(row: number, text: string, limits: Limits): JsonPiece {
  if (depthOf(text) > limits.maxDepth)
    return {
      row,
      problem: `is nested deeper than ${limits.maxDepth} levels`,
      text: text.slice(0, 200),
      fix: 'Export the records flat.',
    };
  try {
    return { row, value: parseJson(text) };
  } catch (error) {
    return {
      row,
      problem: `is not JSON: ${messageOf(error)}`,
      text: text.slice(0, 200),
      fix: 'Correct or remove this record.',
    };
  }
}

/** NDJSON: one value a line. A broken line does not touch its neighbours. */
export async function* readNdjson(
  chunks: AsyncIterable<string>,
  fileName: string,
  limits: Limits,
): AsyncGenerator<JsonPiece[]> {
  let row = 0;
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > limits.maxRecord)
      throw refused(
        'value-too-long',
        `${fileName}: line ${row + lines.length + 1} is longer than ${limits.maxRecord} characters.`,
        { file: fileName, row: row + lines.length + 1 },
        'Split the record.',
      );
    const out: JsonPiece[] = [];
    for (const line of lines) {
      row++;
      const text = line.trim();
      if (text !== '') out.push(pieceOf(row, text, limits));
    }
    if (out.length > 0) yield out;
  }
  if (rest.trim() !== '') yield [pieceOf(row + 1, rest.trim(), limits)];
}

/** Splits text into JSON values. `array` says that the top level is an array whose elements are the records. */
export async function* readJson(
  chunks: AsyncIterable<string>,
  array: boolean,
  fileName: string,
  limits: Limits,
): AsyncGenerator<JsonPiece[]> {
  let row = 0;
  let depth = 0;
  let inString = false;
  let escaped = false;
  let started = false;
  let ended = false;
  let buffer = '';
  let out: JsonPiece[] = [];
  const finish = (text: string) => {
    const trimmed = text.trim();
    if (trimmed === '') return;
    row++;
    out.push(pieceOf(row, trimmed, limits));
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let i = 0; i < chunk.length; i++) {
      const c = chunk.charCodeAt(i);
      if (inString) {
        if (escaped) escaped = false;
        else if (c === 92) escaped = true;
        else if (c === 34) inString = false;
        else if (c === 10 && !array && depth === 0) inString = false;
        continue;
      }
      if (c === 34) inString = true;
      else if (c === 123 || c === 91) {
        depth++;
        if (array && depth === 1 && !started) {
          started = true;
          from = i + 1;
        }
      } else if (c === 125 || c === 93) {
        depth--;
        if (array && depth === 0) {
          finish(buffer + chunk.slice(from, i));
          buffer = '';
          from = i + 1;
          ended = true;
        } else if (!array && depth <= 0) {
          finish(buffer + chunk.slice(from, i + 1));
          buffer = '';
          from = i + 1;
          depth = 0;
        }
      } else if (array && c === 44 && depth === 1) {
        finish(buffer + chunk.slice(from, i));
        buffer = '';
        from = i + 1;
      } else if (!array && depth === 0 && c === 10) {
        finish(buffer + chunk.slice(from, i));
        buffer = '';
        from = i + 1;
      }
    }
    buffer += chunk.slice(from);
    if (buffer.length > limits.maxRecord)
      throw refused(
        'value-too-long',
        `${fileName}: the JSON value after record ${row} is longer than ${limits.maxRecord} characters.`,
        { file: fileName, row: row + 1 },
        'Export the records as NDJSON, one a line.',
      );
    if (out.length >= 500) {
      yield out;
      out = [];
    }
  }
  if (array && !ended) {
    if (out.length > 0) yield out;
    out = [
      {
        row: row + 1,
        problem: 'the file ends inside the array: it is cut off',
        text: buffer.trim().slice(0, 200),
        fix: 'Fetch the file again.',
      },
    ];
  } else if (array && buffer.trim() !== '')
    out.push({
      row: row + 1,
      problem: 'text follows the end of the array',
      text: buffer.trim().slice(0, 200),
      fix: 'Remove it, or use NDJSON.',
    });
  else if (!array) finish(buffer);
  if (out.length > 0) yield out;
}
