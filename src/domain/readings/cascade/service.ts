/** How a post spread, and which posts and accounts of a campaign brought people that no other brought. */
import { missing } from '#basis/error.ts';
import { platformRow } from '#basis/platform.ts';
import { word as words } from '#basis/reading.ts';
import { postsOf } from '#domain/facts/commerce/campaign-frame.ts';
import type { CampaignFrame } from '#domain/facts/commerce/schema.ts';
import type { Store } from '#store/open-store.ts';
import { cascadeShape, keyActs, type TreeSizes, treeSizes } from './measures/cascade-shape.ts';
import { cascadeTree } from './measures/cascade-tree.ts';
import { circleShare } from './measures/circle-share.ts';
import { exclusivePeople, keyAccounts, lossWithout } from './measures/spread-contribution.ts';
import { spreadSpeed } from './measures/spread-speed.ts';
import * as q from './queries.ts';
import { type CampaignSpread, type PostSpread, parentSources, type SpreadAct } from './schema.ts';

/** Nodes of a tree that are sent to be drawn. */
const DRAWN = 40_000;
const TOP = 20;

const IN_HAND = words(
  'Counted are acts in hand; a crawl or export may hold a part of all.',
  '仅统计已导入的互动；抓取或导出可能只是一部分。',
);
const MOST = words(
  'A loss is the most that could be missing: people who saw a second repost may have come anyway.',
  '缺失量为上限：看到另一次转发的人可能仍会参与。',
);
const FLAT = words(
  'Where a platform names only the post and not the person in between, the tree is flatter than the truth.',
  '若平台只记录原作品而不记录中间人，则树形会比实际更扁平。',
);

type Head = Awaited<ReturnType<typeof headsOf>>[number];
const headsOf = (store: Store, ids: readonly string[]) => store.facts.all(q.postHead, { ids });
const headOf = (h: Head) => ({
  postId: h.post_id,
  platform: h.platform,
  title: h.title,
  accountId: h.account_id,
  accountName: h.account_name,
  publishedAt: h.published_at,
});

type ActRow = Awaited<ReturnType<typeof actsOf>>[number];
const actsOf = (store: Store, postId: string) => store.facts.all(q.passingActs, { postId });

interface Names {
  /** The key a name acts under; names of library accounts only. */
  keyOf: Map<string, string>;
  accountOf: Map<string, { accountId: string; name: string | null }>;
}
async function namesOn(store: Store, platform: string): Promise<Names> {
  const rows = await store.facts.all(q.accountKeys, { platform });
  const keyOf = new Map<string, string>();
  for (const r of rows)
    for (const name of [r.name, r.handle]) if (name && !keyOf.has(name)) keyOf.set(name, r.actor);
  return {
    keyOf,
    accountOf: new Map(rows.map((r) => [r.actor, { accountId: r.account_id, name: r.name }])),
  };
}

const CHAIN = /\/\/\s*@([\p{L}\p{N}_·-]+)/u;

/** The post and its acts; names in a chain become the keys their accounts act under. */
function columnsOf(head: Head, rows: readonly ActRow[], names: Names): SpreadAct[] {
  const authors = [...names.accountOf].filter(([, a]) => a.accountId === head.account_id);
  const postMs = Date.parse(head.published_at ?? rows[0]?.at ?? '1970-01-01T00:00:00Z');
  return [
    { id: head.post_key, parentId: null, actor: authors[0]?.[0] ?? null, atMs: postMs, text: '' },
    ...rows.map((r) => {
      const named = CHAIN.exec(r.text ?? '')?.[1];
      const actor = named === undefined ? undefined : names.keyOf.get(named);
      return {
        id: r.act_key ?? `row ${r.source_id}:${r.source_row}`,
        parentId: r.parent_key,
        actor: r.actor,
        atMs: r.at === null ? postMs : Date.parse(r.at),
        text: actor === undefined ? '' : `//@${actor}`,
      };
    }),
  ];
}

