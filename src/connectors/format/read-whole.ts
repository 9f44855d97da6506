/** For tests: bytes written to a file of their own, opened and read to the end. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TouchstoneError } from '#basis/error.ts';
import type { SourceRecord } from '../contract.ts';
import type { Limits } from './limits.ts';
import { type OpenedFile, openFile, type RowProblem } from './open.ts';

export interface WholeFile {
  file: OpenedFile;
  records: SourceRecord[];
  problems: RowProblem[];
  /** Cells of table records, in order. */
  cells: Record<string, string>[];
  /** Values of JSON records, in order. */
  values: unknown[];
  rows: number[];
}

export async function readWhole(path: string, fileName?: string, limits?: Limits): Promise<WholeFile> {
  const file = await openFile(path, { ...(fileName ? { fileName } : {}), ...(limits ? { limits } : {}) });
  const records: SourceRecord[] = [];
  const problems: RowProblem[] = [];
  for (const table of file.tables)
    for await (const batch of file.records(table.sheet))
      for (const read of batch)
        if ('problem' in read) problems.push(read);
        else records.push(read);
  return {
    file,
    records,
    problems,
    cells: records.flatMap((r) => (r.shape === 'table' ? [{ ...r.cells }] : [])),
    values: records.flatMap((r) => (r.shape === 'json' ? [r.value] : [])),
    rows: records.map((r) => r.row),
  };
}

/** Gives the path of a file with these bytes, for as long as `use` runs. */
export async function withFile<T>(bytes: Buffer | string, use: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-format-'));
  const path = join(folder, 'file');
  try {
    await writeFile(path, bytes);
    return await use(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export const readBytesAs = (
  bytes: Buffer | string,
  fileName = 'a.csv',
  limits?: Limits,
): Promise<WholeFile> => withFile(bytes, (path) => readWhole(path, fileName, limits));

/** The refusal of these bytes; anything else that is thrown, or none, fails the test. */
export async function refusalOf(bytes: Buffer | string, limits?: Limits): Promise<TouchstoneError> {
  try {
    await readBytesAs(bytes, 'a.csv', limits);
  } catch (error) {
    if (error instanceof TouchstoneError && error.kind === 'refused') return error;
    throw error;
  }
  throw new Error('the file was read');
}
