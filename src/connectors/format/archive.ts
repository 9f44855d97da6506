/** Parts of a ZIP archive by its directory, unpacked one at a time and never beyond what the directory says. */

import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { refused } from '#basis/error.ts';
import { told } from '#basis/told.ts';
import type { Limits } from './limits.ts';

interface Part {
  name: string;
  method: number;
  packed: number;
  size: number;
  /** Where its local header begins. */
  at: number;
}

export interface Archive {
  names: string[];
  read(name: string, onRead?: (bytes: number) => void): AsyncGenerator<Buffer>;
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const WIDE = 0xffffffff;
/** The directory of the largest plausible workbook. */
const MAX_DIRECTORY = 16 * 2 ** 20;

export const damagedXlsx = (fileName: string, why: string) =>
  refused(
    'bad-xlsx',
    `${fileName} is a damaged or incomplete workbook: ${why}.`,
    { file: fileName },
    'Open it in a spreadsheet program and save it again.',
  );

async function bytesAt(file: FileHandle, at: number, size: number): Promise<Buffer> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(size), 0, size, at);
  return buffer.subarray(0, bytesRead);
}

/** Sizes and place of a large part stand in an extra field as 64-bit numbers. */
function widen(part: Part, extra: Buffer): Part {
  const wide = { ...part };
  for (let i = 0; i + 4 <= extra.length; i += 4 + extra.readUInt16LE(i + 2)) {
    if (extra.readUInt16LE(i) !== 1) continue;
    let at = i + 4;
    for (const field of ['size', 'packed', 'at'] as const)
      if (wide[field] === WIDE && at + 8 <= extra.length) {
        wide[field] = Number(extra.readBigUInt64LE(at));
        at += 8;
      }
  }
  return wide;
}

function partsOf(directory: Buffer, fileName: string): Map<string, Part> {
  const parts = new Map<string, Part>();
  let i = 0;
  while (i + 46 <= directory.length && directory.readUInt32LE(i) === ENTRY) {
    const [nameLength, extraLength, noteLength] = [28, 30, 32].map((at) => directory.readUInt16LE(i + at));
    const extraAt = i + 46 + (nameLength ?? 0);
    const name = directory.toString('utf8', i + 46, extraAt).replaceAll('\\', '/');
    if (directory.readUInt16LE(i + 8) & 1)
      throw refused(
        'encrypted',
        `${fileName} is protected by a password.`,
        { file: fileName },
        'Save it without a password.',
      );
    const part: Part = {
      name,
      method: directory.readUInt16LE(i + 10),
      packed: directory.readUInt32LE(i + 20),
      size: directory.readUInt32LE(i + 24),
      at: directory.readUInt32LE(i + 42),
    };
    parts.set(name, widen(part, directory.subarray(extraAt, extraAt + (extraLength ?? 0))));
    i = extraAt + (extraLength ?? 0) + (noteLength ?? 0);
  }
  return parts;
}

/**
 * Reads the directory and refuses a bomb by the sizes it declares.
 * @throws TouchstoneError `bad-xlsx`, `encrypted`, `too-large`
 */
export async function openArchive(
  path: string,
  fileName: string,
  byteCount: number,
  limits: Limits,
): Promise<Archive> {
  const file = await open(path, 'r');
  let parts: Map<string, Part>;
  try {
    const tailSize = Math.min(byteCount, 66_000);
    const tail = await bytesAt(file, byteCount - tailSize, tailSize);
    const signature = Buffer.alloc(4);
    signature.writeUInt32LE(END);
    const end = tail.lastIndexOf(signature);
    if (end < 0 || end + 20 > tail.length)
      throw damagedXlsx(fileName, told`its archive directory is missing`);
    const size = tail.readUInt32LE(end + 12);
    const at = tail.readUInt32LE(end + 16);
    if (at + size > byteCount || size > MAX_DIRECTORY)
      throw damagedXlsx(fileName, told`its archive directory points outside the file`);
    parts = partsOf(await bytesAt(file, at, size), fileName);
  } finally {
    await file.close();
  }
  const unpacked = [...parts.values()].reduce((sum, p) => sum + p.size, 0);
  if (unpacked > limits.maxBytes || (unpacked > limits.ratioFrom && unpacked / byteCount > limits.maxRatio))
    throw refused(
      'too-large',
      `${fileName} unpacks to ${Math.round(unpacked / 2 ** 20)} MiB from ${Math.round(byteCount / 1024)} KiB; it is taken for a zip bomb.`,
      { file: fileName },
      'If the file is genuine, save it as CSV and import that.',
    );
  return {
    names: [...parts.keys()],
    async *read(name, onRead = () => {}) {
      const part = parts.get(name);
      if (!part) throw damagedXlsx(fileName, told`it has no part ${name}`);
      yield* unpack(path, fileName, part, onRead);
    },
  };
}

async function* unpack(
  path: string,
  fileName: string,
  part: Part,
  onRead: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  const shortName = part.name.slice(0, 80);
  if (part.method !== 0 && part.method !== 8)
    throw damagedXlsx(fileName, told`${shortName} is packed by the unknown method ${part.method}`);
  const file = await open(path, 'r');
  let local: Buffer;
  try {
    local = await bytesAt(file, part.at, 30);
  } finally {
    await file.close();
  }
  if (local.length < 30 || local.readUInt32LE(0) !== LOCAL)
    throw damagedXlsx(fileName, told`${shortName} is not where the archive directory says`);
  if (part.packed === 0) return;
  const start = part.at + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
  const disk = createReadStream(path, { start, end: start + part.packed - 1, highWaterMark: 1 << 16 });
  const inflate = part.method === 8 ? createInflateRaw({ chunkSize: 1 << 16 }) : null;
  // Errors are handed on to the last stream, where the loop meets them.
  if (inflate) pipeline(disk, inflate, () => {});
  let out = 0;
  try {
    for await (const chunk of inflate ?? disk) {
      out += (chunk as Buffer).length;
      if (out > part.size)
        throw refused(
          'too-large',
          `${fileName}: ${shortName} unpacks to more than the ${part.size} bytes its archive declares; it is taken for a zip bomb.`,
          { file: fileName },
          'Open it in a spreadsheet program and save it again.',
        );
      onRead(start + disk.bytesRead);
      yield chunk as Buffer;
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))
      throw damagedXlsx(fileName, told`${shortName} breaks off or is damaged (${error.message})`);
    throw error;
  } finally {
    disk.destroy();
    inflate?.destroy();
  }
  if (out < part.size)
    throw damagedXlsx(fileName, told`${shortName} breaks off after ${out} of ${part.size} bytes`);
}
