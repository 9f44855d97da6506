/** A watch of many counters: what it finds, what it leaves alone, replay and restart byte for byte, sources. */
import { appendFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import { campaignWatch } from './measures/campaign-watch.ts';
import { startEven, stepEven } from './measures/even-stretch.ts';
import { expectedMinutes } from './measures/expected-minutes.ts';
import { startRatio, stepRatio } from './measures/ratio-drift.ts';
import type { CampaignAlarm, CampaignWatchSettings, PostReading } from './schema.ts';
import { fileReadings } from './sources/file-readings.ts';
import { jsonPoller, pollSchema } from './sources/json-poller.ts';
import { openWatchLog } from './sources/snapshot-log.ts';
import { watchedFolder } from './sources/watched-folder.ts';

const MINUTE = 60_000;
const START = Date.parse('2026-10-01T00:00:00Z');
const settings: CampaignWatchSettings = {
  declaredRate: 0.05,
  horizonMinutes: 10_080,
  cadenceMs: MINUTE,
  counters: 10,
  posts: {},
};

/** Views and likes of one post, a reading a minute; `extra` likes come with minute 400 to 403. */
function post(postId: string, minutes: number, extra = 0): PostReading[] {
  const random = rng(`post ${postId}`);
  const readings: PostReading[] = [];
  let [views, likes] = [0, 0];
  for (let m = 0; m < minutes; m++) {
    const gain = random.poisson(60);
    views += gain;
    likes += random.poisson(gain * 0.05) + (m >= 400 && m < 404 ? extra / 4 : 0);
    readings.push(
      { postId, metric: 'like_count', atMs: START + m * MINUTE, count: likes },
      { postId, metric: 'view_count', atMs: START + m * MINUTE, count: views },
    );
  }
  return readings;
}

const alarmsOf = (readings: readonly PostReading[], of = settings): CampaignAlarm[] => {
  const watch = campaignWatch(of);
  return readings.flatMap((r) => watch.take(r)).filter((l) => l.event === 'alarm');
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-watch-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a campaign watch', () => {
  it('is quiet on ordinary posts', () => {
    expect(alarmsOf([...post('weibo:1', 900), ...post('weibo:2', 900)])).toEqual([]);
  });

  it('finds bought likes among steady views within ten minutes of the delivery', () => {
    const alarms = alarmsOf(post('weibo:1', 600, 200));
    expect(alarms.map((a) => a.metric)).toContain('like_count');
    expect(alarms.every((a) => a.metric === 'like_count' && a.p <= a.allowance)).toBe(true);
    const first = Math.min(...alarms.map((a) => a.raisedAtMs));
    expect(first - (START + 404 * MINUTE)).toBeLessThanOrEqual(10 * MINUTE);
  });

  it('spends less on each counter the more there are', () => {
    const alone = alarmsOf(post('weibo:1', 600, 200))[0];
    const among = alarmsOf(post('weibo:1', 600, 200), { ...settings, counters: 1000 })[0];
    expect(among?.allowance).toBeLessThan((alone?.allowance ?? 0) / 50);
  });

  it('compares acts with the own clean posts of the account at one hour', () => {
    const of = (mean: number) => ({
      ...settings,
      posts: {
        'weibo:1': { publishedAtMs: START, norms: { like_count: { mean, sd: 0.2, n: 30 } } },
      },
    });
    expect(alarmsOf(post('weibo:1', 120), of(Math.log(0.05)))).toEqual([]);
    expect(alarmsOf(post('weibo:1', 120), of(Math.log(0.002))).map((a) => a.kind)).toContain('level-high');
  });

  it('logs a gap for each counter and does not judge what came in it', () => {
    const readings = post('weibo:1', 600, 4000).filter(
      (r) => r.atMs < START + 395 * MINUTE || r.atMs > START + 420 * MINUTE,
    );
    const watch = campaignWatch(settings);
    const lines = readings.flatMap((r) => watch.take(r));
    expect(lines.map((l) => l.event)).toEqual(['gap', 'gap']);
  });
});

describe('growth that is too even', () => {
  const even = (gain: (m: number) => number) => {
    const state = startEven();
    const found = [];
    for (let m = 0; m < 200; m++) {
      const alarm = stepEven(state, gain(m), { fromMs: m * MINUTE, before: 0 }, 10_080, 0.001);
      if (alarm) found.push(alarm);
    }
    return found;
  };
  it('is found, and people are not', () => {
    const random = rng('people');
    expect(even(() => random.poisson(40))).toEqual([]);
    const [first] = even((m) => 40 + (m % 3));
    expect(first?.dispersion).toBeLessThan(0.1);
  });
});

describe('the ratio of acts to views', () => {
  it('may double, and may not grow sevenfold', () => {
    const random = rng('ratio');
    const run = (factor: number, usual = 500) => {
      const state = startRatio();
      const found = [];
      for (let b = 0; b < 60; b++) {
        const views = random.poisson(usual);
        const acts = random.poisson(views * 0.04 * (b > 40 ? factor : 1));
        const alarm = stepRatio(state, views, acts, 10_080, 0.001);
        if (alarm) found.push(alarm);
      }
      return found;
    };
    expect(run(1.7)).toEqual([]);
    expect(run(7).map((a) => a.side)).toEqual(['up']);
    expect(run(0.02, 5000).map((a) => a.side)).toEqual(['down']);
  });
});

