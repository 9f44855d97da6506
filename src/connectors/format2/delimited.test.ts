import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readAll, scratch } from './files-for-tests.ts';
import { LIMITS } from './limits.ts';
import { RowSplitter } from './row-splitter.ts';

let files: Awaited<ReturnType<typeof scratch>>;
beforeAll(async () => void (files = await scratch()));
afterAll(() => files.remove());

const read = async (text: string, options = {}) => readAll(await files.write(text), undefined, options);

describe('splitting rows', () => {
  const cell = fc.string({
    unit: fc.constantFrom('a', '中', ',', '"', '\n', '\r', ' ', ';', '😀'),
    maxLength: 6,
  });
  const split = (text: string, cuts: readonly number[]) => {
    const splitter = new RowSplitter(',', LIMITS);
    const rows: string[][] = [];
    let at = 0;
    for (const cut of [...cuts].map((c) => c % (text.length + 1)).sort((a, b) => a - b)) {
      rows.push(...splitter.push(text.slice(at, cut), false).map((row) => row.cells));
      at = cut;
    }
    rows.push(...splitter.push(text.slice(at), true).map((row) => row.cells));
    return rows;
  };

  test('agrees with csv-parse on well-formed text, cut into chunks anywhere', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.array(fc.nat(), { maxLength: 6 }),
        fc.boolean(),
        (rows, end, cuts, closed) => {
          const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
          const text = rows.map((row) => row.map(quoted).join(',')).join(end) + (closed ? end : '');
          const reference = parse(text, {
            record_delimiter: end,
            relax_column_count: true,
            skip_empty_lines: false,
          });
          expect(split(text, cuts)).toEqual(reference);
        },
      ),
      { numRuns: 400, seed: 7 },
    );
  });

  test('gives every row of any text whatever, wherever it is cut', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' '), maxLength: 40 }),
        fc.array(fc.nat(), { maxLength: 6 }),
        (text, cuts) => {
          expect(split(text, cuts)).toEqual(split(text, []));
        },
      ),
      { numRuns: 1000, seed: 11 },
    );
  });
});

test.each([
  [',', 'csv'],
  [';', 'csv'],
  ['\t', 'tsv'],
  ['|', 'csv'],
])('finds the delimiter %j', async (delimiter, format) => {
  const { file, cells } = await read(
    [
      ['昵称', '粉丝数', '报价'],
      ['甲', '1,2', '3;4'],
      ['乙', '5', '6'],
    ]
      .map((row) => row.map((cell) => (/[,;]/.test(cell) ? `"${cell}"` : cell)).join(delimiter))
      .join('\n'),
  );
  expect(file).toMatchObject({ format, delimiter });
  expect(cells).toEqual([
    ['甲', '1,2', '3;4'],
    ['乙', '5', '6'],
  ]);
});

test('mixed line ends each end a row, and are told of', async () => {
  const { file, cells } = await read('a,b\r\n1,2\n3,4\r5,6\r\n');
  expect(cells).toEqual([
    ['1', '2'],
    ['3', '4'],
    ['5', '6'],
  ]);
  expect(file.warnings.join()).toContain('mixes line ends');
});

test('rows count as a spreadsheet shows them: blank rows count, line breaks in cells do not', async () => {
  const { reads } = await read('a,b\n"x\ny",1\n\nz,2\n');
  expect(reads.map((one) => one.row)).toEqual([2, 4]);
});

test('a row with more cells is a problem; empty extra cells are not', async () => {
  const { cells, problems } = await read('a,b\n1,2,3\n4,5,,\n');
  expect(problems).toMatchObject([{ row: 2, value: '3', reason: 'The row has 3 cells and the header 2' }]);
  expect(cells[1]).toEqual(['4', '5']);
});

test('a short row is read with a warning, unless it is cut off', async () => {
  const { file, cells, problems } = await read('a,b,c,d\n1,2,3\n1\n1,2,3,4\n1,2,3');
  expect(cells[0]).toEqual(['1', '2', '3', '']);
  expect(file.warnings.join()).toContain('row 2');
  expect(problems).toMatchObject([
    { row: 3, reason: 'The row has 1 of 4 cells' },
    { row: 5, reason: 'The row has 3 of 4 cells and the file ends in it' },
  ]);
});

test('a lone quote costs its own line only', async () => {
  const { cells, problems } = await read('a,b\n1,2\n3,"4\n5,6\n7,"8"\n9,10\n');
  expect(problems).toMatchObject([{ row: 3, column: 'b' }]);
  expect(cells.filter((cell) => Array.isArray(cell))).toEqual([
    ['1', '2'],
    ['5', '6'],
    ['7', '8'],
    ['9', '10'],
  ]);
});

test('quotes inside a cell that are not doubled are read as they stand', async () => {
  const { file, cells } = await read('a,b\n"say "hi" now",2\n5" pipe,3\n');
  expect(cells).toEqual([
    ['say "hi" now', '2'],
    ['5" pipe', '3'],
  ]);
  expect(file.warnings.join()).toContain('not doubled');
});

test.each([
  ['unquoted', (n: number) => 'x'.repeat(n)],
  ['quoted', (n: number) => `"${'x'.repeat(n)}"`],
  ['quoted, full of quotes', (n: number) => `"${'""'.repeat(n)}"`],
])('a cell past the limit is a problem and the rows after it are read (%s)', async (_, make) => {
  const { cells, problems } = await read(`a,b\n1,${make(900_000)}\n2,y\n`, {
    limits: { maxCellChars: 1000 },
  });
  expect(problems).toMatchObject([{ row: 2, column: 'b', reason: 'The cell has more than 1000 characters' }]);
  expect(problems[0]?.value.length).toBeLessThan(210);
  expect(cells[1]).toEqual(['2', 'y']);
});

test('1,000 columns are read; more than the limit are a problem', async () => {
  const row = (n: number, text: string) => Array.from({ length: n }, (_, i) => text + i).join(',');
  const { cells } = await read(`${row(1000, 'h')}\n${row(1000, 'v')}\n`);
  expect((cells[0] as string[]).length).toBe(1000);
  const { problems } = await read(`a,b\n1,2\n${row(20_000, 'v')}\n`);
  expect(problems[0]?.reason).toContain('more than 16384 cells');
});

test('a NUL in a cell makes its row a problem', async () => {
  const { problems } = await read(`a,b\n${'1,2\n'.repeat(50)}x\0y,2\n`);
  expect(problems).toMatchObject([{ row: 52, column: 'a', reason: 'The cell holds a NUL character' }]);
});

test('reading can be stopped and tells how far it is', async () => {
  const { openFile } = await import('./open.ts');
  const path = await files.write(`a,b\n${'1,2\n'.repeat(400_000)}`);
  const file = await openFile(path);
  const seen: number[] = [];
  for await (const _ of file.records(null, { onProgress: (bytes) => seen.push(bytes) }));
  expect(seen.at(-1)).toBe(file.byteCount);
  const stop = new AbortController();
  const reading = async () => {
    for await (const _ of file.records(null, { signal: stop.signal })) stop.abort();
  };
  await expect(reading()).rejects.toMatchObject({ name: 'AbortError' });
});
