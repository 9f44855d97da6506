import { describe, expect, it } from 'vitest';
import { queryString } from '#web/api/client.ts';
import { readEvents } from '#web/api/live.ts';
import { csvOf, tsvOf } from '#web/parts/save.ts';

describe('what goes to the server', () => {
  it('repeats lists and keeps a single word with a comma whole', () => {
    expect(queryString({ platform: ['weibo', 'x'], q: '', limit: 5, none: undefined })).toBe(
      '?platform=weibo&platform=x&limit=5',
    );
    expect(new URLSearchParams(queryString({ tag: ['a,b'] })).getAll('tag')).toEqual(['a,b', '']);
  });
});

describe('server-sent events', () => {
  it('are read whole and the rest is kept for the next part', () => {
    const first = readEvents(': connected\n\nevent: job\ndata: {"a":1}\n\nevent: lib');
    expect(first.events).toEqual([{ event: 'job', data: '{"a":1}' }]);
    const second = readEvents(`${first.rest}rary\r\ndata: {"revision":2}\r\n\r\n`);
    expect(second).toEqual({ events: [{ event: 'library', data: '{"revision":2}' }], rest: '' });
  });
});

describe('files made in the browser', () => {
  it('neutralise formulas and quote what needs it', () => {
    expect(csvOf([['=1+1', 'a,"b"', '-5', '@x']])).toBe('\uFEFF\'=1+1,"a,""b""",-5,\'@x\r\n');
    expect(tsvOf([['a\tb', 'c\nd'], ['1']])).toBe('a b\tc d\n1');
  });
});
