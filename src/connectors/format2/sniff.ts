import { isAscii } from 'node:buffer';
import { open } from 'node:fs/promises';
import { refused } from '#basis/error.ts';
import { type EncodingGuess, guessEncoding } from './encoding.ts';
import { readBytes, type Source } from './source.ts';
import { StrictDecoder } from './text.ts';

export const PREFIX_BYTES = 256 * 1024;

const FOREIGN: readonly { start: readonly number[]; what: string; fix: string }[] = [
  { start: [0x25, 0x50, 0x44, 0x46], what: 'a PDF document', fix: 'Export the table as XLSX or CSV.' },
  { start: [0x89, 0x50, 0x4e, 0x47], what: 'a PNG picture', fix: 'Export the table as XLSX or CSV.' },
  { start: [0xff, 0xd8, 0xff], what: 'a JPEG picture', fix: 'Export the table as XLSX or CSV.' },
  { start: [0x47, 0x49, 0x46, 0x38], what: 'a GIF picture', fix: 'Export the table as XLSX or CSV.' },
  { start: [0x52, 0x61, 0x72, 0x21], what: 'a RAR archive', fix: 'Unpack it and import the files inside.' },
  { start: [0x37, 0x7a, 0xbc, 0xaf], what: 'a 7z archive', fix: 'Unpack it and import the files inside.' },
  { start: [0xfd, 0x37, 0x7a, 0x58], what: 'an xz archive', fix: 'Unpack it, or pack it as .gz.' },
  { start: [0x28, 0xb5, 0x2f, 0xfd], what: 'a zstd archive', fix: 'Unpack it, or pack it as .gz.' },
  { start: [0x42, 0x5a, 0x68], what: 'a bzip2 archive', fix: 'Unpack it, or pack it as .gz.' },
  {
    start: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66],
    what: 'an SQLite database',
    fix: 'Export its tables as CSV.',
  },
];

export const isGzip = (bytes: Buffer) => bytes[0] === 0x1f && bytes[1] === 0x8b;
export const isZip = (bytes: Buffer) => bytes.length >= 4 && bytes.readUInt32BE(0) === 0x504b0304;
const isOle = (bytes: Buffer) => bytes.length >= 4 && bytes.readUInt32BE(0) === 0xd0cf11e0;

/** Refuses what is known to be no table, by its first bytes. */
export async function refuseForeign(source: Source, prefix: Buffer): Promise<void> {
  const { fileName } = source;
  const foreign = FOREIGN.find(({ start }) => start.every((byte, at) => prefix[at] === byte));
  if (foreign)
    throw refused('not-a-table', `${fileName} is ${foreign.what}`, { file: fileName }, foreign.fix);
  if (prefix.toString('latin1', 257, 262) === 'ustar')
    throw refused(
      'not-a-table',
      `${fileName} is a tar archive`,
      { file: fileName },
      'Unpack it and import the files inside.',
    );
  if (source.gzip && isGzip(prefix))
    throw refused(
      'packed-twice',
      `${fileName} is packed twice`,
      { file: fileName },
      'Unpack it once and import the result.',
    );
  if (isOle(prefix)) {
    if (await holdsEncryptedPackage(source))
      throw refused(
        'password',
        `${fileName} is protected by a password`,
        { file: fileName },
        'Remove the password in Excel and import it again.',
      );
    throw refused(
      'old-excel',
      `${fileName} is a file of Excel 97–2003 (.xls)`,
      { file: fileName },
      'Open it in Excel and save it as .xlsx.',
    );
  }
}

/** A password-protected workbook is an OLE container with a stream of this name in its directory. */
async function holdsEncryptedPackage(source: Source): Promise<boolean> {
  const mark = Buffer.from('EncryptedPackage', 'utf16le');
  const handle = await open(source.path);
  try {
    const size = 4 * 1024 * 1024;
    const buffer = Buffer.alloc(Math.min(size, source.byteCount));
    const head = await handle.read(buffer, 0, buffer.length, 0);
    if (buffer.subarray(0, head.bytesRead).includes(mark)) return true;
    const tail = await handle.read(buffer, 0, buffer.length, Math.max(0, source.byteCount - buffer.length));
    return buffer.subarray(0, tail.bytesRead).includes(mark);
  } finally {
    await handle.close();
  }
}

