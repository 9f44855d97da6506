import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAll, scratch } from './files-for-tests.ts';
import { JsonValueSplitter } from './json-splitter.ts';
import { LIMITS } from './limits.ts';

let files: Awaited<ReturnType<typeof scratch>>;
beforeAll(async () => void (files = await scratch()));
afterAll(() => files.remove());
const read = async (text: string | Buffer, options = {}) =>
  readAll(await files.write(text), undefined, options);

test.each([
  ['a list', '[{"a":1},{"a":2}]', 'json'],
  ['a pretty list', JSON.stringify([{ a: 1 }, { a: 2 }], null, 2), 'json'],
  ['lines', '{"a":1}\n{"a":2}\n', 'ndjson'],
  ['lines with \\r\\n and blank ones', '{"a":1}\r\n\r\n{"a":2}', 'ndjson'],
  ['values one after another', '{"a":1}{"a":2}', 'json'],
  ['pretty values one after another', '{\n"a":1\n}\n{\n"a":2\n}\n', 'json'],
])('%s', async (_, text, format) => {
  const { file, cells } = await read(text);
  expect(file.format).toBe(format);
  expect(cells).toEqual([{ a: 1 }, { a: 2 }]);
});

test('an envelope is one record', async () => {
  const { cells } = await read('{"code":0,"data":{"list":[{"id":1}]}}');
  expect(cells).toEqual([{ code: 0, data: { list: [{ id: 1 }] } }]);
});

test('UTF-16 and gzipped JSON', async () => {
  expect((await read(Buffer.from('\uFEFF[{"昵称":"甲"}]', 'utf16le'))).cells).toEqual([{ 昵称: '甲' }]);
  expect((await read(gzipSync('{"昵称":"甲"}\n{"昵称":"乙"}\n'))).cells).toEqual([
    { 昵称: '甲' },
    { 昵称: '乙' },
  ]);
});

test('large whole numbers keep every digit', async () => {
  const digits = '9'.repeat(400);
  const { cells } = await read(
    `{"id":4984573421355027123,"small":12,"neg":-9007199254740993,"f":0.1234567890123456789,"s":"4984573421355027","list":[7123456789012345678]}\n{"n":${digits}}\n{"n":1e999}\n`,
  );
  expect(cells).toEqual([
    {
      id: '4984573421355027123',
      small: 12,
      neg: '-9007199254740993',
      f: 0.12345678901234568,
      s: '4984573421355027',
      list: ['7123456789012345678'],
    },
    { n: digits },
    { n: '1e999' },
  ]);
});

test('a damaged line costs itself only, also as the first one', async () => {
  const { cells, problems } = await read('{"a":"x\n{"a":1}\n{"a":2,}\n{"a":3}\n{"a":4}\n');
  expect(problems.map((one) => one.row)).toEqual([1, 3]);
  expect(cells.filter((one) => typeof one === 'object')).toEqual([{ a: 1 }, { a: 3 }, { a: 4 }]);
});

test('a cut list gives what is whole and says that it is cut', async () => {
  expect((await read('[{"a":1},{"a":2},{"a":')).cells).toEqual([
    { a: 1 },
    { a: 2 },
    'problem: The file ends in the middle of this value',
  ]);
  expect((await read('[{"a":1},{"a":2},')).problems[0]?.reason).toContain('before the list is closed');
});

test('nesting beyond 64 levels is a problem in every layout', async () => {
  const deep = (n: number) => '{"a":'.repeat(n) + '1' + '}'.repeat(n);
  for (const text of [deep(100), `[${deep(100)}]`, `{"a":1}\n${deep(100)}\n`, '['.repeat(100_000)]) {
    const { problems } = await read(text);
    expect(problems.at(-1)?.reason).toMatch(/nested|ends in the middle/);
  }
  expect((await read(`{"a":1}\n${deep(60)}\n`)).problems).toEqual([]);
});

test('a value past the limit is a problem and the next is read', async () => {
  for (const text of [
    `[{"a":"${'x'.repeat(500_000)}"},{"b":1}]`,
    `{"x":1}\n{"a":"${'x'.repeat(500_000)}"}\n{"b":1}\n`,
  ]) {
    const { cells, problems } = await read(text, { limits: { maxJsonBytes: 1000 } });
    expect(problems[0]?.reason).toContain('more than 1000 bytes');
    expect(cells.at(-1)).toEqual({ b: 1 });
  }
});

test('NaN is missing, a half emoji is shown as �, both with a warning', async () => {
  const { file, cells } = await read('{"a":NaN,"b":"NaN","c":-Infinity}\n{"t":"ok \\ud83d"}\n');
  expect(cells).toEqual([{ a: null, b: 'NaN', c: null }, { t: 'ok �' }]);
  expect(file.warnings.length).toBe(2);
});

test('bytes that are not UTF-8 make their value a problem', async () => {
  const { problems } = await read(
    Buffer.concat([
      Buffer.from('{"a":"中文中文中文中文中文中文"}\n{"a":"'),
      Buffer.from([0xff]),
      Buffer.from('"}\n'),
    ]),
  );
  expect(problems).toMatchObject([{ row: 2, reason: 'The value holds bytes that are not UTF-8' }]);
});

test('__proto__ is a key like any other', async () => {
  const { cells } = await read('{"__proto__":{"x":1},"a":1}');
  expect(Object.keys(cells[0] as object)).toEqual(['__proto__', 'a']);
});

test('lists split to the same values wherever chunks are cut', () => {
  fc.assert(
    fc.property(
      fc.array(fc.jsonValue(), { minLength: 1, maxLength: 5 }),
      fc.array(fc.nat(), { maxLength: 5 }),
      fc.boolean(),
      (values, cuts, pretty) => {
        const bytes = Buffer.from(JSON.stringify(values, null, pretty ? 1 : 0));
        const splitter = new JsonValueSplitter({ ...LIMITS, maxJsonDepth: 1000 });
        const found: unknown[] = [];
        let at = 0;
        const take = (chunk: Buffer, final: boolean) =>
          found.push(...splitter.push(chunk, final).map((piece) => JSON.parse(piece.bytes.toString())));
        for (const cut of cuts.map((c) => c % (bytes.length + 1)).sort((a, b) => a - b)) {
          take(bytes.subarray(at, cut), false);
          at = cut;
        }
        take(bytes.subarray(at), true);
        expect(found).toEqual(JSON.parse(bytes.toString()));
      },
    ),
    { numRuns: 300, seed: 3 },
  );
});
