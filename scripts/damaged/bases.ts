/** Sound files of every format, to be damaged. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Rng } from '#basis/rng.ts';
import { workbookParts, zipOf } from './workbook-bytes.ts';

export interface Base {
  name: string;
  format: 'csv' | 'gz' | 'xlsx' | 'json' | 'ndjson' | 'parquet';
  bytes(): Promise<Buffer>;
}

interface Row {
  note_id: string;
  nickname: string;
  liked_count: number;
  title: string;
}

export function rowsOf(random: Rng, count: number): Row[] {
  return Array.from({ length: count }, (_, n) => ({
    note_id: `66${random.int(1e9, 9e9)}${n}`,
    nickname: random.pick(['小红薯', '阿宝', 'Momo', '“引号”', '两行\n昵称', 'a,b', '🍠']),
    liked_count: random.int(0, 200_000),
    title: random.pick(['种草', '测评 "真"', 'OOTD', '开箱；分享', '']),
  }));
}

export const csvOf = (rows: readonly object[]): string => {
  const cell = (value: unknown) =>
    /[",\r\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value);
  return [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))]
    .map((cells) => cells.map(cell).join(','))
    .join('\n')
    .concat('\n');
};

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
export const inlineCell = (text: string) => `<c t="inlineStr"><is><t>${escaped(text)}</t></is></c>`;
export const sheetOf = (rows: readonly (readonly string[])[]) =>
  rows.map((cells) => `<row>${cells.map(inlineCell).join('')}</row>`).join('');

async function parquetOf(rows: readonly Row[]): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-damaged-'));
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  try {
    const values = rows.map((row) => `('${row.note_id}', '${row.nickname}', ${row.liked_count})`).join(', ');
    await connection.run(
      `COPY (SELECT * FROM (VALUES ${values}) t(note_id, nickname, liked_count)) TO '${folder}/x' (FORMAT parquet)`,
    );
    return await readFile(join(folder, 'x'));
  } finally {
    connection.closeSync();
    instance.closeSync();
    await rm(folder, { recursive: true, force: true });
  }
}

/** One sound file of each format with the same 300 rows. */
export function bases(random: Rng): Base[] {
  const rows = rowsOf(random.fork('rows'), 300);
  const csv = csvOf(rows);
  const cells = [Object.keys(rows[0] as Row), ...rows.map((row) => Object.values(row).map(String))];
  const lines = rows.map((row) => JSON.stringify(row)).join('\n');
  const made = (
    name: string,
    format: Base['format'],
    make: () => Buffer | string | Promise<Buffer>,
  ): Base => ({
    name,
    format,
    bytes: async () => Buffer.from((await make()) as Buffer),
  });
  return [
    made('table', 'csv', () => csv),
    made('packed-table', 'gz', () => gzipSync(csv)),
    made('workbook', 'xlsx', () => zipOf(workbookParts(sheetOf(cells)))),
    made('list', 'json', () => JSON.stringify(rows)),
    made('columns', 'parquet', () => parquetOf(rows)),
    made('lines', 'ndjson', () => lines),
  ];
}
