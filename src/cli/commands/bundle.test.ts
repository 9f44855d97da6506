import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fixture } from '#domain/facts/imports/temp-library.ts';
import type { Verification } from '#domain/telling/bundle/schema.ts';
import { removeFolder, tempFolder } from '#store/temp-home.ts';
import { runProgram } from '../run-program.ts';

let home: string;
const touchstone = (...args: string[]) => runProgram(args, { TOUCHSTONE_HOME: home });

beforeAll(async () => {
  home = await tempFolder();
  await touchstone('import', fixture('exports/xingtu-page/market.csv'), '--as-of', '2025-06-01');
}, 60_000);
afterAll(() => removeFolder(home));

it('bundles an account, verifies the file alone, and names a flipped byte', async () => {
  const file = join(home, 'mumu.touchstone');
  const made = await touchstone('bundle', 'douyin:@mumu_fix', '-o', file);
  expect(made.err).toBe('');
  expect(made.code).toBe(0);
  const bytes = await readFile(file);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] as number) ^ 1;
  const bad = join(home, 'bad.touchstone');
  await writeFile(bad, bytes);
  await writeFile(join(home, 'other.txt'), 'a,b\n');
  const nowhere = { TOUCHSTONE_HOME: join(home, 'nowhere') };
  const [fine, flipped, other, gone] = await Promise.all([
    runProgram(['verify', file, '--json'], nowhere),
    runProgram(['verify', bad, '--json'], nowhere),
    runProgram(['verify', join(home, 'other.txt')], nowhere),
    runProgram(['verify', join(home, 'gone')], nowhere),
  ]);
  expect([fine.code, flipped.code, other.code, gone.code]).toEqual([0, 1, 3, 3]);
  expect(JSON.parse(fine.out) as Verification).toMatchObject({ verdict: 'fine', rerun: 'equal' });
  const { place, message } = JSON.parse(flipped.out) as Verification;
  expect(place?.byteFrom).toBeLessThanOrEqual(bytes.length >> 1);
  expect(place?.byteTo).toBeGreaterThan(bytes.length >> 1);
  expect(message).toContain(`line ${place?.line}`);
}, 60_000);
