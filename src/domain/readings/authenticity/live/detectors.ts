/** One finding a room with something to read, and one for its host that joins the rooms and names them. */
import { type Finding, insufficient, type Level, type RowRef, type Words, word } from '#basis/reading.ts';
import type { Detector, Scope } from '../detector.ts';
import { findingOf } from '../finding.ts';
import { levelOf } from '../measures/combined-evidence.ts';
import { type MeasureCard } from '../schema.ts';
import { MIX, NAMES, REGULARITY, VIEWERS } from './cards.ts';
import { type LiveRooms, loadRooms, type Room, type RoomEvents } from './load-rooms.ts';
import { eventMixRepetition, LEAST_TURNS } from './measures/event-mix-repetition.ts';
import { eventRegularity, LEAST_EVENTS } from './measures/event-regularity.ts';
import { nameReuse } from './measures/name-reuse.ts';
import {
  LEAST_PEER_ROOMS,
  LEAST_VIEWERS,
  type RoomTotals,
  viewersAgainstOrders,
} from './measures/viewers-against-orders.ts';

interface RoomRead {
  pValue: number;
  /** Where an innocent explanation is at hand. */
  atMostWeak?: boolean;
  caveats?: Words[];
  value: number;
  n: number;
  unit: string;
  detail: Record<string, unknown>;
  summary: Words;
  rows: RowRef[];
  rowCount: number;
  columns: unknown;
}
interface RoomThin {
  need: Words;
  have: Words;
  why: Words;
}
type ReadRoom = (room: Room, all: LiveRooms) => RoomRead | RoomThin;

const levelFor = (read: RoomRead, pValue: number): Level => {
  const level = levelOf(pValue);
  return read.atMostWeak && level !== 'none' ? 'weak' : level;
};

const shown = (p: number): string => (p < 0.0001 ? '< 0.0001' : `= ${p.toPrecision(2)}`);

function roomFinding(card: MeasureCard, scope: Scope, room: Room, read: RoomRead): Finding {
  return findingOf(card, scope, {
    subject: { kind: 'live_room', id: room.post_id },
    level: levelFor(read, read.pValue),
    result: {
      state: 'ok',
      value: read.value,
      low: null,
      high: null,
      n: read.n,
      unit: read.unit,
      detail: { pValue: read.pValue, ...read.detail },
      caveats: read.caveats ?? [],
    },
    summary: read.summary,
    rows: read.rows,
    rowCount: read.rowCount,
    columns: read.columns,
  });
}

/** Strongest first. */
const RANK: Record<Level, number> = { strong: 0, moderate: 1, weak: 2, none: 3, insufficient: 4 };

/** The host's rooms together: the strongest reading, its p times their number. */
function hostFinding(
  card: MeasureCard,
  scope: Scope,
  accountId: string,
  read: { room: Room; read: RoomRead }[],
  thin: RoomThin | null,
  roomCount: number,
): Finding {
  const subject = { kind: 'account', id: accountId } as const;
  const corrected = (r: RoomRead) => Math.min(1, r.pValue * read.length);
  const rank = (r: RoomRead) => RANK[levelFor(r, corrected(r))];
  const first = read.toSorted((a, b) => rank(a.read) - rank(b.read) || a.read.pValue - b.read.pValue)[0];
  if (!first) {
    const said = thin as RoomThin;
    return findingOf(card, scope, {
      subject,
      level: 'insufficient',
      result: insufficient(said.need, said.have, said.why),
      summary: word(
        `None of ${roomCount} live rooms could be read: ${said.why.en}`,
        `${roomCount} 场直播均无法判断：${said.why.zh}`,
      ),
      rows: [],
      columns: [roomCount],
    });
  }
  const pValue = corrected(first.read);
  const level = levelFor(first.read, pValue);
  const arguing = read.filter((r) => levelOf(corrected(r.read)) !== 'none');
  const named = arguing.length === 0 ? [first] : arguing;
  return findingOf(card, scope, {
    subject,
    level,
    result: {
      state: 'ok',
      value: first.read.value,
      low: null,
      high: null,
      n: read.length,
      unit: first.read.unit,
      detail: {
        pValue,
        rooms: read
          .map((r) => ({
            roomId: r.room.post_id,
            pValue: r.read.pValue,
            value: r.read.value,
            level: levelFor(r.read, r.read.pValue),
          }))
          .slice(0, 100),
        strongest: first.read.detail,
      },
      caveats: [
        ...(first.read.caveats ?? []),
        ...(read.length < roomCount
          ? [
              word(
                `${roomCount - read.length} more rooms could not be read.`,
                `另有 ${roomCount - read.length} 场无法判断。`,
              ),
            ]
          : []),
      ],
    },
    summary: word(
      `${arguing.length} of ${read.length} rooms argue (p ${shown(pValue)}); ${first.room.post_id}: ${first.read.summary.en}`,
      `${read.length} 场中 ${arguing.length} 场有指向（p ${shown(pValue)}）；${first.room.post_id}：${first.read.summary.zh}`,
    ),
    rows: named.flatMap((r) => r.read.rows.slice(0, Math.ceil(200 / named.length))),
    rowCount: named.reduce((sum, r) => sum + r.read.rowCount, 0),
    columns: read.map((r) => r.read.columns),
  });
}

