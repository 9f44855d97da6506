/** Watches of campaigns: stored minutes are played through the watch; what it raises is kept. */
import { missing } from '#basis/error.ts';
import { digestOf } from '#basis/id.ts';
import { placementsOf } from '#domain/decisions/campaigns/service.ts';
import type { Store } from '#store/open-store.ts';
import { nothingTaken, stillHolds, type Taken, takenWith, watchedRows } from './live-tally.ts';
import { CAMPAIGN_WATCH, type CampaignWatch, campaignWatch } from './measures/campaign-watch.ts';
import { ownRatios } from './queries.ts';
import {
  type CampaignAlarm,
  type CampaignWatchSettings,
  type CounterGap,
  type CounterReset,
  type WatchLogLine,
  type WatchMinutes,
  watchDefaults,
} from './schema.ts';
import { forecastWatched } from './sizes.ts';

/** Counters of one post that are usually there. */
const COUNTERS_PER_POST = 5;
const LEAST_COUNTERS = 25;

interface Playing {
  watch: CampaignWatch;
  postIds: string;
  untilMs: number | null;
  taken: Taken;
  lines: WatchLogLine[];
}
/** Watches in progress. Losing them loses nothing: they are played again from the stored minutes. */
const playing = new WeakMap<Store, Map<string, Playing>>();

export interface WatchRead {
  settings: CampaignWatchSettings;
  postIds: string[];
  readings: number;
  ignored: number;
  counters: number;
  untilMs: number | null;
  alarms: CampaignAlarm[];
  gaps: CounterGap[];
  resets: CounterReset[];
}

export const alarmId = (alarm: CampaignAlarm): string => digestOf(alarm).slice(0, 24);

/** Begins to watch a campaign; its settings stay as they are from then on. */
export async function startCampaignWatch(
  store: Store,
  campaign: string,
  of: { declaredRate?: number; horizonMinutes?: number } = {},
): Promise<void> {
  const placements = await placementsOf(store, campaign);
  const settings: CampaignWatchSettings = {
    declaredRate: of.declaredRate ?? watchDefaults.declaredRate,
    horizonMinutes: of.horizonMinutes ?? watchDefaults.horizonMinutes,
    cadenceMs: watchDefaults.cadenceMs,
    counters: Math.max(LEAST_COUNTERS, placements.length * COUNTERS_PER_POST),
    posts: {},
  };
  await store.state.db
    .insertInto('campaign_watch')
    .values({
      campaign,
      declared_rate: settings.declaredRate,
      method: CAMPAIGN_WATCH,
      watched_until: null,
      readings: 0,
      summary: JSON.stringify(settings),
      updated_at: new Date().toISOString(),
    })
    .onConflict((c) => c.column('campaign').doNothing())
    .execute();
}

/** The settings of a watch, with what is known of posts that came since; the norms of a post stay as first seen. */
async function settingsOf(store: Store, campaign: string): Promise<CampaignWatchSettings | null> {
  const row = await store.state.db
    .selectFrom('campaign_watch')
    .select('summary')
    .where('campaign', '=', campaign)
    .executeTakeFirst();
  if (!row) return null;
  const settings = JSON.parse(row.summary) as CampaignWatchSettings;
  const placements = (await placementsOf(store, campaign)).filter((p) => p.postId !== null);
  const fresh = placements.filter((p) => !((p.postId as string) in settings.posts));
  if (fresh.length === 0) return settings;
  const ratios = await store.facts.all(ownRatios, {
    accountIds: [...new Set(fresh.map((p) => p.accountId))],
    except: placements.map((p) => p.postId as string),
  });
  const posts = { ...settings.posts };
  for (const p of fresh)
    posts[p.postId as string] = {
      publishedAtMs: p.publishedAt === null ? null : Date.parse(p.publishedAt),
      norms: Object.fromEntries(
        ratios
          .filter((r) => r.account_id === p.accountId && r.sd !== null)
          .map((r) => [r.metric, { mean: r.mean, sd: r.sd as number, n: r.n }]),
      ),
    };
  const whole = { ...settings, posts };
  await store.state.db
    .updateTable('campaign_watch')
    .set({ summary: JSON.stringify(whole) })
    .where('campaign', '=', campaign)
    .execute();
  return whole;
}

