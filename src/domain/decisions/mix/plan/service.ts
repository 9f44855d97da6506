/** From a brief to a kept plan: loads the library's columns, solves in a thread, keeps the decision with its proof. */
import { missing, refused } from '#basis/error.ts';
import { PLATFORM_IDS, platformRow } from '#basis/platform.ts';
import { type Reading, type Words, word } from '#basis/reading.ts';
import { told } from '#basis/told.ts';
import { libraryAsOf } from '#domain/facts/library/queries.ts';
import { blackList } from '#domain/facts/lists/marks.ts';
import { membersOf } from '#domain/facts/lists/service.ts';
import { shownAs } from '#domain/facts/people/joins.ts';
import { targetSize } from '#domain/readings/audience/affinity/service.ts';
import { audiencePanel, type Panel } from '#domain/readings/audience/panel/service.ts';
import { ask, valuePages } from '#domain/readings/value/service.ts';
import { valueSettings } from '#domain/readings/value/settings.ts';
import type { Store } from '#store/open-store.ts';
import { readingOf } from '#store/readings/keep-readings.ts';
import { readingsAbout } from '#store/readings/queries.ts';
import { mixAudience } from '../measures/mix-audience.ts';
import type { TaughtAssumptions } from './assumptions.ts';
import { CONSULTED, type Pool, poolOf } from './candidates.ts';
import { decisionOf } from './decide.ts';
import { planDiff } from './differences.ts';
import { heldAssumptions } from './held-assumptions.ts';
import { solveInThread } from './in-solve-thread.ts';
import { keepPlan, keptDecision, planVersions } from './kept-plans.ts';
import { GOAL_PRESETS } from './presets.ts';
import { planningQuotes } from './prices.ts';
import { planCards, sheetFigures } from './queries.ts';
import { type Brief, briefSchema, type PlanChange, type PlanMade, type PlanPage } from './schema.ts';
import { sharesOf } from './shares.ts';
import { termsOf } from './terms.ts';

export interface PlanJob {
  planId: string | null;
  /** The version that changes; the newest when absent. */
  version?: number;
  change: PlanChange;
}

