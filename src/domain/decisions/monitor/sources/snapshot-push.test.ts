/** Readings of a watch folder reach the library once, whatever fails in between. */
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { acceptPush, drainPushes } from '#domain/facts/imports/push.ts';
import { type TempStore, tempStore } from '#store/temp-home.ts';
import { watchDefaults } from '../schema.ts';
import { openWatchLog } from './snapshot-log.ts';
import { pushSnapshots } from './snapshot-push.ts';

let temp: TempStore;
let folder: string;
beforeAll(async () => {
  temp = await tempStore();
  folder = await mkdtemp(join(tmpdir(), 'touchstone-push-'));
});
afterAll(async () => {
  await temp.remove();
  await rm(folder, { recursive: true, force: true });
});

const START = Date.parse('2026-10-01T00:00:00Z');
const readings = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => ({
    postId: 'weibo:5210003141870090',
    metric: 'like_count',
    atMs: START + (from + i) * 60_000,
    count: 1000 + from + i,
  }));

it('sends what was not acknowledged again, and nothing twice', async () => {
  const log = await openWatchLog(folder, {
    declaredRate: 0.05,
    horizonMinutes: watchDefaults.horizonMinutes,
    cadenceMs: watchDefaults.cadenceMs,
    counters: 25,
    posts: {},
  });
  await log.take(readings(0, 50));
  await expect(pushSnapshots(folder, () => Promise.reject(new Error('no server')))).rejects.toThrow(
    'no server',
  );
  const send = (records: readonly unknown[], key: string) =>
    acceptPush(temp.store, 'post-counters', key, records);
  // The answer is lost on its way: the batch is stored, and sent again under its key.
  const lost = pushSnapshots(folder, async (records, key) => {
    await send(records, key);
    throw new Error('answer lost');
  });
  await expect(lost).rejects.toThrow('answer lost');
  expect(await pushSnapshots(folder, send)).toBe(50);
  expect(await pushSnapshots(folder, send)).toBe(0);
  await log.take(readings(50, 60));
  // A line that a crash cut short waits for its end.
  await appendFile(join(folder, 'snapshots.csv'), '2026-10-01T01:00:00.000Z,weibo:52');
  expect(await pushSnapshots(folder, send)).toBe(10);
  await drainPushes(temp.store, new AbortController().signal);
  const stored = await temp.store.facts.rows({
    strings: ["SELECT value FROM post_snapshot WHERE metric = 'like_count' ORDER BY observed_at"],
    values: [],
  });
  expect(stored.map((r) => Number(r['value']))).toEqual(readings(0, 60).map((r) => r.count));
});