const perHost = (card: MeasureCard, readRoom: ReadRoom): Detector => ({
  card,
  async read(facts, scope) {
    const all = await loadRooms(facts, scope);
    const wanted = new Set(scope.accountIds);
    const hosts = new Map<string, Room[]>();
    for (const room of all.rooms)
      if (wanted.has(room.account_id))
        hosts.set(room.account_id, [...(hosts.get(room.account_id) ?? []), room]);
    const findings: Finding[] = [];
    for (const [accountId, rooms] of hosts) {
      const read: { room: Room; read: RoomRead }[] = [];
      let thin: RoomThin | null = null;
      for (const room of rooms) {
        scope.signal?.throwIfAborted();
        const said = readRoom(room, all);
        if ('need' in said) thin ??= said;
        else {
          read.push({ room, read: said });
          findings.push(roomFinding(card, scope, room, said));
        }
      }
      findings.push(hostFinding(card, scope, accountId, read, thin, rooms.length));
    }
    return findings;
  },
});

const noStream = (events: RoomEvents | undefined, least: number): RoomThin => ({
  need: word(`${least} events with their moments`, `至少 ${least} 个带时间的事件`),
  have: word(`${events?.acts.length ?? 0}`, `${events?.acts.length ?? 0} 个`),
  why: word('No event stream long enough was imported.', '未导入足够长的事件流。'),
});

const noted = (e: RoomEvents, places: readonly number[]): RowRef[] =>
  places.slice(0, 200).map((i) => ({
    ...(e.rows[i] as RowRef),
    note: `${e.acts[i]} ${new Date(e.atMs[i] as number).toISOString()}`,
  }));

export const regularityDetector = perHost(REGULARITY, (room, { events }) => {
  const e = events.get(room.post_id);
  if (!e || e.acts.length < LEAST_EVENTS) return noStream(e, LEAST_EVENTS);
  const r = eventRegularity(e.atMs, room.post_id);
  if (r.pValue === null)
    return {
      need: word('Moments of single events', '逐个事件的时间'),
      have: word(`${r.eventCount} events in batches`, `${r.eventCount} 个事件成批出现`),
      why: word('The recorder’s clock hides the room’s.', '记录工具的节拍掩盖了直播间的节奏。'),
    };
  const gaps = Array.from(e.atMs.subarray(0, 201), (t, i) =>
    i === 0 ? 0 : t - (e.atMs[i - 1] as number),
  ).slice(1);
  return {
    pValue: r.pValue,
    value: r.localVariation,
    n: r.eventCount,
    unit: 'local variation',
    detail: { ...r, firstGapsMs: gaps },
    summary: word(
      `${r.eventCount} events, local variation of the gaps ${r.localVariation.toFixed(2)} (people 1 and more, a clock 0), coefficient of variation ${r.coefficientOfVariation.toFixed(2)}${r.pBeat !== null && r.pBeat < 0.01 ? `, a beat of ${((r.periodMs as number) / 1000).toFixed(1)} s` : ''}; p ${shown(r.pValue)}.`,
      `${r.eventCount} 个事件，间隔局部变异 ${r.localVariation.toFixed(2)}（真人约 1 及以上，定时器为 0），变异系数 ${r.coefficientOfVariation.toFixed(2)}${r.pBeat !== null && r.pBeat < 0.01 ? `，节拍 ${((r.periodMs as number) / 1000).toFixed(1)} 秒` : ''}；p ${shown(r.pValue)}。`,
    ),
    rows: noted(
      e,
      e.acts.map((_, i) => i),
    ),
    rowCount: e.acts.length,
    columns: [room.post_id, Array.from(e.atMs)],
  };
});

