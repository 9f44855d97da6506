import { refused } from '#basis/error.ts';
import { completeLength, type Encoding } from './encoding.ts';
import { UNDECODED } from './problem.ts';
import { readBytes, type Source, type StreamOptions } from './source.ts';

/** More undecodable places than this mean a second encoding, not a few damaged bytes. */
const MAX_BAD_PLACES = 100;

/** Turns bytes into text without ever putting U+FFFD for what it cannot read: such bytes become `UNDECODED`. */
export class StrictDecoder {
  /** Byte offsets, in the decompressed content, of what could not be decoded, in order. */
  readonly badOffsets: number[] = [];
  readonly #encoding: Encoding;
  readonly #decoder: TextDecoder;
  readonly #fileName: string;
  #carry: Buffer = Buffer.alloc(0);
  #offset: number;

  constructor(encoding: Encoding, fileName: string, startOffset: number) {
    this.#encoding = encoding;
    this.#decoder = new TextDecoder(encoding === 'utf-8-bom' ? 'utf-8' : encoding, {
      fatal: true,
      ignoreBOM: true,
    });
    this.#fileName = fileName;
    this.#offset = startOffset;
  }

  /** The text of the next chunk; with `final`, of everything that is left. */
  decode(chunk: Buffer, final: boolean): string {
    const bytes = this.#carry.length > 0 ? Buffer.concat([this.#carry, chunk]) : chunk;
    const size = final ? bytes.length : completeLength(bytes, this.#encoding);
    // Copied: the chunk's memory is not kept for the sake of three bytes.
    this.#carry = Buffer.from(bytes.subarray(size));
    const ready = bytes.subarray(0, size);
    const start = this.#offset;
    this.#offset += size;
    return this.#try(ready) ?? this.#piecewise(ready, start);
  }

  #try(bytes: Buffer): string | null {
    try {
      return this.#decoder.decode(bytes);
    } catch {
      return null;
    }
  }

  #piecewise(bytes: Buffer, start: number): string {
    const wide = this.#encoding.startsWith('utf-16') ? 2 : 1;
    const parts: string[] = [];
    let at = 0;
    while (at < bytes.length) {
      const rest = bytes.subarray(at);
      const good = this.#goodLength(rest);
      parts.push(this.#try(rest.subarray(0, good)) ?? '');
      at += good;
      if (at >= bytes.length) break;
      this.badOffsets.push(start + at);
      if (this.badOffsets.length > MAX_BAD_PLACES) this.#refuse();
      parts.push(UNDECODED);
      at += wide;
    }
    return parts.join('');
  }

  /** Length of the longest decodable beginning, by bisection over character boundaries. */
  #goodLength(bytes: Buffer): number {
    let low = 0;
    let high = bytes.length;
    if (this.#try(bytes) !== null) return high;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      const whole = completeLength(bytes.subarray(0, middle), this.#encoding);
      if (this.#try(bytes.subarray(0, whole)) === null) high = middle - 1;
      else low = middle;
    }
    return completeLength(bytes.subarray(0, low), this.#encoding);
  }

  #refuse(): never {
    throw refused(
      'mixed-encoding',
      `${this.#fileName} stops being ${this.#encoding} at byte ${this.badOffsets[0]}: more than ${MAX_BAD_PLACES} places cannot be decoded`,
      { file: this.#fileName },
      'The file mixes encodings. Save it again as UTF-8, or join its parts after converting each.',
    );
  }
}

export interface TextChunk {
  text: string;
  final: boolean;
}

/** The content as text. The last chunk is marked `final` and may be empty. */
export async function* readText(
  source: Source,
  bomBytes: number,
  decoder: StrictDecoder,
  options: StreamOptions = {},
): AsyncGenerator<TextChunk, void> {
  let skip = bomBytes;
  for await (const chunk of readBytes(source, options)) {
    const body = skip > 0 ? chunk.subarray(skip) : chunk;
    skip = Math.max(0, skip - chunk.length);
    yield { text: decoder.decode(body, false), final: false };
  }
  yield { text: decoder.decode(Buffer.alloc(0), true), final: true };
}
