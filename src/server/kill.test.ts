/** A short version of the fault run's kills (`npm run faults` has 30 of each, and larger files). */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { killImports, killPushes } from '../../scripts/fault-kills.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-kill-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('an import killed three times resumes by itself; every row is there once', async () => {
  const tally = await killImports(join(folder, 'imports'), folder, 3, 20_000);
  expect(tally.violations).toEqual([]);
  expect(tally.kills).toBe(3);
  expect(tally.imports).toBeGreaterThanOrEqual(2);
  expect(tally.rows).toBe(tally.imports * 20_000);
});

it('pushes acknowledged before a kill are there once, also when they are sent again', async () => {
  const tally = await killPushes(join(folder, 'pushes'), 3, 50, 500);
  expect(tally.violations).toEqual([]);
  expect([tally.kills, tally.repeated > 0]).toEqual([3, true]);
  expect(tally.batches).toBeGreaterThan(0);
});
