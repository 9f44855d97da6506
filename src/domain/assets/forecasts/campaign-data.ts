/** A campaign with the counters and orders that came: what forecasts are held against and rates are learned from. */
import type { RowRef } from '#basis/reading.ts';
import type { CampaignLine, Forecast, Placement } from '#domain/decisions/campaigns/schema.ts';
import { campaignLines, linksOf, placementsOf } from '#domain/decisions/campaigns/service.ts';
import { libraryAsOf } from '#domain/facts/library/queries.ts';
import { ENGAGED, SEEN } from '#domain/facts/posts/schema.ts';
import type { Store } from '#store/open-store.ts';
import { forecastResult, reachOf } from './measures/forecast-result.ts';
import { countersNear, namedOrders } from './queries.ts';

const HOUR_MS = 3_600_000;
/** Hours after publication at which a placement is told and judged. */
export const SETTLED_HOURS = 168;
const MOST_ROWS = 12;

interface Counter {
  post_id: string;
  seen_at: string;
  metric: string;
  value: number;
  source_id: number;
  source_row: number;
}
interface OrderRow {
  /** Account whose code, link or post the order names; null: the campaign only. */
  accountId: string | null;
  at: number;
  ref: RowRef;
}
export interface CampaignData {
  line: CampaignLine;
  placements: Placement[];
  counters: Map<string, Counter[]>;
  orders: OrderRow[];
  /** Accounts that orders can name. */
  traced: Set<string>;
  asOf: string | null;
}
export interface Came {
  value: number;
  at: string;
  rows: RowRef[];
  rowCount: number;
}

async function campaignData(
  store: Store,
  line: CampaignLine,
  hours: readonly number[],
  asOf: string | null,
): Promise<CampaignData> {
  const { campaign } = line;
  const [placements, links] = await Promise.all([placementsOf(store, campaign), linksOf(store, campaign)]);
  const posts = placements.flatMap((p) => p.postId ?? []);
  const of = (kind: string) =>
    new Map(
      links
        .filter((l) => l.kind === kind)
        .map((l) => [
          l.value,
          l.accountId ?? placements.find((p) => p.postId === l.postId)?.accountId ?? null,
        ]),
    );
  const [codes, urls] = [of('code'), of('link')];
  const accountOfPost = new Map(placements.flatMap((p) => (p.postId ? [[p.postId, p.accountId]] : [])));
  const [counters, orders] = await Promise.all([
    store.facts.all(countersNear, { posts, around: hours.map((h) => ({ hours: h, reach: reachOf(h) })) }),
    store.facts.all(namedOrders, {
      campaigns: [campaign],
      codes: [...codes.keys()],
      links: [...urls.keys()],
      posts,
    }),
  ]);
  const named = orders.map((o): OrderRow => {
    const accountId =
      (o.post_id === null ? undefined : accountOfPost.get(o.post_id)) ??
      (o.link === null ? undefined : urls.get(o.link)) ??
      (o.code === null ? undefined : codes.get(o.code)) ??
      null;
    return {
      accountId,
      at: Date.parse(o.ordered_at),
      ref: { sourceId: o.source_id, row: o.source_row },
    };
  });
  return {
    line,
    placements,
    counters: Map.groupBy(counters, (c) => c.post_id),
    orders: named,
    traced: new Set(
      [...codes.values(), ...urls.values(), ...named.map((o) => o.accountId)].flatMap((x) => x ?? []),
    ),
    asOf,
  };
}

/** A campaign before anything came: enough to tell when a forecast of it is launched. */
export const withoutResults = (
  line: CampaignLine,
  placements: Placement[],
  asOf: string | null,
): CampaignData => ({ line, placements, counters: new Map(), orders: [], traced: new Set(), asOf });

/** The campaigns of the library with what came of them at some hours after publication, by name. */
export async function campaignsData(
  store: Store,
  keep: (line: CampaignLine) => boolean,
  hours: readonly number[] = [SETTLED_HOURS],
): Promise<Map<string, CampaignData>> {
  const asOf = (await store.facts.first(libraryAsOf, {}))?.seen_at ?? null;
  const found = new Map<string, CampaignData>();
  for (const line of await campaignLines(store))
    if (keep(line)) found.set(line.campaign, await campaignData(store, line, hours, asOf));
  return found;
}

