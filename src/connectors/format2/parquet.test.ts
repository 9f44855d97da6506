import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAll, scratch } from './files-for-tests.ts';

let files: Awaited<ReturnType<typeof scratch>>;
let path: string;
beforeAll(async () => {
  files = await scratch();
  // A name with the engine's pattern characters in it.
  path = join(files.folder, 'list[1]*.parquet');
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(
    `COPY (SELECT 6891234567890123456::BIGINT AS id, '小红薯' AS "昵 称", 1e18::DOUBLE AS big, [1, 2] AS list, {'a': 'x'} AS part,
      TIMESTAMP '2025-03-01 08:30:00' AS at, TIMESTAMPTZ '2025-03-01 08:30:00+08' AS zoned, DATE '2025-03-01' AS day, NULL::INTEGER AS none,
      12.50::DECIMAL(9,2) AS price, true AS yes UNION ALL SELECT i, 'n', 0.5, NULL, NULL, NULL, NULL, NULL, i, NULL, NULL FROM range(5000) t(i)) TO '${path}' (FORMAT parquet)`,
  );
  connection.closeSync();
  instance.closeSync();
});
afterAll(() => files.remove());

const FIRST = [
  '6891234567890123456',
  '小红薯',
  '1000000000000000000',
  '[1,2]',
  '{"a":"x"}',
  '2025-03-01 08:30:00',
  '2025-03-01 00:30:00+00',
  '2025-03-01',
  '',
  '12.50',
  'true',
];

test('values as text, nested ones as JSON, streamed', async () => {
  const { file, cells, reads } = await readAll(path);
  expect(file).toMatchObject({ format: 'parquet', tables: [{ sheet: null, headerRow: 0 }] });
  expect(file.tables[0]?.headers.slice(0, 3)).toEqual(['id', '昵 称', 'big']);
  expect(cells[0]).toEqual(FIRST);
  expect(reads.length).toBe(5001);
  expect(reads.at(-1)).toMatchObject({ row: 5001, cells: { id: '4999' } });
});

test('gzipped Parquet', async () => {
  const { file, cells } = await readAll(await files.write(gzipSync(await readFile(path))));
  expect(file).toMatchObject({ compression: 'gzip', format: 'parquet' });
  expect(cells[0]).toEqual(FIRST);
});

test.each([0.2, 0.5, 0.9, 0.999])('cut at %d of its length it is refused', async (share) => {
  const bytes = await readFile(path);
  const cut = bytes.subarray(0, Math.floor(bytes.length * share));
  await expect(readAll(await files.write(cut, `cut-${share}.parquet`))).rejects.toMatchObject({
    kind: 'refused',
    code: 'damaged-parquet',
  });
});
