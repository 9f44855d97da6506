/** Do groups of people act on the account's posts together: within a minute, or on the same chosen posts? */
import { type Finding, insufficient, type RowRef, type Words, word } from '#basis/reading.ts';
import type { FactReader } from '#store/facts/fact-store.ts';
import type { Detector, Scope } from '../detector.ts';
import { findingOf } from '../finding.ts';
import { levelOf } from '../measures/combined-evidence.ts';
import { type MeasureCard } from '../schema.ts';
import { CO_ENGAGEMENT, DENSE_BLOCK } from './cards.ts';
import { type LoadedActs, loadActs } from './load-acts.ts';
import { blocksBeyondFans } from './measures/blocks-beyond-fans.ts';
import { coordination } from './measures/coordinated-rings.ts';
import { meetingsByObject } from './measures/ring-objects.ts';
import { actorsOfNumbers, actsOfPeople } from './queries.ts';
import { MIN_POSTS, NULL_STEPS, WINDOW_SECONDS } from './ring-graph.ts';

/** Acts on an account's posts below which no group can be seen. */
const LEAST_ACTS = 30;
const LEAST_MEMBERS = 3;
const MOST_ROWS = 200;

/** A group of people, as one account sees it. */
interface Group {
  id: string;
  p: number;
  /** Members of the whole group. */
  size: number;
  /** Those who act on this account's posts together, as numbers of `LoadedActs`. */
  members: number[];
  posts: string[];
  detail: Record<string, unknown>;
}

interface Found {
  groupsOf: Map<string, Group[]>;
  detail: Record<string, unknown>;
  caveats: Words[];
}

function together(loaded: LoadedActs): Found {
  const found = coordination(loaded.acts, {
    windowSeconds: WINDOW_SECONDS,
    minObjects: MIN_POSTS,
    nullSteps: NULL_STEPS,
  });
  const groupsOf = new Map<string, Group[]>();
  for (const [place, ring] of found.rings.entries()) {
    const byCreator = new Map<string, { members: Set<number>; posts: Set<string> }>();
    for (const { object, a, b } of meetingsByObject(loaded.acts, ring, found.pairs, WINDOW_SECONDS)) {
      const creator = loaded.creators[loaded.acts.stratumOf?.[object] as number] as string;
      const seen = byCreator.get(creator) ?? { members: new Set<number>(), posts: new Set<string>() };
      seen.members.add(a).add(b);
      seen.posts.add(loaded.posts[object] as string);
      byCreator.set(creator, seen);
    }
    for (const [creator, { members, posts }] of byCreator)
      if (members.size >= LEAST_MEMBERS && posts.size >= 2)
        add(groupsOf, creator, {
          id: `co-engagement-${place + 1}`,
          p: ring.p,
          size: ring.members.length,
          members: [...members].sort((x, y) => x - y),
          posts: [...posts],
          detail: { pairs: ring.edges.length },
        });
  }
  return {
    groupsOf,
    detail: {
      windowSeconds: WINDOW_SECONDS,
      minPosts: MIN_POSTS,
      nullGraphs: found.nullCount,
      leftOutPosts: found.leftOut.length,
    },
    caveats: [
      word(
        `${found.nullCount} random libraries with the same activity per creator; ${found.leftOut.length} posts with too many acts at once were left out.`,
        `对照 ${found.nullCount} 个保持活跃度不变的随机库；${found.leftOut.length} 条同时互动过多的内容未计入。`,
      ),
    ],
  };
}

function blocks(loaded: LoadedActs): Found {
  const found = blocksBeyondFans(loaded.acts);
  const groupsOf = new Map<string, Group[]>();
  for (const [place, block] of found.blocks.entries()) {
    const byCreator = new Map<string, string[]>();
    for (const item of block.items) {
      const creator = loaded.creators[loaded.acts.stratumOf?.[item] as number] as string;
      byCreator.set(creator, [...(byCreator.get(creator) ?? []), loaded.posts[item] as string]);
    }
    for (const [creator, posts] of byCreator)
      add(groupsOf, creator, {
        id: `dense-block-${place + 1}`,
        p: 10 ** block.logP,
        size: block.users.length,
        members: block.users,
        posts,
        detail: { edges: block.edges, expected: block.expected, density: block.density },
      });
  }
  return {
    groupsOf,
    detail: { leftOutPosts: found.leftOut.length },
    caveats: [
      word(
        `${found.leftOut.length} posts with very many people were left out of pairing.`,
        `${found.leftOut.length} 条互动人数极多的内容未参与配对。`,
      ),
    ],
  };
}

function add(groupsOf: Map<string, Group[]>, creator: string, group: Group): void {
  const known = groupsOf.get(creator);
  if (known) known.push(group);
  else groupsOf.set(creator, [group]);
}

