/** The damaged inputs through the readers: each is read or told, none hangs. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { TouchstoneError } from '#basis/error.ts';
import { damagedInputs } from '../../../scripts/damaged-inputs.ts';
import { readWhole } from './read-whole.ts';

const HANG_MS = 20_000;
type Outcome = 'read' | 'read with problems' | 'refused';

async function outcomeOf(path: string, name: string): Promise<Outcome> {
  try {
    const { file, problems } = await readWhole(path, name);
    expect(file.fileName, name).not.toMatch(/[\\/\p{Cc}]/u);
    for (const p of problems) {
      expect(p.row, name).toBeGreaterThan(0);
      expect(p.reason.length, name).toBeGreaterThan(5);
      expect(p.value.length, name).toBeLessThan(300);
    }
    return problems.length > 0 ? 'read with problems' : 'read';
  } catch (error) {
    if (!(error instanceof TouchstoneError)) throw error;
    expect([error.kind, (error.fix ?? '').length > 5], `${name}: ${error.message}`).toEqual([
      'refused',
      true,
    ]);
    return 'refused';
  }
}

it('each damaged input is read or told within 20 s', { timeout: 120_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-damaged-'));
  const tally: Record<Outcome, number> = { read: 0, 'read with problems': 0, refused: 0 };
  const kinds = new Set<string>();
  let all = 0;
  let run = 0;
  try {
    for (const input of damagedInputs('faults')) {
      all++;
      kinds.add(input.kind);
      if (input.big) continue;
      const path = await input.write(folder);
      const stop = new AbortController();
      const late = sleep(HANG_MS, 'late' as const, { signal: stop.signal }).catch(() => 'late' as const);
      const outcome = await Promise.race([outcomeOf(path, input.name), late]);
      stop.abort();
      if (outcome === 'late') throw new Error(`${input.kind} / ${input.name} took more than ${HANG_MS} ms`);
      tally[outcome]++;
      run++;
      await rm(path);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  expect(all).toBe(200);
  expect(kinds.size).toBe(18);
  expect(tally.read + tally['read with problems'] + tally.refused).toBe(run);
  expect(run).toBeGreaterThanOrEqual(190);
  expect(Math.min(...Object.values(tally))).toBeGreaterThan(20);
  console.log(
    `${run} damaged inputs: ${tally.read} read, ${tally['read with problems']} with problems, ${tally.refused} refused`,
  );
});

it('the same seed gives the same bytes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-damaged-'));
  const sizes = async () => {
    const digests: string[] = [];
    for (const input of damagedInputs('x')) {
      if (input.big || !['truncated', 'byte errors', 'open quote'].includes(input.kind)) continue;
      const path = await input.write(folder);
      digests.push(
        (await readWhole(path, 'a').catch((e: Error) => ({ file: { digest: e.message } }))).file.digest,
      );
    }
    return digests;
  };
  expect(await sizes()).toEqual(await sizes());
  await rm(folder, { recursive: true, force: true });
});