/** One reader of a store's watches at a time: two would play the same minutes twice. */
const turns = new WeakMap<Store, Promise<unknown>>();

export function readWatch(store: Store, campaign: string): Promise<WatchRead> {
  const turn = (turns.get(store) ?? Promise.resolve()).then(() => play(store, campaign));
  turns.set(
    store,
    turn.catch(() => {}),
  );
  return turn;
}

/** Plays what is new; everything from the first minute when an earlier minute came late or a post was added. */
async function play(store: Store, campaign: string): Promise<WatchRead> {
  const settings = await settingsOf(store, campaign);
  if (!settings)
    throw missing(
      'no-watch',
      `The campaign “${campaign}” is not watched.`,
      'Start it: `touchstone watch <campaign>`, or the button on its live page.',
    );
  const postIds = Object.keys(settings.posts).sort();
  const known = playing.get(store) ?? new Map<string, Playing>();
  playing.set(store, known);
  let at = known.get(campaign);
  if (at) {
    const same = at.postIds === postIds.join('\n');
    if (!same || !(await stillHolds(store, postIds, at.untilMs, at.taken))) at = undefined;
  }
  at ??= {
    watch: campaignWatch(settings),
    postIds: postIds.join('\n'),
    untilMs: null,
    taken: nothingTaken,
    lines: [],
  };
  const rows = await watchedRows(store, postIds, at.untilMs);
  for (const [i, r] of rows.entries()) {
    at.lines.push(...at.watch.take({ postId: r.post_id, metric: r.metric, atMs: r.at_ms, count: r.value }));
    // Requests are answered in between.
    if (i % 2000 === 1999) await new Promise((resolve) => setImmediate(resolve));
  }
  at.untilMs = rows.at(-1)?.at_ms ?? at.untilMs;
  at.taken = takenWith(at.taken, rows);
  known.set(campaign, at);
  const { readings, ignored, counters } = at.watch.tally();
  return {
    settings,
    postIds,
    readings,
    ignored,
    counters,
    untilMs: at.untilMs,
    alarms: at.lines.filter((l) => l.event === 'alarm'),
    gaps: at.lines.filter((l) => l.event === 'gap'),
    resets: at.lines.filter((l) => l.event === 'reset'),
  };
}

/** Reads every watch, or one, and keeps what it raised. Run after facts came in. Gives the number of new alarms. */
export async function refreshWatches(store: Store, only?: string): Promise<number> {
  const { db } = store.state;
  const all = await db.selectFrom('campaign_watch').select('campaign').orderBy('campaign').execute();
  const watched = all.filter((w) => only === undefined || w.campaign === only);
  let raised = 0;
  for (const { campaign } of watched) {
    const read = await readWatch(store, campaign);
    for (const alarm of read.alarms) {
      const added = await db
        .insertInto('campaign_alarm')
        .values({
          alarm_id: alarmId(alarm),
          campaign,
          post_id: alarm.postId,
          metric: alarm.metric,
          kind: alarm.kind,
          from_at: new Date(alarm.fromMs).toISOString(),
          raised_at: new Date(alarm.raisedAtMs).toISOString(),
          detail: JSON.stringify(alarm),
          recorded_at: new Date().toISOString(),
        })
        .onConflict((c) => c.column('alarm_id').doNothing())
        .executeTakeFirst();
      raised += Number(added.numInsertedOrUpdatedRows ?? 0n);
    }
    await db
      .updateTable('campaign_watch')
      .set({
        watched_until: read.untilMs === null ? null : new Date(read.untilMs).toISOString(),
        readings: read.readings,
        updated_at: new Date().toISOString(),
      })
      .where('campaign', '=', campaign)
      .execute();
    await forecastWatched(store, campaign, read);
  }
  return raised;
}

/** The stored minutes of a watch, in the order in which it takes them. */
export async function storedMinutes(store: Store, campaign: string): Promise<WatchMinutes> {
  const { postIds, settings } = await readWatch(store, campaign);
  const rows = await watchedRows(store, postIds, null);
  return {
    settings,
    rows: rows.map((r) => ({ postId: r.post_id, metric: r.metric, atMs: r.at_ms, count: r.value })),
  };
}