/** A counter of a post so many hours after publication, with its row. */
function counterAt(data: CampaignData, p: Placement, metric: string, hours: number): Came | null {
  const { postId, publishedAt } = p;
  if (postId === null || publishedAt === null) return null;
  const history = data.counters.get(postId) ?? [];
  const came = forecastResult(
    { kind: 'post', posts: [postId], quantity: metric, horizonHours: hours },
    new Map([[postId, publishedAt]]),
    history,
  );
  if (!came) return null;
  const row = history.find((c) => c.metric === metric && c.seen_at === came.at);
  return { ...came, rows: row ? [{ sourceId: row.source_id, row: row.source_row }] : [], rowCount: 1 };
}

const summed = (parts: readonly Came[]): Came => ({
  value: parts.reduce((s, p) => s + p.value, 0),
  at:
    parts
      .map((p) => p.at)
      .sort()
      .at(-1) ?? '',
  rows: parts.flatMap((p) => p.rows).slice(0, MOST_ROWS),
  rowCount: parts.reduce((s, p) => s + p.rowCount, 0),
});

/** What one placement brought in its first hours; null where nobody saw it. */
export function placementCame(
  data: CampaignData,
  p: Placement,
  quantity: string,
  hours: number,
): Came | null {
  if (p.publishedAt === null) return null;
  if (quantity === 'seen_count') {
    for (const metric of SEEN) {
      const came = counterAt(data, p, metric, hours);
      if (came) return came;
    }
    return null;
  }
  if (quantity === 'engagement_count') {
    const parts = ENGAGED.flatMap((metric) => counterAt(data, p, metric, hours) ?? []);
    return parts.length > 0 ? summed(parts) : null;
  }
  if (quantity === 'order_count') {
    const from = Date.parse(p.publishedAt);
    const until = from + hours * HOUR_MS;
    if (!data.traced.has(p.accountId) || data.asOf === null || Date.parse(data.asOf) < until) return null;
    return ordersCame(
      data.orders.filter((o) => o.accountId === p.accountId && o.at >= from && o.at < until),
      until,
    );
  }
  return counterAt(data, p, quantity, hours);
}

const ordersCame = (orders: readonly OrderRow[], until: number): Came => ({
  value: orders.length,
  at: new Date(until).toISOString(),
  rows: orders.slice(0, MOST_ROWS).map((o) => o.ref),
  rowCount: orders.length,
});

const startOf = (line: CampaignLine): number | null =>
  line.startsOn === null ? null : Date.parse(`${line.startsOn}T00:00:00+08:00`);

/** The whole campaign: the sum over its posts, each after its first week; orders up to the moment told for. */
function campaignCame(data: CampaignData, f: Forecast): Came | null {
  const start = startOf(data.line);
  if (start === null) return null;
  const booked = data.placements.filter((p) => p.state !== 'cancelled');
  if (f.quantity === 'order_count') {
    const until = start + f.horizonHours * HOUR_MS;
    if (data.asOf === null || Date.parse(data.asOf) < until) return null;
    return ordersCame(
      data.orders.filter((o) => o.at >= start && o.at < until),
      until,
    );
  }
  const parts = booked.map((p) =>
    placementCame(data, p, f.quantity, Math.min(f.horizonHours, SETTLED_HOURS)),
  );
  return parts.length > 0 && parts.every((p) => p !== null) ? summed(parts) : null;
}

export interface ForecastState {
  about: string;
  launchedAt: string | null;
  dueAt: string | null;
  came: Came | null;
}

const isoOf = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** Launch, moment and result of a stored forecast. */
export function forecastState(data: CampaignData, f: Forecast): ForecastState {
  if (f.subject.kind === 'campaign') {
    const start = startOf(data.line);
    return {
      about: data.line.campaign,
      launchedAt: isoOf(start),
      dueAt: isoOf(start === null ? null : start + f.horizonHours * HOUR_MS),
      came: campaignCame(data, f),
    };
  }
  const p = data.placements.find((x) =>
    f.subject.kind === 'post' ? x.postId === f.subject.id : placementKey(x) === f.subject.id,
  );
  const launch = p?.publishedAt ? Date.parse(p.publishedAt) : null;
  return {
    about: p?.accountName ?? p?.accountId ?? f.subject.id,
    launchedAt: isoOf(launch),
    dueAt: isoOf(launch === null ? null : launch + f.horizonHours * HOUR_MS),
    came: p ? placementCame(data, p, f.quantity, f.horizonHours) : null,
  };
}

const placementKey = (p: Placement): string =>
  p.placementId ?? `${p.accountId}@${p.from?.sourceId}:${p.from?.row}`;
