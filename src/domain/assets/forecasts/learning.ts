/** What finished campaigns teach the next plan: proposals, what was accepted, and the way back. */
import { missing, TouchstoneError } from '#basis/error.ts';
import { newId } from '#basis/id.ts';
import { platformRow } from '#basis/platform.ts';
import { type RowRef, word } from '#basis/reading.ts';
import type { CampaignLine } from '#domain/decisions/campaigns/schema.ts';
import { heldAssumptions } from '#domain/decisions/mix/plan/held-assumptions.ts';
import { LEARNED_NAMES, type LearnedName } from '#domain/decisions/mix/plan/schema.ts';
import { libraryAsOf } from '#domain/facts/library/queries.ts';
import { valueSettings } from '#domain/readings/value/settings.ts';
import type { Store } from '#store/open-store.ts';
import { audit } from '#store/state/audit.ts';
import { type CampaignData, campaignsData, placementCame, SETTLED_HOURS } from './campaign-data.ts';
import { LEARNED_RATE, LEAST_PLACEMENTS, learnedRate, UNSEEN_PLACEMENT } from './measures/learned-rate.ts';
import type { RateBelief } from './measures/placement-forecast.ts';
import { figuresBefore } from './queries.ts';
import type { AssumptionAct, AssumptionStep, AssumptionsPage, Learned } from './schema.ts';

const DAY_MS = 86_400_000;
const HALF = 1.645;
/** How far off the shipped values may be, one in ten: an order of magnitude for sales, three times for the others. */
const DOUBTS: Readonly<Record<LearnedName, number>> = {
  feed_share: Math.log(3) / HALF,
  sales_per_million: Math.log(10) / HALF,
  engagement_ratio: Math.log(3) / HALF,
};
/** What is counted, and per how much of what. */
const COUNTED = {
  feed_share: { quantity: 'seen_count', per: 'followers', scale: 1, unit: 'share' },
  sales_per_million: { quantity: 'order_count', per: 'followers', scale: 1e6, unit: 'per_million' },
  engagement_ratio: { quantity: 'engagement_count', per: 'usual', scale: 1, unit: 'ratio' },
} as const;

export async function shippedValues(store: Store): Promise<Record<LearnedName, number>> {
  const { weights } = await valueSettings(store);
  return {
    feed_share: platformRow('xiaohongshu').feedShare,
    sales_per_million: weights.salesPerMillion,
    engagement_ratio: 1,
  };
}

/** Followers and usual engagements of accounts as known at a moment. */
export async function exposuresAt(store: Store, ids: readonly string[], at: string) {
  const rows = await store.facts.all(figuresBefore, {
    ids,
    metrics: ['follower_count', 'engagement_median'],
    at,
  });
  const of = (metric: string) =>
    new Map(rows.filter((r) => r.metric === metric).map((r) => [r.account_id, r.value]));
  return { followers: of('follower_count'), usual: of('engagement_median') };
}

interface Lesson {
  campaign: string;
  startsOn: string | null;
  placed: { exposure: number; count: number; rows: RowRef[] }[];
}

/** Placements of a campaign with what each was exposed to and brought in its first week. */
async function lessonOf(store: Store, data: CampaignData, name: LearnedName): Promise<Lesson> {
  const { quantity, per, scale } = COUNTED[name];
  const { line } = data;
  const published = data.placements.filter((p) => p.publishedAt !== null && p.state !== 'cancelled');
  const known = await exposuresAt(
    store,
    published.map((p) => p.accountId),
    new Date(Date.parse(`${line.startsOn}T00:00:00+08:00`)).toISOString(),
  );
  return {
    campaign: line.campaign,
    startsOn: line.startsOn,
    placed: published.flatMap((p) => {
      const exposure =
        per === 'followers'
          ? (known.followers.get(p.accountId) ?? p.followerCount)
          : known.usual.get(p.accountId);
      const came = placementCame(data, p, quantity, SETTLED_HOURS);
      return exposure && came
        ? [{ exposure: exposure / scale, count: came.value, rows: came.rows.slice(0, 1) }]
        : [];
    }),
  };
}

const finishedBy = ({ startsOn, endsOn }: CampaignLine, at: number): boolean =>
  startsOn !== null && endsOn !== null && Date.parse(`${endsOn}T00:00:00+08:00`) + 8 * DAY_MS <= at;

