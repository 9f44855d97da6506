/** Pushed batches: acknowledged once, stored once, and slowed down when too many wait. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acceptPush } from '#domain/facts/imports/push.ts';
import { fixture, textsIn } from '#domain/facts/imports/temp-library.ts';
import { sql } from '#store/facts/sql.ts';
import { type TempStore, tempStore } from '#store/temp-home.ts';
import { buildApp, type ServerParts } from './app.ts';
import { problemDetailsSchema } from './problems.ts';

const opened: { temp: TempStore; parts: ServerParts }[] = [];
async function start(limits?: Parameters<typeof buildApp>[3]) {
  const temp = await tempStore();
  const parts = await buildApp(temp.store, 'local-key', '0', limits);
  const address = await parts.app.listen({ host: '127.0.0.1', port: 0 });
  opened.push({ temp, parts });
  return { store: temp.store, address };
}
afterAll(async () => {
  for (const { temp, parts } of opened) {
    await parts.app.close();
    await temp.remove();
  }
});

let store: TempStore['store'];
let address: string;
let events: string;
beforeAll(async () => {
  ({ store, address } = await start());
  events = await readFile(fixture('api/live/events.ndjson'), 'utf8');
});

const push = (
  key: string | null,
  body: string,
  type = 'application/x-ndjson',
  connector = 'live-api',
  to = address,
) =>
  fetch(`${to}/api/v1/push/${connector}`, {
    method: 'POST',
    headers: { 'content-type': type, ...(key === null ? {} : { 'idempotency-key': key }) },
    body,
  });
const batchStates = async () =>
  (await store.state.db.selectFrom('push_batch').select(['idempotency_key', 'state']).execute()).map(
    (b) => b.state,
  );
const allStored = () => expect.poll(batchStates, { timeout: 20_000, interval: 50 }).not.toContain('waiting');
const acts = async () =>
  Number((await store.facts.rows(sql`SELECT count(*) AS n FROM engagement`))[0]?.['n']);
const codeOf = async (answer: Promise<Response>) => {
  const response = await answer;
  return [response.status, problemDetailsSchema.parse(await response.json()).code];
};

describe('a pushed batch', () => {
  it('is acknowledged and stored, without the raw ids of people', async () => {
    const answer = await push('batch-1', events);
    expect(answer.status).toBe(202);
    expect(await answer.json()).toMatchObject({ state: 'accepted', recordCount: 7 });
    await allStored();
    expect(await acts()).toBeGreaterThanOrEqual(5);
    const [run] = await store.facts.rows(
      sql`SELECT connector, rows_read, rows_kept, rows_rejected FROM import_run`,
    );
    expect(run).toMatchObject({ connector: 'live-api', rows_read: 7 });
    const texts = textsIn(await store.facts.rows(sql`SELECT * FROM engagement`));
    for (const raw of ['u1', 'u2', 'u3', '小舟']) expect(texts.has(raw)).toBe(false);
  });

  it('sent again under its key changes nothing, as JSON array or NDJSON', async () => {
    const before = await acts();
    const array = JSON.stringify(
      events
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    );
    for (const again of [push('batch-1', events), push('batch-1', array, 'application/json')]) {
      const answer = await again;
      expect(answer.status).toBe(202);
      expect(await answer.json()).toMatchObject({ state: 'already-accepted', recordCount: 7 });
    }
    await allStored();
    expect(await acts()).toBe(before);
  });

  it('under another key adds nothing either: the acts are the same', async () => {
    const before = await acts();
    await push('batch-1-again', events);
    await allStored();
    expect(await acts()).toBe(before);
  });

  it('under a key that was used for others is a conflict', async () => {
    const other = '{"event":"enter","room_id":"7280000000000000001","timestamp":1693500099,"user_id":"u9"}\n';
    expect(await codeOf(push('batch-1', other))).toEqual([409, 'key-reused']);
  });

  it('sent many times at once is taken once', async () => {
    const one = '{"event":"enter","room_id":"7280000000000000001","timestamp":1693500199,"user_id":"u77"}\n';
    const before = await acts();
    const answers = await Promise.all(Array.from({ length: 12 }, () => push('burst', one)));
    expect(answers.map((a) => a.status)).toEqual(Array(12).fill(202));
    const states = await Promise.all(answers.map(async (a) => ((await a.json()) as { state: string }).state));
    expect(states.filter((s) => s === 'accepted')).toHaveLength(1);
    await allStored();
    expect(await acts()).toBe(before + 1);
  });

  it('of many pushers at once is stored to the last', async () => {
    const before = await acts();
    const sent = Array.from({ length: 25 }, (_, i) =>
      push(
        `many-${i}`,
        `{"event":"enter","room_id":"7280000000000000001","timestamp":${1693600000 + i},"user_id":"m${i}"}\n`,
      ),
    );
    expect(new Set((await Promise.all(sent)).map((a) => a.status))).toEqual(new Set([202]));
    await allStored();
    expect(await acts()).toBe(before + 25);
  });
});

describe('a push is refused', () => {
  it('without a key, without records, for no connector', async () => {
    expect(await codeOf(push(null, events))).toEqual([400, 'bad-request']);
    expect(await codeOf(push('k', '{"a":1}\nnot json\n'))).toEqual([422, 'bad-json']);
    expect(await codeOf(push('k', '{"a":1}', 'application/json'))).toEqual([422, 'bad-batch']);
    expect(await codeOf(push('k', events, 'application/x-ndjson', 'nobody'))).toEqual([
      422,
      'unknown-connector',
    ]);
  });
});

describe('too much', () => {
  it('waiting batches: 503 and when to come back; what was taken before is still known', async () => {
    const full = await start({ requestsPerMinute: 1000, waitingBatches: 0 });
    const answer = await push('k', events, 'application/x-ndjson', 'live-api', full.address);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('5');
    expect(problemDetailsSchema.parse(await answer.json())).toMatchObject({ code: 'push-full', status: 503 });
    const records = [{ event: 'enter' }];
    await acceptPush(full.store, 'live-api', 'kept', records, 1);
    expect(await acceptPush(full.store, 'live-api', 'kept', records, 0)).toMatchObject({
      state: 'already-accepted',
    });
  });

  it('requests: 429 with problem details', async () => {
    const slow = await start({ requestsPerMinute: 3, waitingBatches: 1 });
    const ask = (headers: Record<string, string> = {}) => fetch(`${slow.address}/api/v1/status`, { headers });
    for (let i = 0; i < 3; i++) expect((await ask()).status).toBe(200);
    const refused = await ask();
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(problemDetailsSchema.parse(await refused.json())).toMatchObject({
      status: 429,
      title: 'Too many requests',
    });
    // The owner’s own commands are not slowed.
    expect((await ask({ 'x-touchstone-key': 'local-key' })).status).toBe(200);
  });
});
