/**
 * Repost chains of the brand's posts on Weibo: who passed each on from whom. Most reposts come straight from the post;
 * one creator per post passes it on to a crowd of its own.
 */
import { type Rng, rng } from '#basis/rng.ts';
import type { Creator } from './creators.ts';
import { csvTable } from './csv.ts';
import type { DemoFile } from './file.ts';
import { AS_OF_MS, chinaTime, MINUTE_MS } from './frame.ts';
import { countersAt, type Post } from './posts.ts';
import type { Scenario } from './scenario.ts';

interface ChainAct {
  post: Post;
  key: string;
  parent: string;
  actor: string;
  atMs: number;
  text: string;
}

/** The creator planted as the bridge of each post, and how many acts hang below it. */
export interface Bridge {
  postKey: string;
  actorId: string;
  below: number;
}

/** Share of a post's reposts that stand in the file; the rest are in the plain list or unseen. */
const IN_FILE = 0.7;

/** Reposts already in the plain list, by post. */
function listed(scenario: Scenario): Map<number, number> {
  const { engagements: e } = scenario;
  const counts = new Map<number, number>();
  for (let i = 0; i < e.count; i++)
    if (e.kind[i] === 3) counts.set(e.post[i] as number, (counts.get(e.post[i] as number) ?? 0) + 1);
  return counts;
}

export function makeRepostChains(scenario: Scenario): { acts: ChainAct[]; bridges: Bridge[] } {
  const inList = listed(scenario);
  const people = scenario.consumers.byPlatform.get('weibo') as Uint32Array;
  const others = scenario.creators.filter((c) => c.platform === 'weibo' && c.role === 'plain');
  const acts: ChainAct[] = [];
  const bridges: Bridge[] = [];
  for (const post of scenario.posts) {
    if (!post.cooperation || post.creator.platform !== 'weibo') continue;
    const room = countersAt(post, AS_OF_MS).shares - (inList.get(post.index) ?? 0);
    const size = Math.floor(room * IN_FILE);
    if (size < 12) continue;
    const random = rng(`${scenario.seed}/chain/${post.key}`);
    const bridge = random.pick(others.filter((c) => c !== post.creator));
    const chain = chainOf(
      random,
      post,
      size,
      bridge,
      (n) => scenario.consumers.id[people[n % people.length] as number] as string,
    );
    acts.push(...chain);
    bridges.push({ postKey: post.key, actorId: bridge.id, below: belowBridge(chain, bridge.id) });
  }
  return { acts, bridges };
}

function chainOf(
  random: Rng,
  post: Post,
  size: number,
  bridge: Creator,
  person: (n: number) => string,
): ChainAct[] {
  const chain: ChainAct[] = [];
  const bridgeAt = Math.floor(size / 6);
  let bridgeRow = -1;
  let atMs = post.publishedMs;
  const start = random.int(0, 9000);
  for (let i = 0; i < size; i++) {
    atMs += Math.max(1000, Math.round(random.exponential(1) * MINUTE_MS * (2 + (6 * i) / size)));
    if (atMs >= AS_OF_MS - MINUTE_MS) break;
    const isBridge = i === bridgeAt;
    // A bridge brings a crowd of its own; else two in three come from the post, the rest from a recent act.
    const from =
      isBridge || i === 0
        ? -1
        : bridgeRow >= 0 && random.chance(0.38)
          ? bridgeRow
          : random.chance(0.66)
            ? -1
            : Math.max(0, i - 1 - Math.floor(random.exponential(0.06)));
    const parent = from < 0 ? undefined : chain[from];
    if (isBridge) bridgeRow = i;
    chain.push({
      post,
      key: `${post.key}r${i}`,
      parent: parent?.key ?? '',
      actor: isBridge ? bridge.id : person(start + i * 7),
      atMs: Math.floor(atMs / 1000) * 1000,
      text: isBridge ? '这条值得看' : '转发微博',
    });
  }
  return chain;
}

function belowBridge(chain: readonly ChainAct[], bridge: string): number {
  const inside = new Set<string>();
  for (const act of chain) if (act.actor === bridge || inside.has(act.parent)) inside.add(act.key);
  return Math.max(0, inside.size - 1);
}

export function repostChains(scenario: Scenario): DemoFile {
  const rows = makeRepostChains(scenario).acts.map((a) => [
    'weibo',
    a.post.key,
    a.actor,
    'repost',
    chinaTime(a.atMs),
    a.text,
    a.key,
    a.parent,
  ]);
  return {
    path: 'activity/repost-chains.csv',
    purpose: 'Who passed the brand’s Weibo posts on, and from whom',
    connectorId: 'engagement-list',
    content: csvTable('platform post_id actor_id kind at text id parent'.split(' '), rows),
    rows: rows.length,
  };
}
