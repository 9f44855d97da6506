/** Campaigns as people keep them, joined with what imported cooperations tell of them. */
import { missing, TouchstoneError, usage } from '#basis/error.ts';
import { newId } from '#basis/id.ts';
import { keptDecision, planVersions } from '#domain/decisions/mix/plan/kept-plans.ts';
import type { Brief } from '#domain/decisions/mix/plan/schema.ts';
import { campaignState, campaigns } from '#domain/facts/library/campaigns.ts';
import { shownAs } from '#domain/facts/people/joins.ts';
import type { Store } from '#store/open-store.ts';
import { audit } from '#store/state/audit.ts';
import type { StateTables } from '#store/state/state-tables.ts';
import { cooperationPlacements, placedAccounts, placedPosts } from './queries.ts';
import * as s from './schema.ts';

const now = () => new Date().toISOString();

/** Every campaign that people keep or files name, newest first. */
export async function campaignLines(store: Store): Promise<s.CampaignLine[]> {
  const { db } = store.state;
  const [named, kept, placed, alarms] = await Promise.all([
    campaigns(store),
    db.selectFrom('campaign').selectAll().execute(),
    db
      .selectFrom('placement')
      .select(['campaign', 'account_id', 'post_id'])
      .where('withdrawn_at', 'is', null)
      .execute(),
    db
      .selectFrom('campaign_alarm')
      .select('campaign')
      .select((e) => e.fn.countAll<number>().as('n'))
      .groupBy('campaign')
      .execute(),
  ]);
  const raised = new Map(alarms.map((a) => [a.campaign, a.n]));
  const own = new Map(kept.map((k) => [k.campaign, k]));
  const lines: s.CampaignLine[] = named.map((c) => {
    const k = own.get(c.campaign);
    return {
      ...c,
      brand: k?.brand ?? c.brand,
      startsOn: k?.starts_on ?? c.startsOn,
      endsOn: k?.ends_on ?? c.endsOn,
      kept: k !== undefined,
      alarms: raised.get(c.campaign) ?? 0,
    };
  });
  const known = new Set(named.map((c) => c.campaign));
  for (const k of kept) {
    if (known.has(k.campaign)) continue;
    const mine = placed.filter((p) => p.campaign === k.campaign);
    lines.push({
      campaign: k.campaign,
      brand: k.brand,
      state: stateOn(k.starts_on, k.ends_on, now().slice(0, 10)),
      startsOn: k.starts_on,
      endsOn: k.ends_on,
      accounts: new Set(mine.map((p) => p.account_id)).size,
      posts: new Set(mine.flatMap((p) => (p.post_id === null ? [] : [p.post_id]))).size,
      paidMinor: null,
      currency: k.currency,
      orders: 0,
      salesMinor: null,
      kept: true,
      alarms: raised.get(k.campaign) ?? 0,
    });
  }
  return lines.sort(
    (a, b) => (b.startsOn ?? '').localeCompare(a.startsOn ?? '') || a.campaign.localeCompare(b.campaign),
  );
}

/** A kept campaign without cooperations is where its days say. */
function stateOn(startsOn: string | null, endsOn: string | null, today: string): string | null {
  if (startsOn !== null && today < startsOn) return 'planned';
  if (endsOn !== null && today > endsOn) return 'finished';
  return startsOn === null ? null : 'running';
}

