import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { zipOf } from '../../../scripts/workbook-bytes.ts';
import { safeFileName } from './file-name.ts';
import { readAll, scratch } from './files-for-tests.ts';
import { openFile } from './open.ts';

let files: Awaited<ReturnType<typeof scratch>>;
beforeAll(async () => void (files = await scratch()));
afterAll(() => files.remove());

test.each([
  ['../../etc/passwd.csv', 'passwd.csv'],
  ['C:\\Users\\x.csv', 'x.csv'],
  ['C:x.csv', 'x.csv'],
  ['a\nb\u202E.csv', 'ab.csv'],
  ['..', 'unnamed'],
  ['/', 'unnamed'],
  ['达人 数据.xlsx', '达人 数据.xlsx'],
])('the name %j is kept as %j', (name, kept) => expect(safeFileName(name)).toBe(kept));

test('a file is described by its bytes, not by its name', async () => {
  const bytes = gzipSync(Buffer.from('{"a":1}\n{"a":2}\n'));
  const path = await files.write(bytes, 'wrong.xlsx');
  const file = await openFile(path, { fileName: '../up/列表.csv' });
  expect(file).toMatchObject({
    fileName: '列表.csv',
    byteCount: bytes.length,
    digest: createHash('sha256').update(bytes).digest('hex'),
    compression: 'gzip',
    format: 'ndjson',
    encoding: 'utf-8',
    warnings: [],
  });
  expect(await file.sample(null)).toMatchObject({
    fileName: '列表.csv',
    shape: 'json',
    headers: [],
    records: [{ row: 1, value: { a: 1 } }, { row: 2 }],
  });
});

test('gzip of several members is read to its end, a cut one is refused', async () => {
  const members = Buffer.concat([gzipSync('a,b\n1,2\n'), gzipSync('3,4\n')]);
  expect((await readAll(await files.write(members))).cells).toEqual([
    ['1', '2'],
    ['3', '4'],
  ]);
  await expect(readAll(await files.write(members.subarray(0, -6)))).rejects.toMatchObject({
    code: 'truncated',
  });
});

test('a sample has at most 50 records', async () => {
  const file = await openFile(await files.write(`a,b\n${'1,2\n'.repeat(500)}`));
  expect((await file.sample(null)).records.length).toBe(50);
});

test.each<[string, string | Buffer, string]>([
  ['nothing', '', 'empty'],
  ['gzipped nothing', gzipSync(''), 'empty'],
  ['only a mark', '\uFEFF', 'empty'],
  ['only blanks', ' \n\n', 'empty'],
  ['only a header', 'a,b,c\n', 'no-rows'],
  ['an empty list', '[ ]', 'no-rows'],
  ['PDF', '%PDF-1.7\n', 'not-a-table'],
  ['PNG', Buffer.from('89504e470d0a1a0a', 'hex'), 'not-a-table'],
  ['old Excel', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]), 'old-excel'],
  [
    'a password',
    Buffer.concat([
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.alloc(600),
      Buffer.from('EncryptedPackage', 'utf16le'),
    ]),
    'password',
  ],
  ['a web page', '<html><table><tr><td>1</td></tr></table>', 'web-page'],
  ['packed twice', gzipSync(gzipSync('a,b\n1,2\n')), 'packed-twice'],
  ['a bomb', gzipSync(Buffer.alloc(80_000_000, 'a,b\n')), 'decompression-bomb'],
  ['binary', Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256)), 'binary'],
])('%s is refused', async (_, content, code) => {
  await expect(readAll(await files.write(content, 'f.csv'))).rejects.toMatchObject({
    kind: 'refused',
    code,
    place: { file: 'f.csv' },
  });
});

test('a path that is no file', async () => {
  await expect(openFile(`${files.folder}/none.csv`)).rejects.toMatchObject({ kind: 'missing' });
  await expect(openFile(files.folder)).rejects.toMatchObject({ kind: 'refused', code: 'not-a-file' });
});

test('a gzipped workbook is unpacked aside and removed again', async () => {
  const unpacked = async () =>
    (await readdir(tmpdir())).filter((name) => name.startsWith('touchstone-unpacked-')).length;
  const before = await unpacked();
  await expect(readAll(await files.write(gzipSync(zipOf({ 'a.txt': 'x' }))))).rejects.toMatchObject({
    code: 'not-a-workbook',
  });
  expect(await unpacked()).toBe(before);
});
