/**
 * Counters that a live room does not show but its events add up to: entries, comments, likes, gifts, orders, minute by
 * minute. A minute counts once a later event of the room is there; where a source reads the counter itself, that is used.
 */
import type { Store } from '#store/open-store.ts';
import { liveMinutes, minuteReadings, readingsHeld, snapshotCounters } from './queries.ts';

const MINUTE_MS = 60_000;
/** Counters with fewer minutes are not watched, as with readings. */
const LEAST_MINUTES = 30;
/** Moment of a tally within its minute: behind every reading of it. */
const AT_MS = MINUTE_MS - 1;

export const TALLIED = {
  enter: 'enter_count',
  comment: 'comment_count',
  like: 'like_count',
  gift: 'gift_count',
  order: 'order_count',
} as const;
type Act = keyof typeof TALLIED;
export const actOf = (metric: string): Act | null =>
  (Object.keys(TALLIED) as Act[]).find((act) => TALLIED[act] === metric) ?? null;

interface Row {
  post_id: string;
  metric: string;
  at_ms: number;
  value: number;
  /** Added up from events, not read. */
  tallied: boolean;
}
interface Minute {
  post_id: string;
  act: Act;
  minute: number;
  acts: number;
}

/** Every whole minute of each room from its first event to its last but one, summed up from the beginning. */
export function tallies(minutes: readonly Minute[], shown: ReadonlySet<string>): Row[] {
  const rows: Row[] = [];
  for (const [postId, ofRoom] of Map.groupBy(minutes, (m) => m.post_id)) {
    let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const { minute } of ofRoom) [first, last] = [Math.min(first, minute), Math.max(last, minute)];
    if (last - first < LEAST_MINUTES) continue;
    for (const [act, list] of Map.groupBy(ofRoom, (m) => m.act)) {
      const metric = TALLIED[act];
      if (shown.has(`${postId} ${metric}`)) continue;
      const gains = new Map(list.map((m) => [m.minute, m.acts]));
      let value = 0;
      for (let minute = first; minute < last; minute++) {
        value += gains.get(minute) ?? 0;
        rows.push({ post_id: postId, metric, at_ms: minute * MINUTE_MS + AT_MS, value, tallied: true });
      }
    }
  }
  return rows;
}

async function talliesOf(store: Store, ids: readonly string[]): Promise<Row[]> {
  const rooms = ids.filter((id) => id.startsWith('live:'));
  if (rooms.length === 0) return [];
  const [minutes, shown] = await Promise.all([
    store.facts.all(liveMinutes, { ids: rooms, acts: Object.keys(TALLIED) }),
    store.facts.all(snapshotCounters, { ids: rooms }),
  ]);
  return tallies(minutes as Minute[], new Set(shown.map((s) => `${s.post_id} ${s.metric}`)));
}

const inOrder = (a: Row, b: Row): number =>
  a.at_ms - b.at_ms ||
  (a.post_id < b.post_id
    ? -1
    : a.post_id > b.post_id
      ? 1
      : a.metric < b.metric
        ? -1
        : a.metric > b.metric
          ? 1
          : 0);

/** Readings and tallies of some posts, in the order in which a watch takes them; after a moment, or all. */
export async function watchedRows(
  store: Store,
  ids: readonly string[],
  afterMs: number | null,
): Promise<Row[]> {
  const [read, tallied] = await Promise.all([
    store.facts.all(minuteReadings, { ids, afterMs }),
    talliesOf(store, ids),
  ]);
  const fresh = afterMs === null ? tallied : tallied.filter((r) => r.at_ms > afterMs);
  const rows = read.map((r) => ({ ...r, tallied: false }));
  return fresh.length === 0 ? rows : [...rows, ...fresh].sort(inOrder);
}

/** What a watch took: readings, tallies and their sum. */
export interface Taken {
  readings: number;
  tallies: number;
  sum: number;
}
export const nothingTaken: Taken = { readings: 0, tallies: 0, sum: 0 };

export function takenWith(before: Taken, rows: readonly Row[]): Taken {
  const taken = { ...before };
  for (const r of rows)
    if (r.tallied) {
      taken.tallies++;
      taken.sum += r.value;
    } else taken.readings++;
  return taken;
}

/** True when nothing has changed up to a moment: no earlier minute came late. */
export async function stillHolds(
  store: Store,
  ids: readonly string[],
  untilMs: number | null,
  taken: Taken,
): Promise<boolean> {
  const [held, tallied] = await Promise.all([
    store.facts.first(readingsHeld, { ids, untilMs }),
    talliesOf(store, ids),
  ]);
  const now = takenWith(
    nothingTaken,
    tallied.filter((r) => untilMs === null || r.at_ms <= untilMs),
  );
  return held?.readings === taken.readings && now.tallies === taken.tallies && now.sum === taken.sum;
}
