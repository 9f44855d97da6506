/** Value of accounts: the library's ranking, and pages of some accounts with every part. */
import { missing } from '#basis/error.ts';
import type { PlatformId } from '#basis/platform.ts';
import type { Reading, Words } from '#basis/reading.ts';
import { libraryAsOf } from '#domain/facts/library/queries.ts';
import { TIERS } from '#domain/facts/library/schema.ts';
import type { Store } from '#store/open-store.ts';
import { readingOf } from '#store/readings/keep-readings.ts';
import { readingsAbout } from '#store/readings/queries.ts';
import { type ValueBase, valueBase } from './base.ts';
import { brandProximity, type Mentions, proximityScore } from './measures/brand-proximity.ts';
import { commercialGates } from './measures/commercial-gates.ts';
import { fourGates } from './measures/four-gates.ts';
import { growthBackTest } from './measures/growth-potential.ts';
import type { Accounts } from './measures/peer-percentile.ts';
import {
  type Bounds,
  costPerTargetPerson,
  costPerTruePerson,
  expectedSales,
  fanEffect,
  feedAssumption,
  salesAssumption,
} from './measures/reckoned.ts';
import { type LibraryScores, libraryScores, type Plan, planOf } from './measures/value-score.ts';
import { scoresOf } from './page-scores.ts';
import { accountFacts, consumersLikeKols, growthAround, mentionCounts, traitFacts } from './queries.ts';
import {
  type BackTest,
  type Goal,
  type Koc,
  type PathMap,
  type PeerTiers,
  type Ranking,
  VALUES,
  type ValuePage,
  type ValueQuery,
  type Weights,
} from './schema.ts';
import { goalNamed, mapNamed, valueSettings } from './settings.ts';
import { feedShareOf, growthResult, LEAST_ADOPTERS, traitsOf } from './traits.ts';

/** One question put to the library: what every answer of this room starts from. */
export interface Asked {
  base: ValueBase;
  accounts: Accounts;
  map: PathMap;
  goal: Goal;
  goals: Goal[];
  weights: Weights;
  plan: Plan;
  planFor(goal: Goal): Plan;
  scores: LibraryScores;
  mentions: Map<string, Mentions> | null;
  brand: string | null;
  /** Key of the target whose shares are read. */
  target: string | null;
  tiers: PeerTiers | null;
  asOf: string | null;
}

/** Stored measures that the map or the weights speak of, in a fixed order. */
function readingsIn(map: PathMap, weights: Weights): string[] {
  const parts = VALUES.flatMap((v) => Object.keys(weights.values[v] ?? {}));
  const named = parts.filter((p) => p.startsWith('reading:')).map((p) => p.slice(8));
  const weighing = map.stages.flatMap((s) => (s.weighedBy === null ? [] : [s.weighedBy]));
  return [...new Set([...named, ...weighing])].sort();
}

export async function ask(store: Store, query: ValueQuery): Promise<Asked> {
  const settings = await valueSettings(store);
  const { weights } = settings;
  const map = mapNamed(settings, query.map);
  const goal = goalNamed(settings, query.goal, query.weigh);
  const { leastPeers, leastPosts, windowDays } = weights;
  const readings = readingsIn(map, weights);
  const base = await valueBase(store.facts, {
    leastPeers,
    leastPosts,
    windowDays,
    readings,
    tiers: settings.tiers,
  });
  const brand = query.brand ?? null;
  const mentions = brand === null ? null : await mentionsOf(store, brand, windowDays);
  const accounts = mentions === null ? base.accounts : withProximity(base, mentions, weights);
  const planFor = (of: Goal): Plan =>
    planOf(map, weights, of, (measure) => {
      const at = readings.indexOf(measure);
      return at < 0 ? null : `r${at}`;
    });
  const plan = planFor(goal);
  const key = JSON.stringify([map, weights, goal, brand]);
  const scores = base.scores.get(key) ?? libraryScores(plan, accounts, base.peers);
  if (!base.scores.has(key)) {
    if (base.scores.size >= 8) base.scores.clear();
    base.scores.set(key, scores);
  }
  const asOf = (await store.facts.first(libraryAsOf, {}))?.seen_at ?? null;
  return {
    base,
    accounts,
    map,
    goal,
    goals: weights.goals,
    weights,
    plan,
    planFor,
    scores,
    mentions,
    brand,
    target: query.target ?? null,
    tiers: settings.tiers,
    asOf,
  };
}

async function mentionsOf(store: Store, word: string, windowDays: number): Promise<Map<string, Mentions>> {
  const rows = await store.facts.all(mentionCounts, { word, windowDays });
  return new Map(
    rows.map((r) => [
      r.account_id,
      {
        posts: r.posts,
        naming: r.naming,
        sponsoredNaming: r.sponsored_naming,
        daysSince: r.days_since,
        spells: r.spells,
        namingSpells: r.naming_spells,
      },
    ]),
  );
}