describe('the band of the next minute', () => {
  it('holds nearly all ordinary minutes, knows the past only, and is left by a burst', () => {
    const random = rng('band');
    const gains = Float64Array.from({ length: 1000 }, () => random.poisson(30));
    const { low, high } = expectedMinutes(gains);
    const inside = gains.filter((g, i) => i > 60 && g >= (low[i] as number) && g <= (high[i] as number));
    expect(inside.length / 939).toBeGreaterThan(0.98);
    const burst = gains.slice();
    burst[500] = 300;
    const after = expectedMinutes(burst);
    expect(after.high[500]).toBe(high[500]);
    expect(burst[500]).toBeGreaterThan(after.high[500] as number);
  });
});

describe('a watch log', () => {
  it('ends the same after a crash in the middle of a line, and a replay gives the same bytes', async () => {
    const readings = post('weibo:1', 600, 400);
    const whole = await openWatchLog(join(folder, 'whole'), settings);
    for (let i = 0; i < readings.length; i += 20) await whole.take(readings.slice(i, i + 20));

    const path = join(folder, 'broken');
    const first = await openWatchLog(path, settings);
    for (let i = 0; i < 900; i += 20) await first.take(readings.slice(i, i + 20));
    // The process died while it wrote: half a reading, and the last alarm is missing.
    await appendFile(join(path, 'snapshots.csv'), '2026-10-01T07:30:00.000Z,weibo:1,like_c');
    const alerts = join(path, 'alerts.jsonl');
    await truncate(alerts, Math.max(0, (await readFile(alerts)).length - 5));
    const second = await openWatchLog(path, settings);
    for (let i = 900; i < readings.length; i += 20) await second.take(readings.slice(i, i + 20));

    const bytes = (name: string, of: string) => readFile(join(folder, of, name), 'utf8');
    expect(await bytes('snapshots.csv', 'broken')).toBe(await bytes('snapshots.csv', 'whole'));
    expect(await bytes('alerts.jsonl', 'broken')).toBe(await bytes('alerts.jsonl', 'whole'));
    expect((await bytes('alerts.jsonl', 'whole')).length).toBeGreaterThan(0);

    const again: PostReading[] = [];
    for await (const r of fileReadings(join(path, 'snapshots.csv'))) again.push(r);
    expect(
      alarmsOf(again)
        .map((a) => `${JSON.stringify(a)}\n`)
        .join(''),
    ).toBe(await bytes('alerts.jsonl', 'whole'));
  });

  it('refuses a folder whose alarms do not follow from its readings', async () => {
    const path = join(folder, 'edited');
    await openWatchLog(path, settings);
    await writeFile(join(path, 'alerts.jsonl'), '{"event":"alarm"}\n');
    await expect(openWatchLog(path, settings)).rejects.toThrow('does not follow');
  });
});

describe('sources', () => {
  it('a poller keeps to its quota, waits after a refusal, and reads where it is told', async () => {
    let refuse = false;
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      if (refuse) response.writeHead(429, { 'retry-after': '30' }).end();
      else
        response
          .writeHead(200, { 'content-type': 'application/json' })
          .end(JSON.stringify({ data: { stats: [{ likes: '12' }], at: 1_760_000_000 } }));
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    try {
      let now = 1_000_000;
      const poller = jsonPoller(
        pollSchema.parse({
          platform: 'weibo',
          url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/p/{id}`,
          ids: ['a', 'b', 'c'],
          counters: { like_count: 'data.stats.0.likes', view_count: 'data.views' },
          at: 'data.at',
          quotaPerMinute: 2,
        }),
        () => now,
      );
      const first = await poller.round();
      expect(first.readings).toEqual(
        ['a', 'b'].map((id) => ({
          postId: `weibo:${id}`,
          metric: 'like_count',
          atMs: 1_760_000_000_000,
          count: 12,
        })),
      );
      expect(first.missed).toEqual([{ id: 'c', why: 'the quota of 2 a minute is used up' }]);
      now += 61_000;
      refuse = true;
      const second = await poller.round();
      expect(asked.at(-1)).toBe('/p/c');
      expect(second.missed[0]).toEqual({ id: 'c', why: 'HTTP 429' });
      expect(second.missed[1]?.why).toBe('waits 30 s after a refusal');
      expect(asked).toHaveLength(3);
      now += 31_000;
      refuse = false;
      expect((await poller.round()).readings).toHaveLength(1);
    } finally {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    }
  });

  it('a folder gives each file once, when it has stopped growing, and says what it cannot read', async () => {
    const drops = await mkdtemp(join(folder, 'drops-'));
    const source = watchedFolder(drops);
    await writeFile(
      join(drops, 'a.csv'),
      '平台,作品ID,采集时间,点赞数\n微博,5210003141870090,2026-10-01 08:00:00,7\n',
    );
    await writeFile(join(drops, 'b.txt'), 'nothing of the kind\n');
    expect((await source.round()).readings).toEqual([]);
    const second = await source.round();
    expect(second.readings).toEqual([
      { postId: 'weibo:5210003141870090', metric: 'like_count', atMs: START, count: 7 },
    ]);
    expect(second.missed.map((m) => m.id)).toEqual(['b.txt']);
    expect((await source.round()).readings).toEqual([]);
  });
});
