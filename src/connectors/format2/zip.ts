import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { messageOf, refused } from '#basis/error.ts';
import type { Limits } from './limits.ts';
import { checkExpansion, type StreamOptions } from './source.ts';

/** One file inside a zip archive, as the directory at the archive's end lists it. */
export interface ZipEntry {
  name: string;
  method: number;
  encrypted: boolean;
  compressedBytes: number;
  /** Offset of the entry's local header. */
  offset: number;
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END64_LOCATOR = 0x07064b50;
const MAX_ENTRIES = 20_000;
const MAX_DIRECTORY_BYTES = 16 * 1024 * 1024;

const damaged = (fileName: string, why: string) =>
  refused(
    'damaged-zip',
    `${fileName} is not a whole workbook: ${why}`,
    { file: fileName },
    'Download it again, or open it in Excel and save it again.',
  );

async function readAt(handle: FileHandle, offset: number, size: number): Promise<Buffer> {
  const buffer = Buffer.alloc(size);
  const { bytesRead } = await handle.read(buffer, 0, size, offset);
  return buffer.subarray(0, bytesRead);
}

/** A 64-bit field as a number; archives beyond 2^53 bytes are not met. */
const long = (bytes: Buffer, at: number) => Number(bytes.readBigUInt64LE(at));

async function directoryPlace(handle: FileHandle, size: number, fileName: string) {
  const tailSize = Math.min(size, 65_557);
  const tail = await readAt(handle, size - tailSize, tailSize);
  let at = tail.length - 22;
  while (at >= 0 && tail.readUInt32LE(at) !== END) at--;
  if (at < 0) throw damaged(fileName, 'its end is missing');
  let count = tail.readUInt16LE(at + 10);
  let bytes = tail.readUInt32LE(at + 12);
  let offset = tail.readUInt32LE(at + 16);
  const full = offset === 0xffffffff || count === 0xffff || bytes === 0xffffffff;
  if (full && at >= 20 && tail.readUInt32LE(at - 20) === END64_LOCATOR) {
    const end64 = await readAt(handle, Math.min(long(tail, at - 12), size), 56);
    count = long(end64, 32);
    bytes = long(end64, 40);
    offset = long(end64, 48);
  }
  if (count > MAX_ENTRIES || bytes > MAX_DIRECTORY_BYTES || offset + bytes > size) {
    throw damaged(fileName, 'its directory is out of range');
  }
  return { count, bytes, offset };
}

function entriesOf(bytes: Buffer, count: number, fileName: string): Map<string, ZipEntry> {
  const entries = new Map<string, ZipEntry>();
  let at = 0;
  for (let n = 0; n < count; n++) {
    if (bytes.readUInt32LE(at) !== ENTRY) throw damaged(fileName, 'its directory is broken');
    const nameEnd = at + 46 + bytes.readUInt16LE(at + 28);
    const extraEnd = nameEnd + bytes.readUInt16LE(at + 30);
    const entry: ZipEntry = {
      name: bytes.toString('utf8', at + 46, nameEnd).replaceAll('\\', '/'),
      method: bytes.readUInt16LE(at + 10),
      encrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
      compressedBytes: bytes.readUInt32LE(at + 20),
      offset: bytes.readUInt32LE(at + 42),
    };
    widen(entry, bytes.readUInt32LE(at + 24) === 0xffffffff, bytes.subarray(nameEnd, extraEnd));
    entries.set(entry.name, entry);
    at = extraEnd + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

/** Takes 64-bit sizes from the extra field (id 1) where the plain fields are full. */
function widen(entry: ZipEntry, sizeIsFull: boolean, extra: Buffer): void {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    let field = at + 4 + (sizeIsFull ? 8 : 0);
    if (entry.compressedBytes === 0xffffffff) {
      entry.compressedBytes = long(extra, field);
      field += 8;
    }
    if (entry.offset === 0xffffffff) entry.offset = long(extra, field);
    return;
  }
}

/** Lists an archive by its central directory; nothing is unpacked. */
export async function listZip(path: string, fileName: string): Promise<Map<string, ZipEntry>> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    const place = await directoryPlace(handle, size, fileName);
    return entriesOf(await readAt(handle, place.offset, place.bytes), place.count, fileName);
  } catch (thrown) {
    if (thrown instanceof RangeError) throw damaged(fileName, 'its directory is broken');
    throw thrown;
  } finally {
    await handle.close();
  }
}

async function contentStart(path: string, entry: ZipEntry, fileName: string): Promise<number> {
  const handle = await open(path);
  const header = await readAt(handle, entry.offset, 30).finally(() => handle.close());
  if (header.length < 30 || header.readUInt32LE(0) !== LOCAL) {
    throw damaged(fileName, `“${entry.name}” is not where the directory says`);
  }
  return entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
}

/** The unpacked bytes of one entry. Sizes that the archive claims are not trusted: what comes out is counted. */
export async function* readEntry(
  path: string,
  entry: ZipEntry,
  fileName: string,
  limits: Limits,
  options: StreamOptions = {},
): AsyncGenerator<Buffer, void> {
  if (entry.encrypted) {
    const fix = 'Remove the password in Excel and import it again.';
    throw refused('password', `${fileName} is protected by a password`, { file: fileName }, fix);
  }
  if (entry.method !== 0 && entry.method !== 8) {
    throw damaged(fileName, `“${entry.name}” is packed by method ${entry.method}`);
  }
  if (entry.compressedBytes === 0) return;
  const start = await contentStart(path, entry, fileName);
  const end = start + entry.compressedBytes - 1;
  const raw = createReadStream(path, { start, end, highWaterMark: 128 * 1024 });
  const inflate = entry.method === 8 ? createInflateRaw({ chunkSize: 128 * 1024 }) : null;
  if (inflate) pipeline(raw, inflate, () => undefined);
  let output = 0;
  try {
    for await (const chunk of inflate ?? raw) {
      options.signal?.throwIfAborted();
      output += (chunk as Buffer).length;
      checkExpansion(output, entry.compressedBytes, fileName, limits);
      options.onProgress?.(start + raw.bytesRead);
      yield chunk as Buffer;
    }
  } catch (thrown) {
    const code = (thrown as { code?: unknown }).code;
    if (typeof code === 'string' && code.startsWith('Z_')) {
      throw damaged(fileName, `“${entry.name}” cannot be unpacked (${messageOf(thrown)})`);
    }
    throw thrown;
  } finally {
    inflate?.destroy();
    raw.destroy();
  }
}