/** Who follows whom among the participants; null when no list of any of them is in hand. */
async function followsOf(store: Store, head: Head, names: Names) {
  const edges = await store.facts.all(q.followsAmong, { postId: head.post_id, platform: head.platform });
  if (edges.length === 0) return null;
  const actorOf = new Map<string, string[]>();
  for (const [actor, { accountId }] of names.accountOf)
    actorOf.set(accountId, [...(actorOf.get(accountId) ?? []), actor]);
  const followed = new Map<string, Set<string>>();
  for (const e of edges)
    for (const other of actorOf.get(e.account_id) ?? []) {
      const set = followed.get(e.actor) ?? new Set<string>();
      followed.set(e.actor, set.add(other));
    }
  return (actor: string, other: string) => followed.get(actor)?.has(other) ?? false;
}

/** Rows of the largest subtrees, so that every drawn row's parent is drawn. */
function drawn(sizes: TreeSizes, parent: Int32Array): { rows: number[]; place: Map<number, number> } {
  const rows = Array.from(parent.keys());
  if (rows.length > DRAWN)
    rows.sort(
      (a, b) =>
        (sizes.subtree[b] as number) - (sizes.subtree[a] as number) ||
        (sizes.generation[a] as number) - (sizes.generation[b] as number) ||
        a - b,
    );
  const kept = rows.slice(0, DRAWN);
  return { rows: kept, place: new Map(kept.map((row, i) => [row, i])) };
}

/** Participants of each generation who do not follow the author. */
function outsideByGeneration(
  acts: readonly SpreadAct[],
  sizes: TreeSizes,
  follows: (actor: string, other: string) => boolean,
) {
  const author = acts[0]?.actor ?? '';
  const found: { generation: number; n: number; value: number }[] = [];
  for (const [row, act] of acts.entries()) {
    const generation = sizes.generation[row] as number;
    if (generation === 0 || act.actor === null) continue;
    const line = (found[generation - 1] ??= { generation, n: 0, value: 0 });
    line.n++;
    if (!follows(act.actor, author)) line.value++;
  }
  return found.flatMap((line) => (line ? [{ ...line, value: line.value / line.n }] : []));
}

export async function postSpread(store: Store, postId: string): Promise<PostSpread> {
  const [found] = await headsOf(store, [postId]);
  if (!found)
    throw missing('no-post', `There is no post ${postId} in the library.`, 'Search the library for its id.');
  const head = headOf(found);
  const [listed] = await store.facts.all(q.circles, { ids: [postId] });
  const circle = circleShare(listed);
  const platform = platformRow(found.platform);
  const rows = await actsOf(store, postId);
  const chained = rows.some((r) => r.parent_key !== null);
  if (!platform.cascadeObservable && !chained)
    return {
      ...head,
      state: 'not_observable',
      circle,
      asOf: found.seen_at,
      why: words(
        `Not observable on this platform: ${platform.en} does not show who passed a post on from whom.`,
        `该平台无法观测：${platform.zh}不显示作品由谁转给谁。`,
      ),
    };
  if (rows.length < 2)
    return {
      ...head,
      state: 'insufficient',
      circle,
      asOf: found.seen_at,
      need: words('two reposts with their moments', '至少两次带时间的转发'),
      have: words(`${rows.length}`, `${rows.length}`),
      why: words('A tree of fewer has no form.', '更少的转发没有形状可言。'),
    };
  const names = await namesOn(store, found.platform);
  const acts = columnsOf(found, rows, names);
  const follows = await followsOf(store, found, names);
  const tree = cascadeTree(acts, follows);
  const sizes = treeSizes(tree.parent);
  const start = (acts[0] as SpreadAct).atMs;
  const minutes = (row: number) => Math.max(0, ((acts[row] as SpreadAct).atMs - start) / 60_000);
  const who = (key: string | null) => ({
    accountId: names.accountOf.get(key ?? '')?.accountId ?? null,
    name: names.accountOf.get(key ?? '')?.name ?? null,
    key: (key ?? '').slice(0, 10),
  });
  const picture = drawn(sizes, tree.parent);
  return {
    ...head,
    state: 'ok',
    circle,
    circleByGeneration: listed?.design === 'full' && follows ? outsideByGeneration(acts, sizes, follows) : [],
    shape: cascadeShape(sizes),
    speed: spreadSpeed(Float64Array.from(acts, (a) => a.atMs)),
    parentsBy: Object.fromEntries(
      parentSources.map((source, k) => [
        source,
        tree.source.reduce((n, s, i) => n + (i > 0 && s === k ? 1 : 0), 0),
      ]),
    ) as Record<(typeof parentSources)[number], number>,
    brokenCount: tree.brokenCount,
    keyActs: keyActs(sizes, TOP).map((k) => {
      const row = rows[k.row - 1] as ActRow;
      return {
        ...lossWithout(tree.parent, sizes, [k.row]),
        who: who(row.actor),
        generation: k.generation,
        directCount: k.directCount,
        minutes: minutes(k.row),
        from: { sourceId: row.source_id, row: row.source_row },
        node: picture.place.get(k.row) ?? null,
      };
    }),
    keyAccounts: keyAccounts(
      tree.parent,
      sizes,
      acts.map((a) => a.actor),
      TOP,
    ).map(({ actor, ...k }) => ({ ...k, who: who(actor) })),
    nodes: {
      parent: picture.rows.map((row) => picture.place.get(tree.parent[row] as number) ?? -1),
      minutes: picture.rows.map((row) => Math.round(minutes(row) * 10) / 10),
    },
    leftOutOfPicture: acts.length - picture.rows.length,
    statedReposts: found.stated,
    asOf: found.seen_at,
    caveats: [IN_HAND, MOST, FLAT],
  };
}