/** What the campaigns finished by a moment teach. */
async function learned(
  store: Store,
  campaigns: readonly CampaignData[],
  name: LearnedName,
  shipped: number,
): Promise<Learned | { have: number }> {
  const lessons: Lesson[] = [];
  for (const data of campaigns) lessons.push(await lessonOf(store, data, name));
  const found = learnedRate(lessons, { value: shipped, doubt: DOUBTS[name] });
  if (found.campaigns.length === 0) return { have: lessons.reduce((s, l) => s + l.placed.length, 0) };
  const { mean } = found;
  return {
    name,
    value: Math.exp(mean.mean),
    low: Math.exp(mean.low),
    high: Math.exp(mean.high),
    nextLow: Math.exp(mean.next.low),
    nextHigh: Math.exp(mean.next.high),
    n: found.n,
    ownShare: mean.ownShare,
    spread: mean.spread,
    placement: found.placement,
    campaigns: found.campaigns.map((c) => {
      const lesson = lessons.find((l) => l.campaign === c.campaign) as Lesson;
      const half = HALF * Math.sqrt(c.variance);
      return {
        campaign: c.campaign,
        startsOn: lesson.startsOn,
        n: c.n,
        exposure: c.exposure,
        count: c.count,
        rate: Math.exp(c.effect),
        low: Math.exp(c.effect - half),
        high: Math.exp(c.effect + half),
        rows: lesson.placed.flatMap((p) => p.rows).slice(0, 12),
      };
    }),
    method: LEARNED_RATE,
  };
}

/** The moment results are known up to. */
async function knownAt(store: Store): Promise<number> {
  const asOf = (await store.facts.first(libraryAsOf, {}))?.seen_at ?? null;
  return asOf === null ? 0 : Date.parse(asOf);
}

async function proposals(
  store: Store,
  at?: number,
  names: readonly LearnedName[] = LEARNED_NAMES,
): Promise<Map<LearnedName, Learned | { have: number }>> {
  const until = at ?? (await knownAt(store));
  const shipped = await shippedValues(store);
  const all = [...(await campaignsData(store, (line) => finishedBy(line, until))).values()];
  const found = new Map<LearnedName, Learned | { have: number }>();
  for (const name of names) found.set(name, await learned(store, all, name, shipped[name]));
  return found;
}

async function history(store: Store): Promise<AssumptionStep[]> {
  const rows = await store.state.db
    .selectFrom('assumption')
    .selectAll()
    .orderBy('assumption_id', 'desc')
    .execute();
  return rows.flatMap((r) => {
    const name = LEARNED_NAMES.find((n) => n === r.name);
    return name === undefined
      ? []
      : [
          {
            assumptionId: r.assumption_id,
            name,
            value: r.value,
            low: r.low,
            high: r.high,
            n: r.n,
            source: r.source as AssumptionStep['source'],
            method: r.method,
            campaigns: ((JSON.parse(r.detail) as { campaigns?: { campaign: string }[] }).campaigns ?? []).map(
              (c) => c.campaign,
            ),
            asOf: r.as_of,
            acceptedBy: r.accepted_by,
            acceptedAt: r.accepted_at,
            note: r.note,
          },
        ];
  });
}

/** Every assumption: shipped, held, what results propose, and how it came to be. */
export async function assumptionsPage(store: Store): Promise<AssumptionsPage> {
  const [shipped, held, found, steps, asOf] = [
    await shippedValues(store),
    await heldAssumptions(store, '', null),
    await proposals(store),
    await history(store),
    (await store.facts.first(libraryAsOf, {}))?.seen_at ?? null,
  ];
  return {
    asOf,
    items: LEARNED_NAMES.map((name) => {
      const p = found.get(name) ?? { have: 0 };
      const now = held.get(name) ?? null;
      return {
        name,
        unit: COUNTED[name].unit,
        shipped: shipped[name],
        held: now,
        proposal:
          'have' in p
            ? {
                state: 'insufficient' as const,
                need: word(
                  `one finished campaign with ${LEAST_PLACEMENTS} placements seen a week after publication`,
                  `至少一个已结束的活动，且有 ${LEAST_PLACEMENTS} 个投放在发布一周后有读数`,
                ),
                have: word(`${p.have} placements`, `${p.have} 个投放`),
                why: word('A rate of fewer would be luck.', '更少则只是运气。'),
              }
            : { state: 'ok' as const, ...p },
        fresh: !('have' in p) && Math.abs(Math.log(p.value / (now?.value ?? shipped[name]))) > 0.02,
        history: steps.filter((s) => s.name === name),
      };
    }),
  };
}