/** Makes a plan or a new version of one. */
export async function makePlan(
  store: Store,
  job: PlanJob,
  progress: (share: number, message: string) => void,
  signal?: AbortSignal,
): Promise<PlanMade> {
  const { brief, change, warm } = await changed(store, job);
  const began = performance.now();
  progress(0.02, told`reading the library`);
  const settings = await valueSettings(store);
  const platforms = brief.platforms ?? [...PLATFORM_IDS];
  const { basis, target } = brief;
  const panel = await audiencePanel(store, { basis, target, platforms, ringFree: brief.risk.rings });
  const { pool, must, readings } = await poolFor(store, brief, platforms, panel);
  if (pool.candidates.length === 0)
    throw refused(
      'no-candidates',
      'No account passes the gates of the brief.',
      {},
      'Widen the platforms, the target or the gates; the audience page counts a target.',
    );
  const absent = must.find((id) => !pool.candidates.some((c) => c.accountId === id));
  if (absent !== undefined)
    throw refused(
      'must-fell',
      `${absent} must be in, and cannot: ${pool.dropped.find((d) => d.accountId === absent)?.reason.en ?? 'it is not on the platforms of the brief.'}`,
      { value: absent },
      'Give what is missing, or take it from the musts.',
    );
  const house = settings.weights.feedShare;
  const shares = platforms.map((p) => house[p] ?? platformRow(p).feedShare);
  const taught = await taughtFor(store, brief, shares[0] ?? 0.1, settings.weights.salesPerMillion);
  const houseShare = Math.min(1, taught.held.get('feed_share')?.value ?? taught.shipped.feed_share);
  const plan = termsOf(brief, pool.candidates, must, houseShare);
  const audience = mixAudience(
    {
      kol: {
        ids: panel.placeOf,
        size: panel.accounts.length,
        nameOf: (i) => panel.accounts[i]?.accountId ?? '',
      },
      person: { ids: panel.personOf, size: panel.personCount, nameOf: (person) => String(person + 1) },
    },
    new Map(pool.candidates.map((c) => [c.accountId, c.cost])),
  );
  const unread = brief.assumptions.unreadTrueShare;
  const loaded = performance.now();
  const solved = await solveInThread(
    {
      kols: audience.kols,
      prices: audience.prices,
      kolOf: audience.kolOf,
      personOf: audience.personOf,
      personCount: audience.personCount,
      terms: plan.terms,
      money: plan.money,
      lowShares: Object.fromEntries(
        pool.candidates.flatMap((c) => (c.trueShare ? [[c.accountId, c.trueShare.low]] : [])),
      ),
      seen: {
        feedShare: plan.feedShare,
        audienceShares: Object.fromEntries(
          pool.candidates.map((c) => [c.accountId, c.trueShare?.value ?? unread]),
        ),
      },
      seconds: brief.seconds,
      warm,
    },
    (share, step) => progress(0.1 + 0.85 * share, step),
    signal,
  );
  const ids = solved.chosen.map((c) => c.kol);
  const asked = await ask(store, { goal: GOAL_PRESETS[brief.goal].valueGoal });
  const pages = await valuePages(store, ids, asked);
  const figures = await store.facts.all(sheetFigures, { ids, metrics: ['engagement_median'] });
  const decision = decisionOf({
    brief,
    pool,
    plan,
    solved,
    panelPeople: panel.personCount,
    targetPeople: target ? (await targetSize(store, { target, basis })).people : panel.personCount,
    taught,
    path: pathOf(brief, (goal) => settings.weights.goals.find((g) => g.goal === goal)?.path),
    map: {
      map: asked.map.map,
      stages: asked.map.stages.map(({ stage, name }) => ({ stage, name })),
    },
    stageIndex: new Map(
      pages.map((p) => [p.accountId, p.stages.map((s) => (s.result.state === 'ok' ? s.result.value : null))]),
    ),
    engagements: new Map(figures.map((f) => [f.account_id, f.value])),
    readingIds: readings,
    asOf: (await store.facts.first(libraryAsOf, {}))?.seen_at ?? null,
    solvedAt: new Date().toISOString(),
    ms: { load: loaded - began, solve: performance.now() - loaded },
  });
  const people: Record<string, number[]> = {};
  for (let row = 0; row < panel.placeOf.length; row++) {
    const id = panel.accounts[panel.placeOf[row] as number]?.accountId as string;
    (people[id] ??= []).push((panel.personOf[row] as number) + 1);
  }
  progress(1, '');
  return keepPlan(store, job.planId, {
    decision,
    change,
    proof: {
      certificate: solved.certificate,
      prices: Object.fromEntries(pool.candidates.map((c) => [c.accountId, c.cost])),
      audience: people,
    },
  });
}

/** Accepted values for what the brief leaves open, over what the workspace ships. */
async function taughtFor(
  store: Store,
  brief: Brief,
  feedShare: number,
  salesPerMillion: number,
): Promise<TaughtAssumptions> {
  const given = brief.assumptions;
  const held = await heldAssumptions(store, brief.brand, null);
  if (typeof given.feedShare === 'number') held.delete('feed_share');
  if (given.salesPerMillion !== undefined) held.delete('sales_per_million');
  if (given.engagementRatio !== undefined) held.delete('engagement_ratio');
  return {
    held,
    shipped: { feed_share: feedShare, sales_per_million: salesPerMillion, engagement_ratio: 1 },
    salesPerMillion: given.salesPerMillion ?? held.get('sales_per_million')?.value ?? salesPerMillion,
    engagementRatio: given.engagementRatio ?? held.get('engagement_ratio')?.value ?? 1,
  };
}

/** The goal's weights with those of the secondary goals mixed in by their weight. */
export function pathOf(brief: Brief, housePath: (goal: string) => readonly number[] | undefined): number[] {
  const own = (goal: Brief['goal']) => {
    const preset = GOAL_PRESETS[goal];
    const named = goal === 'awareness' || goal === 'frequency' ? housePath(preset.valueGoal) : undefined;
    return named ?? preset.path;
  };
  const parts = [{ goal: brief.goal, weight: 1 }, ...brief.secondary];
  const total = parts.reduce((sum, p) => sum + p.weight, 0);
  return own(brief.goal).map((_, s) =>
    parts.reduce((sum, p) => sum + ((own(p.goal)[s] ?? 0) * p.weight) / total, 0),
  );
}

