/** The campaign an outcome is read of: imported bookings, over them what people keep, with codes, terms and forecasts. */
import { campaignsData, forecastState, SETTLED_HOURS } from '#domain/assets/forecasts/campaign-data.ts';
import { forecastResult } from '#domain/assets/forecasts/measures/forecast-result.ts';
import type { Campaign, Placement as Kept } from '#domain/decisions/campaigns/schema.ts';
import { campaignPage } from '#domain/decisions/campaigns/service.ts';
import { campaignFrame, postsOf } from '#domain/facts/commerce/campaign-frame.ts';
import type { CampaignFrame, Placement } from '#domain/facts/commerce/schema.ts';
import { cardsById } from '#domain/facts/library/queries.ts';
import type { Store } from '#store/open-store.ts';
import { counterHistory } from './queries.ts';
import type { Effect } from './schema.ts';

export interface OutcomeFrame extends CampaignFrame {
  budgetMinor: number | null;
  codes: string[];
  links: string[];
  /** What each placement promised. */
  promised: {
    accountId: string;
    postId: string | null;
    publishedAt: string | null;
    terms: { quantity: string; least: number | null; withinDays: number | null; note: string }[];
  }[];
  forecasts: Campaign['forecasts'];
  /** Placement ids to posts, for forecasts of placements. */
  postOf: Map<string, string>;
}

export async function outcomeFrame(store: Store, campaign: string): Promise<OutcomeFrame> {
  const [page, told] = await Promise.all([campaignPage(store, campaign), campaignFrame(store, campaign)]);
  const kept = page.placements.filter((p) => p.placementId !== null);
  const cards = new Map(
    (await store.facts.all(cardsById, { ids: kept.map((p) => p.accountId) })).map((c) => [c.account_id, c]),
  );
  const placements = [...told.placements];
  for (const p of kept) {
    const at = placements.findIndex(
      (t) => t.accountId === p.accountId && (p.postId === null || t.postId === null || t.postId === p.postId),
    );
    const card = cards.get(p.accountId);
    const merged = written(
      p,
      at < 0 ? null : (placements[at] as Placement),
      card?.tier ?? null,
      card?.follower_value ?? null,
    );
    if (at < 0) placements.push(merged);
    else placements[at] = merged;
  }
  return {
    ...told,
    brand: page.brand ?? told.brand,
    startsOn: page.startsOn ?? told.startsOn,
    endsOn: page.endsOn ?? told.endsOn,
    placements,
    budgetMinor: page.budgetMinor,
    codes: page.links.filter((l) => l.kind === 'code').map((l) => l.value),
    links: page.links.filter((l) => l.kind === 'link').map((l) => l.value),
    promised: page.placements
      .filter((p) => p.terms.length > 0)
      .map(({ accountId, postId, publishedAt, terms }) => ({ accountId, postId, publishedAt, terms })),
    forecasts: page.forecasts,
    postOf: new Map(
      kept.flatMap((p) => (p.placementId && p.postId ? [[p.placementId, p.postId] as const] : [])),
    ),
  };
}

/** A kept placement over the sheet's row, where there is one. */
const written = (
  p: Kept,
  sheet: Placement | null,
  tier: string | null,
  followers: number | null,
): Placement => ({
  accountId: p.accountId,
  accountName: p.accountName,
  platform: p.platform,
  tier: sheet?.tier ?? tier,
  followers: sheet?.followers ?? followers,
  product: p.product ?? sheet?.product ?? null,
  mode: p.mode,
  state: sheet?.state ?? p.state,
  postId: p.postId ?? sheet?.postId ?? null,
  postTitle: p.postTitle ?? sheet?.postTitle ?? null,
  format: p.format ?? sheet?.format ?? null,
  publishedAt: p.publishedAt ?? sheet?.publishedAt ?? null,
  amountMinor: p.priceMinor ?? sheet?.amountMinor ?? null,
  currency: p.currency ?? sheet?.currency ?? null,
  sourceId: sheet?.sourceId ?? 0,
  sourceRow: sheet?.sourceRow ?? 0,
});

/** Stored forecasts beside what came. */
export async function forecastsAgainst(store: Store, frame: OutcomeFrame): Promise<Effect['forecasts']> {
  if (frame.forecasts.length === 0) return [];
  const posts = postsOf(frame);
  const history = await store.facts.all(counterHistory, { posts });
  const published = new Map(
    frame.placements.flatMap((p) => (p.postId && p.publishedAt ? [[p.postId, p.publishedAt] as const] : [])),
  );
  const names = new Map(
    frame.placements.flatMap((p) => (p.postId ? [[p.postId, p.accountName ?? p.accountId] as const] : [])),
  );
  // What the scoreboard holds against a forecast; a booking that only this frame knows is read here.
  const hours = [...new Set([SETTLED_HOURS, ...frame.forecasts.map((f) => f.horizonHours)])];
  const board = (await campaignsData(store, (l) => l.campaign === frame.campaign, hours)).get(frame.campaign);
  return frame.forecasts.map((f) => {
    const { kind, id } = f.subject;
    const post = kind === 'post' ? id : kind === 'placement' ? frame.postOf.get(id) : undefined;
    const of = kind === 'campaign' ? posts : post === undefined ? [] : [post];
    const came =
      (board ? forecastState(board, f).came : null) ??
      forecastResult(
        { kind, posts: of, quantity: f.quantity, horizonHours: f.horizonHours },
        published,
        history,
      );
    return {
      subject: kind === 'campaign' ? frame.campaign : (names.get(post ?? '') ?? id),
      quantity: f.quantity,
      horizonHours: f.horizonHours,
      madeBy: f.madeBy,
      madeAt: f.madeAt,
      value: f.value,
      low: f.low,
      high: f.high,
      actual: came?.value ?? null,
      actualAt: came?.at ?? null,
      inside:
        came === null || f.low === null || f.high === null
          ? null
          : f.low <= came.value && came.value <= f.high,
    };
  });
}