/** Placements of a campaign: those people wrote down, then those that only files tell of. */
export async function placementsOf(store: Store, campaign: string): Promise<s.Placement[]> {
  const shown = await shownAs(store);
  const rows = await store.state.db
    .selectFrom('placement')
    .selectAll()
    .where('campaign', '=', campaign)
    .where('withdrawn_at', 'is', null)
    .orderBy('created_at')
    .orderBy('placement_id')
    .execute();
  const [told, accounts, posts] = await Promise.all([
    store.facts.all(cooperationPlacements, { campaign }),
    store.facts.all(placedAccounts, { ids: rows.map((r) => shown.get(r.account_id) ?? r.account_id) }),
    store.facts.all(placedPosts, { ids: rows.flatMap((r) => r.post_id ?? []) }),
  ]);
  const accountOf = new Map(accounts.map((a) => [a.account_id, a]));
  const postOf = new Map(posts.map((p) => [p.post_id, p]));
  /** A sheet's row that a written placement speaks of too. */
  const taken = new Set<(typeof told)[number]>();
  const own = rows.map((r): s.Placement => {
    const accountId = shown.get(r.account_id) ?? r.account_id;
    const sheet = told.find(
      (t) =>
        !taken.has(t) &&
        t.account_id === accountId &&
        (r.post_id === null || t.post_id === null || t.post_id === r.post_id),
    );
    if (sheet) taken.add(sheet);
    const post = r.post_id === null ? undefined : postOf.get(r.post_id);
    return {
      placementId: r.placement_id,
      accountId,
      accountName: accountOf.get(accountId)?.name ?? null,
      followerCount: accountOf.get(accountId)?.followers ?? null,
      platform: r.platform as s.Placement['platform'],
      postId: r.post_id ?? sheet?.post_id ?? null,
      postTitle: post?.title ?? sheet?.post_title ?? null,
      postUrl: post?.url ?? sheet?.post_url ?? null,
      publishedAt: post?.published_at ?? sheet?.published_at ?? null,
      publishOn: r.publish_on ?? sheet?.starts_on ?? null,
      format: r.format ?? post?.format ?? sheet?.format ?? null,
      product: r.product ?? sheet?.product ?? null,
      mode: r.mode as s.Placement['mode'],
      priceMinor: r.price_minor ?? sheet?.amount_minor ?? null,
      currency: r.currency ?? sheet?.currency ?? null,
      terms: JSON.parse(r.terms) as s.Term[],
      state: sheet?.state ? campaignState([sheet.state]) : null,
      from: sheet ? { sourceId: sheet.source_id, row: sheet.source_row } : null,
    };
  });
  const fromFiles = told
    .filter((t) => !taken.has(t))
    .map(
      (t): s.Placement => ({
        placementId: null,
        accountId: t.account_id,
        accountName: t.account_name,
        followerCount: t.followers,
        platform: t.platform,
        postId: t.post_id,
        postTitle: t.post_title,
        postUrl: t.post_url,
        publishedAt: t.published_at,
        publishOn: t.starts_on,
        format: t.format,
        product: t.product,
        mode: t.mode,
        priceMinor: t.amount_minor,
        currency: t.currency,
        terms: [],
        state: t.state ? campaignState([t.state]) : null,
        from: { sourceId: t.source_id, row: t.source_row },
      }),
    );
  return [...own, ...fromFiles];
}

export async function campaignLine(store: Store, campaign: string): Promise<s.CampaignLine> {
  const line = (await campaignLines(store)).find((c) => c.campaign === campaign);
  if (!line)
    throw missing(
      'no-campaign',
      `There is no campaign “${campaign}”.`,
      'See `touchstone campaign list`, or make it with `touchstone campaign new`.',
    );
  return line;
}

/** All that is known of one campaign. Rejects with `no-campaign`. */
export async function campaignPage(store: Store, campaign: string): Promise<s.Campaign> {
  const line = await campaignLine(store, campaign);
  const kept = await store.state.db
    .selectFrom('campaign')
    .selectAll()
    .where('campaign', '=', campaign)
    .executeTakeFirst();
  const [placements, links, context, forecasts] = await Promise.all([
    placementsOf(store, campaign),
    linksOf(store, campaign),
    contextOf(store, campaign),
    forecastsOf(store, { campaign }),
  ]);
  return {
    ...line,
    planId: kept?.plan_id ?? null,
    budgetMinor: kept?.budget_minor ?? null,
    currency: kept?.currency ?? line.currency,
    placements,
    links,
    context,
    forecasts,
  };
}

