/** A watched campaign as one picture: rows of all placements, one curve with its band, alarms with context, gaps, sizes. */

import type { ContextEvent, Forecast } from '#domain/decisions/campaigns/schema.ts';
import { contextOf, forecastsOf, placementsOf } from '#domain/decisions/campaigns/service.ts';
import type { Store } from '#store/open-store.ts';
import { watchedRows } from './live-tally.ts';
import { CAMPAIGN_WATCH } from './measures/campaign-watch.ts';
import { expectedMinutes } from './measures/expected-minutes.ts';
import { actsByRegion } from './queries.ts';
import type { CampaignAlarm, CounterGap, Live, LiveAlarm, LivePost } from './schema.ts';
import { alarmId, readWatch } from './service.ts';
import { FINAL_SIZE } from './sizes.ts';

const MINUTE_MS = 60_000;
const ROW_MINUTES = 15;
const MAIN = ['view_count', 'read_count', 'enter_count', 'like_count', 'comment_count'];

const iso = (ms: number) => new Date(ms).toISOString();
type Readings = { metric: string; at_ms: number; value: number }[];

/** Count at each minute from the first reading to the last; NaN where nobody looked. */
function minutesOf(readings: Readings): { startMs: number; count: Float64Array } | null {
  const first = readings[0];
  const last = readings.at(-1);
  if (!first || !last) return null;
  const start = Math.floor(first.at_ms / MINUTE_MS);
  const count = new Float64Array(Math.floor(last.at_ms / MINUTE_MS) - start + 1).fill(Number.NaN);
  for (const r of readings) count[Math.floor(r.at_ms / MINUTE_MS) - start] = r.value;
  return { startMs: start * MINUTE_MS, count };
}

const gainsOf = (count: Float64Array): Float64Array =>
  count.map((c, i) => (i === 0 ? Number.NaN : c - (count[i - 1] as number)));

const numbers = (values: Float64Array): (number | null)[] =>
  Array.from(values, (v) => (Number.isNaN(v) ? null : Math.round(v * 100) / 100));

function rowOf(metric: string, readings: Readings): LivePost['row'] {
  const minutes = minutesOf(readings);
  if (!minutes) return null;
  const stepMs = ROW_MINUTES * MINUTE_MS;
  const from = Math.ceil(minutes.startMs / stepMs) * stepMs;
  const bins = Math.floor((minutes.startMs + minutes.count.length * MINUTE_MS - from) / stepMs);
  const levelAt = (ms: number): number => {
    const at = Math.floor((ms - minutes.startMs) / MINUTE_MS);
    for (let i = Math.min(at, minutes.count.length - 1); i >= Math.max(0, at - ROW_MINUTES + 1); i--)
      if (!Number.isNaN(minutes.count[i])) return minutes.count[i] as number;
    return Number.NaN;
  };
  const gains = Array.from({ length: Math.max(0, bins) }, (_, b) => {
    const gain = levelAt(from + (b + 1) * stepMs) - levelAt(from + b * stepMs);
    return Number.isNaN(gain) ? null : gain;
  });
  return { metric, fromAt: iso(from), stepMinutes: ROW_MINUTES, gains };
}

/** An event explains an alarm when it speaks of its post or of all, and its time meets the alarm's. */
const explains = (event: ContextEvent, alarm: CampaignAlarm): boolean =>
  (event.postId === null || event.postId === alarm.postId) &&
  Date.parse(event.fromAt) <= alarm.raisedAtMs &&
  Date.parse(event.untilAt) >= alarm.fromMs;

const told = (alarm: CampaignAlarm, context: readonly ContextEvent[]): LiveAlarm => {
  const { event: _, fromMs, raisedAtMs, ...rest } = alarm;
  return {
    ...rest,
    alarmId: alarmId(alarm),
    fromAt: iso(fromMs),
    raisedAt: iso(raisedAtMs),
    context: context
      .filter((e) => explains(e, alarm))
      .map(({ eventId, kind, note }) => ({ eventId, kind, note })),
  };
};

/** One line a gap of a post, whatever counters it hit. */
function gapsOf(gaps: readonly CounterGap[]): Live['gaps'] {
  const byPlace = new Map<string, Live['gaps'][number]>();
  for (const g of gaps) {
    const key = `${g.postId}\n${g.fromMs}\n${g.toMs}`;
    const known = byPlace.get(key);
    if (known) known.counters.push(g.metric);
    else
      byPlace.set(key, {
        postId: g.postId,
        fromAt: iso(g.fromMs),
        toAt: iso(g.toMs),
        minutes: g.minutes,
        counters: [g.metric],
      });
  }
  return [...byPlace.values()].sort((a, b) => b.fromAt.localeCompare(a.fromAt));
}

