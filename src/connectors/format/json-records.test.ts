import { describe, expect, it } from 'vitest';
import { LIMITS } from './limits.ts';
import { readBytesAs } from './read-whole.ts';

const read = async (text: string) => {
  const { file, values, rows, problems } = await readBytesAs(text);
  return { format: file.format, values, rows, problems: problems.map((p) => [p.row, p.reason]) };
};

describe('JSON files', () => {
  it('as one array', async () => {
    expect(await read('[{"a":1},\n {"a":"],["},\n{"a":[1,{"b":2}]}]\n')).toEqual({
      format: 'json',
      values: [{ a: 1 }, { a: '],[' }, { a: [1, { b: 2 }] }],
      rows: [1, 2, 3],
      problems: [],
    });
  });

  it('as NDJSON, whose lines may be empty, end in \\r\\n or hold a list', async () => {
    const found = await read('{"a":1}\r\n\r\n{"a":2}\n[{"a":3},{"a":4}]\n{"a":5}');
    expect(found).toEqual({
      format: 'ndjson',
      values: [{ a: 1 }, { a: 2 }, { a: 3 }, { a: 4 }, { a: 5 }],
      rows: [1, 3, 4, 4, 5],
      problems: [],
    });
  });

  it('as values one after another, over lines or not', async () => {
    expect((await read('{"a":1}{"a":2} {\n"a":3\n},\n{"a":"}{"}')).values).toEqual([
      { a: 1 },
      { a: 2 },
      { a: 3 },
      { a: '}{' },
    ]);
    expect((await read('[{"a":1},\n{"a":2}]\n[\n{"a":3}]')).values).toEqual([{ a: 1 }, { a: 2 }, { a: 3 }]);
  });

  it('as one object, on one line or many', async () => {
    expect((await read('{"a":{"b":[1,2]}}')).values).toEqual([{ a: { b: [1, 2] } }]);
    expect((await read('{\n "a": {\n  "b": 1\n }\n}\n')).values).toEqual([{ a: { b: 1 } }]);
  });

  it('without records', async () => {
    expect((await read('[]')).values).toEqual([]);
    expect((await read('[ \n ]\n')).values).toEqual([]);
  });
});

describe('damaged JSON', () => {
  it('cut off keeps the records before the cut', async () => {
    const { values, problems } = await read('[{"a":1},{"a":2},{"a":"thr');
    expect(values).toEqual([{ a: 1 }, { a: 2 }]);
    expect(problems).toEqual([[3, 'the file ends inside its list of records: it is cut off']]);
  });

  it('in one line does not touch the others', async () => {
    const { values, problems } = await read('{"a":1}\n{"a":\n{"a":3}\n{"a":4,}\n{"a":5}\n{"a":6}\n');
    expect(values).toEqual([{ a: 1 }, { a: 3 }, { a: 5 }, { a: 6 }]);
    expect(problems.map(([row]) => row)).toEqual([2, 4]);
  });

  it('in the first line does not hide that it is NDJSON', async () => {
    const { format, values, problems } = await read('{"a": tru\n{"a":2}\n{"a":3}\n{"a":4}\n');
    expect([format, values.length, problems.length]).toEqual(['ndjson', 3, 1]);
  });

  it('in one element of an array lists that element', async () => {
    const { values, problems } = await read('[{"a":1},{"a":nope},{"a":3}]');
    expect(values).toEqual([{ a: 1 }, { a: 3 }]);
    expect(problems.map(([row]) => row)).toEqual([2]);
  });

  it('nested too deep is listed; the rest is read', async () => {
    const deep = `${'{"a":'.repeat(100)}1${'}'.repeat(100)}`;
    expect(await read(`[{"b":1},${deep},{"b":2}]`)).toMatchObject({
      values: [{ b: 1 }, { b: 2 }],
      problems: [[2, 'the value is nested deeper than 64 levels']],
    });
    const million = await read('['.repeat(1_000_000));
    expect(million.problems).toHaveLength(1);
  });

  it.each([
    ['ndjson', (x: string) => `{"a":1}\n{"a":"${x}"}\n{"a":3}\n`],
    ['json', (x: string) => `[{"a":1},{"a":"${x}"},{"a":3}]`],
  ])('with a value past the limit passes over it (%s)', async (format, make) => {
    const limits = { ...LIMITS, maxRecord: 100_000 };
    const { file, values, problems } = await readBytesAs(make('x'.repeat(900_000)), 'a.json', limits);
    expect(file.format).toBe(format);
    expect(values).toEqual([{ a: 1 }, { a: 3 }]);
    expect(problems.map((p) => p.row)).toEqual([2]);
    expect(problems[0]?.value.length).toBeLessThan(300);
  });
});

describe('values', () => {
  it('keep the digits of numbers that JSON cannot carry', async () => {
    const digits = '9'.repeat(400);
    const { values } = await read(
      `[{"id":7123456789012345678,"n":12,"x":0.5,"y":${digits},"z":1e400,"w":-9007199254740993}]`,
    );
    expect(values).toEqual([
      { id: '7123456789012345678', n: 12, x: 0.5, y: digits, z: '1e400', w: '-9007199254740993' },
    ]);
  });

  it('show half a surrogate pair and a zero character as unreadable', async () => {
    const { values } = await read('{"a":"x\\ud83d","b":"y\\u0000z","c":"\\ud83d\\ude00"}');
    expect(values).toEqual([{ a: 'x\uFFFD', b: 'y\uFFFDz', c: '😀' }]);
  });
});
