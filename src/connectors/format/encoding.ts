/** Text encodings found in exports: UTF-8 with and without BOM, UTF-16, GB18030. Wrong bytes are refused, never replaced. */

import { isUtf8 } from 'node:buffer';
import { refused } from '#basis/error.ts';
import { type Told, told } from '#basis/told.ts';

export type Encoding = 'utf-8' | 'utf-8-bom' | 'gb18030' | 'utf-16le' | 'utf-16be';

/** What the decoder calls it. */
const label = (encoding: Encoding): string => (encoding === 'utf-8-bom' ? 'utf-8' : encoding);

/** The bytes without an unfinished UTF-8 character at the end. */
function whole(bytes: Buffer): Buffer {
  for (let back = 1; back <= 4 && back <= bytes.length; back++) {
    const b = bytes[bytes.length - back] ?? 0;
    if (b < 0x80) return bytes;
    if (b >= 0xc0) return bytes.subarray(0, bytes.length - back);
  }
  return bytes;
}

function readsAs(encoding: string, bytes: Buffer): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/**
 * Characters of three and four bytes that are whole, and bytes that belong to none. UTF-8 with a few broken
 * bytes often reads as GB18030 without complaint, and then every character is wrong.
 */
function utf8Census(bytes: Buffer): { good: number; stray: number } {
  let good = 0;
  let stray = 0;
  for (let i = 0; i < bytes.length; ) {
    const b = bytes[i] ?? 0;
    const length = b < 0x80 ? 1 : b >= 0xf0 ? 4 : b >= 0xe0 ? 3 : b >= 0xc2 ? 2 : 0;
    if (length > 0 && (length === 1 || isUtf8(bytes.subarray(i, i + length)))) {
      if (length > 2) good++;
      i += length;
    } else {
      stray++;
      i++;
    }
  }
  return { good, stray };
}

/** UTF-16 without a mark: zero bytes on one side only, and no control characters when read so. */
function utf16Of(sample: Buffer): 'utf-16le' | 'utf-16be' | null {
  const zeros = [0, 0];
  sample.forEach((b, i) => {
    if (b === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  const encoding = odd > 1 && even <= odd / 4 ? 'utf-16le' : even > 1 && odd <= even / 4 ? 'utf-16be' : null;
  if (!encoding) return null;
  const text = new TextDecoder(encoding).decode(sample);
  const odds = text.match(/(?![\t\n\r])\p{Cc}|\uFFFD/gu)?.length ?? 0;
  return odds <= 1 ? encoding : null;
}

/** @throws TouchstoneError `binary-file` when the head holds zero bytes that no encoding explains */
export function detectEncoding(head: Buffer, fileName: string): Encoding {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8-bom';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const sample = head.subarray(0, 4096);
  if (sample.includes(0)) {
    const wide = utf16Of(sample);
    if (wide) return wide;
    throw refused(
      'binary-file',
      `${fileName} holds zero bytes: it is damaged or not text.`,
      { file: fileName },
      'Export the data again as CSV, XLSX, JSON, NDJSON or Parquet.',
    );
  }
  if (isUtf8(whole(head))) return 'utf-8';
  const { good, stray } = utf8Census(whole(head));
  if (good > stray * 2) return 'utf-8';
  // What is wrong in both is told in the one that reads further.
  const none = Buffer.alloc(0);
  return readsAs('gb18030', head) || firstWrong(none, head, 'gb18030') > firstWrong(none, head, 'utf-8')
    ? 'gb18030'
    : 'utf-8';
}

/**
 * Decodes a stream of bytes.
 * @throws TouchstoneError `bad-encoding` with the offset of the first byte that is wrong in the encoding
 */
export async function* decode(
  bytes: AsyncIterable<Buffer>,
  encoding: Encoding,
  fileName: string,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(label(encoding), { fatal: true, ignoreBOM: false });
  let offset = 0;
  let before: Buffer = Buffer.alloc(0);
  const wrong = (at: number, why: Told) =>
    refused(
      'bad-encoding',
      `${fileName} is not ${label(encoding).toUpperCase()} throughout: ${why} at byte ${at}.`,
      { file: fileName },
      'Save the file as UTF-8 and import it again.',
    );
  for await (const chunk of bytes) {
    let text: string;
    try {
      text = decoder.decode(chunk, { stream: true });
    } catch {
      throw wrong(offset + firstWrong(before, chunk, label(encoding)), told`there is no such character`);
    }
    offset += chunk.length;
    before = chunk.subarray(-3);
    if (text) yield text;
  }
  try {
    decoder.decode();
  } catch {
    throw wrong(offset, told`the file ends inside a character`);
  }
}

/** The place inside a chunk whose first character may have begun in the bytes before it. */
function firstWrong(before: Buffer, chunk: Buffer, encoding: string): number {
  let best = 0;
  for (let carried = 0; carried <= before.length; carried++) {
    const bytes = Buffer.concat([before.subarray(before.length - carried), chunk]);
    let low = 0;
    let high = bytes.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (readsAs(encoding, bytes.subarray(0, middle))) low = middle;
      else high = middle;
    }
    best = Math.max(best, low - carried);
  }
  return best;
}
