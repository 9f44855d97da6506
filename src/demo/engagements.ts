/**
 * Who engaged with what: a heavy-tailed sample of each post's audience, and the like/comment ring.
 * One person likes, saves or shares a post at most once.
 */
import type { Rng } from '#basis/rng.ts';
import type { Creator } from './creators.ts';
import { AS_OF_MS, HOUR_MS, MINUTE_MS } from './frame.ts';
import type { Consumers } from './people.ts';
import { countersAt, type Post } from './posts.ts';
import { CATEGORIES, COMMENTS, TOPICS } from './words.ts';

export const KINDS = ['like', 'comment', 'save', 'repost'] as const;

/** Column-wise; `consumer` is −1 where a creator acts (see `creator`). */
export interface Engagements {
  count: number;
  post: Int32Array;
  consumer: Int32Array;
  creator: Int32Array;
  kind: Uint8Array;
  atMs: Float64Array;
  text: (string | undefined)[];
}

const CAPACITY = 420_000;

/** The people who may see a creator: mostly interested in its category; drawn once and reused. */
export function makeAudiences(
  random: Rng,
  creators: readonly Creator[],
  consumers: Consumers,
): Uint32Array[] {
  return creators.map((creator) => {
    const size = Math.round(Math.min(4200, Math.max(240, 14 * creator.followers ** 0.42)));
    const all = consumers.byPlatform.get(creator.platform) as Uint32Array;
    const fans = consumers.byInterest.get(
      `${creator.platform}/${CATEGORIES.indexOf(creator.category)}`,
    ) as Uint32Array;
    const seen = new Set<number>();
    for (let i = 0; i < size * 1.3 && seen.size < size; i++) {
      const pool = random.chance(0.72) ? fans : all;
      seen.add(pool[Math.floor(random.next() * pool.length)] as number);
    }
    return Uint32Array.from(seen);
  });
}

function sampleSize(random: Rng, post: Post): number {
  const { creator, final } = post;
  const whole = final.likes + final.comments + final.saves + final.shares;
  if (creator.role === 'quiet-small') return Math.min(whole, random.int(160, 260));
  if (creator.role === 'dull-large') return Math.min(whole, random.int(14, 30));
  return Math.min(whole, 420, Math.round(random.logNormal(24, 0.85)));
}

const LIVELY_SHARE: Partial<Record<Creator['role'], number>> = { 'quiet-small': 0.78, 'dull-large': 0.04 };

export function makeEngagements(
  random: Rng,
  posts: readonly Post[],
  audiences: readonly Uint32Array[],
  consumers: Consumers,
  ring: readonly Creator[],
): Engagements {
  const out: Engagements = {
    count: 0,
    post: new Int32Array(CAPACITY),
    consumer: new Int32Array(CAPACITY),
    creator: new Int32Array(CAPACITY),
    kind: new Uint8Array(CAPACITY),
    atMs: new Float64Array(CAPACITY),
    text: [],
  };
  const put = (post: Post, consumer: number, creator: number, kind: number, atMs: number, text?: string) => {
    const i = out.count++;
    out.post[i] = post.index;
    out.consumer[i] = consumer;
    out.creator[i] = creator;
    out.kind[i] = kind;
    out.atMs[i] = Math.floor(atMs / 1000) * 1000;
    if (text !== undefined) out.text[i] = text;
  };
  // Last post on which a consumer did each kind, so that nobody likes one post twice.
  const done = KINDS.map(() => new Int32Array(consumers.count).fill(-1));

  for (const post of posts) {
    const { creator } = post;
    if (creator.platform === 'live') continue;
    const audience = audiences[creator.index] as Uint32Array;
    const lively = LIVELY_SHARE[creator.role] ?? 0.3;
    // A sample never holds more acts of a kind than the post's own counters show; the ring's come on top.
    const now = countersAt(post, AS_OF_MS);
    const reserved = creator.role === 'ring' ? ring.length : 0;
    const room = [now.likes - reserved, now.comments - reserved, now.saves, now.shares];
    for (let left = sampleSize(random, post); left > 0; left--) {
      // Squared draws: a core of regulars, a long tail of passers-by.
      const u = random.next();
      const person = audience[Math.floor(audience.length * u * u)] as number;
      const k = random.next();
      const wanted = k < 0.6 ? 0 : k < 0.8 ? 1 : k < 0.93 ? 2 : 3;
      const kind = (room[wanted] as number) > 0 ? wanted : 0;
      if ((room[kind] as number) <= 0) continue;
      const seen = done[kind] as Int32Array;
      if (seen[person] === post.index) continue;
      const atMs = momentOf(random, post, consumers.activeHour[person] as number);
      if (atMs >= AS_OF_MS) continue;
      seen[person] = post.index;
      room[kind] = (room[kind] as number) - 1;
      put(post, person, -1, kind, atMs, kind === 1 ? commentText(random, post, lively) : undefined);
    }
    if (creator.role === 'ring') ringActs(random, post, ring, put);
  }
  return out;
}

/** Hours after publication are log-normal; two in three people come in their own hour of the day. */
function momentOf(random: Rng, post: Post, activeHour: number): number {
  const delay = Math.min(9 * 24, random.logNormal(4, 1.3)) * HOUR_MS;
  if (delay < HOUR_MS || random.chance(0.35)) return post.publishedMs + 20_000 + delay;
  const at = post.publishedMs + delay;
  const hour = Math.floor((at / HOUR_MS + 8) % 24);
  return at + ((activeHour - hour + 24) % 24) * HOUR_MS;
}

/** Every member's post is liked and commented by most other members within a quarter of an hour. */
function ringActs(
  random: Rng,
  post: Post,
  ring: readonly Creator[],
  put: (post: Post, consumer: number, creator: number, kind: number, atMs: number, text?: string) => void,
) {
  for (const member of ring) {
    if (member === post.creator || !random.chance(0.82)) continue;
    const atMs = post.publishedMs + random.int(1, 13) * MINUTE_MS + random.int(0, 59) * 1000;
    if (atMs >= AS_OF_MS - 2 * MINUTE_MS) continue;
    put(post, -1, member.index, 0, atMs);
    if (random.chance(0.7))
      put(post, -1, member.index, 1, atMs + random.int(5, 50) * 1000, random.pick(COMMENTS.bought));
  }
}

function commentText(random: Rng, post: Post, lively: number): string {
  if (post.creator.role.startsWith('bought') && random.chance(0.6)) return random.pick(COMMENTS.bought);
  if (random.next() >= lively) return random.pick(COMMENTS.plain);
  const topic = TOPICS[post.creator.category];
  return random
    .pick(COMMENTS.lively)
    .replace('{thing2}', random.pick(topic.things))
    .replace('{thing}', random.pick(topic.things))
    .replace('{scene}', random.pick(topic.scenes));
}