const sizeOf = (f: Forecast) => ({
  metric: f.quantity,
  method: f.method,
  madeAt: f.madeAt,
  value: f.value,
  low: f.low,
  high: f.high,
  n: f.n,
});

/** `chosen`: the counter whose minutes are wanted; the first post's main one when absent. */
export async function livePage(
  store: Store,
  campaign: string,
  chosen: { postId?: string | undefined; metric?: string | undefined },
): Promise<Live> {
  const read = await readWatch(store, campaign);
  const [placements, context, forecasts, rows, regions] = await Promise.all([
    placementsOf(store, campaign),
    contextOf(store, campaign),
    forecastsOf(store, { campaign }),
    watchedRows(store, read.postIds, null),
    store.facts.all(actsByRegion, { ids: read.postIds }),
  ]);
  const readingsOf = new Map<string, Map<string, Readings>>();
  for (const r of rows) {
    let ofPost = readingsOf.get(r.post_id);
    if (!ofPost) readingsOf.set(r.post_id, (ofPost = new Map()));
    const list = ofPost.get(r.metric);
    if (list) list.push(r);
    else ofPost.set(r.metric, [r]);
  }
  const mainOf = (postId: string): string | undefined => MAIN.find((m) => readingsOf.get(postId)?.has(m));
  const posts = placements
    .filter((p) => p.postId !== null && readingsOf.has(p.postId))
    .map((p): LivePost => {
      const postId = p.postId as string;
      const counters = readingsOf.get(postId) as Map<string, Readings>;
      const main = mainOf(postId);
      const own = forecasts.filter((f) => f.subject.kind === 'post' && f.subject.id === postId);
      const sizes = new Map(own.filter((f) => f.method.startsWith(FINAL_SIZE)).map((f) => [f.quantity, f]));
      const lastMs = Math.max(...[...counters.values()].map((list) => list.at(-1)?.at_ms ?? 0));
      return {
        postId,
        accountId: p.accountId,
        accountName: p.accountName,
        platform: p.platform,
        title: p.postTitle,
        publishedAt: p.publishedAt,
        latest: Object.fromEntries([...counters].map(([m, list]) => [m, list.at(-1)?.value ?? 0])),
        lastAt: iso(lastMs),
        row: main === undefined ? null : rowOf(main, counters.get(main) as Readings),
        alarms: read.alarms.filter((a) => a.postId === postId).length,
        sizes: [...sizes.values()].map(sizeOf),
        bands: own
          .filter((f) => !f.method.startsWith(FINAL_SIZE))
          .map((f) => ({ ...sizeOf(f), horizonHours: f.horizonHours })),
      };
    });
  const postId = chosen.postId ?? posts[0]?.postId;
  const metric = chosen.metric ?? (postId === undefined ? undefined : mainOf(postId));
  const minutes =
    postId === undefined || metric === undefined
      ? null
      : minutesOf(readingsOf.get(postId)?.get(metric) ?? []);
  const unknown = regions.find((r) => r.region === null);
  return {
    campaign,
    method: CAMPAIGN_WATCH,
    declaredRate: read.settings.declaredRate,
    horizonMinutes: read.settings.horizonMinutes,
    readings: read.readings,
    ignored: read.ignored,
    counters: read.counters,
    untilAt: read.untilMs === null ? null : iso(read.untilMs),
    alarms: read.alarms.map((a) => told(a, context)).sort((a, b) => b.raisedAt.localeCompare(a.raisedAt)),
    gaps: gapsOf(read.gaps),
    resets: read.resets.map((r) => ({
      postId: r.postId,
      metric: r.metric,
      at: iso(r.atMs),
      before: r.before,
      after: r.after,
    })),
    posts,
    curve: minutes ? curveOf(postId as string, metric as string, minutes) : null,
    provinces: regions.flatMap((r) => (r.region === null ? [] : [{ province: r.region, acts: r.acts }])),
    provinceUnknown: unknown?.acts ?? 0,
  };
}

function curveOf(
  postId: string,
  metric: string,
  { startMs, count }: { startMs: number; count: Float64Array },
): Live['curve'] {
  const gains = gainsOf(count);
  const band = expectedMinutes(gains);
  return {
    postId,
    metric,
    startAt: iso(startMs),
    count: numbers(count),
    gains: numbers(gains),
    expected: numbers(band.expected),
    low: numbers(band.low),
    high: numbers(band.high),
  };
}