const detector = (
  card: MeasureCard,
  measure: (loaded: LoadedActs) => Found,
  say: (group: Group) => Words,
): Detector => ({
  card,
  async read(facts, scope) {
    const loaded = await loadActs(facts, scope.asOf);
    scope.signal?.throwIfAborted();
    const found = measure(loaded);
    const acts = new Map<string, number>();
    for (const object of loaded.acts.object) {
      const creator = loaded.creators[loaded.acts.stratumOf?.[object] as number] as string;
      acts.set(creator, (acts.get(creator) ?? 0) + 1);
    }
    const rows = await rowsOf(facts, scope, loaded, found.groupsOf);
    return scope.accountIds.map((id) => {
      const count = acts.get(id) ?? 0;
      if (count < LEAST_ACTS) return tooThin(card, scope, id, count);
      const groups = (found.groupsOf.get(id) ?? []).toSorted((x, y) => x.p - y.p);
      const first = groups[0];
      const pValue = first?.p ?? 1;
      const members = new Set(groups.flatMap((g) => g.members));
      return findingOf(card, scope, {
        subject: { kind: 'account', id },
        level: levelOf(pValue),
        result: {
          state: 'ok',
          value: members.size,
          low: null,
          high: null,
          n: count,
          unit: 'people',
          detail: {
            pValue,
            ...found.detail,
            groups: groups.slice(0, 10).map((g) => ({
              id: g.id,
              p: g.p,
              size: g.size,
              membersHere: g.members.length,
              posts: g.posts.slice(0, 50),
              postCount: g.posts.length,
              ...g.detail,
            })),
          },
          caveats: found.caveats,
        },
        summary: first
          ? say(first)
          : word(
              `No group of people stands out among ${count} acts on its posts.`,
              `在其内容的 ${count} 次互动中，未见异常人群。`,
            ),
        rows: rows.get(id)?.refs ?? [],
        rowCount: rows.get(id)?.count ?? 0,
        columns: [count, pValue, groups],
      });
    });
  },
});

/** Rows of the groups' acts on each account of the scope. */
async function rowsOf(
  facts: FactReader,
  scope: Scope,
  loaded: LoadedActs,
  groupsOf: Map<string, Group[]>,
): Promise<Map<string, { refs: RowRef[]; count: number }>> {
  const ids = scope.accountIds.filter((id) => groupsOf.has(id));
  const actors = [...new Set(ids.flatMap((id) => (groupsOf.get(id) ?? []).flatMap((g) => g.members)))];
  if (actors.length === 0) return new Map();
  const people = await facts.all(actorsOfNumbers, { asOf: scope.asOf, since: loaded.since, actors });
  const rows = await facts.all(actsOfPeople, {
    asOf: scope.asOf,
    keys: people.map((p) => p.actor_key),
    ids,
    most: MOST_ROWS,
  });
  const byAccount = new Map<string, { refs: RowRef[]; count: number }>();
  for (const r of rows) {
    const ref = {
      sourceId: r.source_id,
      row: r.source_row,
      note: `${r.act} ${r.acted_at ?? ''} ${r.post_id}`,
    };
    const known = byAccount.get(r.account_id);
    if (known) known.refs.push(ref);
    else byAccount.set(r.account_id, { refs: [ref], count: r.row_count });
  }
  return byAccount;
}

const tooThin = (card: MeasureCard, scope: Scope, id: string, acts: number): Finding =>
  findingOf(card, scope, {
    subject: { kind: 'account', id },
    level: 'insufficient',
    result: insufficient(
      word(`${LEAST_ACTS} acts with a moment on its posts`, `其内容至少 ${LEAST_ACTS} 次带时间的互动明细`),
      word(`${acts} acts`, `${acts} 次`),
      word('A group shows only in who engages with the posts.', '人群只能从互动者名单中看出。'),
    ),
    summary: word(
      `${acts} acts on its posts are too few to see a group.`,
      `仅有 ${acts} 次互动明细，无法判断是否存在异常人群。`,
    ),
    rows: [],
    columns: [acts],
  });

export const coEngagementDetector = detector(CO_ENGAGEMENT, together, (g) =>
  word(
    `${g.members.length} people (of a group of ${g.size}) acted within ${WINDOW_SECONDS} s of each other on ${g.posts.length} of its posts (p ${g.p.toPrecision(2)}).`,
    `${g.members.length} 人（所属群体共 ${g.size} 人）在其 ${g.posts.length} 条内容上于 ${WINDOW_SECONDS} 秒内先后互动（p ${g.p.toPrecision(2)}）。`,
  ),
);

export const denseBlockDetector = detector(DENSE_BLOCK, blocks, (g) =>
  word(
    `${g.size} people act together on ${g.posts.length} chosen posts of this account, beyond its usual fans (p ≤ ${g.p.toPrecision(2)}).`,
    `${g.size} 人集中互动该账号的 ${g.posts.length} 条内容，超出其日常粉丝行为（p ≤ ${g.p.toPrecision(2)}）。`,
  ),
);