function withProximity(base: ValueBase, mentions: Map<string, Mentions>, weights: Weights): Accounts {
  const proximity = new Float64Array(base.accounts.count).fill(Number.NaN);
  for (const [id, m] of mentions) {
    const place = base.placeOf.get(id);
    if (place !== undefined) proximity[place] = proximityScore(m, weights.proximity);
  }
  return { ...base.accounts, columns: { ...base.accounts.columns, proximity } };
}

const known = (x: number | undefined): number | null => (x === undefined || Number.isNaN(x) ? null : x);

/** The library by total, highest first. */
export async function ranking(
  store: Store,
  query: ValueQuery & { platform?: PlatformId | undefined; limit: number },
): Promise<Ranking> {
  const asked = await ask(store, query);
  const { base, scores } = asked;
  const prefix = query.platform === undefined ? '' : `${query.platform}:`;
  const places = Array.from(scores.total.keys()).filter((i) => base.ids[i]?.startsWith(prefix));
  const scored = places
    .filter((i) => !Number.isNaN(scores.total[i]))
    .sort((a, b) => (scores.total[b] as number) - (scores.total[a] as number) || a - b);
  const shown = scored.slice(0, query.limit);
  const facts = await store.facts.all(accountFacts, { ids: shown.map((i) => base.ids[i] as string) });
  const nameOf = new Map(facts.map((f) => [f.account_id, f.name]));
  return {
    asOf: asked.asOf,
    goal: asked.goal.goal,
    map: asked.map.map,
    scored: scored.length,
    insufficient: places.length - scored.length,
    items: shown.map((i) => ({
      accountId: base.ids[i] as string,
      name: nameOf.get(base.ids[i] as string) ?? null,
      total: scores.total[i] as number,
      values: {
        communication: known(scores.values[0]?.[i]),
        fan: known(scores.values[1]?.[i]),
        conversion: known(scores.values[2]?.[i]),
      },
      stages: scores.stages.map((list) => known(list[i])),
    })),
  };
}

const bounds = (value: number | null, low: number | null, high: number | null): Bounds | null => {
  const point = value ?? (low !== null && high !== null ? (low + high) / 2 : null);
  return point === null ? null : { value: point, low: low ?? point, high: high ?? point };
};

function percentileOf({ peers }: ValueBase, place: number, column: string): Bounds | null {
  const interval = peers.interval(place, column);
  return interval && { value: peers.percentile(place, column), low: interval.low, high: interval.high };
}

export function rankOf(place: number, totals: Float64Array): { place: number; of: number } | null {
  const own = totals[place] as number;
  if (Number.isNaN(own)) return null;
  let [better, of] = [0, 0];
  for (const t of totals) {
    if (t > own) better++;
    if (!Number.isNaN(t)) of++;
  }
  return { place: better + 1, of };
}

/** What a group's tiers are called: by the cut-offs in use, or as the library names its bands. */
function tierWords(
  places: readonly number[],
  bands: readonly { tier: string; name: Words }[] | null,
): { tiers: string[]; names: Words[] } {
  const of = places.map((t) => {
    const band = TIERS[t] as (typeof TIERS)[number];
    return bands?.[t] ?? { tier: band, name: { en: band, zh: BAND_ZH[band] } };
  });
  return { tiers: of.map((b) => b.tier), names: of.map((b) => b.name) };
}
const BAND_ZH = { nano: '尾部', micro: '小微', mid: '腰部', macro: '肩部', mega: '头部' } as const;

