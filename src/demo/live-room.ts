/** Event streams of three live rooms: two with people in them, one run by a script. */
import type { Rng } from '#basis/rng.ts';
import { AS_OF_MS } from './frame.ts';
import { type Consumers, platformId } from './people.ts';
import type { Post } from './posts.ts';
import { COMMENTS, NAME_HEADS, PRODUCTS } from './words.ts';

interface RoomEvent {
  room: Post;
  type: 'enter' | 'comment' | 'like' | 'gift' | 'follow' | 'order';
  user: string;
  nickname: string;
  content?: string;
  gift?: string;
  /** Yuan, for gifts and orders. */
  value?: number;
  atMs: number;
}
export interface LiveRoom {
  room: Post;
  scripted: boolean;
  events: RoomEvent[];
}

/** What the script repeats, over and over, with the seconds between two steps. */
const SCRIPT: readonly RoomEvent['type'][] = [
  'enter',
  'like',
  'comment',
  'enter',
  'like',
  'like',
  'comment',
  'follow',
  'enter',
  'comment',
  'like',
  'gift',
];
const SCRIPT_STEP_MS = 2500;
const SCRIPT_LINES = [
  '主播好专业',
  '已经拍了',
  '这个价格太值了',
  '第二次来了',
  '有优惠吗',
  '主播好漂亮',
  '支持主播',
  '666',
];
const GIFTS: readonly (readonly [string, number])[] = [
  ['小心心', 0.1],
  ['玫瑰', 0.1],
  ['棒棒糖', 0.9],
  ['热气球', 52],
];

export function makeLiveRooms(random: Rng, posts: readonly Post[], consumers: Consumers): LiveRoom[] {
  const sessions = posts.filter((p) => p.format === 'live' && p.publishedMs + 4 * 3_600_000 < AS_OF_MS);
  const scripted = sessions.findLast((p) => p.creator.role === 'scripted-live') as Post;
  const honest = sessions.filter((p) => p.creator.role === 'plain');
  const first = honest.at(-1) as Post;
  const second = honest.findLast((p) => p.creator !== first.creator) as Post;
  return [
    { room: scripted, scripted: true, events: scriptedEvents(random, scripted) },
    { room: first, scripted: false, events: livelyEvents(random, first, consumers, 2600) },
    { room: second, scripted: false, events: livelyEvents(random, second, consumers, 1400) },
  ];
}

function scriptedEvents(random: Rng, room: Post): RoomEvent[] {
  const names = Array.from({ length: 40 }, (_, i) => `${NAME_HEADS[i % NAME_HEADS.length]}${1000 + i * 7}`);
  return Array.from({ length: 2200 }, (_, i) => {
    const type = SCRIPT[i % SCRIPT.length] as RoomEvent['type'];
    // 700 ids behind 40 names.
    const event: RoomEvent = {
      room,
      type,
      user: platformId('live', 800_000 + (i % 700), 2),
      nickname: names[i % names.length] as string,
      atMs: room.publishedMs + i * SCRIPT_STEP_MS + random.int(-30, 30),
    };
    if (type === 'comment') event.content = SCRIPT_LINES[Math.floor(i / 3) % SCRIPT_LINES.length] as string;
    if (type === 'gift') Object.assign(event, { gift: '小心心', value: 0.1 });
    return event;
  });
}

/** Arrivals come in waves; what people do depends on mood, and some buy. */
function livelyEvents(random: Rng, room: Post, consumers: Consumers, n: number): RoomEvent[] {
  const people = consumers.byPlatform.get('live') as Uint32Array;
  const events: RoomEvent[] = [];
  let at = room.publishedMs;
  let mood = 1;
  for (let i = 0; i < n; i++) {
    if (i % 40 === 0) mood = random.logNormal(1, 0.7);
    at += Math.ceil(random.exponential(mood / 2600));
    const person = people[Math.floor(people.length * random.next() ** 1.6)] as number;
    const u = random.next();
    const type =
      u < 0.42
        ? 'enter'
        : u < 0.64
          ? 'comment'
          : u < 0.88
            ? 'like'
            : u < 0.92
              ? 'gift'
              : u < 0.97
                ? 'follow'
                : 'order';
    const event: RoomEvent = {
      room,
      type,
      user: consumers.id[person] as string,
      nickname: `${NAME_HEADS[person % NAME_HEADS.length]}${(person * 31) % 9973}`,
      atMs: at,
    };
    if (type === 'comment')
      event.content = random.chance(0.5)
        ? random.pick(COMMENTS.plain)
        : `主播，${random.pick(COMMENTS.plain)}`;
    if (type === 'gift') {
      const [gift, value] = random.pick(GIFTS);
      Object.assign(event, { gift, value });
    }
    if (type === 'order') event.value = random.pick(PRODUCTS['澄屿'] ?? []).priceYuan;
    events.push(event);
  }
  return events;
}