async function poolFor(
  store: Store,
  brief: Brief,
  platforms: readonly string[],
  panel: Panel,
): Promise<{ pool: Pool; must: string[]; readings: string[] }> {
  const shown = await shownAs(store);
  const shownIds = (ids: readonly string[]) => [...new Set(ids.map((id) => shown.get(id) ?? id))];
  const cards = await store.facts.all(planCards, { platforms });
  const quotes = await planningQuotes(store, platforms);
  const readings = new Map<string, Reading[]>();
  for (let at = 0; at < cards.length; at += 1000) {
    const ids = cards.slice(at, at + 1000).map((c) => c.account_id);
    for (const row of await store.facts.all(readingsAbout, { kind: 'account', ids }))
      if (CONSULTED.includes(row.measure.split('@')[0] as string))
        readings.set(row.subject_id, [...(readings.get(row.subject_id) ?? []), readingOf(row)]);
  }
  const inTarget = new Map<string, number>();
  for (const place of panel.placeOf) {
    const id = panel.accounts[place]?.accountId as string;
    inTarget.set(id, (inTarget.get(id) ?? 0) + 1);
  }
  const must = shownIds(brief.must);
  const pool = poolOf({
    brief,
    cards,
    quotes,
    panel,
    targetPeople: inTarget,
    readings,
    listed: brief.list === undefined ? null : new Set(await membersOf(store, brief.list)),
    must: new Set(must),
    never: new Set(shownIds(brief.never)),
    blackList: await blackList(store),
    monthlySales: brief.rules.sellerSize.monthlySales,
  });
  return { pool, must, readings: [...readings.values()].flat().map((r) => r.readingId) };
}

/** The brief that a change makes, and the names to begin from. */
async function changed(
  store: Store,
  { planId, version, change }: PlanJob,
): Promise<{ brief: Brief; change: Words; warm: string[] }> {
  const versions = planId === null ? [] : await planVersions(store, planId);
  const from = version ?? versions.length;
  const before = planId === null ? null : await keptDecision(store, planId, from);
  const names = before?.chosen.map((c) => c.accountId) ?? [];
  if ('brief' in change)
    return {
      brief: briefSchema.parse(change.brief),
      warm: names,
      change: before
        ? word(`Brief changed from version ${from}`, `在版本 ${from} 基础上修改简报`)
        : word('First version', '首个版本'),
    };
  if (!before) throw missing('no-plan', 'A name can only drop out of a plan that is kept.');
  const gone = before.chosen.find((c) => c.accountId === change.drop);
  if (!gone)
    throw missing(
      'not-chosen',
      `${change.drop} is not in version ${from} of the plan.`,
      'See `touchstone plan show`.',
    );
  const { brief } = before;
  const rest = names.filter((id) => id !== change.drop);
  const called = gone.name ?? gone.accountId;
  const incoming =
    change.take === undefined
      ? null
      : (gone.substitutes.find((s) => s.accountId === change.take)?.name ?? change.take);
  return {
    warm: rest,
    brief: {
      ...brief,
      never: [...new Set([...brief.never, change.drop])],
      must:
        change.take === undefined ? brief.must.filter((id) => id !== change.drop) : [...rest, change.take],
      ...(change.take === undefined ? {} : { names: { ...brief.names, most: names.length } }),
    },
    change:
      incoming === null
        ? word(`${called} dropped; solved again`, `${called} 退出，重新求解`)
        : word(`${called} replaced by ${incoming}`, `${called} 由 ${incoming} 替换`),
  };
}

/** One version, beside the one before it or a named one. */
export async function planPage(
  store: Store,
  planId: string,
  wanted: { version?: number | undefined; against?: number | undefined },
): Promise<PlanPage> {
  const versions = await planVersions(store, planId);
  const version = wanted.version ?? versions.length;
  const against = wanted.against ?? version - 1;
  const decision = await keptDecision(store, planId, version);
  return {
    planId,
    version,
    versions,
    decision,
    diff:
      against >= 1 && against !== version
        ? planDiff(against, await keptDecision(store, planId, against), decision)
        : null,
    shares: await sharesOf(store, planId),
  };
}
