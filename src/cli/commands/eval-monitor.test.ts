import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readCascades } from './read-cascades.ts';
import { readFinishedPosts } from './read-early-curves.ts';
import { readTimedCounts } from './read-timed-counts.ts';

const folder = mkdtempSync(join(tmpdir(), 'touchstone-'));
const file = (name: string, content: string | Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

describe('a file of times and counts', () => {
  it('is read in seconds, milliseconds and dates, with or without a header, packed or not', () => {
    expect(readTimedCounts(file('a.txt.gz', gzipSync('1585893877.5\t10\n1585893878\t11\n'))).atMs[0]).toBe(
      1_585_893_877_500,
    );
    const dated = readTimedCounts(
      file('b.csv', 'timestamp,value\n2015-02-26 21:42:53,104\n2015-02-26 21:47:53,x\n'),
    );
    expect(dated).toMatchObject({ timeText: ['2015-02-26 21:42:53'], skippedRows: 1 });
    expect(dated.atMs[0]).toBe(Date.UTC(2015, 1, 26, 21, 42, 53));
    expect(() => readTimedCounts(file('c.csv', 'time,count\n'))).toThrow('no row with a time and a number');
  });
});

const event = {
  id: 'e',
  original: { text: '', user: { followers: 9 }, time: 1_395_129_266 },
  reposts: [
    { uid: 'b', mid: 'm2', parent: 'm1', date: '2014-03-18 16:05:26', text: '' },
    { uid: 'a', mid: 'm1', parent: '', date: '03月18日 15:55', text: '' },
    { uid: 'a', mid: 'm1', parent: '', date: '2014-03-18 15:55:00', text: '' },
    { uid: 'c', mid: 'm3', parent: '', date: 'gone', text: '' },
  ],
};

describe('a file of cascades', () => {
  it('is read as events with reposts, in time order, once each, in China time', () => {
    const { cascades } = readCascades(file('e.ndjson', JSON.stringify(event)));
    expect(cascades).toHaveLength(1);
    expect(cascades[0]).toMatchObject({ id: 'e', authorFollowers: 9, skippedCount: 2 });
    expect(cascades[0]?.acts.map((a) => [a.id, a.parentId])).toEqual([
      ['post of e', null],
      ['m1', null],
      ['m2', 'm1'],
    ]);
    expect(cascades[0]?.acts[1]?.atMs).toBe(Date.UTC(2014, 2, 18, 7, 55));
  });

  it('is read as rows, one an act', () => {
    const { cascades } = readCascades(file('f.csv', 'id,parent,time\nb,a,20\na,,10\nc,b,30\n'));
    expect(cascades[0]?.acts.map((a) => a.id)).toEqual(['a', 'b', 'c']);
    expect(() => readCascades(file('g.csv', 'id,parent,time\nb,a,20\n'))).toThrow('holds no cascade');
  });
});

it('reads posts as they stood at a time, and counts those not seen yet', () => {
  const rows = 'id,TS1,TS2,TS3,TS4\np,-1,5,7,9\nq,-1,-1,3,4\n';
  const posts = readFinishedPosts(file('h.csv', rows), 40, 20);
  expect(posts).toMatchObject({ ids: ['p'], notYetSeen: 1 });
  expect(posts.curves[0]?.counts.at(-1)).toBe(5);
  expect(posts.finals[0]).toBe(9);
  expect(() => readFinishedPosts(file('i.csv', rows), 80, 20)).toThrow('none at 80 minutes');
});
