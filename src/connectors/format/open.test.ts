import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { LIMITS } from './limits.ts';
import { openFile } from './open.ts';
import { readBytesAs, refusalOf, withFile } from './read-whole.ts';

const CSV = 'a,b\n1,2\n';

describe('opening a file', () => {
  it('goes by its bytes and not by its name', async () => {
    expect((await readBytesAs(CSV, 'x.xlsx')).file.format).toBe('csv');
    expect((await readBytesAs('{"a":1}\n{"a":2}\n', 'x.csv')).file.format).toBe('ndjson');
    expect((await readBytesAs(gzipSync(CSV), 'x.csv')).file).toMatchObject({
      format: 'csv',
      compression: 'gzip',
    });
  });

  it('gives size and digest of what is on disk', async () => {
    const bytes = gzipSync(CSV);
    const { file } = await readBytesAs(bytes);
    expect(file.byteCount).toBe(bytes.length);
    expect(file.digest).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  it('gives a sample of 50 records, with the headers of a table or the paths of JSON', async () => {
    const sampleOf = (text: string) =>
      withFile(text, async (path) => (await openFile(path, { fileName: 'x' })).sample(null));
    expect(await sampleOf(`a,b\n${'1,2\n'.repeat(80)}`)).toMatchObject({
      fileName: 'x',
      shape: 'table',
      headers: ['a', 'b'],
      records: Array.from({ length: 50 }, (_, i) => ({ row: i + 2 })),
    });
    const json = await sampleOf('{"a":{"b":1}}\n{"c":2}\n');
    expect([json.shape, json.headers, json.records.length]).toEqual(['json', ['a.b', 'c'], 2]);
  });

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['..\\..\\win.csv', 'win.csv'],
    ['C:\\a\\名单.csv', '名单.csv'],
    ['a\u0000\nb.csv', 'ab.csv'],
    ['\u202Evsc.exe', 'vsc.exe'],
    ['..', 'file'],
    ['x/', 'x'],
    ['\uD83D.csv', '\uFFFD.csv'],
  ])('cleans the name %j', async (name, clean) => {
    expect((await readBytesAs(CSV, name)).file.fileName).toBe(clean);
  });

  it('tells how far it is, and stops when it is told to', async () => {
    const text = `a,b\n${'1,2\n'.repeat(400_000)}`;
    await withFile(text, async (path) => {
      const file = await openFile(path);
      const stop = new AbortController();
      let rows = 0;
      let bytes = 0;
      const options = { signal: stop.signal, onProgress: (n: number) => (bytes = n) };
      for await (const batch of file.records(null, options)) {
        rows += batch.length;
        stop.abort();
      }
      expect(rows).toBeGreaterThan(0);
      expect(rows).toBeLessThan(400_000);
      expect(bytes).toBeGreaterThan(0);
      expect(bytes).toBeLessThan(text.length);
    });
  });

  it('refuses what is missing, a folder, and nothing', async () => {
    await expect(openFile('/no/such/file.csv')).rejects.toMatchObject({ code: 'no-file' });
    await expect(openFile('/tmp')).rejects.toMatchObject({ code: 'not-a-file' });
    expect((await refusalOf('')).code).toBe('empty-file');
    expect((await refusalOf('\uFEFF')).code).toBe('empty-file');
    expect((await refusalOf(' \r\n\t\n')).code).toBe('empty-file');
    expect((await refusalOf(',,\n,,\n')).code).toBe('no-header');
  });

  it('reads a table of headers only', async () => {
    for (const text of ['a,b\n', 'a,b']) {
      const { file, records, problems } = await readBytesAs(text);
      expect([file.tables[0]?.headers, records, problems]).toEqual([['a', 'b'], [], []]);
    }
  });

  it.each([
    ['a web page', '<!DOCTYPE html><html><table><tr><td>a</td></tr></table></html>'],
    ['XML', '<?xml version="1.0"?><Workbook/>'],
    ['a PDF', '%PDF-1.7 x'],
    ['a PNG', Buffer.from([0x89, 0x50, 0x4e, 0x47, 1])],
    ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1])],
    ['gzip in gzip', gzipSync(gzipSync(CSV))],
  ])('refuses %s', async (_, bytes) => {
    expect((await refusalOf(bytes)).code).toBe('not-a-table');
  });
});

describe('gzip', () => {
  it('may hold several members', async () => {
    expect((await readBytesAs(Buffer.concat([gzipSync(CSV), gzipSync('3,4\n')]))).cells).toHaveLength(2);
  });

  it('cut off or damaged is refused', async () => {
    const bytes = gzipSync(`a,b\n${Array.from({ length: 5000 }, (_, i) => `${i},${i * 7}\n`).join('')}`);
    expect((await refusalOf(bytes.subarray(0, bytes.length - 100))).code).toBe('bad-gzip');
    const spoilt = Buffer.from(bytes);
    spoilt.fill(0, 2000, 2100);
    expect((await refusalOf(spoilt)).code).toBe('bad-gzip');
    expect((await refusalOf(Buffer.from([0x1f, 0x8b, 9, 9, 9]))).code).toBe('bad-gzip');
  });

  it('that unpacks to far more than it is, is refused', async () => {
    const limits = { ...LIMITS, ratioFrom: 2 ** 20, maxRatio: 100 };
    expect((await refusalOf(gzipSync(`a,b\n${'1,2\n'.repeat(2_000_000)}`), limits)).code).toBe('too-large');
    expect(
      (await refusalOf(gzipSync(`a,b\n${'1,2\n'.repeat(600_000)}`), { ...LIMITS, maxBytes: 2 ** 20 })).code,
    ).toBe('too-large');
  });
});