export const mixDetector = perHost(MIX, (room, { events }) => {
  const e = events.get(room.post_id);
  if (!e || e.acts.length < LEAST_TURNS) return noStream(e, LEAST_TURNS);
  const names = [...new Set(e.acts)].sort();
  const code = new Map(names.map((name, i) => [name, i]));
  const r = eventMixRepetition(
    Int32Array.from(e.acts, (act) => code.get(act) as number),
    room.post_id,
  );
  if (r.pValue === null) return noStream(e, LEAST_TURNS);
  return {
    pValue: r.pValue,
    value: r.repetition,
    n: r.turnCount,
    unit: 'share',
    detail: {
      repetition: r.repetition,
      expected: r.expected,
      turnCount: r.turnCount,
      sequences: r.sequences.map((s) => ({ acts: s.types.map((t) => names[t]), count: s.count })),
    },
    summary: word(
      `Four events foretell the next by ${(100 * r.repetition).toFixed(0)} % more than one does (expected ${(100 * r.expected).toFixed(0)} %, a loop 100 %); p ${shown(r.pValue)}.`,
      `前四个事件比前一个多解释下一事件 ${(100 * r.repetition).toFixed(0)} %（预期 ${(100 * r.expected).toFixed(0)} %，循环剧本为 100 %）；p ${shown(r.pValue)}。`,
    ),
    rows: noted(
      e,
      e.acts.map((_, i) => i),
    ),
    rowCount: e.acts.length,
    columns: [room.post_id, e.acts],
  };
});

export const nameDetector = perHost(NAMES, (room, { rooms, events }) => {
  const e = events.get(room.post_id);
  if (!e || e.acts.length < LEAST_EVENTS) return noStream(e, LEAST_EVENTS);
  const others = rooms
    .filter((r) => r.account_id !== room.account_id && events.has(r.post_id))
    .slice(0, 30)
    .map((r) => (events.get(r.post_id) as RoomEvents).actors);
  const r = nameReuse(e.actors, others, e.lines);
  if (r.pValue === null) return noStream(e, LEAST_EVENTS);
  const places = [
    ...r.within.members,
    ...(r.across?.members ?? []),
    ...(r.lines?.members ?? []).map((i) => e.linePlaces[2 * i] as number),
  ];
  const short = (o: { repeatedCount: number; expected: number; p: number } | null) =>
    o && { repeatedCount: o.repeatedCount, expected: o.expected, p: o.p };
  return {
    pValue: r.pValue,
    value: r.within.repeatedCount,
    n: r.eventCount,
    unit: 'repeated pairs',
    detail: {
      actorCount: r.actorCount,
      evenness: r.evenness,
      within: short(r.within),
      across: short(r.across),
      lines: short(r.lines),
      sharedActorShare: r.sharedActorShare,
      otherRooms: others.length,
    },
    summary: word(
      `${r.within.repeatedCount} pairs of ids come again in the same order (chance ${r.within.expected.toFixed(1)})${r.across ? `, ${r.across.repeatedCount} in rooms of other hosts (chance ${r.across.expected.toFixed(1)})` : ''}; ${r.actorCount} ids for ${r.eventCount} events; p ${shown(r.pValue)}.`,
      `${r.within.repeatedCount} 对账号按相同顺序再次出现（偶然约 ${r.within.expected.toFixed(1)} 对）${r.across ? `，在其他主播直播间出现 ${r.across.repeatedCount} 对（偶然约 ${r.across.expected.toFixed(1)} 对）` : ''}；${r.eventCount} 个事件来自 ${r.actorCount} 个账号；p ${shown(r.pValue)}。`,
    ),
    rows: noted(e, places),
    rowCount: places.length,
    columns: [room.post_id, Array.from(e.actors), others.length],
  };
});

