import { describe, expect, it } from 'vitest';
import { guessDelimiter, hasMixedLineEnds } from './csv.ts';
import { LIMITS } from './limits.ts';
import { readBytesAs, refusalOf } from './read-whole.ts';

const values = async (text: string) => (await readBytesAs(text)).cells.map((c) => Object.values(c));

describe('delimiters', () => {
  it.each([',', '\t', ';', '|'])('finds %j', async (d) => {
    const { file, cells } = await readBytesAs(`name${d}n${d}text\na${d}1${d}x, y\nb${d}2${d}"p${d}q"\n`);
    if (d !== ',') expect(cells[0]).toEqual({ name: 'a', n: '1', text: 'x, y' });
    expect(file.delimiter).toBe(d);
    expect(cells.at(-1)).toEqual({ name: 'b', n: '2', text: `p${d}q` });
  });

  it('is found below a title line', () => {
    expect(guessDelimiter('2024年6月提报\n\na;b;c\n1;2;3\n4;5;6\n')).toBe(';');
  });

  it('is a comma for a single column', async () => {
    const { file, cells } = await readBytesAs('昵称\n小满\n云朵\n');
    expect([file.delimiter, file.tables[0]?.headers]).toEqual([',', ['昵称']]);
    expect(cells).toEqual([{ 昵称: '小满' }, { 昵称: '云朵' }]);
  });
});

describe('rows', () => {
  it('keep line ends, separators and doubled quotes inside quotes', async () => {
    expect(await values('a,b\n"x\r\ny, ""z""\n",1\n"",2\n')).toEqual([
      ['x\r\ny, "z"\n', '1'],
      ['', '2'],
    ]);
  });

  it('take a quote inside an unquoted cell as text', async () => {
    expect(await values('a,b\n5" pipe,1\nsay "hi",2\n')).toEqual([
      ['5" pipe', '1'],
      ['say "hi"', '2'],
    ]);
  });

  it.each(['\n', '\r\n', '\r'])('end in %j', async (end) => {
    expect(await values(['a,b', '1,2', '3,4', ''].join(end))).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
  });

  it('count as a spreadsheet shows them: empty lines and lines inside cells included', async () => {
    const { rows } = await readBytesAs('a,b\n\n"1\n1",2\n\n\n3,4\n');
    expect(rows).toEqual([3, 6]);
  });

  it('with more cells than headers are listed, with fewer are filled', async () => {
    const { cells, problems } = await readBytesAs('a,b\n1,2,3\n4\n5,6,\n');
    expect(cells).toEqual([
      { a: '4', b: '' },
      { a: '5', b: '6' },
    ]);
    expect(problems).toMatchObject([{ row: 2, column: 'column 3', value: '3' }]);
  });

  it('that begin like a formula stay text', async () => {
    expect(await values('a,b\n=1+1,@x\n+2,-3\n')).toEqual([
      ['=1+1', '@x'],
      ['+2', '-3'],
    ]);
  });

  it('cut off at the end of the file are listed, since half a number is a wrong number', async () => {
    const { cells, problems } = await readBytesAs('a,b,c\n1,2,3\n4,56');
    expect(cells).toHaveLength(1);
    expect(problems).toMatchObject([{ row: 3, column: 'b', value: '56' }]);
    expect((await readBytesAs('a,b,c\n1,2,3\n4,5,6')).cells).toHaveLength(2);
    // Short rows are the habit of this file.
    expect((await readBytesAs('a,b,c\n1,2\n4,5')).problems).toEqual([]);
  });

  it('may have a thousand columns', async () => {
    const headers = Array.from({ length: 1000 }, (_, i) => `列${i}`);
    const { cells } = await readBytesAs(`${headers.join(',')}\n${headers.map((_, i) => i).join(',')}\n`);
    expect(Object.keys(cells[0] ?? {})).toHaveLength(1000);
    expect(cells[0]?.['列999']).toBe('999');
    const wide = `${'x,'.repeat(LIMITS.maxColumns)}x\n1\n`;
    expect((await refusalOf(wide)).code).toBe('too-many-columns');
  });

  it('keep 400 digits', async () => {
    expect(await values(`a,b\n${'9'.repeat(400)},1\n`)).toEqual([['9'.repeat(400), '1']]);
  });
});

describe('mixed line ends', () => {
  it('are told', async () => {
    expect((await readBytesAs('a,b\r\n1,2\n3,4\r\n')).file.warnings.join()).toContain('line ends are mixed');
  });
  it('are not told when one kind stands inside quoted cells only', () => {
    expect(hasMixedLineEnds('a,b\n"x\r\ny",1\n2,3\n')).toBe(false);
    expect(hasMixedLineEnds('a,b\r\n"x\ny",1\r\n2,3\r\n')).toBe(false);
    expect(hasMixedLineEnds('a,b\r\n"x\ny",1\n2,3\r\n')).toBe(true);
  });
});

describe('a quote that never closes', () => {
  const rows = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) => `n${from + i},${from + i}\n`).join('');

  it('is told with its row, and the rows before it are read', async () => {
    const { cells, problems } = await readBytesAs(`a,b\n${rows(0, 50)}"n50,50\n${rows(51, 90)}`);
    expect(cells).toHaveLength(50);
    expect(problems).toMatchObject([{ row: 52 }]);
    expect(problems[0]?.reason).toContain('nothing after it was read');
  });

  it('is given up after 1 MiB', async () => {
    const { cells, problems } = await readBytesAs(`a,b\n${rows(0, 5000)}"n,${rows(0, 300_000)}`);
    expect(cells).toHaveLength(5000);
    expect(problems).toMatchObject([{ row: 5002 }]);
    expect(problems[0]?.reason).toContain('longer than 1024 KiB');
  });

  it('in the header is refused', async () => {
    const error = await refusalOf('"a,b\n1,2\n');
    expect([error.code, error.place?.row]).toEqual(['unreadable-rows', 1]);
  });
});