/** Pages of accounts, in the order asked. An id the library does not have is refused. */
export async function valuePages(store: Store, ids: readonly string[], asked: Asked): Promise<ValuePage[]> {
  const facts = new Map((await store.facts.all(accountFacts, { ids })).map((f) => [f.account_id, f]));
  const traits = new Map(
    (await store.facts.all(traitFacts, { ids, leastAdopters: LEAST_ADOPTERS })).map((t) => [t.account_id, t]),
  );
  const readings = new Map<string, Map<string, Reading>>(ids.map((id) => [id, new Map()]));
  for (const row of await store.facts.all(readingsAbout, { kind: 'account', ids })) {
    const reading = readingOf(row);
    readings.get(reading.subject.id)?.set(reading.measure.split('@')[0] as string, reading);
  }
  return ids.map((id) => {
    const f = facts.get(id);
    const place = asked.base.placeOf.get(id);
    if (!f || place === undefined)
      throw missing(
        'no-account',
        `There is no account ${id} in the library.`,
        'Search the library for its id.',
      );
    const said = readings.get(id);
    const fans = said?.get('true-fan-share')?.result;
    const trueShare =
      fans?.state === 'ok'
        ? { value: fans.value, low: fans.low ?? fans.value, high: fans.high ?? fans.value }
        : null;
    const followers = bounds(f.follower_value, f.follower_low, f.follower_high);
    const price = bounds(f.price_value, f.price_low, f.price_high);
    const feedShare = feedShareOf(f.platform, asked.weights);
    const n = fans?.state === 'ok' ? fans.n : 0;
    const group = asked.base.peers.groupOf(place);
    const money = { price, currency: f.price_currency, trueShare, n };
    const costPerTarget = (key: string, about: typeof said): ValuePage['costPerTarget'] => {
      const share = about?.get(`target-share-${key}`)?.result;
      return {
        key,
        name:
          share?.state === 'ok' && typeof share.detail['target'] === 'string' ? share.detail['target'] : null,
        result: costPerTargetPerson({ ...money, followers, feedShare, share: share ?? null }),
        assumptions: [feedAssumption(feedShare)],
      };
    };
    return {
      accountId: id,
      name: f.name,
      platform: f.platform,
      tier: f.tier,
      followers: followers?.value ?? null,
      asOf: asked.asOf,
      map: { map: asked.map.map, name: asked.map.name },
      goal: asked.goal,
      brand: asked.brand,
      peers: group && {
        platform: f.platform,
        ...tierWords(group.tiers, asked.tiers?.platforms[f.platform] ?? null),
        scheme: asked.tiers?.platforms[f.platform] ? asked.tiers.name : null,
        n: group.n,
        widened: group.tiers.length > 1,
      },
      ...scoresOf(asked, place),
      rank: rankOf(place, asked.scores.total),
      gates: commercialGates(
        {
          followers: followers?.value ?? null,
          daysSincePost: f.days_since_post,
          trueShareHigh: trueShare?.high ?? null,
          evidence: said?.get('combined-evidence')?.level ?? null,
          traded: f.traded,
        },
        asked.weights.gates,
      ),
      checklist: fourGates(
        {
          followers,
          trueShare,
          postsPerMonth: known(asked.accounts.columns['posts_per_month']?.[place]),
          daysSincePost: f.days_since_post,
          interaction: percentileOf(asked.base, place, 'engagement_per_follower'),
        },
        asked.weights.checklist,
      ),
      proximity:
        asked.mentions && brandProximity(asked.mentions.get(id) ?? NO_MENTIONS, asked.weights.proximity),
      growth: growthResult(asked.base, place),
      costPerPerson: {
        result: costPerTruePerson({ ...money, followers, feedShare }),
        assumptions: [feedAssumption(feedShare)],
      },
      costPerTarget: asked.target === null ? null : costPerTarget(asked.target, said),
      fanEffect: {
        result: fanEffect({ ...money, engagements: known(asked.accounts.columns['engagement']?.[place]) }),
        assumptions: [],
      },
      expectedSales: {
        result: expectedSales(followers, asked.weights.salesPerMillion),
        assumptions: [salesAssumption(asked.weights.salesPerMillion)],
      },
      traits: traitsOf(traits.get(id), said?.get('creator-replies')),
    };
  });
}
const NO_MENTIONS: Mentions = {
  posts: 0,
  naming: 0,
  sponsoredNaming: 0,
  daysSince: null,
  spells: 0,
  namingSpells: 0,
};

export async function valuePage(store: Store, id: string, query: ValueQuery): Promise<ValuePage> {
  const [page] = await valuePages(store, [id], await ask(store, query));
  return page as ValuePage;
}

const DAY = 86_400_000;

/** Growth potential against later growth, on the followers in hand. Null when the library is empty. */
export async function backTest(store: Store, horizonDays: number): Promise<BackTest | null> {
  const asOf = (await store.facts.first(libraryAsOf, {}))?.seen_at ?? null;
  if (asOf === null) return null;
  const cutAt = new Date(Date.parse(asOf) - horizonDays * DAY).toISOString();
  const rows = await store.facts.all(growthAround, { cutAt, days: horizonDays });
  const found = growthBackTest(
    rows.map((r) => ({
      platform: r.platform,
      momentum: r.momentum,
      freshness: r.freshness,
      posts: r.posts,
      later: r.later,
    })),
    cutAt,
  );
  return { asOf, cutAt, horizonDays, ...found };
}

/** Commenters who behave like opinion leaders. */
export const kocs = (
  store: Store,
  asked: { limit: number; leastComments: number; leastAccounts: number },
): Promise<Koc[]> => store.facts.all(consumersLikeKols, asked);
