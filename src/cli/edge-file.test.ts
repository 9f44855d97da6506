import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEdges } from './edge-file.ts';

const wanted = {
  ids: { user: ['user', 'account_id'], item: ['item', 'object_id'] },
  moments: { time: ['time'] },
  optional: ['time'] as const,
};

describe('edge files', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'touchstone-edges-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function read(name: string, content: string | Uint8Array) {
    const path = join(folder, name);
    await writeFile(path, content);
    const { ids, moments, rowCount, emptyRows } = await readEdges(path, wanted);
    return {
      edges: Array.from(
        ids.user.ids,
        (u, i) => `${ids.user.nameOf(u)}-${ids.item.nameOf(ids.item.ids[i] as number)}`,
      ),
      moments: moments.time ? [...moments.time] : null,
      rowCount,
      emptyRows,
    };
  }
  const expected = {
    edges: ['甲-p1', 'b-p2', '甲-p2'],
    moments: [10, 20.5, 1_767_225_600],
    rowCount: 3,
    emptyRows: 1,
  };
  const rows = ['甲,p1,10', 'b,p2,20.5', ',p2,5', '甲,p2,2026-01-01T00:00:00Z'];

  it('reads plain, gzip, CRLF, tab and quoted tables alike', async () => {
    const csv = ['user,item,time', ...rows, ''].join('\n');
    expect(await read('plain.csv', csv)).toEqual(expected);
    expect(await read('plain.csv.gz', gzipSync(csv))).toEqual(expected);
    expect(await read('crlf.csv', `\ufeff${csv.replaceAll('\n', '\r\n')}`)).toEqual(expected);
    expect(await read('tab.tsv', csv.replaceAll(',', '\t').trimEnd())).toEqual(expected);
    expect(await read('quoted.csv', csv.replace('b,', '"b",'))).toEqual(expected);
  });

  it('reads JSON lines, and a file without moments', async () => {
    const lines = '{"account_id":"a","object_id":1}\n{"account_id":"b","object_id":1}\n';
    expect(await read('lines.ndjson', lines)).toMatchObject({ edges: ['a-1', 'b-1'], moments: null });
  });

  it('says which column is absent and which moment is none', async () => {
    await expect(read('a.csv', 'user,other\na,b\n')).rejects.toMatchObject({
      code: 'no-column',
      kind: 'refused',
    });
    await expect(read('b.csv', 'user,item,time\na,b,1\na,c,soon\n')).rejects.toMatchObject({
      code: 'bad-moment',
      place: { row: 3, value: 'soon' },
    });
  });
});
