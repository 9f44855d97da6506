import { mkdtemp, open as openHandle, rm } from 'node:fs/promises';
import { createWriteStream } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { refused, usage } from '#basis/error.ts';
import type { FileSample, SourceRecord } from '#connectors/contract.ts';
import type { Encoding } from './encoding.ts';
import { safeFileName } from './file-name.ts';
import { type Limits, LIMITS } from './limits.ts';
import { type Read, Warnings } from './problem.ts';
import { isGzip, isZip, refuseForeign } from './sniff.ts';
import { digestFile, readBytes, readPrefix, type Source, type StreamOptions } from './source.ts';
import { openParquet } from './table-parquet.ts';
import { openText } from './table-text.ts';
import { openWorkbook } from './table-workbook.ts';

export type FileFormat = 'csv' | 'tsv' | 'xlsx' | 'json' | 'ndjson' | 'parquet';

/** One table of a file: a sheet, or the whole file (`sheet` is null). */
export interface FileTable {
  sheet: string | null;
  shape: 'table' | 'json';
  /** Empty for JSON. */
  headers: string[];
  /** Row of the header as a spreadsheet shows it; 0 where the file has none (JSON, Parquet, nameless columns). */
  headerRow: number;
}

export interface OpenedFile {
  /** Base name, without path parts and control characters. */
  fileName: string;
  byteCount: number;
  /** SHA-256 of the file's bytes, hex. */
  digest: string;
  compression: 'gzip' | null;
  format: FileFormat;
  encoding: Encoding | null;
  /** Of CSV and TSV. */
  delimiter: string | null;
  /** Grows while records are read: some things are known only at the end. */
  warnings: readonly string[];
  tables: readonly FileTable[];
  /** Up to 50 records of a table; what cannot be read is left to `records`. */
  sample(sheet: string | null): Promise<FileSample>;
  /** All records and problems after the header, in arrays as they come off the file. Can be called again. */
  records(sheet: string | null, options?: StreamOptions): AsyncIterable<Read[]>;
  /** Removes what was unpacked to disk (only for gzipped XLSX and Parquet). */
  close(): Promise<void>;
}

/** What a format's own opener gives. */
export interface OpenedContent {
  format: FileFormat;
  encoding: Encoding | null;
  delimiter: string | null;
  tables: FileTable[];
  read(table: FileTable, options: StreamOptions): AsyncIterable<Read[]>;
}

export type { RowProblem } from './problem.ts';

const SAMPLE = 50;

/**
 * Opens a user's file by what it holds, whatever its name says: CSV, TSV, XLSX, JSON, NDJSON, Parquet, each also
 * gzipped. The file is read as a stream each time; memory does not grow with it. Throws TouchstoneError `refused`
 * for what cannot be read, naming the file, the place and what to do, and `missing` when there is no file.
 */
export async function openFile(
  path: string,
  options: { fileName?: string; limits?: Partial<Limits> } = {},
): Promise<OpenedFile> {
  const fileName = safeFileName(options.fileName ?? basename(path));
  const { byteCount, digest } = await digestFile(path, fileName);
  if (byteCount === 0)
    throw refused('empty', `${fileName} is empty`, { file: fileName }, 'Export the file again.');
  const limits = { ...LIMITS, ...options.limits };
  const gzip = isGzip(await firstBytes(path));
  const packed: Source = { path, fileName, byteCount, gzip, limits };
  const prefix = await readPrefix(packed, 1024);
  if (prefix.length === 0)
    throw refused('empty', `${fileName} is empty`, { file: fileName }, 'Export the file again.');
  await refuseForeign(packed, prefix);
  const parquet = prefix.toString('latin1', 0, 4) === 'PAR1';
  const spool = gzip && (parquet || isZip(prefix)) ? await unpack(packed) : null;
  const source: Source = spool
    ? { ...packed, path: spool.path, byteCount: spool.byteCount, gzip: false }
    : packed;
  const close = async () => {
    if (spool) await rm(spool.folder, { recursive: true, force: true });
  };
  const warnings = new Warnings();
  const content = await (parquet
    ? openParquet(source, warnings)
    : isZip(prefix)
      ? openWorkbook(source, warnings)
      : openText(source, warnings)
  ).catch(async (thrown: unknown) => {
    await close();
    throw thrown;
  });
  const tableOf = (sheet: string | null): FileTable => {
    const table = content.tables.find((one) => one.sheet === sheet);
    if (!table)
      throw usage(
        'no-such-sheet',
        `${fileName} has no sheet “${sheet}”`,
        `It has: ${content.tables.map((one) => one.sheet ?? '(one table)').join(', ')}`,
      );
    return table;
  };
  const records = (sheet: string | null, stream: StreamOptions = {}) => content.read(tableOf(sheet), stream);
  return {
    fileName,
    byteCount,
    digest,
    compression: gzip ? 'gzip' : null,
    format: content.format,
    encoding: content.encoding,
    warnings: warnings.list,
    tables: content.tables,
    delimiter: content.delimiter,
    records,
    async sample(sheet) {
      const { shape, headers } = tableOf(sheet);
      const first: SourceRecord[] = [];
      for await (const batch of records(sheet)) {
        for (const read of batch) if (!('problem' in read) && first.length < SAMPLE) first.push(read);
        if (first.length >= SAMPLE) break;
      }
      return { fileName, shape, sheet, headers, records: first };
    },
    close,
  };
}

async function firstBytes(path: string): Promise<Buffer> {
  const handle = await openHandle(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Formats that are read out of order cannot be read through gzip: they are unpacked beside the system's other temporary files. */
async function unpack(source: Source): Promise<{ folder: string; path: string; byteCount: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-unpacked-'));
  const path = join(folder, 'content');
  let byteCount = 0;
  const counted = async function* () {
    for await (const chunk of readBytes(source)) {
      byteCount += chunk.length;
      yield chunk;
    }
  };
  try {
    await pipeline(counted, createWriteStream(path));
  } catch (thrown) {
    await rm(folder, { recursive: true, force: true });
    throw thrown;
  }
  return { folder, path, byteCount };
}
