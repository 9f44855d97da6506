/** The campaign an outcome is read of: imported bookings, and what people keep of it. */
import { campaignFrame } from '#domain/facts/commerce/campaign-frame.ts';
import type { CampaignFrame } from '#domain/facts/commerce/schema.ts';
import type { Store } from '#store/open-store.ts';
import type { Counter, Effect } from './schema.ts';

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
  /** Stored forecasts beside what came. */
  against: (counters: ReadonlyMap<string, readonly Counter[]>) => Promise<Effect['forecasts']>;
}

export async function outcomeFrame(store: Store, campaign: string): Promise<OutcomeFrame> {
  const frame = await campaignFrame(store, campaign);
  return { ...frame, budgetMinor: null, codes: [], links: [], promised: [], against: async () => [] };
}