/** The names of a plan's version as placements: price and currency as asked, mode, day; the newest version when none is named. */
async function placementsOfPlan(
  store: Store,
  planId: string,
  version: number | null,
): Promise<{ placements: s.NewPlacement[]; brief: Brief }> {
  const wanted = version ?? (await planVersions(store, planId)).length;
  const { chosen, brief } = await keptDecision(store, planId, wanted);
  return {
    brief,
    placements: chosen.map((c) =>
      s.newPlacementSchema.parse({
        accountId: c.accountId,
        format: brief.format === 'any' ? null : brief.format,
        product: brief.product === '' ? null : brief.product,
        mode: c.promotion,
        priceMinor: Math.round(c.price * 100),
        currency: brief.currency,
        publishOn: c.day,
      }),
    ),
  };
}

/**
 * Keeps a campaign; files may name it already. With a plan and no placements of its own it takes the plan's: names,
 * prices, modes, days; brand, period, budget and currency where they are not given.
 * Rejects when it is kept, names accounts the library does not hold, or a plan that is not there.
 */
export async function makeCampaign(store: Store, wanted: s.NewCampaign, who: string): Promise<s.Campaign> {
  const { db } = store.state;
  const given = await withPlan(store, wanted);
  const taken = await db
    .selectFrom('campaign')
    .select('campaign')
    .where('campaign', '=', given.campaign)
    .executeTakeFirst();
  if (taken)
    throw new TouchstoneError(
      'conflict',
      'campaign-exists',
      `There is a campaign “${given.campaign}” already.`,
      { fix: 'Add placements to it, or choose another name.' },
    );
  await rejectStrangers(store, given.placements);
  await db
    .insertInto('campaign')
    .values({
      campaign: given.campaign,
      brand: given.brand,
      plan_id: given.planId,
      starts_on: given.startsOn,
      ends_on: given.endsOn,
      budget_minor: given.budgetMinor,
      currency: given.currency,
      created_by: who,
      created_at: now(),
    })
    .execute();
  await addPlacements(store, given.campaign, given.placements, who);
  await audit(store.state, {
    who,
    act: 'campaign-made',
    subjectKind: 'campaign',
    subjectId: given.campaign,
    detail: { planId: given.planId, placements: given.placements.length },
  });
  return campaignPage(store, given.campaign);
}

async function withPlan(store: Store, given: s.NewCampaign): Promise<s.NewCampaign> {
  if (given.planId === null || given.placements.length > 0) return given;
  const { placements, brief } = await placementsOfPlan(store, given.planId, given.planVersion);
  return {
    ...given,
    placements,
    brand: given.brand ?? (brief.brand === '' ? null : brief.brand),
    startsOn: given.startsOn ?? brief.period.from,
    endsOn: given.endsOn ?? brief.period.to,
    budgetMinor: given.budgetMinor ?? Math.round(brief.budget * 100),
    currency: given.currency ?? brief.currency,
  };
}

async function rejectStrangers(store: Store, placements: readonly s.NewPlacement[]): Promise<void> {
  const ids = placements.map((p) => p.accountId);
  const found = new Set((await store.facts.all(placedAccounts, { ids })).map((a) => a.account_id));
  const strangers = ids.filter((id) => !found.has(id));
  if (strangers.length > 0)
    throw usage(
      'unknown-account',
      `The library holds no account ${strangers.slice(0, 5).join(', ')}.`,
      'Import a file that names it, or correct the id.',
    );
}

