import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBytesAs, readWhole, refusalOf } from './read-whole.ts';

let folder = '';
const path = () => join(folder, 'report[1].parquet');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-parquet-test-'));
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`COPY (
    SELECT '小满' || i AS "昵称", 7123456789012345678 + i AS id, i / 4.0 AS share, TIMESTAMP '2024-06-30 08:05:06' AS at,
      DATE '2024-06-30' AS day, [i, 2] AS list, {'a': i} AS "it""s", CASE WHEN i = 1 THEN NULL ELSE 'x' END AS gap
    FROM range(3000) t(i)) TO '${path()}' (FORMAT parquet)`);
  connection.closeSync();
  instance.closeSync();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('Parquet', () => {
  it('is read to the row with its digits, under a name that looks like a pattern', async () => {
    const { file, cells, rows } = await readWhole(path());
    expect([file.format, file.fileName, cells.length, rows.at(-1)]).toEqual([
      'parquet',
      'report[1].parquet',
      3000,
      3000,
    ]);
    expect(cells[1]).toEqual({
      昵称: '小满1',
      id: '7123456789012345679',
      share: '0.25',
      at: '2024-06-30 08:05:06',
      day: '2024-06-30',
      list: '[1,2]',
      'it"s': '{"a":1}',
      gap: '',
    });
  });

  it('gives a sample and can be read again', async () => {
    const { file } = await readWhole(path());
    expect((await file.sample(null)).records).toHaveLength(50);
  });

  it('cut off or damaged is refused', async () => {
    const bytes = await readFile(path());
    expect((await refusalOf(bytes.subarray(0, bytes.length / 2))).code).toBe('bad-parquet');
    const spoilt = Buffer.from(bytes);
    spoilt.fill(0xaa, 40, 4000);
    const outcome = await readBytesAs(spoilt).then(
      (whole) => whole.records.length + whole.problems.length,
      (error: { code: string }) => error.code,
    );
    expect(['bad-parquet', 3000]).toContain(outcome);
  });
});
