/** Cuts between rows of a delimited file. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { partsOf } from './bulk-parts.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-parts-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function parts(text: string | Buffer, partBytes: number, headerRow = 1): Promise<string[] | null> {
  const path = join(folder, 'a.csv');
  await writeFile(path, text);
  const cuts = await partsOf(path, ',', headerRow, partBytes);
  const bytes = Buffer.from(text);
  return cuts?.slice(1).map((end, i) => bytes.toString('utf8', cuts[i], end)) ?? null;
}

describe('parts of a file', () => {
  it('begin at rows, after the header, and hold all of them', async () => {
    expect(await parts('h,i\na,1\nb,2\nc,3\n', 5)).toEqual(['a,1\nb,2\n', 'c,3\n']);
    expect(await parts('h,i\r\na,1\r\nb,2', 2)).toEqual(['a,1\r\n', 'b,2']);
    expect(await parts('title\nh,i\na,1\n', 2, 2)).toEqual(['a,1\n']);
    expect(await parts('\ufeff"h\nh",i\na,1\nb,2\n', 2)).toEqual(['a,1\n', 'b,2\n']);
  });

  it('do not end inside quotes; a quote inside a cell is text', async () => {
    expect(await parts('h,i\na,"1\n\n""2\n"\nb,2\n', 2)).toEqual(['a,"1\n\n""2\n"\n', 'b,2\n']);
    expect(await parts('h,i\n5"7,""\nb,"""\n"""\nc,3\n', 2)).toEqual(['5"7,""\n', 'b,"""\n"""\n', 'c,3\n']);
  });

  it('are refused where the engine would read otherwise than the row-by-row way', async () => {
    expect(await parts('h,i\na,1\n\nb,2\n', 99)).toBeNull();
    expect(await parts('h,i\r\na,1\r\n\r\nb,2\r\n', 99)).toBeNull();
    expect(await parts('h,i\n\na,1\n', 99)).toBeNull();
    expect(await parts('h,i\na, "1, 2"\n', 99)).toBeNull();
    expect(await parts('h,i\na,"1" \n', 99)).toBeNull();
    expect(await parts('title\rh,i\na,1\n', 99, 2)).toBeNull();
  });

  it('are cut alike wherever the pieces that are read end', async () => {
    const rows = Array.from({ length: 30_000 }, (_, i) => `${i},"${'x'.repeat(i % 50)}\n""${i}"""\r\n`);
    const found = await parts(`h,i\r\n${rows.join('')}`, 100_000);
    expect(found?.join('')).toBe(rows.join(''));
    expect(found?.every((part) => /^\d+,/.test(part) && part.endsWith('"""\r\n'))).toBe(true);
    expect(found?.length).toBe(Math.ceil(rows.join('').length / 100_200));
    const blank = [...rows];
    blank[20_000] += '\r\n';
    expect(await parts(`h,i\r\n${blank.join('')}`, 100_000)).toBeNull();
  });
});
