import type { Limits } from './limits.ts';

/** The bytes of one JSON value, or why they were not kept. */
export interface JsonPiece {
  /** Position of the value, from 1; in line mode the line's number. */
  row: number;
  bytes: Buffer;
  problem: string | null;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const COMMA = 0x2c;
const LF = 0x0a;

const isSpace = (byte: number) => byte === 0x20 || byte === LF || byte === 0x0d || byte === 0x09;
const kept = 4096;

/** Collects one value's bytes over chunks and lets go of them past the limit. */
class Collector {
  readonly #max: number;
  #parts: Buffer[] = [];
  #length = 0;
  constructor(max: number) {
    this.#max = max;
  }
  add(bytes: Buffer): void {
    const before = this.#length;
    this.#length += bytes.length;
    if (this.#length <= this.#max) this.#parts.push(bytes);
    else if (before <= this.#max) this.#parts = [Buffer.from((this.#parts[0] ?? bytes).subarray(0, kept))];
  }
  take(row: number, problem: string | null): JsonPiece {
    const bytes = this.#parts.length === 1 ? (this.#parts[0] as Buffer) : Buffer.concat(this.#parts);
    const tooLong = this.#length > this.#max ? `The value has more than ${this.#max} bytes` : null;
    this.#parts = [];
    this.#length = 0;
    return { row, bytes, problem: tooLong ?? problem };
  }
  get length(): number {
    return this.#length;
  }
}

export interface PieceSplitter {
  push(chunk: Buffer, final: boolean): JsonPiece[];
}

/** One value a line. A damaged line costs itself only. */
export class JsonLineSplitter implements PieceSplitter {
  readonly #value: Collector;
  #line = 0;
  constructor(limits: Limits) {
    this.#value = new Collector(limits.maxJsonBytes);
  }

  push(chunk: Buffer, final: boolean): JsonPiece[] {
    const out: JsonPiece[] = [];
    let at = 0;
    for (;;) {
      const end = chunk.indexOf(LF, at);
      if (end < 0) break;
      this.#value.add(chunk.subarray(at, end));
      this.#emit(out);
      at = end + 1;
    }
    if (at < chunk.length) this.#value.add(chunk.subarray(at));
    if (final && this.#value.length > 0) this.#emit(out);
    return out;
  }

  #emit(out: JsonPiece[]): void {
    const piece = this.#value.take(++this.#line, null);
    if (piece.bytes.some((byte) => !isSpace(byte))) out.push(piece);
  }
}

/**
 * Values one after another, or the elements of a list at the top, cut out by counting brackets outside strings.
 * Only one value is held at a time. What lies between brackets is judged by the parser, not here.
 */
export class JsonValueSplitter implements PieceSplitter {
  readonly #value: Collector;
  readonly #maxDepth: number;
  #row = 0;
  #inList = false;
  #inValue = false;
  #scalar = false;
  #inString = false;
  #escaped = false;
  #depth = 0;
  #deepest = 0;

  constructor(limits: Limits) {
    this.#value = new Collector(limits.maxJsonBytes);
    this.#maxDepth = limits.maxJsonDepth;
  }

  push(chunk: Buffer, final: boolean): JsonPiece[] {
    const out: JsonPiece[] = [];
    let start = 0;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] as number;
      if (!this.#inValue) {
        if (this.#between(byte)) continue;
        start = at;
        this.#begin(byte);
        continue;
      }
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (byte === BACKSLASH) this.#escaped = true;
        else if (byte === QUOTE) {
          this.#inString = false;
          if (this.#depth === 0 && !this.#scalar) this.#end(chunk, start, at + 1, out);
        }
        continue;
      }
      if (this.#scalar) {
        if (
          isSpace(byte) ||
          byte === COMMA ||
          byte === CLOSE_LIST ||
          byte === OPEN_OBJECT ||
          byte === OPEN_LIST
        ) {
          this.#end(chunk, start, at, out);
          at--;
        }
        continue;
      }
      if (byte === QUOTE) this.#inString = true;
      else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
        if (++this.#depth > this.#deepest) this.#deepest = this.#depth;
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
        if (--this.#depth === 0) this.#end(chunk, start, at + 1, out);
      }
    }
    if (this.#inValue && start < chunk.length) this.#value.add(chunk.subarray(start));
    if (final) this.#finish(out);
    return out;
  }

  /** Whether the byte belongs between values. */
  #between(byte: number): boolean {
    if (isSpace(byte)) return true;
    if (byte === OPEN_LIST && !this.#inList) {
      this.#inList = true;
      return true;
    }
    if (!this.#inList) return false;
    if (byte === CLOSE_LIST) this.#inList = false;
    return byte === COMMA || byte === CLOSE_LIST;
  }

  #begin(byte: number): void {
    this.#inValue = true;
    this.#inString = byte === QUOTE;
    this.#depth = byte === OPEN_OBJECT || byte === OPEN_LIST ? 1 : 0;
    this.#deepest = this.#depth;
    this.#scalar = this.#depth === 0 && !this.#inString;
  }

  #end(chunk: Buffer, start: number, end: number, out: JsonPiece[]): void {
    this.#value.add(chunk.subarray(start, end));
    this.#take(out, null);
  }

  #take(out: JsonPiece[], problem: string | null): void {
    const deep =
      this.#deepest > this.#maxDepth
        ? `The value is nested ${this.#deepest} levels deep; ${this.#maxDepth} are read`
        : null;
    out.push(this.#value.take(++this.#row, problem ?? deep));
    this.#inValue = false;
    this.#scalar = false;
  }

  #finish(out: JsonPiece[]): void {
    if (this.#inValue)
      this.#take(out, this.#scalar && !this.#inList ? null : 'The file ends in the middle of this value');
    else if (this.#inList)
      out.push({
        row: this.#row + 1,
        bytes: Buffer.alloc(0),
        problem: 'The file ends before the list is closed: records may be missing',
      });
  }
}
