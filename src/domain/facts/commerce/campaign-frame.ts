/** A campaign as its bookings and posts tell of it: the frame every later reading of the campaign rests on. */
import { placementState } from '#domain/facts/library/campaigns.ts';
import { libraryAsOf } from '#domain/facts/library/queries.ts';
import type { Store } from '#store/open-store.ts';
import { campaignPlacements } from './queries.ts';
import type { CampaignFrame } from './schema.ts';

const edge = (days: readonly (string | null)[], last: boolean): string | null => {
  const known = days.filter((d) => d !== null).sort();
  return (last ? known.at(-1) : known[0]) ?? null;
};

/** Without placements when no imported row names the campaign. */
export async function campaignFrame(store: Store, campaign: string): Promise<CampaignFrame> {
  const rows = await store.facts.all(campaignPlacements, { campaign });
  return {
    campaign,
    brand: rows.find((r) => r.brand !== null)?.brand ?? null,
    startsOn: edge(
      rows.map((r) => r.starts_on),
      false,
    ),
    endsOn: edge(
      rows.map((r) => r.ends_on),
      true,
    ),
    placements: rows.map((r) => ({
      accountId: r.account_id,
      accountName: r.account_name,
      platform: r.platform,
      tier: r.tier,
      followers: r.followers,
      product: r.product,
      mode: r.mode,
      state: placementState(r.state),
      postId: r.post_id,
      postTitle: r.title,
      format: r.format,
      publishedAt: r.published_at,
      amountMinor: r.amount_minor,
      currency: r.currency,
      sourceId: r.source_id,
      sourceRow: r.source_row,
    })),
    asOf: (await store.facts.first(libraryAsOf, {}))?.seen_at ?? null,
  };
}

/** Posts of the campaign, each once. */
export const postsOf = (frame: CampaignFrame): string[] => [
  ...new Set(frame.placements.flatMap((p) => p.postId ?? [])),
];
