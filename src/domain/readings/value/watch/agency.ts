/** An agency's list against the library: what the check saves in time, and what the library has for the same places. */
import type { Store } from '#store/open-store.ts';
import { meanDifference } from '../measures/mean-difference.ts';
import { accountFacts } from '../queries.ts';
import type { Assumption, ValuePage } from '../schema.ts';
import { type Asked, ask, valuePages } from '../service.ts';
import { resolve } from '../shortlist.ts';
import type { AgencyCheck, AgencyRequest } from './schema.ts';

const handAssumption = (minutes: number): Assumption => ({
  name: 'hand_minutes',
  value: minutes,
  unit: 'minutes per account',
  words: {
    en: `Assumed: ${minutes} minutes to check one account by hand.`,
    zh: `假设：人工核查一个账号需 ${minutes} 分钟。`,
  },
  setting: 'weights.handMinutes',
  editable: true,
});

/** Best peers of one account that are looked at: enough that shut gates and dear ones leave some. */
const LOOKED_AT = 12;

const totalOf = (page: ValuePage): number | null =>
  page.total.result.state === 'ok' ? page.total.result.value : null;
const mean = (list: readonly number[]): number | null =>
  list.length === 0 ? null : list.reduce((a, b) => a + b, 0) / list.length;

/** Places of the account's peers with a total, best first, without those on the list. */
function peersOf(asked: Asked, place: number, listed: ReadonlySet<number>): number[] {
  const { peers } = asked.base;
  const group = peers.groupOf(place);
  if (!group) return [];
  const { total } = asked.scores;
  const platform = asked.accounts.platform[place];
  return Array.from(total.keys())
    .filter(
      (i) =>
        asked.accounts.platform[i] === platform &&
        peers.groupOf(i) === group &&
        !Number.isNaN(total[i]) &&
        !listed.has(i),
    )
    .sort((a, b) => (total[b] as number) - (total[a] as number) || a - b);
}

export async function agencyCheck(store: Store, request: AgencyRequest): Promise<AgencyCheck> {
  const started = performance.now();
  const asked = await ask(store, request);
  const { ids, unknown } = await resolve(store, request.candidates);
  const pages = await valuePages(store, ids, asked);
  const listed = new Set(ids.map((id) => asked.base.placeOf.get(id) as number));
  const bestOf = new Map(
    pages.map((p) => [p.accountId, peersOf(asked, asked.base.placeOf.get(p.accountId) as number, listed)]),
  );
  const looked = [...new Set([...bestOf.values()].flatMap((list) => list.slice(0, LOOKED_AT)))];
  const peerIds = looked.map((i) => asked.base.ids[i] as string);
  const peerPages = new Map((await valuePages(store, peerIds, asked)).map((p) => [p.accountId, p]));
  const prices = new Map(
    (await store.facts.all(accountFacts, { ids: [...ids, ...peerIds] })).map((f) => [
      f.account_id,
      { price: f.price_value ?? f.price_low, currency: f.price_currency },
    ]),
  );
  const priceOf = (id: string) => {
    const { price = null, currency = null } = prices.get(id) ?? {};
    return { price, currency: price === null ? null : currency };
  };
  const taken = new Set<string>();
  // The weakest of the list chooses first: it has most to gain.
  const order = pages.toSorted((a, b) => (totalOf(a) ?? 0) - (totalOf(b) ?? 0));
  const insteadOf = new Map<string, AgencyCheck['items'][number]['instead']>();
  for (const page of order) {
    const own = priceOf(page.accountId);
    const found = (bestOf.get(page.accountId) ?? []).slice(0, LOOKED_AT).flatMap((i) => {
      const peer = peerPages.get(asked.base.ids[i] as string);
      const total = peer ? totalOf(peer) : null;
      if (!peer || total === null || taken.has(peer.accountId)) return [];
      if (peer.gates.some((g) => !g.open) || total <= (totalOf(page) ?? 0)) return [];
      const price = priceOf(peer.accountId);
      if (
        own.price !== null &&
        (price.price === null || price.currency !== own.currency || price.price > own.price)
      )
        return [];
      return [{ accountId: peer.accountId, name: peer.name, total, ...price }];
    })[0];
    if (found) taken.add(found.accountId);
    insteadOf.set(page.accountId, found ?? null);
  }
  const items: AgencyCheck['items'] = pages.map((page) => {
    const peers = bestOf.get(page.accountId) ?? [];
    const middle = peers[peers.length >> 1];
    return {
      accountId: page.accountId,
      name: page.name,
      platform: page.platform,
      total: totalOf(page),
      ...priceOf(page.accountId),
      gates: page.gates.filter((g) => !g.open).map((g) => g.reason),
      peerMedian: middle === undefined ? null : (asked.scores.total[middle] as number),
      instead: insteadOf.get(page.accountId) ?? null,
    };
  });
  const pairs = items.flatMap((i) =>
    i.total !== null && i.instead ? [[i.instead.total, i.total] as const] : [],
  );
  const listMean = mean(items.flatMap((i) => (i.total === null ? [] : [i.total])));
  const byHandMinutes = request.candidates.length * asked.weights.handMinutes;
  const ms = performance.now() - started;
  const shut = items.filter((i) => i.gates.length > 0).length;
  const better = pairs.length;
  return {
    asOf: asked.asOf,
    goal: asked.goal,
    map: { map: asked.map.map, name: asked.map.name },
    given: request.candidates.length,
    unknown,
    time: {
      ms,
      byHandMinutes,
      savedMinutes: byHandMinutes - ms / 60_000,
      assumption: handAssumption(asked.weights.handMinutes),
    },
    items,
    quality: {
      scored: items.filter((i) => i.total !== null).length,
      listMean,
      peerMean: mean(items.flatMap((i) => (i.peerMedian === null ? [] : [i.peerMedian]))),
      insteadMean: mean(pairs.map(([alternative]) => alternative)),
      difference: meanDifference(pairs, JSON.stringify(ids)),
      listShut: shut,
    },
    words: {
      en: `${request.candidates.length} names, ${items.length} of them in the library; gates stop ${shut}; for ${better} the library has a peer with a higher total at no higher price.`,
      zh: `共 ${request.candidates.length} 个名字，其中 ${items.length} 个在库；关卡拦下 ${shut} 个；有 ${better} 个可换成同类中总分更高且报价不更贵的账号。`,
    },
  };
}