/** Form of each post's tree where its platform shows one, and people alone on each post and account. */
export async function campaignSpread(store: Store, frame: CampaignFrame): Promise<CampaignSpread> {
  const ids = postsOf(frame);
  const [heads, alone, listed] = await Promise.all([
    headsOf(store, ids),
    store.facts.all(q.peopleAlone, { ids }),
    store.facts.all(q.circles, { ids }),
  ]);
  const counts = new Map(alone.map((r) => [`${r.kind} ${r.id}`, r]));
  const posts: CampaignSpread['posts'] = [];
  for (const h of heads) {
    const count = counts.get(`post ${h.post_id}`);
    const observable = platformRow(h.platform).cascadeObservable;
    const rows = observable && (count?.reposts ?? 0) > 1 ? await actsOf(store, h.post_id) : [];
    posts.push({
      ...headOf(h),
      acts: count?.acts ?? 0,
      people: count?.people ?? 0,
      reposts: count?.reposts ?? 0,
      observable,
      shape: rows.length > 1 ? await shapeOf(store, h, rows) : null,
      alone: { ...exclusivePeople(count?.alone ?? 0), n: count?.people ?? 0 },
      circle: circleShare(listed.find((l) => l.post_id === h.post_id)),
    });
  }
  const named = new Map(frame.placements.map((p) => [p.accountId, p.accountName]));
  return {
    campaign: frame.campaign,
    people: counts.get('all null')?.people ?? 0,
    posts: posts.sort((a, b) => b.alone.value - a.alone.value || (a.postId < b.postId ? -1 : 1)),
    accounts: alone
      .filter((r) => r.kind === 'account' && r.id)
      .map((r) => ({
        accountId: r.id as string,
        name: named.get(r.id as string) ?? null,
        posts: posts.filter((p) => p.accountId === r.id).length,
        people: r.people,
        alone: { ...exclusivePeople(r.alone), n: r.people },
      }))
      .sort((a, b) => b.alone.value - a.alone.value || (a.accountId < b.accountId ? -1 : 1)),
    asOf: frame.asOf,
    caveats: [
      IN_HAND,
      words(
        'Alone: people in hand who took part in nothing else of the campaign. It is what would be missing among people in hand, not reach.',
        '独有参与者：已导入的人中只参与过这一项的人。它表示缺了它会少掉的人，并非触达。',
      ),
    ],
  };
}

async function shapeOf(store: Store, head: Head, rows: readonly ActRow[]) {
  const names = await namesOn(store, head.platform);
  const tree = cascadeTree(columnsOf(head, rows, names), await followsOf(store, head, names));
  const { size, depth, breadth, structuralVirality } = cascadeShape(treeSizes(tree.parent));
  return { size, depth, breadth, structuralVirality };
}
