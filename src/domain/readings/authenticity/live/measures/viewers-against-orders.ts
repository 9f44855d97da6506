/**
 * Do a room's viewers buy and talk as often as those of other hosts' rooms?
 * Method: orders out of viewers, and comments out of viewers, each against the spread of peer rooms (beta-binomial for
 *   orders; robust log ratio for comments, since one person comments often). Both tails: viewers without consequence, and
 *   orders without viewers. p is four times the smallest. Many comments alone are `weak` at most: hosts ask for them.
 * Source: beta-binomial as in numerics/stats/clean-shares.ts; median and quartile range, Huber & Ronchetti 2009, ch. 5.
 * Differs: both sides of a ratio come from one kind of source, the event stream or the platform's counters, never mixed.
 * Limits: price, goods and format differ between rooms; without eight rooms of other hosts it is insufficient.
 * Verified: live.test.ts (false alarms on rooms of differing conversion, viewers multiplied by dose).
 */
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import { quantileSorted } from 'simple-statistics';
import type { Level } from '#basis/reading.ts';
import { cleanAtLeast, cleanAtMost, fitCleanShares } from '#numerics/stats/clean-shares.ts';
import { cappedLevel } from '../../measures/combined-evidence.ts';

export const LEAST_PEER_ROOMS = 8;
export const LEAST_VIEWERS = 100;

export interface RoomTotals {
  viewers: number;
  /** Null when the source does not say. */
  orders: number | null;
  comments: number | null;
}

export interface ViewersAgainstOrders {
  /** Orders of viewers, 0–1, and the peers' mean. */
  orderShare: number | null;
  peerOrderShare: number | null;
  commentsPerViewer: number | null;
  peerCommentsPerViewer: number | null;
  peerRooms: number;
  pFewOrders: number | null;
  pManyOrders: number | null;
  pFewComments: number | null;
  pManyComments: number | null;
  pValue: number | null;
  level: Level;
}

/** Log ratio against peers' median and quartiles, with the extra doubt of few peers. */
function commentTails(
  room: RoomTotals,
  peers: readonly RoomTotals[],
): [few: number, many: number, median: number] {
  const logs = peers.map((p) => Math.log(((p.comments as number) + 0.5) / p.viewers)).sort((a, b) => a - b);
  const median = quantileSorted(logs, 0.5);
  const spread = (quantileSorted(logs, 0.75) - quantileSorted(logs, 0.25)) / 1.349;
  const own = Math.log(((room.comments as number) + 0.5) / room.viewers);
  const noise = 1 / ((room.comments as number) + 0.5);
  const sd = Math.sqrt(Math.max(spread, 0.2) ** 2 * (1 + 4 / logs.length) + noise);
  const z = (own - median) / sd;
  return [normalCdf(z, 0, 1), normalCdf(-z, 0, 1), Math.exp(median)];
}

/** The room against rooms of other hosts, all of one kind of source. */
export function viewersAgainstOrders(
  room: RoomTotals,
  peerRooms: readonly RoomTotals[],
): ViewersAgainstOrders {
  const peers = peerRooms.filter((p) => p.viewers >= LEAST_VIEWERS);
  const enough = room.viewers >= LEAST_VIEWERS;
  const sold = peers.filter((p) => p.orders !== null);
  const orders = room.orders === null ? null : Math.min(room.orders, room.viewers);
  const norm =
    enough && orders !== null
      ? fitCleanShares(
          sold.map((p) => Math.min(p.orders as number, p.viewers)),
          sold.map((p) => p.viewers),
          LEAST_PEER_ROOMS,
        )
      : null;
  const talked = peers.filter((p) => p.comments !== null);
  const talk =
    enough && room.comments !== null && talked.length >= LEAST_PEER_ROOMS ? commentTails(room, talked) : null;
  const [pFewOrders, pManyOrders] =
    norm && orders !== null
      ? [cleanAtMost(norm, orders, room.viewers), cleanAtLeast(norm, orders, room.viewers)]
      : [null, null];
  const accusing = [pFewOrders, pManyOrders, talk?.[0] ?? null].filter((p) => p !== null);
  const tests = talk ? [...accusing, talk[1]] : accusing;
  const least = (of: readonly number[]) => Math.min(1, tests.length * Math.min(...of));
  return {
    orderShare: orders === null || room.viewers === 0 ? null : orders / room.viewers,
    peerOrderShare: norm?.mean ?? null,
    commentsPerViewer: room.comments === null || room.viewers === 0 ? null : room.comments / room.viewers,
    peerCommentsPerViewer: talk?.[2] ?? null,
    peerRooms: peers.length,
    pFewOrders,
    pManyOrders,
    pFewComments: talk?.[0] ?? null,
    pManyComments: talk?.[1] ?? null,
    pValue: tests.length === 0 ? null : least(tests),
    level: tests.length === 0 ? 'insufficient' : cappedLevel(least(tests), least(accusing)),
  };
}
