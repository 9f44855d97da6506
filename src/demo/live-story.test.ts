/** The running demo campaign raises its planted alarm, stays quiet on its viral post, and replays to the same alarms. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addContext } from '#domain/decisions/campaigns/records.ts';
import { livePage } from '#domain/decisions/monitor/live.ts';
import { campaignWatch } from '#domain/decisions/monitor/measures/campaign-watch.ts';
import type { Live } from '#domain/decisions/monitor/schema.ts';
import { readWatch, startCampaignWatch, storedMinutes } from '#domain/decisions/monitor/service.ts';
import { type TempLibrary, tempLibrary } from '#domain/facts/imports/temp-library.ts';
import { minuteSnapshots, watchedPosts } from './export-activity.ts';
import { cooperationSheet } from './export-campaigns.ts';
import type { DemoFile } from './file.ts';
import { type MinutePlant, minutePlants } from './minute-plants.ts';
import type { Post } from './posts.ts';
import { makeScenario } from './scenario.ts';
import { DEMO_SEED } from './write-demo.ts';

let library: TempLibrary;
let live: Live;
let plants: Map<Post, MinutePlant>;
const CAMPAIGN = '澄屿秋季焕亮行动';
const idOf = (post: Post) => `${post.creator.platform}:${post.key}`;

beforeAll(async () => {
  library = await tempLibrary();
  const scenario = makeScenario(DEMO_SEED);
  plants = minutePlants(watchedPosts(scenario));
  const bring = async ({ path, content }: DemoFile) =>
    library.bring([await library.file(path.split('/').at(-1) as string, await content)]);
  await bring(cooperationSheet(scenario));
  await bring(minuteSnapshots(scenario));
  const [gives, giveaway] = planted('giveaway');
  await addContext(
    library.store,
    CAMPAIGN,
    {
      kind: 'giveaway',
      note: '转发抽奖送正装',
      fromAt: new Date(giveaway.fromMs).toISOString(),
      untilAt: new Date(giveaway.untilMs).toISOString(),
      postId: idOf(gives),
    },
    'test',
  );
  await startCampaignWatch(library.store, CAMPAIGN);
  live = await livePage(library.store, CAMPAIGN, {});
}, 120_000);
afterAll(() => library.remove());

function planted(kind: MinutePlant['kind']): [Post, MinutePlant] {
  const found = [...plants].find(([, plant]) => plant.kind === kind);
  if (!found) throw new Error(`no post with ${kind}`);
  return found;
}

describe('the running demo campaign', () => {
  it('raises its bought burst, unexplained, within a quarter of an hour', () => {
    const [post, plant] = planted('bought-burst');
    const alarms = live.alarms.filter((a) => a.postId === idOf(post));
    expect(alarms.length).toBeGreaterThan(0);
    expect(alarms.every((a) => a.metric === 'like_count' && a.context.length === 0)).toBe(true);
    const first = Math.min(...alarms.map((a) => Date.parse(a.raisedAt)));
    expect(first - plant.fromMs).toBeLessThanOrEqual(15 * 60_000);
  });

  it('is quiet on its viral post and on those where nothing was planted', () => {
    const loud = [...new Set(live.alarms.map((a) => a.postId))].sort();
    expect(loud).toEqual([idOf(planted('bought-burst')[0]), idOf(planted('giveaway')[0])].sort());
    expect(live.posts).toHaveLength(5);
  });

  it('explains every alarm of the giveaway by its context event', () => {
    const alarms = live.alarms.filter((a) => a.postId === idOf(planted('giveaway')[0]));
    expect(alarms.length).toBeGreaterThan(0);
    expect(alarms.every((a) => a.context[0]?.kind === 'giveaway')).toBe(true);
  });

  it('replays its stored minutes to the same alarms, byte for byte', async () => {
    const { settings, rows } = await storedMinutes(library.store, CAMPAIGN);
    const watch = campaignWatch(settings);
    const again = rows.flatMap((r) => watch.take(r)).filter((l) => l.event === 'alarm');
    const { alarms } = await readWatch(library.store, CAMPAIGN);
    expect(JSON.stringify(again)).toBe(JSON.stringify(alarms));
  });
});
