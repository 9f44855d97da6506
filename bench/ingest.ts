/** Live events over HTTP: what is acknowledged is durable, and an alarm does not wait for the stream to end. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { rng } from '#basis/rng.ts';
import { FaultServer } from '../scripts/fault-server.ts';
import type { Line } from './run.ts';

const SECONDS = 60;
const BATCHES_PER_SECOND = 20;
const EVENTS_PER_BATCH = 1000;
const POST_KEY = '7510043702198694382';
const CAMPAIGN = 'ingest';
const HISTORY_MINUTES = 240;
const MINUTE_MS = 60_000;

interface LiveAnswer {
  alarms: { raisedAt: string; metric: string }[];
}

const snapshot = (atMs: number, likes: number, views: number) => ({
  平台: '抖音',
  作品ID: POST_KEY,
  采集时间: new Date(atMs).toISOString(),
  播放量: views,
  点赞数: likes,
});

let batchNumber = 0;
const push = (server: FaultServer, connector: string, records: readonly unknown[]) =>
  server.post<{ recordCount: number }>(`/push/${connector}`, records, {
    'idempotency-key': `${connector} ${batchNumber++}`,
  });

/** A second's batches, made before the clock runs. */
function eventsOf(second: number): unknown[][] {
  const kinds = ['chat', 'like', 'enter', 'follow'];
  return Array.from({ length: BATCHES_PER_SECOND }, (_, b) =>
    Array.from({ length: EVENTS_PER_BATCH }, (_, i) => ({
      room_id: `room${b % 10}`,
      event_id: `${second}-${b}-${i}`,
      event: kinds[i % kinds.length],
      user_id: `u${(second * 7919 + b * 104_729 + i * 31) % 200_000}`,
      content: i % 4 === 0 ? 'nice, where can I buy it?' : undefined,
      ts: Date.now(),
    })),
  );
}

export async function benchIngest(seconds = SECONDS): Promise<Line[]> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-ingest-'));
  const server = await FaultServer.start(join(folder, 'home'));
  try {
    const random = rng('ingest');
    await push(server, 'cooperation-sheet', [
      { 平台: '抖音', 项目: CAMPAIGN, 账号ID: '10001', 达人昵称: '甲', 合作状态: '已发布', 作品ID: POST_KEY },
    ]);
    const beganMs = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS - HISTORY_MINUTES * MINUTE_MS;
    let [likes, views] = [0, 0];
    const history = Array.from({ length: HISTORY_MINUTES }, (_, m) => {
      views += random.poisson(120);
      likes += random.poisson(6);
      return snapshot(beganMs + m * MINUTE_MS, likes, views);
    });
    await push(server, 'post-counters', history);
    for (let k = 0; k < 200 && (await server.counts()).posts === 0; k++) await sleep(100);
    await sleep(2000);
    await server.post(`/campaigns/${CAMPAIGN}/watch`, {});

    const waits: number[] = [];
    let [sent, acknowledged, refused] = [0, 0, 0];
    let alarmSeconds: number | null = null;
    const alarm = (async () => {
      await sleep((seconds * 1000) / 3);
      // A bought step of 500 likes, and the minutes that confirm it, all of them in the recent past.
      const from = beganMs + HISTORY_MINUTES * MINUTE_MS;
      await push(
        server,
        'post-counters',
        Array.from({ length: 8 }, (_, m) => {
          views += 120;
          likes += 6 + (m === 1 ? 500 : 0);
          return snapshot(from + m * MINUTE_MS, likes, views);
        }),
      );
      const pushedMs = Date.now();
      while (alarmSeconds === null && Date.now() - pushedMs < 180_000) {
        const live = await server.get<LiveAnswer>(`/campaigns/${CAMPAIGN}/live`).catch(() => null);
        if (live?.alarms.some((a) => a.metric === 'like_count'))
          alarmSeconds = (Date.now() - pushedMs) / 1000;
        else await sleep(500);
      }
    })();
    const started = performance.now();
    const pending: Promise<unknown>[] = [];
    for (let second = 0; second < seconds; second++) {
      for (const [b, batch] of eventsOf(second).entries()) {
        const begun = performance.now();
        sent += batch.length;
        pending.push(
          push(server, 'live-api', batch)
            .then((receipt) => {
              acknowledged += receipt.recordCount;
              waits.push(performance.now() - begun);
            })
            .catch(() => refused++),
        );
        // By the clock: a timer that fires late does not make the stream slower.
        const due = second * 1000 + ((b + 1) * 1000) / BATCHES_PER_SECOND;
        const ahead = due - (performance.now() - started);
        if (ahead > 0) await sleep(ahead);
      }
    }
    await Promise.all(pending);
    const took = (performance.now() - started) / 1000;
    await alarm;
    waits.sort((a, b) => a - b);
    return [
      {
        name: 'live events acknowledged a second, durable',
        value: 20_000 / (acknowledged / took),
        unit: 'ratio',
        bound: 1.05,
        note: `${Math.round(acknowledged / took)} a second over ${took.toFixed(0)} s; ${acknowledged} of ${sent} acknowledged, ${refused} batches refused; wait p50 ${waits[waits.length >> 1]?.toFixed(0)} ms, p99 ${waits[Math.floor(waits.length * 0.99)]?.toFixed(0)} ms`,
      },
      {
        name: 'from the readings that show a step to its alarm, under that load',
        value: alarmSeconds ?? 999,
        unit: 's',
        bound: 60,
        note: 'readings pushed to alarm seen by a client that asks twice a second',
      },
    ];
  } finally {
    await server.kill();
    await rm(folder, { recursive: true, force: true });
  }
}
