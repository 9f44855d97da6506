/** Text encodings found in exports: UTF-8 with and without BOM, UTF-16, GB18030. Wrong bytes are refused, never replaced. */
import { isUtf8 } from 'node:buffer';
import { refused } from '#basis/error.ts';

export type Encoding = 'utf-8' | 'utf-8-bom' | 'gb18030' | 'utf-16le' | 'utf-16be';

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

export function detectEncoding(head: Buffer, fileName: string): Encoding {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8-bom';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const sample = head.subarray(0, 4096);
  const zeros = [0, 0];
  sample.forEach((b, i) => {
    if (b === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (odd > sample.length / 8 && even < odd / 8) return 'utf-16le';
  if (even > sample.length / 8 && odd < even / 8) return 'utf-16be';
  if (even + odd > 0)
    throw refused(
      'binary-file',
      `${fileName} holds zero bytes: it is not text.`,
      { file: fileName },
      'Export the data as CSV, XLSX, JSON, NDJSON or Parquet.',
    );
  if (isUtf8(head.length < 262_144 ? head : whole(head))) return 'utf-8';
  if (readsAs('gb18030', head)) return 'gb18030';
  // Mostly UTF-8 with a broken place further on is told at that place.
  return 'utf-8';
}

/** Decodes a stream of bytes; a byte that is wrong in the encoding is refused with its offset. */
export async function* decode(
  bytes: AsyncIterable<Buffer>,
  encoding: Encoding,
  fileName: string,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding === 'utf-8-bom' ? 'utf-8' : encoding, {
    fatal: true,
    ignoreBOM: false,
  });
  let offset = 0;
  const wrong = (at: number) =>
    refused(
      'bad-encoding',
      `${fileName} is not ${encoding} throughout: a byte sequence near offset ${at} is not a character.`,
      { file: fileName },
      'Save the file as UTF-8 and import it again.',
    );
  for await (const chunk of bytes) {
    let text: string;
    try {
      text = decoder.decode(chunk, { stream: true });
    } catch {
      throw wrong(offset + firstWrong(chunk, encoding));
    }
    offset += chunk.length;
    yield text;
  }
  try {
    const rest = decoder.decode();
    if (rest) yield rest;
  } catch {
    throw wrong(offset);
  }
}

/** The place inside a chunk, by halving; exact to a few bytes because a character may span chunks. */
function firstWrong(chunk: Buffer, encoding: Encoding): number {
  let low = 0;
  let high = chunk.length;
  while (high - low > 4) {
    const middle = (low + high) >> 1;
    if (readsAs(encoding === 'utf-8-bom' ? 'utf-8' : encoding, chunk.subarray(0, middle))) low = middle;
    else high = middle;
  }
  return low;
}
