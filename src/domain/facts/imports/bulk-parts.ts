/** Where a large delimited file can be cut between rows, so that the engine reads it part by part. */
import { open } from 'node:fs/promises';
import { LIMITS } from '#connectors/format/limits.ts';

const PART_BYTES = { least: 2 ** 20, most: 64 * 2 ** 20 };
const CHUNK = 1 << 20;
const [TAB, LF, CR, SPACE, QUOTE] = [9, 10, 13, 32, 34];

/** Thrown inside the scan: the engine would read this text otherwise than the row-by-row reader. */
class Ambiguous extends Error {}

/** Where two line ends follow each other, from `from` on. */
function nextBlank(piece: Buffer, from: number): number {
  const start = Math.max(0, from);
  // One byte is found much faster than three: most files have no \r.
  const ends = piece.includes(CR, start) ? ['\n\n', '\n\r\n'] : ['\n\n'];
  const found = ends.map((blank) => piece.indexOf(blank, start));
  return Math.min(...found.map((at) => (at < 0 ? Number.POSITIVE_INFINITY : at)));
}

/** Follows quotes over pieces of text that each end with a line end, and remembers the cuts. */
class Cutter {
  readonly cuts: number[] = [];
  private at = 0;
  private quoted = false;
  private closedAt = -1;
  /** Where in the present piece the next blank line is. */
  private blankAt = -2;
  /** Rows before the first part. */
  private head: number;
  private readonly partBytes: number;
  private readonly delimiter: number;

  constructor(headerRow: number, delimiter: string, partBytes: number) {
    this.head = headerRow;
    this.delimiter = delimiter.charCodeAt(0);
    this.partBytes = partBytes;
  }

  take(piece: Buffer): void {
    let from = 0;
    this.blankAt = -2;
    while (from < piece.length) {
      const quote = piece.indexOf(QUOTE, from);
      const end = quote < 0 ? piece.length : quote;
      if (!this.quoted) this.plain(piece, from, end);
      if (quote < 0) break;
      if (this.quoted) this.close(piece, quote);
      else this.open(piece, quote);
      from = quote + 1;
    }
    this.at += piece.length;
    const last = this.cuts.at(-1) ?? 0;
    if (this.at - last > this.partBytes + 2 * LIMITS.maxRow) throw new Ambiguous('no row ends for too long');
  }

  end(): number[] {
    if (this.cuts.at(-1) !== this.at) this.cuts.push(this.at);
    return this.cuts;
  }

  /** Text outside quotes: the header is passed over, blank lines are refused, and cuts are made at line ends. */
  private plain(piece: Buffer, from: number, end: number): void {
    let start = from;
    while (this.head > 0) {
      const line = piece.indexOf(LF, start);
      const whole = line >= 0 && line < end;
      const cr = piece.indexOf(CR, start);
      if (cr >= 0 && cr < (whole ? line - 1 : end)) throw new Ambiguous('a header line ends with \\r alone');
      if (!whole) return;
      start = line + 1;
      if (--this.head === 0) this.cuts.push(this.at + start);
    }
    if (this.blankAt < start - 1) this.blankAt = nextBlank(piece, start - 1);
    const begins = start === 0 && (piece[0] === LF || (piece[0] === CR && piece[1] === LF));
    if (this.blankAt < end || begins) throw new Ambiguous('blank lines');
    for (;;) {
      const target = Math.max(start, (this.cuts.at(-1) ?? 0) + this.partBytes - this.at);
      const line = target < end ? piece.indexOf(LF, target) : -1;
      if (line < 0 || line >= end) return;
      this.cuts.push(this.at + line + 1);
    }
  }

  private open(piece: Buffer, quote: number): void {
    const startsCell = (byte: number | undefined) =>
      byte === undefined || byte === this.delimiter || byte === LF || byte === CR;
    const before = piece[quote - 1];
    // A doubled quote: the first one closed the cell, this one opens it again.
    const bom = this.at === 0 && quote === 3 && piece[0] === 0xef;
    if (bom || startsCell(before) || (before === QUOTE && this.closedAt === this.at + quote - 1)) {
      this.quoted = true;
      return;
    }
    let back = quote - 1;
    while (piece[back] !== this.delimiter && (piece[back] === SPACE || piece[back] === TAB)) back--;
    if (back < quote - 1 && startsCell(piece[back])) throw new Ambiguous('blanks before a quote');
  }

  private close(piece: Buffer, quote: number): void {
    const after = piece[quote + 1];
    if (after !== undefined && after !== this.delimiter && after !== LF && after !== CR && after !== QUOTE)
      throw new Ambiguous('text after a closing quote');
    this.quoted = false;
    this.closedAt = this.at + quote;
  }
}

/** Bytes of a part: what the engine holds as text at one time, and how often a bar moves. */
export const partBytesOf = (byteCount: number): number =>
  Math.min(PART_BYTES.most, Math.max(PART_BYTES.least, Math.ceil(byteCount / 4)));

/**
 * Byte offsets of the parts: the first data row, then the beginning of a row about every `partBytes`, then the end
 * of the file. Null where the engine could read the text otherwise than the row-by-row reader does: blank lines
 * (the engine passes over them uncounted), blanks around quotes, rows that do not end.
 * @throws AbortError when `signal` stops the scan
 */
export async function partsOf(
  path: string,
  delimiter: string,
  headerRow: number,
  partBytes: number,
  signal?: AbortSignal,
): Promise<number[] | null> {
  const cutter = new Cutter(headerRow, delimiter, partBytes);
  const file = await open(path);
  // One buffer for the whole file: what follows the last line end of a piece moves to its beginning.
  let buffer = Buffer.allocUnsafe(CHUNK);
  let rest = 0;
  try {
    for (;;) {
      signal?.throwIfAborted();
      const { bytesRead } = await file.read(buffer, rest, buffer.length - rest);
      const text = buffer.subarray(0, rest + bytesRead);
      if (bytesRead === 0) {
        if (rest > 0) cutter.take(text);
        return cutter.end();
      }
      const end = text.lastIndexOf(LF) + 1;
      if (end > 0) cutter.take(text.subarray(0, end));
      rest = text.length - end;
      if (rest > LIMITS.maxRow) return null;
      if (end > 0) text.copy(buffer, 0, end);
      else if (rest === buffer.length) buffer = Buffer.concat([buffer, Buffer.allocUnsafe(buffer.length)]);
    }
  } catch (error) {
    if (error instanceof Ambiguous) return null;
    throw error;
  } finally {
    await file.close();
  }
}
