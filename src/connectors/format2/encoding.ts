import { isAscii, isUtf8 } from 'node:buffer';
import { refused } from '#basis/error.ts';

export type Encoding = 'utf-8' | 'utf-8-bom' | 'gb18030' | 'utf-16le' | 'utf-16be';

export interface EncodingGuess {
  encoding: Encoding;
  bomBytes: number;
  warning: string | null;
}

/** How many leading bytes end on a character boundary; the rest waits for the next chunk. */
export function completeLength(bytes: Buffer, encoding: Encoding): number {
  const size = bytes.length;
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    const even = size - (size % 2);
    if (even < 2) return even;
    const high = bytes[encoding === 'utf-16le' ? even - 1 : even - 2] as number;
    return high >= 0xd8 && high <= 0xdb ? even - 2 : even;
  }
  if (encoding === 'gb18030') {
    // A byte below 0x30 is never part of a longer character, so walking can start after the last one.
    let at = size;
    while (at > 0 && (bytes[at - 1] as number) >= 0x30) at--;
    while (at < size) {
      const step = gbLength(bytes, at);
      if (at + step > size) return at;
      at += step;
    }
    return size;
  }
  let lead = size - 1;
  while (lead >= 0 && lead > size - 4 && ((bytes[lead] as number) & 0xc0) === 0x80) lead--;
  if (lead < 0) return size;
  const first = bytes[lead] as number;
  const need = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
  return need > size - lead ? lead : size;
}

/** Bytes of the GB18030 character at `at`, as far as its lead bytes tell (1, 2 or 4). */
function gbLength(bytes: Buffer, at: number): number {
  const first = bytes[at] as number;
  if (first <= 0x80 || first === 0xff) return 1;
  const second = bytes[at + 1];
  if (second === undefined) return 2;
  return second >= 0x30 && second <= 0x39 ? 4 : 2;
}

/**
 * Share of two-byte characters that are GB 2312 punctuation or Hanzi, as nearly all real text in GB 18030 is.
 * Big5 read as GB 18030 falls between those blocks, Latin-1 has its second bytes below them.
 */
function gb2312Share(bytes: Buffer): number {
  let two = 0;
  let common = 0;
  for (let at = 0; at < bytes.length; ) {
    const step = gbLength(bytes, at);
    if (step === 2) {
      two++;
      const lead = bytes[at] as number;
      const inBlock = (lead >= 0xa1 && lead <= 0xa3) || (lead >= 0xb0 && lead <= 0xf7);
      if (inBlock && (bytes[at + 1] ?? 0) >= 0xa1) common++;
    }
    at += step;
  }
  return two === 0 ? 0 : common / two;
}

/** Share of non-ASCII sequences that are valid UTF-8. */
function utf8Share(bytes: Buffer): number {
  let good = 0;
  let bad = 0;
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at] as number;
    if (first < 0x80) {
      at++;
      continue;
    }
    const need = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first >= 0xc2 && isUtf8(bytes.subarray(at, at + need))) {
      good++;
      at += need;
    } else {
      bad++;
      at++;
    }
  }
  return good + bad === 0 ? 1 : good / (good + bad);
}

function decodes(bytes: Buffer, encoding: 'utf-16le' | 'utf-16be'): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes.subarray(0, completeLength(bytes, encoding)));
    return true;
  } catch {
    return false;
  }
}

/** UTF-16 without a mark shows as zero bytes on one side of nearly every comma, digit and line end. */
export function utf16WithoutMark(bytes: Buffer): 'utf-16le' | 'utf-16be' | null {
  let even = 0;
  let odd = 0;
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] !== 0) continue;
    if (at % 2 === 0) even++;
    else odd++;
  }
  const enough = bytes.length / 50;
  if (odd > enough && odd > even * 20 && decodes(bytes, 'utf-16le')) return 'utf-16le';
  if (even > enough && even > odd * 20 && decodes(bytes, 'utf-16be')) return 'utf-16be';
  return null;
}

/**
 * Which encoding a stretch of the file is in; it should hold the first non-ASCII bytes if there are any.
 * Refuses text in an encoding that is none of the five (Big5, Latin-1 …) instead of showing wrong characters.
 */
export function guessEncoding(bytes: Buffer, fileName: string): EncodingGuess {
  const marked = (encoding: Encoding, bomBytes: number) => ({ encoding, bomBytes, warning: null });
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return marked('utf-8-bom', 3);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return marked('utf-16le', 2);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return marked('utf-16be', 2);
  const wide = utf16WithoutMark(bytes);
  if (wide)
    return { encoding: wide, bomBytes: 0, warning: `The encoding was guessed: ${wide} without a mark.` };
  const whole = bytes.subarray(0, completeLength(bytes, 'utf-8'));
  if (isAscii(whole) || isUtf8(whole) || utf8Share(whole) > 0.9) return marked('utf-8', 0);
  if (gb2312Share(bytes.subarray(0, completeLength(bytes, 'gb18030'))) > 0.7) {
    const warning = 'The encoding was guessed: GB18030, since the bytes are not UTF-8.';
    return { encoding: 'gb18030', bomBytes: 0, warning };
  }
  throw refused(
    'unknown-encoding',
    `${fileName} is text in an encoding that is not UTF-8, UTF-16 or GB18030`,
    { file: fileName },
    'Save the file as UTF-8 (in Excel: CSV UTF-8) and import it again.',
  );
}