export async function addPlacements(
  store: Store,
  campaign: string,
  placements: readonly s.NewPlacement[],
  who: string,
): Promise<void> {
  await rejectStrangers(store, placements);
  const ids = placements.map((p) => p.accountId);
  const platforms = new Map(
    (await store.facts.all(placedAccounts, { ids })).map((a) => [a.account_id, a.platform]),
  );
  for (const p of placements)
    await store.state.db
      .insertInto('placement')
      .values({
        placement_id: newId(),
        campaign,
        account_id: p.accountId,
        platform: platforms.get(p.accountId) as string,
        post_id: p.postId,
        format: p.format,
        product: p.product,
        mode: p.mode,
        price_minor: p.priceMinor,
        currency: p.currency,
        terms: JSON.stringify(p.terms),
        publish_on: p.publishOn,
        created_by: who,
        created_at: now(),
        withdrawn_at: null,
      })
      .execute();
}

export async function linksOf({ state }: Store, campaign: string): Promise<s.TrackedLink[]> {
  const rows = await state.db
    .selectFrom('tracked_link')
    .selectAll()
    .where('campaign', '=', campaign)
    .where('withdrawn_at', 'is', null)
    .orderBy('created_at')
    .orderBy('link_id')
    .execute();
  return rows.map((r) => ({
    linkId: r.link_id,
    kind: r.kind as s.TrackedLink['kind'],
    value: r.value,
    accountId: r.account_id,
    postId: r.post_id,
    sku: r.sku,
    createdAt: r.created_at,
  }));
}

export async function contextOf({ state }: Store, campaign: string): Promise<s.ContextEvent[]> {
  const rows = await state.db
    .selectFrom('context_event')
    .selectAll()
    .where('campaign', '=', campaign)
    .where('withdrawn_at', 'is', null)
    .orderBy('from_at')
    .orderBy('event_id')
    .execute();
  return rows.map((r) => ({
    eventId: r.event_id,
    kind: r.kind as s.ContextEvent['kind'],
    note: r.note,
    fromAt: r.from_at,
    untilAt: r.until_at,
    postId: r.post_id,
    recordedBy: r.recorded_by,
    recordedAt: r.recorded_at,
  }));
}

const forecastOf = (r: StateTables['forecast']): s.Forecast => ({
  forecastId: r.forecast_id,
  subject: { kind: r.subject_kind as s.Forecast['subject']['kind'], id: r.subject_id },
  campaign: r.campaign,
  quantity: r.quantity,
  horizonHours: r.horizon_hours,
  madeAt: r.made_at,
  madeByKind: r.made_by_kind as s.Forecast['madeByKind'],
  madeBy: r.made_by,
  method: r.method,
  value: r.value,
  low: r.low,
  high: r.high,
  level: r.level,
  n: r.n,
  unit: r.unit,
});

/** Stored forecasts, oldest first: all, or those of one campaign or subject. */
export async function forecastsOf(
  { state }: Store,
  of: { campaign?: string; subject?: s.Forecast['subject'] } = {},
): Promise<s.Forecast[]> {
  let query = state.db.selectFrom('forecast').selectAll().orderBy('made_at').orderBy('forecast_id');
  if (of.campaign !== undefined) query = query.where('campaign', '=', of.campaign);
  if (of.subject)
    query = query.where('subject_kind', '=', of.subject.kind).where('subject_id', '=', of.subject.id);
  return (await query.execute()).map(forecastOf);
}

/** Adds a forecast. Rows are never changed or removed. */
export async function storeForecast(
  store: Store,
  f: Omit<s.Forecast, 'forecastId'>,
  detail: unknown = {},
): Promise<s.Forecast> {
  const row: StateTables['forecast'] = {
    forecast_id: newId(),
    subject_kind: f.subject.kind,
    subject_id: f.subject.id,
    campaign: f.campaign,
    quantity: f.quantity,
    horizon_hours: f.horizonHours,
    made_at: f.madeAt,
    made_by_kind: f.madeByKind,
    made_by: f.madeBy,
    method: f.method,
    value: f.value,
    low: f.low,
    high: f.high,
    level: f.level,
    n: f.n,
    unit: f.unit,
    detail: JSON.stringify(detail),
  };
  await store.state.db.insertInto('forecast').values(row).execute();
  return forecastOf(row);
}
