/** The live rooms of a scope's accounts and of other hosts, read once for all detectors of a scope. */
import type { RowRef } from '#basis/reading.ts';
import { normalise } from '#numerics/text/normalise.ts';
import type { FactReader } from '#store/facts/fact-store.ts';
import type { Scope } from '../detector.ts';
import { liveRooms, roomEvents } from './queries.ts';

export interface RoomEvents {
  acts: string[];
  atMs: Float64Array;
  /** Numbered over all rooms. */
  actors: Int32Array;
  /** A number for each comment's wording, in order; and its place among the events. */
  lines: Int32Array;
  linePlaces: number[];
  rows: RowRef[];
}

export type Room = Awaited<ReturnType<typeof roomsOf>>[number];
export interface LiveRooms {
  rooms: Room[];
  events: Map<string, RoomEvents>;
}

const MOST_ROOMS = 400;
const MOST_EVENTS = 20_000;
/** Streams of other hosts to compare names with. */
const MOST_PEER_STREAMS = 30;

const roomsOf = (facts: FactReader, scope: Scope) =>
  facts.all(liveRooms, { ids: scope.accountIds, asOf: scope.asOf, most: MOST_ROOMS });

async function load(facts: FactReader, scope: Scope): Promise<LiveRooms> {
  const rooms = await roomsOf(facts, scope);
  const wanted = new Set(scope.accountIds);
  const streamed = rooms.filter((r) => r.timed_count > 0);
  const own = streamed.filter((r) => wanted.has(r.account_id));
  const peers = streamed.filter((r) => !wanted.has(r.account_id)).slice(0, MOST_PEER_STREAMS);
  const events = new Map<string, RoomEvents>();
  const people = new Map<string, number>();
  const wordings = new Map<string, number>();
  const number = (of: Map<string, number>, key: string): number => {
    const known = of.get(key);
    if (known === undefined) of.set(key, of.size);
    return known ?? of.size - 1;
  };
  for (const room of [...own, ...peers]) {
    scope.signal?.throwIfAborted();
    const found = await facts.all(roomEvents, { ids: [room.post_id], asOf: scope.asOf, most: MOST_EVENTS });
    const linePlaces = found.map((_, i) => i).filter((i) => found[i]?.text);
    events.set(room.post_id, {
      acts: found.map((e) => e.act),
      atMs: Float64Array.from(found, (e) => e.acted_ms),
      actors: Int32Array.from(found, (e) => number(people, e.actor)),
      lines: Int32Array.from(linePlaces, (i) => number(wordings, normalise(found[i]?.text ?? ''))),
      linePlaces,
      rows: found.map((e) => ({ sourceId: e.source_id, row: e.source_row })),
    });
  }
  return { rooms, events };
}

const loaded = new WeakMap<Scope, Promise<LiveRooms>>();

export function loadRooms(facts: FactReader, scope: Scope): Promise<LiveRooms> {
  let rooms = loaded.get(scope);
  if (!rooms) loaded.set(scope, (rooms = load(facts, scope)));
  return rooms;
}