/** Accepts what results teach, states a value, or puts the shipped one back. `at` is now, except where a made-up calendar is played. */
export async function decideAssumption(
  store: Store,
  name: LearnedName,
  act: AssumptionAct,
  at?: Date,
): Promise<void> {
  const when = at ?? new Date();
  const shipped = (await shippedValues(store))[name];
  const base = {
    assumption_id: newId(),
    name,
    brand: null,
    accepted_by: act.who,
    accepted_at: when.toISOString(),
    note: act.note,
  };
  const asOf = new Date(at?.getTime() ?? (await knownAt(store))).toISOString();
  let value = shipped;
  if (act.act === 'accept') {
    const p = (await proposals(store, at?.getTime(), [name])).get(name);
    if (!p || 'have' in p)
      throw new TouchstoneError('conflict', 'nothing-learned', `No finished campaign teaches ${name} yet.`, {
        fix: 'Import counters a week after publication and the orders, then ask again.',
      });
    value = p.value;
    await store.state.db
      .insertInto('assumption')
      .values({
        ...base,
        value,
        low: p.nextLow,
        high: p.nextHigh,
        n: p.n,
        source: 'learned',
        method: p.method,
        detail: JSON.stringify(p),
        as_of: asOf,
      })
      .execute();
  } else {
    value = act.act === 'state' ? act.value : shipped;
    await store.state.db
      .insertInto('assumption')
      .values({
        ...base,
        value,
        low: null,
        high: null,
        n: 0,
        source: act.act === 'state' ? 'stated' : 'shipped',
        method: act.act === 'state' ? 'stated' : 'shipped',
        detail: '{}',
        as_of: asOf,
      })
      .execute();
  }
  await audit(store.state, {
    who: act.who,
    act: `assumption-${act.act}`,
    subjectKind: 'assumption',
    subjectId: name,
    detail: { value, shipped },
  });
}

/** What the program believes of each rate at a moment (null: now): the accepted value, else the shipped one with its doubt. */
export async function beliefsAt(
  store: Store,
  at: string | null,
): Promise<Record<LearnedName, RateBelief & { value: number; source: 'shipped' | 'learned' | 'stated' }>> {
  const shipped = await shippedValues(store);
  let query = store.state.db.selectFrom('assumption').selectAll().orderBy('assumption_id');
  if (at !== null) query = query.where('accepted_at', '<=', at);
  const rows = await query.execute();
  const of = (name: LearnedName) => {
    const held = rows.filter((r) => r.name === name).at(-1);
    const bare = learnedRate([], { value: held?.value ?? shipped[name], doubt: DOUBTS[name] });
    const { scale } = COUNTED[name];
    const detail = (held ? JSON.parse(held.detail) : {}) as Partial<Learned>;
    const ranged = held && held.low !== null && held.high !== null;
    return {
      value: held?.value ?? shipped[name],
      source: (held?.source ?? 'shipped') as 'shipped' | 'learned' | 'stated',
      centre: Math.log((held?.value ?? shipped[name]) / scale),
      sd: ranged ? Math.log((held.high as number) / (held.low as number)) / (2 * HALF) : bare.mean.next.sd,
      placement: detail.placement ?? { ...UNSEEN_PLACEMENT },
    };
  };
  return {
    feed_share: of('feed_share'),
    sales_per_million: of('sales_per_million'),
    engagement_ratio: of('engagement_ratio'),
  };
}

export const quantityOf = (name: LearnedName) => COUNTED[name];

export function nameOf(text: string): LearnedName {
  const name = LEARNED_NAMES.find((n) => n === text);
  if (!name)
    throw missing(
      'no-assumption',
      `There is no assumption ${text}.`,
      `There are ${LEARNED_NAMES.join(', ')}.`,
    );
  return name;
}
