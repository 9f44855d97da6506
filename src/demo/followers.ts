/**
 * Follower lists in follow order, newest first: three full ones that overlap by exactly 40 %, and the newest
 * part of some others, where bought batches show as bands of join dates and empty profiles.
 */
import type { Rng } from '#basis/rng.ts';
import type { Creator } from './creators.ts';
import { AS_OF_MS, DAY_MS } from './frame.ts';
import { type Consumers, platformId } from './people.ts';
import { CATEGORIES } from './words.ts';

interface FollowerRow {
  follower: string;
  /** Consumer index, or −1 for an account that is nobody. */
  consumer: number;
  joinedMs: number;
  followers: number;
  friends: number;
  statuses: number;
  defaultImage: boolean;
}
export interface FollowerList {
  creator: Creator;
  full: boolean;
  rows: FollowerRow[];
  /** Bought batches: positions (newest = 0) and the join dates they share. */
  bands: { from: number; to: number; joinedFromMs: number; joinedToMs: number }[];
}

const SHARED_LIST_SIZE = 5000;
/** 40 % of each of the three lists is the same people; otherwise they are disjoint. */
const SHARED_COUNT = 2000;

function makeRows(random: Rng, consumers: Consumers) {
  let bots = 0;
  return {
    person(index: number): FollowerRow {
      return {
        follower: consumers.id[index] as string,
        consumer: index,
        joinedMs: consumers.joinedMs[index] as number,
        followers: Math.round(random.logNormal(55, 1.1)),
        friends: Math.round(random.logNormal(190, 0.8)),
        statuses: 3 + Math.round(random.logNormal(110, 1.2)),
        defaultImage: random.chance(0.05),
      };
    },
    nobody(creator: Creator, joinedMs: number): FollowerRow {
      return {
        follower: platformId(creator.platform, 500_000 + bots++, 2),
        consumer: -1,
        joinedMs,
        followers: random.int(0, 4),
        friends: random.int(300, 1900),
        statuses: random.chance(0.8) ? 0 : random.int(1, 2),
        defaultImage: random.chance(0.82),
      };
    },
  };
}
type Rows = ReturnType<typeof makeRows>;

export function makeFollowerLists(
  random: Rng,
  creators: readonly Creator[],
  consumers: Consumers,
): FollowerList[] {
  const rows = makeRows(random, consumers);
  const withRole = (role: Creator['role']) => creators.filter((c) => c.role === role);
  const lists = sharedLists(random, withRole('shared-audience'), consumers, rows);
  for (const creator of withRole('quiet-small'))
    lists.push(mixedList(random, creator, consumers, rows, 2600, 0.07));
  for (const creator of withRole('dull-large'))
    lists.push(mixedList(random, creator, consumers, rows, 2600, 0.86));
  for (const creator of withRole('bought-smoothed'))
    lists.push(mixedList(random, creator, consumers, rows, 2600, 0.7));
  for (const creator of withRole('bought-jagged')) lists.push(bandedList(random, creator, consumers, rows));
  for (const platform of ['weibo', 'xiaohongshu', 'douyin']) {
    const honest = creators.find(
      (c) => c.platform === platform && c.role === 'plain' && c.followers > 40_000,
    );
    if (honest) lists.push(mixedList(random, honest, consumers, rows, 2400, 0.05));
  }
  return lists;
}

/** Distinct consumers of the creator's platform, half of them drawn from its category's friends. */
function drawPeople(
  random: Rng,
  creator: Creator,
  consumers: Consumers,
  n: number,
  taken: Set<number>,
): number[] {
  const all = consumers.byPlatform.get(creator.platform) as Uint32Array;
  const fans = consumers.byInterest.get(
    `${creator.platform}/${CATEGORIES.indexOf(creator.category)}`,
  ) as Uint32Array;
  const people: number[] = [];
  while (people.length < n) {
    const pool = random.chance(0.5) ? fans : all;
    const person = pool[Math.floor(random.next() * pool.length)] as number;
    if (taken.has(person)) continue;
    taken.add(person);
    people.push(person);
  }
  return people;
}

function sharedLists(
  random: Rng,
  three: readonly Creator[],
  consumers: Consumers,
  rows: Rows,
): FollowerList[] {
  const taken = new Set<number>();
  const core = drawPeople(random, three[0] as Creator, consumers, SHARED_COUNT, taken);
  return three.map((creator) => {
    const own = drawPeople(random, creator, consumers, SHARED_LIST_SIZE - SHARED_COUNT, taken);
    const people = random.shuffle([...core, ...own]);
    return { creator, full: true, rows: people.map((i) => rows.person(i)), bands: [] };
  });
}

/** `emptyShare` of the followers are nobody, spread evenly and of any age. */
function mixedList(
  random: Rng,
  creator: Creator,
  consumers: Consumers,
  rows: Rows,
  n: number,
  emptyShare: number,
): FollowerList {
  const empty = Math.round(n * emptyShare);
  const people = drawPeople(random, creator, consumers, n - empty, new Set());
  const list = people.map((i) => rows.person(i));
  for (let i = 0; i < empty; i++)
    list.push(rows.nobody(creator, AS_OF_MS - DAY_MS * (60 + 1500 * random.next())));
  return { creator, full: false, rows: random.shuffle(list), bands: [] };
}

/** Five bought batches among ordinary followers; each batch was registered within nine days. */
function bandedList(random: Rng, creator: Creator, consumers: Consumers, rows: Rows): FollowerList {
  const list: FollowerRow[] = [];
  const bands: FollowerList['bands'] = [];
  const people = drawPeople(random, creator, consumers, 1300, new Set());
  for (let b = 0; b < 5; b++) {
    for (let i = random.int(180, 240); i > 0; i--) list.push(rows.person(people.pop() as number));
    const size = random.int(260, 380);
    const joinedFromMs = AS_OF_MS - DAY_MS * random.int(90 + b * 60, 130 + b * 60);
    const joinedToMs = joinedFromMs + 9 * DAY_MS;
    bands.push({ from: list.length, to: list.length + size - 1, joinedFromMs, joinedToMs });
    for (let i = 0; i < size; i++)
      list.push(rows.nobody(creator, joinedFromMs + random.next() * (joinedToMs - joinedFromMs)));
  }
  return { creator, full: false, rows: list, bands };
}
