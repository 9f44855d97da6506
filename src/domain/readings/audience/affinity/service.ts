/** Target first: whom the people of a target follow or engage with, gate by gate, to a longlist. */
import type { Reading } from '#basis/reading.ts';
import { libraryAsOf } from '#domain/facts/library/queries.ts';
import { membersOf } from '#domain/facts/lists/service.ts';
import { shownAs } from '#domain/facts/people/joins.ts';
import type { Store } from '#store/open-store.ts';
import { readingOf } from '#store/readings/keep-readings.ts';
import { readingsAbout } from '#store/readings/queries.ts';
import { affinities, affinityOf } from '../measures/affinity.ts';
import {
  type Affinity,
  type Condition,
  type Discovery,
  type DiscoveryRequest,
  discoveryRequestSchema,
  type Gate,
  type Target,
  type TargetFields,
  type TargetSize,
} from '../schema.ts';
import { gateLabels, type Judged, judge, troubleOf } from './gates.ts';
import { keysOfList } from './people-lists.ts';
import {
  cardsOfCandidates,
  fieldCounts,
  peopleByAccount,
  peopleByPlatform,
  peopleCount,
  targetSizeOf,
} from './queries.ts';
import type { Resolved, ResolvedTarget } from './target-people.ts';
import { caveatsOf, LEAST_TARGET_PEOPLE, tooThin } from './words.ts';

/** Dropped accounts that travel, nearest to being kept first; the longlist file has the same. */
const MOST_DROPPED = 20_000;
const CHUNK = 1000;

/** Lists and joined accounts as the ids that accounts are shown as. */
export async function resolved(store: Store, target: Target): Promise<ResolvedTarget> {
  const shown = await shownAs(store);
  const one = async (c: Condition): Promise<Resolved> => {
    if (c.kind === 'members') return { ...c, keys: await keysOfList(store, c.list) };
    if (c.kind !== 'engaged' && c.kind !== 'follows') return c;
    return {
      ...c,
      ...(c.accountIds ? { accountIds: c.accountIds.map((id) => shown.get(id) ?? id) } : {}),
      ...(c.list === undefined ? {} : { listIds: await membersOf(store, c.list) }),
    };
  };
  const every = (conditions: readonly Condition[]) => Promise.all(conditions.map(one));
  return {
    ...target,
    all: await every(target.all),
    any: await every(target.any),
    not: await every(target.not),
  };
}

const chunksOf = <T>(items: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(items.length / CHUNK) }, (_, i) => items.slice(i * CHUNK, (i + 1) * CHUNK));

async function readingsOf(store: Store, ids: readonly string[]): Promise<Map<string, Reading[]>> {
  const found = new Map<string, Reading[]>();
  for (const part of chunksOf(ids))
    for (const row of await store.facts.all(readingsAbout, { kind: 'account', ids: part })) {
      if (row.level !== 'moderate' && row.level !== 'strong' && !row.measure.startsWith('combined-evidence@'))
        continue;
      const reading = readingOf(row);
      found.set(row.subject_id, [...(found.get(row.subject_id) ?? []), reading]);
    }
  return found;
}

