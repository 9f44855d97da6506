/** Bytes of a file, decompressed under limits, with the digest of what was on disk. */

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { constants, createGunzip } from 'node:zlib';
import { messageOf, refused } from '#basis/error.ts';
import { type Told, told } from '#basis/told.ts';
import type { Limits } from './limits.ts';
import { refuseForeign } from './not-tables.ts';

export interface Head {
  byteCount: number;
  compression: 'gzip' | null;
  kind: 'xlsx' | 'parquet' | 'text';
  /** The first decompressed bytes. */
  bytes: Buffer;
}

const HEAD_BYTES = 262_144;
const starts = (bytes: Buffer, ...signature: number[]) => signature.every((b, i) => bytes[i] === b);
/** `pipeline` hands errors on to the last stream, where the reader meets them. */
const met = () => {};

const badGzip = (fileName: string, why: string) =>
  refused(
    'bad-gzip',
    `${fileName} breaks off or is damaged as gzip: ${why}.`,
    { file: fileName },
    'Fetch or compress the file again, or import it uncompressed.',
  );

/** The first unpacked bytes of the first packed ones, however much they would unpack to. */
async function unzipHead(raw: Buffer, fileName: string): Promise<Buffer> {
  const unzip = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH });
  pipeline(Readable.from([raw]), unzip, met);
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    for await (const piece of unzip) {
      pieces.push(piece as Buffer);
      size += (piece as Buffer).length;
      if (size >= HEAD_BYTES) break;
    }
  } catch (error) {
    throw badGzip(fileName, messageOf(error));
  }
  return Buffer.concat(pieces).subarray(0, HEAD_BYTES);
}

/**
 * Looks at the first bytes, never at the file's ending.
 * @throws TouchstoneError `no-file`, `not-a-file`, `empty-file`, `bad-gzip`, `not-a-table`
 */
export async function readHead(path: string, fileName: string): Promise<Head> {
  const info = await stat(path).catch((error: unknown) => {
    throw refused(
      'no-file',
      `${fileName} cannot be opened: ${messageOf(error)}`,
      { file: fileName },
      'Check the path.',
    );
  });
  if (!info.isFile())
    throw refused(
      'not-a-file',
      `${fileName} is not a file.`,
      { file: fileName },
      'Name the files in the folder.',
    );
  const file = await open(path, 'r').catch((error: unknown) => {
    throw refused(
      'no-file',
      `${fileName} cannot be read: ${messageOf(error)}`,
      { file: fileName },
      'Check who may read it.',
    );
  });
  let raw = Buffer.alloc(HEAD_BYTES);
  try {
    const { bytesRead } = await file.read(raw, 0, HEAD_BYTES, 0);
    raw = raw.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
  const empty = (what: Told) => refused('empty-file', what, { file: fileName }, 'Export it again.');
  if (raw.length === 0) throw empty(told`${fileName} is empty.`);
  const gzip = starts(raw, 0x1f, 0x8b);
  const bytes = gzip ? await unzipHead(raw, fileName) : raw;
  if (bytes.length === 0) throw empty(told`${fileName} holds nothing but a gzip frame.`);
  refuseForeign(bytes, fileName);
  const kind =
    starts(bytes, 0x50, 0x4b, 0x03, 0x04) || starts(bytes, 0x50, 0x4b, 0x05, 0x06)
      ? 'xlsx'
      : starts(bytes, 0x50, 0x41, 0x52, 0x31)
        ? 'parquet'
        : 'text';
  return { byteCount: info.size, compression: gzip ? 'gzip' : null, kind, bytes };
}

/** SHA-256 of the bytes on disk, in hex. */
export async function digestFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  const file = await open(path);
  try {
    // Into one buffer: a stream's new one for each piece costs more than the hash.
    const buffer = Buffer.allocUnsafe(1 << 20);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length);
      if (bytesRead === 0) return hash.digest('hex');
      hash.update(buffer.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}

/**
 * Decompressed bytes; `onRead` hears how many bytes of the file on disk were taken.
 * @throws TouchstoneError `too-large`, `bad-gzip`
 */
export async function* readBytes(
  path: string,
  head: Head,
  fileName: string,
  limits: Limits,
  onRead: (bytes: number) => void = () => {},
): AsyncGenerator<Buffer> {
  const unzip = head.compression === 'gzip' ? createGunzip({ chunkSize: 1 << 18 }) : null;
  // Packed bytes are taken in small pieces: those read ahead would hide how little a bomb is made of.
  const disk = createReadStream(path, { highWaterMark: unzip ? 1 << 16 : 1 << 18 });
  if (unzip) pipeline(disk, unzip, met);
  let out = 0;
  try {
    for await (const chunk of unzip ?? disk) {
      const bytes = chunk as Buffer;
      const taken = disk.bytesRead;
      out += bytes.length;
      const ratio = unzip ? out / Math.max(1, taken) : 1;
      if (out > limits.maxBytes || (out > limits.ratioFrom && ratio > limits.maxRatio))
        throw refused(
          'too-large',
          `${fileName} unpacks to more than ${Math.round(out / 2 ** 20)} MiB from ${Math.round(taken / 1024)} KiB; it is taken for a zip bomb.`,
          { file: fileName },
          'If the file is genuine, unpack it and import the parts.',
        );
      onRead(taken);
      yield bytes;
    }
  } catch (error) {
    if (unzip && error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))
      throw badGzip(fileName, told`${error.message} after ${out} unpacked bytes`);
    throw error;
  } finally {
    disk.destroy();
    unzip?.destroy();
  }
}

/**
 * Unpacks the beginning of a gzip file without looking at it, so that a bomb is refused before a row is read.
 * @throws TouchstoneError `too-large`, `bad-gzip`
 */
export async function refuseBomb(path: string, head: Head, fileName: string, limits: Limits): Promise<void> {
  let out = 0;
  for await (const bytes of readBytes(path, head, fileName, limits)) {
    out += bytes.length;
    if (out > limits.ratioFrom * 2) return;
  }
}
