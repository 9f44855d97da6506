import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TouchstoneError } from '#basis/error.ts';
import { DAMAGED_COUNT, damagedInputs } from '../../../scripts/damaged-inputs.ts';
import { scratch } from './files-for-tests.ts';
import { openFile } from './open.ts';
import { CUT, type Read, UNDECODED } from './problem.ts';

let files: Awaited<ReturnType<typeof scratch>>;
beforeAll(async () => void (files = await scratch()));
afterAll(() => files.remove());

const inputs = [...damagedInputs(1)];

test('there are 200 different inputs, of which five are for the fault run', () => {
  expect(inputs.length).toBe(DAMAGED_COUNT);
  expect(new Set(inputs.map((input) => input.name)).size).toBe(DAMAGED_COUNT);
  expect(inputs.filter((input) => input.heavy).length).toBe(5);
});

test('the same seed gives the same bytes, another seed others', async () => {
  const digest = async (seed: number) => {
    const hash = createHash('sha256');
    for (const input of damagedInputs(seed))
      if (input.kind.startsWith('truncated') || input.kind === 'random-bytes')
        hash.update(await readFile(await input.write(files.folder)));
    return hash.digest('hex');
  };
  const first = await digest(5);
  expect(await digest(5)).toBe(first);
  expect(await digest(6)).not.toBe(first);
});

function check(read: Read): void {
  expect(read.row).toBeGreaterThanOrEqual(1);
  const text =
    'problem' in read
      ? `${read.reason}${read.value}`
      : JSON.stringify(read.shape === 'table' ? read.cells : read.value);
  if ('problem' in read) {
    expect(read.reason).not.toBe('');
    expect(read.value.length).toBeLessThanOrEqual(201);
  }
  if (text.includes(UNDECODED) || text.includes(CUT) || !text.isWellFormed())
    expect.fail(`a stand-in or half a character came out: ${text.slice(0, 200)}`);
}

/** Reads everything; what comes out is `read`, `problems` or the refusal's code. */
async function outcome(path: string, fileName: string): Promise<string> {
  try {
    const file = await openFile(path, { fileName });
    let problems = 0;
    let records = 0;
    for (const table of file.tables) {
      for await (const batch of file.records(table.sheet)) {
        batch.slice(0, 100).forEach(check);
        for (const read of batch) 'problem' in read ? problems++ : records++;
      }
    }
    await file.close();
    expect(records + problems).toBeGreaterThan(0);
    return problems > 0 ? 'problems' : 'read';
  } catch (thrown) {
    if (!(thrown instanceof TouchstoneError)) throw thrown;
    expect(thrown).toMatchObject({ kind: 'refused', place: { file: expect.not.stringMatching(/[/\\\n]/) } });
    expect(thrown.fix).toBeTruthy();
    return thrown.code;
  }
}

describe('each is read or gives a reason', () => {
  const before = process.memoryUsage().rss;

  test.each(inputs.filter((input) => !input.heavy))(
    '$name',
    async (input) => {
      const path = await input.write(files.folder);
      expect(await outcome(path, input.fileName)).toMatch(/^[a-z-]+$/);
      expect(process.memoryUsage().rss - before).toBeLessThan(1.5 * 2 ** 30);
      await rm(path);
    },
    10_000,
  );
});
