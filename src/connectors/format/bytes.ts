/** Bytes of a file, decompressed under limits, with the digest of what was on disk. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { createGunzip, gunzipSync } from 'node:zlib';
import { messageOf, refused } from '#basis/error.ts';
import type { Limits } from './limits.ts';

export interface Head {
  byteCount: number;
  compression: 'gzip' | null;
  kind: 'xlsx' | 'parquet' | 'text';
  /** The first decompressed bytes. */
  bytes: Buffer;
}

const HEAD_BYTES = 262_144;
const starts = (bytes: Buffer, ...signature: number[]) => signature.every((b, i) => bytes[i] === b);

const FOREIGN: [name: string, signature: number[], fix: string][] = [
  [
    'an old Excel or password-protected file',
    [0xd0, 0xcf, 0x11, 0xe0],
    'Open it in a spreadsheet program and save it as .xlsx without a password.',
  ],
  ['a PDF', [0x25, 0x50, 0x44, 0x46], 'Ask for the table as CSV or XLSX.'],
  ['a PNG picture', [0x89, 0x50, 0x4e, 0x47], 'Pictures are not tables; ask for the data as CSV or XLSX.'],
  ['a JPEG picture', [0xff, 0xd8, 0xff], 'Pictures are not tables; ask for the data as CSV or XLSX.'],
  ['a RAR archive', [0x52, 0x61, 0x72, 0x21], 'Unpack it and import the files in it.'],
  ['a 7-Zip archive', [0x37, 0x7a, 0xbc, 0xaf], 'Unpack it and import the files in it.'],
];

/** Looks at the first bytes, never at the file's ending. */
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
  const file = await open(path, 'r');
  let raw = Buffer.alloc(HEAD_BYTES);
  try {
    const { bytesRead } = await file.read(raw, 0, HEAD_BYTES, 0);
    raw = raw.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
  if (raw.length === 0)
    throw refused('empty-file', `${fileName} is empty.`, { file: fileName }, 'Export it again.');
  const gzip = starts(raw, 0x1f, 0x8b);
  let bytes = raw;
  if (gzip)
    try {
      bytes = gunzipSync(raw, {
        finishFlush: 2 /* Z_SYNC_FLUSH: the head is cut off */,
        maxOutputLength: 64 * 2 ** 20,
      }).subarray(0, HEAD_BYTES);
    } catch (error) {
      throw refused(
        'bad-gzip',
        `${fileName} is not readable as gzip: ${messageOf(error)}`,
        { file: fileName },
        'Compress it again, or import it uncompressed.',
      );
    }
  for (const [name, signature, fix] of FOREIGN)
    if (starts(bytes, ...signature))
      throw refused('not-a-table', `${fileName} is ${name}.`, { file: fileName }, fix);
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
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** Decompressed bytes; `onRead` hears how many bytes of the file on disk were taken. */
export async function* readBytes(
  path: string,
  head: Head,
  fileName: string,
  limits: Limits,
  onRead: (bytes: number) => void = () => {},
): AsyncGenerator<Buffer> {
  const disk = createReadStream(path, { highWaterMark: 1 << 18 });
  let taken = 0;
  disk.on('data', (chunk) => {
    taken += chunk.length;
    onRead(taken);
  });
  const unzip = head.compression === 'gzip' ? createGunzip({ chunkSize: 1 << 18 }) : null;
  if (unzip) disk.on('error', (error) => unzip.destroy(error));
  const stream = unzip ? disk.pipe(unzip) : disk;
  let out = 0;
  try {
    for await (const chunk of stream) {
      const bytes = chunk as Buffer;
      out += bytes.length;
      if (
        out > limits.maxBytes ||
        (unzip && out > limits.ratioFrom && out / Math.max(1, taken) > limits.maxRatio)
      )
        throw refused(
          'too-large',
          `${fileName} unpacks to more than ${Math.round(out / 2 ** 20)} MiB from ${Math.round(taken / 1024)} KiB; it is taken for a zip bomb.`,
          { file: fileName },
          'If the file is genuine, unpack it and import the parts.',
        );
      yield bytes;
    }
  } catch (error) {
    if (unzip && error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))
      throw refused(
        'bad-gzip',
        `${fileName} breaks off or is damaged after ${out} unpacked bytes: ${error.message}`,
        { file: fileName },
        'Fetch or compress the file again.',
      );
    throw error;
  } finally {
    disk.destroy();
    unzip?.destroy();
  }
}
