import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { removeFolder, tempFolder } from '#store/temp-home.ts';
import { audit, auditLines } from './audit.ts';
import { type JobQueue, jobQueue } from './jobs.ts';
import { openState, type StateStore } from './open-state.ts';

let home: string;
let state: StateStore;
let jobs: JobQueue;
beforeEach(async () => {
  home = await tempFolder();
  state = await openState(home);
  jobs = jobQueue(state);
});
afterEach(async () => {
  vi.useRealTimers();
  await state.close();
  await removeFolder(home);
});
const stateOf = async (jobId: string) => (await jobs.get(jobId))?.state;

describe('the job queue', () => {
  it('gives jobs in the order they came, each to one claimer', async () => {
    const ids = [await jobs.add('import', { n: 1 }), await jobs.add('import', { n: 2 })];
    await jobs.add('other', {});
    const claimed = await Promise.all([1, 2, 3].map(() => jobs.claim(['import'])));
    expect(claimed.map((j) => j?.job_id)).toEqual([...ids, undefined]);
    expect(claimed[0]).toMatchObject({ state: 'running', attempts: 1, payload: '{"n":1}' });
  });

  it('gives a job again when its lease ran out, not before', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2024-06-01T00:00:00Z') });
    const id = await jobs.add('import', {});
    await jobs.claim(['import']);
    vi.setSystemTime(Date.parse('2024-06-01T00:00:29Z'));
    expect(await jobs.claim(['import'])).toBeNull();
    await jobs.renew(id);
    vi.setSystemTime(Date.parse('2024-06-01T00:00:58Z'));
    expect(await jobs.claim(['import'])).toBeNull();
    vi.setSystemTime(Date.parse('2024-06-01T00:01:01Z'));
    expect(await jobs.claim(['import'])).toMatchObject({ job_id: id, attempts: 2 });
  });

  it('starts over at once what a dead process was running', async () => {
    const id = await jobs.add('import', {});
    await jobs.claim(['import']);
    await state.close();
    state = await openState(home);
    jobs = jobQueue(state);
    expect(await jobs.claim(['import'])).toBeNull();
    await jobs.recover();
    expect(await jobs.claim(['import'])).toMatchObject({ job_id: id, attempts: 2 });
  });

  it('cancels a waiting job at once and asks a running one', async () => {
    const [waiting, running] = [await jobs.add('a', {}), await jobs.add('b', {})];
    await jobs.claim(['b']);
    await Promise.all([jobs.askCancel(waiting), jobs.askCancel(running)]);
    expect(await stateOf(waiting)).toBe('cancelled');
    expect(await jobs.get(running)).toMatchObject({ state: 'running', cancel_asked: 1 });
    expect(await jobs.claim(['a'])).toBeNull();
    await jobs.cancelled(running);
    expect(await stateOf(running)).toBe('cancelled');
  });

  it('keeps results and errors', async () => {
    const [good, bad] = [await jobs.add('a', {}), await jobs.add('a', {})];
    await jobs.progress(good, 0.4, 'reading');
    expect(await jobs.get(good)).toMatchObject({ progress: 0.4, message: 'reading' });
    await jobs.finish(good, { rows: 3 });
    await jobs.fail(bad, { code: 'x', message: 'no', fix: null });
    expect(await jobs.get(good)).toMatchObject({ state: 'done', progress: 1, result: '{"rows":3}' });
    expect(await jobs.get(bad)).toMatchObject({ state: 'failed', lease_until: null });
    expect((await jobs.recent(10)).map((j) => j.job_id)).toEqual([bad, good]);
  });
});

describe('a dedupe key', () => {
  it('gives the job that waits already, however many ask at once', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => jobs.add('push', {}, 'push')));
    expect(new Set(ids).size).toBe(1);
  });

  it('does not count a running job, which may have looked past the new work', async () => {
    const first = await jobs.add('push', {}, 'push');
    await jobs.claim(['push']);
    const second = await jobs.add('push', {}, 'push');
    expect(second).not.toBe(first);
    expect(await jobs.add('push', {}, 'push')).toBe(second);
    await jobs.finish(first, {});
    await jobs.recover();
    expect(await jobs.claim(['push'])).toMatchObject({ job_id: second });
  });

  it('is free again after a cancel', async () => {
    const first = await jobs.add('push', {}, 'push');
    await jobs.askCancel(first);
    expect(await jobs.add('push', {}, 'push')).not.toBe(first);
  });
});

describe('the audit log', () => {
  it('lists the newest act first', async () => {
    for (const act of ['one', 'two', 'three'])
      await audit(state, { who: 'user', act, subjectKind: 'list', subjectId: '1', detail: { act } });
    expect((await auditLines(state, 2)).map((l) => [l.act, l.detail])).toEqual([
      ['three', '{"act":"three"}'],
      ['two', '{"act":"two"}'],
    ]);
  });
});