export interface TextSniff extends EncodingGuess {
  /** The beginning of the content. */
  text: string;
  /** Whether `text` is all of it. */
  whole: boolean;
}

/**
 * The encoding, judged where the first non-ASCII bytes are (a plain beginning says nothing), and the beginning of
 * the text. Refuses binary data.
 */
export async function sniffText(source: Source): Promise<TextSniff> {
  const head: Buffer[] = [];
  let headBytes = 0;
  let whole = true;
  let guess: EncodingGuess | null = null;
  let previous: Buffer = Buffer.alloc(0);
  for await (const chunk of readBytes(source)) {
    if (headBytes < PREFIX_BYTES) {
      head.push(chunk);
      headBytes += chunk.length;
    } else {
      whole = false;
      if (guess) break;
    }
    if (headBytes < PREFIX_BYTES) continue;
    const plain = isAscii(chunk) && !chunk.includes(0);
    if (head.length > 0 && whole) {
      const beginning = Buffer.concat(head);
      if (!isAscii(beginning) || beginning.includes(0)) guess = judge(beginning, source.fileName);
    } else if (!plain) {
      // A character may begin in the chunk before; ASCII bytes in front of it do no harm.
      const from = previous.subarray(Math.max(0, previous.length - 4));
      guess = judge(Buffer.concat([from, chunk]), source.fileName);
    }
    previous = chunk;
  }
  const bytes = Buffer.concat(head).subarray(0, PREFIX_BYTES);
  guess ??= judge(bytes, source.fileName);
  const decoder = new StrictDecoder(guess.encoding, source.fileName, guess.bomBytes);
  return {
    ...guess,
    text: decoder.decode(bytes.subarray(guess.bomBytes), whole && headBytes <= PREFIX_BYTES),
    whole: whole && headBytes <= PREFIX_BYTES,
  };
}

function judge(bytes: Buffer, fileName: string): EncodingGuess {
  const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  let control = 0;
  for (const byte of bytes) if (byte < 0x09 || (byte > 0x0d && byte < 0x20 && byte !== 0x1b)) control++;
  const guess =
    wide || control * 20 <= bytes.length ? guessEncoding(bytes, fileName) : tryWide(bytes, fileName);
  if (guess) return guess;
  throw refused(
    'binary',
    `${fileName} is neither a table nor JSON: it holds binary data`,
    { file: fileName },
    'Import CSV, TSV, XLSX, JSON, NDJSON or Parquet, or one of them packed as .gz.',
  );
}

function tryWide(bytes: Buffer, fileName: string): EncodingGuess | null {
  const even = bytes.filter((byte, at) => at % 2 === 0 && byte === 0).length;
  const odd = bytes.filter((byte, at) => at % 2 === 1 && byte === 0).length;
  if (Math.max(even, odd) < bytes.length / 50 || Math.min(even, odd) * 20 > Math.max(even, odd)) return null;
  const guess = guessEncoding(bytes, fileName);
  return guess.encoding.startsWith('utf-16') ? guess : null;
}

/** What kind of text it is; refuses web pages and XML that only carry a spreadsheet's name. */
export function textKind(text: string, fileName: string): 'json' | 'table' {
  const start = text.slice(0, 2000).trimStart();
  if (/^<(?:!doctype|html|head|table|meta|\?xml|workbook)/i.test(start)) {
    throw refused(
      'web-page',
      `${fileName} is a web page or XML with the name of a spreadsheet`,
      { file: fileName },
      'Open it in Excel and save it as .xlsx.',
    );
  }
  if (start.startsWith('{')) return 'json';
  return /^\[\s*(?:[[{"\-\dtfnNI\]]|$)/.test(start) ? 'json' : 'table';
}