export async function discover(store: Store, request: DiscoveryRequest): Promise<Discovery> {
  const { basis, gates, rank } = request;
  const target = await resolved(store, request.target);
  const asked = { target, basis };
  const asOf = (await store.facts.first(libraryAsOf, {}))?.seen_at ?? null;
  const targetPeople = (await store.facts.first(targetSizeOf, asked))?.people ?? 0;
  const platforms = (await store.facts.all(peopleByPlatform, asked)).filter((p) => p.target > 0);
  const sum = (of: (p: (typeof platforms)[number]) => number) => platforms.reduce((n, p) => n + of(p), 0);
  const [targetSeen, basePeople] = [sum((p) => p.target), sum((p) => p.base)];
  const empty = {
    target: request.target,
    basis,
    rank,
    targetPeople,
    targetSeen,
    basePeople,
    funnel: [],
    kept: [],
    dropped: [],
    keptCount: 0,
    droppedCount: 0,
    priorPeople: null,
    asOf,
  };
  if (targetSeen < LEAST_TARGET_PEOPLE)
    return { ...empty, state: 'insufficient', why: tooThin(targetPeople, targetSeen, basis), caveats: [] };
  const named = new Set(platforms.map((p) => p.platform));
  const rows = (await store.facts.all(peopleByAccount, asked)).filter((r) => named.has(r.platform));
  const open = rows.filter((r) => !r.defining);
  const measured = affinities({
    target: open.map((r) => r.target),
    base: open.map((r) => r.base),
    targetPeople: targetSeen,
    basePeople,
  });
  // What is tested is chosen without looking at the target's counts, so that the share of false discoveries holds.
  const testable = open.flatMap((r, i) => (r.base >= gates.leastBase ? [i] : []));
  const beyond = new Set(measured.discoveriesAmong(testable, gates.falseShare ?? 1));
  const seen = rows.filter((r) => r.target > 0);
  const cards = new Map<string, Awaited<ReturnType<typeof cardRows>>[number]>();
  for (const part of chunksOf(seen.map((r) => r.account_id)))
    for (const card of await cardRows(store, part)) cards.set(card.account_id, card);
  const place = new Map(open.map((r, i) => [r.account_id, i]));
  const judged: Judged[] = seen.map((r) => {
    const i = place.get(r.account_id);
    const found =
      (i === undefined ? null : measured.accounts[i]) ??
      affinityOf(r.target, r.base, { targetPeople: targetSeen, basePeople }, measured.prior);
    const card = cards.get(r.account_id);
    const affinity: Affinity = {
      accountId: r.account_id,
      name: card?.name ?? null,
      platform: r.platform,
      tier: card?.tier ?? null,
      followers: card?.followers ?? null,
      categories: card?.category ?? [],
      priceMinor: card?.price ?? null,
      priceCurrency: card?.price == null ? null : (card.currency ?? null),
      cooperations: card?.cooperations ?? 0,
      targetPeople: r.target,
      basePeople: r.base,
      ...found,
      score: rank === 'reach' ? found.targetShare.value : found.targetShare.value - found.baseShare,
    };
    return { affinity, defining: r.defining, beyond: i !== undefined && beyond.has(i) };
  });
  const first = judge(judged, gates);
  const trouble =
    gates.trouble === null
      ? new Map()
      : await readingsOf(
          store,
          first.kept.map((a) => a.accountId),
        );
  const { kept, dropped } = troubleOf(first, trouble, gates);
  const byScore = (a: Affinity, b: Affinity) => b.score - a.score || (a.accountId < b.accountId ? -1 : 1);
  kept.sort(byScore);
  dropped.sort(byScore);
  let left = seen.length;
  const order: Gate[] = ['defines_target', 'thin', 'no_affinity', 'commercial', 'trouble'];
  const funnel: Discovery['funnel'] = [{ gate: 'seen', label: gateLabels.seen, left, dropped: 0 }];
  for (const gate of order) {
    const gone = dropped.filter((d) => d.gate === gate).length;
    left -= gone;
    funnel.push({ gate, label: gateLabels[gate], left, dropped: gone });
  }
  return {
    ...empty,
    state: 'ok',
    why: null,
    priorPeople: Number.isFinite(measured.prior.weight) ? measured.prior.weight : null,
    funnel,
    kept: kept.slice(0, request.limit),
    dropped: dropped.slice(0, MOST_DROPPED),
    keptCount: kept.length,
    droppedCount: dropped.length,
    caveats: caveatsOf(request, sum((p) => p.samples) > 0),
  };
}

const cardRows = (store: Store, ids: readonly string[]) => store.facts.all(cardsOfCandidates, { ids });

/** Whom the people of one account's own audience follow or engage with beyond the base rate; prices do not matter here. */
export const companions = (
  store: Store,
  accountId: string,
  basis: DiscoveryRequest['basis'],
): Promise<Discovery> => {
  const accountIds = [accountId];
  return discover(
    store,
    discoveryRequestSchema.parse({
      target: {
        name: accountId,
        all: [basis === 'followers' ? { kind: 'follows', accountIds } : { kind: 'engaged', accountIds }],
      },
      basis,
      gates: { commercial: false, trouble: null },
    }),
  );
};

/** How many people a target has, by platform of the accounts they are seen with. */
export async function targetSize(
  store: Store,
  request: { target: Target; basis: DiscoveryRequest['basis'] },
): Promise<TargetSize> {
  const asked = { target: await resolved(store, request.target), basis: request.basis };
  const platforms = await store.facts.all(peopleByPlatform, asked);
  return {
    people: (await store.facts.first(targetSizeOf, asked))?.people ?? 0,
    base: platforms.reduce((n, p) => n + p.base, 0),
    platforms: platforms.map((p) => ({ platform: p.platform, people: p.target })),
  };
}

export async function targetFields(store: Store): Promise<TargetFields> {
  const rows = await store.facts.all(fieldCounts, {});
  const of = (field: string) => rows.filter((r) => r.field === field);
  const people = (field: string) => of(field).map((r) => ({ value: r.value, people: r.n }));
  return {
    people: (await store.facts.first(peopleCount, {}))?.n ?? 0,
    gender: people('gender'),
    ageBand: people('ageBand'),
    region: people('region'),
    brands: of('brand').map((r) => ({ value: r.value, posts: r.n })),
    campaigns: of('campaign').map((r) => ({ value: r.value, orders: r.n })),
  };
}
