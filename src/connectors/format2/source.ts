import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { messageOf, missing, refused, type TouchstoneError } from '#basis/error.ts';
import type { Limits } from './limits.ts';

/** Where a file's bytes are and how they are packed. */
export interface Source {
  path: string;
  fileName: string;
  byteCount: number;
  gzip: boolean;
  limits: Limits;
}

export interface StreamOptions {
  signal?: AbortSignal;
  /** Bytes of the file itself (before decompression) read so far. */
  onProgress?: (bytesRead: number) => void;
}

const CHUNK = 256 * 1024;

/** Length in bytes and SHA-256 in hex of a file, read once as a stream. Refuses what is not a file. */
export async function digestFile(
  path: string,
  fileName: string,
): Promise<{ byteCount: number; digest: string }> {
  const info = await stat(path).catch(() => null);
  if (!info) throw missing('no-such-file', `There is no file ${fileName}`, 'Check the path.');
  if (!info.isFile()) throw refused('not-a-file', `${fileName} is not a file`, { file: fileName });
  const hash = createHash('sha256');
  let byteCount = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK })) {
    hash.update(chunk as Buffer);
    byteCount += (chunk as Buffer).length;
  }
  return { byteCount, digest: hash.digest('hex') };
}

/** Refuses output that is too large, or too large for its input: shared by gzip files and zip entries. */
export function checkExpansion(
  output: number,
  input: number,
  fileName: string,
  limits: Limits,
  sheet?: string,
) {
  const place = sheet === undefined ? { file: fileName } : { file: fileName, sheet };
  if (output > limits.maxUncompressedBytes) {
    const text = `${fileName} unpacks to more than ${limits.maxUncompressedBytes} bytes`;
    throw refused('too-large', text, place, 'Split the file into smaller ones.');
  }
  if (output > limits.ratioFloorBytes && output > input * limits.maxRatio) {
    const text = `${fileName} unpacks to more than ${limits.maxRatio} times its size, as a decompression bomb does`;
    throw refused(
      'decompression-bomb',
      text,
      place,
      'If the file is genuine, unpack it and import it as it is.',
    );
  }
}

function unpackingError(thrown: unknown, fileName: string): TouchstoneError {
  const truncated = messageOf(thrown).includes('unexpected end');
  return truncated
    ? refused(
        'truncated',
        `${fileName} ends in the middle of its compressed data`,
        { file: fileName },
        'Download or export the file again.',
      )
    : refused(
        'damaged-gzip',
        `${fileName} is not valid gzip: ${messageOf(thrown)}`,
        { file: fileName },
        'Export the file again.',
      );
}

/** The file's content in chunks, decompressed when it is gzip (all members). Stops reading when left early. */
export async function* readBytes(source: Source, options: StreamOptions = {}): AsyncGenerator<Buffer, void> {
  const raw = createReadStream(source.path, { highWaterMark: CHUNK });
  const gunzip = source.gzip ? createGunzip({ chunkSize: CHUNK }) : null;
  if (gunzip) pipeline(raw, gunzip, () => undefined);
  let output = 0;
  try {
    for await (const chunk of gunzip ?? raw) {
      options.signal?.throwIfAborted();
      output += (chunk as Buffer).length;
      checkExpansion(output, source.gzip ? source.byteCount : output, source.fileName, source.limits);
      options.onProgress?.(raw.bytesRead);
      yield chunk as Buffer;
    }
  } catch (thrown) {
    const code = (thrown as { code?: unknown }).code;
    if (typeof code === 'string' && code.startsWith('Z_')) throw unpackingError(thrown, source.fileName);
    throw thrown;
  } finally {
    gunzip?.destroy();
    raw.destroy();
  }
}

/** The first bytes of the content, at most `size`. */
export async function readPrefix(source: Source, size: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of readBytes(source)) {
    parts.push(chunk);
    length += chunk.length;
    if (length >= size) break;
  }
  return Buffer.concat(parts).subarray(0, size);
}
