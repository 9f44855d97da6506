/** Events of a live room added up minute by minute, watched like counters, the same however they come in. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import { newCampaignSchema } from '#domain/decisions/campaigns/schema.ts';
import { makeCampaign } from '#domain/decisions/campaigns/service.ts';
import { type TempLibrary, tempLibrary } from '#domain/facts/imports/temp-library.ts';
import { livePage } from './live.ts';
import { tallies } from './live-tally.ts';
import { campaignWatch } from './measures/campaign-watch.ts';
import { refreshWatches, startCampaignWatch, storedMinutes } from './service.ts';

const MINUTE = 60_000;
const START = Date.parse('2026-10-01T12:00:00Z');
const CAMPAIGN = 'live night';

interface LiveEvent {
  room_id: string;
  event_id: string;
  event: string;
  user_id: string;
  ts: number;
}
/** About forty comments and ten gifts a minute; from minute 150 a crowd of gifts comes. */
function events(minutes: number): LiveEvent[] {
  const random = rng('live tally');
  const all: LiveEvent[] = [];
  const add = (m: number, event: string, n: number) => {
    for (let i = 0; i < n; i++)
      all.push({
        room_id: '777',
        event_id: `${event} ${m} ${i}`,
        event,
        user_id: `u${random.int(0, 5000)}`,
        ts: START + m * MINUTE + Math.floor((i * MINUTE) / n),
      });
  };
  for (let m = 0; m < minutes; m++) {
    add(m, 'chat', random.poisson(40));
    add(m, 'gift', random.poisson(10) + (m >= 150 && m < 156 ? 400 : 0));
  }
  return all;
}
const ndjson = (rows: readonly LiveEvent[]) => rows.map((r) => `${JSON.stringify(r)}\n`).join('');

let library: TempLibrary;
const all = events(200);
beforeAll(async () => {
  library = await tempLibrary();
  const room = {
    room_id: '777',
    title: 'night',
    anchor_id: '42',
    anchor_name: 'Host',
    start_time: START / 1000,
  };
  await library.bringOne(await library.file('room.ndjson', `${JSON.stringify(room)}\n`), {
    connector: 'live-api',
  });
  // The first half, without the middle: those events come late.
  await library.bringOne(
    await library.file(
      'early.ndjson',
      ndjson(all.filter((e) => e.ts < START + 100 * MINUTE && e.ts % 3 !== 0)),
    ),
    { connector: 'live-api' },
  );
  await makeCampaign(
    library.store,
    newCampaignSchema.parse({
      campaign: CAMPAIGN,
      placements: [{ accountId: 'live:42', postId: 'live:777' }],
    }),
    'test',
  );
  await startCampaignWatch(library.store, CAMPAIGN);
}, 60_000);
afterAll(() => library.remove());

describe('a live room', () => {
  it('is watched by what its events add up to, to the last whole minute', async () => {
    await refreshWatches(library.store, CAMPAIGN);
    const early = await livePage(library.store, CAMPAIGN, {});
    const known = all.filter((e) => e.ts < START + 100 * MINUTE && e.ts % 3 !== 0);
    const whole = known.filter((e) => e.ts < START + 99 * MINUTE);
    expect(early.posts[0]?.latest).toEqual({
      comment_count: whole.filter((e) => e.event === 'chat').length,
      gift_count: whole.filter((e) => e.event === 'gift').length,
    });
    expect(early.alarms).toEqual([]);
    expect(early.gaps).toEqual([]);
  });

  it('raises the crowd of gifts, and takes in what came late as if it had always been there', async () => {
    await library.bringOne(await library.file('rest.ndjson', ndjson(all)), { connector: 'live-api' });
    await refreshWatches(library.store, CAMPAIGN);
    const live = await livePage(library.store, CAMPAIGN, { metric: 'gift_count' });
    expect(live.alarms.map((a) => a.metric)).toContain('gift_count');
    expect(live.alarms.every((a) => Date.parse(a.raisedAt) >= START + 150 * MINUTE)).toBe(true);
    expect(live.curve?.metric).toBe('gift_count');
    const { settings, rows } = await storedMinutes(library.store, CAMPAIGN);
    const watch = campaignWatch(settings);
    const again = rows.flatMap((r) => watch.take(r)).filter((l) => l.event === 'alarm');
    expect(again.map((a) => `${a.metric} ${a.raisedAtMs}`).toSorted()).toEqual(
      live.alarms.map((a) => `${a.metric} ${Date.parse(a.raisedAt)}`).toSorted(),
    );
    expect(rows.filter((r) => r.metric === 'comment_count').at(-1)?.count).toBe(
      all.filter((e) => e.event === 'chat' && e.ts < START + 199 * MINUTE).length,
    );
  });

  it('adds up nothing that a source reads itself, and no room of a few minutes', () => {
    const minutes = Array.from({ length: 40 }, (_, minute) => ({
      post_id: 'live:1',
      act: 'comment' as const,
      minute,
      acts: 2,
    }));
    expect(tallies(minutes, new Set())).toHaveLength(39);
    expect(tallies(minutes, new Set()).at(-1)?.value).toBe(78);
    expect(tallies(minutes, new Set(['live:1 comment_count']))).toEqual([]);
    expect(tallies(minutes.slice(0, 20), new Set())).toEqual([]);
  });
});