const byEvents = (r: Room): RoomTotals => ({
  viewers: r.enter_count,
  orders: r.order_count,
  comments: r.comment_count,
});
const byCounters = (r: Room): RoomTotals => ({
  viewers: r.view_counter ?? 0,
  orders: r.order_counter,
  comments: r.comment_counter,
});

/** Peers are thinned evenly beyond this many. */
const MOST_PEER_ROOMS = 80;
const thinned = (rooms: RoomTotals[]): RoomTotals[] => {
  const step = rooms.length / MOST_PEER_ROOMS;
  return step <= 1 ? rooms : rooms.filter((_, i) => Math.floor(i / step) > Math.floor((i - 1) / step));
};

export const viewersDetector = perHost(VIEWERS, (room, { rooms }) => {
  const peers = rooms.filter((r) => r.account_id !== room.account_id && r.platform === room.platform);
  const streams = peers.filter((r) => r.enter_count >= LEAST_VIEWERS);
  const fromEvents = room.enter_count >= LEAST_VIEWERS && streams.length >= LEAST_PEER_ROOMS;
  const own = fromEvents ? byEvents(room) : byCounters(room);
  const totals = fromEvents ? streams.map(byEvents) : peers.map(byCounters);
  const r = viewersAgainstOrders(own, thinned(totals));
  if (r.pValue === null)
    return {
      need: word(
        `${LEAST_VIEWERS} viewers, and ${LEAST_PEER_ROOMS} rooms of other hosts told the same way`,
        `至少 ${LEAST_VIEWERS} 名观众，且有 ${LEAST_PEER_ROOMS} 场其他主播同口径的直播`,
      ),
      have: word(`${own.viewers} viewers, ${r.peerRooms} rooms`, `${own.viewers} 名观众，${r.peerRooms} 场`),
      why: word('There is nothing to compare with.', '没有可比的直播间。'),
    };
  const figure = (x: number | null) => (x === null ? '–' : x.toPrecision(2));
  const talkOnly = r.level === 'weak' && levelOf(r.pValue) !== 'weak';
  return {
    pValue: r.pValue,
    atMostWeak: r.level === 'weak',
    caveats: talkOnly
      ? [
          word(
            'Only the comments stand out, and there are more of them than elsewhere: hosts ask for comments in giveaways. Weak at most.',
            '只有评论数突出，且多于其他直播间：抽奖时主播会引导评论。最多判为弱。',
          ),
        ]
      : [],
    value: r.orderShare ?? r.commentsPerViewer ?? 0,
    n: r.peerRooms,
    unit: r.orderShare === null ? 'comments per viewer' : 'orders per viewer',
    detail: { ...r, own, from: fromEvents ? 'events' : 'counters' },
    summary: word(
      `${own.viewers} viewers: orders per viewer ${figure(r.orderShare)} (peers ${figure(r.peerOrderShare)}), comments per viewer ${figure(r.commentsPerViewer)} (peers ${figure(r.peerCommentsPerViewer)}) against ${r.peerRooms} rooms; p ${shown(r.pValue)}.`,
      `${own.viewers} 名观众：人均订单 ${figure(r.orderShare)}（同类 ${figure(r.peerOrderShare)}），人均评论 ${figure(r.commentsPerViewer)}（同类 ${figure(r.peerCommentsPerViewer)}），对比 ${r.peerRooms} 场；p ${shown(r.pValue)}。`,
    ),
    rows: [{ sourceId: room.source_id, row: room.source_row }],
    rowCount: 1,
    columns: [own, totals],
  };
});

export const LIVE_DETECTORS: Detector[] = [regularityDetector, nameDetector, mixDetector, viewersDetector];
